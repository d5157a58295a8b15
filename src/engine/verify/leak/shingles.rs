//! Runs of words: a quotation of something withheld is found although it is not all of it. Holds
//! hashes only. Five words in a row are worth a look, eight are a quotation.

use std::collections::BTreeMap;

use super::fold::folded;

/// Words in a row that are hashed.
const RUN_WORDS: usize = 5;
/// From here on it is a quotation and counts like the words themselves.
const QUOTED_WORDS: usize = 8;
/// Most runs that are kept: 16 MB.
const RUNS_LIMIT: usize = 1 << 20;

/// Runs of words of everything withheld.
#[derive(Default)]
pub(super) struct Shingles {
    /// Hash and redaction, sorted.
    runs: Vec<(u64, u32)>,
    /// A bit for the high bits of each hash.
    filter: Vec<u64>,
    /// There were more than are kept.
    pub(super) is_cut: bool,
}

/// How many words of what a redaction withholds stand in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Quoted {
    /// The redaction.
    pub(super) subject: usize,
    /// Enough to be no chance.
    pub(super) is_quotation: bool,
}

impl Shingles {
    /// Adds a withheld text.
    pub(super) fn add(&mut self, subject: usize, text: &str) {
        let words = hashes(text);
        for run in words.windows(RUN_WORDS) {
            if self.runs.len() >= RUNS_LIMIT {
                self.is_cut = true;
                return;
            }
            self.runs.push((joined(run), subject as u32));
        }
    }

    /// After the last one.
    pub(super) fn prepare(&mut self) {
        self.runs.sort_unstable();
        self.runs.dedup();
        self.filter = vec![0; (self.runs.len() * 16 / 64).next_power_of_two()];
        for (hash, _) in &self.runs {
            let bit = bit_of(*hash, self.filter.len());
            if let Some(word) = self.filter.get_mut(bit / 64) {
                *word |= 1 << (bit % 64);
            }
        }
    }

    fn may_hold(&self, hash: u64) -> bool {
        let bit = bit_of(hash, self.filter.len());
        let word = self.filter.get(bit / 64);
        word.is_some_and(|word| word >> (bit % 64) & 1 == 1)
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.runs.len()
    }

    /// Whose words stand in a folded text, the longest run of each.
    pub(super) fn quoted(&self, plain: &str) -> Vec<Quoted> {
        if self.runs.is_empty() {
            return Vec::new();
        }
        let words = words_of(plain);
        let mut longest: BTreeMap<u32, usize> = BTreeMap::new();
        let mut going: BTreeMap<u32, usize> = BTreeMap::new();
        for run in words.windows(RUN_WORDS) {
            let hash = joined(run);
            if !self.may_hold(hash) {
                going.clear();
                continue;
            }
            let from = self.runs.partition_point(|(known, _)| *known < hash);
            let own = self.runs.iter().skip(from);
            let mut next = BTreeMap::new();
            for (_, subject) in own.take_while(|(known, _)| *known == hash) {
                let n_words = going.get(subject).map_or(RUN_WORDS, |n| n + 1);
                next.insert(*subject, n_words);
                let most = longest.entry(*subject).or_default();
                *most = n_words.max(*most);
            }
            going = next;
        }
        let quoted = longest.into_iter().map(|(subject, n_words)| Quoted {
            subject: subject as usize,
            is_quotation: n_words >= QUOTED_WORDS,
        });
        quoted.collect()
    }
}

fn hashes(text: &str) -> Vec<u64> {
    words_of(&folded(text))
}

/// The hash of each word of a folded text.
fn words_of(plain: &str) -> Vec<u64> {
    plain
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| word.bytes().fold(0xcbf2_9ce4_8422_2325, step))
        .collect()
}

fn joined(run: &[u64]) -> u64 {
    run.iter().fold(0x9e37_79b9_7f4a_7c15, |hash: u64, word| {
        (hash.rotate_left(23) ^ word).wrapping_mul(0x94d0_49bb_1331_11eb)
    })
}

/// `n_words` is a power of two.
fn bit_of(hash: u64, n_words: usize) -> usize {
    (hash >> 32) as usize & (n_words * 64 - 1)
}

fn step(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(usize, bool)> {
        let mut shingles = Shingles::default();
        shingles.add(
            3,
            "The password for the safe in the hall is 1234 and do not tell",
        );
        shingles.prepare();
        let quoted = shingles.quoted(&folded(text)).into_iter();
        quoted.map(|row| (row.subject, row.is_quotation)).collect()
    }

    #[test]
    fn quotations_are_found_and_other_words_are_not() {
        let quoted = "> the PASSWORD for the safe, in the hall\nis 1234";
        assert_eq!(found(quoted), [(3, true)]);
        assert_eq!(found("he left it for the safe in the attic"), [(3, false)]);
        assert_eq!(found("the safe in the attic is 1234 and do"), []);
        assert_eq!(found("tell not do and 1234 is hall the in safe"), []);
    }
}
