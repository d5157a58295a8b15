//! What may have to be withheld in a case, one JSON object a line. Prints what it finds: for the eyes
//! of those who may read the export.

use std::path::PathBuf;

use serde::Serialize;

use super::args::Inputs;
use super::error::CliError;
use super::{FINE, Output, open};
use crate::engine::case::Case;
use crate::engine::detect::{
    At, DetectJob, DetectOptions, Detected, Explanation, Proposal, countries_of, terms_from_csv,
};
use crate::engine::finding::Explain;
use crate::engine::job::Step;

#[derive(Serialize)]
struct Line<'a> {
    detector: &'static str,
    score: u8,
    place: &'static str,
    thread: Option<u32>,
    i: Option<u32>,
    text: String,
    /// From the first byte of the message, or of the title or name.
    start: u32,
    len: u32,
    goes_on: Option<GoesOn>,
    reasons: &'a [String],
    also: Vec<&'static str>,
}

/// Where a number goes on that was sent in two messages.
#[derive(Serialize)]
struct GoesOn {
    i: u32,
    start: u32,
    len: u32,
}

/// Opens the inputs, runs the detectors, prints the proposals.
pub(super) fn run(
    inputs: &Inputs,
    countries: Option<&str>,
    terms: Option<&PathBuf>,
    to: &mut Output<'_>,
) -> Result<u8, CliError> {
    let opened = open::open_all(inputs, to.err)?;
    let terms = match terms {
        None => Vec::new(),
        Some(path) => {
            let text = std::fs::read_to_string(path).map_err(|source| CliError::Read {
                path: path.clone(),
                source,
            })?;
            terms_from_csv(&text).map_err(|error| CliError::Engine(error.to_failure()))?
        }
    };
    let countries = match countries {
        Some(list) => list
            .split(',')
            .map(|one| one.trim().to_ascii_uppercase())
            .collect(),
        None => countries_of(&opened.case),
    };
    let options = DetectOptions {
        countries,
        terms,
        ..DetectOptions::default()
    };
    let mut job = DetectJob::new(&opened.case, &options);
    let found = loop {
        if let Step::Done(found) = job.step() {
            break found;
        }
    };
    print(&opened.case, &mut job, &found, to)?;
    Ok(FINE)
}

fn print(
    case: &Case,
    job: &mut DetectJob,
    found: &Detected,
    to: &mut Output<'_>,
) -> Result<(), CliError> {
    let mut explained: Option<(At, Vec<Explanation>)> = None;
    for proposal in &found.proposals {
        if let At::Body(id, record, _) = proposal.at {
            let is_known = explained.as_ref().is_some_and(
                |(at, _)| matches!(at, At::Body(known, other, _) if (*known, *other) == (id, record)),
            );
            if !is_known && let Some((_, thread)) = case.thread(id) {
                explained = Some((proposal.at, job.explain(thread, record)));
            }
        } else {
            explained = None;
        }
        let of_this = explained.as_ref().and_then(|(_, all)| {
            all.iter().find(|one| {
                one.detector == proposal.detector
                    && matches!(proposal.at, At::Body(_, _, span) if span == one.span)
            })
        });
        let line = line(case, proposal, of_this);
        serde_json::to_writer(&mut *to.out, &line).map_err(std::io::Error::from)?;
        writeln!(to.out)?;
    }
    if found.n_beyond > 0 {
        writeln!(
            to.err,
            "note: {} more proposals are not printed",
            found.n_beyond
        )?;
    }
    Ok(())
}

fn line<'a>(case: &Case, proposal: &Proposal, why: Option<&'a Explanation>) -> Line<'a> {
    let (place, thread, i, span, text) = match proposal.at {
        At::Title(id, span) => ("title", Some(id), None, span, title(case, id)),
        At::Name(id, who, span) => {
            let name = case
                .thread(id)
                .and_then(|(_, thread)| thread.participants.get(who.0 as usize));
            let name = name.map(|name| name.name.clone().into_bytes());
            ("name", Some(id), None, span, name.unwrap_or_default())
        }
        At::Body(id, record, span) => {
            let bytes = case
                .thread(id)
                .map(|(_, thread)| thread.bytes(record).to_vec());
            let i = Some(record.0 + 1);
            ("body", Some(id), i, span, bytes.unwrap_or_default())
        }
        At::EntryName(source, entry, span) => {
            let entry = case
                .sources
                .get(source as usize)
                .and_then(|source| source.archive.entry(entry));
            let name = entry.map_or("", |entry| &entry.name);
            let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
            ("file_name", None, None, span, name.as_bytes().to_vec())
        }
    };
    let hit = text.get(span.start as usize..span.end() as usize);
    Line {
        detector: proposal.detector.id(),
        score: proposal.points,
        place,
        thread: thread.map(|id| id.0 + 1),
        i,
        text: String::from_utf8_lossy(hit.unwrap_or(&[])).into_owned(),
        start: span.start,
        len: span.len,
        goes_on: proposal.goes_on.map(|(record, span)| GoesOn {
            i: record.0 + 1,
            start: span.start,
            len: span.len,
        }),
        reasons: why.map_or(&[], |why| &why.reasons),
        also: why.map_or_else(Vec::new, |why| {
            why.also.iter().map(|(d, _)| d.id()).collect()
        }),
    }
}

fn title(case: &Case, id: crate::engine::case::ThreadId) -> Vec<u8> {
    case.thread(id)
        .map(|(_, thread)| thread.title.clone().into_bytes())
        .unwrap_or_default()
}
