//! Files that were handed over to sources with threads, and what the page is told of them.

use std::collections::BTreeSet;

use crate::engine::archive::{self, Given, Role};
use crate::engine::case::{Case, OpenSource, ThreadId};
use crate::engine::finding::{Explain, Failure};
use crate::engine::parse;
use crate::engine::place::{EntryId, MessagePlace, SourceId};
use crate::engine::thread::{DateOrder, Kind, OrderState, RecordId, Shape, Thread};

use super::protocol::{AttachmentCounts, ShapeSummary, SourceSummary, ThreadSummary};

/// Sorts what was chosen together: each zip by itself, everything else as one.
///
/// A file that cannot even be looked at becomes a failure of its own; the others still open.
pub(in crate::engine) fn groups(given: Vec<Given>) -> (Vec<Vec<Given>>, Vec<Failure>) {
    let mut failures = Vec::new();
    let readable = given
        .into_iter()
        .filter(|file| match archive::is_zip(file) {
            Ok(_) => true,
            Err(error) => {
                failures.push(error.to_failure());
                false
            }
        })
        .collect();
    let groups = archive::group(readable).unwrap_or_else(|error| {
        failures.push(error.to_failure());
        Vec::new()
    });
    (groups, failures)
}

/// What the page is told of the source of that number.
pub(super) fn summary(
    case: &Case,
    number: u32,
    provisional: &SourceId,
    failures: Vec<Failure>,
) -> Option<SourceSummary> {
    let source = case.sources.get(number as usize)?;
    let n_before: usize = case
        .sources
        .iter()
        .take(number as usize)
        .map(|source| source.threads.len())
        .sum();
    let threads = source
        .threads
        .iter()
        .enumerate()
        .map(|(index, thread)| {
            thread_summary(case, ThreadId((n_before + index) as u32), source, thread)
        })
        .collect();
    Some(SourceSummary {
        source: number,
        name: source.archive.name().to_owned(),
        size_bytes: source.archive.size_bytes(),
        provisional: provisional.clone(),
        threads,
        findings: source.findings.clone(),
        failures,
        sealed: None,
    })
}

fn thread_summary(
    case: &Case,
    id: ThreadId,
    source: &OpenSource,
    thread: &Thread,
) -> ThreadSummary {
    let is_message = |record: &RecordId| {
        thread
            .record(*record)
            .is_some_and(|record| record.kind != Kind::Preamble)
    };
    let mut messages = (0..thread.n_records()).map(RecordId).filter(is_message);
    let first = messages.next();
    let last = messages.next_back().or(first);
    let stamp = |record: Option<RecordId>| {
        record.map_or_else(String::new, |record| parse::stamp_text(thread, record))
    };
    let shape = thread.main_shape();
    let mut times = (0..thread.n_records()).map(RecordId);
    let mut times_back = times.clone().rev();
    ThreadSummary {
        thread: id,
        text_name: source
            .archive
            .entry(thread.entry)
            .map_or_else(String::new, |entry| entry.name.clone()),
        title: thread.title.clone(),
        platform: thread.platform,
        n_records: thread.n_records(),
        n_messages: thread.n_messages(),
        first: stamp(first),
        last: stamp(last),
        first_at: times.find_map(|record| thread.civil(record)),
        last_at: times_back.find_map(|record| thread.civil(record)),
        order: shape.map_or(DateOrder::Dmy, |shape| shape.order),
        order_state: shape.map_or(OrderState::Assumed, |shape| shape.state),
        shapes: shapes(case, id, thread),
        participants: thread
            .participants
            .iter()
            .map(|participant| (participant.name.clone(), participant.n_messages))
            .collect(),
        participant_places: participant_places(case, id, thread),
        attachments: attachment_counts(source, thread),
    }
}

fn shapes(case: &Case, id: ThreadId, thread: &Thread) -> Vec<ShapeSummary> {
    let summary = |shape: &Shape| {
        Some(ShapeSummary {
            pattern: shape.pattern.clone(),
            n_records: shape.n_records,
            first: shape.first,
            place: case.place(id, shape.first)?,
            order: shape.order,
            state: shape.state,
            shown: shape.shown.clone(),
            possible: shape.possible.clone(),
            chosen: shape.chosen.clone(),
        })
    };
    thread.shapes.iter().filter_map(summary).collect()
}

/// Always one for each participant, so that the two lists stay side by side.
fn participant_places(case: &Case, id: ThreadId, thread: &Thread) -> Vec<MessagePlace> {
    thread
        .participants
        .iter()
        .filter_map(|participant| case.place(id, participant.first_record))
        .collect()
}

/// References are the thread's own; files that no message names belong to the whole source.
fn attachment_counts(source: &OpenSource, thread: &Thread) -> AttachmentCounts {
    let named = thread.attachments.len() as u32;
    let present = thread
        .attachments
        .iter()
        .filter(|attachment| attachment.entry.is_some())
        .count() as u32;
    AttachmentCounts {
        named,
        present,
        absent: named - present,
        unreferenced: n_unreferenced(source),
    }
}

/// Payload entries of the source that no thread of it names.
fn n_unreferenced(source: &OpenSource) -> u32 {
    let named: BTreeSet<EntryId> = source
        .threads
        .iter()
        .flat_map(|thread| thread.attachments.iter())
        .filter_map(|attachment| attachment.entry)
        .collect();
    source
        .archive
        .entries()
        .iter()
        .filter(|entry| entry.role == Role::Payload && !named.contains(&entry.id))
        .count() as u32
}
