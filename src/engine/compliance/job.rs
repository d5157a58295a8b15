//! All of it over a case, in steps, and what came out of it.

mod aligned;
mod hits;
mod noted;

use std::collections::BTreeMap;
use std::rc::Rc;

use super::catalogue::Code;
use super::checks::{self, Again, PairChecks};
use super::day::{Day, Days};
use super::draft::{At as Place, Drafts, Finding};
use super::ground::{Decided, Ground, thread_ground};
use super::listed::Listed;
use super::people::people;
use super::policy::{Policy, RuleKind};
use super::result::{Result, TermHits};
use super::roster::Roster;
use super::rules::detect_options;
use super::scan::{Detection, Scan, join};
use super::statement::statement;
use super::zones::{ZoneAhead, ZoneShifts};
use crate::engine::case::{Case, ThreadId};
use crate::engine::decision::DecisionLog;
use crate::engine::detect::{At, DetectJob, Detector, countries_of};
use crate::engine::finding::Finding as Oddity;
use crate::engine::job::{Progress, Step};
use crate::engine::place::ByteSpan;

pub use aligned::align_threads;
pub use hits::{HitsJob, RuleHits};

/// What is asked.
#[derive(Clone)]
pub struct Question {
    /// Who may speak.
    pub roster: Roster,
    /// What is allowed.
    pub policy: Policy,
    /// From when to when; open ends take everything.
    pub period: Days,
    /// The day on which it is asked, when that is known.
    pub today: Option<Day>,
    /// The last day that a message can be of: today where somebody said which day that is, the day after
    /// where it is read from a clock, since it is that day already elsewhere.
    pub latest: Option<Day>,
    /// What digests brought up, by number of source.
    pub told: Vec<(usize, Oddity)>,
}

enum Phase {
    Ground(usize),
    Detect(Box<DetectJob>),
    Scan(Box<Scan>),
    Threads(Box<Scan>, usize, usize),
    Pairs(Box<Scan>),
    Done,
}

/// The whole, on its way.
pub struct ComplianceJob {
    decided: Decided,
    log: DecisionLog,
    ahead: ZoneAhead,
    ground: Ground,
    drafts: Drafts,
    pairs: PairChecks,
    phase: Phase,
    not_checked: Vec<String>,
    total: u64,
    done: u64,
}

impl ComplianceJob {
    /// Prepares the question for what is open.
    pub fn new(
        case: &Case,
        log: &DecisionLog,
        question: Question,
        ahead: ZoneAhead,
    ) -> ComplianceJob {
        let text: u64 = case
            .threads()
            .map(|(_, _, thread)| thread.text.len() as u64)
            .sum();
        ComplianceJob {
            decided: Decided::of(log),
            log: log.clone(),
            ahead,
            ground: Ground {
                case: case.clone(),
                roster: question.roster,
                policy: question.policy,
                threads: Vec::new(),
                period: question.period,
                today: question.today,
                latest: question.latest,
                told: question.told,
                zones: ZoneShifts::default(),
            },
            drafts: Drafts::default(),
            pairs: PairChecks::default(),
            phase: Phase::Ground(0),
            not_checked: Vec::new(),
            total: text.max(1) * 4,
            done: 0,
        }
    }

    /// Does the next slice.
    pub fn step(&mut self) -> Step<Result> {
        let phase = std::mem::replace(&mut self.phase, Phase::Done);
        self.phase = match phase {
            Phase::Ground(number) => self.step_ground(number),
            Phase::Detect(job) => self.step_detect(job),
            Phase::Scan(scan) => self.step_scan(scan),
            Phase::Threads(scan, number, part) => self.step_thread(scan, number, part),
            Phase::Pairs(scan) => {
                if self.pairs.n_left() == 0 {
                    let again = Again::of(&self.ground, &self.pairs.pairs);
                    return Step::Done(self.finish(*scan, &again));
                }
                self.pairs.step(&self.ground, &mut self.drafts);
                Phase::Pairs(scan)
            }
            Phase::Done => return Step::Done(self.nothing()),
        };
        Step::More(Progress {
            done: self.done.min(self.total),
            total: self.total,
        })
    }

    fn step_ground(&mut self, number: usize) -> Phase {
        let id = ThreadId(number as u32);
        match thread_ground(&self.ground.case, id, &self.ground.roster, &self.decided) {
            Some(thread) => {
                self.done += thread.thread.text.len() as u64;
                self.ground.threads.push(thread);
                Phase::Ground(number + 1)
            }
            None => {
                self.ground.find_shifts(&self.log, &Rc::clone(&self.ahead));
                self.note();
                self.begin_detecting()
            }
        }
    }

    fn begin_detecting(&mut self) -> Phase {
        let ids = self.detectors();
        if ids.is_empty() {
            self.done += self.text();
            return self.begin_scan(Vec::new());
        }
        let regions = self
            .ground
            .roster
            .people
            .iter()
            .map(|person| person.region.clone());
        let mut regions: Vec<String> = regions.filter(|region| !region.is_empty()).collect();
        regions.extend(countries_of(&self.ground.case));
        let options = detect_options(&ids, &regions);
        Phase::Detect(Box::new(DetectJob::new(&self.ground.case, &options)))
    }

