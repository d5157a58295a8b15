//! The files of a sealed package, and how each is made piece by piece.

use std::rc::Rc;

use data_encoding::HEXLOWER;
use serde_json::{Value, json};

use super::lines::record_line;
use super::{SealedOptions, enclosed};
use crate::engine::archive::ArchiveError;
use crate::engine::archive::digests::source_digest;
use crate::engine::case::{Case, OpenSource};
use crate::engine::decision::{Decision, DecisionKind, DecisionLog, canonical_json};
use crate::engine::digest::Digests;
use crate::engine::package::BuildError;
use crate::engine::package::custody::Chain;
use crate::engine::seal::{SEAL_FORMAT, Sealed};
use crate::engine::source::read_range;

/// Bytes of an input that are read at once.
const PIECE_BYTES: u64 = 1 << 20;
/// Lines that are made at once.
const PIECE_LINES: usize = 4_000;

const README: &str = include_str!("../templates/sealed-readme.txt");

/// A file below the package's folder.
#[derive(Clone)]
pub(super) struct File {
    pub(super) path: String,
    pub(super) content: Content,
}

/// How a file is made. Seals and sources by number, from 0.
#[derive(Clone)]
pub(super) enum Content {
    /// Known beforehand.
    Fixed(Rc<[u8]>),
    /// The leaves of a seal.
    Leaves(usize),
    /// The offsets of the records of a seal.
    Records(usize),
    /// A file that was opened: number of the source, number of the file in it.
    Input(usize, usize),
}

/// What the files are made from.
pub(super) struct Inside {
    pub(super) case: Rc<Case>,
    pub(super) options: SealedOptions,
}

impl Inside {
    /// All payload files, sorted by the bytes of their paths.
    pub(super) fn payload(&self, log: &DecisionLog, folder: &str) -> Vec<File> {
        let fixed = |path: &str, text: String| File {
            path: path.to_owned(),
            content: Content::Fixed(text.into_bytes().into()),
        };
        let mut out = vec![
            fixed("data/custody/log.jsonl", self.custody(log, folder)),
            fixed("data/decisions/decisions.json", log.to_file()),
            fixed("data/original/sources.json", self.sources()),
        ];
        for (number, open) in self.case.sources.iter().enumerate() {
            for file in 0..open.archive.sources().len() {
                out.push(File {
                    path: input_path(open, number, file),
                    content: Content::Input(number, file),
                });
            }
        }
        out.extend(enclosed::files(&self.options.enclosed));
        for (number, seal) in self.options.seals.iter().enumerate() {
            let path = |name: &str| format!("data/seal/{:04}/{name}", number + 1);
            let secret = json!({
                "format": SEAL_FORMAT,
                "root": seal.root_hex(),
                "secret": HEXLOWER.encode(&seal.secret.0),
            });
            out.push(fixed(&path("seal.json"), seal.json.clone()));
            out.push(fixed(
                &path("secret.json"),
                format!("{}\n", canonical_json(&secret)),
            ));
            out.push(File {
                path: path("leaves.txt"),
                content: Content::Leaves(number),
            });
            out.push(File {
                path: path("records.tsv"),
                content: Content::Records(number),
            });
        }
        out.sort_by(|a, b| a.path.as_bytes().cmp(b.path.as_bytes()));
        out
    }

    /// About how many bytes a file has.
    pub(super) fn size_of(&self, content: &Content) -> u64 {
        match content {
            Content::Fixed(bytes) => bytes.len() as u64,
            Content::Leaves(number) => self.seal(*number).map_or(0, |s| 65 * s.leaves.len() as u64),
            Content::Records(number) => {
                self.seal(*number).map_or(0, |s| 24 * s.leaves.len() as u64)
            }
            Content::Input(source, file) => self
                .case
                .sources
                .get(*source)
                .and_then(|open| {
                    open.archive
                        .sources()
                        .get(*file)
                        .map(|(_, s)| s.size_bytes())
                })
                .unwrap_or(0),
        }
    }

