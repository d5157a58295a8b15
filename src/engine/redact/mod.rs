//! Threads and decisions to what may be shown.
//!
//! Read [`Shown`] first. Invariants: outputs are built from [`Shown`] values only, which hold
//! nothing that is withheld; a mark's text depends on its codes alone, never on what it stands for.

pub mod term;

use super::case::{Case, ThreadId};
use super::decision::DecisionLog;
use super::place::{ByteSpan, EntryId};
use super::thread::{ParticipantId, RecordId};

/// Why a piece is withheld: codes sorted and each once, and the decisions that did it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Grounds {
    /// Reason codes.
    pub codes: Vec<String>,
    /// Indices into [`Redactions::decisions`].
    pub decisions: Vec<usize>,
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
    /// The stamp as written. Never withheld in this version.
    pub stamp: String,
    /// The sender's name; empty when there is none.
    pub sender: Vec<Part>,
    /// The body. A single mark when the whole message is withheld.
    pub body: Vec<Part>,
    /// The file it names.
    pub attachment: ShownAttachment,
    /// The whole body is withheld.
    pub withheld: bool,
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
    /// First place it covers in the case.
    pub first: Option<(ThreadId, RecordId)>,
    /// Places it covers in the case.
    pub n_places: u32,
}

/// Everything that is withheld in a case, resolved to records, names, titles and entries.
pub struct Redactions {
    decisions: Vec<Standing>,
}

impl Redactions {
    /// Resolves the standing decisions of `log` against `case`.
    ///
    /// Cost: one pass over every thread when a `Value` decision stands.
    pub fn resolve(case: &Case, log: &DecisionLog) -> Redactions {
        let _ = (case, log);
        todo!()
    }

    /// The standing redactions in document order; those whose source is not open come last.
    pub fn decisions(&self) -> &[Standing] {
        &self.decisions
    }

    /// What may be shown of a record.
    pub fn shown(&self, case: &Case, thread: ThreadId, record: RecordId) -> Shown {
        let _ = (case, thread, record);
        todo!()
    }

    /// Withheld spans of a record with their grounds, for the editor's view: sorted, not
    /// overlapping, counted from the start of the record. The whole body is one span when the
    /// message is withheld.
    pub fn spans(
        &self,
        case: &Case,
        thread: ThreadId,
        record: RecordId,
    ) -> Vec<(ByteSpan, Grounds)> {
        let _ = (case, thread, record);
        todo!()
    }

    /// What may be shown of a participant's name.
    pub fn name(&self, case: &Case, thread: ThreadId, participant: ParticipantId) -> Vec<Part> {
        let _ = (case, thread, participant);
        todo!()
    }

    /// What may be shown of a thread's title.
    pub fn title(&self, case: &Case, thread: ThreadId) -> Vec<Part> {
        let _ = (case, thread);
        todo!()
    }

    /// Whether an entry's bytes are withheld, and why. An entry is withheld by a decision about it,
    /// and by a withheld message that names it.
    pub fn entry(&self, source: usize, entry: EntryId) -> Option<Grounds> {
        let _ = (source, entry);
        todo!()
    }

    /// Why an entry's name is not shown: `None` when [`Redactions::entry_name`] shows it.
    pub fn entry_name_grounds(
        &self,
        case: &Case,
        source: usize,
        entry: EntryId,
    ) -> Option<Grounds> {
        let _ = (case, source, entry);
        todo!()
    }

    /// What may be shown of an entry's name: `None` when any decision touches it.
    pub fn entry_name(&self, case: &Case, source: usize, entry: EntryId) -> Option<String> {
        let _ = (case, source, entry);
        todo!()
    }
}

/// The text of a mark: `█[TPD]█`. The same for the same codes, whatever is withheld.
pub fn mark_text(codes: &[String]) -> String {
    format!("█[{}]█", codes.join(" "))
}
