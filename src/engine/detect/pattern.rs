//! A small language for patterns, run without backtracking: time grows with text times pattern.
//!
//! Letters stand for themselves without regard to case. `.` any character but a line end, `\d` digit,
//! `\w` letter, digit or `_`, `\s` white space and `\D \W \S` what is none, `[a-z]` and `[^a-z]`
//! classes, `\b` the edge of a word and `\B` none, `^` and `$` start and end of a line, `( | )` groups
//! and choices, `? * + {m} {m,n}` how often. `\` before any other sign takes it as it is.

mod dfa;
mod reader;

pub(crate) use dfa::Runner;

use super::byte_class::{Class, holds};
use super::text::is_word_byte;
use reader::{Node, Reader};

/// Most states of a pattern, repetitions written out.
const STATES: usize = 4096;
/// Longest hit. Units: bytes.
const LONGEST: usize = 512;

/// A pattern that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PatternError {
    /// It is not well formed.
    #[error("the pattern {pattern:?} is not understood at character {at}")]
    Form {
        /// The pattern.
        pattern: String,
        /// Where, from 1.
        at: usize,
    },
    /// It fits the empty text, so it would be found everywhere.
    #[error("the pattern {pattern:?} fits the empty text")]
    Empty {
        /// The pattern.
        pattern: String,
    },
    /// Its repetitions are too many.
    #[error("the pattern {pattern:?} is too large")]
    TooLarge {
        /// The pattern.
        pattern: String,
    },
}

#[derive(Debug, Clone)]
enum State {
    /// Takes one byte of the class, goes on with the next state.
    Take(Class),
    /// Goes on in both places.
    Fork(usize, usize),
    /// Goes on when it stands where it must.
    Look(Look, usize),
    /// A hit.
    Done,
}

/// Where something must stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Look {
    /// A word begins or ends here.
    Edge,
    /// None does.
    NoEdge,
    /// A line begins here.
    LineStart,
    /// A line ends here.
    LineEnd,
}

/// What kind of byte stands beside a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Beside {
    /// None: the text begins or ends.
    Nothing,
    /// One that ends a line.
    LineEnd,
    /// A part of a word.
    Word,
    /// Another one.
    Other,
}

impl Beside {
    fn of(byte: Option<u8>) -> Beside {
        match byte {
            None => Beside::Nothing,
            Some(b'\n' | b'\r') => Beside::LineEnd,
            Some(byte) if is_word_byte(byte) || byte == b'_' => Beside::Word,
            Some(_) => Beside::Other,
        }
    }
}

impl Look {
    fn holds(self, before: Beside, after: Beside) -> bool {
        let is_edge = (before == Beside::Word) != (after == Beside::Word);
        match self {
            Look::Edge => is_edge,
            Look::NoEdge => !is_edge,
            Look::LineStart => matches!(before, Beside::Nothing | Beside::LineEnd),
            Look::LineEnd => matches!(after, Beside::Nothing | Beside::LineEnd),
        }
    }
}

/// A pattern ready to run.
#[derive(Debug, Clone)]
pub(crate) struct Pattern {
    states: Vec<State>,
    start: usize,
    first: Class,
}

impl Pattern {
    /// Reads a pattern.
    ///
    /// Errors: `Form`, `Empty`, `TooLarge`.
    pub(crate) fn new(pattern: &str) -> Result<Pattern, PatternError> {
        let node = Reader::read(pattern).map_err(|at| PatternError::Form {
            pattern: pattern.to_owned(),
            at: at + 1,
        })?;
        let mut compiled = Pattern {
            states: vec![State::Done],
            start: 0,
            first: [0; 4],
        };
        match compiled.put(&node, 0) {
            Some(start) => compiled.start = start,
            None => {
                return Err(PatternError::TooLarge {
                    pattern: pattern.to_owned(),
                });
            }
        }
        let mut reached = Vec::new();
        let mut seen = vec![false; compiled.states.len()];
        compiled.follow(compiled.start, None, &mut reached, &mut seen);
        for state in &reached {
            match compiled.states.get(*state) {
                Some(State::Done) | None => {
                    return Err(PatternError::Empty {
                        pattern: pattern.to_owned(),
                    });
                }
                Some(State::Take(class)) => {
                    for (all, one) in compiled.first.iter_mut().zip(class) {
                        *all |= one;
                    }
                }
                Some(State::Fork(..) | State::Look(..)) => {}
            }
        }
        Ok(compiled)
    }

