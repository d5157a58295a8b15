//! A pattern's text to its parts.

use super::Look;
use crate::engine::detect::byte_class::{Class, class_of, holds, one};

/// A part of a pattern.
#[derive(Debug, Clone)]
pub(super) enum Node {
    Class(Class),
    Look(Look),
    Row(Vec<Node>),
    Choice(Vec<Node>),
    Repeat(Box<Node>, u32, Option<u32>),
}

/// Reads a pattern byte by byte.
pub(super) struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    depth: u32,
}

impl Reader<'_> {
    /// Reads a whole pattern.
    ///
    /// Errors: the byte from which on it is not understood, from 0.
    pub(super) fn read(pattern: &str) -> Result<Node, usize> {
        let mut reader = Reader {
            bytes: pattern.as_bytes(),
            at: 0,
            depth: 0,
        };
        match reader.choice() {
            Some(node) if reader.at == pattern.len() => Ok(node),
            Some(_) | None => Err(reader.at),
        }
    }

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
            b'[' => self.class()?,
            b'.' => wide(class_of(|byte| byte != b'\n' && !is_inside(byte))),
            b'^' => Node::Look(Look::LineStart),
            b'$' => Node::Look(Look::LineEnd),
            b'\\' => match self.edge() {
                Some(look) => Node::Look(look),
                None => self.escaped()?,
            },
            b'?' | b'*' | b'+' | b'{' => {
                self.at -= 1;
                return None;
            }
            byte if byte.is_ascii() => Node::Class(one(byte)),
            _first => {
                self.at -= 1;
                letter(self.wide_char()?)
            }
        })
    }

    /// A character of several bytes.
    fn wide_char(&mut self) -> Option<char> {
        let rest = self.bytes.get(self.at..)?;
        let c = rest.utf8_chunks().next()?.valid().chars().next()?;
        self.at += c.len_utf8();
        Some(c)
    }

    /// What stands behind a `\` and is no character.
    fn edge(&mut self) -> Option<Look> {
        let look = match self.peek()? {
            b'b' => Look::Edge,
            b'B' => Look::NoEdge,
            _other => return None,
        };
        self.at += 1;
        Some(look)
    }

    fn escaped(&mut self) -> Option<Node> {
        let node = match self.peek()? {
            b'D' => wide(class_of(|byte| !byte.is_ascii_digit() && !is_inside(byte))),
            b'W' => Node::Class(class_of(|byte| !super::is_word_byte(byte) && byte != b'_')),
            b'S' => wide(class_of(|byte| {
                !byte.is_ascii_whitespace() && !is_inside(byte)
            })),
            _other => return Some(Node::Class(self.escaped_class()?)),
        };
        self.at += 1;
        Some(node)
    }

    /// What stands behind a `\`, as a set of bytes.
    fn escaped_class(&mut self) -> Option<Class> {
        let byte = self.peek()?;
        self.at += 1;
        Some(match byte {
            b'd' => class_of(|byte| byte.is_ascii_digit()),
            b'w' => class_of(|byte| super::is_word_byte(byte) || byte == b'_'),
            b's' => class_of(|byte| byte.is_ascii_whitespace()),
            b'S' => class_of(|byte| !byte.is_ascii_whitespace()),
            sign if !sign.is_ascii_alphanumeric() => one(sign),
            _unknown => {
                self.at -= 1;
                return None;
            }
        })
    }

    fn class(&mut self) -> Option<Node> {
        let is_not = self.take(b'^');
        let mut class = [0; 4];
        let mut letters = Vec::new();
        let mut is_first = true;
        loop {
            let byte = self.peek()?;
            if !byte.is_ascii() {
                // Ranges of such characters, and all but such a one, are not understood.
                if is_not || self.bytes.get(self.at + 1..)?.is_empty() {
                    return None;
                }
                letters.push(letter(self.wide_char()?));
                is_first = false;
                if self.peek()? == b'-' && self.bytes.get(self.at + 1).is_some_and(|b| *b != b']') {
                    return None;
                }
                continue;
            }
            self.at += 1;
            let add = match byte {
                b']' if !is_first => break,
                b'\\' => self.escaped_class()?,
                from => self.range(from)?,
            };
            is_first = false;
            for (all, one) in class.iter_mut().zip(add) {
                *all |= one;
            }
        }
        if is_not {
            let others = class_of(|byte| !holds(&class, byte) && !is_inside(byte));
            return Some(wide(others));
        }
        if letters.is_empty() {
            return Some(Node::Class(class));
        }
        letters.push(Node::Class(class));
        Some(Node::Choice(letters))
    }

    /// One byte, or those from it to the one behind a `-`.
    fn range(&mut self, from: u8) -> Option<Class> {
        let is_range = self.peek() == Some(b'-')
            && self
                .bytes
                .get(self.at + 1)
                .is_some_and(|byte| *byte != b']');
        if !is_range {
            return Some(one(from));
        }
        let to = *self.bytes.get(self.at + 1)?;
        self.at += 2;
        if to < from || !to.is_ascii() {
            return None;
        }
        let (low, high) = (from.to_ascii_lowercase(), to.to_ascii_lowercase());
        Some(class_of(|byte| {
            (from..=to).contains(&byte) || (low..=high).contains(&byte.to_ascii_lowercase())
        }))
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

/// A byte inside a character of several.
fn is_inside(byte: u8) -> bool {
    byte & 0xc0 == 0x80
}

/// A character that begins with a byte of the class: a longer one with all its bytes.
fn wide(first: Class) -> Node {
    let short = class_of(|byte| byte.is_ascii() && holds(&first, byte));
    let long = class_of(|byte| !byte.is_ascii() && holds(&first, byte));
    if long == [0; 4] {
        return Node::Class(short);
    }
    let inside = Node::Class(class_of(is_inside));
    let long = Node::Row(vec![
        Node::Class(long),
        Node::Repeat(Box::new(inside), 1, Some(3)),
    ]);
    Node::Choice(vec![Node::Class(short), long])
}

/// A character of several bytes in either case.
fn letter(c: char) -> Node {
    let mut forms: Vec<String> = vec![c.to_string()];
    for form in [c.to_lowercase().collect(), c.to_uppercase().collect()] {
        if !forms.contains(&form) {
            forms.push(form);
        }
    }
    let row = |form: String| Node::Row(form.bytes().map(|byte| Node::Class(one(byte))).collect());
    Node::Choice(forms.into_iter().map(row).collect())
}
