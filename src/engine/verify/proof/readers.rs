//! The files of a proof, read in the order of their names: leaves, openings, seal.

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use super::compare::facts_of;
use super::hashes::{self, hash_of};
use super::opening::{self, Opened, Run};
use super::{RecordOpen, SealFacts, SealNumber};
use crate::engine::verify::book::{Book, Reader};
use crate::engine::verify::checks::Id;
use crate::engine::verify::json::Json;
use crate::engine::verify::lines::{Line, Lines};
use crate::engine::verify::stamp;

/// Most bytes of `seal.json` that are looked at.
const SEAL_BYTES: usize = 4 << 10;

fn facts(book: &mut Book, seal: u32) -> &mut SealFacts {
    book.facts.seals.entry(seal).or_default()
}

/// Reads `leaves.txt`.
pub(in crate::engine::verify) struct Leaves {
    seal: u32,
    lines: Lines,
}

impl Leaves {
    /// For seal `seal`, from 1.
    pub(in crate::engine::verify) fn new(seal: u32) -> Leaves {
        Leaves {
            seal,
            lines: Lines::default(),
        }
    }
}

fn leaf_line(seal: u32, number: u64, line: Line<'_>, book: &mut Book) {
    let text = match line {
        Line::Whole(bytes) => std::str::from_utf8(bytes).ok(),
        Line::TooLong(_) | Line::Unended(_) => None,
    };
    let leaf = text.and_then(hash_of);
    if leaf.is_none() {
        book.fail(Id::Seal, format!("line {number} is not 64 hex digits"));
    }
    facts(book, seal).leaves.push(leaf.unwrap_or_default());
}

impl Reader for Leaves {
    fn push(&mut self, bytes: &[u8], book: &mut Book) {
        let seal = self.seal;
        self.lines.push(bytes, &mut |number, line| {
            leaf_line(seal, number, line, book)
        });
    }

    fn end(&mut self, book: &mut Book) {
        let seal = self.seal;
        self.lines
            .end(&mut |number, line| leaf_line(seal, number, line, book));
        facts(book, seal);
    }
}

/// Reads `openings.jsonl`, after the leaves.
pub(in crate::engine::verify) struct Openings {
    seal: u32,
    lines: Lines,
    n_lines: u64,
    /// Over the whole text, as long as all of it is open.
    text: Option<(Sha256, u64)>,
    container: Option<String>,
}

impl Openings {
    /// For seal `seal`, from 1.
    pub(in crate::engine::verify) fn new(seal: u32) -> Openings {
        Openings {
            seal,
            lines: Lines::default(),
            n_lines: 0,
            text: Some((Sha256::new(), 0)),
            container: None,
        }
    }

    fn line(&mut self, line: Line<'_>, book: &mut Book) {
        let i = self.n_lines;
        self.n_lines += 1;
        let opening = match line {
            Line::Whole(bytes) => read_line(bytes, i),
            Line::TooLong(_) => Err("is too long".to_owned()),
            Line::Unended(_) => Err("has no line end".to_owned()),
        };
        let fact = match opening {
            Ok(opening) => {
                let sealed = facts(book, self.seal).leaves.get(i as usize).copied();
                match (opening.leaf, sealed) {
                    (_, None) => fail(book, i, "has no leaf"),
                    (Some(found), Some(sealed)) if found != sealed => {
                        fail(book, i, "does not come to its leaf");
                    }
                    (Some(_) | None, Some(_)) => {}
                }
                self.note(&opening.opened, opening.is_full);
                facts_of(&opening.opened, opening.is_full)
            }
            Err(text) => {
                fail(book, i, &text);
                RecordOpen::Withheld
            }
        };
        facts(book, self.seal).openings.push(fact);
    }

    fn note(&mut self, opened: &Opened, is_full: bool) {
        match opened {
            Opened::Container(json) => self.container = Some(json.clone()),
            Opened::Member { .. } if is_full => {}
            Opened::Message {
                stamp: Some(stamp),
                sender: Some(sender),
                body: Some(body),
            } if is_full => {
                if let Some((digest, n_bytes)) = &mut self.text {
                    let body = body.iter().map(|run| match run {
                        Run::Text(text) => text.as_slice(),
                        Run::Gap => &[],
                    });
                    for bytes in [stamp.as_slice(), sender].into_iter().chain(body) {
                        digest.update(bytes);
                        *n_bytes += bytes.len() as u64;
                    }
                }
            }
            Opened::Message { .. } | Opened::Member { .. } | Opened::Withheld => self.text = None,
        }
    }

