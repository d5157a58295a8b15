//! Where something stands in the input. Places are bytes, never ordinals, so that a better parser
//! moves nothing that a person has decided.

use serde::{Deserialize, Serialize};

/// Names a source. Either the SHA-256 of its bytes (64 hex digits), or, while that is still being
/// computed, `provisional:` with the size and a digest of the last 64 KiB.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SourceId(pub String);

impl SourceId {
    /// Whether the full digest is still missing.
    pub fn is_provisional(&self) -> bool {
        self.0.starts_with("provisional:")
    }
}

/// An entry of an archive: its number in the central directory, from 0. For loose files: its
/// number in the order of their names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EntryId(pub u32);

/// A range of bytes. Units: bytes, `start` counted from what the owner of the span says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ByteSpan {
    /// First byte.
    pub start: u32,
    /// Number of bytes.
    pub len: u32,
}

impl ByteSpan {
    /// One past the last byte.
    pub fn end(self) -> u32 {
        self.start.saturating_add(self.len)
    }

    /// Whether the two share at least one byte.
    pub fn overlaps(self, other: ByteSpan) -> bool {
        self.start < other.end() && other.start < self.end()
    }
}

/// The bytes of one message in the chat text of a source, as a decision names them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct MessagePlace {
    /// The archive.
    pub source: SourceId,
    /// The chat text in it.
    pub entry: EntryId,
    /// First byte of the message in the chat text as it stands in the archive.
    pub byte_start: u64,
    /// Its length, line end included.
    pub byte_len: u64,
}

/// Where in the input a finding points. Printed for people; parts that do not apply are empty.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Place {
    /// Name of the source as it was given to us.
    pub source: String,
    /// Name of the entry, when there is one.
    pub entry: Option<String>,
    /// Number of the record, from 1.
    pub record: Option<u32>,
    /// First byte.
    pub byte_start: Option<u64>,
}

impl std::fmt::Display for Place {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}", self.source)?;
        // A loose file is source and entry at once.
        if let Some(entry) = self.entry.as_ref().filter(|entry| **entry != self.source) {
            write!(out, " › {entry}")?;
        }
        if let Some(record) = self.record {
            write!(out, ", message {record}")?;
        }
        if let Some(byte) = self.byte_start {
            write!(out, ", byte {byte}")?;
        }
        Ok(())
    }
}
