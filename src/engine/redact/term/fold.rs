//! Text to what is compared, with the way back to the bytes.
//!
//! Each unit is one folded character and the bytes it came from. Nothing that is written anywhere
//! is ever made from units: they are for finding only.

use unicode_normalization::char::{
    canonical_combining_class, decompose_canonical, is_combining_mark,
};

/// Stands where bytes are not UTF-8. No character has this number.
const NOT_UTF8: u32 = u32::MAX;

/// How a unit behaves beside the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// Stands by itself.
    Base,
    /// An accent or a vowel point: may be left out of a term.
    Accent,
    /// Another combining mark, an Indic vowel sign for example: part of the word.
    Mark,
    /// A Kana voicing mark: makes the character before it another one.
    Voicing,
}

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
    /// Whether it belongs to a word, for the edges of whole words.
    pub(super) fn is_word(self) -> bool {
        self.class != Class::Base
            || char::from_u32(self.code).is_some_and(|c| c.is_alphanumeric() || c == '_')
    }
}

/// A folded character before it has a place.
#[derive(Debug, Clone, Copy)]
struct Folded {
    code: u32,
    order: u8,
    class: Class,
}

/// What a character folds to, kept: nearly all text consists of few characters.
#[derive(Debug, Clone, Copy)]
struct Memo {
    /// How many of `units` hold; 255 when the character was not folded yet.
    n_units: u8,
    units: [Folded; 4],
}

const NO_UNIT: Folded = Folded {
    code: 0,
    order: 0,
    class: Class::Base,
};
const NO_MEMO: Memo = Memo {
    n_units: u8::MAX,
    units: [NO_UNIT; 4],
};
/// Characters below this are kept: all alphabets with case or accents.
const MEMO_CHARS: usize = 0x3100;

/// Folds texts, one after the other, in the same memory.
#[derive(Debug, Default)]
pub(crate) struct Folder {
    units: Vec<Unit>,
    run_start: usize,
    memo: Vec<Memo>,
}

impl Folder {
    /// For many texts: keeps what characters fold to. Cost: a few hundred kilobytes.
    pub(crate) fn for_many() -> Folder {
        Folder {
            memo: vec![NO_MEMO; MEMO_CHARS],
            ..Folder::default()
        }
    }

    /// Folds `text`. The units stand in the order of the text, but for marks on one character,
    /// which stand in canonical order.
    pub(super) fn fold(&mut self, text: &[u8]) -> &[Unit] {
        self.units.clear();
        self.run_start = 0;
        let mut at = 0_u32;
        for chunk in text.utf8_chunks() {
            for c in chunk.valid().chars() {
                let end = at + c.len_utf8() as u32;
                self.push_char(c, at, end);
                at = end;
            }
            let invalid = chunk.invalid().len() as u32;
            if invalid > 0 {
                self.push(base(NOT_UTF8), at, at + invalid);
                at += invalid;
            }
        }
        self.settle_marks();
        &self.units
    }

    fn push_char(&mut self, c: char, start: u32, end: u32) {
        if c.is_ascii() && !is_space(c) {
            return self.push(base(u32::from(c.to_ascii_lowercase())), start, end);
        }
        if is_space(c) {
            return self.push(base(u32::from(' ')), start, end);
        }
        let index = c as usize;
        let Some(kept) = self.memo.get(index).copied() else {
            return fold_char(c, &mut |folded| self.push(folded, start, end));
        };
        let kept = if kept.n_units == u8::MAX {
            let made = memo_of(c);
            if let Some(slot) = self.memo.get_mut(index) {
                *slot = made;
            }
            made
        } else {
            kept
        };
        for folded in kept.units.iter().take(usize::from(kept.n_units)) {
            self.push(*folded, start, end);
        }
    }

