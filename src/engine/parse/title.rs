//! A label for a thread: a file name, else the group's own name, else its voices.

use std::ops::Range;

use super::words::{folded, words};
use crate::engine::thread::{Kind, RecordId, Thread};

/// Voices that a label names at most.
const MOST_NAMES: usize = 3;

/// The label; never evidence of who anybody is.
pub(super) fn title(thread: &Thread, from_names: String) -> String {
    if !from_names.is_empty() {
        return from_names;
    }
    last_group_name(thread).unwrap_or_else(|| voices(thread))
}

/// The last name that a line about the thread gives the group.
fn last_group_name(thread: &Thread) -> Option<String> {
    (0..thread.n_records()).rev().map(RecordId).find_map(|id| {
        let record = thread.record(id)?;
        if record.kind != Kind::System {
            return None;
        }
        let body = String::from_utf8_lossy(thread.body(id));
        let name = group_name(&body)?;
        body.get(name).map(str::to_owned)
    })
}

/// Where the name stands that a line about the thread gives the group.
pub(super) fn group_name(body: &str) -> Option<Range<usize>> {
    words().names_group.meaning(&folded(body.as_bytes()))?;
    last_quotation(body)
}

fn last_quotation(text: &str) -> Option<Range<usize>> {
    let is_mark = |c: char| matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '「' | '」');
    let end = text.rfind(is_mark)?;
    let before = text.get(..end)?;
    let open = before.rfind(is_mark)?;
    let mark_len = before.get(open..)?.chars().next()?.len_utf8();
    let inner = before.get(open + mark_len..)?;
    let start = end - inner.trim_start().len();
    let name = start..start + inner.trim().len();
    (!name.is_empty()).then_some(name)
}

fn voices(thread: &Thread) -> String {
    let speaking: Vec<&str> = thread
        .participants
        .iter()
        .filter(|participant| participant.n_messages > 0)
        .map(|participant| participant.name.as_str())
        .collect();
    let (n_named, more) = of_voices(speaking.len());
    let mut label = speaking.get(..n_named).unwrap_or_default().join(", ");
    label.push_str(&more);
    label
}

/// How many of so many voices a label names, and what it says of the others.
pub(super) fn of_voices(n: usize) -> (usize, String) {
    match n.checked_sub(MOST_NAMES) {
        Some(n_more) if n_more > 0 => (MOST_NAMES, format!(" and {n_more} more")),
        _all => (n, String::new()),
    }
}
