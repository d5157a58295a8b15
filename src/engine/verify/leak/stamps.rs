//! Tells which thread of the case a thread of the package is.

use std::collections::BTreeMap;

use super::Leak;
use super::heads::shown_heads;
use super::values::{Withheld, digits_of};
use crate::engine::verify::json::Json;
use crate::engine::verify::lines::{Line, Lines};
use crate::engine::verify::words::{Fact, fact};

/// The stamps of a thread of the package, by which the thread of the case is told.
pub(super) struct Stamps {
    thread: u32,
    lines: Lines,
    /// `None` where something of it is withheld.
    stamps: Vec<Option<Fact>>,
    shows: Vec<Shows>,
}

/// What a record shows of its head.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Shows {
    /// Anything of its time.
    pub(super) time: bool,
    /// Its time as it was written, or as it is read.
    pub(super) exact_time: bool,
    /// Anything of its sender.
    pub(super) sender: bool,
}

impl Shows {
    fn of(json: Option<&Json>) -> Shows {
        let field = |key: &str| {
            let mut fields = json.and_then(Json::as_object)?.iter();
            fields
                .find(|(known, _)| known == key)
                .map(|(_, value)| value)
        };
        let is_some = |key| field(key).is_some_and(|value| *value != Json::Null);
        let stamp = field("raw_stamp");
        let has_stamp = stamp.is_some_and(|stamp| stamp.as_text() != Some(""));
        Shows {
            time: has_stamp || is_some("at"),
            exact_time: is_some("at")
                || has_stamp && stamp.is_some_and(|one| one.as_text().is_some()),
            sender: is_some("sender"),
        }
    }
}

impl Stamps {
    pub(super) fn new(thread: u32) -> Stamps {
        Stamps {
            thread,
            lines: Lines::default(),
            stamps: Vec::new(),
            shows: Vec::new(),
        }
    }

    pub(super) fn push(&mut self, bytes: &[u8]) {
        let (stamps, shows) = (&mut self.stamps, &mut self.shows);
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
                    .filter(|raw| !raw.is_empty());
                shows.push(Shows::of(json.as_ref()));
                stamps.push(raw.map(|raw| fact(&[&digits_of(raw)])));
            }
        });
    }

    /// The first thread of the case behind those already told that has the same stamps; else the
    /// first with as many records. Returns what it shows of heads that are withheld.
    pub(super) fn tell_apart(
        &self,
        withheld: &Withheld,
        told: &mut BTreeMap<u32, usize>,
    ) -> Vec<Leak> {
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
                    let mut pairs = stamps.zip(&self.stamps);
                    pairs.all(|(own, shown)| shown.is_none_or(|shown| shown == own))
                })
        };
        let found = (from..n_threads)
            .find(same)
            .or_else(|| (from..n_threads).find(as_many));
        let Some(found) = found else {
            return Vec::new();
        };
        told.insert(self.thread, found);
        shown_heads(withheld, self.thread, found, &self.shows)
    }
}
