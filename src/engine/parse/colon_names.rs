//! Names that hold a colon and a space: "ACME: Support".
//!
//! Such a name shows itself when every record that starts with its first part goes on with one of a
//! few second parts, each of which recurs. One record that does not is enough to drop the idea, so
//! that a person who often writes "Note: …" keeps their name.

use super::cursor::{first_line, marks_len};
use super::lines::sender_len;
use super::words::{folded, words};

/// Records without a second colon that are kept in mind: they may read "ACME: Support left".
const MOST_WAITING: usize = 8;

/// Second parts of one name: a firm has few desks.
const MOST_PARTS: usize = 8;

/// The longer name: the bytes after the shorter one's separator, up to and with the next separator.
#[derive(Debug, Clone, Copy)]
pub(super) struct Longer {
    pub(super) start: usize,
    pub(super) len: usize,
    n_records: u32,
}

impl Longer {
    /// The second part with its separator.
    pub(super) fn with_separator<'t>(&self, text: &'t [u8]) -> &'t [u8] {
        text.get(self.start..self.start + self.len)
            .unwrap_or_default()
    }

    /// The second part alone.
    pub(super) fn part<'t>(&self, text: &'t [u8]) -> &'t [u8] {
        let more = self.with_separator(text);
        let colon = memchr::memrchr(b':', more).unwrap_or(0);
        more.get(..colon).unwrap_or_default()
    }

    /// Whether `rest` starts with the second part and a colon.
    pub(super) fn starts(&self, text: &[u8], rest: &[u8]) -> bool {
        let part = self.part(text);
        rest.strip_prefix(part)
            .is_some_and(|after| after.first() == Some(&b':'))
    }
}

/// Watches the records of one short name.
#[derive(Debug, Default)]
pub(super) struct Watch {
    dead: bool,
    more: Vec<Longer>,
    /// First bytes of records that have no second colon.
    waiting: Vec<usize>,
}

impl Watch {
    pub(super) fn is_alive(&self) -> bool {
        !self.dead
    }

    /// Sees the record whose body starts at `start` of `text`.
    pub(super) fn see(&mut self, text: &[u8], start: usize) {
        let rest = text.get(start..).unwrap_or_default();
        let mut known = self.more.iter_mut();
        match known.find(|more| more.starts(text, rest)) {
            Some(more) => more.n_records += 1,
            None => self.first_look(rest, start),
        }
    }

    fn first_look(&mut self, rest: &[u8], start: usize) {
        let line = first_line(rest);
        let len = sender_len(line);
        if len == 0 {
            self.waiting.push(start);
            self.dead = self.waiting.len() > MOST_WAITING;
            return;
        }
        let more = line.get(..len).unwrap_or_default();
        let colon = memchr::memrchr(b':', more).unwrap_or(0);
        let after = line.get(len..).unwrap_or_default();
        let plain = marks_len(more) == 0
            && !is_own_word(more.get(..colon))
            && !after.starts_with(b"http")
            && colon + 1 < line.len();
        self.dead = !plain || self.more.len() == MOST_PARTS;
        self.more.push(Longer {
            start,
            len,
            n_records: 1,
        });
    }

    /// The longer names, when at least two records have each and none speaks against them.
    pub(super) fn verdict(&self, text: &[u8]) -> Vec<Longer> {
        let recur = self.more.iter().all(|more| more.n_records >= 2);
        let one = self.more.len() == 1;
        let named = |more: &Longer| one || is_capital(more.part(text));
        let goes_on = |start: &usize| {
            let rest = text.get(*start..).unwrap_or_default();
            self.more.iter().any(|more| goes_on(rest, more.part(text)))
        };
        let holds = recur && self.more.iter().all(named) && self.waiting.iter().all(goes_on);
        if self.dead || !holds {
            return Vec::new();
        }
        self.more.clone()
    }
}

/// Desks of a firm are written like names; scripts without capitals are taken as they are.
fn is_capital(part: &[u8]) -> bool {
    let first = super::cursor::first_char(part);
    first.is_some_and(|(first, _)| !first.is_lowercase())
}

/// "Support left" goes on from "Support" without a colon: a line about that participant.
fn goes_on(rest: &[u8], part: &[u8]) -> bool {
    rest.strip_prefix(part)
        .is_some_and(|after| after.first() == Some(&b' '))
}

/// The heads of polls and events stand before a colon and are nobody's name.
fn is_own_word(part: Option<&[u8]>) -> bool {
    let word = folded(part.unwrap_or_default());
    words().poll.contains(&word) || words().event.contains(&word)
}