    /// The piece that starts at `at`, which counts bytes or lines, and where the next one starts.
    ///
    /// Errors: `Read`.
    pub(super) fn piece(
        &self,
        content: &Content,
        at: u64,
    ) -> Result<Option<(Vec<u8>, u64)>, BuildError> {
        match content {
            Content::Fixed(bytes) => {
                Ok((at == 0 && !bytes.is_empty()).then(|| (bytes.to_vec(), bytes.len() as u64)))
            }
            Content::Leaves(number) => Ok(self.lines(*number, at, &|seal, index, out| {
                if let Some(leaf) = seal.leaves.get(index) {
                    out.push_str(&HEXLOWER.encode(leaf));
                    out.push('\n');
                }
            })),
            Content::Records(number) => {
                let thread = self
                    .seal(*number)
                    .and_then(|seal| self.case.thread(seal.thread))
                    .map(|(_, thread)| Rc::clone(thread));
                Ok(self.lines(*number, at, &|seal, index, out| {
                    if let Some(thread) = &thread {
                        record_line(seal, thread, index, out);
                    }
                }))
            }
            Content::Input(source, file) => self.input(*source, *file, at),
        }
    }

    fn lines(
        &self,
        number: usize,
        at: u64,
        each: &dyn Fn(&Sealed, usize, &mut String),
    ) -> Option<(Vec<u8>, u64)> {
        let seal = self.seal(number)?;
        let first = at as usize;
        let end = seal.leaves.len().min(first + PIECE_LINES);
        let mut out = String::new();
        for index in first..end {
            each(seal, index, &mut out);
        }
        (first < end).then(|| (out.into_bytes(), end as u64))
    }

    fn input(
        &self,
        source: usize,
        file: usize,
        at: u64,
    ) -> Result<Option<(Vec<u8>, u64)>, BuildError> {
        let Some(open) = self.case.sources.get(source) else {
            return Ok(None);
        };
        let Some((name, bytes)) = open.archive.sources().into_iter().nth(file) else {
            return Ok(None);
        };
        let len = bytes.size_bytes().saturating_sub(at).min(PIECE_BYTES);
        if len == 0 {
            return Ok(None);
        }
        let piece = read_range(&*bytes, at, len as usize).map_err(|source| BuildError::Read {
            name: name.clone(),
            source: ArchiveError::Read {
                name,
                offset: at,
                source,
            },
        })?;
        Ok(Some((piece, at + len)))
    }

    /// A source of one file must still be what its digest says.
    ///
    /// Errors: `Changed`.
    pub(super) fn check(&self, file: &File, digests: &Digests) -> Result<(), BuildError> {
        let Content::Input(source, _) = &file.content else {
            return Ok(());
        };
        let Some(open) = self.case.sources.get(*source) else {
            return Ok(());
        };
        let files = open.archive.sources();
        let is_other = files.len() == 1
            && source_digest(&[(String::new(), digests.sha256.clone())]) != open.id.0;
        if is_other {
            return Err(BuildError::Changed {
                path: file.path.clone(),
            });
        }
        Ok(())
    }

    fn seal(&self, number: usize) -> Option<&Rc<Sealed>> {
        self.options.seals.get(number)
    }

    fn sources(&self) -> String {
        let sources: Vec<Value> = self
            .case
            .sources
            .iter()
            .enumerate()
            .map(source_entry)
            .collect();
        let seals: Vec<Value> = self
            .options
            .seals
            .iter()
            .enumerate()
            .filter_map(|(number, seal)| {
                let (open, thread) = self.case.thread(seal.thread)?;
                let (source, _) = self.case.source(&open.id)?;
                Some(json!({
                    "entry": thread.entry,
                    "seal": format!("{:04}", number + 1),
                    "source": source + 1,
                }))
            })
            .collect();
        let all = json!({
            "format": "threadseal-sealed-1",
            "seals": seals,
            "sources": sources,
        });
        format!("{}\n", canonical_json(&all))
    }

