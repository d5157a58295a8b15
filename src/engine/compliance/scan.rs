//! The rules of the policy over all messages, in steps.
//!
//! Invariants: every message is looked at once; what an exclusion hides is counted; messages outside
//! the days of the policy are counted and not tested.

mod classes;
mod combined;
mod destroying;
mod ending;
mod finding;
mod joining;
mod leaving;
mod mail;
mod many;
mod scripts;

use std::collections::BTreeMap;

use super::catalogue::Code;
use super::checks::membership;
use super::day::Day;
use super::draft::{Draft, Drafts};
use super::ground::{Ground, ThreadGround, side_of};
use super::listed::Listed;
use super::policy::{Direction, Excluded, Membership, Policy, Rule};
use super::roster::{Side, title_fits};
use super::rules::{Matcher, Role, Seen};
use super::voice::Voice;
use crate::engine::case::ThreadId;
use crate::engine::detect::Detector;
use crate::engine::place::ByteSpan;
use crate::engine::thread::{Kind, Record, RecordId};

pub(super) use joining::join;
pub(super) use scripts::SCRIPTS;

use classes::class_of;

use leaving::Leaving;
use scripts::Scripts;

/// Text looked at in one step. Units: bytes.
const STEP_BYTES: u64 = 1 << 20;
/// Identifiers by one person in a day.
const MANY: usize = 5;

/// Secrets: always grave.
const SECRETS: [Detector; 5] = [
    Detector::Otp,
    Detector::Password,
    Detector::ApiKey,
    Detector::PrivateKey,
    Detector::SeedPhrase,
];

/// What a detector found in a message.
#[derive(Debug, Clone, Copy)]
pub(super) struct Detection {
    pub(super) thread: u32,
    pub(super) record: RecordId,
    /// In the body.
    pub(super) span: ByteSpan,
    pub(super) detector: Detector,
    pub(super) points: u8,
}

/// What a term came to.
pub(super) type TermCounts = BTreeMap<(usize, String), u32>;

/// The rules on their way.
pub(super) struct Scan {
    matcher: Matcher,
    seen: Seen,
    detections: Vec<Detection>,
    next_detection: usize,
    thread: usize,
    record: u32,
    leaving: Leaving,
    scripts: Scripts,
    /// By rule: whether it applies to the thread being looked at.
    applies: Vec<bool>,
    excluded_thread: Option<usize>,
    /// Identifiers by thread, voice and day.
    identifiers: BTreeMap<(usize, u32, Day), Vec<(RecordId, ByteSpan)>>,
    /// Files by rule, voice and day.
    files: BTreeMap<(usize, u32, Day), Vec<RecordId>>,
    pub(super) terms: TermCounts,
    /// By exclusion: the hits that it hid.
    pub(super) hidden: Vec<Listed>,
    /// Messages outside the days of the policy.
    pub(super) untested: Listed,
    /// The record being looked at.
    at: (ThreadId, RecordId),
    /// Messages in which a rule found something, by thread and record, sorted.
    pub(super) flagged: Vec<(u32, RecordId)>,
    pub(super) done_bytes: u64,
}

/// Whether a rule applies to a thread at all.
pub(super) fn in_thread(ground: &Ground, thread: &ThreadGround, rule: &Rule) -> bool {
    let of = &rule.scope;
    let is_named =
        of.threads.is_empty() || of.threads.iter().any(|one| title_fits(one, &thread.title));
    let is_member = match of.membership {
        Membership::Any => true,
        wanted => membership(ground, thread) == wanted,
    };
    is_named && is_member
}

/// Whether a rule applies to what somebody says.
fn by_voice(rule: &Rule, side: Side) -> bool {
    let sides = &rule.scope.sides;
    let goes = match rule.scope.direction {
        None => true,
        Some(Direction::Out) => side == Side::Internal,
        Some(Direction::In) => side != Side::Internal,
    };
    goes && (sides.is_empty() || sides.contains(&side))
}

