//! Fingerprints of withheld files: a rolling hash over 64 bytes picks places by their content, so
//! that a copy is known again wherever it stands, whatever is before or after it. Holds hashes only.
//!
//! Bytes that many files share (tables of a JPEG, fonts of a PDF) match, too: only what is nearly
//! the whole file counts as a copy, a part is for a person to look at.

use std::collections::{BTreeMap, BTreeSet};

/// Bytes that a hash depends on.
const SPAN_BYTES: u64 = 64;
/// Of every `2^5` places one is picked in a small file.
const DENSEST: u32 = 5;
/// Most places that are kept, of all files together: 16 MB.
const PLACES_LIMIT: u64 = 1 << 20;
/// Bytes from which on a part is worth a look, however large the file is. Units: bytes.
const PART_BYTES: u64 = 64 << 10;

/// A random number for each byte.
const GEAR: [u64; 256] = gear();

const fn gear() -> [u64; 256] {
    let mut out = [0; 256];
    let mut state = 0_u64;
    let mut index = 0;
    while index < 256 {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        out[index] = mixed ^ (mixed >> 31);
        index += 1;
    }
    out
}

/// The rolling hash of one stream.
#[derive(Debug, Clone, Default)]
pub(super) struct Roll {
    hash: u64,
    n_bytes: u64,
}

impl Roll {
    /// Takes the next bytes; passes on each hash below `below`.
    pub(super) fn push(&mut self, bytes: &[u8], below: u64, each: &mut dyn FnMut(u64)) {
        let mut hash = self.hash;
        let full = SPAN_BYTES
            .saturating_sub(self.n_bytes + 1)
            .min(bytes.len() as u64) as usize;
        for (at, byte) in bytes.iter().enumerate() {
            hash = (hash << 1).wrapping_add(GEAR[usize::from(*byte)]);
            if hash < below && at >= full {
                each(hash);
            }
        }
        self.hash = hash;
        self.n_bytes += bytes.len() as u64;
    }
}

/// What is known of one withheld file.
#[derive(Debug, Clone, Copy)]
struct Known {
    subject: usize,
    n_places: u64,
    /// One of `2^spread` places was picked.
    spread: u32,
}

/// A withheld file being read.
pub(super) struct Reading {
    roll: Roll,
    spread: u32,
    places: BTreeSet<u64>,
}

impl Reading {
    /// `size_bytes` is the file's, `n_files` how many are withheld.
    pub(super) fn new(size_bytes: u64, n_files: usize) -> Reading {
        let most = (PLACES_LIMIT / (n_files as u64).max(1)).clamp(64, 1 << 16);
        let ratio = size_bytes.div_ceil(most).max(1);
        let spread = ratio.next_power_of_two().trailing_zeros().max(DENSEST);
        Reading {
            roll: Roll::default(),
            spread: spread.min(40),
            places: BTreeSet::new(),
        }
    }

    /// Takes the next bytes.
    pub(super) fn push(&mut self, bytes: &[u8]) {
        let places = &mut self.places;
        self.roll.push(bytes, below(self.spread), &mut |hash| {
            places.insert(hash);
        });
    }
}

fn below(spread: u32) -> u64 {
    1 << (64 - spread)
}

/// The fingerprints of all withheld files.
#[derive(Default)]
pub(super) struct Prints {
    files: Vec<Known>,
    /// Hash and file, sorted.
    places: Vec<(u64, u32)>,
    /// A bit for the low bits of each hash.
    filter: Vec<u64>,
    /// Hashes at or above this are nobody's.
    below: u64,
}

impl Prints {
    /// Adds a file that was read whole.
    pub(super) fn add(&mut self, subject: usize, reading: Reading) {
        let file = self.files.len() as u32;
        self.files.push(Known {
            subject,
            n_places: reading.places.len() as u64,
            spread: reading.spread,
        });
        self.places
            .extend(reading.places.into_iter().map(|hash| (hash, file)));
        self.below = self.below.max(below(reading.spread));
    }

    /// After the last file.
    pub(super) fn prepare(&mut self) {
        self.places.sort_unstable();
        let n_bits = (self.places.len() * 16).next_power_of_two().max(1 << 12);
        self.filter = vec![0; n_bits / 64];
        for (hash, _) in &self.places {
            let bit = *hash as usize & (n_bits - 1);
            if let Some(word) = self.filter.get_mut(bit / 64) {
                *word |= 1 << (bit % 64);
            }
        }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.places.len()
    }

