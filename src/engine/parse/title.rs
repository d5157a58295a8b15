//! A label for a thread: a file name, else the group's own name, else its voices.

use super::words::{folded, words};
use crate::engine::thread::{Kind, RecordId, Thread};

/// Voices that a label names at most.
const MOST_NAMES: usize = 3;

/// The label; never evidence of who anybody is.
pub(super) fn title(thread: &Thread, from_names: String) -> String {
    if !from_names.is_empty() {
        return from_names;
    }
    group_name(thread).unwrap_or_else(|| voices(thread))
}

/// The last name that a line about the thread gives the group.
fn group_name(thread: &Thread) -> Option<String> {
    (0..thread.n_records()).rev().map(RecordId).find_map(|id| {
        let record = thread.record(id)?;
        if record.kind != Kind::System {
            return None;
        }
        let body = thread.body(id);
        words().names_group.meaning(&folded(body))?;
        last_quotation(&String::from_utf8_lossy(body))
    })
}

fn last_quotation(text: &str) -> Option<String> {
    let is_mark = |c: char| matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '「' | '」');
    let end = text.rfind(is_mark)?;
    let before = text.get(..end)?;
    let open = before.rfind(is_mark)?;
    let mark_len = before.get(open..)?.chars().next()?.len_utf8();
    let inner = before.get(open + mark_len..)?.trim();
    (!inner.is_empty()).then(|| inner.to_owned())
}

fn voices(thread: &Thread) -> String {
    let speaking: Vec<&str> = thread
        .participants
        .iter()
        .filter(|participant| participant.n_messages > 0)
        .map(|participant| participant.name.as_str())
        .collect();
    let shown = speaking.get(..speaking.len().min(MOST_NAMES));
    let mut label = shown.unwrap_or_default().join(", ");
    if speaking.len() > MOST_NAMES {
        label.push_str(&format!(" and {} more", speaking.len() - MOST_NAMES));
    }
    label
}
