//! Files that were handed over to sources with threads, and what the page is told of them.

use std::collections::BTreeSet;
use std::rc::Rc;

use crate::engine::archive::{self, Archive, Given, Role};
use crate::engine::case::{Case, OpenSource, ThreadId};
use crate::engine::finding::{Explain, Failure, Finding, Parsed};
use crate::engine::limits::Limits;
use crate::engine::parse;
use crate::engine::place::{EntryId, MessagePlace, SourceId};
use crate::engine::thread::{DateOrder, Kind, OrderState, RecordId, Thread};

use super::error::SessionError;
use super::protocol::{AttachmentCounts, SourceSummary, ThreadSummary};

/// A source that was opened, and everything about it that the case does not hold.
pub(super) struct Opened {
    pub(super) source: OpenSource,
    pub(super) provisional: SourceId,
    /// Texts of it that did not become threads, while others did.
    pub(super) failures: Vec<Failure>,
}

/// Sorts what was chosen together: each zip by itself, everything else as one.
///
/// A file that cannot even be looked at becomes a failure of its own; the others still open.
pub(super) fn groups(given: Vec<Given>) -> (Vec<Vec<Given>>, Vec<Failure>) {
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

/// Opens one source and reads its threads.
///
/// Cost: the directory and the chat texts are read; nothing else is.
pub(super) fn open(given: Vec<Given>) -> Result<Opened, Failure> {
    let Parsed {
        value: archive,
        findings,
    } = Archive::open(given, &Limits::USUAL).map_err(|error| error.to_failure())?;
    let provisional = archive
        .provisional_id()
        .map_err(|error| error.to_failure())?;
    threads_of(archive, findings, provisional)
}

fn threads_of(
    archive: Archive,
    mut findings: Vec<Finding>,
    provisional: SourceId,
) -> Result<Opened, Failure> {
    let mut threads = Vec::new();
    let mut failures = Vec::new();
    for entry in archive.chat_texts() {
        match thread_of(&archive, entry) {
            Ok(parsed) => {
                findings.extend(parsed.findings);
                threads.push(Rc::new(parsed.value));
            }
            Err(failure) => failures.push(failure),
        }
    }
    if threads.is_empty() {
        let name = archive.name().to_owned();
        let nothing = SessionError::NoChatText { name };
        let first = failures.into_iter().next();
        return Err(first.unwrap_or_else(|| nothing.to_failure()));
    }
    Ok(Opened {
        source: OpenSource {
            id: provisional.clone(),
            archive: Rc::new(archive),
            threads,
            findings,
        },
        provisional,
        failures,
    })
}

fn thread_of(archive: &Archive, entry: EntryId) -> Result<Parsed<Thread>, Failure> {
    let bytes = archive
        .read(entry, Limits::USUAL.text_bytes)
        .map_err(|error| error.to_failure())?;
    parse::thread_from_text(archive, entry, bytes).map_err(|error| error.to_failure())
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
    ThreadSummary {
        thread: id,
        title: thread.title.clone(),
        platform: thread.platform,
        n_records: thread.n_records(),
        n_messages: thread.n_messages(),
        first: stamp(first),
        last: stamp(last),
        order: shape.map_or(DateOrder::Dmy, |shape| shape.order),
        order_state: shape.map_or(OrderState::Assumed, |shape| shape.state),
        order_evidence: shape.map_or_else(String::new, |shape| shape.evidence.clone()),
        participants: thread
            .participants
            .iter()
            .map(|participant| (participant.name.clone(), participant.n_messages))
            .collect(),
        participant_places: participant_places(case, id, thread),
        attachments: attachment_counts(source, thread),
    }
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
