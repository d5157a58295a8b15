//! Phrases with `*` for any words, looked up without trying each of them.

use std::collections::BTreeMap;

use aho_corasick::AhoCorasick;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::Meaning;
use crate::engine::parse::cursor::{first_char, marks_len, space_len};
use crate::engine::sorting;

/// Longest text that is compared with phrases. Longer ones are prose.
const LONGEST_BYTES: usize = 2_000;

/// `text` as phrases are compared: NFC, lower case, plain spaces and quotation marks, no invisible
/// marks, no full stop at the end. Only ever compared, never stored or shown.
pub(in crate::engine::parse) fn folded(text: &[u8]) -> String {
    let mut cut = text.len().min(LONGEST_BYTES);
    while cut > 0 && cut < text.len() && text.get(cut).is_some_and(|b| b & 0xC0 == 0x80) {
        cut -= 1;
    }
    let mut rest = text.get(..cut).unwrap_or_default();
    if rest.is_ascii() {
        let lower = rest.to_ascii_lowercase();
        let text = std::str::from_utf8(&lower).unwrap_or_default();
        return text.trim().trim_end_matches('.').trim_end().to_owned();
    }
    let mut out = String::with_capacity(rest.len());
    let mut plain = true;
    while !rest.is_empty() {
        let marks = marks_len(rest);
        if marks > 0 {
            rest = rest.get(marks..).unwrap_or_default();
            continue;
        }
        let space = space_len(rest);
        let (found, len) = match space {
            0 => first_char(rest).unwrap_or((char::REPLACEMENT_CHARACTER, 1)),
            len => (' ', len),
        };
        plain &= found.is_ascii();
        push_folded(&mut out, found);
        rest = rest.get(len..).unwrap_or_default();
    }
    if !plain && is_nfc_quick(out.chars()) != IsNormalized::Yes {
        out = out.nfc().collect();
    }
    out.trim()
        .trim_end_matches(['.', '…', '。', '।'])
        .trim_end()
        .to_owned()
}

fn push_folded(out: &mut String, found: char) {
    match found {
        '“' | '”' | '„' | '‟' | '«' | '»' | '「' | '」' | '『' | '』' | '＂' => {
            out.push('"')
        }
        '‘' | '’' | '‛' | 'ʼ' => out.push('\''),
        '\u{2060}' | '\u{200B}' => {}
        other => out.extend(other.to_lowercase()),
    }
}

/// A phrase with at least one `*`, cut at them.
struct Glob {
    parts: Vec<String>,
    meaning: Meaning,
}

impl Glob {
    fn fits(&self, text: &str) -> bool {
        let Some((first, others)) = self.parts.split_first() else {
            return false;
        };
        let Some((last, middle)) = others.split_last() else {
            return text == first;
        };
        let Some(mut rest) = text.strip_prefix(first.as_str()) else {
            return false;
        };
        for part in middle {
            match rest.find(part.as_str()) {
                Some(at) => rest = rest.get(at + part.len()..).unwrap_or_default(),
                None => return false,
            }
        }
        rest.ends_with(last.as_str())
    }

    fn longest_part(&self) -> &str {
        self.parts
            .iter()
            .max_by_key(|part| part.len())
            .map_or("", String::as_str)
    }
}

/// Phrases with what they mean.
pub(in crate::engine::parse) struct Phrases {
    exact: BTreeMap<String, Meaning>,
    /// Those that open with fixed words: tried one by one, since the first byte already differs.
    opening: Vec<Glob>,
    /// Those that open with any words.
    floating: Vec<Glob>,
    finder: Option<AhoCorasick>,
}

impl Phrases {
    pub(super) fn new(phrases: &[(&str, Meaning)]) -> Phrases {
        let mut exact = BTreeMap::new();
        let (mut opening, mut floating) = (Vec::new(), Vec::new());
        for (phrase, meaning) in phrases {
            let key = folded(phrase.as_bytes());
            if !key.contains('*') {
                exact.entry(key).or_insert(*meaning);
                continue;
            }
            let list = if key.starts_with('*') {
                &mut floating
            } else {
                &mut opening
            };
            list.push(Glob {
                parts: key.split('*').map(str::to_owned).collect(),
                meaning: *meaning,
            });
        }
        let finder = match floating.as_slice() {
            [] => None,
            some => AhoCorasick::new(some.iter().map(Glob::longest_part)).ok(),
        };
        Phrases {
            exact,
            opening,
            floating,
            finder,
        }
    }

