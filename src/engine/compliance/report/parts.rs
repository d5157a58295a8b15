//! Parts of a report that are counted: words, samples, pairs, decisions.

use std::collections::BTreeMap;

use super::data::{LogLine, PairCounts, SampleResult, TermHealth};
use crate::engine::compliance::align::Likeness;
use crate::engine::compliance::checks::Pair;
use crate::engine::compliance::day::clock_text;
use crate::engine::compliance::policy::RuleKind;
use crate::engine::compliance::result::Result;
use crate::engine::compliance::review::{ReviewState, Standing};
use crate::engine::compliance::sampling::{Sample, upper_bound_ppm};
use crate::engine::decision::{CaseWork, DecisionKind, DecisionLog};
use crate::engine::digest::sha256_hex;

pub(super) fn pair_counts(result: &Result, pair: &Pair) -> PairCounts {
    let name = |id| {
        let statement = result.statements.iter().find(|one| one.thread == id);
        statement.map_or_else(String::new, |one| format!("{} ({})", one.title, one.source))
    };
    let count = |of: &[Likeness]| {
        pair.rows
            .iter()
            .filter(|row| of.contains(&row.likeness))
            .count() as u32
    };
    PairCounts {
        a: name(pair.a),
        b: name(pair.b),
        same_phone: pair.same_phone,
        shifts: pair.shifts.clone(),
        both: pair.n_both,
        only_a: count(&[Likeness::OnlyA]),
        only_b: count(&[Likeness::OnlyB]),
        changed: count(&[
            Likeness::Edited,
            Likeness::Deleted,
            Likeness::LeftOut,
            Likeness::Differs,
        ]),
    }
}

/// Hits of each term, what became of them, and which terms never hit.
pub(super) fn terms(result: &Result, standings: &[Standing]) -> Vec<TermHealth> {
    let mut outcomes: BTreeMap<(String, String), (u32, u32, String)> = BTreeMap::new();
    for (finding, standing) in result.findings.iter().zip(standings) {
        let term = finding
            .trigger
            .iter()
            .find(|(name, _)| matches!(name.as_str(), "term" | "terms" | "channel" | "detector"));
        let (Some(rule), Some((_, term))) = (&finding.rule, term) else {
            continue;
        };
        let count = outcomes.entry((rule.clone(), term.clone())).or_default();
        match standing.state {
            ReviewState::FalsePositive | ReviewState::NotRelevant => count.0 += 1,
            ReviewState::Confirmed | ReviewState::Resolved => {
                count.1 += 1;
                let at = finding
                    .places
                    .first()
                    .and_then(|at| result.time(at.thread, at.record));
                let at = at.map_or_else(String::new, clock_text);
                if at > count.2 {
                    count.2 = at;
                }
            }
            ReviewState::Open
            | ReviewState::Claimed
            | ReviewState::Parked
            | ReviewState::Escalated => {}
        }
    }
    let mut health: Vec<TermHealth> = result
        .terms
        .iter()
        .map(|one| {
            let (cleared, confirmed, last) = outcomes
                .get(&(one.rule.clone(), one.term.clone()))
                .cloned()
                .unwrap_or_default();
            let decided = cleared + confirmed;
            TermHealth {
                rule: one.rule.clone(),
                term: one.term.clone(),
                hits: one.n_hits,
                cleared,
                confirmed,
                confirmed_percent: (decided > 0).then(|| confirmed * 100 / decided.max(1)),
                last_confirmed: last,
                advice: if one.n_hits >= 50 && confirmed == 0 && cleared > 0 {
                    "retire"
                } else {
                    ""
                }
                .to_owned(),
            }
        })
        .collect();
    for rule in result.policy().rules.iter().filter(|rule| rule.enabled) {
        let words: Vec<&String> = match &rule.kind {
            RuleKind::Term(terms) => terms.words.iter().collect(),
            RuleKind::Phrase { phrases, .. } => phrases.iter().collect(),
            RuleKind::Complaint { words, .. } => words.iter().collect(),
            _other => continue,
        };
        for word in words {
            if !health
                .iter()
                .any(|one| one.rule == rule.id && one.term == word.trim())
            {
                health.push(TermHealth {
                    rule: rule.id.clone(),
                    term: word.clone(),
                    hits: 0,
                    cleared: 0,
                    confirmed: 0,
                    confirmed_percent: None,
                    last_confirmed: String::new(),
                    advice: "working, no hits".to_owned(),
                });
            }
        }
    }
    health
}

