//! The report: every number once, as data, from which the page, the JSON and the tables are written.
//!
//! Read [`Report`]. Invariants: the numbers of all forms are the same, since all are written from it;
//! it holds no words of messages but those of single findings, and those are for the eyes of reviewers.

mod tables;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::catalogue::{Code, Severity};
use super::checks::Pair;
use super::day::clock_text;
use super::draft::Finding;
use super::job::Result;
use super::people::{Known, PersonRow};
use super::policy::{Retention, RuleKind};
use super::review::{ReviewState, Reviews, Standing, policy_name};
use super::sampling::{Sample, upper_bound_ppm};
use super::statement::Statement;
use crate::engine::decision::{CaseWork, DecisionKind, DecisionLog};
use crate::engine::digest::sha256_hex;

pub use tables::tables;

/// What every report says, from the format and not from us.
pub const LIMITS: [&str; 8] = [
    "An export is one side's: names are those of the exporter's contact list; unsaved people appear as a number or with a ~.",
    "Exports are reported to hold at most about 40,000 messages without media and about 10,000 with media, the newest.",
    "Each thread is exported by hand; there is no export of all threads.",
    "Exporting can be blocked: by advanced chat privacy, in announcement groups, in some countries.",
    "Not in an export: reactions, read and delivery marks, what was replied to, earlier wording of edited messages, view-once content, calls beyond a line, the members at the start.",
    "A deleted message leaves a line or nothing; a message that disappeared leaves nothing.",
    "The text can be edited with any editor, and nothing in it is signed: nothing here says that an export is genuine.",
    "Times are the wall clock of the exporter's phone, without a zone.",
];

/// One finding in the report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportFinding {
    /// Its number, from 1.
    pub number: u32,
    /// The code.
    pub code: String,
    /// How much it matters.
    pub severity: Severity,
    /// How sure it is.
    pub confidence: String,
    /// Where it stands in review.
    pub state: ReviewState,
    /// Whether the outcome waits for a second person.
    pub waits_for_second: bool,
    /// Title of the thread; empty when it is about none.
    pub thread: String,
    /// Numbers of the messages, from 1.
    pub messages: Vec<u32>,
    /// When the first of them was written, as shown; empty when not known.
    pub at: String,
    /// Key of the person; empty when none is known.
    pub person: String,
    /// As the export calls them; empty when none.
    pub voice: String,
    /// Key of the rule; may be empty.
    pub rule: String,
    /// The clause; may be empty.
    pub clause: String,
    /// Findings that are told within this one.
    pub joined: Vec<String>,
    /// One sentence.
    pub why: String,
    /// What to do.
    pub help: String,
    /// The numbers that fired it.
    pub trigger: Vec<(String, String)>,
    /// What was decided; empty when nothing was.
    pub outcome: String,
    /// By which an outcome knows it.
    pub key: String,
}

/// How a term does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermHealth {
    /// Key of the rule.
    pub rule: String,
    /// The term.
    pub term: String,
    /// How often it was found.
    pub hits: u32,
    /// How many were cleared.
    pub cleared: u32,
    /// How many were confirmed.
    pub confirmed: u32,
    /// Confirmed of those that were decided. Units: percent; `None` when none was.
    pub confirmed_percent: Option<u32>,
    /// The last confirmed one, as shown; empty when none.
    pub last_confirmed: String,
    /// `retire`, `working, no hits` or empty.
    pub advice: String,
}

/// A group of a sample, and what was read of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SampleResult {
    /// The group.
    pub name: String,
    /// How many messages it has.
    pub size: u32,
    /// How many were drawn.
    pub drawn: u32,
    /// How many of them were read.
    pub read: u32,
    /// How many break the policy.
    pub breaking: u32,
    /// At most this share of the group breaks it, with 95 % certainty; only when all drawn ones were
    /// read. Units: parts of a million.
    pub upper_bound_ppm: Option<u32>,
}

