//! The transcript for reading anywhere: plain text, a record a line, further lines indented.

use super::html::{SENTENCE, n_records};
use super::jsonl::put;
use super::outgoing::{File, Outgoing};
use super::plan::Media;
use super::typed::{Lines, OneLine, write};
use crate::engine::redact::{Part, mark_text};

/// The four head lines.
pub(super) fn head(out: &mut Vec<u8>, title: &[Part], n: u32) {
    write::<OneLine>(out, title);
    put(out, &format!("\n{}\n{SENTENCE}\n\n", n_records(n)));
}

/// The lines of a record.
pub(super) fn record(out: &mut Vec<u8>, record: &Outgoing, media: &[Media]) {
    put(out, &format!("[{}] ", record.i));
    write::<Lines>(out, &record.stamp);
    put(out, " | ");
    if record.sender.is_empty() {
        put(out, "* ");
    } else {
        write::<Lines>(out, &record.sender);
        put(out, ": ");
    }
    write::<Lines>(out, &record.body);
    put(out, "\n");
    if let Some(Said { words, mark }) = attachment(&record.file, media) {
        put(out, &format!("  (attachment: {words}{mark})\n"));
    }
}

/// What a transcript says of a file: words, and the mark behind them, if any.
#[derive(Default)]
pub(super) struct Said {
    pub(super) words: String,
    pub(super) mark: String,
}

/// What a transcript says of a file; `None` when none is named.
pub(super) fn attachment(file: &File, media: &[Media]) -> Option<Said> {
    let words = |words: &str| Said {
        words: words.to_owned(),
        mark: String::new(),
    };
    match file {
        File::None => None,
        File::Included { index, .. } | File::Cleaned { index, .. } => {
            media.get(*index).map(|media| words(&media.path))
        }
        File::Redacted { index, codes, .. } => media.get(*index).map(|media| Said {
            words: format!("{}, without a part ", media.path),
            mark: mark_text(codes),
        }),
        File::NoCopy { .. } => Some(words("not in this package, no safe copy of it can be made")),
        File::NotIncluded { .. } => Some(words("not in this package")),
        File::Absent { .. } => Some(words("not in the export")),
        File::Withheld { codes } => Some(Said {
            words: String::new(),
            mark: mark_text(codes),
        }),
    }
}
