//! Text to what is compared, with the way back to the bytes.
//!
//! Each unit is one folded character and the bytes it came from. Nothing that is written anywhere
//! is ever made from units: they are for finding only.

use super::chars::{Class, Folded, NO_BONE, NOT_UTF8, base, fold_char, is_plain_symbol};

/// One folded character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unit {
    /// Its number in Unicode.
    pub(super) code: u32,
    /// First byte it came from.
    pub(super) start: u32,
    /// One past the last.
    pub(super) end: u32,
    order: u8,
    /// How it behaves.
    pub(super) class: Class,
}

impl Unit {
    /// Its one byte in the quick look.
    pub(super) fn bone(self) -> Option<u8> {
        let Unit {
            code, order, class, ..
        } = self;
        Folded { code, order, class }.bone()
    }

    /// Whether it stands by itself and is no mark on another character.
    pub(super) fn is_base(self) -> bool {
        self.class == Class::Base
    }
}

/// What a character folds to, kept: nearly all text consists of few characters.
#[derive(Debug, Clone, Copy)]
struct Memo {
    n_units: u8,
    n_bones: u8,
    units: [Folded; 4],
    bones: [u8; 4],
}

/// Characters below this are kept: all alphabets with case or accents.
const MEMO_CHARS: usize = 0x3100;

/// Folds texts, one after the other, in the same memory.
#[derive(Debug, Default)]
pub(crate) struct Folder {
    units: Vec<Unit>,
    run_start: usize,
    memo: Vec<Option<Memo>>,
    bones: Vec<u8>,
}

impl Folder {
    /// For many texts: keeps what characters fold to. Cost: a few hundred kilobytes.
    pub(crate) fn for_many() -> Folder {
        Folder {
            memo: vec![None; MEMO_CHARS],
            ..Folder::default()
        }
    }

    /// Folds `text`. The units stand in the order of the text, but for marks on one character,
    /// which stand in canonical order.
    pub(super) fn fold(&mut self, text: &[u8]) -> &[Unit] {
        self.units.clear();
        self.run_start = 0;
        let mut at = 0;
        while let Some(rest) = text.get(at..)
            && !rest.is_empty()
        {
            at += self.push_ascii(rest, at);
            let Some((c, len)) = first_char(text.get(at..).unwrap_or(&[])) else {
                continue;
            };
            let (start, end) = (at as u32, (at + len) as u32);
            match c {
                Some(c) => self.push_char(c, start, end),
                None => self.push(base(NOT_UTF8), start, end),
            }
            at += len;
        }
        self.settle_marks();
        &self.units
    }

    /// Takes the ASCII characters that `text` begins with; how many there are.
    fn push_ascii(&mut self, text: &[u8], start: usize) -> usize {
        let mut at = 0;
        loop {
            let word = text.get(at..).unwrap_or(&[]);
            let n = word
                .iter()
                .take_while(|byte| byte.is_ascii() && !is_ascii_space(**byte))
                .count();
            if n > 0 {
                self.settle_marks();
                let first = start + at;
                let unit = |(k, byte): (usize, &u8)| Unit {
                    code: u32::from(byte.to_ascii_lowercase()),
                    start: (first + k) as u32,
                    end: (first + k + 1) as u32,
                    order: 0,
                    class: Class::Base,
                };
                self.units.extend(word.iter().take(n).enumerate().map(unit));
                self.run_start = self.units.len();
                at += n;
            }
            match text.get(at) {
                Some(byte) if is_ascii_space(*byte) => {
                    let space = (start + at) as u32;
                    self.push(base(u32::from(' ')), space, space + 1);
                    at += 1;
                }
                Some(_) | None => return at,
            }
        }
    }

