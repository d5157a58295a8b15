//! A bit for each record of a thread.

/// A set of records, by their numbers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Bits {
    words: Vec<u64>,
}

impl Bits {
    /// Empty, with room for `n_records`.
    pub fn new(n_records: usize) -> Bits {
        Bits {
            words: vec![0; n_records.div_ceil(64)],
        }
    }

    /// Adds a record; one there is no room for is left out.
    pub fn add(&mut self, record: usize) {
        if let Some(word) = self.words.get_mut(record / 64) {
            *word |= 1 << (record % 64);
        }
    }

    /// Whether the record is in it.
    pub fn has(&self, record: usize) -> bool {
        self.words
            .get(record / 64)
            .is_some_and(|word| word >> (record % 64) & 1 == 1)
    }

    /// The records of a range that are in it, in order.
    pub fn in_range(&self, range: std::ops::Range<usize>) -> impl Iterator<Item = usize> {
        let first = range.start / 64;
        let words = self
            .words
            .get(first..range.end.div_ceil(64).min(self.words.len()).max(first))
            .unwrap_or(&[]);
        words
            .iter()
            .enumerate()
            .filter(|(_, word)| **word != 0)
            .flat_map(move |(index, word)| {
                let word = *word;
                (0..64)
                    .filter(move |bit| word >> bit & 1 == 1)
                    .map(move |bit| (first + index) * 64 + bit)
            })
            .filter(move |record| range.contains(record))
    }
}
