//! Chat text to [`Thread`]: line ends, header shapes, date order, senders, kinds, attachments.
//!
//! Invariants: the records partition the text, byte for byte, in file order; nothing is sorted,
//! trimmed or repaired; whatever the bytes, parsing ends with a thread or an error, never a panic;
//! structure decides before words; what is only likely is flagged, and said in a finding.
//!
//! The passes, in order: `encoding` (to UTF-8), `lines` with `learned`, `quick`, `header`, `stamp`, `month_name` and `between`
//! (candidates), `boundaries`, `widths`,
//! `nearly` and `pasted` (which of them are records), `voices`, `senders`, `kinds` with `marker`, `files`, `omitted` and
//! `rich`, `evidence`,
//! `dates`, `orders`, `years` and `flagging`, `foreign`, `report` and `order_report` (findings); later, when people choose, `chosen`. `words/` holds the vocabulary, one language a file.

mod between;
mod boundaries;
mod calendars;
mod chosen;
mod colon_names;
mod cursor;
mod dates;
mod encoding;
mod evidence;
mod files;
mod flagging;
mod foreign;
mod header;
mod kinds;
mod learned;
mod lines;
mod marker;
mod media_name;
mod month_name;
mod nearly;
mod omitted;
mod order_report;
mod orders;
mod own_words;
mod pasted;
mod quick;
mod read;
mod report;
mod rich;
mod senders;
mod shape;
mod stamp;
mod stamps;
mod title;
mod voices;
mod widths;
mod words;
mod years;

#[cfg(test)]
mod tests;

pub(crate) use media_name::{MediaName, media_name};
pub(crate) use own_words::can_be_kind;

use super::archive::Archive;
use super::finding::{Finding, Parsed};
use super::place::{ByteSpan, EntryId};
use super::thread::{Choice, Flags, MatchRule, RecordId, Thread};

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
    /// Copied out of Telegram. Its names stand before its stamps, where no name is looked for.
    #[error("{entry:?} in {source_name:?} is text copied out of Telegram, not a WhatsApp export")]
    Telegram {
        /// Name of the archive.
        source_name: String,
        /// Name of the text.
        entry: String,
    },
    /// The text or its records do not fit.
    #[error(
        "{entry:?} in {source_name:?} needs more memory than there is: {size_bytes} bytes of text"
    )]
    TooLarge {
        /// Name of the archive.
        source_name: String,
        /// Name of the text.
        entry: String,
        /// Its size.
        size_bytes: u64,
    },
}

impl super::finding::Explain for ParseError {
    fn help(&self) -> &'static str {
        match self {
            ParseError::NoHeaders { .. } => {
                "Export the chat again with \"Export chat\" in WhatsApp and open that file"
            }
            ParseError::Telegram { .. } => {
                "Only chats exported with \"Export chat\" in WhatsApp can be opened"
            }
            ParseError::TooLarge { .. } => {
                "Close other programs to free memory, or use a machine with more; \
                 a text above 2 GiB is not read at all"
            }
        }
    }
}

/// What the reader needs of an archive: names only.
trait Names {
    fn source_name(&self) -> &str;
    fn entry_name(&self, entry: EntryId) -> &str;
    fn title_of(&self, entry: EntryId) -> String;
    fn find(&self, name: &str) -> Option<(EntryId, MatchRule)>;
    /// The day on which the entry was written, as its zip says.
    fn written_on(&self, entry: EntryId) -> Option<[u16; 3]>;
}

impl Names for Archive {
    fn source_name(&self) -> &str {
        self.name()
    }

    fn entry_name(&self, entry: EntryId) -> &str {
        self.entry(entry).map_or("", |entry| entry.name.as_str())
    }

    fn title_of(&self, entry: EntryId) -> String {
        Archive::title_of(self, entry)
    }

    fn find(&self, name: &str) -> Option<(EntryId, MatchRule)> {
        Archive::find(self, name)
    }

    fn written_on(&self, entry: EntryId) -> Option<[u16; 3]> {
        let at = self.entry(entry)?.written?;
        Some([at.year, i16::from(at.month), i16::from(at.day)].map(i16::unsigned_abs))
    }
}

