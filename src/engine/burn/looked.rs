//! What a person should look at before pictures go out: one that looks like a picture with boxes, one
//! that shows a QR code.

use super::alike::{AlikeJob, PictureAt};
use super::{MOST_BYTES, burn, codes_in};
use crate::engine::case::{Case, ThreadId};
use crate::engine::decision::DecisionLog;
use crate::engine::job::{Progress, Step};
use crate::engine::redact::Redactions;
use crate::engine::thread::RecordId;

/// A picture to be looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sighted {
    /// Which.
    pub picture: PictureAt,
    /// The picture with boxes that it looks like; `None`: it shows a QR code.
    pub like: Option<PictureAt>,
}

/// The search, a picture a step.
pub struct LookJob {
    alike: Option<AlikeJob>,
    waiting: Vec<PictureAt>,
    n_all: usize,
    redactions: Redactions,
    found: Vec<Sighted>,
}

impl LookJob {
    /// Over all pictures that `log` does not withhold.
    pub fn new(case: &Case, log: &DecisionLog) -> LookJob {
        let redactions = Redactions::resolve(case, log);
        let mut waiting = Vec::new();
        for (source, open) in case.sources.iter().enumerate() {
            let entries = open.archive.entries().iter().map(|entry| entry.id);
            waiting.extend(entries.map(|entry| (source, entry)));
        }
        waiting.retain(|(source, entry)| redactions.entry(*source, *entry).is_none());
        waiting.reverse();
        LookJob {
            alike: Some(AlikeJob::new(case, log)),
            n_all: waiting.len(),
            waiting,
            redactions,
            found: Vec::new(),
        }
    }

    /// Looks at the next one.
    pub fn step(&mut self, case: &Case) -> Option<Vec<Sighted>> {
        if let Some(alike) = &mut self.alike {
            if let Step::Done(pairs) = alike.step(case) {
                self.found.extend(pairs.iter().map(|pair| Sighted {
                    picture: pair.other,
                    like: Some(pair.boxed),
                }));
                self.alike = None;
            }
            return None;
        }
        let Some(picture) = self.waiting.pop() else {
            return Some(std::mem::take(&mut self.found));
        };
        if self.shows_code(case, picture) {
            self.found.push(Sighted {
                picture,
                like: None,
            });
        }
        None
    }

    /// How many of the files were looked at.
    pub fn progress(&self) -> Progress {
        Progress {
            done: (self.n_all - self.waiting.len()) as u64,
            total: self.n_all.max(1) as u64,
        }
    }

    /// As it goes out, with its boxes. What cannot be decoded shows nothing.
    fn shows_code(&self, case: &Case, (source, entry): PictureAt) -> bool {
        let Some(archive) = case.sources.get(source).map(|open| &open.archive) else {
            return false;
        };
        let head = archive.head(entry, 16).unwrap_or_default();
        if !super::alike::is_picture(&head) {
            return false;
        }
        let Ok(mut file) = archive.read(entry, MOST_BYTES) else {
            return false;
        };
        let edit = self.redactions.edit(source, entry).unwrap_or_default();
        if !edit.boxes.is_empty() {
            match burn(&file, &edit.boxes) {
                Ok(burnt) => file = burnt,
                // It stays behind.
                Err(_) => return false,
            }
        }
        codes_in(&file).is_ok_and(|codes| !codes.is_empty())
    }
}

/// The first message that names a file.
pub fn named_by(case: &Case, (source, entry): PictureAt) -> Option<(ThreadId, RecordId)> {
    let open = case.sources.get(source)?;
    case.threads().find_map(|(id, of, thread)| {
        if of.id != open.id {
            return None;
        }
        let named = thread.attachments.iter().zip(0..);
        let numbers: Vec<u32> = named
            .filter(|(named, _)| named.entry == Some(entry))
            .map(|(_, number)| number)
            .collect();
        let mut records = thread.records.iter().zip(0..);
        let first = records.find(|(record, _)| {
            record
                .attachment
                .is_some_and(|file| numbers.contains(&file.0))
        });
        first.map(|(_, record)| (id, RecordId(record)))
    })
}
