//! Threads and decisions to what may be shown.
//!
//! Read [`Shown`] first. Invariants: outputs are built from [`Shown`] values only, which hold
//! nothing that is withheld; a mark's text depends on its codes alone, never on what it stands for.
//!
//! What each decision withholds:
//!
//! - `Message`: the body, as one mark, and the file it names.
//! - `MessageGone`: the same, and its stamp and sender.
//! - All these: a title that no file name gives is made of what the records show (see `title`).
//! - `TimeCoarse`: what is exact in the stamps of a chat text, and names of files that tell a day.
//! - `Span`, and `Pattern` at each place: its bytes, cut to the body and grown to whole characters.
//! - `Attachment`: the file, and its name as a value (see [`names`]).
//! - `SoundRange`, `Region`: a part of a file, which goes out without it (see [`Edit`]); its name stays.
//! - `Value`: the term wherever [`term::Term`] finds it: bodies, participants' names, titles, file
//!   names; hits that a person took out stay.
//! - `Participant`: the sender's name, and names, parts of names and numbers of that person as whole
//!   words in bodies, names, titles and file names; a pseudonym stands behind the mark where it is
//!   sure who is meant (see `who`). An address in which a name stands goes as a whole.
//!
//! A withheld file's name, and one that a decision touches anywhere, is withheld whole in every
//! record that names that file, so that nothing can be guessed from what is left of it. Marks that
//! touch become one, with the codes of all, and so do marks of the same codes with only punctuation
//! between them (see `joined`); but a term found wholly inside what a person withheld
//! as a place adds no code, since that would tell what is under the mark.

pub mod names;
pub mod term;

mod address;
mod behind;
mod class;
mod clock;
mod days;
mod drawn;
mod edits;
mod files;
mod first;
mod gone;
mod joined;
mod lookup;
mod marks;
mod numbers;
mod occurrences;
mod outside;
mod patterns;
mod people;
pub(crate) mod places;
mod pseudonyms;
mod resolve;
mod share;
mod shown;
mod taking;
#[cfg(test)]
mod tests;
mod title;
mod touched;
mod view;
mod who;

use std::collections::{BTreeMap, BTreeSet};

use super::case::{Case, ThreadId};
use super::decision::DecisionLog;
use super::place::{ByteSpan, EntryId};
use super::thread::{AttachmentId, ParticipantId, RecordId, Thread};
pub use behind::Behind;
pub use drawn::{Drawn, DrawnPlace};
pub use edits::Edit;
use marks::Cut;
pub use marks::{mark_text, plain};
pub use occurrences::{Spot, occurrences};
pub(crate) use places::records as records_at;
pub use share::ThreadShare;

/// Why a piece is withheld: codes sorted and each once, and the decisions that did it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Grounds {
    /// Reason codes.
    pub codes: Vec<String>,
    /// Indices into [`Redactions::decisions`].
    pub decisions: Vec<usize>,
    /// A name that may mean somebody else, too: no pseudonym stands behind the mark.
    pub is_unsure: bool,
}

/// A run of what may be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Text that nothing withholds. Bytes that are not UTF-8 are replacement characters.
    Text(String),
    /// Something is withheld here.
    Mark(Grounds),
}

/// What may be shown of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The stamp as written; where times are given less exactly, what is left of it and a mark.
    /// Empty when the whole record is withheld.
    pub stamp: Vec<Part>,
    /// The sender's name; empty when there is none.
    pub sender: Vec<Part>,
    /// The body. A single mark when the whole message is withheld.
    pub body: Vec<Part>,
    /// The file it names.
    pub attachment: ShownAttachment,
    /// The file's name as the text writes it. `None` when it names none, when any decision touches
    /// the name, and when the whole message is withheld.
    pub file_name: Option<String>,
    /// The whole body is withheld.
    pub withheld: bool,
    /// Stamp and sender are withheld with it.
    pub gone: bool,
}

/// What may be shown of a file that a record names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ShownAttachment {
    /// It names none, or the whole message is withheld.
    None,
    /// It names one that the export does not hold.
    Absent,
    /// The file may go out.
    Entry(EntryId),
    /// The file is withheld.
    Withheld(Grounds),
}

/// A redaction that stands, in document order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The decision.
    pub decision: super::decision::Decision,
    /// First place it covers in the case: for a title the thread's first record, for a name the
    /// first record that carries it. `None` also for a file that no record names.
    pub first: Option<(ThreadId, RecordId)>,
    /// Places it covers in the case: bodies withheld whole, spans, hits in bodies, titles and names
    /// (a participant's name once), records that name the file, other files' names. 0 when it
    /// withholds nothing in what is open.
    pub n_places: u32,
}

