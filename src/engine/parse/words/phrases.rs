//! Phrases with `*` for any words, looked up without trying each of them.

use std::collections::BTreeMap;

use aho_corasick::AhoCorasick;
use unicode_normalization::UnicodeNormalization;

use super::Meaning;
use crate::engine::parse::cursor::{first_char, marks_len, space_len};

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
    if !plain {
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
    globs: Vec<Glob>,
    finder: Option<AhoCorasick>,
}

impl Phrases {
    pub(super) fn new(phrases: &[(&str, Meaning)]) -> Phrases {
        let mut exact = BTreeMap::new();
        let mut globs = Vec::new();
        for (phrase, meaning) in phrases {
            let key = folded(phrase.as_bytes());
            if key.contains('*') {
                globs.push(Glob {
                    parts: key.split('*').map(str::to_owned).collect(),
                    meaning: *meaning,
                });
            } else {
                exact.entry(key).or_insert(*meaning);
            }
        }
        let finder = AhoCorasick::new(globs.iter().map(Glob::longest_part)).ok();
        Phrases {
            exact,
            globs,
            finder,
        }
    }

    /// What `text` means as a whole. `text` is [`folded`].
    ///
    /// Cost: linear in `text`; only phrases whose longest part occurs are tried.
    pub(in crate::engine::parse) fn meaning(&self, text: &str) -> Option<Meaning> {
        if let Some(meaning) = self.exact.get(text) {
            return Some(*meaning);
        }
        let finder = self.finder.as_ref()?;
        let mut tried = vec![false; self.globs.len()];
        finder.find_overlapping_iter(text).find_map(|hit| {
            let index = hit.pattern().as_usize();
            let seen = tried.get_mut(index).map(|t| std::mem::replace(t, true));
            let glob = self.globs.get(index)?;
            (seen == Some(false) && glob.fits(text)).then_some(glob.meaning)
        })
    }
}

impl Phrases {
    /// Whether `text` opens with the fixed words of a sentence that nobody types by chance.
    pub(in crate::engine::parse) fn opens_with_known(&self, text: &str) -> bool {
        self.globs.iter().any(|glob| {
            glob.parts
                .first()
                .is_some_and(|first| first.len() >= 20 && text.starts_with(first.as_str()))
        })
    }
}

/// The first bytes of phrases, as a set that may hold a little too much.
pub(super) struct Starts {
    bits: Vec<u64>,
}

impl Starts {
    pub(super) fn new() -> Starts {
        Starts {
            bits: vec![0; 1024],
        }
    }

    /// Adds a phrase as it may be written: either case of the first letter, either composition.
    pub(super) fn add(&mut self, phrase: &str) {
        let mut chars = phrase.chars();
        let Some(first) = chars.next() else { return };
        let rest = chars.as_str();
        let upper: String = first.to_uppercase().collect();
        let lower: String = first.to_lowercase().collect();
        for start in [upper, lower] {
            let whole = format!("{start}{rest}");
            let composed: String = whole.nfc().collect();
            let decomposed: String = whole.nfd().collect();
            for text in [composed, decomposed] {
                if let Some(key) = start_key(text.as_bytes()) {
                    self.bits[key / 64] |= 1 << (key % 64);
                }
            }
        }
    }

    #[inline]
    pub(super) fn has(&self, body: &[u8]) -> bool {
        start_key(body).is_some_and(|key| {
            self.bits
                .get(key / 64)
                .is_some_and(|word| word >> (key % 64) & 1 == 1)
        })
    }
}

/// Which bit of 65,536 stands for the first four bytes; ASCII letters in either case are the same.
#[inline]
fn start_key(text: &[u8]) -> Option<usize> {
    let head: [u8; 4] = text.get(..4)?.try_into().ok()?;
    let word = u32::from_le_bytes(head.map(|byte| byte.to_ascii_lowercase()));
    Some((word.wrapping_mul(0x9E37_79B1) >> 16) as usize)
}
