//! A small language for patterns, run without backtracking: time grows with text times pattern.
//!
//! Letters stand for themselves without regard to case. `.` any byte but a line end, `\d` digit, `\w`
//! letter, digit or `_`, `\s` white space, `[a-z]` and `[^a-z]` classes, `( | )` groups and choices,
//! `? * + {m} {m,n}` how often. `\` before any other sign takes it as it is.

use super::byte_class::{Class, class_of, holds, one};

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
    /// A hit.
    Done,
}

/// A pattern ready to run.
#[derive(Debug, Clone)]
pub(super) struct Pattern {
    states: Vec<State>,
    start: usize,
    first: Class,
}

#[derive(Debug, Clone)]
enum Node {
    Class(Class),
    Row(Vec<Node>),
    Choice(Vec<Node>),
    Repeat(Box<Node>, u32, Option<u32>),
}

impl Pattern {
    /// Reads a pattern.
    ///
    /// Errors: `Form`, `Empty`, `TooLarge`.
    pub(super) fn new(pattern: &str) -> Result<Pattern, PatternError> {
        let mut reader = Reader {
            bytes: pattern.as_bytes(),
            at: 0,
            depth: 0,
        };
        let node = reader.choice();
        let node = match node {
            Some(node) if reader.at == pattern.len() => node,
            _other => {
                return Err(PatternError::Form {
                    pattern: pattern.to_owned(),
                    at: reader.at + 1,
                });
            }
        };
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
        compiled.follow(compiled.start, &mut reached, &mut seen);
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
                Some(State::Fork(..)) => {}
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

    /// All states that take a byte or are done, reached from `from` without taking one.
    fn follow(&self, from: usize, reached: &mut Vec<usize>, seen: &mut [bool]) {
        let mut stack = vec![from];
        while let Some(at) = stack.pop() {
            match seen.get_mut(at) {
                Some(seen) if !*seen => *seen = true,
                _seen => continue,
            }
            match self.states.get(at) {
                Some(State::Fork(one, other)) => stack.extend([*other, *one]),
                Some(_) => reached.push(at),
                None => {}
            }
        }
    }

    /// The leftmost hits, the longest at each place, not overlapping.
    pub(super) fn find(&self, text: &[u8], found: &mut dyn FnMut(usize, usize)) {
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
        let mut now = Vec::new();
        self.follow(self.start, &mut now, &mut vec![false; self.states.len()]);
        let mut end = None;
        for (at, byte) in text.iter().enumerate().skip(from).take(LONGEST) {
            let mut next = Vec::new();
            let mut seen = vec![false; self.states.len()];
            for state in &now {
                if let Some(State::Take(class)) = self.states.get(*state)
                    && holds(class, *byte)
                {
                    self.follow(state + 1, &mut next, &mut seen);
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

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    depth: u32,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn take(&mut self, byte: u8) -> bool {
        let is_next = self.peek() == Some(byte);
        self.at += usize::from(is_next);
        is_next
    }

    fn choice(&mut self) -> Option<Node> {
        self.depth += 1;
        if self.depth > 64 {
            return None;
        }
        let mut rows = vec![self.row()?];
        while self.take(b'|') {
            rows.push(self.row()?);
        }
        self.depth -= 1;
        Some(Node::Choice(rows))
    }

    fn row(&mut self) -> Option<Node> {
        let mut nodes = Vec::new();
        while let Some(byte) = self.peek() {
            if matches!(byte, b'|' | b')') {
                break;
            }
            let node = self.single()?;
            nodes.push(self.repeated(node)?);
        }
        Some(Node::Row(nodes))
    }

    fn single(&mut self) -> Option<Node> {
        let byte = self.peek()?;
        self.at += 1;
        Some(match byte {
            b'(' => {
                let node = self.choice()?;
                if !self.take(b')') {
                    return None;
                }
                node
            }
            b'[' => Node::Class(self.class()?),
            b'.' => Node::Class(class_of(|byte| byte != b'\n')),
            b'\\' => Node::Class(self.escaped()?),
            b'?' | b'*' | b'+' | b'{' => {
                self.at -= 1;
                return None;
            }
            byte => Node::Class(one(byte)),
        })
    }

    fn escaped(&mut self) -> Option<Class> {
        let byte = self.peek()?;
        self.at += 1;
        Some(match byte {
            b'd' => class_of(|byte| byte.is_ascii_digit()),
            b'w' => class_of(|byte| super::text::is_word_byte(byte) || byte == b'_'),
            b's' => class_of(|byte| byte.is_ascii_whitespace()),
            b'S' => class_of(|byte| !byte.is_ascii_whitespace()),
            sign if !sign.is_ascii_alphanumeric() => one(sign),
            _unknown => {
                self.at -= 1;
                return None;
            }
        })
    }

    fn class(&mut self) -> Option<Class> {
        let is_not = self.take(b'^');
        let mut class = [0; 4];
        let mut is_first = true;
        loop {
            let byte = self.peek()?;
            self.at += 1;
            let add = match byte {
                b']' if !is_first => break,
                b'\\' => self.escaped()?,
                from => {
                    let is_range = self.peek() == Some(b'-')
                        && self
                            .bytes
                            .get(self.at + 1)
                            .is_some_and(|byte| *byte != b']');
                    if is_range {
                        let to = *self.bytes.get(self.at + 1)?;
                        self.at += 2;
                        if to < from {
                            return None;
                        }
                        let (low, high) = (from.to_ascii_lowercase(), to.to_ascii_lowercase());
                        class_of(|byte| {
                            (from..=to).contains(&byte)
                                || (low..=high).contains(&byte.to_ascii_lowercase())
                        })
                    } else {
                        one(from)
                    }
                }
            };
            is_first = false;
            for (all, one) in class.iter_mut().zip(add) {
                *all |= one;
            }
        }
        Some(if is_not {
            class.map(|word| !word)
        } else {
            class
        })
    }

    fn repeated(&mut self, node: Node) -> Option<Node> {
        let (least, most) = match self.peek() {
            Some(b'?') => (0, Some(1)),
            Some(b'*') => (0, None),
            Some(b'+') => (1, None),
            Some(b'{') => return self.counted(node),
            _other => return Some(node),
        };
        self.at += 1;
        Some(Node::Repeat(Box::new(node), least, most))
    }

    fn counted(&mut self, node: Node) -> Option<Node> {
        let rest = self.bytes.get(self.at + 1..)?;
        let len = rest.iter().position(|byte| *byte == b'}')?;
        let inside = std::str::from_utf8(rest.get(..len)?).ok()?;
        let (least, most) = match inside.split_once(',') {
            Some((least, "")) => (least.parse().ok()?, None),
            Some((least, most)) => (least.parse().ok()?, Some(most.parse().ok()?)),
            None => {
                let n = inside.parse().ok()?;
                (n, Some(n))
            }
        };
        let is_sound = least <= 1000 && most.is_none_or(|most: u32| (least..=1000).contains(&most));
        self.at += len + 2;
        is_sound.then(|| Node::Repeat(Box::new(node), least, most))
    }
}

#[cfg(test)]
mod tests;
