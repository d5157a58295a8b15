//! Sealing in steps: for each thread the digest of its text, a leaf for each record, a leaf for each
//! other member of its source.

use std::rc::Rc;

use data_encoding::HEXLOWER;
use serde_json::{Value, json};

use super::hash::Hash;
use super::keys::{Keys, Salts, Secret};
use super::record::{container_leaf, member_leaf};
use super::share::{LeafPart, Parcels, Share, leaves};
use super::tree::Tree;
use super::{KeptSeal, Member, SealError, Sealed, seal_json};
use crate::engine::archive::{Archive, ArchiveError, EntryReader};
use crate::engine::case::{Case, OpenSource, ThreadId};
use crate::engine::decision::canonical_json;
use crate::engine::digest::Digester;
use crate::engine::job::{Progress, STEP_BYTES, Step};
use crate::engine::place::{EntryId, SourceId};
use crate::engine::thread::{Encoding, RecordId, Thread};

/// Sealing a byte of text costs as much as reading so many.
const TEXT_COST: u64 = 50;
/// What a record costs beside its bytes.
const RECORD_COST: u64 = 2_000;

/// Seals every thread of a case, in steps.
pub struct SealJob {
    /// Still to come, last first.
    waiting: Vec<Waiting>,
    current: Option<Box<Sealing>>,
    done: Vec<Rc<Sealed>>,
    /// Leaves that another worker made.
    parcels: Parcels,
    progress: Progress,
}

struct Waiting {
    id: ThreadId,
    source: SourceId,
    archive: Rc<Archive>,
    thread: Rc<Thread>,
    secret: Secret,
    created: String,
    tool: String,
    /// What it must come to, for a seal that was kept.
    root: Option<Hash>,
}

/// A thread being sealed.
struct Sealing {
    of: Waiting,
    keys: Keys,
    phase: Phase,
    container: String,
    members: Vec<Member>,
    leaves: Vec<Hash>,
    tree: Tree,
}

/// Secret, time, tool and, when it is known, the root of the seal of a thread.
type Terms<'t> = dyn FnMut(&OpenSource, &Thread) -> Result<(Secret, String, String, Option<Hash>), SealError>
    + 't;

enum Phase {
    /// The digest of the chat text.
    Text(Box<EntryReader>, Digester),
    /// The next record.
    Messages(u32),
    /// Entries still to come, last first, and the one being read.
    Members(Vec<EntryId>, Option<Reading>),
}

struct Reading {
    entry: EntryId,
    reader: Box<EntryReader>,
    digester: Digester,
}

impl SealJob {
    /// Prepares it. Nothing is read yet.
    ///
    /// A single text is sealed under `secret` itself, each of several under one derived from it.
    /// `created` and `tool` go into `seal.json`.
    /// Errors: `DigestMissing`.
    pub fn new(
        case: &Case,
        secret: &Secret,
        created: &str,
        tool: &str,
    ) -> Result<SealJob, SealError> {
        let n_threads = case.threads().count();
        SealJob::over(case, &mut |open, thread| {
            let secret = match n_threads {
                1 => secret.clone(),
                _several => secret.of_text(&open.id, thread.entry),
            };
            Ok((secret, created.to_owned(), tool.to_owned(), None))
        })
    }

    /// Prepares to seal anew what was sealed before, to come to the same roots.
    ///
    /// Errors: `DigestMissing`, `NoSeal`.
    pub fn again(case: &Case, kept: &[KeptSeal]) -> Result<SealJob, SealError> {
        SealJob::over(case, &mut |open, thread| {
            let of = |seal: &&KeptSeal| seal.source == open.id && seal.entry == thread.entry;
            let seal = kept.iter().find(of).ok_or_else(|| SealError::NoSeal {
                name: open.archive.name().to_owned(),
            })?;
            Ok((
                seal.secret.clone(),
                seal.created.clone(),
                seal.tool.clone(),
                Some(seal.root),
            ))
        })
    }

    fn over(case: &Case, terms: &mut Terms<'_>) -> Result<SealJob, SealError> {
        let mut waiting = Vec::new();
        let mut total = 0;
        for (id, open, thread) in case.threads() {
            if open.id.is_provisional() {
                return Err(SealError::DigestMissing {
                    name: open.archive.name().to_owned(),
                });
            }
            total += cost_of(&open.archive, thread);
            let (secret, created, tool, root) = terms(open, thread)?;
            waiting.push(Waiting {
                id,
                source: open.id.clone(),
                archive: Rc::clone(&open.archive),
                thread: Rc::clone(thread),
                secret,
                created,
                tool,
                root,
            });
        }
        waiting.reverse();
        Ok(SealJob {
            waiting,
            current: None,
            done: Vec::new(),
            parcels: Parcels::default(),
            progress: Progress {
                done: 0,
                total: total.max(1),
            },
        })
    }

