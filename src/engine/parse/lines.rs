//! First pass: splits at line feeds only, collects every line that looks like a header, and sees
//! on the way what later passes would have to walk the text for again: who is named, which bodies
//! ask for a closer look, where links stand, whether the bytes are UTF-8.
//!
//! Carriage returns, U+2028 and the like never end a line here: they occur inside messages.
//! Candidates are written straight into [`Record`]s, so that a million of them are held once.
//!
//! The text is gone through in pieces, one call each: a browser compiles while a program runs, and
//! takes up the faster code of a function where it is called again.

use memchr::memmem::Finder;
use memchr::{memchr, memchr_iter};

use super::cursor::{mark_len, marks_len, space_len, without_cr};
use super::header::{Grammar, Header, header, may_start};
use super::kinds::is_plain_line;
use super::learned::Learned;
use super::nearly::{is_nearly_header, may_be_nearly};
use super::rich::MAP_LINKS;
use super::shape::ShapeTable;
use super::voices::Voices;
use crate::engine::thread::{Flags, Kind, Record};

/// About how much text one call goes through. It stays in the processor's own memory meanwhile.
const PIECE_BYTES: usize = 64 << 10;

/// How many records one call goes through.
pub(super) const PIECE_RECORDS: usize = 4096;

/// Names up to this length are found without a search. Units: bytes.
const SHORT_NAME: usize = 24;

/// The line before the candidate ended with CR LF. Only used while parsing.
pub(super) const AFTER_CRLF: Flags = Flags(1 << 15);
/// The body may be more than plain text. Only used while parsing.
pub(super) const LOOK: Flags = Flags(1 << 14);
/// The candidate is text of the record before it. Only used until boundaries are settled: afterwards
/// no record has it, and the bit says that the year was inferred.
pub(super) const REJECTED: Flags = Flags(1 << 13);

/// Lines counted by the line end before them. The first line has none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct LineCounts {
    pub(super) n_after_crlf: u64,
    pub(super) n_after_lf: u64,
}

impl LineCounts {
    /// Counts a line; the first line of all has no line end before it.
    #[inline]
    pub(super) fn count(&mut self, has_line_before: bool, after_crlf: bool) {
        self.n_after_crlf += u64::from(has_line_before && after_crlf);
        self.n_after_lf += u64::from(has_line_before && !after_crlf);
    }
}

/// What the first pass found.
pub(super) struct Candidates<'t> {
    /// Header-shaped lines in file order: start, lengths, stamp, shape, flags. `sender_len` is up
    /// to the first colon that can end a sender; 0 for none.
    pub(super) records: Vec<Record>,
    pub(super) shapes: ShapeTable,
    pub(super) lines: LineCounts,
    /// The candidates among `lines`.
    pub(super) headers: LineCounts,
    /// Candidates with a byte order mark, but for one at the very start.
    pub(super) n_inner_boms: u32,
    /// Lines that are nearly headers, and the first of them.
    pub(super) nearly: (u32, Option<u32>),
    /// First candidate whose 12-hour marker is only derived.
    pub(super) first_derived_marker: Option<u32>,
    /// The names of all candidates.
    pub(super) voices: Voices<'t>,
    pub(super) seen: Seen,
    learned: Learned,
    /// Whether the line that was read last ended with CR LF.
    after_crlf: bool,
}

/// What was seen of the text as a whole.
pub(super) struct Seen {
    /// Where links to maps stand, in order.
    pub(super) map_links: Vec<u32>,
    /// All of it is UTF-8.
    pub(super) is_utf8: bool,
    /// The marks that WhatsApp writes stand somewhere in it.
    pub(super) marked: bool,
}

/// The candidates do not fit into memory.
pub(super) struct OutOfMemory;

/// Collects the candidates of `text`.
pub(super) fn candidates(text: &[u8], grammar: Grammar) -> Result<Candidates<'_>, OutOfMemory> {
    let mut found = Candidates {
        records: Vec::new(),
        shapes: ShapeTable::default(),
        lines: LineCounts::default(),
        headers: LineCounts::default(),
        n_inner_boms: 0,
        nearly: (0, None),
        first_derived_marker: None,
        voices: Voices::new(),
        seen: Seen {
            map_links: Vec::new(),
            is_utf8: true,
            marked: false,
        },
        learned: Learned::default(),
        after_crlf: false,
    };
    let links = Finder::new(b"https://");
    let mut at = 0usize;
    while at < text.len() {
        let end = piece_end(text, at);
        found
            .seen
            .look_over(text.get(at..end).unwrap_or_default(), at, &links);
        found.take_lines(text, at, end, grammar)?;
        at = end;
    }
    Ok(found)
}

/// The end of the line that the last byte of a piece stands in.
fn piece_end(text: &[u8], at: usize) -> usize {
    let from = (at + PIECE_BYTES).min(text.len());
    let rest = text.get(from..).unwrap_or_default();
    memchr(b'\n', rest).map_or(text.len(), |end| from + end + 1)
}

impl Seen {
    /// Looks over a piece of whole lines.
    #[inline(never)]
    fn look_over(&mut self, piece: &[u8], at: usize, links: &Finder<'_>) {
        if !is_ascii(piece) {
            self.is_utf8 &= std::str::from_utf8(piece).is_ok();
            let has = |mark: &str| memchr::memmem::find(piece, mark.as_bytes()).is_some();
            self.marked = self.marked || has("\u{200E}") || has("\u{200F}");
        }
        for hit in links.find_iter(piece) {
            let rest = piece.get(hit..).unwrap_or_default();
            if MAP_LINKS
                .iter()
                .any(|link| rest.starts_with(link.as_bytes()))
            {
                self.map_links.push((at + hit) as u32);
            }
        }
    }
}