    fn detectors(&self) -> Vec<Detector> {
        let rules = self.ground.policy.rules.iter();
        let mut ids: Vec<Detector> = rules
            .filter_map(|rule| match &rule.kind {
                RuleKind::Detector { ids, .. } => Some(ids),
                _other => None,
            })
            .flatten()
            .copied()
            .collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    fn step_detect(&mut self, mut job: Box<DetectJob>) -> Phase {
        let found = match job.step() {
            Step::More(progress) => {
                self.done = self.text() + progress.done;
                return Phase::Detect(job);
            }
            Step::Done(found) => found,
        };
        if found.n_beyond > 0 {
            self.not_checked.push(format!(
                "detectors found {} more places than are kept",
                found.n_beyond
            ));
        }
        let mut detections: Vec<Detection> = found
            .proposals
            .iter()
            .filter_map(|proposal| {
                let At::Body(thread, record, span) = proposal.at else {
                    return None;
                };
                let offset = self.ground.thread(thread)?.thread.body_offset(record);
                Some(Detection {
                    thread: thread.0,
                    record,
                    span: ByteSpan {
                        start: span.start.saturating_sub(offset),
                        len: span.len,
                    },
                    detector: proposal.detector,
                    points: proposal.points,
                })
            })
            .collect();
        detections.sort_by_key(|one| (one.thread, one.record, one.span));
        self.done = 2 * self.text();
        self.begin_scan(detections)
    }

    fn begin_scan(&mut self, detections: Vec<Detection>) -> Phase {
        match Scan::new(&self.ground.policy, detections) {
            Ok(scan) => Phase::Scan(Box::new(scan)),
            // A policy that was read has been tried, so this does not happen.
            Err(what) => {
                self.not_checked.push(what);
                Phase::Done
            }
        }
    }

    fn step_scan(&mut self, mut scan: Box<Scan>) -> Phase {
        let is_done = scan.step(&self.ground, &mut self.drafts);
        self.done = 2 * self.text() + scan.done_bytes;
        if is_done {
            self.done = 3 * self.text();
            return Phase::Threads(scan, 0, 0);
        }
        Phase::Scan(scan)
    }

    /// One check of one thread, so that a long thread does not keep a person waiting.
    fn step_thread(&mut self, scan: Box<Scan>, number: usize, part: usize) -> Phase {
        let Some(thread) = self.ground.threads.get(number) else {
            checks::of_all(&self.ground, &mut self.drafts);
            self.pairs.find(&self.ground);
            return Phase::Pairs(scan);
        };
        if let Some(check) = checks::OF_THREAD.get(part) {
            check(&self.ground, thread, &mut self.drafts);
            self.done += thread.thread.text.len() as u64 / checks::OF_THREAD.len() as u64;
            return Phase::Threads(scan, number, part + 1);
        }
        // A single export has nothing to be compared with.
        if self.ground.case.sources.len() > 1 {
            self.pairs.take(thread);
        }
        Phase::Threads(scan, number + 1, 0)
    }

    fn text(&self) -> u64 {
        self.ground
            .threads
            .iter()
            .map(|thread| thread.thread.text.len() as u64)
            .sum()
    }

    fn finish(&mut self, mut scan: Scan, again: &Again) -> Result {
        checks::over_threads(&self.ground, again, &mut self.drafts);
        scan.over_threads(&self.ground, again, &mut self.drafts);
        join(&self.ground, &mut self.drafts);
        let drafts = std::mem::take(&mut self.drafts);
        let ground = self.take_ground();
        let (mut findings, beyond) = drafts.finish(&ground);
        findings.retain(|finding| in_period(&ground, finding));
        let terms = scan.terms.iter().filter_map(|((rule, term), n)| {
            Some(TermHits {
                rule: ground.policy.rules.get(*rule)?.id.clone(),
                term: term.clone(),
                n_hits: *n,
            })
        });
        Result {
            people: people(&ground, again),
            statements: ground
                .threads
                .iter()
                .map(|thread| statement(&ground, thread, &findings))
                .collect(),
            pairs: std::mem::take(&mut self.pairs.pairs),
            terms: terms.collect(),
            hidden: scan.hidden,
            untested: scan.untested,
            not_checked: std::mem::take(&mut self.not_checked),
            flagged: scan.flagged,
            findings,
            beyond,
            ground,
        }
    }

    fn take_ground(&mut self) -> Ground {
        let policy = self.ground.policy.clone();
        let empty = Ground {
            case: Case::default(),
            roster: Roster::default(),
            policy,
            threads: Vec::new(),
            period: Days::default(),
            today: None,
            latest: None,
            told: Vec::new(),
            zones: ZoneShifts::default(),
        };
        std::mem::replace(&mut self.ground, empty)
    }

    fn nothing(&mut self) -> Result {
        Result {
            ground: self.take_ground(),
            findings: Vec::new(),
            beyond: BTreeMap::new(),
            people: Vec::new(),
            statements: Vec::new(),
            pairs: Vec::new(),
            terms: Vec::new(),
            hidden: Vec::new(),
            untested: Listed::default(),
            not_checked: std::mem::take(&mut self.not_checked),
            flagged: Vec::new(),
        }
    }
}

/// A finding about a message counts when the message is of the period; others always do.
fn in_period(ground: &Ground, finding: &Finding) -> bool {
    if finding.places.is_empty() {
        return true;
    }
    if matches!(
        finding.code,
        Code::C003 | Code::C010 | Code::C011 | Code::C001 | Code::C002
    ) {
        return true;
    }
    let day = |at: &Place| {
        ground
            .thread(at.thread)
            .and_then(|thread| thread.day(at.record))
    };
    let mut days = finding.places.iter().map(day);
    days.any(|day| ground.period.hold(day))
}
