//! Why an archive, or an entry of it, cannot be read: what, where, and what to do.

use std::io;

use crate::engine::finding::Explain;

/// An entry and the archive it is in, as an error names them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryPlace {
    /// Name of the archive.
    pub archive: String,
    /// Name of the entry.
    pub entry: String,
}

impl std::fmt::Display for EntryPlace {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{:?} in {:?}", self.entry, self.archive)
    }
}

/// Why an archive, or an entry of it, cannot be read. The variants with `at` concern one entry; all
/// others can still be read.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// The file went away, changed, or the disk failed.
    #[error("{name:?} could not be read at byte {offset}")]
    Read {
        /// Of the file.
        name: String,
        /// Where.
        offset: u64,
        /// What the platform says.
        #[source]
        source: io::Error,
    },
    /// No files at all.
    #[error("no file was given")]
    NothingGiven,
    /// There is nothing in it.
    #[error("{name:?} is empty: 0 bytes")]
    Empty {
        /// Of the file.
        name: String,
    },
    /// Its name says zip, its content does not.
    #[error("{name:?} is not a zip: neither its first nor its last bytes are those of one")]
    NotAZip {
        /// Of the file.
        name: String,
    },
    /// Starts as a zip but does not end as one.
    #[error("{name:?} breaks off: {size_bytes} bytes, and the end of the zip is not among them")]
    CutOff {
        /// Of the file.
        name: String,
        /// What there is of it.
        size_bytes: u64,
    },
    /// The list of entries is not where the end of the zip says.
    #[error("the list of entries of {name:?} cannot be read at byte {offset}: {why}")]
    Directory {
        /// Of the file.
        name: String,
        /// Where it was expected.
        offset: u64,
        /// What is wrong with it.
        why: &'static str,
    },
    /// One part of a zip that was split over several files.
    #[error("{name:?} is one part of a zip that was split into several files")]
    Split {
        /// Of the file.
        name: String,
    },
    /// More entries than we read.
    #[error("{name:?} lists {n_entries} entries, more than the limit of {limit}")]
    TooManyEntries {
        /// Of the file.
        name: String,
        /// How many it lists, as far as was counted.
        n_entries: u64,
        /// The limit.
        limit: u64,
    },
    /// All entries together unpack to more than we read.
    #[error("{name:?} unpacks to {size_bytes} bytes, more than the limit of {limit_bytes}")]
    TotalTooLarge {
        /// Of the file.
        name: String,
        /// As the directory claims.
        size_bytes: u64,
        /// The limit.
        limit_bytes: u64,
    },
    /// All entries together unpack to far more than they are packed to, as in a zip that is made
    /// to fill memory or disk.
    #[error(
        "{name:?} unpacks from {packed_bytes} to {size_bytes} bytes, more than the limit of \
         {limit_times} times"
    )]
    TooDense {
        /// Of the file.
        name: String,
        /// Packed.
        packed_bytes: u64,
        /// Unpacked, as the directory claims.
        size_bytes: u64,
        /// The limit.
        limit_times: u64,
    },
    /// Zips are opened one by one.
    #[error("{name:?} is a zip and was given together with {n_others} other files as one export")]
    ZipAmongFiles {
        /// Of the zip.
        name: String,
        /// The others.
        n_others: usize,
    },
    /// Nothing in it looks like an exported chat.
    #[error("{name:?} holds no chat text: none of its {n_entries} entries is an exported chat")]
    NoChatText {
        /// Of the archive.
        name: String,
        /// How many were looked at.
        n_entries: usize,
    },
    /// Only zips stand in it, and they are not looked into.
    #[error(
        "{name:?} holds no chat text but zips, and stands {depth} zips deep already: deeper is not looked"
    )]
    TooDeep {
        /// Of the archive.
        name: String,
        /// How many zips it stands in.
        depth: u32,
    },
    /// There is no entry of that number.
    #[error("{name:?} has no entry number {number}")]
    NoSuchEntry {
        /// Of the archive.
        name: String,
        /// From 0.
        number: u32,
    },
    /// Needs a password.
    #[error("{at} is encrypted")]
    Encrypted {
        /// Which entry.
        at: EntryPlace,
    },
    /// Packed in a way we do not read.
    #[error("{at} is packed with method {method}, expected 0 (stored) or 8 (deflated)")]
    Method {
        /// Which entry.
        at: EntryPlace,
        /// As the zip numbers it.
        method: u16,
    },
    /// Its bytes would lie outside the file.
    #[error("{at} should stand at byte {offset}, but the file ends or another part begins there")]
    Outside {
        /// Which entry.
        at: EntryPlace,
        /// Where it should start.
        offset: u64,
    },
    /// Its bytes are also those of another entry.
    #[error("{at} shares bytes with another entry of the zip")]
    Overlap {
        /// Which entry.
        at: EntryPlace,
    },
    /// What stands before its bytes is not the header of an entry.
    #[error("{at} has no header at byte {offset}")]
    Header {
        /// Which entry.
        at: EntryPlace,
        /// Where it was expected.
        offset: u64,
    },
    /// Larger than what we read whole.
    #[error("{at} unpacks to {size_bytes} bytes, more than the limit of {limit_bytes}")]
    EntryTooLarge {
        /// Which entry.
        at: EntryPlace,
        /// As the directory claims.
        size_bytes: u64,
        /// The limit.
        limit_bytes: u64,
    },
    /// Claims to unpack to more than its packed size can hold.
    #[error(
        "{at} claims to unpack from {packed_bytes} to {size_bytes} bytes, which is not possible"
    )]
    Ratio {
        /// Which entry.
        at: EntryPlace,
        /// Packed.
        packed_bytes: u64,
        /// Unpacked, as the directory claims.
        size_bytes: u64,
    },
    /// Unpacks to more than it claims.
    #[error("{at} unpacks to more than the {size_bytes} bytes it claims")]
    TooLong {
        /// Which entry.
        at: EntryPlace,
        /// As the directory claims.
        size_bytes: u64,
    },
    /// Unpacks to less than it claims.
    #[error("{at} unpacks to {found_bytes} bytes, expected {size_bytes}")]
    TooShort {
        /// Which entry.
        at: EntryPlace,
        /// What came out.
        found_bytes: u64,
        /// As the directory claims.
        size_bytes: u64,
    },
    /// Its packed bytes make no sense.
    #[error("{at} is damaged: it cannot be unpacked past byte {unpacked_bytes}")]
    Damaged {
        /// Which entry.
        at: EntryPlace,
        /// What came out before.
        unpacked_bytes: u64,
    },
    /// What comes out is not what was packed.
    #[error("{at} is damaged: its check value is {found:08x}, expected {expected:08x}")]
    Crc {
        /// Which entry.
        at: EntryPlace,
        /// Of what came out.
        found: u32,
        /// As the directory claims.
        expected: u32,
    },
    /// There is no room for it.
    #[error("{at} needs {size_bytes} bytes of memory, which are not to be had")]
    Memory {
        /// Which entry.
        at: EntryPlace,
        /// Unpacked.
        size_bytes: u64,
    },
}

