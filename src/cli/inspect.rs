//! What is in a case, as one JSON object. Its keys are an interface of the program.

use std::collections::BTreeSet;
use std::io::Write;

use serde::Serialize;

use super::error::CliError;
use crate::engine::archive::Role;
use crate::engine::case::{Case, OpenSource};
use crate::engine::finding::{Finding, Severity};
use crate::engine::place::EntryId;
use crate::engine::thread::{DateOrder, Kind, OrderState, Platform, RecordId, Thread};

#[derive(Serialize)]
struct Inspection<'c> {
    sources: Vec<Source<'c>>,
    threads: Vec<ThreadLine<'c>>,
    findings: Vec<FindingLine<'c>>,
}

#[derive(Serialize)]
struct Source<'c> {
    name: &'c str,
    sha256: &'c str,
    size_bytes: u64,
}

#[derive(Serialize)]
struct ThreadLine<'c> {
    title: &'c str,
    platform: Platform,
    n_messages: u32,
    first: Option<String>,
    last: Option<String>,
    date_order: Order,
    /// Where messages start in several ways: each with its order, in the order of the file.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    date_orders: Vec<ShapeOrder<'c>>,
    participants: Vec<Voice<'c>>,
    attachments: Attachments,
    unexplained_bytes: u64,
}

#[derive(Serialize)]
struct Order {
    order: DateOrder,
    state: OrderState,
}

#[derive(Serialize)]
struct ShapeOrder<'c> {
    pattern: &'c str,
    n_messages: u32,
    order: DateOrder,
    state: OrderState,
}

#[derive(Serialize)]
struct Voice<'c> {
    name: &'c str,
    n_messages: u32,
}

/// How many files are named by a thread and are there, and how many nobody names.
#[derive(Serialize)]
pub(super) struct Attachments {
    pub(super) named: usize,
    pub(super) present: usize,
    pub(super) absent: usize,
    pub(super) unreferenced: usize,
}

#[derive(Serialize)]
struct FindingLine<'c> {
    code: &'c str,
    severity: Severity,
    place: String,
    text: &'c str,
}

/// Prints the case.
pub(super) fn print(case: &Case, out: &mut dyn Write) -> Result<(), CliError> {
    let inspection = Inspection {
        sources: case.sources.iter().map(source).collect(),
        threads: case
            .threads()
            .map(|(_, source, thread)| thread_line(source, thread))
            .collect(),
        findings: case
            .sources
            .iter()
            .flat_map(|source| &source.findings)
            .map(finding)
            .collect(),
    };
    serde_json::to_writer_pretty(&mut *out, &inspection).map_err(std::io::Error::from)?;
    writeln!(out)?;
    Ok(())
}

fn source(source: &OpenSource) -> Source<'_> {
    Source {
        name: source.archive.name(),
        sha256: &source.id.0,
        size_bytes: source.archive.size_bytes(),
    }
}

/// Civil times of the first and the last message, in file order.
pub(super) fn first_and_last(thread: &Thread) -> (Option<String>, Option<String>) {
    let mut messages = (0..thread.n_records()).map(RecordId).filter(|id| {
        thread
            .record(*id)
            .is_some_and(|record| record.kind != Kind::Preamble)
    });
    let first = messages.next();
    let last = messages.next_back().or(first);
    let at = |id: Option<RecordId>| Some(thread.civil(id?)?.to_string());
    (at(first), at(last))
}

fn thread_line<'c>(source: &OpenSource, thread: &'c Thread) -> ThreadLine<'c> {
    let (first, last) = first_and_last(thread);
    let shape = thread.main_shape();
    ThreadLine {
        title: &thread.title,
        platform: thread.platform,
        n_messages: thread.n_messages(),
        first,
        last,
        date_order: Order {
            order: shape.map_or(DateOrder::Dmy, |shape| shape.order),
            state: shape.map_or(OrderState::Assumed, |shape| shape.state),
        },
        date_orders: date_orders(thread),
        participants: thread
            .participants
            .iter()
            .map(|participant| Voice {
                name: &participant.name,
                n_messages: participant.n_messages,
            })
            .collect(),
        attachments: attachments(source, thread),
        unexplained_bytes: unexplained_bytes(source, thread),
    }
}

/// One order speaks for a thread of one shape.
fn date_orders(thread: &Thread) -> Vec<ShapeOrder<'_>> {
    let shapes = thread.shapes.iter().filter(|_| thread.shapes.len() > 1);
    shapes
        .map(|shape| ShapeOrder {
            pattern: &shape.pattern,
            n_messages: shape.n_records,
            order: shape.order,
            state: shape.state,
        })
        .collect()
}

/// References are the thread's own; files that no message names belong to the whole source.
pub(super) fn attachments(source: &OpenSource, thread: &Thread) -> Attachments {
    let named = thread.attachments.len();
    let present = thread
        .attachments
        .iter()
        .filter(|attachment| attachment.entry.is_some())
        .count();
    let referenced: BTreeSet<EntryId> = source
        .threads
        .iter()
        .flat_map(|thread| &thread.attachments)
        .filter_map(|attachment| attachment.entry)
        .collect();
    let unreferenced = source
        .archive
        .entries()
        .iter()
        .filter(|entry| entry.role == Role::Payload && !referenced.contains(&entry.id))
        .count();
    Attachments {
        named,
        present,
        absent: named - present,
        unreferenced,
    }
}

/// Bytes of the chat text, as the archive holds it, that belong to no record.
pub(super) fn unexplained_bytes(source: &OpenSource, thread: &Thread) -> u64 {
    let explained: u64 = (0..thread.n_records())
        .map(|index| thread.origin_span(RecordId(index)).1)
        .sum();
    let size_bytes = source
        .archive
        .entry(thread.entry)
        .map_or(0, |entry| entry.size_bytes);
    size_bytes.abs_diff(explained)
}

fn finding(finding: &Finding) -> FindingLine<'_> {
    FindingLine {
        code: &finding.code,
        severity: finding.severity,
        place: finding.place.to_string(),
        text: &finding.text,
    }
}