/// Everything that is withheld in a case, resolved to records, names, titles and entries.
///
/// Order: for each thread its title, its records; then files that no record names; then the rest.
#[derive(Default)]
pub struct Redactions {
    decisions: Vec<Standing>,
    /// By number of thread.
    threads: Vec<ThreadCuts>,
    /// Entries whose bytes are withheld.
    entries: BTreeMap<(u32, EntryId), BTreeSet<u32>>,
    /// Entries of which a part is withheld.
    edits: BTreeMap<(u32, EntryId), BTreeSet<u32>>,
    /// Entries whose names are touched.
    entry_names: BTreeMap<(u32, EntryId), BTreeSet<u32>>,
    /// What stands behind marks of `Participant` decisions, with its number.
    labels: BTreeMap<usize, (u32, String)>,
    /// For text that is none of a thread's; `None` when nothing is looked for.
    lookup: Option<lookup::Lookup>,
}

/// What is withheld in one thread. Numbers are those of decisions.
#[derive(Debug, Default)]
struct ThreadCuts {
    /// In the title as the custodian sees it.
    title: Vec<Cut>,
    /// The title that is shown, where it is made of what records say.
    made_title: Option<title::MadeTitle>,
    names: BTreeMap<ParticipantId, Vec<Cut>>,
    /// Bodies withheld whole.
    whole: BTreeMap<RecordId, BTreeSet<u32>>,
    /// Of these, those that are withheld with their heads.
    gone: BTreeMap<RecordId, BTreeSet<u32>>,
    /// How exactly times are given.
    clock: Option<clock::Clock>,
    /// Those outside a scope, by decision: first record and one past the last of each run. Runs
    /// rather than records, because nearly everything may be outside.
    outside: BTreeMap<u32, Vec<(u32, u32)>>,
    /// By record; spans count from the start of the record.
    bodies: Vec<(RecordId, Cut)>,
    /// References whose written name is touched.
    files: BTreeSet<AttachmentId>,
}

impl Redactions {
    /// Resolves the standing decisions of `log` against `case`.
    ///
    /// Cost: one pass over every thread when a `Value` or `Attachment` decision stands; what is
    /// kept grows with what is withheld, not with the case.
    pub fn resolve(case: &Case, log: &DecisionLog) -> Redactions {
        resolve::in_case(case, log)
    }

    /// The standing redactions in document order; those whose source is not open come last.
    pub fn decisions(&self) -> &[Standing] {
        &self.decisions
    }

    /// What may be shown of a record.
    pub fn shown(&self, case: &Case, thread: ThreadId, record: RecordId) -> Shown {
        match self.opened(case, thread) {
            Some((source, opened)) => self.shown_in(source, opened, thread, record),
            None => Shown::nothing(),
        }
    }

    /// Withheld spans of a body with their grounds, for the editor's view: sorted, not overlapping,
    /// counted from the start of the record. One span, the whole body, when the message is withheld.
    pub fn spans(
        &self,
        case: &Case,
        thread: ThreadId,
        record: RecordId,
    ) -> Vec<(ByteSpan, Grounds)> {
        self.opened(case, thread)
            .map_or_else(Vec::new, |(_, opened)| {
                self.spans_in(opened, thread, record)
            })
    }

    /// What may be shown of a participant's name.
    pub fn name(&self, case: &Case, thread: ThreadId, participant: ParticipantId) -> Vec<Part> {
        self.opened(case, thread)
            .map_or_else(Vec::new, |(_, opened)| {
                self.name_in(opened, thread, participant)
            })
    }

    /// Withheld spans of a participant's name, for the editor's view: sorted, not overlapping,
    /// counted from the start of the name.
    pub fn name_spans(
        &self,
        thread: ThreadId,
        participant: ParticipantId,
    ) -> Vec<(ByteSpan, Grounds)> {
        let cuts = self
            .cuts(thread)
            .and_then(|cuts| cuts.names.get(&participant));
        self.marks(cuts.cloned().unwrap_or_default())
    }

    /// What may be shown of a thread's title.
    pub fn title(&self, case: &Case, thread: ThreadId) -> Vec<Part> {
        self.opened(case, thread)
            .map_or_else(Vec::new, |(_, opened)| self.title_in(opened, thread))
    }

    /// Withheld spans of a thread's title as it stands in the case, for the editor's view: sorted, not
    /// overlapping. What is shown may be another title: [`Redactions::title`].
    pub fn title_spans(&self, thread: ThreadId) -> Vec<(ByteSpan, Grounds)> {
        let cuts = self.cuts(thread).map(|cuts| cuts.title.clone());
        self.marks(cuts.unwrap_or_default())
    }

    /// Whether an entry's bytes are withheld, and why. An entry is withheld by a decision about it,
    /// and by a withheld message that names it.
    pub fn entry(&self, source: usize, entry: EntryId) -> Option<Grounds> {
        self.entries
            .get(&(u32::try_from(source).ok()?, entry))
            .map(|decisions| self.grounds(decisions))
    }

