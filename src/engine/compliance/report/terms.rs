//! Hits of each term, what became of them, and terms that never hit.

use std::collections::BTreeMap;

use super::data::TermHealth;
use crate::engine::compliance::day::clock_text;
use crate::engine::compliance::draft::Finding;
use crate::engine::compliance::policy::{ChannelStatus, Policy, Rule, RuleKind};
use crate::engine::compliance::result::Result;
use crate::engine::compliance::review::{ReviewState, Standing};
use crate::engine::compliance::rules::{Trial, rule_terms};

/// So many hits without a confirmed one are enough to do without a term.
const RETIRE: u32 = 50;

/// What became of the hits of a term.
#[derive(Default, Clone)]
struct Outcomes {
    cleared: u32,
    confirmed: u32,
    last: String,
}

/// By rule and term: how it does.
pub(super) fn terms(result: &Result, standings: &[Standing]) -> Vec<TermHealth> {
    let outcomes = outcomes(result, standings);
    let mut health: Vec<TermHealth> = result
        .terms
        .iter()
        .map(|one| {
            let outcome = outcomes.get(&(one.rule.clone(), one.term.clone()));
            hit(&one.rule, &one.term, one.n_hits, outcome)
        })
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

/// An outcome that waits for a second person counts for nothing yet.
fn outcomes(result: &Result, standings: &[Standing]) -> BTreeMap<(String, String), Outcomes> {
    let mut outcomes: BTreeMap<(String, String), Outcomes> = BTreeMap::new();
    for (finding, standing) in result.findings.iter().zip(standings) {
        let (Some(rule), Some(term)) = (&finding.rule, term_of(finding)) else {
            continue;
        };
        if standing.waits_for_second(result.policy(), finding.severity) {
            continue;
        }
        let count = outcomes.entry((rule.clone(), term.to_owned())).or_default();
        match standing.state {
            ReviewState::FalsePositive | ReviewState::NotRelevant => count.cleared += 1,
            ReviewState::Confirmed | ReviewState::Resolved => {
                count.confirmed += 1;
                let first = finding.places.first();
                let at = first.and_then(|at| result.time(at.thread, at.record));
                count.last = at
                    .map_or_else(String::new, clock_text)
                    .max(std::mem::take(&mut count.last));
            }
            ReviewState::Open
            | ReviewState::Claimed
            | ReviewState::Parked
            | ReviewState::Escalated => {}
        }
    }
    outcomes
}

fn term_of(finding: &Finding) -> Option<&str> {
    let mut trigger = finding.trigger.iter();
    let named = trigger
        .find(|(name, _)| matches!(name.as_str(), "term" | "terms" | "channel" | "detector"));
    named.map(|(_, term)| term.as_str())
}

fn hit(rule: &str, term: &str, hits: u32, outcome: Option<&Outcomes>) -> TermHealth {
    let Outcomes {
        cleared,
        confirmed,
        last,
    } = outcome.cloned().unwrap_or_default();
    let decided = cleared + confirmed;
    // Hits that nobody read say nothing against a term.
    let is_idle = hits >= RETIRE && confirmed == 0 && cleared > 0;
    TermHealth {
        rule: rule.to_owned(),
        term: term.to_owned(),
        hits,
        cleared,
        confirmed,
        confirmed_percent: (decided > 0).then(|| confirmed * 100 / decided.max(1)),
        last_confirmed: last,
        advice: if is_idle { "retire" } else { "" }.to_owned(),
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
    let silent = |term: &str, works: bool| TermHealth {
        advice: match works {
            true => "working, no hits",
            false => "never found: check it",
        }
        .to_owned(),
        ..hit(&rule.id, term, 0, None)
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
            .map(|term| silent(term, trial.finds(number, term)))
            .collect(),
    }
}
