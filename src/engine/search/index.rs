//! Which records of a thread a search must look at one by one: those whose bytes alone do not show
//! whether a term stands in them.
//!
//! Made once for a thread, in steps; its text never changes. Most records of most texts are neither
//! in the one set nor in the other.

use super::bits::Bits;
use super::holding;
use crate::engine::job::{Progress, Step};
use crate::engine::redact::term::{Effect, effect_on_ascii};
use crate::engine::thread::{RecordId, Thread};

/// Text looked at in one step. Units: bytes.
const STEP_BYTES: usize = 8 << 20;
/// Text asked at once whether it is ASCII. Units: bytes.
const BLOCK_BYTES: usize = 4 << 10;
/// Characters below this are remembered: all alphabets with case or accents.
const KNOWN_CHARS: usize = 0x3100;

/// Which records must be looked at one by one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Index {
    /// Records with a body that is not ASCII: only they can hold a term that is not.
    pub not_ascii: Bits,
    /// Records with a body in which an ASCII term may be written with other characters: `José`.
    pub written_otherwise: Bits,
}

/// Makes an [`Index`].
pub struct IndexJob {
    index: Index,
    next: usize,
    record: usize,
    known: Vec<Option<Effect>>,
}

impl IndexJob {
    /// Begins with a thread.
    pub fn new(thread: &Thread) -> IndexJob {
        IndexJob {
            index: Index {
                not_ascii: Bits::new(thread.records.len()),
                written_otherwise: Bits::new(thread.records.len()),
            },
            next: 0,
            record: 0,
            known: vec![None; KNOWN_CHARS],
        }
    }

    /// Goes on. `thread` must be the same each time.
    pub fn step(&mut self, thread: &Thread) -> Step<Index> {
        let total = thread.text.len();
        let end = total.min(self.next.saturating_add(STEP_BYTES));
        while self.next < end {
            let block_end = end.min(self.next + BLOCK_BYTES);
            self.block(thread, self.next..block_end);
            self.next = self.next.max(block_end);
        }
        if self.next < total {
            return Step::More(Progress {
                done: self.next as u64,
                total: total as u64,
            });
        }
        Step::Done(std::mem::take(&mut self.index))
    }

    /// Looks at the records that hold a byte of the block that is not ASCII.
    fn block(&mut self, thread: &Thread, mut bytes: std::ops::Range<usize>) {
        while let Some(block) = thread.text.get(bytes.clone())
            && !block.is_ascii()
        {
            let at = block.iter().position(|byte| !byte.is_ascii()).unwrap_or(0);
            self.record = holding(&thread.records, self.record, bytes.start + at);
            let id = RecordId(self.record as u32);
            let body = thread.body(id);
            if !body.is_ascii() {
                self.index.not_ascii.add(self.record);
                if self.is_written_otherwise(body) {
                    self.index.written_otherwise.add(self.record);
                }
            }
            bytes.start = thread.span(id).end() as usize;
            self.next = bytes.start;
            if bytes.start >= bytes.end {
                return;
            }
        }
    }

    /// Whether a character in it may be part of a hit of an ASCII term, or stand inside one.
    fn is_written_otherwise(&mut self, body: &[u8]) -> bool {
        let mut behind_ascii = false;
        let mut passes = false;
        for chunk in body.utf8_chunks() {
            for c in chunk.valid().chars() {
                if c.is_ascii() {
                    if passes {
                        return true;
                    }
                    behind_ascii = true;
                    continue;
                }
                match self.effect(c) {
                    Effect::Joins => return true,
                    Effect::Changes if behind_ascii => return true,
                    Effect::Passes if behind_ascii => passes = true,
                    Effect::Passes => {}
                    Effect::Ends | Effect::Changes => {
                        behind_ascii = false;
                        passes = false;
                    }
                }
            }
            if !chunk.invalid().is_empty() {
                behind_ascii = false;
                passes = false;
            }
        }
        false
    }

    fn effect(&mut self, c: char) -> Effect {
        match self.known.get_mut(c as usize) {
            Some(known) => *known.get_or_insert_with(|| effect_on_ascii(c)),
            None => effect_on_ascii(c),
        }
    }
}
