//! Parts of a report that are counted: words, samples, pairs, decisions.

use std::collections::BTreeMap;

use super::data::{
    BulkCounts, LogLine, Members, PairCounts, PolicyUse, SampleMessage, SampleResult, Stretch,
};
use crate::engine::case::ThreadId;
use crate::engine::compliance::align::Likeness;
use crate::engine::compliance::checks::Pair;
use crate::engine::compliance::day::clock_text;
use crate::engine::compliance::result::Result;
use crate::engine::compliance::review::BulkMove;
use crate::engine::compliance::sampling::{Sample, upper_bound_ppm};
use crate::engine::decision::{CaseWork, DecisionKind, DecisionLog};
use crate::engine::digest::sha256_hex;
use crate::engine::thread::RecordId;

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
            Likeness::OtherSender,
            Likeness::OtherTime,
            Likeness::OtherFile,
        ]),
    }
}

/// Who was in which thread, in words: times as shown, messages by number.
pub(super) fn memberships(result: &Result) -> Vec<Members> {
    let threads = result.statements.iter().filter_map(|statement| {
        let timeline = result.timeline(statement.thread)?;
        let when = |record: Option<RecordId>| {
            record.map_or_else(String::new, |record| {
                let at = result.time(statement.thread, record);
                let at = at.map_or_else(String::new, clock_text);
                format!("{at} (message {})", record.0 + 1)
            })
        };
        let stretches = timeline.members.iter().flat_map(|member| {
            member.stretches.iter().map(|one| Stretch {
                name: member.name.clone(),
                person: member.person.clone().unwrap_or_default(),
                from: when(one.from),
                from_message: one.from.map(|record| record.0 + 1),
                to: when(one.to),
                to_message: one.to.map(|record| record.0 + 1),
                sureness: one.sureness.word().to_owned(),
            })
        });
        Some(Members {
            thread_id: statement.thread,
            thread: statement.title.clone(),
            source: statement.source.clone(),
            start_visible: timeline.start_visible,
            stretches: stretches.collect(),
        })
    });
    threads.collect()
}

pub(super) fn bulk_counts(bulk: &BulkMove) -> BulkCounts {
    let wrong = bulk.looked.values().filter(|(_, right)| !right).count();
    BulkCounts {
        by: bulk.by.clone(),
        at: bulk.at.clone(),
        to: bulk.to.words().to_owned(),
        rule: if bulk.rule.is_empty() {
            bulk.code.clone()
        } else {
            bulk.rule.clone()
        },
        term: bulk.term.clone(),
        note: bulk.note.clone(),
        n_findings: bulk.findings.len() as u32,
        drawn: bulk.drawn.len() as u32,
        looked: bulk.looked.len() as u32,
        wrong: wrong as u32,
    }
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
            let messages = stratum.drawn.iter().map(|(thread, record)| {
                let breaks = read.get(&(thread.0, record.0)).copied();
                drawn_message(result, (*thread, *record), breaks)
            });
            SampleResult {
                name: stratum.name.clone(),
                size: stratum.size,
                drawn,
                read: n_read,
                breaking: n_breaking,
                messages: messages.collect(),
                upper_bound_ppm: (n_read == drawn && drawn > 0)
                    .then(|| upper_bound_ppm(n_breaking, drawn)),
            }
        })
        .collect()
}

/// A drawn message, with all that finding and drawing it again takes.
fn drawn_message(
    result: &Result,
    (id, record): (ThreadId, RecordId),
    breaks: Option<bool>,
) -> SampleMessage {
    let thread = result.thread(id);
    let source = thread.and_then(|thread| result.case().sources.get(thread.source));
    SampleMessage {
        thread: thread.map_or_else(String::new, |one| one.title.clone()),
        source: source.map_or_else(String::new, |one| one.archive.name().to_owned()),
        sha256: source.map_or_else(String::new, |one| one.id.0.clone()),
        entry: thread.map_or(0, |one| one.thread.entry.0),
        message: record.0 + 1,
        breaks,
    }
}

/// With what was asked over time: who, when, policy, its digest, the roster's digest.
pub(super) fn policy_history(log: &DecisionLog) -> Vec<PolicyUse> {
    let uses = log.decisions().iter().filter_map(|decision| {
        let DecisionKind::Work(CaseWork::AskedWith {
            policy,
            policy_sha256,
            roster_sha256,
        }) = &decision.kind
        else {
            return None;
        };
        Some(PolicyUse {
            by: decision.by.clone(),
            at: decision.at.as_str().to_owned(),
            policy: policy.clone(),
            policy_sha256: policy_sha256.clone(),
            roster_sha256: roster_sha256.clone(),
        })
    });
    uses.collect()
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
            DecisionKind::Work(CaseWork::LookedAt {
                with, item, right, ..
            }) => format!(
                "looked again at {} of decision {}: {}",
                item.code,
                with.0,
                if *right { "right" } else { "wrong" }
            ),
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
            DecisionKind::Work(CaseWork::CardTaken { person, .. }) => {
                format!("took {person} into the roster, from a card in an export")
            }
            DecisionKind::Work(CaseWork::AskedWith { policy, .. }) => {
                format!("asked with {policy}")
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