    /// Puts the states of a node before `next`; where it starts.
    fn put(&mut self, node: &Node, next: usize) -> Option<usize> {
        let push = |states: &mut Vec<State>, state: State| {
            states.push(state);
            (states.len() <= STATES).then_some(states.len() - 1)
        };
        match node {
            Node::Class(class) => {
                // A taking state goes on with the state behind it: put a fork there.
                let at = push(&mut self.states, State::Take(*class))?;
                push(&mut self.states, State::Fork(next, next))?;
                Some(at)
            }
            Node::Look(look) => push(&mut self.states, State::Look(*look, next)),
            Node::Row(nodes) => nodes
                .iter()
                .rev()
                .try_fold(next, |next, node| self.put(node, next)),
            Node::Choice(nodes) => {
                let mut start = self.put(nodes.last()?, next)?;
                for node in nodes.iter().rev().skip(1) {
                    let one = self.put(node, next)?;
                    start = push(&mut self.states, State::Fork(one, start))?;
                }
                Some(start)
            }
            Node::Repeat(node, least, most) => {
                let mut start = next;
                match most {
                    Some(most) => {
                        for _ in *least..*most {
                            let one = self.put(node, start)?;
                            start = push(&mut self.states, State::Fork(one, next))?;
                        }
                    }
                    None => {
                        let fork = push(&mut self.states, State::Fork(next, next))?;
                        let one = self.put(node, fork)?;
                        if let Some(state) = self.states.get_mut(fork) {
                            *state = State::Fork(one, next);
                        }
                        start = fork;
                    }
                }
                for _ in 0..*least {
                    start = self.put(node, start)?;
                }
                Some(start)
            }
        }
    }

    /// All states that take a byte or are done, reached from `from` without taking one. What must
    /// stand somewhere is taken to do so when it is not known what stands beside.
    fn follow(
        &self,
        from: usize,
        beside: Option<(Beside, Beside)>,
        reached: &mut Vec<usize>,
        seen: &mut [bool],
    ) {
        let mut stack = vec![from];
        while let Some(at) = stack.pop() {
            match seen.get_mut(at) {
                Some(seen) if !*seen => *seen = true,
                _seen => continue,
            }
            match self.states.get(at) {
                Some(State::Fork(one, other)) => stack.extend([*other, *one]),
                Some(State::Look(look, next))
                    if beside.is_none_or(|(before, after)| look.holds(before, after)) =>
                {
                    stack.push(*next);
                }
                Some(State::Look(..)) => {}
                Some(State::Take(_) | State::Done) => reached.push(at),
                None => {}
            }
        }
    }

    /// The leftmost hits, the longest at each place, not overlapping.
    pub(crate) fn find(&self, text: &[u8], found: &mut dyn FnMut(usize, usize)) {
        let mut at = 0;
        while at < text.len() {
            let may_begin = text.get(at).is_some_and(|byte| holds(&self.first, *byte));
            match may_begin.then(|| self.longest(text, at)).flatten() {
                Some(end) => {
                    found(at, end);
                    at = end;
                }
                None => at += 1,
            }
        }
    }

    fn longest(&self, text: &[u8], from: usize) -> Option<usize> {
        let beside = |at: usize| {
            let before = at.checked_sub(1).and_then(|before| text.get(before));
            let after = text.get(at).copied();
            Some((Beside::of(before.copied()), Beside::of(after)))
        };
        let mut now = Vec::new();
        let mut seen = vec![false; self.states.len()];
        self.follow(self.start, beside(from), &mut now, &mut seen);
        let mut end = None;
        for (at, byte) in text.iter().enumerate().skip(from).take(LONGEST) {
            let mut next = Vec::new();
            let mut seen = vec![false; self.states.len()];
            for state in &now {
                if let Some(State::Take(class)) = self.states.get(*state)
                    && holds(class, *byte)
                {
                    self.follow(state + 1, beside(at + 1), &mut next, &mut seen);
                }
            }
            if next.is_empty() {
                break;
            }
            let is_done = |state: &usize| matches!(self.states.get(*state), Some(State::Done));
            if next.iter().any(is_done) {
                end = Some(at + 1);
            }
            now = next;
        }
        end
    }
}

#[cfg(test)]
mod tests;
