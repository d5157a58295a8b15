//! Detection over a case in steps.

use std::rc::Rc;

use super::catalogue::Detector;
use super::join::{self, Across};
use super::scanner::Scanner;
use super::setup::DetectOptions;
use super::{At, Explanation, Proposal, roster};
use crate::engine::case::{Case, ThreadId};
use crate::engine::job::{Progress, Step};
use crate::engine::place::{ByteSpan, EntryId};
use crate::engine::thread::{ParticipantId, RecordId, Thread};

/// Text looked at in one step. Units: bytes.
const STEP_BYTES: u64 = 1 << 20;
/// Most proposals that are kept; what is beyond is counted.
pub const PROPOSALS: usize = 500_000;

/// How far apart in time two parts of one number may be sent.
pub(crate) const JOIN_SECONDS: i64 = 120;
/// How many messages may stand between them.
const MOST_BETWEEN: u32 = 16;

/// Detection being run over a case.
pub struct DetectJob {
    scanner: Option<Scanner>,
    threads: Vec<(ThreadId, Rc<Thread>)>,
    /// Names of entries: number of the source, entry, name without folders.
    entries: Vec<(u32, EntryId, String)>,
    thread: usize,
    record: u32,
    done: u64,
    total: u64,
    found: Detected,
}

/// What detection came to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Detected {
    /// For each thread its title, its participants' names and its bodies in file order; then the
    /// names of entries.
    pub proposals: Vec<Proposal>,
    /// How many more there were than are kept.
    pub n_beyond: u32,
}

impl DetectJob {
    /// Prepares detection over everything that is open.
    ///
    /// Cost: reads the contact cards of the case; each is small.
    pub fn new(case: &Case, options: &DetectOptions) -> DetectJob {
        let threads: Vec<(ThreadId, Rc<Thread>)> = case
            .threads()
            .map(|(id, _, thread)| (id, Rc::clone(thread)))
            .collect();
        let mut entries = Vec::new();
        for (number, source) in case.sources.iter().enumerate() {
            for entry in source.archive.entries() {
                if entry.role == crate::engine::archive::Role::Payload {
                    let name = entry.name.rsplit(['/', '\\']).next().unwrap_or(&entry.name);
                    entries.push((number as u32, entry.id, name.to_owned()));
                }
            }
        }
        let names = roster::names_of(case);
        let total = threads
            .iter()
            .map(|(_, thread)| thread.text.len() as u64)
            .sum::<u64>()
            .max(1);
        DetectJob {
            scanner: Scanner::new(options, &names),
            threads,
            entries,
            thread: 0,
            record: 0,
            done: 0,
            total,
            found: Detected::default(),
        }
    }

    /// Looks at the next megabyte.
    pub fn step(&mut self) -> Step<Detected> {
        let stop = self.done.saturating_add(STEP_BYTES);
        while self.done < stop {
            let Some((id, thread)) = self.threads.get(self.thread).cloned() else {
                self.entries();
                return Step::Done(std::mem::take(&mut self.found));
            };
            if self.record == 0 {
                self.names(id, &thread);
            }
            self.records(id, &thread, stop);
            if self.record >= thread.n_records() {
                self.thread += 1;
                self.record = 0;
            }
        }
        Step::More(Progress {
            done: self.done.min(self.total),
            total: self.total,
        })
    }

    fn records(&mut self, id: ThreadId, thread: &Thread, stop: u64) {
        while self.record < thread.n_records() && self.done < stop {
            let record = RecordId(self.record);
            self.record += 1;
            self.done += u64::from(thread.span(record).len);
            let Some(scanner) = &mut self.scanner else {
                continue;
            };
            let offset = thread.body_offset(record);
            for settled in scanner.look(thread.body(record), year(thread, record)) {
                let hit = settled.hit;
                let span = moved(hit.span, offset);
                let at = At::Body(id, record, span);
                self.found.push(at, hit.detector, hit.score.points(), None);
            }
            self.join(id, thread, record);
        }
    }