/// One message, with who wrote it.
struct Subject<'g> {
    thread: &'g ThreadGround,
    id: RecordId,
    record: &'g Record,
    voice: &'g Voice,
    /// Who that is on the day of the message: their place in the roster.
    person: Option<usize>,
    side: Side,
    body: &'g [u8],
    day: Option<Day>,
}

impl Subject<'_> {
    fn draft(&self, code: Code, why: String, span: Option<ByteSpan>) -> Draft {
        let draft = Draft::new(code, why);
        let draft = match span {
            Some(span) => draft.on(self.thread.id, self.id, span),
            None => draft.at(self.thread.id, self.id),
        };
        draft.by(self.voice.id, self.person)
    }
}

impl Scan {
    /// `Err`: the rules look for too much.
    pub(super) fn new(policy: &Policy, detections: Vec<Detection>) -> Result<Scan, String> {
        let matcher = Matcher::new(policy)?;
        Ok(Scan {
            seen: Seen::new(&matcher),
            matcher,
            detections,
            next_detection: 0,
            thread: 0,
            record: 0,
            leaving: Leaving::default(),
            scripts: Scripts::new(policy),
            applies: Vec::new(),
            excluded_thread: None,
            identifiers: BTreeMap::new(),
            files: BTreeMap::new(),
            terms: TermCounts::new(),
            hidden: vec![Listed::default(); policy.exclusions.len()],
            untested: Listed::default(),
            at: (ThreadId(0), RecordId(0)),
            flagged: Vec::new(),
            done_bytes: 0,
        })
    }

    /// Looks at the next megabyte. Whether that was all.
    pub(super) fn step(&mut self, ground: &Ground, drafts: &mut Drafts) -> bool {
        let stop = self.done_bytes + STEP_BYTES;
        while self.done_bytes < stop {
            let Some(thread) = ground.threads.get(self.thread) else {
                return true;
            };
            if self.record == 0 {
                self.begin(ground, thread);
            }
            while self.record < thread.thread.n_records() && self.done_bytes < stop {
                let id = RecordId(self.record);
                self.record += 1;
                self.done_bytes += u64::from(thread.thread.span(id).len);
                self.look(ground, thread, id, drafts);
            }
            if self.record >= thread.thread.n_records() {
                self.end(ground, thread, drafts);
                self.thread += 1;
                self.record = 0;
            }
        }
        false
    }

    fn begin(&mut self, ground: &Ground, thread: &ThreadGround) {
        let rules = ground.policy.rules.iter();
        self.applies = rules.map(|rule| in_thread(ground, thread, rule)).collect();
        self.leaving.begin();
        self.scripts.begin();
        self.excluded_thread = ground.policy.exclusions.iter().position(
            |one| matches!(&one.what, Excluded::Thread(title) if title_fits(title, &thread.title)),
        );
    }

    fn look(&mut self, ground: &Ground, thread: &ThreadGround, id: RecordId, drafts: &mut Drafts) {
        let Some(record) = thread.record(id) else {
            return;
        };
        self.at = (thread.id, id);
        let detections = self.detections_of(id);
        let Some(voice) = record
            .participant
            .and_then(|at| thread.voice(at))
            .filter(|_| thread.is_written(record))
        else {
            self.system(ground, thread, id, record, drafts);
            return;
        };
        let day = thread.day(id);
        if !ground.policy.is_in_force(day) {
            self.untested.take(thread.id, id);
            return;
        }
        let person = voice.on(day).person();
        let subject = Subject {
            thread,
            id,
            record,
            voice,
            person,
            side: side_of(&ground.roster, person),
            body: thread.thread.body(id),
            day,
        };
        // Where WhatsApp's own words stand for what was said, nobody said them.
        let is_said = !matches!(
            record.kind,
            Kind::Deleted | Kind::MediaOmitted | Kind::ViewOnce | Kind::Call | Kind::Null
        );
        let body: &[u8] = if is_said { subject.body } else { b"" };
        let subject = Subject { body, ..subject };
        self.scripts.count(body);
        self.matcher.look(body, &mut self.seen);
        let hits = self
            .matcher
            .hits(&ground.policy, subject.body, &mut self.seen);
        let hiding = self.hiding(ground, &subject);
        let mut fired = vec![];
        let n_before = drafts.list.len();
        self.words(ground, &subject, &hits, &hiding, &mut fired, drafts);
        self.detectors(ground, &subject, &detections, &hiding, &mut fired, drafts);
        self.leave(ground, &subject, &hiding, &mut fired, drafts);
        self.other_kinds(ground, &subject, &hiding, &mut fired, drafts);
        combined::check(ground, &subject, &self.applies, &fired, drafts);
        self.own_number(ground, &subject, drafts);
        if drafts.list.len() > n_before || !fired.is_empty() {
            self.flagged.push((self.thread as u32, id));
        }
    }

