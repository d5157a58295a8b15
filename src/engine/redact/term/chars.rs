//! What single characters fold to.

use unicode_normalization::char::{
    canonical_combining_class, decompose_canonical, is_combining_mark,
};

/// Stands where bytes are not UTF-8. No character has this number.
pub(super) const NOT_UTF8: u32 = u32::MAX;

/// The bone of bytes that are not UTF-8. No other character has it.
pub(super) const NO_BONE: u8 = 0xff;
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

/// A folded character before it has a place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Folded {
    pub(super) code: u32,
    pub(super) order: u8,
    pub(super) class: Class,
}

impl Folded {
    /// Its one byte in the quick look; none for marks that may stand in another order or be passed
    /// over, and for Korean letters, which may be joined.
    pub(super) fn bone(self) -> Option<u8> {
        match self.code {
            NOT_UTF8 => Some(NO_BONE),
            0x1100..=0x11ff | 0xac00..=0xd7a3 => None,
            _mark if self.order != 0 => None,
            code => Some(match u8::try_from(code) {
                Ok(byte) if byte.is_ascii() => byte,
                _far => 0x80 | (code % 127) as u8,
            }),
        }
    }
}

pub(super) const fn base(code: u32) -> Folded {
    Folded {
        code,
        order: 0,
        class: Class::Base,
    }
}

/// Characters behind those that are kept that fold to themselves: Chinese ones and emoji.
pub(super) fn is_plain_symbol(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{1f000}'..='\u{1faff}')
}

pub(super) fn fold_char(c: char, out: &mut dyn FnMut(Folded)) {
    // Korean syllables stay whole: a syllable is not found inside another one.
    if ('\u{ac00}'..='\u{d7a3}').contains(&c) {
        return out(base(u32::from(c)));
    }
    decompose_canonical(c, |part| fold_part(part, out));
}

/// What a character that is not ASCII can do to a hit of an ASCII term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Effect {
    /// Nothing: it ends a hit, as any other letter.
    Ends,
    /// It is, or holds, a letter that such a term may have.
    Joins,
    /// A hit may go on over it.
    Passes,
    /// It makes the letter before it another one.
    Changes,
}

/// What `c` can do to a hit of an ASCII term.
pub(crate) fn effect_on_ascii(c: char) -> Effect {
    if is_plain_symbol(c) {
        return Effect::Ends;
    }
    let mut effect = Effect::Passes;
    fold_char(c, &mut |folded| {
        effect = match (effect, folded.class) {
            (Effect::Joins, _) => Effect::Joins,
            _other if folded.code < 0x80 => Effect::Joins,
            (Effect::Changes, _) | (_, Class::Voicing) => Effect::Changes,
            (_, Class::Base) => Effect::Ends,
            (effect, Class::Accent | Class::Mark) => effect,
        };
    });
    effect
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
                typed(folded, &mut |c| out(classed(plain(c))));
            }
        }
    }
}

/// Letters that are no other letter with a mark, as people without that keyboard type them.
fn typed(c: char, out: &mut dyn FnMut(char)) {
    match c {
        'ł' => out('l'),
        'ø' => out('o'),
        'đ' | 'ð' => out('d'),
        'ħ' => out('h'),
        'æ' => "ae".chars().for_each(out),
        'œ' => "oe".chars().for_each(out),
        'þ' => "th".chars().for_each(out),
        other => out(other),
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
pub(crate) fn plain(c: char) -> char {
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
pub(crate) fn is_ignored(c: char) -> bool {
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
