//! Where a name ends: what may touch it without belonging to it.
//!
//! Digits, `_` and all signs are no part of a name. Between letters it depends on how words are
//! written. Scripts without spaces have no edges, and a change of script is one. Korean puts
//! particles behind, Hebrew and Arabic write small words before. Where letters of other scripts
//! touch a hit it stands in another word: nobody can tell an ending from another name.

use super::fold::Unit;
use crate::engine::place::ByteSpan;

/// What stands behind Korean names: particles, titles, the forms of "to be".
const PARTICLES: &str = include_str!("particles_ko.txt");
/// Most particles in a row.
const MOST_PARTICLES: usize = 4;
/// Letters that Hebrew writes in one with the word behind.
const HEBREW_BEFORE: &str = "והבלכמש";
/// What stands at the end of names in a plural or as an object.
const HEBREW_BEHIND: [&str; 2] = ["ים", "ות"];
const ARABIC_BEHIND: [&str; 4] = ["ا", "ان", "ين", "ون"];
/// Letters that are looked at beside a hit.
const REACH: usize = 16;

/// How words stand beside each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    /// With spaces between them.
    Spaced,
    /// Without.
    Unspaced,
    Korean,
    Hebrew,
    Arabic,
}

impl Script {
    fn of(c: char) -> Script {
        match u32::from(c) {
            0x1100..=0x11ff | 0x3130..=0x318f | 0xa960..=0xa97f | 0xac00..=0xd7ff => Script::Korean,
            0x0590..=0x05ff | 0xfb1d..=0xfb4f => Script::Hebrew,
            0x0600..=0x06ff
            | 0x0750..=0x077f
            | 0x08a0..=0x08ff
            | 0xfb50..=0xfdff
            | 0xfe70..=0xfefc => Script::Arabic,
            // Thai, Lao, Myanmar, Khmer, Tai, Javanese; Han, Kana, Bopomofo.
            0x0e00..=0x0eff
            | 0x1000..=0x109f
            | 0x1780..=0x17ff
            | 0x1950..=0x19ff
            | 0x1a20..=0x1aaf
            | 0x2e80..=0x2fdf
            | 0x3005..=0x3007
            | 0x3021..=0x3029
            | 0x3031..=0x303c
            | 0x3041..=0x312f
            | 0x31a0..=0x31bf
            | 0x31f0..=0x31ff
            | 0x3400..=0x4dbf
            | 0x4e00..=0x9fff
            | 0xa980..=0xa9ff
            | 0xaa60..=0xaadf
            | 0xf900..=0xfaff
            | 0xff66..=0xff9f
            | 0x1b000..=0x1b16f
            | 0x20000..=0x3ffff => Script::Unspaced,
            _other => Script::Spaced,
        }
    }
}

/// Whether the hit is no part of a longer word, in ASCII text.
pub(super) fn is_whole_word_in_ascii(text: &[u8], span: ByteSpan) -> bool {
    let (start, end) = (span.start as usize, span.end() as usize);
    let at = |place: Option<usize>| text.get(place?).copied().map(char::from);
    !goes_on(at(Some(start)), at(start.checked_sub(1)))
        && !goes_on(at(end.checked_sub(1)), at(Some(end)))
}

/// Whether the units `at..after` are no part of a longer word.
pub(super) fn is_whole_word(units: &[Unit], at: usize, after: usize) -> bool {
    let hit: Vec<char> = letters(units.get(at..after).unwrap_or(&[]).iter()).collect();
    let before = letters(units.get(..at).unwrap_or(&[]).iter().rev());
    let behind = letters(units.get(after..).unwrap_or(&[]).iter());
    is_free(&hit, before.take(REACH).collect(), Side::Before)
        && is_free(&hit, behind.take(REACH).collect(), Side::Behind)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Before,
    Behind,
}

/// What is no mark on something else.
fn letters<'a>(units: impl Iterator<Item = &'a Unit>) -> impl Iterator<Item = char> {
    units
        .filter(|unit| unit.is_base())
        .map(|unit| char::from_u32(unit.code).unwrap_or(char::REPLACEMENT_CHARACTER))
}

/// Whether what stands beside a hit, the next first, does not go on with its word.
fn is_free(hit: &[char], beside: Vec<char>, side: Side) -> bool {
    let inner = match side {
        Side::Before => hit.first(),
        Side::Behind => hit.last(),
    };
    let (Some(inner), Some(outer)) = (inner.copied(), beside.first().copied()) else {
        return true;
    };
    if !goes_on(Some(inner), Some(outer)) {
        return true;
    }
    let script = Script::of(inner);
    let n_letters = hit.iter().filter(|c| c.is_alphabetic()).count();
    if !inner.is_alphabetic() || !outer.is_alphabetic() {
        return false;
    }
    if script != Script::of(outer) {
        return true;
    }
    let is_of_word = |c: &char| c.is_alphabetic() && Script::of(*c) == script;
    let mut run: Vec<char> = beside.into_iter().take_while(is_of_word).collect();
    if side == Side::Before {
        run.reverse();
    }
    let run: String = run.into_iter().collect();
    match (script, side) {
        (Script::Spaced, _) => false,
        (Script::Unspaced, _) => n_letters >= 2,
        (Script::Korean, Side::Before) => n_letters >= 3,
        (Script::Korean, Side::Behind) => {
            n_letters >= 3 || n_letters == 2 && are_particles(&run, MOST_PARTICLES)
        }
        (Script::Hebrew | Script::Arabic, Side::Before) => {
            run.chars().count() < n_letters && are_small_words(&run, script)
        }
        (Script::Hebrew, Side::Behind) => n_letters >= 3 && HEBREW_BEHIND.contains(&run.as_str()),
        (Script::Arabic, Side::Behind) => n_letters >= 3 && ARABIC_BEHIND.contains(&run.as_str()),
    }
}

/// Whether a character goes on with the word or number of the one beside it.
fn goes_on(inner: Option<char>, outer: Option<char>) -> bool {
    let is_letter = inner.is_some_and(char::is_alphabetic);
    outer.is_some_and(|c| c.is_alphabetic() || c.is_numeric() && !is_letter)
}

fn are_particles(run: &str, most: usize) -> bool {
    run.is_empty()
        || most > 0
            && PARTICLES.lines().any(|particle| {
                let rest = run.strip_prefix(particle);
                rest.is_some_and(|rest| are_particles(rest, most - 1))
            })
}

/// Whether Hebrew or Arabic writes all this in one with the word behind.
fn are_small_words(run: &str, script: Script) -> bool {
    if script == Script::Hebrew {
        return run.chars().all(|c| HEBREW_BEFORE.contains(c));
    }
    let run = run.strip_prefix(['و', 'ف']).unwrap_or(run);
    let rest = run.strip_prefix(['ب', 'ل', 'ك']).unwrap_or(run);
    matches!(rest, "" | "ال") || run == "لل"
}
