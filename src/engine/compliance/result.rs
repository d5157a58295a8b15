//! What came out of a question.

use std::collections::BTreeMap;

use super::catalogue::Code;
use super::checks::{self, Pair, Timeline};
use super::day::{Day, Days};
use super::draft::Finding;
use super::events::Who;
use super::ground::{Ground, ThreadGround};
use super::ledger::{LedgerItem, ledger};
use super::listed::Listed;
use super::people::PersonRow;
use super::policy::Policy;
use super::review::Reviews;
use super::roster::Roster;
use super::sampling::{Sample, draw, eligible, seed};
use super::statement::{Statement, first_of_month};
use super::voice::messages_on;
use crate::engine::case::{Case, ThreadId};
use crate::engine::thread::RecordId;

/// What a term came to.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct TermHits {
    /// Key of the rule.
    pub rule: String,
    /// The term.
    pub term: String,
    /// How often it was found.
    pub n_hits: u32,
}

/// Everything that came out.
pub struct Result {
    pub(super) ground: Ground,
    /// The gravest first.
    pub findings: Vec<Finding>,
    /// Findings that are beyond what is kept, by code.
    pub beyond: BTreeMap<Code, u32>,
    /// Everybody.
    pub people: Vec<PersonRow>,
    /// By thread.
    pub statements: Vec<Statement>,
    /// Exports of one thread.
    pub pairs: Vec<Pair>,
    /// Rules with words, and what they found.
    pub terms: Vec<TermHits>,
    /// By exclusion of the policy: the hits that it hid.
    pub hidden: Vec<Listed>,
    /// Messages outside the days of the policy.
    pub untested: Listed,
    /// What could not be checked, and why.
    pub not_checked: Vec<String>,
    pub(super) flagged: Vec<(u32, RecordId)>,
}

impl Result {
    /// The policy that was asked.
    pub fn policy(&self) -> &Policy {
        &self.ground.policy
    }

    /// The roster that was asked.
    pub fn roster(&self) -> &Roster {
        &self.ground.roster
    }

    /// From when to when.
    pub fn period(&self) -> Days {
        self.ground.period
    }

    /// The day on which it was asked, when that is known.
    pub fn today(&self) -> Option<Day> {
        self.ground.today
    }

    /// What is open, for reading messages.
    pub fn case(&self) -> &Case {
        &self.ground.case
    }

    pub(super) fn thread(&self, id: ThreadId) -> Option<&ThreadGround> {
        self.ground.thread(id)
    }

    /// The mentions of other channels.
    pub fn ledger(&self, reviews: &Reviews) -> Vec<LedgerItem> {
        ledger(&self.findings, reviews)
    }

    /// Who was in a thread, and who could read a record of it.
    pub fn timeline(&self, thread: ThreadId) -> Option<Timeline> {
        Some(checks::timeline(&self.ground, self.ground.thread(thread)?))
    }

    /// All messages that a finding counts: those of its days, all that it lists, else its places.
    pub fn counted(&self, finding: &Finding) -> Vec<(ThreadId, RecordId)> {
        let of_days = || {
            let thread = self.ground.thread(finding.thread?)?;
            let voice = finding.participant?;
            let records = messages_on(thread, voice, &finding.days);
            Some(
                records
                    .into_iter()
                    .map(|record| (thread.id, record))
                    .collect(),
            )
        };
        let places = || {
            finding
                .places
                .iter()
                .map(|at| (at.thread, at.record))
                .collect()
        };
        if let Some(thread) = finding.thread.filter(|_| !finding.all.is_empty()) {
            return finding.all.iter().map(|record| (thread, *record)).collect();
        }
        match finding.days.is_empty() {
            true => places(),
            false => of_days().unwrap_or_else(places),
        }
    }

    /// Names in a thread beside those of who writes in it: in lines about members, in mentions, and what the
    /// thread is called when it is one of two people.
    pub fn named(&self, thread: ThreadId) -> Vec<String> {
        let Some(ground) = self.ground.thread(thread) else {
            return Vec::new();
        };
        let lines = ground
            .events
            .iter()
            .flat_map(|event| event.who.iter().chain(&event.actor));
        let mut names: Vec<String> = lines
            .filter_map(|who| match who {
                Who::Named(name) => Some(name.clone()),
                Who::Exporter => None,
            })
            .collect();
        names.extend(checks::mentioned(ground));
        let numbers = ground
            .events
            .iter()
            .filter_map(|event| event.number.as_ref());
        names.extend(numbers.map(|number| format!("+{number}")));
        if !ground.is_group() {
            names.push(ground.title.clone());
        }
        names.sort();
        names.dedup();
        names
    }

    /// The last record that is not after a day; the first when all are.
    pub fn record_on(&self, thread: ThreadId, day: Day) -> Option<RecordId> {
        let thread = self.ground.thread(thread)?;
        let mut records = (0..thread.thread.n_records()).map(RecordId);
        records.rfind(|id| thread.day(*id).is_some_and(|of| of <= day))
    }

    /// The first record of a month.
    pub fn first_of_month(&self, thread: ThreadId, month: &str) -> Option<RecordId> {
        first_of_month(self.ground.thread(thread)?, month)
    }

    /// The seed of a draw.
    pub fn seed(&self, nonce: &str) -> String {
        seed(&self.ground, nonce)
    }

    /// Draws a sample. Complaints and secrets are read anyway, and are no part of it.
    pub fn draw(&self, nonce: &str) -> Sample {
        draw(&self.ground, nonce, &self.flagged, &self.read_anyway())
    }

    /// The messages of a group from which a sample is drawn.
    pub(super) fn group(&self, name: &str) -> Listed {
        let mut group = Listed::default();
        let anyway = self.read_anyway();
        let eligible = eligible(&self.ground, &self.flagged, &anyway);
        for one in eligible.filter(|one| one.group == name) {
            group.take(one.thread, one.record);
        }
        group
    }

    /// Complaints and secrets, sorted.
    fn read_anyway(&self) -> Vec<(ThreadId, RecordId)> {
        let findings = self.findings.iter();
        let of = findings.filter(|finding| matches!(finding.code, Code::L002 | Code::D002));
        let mut all: Vec<(ThreadId, RecordId)> = of
            .flat_map(|finding| finding.places.iter().map(|at| (at.thread, at.record)))
            .collect();
        all.sort_unstable();
        all
    }

    /// When a record was written, as shown. Units: seconds on the civil line.
    pub fn time(&self, thread: ThreadId, record: RecordId) -> Option<i64> {
        self.ground.thread(thread)?.time(record)
    }
}
