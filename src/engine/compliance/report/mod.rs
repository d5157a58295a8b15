//! The report: every number once, as data, from which the page, the JSON and the tables are written.
//!
//! Read [`Report`]. Invariants: the numbers of all forms are the same, since all are written from it;
//! it holds no words of messages but those of single findings, and those are for the eyes of reviewers.

mod data;
mod files;
mod kept;
mod page;
mod parts;
mod tables;
mod terms;

use crate::engine::compliance::quoting::quoted;
use std::collections::{BTreeMap, BTreeSet};

use super::catalogue::{Code, Severity};
use super::checks::of_whom;
use super::day::clock_text;
use super::draft::Finding;
use super::marked::{is_overdue, is_to_work};
use super::people::{Known, PersonRow};
use super::result::Result;
use super::review::{ReviewState, Reviews, Standing, policy_name};
use super::sampling::Sample;
use crate::engine::decision::DecisionLog;

pub use data::{
    BulkCounts, LogLine, Members, PairCounts, PolicyUse, Report, ReportFinding, SampleMessage,
    SampleResult, Stretch, TermHealth,
};
pub use files::{AskedWith, REPORT_FILES, files_to_keep, report_files};
pub use kept::{KeptError, check_kept};
use page::page;
pub use tables::tables;

use parts::{bulk_counts, log_lines, memberships, pair_counts, policy_history, sample_results};
use terms::terms;

/// Stands in the JSON of every report.
const FORMAT: &str = "threadseal-compliance-1";

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

/// Writes the report of a result under what was decided.
pub fn report(result: &Result, log: &DecisionLog, sample: Option<&Sample>) -> Report {
    let reviews = Reviews::over(log, result);
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
        .map(|((finding, standing), number)| {
            report_finding(result, &reviews, finding, standing, number)
        })
        .collect();
    let count = |is: fn(&ReportFinding) -> bool| findings.iter().filter(|one| is(one)).count();
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
        format: FORMAT.to_owned(),
        tool: crate::engine::session::TOOL.to_owned(),
        period_from: day(result.period().from),
        period_to: day(result.period().to),
        policy: policy_name(policy),
        policy_history: policy_history(log),
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
        memberships: memberships(result),
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
        n_overdue: count(|one| one.overdue) as u32,
        n_waiting: count(|one| one.waits_for_second) as u32,
        confirmed: confirmed(&findings),
        bulk: reviews.bulk().iter().map(bulk_counts).collect(),
        by_clause: by_clause(result, &findings),
        beyond: result
            .beyond
            .iter()
            .map(|(code, n)| (code.id().to_owned(), *n))
            .collect(),
        ledger: ledger.collect(),
        terms: terms(result, &standings),
        exclusions: exclusions(result),
        n_untested: result.untested.n,
        sample: sample.map(|sample| {
            (
                sample.nonce.clone(),
                sample.seed.clone(),
                sample_results(result, log, sample),
            )
        }),
        retention: policy.retention.clone(),
        holds: holds(result),
        roster_problems: result
            .roster()
            .problems
            .iter()
            .map(ToString::to_string)
            .collect(),
        not_checked: result.not_checked.clone(),
        limits: LIMITS.iter().map(|limit| (*limit).to_owned()).collect(),
        log: log_lines(log),
        findings,
    }
}

fn report_finding(
    result: &Result,
    reviews: &Reviews,
    finding: &Finding,
    standing: &Standing,
    number: u32,
) -> ReportFinding {
    let thread = finding.thread.and_then(|id| result.thread(id));
    let first = finding.places.first();
    let due = standing.due(result.policy());
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
        if !moved.details.clause.is_empty() {
            words.push_str(&format!(", clause {}", moved.details.clause));
        }
        if !moved.details.note.is_empty() {
            words.push_str(&format!(" ({})", moved.details.note));
        }
        if let Some(second) = &moved.agreed_by {
            words.push_str(&format!(", agreed by {second}"));
        }
        if let Some(done) = standing.resolved() {
            words.push_str(&format!(
                "; resolved on {} by {}: {}",
                done.details.date, done.by, done.details.reference
            ));
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
        level: standing.level(),
        due: due.map_or_else(String::new, |due| due.to_string()),
        overdue: is_overdue(result, standing),
        to_work: is_to_work(result, reviews, finding, standing),
        waits_for_look: reviews.asks_for_a_look(finding, standing).is_some(),
        thread: thread.map_or_else(String::new, |thread| thread.title.clone()),
        source: source_name(result, finding),
        messages: result
            .counted(finding)
            .iter()
            .map(|(_, record)| record.0 + 1)
            .collect(),
        at: at.map_or_else(String::new, clock_text),
        person: finding.person.clone().unwrap_or_default(),
        voice: voice.map_or_else(String::new, |voice| voice.name.clone()),
        rule: finding.rule.clone().unwrap_or_default(),
        term: finding.term().to_owned(),
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

/// The export that a finding is about; two exports of one thread have the same title.
fn source_name(result: &Result, finding: &Finding) -> String {
    let source = finding.source.map(|number| number as usize);
    let source = source.and_then(|number| result.case().sources.get(number));
    source.map_or_else(String::new, |one| one.archive.name().to_owned())
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
        count.1 += u32::from(finding.to_work);
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
                finding.state.is_confirmed() && !finding.waits_for_second
            };
            let n = findings.iter().filter(of).count() as u32;
            let n_confirmed = findings.iter().filter(of).filter(confirmed).count() as u32;
            (clause.id.clone(), clause.title.clone(), n, n_confirmed)
        })
        .collect()
}

/// An outcome that waits for a second person does not count yet.
fn confirmed(findings: &[ReportFinding]) -> Vec<(u32, String, String)> {
    let is_confirmed = |one: &&ReportFinding| one.state.is_confirmed() && !one.waits_for_second;
    let confirmed = findings.iter().filter(is_confirmed);
    confirmed
        .map(|one| (one.number, one.code.clone(), one.outcome.clone()))
        .collect()
}

fn people_counts(people: &[PersonRow]) -> Vec<(String, u32)> {
    Known::ALL
        .into_iter()
        .map(|known| {
            let n = people.iter().filter(|row| row.known == known).count();
            (known.words().to_owned(), n as u32)
        })
        .collect()
}

/// By the test of C016: an export is of whoever handed it in, else of whose phone it shows.
fn custodians(result: &Result) -> Vec<(String, bool)> {
    let threads = result.ground.threads.iter();
    let handed_in: BTreeSet<usize> = threads
        .filter_map(|thread| of_whom(&result.ground, thread))
        .collect();
    let people = result.roster().people.iter().enumerate();
    people
        .filter(|(_, person)| person.custodian)
        .map(|(place, person)| {
            let name = format!("{} ({})", person.full_name, person.id);
            (name, handed_in.contains(&place))
        })
        .collect()
}

fn exclusions(result: &Result) -> Vec<(String, String, u32)> {
    use super::policy::Excluded;
    let all = result.policy().exclusions.iter().zip(&result.hidden);
    all.map(|(one, n)| {
        let what = match &one.what {
            Excluded::Phrase(phrase) => format!("phrase {phrase}", phrase = quoted(phrase)),
            Excluded::Sender(sender) => format!("sender {sender}", sender = quoted(sender)),
            Excluded::Thread(title) => format!("thread {title}", title = quoted(title)),
        };
        (what, one.reason.clone(), n.n)
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
