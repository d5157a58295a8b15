//! A record as it goes out. Everything that writes a file of the package is given these values and
//! nothing else, so it cannot write what is withheld.
//!
//! Read [`Allowed`] first: what redaction allows of a record, with the grounds that the redaction
//! log needs. [`Outgoing`] is the same without grounds, as the files show it.

use super::cleaning::Outcome;
use super::plan::{Material, PlannedThread};
use super::proof;
use super::when::{time_of, told};
use crate::engine::case::Case;
use crate::engine::parse::body_parts;
use crate::engine::place::{ByteSpan, EntryId};
use crate::engine::redact::{Grounds, Part, Redactions, Shown, ShownAttachment};
use crate::engine::session::protocol::MediaChoice;
use crate::engine::thread::{Flags, RecordId};
use crate::engine::time::CivilTime;

/// An entry of a source of the case.
pub(super) type EntryAt = (usize, EntryId);

/// What may be shown of a record, and why the rest is not.
#[derive(Debug)]
pub(super) struct Allowed {
    /// As written, or what is left of it; empty when the head is withheld.
    pub(super) stamp: Vec<Part>,
    /// Empty when there is none.
    pub(super) sender: Vec<Part>,
    /// Without two neighbours of one kind.
    pub(super) body: Vec<Part>,
    /// The body is one mark because the whole message is withheld.
    pub(super) whole: bool,
    /// The head is withheld with it.
    pub(super) gone: bool,
    /// The file it names.
    pub(super) file: AllowedFile,
}

/// What may be shown of a file that a record names.
#[derive(Debug)]
pub(super) enum AllowedFile {
    /// It names none, or may not say so.
    None,
    /// The export does not hold it.
    Absent(Name),
    /// It is a chat text, or the same bytes: never an attachment.
    ChatText(Name),
    /// Its bytes may go out.
    Entry(EntryId, Name),
    /// They may not.
    Withheld(Grounds),
}

/// The name of a file.
#[derive(Debug)]
pub(super) enum Name {
    /// No decision touches it.
    Shown(String),
    /// Some do.
    Withheld(Grounds),
}

impl Name {
    fn into_shown(self) -> Option<String> {
        match self {
            Name::Shown(name) => Some(name),
            Name::Withheld(_) => None,
        }
    }
}

/// A record as the files show it.
#[derive(Debug)]
pub(super) struct Outgoing {
    /// Number of the thread in the package, from 1.
    pub(super) thread: usize,
    /// Number of the record, from 1.
    pub(super) i: u32,
    /// When its stamp can be resolved, and nothing of it is withheld.
    pub(super) at: Option<CivilTime>,
    /// As written, or what is left of it.
    pub(super) stamp: Vec<Part>,
    /// Empty when there is none.
    pub(super) sender: Vec<Part>,
    /// What it is.
    pub(super) kind: &'static str,
    /// What else is true of it.
    pub(super) flags: Vec<&'static str>,
    /// What it says.
    pub(super) body: Vec<Part>,
    /// The file it names.
    pub(super) file: File,
}

/// The file that a record names, as the files of the package show it.
#[derive(Debug)]
pub(super) enum File {
    /// None.
    None,
    /// Goes out.
    Included {
        /// Index in the plan's media.
        index: usize,
        /// `None` when a decision touches it.
        name: Option<String>,
    },
    /// Goes out as a clean copy.
    Cleaned {
        /// Index in the plan's media.
        index: usize,
        /// `None` when a decision touches it.
        name: Option<String>,
    },
    /// Goes out without a part.
    Redacted {
        /// Index in the plan's media.
        index: usize,
        /// Reason codes.
        codes: Vec<String>,
        /// `None` when a decision touches it.
        name: Option<String>,
    },
    /// Stays behind, because no safe copy can be made of it.
    NoCopy {
        /// Why, in one word.
        why: &'static str,
        /// `None` when a decision touches it.
        name: Option<String>,
    },
    /// Stays behind, as every attachment of this package does.
    NotIncluded {
        /// `None` when a decision touches it.
        name: Option<String>,
    },
    /// Was not in the export.
    Absent {
        /// `None` when a decision touches it.
        name: Option<String>,
    },
    /// A decision withholds it.
    Withheld {
        /// Reason codes.
        codes: Vec<String>,
    },
}