impl Explain for ArchiveError {
    fn can_raise(&self) -> bool {
        matches!(
            self,
            ArchiveError::TooManyEntries { .. }
                | ArchiveError::TotalTooLarge { .. }
                | ArchiveError::TooDense { .. }
                | ArchiveError::EntryTooLarge { .. }
        )
    }

    fn help(&self) -> &'static str {
        match self {
            ArchiveError::Read { .. } => {
                "Check that the file is still where it was and unchanged, then open it again"
            }
            ArchiveError::NothingGiven => "Choose the zip or the text file of an exported chat",
            ArchiveError::Empty { .. } => "Export or copy the file again, then open the new one",
            ArchiveError::NotAZip { .. } => {
                "Open the zip that WhatsApp's \"Export chat\" made, or the .txt file itself"
            }
            ArchiveError::CutOff { .. }
            | ArchiveError::Directory { .. }
            | ArchiveError::Outside { .. }
            | ArchiveError::Header { .. } => {
                "Copy the file again from where it is whole, or export the chat again; \
                 an interrupted download or transfer does this"
            }
            ArchiveError::Split { .. } => "Join the parts into one zip first, then open that",
            ArchiveError::TooManyEntries { .. }
            | ArchiveError::TotalTooLarge { .. }
            | ArchiveError::TooDense { .. }
            | ArchiveError::EntryTooLarge { .. } => {
                "If you trust where it comes from, open it with larger limits: \
                 \"Raise the limit and open\" in the page, --raise-limits on the command line"
            }
            ArchiveError::ZipAmongFiles { .. } => "Open the zip by itself",
            ArchiveError::NoChatText { .. } => {
                "Open the zip or the .txt file that \"Export chat\" made"
            }
            ArchiveError::TooDeep { .. } => {
                "Unpack the outer zips and open the zip that \"Export chat\" made"
            }
            ArchiveError::NoSuchEntry { .. } => "Open the same file as when the decision was made",
            ArchiveError::Encrypted { .. } => {
                "WhatsApp never sets a password: ask for the original export, \
                 or unpack it with its password and open what comes out"
            }
            ArchiveError::Method { .. } => {
                "Unpack it with the program that made it and open what comes out"
            }
            ArchiveError::Overlap { .. } | ArchiveError::Ratio { .. } => {
                "No exporting program writes this: ask for the original export"
            }
            ArchiveError::Memory { .. } => {
                "Close other programs to free memory, or use a machine with more; \
                 the command line program can use more of it than a page"
            }
            ArchiveError::TooLong { .. }
            | ArchiveError::TooShort { .. }
            | ArchiveError::Damaged { .. }
            | ArchiveError::Crc { .. } => {
                "The file was damaged or changed after it was made: ask for another copy"
            }
        }
    }
}
