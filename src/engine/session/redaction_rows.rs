//! The list of redactions as the page shows it. It quotes what is withheld: for this page only.

use crate::engine::case::Case;
use crate::engine::decision::{DecisionKind, Keep};
use crate::engine::detect::Detector;
use crate::engine::place::{ByteSpan, EntryId, MessagePlace, SourceId};
use crate::engine::redact::{Redactions, Standing};

use super::protocol::RedactionRow;
use super::rows::excerpt;

/// How much of what is withheld the list quotes. Units: characters.
const EXCERPT_CHARS: usize = 80;

/// In document order, as resolved.
pub(super) fn list(case: &Case, redactions: &Redactions) -> Vec<RedactionRow> {
    redactions
        .decisions()
        .iter()
        .map(|standing| row(case, standing))
        .collect()
}

fn row(case: &Case, standing: &Standing) -> RedactionRow {
    let decision = &standing.decision;
    let (kind, what) = match &decision.kind {
        DecisionKind::Message { target, .. } => ("Message", body_text(case, target)),
        DecisionKind::MessageGone { target, .. } => ("MessageGone", body_text(case, target)),
        DecisionKind::TimeCoarse { to, .. } => ("TimeCoarse", to.word().to_owned()),
        DecisionKind::Span { target, span, .. } => ("Span", span_text(case, target, *span)),
        DecisionKind::Attachment { source, entry, .. } => {
            ("Attachment", entry_name(case, source, *entry))
        }
        DecisionKind::SoundRange {
            source,
            entry,
            from_ms,
            until_ms,
            ..
        } => {
            let stretch = format!("{} to {}", seconds(*from_ms), seconds(*until_ms));
            let name = entry_name(case, source, *entry);
            ("SoundRange", format!("{stretch} of {name}"))
        }
        DecisionKind::Region {
            source,
            entry,
            boxes,
            ..
        } => {
            let n_boxes = match boxes.len() {
                1 => "1 box".to_owned(),
                n => format!("{n} boxes"),
            };
            let name = entry_name(case, source, *entry);
            ("Region", format!("{n_boxes} in {name}"))
        }
        DecisionKind::Value { find, keep, .. } => {
            let kind = match keep {
                Keep::Nothing => "Value",
                Keep::Last(_) => "Partial",
                Keep::Host => "LinkCut",
            };
            (kind, excerpt(find.as_bytes(), EXCERPT_CHARS))
        }
        DecisionKind::Pattern { rule, .. } => ("Pattern", title_of(rule)),
        DecisionKind::Outside { scope, .. } => {
            ("Outside", excerpt(scope.as_bytes(), EXCERPT_CHARS))
        }
        DecisionKind::Participant { target, .. } => ("Participant", sender(case, target)),
        DecisionKind::Opened { .. }
        | DecisionKind::Owner { .. }
        | DecisionKind::DateOrder { .. }
        | DecisionKind::Zone { .. }
        | DecisionKind::Intake { .. }
        | DecisionKind::AsItIs { .. }
        | DecisionKind::Work(_)
        | DecisionKind::Reject { .. }
        | DecisionKind::Withdraw { .. }
        | DecisionKind::Justified { .. }
        | DecisionKind::Checked { .. }
        | DecisionKind::Recipient { .. }
        | DecisionKind::Built { .. }
        | DecisionKind::Disclosed { .. }
        | DecisionKind::Verified { .. }
        | DecisionKind::Witnessed { .. }
        | DecisionKind::PseudonymsKept { .. }
        | DecisionKind::PseudonymsRead { .. } => ("", String::new()),
    };
    RedactionRow {
        decision: decision.id.0.clone(),
        kind: kind.to_owned(),
        codes: decision.kind.codes().unwrap_or_default().to_vec(),
        note: decision.kind.note().map(str::to_owned),
        by: decision.by.clone(),
        at: decision.at.as_str().to_owned(),
        what,
        at_record: standing.first,
        n_places: standing.n_places,
    }
}

/// `1:02.5`
fn seconds(ms: u64) -> String {
    let (minutes, rest) = (ms / 60_000, ms % 60_000);
    format!("{minutes}:{:02}.{}", rest / 1_000, rest % 1_000 / 100)
}

fn body_text(case: &Case, target: &MessagePlace) -> String {
    let Some((id, record)) = case.locate(target) else {
        return String::new();
    };
    case.thread(id).map_or_else(String::new, |(_, thread)| {
        excerpt(thread.body(record), EXCERPT_CHARS)
    })
}

/// A detector in words; its id, when another version knows it.
fn title_of(rule: &str) -> String {
    Detector::from_id(rule).map_or_else(|| rule.to_owned(), |one| one.title().to_owned())
}

fn sender(case: &Case, target: &MessagePlace) -> String {
    let Some((id, record)) = case.locate(target) else {
        return String::new();
    };
    case.thread(id)
        .and_then(|(_, thread)| {
            let who = thread.record(record)?.participant?;
            let name = &thread.participants.get(who.0 as usize)?.name;
            Some(excerpt(name.as_bytes(), EXCERPT_CHARS))
        })
        .unwrap_or_default()
}

fn span_text(case: &Case, target: &MessagePlace, span: ByteSpan) -> String {
    let Some((id, record)) = case.locate(target) else {
        return String::new();
    };
    case.thread(id).map_or_else(String::new, |(_, thread)| {
        let bytes = thread
            .bytes(record)
            .get(span.start as usize..span.end() as usize)
            .unwrap_or_default();
        excerpt(bytes, EXCERPT_CHARS)
    })
}

fn entry_name(case: &Case, source: &SourceId, entry: EntryId) -> String {
    case.source(source)
        .and_then(|(_, source)| source.archive.entry(entry))
        .map_or_else(String::new, |entry| entry.name.clone())
}
