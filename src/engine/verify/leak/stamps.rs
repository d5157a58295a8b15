//! Tells which thread of the case a thread of the package is.

use std::collections::BTreeMap;

use super::values::{Withheld, digits_of};
use crate::engine::verify::json::Json;
use crate::engine::verify::lines::{Line, Lines};
use crate::engine::verify::words::{Fact, fact};

/// The stamps of a thread of the package, by which the thread of the case is told.
pub(super) struct Stamps {
    thread: u32,
    lines: Lines,
    stamps: Vec<Fact>,
}

impl Stamps {
    pub(super) fn new(thread: u32) -> Stamps {
        Stamps {
            thread,
            lines: Lines::default(),
            stamps: Vec::new(),
        }
    }

    pub(super) fn push(&mut self, bytes: &[u8]) {
        let stamps = &mut self.stamps;
        self.lines.push(bytes, &mut |_, line| {
            if let Line::Whole(bytes) = line {
                let json = std::str::from_utf8(bytes)
                    .ok()
                    .and_then(|text| Json::read(text).ok());
                let raw = json
                    .as_ref()
                    .and_then(Json::as_object)
                    .and_then(|fields| fields.iter().find(|(key, _)| key == "raw_stamp"))
                    .and_then(|(_, value)| value.as_text())
                    .unwrap_or_default();
                stamps.push(fact(&[&digits_of(raw)]));
            }
        });
    }

    /// The first thread of the case behind those already told that has the same stamps; else the
    /// first with as many records.
    pub(super) fn tell_apart(&self, withheld: &Withheld, told: &mut BTreeMap<u32, usize>) {
        let from = told.values().max().map_or(0, |last| last + 1);
        let n_threads = withheld.threads.len();
        let as_many = |index: &usize| {
            let thread = withheld.threads.get(*index);
            thread.is_some_and(|thread| thread.n_records() as usize == self.stamps.len())
        };
        let same = |index: &usize| {
            as_many(index)
                && withheld.threads.get(*index).is_some_and(|thread| {
                    let stamps = Withheld::stamps_of(thread).map(|stamp| fact(&[&stamp]));
                    stamps.eq(self.stamps.iter().copied())
                })
        };
        let found = (from..n_threads)
            .find(same)
            .or_else(|| (from..n_threads).find(as_many));
        if let Some(found) = found {
            told.insert(self.thread, found);
        }
    }
}