    /// Why an entry's name is not shown: `None` when [`Redactions::entry_name`] shows it.
    pub fn entry_name_grounds(
        &self,
        case: &Case,
        source: usize,
        entry: EntryId,
    ) -> Option<Grounds> {
        case.sources.get(source)?.archive.entry(entry)?;
        self.entry_names
            .get(&(u32::try_from(source).ok()?, entry))
            .map(|decisions| self.grounds(decisions))
    }

    /// What may be shown of an entry's name, without the folders it stands in: `None` when any
    /// decision touches it.
    pub fn entry_name(&self, case: &Case, source: usize, entry: EntryId) -> Option<String> {
        let name = &case.sources.get(source)?.archive.entry(entry)?.name;
        match self.entry_name_grounds(case, source, entry) {
            Some(_) => None,
            None => Some(names::without_folder(name).to_owned()),
        }
    }

    fn opened<'a>(&self, case: &'a Case, thread: ThreadId) -> Option<(u32, &'a Thread)> {
        let mut first = 0;
        for (number, source) in case.sources.iter().enumerate() {
            let own = (thread.0 as usize).checked_sub(first)?;
            if let Some(opened) = source.threads.get(own) {
                return Some((number as u32, opened));
            }
            first += source.threads.len();
        }
        None
    }

    fn cuts(&self, thread: ThreadId) -> Option<&ThreadCuts> {
        self.threads.get(thread.0 as usize)
    }

    fn shown_in(&self, source: u32, opened: &Thread, thread: ThreadId, record: RecordId) -> Shown {
        let withheld = self.cuts(thread).is_some_and(|cuts| cuts.is_whole(record));
        let gone = self.is_gone(thread, record);
        let found = opened.record(record);
        let offset = opened.body_offset(record);
        let marks = self.spans_in(opened, thread, record).into_iter();
        let body = if withheld {
            marks.map(|(_, grounds)| Part::Mark(grounds)).collect()
        } else {
            let from_body = |(span, grounds): (ByteSpan, Grounds)| {
                let start = span.start.saturating_sub(offset);
                (ByteSpan { start, ..span }, grounds)
            };
            self.parts(opened.body(record), marks.map(from_body).collect())
        };
        let named = found
            .and_then(|found| found.attachment)
            .filter(|_| !withheld);
        Shown {
            stamp: if gone {
                Vec::new()
            } else {
                self.stamp_in(opened, thread, record)
            },
            sender: found
                .and_then(|found| found.participant)
                .filter(|_| !gone)
                .map_or_else(Vec::new, |who| self.name_in(opened, thread, who)),
            body,
            attachment: named.map_or(ShownAttachment::None, |named| {
                self.attachment_in(source, opened, named)
            }),
            file_name: named.and_then(|named| self.file_name_in(opened, thread, named)),
            withheld,
            gone,
        }
    }

    fn spans_in(
        &self,
        opened: &Thread,
        thread: ThreadId,
        record: RecordId,
    ) -> Vec<(ByteSpan, Grounds)> {
        let Some(cuts) = self.cuts(thread) else {
            return Vec::new();
        };
        if let Some(decisions) = &cuts.whole_by(record) {
            let body = ByteSpan {
                start: opened.body_offset(record),
                len: opened.body(record).len() as u32,
            };
            return vec![(body, self.grounds(decisions))];
        }
        let marks = self.marks(cuts.of_body(record));
        self.joined(opened.bytes(record), marks)
    }

    fn name_in(&self, opened: &Thread, thread: ThreadId, who: ParticipantId) -> Vec<Part> {
        let name = opened.participants.get(who.0 as usize);
        let name = name.map_or("", |participant| &participant.name);
        let marks = self.joined(name.as_bytes(), self.name_spans(thread, who));
        self.parts(name.as_bytes(), marks)
    }

    fn marks(&self, cuts: Vec<Cut>) -> Vec<(ByteSpan, Grounds)> {
        marks::merged(cuts)
            .into_iter()
            .map(|mark| {
                let grounds = Grounds {
                    is_unsure: mark.is_unsure,
                    ..self.grounds(&mark.decisions)
                };
                (mark.span, grounds)
            })
            .collect()
    }

    fn grounds(&self, decisions: &BTreeSet<u32>) -> Grounds {
        let decisions: Vec<usize> = decisions.iter().map(|number| *number as usize).collect();
        let codes: BTreeSet<&String> = decisions
            .iter()
            .filter_map(|number| self.decisions.get(*number)?.decision.kind.codes())
            .flatten()
            .collect();
        Grounds {
            codes: codes.into_iter().cloned().collect(),
            decisions,
            is_unsure: false,
        }
    }
}

/// Whether nothing of a term is left that could be found: white space and invisible characters.
pub fn is_blank(find: &str) -> bool {
    term::Term::new(find).is_none()
}
