//! The completeness statement of a thread: what is here, what is not, and one line in words.

mod held;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::catalogue::Code;
use super::checks::{cap_of, is_here, shows_creation, starts_visibly, unexplained};
use super::draft::Finding;
use super::events::EventKind;
use super::ground::{Ground, ThreadGround};
use crate::engine::case::ThreadId;
use crate::engine::thread::{Flags, Kind, RecordId};

use held::{held, verdict};

/// What can be said of the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// As far as the format can show.
    Complete,
    /// Something is missing.
    Incomplete,
    /// Nobody can say.
    CannotSay,
}

impl Verdict {
    /// For people.
    pub fn words(self) -> &'static str {
        match self {
            Verdict::Complete => "complete as far as the format can show",
            Verdict::Incomplete => "incomplete",
            Verdict::CannotSay => "cannot be said",
        }
    }
}

/// Why a record is not complete, or nobody can say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// What kind of finding.
    pub code: Code,
    /// How many.
    pub n: u32,
}

impl Reason {
    /// For people, the code and the number left out.
    pub fn words(&self) -> String {
        self.code.title().to_lowercase()
    }
}

/// `words (C004 2)`.
impl std::fmt::Display for Reason {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(to, "{} ({} {})", self.words(), self.code.id(), self.n)
    }
}

/// Messages of a thread that a number of its statement counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cited {
    /// `deleted`, `edited`, `view once`, `media left out`, `file absent`.
    pub what: String,
    /// Their numbers, from 1: the first 1,000.
    pub messages: Vec<u32>,
}

/// Most messages that are cited of one kind.
const CITED: usize = 1_000;

/// The statement of one thread.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// Which thread.
    pub thread: ThreadId,
    /// Its title.
    pub title: String,
    /// Name of the source.
    pub source: String,
    /// SHA-256 of the source, or its provisional name.
    pub sha256: String,
    /// Who exported it: the voice that somebody chose, or key of the custodian; may be empty.
    pub exporter: String,
    /// Header family.
    pub platform: String,
    /// How its headers are written.
    pub dialect: String,
    /// The zone that was stated; may be empty.
    pub zone: String,
    /// First and last time as shown. Units: seconds on the civil line.
    pub span: Option<(i64, i64)>,
    /// Messages that people wrote.
    pub n_messages: u32,
    /// Lines of WhatsApp's own.
    pub n_system: u32,
    /// Records by kind.
    pub kinds: Vec<(String, u32)>,
    /// Files that messages name.
    pub n_named: u32,
    /// Of these, files that are here.
    pub n_present: u32,
    /// Files that are not.
    pub n_absent: u32,
    /// Files that were left out.
    pub n_omitted: u32,
    /// Files that no message names.
    pub n_unreferenced: u32,
    /// Must be 0.
    pub unexplained_bytes: u64,
    /// Whether the beginning is here.
    pub start_visible: bool,
    /// Whether it ends near a cap.
    pub cap_suspected: bool,
    /// Periods with disappearing messages on.
    pub disappearing: Vec<(i64, i64)>,
    /// Deleted messages.
    pub n_deleted: u32,
    /// Edited messages.
    pub n_edited: u32,
    /// View-once messages.
    pub n_view_once: u32,
    /// Findings about the record, by code.
    pub findings: Vec<(Code, u32)>,
    /// What can be said.
    pub verdict: Verdict,
    /// Why.
    pub reasons: Vec<Reason>,
    /// Which messages some of the numbers count.
    pub cited: Vec<Cited>,
    /// Messages a month, for the map of silence: month, number.
    pub months: Vec<(String, u32)>,
}

/// The statement of a thread under its findings.
pub(super) fn statement(ground: &Ground, thread: &ThreadGround, findings: &[Finding]) -> Statement {
    let source = ground.case.sources.get(thread.source);
    let mut kinds: BTreeMap<&'static str, u32> = BTreeMap::new();
    let (mut n_written, mut n_system, mut n_edited) = (0, 0, 0);
    for record in &thread.thread.records {
        *kinds.entry(record.kind.word()).or_default() += 1;
        n_written += u32::from(thread.is_written(record));
        n_system += u32::from(!thread.is_written(record) && record.kind != Kind::Preamble);
        n_edited += u32::from(record.flags.has(Flags::EDITED));
    }
    let of = |kind: Kind| kinds.get(kind.word()).copied().unwrap_or(0);
    let held = held(thread, findings);
    let mut counts: BTreeMap<Code, u32> = BTreeMap::new();
    for one in &held {
        *counts.entry(one.code).or_default() += 1;
    }
    let own: Vec<&Finding> = held.iter().map(|one| one.finding).collect();
    let n_named = thread.thread.attachments.len() as u32;
    // By the test of C004, so that what is named is here or absent.
    let attachments = thread.thread.attachments.iter();
    let present = attachments.filter(|one| source.is_some_and(|source| is_here(source, one)));
    let n_present = present.count() as u32;
    let (verdict, mut reasons) = verdict(thread, &held);
    // A reason leads to the findings about both exports, and says how many these are.
    for reason in &mut reasons {
        if matches!(reason.code, Code::C009 | Code::C021) {
            reason.n = counts.get(&reason.code).copied().unwrap_or(reason.n);
        }
    }
    Statement {
        thread: thread.id,
        title: thread.title.clone(),
        source: source.map_or_else(String::new, |source| source.archive.name().to_owned()),
        sha256: source.map_or_else(String::new, |source| source.id.0.clone()),
        exporter: exporter(ground, thread),
        platform: format!("{:?}", thread.thread.platform).to_lowercase(),
        dialect: thread
            .thread
            .main_shape()
            .map_or_else(String::new, |shape| shape.pattern.clone()),
        zone: ground
            .stated_zone(thread.source)
            .unwrap_or_default()
            .to_owned(),
        span: thread.span,
        n_messages: n_written,
        n_system,
        n_named,
        n_present,
        n_absent: counts.get(&Code::C004).copied().unwrap_or(0),
        n_omitted: of(Kind::MediaOmitted),
        n_unreferenced: counts.get(&Code::C005).copied().unwrap_or(0),
        unexplained_bytes: unexplained(ground, thread),
        start_visible: match thread.is_group() {
            true => shows_creation(thread),
            false => starts_visibly(thread),
        },
        cap_suspected: cap_of(thread).is_some(),
        disappearing: disappearing(thread),
        n_deleted: of(Kind::Deleted),
        n_edited,
        n_view_once: of(Kind::ViewOnce),
        kinds: kinds
            .into_iter()
            .map(|(kind, n)| (kind.to_owned(), n))
            .collect(),
        findings: counts.into_iter().collect(),
        verdict,
        reasons,
        cited: cited(thread, &own),
        months: months(thread),
    }
}