impl File {
    /// The word for it in the data files; empty for none.
    pub(super) fn state(&self) -> &'static str {
        match self {
            File::None => "",
            File::Included { .. } => "included",
            File::Cleaned { .. } => "cleaned",
            File::Redacted { .. } => "redacted",
            File::NoCopy { .. } => "no-safe-copy",
            File::NotIncluded { .. } => "not-included",
            File::Absent { .. } => "absent",
            File::Withheld { .. } => "withheld",
        }
    }
}

/// What may be shown of a record of `thread`. With a proof that opens parts, marks reach to the
/// edges of tokens.
pub(super) fn allowed(material: &Material, thread: &PlannedThread, record: RecordId) -> Allowed {
    let (case, redactions) = (&*material.case, &material.redactions);
    let Shown {
        stamp,
        sender,
        body,
        attachment,
        file_name,
        withheld,
        gone,
    } = redactions.shown(case, thread.id, record);
    let name = |entry| match file_name {
        Some(name) => Name::Shown(name),
        None => Name::Withheld(name_grounds(case, redactions, thread, record, entry)),
    };
    let file = match attachment {
        ShownAttachment::None => AllowedFile::None,
        ShownAttachment::Absent => AllowedFile::Absent(name(None)),
        ShownAttachment::Withheld(grounds) => AllowedFile::Withheld(grounds),
        ShownAttachment::Entry(entry) => {
            let chat = case.is_chat_text(thread.source, entry)
                || material.chat_copies.contains(&(thread.source, entry));
            let kept = matches!(
                material.outcome((thread.source, entry)),
                Some(Outcome::Kept { .. })
            );
            if chat {
                AllowedFile::ChatText(name(Some(entry)))
            } else if let (true, Some(edit)) = (kept, redactions.edit(thread.source, entry)) {
                AllowedFile::Withheld(edit.grounds)
            } else {
                AllowedFile::Entry(entry, name(Some(entry)))
            }
        }
    };
    // What is proven is proven by the token.
    let body = if material.opens_parts() && !withheld && has_mark(&body) {
        proof::grown(
            &thread.thread,
            record,
            proof::hidden_in(material, thread, record),
        )
    } else {
        body
    };
    Allowed {
        stamp: tidy(stamp),
        sender: tidy(sender),
        body: tidy(body),
        whole: withheld,
        gone,
        file,
    }
}

/// Why the name of the file that a record names is withheld: what withholds it as a name, or, for a
/// file that the export does not hold, what stands over it in this record.
fn name_grounds(
    case: &Case,
    redactions: &Redactions,
    thread: &PlannedThread,
    record: RecordId,
    entry: Option<EntryId>,
) -> Grounds {
    entry
        .and_then(|entry| redactions.entry_name_grounds(case, thread.source, entry))
        .or_else(|| marker_grounds(case, redactions, thread, record))
        .unwrap_or_default()
}

/// Why the name inside a record's own marker is withheld. Where the marker cannot be told from the
/// rest of the body, anything withheld in the body counts.
fn marker_grounds(
    case: &Case,
    redactions: &Redactions,
    thread: &PlannedThread,
    record: RecordId,
) -> Option<Grounds> {
    let body_offset = thread.thread.body_offset(record);
    let name = body_parts(&thread.thread, record)
        .file_name
        .map(|span| ByteSpan {
            start: body_offset + span.start,
            len: span.len,
        });
    redactions
        .spans(case, thread.id, record)
        .into_iter()
        .filter(|(span, _)| name.is_none_or(|name| name.overlaps(*span)))
        .map(|(_, grounds)| grounds)
        .reduce(|mut all, more| {
            join(&mut all, more);
            all
        })
}

/// Adds codes and decisions, sorted and each once.
pub(super) fn join(into: &mut Grounds, more: Grounds) {
    into.codes.extend(more.codes);
    into.codes.sort_unstable();
    into.codes.dedup();
    into.decisions.extend(more.decisions);
    into.decisions.sort_unstable();
    into.decisions.dedup();
}

/// The same parts without empty ones, neighbouring texts as one, touching marks of the same codes
/// as one, codes sorted.
pub(super) fn tidy(parts: Vec<Part>) -> Vec<Part> {
    let mut out: Vec<Part> = Vec::with_capacity(parts.len());
    for part in parts {
        match (out.last_mut(), part) {
            (_, Part::Text(text)) if text.is_empty() => {}
            (Some(Part::Text(before)), Part::Text(text)) => before.push_str(&text),
            (last, Part::Mark(mut grounds)) => {
                join(&mut grounds, Grounds::default());
                match last {
                    Some(Part::Mark(before)) if before.codes == grounds.codes => {
                        join(before, grounds);
                    }
                    _other => out.push(Part::Mark(grounds)),
                }
            }
            (_, text) => out.push(text),
        }
    }
    out
}