    /// What detectors found in the record; they are sorted as records are.
    fn detections_of(&mut self, id: RecordId) -> Vec<Detection> {
        let key = (self.thread as u32, id);
        let of = |one: &Detection| (one.thread, one.record);
        while self
            .detections
            .get(self.next_detection)
            .is_some_and(|one| of(one) < key)
        {
            self.next_detection += 1;
        }
        let rest = self
            .detections
            .get(self.next_detection..)
            .unwrap_or_default();
        rest.iter()
            .take_while(|one| of(one) == key)
            .copied()
            .collect()
    }

    /// Exclusions that hold for the message: number, and the span of a phrase; `None` for all of it.
    fn hiding(&self, ground: &Ground, subject: &Subject<'_>) -> Vec<(usize, Option<ByteSpan>)> {
        let holds = |number: usize| {
            let until = ground
                .policy
                .exclusions
                .get(number)
                .and_then(|one| one.until);
            until.is_none_or(|until| subject.day.is_none_or(|day| day <= until))
        };
        let mut hiding = Vec::new();
        hiding.extend(self.excluded_thread.map(|number| (number, None)));
        for (number, one) in ground.policy.exclusions.iter().enumerate() {
            if let Excluded::Sender(name) = &one.what {
                let person = subject.person.and_then(|place| ground.person(place));
                let is_one = title_fits(name, &subject.voice.name)
                    || person.is_some_and(|person| {
                        person.id == *name || title_fits(name, &person.full_name)
                    });
                if is_one {
                    hiding.push((number, None));
                }
            }
        }
        let phrases = self
            .seen
            .of(&self.matcher, |role| matches!(role, Role::Exclusion(_)));
        for found in phrases {
            if let Role::Exclusion(number) = self.matcher.role(found) {
                hiding.push((number, Some(self.seen.span(subject.body, found))));
            }
        }
        hiding.retain(|(number, _)| holds(*number));
        hiding
    }

    /// Whether an exclusion hides what stands there; it is counted then.
    fn is_hidden(&mut self, hiding: &[(usize, Option<ByteSpan>)], span: Option<ByteSpan>) -> bool {
        let hides = hiding.iter().find(|(_, phrase)| match (phrase, span) {
            (None, _) => true,
            (Some(phrase), Some(span)) => phrase.overlaps(span),
            (Some(_), None) => false,
        });
        if let Some((number, _)) = hides
            && let Some(hidden) = self.hidden.get_mut(*number)
        {
            hidden.take(self.at.0, self.at.1);
        }
        hides.is_some()
    }

    fn rule<'g>(&self, ground: &'g Ground, number: usize, side: Side) -> Option<&'g Rule> {
        let rule = ground.policy.rules.get(number)?;
        let applies = self.applies.get(number).copied().unwrap_or(false);
        (applies && by_voice(rule, side)).then_some(rule)
    }

    fn leave(
        &mut self,
        ground: &Ground,
        subject: &Subject<'_>,
        hiding: &[(usize, Option<ByteSpan>)],
        fired: &mut Vec<usize>,
        drafts: &mut Drafts,
    ) {
        let mut leaving = std::mem::take(&mut self.leaving);
        leaving.look(self, ground, subject, hiding, fired, drafts);
        self.leaving = leaving;
    }
}
