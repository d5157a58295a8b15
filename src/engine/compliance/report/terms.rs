//! Hits of each term, what became of them, and terms that never hit.

use std::collections::BTreeMap;

use super::data::TermHealth;
use crate::engine::compliance::day::clock_text;
use crate::engine::compliance::policy::{ChannelStatus, Policy, Rule, RuleKind};
use crate::engine::compliance::quoting::quoted;
use crate::engine::compliance::result::Result;
use crate::engine::compliance::review::Standing;
use crate::engine::compliance::rules::{Trial, rule_terms};

/// So many hits without a confirmed one are enough to do without a term.
const RETIRE: u32 = 50;

/// What became of the hits of a term.
#[derive(Default, Clone)]
struct Outcomes {
    hits: u32,
    cleared: u32,
    confirmed: u32,
    last: String,
}

/// By rule and term: how it does.
pub(super) fn terms(result: &Result, standings: &[Standing]) -> Vec<TermHealth> {
    let counts = counts(result, standings);
    let counts = counts.iter();
    let mut health: Vec<TermHealth> = counts
        .map(|((rule, term), one)| hit(rule, term, one))
        .collect();
    let Some(mut trial) = Trial::of(result.policy()) else {
        return health;
    };
    let rules = result.policy().rules.iter().enumerate();
    for (number, rule) in rules.filter(|(_, rule)| rule.enabled) {
        let never = never_hit(result.policy(), (number, rule), &health, &mut trial);
        health.extend(never);
    }
    health
}

/// By rule and term: its findings, and what became of them. An outcome that waits for a second person
/// counts for nothing yet. Where findings are left out because there are too many, the hits count.
fn counts<'r>(
    result: &'r Result,
    standings: &[Standing],
) -> BTreeMap<(&'r str, &'r str), Outcomes> {
    let mut counts: BTreeMap<(&str, &str), Outcomes> = BTreeMap::new();
    for (finding, standing) in result.findings.iter().zip(standings) {
        let (Some(rule), Some(term)) = (&finding.rule, finding.word()) else {
            continue;
        };
        let count = counts.entry((rule, term)).or_default();
        count.hits += 1;
        let waits = standing.waits_for_second(result.policy(), finding.severity);
        if !waits && standing.state.is_cleared() {
            count.cleared += 1;
        } else if !waits && standing.state.is_confirmed() {
            count.confirmed += 1;
            let first = finding.places.first();
            let at = first.and_then(|at| result.time(at.thread, at.record));
            let at = at.map_or_else(String::new, clock_text);
            count.last = at.max(std::mem::take(&mut count.last));
        }
    }
    if !result.beyond.is_empty() {
        for one in &result.terms {
            let count = counts.entry((&one.rule, &one.term)).or_default();
            count.hits = count.hits.max(one.n_hits);
        }
    }
    counts
}

fn hit(rule: &str, term: &str, outcomes: &Outcomes) -> TermHealth {
    let Outcomes {
        hits,
        cleared,
        confirmed,
        last,
    } = outcomes.clone();
    let decided = cleared + confirmed;
    let is_idle = hits >= RETIRE && confirmed == 0;
    TermHealth {
        rule: rule.to_owned(),
        term: term.to_owned(),
        hits,
        cleared,
        confirmed,
        confirmed_percent: (decided > 0).then(|| confirmed * 100 / decided.max(1)),
        last_confirmed: last,
        // Hits that nobody worked say little against a term: the reader is told.
        advice: match (is_idle, cleared) {
            (true, 0) => "retire: none confirmed, none worked yet",
            (true, _) => "retire: none confirmed",
            (false, _) => "",
        }
        .to_owned(),
    }
}

/// Terms that never hit, each tried on a text that it must find.
fn never_hit(
    policy: &Policy,
    (number, rule): (usize, &Rule),
    health: &[TermHealth],
    trial: &mut Trial<'_>,
) -> Vec<TermHealth> {
    let has = |term: &str| {
        let mut of_rule = health.iter().filter(|one| one.rule == rule.id);
        of_rule.any(|one| one.term == term)
    };
    let advised = |term: &str, advice: String| TermHealth {
        advice,
        ..hit(&rule.id, term, &Outcomes::default())
    };
    let silent = |term: &str, works: bool| {
        let advice = match works {
            true => "working, no hits",
            false => "never found: check it",
        };
        advised(term, advice.to_owned())
    };
    match &rule.kind {
        RuleKind::ChannelMove { channels, .. } => {
            let asked = policy.channels.iter().filter(|one| {
                one.status == ChannelStatus::Forbidden
                    && (channels.is_empty() || channels.contains(&one.id))
            });
            let never = asked.filter(|one| !has(&one.title));
            never
                .map(|one| silent(&one.title, trial.invites_to(number, one)))
                .collect()
        }
        // Their examples were tried when the file was read.
        RuleKind::Near { .. }
        | RuleKind::Pattern { .. }
        | RuleKind::Destroy { .. }
        | RuleKind::Detector { .. } => {
            let is_silent = !health.iter().any(|one| one.rule == rule.id);
            let row = is_silent.then(|| silent(&rule.title, true));
            row.into_iter().collect()
        }
        _words => rule_terms(rule)
            .iter()
            .map(|term| term.trim())
            .filter(|term| !has(term))
            .map(|term| match trial.found_as(number, term) {
                Some(other) if other != term => {
                    advised(term, format!("counted as {other}", other = quoted(other)))
                }
                found => silent(term, found.is_some()),
            })
            .collect(),
    }
}
