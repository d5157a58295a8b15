//! Whether a whole message can be what its kind says, where only WhatsApp's own words make that
//! kind. For whoever checks what somebody else wrote down of a text.

use super::cursor::{first_line, marks_len, trimmed};
use super::marker::edited_suffix;
use super::omitted::{angled, last_mark};
use super::words::{Meaning, folded, words};

/// Whether `body` can be of the kind of that name. Kinds that follow from structure are not judged.
pub(crate) fn can_be_kind(kind: &str, body: &[u8]) -> bool {
    let wanted = match kind {
        "deleted" => Meaning::Deleted,
        "view_once" => Meaning::ViewOnce,
        "call" => Meaning::Call,
        "live_location" => Meaning::LiveLocation,
        "null" => Meaning::NotExported,
        _by_structure => return true,
    };
    let core = edited_suffix(body).and_then(|suffix| body.get(..suffix.whole.start));
    [Some(body), core].into_iter().flatten().any(|core| {
        let bare = trimmed(core);
        let is_blank = |byte: &u8| matches!(byte, b'\r' | b'\n' | b' ');
        let is_null = bare.iter().all(is_blank) || bare == b"null";
        (wanted == Meaning::NotExported && is_null) || means(wanted, core)
    })
}

/// Whether some part that can stand for the whole is known words with that meaning.
fn means(wanted: Meaning, core: &[u8]) -> bool {
    let line = first_line(core);
    let one_line = line.len() == core.len();
    // What these words stand for is all that there is.
    let alone = matches!(wanted, Meaning::Deleted | Meaning::NotExported);
    if alone && !one_line {
        return false;
    }
    let unmarked = core.get(marks_len(core)..).unwrap_or_default();
    let tail = last_mark(core).and_then(|(_, phrase)| core.get(phrase..));
    let inner = angled(trimmed(line));
    let mut parts = vec![line, first_line(unmarked)];
    if !alone {
        parts.extend(inner.into_iter().chain(tail));
        // Marks stand between phrases, the first one speaks.
        parts.extend(unmarked.split(|byte| *byte == 0xE2).next());
    }
    parts.into_iter().any(|part| {
        let key = folded(part);
        let tables = [&words().said, &words().marked, &words().noted];
        tables
            .iter()
            .any(|table| table.meaning(&key) == Some(wanted))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_known_words_are_of_such_a_kind() {
        for (kind, body, wanted) in [
            ("deleted", "This message was deleted", true),
            ("deleted", "\u{200e}This message was deleted.", true),
            ("deleted", "thanks", false),
            ("deleted", "This message was deleted\nand more", false),
            ("call", "Missed voice call", true),
            ("call", "call me", false),
            ("null", "null", true),
            ("null", "\n\n", true),
            ("null", "none", false),
            ("text", "whatever", true),
        ] {
            assert_eq!(can_be_kind(kind, body.as_bytes()), wanted, "{kind} {body}");
        }
    }
}