    /// An opened container is of just the records that are shown.
    fn container_fault(&self) -> Option<&'static str> {
        let json = self.container.as_ref()?;
        let Some((digest, n_bytes)) = &self.text else {
            return Some("is opened although something is withheld");
        };
        let container = Json::read(json).ok();
        let members = container
            .as_ref()
            .and_then(Json::as_object)
            .unwrap_or_default();
        let chat = members.iter().find(|(key, _)| key == "chat");
        let chat = chat
            .and_then(|(_, chat)| chat.as_object())
            .unwrap_or_default();
        let field = |name: &str| chat.iter().find(|(key, _)| key == name).map(|(_, v)| v);
        if field("decoded").is_some() {
            return None;
        }
        let sha256 = HEXLOWER.encode(&digest.clone().finalize());
        let fits = field("sha256").and_then(Json::as_text) == Some(sha256.as_str())
            && field("size").and_then(Json::as_number) == Some(*n_bytes);
        (!fits).then_some("names another text than its records are")
    }
}

fn read_line(bytes: &[u8], i: u64) -> Result<opening::Opening, String> {
    let text = std::str::from_utf8(bytes).map_err(|_| "is not UTF-8".to_owned())?;
    let json = Json::read(text)
        .map_err(|fault| format!("is not JSON: {} at byte {}", fault.text, fault.at))?;
    opening::read(&json, i).map_err(str::to_owned)
}

fn fail(book: &mut Book, i: u64, text: &str) {
    book.fail(Id::Openings, format!("record {i} {text}"));
}

impl Reader for Openings {
    fn push(&mut self, bytes: &[u8], book: &mut Book) {
        let mut lines = std::mem::take(&mut self.lines);
        lines.push(bytes, &mut |_, line| self.line(line, book));
        self.lines = lines;
    }

    fn end(&mut self, book: &mut Book) {
        let mut lines = std::mem::take(&mut self.lines);
        lines.end(&mut |_, line| self.line(line, book));
        let n_leaves = facts(book, self.seal).leaves.len() as u64;
        if self.n_lines < n_leaves {
            let text = format!("has {} lines for {n_leaves} leaves", self.n_lines);
            book.fail(Id::Openings, text);
        }
        if let Some(text) = self.container_fault() {
            fail(book, 0, text);
        }
    }
}

/// Reads `seal.json`, after the leaves.
pub(in crate::engine::verify) struct SealJson {
    seal: u32,
    kept: Vec<u8>,
}

impl SealJson {
    /// For seal `seal`, from 1.
    pub(in crate::engine::verify) fn new(seal: u32) -> SealJson {
        SealJson {
            seal,
            kept: Vec::new(),
        }
    }

    fn check(&self, book: &mut Book) -> Result<(), String> {
        let text = std::str::from_utf8(&self.kept).map_err(|_| "is not UTF-8")?;
        let line = text
            .strip_suffix('\n')
            .filter(|line| !line.contains('\n') && self.kept.len() <= SEAL_BYTES)
            .ok_or("is not one line")?;
        let number = said(line)?;
        let SealNumber {
            root,
            n_records,
            n_messages,
        } = number;
        let seal = facts(book, self.seal);
        seal.n_messages = Some(n_messages);
        seal.note_names(n_messages);
        let n_leaves = seal.leaves.len() as u64;
        let found = hashes::root(&seal.leaves);
        if n_records != n_leaves || n_messages >= n_records {
            return Err(format!(
                "says {n_records} records, leaves.txt has {n_leaves}"
            ));
        }
        if found != root {
            return Err(format!(
                "its root is not the one that the leaves come to: {}",
                HEXLOWER.encode(&found)
            ));
        }
        seal.number = Some(number);
        Ok(())
    }
}

/// Reads the line of a `seal.json`.
///
/// Errors: what is wrong with it, for people.
pub(in crate::engine::verify) fn said(line: &str) -> Result<SealNumber, String> {
    let json = Json::read(line).map_err(|_| "is not JSON")?;
    let fields = json
        .fields([
            "format", "hash", "records", "messages", "root", "created", "tool",
        ])
        .ok_or("does not have exactly the seven keys in their order")?;
    let [format, hash, records, messages, root, created, tool] = fields;
    if [format, hash].map(Json::as_text) != [Some("chat-seal-1"), Some("sha256")] {
        return Err("is not of the format chat-seal-1 over sha256".to_owned());
    }
    let n_records = records.as_number().ok_or("counts no records")?;
    let n_messages = messages.as_number().ok_or("counts no messages")?;
    let root = root.as_text().and_then(hash_of).ok_or("has no root")?;
    if !created.as_text().is_some_and(stamp::is_instant) || tool.as_text().is_none() {
        return Err("has no time or no tool".to_owned());
    }
    Ok(SealNumber {
        root,
        n_records,
        n_messages,
    })
}

impl Reader for SealJson {
    fn push(&mut self, bytes: &[u8], _book: &mut Book) {
        let room = (SEAL_BYTES + 1).saturating_sub(self.kept.len());
        self.kept
            .extend_from_slice(bytes.get(..room).unwrap_or(bytes));
    }

    fn end(&mut self, book: &mut Book) {
        if let Err(text) = self.check(book) {
            book.fail(Id::Seal, text);
        }
    }
}