pub(super) fn sample_results(
    result: &Result,
    log: &DecisionLog,
    sample: &Sample,
) -> Vec<SampleResult> {
    let mut read: BTreeMap<(u32, u32), bool> = BTreeMap::new();
    for decision in log.standing() {
        if let DecisionKind::Work(CaseWork::SampleRead {
            seed,
            target,
            breaks,
            ..
        }) = &decision.kind
            && *seed == sample.seed
            && let Some((thread, record)) = result.case().locate(target)
        {
            read.insert((thread.0, record.0), *breaks);
        }
    }
    let strata = sample.strata.iter();
    strata
        .map(|stratum| {
            let of = stratum
                .drawn
                .iter()
                .filter_map(|(thread, record)| read.get(&(thread.0, record.0)));
            let (n_read, n_breaking) =
                of.fold((0, 0), |(n, b), breaks| (n + 1, b + u32::from(*breaks)));
            let drawn = stratum.drawn.len() as u32;
            SampleResult {
                name: stratum.name.clone(),
                size: stratum.size,
                drawn,
                read: n_read,
                breaking: n_breaking,
                upper_bound_ppm: (n_read == drawn && drawn > 0)
                    .then(|| upper_bound_ppm(n_breaking, drawn)),
            }
        })
        .collect()
}

/// The decisions of this work, in order, chained.
pub(super) fn log_lines(log: &DecisionLog) -> Vec<LogLine> {
    let mut lines: Vec<LogLine> = Vec::new();
    let mut chain = String::new();
    for decision in log.decisions() {
        let what = match &decision.kind {
            DecisionKind::Work(CaseWork::Reviewed { findings, to, .. }) => {
                let codes = findings.first().map_or("", |one| one.code.as_str());
                format!("{} {} × {codes}", to.words(), findings.len())
            }
            DecisionKind::Work(CaseWork::Agreed { with, .. }) => {
                format!("agreed with decision {}", with.0)
            }
            DecisionKind::Work(CaseWork::Settled { item, .. }) => format!("settled {}", item.code),
            DecisionKind::Work(CaseWork::Drawn { seed, n_drawn, .. }) => {
                format!("drew {n_drawn} messages, seed {seed}")
            }
            DecisionKind::Work(CaseWork::SampleRead { breaks, .. }) => {
                format!(
                    "read a drawn message: {}",
                    if *breaks {
                        "breaks the policy"
                    } else {
                        "in order"
                    }
                )
            }
            DecisionKind::Work(CaseWork::Identified { person, .. }) => {
                format!("identified a voice as {person}")
            }
            DecisionKind::Work(CaseWork::HandedIn { person, .. }) => {
                format!("an export was handed in by {person}")
            }
            DecisionKind::Work(CaseWork::Unmasked { grounds }) => {
                format!("showed names: {grounds}")
            }
            DecisionKind::Owner { .. } => "said whose phone made an export".to_owned(),
            DecisionKind::Zone { zone, .. } => format!("stated the zone {zone}"),
            DecisionKind::Intake { .. } => "said how an export came here".to_owned(),
            DecisionKind::Withdraw { withdraws } => format!("took back decision {}", withdraws.0),
            _other => continue,
        };
        let (by, at) = (decision.by.clone(), decision.at.as_str().to_owned());
        chain = sha256_hex(format!("{chain}\n{}\n{by}\n{at}\n{what}", decision.id.0).as_bytes());
        lines.push(LogLine {
            by,
            at,
            what,
            chain: chain.clone(),
        });
    }
    lines
}
