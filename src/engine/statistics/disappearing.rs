//! Notes that messages were set to disappear, or no longer are.
//!
//! Only exports in the languages whose words stand here are understood; in others no period is
//! told, and the page says for which languages it is.

use memchr::memmem;

use crate::engine::thread::{Kind, RecordId, Thread};

/// Longest note that is looked at. Units: bytes.
const LONGEST_BYTES: usize = 2_000;

/// Words that switch it on, in lower case.
const ON: [&str; 4] = [
    "turned on disappearing messages",
    "updated the message timer",
    "default timer for disappearing messages",
    "selbstlöschende nachrichten aktiviert",
];

/// Words that switch it off, in lower case.
const OFF: [&str; 2] = [
    "turned off disappearing messages",
    "selbstlöschende nachrichten deaktiviert",
];

/// What a note says about disappearing messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Switch {
    /// New messages disappear from here on.
    On,
    /// They stay.
    Off,
}

/// What a record switches; `None` when it is no such note. Only WhatsApp's own notes count: the
/// same words typed by somebody switch nothing.
pub(super) fn switch(thread: &Thread, id: RecordId, kind: Kind) -> Option<Switch> {
    if !matches!(kind, Kind::System) {
        return None;
    }
    let body = thread.body(id);
    let head = body.get(..body.len().min(LONGEST_BYTES))?;
    let text = String::from_utf8_lossy(head).to_lowercase();
    let holds = |words: &&str| memmem::find(text.as_bytes(), words.as_bytes()).is_some();
    if OFF.iter().any(holds) {
        return Some(Switch::Off);
    }
    ON.iter().any(holds).then_some(Switch::On)
}
