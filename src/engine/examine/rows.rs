//! Proposals as the page shows them.

use crate::engine::case::Case;
use crate::engine::detect::{At, Explanation, Proposal};
use crate::engine::parse;

use super::context::{context, row_at, text_of, value_of};
use super::protocol::ProposalRow;
use super::queue::Queue;

/// A proposal of that number.
pub(super) fn row(queue: &mut Queue, case: &Case, number: u32) -> Option<ProposalRow> {
    let item = *queue.items.get(number as usize)?;
    let proposal = &item.proposal;
    let (reasons, also) = account(queue, case, proposal);
    let (sender, stamp) = head(case, &proposal.at);
    Some(ProposalRow {
        number,
        detector: proposal.detector,
        points: proposal.points,
        became: item.became(),
        at: row_at(case, proposal)?,
        value: value_of(case, proposal),
        context: context(case, &queue.coverage, proposal),
        sender,
        stamp,
        reasons,
        also,
    })
}

fn head(case: &Case, at: &At) -> (String, String) {
    let At::Body(id, record, _) = *at else {
        return (String::new(), String::new());
    };
    let Some((_, thread)) = case.thread(id) else {
        return (String::new(), String::new());
    };
    let who = thread.record(record).and_then(|record| record.participant);
    let sender = who.and_then(|who| thread.participants.get(who.0 as usize));
    (
        sender.map_or_else(String::new, |sender| sender.name.clone()),
        parse::stamp_text(thread, record),
    )
}

/// Why it is one, and what else it could be: its text is looked at again.
fn account(
    queue: &mut Queue,
    case: &Case,
    proposal: &Proposal,
) -> (Vec<String>, Vec<crate::engine::detect::Detector>) {
    if proposal.goes_on.is_some() {
        return (vec!["sent in two messages".to_owned()], Vec::new());
    }
    let (explained, span) = match proposal.at {
        At::Body(id, record, span) => match case.thread(id) {
            Some((_, thread)) => (queue.job.explain(thread, record), span),
            None => return Default::default(),
        },
        At::Title(..) | At::Name(..) | At::EntryName(..) => match text_of(case, &proposal.at) {
            Some((text, span)) => (queue.job.explain_text(text), span),
            None => return Default::default(),
        },
    };
    let is_it = |one: &Explanation| one.detector == proposal.detector && one.span == span;
    match explained.into_iter().find(is_it) {
        Some(one) => (
            one.reasons,
            one.also.into_iter().map(|(also, _)| also).collect(),
        ),
        None => Default::default(),
    }
}
