//! Tells which thread of the case a thread of the package is, and what it shows that is withheld.

use std::collections::BTreeMap;

use super::Leak;
use super::days::tells_a_day;
use super::heads::shown_heads;
use super::own_places::Open;
use super::values::{Withheld, digits_of};
use crate::engine::thread::{RecordId, Thread};
use crate::engine::verify::json::Json;
use crate::engine::verify::lines::{Line, Lines};
use crate::engine::verify::words::{Fact, fact};

/// The stamps of a thread of the package, by which the thread of the case is told.
pub(super) struct Stamps {
    thread: u32,
    lines: Lines,
    /// `None` where something of it is withheld.
    stamps: Vec<Option<Fact>>,
    /// Sender and body of each, hashed; `None` where something of them is withheld.
    said: Vec<[Option<u64>; 2]>,
    shows: Vec<Shows>,
    /// What stands open where it is withheld.
    open: Vec<Open>,
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
    /// The name of a file, in which a day stands.
    pub(super) named_day: bool,
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
            named_day: field("attachment")
                .and_then(name_of)
                .is_some_and(tells_a_day),
        }
    }
}

/// The name that is shown of a file.
fn name_of(attachment: &Json) -> Option<&str> {
    let mut members = attachment.as_object()?.iter();
    let (_, name) = members.find(|(key, _)| key == "name")?;
    name.as_text()
}

impl Stamps {
    pub(super) fn new(thread: u32) -> Stamps {
        Stamps {
            thread,
            lines: Lines::default(),
            stamps: Vec::new(),
            said: Vec::new(),
            shows: Vec::new(),
            open: Vec::new(),
        }
    }

    pub(super) fn push(&mut self, bytes: &[u8], withheld: &Withheld) {
        let mut lines = std::mem::take(&mut self.lines);
        lines.push(bytes, &mut |_, line| {
            if let Line::Whole(bytes) = line {
                self.line(bytes, withheld);
            }
        });
        self.lines = lines;
    }

    fn line(&mut self, line: &[u8], withheld: &Withheld) {
        let text = std::str::from_utf8(line).ok();
        let json = text.and_then(|text| Json::read(text).ok());
        let fields = json.as_ref().and_then(Json::as_object).unwrap_or_default();
        let field = |key: &str| {
            let mut fields = fields.iter();
            fields
                .find(|(known, _)| known == key)
                .map(|(_, value)| value)
        };
        let text = |key: &str| field(key).and_then(Json::as_text);
        let record = self.shows.len() as u32;
        let raw = text("raw_stamp").filter(|raw| !raw.is_empty());
        self.stamps.push(raw.map(|raw| fact(&[&digits_of(raw)])));
        let said = ["sender", "body"].map(|key| text(key).map(|text| quick(text.as_bytes())));
        self.said.push(said);
        self.shows.push(Shows::of(json.as_ref()));
        let places = &withheld.own_places;
        places.open_in(withheld, record, &|key| field(key), &mut self.open);
    }

    /// The threads of the case behind those already told that this one can be: those that have the
    /// same stamps, else those with as many records; of these the ones that say what it says. The
    /// first is taken for it. Returns what it shows in the very places where that is withheld: what
    /// blocks, and, where not all that it can be withhold it, what a person has to look at.
    pub(super) fn tell_apart(
        &self,
        withheld: &Withheld,
        told: &mut BTreeMap<u32, Vec<usize>>,
    ) -> (Vec<Leak>, Vec<Leak>) {
        let before = told.values().filter_map(|all| all.first()).max();
        let from = before.map_or(0, |last| last + 1);
        let fits = |fit: &dyn Fn(&Thread) -> bool| -> Vec<usize> {
            let threads = withheld.threads.iter().enumerate().skip(from);
            let found = threads.filter(|(_, thread)| {
                thread.n_records() as usize == self.stamps.len() && fit(thread)
            });
            found.map(|(index, _)| index).collect()
        };
        let mut found = fits(&|thread| self.has_stamps_of(thread));
        if found.is_empty() {
            found = fits(&|_| true);
        }
        if found.len() > 1 {
            let is_it = |index: &usize| {
                let thread = withheld.threads.get(*index);
                thread.is_some_and(|thread| self.says_what_is_in(thread))
            };
            let same: Vec<usize> = found.iter().copied().filter(is_it).collect();
            if !same.is_empty() {
                found = same;
            }
        }
        let shown = |one: &usize| -> Vec<Leak> {
            let open = self.open.iter();
            let open = open.filter_map(|open| open.leak(withheld, self.thread, *one));
            let heads = shown_heads(withheld, self.thread, *one, &self.shows);
            heads.into_iter().chain(open).collect()
        };
        let shown: Vec<Vec<Leak>> = found.iter().map(shown).collect();
        let is_sure = shown.iter().all(|leaks| !leaks.is_empty());
        if !found.is_empty() {
            told.insert(self.thread, found);
        }
        let all = shown.concat();
        if is_sure {
            (all, Vec::new())
        } else {
            (Vec::new(), all)
        }
    }

    fn has_stamps_of(&self, thread: &Thread) -> bool {
        let stamps = Withheld::stamps_of(thread).map(|stamp| fact(&[&stamp]));
        let mut pairs = stamps.zip(&self.stamps);
        pairs.all(|(own, shown)| shown.is_none_or(|shown| shown == own))
    }

    /// Whether every sender and body that is shown whole is that of the thread.
    fn says_what_is_in(&self, thread: &Thread) -> bool {
        let mut records = (0..).map(RecordId).zip(&self.said);
        records.all(|(record, [sender, body])| {
            let who = thread.record(record).and_then(|one| one.participant);
            let who = who.and_then(|who| thread.participants.get(who.0 as usize));
            let name = who.map_or("", |who| who.name.as_str());
            let said = String::from_utf8_lossy(thread.body(record));
            sender.is_none_or(|shown| shown == quick(name.as_bytes()))
                && body.is_none_or(|shown| shown == quick(said.as_bytes()))
        })
    }
}

/// FNV-1a: enough to see that two texts are not the same.
fn quick(bytes: &[u8]) -> u64 {
    let step = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, step)
}