/// The question and everything that came out, with what was decided about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// `threadseal-compliance-1`.
    pub format: String,
    /// The program.
    pub tool: String,
    /// From when; empty when open.
    pub period_from: String,
    /// To when; empty when open.
    pub period_to: String,
    /// Policy, version, digest.
    pub policy: String,
    /// Title of the policy.
    pub policy_title: String,
    /// SHA-256 of the policy file.
    pub policy_sha256: String,
    /// People in the roster.
    pub n_roster: u32,
    /// Custodians, and whether each handed something in.
    pub custodians: Vec<(String, bool)>,
    /// By thread.
    pub statements: Vec<Statement>,
    /// Exports of one thread.
    pub pairs: Vec<PairCounts>,
    /// Everybody.
    pub people: Vec<PersonRow>,
    /// People by how well they are known.
    pub people_counts: Vec<(String, u32)>,
    /// All findings.
    pub findings: Vec<ReportFinding>,
    /// Findings by code, and how many are still to do.
    pub by_code: Vec<(String, String, u32, u32)>,
    /// Findings by severity.
    pub by_severity: Vec<(String, u32)>,
    /// Findings by state.
    pub by_state: Vec<(String, u32)>,
    /// Findings by clause, and how many are confirmed.
    pub by_clause: Vec<(String, String, u32, u32)>,
    /// Findings beyond what is kept.
    pub beyond: Vec<(String, u32)>,
    /// Mentions of other channels: what about, number of the finding, settled how; empty while open.
    pub ledger: Vec<(String, u32, String)>,
    /// How terms do.
    pub terms: Vec<TermHealth>,
    /// Exclusions: what, why, how many hits each hid.
    pub exclusions: Vec<(String, String, u32)>,
    /// Messages outside the days of the policy.
    pub n_untested: u32,
    /// The sample, when one was drawn.
    pub sample: Option<(String, String, Vec<SampleResult>)>,
    /// Retention labels of the policy.
    pub retention: Vec<Retention>,
    /// Legal holds: person, hold.
    pub holds: Vec<(String, String)>,
    /// What could not be checked, and why.
    pub not_checked: Vec<String>,
    /// What the format itself does not show.
    pub limits: Vec<String>,
    /// Decisions of this work: who, when, what; each with the digest over it and the one before.
    pub log: Vec<LogLine>,
}

/// Two exports of one thread, in numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PairCounts {
    /// Title and source of the first.
    pub a: String,
    /// Title and source of the second.
    pub b: String,
    /// Whether both come from one phone.
    pub same_phone: bool,
    /// Minutes by which the second clock is ahead.
    pub shifts: Vec<i64>,
    /// In both.
    pub both: u32,
    /// In the first only.
    pub only_a: u32,
    /// In the second only.
    pub only_b: u32,
    /// Changed in one: edited, deleted, left out, other words.
    pub changed: u32,
}

/// A decision in the report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogLine {
    /// Who.
    pub by: String,
    /// When.
    pub at: String,
    /// What.
    pub what: String,
    /// SHA-256 over the line before and this one.
    pub chain: String,
}