    /// What another worker may do of it, before the first step: everything, for it begins at the end.
    pub fn shares(&self) -> Vec<Share> {
        let share = |waiting: &Waiting| Share {
            thread: waiting.id,
            secret: waiting.secret.clone(),
        };
        self.waiting.iter().map(share).collect()
    }

    /// Takes what another worker made. What comes too late or is not right is made here.
    pub fn take(&mut self, part: LeafPart) {
        self.parcels.put(part);
    }

    /// Does some of it: about [`STEP_BYTES`] read, or a fraction of that sealed.
    ///
    /// Shape: one seal for each thread, in case order.
    /// Errors: `Read`, `OtherRoot`; the job is over then.
    pub fn step(&mut self) -> Result<Step<Vec<Rc<Sealed>>>, SealError> {
        let enough = self.progress.done + STEP_BYTES as u64;
        while self.progress.done < enough {
            let Some(mut sealing) = self.current.take() else {
                match self.waiting.pop() {
                    Some(waiting) => self.current = Some(Box::new(Sealing::new(waiting)?)),
                    None => return Ok(Step::Done(std::mem::take(&mut self.done))),
                }
                continue;
            };
            match sealing.step(&mut self.parcels)? {
                Some(n) => {
                    self.progress.done += n;
                    self.current = Some(sealing);
                }
                None => self.done.push(Rc::new(sealing.finish()?)),
            }
        }
        Ok(Step::More(Progress {
            done: self.progress.done.min(self.progress.total),
            total: self.progress.total,
        }))
    }
}

fn cost_of(archive: &Archive, thread: &Thread) -> u64 {
    let members: u64 = archive.entries().iter().map(|entry| entry.size_bytes).sum();
    let text = thread.text.len() as u64 * TEXT_COST;
    members + text + u64::from(thread.n_records()) * RECORD_COST
}

impl Sealing {
    fn new(of: Waiting) -> Result<Sealing, SealError> {
        let reader = of
            .archive
            .reader(of.thread.entry)
            .map_err(|source| unread(&of, source))?;
        Ok(Sealing {
            keys: of.secret.keys(),
            phase: Phase::Text(Box::new(reader), Digester::sha256()),
            container: String::new(),
            members: Vec::new(),
            leaves: Vec::new(),
            tree: Tree::default(),
            of,
        })
    }

    /// Some work, or `None` when all is done.
    fn step(&mut self, parcels: &mut Parcels) -> Result<Option<u64>, SealError> {
        match &mut self.phase {
            Phase::Text(reader, digester) => {
                let piece = reader.next().map_err(|source| unread(&self.of, source))?;
                if let Some(piece) = piece {
                    digester.update(&piece);
                    return Ok(Some(piece.len() as u64));
                }
                let digests = digester.clone().finish();
                self.container = container(&self.of, &digests.sha256, digests.size_bytes);
                let leaf = container_leaf(&self.salts(), &self.container);
                self.push(leaf);
                self.phase = Phase::Messages(0);
                Ok(Some(1))
            }
            Phase::Messages(next) => {
                let first = *next;
                Ok(Some(self.messages(first, parcels)))
            }
            Phase::Members(..) => Ok(self.member()),
        }
    }

    /// Some messages from `first` on. Returns what they cost.
    fn messages(&mut self, first: u32, parcels: &mut Parcels) -> u64 {
        let (thread, id) = (Rc::clone(&self.of.thread), self.of.id);
        let made = match parcels.take(id, first, &self.keys, &thread) {
            Some(leaves) => leaves,
            None => {
                let end = first.saturating_add(256).min(thread.n_records());
                leaves(&self.keys, &thread, first..end).collect()
            }
        };
        let end = first + made.len() as u32;
        for leaf in made {
            self.push(leaf);
        }
        self.phase = match first == end {
            true => Phase::Members(other_entries(&self.of), None),
            false => Phase::Messages(end),
        };
        let n_bytes = (first..end).map(RecordId).map(|record| {
            let (stamp, sender, body) = thread.parts(record);
            (stamp.len() + sender.len() + body.len()) as u64
        });
        n_bytes.sum::<u64>() * TEXT_COST + u64::from(end - first) * RECORD_COST + 1
    }

