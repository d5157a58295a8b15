//! What is withheld whatever the batch: the digests of files and sources, their lengths, and the
//! fingerprints of their content.

use super::batch::Forbidden;
use super::identifiers::Identifiers;
use super::prints::Prints;
use super::shingles::Shingles;

/// Prepared once for the whole search.
#[derive(Default)]
pub(super) struct Held {
    /// Digests of files and sources; sorted.
    pub(super) digests: Vec<Forbidden>,
    /// Lengths of withheld files; sorted. Units: bytes.
    pub(super) sizes: Vec<u64>,
    /// Their content.
    pub(super) prints: Prints,
    /// Runs of words of what is withheld.
    pub(super) shingles: Shingles,
    /// Withheld numbers, of which not too much may stand in pieces.
    pub(super) identifiers: Identifiers,
}

impl Held {
    /// After the last one was added.
    pub(super) fn prepare(&mut self) {
        self.digests.sort_unstable();
        self.digests.dedup();
        self.sizes.sort_unstable();
        self.sizes.dedup();
        self.prints.prepare();
        self.shingles.prepare();
    }

    /// Whether a withheld file is so long.
    pub(super) fn has_size(&self, size_bytes: u64) -> bool {
        self.sizes.binary_search(&size_bytes).is_ok()
    }

    /// How many things there are to be found.
    pub(super) fn len(&self) -> usize {
        self.digests.len() + self.prints.len() + self.shingles.len()
    }
}