    fn push(&mut self, folded: Folded, start: u32, end: u32) {
        if folded.order == 0 {
            self.settle_marks();
        }
        if let Some(last) = self.units.last_mut()
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

fn memo_of(c: char) -> Memo {
    let mut memo = Memo {
        n_units: 0,
        ..NO_MEMO
    };
    fold_char(c, &mut |folded| {
        if let Some(slot) = memo.units.get_mut(usize::from(memo.n_units)) {
            *slot = folded;
            memo.n_units += 1;
        }
    });
    memo
}

fn base(code: u32) -> Folded {
    Folded {
        code,
        order: 0,
        class: Class::Base,
    }
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

fn fold_char(c: char, out: &mut dyn FnMut(Folded)) {
    // Korean syllables stay whole: a syllable is not found inside another one.
    if ('\u{ac00}'..='\u{d7a3}').contains(&c) {
        return out(base(u32::from(c)));
    }
    decompose_canonical(c, |part| fold_part(part, out));
}

fn fold_part(c: char, out: &mut dyn FnMut(Folded)) {
    let c = plain(c);
    if is_ignored(c) {
        return;
    }
    // Lower, upper, lower: so that `ẞ`, `ß` and `ss`, or the two small sigmas, become the same.
    for lower in c.to_lowercase() {
        for upper in lower.to_uppercase() {
            for folded in upper.to_lowercase() {
                out(classed(plain(folded)));
            }
        }
    }
}

fn classed(c: char) -> Folded {
    let order = canonical_combining_class(c);
    let class = match order {
        8 => Class::Voicing,
        1 | 10..=35 | 200.. => Class::Accent,
        _other if is_combining_mark(c) => Class::Mark,
        _other => Class::Base,
    };
    Folded {
        code: u32::from(c),
        order,
        class,
    }
}

/// One spelling for spaces, dashes, quotes, full-width forms and digits.
fn plain(c: char) -> char {
    match c {
        _space if is_space(c) => ' ',
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' => '-',
        '\u{2018}'..='\u{201b}' | '\u{02bc}' | '\u{2032}' => '\'',
        '\u{201c}'..='\u{201f}' | '\u{2033}' => '"',
        '\u{ff01}'..='\u{ff5e}' => ascii(u32::from(c) - 0xff01 + 0x21),
        _other => digit(c).unwrap_or(c),
    }
}

fn ascii(code: u32) -> char {
    char::from_u32(code).unwrap_or(' ').to_ascii_lowercase()
}

fn is_space(c: char) -> bool {
    c.is_whitespace()
}

/// Characters that show nothing: direction marks, joiners, soft hyphens, variation selectors, tags.
fn is_ignored(c: char) -> bool {
    matches!(c,
        '\u{00ad}' | '\u{034f}' | '\u{061c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{ffa0}' | '\u{fff0}'..='\u{fff8}' | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// The zeros of the decimal digit systems of Unicode, in order.
const ZEROS: [u32; 62] = [
    0x0660, 0x06f0, 0x07c0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66,
    0x0de6, 0x0e50, 0x0ed0, 0x0f20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90,
    0x1b50, 0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10,
    0x104a0, 0x10d30, 0x11066, 0x110f0, 0x11136, 0x111d0, 0x112f0, 0x11450, 0x114d0, 0x11650,
    0x116c0, 0x11730, 0x118e0, 0x11950, 0x11c50, 0x11d50, 0x11da0, 0x16a60, 0x16ac0, 0x16b50,
    0x1e140, 0x1e2f0, 0x1e4f0, 0x1e950, 0x1fbf0, 0x1d7ce,
];

/// The ASCII digit of any decimal digit that is not ASCII itself.
fn digit(c: char) -> Option<char> {
    let code = u32::from(c);
    if (0x1d7ce..=0x1d7ff).contains(&code) {
        return char::from_digit((code - 0x1d7ce) % 10, 10);
    }
    ZEROS
        .iter()
        .find(|zero| (**zero..**zero + 10).contains(&code))
        .and_then(|zero| char::from_digit(code - zero, 10))
}
