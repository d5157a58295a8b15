//! Whether a pattern occurs in a text at all, in one pass: sets of states are worked out when they
//! are first met and kept, so that most bytes cost one look into a table.
//!
//! Invariant: what is kept is bounded; when it is full, it is let go and worked out anew.

use std::collections::BTreeMap;

use super::{Beside, Pattern, State};
use crate::engine::detect::byte_class::{Class, holds};

/// Most sets kept.
const KEPT: usize = 2_000;
/// Not worked out yet.
const UNKNOWN: u32 = u32::MAX;
/// A hit ends before this byte.
const HIT: u32 = u32::MAX - 1;

/// The states that a text may be in, and what stands before the next byte.
type Set = (Vec<usize>, Beside);

/// A pattern with what it has met.
#[derive(Debug, Clone)]
pub(crate) struct Runner {
    pattern: Pattern,
    /// By byte: the number of its kind. Bytes of one kind are never told apart.
    kinds: Vec<u8>,
    /// One byte of each kind.
    examples: Vec<u8>,
    sets: Vec<Set>,
    numbers: BTreeMap<Set, u32>,
    /// By set and kind of byte; the last kind is the end of the text.
    table: Vec<u32>,
    n_worked_out: u64,
}

impl Runner {
    /// Nothing was met yet.
    pub(crate) fn new(pattern: Pattern) -> Runner {
        let (kinds, examples) = kinds_of(&pattern);
        Runner {
            pattern,
            kinds,
            examples,
            sets: Vec::new(),
            numbers: BTreeMap::new(),
            table: Vec::new(),
            n_worked_out: 0,
        }
    }

    /// The pattern.
    pub(crate) fn pattern(&self) -> &Pattern {
        &self.pattern
    }

    /// How much was worked out so far. Units: states looked at.
    pub(crate) fn n_worked_out(&self) -> u64 {
        self.n_worked_out
    }

    /// Whether the pattern occurs in `text`, however long the hit is.
    pub(crate) fn occurs(&mut self, text: &[u8]) -> bool {
        let width = self.examples.len() + 1;
        let mut set = self.number((Vec::new(), Beside::Nothing));
        for byte in text {
            let kind = self.kinds.get(usize::from(*byte)).copied().unwrap_or(0);
            let slot = set as usize * width + usize::from(kind);
            set = match self.table.get(slot) {
                Some(&UNKNOWN) | None => self.work_out(set, Some(kind)),
                Some(next) => *next,
            };
            if set == HIT {
                return true;
            }
        }
        let slot = set as usize * width + width - 1;
        match self.table.get(slot) {
            Some(&UNKNOWN) | None => self.work_out(set, None) == HIT,
            Some(next) => *next == HIT,
        }
    }

    /// The set behind `set` and a byte of that kind, or behind the end of the text.
    fn work_out(&mut self, set: u32, kind: Option<u8>) -> u32 {
        let Some((roots, before)) = self.sets.get(set as usize).cloned() else {
            return HIT;
        };
        let byte = kind.and_then(|kind| self.examples.get(usize::from(kind)).copied());
        let beside = Some((before, Beside::of(byte)));
        let mut reached = Vec::new();
        let mut seen = vec![false; self.pattern.states.len()];
        for root in roots.iter().chain([&self.pattern.start]) {
            self.pattern.follow(*root, beside, &mut reached, &mut seen);
        }
        self.n_worked_out += self.pattern.states.len() as u64;
        let mut next = Vec::new();
        let mut is_hit = false;
        for state in reached {
            match self.pattern.states.get(state) {
                Some(State::Done) => is_hit = true,
                Some(State::Take(class)) if byte.is_some_and(|byte| holds(class, byte)) => {
                    next.push(state + 1);
                }
                Some(State::Take(_) | State::Fork(..) | State::Look(..)) | None => {}
            }
        }
        next.sort_unstable();
        let was_full = self.sets.len() >= KEPT;
        let found = if is_hit {
            HIT
        } else {
            self.number((next, Beside::of(byte)))
        };
        let width = self.examples.len() + 1;
        let column = kind.map_or(width - 1, usize::from);
        if !was_full && let Some(slot) = self.table.get_mut(set as usize * width + column) {
            *slot = found;
        }
        found
    }

    fn number(&mut self, set: Set) -> u32 {
        if let Some(number) = self.numbers.get(&set) {
            return *number;
        }
        if self.sets.len() >= KEPT {
            self.sets.clear();
            self.numbers.clear();
            self.table.clear();
        }
        let number = self.sets.len() as u32;
        self.sets.push(set.clone());
        self.numbers.insert(set, number);
        self.table
            .resize(self.sets.len() * (self.examples.len() + 1), UNKNOWN);
        number
    }
}

/// Bytes that no part of the pattern tells apart get one number.
fn kinds_of(pattern: &Pattern) -> (Vec<u8>, Vec<u8>) {
    let classes: Vec<Class> = pattern
        .states
        .iter()
        .filter_map(|state| match state {
            State::Take(class) => Some(*class),
            State::Fork(..) | State::Look(..) | State::Done => None,
        })
        .collect();
    let mut distinct = classes;
    distinct.sort_unstable();
    distinct.dedup();
    let mut numbers: BTreeMap<(Beside, Vec<bool>), u8> = BTreeMap::new();
    let mut kinds = Vec::with_capacity(256);
    let mut examples = Vec::new();
    for byte in 0..=255_u8 {
        let told: Vec<bool> = distinct.iter().map(|class| holds(class, byte)).collect();
        let next = examples.len() as u8;
        let kind = *numbers
            .entry((Beside::of(Some(byte)), told))
            .or_insert(next);
        if kind == next && examples.len() < 256 && usize::from(next) == examples.len() {
            examples.push(byte);
        }
        kinds.push(kind);
    }
    (kinds, examples)
}
