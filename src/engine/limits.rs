//! Limits on what a hostile or broken input may cost. Each has an error that names it.

/// Upper bounds. Units are in the names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Largest chat text that is held in memory.
    pub text_bytes: u64,
    /// Largest entry that is read whole.
    pub entry_bytes: u64,
    /// Largest number of entries in one archive.
    pub entries: u64,
    /// Largest sum of unpacked sizes in one archive.
    pub total_bytes: u64,
    /// How many times its packed size an entry may unpack to. DEFLATE cannot pass 1,032.
    pub ratio: u64,
    /// Up to this sum of unpacked sizes an archive may unpack to any number of times its size.
    pub dense_bytes: u64,
    /// Above it, to at most this number of times.
    pub dense_ratio: u64,
}

impl Limits {
    /// What the page and the command line use unless told otherwise.
    pub const USUAL: Limits = Limits {
        // One allocation of a 32-bit worker cannot be larger than 2 GiB; offsets in a text are 32 bits
        // wide. Ten million messages are about 1.1 GB.
        text_bytes: 2_000_000_000,
        entry_bytes: 1 << 30,
        entries: 1_000_000,
        total_bytes: 1 << 40,
        ratio: 1_040,
        dense_bytes: 4 << 30,
        dense_ratio: 100,
    };

    /// Limits that are so many times as large. What no packer can do stays impossible.
    pub fn times(&self, n: u64) -> Limits {
        Limits {
            text_bytes: self.text_bytes.saturating_mul(n),
            entry_bytes: self.entry_bytes.saturating_mul(n),
            entries: self.entries.saturating_mul(n),
            total_bytes: self.total_bytes.saturating_mul(n),
            ratio: self.ratio,
            dense_bytes: self.dense_bytes.saturating_mul(n),
            dense_ratio: self.dense_ratio.saturating_mul(n),
        }
    }
}
