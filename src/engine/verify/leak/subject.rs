//! What stands behind forbidden values: redactions, sources, and what is outside a scope.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::values::{Withheld, Words};
use crate::engine::case::{Case, ThreadId};
use crate::engine::redact::Redactions;
use crate::engine::redact::term::Term;
use crate::engine::thread::RecordId;

/// A redaction that stands, or a source whose digest is forbidden.
pub(super) struct Subject {
    /// For the report: the decision's id, or `source 1`.
    pub(super) id: String,
    /// For people: its number in the list of redactions, from 1; 0 for a source.
    pub(super) number: usize,
    /// The term, when it withholds one at every place without exception.
    pub(super) everywhere: Option<Term>,
    /// The messages whose whole bodies it withholds: in these their own words may not stand.
    pub(super) bodies: BTreeSet<(RecordId, ThreadId)>,
    /// How many letters and digits stay of its term, at the end.
    pub(super) kept: usize,
    /// It withholds what is outside a scope. A message inside may say the same: it is disclosed for
    /// what it says there.
    pub(super) is_scope: bool,
}

impl Subject {
    /// Nothing is known of it yet.
    pub(super) fn new(id: String, number: usize) -> Subject {
        Subject {
            id,
            number,
            everywhere: None,
            bodies: BTreeSet::new(),
            kept: 0,
            is_scope: false,
        }
    }
}

impl Withheld {
    /// Whether a redaction withholds what is outside a scope.
    pub(super) fn is_scope(&self, subject: usize) -> bool {
        let subject = self.subjects.get(subject);
        subject.is_some_and(|subject| subject.is_scope)
    }

    /// Messages outside a scope, and the files that go with them.
    pub(super) fn outside(
        &mut self,
        case: &Case,
        redactions: &Redactions,
        subject: usize,
        index: usize,
    ) {
        let mut files = BTreeSet::new();
        for (id, open, thread) in case.threads() {
            let source = case.source(&open.id).map_or(0, |(number, _)| number);
            for record in redactions.outside(id, index) {
                self.put(subject, Words::Body(id.0 as usize, record));
                if let Some(subject) = self.subjects.get_mut(subject) {
                    subject.is_scope = true;
                    subject.bodies.insert((record, id));
                }
                let named = thread.record(record).and_then(|about| about.attachment);
                let named = named.and_then(|named| thread.attachments.get(named.0 as usize));
                let entry = named.and_then(|named| named.entry);
                files.extend(entry.map(|entry| (source, entry)));
            }
        }
        for (source, entry) in files {
            if redactions.entry(source, entry).is_some()
                && let Some(open) = case.sources.get(source)
            {
                self.file(case, subject, source, entry, false);
                self.digest(subject, Rc::clone(&open.archive), entry);
            }
        }
    }
}