    /// What `text` means as a whole. `text` is [`folded`].
    ///
    /// Cost: linear in `text`; of those that open with any words, only phrases whose longest part
    /// occurs are tried.
    pub(in crate::engine::parse) fn meaning(&self, text: &str) -> Option<Meaning> {
        if let Some(meaning) = self.exact.get(text) {
            return Some(*meaning);
        }
        if let Some(glob) = self.opening.iter().find(|glob| glob.fits(text)) {
            return Some(glob.meaning);
        }
        let finder = self.finder.as_ref()?;
        let mut tried = vec![false; self.floating.len()];
        finder.find_overlapping_iter(text).find_map(|hit| {
            let index = hit.pattern().as_usize();
            let seen = tried.get_mut(index).map(|t| std::mem::replace(t, true));
            let glob = self.floating.get(index)?;
            (seen == Some(false) && glob.fits(text)).then_some(glob.meaning)
        })
    }

    /// Whether `text` opens with the fixed words of a sentence that nobody types by chance.
    pub(in crate::engine::parse) fn opens_with_known(&self, text: &str) -> bool {
        self.opening.iter().any(|glob| {
            glob.parts
                .first()
                .is_some_and(|first| first.len() >= 20 && text.starts_with(first.as_str()))
        })
    }
}

/// The first bytes of phrases: six, or four for those that have no more than five.
pub(super) struct Starts {
    /// Sorted once all are added.
    keys: Vec<u64>,
    /// One bit for each of 65,536 digests of `keys`: most bodies end here.
    bits: Vec<u64>,
}

const SIX: u64 = 0xFFFF_FFFF_FFFF;
const FOUR: u64 = 0xFFFF_FFFF;

impl Starts {
    /// Of phrases as they may be written: either case of the first letter, either composition.
    pub(super) fn new<'a>(phrases: impl Iterator<Item = &'a str>) -> Starts {
        let mut keys: Vec<u64> = phrases
            .flat_map(spellings)
            .filter_map(|s| key_of(&s))
            .collect();
        sorting::sort(&mut keys);
        keys.dedup();
        let mut bits = vec![0; 1024];
        for key in &keys {
            let digest = digest(*key);
            if let Some(word) = bits.get_mut(digest / 64) {
                *word |= 1 << (digest % 64);
            }
        }
        Starts { keys, bits }
    }

    #[inline]
    pub(super) fn has(&self, body: &[u8]) -> bool {
        let head = head(body);
        self.holds(head & SIX) || self.holds(head & FOUR)
    }

    #[inline]
    fn holds(&self, key: u64) -> bool {
        let digest = digest(key);
        let word = self.bits.get(digest / 64).copied().unwrap_or(0);
        word >> (digest % 64) & 1 == 1 && self.keys.binary_search(&key).is_ok()
    }
}

/// How a phrase may start. Only the bytes that make a key matter.
fn spellings(phrase: &str) -> Vec<String> {
    let end = phrase
        .char_indices()
        .nth(8)
        .map_or(phrase.len(), |(at, _)| at);
    let mut chars = phrase.get(..end).unwrap_or_default().chars();
    let Some(first) = chars.next() else {
        return Vec::new();
    };
    let rest = chars.as_str();
    let upper: String = first.to_uppercase().collect();
    let lower: String = first.to_lowercase().collect();
    if phrase.get(..end).is_some_and(|start| start.is_ascii()) {
        // A key does not tell the case of ASCII letters.
        return vec![format!("{lower}{rest}")];
    }
    [upper, lower]
        .iter()
        .map(|start| format!("{start}{rest}"))
        .flat_map(|text| [text.nfc().collect(), text.nfd().collect()])
        .collect()
}

fn key_of(text: &str) -> Option<u64> {
    let head = head(text.as_bytes());
    match text.len() {
        0..4 => None,
        4..6 => Some(head & FOUR),
        _six_or_more => Some(head & SIX),
    }
}

/// The first eight bytes, with the bit set that tells the case of ASCII letters.
#[inline]
fn head(text: &[u8]) -> u64 {
    let bytes = match text.first_chunk::<8>() {
        Some(bytes) => *bytes,
        None => {
            let mut bytes = [0; 8];
            for (to, from) in bytes.iter_mut().zip(text) {
                *to = *from;
            }
            bytes
        }
    };
    u64::from_le_bytes(bytes) | 0x2020_2020_2020_2020
}

#[inline]
fn digest(key: u64) -> usize {
    (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 48) as usize
}
