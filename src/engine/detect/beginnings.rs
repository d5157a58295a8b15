//! What letters and digits together may begin with. Most words of a text are turned away here, before
//! anything is gathered.

use super::catalogue::Detector as D;
use super::codes::PLATE_LETTERS;
use super::mixed::{SHAPE_CHARS, SHAPES, Shape};
use super::text::slice;

/// How many characters the longest shape has that may be letters alone.
const LETTERS: usize = 16;

/// Whether anything of the tables can begin with the letters that stand at `start`, by how many they
/// are and how what follows is grouped.
pub(super) fn may_begin(text: &[u8], start: usize, has_plates: bool) -> bool {
    let letters = slice(text, start, start + SHAPE_CHARS).iter();
    let n = letters
        .take_while(|byte| byte.is_ascii_alphabetic())
        .count();
    if n == 0 {
        return may_be_digits(text, start);
    }
    if n >= LETTERS {
        return true;
    }
    let end = start + n;
    match text.get(end) {
        Some(byte) if byte.is_ascii_digit() => true,
        Some(b' ' | b'-' | b'.' | b'/' | b'(') => match text.get(end + 1) {
            Some(byte) if byte.is_ascii_digit() => true,
            Some(byte) if byte.is_ascii_alphabetic() => {
                has_plates && may_be_plate(text, start) || has_letters_behind_gap(text, start, n)
            }
            _other => false,
        },
        _other => false,
    }
}

/// The same of digits. Of six, or more than eight, that no letter or other digits follow nothing is.
fn may_be_digits(text: &[u8], start: usize) -> bool {
    let digits = slice(text, start, start + SHAPE_CHARS).iter();
    let n = digits.take_while(|byte| byte.is_ascii_digit()).count();
    let next = text.get(start + n).copied().unwrap_or(b' ');
    let is_gap = matches!(next, b' ' | b'-' | b'.' | b'/' | b'(');
    let digits_follow = is_gap && text.get(start + n + 1).is_some_and(u8::is_ascii_digit);
    // Some identifiers have a plus after the first six.
    n < 6 || n == 7 || n == 8 || digits_follow || next == b'+' || next.is_ascii_alphabetic()
}

/// Plates may have gaps anywhere, but no more than a few letters before the first digit.
fn may_be_plate(text: &[u8], start: usize) -> bool {
    let mut n = 0;
    for byte in text.iter().skip(start).take(2 * (PLATE_LETTERS + 1)) {
        match byte {
            b'0'..=b'9' => return true,
            byte if byte.is_ascii_alphabetic() => n += 1,
            _gap => {}
        }
        if n > PLATE_LETTERS {
            return false;
        }
    }
    false
}

/// Only two shapes have letters on both sides of a gap; here the company number and the tax code.
fn has_letters_behind_gap(text: &[u8], start: usize, n: usize) -> bool {
    let is_grouped = |shape: D| {
        let mut shapes = SHAPES.iter().filter(|one| one.detector == shape);
        shapes.any(|one| (one.gaps >> n) & 1 == 1 && is_grouped(text, start, one))
    };
    is_grouped(D::BrCnpj) || is_grouped(D::ItCf)
}

/// Whether gaps stand where the shape has them, and enough characters follow.
fn is_grouped(text: &[u8], start: usize, shape: &Shape) -> bool {
    let mut at = start;
    for place in 0..shape.form.len {
        if !text.get(at).is_some_and(u8::is_ascii_alphanumeric) {
            at += 1;
            let is_gap = shape.gaps >> place & 1 == 1;
            if !is_gap || !text.get(at).is_some_and(u8::is_ascii_alphanumeric) {
                return false;
            }
        }
        at += 1;
    }
    true
}