/// Writes the report of a result under what was decided.
pub fn report(result: &Result, log: &DecisionLog, sample: Option<&Sample>) -> Report {
    let reviews = Reviews::of(log);
    let standings: Vec<Standing> = result
        .findings
        .iter()
        .map(|finding| reviews.of_finding(finding))
        .collect();
    let findings: Vec<ReportFinding> = result
        .findings
        .iter()
        .zip(&standings)
        .zip(1..)
        .map(|((finding, standing), number)| report_finding(result, finding, standing, number))
        .collect();
    let policy = result.policy();
    let day = |day: Option<super::day::Day>| day.map_or_else(String::new, |day| day.to_string());
    let ledger = result.ledger(&reviews).into_iter().map(|item| {
        let settled =
            item.settled
                .map_or_else(String::new, |settled| match settled.signed_by.is_empty() {
                    true => format!("evidence: {}", settled.text),
                    false => format!("explained by {}: {}", settled.signed_by, settled.text),
                });
        (item.about, item.finding + 1, settled)
    });
    Report {
        format: "threadseal-compliance-1".to_owned(),
        tool: crate::engine::session::TOOL.to_owned(),
        period_from: day(result.period().from),
        period_to: day(result.period().to),
        policy: policy_name(policy),
        policy_title: policy.title.clone(),
        policy_sha256: policy.digest.clone(),
        n_roster: result.roster().people.len() as u32,
        custodians: custodians(result),
        statements: result.statements.clone(),
        pairs: result
            .pairs
            .iter()
            .map(|pair| pair_counts(result, pair))
            .collect(),
        people_counts: people_counts(&result.people),
        people: result.people.clone(),
        by_code: by_code(&findings),
        by_severity: counted(
            Severity::ALL,
            |severity| severity.word(),
            &findings,
            |one| one.severity,
        ),
        by_state: counted(ReviewState::ALL, ReviewState::words, &findings, |one| {
            one.state
        }),
        by_clause: by_clause(result, &findings),
        beyond: result
            .beyond
            .iter()
            .map(|(code, n)| (code.id().to_owned(), *n))
            .collect(),
        ledger: ledger.collect(),
        terms: terms(result, &standings),
        exclusions: exclusions(result),
        n_untested: result.n_untested,
        sample: sample.map(|sample| {
            (
                sample.nonce.clone(),
                sample.seed.clone(),
                sample_results(result, log, sample),
            )
        }),
        retention: policy.retention.clone(),
        holds: holds(result),
        not_checked: result.not_checked.clone(),
        limits: LIMITS.iter().map(|limit| (*limit).to_owned()).collect(),
        log: log_lines(log),
        findings,
    }
}

fn report_finding(
    result: &Result,
    finding: &Finding,
    standing: &Standing,
    number: u32,
) -> ReportFinding {
    let thread = finding.thread.and_then(|id| result.thread(id));
    let first = finding.places.first();
    let at = first.and_then(|at| result.time(at.thread, at.record));
    let voice = thread
        .zip(finding.participant)
        .and_then(|(thread, id)| thread.voice(id));
    let outcome = standing.outcome().map_or_else(String::new, |moved| {
        let mut words = format!(
            "{} by {} at {}",
            moved.to.words().to_lowercase(),
            moved.by,
            moved.at
        );
        if let Some(outcome) = moved.details.outcome {
            words.push_str(&format!(": {}", outcome.words()));
        }
        if !moved.details.note.is_empty() {
            words.push_str(&format!(" ({})", moved.details.note));
        }
        if let Some(second) = &moved.agreed_by {
            words.push_str(&format!(", agreed by {second}"));
        }
        if let Some(other) = standing.other_policy(result.policy()) {
            words.push_str(&format!(", {other}"));
        }
        if standing.carried_over {
            words.push_str(", carried over from an earlier export");
        }
        words
    });
    ReportFinding {
        number,
        code: finding.code.id().to_owned(),
        severity: finding.severity,
        confidence: finding.confidence.word().to_owned(),
        state: standing.state,
        waits_for_second: standing.waits_for_second(result.policy(), finding.severity),
        thread: thread.map_or_else(String::new, |thread| thread.title.clone()),
        messages: finding.places.iter().map(|at| at.record.0 + 1).collect(),
        at: at.map_or_else(String::new, clock_text),
        person: finding.person.clone().unwrap_or_default(),
        voice: voice.map_or_else(String::new, |voice| voice.name.clone()),
        rule: finding.rule.clone().unwrap_or_default(),
        clause: finding.clause.clone().unwrap_or_default(),
        joined: finding
            .joined
            .iter()
            .map(|code| code.id().to_owned())
            .collect(),
        why: finding.why.clone(),
        help: finding.code.help().to_owned(),
        trigger: finding.trigger.clone(),
        outcome,
        key: finding.key.key(),
    }
}