    /// Numbers that go from one message into the next one of the same participant.
    fn join(&mut self, id: ThreadId, thread: &Thread, record: RecordId) {
        let body = thread.body(record);
        if !join::may_begin(body) {
            return;
        }
        let Some(next) = next_of(thread, record) else {
            return;
        };
        let next_body = thread.body(next);
        if !join::may_meet(body, next_body) {
            return;
        }
        let Some(scanner) = &mut self.scanner else {
            return;
        };
        let Some(Across { hit, tail }) = join::across(scanner, body, next_body) else {
            return;
        };
        let tail_start = thread.body_offset(record) + body.len() as u32 - tail;
        let one = ByteSpan {
            start: tail_start + hit.span.start,
            len: tail - hit.span.start,
        };
        let other = ByteSpan {
            start: thread.body_offset(next),
            len: hit.span.end() - tail - 1,
        };
        let at = At::Body(id, record, one);
        let points = hit.score.points();
        self.found
            .push(at, hit.detector, points, Some((next, other)));
    }

    fn names(&mut self, id: ThreadId, thread: &Thread) {
        let Some(scanner) = &mut self.scanner else {
            return;
        };
        for settled in scanner.look(thread.title.as_bytes(), 0) {
            let hit = settled.hit;
            let at = At::Title(id, hit.span);
            self.found.push(at, hit.detector, hit.score.points(), None);
        }
        for (number, participant) in thread.participants.iter().enumerate() {
            for settled in scanner.look(participant.name.as_bytes(), 0) {
                let hit = settled.hit;
                // Who speaks is a question of its own: pseudonyms.
                if hit.detector != Detector::ParticipantName {
                    let at = At::Name(id, ParticipantId(number as u32), hit.span);
                    self.found.push(at, hit.detector, hit.score.points(), None);
                }
            }
        }
    }

    fn entries(&mut self) {
        let Some(scanner) = &mut self.scanner else {
            return;
        };
        for (source, entry, name) in &self.entries {
            for settled in scanner.look(name.as_bytes(), 0) {
                let hit = settled.hit;
                let at = At::EntryName(*source, *entry, hit.span);
                self.found.push(at, hit.detector, hit.score.points(), None);
            }
        }
    }

    /// Why a body's proposals are what they are: looks at the body again.
    pub fn explain(&mut self, thread: &Thread, record: RecordId) -> Vec<Explanation> {
        let offset = thread.body_offset(record);
        let mut explained = self.explain_in(thread.body(record), year(thread, record));
        for one in &mut explained {
            one.span = moved(one.span, offset);
        }
        explained
    }

    /// Why the proposals in a title or a name are what they are. Spans count from its start.
    pub fn explain_text(&mut self, text: &[u8]) -> Vec<Explanation> {
        self.explain_in(text, 0)
    }

    fn explain_in(&mut self, text: &[u8], year: u16) -> Vec<Explanation> {
        let Some(scanner) = &mut self.scanner else {
            return Vec::new();
        };
        scanner
            .look(text, year)
            .into_iter()
            .map(|settled| Explanation {
                span: settled.hit.span,
                detector: settled.hit.detector,
                points: settled.hit.score.points(),
                reasons: settled.hit.score.reasons().map(|r| r.to_string()).collect(),
                also: settled.also,
            })
            .collect()
    }
}

impl Detected {
    fn push(
        &mut self,
        at: At,
        detector: Detector,
        points: u8,
        goes_on: Option<(RecordId, ByteSpan)>,
    ) {
        if self.proposals.len() >= PROPOSALS {
            self.n_beyond = self.n_beyond.saturating_add(1);
            return;
        }
        self.proposals.push(Proposal {
            at,
            detector,
            points,
            goes_on,
        });
    }
}

fn moved(span: ByteSpan, offset: u32) -> ByteSpan {
    ByteSpan {
        start: span.start + offset,
        len: span.len,
    }
}

fn year(thread: &Thread, record: RecordId) -> u16 {
    thread
        .civil(record)
        .and_then(|time| u16::try_from(time.year).ok())
        .unwrap_or(0)
}

/// The next message of whoever sent this one, as long as it is close; others may speak between.
fn next_of(thread: &Thread, record: RecordId) -> Option<RecordId> {
    let who = thread.record(record)?.participant?;
    let until = record.0.saturating_add(MOST_BETWEEN);
    (record.0 + 1..=until)
        .map(RecordId)
        .take_while(|next| thread.record(*next).is_some() && are_close(thread, record, *next))
        .find(|next| {
            thread
                .record(*next)
                .is_some_and(|at| at.participant == Some(who))
        })
}

fn are_close(thread: &Thread, one: RecordId, next: RecordId) -> bool {
    match (thread.civil(one), thread.civil(next)) {
        (Some(one), Some(next)) => {
            let apart = next.line_seconds() - one.line_seconds();
            (0..=JOIN_SECONDS).contains(&apart)
        }
        _unknown => true,
    }
}
