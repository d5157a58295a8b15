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
    };
}