    /// Compares the next bytes of a stream.
    pub(super) fn compare(&self, roll: &mut Roll, bytes: &[u8], matched: &mut Matched) {
        if self.places.is_empty() {
            return;
        }
        let mask = self.filter.len() * 64 - 1;
        roll.push(bytes, self.below, &mut |hash| {
            let bit = hash as usize & mask;
            let known = self
                .filter
                .get(bit / 64)
                .is_some_and(|word| word >> (bit % 64) & 1 == 1);
            if !known {
                return;
            }
            let from = self.places.partition_point(|(place, _)| *place < hash);
            let own = self.places.iter().skip(from);
            for (_, file) in own.take_while(|(place, _)| *place == hash) {
                matched.0.entry(*file).or_default().insert(hash);
            }
        });
    }

    /// Whose content stands in the file that was compared: the redaction, and whether it is the
    /// whole file or a part.
    pub(super) fn judge(&self, matched: &Matched) -> Vec<(usize, Extent)> {
        let mut out = Vec::new();
        for (file, places) in &matched.0 {
            let Some(known) = self.files.get(*file as usize) else {
                continue;
            };
            let (n, of) = (places.len() as u64, known.n_places);
            let whole = if of < 8 {
                n == of && of > 1
            } else {
                n + of / 16 + 2 >= of
            };
            let part = n >= 8 && (n >= of / 8 || n << known.spread >= PART_BYTES);
            match (whole, part) {
                (true, _) => out.push((known.subject, Extent::Whole)),
                (false, true) => out.push((known.subject, Extent::Part)),
                (false, false) => {}
            }
        }
        out
    }
}

/// Places of withheld files that were seen in one file of the package.
#[derive(Default)]
pub(super) struct Matched(BTreeMap<u32, BTreeSet<u64>>);

/// How much of a withheld file was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    /// All, or all but a little.
    Whole,
    /// Some.
    Part,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noise(n: usize, seed: u64) -> Vec<u8> {
        let mut state = seed;
        (0..n)
            .map(|_| {
                state = state
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1);
                (state >> 56) as u8
            })
            .collect()
    }

    fn judged(withheld: &[u8], shown: &[u8], piece: usize) -> Vec<(usize, Extent)> {
        let mut reading = Reading::new(withheld.len() as u64, 1);
        withheld.chunks(7).for_each(|bytes| reading.push(bytes));
        let mut prints = Prints::default();
        prints.add(9, reading);
        prints.prepare();
        let (mut roll, mut matched) = (Roll::default(), Matched::default());
        for bytes in shown.chunks(piece) {
            prints.compare(&mut roll, bytes, &mut matched);
        }
        prints.judge(&matched)
    }

    #[test]
    fn copies_are_known_and_others_are_not() {
        let secret = noise(40_000, 1);
        let shown = [noise(777, 2), secret.clone(), noise(5_000, 3)].concat();
        for piece in [1, 63, 64, 4_096, usize::MAX] {
            assert_eq!(
                judged(&secret, &shown, piece),
                [(9, Extent::Whole)],
                "{piece}"
            );
        }
        assert_eq!(
            judged(&secret, &secret[9_000..20_000], 512),
            [(9, Extent::Part)]
        );
        assert_eq!(judged(&secret, &noise(90_000, 4), 512), []);
        // Tables that every picture of a camera has.
        let table = noise(600, 5);
        let one = [table.clone(), noise(30_000, 6)].concat();
        let other = [table, noise(30_000, 7)].concat();
        assert_eq!(judged(&one, &other, 512), []);
        assert_eq!(judged(&[0; 9_000], &[0; 70_000], 512), []);
    }

    #[test]
    fn a_large_file_is_known_by_fewer_places() {
        let secret = noise(8 << 20, 8);
        let mut reading = Reading::new(secret.len() as u64, 64);
        reading.push(&secret);
        assert!((200..40_000).contains(&reading.places.len()));
        let mut prints = Prints::default();
        prints.add(1, reading);
        prints.prepare();
        let (mut roll, mut matched) = (Roll::default(), Matched::default());
        prints.compare(&mut roll, &secret[5..], &mut matched);
        assert_eq!(prints.judge(&matched), [(1, Extent::Whole)]);
    }
}
