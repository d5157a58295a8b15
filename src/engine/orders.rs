//! What people settled about times: orders of dates, put into force for what is open, and zones
//! that they state. Stamps stay as they are written.

use std::rc::Rc;

use super::case::{Case, OpenSource};
use super::decision::{Decision, DecisionKind, DecisionLog};
use super::parse::{self, OrderChoice};
use super::place::{EntryId, SourceId};
use super::thread::Choice;
use crate::engine::sorting;

/// A zone that a person stated for the phone that made an export. Nobody checked it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ZoneClaim {
    /// An offset, or the name of a zone.
    pub zone: String,
    /// The name the person typed.
    pub by: String,
    /// When, as the decision writes it.
    pub at: String,
}

/// Puts the orders that stand in `log` into force, and takes those back that stand no longer.
/// Returns the numbers of the sources that changed.
///
/// Cost: nothing where nothing changed; else linear in the records of the source.
pub fn apply(case: &mut Case, log: &DecisionLog) -> Vec<usize> {
    let choices = choices(log);
    let mut changed = Vec::new();
    for (number, source) in case.sources.iter_mut().enumerate() {
        if apply_to(source, &choices) {
            changed.push(number);
        }
    }
    changed
}

/// A choice with its target.
type Placed = (SourceId, EntryId, OrderChoice);

/// All choices that stand, by time and id: of two for the same messages, the later counts on every
/// device.
fn choices(log: &DecisionLog) -> Vec<Placed> {
    let mut found: Vec<(&Decision, Placed)> = log
        .standing()
        .into_iter()
        .filter_map(|decision| Some((decision, placed(decision)?)))
        .collect();
    sorting::sort_by_key(&mut found, |(decision, _)| by_time(decision));
    found.into_iter().map(|(_, placed)| placed).collect()
}

fn by_time(decision: &Decision) -> (i64, String, String) {
    let at = decision.at.as_str().to_owned();
    (decision.at.unix_ms(), at, decision.id.0.clone())
}

fn placed(decision: &Decision) -> Option<Placed> {
    let DecisionKind::DateOrder { target, order, .. } = &decision.kind else {
        return None;
    };
    let choice = Choice {
        order: *order,
        by: decision.by.clone(),
        at: decision.at.as_str().to_owned(),
        decision: decision.id.0.clone(),
    };
    let byte_start = target.byte_start;
    let choice = OrderChoice { byte_start, choice };
    Some((target.source.clone(), target.entry, choice))
}

fn apply_to(source: &mut OpenSource, choices: &[Placed]) -> bool {
    let of_thread: Vec<Vec<OrderChoice>> = source
        .threads
        .iter()
        .map(|thread| {
            let here = |placed: &&Placed| placed.0 == source.id && placed.1 == thread.entry;
            let here = choices.iter().filter(here);
            here.map(|(_, _, choice)| choice.clone()).collect()
        })
        .collect();
    let was_refused = source.findings.iter().any(|at| at.code == "P027");
    let mut both = source.threads.iter().zip(&of_thread);
    if !was_refused && !both.any(|(thread, choices)| parse::needs_choosing(thread, choices)) {
        return false;
    }
    let before = source.findings.clone();
    source.findings.retain(|at| !parse::follows_from_order(at));
    for (thread, choices) in source.threads.iter_mut().zip(&of_thread) {
        let thread = Rc::make_mut(thread);
        let findings = parse::choose_orders(&source.archive, thread, choices);
        source.findings.extend(findings);
    }
    source.findings != before
}

/// The zone that was stated last for a source.
pub fn zone_of(log: &DecisionLog, source: &SourceId) -> Option<ZoneClaim> {
    let claims = log.standing().into_iter().filter_map(|decision| {
        let DecisionKind::Zone { source: of, zone } = &decision.kind else {
            return None;
        };
        (of == source).then_some((decision, zone))
    });
    let (decision, zone) = claims.max_by_key(|(decision, _)| by_time(decision))?;
    Some(ZoneClaim {
        zone: zone.clone(),
        by: decision.by.clone(),
        at: decision.at.as_str().to_owned(),
    })
}

/// Whether a text can be a zone: an offset such as `+05:30`, or a name such as `UTC` or
/// `America/New_York`. Whether there is such a zone is not looked up.
pub fn is_zone(text: &str) -> bool {
    if let Some(offset) = text.strip_prefix(['+', '-']) {
        let parts: Vec<&str> = offset.split(':').collect();
        let number = |text: &str, most: u8| {
            let digits = text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit());
            digits && text.parse::<u8>().is_ok_and(|n| n <= most)
        };
        return matches!(parts.as_slice(), [hours, minutes] if number(hours, 14) && number(minutes, 59));
    }
    let is_part = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_alphabetic())
            && part
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'+'))
    };
    text.len() <= 64 && text.split('/').all(is_part)
}
