//! The words of `kind` and `flags`, and whether they fit what a record shows.

use super::json::Json;
use super::words::{Part, n_marks};
use crate::engine::parse::can_be_kind;

/// The words of `kind`.
pub(super) const KINDS: [&str; 16] = [
    "text",
    "attachment",
    "media_omitted",
    "deleted",
    "view_once",
    "call",
    "location",
    "live_location",
    "contact",
    "poll",
    "event",
    "system",
    "system_unclassified",
    "null",
    "preamble",
    "redacted",
];

/// The kinds of records that name a file.
const HOLDS_FILE: [&str; 2] = ["attachment", "contact"];

/// The words of `flags`.
pub(super) const FLAGS: [&str; 13] = [
    "edited",
    "boundary-uncertain",
    "looks-like-header-inside",
    "backward-step",
    "date-order-assumed",
    "app-marked",
    "attachment-missing",
    "unknown-marker",
    "not-utf8",
    "kind-by-structure",
    "sender-is-formal",
    "date-order-chosen",
    "year-inferred",
];

/// Whether kind and flags are words of the format and fit what is withheld.
///
/// Errors: what is wrong, for people.
pub(super) fn check_kind(
    kind: &Json,
    flags: &Json,
    [stamp, sender, body]: [&[Part]; 3],
    attachment: &Json,
) -> Result<(), String> {
    let kind = kind.as_text().filter(|word| KINDS.contains(word));
    let kind = kind.ok_or("has a kind that is not known")?;
    if kind != "redacted" && HOLDS_FILE.contains(&kind) != (*attachment != Json::Null) {
        return Err("has a kind that does not fit whether it names a file".to_owned());
    }
    // Which words WhatsApp writes is a table, and not code of the writer's.
    if let [Part::Text(words)] = body
        && !can_be_kind(kind, words.as_bytes())
    {
        return Err("has a kind that its words are not of".to_owned());
    }
    let flags = flags
        .as_texts()
        .ok_or("has flags that are no list of words")?;
    if !flags.iter().all(|flag| FLAGS.contains(flag)) {
        return Err("has a flag that is not known".to_owned());
    }
    let body_marked = n_marks(body) > 0;
    if (kind == "redacted") != body_marked {
        return Err("has a kind that does not fit the marks in its body".to_owned());
    }
    let head_marked = n_marks(stamp) + n_marks(sender) > 0;
    if (body_marked || head_marked) && !flags.is_empty() {
        return Err("has flags although something in it is withheld".to_owned());
    }
    Ok(())
}