fn exporter(ground: &Ground, thread: &ThreadGround) -> String {
    let voice = thread.voices.iter().find(|voice| voice.is_exporter);
    let custodian = thread
        .handed_in_by
        .as_ref()
        .and_then(|id| ground.roster.person(id));
    match (custodian, voice) {
        (Some((_, person)), _) => format!("{} ({})", person.full_name, person.id),
        (None, Some(voice)) => voice.name.clone(),
        (None, None) => String::new(),
    }
}

/// Which messages the numbers of a statement count.
fn cited(thread: &ThreadGround, findings: &[&Finding]) -> Vec<Cited> {
    let records = || (1..).zip(&thread.thread.records);
    let of_kind = |kind: Kind| {
        let of = records().filter(move |(_, record)| record.kind == kind);
        of.map(|(number, _)| number).take(CITED).collect()
    };
    let edited = records().filter(|(_, record)| record.flags.has(Flags::EDITED));
    let absent = findings.iter().filter(|one| one.code == Code::C004);
    let absent = absent.filter_map(|one| Some(one.places.first()?.record.0 + 1));
    let all: [(&str, Vec<u32>); 5] = [
        ("deleted", of_kind(Kind::Deleted)),
        (
            "edited",
            edited.map(|(number, _)| number).take(CITED).collect(),
        ),
        ("view once", of_kind(Kind::ViewOnce)),
        ("media left out", of_kind(Kind::MediaOmitted)),
        ("file absent", absent.take(CITED).collect()),
    ];
    let some = all.into_iter().filter(|(_, messages)| !messages.is_empty());
    some.map(|(what, messages)| Cited {
        what: what.to_owned(),
        messages,
    })
    .collect()
}

fn disappearing(thread: &ThreadGround) -> Vec<(i64, i64)> {
    let mut periods = Vec::new();
    let mut since = None;
    for event in &thread.events {
        match event.kind {
            EventKind::DisappearingOn | EventKind::DisappearingTimer => {
                since = since.or_else(|| thread.time(event.record));
            }
            EventKind::DisappearingOff => {
                periods.extend(since.take().zip(thread.time(event.record)));
            }
            _other => {}
        }
    }
    periods.extend(since.zip(thread.span.map(|(_, to)| to)));
    periods
}

fn months(thread: &ThreadGround) -> Vec<(String, u32)> {
    let mut months: BTreeMap<String, u32> = BTreeMap::new();
    for day in &thread.days {
        let month = day.day.to_string().get(..7).unwrap_or_default().to_owned();
        *months.entry(month).or_default() += day.n_messages;
    }
    let (Some(first), Some(last)) = (
        months.keys().next().cloned(),
        months.keys().next_back().cloned(),
    ) else {
        return Vec::new();
    };
    let mut all = Vec::new();
    let mut month = first;
    while month <= last && all.len() < 1200 {
        let n = months.get(&month).copied().unwrap_or(0);
        let next = next_month(&month);
        all.push((month, n));
        month = next;
    }
    all
}

fn next_month(month: &str) -> String {
    let year: i32 = month
        .get(..4)
        .and_then(|year| year.parse().ok())
        .unwrap_or(0);
    let number: u32 = month
        .get(5..)
        .and_then(|month| month.parse().ok())
        .unwrap_or(1);
    if number >= 12 {
        format!("{:04}-01", year + 1)
    } else {
        format!("{year:04}-{:02}", number + 1)
    }
}

/// Which record is shown for a place in the months: the first of that month.
pub(super) fn first_of_month(thread: &ThreadGround, month: &str) -> Option<RecordId> {
    let days = thread
        .days
        .iter()
        .filter(|day| day.day.to_string().starts_with(month));
    days.map(|day| day.first).min()
}
