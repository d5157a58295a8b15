//! Text in, records out. One `check`, then cases as data.

mod bodies;
mod boundary;
mod dates;
mod locales;
mod names;
mod robust;
mod stamps;
mod years;

use super::*;
use crate::engine::finding::Finding;
use crate::engine::thread::{DateOrder, OrderState};

/// Names of entries, as an archive would have them.
pub(super) struct Listed<'a>(pub(super) &'a [&'a str], pub(super) Option<[u16; 3]>);

impl Names for Listed<'_> {
    fn source_name(&self) -> &str {
        "export.zip"
    }

    fn entry_name(&self, _entry: EntryId) -> &str {
        "_chat.txt"
    }

    fn title_of(&self, _entry: EntryId) -> String {
        String::new()
    }

    fn find(&self, name: &str) -> Option<(EntryId, MatchRule)> {
        let at = self.0.iter().position(|entry| *entry == name)?;
        Some((EntryId(at as u32 + 1), MatchRule::Exact))
    }

    fn written_on(&self, _entry: EntryId) -> Option<[u16; 3]> {
        self.1
    }
}

pub(super) fn read_bytes(entries: &[&str], bytes: &[u8]) -> Parsed<Thread> {
    read_written_on(entries, bytes, None)
}

/// As [`read_bytes`], out of a zip that says on which day the text was written.
pub(super) fn read_written_on(
    entries: &[&str],
    bytes: &[u8],
    written_on: Option<[u16; 3]>,
) -> Parsed<Thread> {
    let names = Listed(entries, written_on);
    let parsed = read::thread_from(&names, EntryId(0), bytes.to_vec()).expect("a thread");
    assert_partition(&parsed.value, bytes.len());
    parsed
}

pub(super) fn read_text(text: &str) -> Parsed<Thread> {
    read_bytes(&[], text.as_bytes())
}

/// Records partition the text; parts lie inside; every reader's view can be made.
pub(super) fn assert_partition(thread: &Thread, size: usize) {
    let mut sum = 0u64;
    let mut last: Option<u32> = None;
    assert_eq!(thread.records.first().map(|r| r.start), Some(0));
    for (index, record) in thread.records.iter().enumerate() {
        let id = RecordId(index as u32);
        assert!(last.is_none_or(|last| last < record.start));
        last = Some(record.start);
        let (start, len) = thread.origin_span(id);
        assert_eq!(start, sum);
        sum += len;
        let (stamp, sender, body) = thread.parts(id);
        assert_eq!(
            stamp.len() + sender.len() + body.len(),
            thread.bytes(id).len()
        );
        let body = thread.body(id);
        let parts = body_parts(thread, id);
        for span in [parts.marker, parts.file_name, parts.edited]
            .into_iter()
            .flatten()
        {
            let piece = body
                .get(span.start as usize..span.end() as usize)
                .expect("inside");
            if std::str::from_utf8(body).is_ok() {
                assert!(std::str::from_utf8(piece).is_ok());
            }
        }
        assert_eq!(parts.file_name.is_some(), record.attachment.is_some());
        assert_eq!(parts.edited.is_some(), record.flags.has(Flags::EDITED));
        assert_eq!(record.flags.0 >> 14, 0);
        let dated = record.stamp.is_some_and(|stamp| stamp.date[2] <= 2051);
        assert!(!record.flags.has(Flags::YEAR_INFERRED) || dated);
        let stamp = stamp_text(thread, id);
        assert!(stamp.contains(time_text(&stamp)));
        thread.civil(id);
    }
    assert_eq!(sum, size as u64);
}

/// One record a line: kind, civil time, sender, body; flags behind.
pub(super) fn shown(thread: &Thread) -> Vec<String> {
    (0..thread.n_records())
        .map(|index| {
            let id = RecordId(index);
            let record = thread.record(id).expect("record");
            let at = thread.civil(id).map_or("?".to_owned(), |at| at.to_string());
            let name = record
                .participant
                .map_or("-", |p| thread.participants[p.0 as usize].name.as_str());
            let body = String::from_utf8_lossy(thread.body(id)).into_owned();
            let flags = record.flags.words().join(" ");
            format!("{} {at} {name} {body:?} {flags}", record.kind.word())
                .trim_end()
                .to_owned()
        })
        .collect()
}

pub(super) fn check(entries: &[&str], text: &str, expected: &[&str]) {
    let parsed = read_bytes(entries, text.as_bytes());
    assert_eq!(shown(&parsed.value), expected, "\n{text}");
}

pub(super) fn codes(findings: &[Finding]) -> Vec<&str> {
    findings
        .iter()
        .map(|finding| finding.code.as_str())
        .collect()
}

pub(super) fn order(thread: &Thread) -> (DateOrder, OrderState) {
    let shape = thread.main_shape().expect("a shape");
    (shape.order, shape.state)
}