/// Reads the chat text `bytes`, which is entry `entry` of `archive`.
///
/// Shape: the records partition the decoded text. Never panics, whatever the bytes.
/// Errors: [`ParseError`].
/// Cost: linear in the text; memory is the text and 44 bytes a record.
pub fn thread_from_text(
    archive: &Archive,
    entry: EntryId,
    bytes: Vec<u8>,
) -> Result<Parsed<Thread>, ParseError> {
    read::thread_from(archive, entry, bytes)
}

/// A reading of dates that a person chose for all messages that start as one does.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct OrderChoice {
    /// First byte of that message in the chat text as the archive holds it.
    pub byte_start: u64,
    /// What was chosen, and by whom.
    pub choice: Choice,
}

/// Whether [`choose_orders`] would change the thread, or has something to say of a choice that
/// cannot be in force. Of several choices for one shape, the last counts.
pub fn needs_choosing(thread: &Thread, choices: &[OrderChoice]) -> bool {
    chosen::needs_choosing(thread, choices)
}

/// Puts the chosen orders into force, and takes back those that are chosen no longer. Returns the
/// findings that [`follows_from_order`], which stand in the place of those before.
///
/// Cost: linear in the records.
pub fn choose_orders(
    archive: &Archive,
    thread: &mut Thread,
    choices: &[OrderChoice],
) -> Vec<Finding> {
    chosen::choose(archive, thread, choices)
}

/// Whether a finding is one of those that depend on the orders in force.
pub fn follows_from_order(finding: &Finding) -> bool {
    order_report::OF_ORDERS.contains(&finding.code.as_str())
}

/// Where in a line about the thread the name stands that it gives the group; for a label alone.
pub(crate) fn group_name(body: &str) -> Option<std::ops::Range<usize>> {
    title::group_name(body)
}

/// How many of so many voices a thread's label names, and what it says of the others.
pub(crate) fn of_voices(n: usize) -> (usize, String) {
    title::of_voices(n)
}

/// Whether a record is a message of whoever it names as its sender.
pub(crate) fn is_voice(record: &super::thread::Record) -> bool {
    !record.kind.is_system() && !record.flags.has(Flags::SENDER_IS_FORMAL)
}

/// How many lines of a text look like the start of a message. For telling a chat text from other
/// texts.
///
/// Cost: linear in the text.
pub fn n_header_lines(bytes: &[u8]) -> usize {
    read::n_header_lines(bytes)
}

/// The parts of a body that WhatsApp itself wrote around what was said. Spans count from the first
/// byte of the body ([`Thread::body`]).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BodyParts {
    /// The whole marker that names a file, with the mark before it: `‹LRM›<attached: a.jpg>`.
    pub marker: Option<ByteSpan>,
    /// The file name inside the marker.
    pub file_name: Option<ByteSpan>,
    /// The suffix that says "edited", with the mark and space before it.
    pub edited: Option<ByteSpan>,
}

/// Takes the body of a record apart again. Agrees with what parsing stored for it.
pub fn body_parts(thread: &Thread, record: RecordId) -> BodyParts {
    let mut parts = BodyParts::default();
    let Some(found) = thread.record(record) else {
        return parts;
    };
    let body = thread.body(record);
    let mut core = body;
    if found.flags.has(Flags::EDITED)
        && let Some(suffix) = marker::edited_suffix(body)
    {
        core = body.get(..suffix.whole.start).unwrap_or_default();
        parts.edited = Some(span(suffix.whole));
    }
    let attachment = found
        .attachment
        .and_then(|id| thread.attachments.get(id.0 as usize));
    if let Some(attachment) = attachment
        && let Some(file) = marker::file_marker(core, &mut |_, name| name == attachment.name)
    {
        parts.marker = Some(span(file.whole));
        parts.file_name = Some(span(file.name));
    }
    parts
}

fn span(range: std::ops::Range<usize>) -> ByteSpan {
    ByteSpan {
        start: range.start as u32,
        len: (range.end - range.start) as u32,
    }
}

/// Whether a word is a month's in any of the languages that are known, short or in full.
pub(crate) fn is_month(word: &str) -> bool {
    let key = words::folded(word.as_bytes());
    word.chars().count() >= 3 && words::words().months.contains_key(&key)
}

/// The stamp of a record as written: without marks before it, brackets and separators.
pub fn stamp_text(thread: &Thread, record: RecordId) -> String {
    stamps::stamp_text(thread, record)
}

/// The time of day in a stamp text, as written; the whole stamp when it cannot be told apart.
pub fn time_text(stamp: &str) -> &str {
    stamps::time_text(stamp)
}