fn counted<T: Copy + PartialEq, const N: usize>(
    all: [T; N],
    word: impl Fn(T) -> &'static str,
    findings: &[ReportFinding],
    of: impl Fn(&ReportFinding) -> T,
) -> Vec<(String, u32)> {
    all.into_iter()
        .map(|one| {
            let n = findings.iter().filter(|finding| of(finding) == one).count();
            (word(one).to_owned(), n as u32)
        })
        .collect()
}

fn by_code(findings: &[ReportFinding]) -> Vec<(String, String, u32, u32)> {
    let mut counts: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
    for finding in findings {
        let count = counts.entry(&finding.code).or_default();
        count.0 += 1;
        count.1 += u32::from(finding.state.is_to_do());
    }
    let title = |id: &str| Code::from_id(id).map_or("", Code::title).to_owned();
    counts
        .into_iter()
        .map(|(id, (n, open))| (id.to_owned(), title(id), n, open))
        .collect()
}

fn by_clause(result: &Result, findings: &[ReportFinding]) -> Vec<(String, String, u32, u32)> {
    let clauses = result.policy().clauses.iter();
    clauses
        .map(|clause| {
            let of = |finding: &&ReportFinding| finding.clause == clause.id;
            let confirmed = |finding: &&ReportFinding| {
                matches!(
                    finding.state,
                    ReviewState::Confirmed | ReviewState::Resolved
                ) && !finding.waits_for_second
            };
            let n = findings.iter().filter(of).count() as u32;
            let n_confirmed = findings.iter().filter(of).filter(confirmed).count() as u32;
            (clause.id.clone(), clause.title.clone(), n, n_confirmed)
        })
        .collect()
}

fn people_counts(people: &[PersonRow]) -> Vec<(String, u32)> {
    let all = [
        Known::Unknown,
        Known::Candidates,
        Known::Conflict,
        Known::NotAuthorised,
        Known::Matched,
        Known::Silent,
    ];
    all.into_iter()
        .map(|known| {
            let n = people.iter().filter(|row| row.known == known).count();
            (known.words().to_owned(), n as u32)
        })
        .collect()
}

fn custodians(result: &Result) -> Vec<(String, bool)> {
    let people = result
        .roster()
        .people
        .iter()
        .filter(|person| person.custodian);
    people
        .map(|person| {
            let handed_in = result
                .statements
                .iter()
                .any(|one| one.exporter.ends_with(&format!("({})", person.id)));
            (format!("{} ({})", person.full_name, person.id), handed_in)
        })
        .collect()
}

fn pair_counts(result: &Result, pair: &Pair) -> PairCounts {
    let name = |id| {
        let statement = result.statements.iter().find(|one| one.thread == id);
        statement.map_or_else(String::new, |one| format!("{} ({})", one.title, one.source))
    };
    use super::align::Likeness;
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
fn terms(result: &Result, standings: &[Standing]) -> Vec<TermHealth> {
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

fn exclusions(result: &Result) -> Vec<(String, String, u32)> {
    use super::policy::Excluded;
    let all = result.policy().exclusions.iter().zip(&result.hidden);
    all.map(|(one, n)| {
        let what = match &one.what {
            Excluded::Phrase(phrase) => format!("phrase {phrase:?}"),
            Excluded::Sender(sender) => format!("sender {sender:?}"),
            Excluded::Thread(title) => format!("thread {title:?}"),
        };
        (what, one.reason.clone(), *n)
    })
    .collect()
}

fn holds(result: &Result) -> Vec<(String, String)> {
    let people = result.roster().people.iter();
    people
        .flat_map(|person| {
            person
                .hold
                .iter()
                .map(|hold| (person.full_name.clone(), hold.clone()))
        })
        .collect()
}

fn sample_results(result: &Result, log: &DecisionLog, sample: &Sample) -> Vec<SampleResult> {
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
fn log_lines(log: &DecisionLog) -> Vec<LogLine> {
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
