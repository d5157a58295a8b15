//! Runs on the built-in sample what a person will wait for. A browser translates what runs often
//! into fast code; so it has that code when an export is opened.
//!
//! Must never: keep anything, or show in anything that is read or written later.

use crate::engine::archive::{Archive, Given};
use crate::engine::digest::Digester;
use crate::engine::limits::Limits;
use crate::engine::parse;
use crate::engine::place::EntryId;
use crate::engine::search::query::Query;
use crate::engine::search::{Bare, Matcher};

use super::sample::sample;

/// How often. A few tenths of a second in all, on a machine of today.
const N_ROUNDS: u32 = 24;
/// Text read in one round. Units: bytes.
const TEXT_BYTES: usize = 256 << 10;
/// How often the sample's text is unpacked in one round: it is short.
const N_UNPACKED: u32 = 24;

/// The practice, in steps of some milliseconds.
pub struct WarmUp {
    practice: Option<Practice>,
    n_rounds: u32,
}

struct Practice {
    archive: Archive,
    entry: EntryId,
    text: Vec<u8>,
}

impl WarmUp {
    /// Nothing was done yet.
    pub fn new() -> WarmUp {
        WarmUp {
            practice: Practice::new(sample()),
            n_rounds: 0,
        }
    }

    /// One round. Whether there is another one.
    pub fn step(&mut self) -> bool {
        let Some(practice) = &self.practice else {
            return false;
        };
        practice.round();
        self.n_rounds += 1;
        if self.n_rounds == N_ROUNDS {
            self.practice = None;
        }
        self.practice.is_some()
    }
}

impl Default for WarmUp {
    fn default() -> WarmUp {
        WarmUp::new()
    }
}

impl Practice {
    fn new(given: Given) -> Option<Practice> {
        let archive = Archive::open(vec![given], &Limits::USUAL).ok()?.value;
        let entry = archive.chat_texts().first().copied()?;
        let once = archive.read(entry, Limits::USUAL.text_bytes).ok()?;
        let text = once.iter().copied().cycle().take(TEXT_BYTES).collect();
        Some(Practice {
            archive,
            entry,
            text,
        })
    }

    /// What it comes to is let go: only that it ran counts.
    fn round(&self) {
        for _again in 0..N_UNPACKED {
            let _ = self.archive.read(self.entry, Limits::USUAL.text_bytes);
        }
        let mut digester = Digester::sha256();
        digester.update(&self.text);
        let _ = digester.finish();
        let Ok(parsed) = parse::thread_from_text(&self.archive, self.entry, self.text.clone())
        else {
            return;
        };
        for words in ["harbour", "\"harbour office\""] {
            if let Ok(query) = Query::parse(words) {
                let _ = Bare(&parsed.value).search(&mut Matcher::new(&query));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sample_can_be_practised_on_and_the_practice_ends() {
        let mut warm_up = WarmUp::new();
        assert!(warm_up.practice.is_some());
        let n_steps = (0..1000).take_while(|_| warm_up.step()).count();
        assert_eq!(n_steps as u32 + 1, N_ROUNDS);
        assert!(!warm_up.step());
    }
}
