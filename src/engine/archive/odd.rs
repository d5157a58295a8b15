//! What is odd about an archive: the codes `A001` and up, and the list they are collected in.
//!
//! A hostile directory may hold a million odd names, so each code is listed a bounded number of
//! times and then counted.

use super::ArchiveError;
use crate::engine::finding::{Finding, Severity};
use crate::engine::place::Place;

/// How often one code is listed before the rest is only counted.
const LISTED_PER_CODE: u32 = 50;

/// One kind of oddity. The number of each is its code, and stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Odd {
    /// Several entries have the same name.
    DuplicateName,
    /// A name that leads out of the folder it is unpacked to.
    NameLeadsOut,
    /// A name with backslashes.
    NameBackslash,
    /// A name with control characters or marks that turn the direction of writing.
    NameInvisible,
    /// A name that is not UTF-8.
    NameNotUtf8,
    /// Entries share bytes.
    Overlap,
    /// Bytes before the zip.
    BytesBefore,
    /// Bytes after the zip.
    BytesAfter,
    /// A password is needed.
    Encrypted,
    /// Packed in an unknown way.
    Method,
    /// The two headers of an entry disagree.
    HeadersDisagree,
    /// Wrong check value.
    Crc,
    /// Unpacks to more or less than claimed.
    Size,
    /// Lies outside the file.
    Outside,
    /// Cannot be unpacked.
    Damaged,
    /// Claims more than can be packed into it.
    Ratio,
    /// The directory is not as long as it says.
    DirectoryBreaksOff,
    /// Two ends of a zip: other programs may see other entries.
    TwoEnds,
    /// Could not be read from the disk.
    Unreadable,
    /// The zip's times hint at a zone.
    ClockAhead,
}

impl Odd {
    pub(super) fn code(self) -> &'static str {
        match self {
            Odd::DuplicateName => "A001",
            Odd::NameLeadsOut => "A002",
            Odd::NameBackslash => "A003",
            Odd::NameInvisible => "A004",
            Odd::NameNotUtf8 => "A005",
            Odd::Overlap => "A006",
            Odd::BytesBefore => "A007",
            Odd::BytesAfter => "A008",
            Odd::Encrypted => "A009",
            Odd::Method => "A010",
            Odd::HeadersDisagree => "A011",
            Odd::Crc => "A012",
            Odd::Size => "A013",
            Odd::Outside => "A014",
            Odd::Damaged => "A015",
            Odd::Ratio => "A016",
            Odd::DirectoryBreaksOff => "A017",
            Odd::TwoEnds => "A018",
            Odd::Unreadable => "A019",
            // A020 and A021 are about zips inside zips.
            Odd::ClockAhead => "A022",
        }
    }

    fn severity(self) -> Severity {
        match self {
            Odd::NameBackslash | Odd::NameNotUtf8 | Odd::ClockAhead => Severity::Info,
            Odd::DuplicateName
            | Odd::NameLeadsOut
            | Odd::NameInvisible
            | Odd::BytesBefore
            | Odd::BytesAfter
            | Odd::HeadersDisagree => Severity::Warning,
            Odd::Overlap
            | Odd::Encrypted
            | Odd::Method
            | Odd::Crc
            | Odd::Size
            | Odd::Outside
            | Odd::Damaged
            | Odd::Ratio
            | Odd::DirectoryBreaksOff
            | Odd::TwoEnds
            | Odd::Unreadable => Severity::Serious,
        }
    }
}

/// Findings of one archive as they come up.
pub(super) struct Oddities {
    source: String,
    findings: Vec<Finding>,
    counts: std::collections::BTreeMap<Odd, u32>,
}

impl Oddities {
    pub(super) fn of(source: &str) -> Oddities {
        Oddities {
            source: source.to_owned(),
            findings: Vec::new(),
            counts: std::collections::BTreeMap::new(),
        }
    }

    /// About the archive as a whole, at a byte of it.
    pub(super) fn archive(&mut self, odd: Odd, byte_start: u64, text: impl Into<String>) {
        self.add(odd, None, Some(byte_start), text.into());
    }

    /// About one entry.
    pub(super) fn entry(&mut self, odd: Odd, entry: &str, text: impl Into<String>) {
        self.add(odd, Some(entry.to_owned()), None, text.into());
    }

    fn add(&mut self, odd: Odd, entry: Option<String>, byte_start: Option<u64>, text: String) {
        let count = self.counts.entry(odd).or_insert(0);
        *count = count.saturating_add(1);
        if *count > LISTED_PER_CODE {
            return;
        }
        self.findings.push(Finding {
            code: odd.code().to_owned(),
            severity: odd.severity(),
            place: Place {
                source: self.source.clone(),
                entry,
                record: None,
                byte_start,
            },
            text,
        });
    }

    /// The archive is called otherwise: loose files are named when their chat text is known.
    pub(super) fn rename(&mut self, source: &str) {
        source.clone_into(&mut self.source);
        for finding in &mut self.findings {
            source.clone_into(&mut finding.place.source);
        }
    }

    /// All of them, in the order in which they came up; then what was only counted.
    pub(super) fn finish(mut self) -> Vec<Finding> {
        for (odd, count) in &self.counts {
            if *count > LISTED_PER_CODE {
                self.findings.push(Finding {
                    code: odd.code().to_owned(),
                    severity: odd.severity(),
                    place: Place {
                        source: self.source.clone(),
                        ..Place::default()
                    },
                    text: format!(
                        "the same is true of {} more entries",
                        count - LISTED_PER_CODE
                    ),
                });
            }
        }
        self.findings
    }
}

impl Odd {
    /// The code under which an entry's error is reported.
    pub(super) fn of_entry(error: &ArchiveError) -> Odd {
        match error {
            ArchiveError::Encrypted { .. } => Odd::Encrypted,
            ArchiveError::Method { .. } => Odd::Method,
            ArchiveError::Overlap { .. } => Odd::Overlap,
            ArchiveError::Ratio { .. } | ArchiveError::EntryTooLarge { .. } => Odd::Ratio,
            ArchiveError::TooLong { .. } | ArchiveError::TooShort { .. } => Odd::Size,
            ArchiveError::Crc { .. } => Odd::Crc,
            ArchiveError::Outside { .. } | ArchiveError::Header { .. } => Odd::Outside,
            ArchiveError::Damaged { .. } => Odd::Damaged,
            ArchiveError::Read { .. }
            | ArchiveError::NothingGiven
            | ArchiveError::Empty { .. }
            | ArchiveError::NotAZip { .. }
            | ArchiveError::CutOff { .. }
            | ArchiveError::Directory { .. }
            | ArchiveError::Split { .. }
            | ArchiveError::TooManyEntries { .. }
            | ArchiveError::TotalTooLarge { .. }
            | ArchiveError::ZipAmongFiles { .. }
            | ArchiveError::TooDense { .. }
            | ArchiveError::NoChatText { .. }
            | ArchiveError::TooDeep { .. }
            | ArchiveError::NoSuchEntry { .. }
            | ArchiveError::Memory { .. } => Odd::Unreadable,
        }
    }
}
