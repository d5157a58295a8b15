//! Names that hold a colon and a space: "ACME: Support".
//!
//! Such a name shows itself when every record that starts with its first part goes on with the
//! same second part. One record that does not is enough to drop the idea, so that a person who
//! often writes "Note: …" keeps their name.

use super::cursor::{first_line, marks_len};
use super::lines::sender_len;
use super::words::{folded, words};

/// Records without a second colon that are kept in mind: they may read "ACME: Support left".
const MOST_WAITING: usize = 8;

/// The longer name: the bytes after the shorter one's separator, up to and with the next separator.
#[derive(Debug, Clone, Copy)]
pub(super) struct Longer {
    pub(super) start: usize,
    pub(super) len: usize,
}

/// Watches the records of one short name.
#[derive(Debug, Default)]
pub(super) struct Watch {
    dead: bool,
    more: Option<Longer>,
    n_with: u32,
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
        match self.more {
            None => self.first_look(text, rest, start),
            Some(more) => {
                let more = text
                    .get(more.start..more.start + more.len)
                    .unwrap_or_default();
                let colon = memchr::memrchr(b':', more).unwrap_or(0);
                if rest.get(..=colon) == more.get(..=colon) {
                    self.n_with += 1;
                } else if !goes_on(rest, more.get(..colon)) {
                    self.dead = true;
                }
            }
        }
    }

    fn first_look(&mut self, text: &[u8], rest: &[u8], start: usize) {
        let line = first_line(rest);
        let len = sender_len(line);
        if len == 0 {
            self.waiting.push(start);
            self.dead = self.waiting.len() > MOST_WAITING;
            return;
        }
        let more = line.get(..len).unwrap_or_default();
        let colon = memchr::memrchr(b':', more).unwrap_or(0);
        let part = more.get(..colon);
        let after = line.get(len..).unwrap_or_default();
        let plain = marks_len(more) == 0
            && !is_own_word(part)
            && !after.starts_with(b"http")
            && colon + 1 < line.len();
        let fits = |start: &usize| goes_on(text.get(*start..).unwrap_or_default(), part);
        self.dead = !plain || !self.waiting.iter().all(fits);
        self.more = Some(Longer { start, len });
        self.n_with = 1;
    }

    /// The longer name, when at least two records have it and none speaks against it.
    pub(super) fn verdict(&self) -> Option<Longer> {
        self.more.filter(|_| !self.dead && self.n_with >= 2)
    }
}

/// "Support left" goes on from "Support" without a colon: a line about that participant.
fn goes_on(rest: &[u8], part: Option<&[u8]>) -> bool {
    part.is_some_and(|part| {
        rest.strip_prefix(part)
            .is_some_and(|after| after.first() == Some(&b' '))
    })
}

/// The heads of polls and events stand before a colon and are nobody's name.
fn is_own_word(part: Option<&[u8]>) -> bool {
    let word = folded(part.unwrap_or_default());
    words().poll.contains(&word) || words().event.contains(&word)
}
