//! Names of files in bodies: what anything touches is withheld whole.

use std::collections::{BTreeMap, BTreeSet};

use super::marks::By;
use super::marks::cut_of;
use super::term::Term;
use super::term::set::{Edges, Scratch, TermSet};
use super::view::{FileKey, View};
use super::{ThreadCuts, names};
use crate::engine::parse;
use crate::engine::place::ByteSpan;
use crate::engine::thread::{AttachmentId, RecordId, Thread};

/// The decisions about a file, and those whose term is found in its name.
#[derive(Default)]
pub(super) struct FileCuts {
    /// Withhold the file, or a place where its name stands.
    pub(super) chosen: BTreeSet<u32>,
    /// Found a term in its name.
    pub(super) found: BTreeSet<u32>,
}

impl FileCuts {
    /// The decisions that the mark over the name stands for. What a person chose speaks for itself;
    /// a term under it does not tell.
    pub(super) fn in_force(&self) -> (By, &BTreeSet<u32>) {
        if self.chosen.is_empty() {
            (By::Term, &self.found)
        } else {
            (By::Choice, &self.chosen)
        }
    }
}

/// A cut that reaches into a file name in a body touches the name of that file.
pub(super) fn touch_names_in_bodies(
    view: &View<'_>,
    threads: &[ThreadCuts],
    files: &mut BTreeMap<FileKey, FileCuts>,
) {
    for (at, cuts) in view.threads.iter().zip(threads) {
        for (record, cut) in &cuts.bodies {
            let named = at.thread.record(*record).and_then(|r| r.attachment);
            let Some(file) = named.and_then(|named| at.file(named)) else {
                continue;
            };
            if name_span(at.thread, *record).overlaps(cut.span) {
                let file = files.entry(file).or_default();
                match cut.by {
                    By::Choice => file.chosen.insert(cut.decision),
                    By::Term | By::Name | By::Unsure => file.found.insert(cut.decision),
                };
            }
        }
    }
}

/// Withholds every touched name whole wherever a record names that file, and wherever else it
/// stands in the same body.
pub(super) fn cut_file_names(
    view: &View<'_>,
    threads: &mut [ThreadCuts],
    files: &BTreeMap<FileKey, FileCuts>,
) {
    if files.is_empty() {
        return;
    }
    let mut scratch = Scratch::new();
    for (at, cuts) in view.threads.iter().zip(threads) {
        for (index, named) in at.thread.attachments.iter().enumerate() {
            let attachment = AttachmentId(index as u32);
            let file = at.file(attachment);
            let Some(touched) = file.and_then(|file| files.get(&file)) else {
                continue;
            };
            let (by, decisions) = touched.in_force();
            cuts.files.insert(attachment);
            for span in name_spans(at.thread, named.record, &named.name, &mut scratch) {
                let cut = |decision: &u32| (named.record, cut_of(span, by, *decision));
                cuts.bodies.extend(decisions.iter().map(cut));
            }
        }
    }
}

/// The file name in a body, counted from the start of the record; the whole body when it cannot be
/// told apart from the rest.
fn name_span(thread: &Thread, record: RecordId) -> ByteSpan {
    let offset = thread.body_offset(record);
    match parse::body_parts(thread, record).file_name {
        Some(name) => ByteSpan {
            start: offset + name.start,
            len: name.len,
        },
        None => ByteSpan {
            start: offset,
            len: thread.body(record).len() as u32,
        },
    }
}

/// Every place in a body where the name of the file it names stands: in the marker, and where an
/// export writes it again beside it.
fn name_spans(
    thread: &Thread,
    record: RecordId,
    name: &str,
    scratch: &mut Scratch,
) -> Vec<ByteSpan> {
    let offset = thread.body_offset(record);
    let mut spans = vec![name_span(thread, record)];
    let again = names::values(name)
        .into_iter()
        .filter_map(Term::new)
        .map(|term| (term, Edges::WholeWords));
    TermSet::new(again.collect()).each(scratch, thread.body(record), &mut |_, span| {
        spans.push(ByteSpan {
            start: offset + span.start,
            len: span.len,
        });
    });
    spans
}