    /// Boils `text` down to one byte a letter, for the quick look.
    pub(super) fn bones(&mut self, text: &[u8]) -> &[u8] {
        let Folder { bones, memo, .. } = self;
        bones.clear();
        let mut rest = text;
        while !rest.is_empty() {
            let n_ascii = rest.iter().take_while(|byte| byte.is_ascii()).count();
            let (ascii, after) = rest.split_at(n_ascii);
            let from = bones.len();
            bones.extend_from_slice(ascii);
            if let Some(run) = bones.get_mut(from..) {
                run.make_ascii_lowercase();
            }
            rest = after;
            let Some((c, len)) = first_char(rest) else {
                continue;
            };
            match c {
                Some(c) if is_plain_symbol(c) => bones.extend(base(u32::from(c)).bone()),
                Some(c) => match memo.get_mut(c as usize) {
                    Some(slot) => {
                        let kept = slot.get_or_insert_with(|| memo_of(c));
                        bones.extend(kept.bones.iter().take(usize::from(kept.n_bones)));
                    }
                    None => fold_char(c, &mut |folded| bones.extend(folded.bone())),
                },
                None => bones.push(NO_BONE),
            }
            rest = rest.get(len..).unwrap_or(&[]);
        }
        bones
    }

    fn push_char(&mut self, c: char, start: u32, end: u32) {
        if is_plain_symbol(c) {
            return self.push(base(u32::from(c)), start, end);
        }
        let Some(slot) = self.memo.get_mut(c as usize) else {
            return fold_char(c, &mut |folded| self.push(folded, start, end));
        };
        let kept = *slot.get_or_insert_with(|| memo_of(c));
        for folded in kept.units.iter().take(usize::from(kept.n_units)) {
            self.push(*folded, start, end);
        }
    }

    fn push(&mut self, folded: Folded, start: u32, end: u32) {
        if folded.order == 0 {
            self.settle_marks();
        }
        if may_join(folded.code)
            && let Some(last) = self.units.last_mut()
            && let Some(joined) = joined(last.code, folded.code)
        {
            last.code = joined;
            last.end = end;
        } else {
            self.units.push(Unit {
                code: folded.code,
                start,
                end,
                order: folded.order,
                class: folded.class,
            });
        }
        if folded.order == 0 {
            self.run_start = self.units.len();
        }
    }

    /// Puts the marks on one character into canonical order, as decomposition asks for.
    fn settle_marks(&mut self) {
        if let Some(run) = self.units.get_mut(self.run_start..)
            && run.len() > 1
        {
            run.sort_by_key(|unit| unit.order);
        }
    }
}

/// The first character, or `None` for a sequence that is not UTF-8, and its length in bytes.
fn first_char(text: &[u8]) -> Option<(Option<char>, usize)> {
    let chunk = text.get(..text.len().min(4))?.utf8_chunks().next()?;
    Some(match chunk.valid().chars().next() {
        Some(c) => (Some(c), c.len_utf8()),
        None => (None, chunk.invalid().len()),
    })
}

fn memo_of(c: char) -> Memo {
    let mut memo = Memo {
        n_units: 0,
        n_bones: 0,
        units: [base(0); 4],
        bones: [0; 4],
    };
    fold_char(c, &mut |folded| {
        if let Some(slot) = memo.units.get_mut(usize::from(memo.n_units)) {
            *slot = folded;
            memo.n_units += 1;
        }
        if let Some(bone) = folded.bone()
            && let Some(slot) = memo.bones.get_mut(usize::from(memo.n_bones))
        {
            *slot = bone;
            memo.n_bones += 1;
        }
    });
    memo
}

/// Whether a character can be one with the one before it.
fn may_join(code: u32) -> bool {
    code == u32::from(' ') || code == 0x0307 || (0x1161..=0x11c2).contains(&code)
}

/// What two neighbours are together: one space for many, one syllable for Korean letters, and a
/// plain `i` for one with its dot spelled out.
fn joined(last: u32, next: u32) -> Option<u32> {
    const SPACE: u32 = ' ' as u32;
    match (last, next) {
        (SPACE, SPACE) => Some(SPACE),
        (0x69, 0x0307) => Some(last),
        (0x1100..=0x1112, 0x1161..=0x1175) => {
            Some(0xac00 + ((last - 0x1100) * 21 + (next - 0x1161)) * 28)
        }
        (0xac00..=0xd7a3, 0x11a8..=0x11c2) if (last - 0xac00).is_multiple_of(28) => {
            Some(last + next - 0x11a7)
        }
        _other => None,
    }
}

fn is_ascii_space(byte: u8) -> bool {
    matches!(byte, b'\t'..=b'\r' | b' ')
}