/// Whether any of it is withheld.
pub(super) fn has_mark(parts: &[Part]) -> bool {
    parts.iter().any(|part| matches!(part, Part::Mark(_)))
}

impl Outgoing {
    /// The record `record` of the package's thread `index`, from 0.
    pub(super) fn new(material: &Material, index: usize, record: RecordId) -> Option<Outgoing> {
        let thread = material.plan.threads.get(index)?;
        let raw = thread.thread.record(record)?;
        let allowed = allowed(material, thread, record);
        let body_marked = has_mark(&allowed.body);
        let flags = if body_marked || has_mark(&allowed.sender) || has_mark(&allowed.stamp) {
            Vec::new()
        } else {
            words(told(material, thread, raw.flags))
        };
        Some(Outgoing {
            thread: index + 1,
            i: record.0 + 1,
            at: time_of(material, thread, record),
            stamp: allowed.stamp,
            sender: allowed.sender,
            kind: if body_marked {
                "redacted"
            } else {
                raw.kind.word()
            },
            flags,
            body: allowed.body,
            file: file(material, thread.source, allowed.file),
        })
    }
}

/// That another record names the same file may be what is withheld there.
fn words(mut flags: Flags) -> Vec<&'static str> {
    flags.0 &= !Flags::ATTACHMENT_SHARED.0;
    flags.words()
}

fn file(material: &Material, source: usize, allowed: AllowedFile) -> File {
    match allowed {
        AllowedFile::None => File::None,
        AllowedFile::Absent(name) => File::Absent {
            name: name.into_shown(),
        },
        AllowedFile::ChatText(name) => File::NotIncluded {
            name: name.into_shown(),
        },
        AllowedFile::Withheld(grounds) => File::Withheld {
            codes: grounds.codes,
        },
        AllowedFile::Entry(entry, name) => {
            let index = material.plan.media_index(source, entry);
            let outcome = material.outcome((source, entry));
            if let (Some(edit), Some(index)) = (material.redactions.edit(source, entry), index) {
                return File::Redacted {
                    index,
                    codes: edit.grounds.codes,
                    name: name.into_shown(),
                };
            }
            let name = name.into_shown();
            match (material.options.media, index, outcome) {
                (MediaChoice::AsTheyAre, Some(index), _) => File::Included { index, name },
                (MediaChoice::Cleaned, Some(index), _)
                    if material.as_they_are.contains_key(&(source, entry)) =>
                {
                    File::Included { index, name }
                }
                (MediaChoice::Cleaned, _, Some(Outcome::NoCopy { word, .. })) => {
                    File::NoCopy { why: word, name }
                }
                (MediaChoice::Cleaned, Some(index), _) => File::Cleaned { index, name },
                (MediaChoice::AsTheyAre | MediaChoice::Cleaned, None, _)
                | (MediaChoice::Withheld, _, _) => File::NotIncluded { name },
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(codes: &[&str], decisions: &[usize]) -> Part {
        Part::Mark(Grounds {
            codes: codes.iter().map(|code| (*code).to_owned()).collect(),
            decisions: decisions.to_vec(),
            is_unsure: false,
        })
    }

    fn text(text: &str) -> Part {
        Part::Text(text.to_owned())
    }

    #[test]
    fn touching_marks_with_the_same_codes_are_one() {
        let parts = vec![
            text(""),
            mark(&["TPD", "CON"], &[3]),
            text(""),
            mark(&["CON", "TPD"], &[1]),
            mark(&["FIN"], &[2]),
            text("a"),
            text("b"),
        ];
        let expected = [
            mark(&["CON", "TPD"], &[1, 3]),
            mark(&["FIN"], &[2]),
            text("ab"),
        ];
        assert_eq!(tidy(parts), expected);
    }

    #[test]
    fn a_shared_file_is_not_told() {
        let mut flags = Flags::ATTACHMENT_SHARED;
        flags.add(Flags::EDITED);
        assert_eq!(words(flags), ["edited"]);
    }
}
