//! Chat text to [`Thread`]: line ends, header shapes, date order, senders, kinds, attachments.

use super::archive::Archive;
use super::finding::Parsed;
use super::place::EntryId;
use super::thread::{RecordId, Thread};

/// A chat text that cannot become a thread.
#[derive(Debug, thiserror::Error)]
pub enum ParseError {
    /// Nothing in it looks like the start of a message.
    #[error("{entry:?} in {source_name:?} holds no line that looks like the start of a message")]
    NoHeaders {
        /// Name of the archive.
        source_name: String,
        /// Name of the text.
        entry: String,
    },
}

impl super::finding::Explain for ParseError {
    fn help(&self) -> &'static str {
        "Export the chat again with \"Export chat\" in WhatsApp and open that file"
    }
}

/// Reads the chat text `bytes`, which is entry `entry` of `archive`.
///
/// Shape: the records partition the decoded text. Never panics, whatever the bytes.
/// Errors: [`ParseError`].
pub fn thread_from_text(
    archive: &Archive,
    entry: EntryId,
    bytes: Vec<u8>,
) -> Result<Parsed<Thread>, ParseError> {
    let _ = (archive, entry, bytes);
    todo!()
}

/// The parts of a body that WhatsApp itself wrote around what was said. Spans count from the first
/// byte of the body ([`Thread::body`]).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BodyParts {
    /// The whole marker that names a file, with the mark before it: `‹LRM›<attached: a.jpg>`.
    pub marker: Option<super::place::ByteSpan>,
    /// The file name inside the marker.
    pub file_name: Option<super::place::ByteSpan>,
    /// The suffix that says "edited", with the mark and space before it.
    pub edited: Option<super::place::ByteSpan>,
}

/// Takes the body of a record apart again. Agrees with what parsing stored for it.
pub fn body_parts(thread: &Thread, record: RecordId) -> BodyParts {
    let _ = (thread, record);
    todo!()
}

/// The stamp of a record as written: without marks before it, brackets and separators.
pub fn stamp_text(thread: &Thread, record: RecordId) -> String {
    let _ = (thread, record);
    todo!()
}

/// The time of day in a stamp text, as written; the whole stamp when it cannot be told apart.
pub fn time_text(stamp: &str) -> &str {
    stamp
}