    /// Every decision in the order of the log, then the seals, then this package.
    fn custody(&self, log: &DecisionLog, folder: &str) -> String {
        let mut chain = Chain::default();
        for decision in log.decisions() {
            let mut detail = serde_json::to_value(decision).unwrap_or_default();
            if let Value::Object(fields) = &mut detail {
                for told_apart in ["by", "at", "id"] {
                    fields.remove(told_apart);
                }
            }
            chain.line(
                action(decision),
                &decision.by,
                &decision.id.0,
                decision.at.as_str(),
                detail,
            );
        }
        let (tool, created) = (&self.options.tool, self.options.created.as_str());
        for seal in &self.options.seals {
            let detail = json!({ "n_records": seal.leaves.len() });
            chain.line("seal", tool, &seal.number(), created, detail);
        }
        chain.line("export", tool, folder, created, json!({}));
        String::from_utf8(chain.out).unwrap_or_default()
    }

    /// `bag-info.txt`.
    pub(super) fn info(&self, folder: &str, octets: u64, n_files: usize) -> Vec<u8> {
        let created = &self.options.created;
        let lines = [
            ("Bagging-Date", created.utc_date()),
            ("External-Identifier", folder.to_owned()),
            (
                "External-Description",
                "Sealed WhatsApp chat exports, for the custodian alone".to_owned(),
            ),
            ("Bag-Software-Agent", self.options.tool.clone()),
            ("Payload-Oxum", format!("{octets}.{n_files}")),
            ("Threadseal-Format", "threadseal-sealed-1".to_owned()),
            ("Threadseal-Created", created.as_str().to_owned()),
        ];
        let line = |(label, value): (&str, String)| {
            format!("{label}: {}\n", value.replace(char::is_control, " "))
        };
        lines.map(line).concat().into_bytes()
    }

    /// `README.txt`.
    pub(super) fn readme(&self, folder: &str) -> Vec<u8> {
        let numbers: String = self
            .options
            .seals
            .iter()
            .map(|seal| format!("    {}\n", seal.number()))
            .collect();
        README
            .replace("{folder}", folder)
            .replace("{tool}", &self.options.tool)
            .replace("{created}", self.options.created.as_str())
            .replace("{numbers}", numbers.trim_end())
            .replace("{enclosed}\n", enclosed::words(&self.options.enclosed))
            .into_bytes()
    }
}

/// Where a file of a source stands. A zip has one.
fn input_path(open: &OpenSource, source: usize, file: usize) -> String {
    let number = source + 1;
    if open.archive.is_loose() {
        format!("data/original/{number:04}/{:04}.bin", file + 1)
    } else {
        format!("data/original/{number:04}.zip")
    }
}

fn source_entry((number, open): (usize, &OpenSource)) -> Value {
    let files = open.archive.sources();
    let files: Vec<Value> = files
        .iter()
        .enumerate()
        .map(|(file, (name, bytes))| {
            json!({
                "file": input_path(open, number, file),
                "name": name,
                "size_bytes": bytes.size_bytes(),
            })
        })
        .collect();
    json!({ "files": files, "sha256": open.id })
}

fn action(decision: &Decision) -> &'static str {
    match &decision.kind {
        DecisionKind::Opened { .. } => "open",
        DecisionKind::Intake { .. } => "intake",
        DecisionKind::Owner { .. }
        | DecisionKind::DateOrder { .. }
        | DecisionKind::Zone { .. }
        | DecisionKind::AsItIs { .. }
        | DecisionKind::Work(_)
        | DecisionKind::Recipient { .. }
        | DecisionKind::Reject { .. } => "annotate",
        DecisionKind::Message { .. }
        | DecisionKind::MessageGone { .. }
        | DecisionKind::TimeCoarse { .. }
        | DecisionKind::Span { .. }
        | DecisionKind::Attachment { .. }
        | DecisionKind::SoundRange { .. }
        | DecisionKind::Region { .. }
        | DecisionKind::Value { .. }
        | DecisionKind::Pattern { .. }
        | DecisionKind::Outside { .. }
        | DecisionKind::Participant { .. } => "redact",
        DecisionKind::Withdraw { .. } => "unredact",
        DecisionKind::Justified { .. } | DecisionKind::Checked { .. } => "approve",
        DecisionKind::Built { .. } => "export",
        DecisionKind::Disclosed { .. } => "disclose",
        DecisionKind::Verified { .. } => "verify",
        DecisionKind::Witnessed { .. } => "witness",
        DecisionKind::PseudonymsKept { .. } | DecisionKind::PseudonymsRead { .. } => "identify",
    }
}