fn is_ascii(piece: &[u8]) -> bool {
    let (chunks, rest) = piece.as_chunks::<64>();
    let high = |bytes: &[u8]| bytes.iter().fold(0, |all, byte| all | byte);
    chunks.iter().all(|chunk| high(chunk) < 0x80) && high(rest) < 0x80
}

impl<'t> Candidates<'t> {
    /// Takes the lines of the piece from `at` to `end`.
    #[inline(never)]
    fn take_lines(
        &mut self,
        text: &'t [u8],
        at: usize,
        end: usize,
        grammar: Grammar,
    ) -> Result<(), OutOfMemory> {
        let mut start = at;
        let piece = text.get(at..end).unwrap_or_default();
        let unended = (piece.last() != Some(&b'\n')).then_some(piece.len());
        for line_end in memchr_iter(b'\n', piece).chain(unended).map(|i| at + i) {
            let line = text.get(start..line_end).unwrap_or_default();
            self.lines.count(start > 0, self.after_crlf);
            let is_header = line.first().is_some_and(|first| may_start(*first, grammar))
                && self.take(text, start, line, grammar)?;
            if !is_header && let Some(holder) = self.records.last_mut() {
                holder.flags.add(LOOK);
                if may_be_nearly(line) && is_nearly_header(line) {
                    holder.flags.add(Flags::LOOKS_LIKE_HEADER_INSIDE);
                    self.nearly.0 += 1;
                    self.nearly.1.get_or_insert(start as u32);
                }
            }
            self.after_crlf = line.last() == Some(&b'\r');
            start = line_end + 1;
        }
        Ok(())
    }

    /// A header that is not of the form of one before it.
    #[inline(never)]
    fn first_of_form(
        &mut self,
        ahead: &[u8],
        line: &[u8],
        grammar: Grammar,
    ) -> Option<(Header, u8)> {
        let header = header(ahead, line, grammar)?;
        let shape = self.shapes.number(header.signature)?;
        self.learned.learn(line, &header, shape);
        Some((header, shape))
    }

    /// Takes a line if it is a candidate.
    #[inline]
    fn take(
        &mut self,
        text: &'t [u8],
        start: usize,
        line: &'t [u8],
        grammar: Grammar,
    ) -> Result<bool, OutOfMemory> {
        let ahead = text.get(start..).unwrap_or_default();
        let (header, shape) = match self.learned.read(ahead) {
            Some(read) => read,
            None => match self.first_of_form(ahead, line, grammar) {
                Some(read) => read,
                None => return Ok(false),
            },
        };
        self.shapes.count(shape, header.stamp.date);
        if self.records.len() == self.records.capacity() {
            self.grow(start, text.len())?;
        }
        let mut flags = Flags::default();
        if self.after_crlf {
            flags.add(AFTER_CRLF);
        }
        self.headers.count(start > 0, self.after_crlf);
        self.n_inner_boms += u32::from(header.has_bom && start > 0);
        if header.derived_marker && self.first_derived_marker.is_none() {
            self.first_derived_marker = Some(start as u32);
        }
        let rest = without_cr(line.get(header.len as usize..).unwrap_or_default());
        let mut record = Record {
            start: start as u32,
            stamp_len: header.len,
            sender_len: 0,
            participant: None,
            attachment: None,
            stamp: Some(header.stamp),
            shape,
            kind: Kind::Text,
            flags,
        };
        let index = self.records.len() as u32;
        self.voices.find(text, rest, index, &mut record);
        let body = rest.get(record.sender_len as usize..).unwrap_or_default();
        if record.sender_len == 0 || !is_plain_line(body, header.signature.family) {
            record.flags.add(LOOK);
        }
        self.records.push(record);
        Ok(true)
    }

    /// Makes room for as many records as the text so far lets expect, so that the list is seldom
    /// copied: memory of a page never shrinks.
    #[cold]
    fn grow(&mut self, start: usize, text_len: usize) -> Result<(), OutOfMemory> {
        let n = self.records.len();
        let expected = if start == 0 {
            1024
        } else {
            (n as u128 * (text_len - start) as u128 / start as u128) as usize
        };
        let more = if n < 1024 {
            1024
        } else {
            (expected + expected / 16).clamp(1024, n * 16)
        };
        self.records
            .try_reserve_exact(more)
            .map_err(|_| OutOfMemory)
    }
}

/// Length of the sender with the separator after it: up to the first colon that a space, a mark or
/// the end of the line follows. 0 when there is none.
#[inline]
pub(super) fn sender_len(rest: &[u8]) -> usize {
    let line = without_cr(rest);
    // Most names are short: a plain loop finds their end sooner than a search.
    let head = line.get(..line.len().min(SHORT_NAME)).unwrap_or_default();
    let first = head.iter().position(|byte| *byte == b':');
    let start = first.unwrap_or(head.len());
    let rest = line.get(start..).unwrap_or_default();
    for colon in memchr_iter(b':', rest).map(|at| start + at) {
        if let Some(len) = separator_len(line, colon) {
            let name = line.get(..colon).unwrap_or_default();
            let has_name = name.len() > marks_len(name);
            return if has_name { colon + len } else { 0 };
        }
    }
    0
}

/// Length of the separator that the colon at `colon` starts, when it can end a sender.
#[inline]
pub(super) fn separator_len(line: &[u8], colon: usize) -> Option<usize> {
    let after = line.get(colon + 1..)?;
    if after.is_empty() || mark_len(after) > 0 {
        return Some(1);
    }
    match space_len(after) {
        0 => None,
        len => Some(1 + len),
    }
}