    fn member(&mut self) -> Option<u64> {
        let Phase::Members(waiting, reading) = &mut self.phase else {
            return None;
        };
        let Some(mut now) = reading.take() else {
            let entry = waiting.pop()?;
            match self.of.archive.reader(entry) {
                Ok(reader) => {
                    *reading = Some(Reading {
                        entry,
                        reader: Box::new(reader),
                        digester: Digester::sha256(),
                    });
                }
                Err(_listed_but_unreadable) => self.put_member(entry, [0; 32], 0),
            }
            return Some(64);
        };
        match now.reader.next() {
            Ok(Some(piece)) => {
                now.digester.update(&piece);
                *reading = Some(now);
                Some(piece.len() as u64)
            }
            Ok(None) => {
                let digests = now.digester.finish();
                let sha256 = hash_of(&digests.sha256);
                self.put_member(now.entry, sha256, digests.size_bytes);
                Some(64)
            }
            Err(_unreadable) => {
                self.put_member(now.entry, [0; 32], 0);
                Some(64)
            }
        }
    }

    fn put_member(&mut self, entry: EntryId, sha256: Hash, size_bytes: u64) {
        let name = self.of.archive.entry(entry).map(|entry| entry.name.clone());
        let name = name.unwrap_or_default();
        let leaf = member_leaf(&self.salts(), &name, &sha256, size_bytes);
        self.push(leaf);
        self.members.push(Member {
            entry,
            name,
            sha256,
            size_bytes,
        });
    }

    /// The salts of the record that comes next.
    fn salts(&self) -> Salts {
        Salts::new(&self.keys.record(self.leaves.len() as u32))
    }

    fn push(&mut self, leaf: Hash) {
        self.tree.push(leaf);
        self.leaves.push(leaf);
    }

    fn finish(self) -> Result<Sealed, SealError> {
        let root = self.tree.root();
        if self.of.root.is_some_and(|wanted| wanted != root) {
            return Err(SealError::OtherRoot {
                name: self.of.archive.name().to_owned(),
            });
        }
        let (created, tool) = (&self.of.created, &self.of.tool);
        let n_messages = self.of.thread.n_records();
        Ok(Sealed {
            json: seal_json(self.leaves.len(), n_messages, &root, created, tool),
            thread: self.of.id,
            secret: self.of.secret,
            container: self.container,
            n_messages,
            members: self.members,
            leaves: self.leaves,
            root,
        })
    }
}

/// Everything beside the chat text, last first.
fn other_entries(of: &Waiting) -> Vec<EntryId> {
    let mut entries: Vec<EntryId> = of.archive.entries().iter().map(|entry| entry.id).collect();
    entries.retain(|entry| *entry != of.thread.entry);
    entries.reverse();
    entries
}

/// Record 0. Loose files have no container of their own.
fn container(of: &Waiting, sha256: &str, size_bytes: u64) -> String {
    let name = of.archive.entry(of.thread.entry).map(|entry| &entry.name);
    let mut chat = json!({ "name": name, "sha256": sha256, "size": size_bytes });
    // The ranges of such a text are those of its words in UTF-8.
    let decoded = match of.thread.encoding {
        Encoding::Utf8 => None,
        Encoding::Utf16Le => Some("utf-16le"),
        Encoding::Utf16Be => Some("utf-16be"),
    };
    if let (Some(fields), Some(decoded)) = (chat.as_object_mut(), decoded) {
        fields.insert("decoded".to_owned(), Value::from(decoded));
    }
    let mut all = json!({ "chat": chat });
    if let (Some(fields), false) = (all.as_object_mut(), of.archive.is_loose()) {
        let zip = json!({
            "name": of.archive.name(),
            "sha256": of.source.0,
            "size": of.archive.size_bytes(),
        });
        fields.insert("zip".to_owned(), zip);
    }
    canonical_json(&all)
}

fn hash_of(hex: &str) -> Hash {
    let bytes = HEXLOWER.decode(hex.as_bytes()).unwrap_or_default();
    bytes.try_into().unwrap_or_default()
}

fn unread(of: &Waiting, source: ArchiveError) -> SealError {
    SealError::Read {
        name: of.archive.name().to_owned(),
        source,
    }
}
