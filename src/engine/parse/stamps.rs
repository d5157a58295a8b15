//! The stamp of a record as written, and the time of day in it.

use super::cursor::{Cursor, marks_len, space_len, trailing_marks_len, trailing_space_len};
use super::header::{Grammar, stamp};
use crate::engine::thread::{RecordId, Thread};

/// The stamp of a record as written: without marks before it, brackets and separators.
pub(super) fn stamp_text(thread: &Thread, record: RecordId) -> String {
    let (bytes, _, _) = thread.parts(record);
    String::from_utf8_lossy(bare(bytes)).into_owned()
}

/// The stamp without what stands around it.
pub(super) fn bare(bytes: &[u8]) -> &[u8] {
    let start = bytes.get(marks_len(bytes)..).unwrap_or_default();
    let mut text = without_spaces_behind(start);
    if let Some(inner) = start.strip_prefix(b"[") {
        let inner = inner.get(marks_len(inner)..).unwrap_or_default();
        let inner = without_spaces_behind(inner);
        let inner = inner.strip_suffix(b"]").unwrap_or(inner);
        return inner
            .get(..inner.len() - trailing_marks_len(inner))
            .unwrap_or_default();
    }
    if let Some(before) = text.strip_suffix(b":").or(text.strip_suffix(b";")) {
        return before;
    }
    for dash in ["-", "‐", "‑", "‒", "–", "—", "−"] {
        if let Some(before) = text.strip_suffix(dash.as_bytes()) {
            text = before;
            break;
        }
    }
    without_spaces_behind(text)
}

fn without_spaces_behind(mut text: &[u8]) -> &[u8] {
    loop {
        match trailing_space_len(text) {
            0 => return text,
            len => text = text.get(..text.len() - len).unwrap_or_default(),
        }
    }
}

/// The time of day in a stamp text.
pub(super) fn time_text(text: &str) -> &str {
    // A closing bracket tells the reader where a marker ends; it is not part of the text.
    let closed = format!("{text}]");
    let mut c = Cursor::new(closed.as_bytes());
    c.skip_marks();
    let read = stamp(&mut c, true, Grammar::Old);
    let found = read.and_then(|read| {
        let (start, end) = read.time;
        let time = text.get(start..end)?;
        let lead = space_len(time.as_bytes());
        time.get(lead..)
    });
    found.map_or(text, str::trim)
}
