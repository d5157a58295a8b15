//! First pass: splits at line feeds only, and collects every line that looks like a header.
//!
//! Carriage returns, U+2028 and the like never end a line here: they occur inside messages.
//! Candidates are written straight into [`Record`]s, so that a million of them are held once.

use memchr::memchr_iter;

use super::cursor::{mark_len, marks_len, space_len};
use super::header::{Grammar, header, may_start};
use super::shape::ShapeTable;
use crate::engine::thread::{Flags, Kind, Record};

/// Names up to this length are found without a search. Units: bytes.
const SHORT_NAME: usize = 24;

/// The line before the candidate ended with CR LF. Only used while parsing.
pub(super) const AFTER_CRLF: Flags = Flags(1 << 15);
/// The candidate is text of the record before it. Only used while parsing.
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
pub(super) struct Candidates {
    /// Header-shaped lines in file order: start, lengths, stamp, shape, flags. `sender_len` is up
    /// to the first colon that can end a sender; 0 for none.
    pub(super) records: Vec<Record>,
    pub(super) shapes: ShapeTable,
    pub(super) lines: LineCounts,
    /// The candidates among `lines`.
    pub(super) headers: LineCounts,
    /// Candidates with a byte order mark, but for one at the very start.
    pub(super) n_inner_boms: u32,
    /// First candidate whose 12-hour marker is only derived.
    pub(super) first_derived_marker: Option<u32>,
}

/// The candidates do not fit into memory.
pub(super) struct OutOfMemory;

/// Collects the candidates of `text`.
pub(super) fn candidates(text: &[u8], grammar: Grammar) -> Result<Candidates, OutOfMemory> {
    let mut found = Candidates {
        records: Vec::new(),
        shapes: ShapeTable::default(),
        lines: LineCounts::default(),
        headers: LineCounts::default(),
        n_inner_boms: 0,
        first_derived_marker: None,
    };
    let mut start = 0usize;
    let mut before: Option<u8> = None;
    for end in memchr_iter(b'\n', text).chain(std::iter::once(text.len())) {
        if start >= text.len() {
            break;
        }
        let after_crlf = before == Some(b'\r');
        found.lines.count(before.is_some(), after_crlf);
        let line = text.get(start..end).unwrap_or_default();
        if line.first().is_some_and(|first| may_start(*first, grammar)) {
            found.take(line, start, grammar, after_crlf, text.len())?;
        }
        before = Some(line.last().copied().unwrap_or(b'\n'));
        start = end + 1;
    }
    Ok(found)
}

impl Candidates {
    #[inline]
    fn take(
        &mut self,
        line: &[u8],
        start: usize,
        grammar: Grammar,
        after_crlf: bool,
        text_len: usize,
    ) -> Result<(), OutOfMemory> {
        let Some(header) = header(line, grammar) else {
            return Ok(());
        };
        let Some(shape) = self.shapes.count(header.signature, header.stamp.date) else {
            return Ok(());
        };
        if self.records.len() == self.records.capacity() {
            self.grow(start, text_len)?;
        }
        let mut flags = Flags::default();
        if after_crlf {
            flags.add(AFTER_CRLF);
        }
        self.headers.count(start > 0, after_crlf);
        self.n_inner_boms += u32::from(header.has_bom && start > 0);
        if header.derived_marker && self.first_derived_marker.is_none() {
            self.first_derived_marker = Some(start as u32);
        }
        let rest = line.get(header.len as usize..).unwrap_or_default();
        self.records.push(Record {
            start: start as u32,
            stamp_len: header.len,
            sender_len: sender_len(rest) as u32,
            participant: None,
            attachment: None,
            stamp: Some(header.stamp),
            shape,
            kind: Kind::Text,
            flags,
        });
        Ok(())
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
    let line = super::cursor::without_cr(rest);
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
