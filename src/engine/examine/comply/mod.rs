//! The clerk: what the examiner does for compliance. Holds what came out of one question, shows it in
//! windows, and reads from the page's log what was decided about it.
//!
//! Invariants: decides nothing; a finding keeps its number until the next question.

mod answers;
pub mod protocol;
mod rows;
mod trying;

use std::collections::VecDeque;

use super::protocol::Event;
use crate::engine::case::Case;
use crate::engine::compliance::{
    AskedWith, CardMapping, ComplianceJob, Day, Days, FoundCard, Question, Result as Found,
    Reviews, Roster, Sample, ZoneAhead, cards_in_case, files_to_keep, policy_from_json, report,
    report_files, roster_from_cards, roster_from_csv,
};
use crate::engine::decision::DecisionLog;
use crate::engine::finding::{Explain, Failure};
use crate::engine::job::Step;
use crate::engine::session::protocol::Tag;
use crate::engine::session::{SessionError, Throttle};
use protocol::{Asked, ComplyEvent, ComplyRequest, Overview};

/// What is asked, and what came out.
#[derive(Default)]
pub(super) struct Clerk {
    running: Option<Running>,
    trying: Option<trying::Trying>,
    found: Option<Found>,
    problems: Vec<String>,
    asked_with: AskedWith,
    cards: Vec<FoundCard>,
    sample: Option<Sample>,
}

struct Running {
    tag: Tag,
    job: ComplianceJob,
    throttle: Throttle,
}

/// Where answers go.
pub(super) type Out<'o> = &'o mut VecDeque<Event>;

fn say(out: Out<'_>, event: ComplyEvent) {
    out.push_back(Event::Comply(Box::new(event)));
}

impl Clerk {
    pub(super) fn handle(
        &mut self,
        request: ComplyRequest,
        case: &Case,
        log: &DecisionLog,
        ahead: &ZoneAhead,
        out: Out<'_>,
    ) {
        let tag = tag_of(&request);
        if let ComplyRequest::Ask { asked, .. } = &request {
            return self.ask(tag, asked, (case, log), ahead, out);
        }
        if let ComplyRequest::Try { asked, .. } = &request {
            return self.try_policy(tag, asked, (case, log), ahead, out);
        }
        if let ComplyRequest::Cancel { .. } = request {
            if self.end_trial(tag) {
                return;
            }
            if self.running.take_if(|running| running.tag == tag).is_some() {
                say(out, ComplyEvent::Cancelled { tag });
            }
            return;
        }
        let Some(found) = &self.found else {
            let what = "the answer about compliance".to_owned();
            let failure = SessionError::NotOpen { what }.to_failure();
            return say(out, ComplyEvent::Failed { tag, failure });
        };
        let event = match request {
            ComplyRequest::Overview { .. } => self.overview(tag, found, log),
            ComplyRequest::Show {
                query,
                first,
                n_rows,
                ..
            } => ComplyEvent::Shown {
                tag,
                shown: rows::show(found, &Reviews::over(log, found), &query, first, n_rows),
            },
            ComplyRequest::Gather { number, .. } => {
                let (term, findings) = rows::gather(found, &Reviews::over(log, found), number);
                ComplyEvent::Gathered {
                    tag,
                    term,
                    findings,
                }
            }
            ComplyRequest::Readers {
                thread,
                record,
                day,
                ..
            } => match answers::readers(found, thread, record, &day) {
                Some(readers) => ComplyEvent::Readers { tag, readers },
                None => not_there(tag),
            },
            ComplyRequest::Compare { pair, .. } => match answers::compared(found, pair) {
                Some(compared) => ComplyEvent::Compared { tag, compared },
                None => not_there(tag),
            },
            ComplyRequest::Messages { of, .. } => ComplyEvent::Messages {
                tag,
                messages: answers::messages(found, of, self.sample.as_ref()),
            },
            ComplyRequest::Draw { nonce, .. } => {
                let sample = found.draw(&nonce);
                let drawn = answers::drawn(found, &sample, log);
                self.sample = Some(sample);
                ComplyEvent::Drawn { tag, drawn }
            }
            ComplyRequest::Files { to_keep, .. } => {
                let report = report(found, log, self.sample.as_ref());
                let files = match to_keep {
                    true => files_to_keep(&report, &self.asked_with),
                    false => report_files(&report),
                };
                ComplyEvent::Files { tag, files }
            }
            ComplyRequest::Ask { .. }
            | ComplyRequest::Try { .. }
            | ComplyRequest::Cancel { .. } => return,
        };
        say(out, event);
    }

    fn ask(
        &mut self,
        tag: Tag,
        asked: &Asked,
        (case, log): (&Case, &DecisionLog),
        ahead: &ZoneAhead,
        out: Out<'_>,
    ) {
        let (question, problems) = match question(asked) {
            Ok(question) => question,
            Err(failure) => return say(out, ComplyEvent::Failed { tag, failure }),
        };
        self.problems = problems;
        self.asked_with = AskedWith {
            policy: asked.policy.clone(),
            roster: asked.roster.clone(),
            is_cards: asked.is_cards,
        };
        self.trying = None;
        self.cards = cards_in_case(case);
        self.found = None;
        self.sample = None;
        self.running = Some(Running {
            tag,
            job: ComplianceJob::new(case, log, question, ahead.clone()),
            throttle: Throttle::default(),
        });
    }

    /// Does a slice. Whether there was something to do.
    pub(super) fn step(&mut self, log: &DecisionLog, out: Out<'_>) -> bool {
        let Some(mut running) = self.running.take() else {
            return self.step_trial(out);
        };
        match running.job.step() {
            Step::More(progress) => {
                if running.throttle.lets(progress) {
                    let tag = running.tag;
                    say(out, ComplyEvent::Progress { tag, progress });
                }
                self.running = Some(running);
            }
            Step::Done(found) => {
                let event = self.overview(running.tag, &found, log);
                self.found = Some(found);
                say(out, event);
            }
        }
        true
    }

    fn overview(&self, tag: Tag, found: &Found, log: &DecisionLog) -> ComplyEvent {
        let mut report = report(found, log, self.sample.as_ref());
        report.findings = Vec::new();
        let policy = found.policy();
        let overview = Overview {
            report,
            roster_problems: self.problems.clone(),
            cards: candidates(&self.cards, found.roster()),
            clauses: policy
                .clauses
                .iter()
                .map(|clause| (clause.id.clone(), clause.title.clone(), clause.text.clone()))
                .collect(),
            rules: policy
                .rules
                .iter()
                .map(|rule| (rule.id.clone(), rule.title.clone()))
                .collect(),
            reasons: policy.review.reasons.clone(),
            roster: found
                .roster()
                .people
                .iter()
                .map(|person| (person.id.clone(), person.full_name.clone()))
                .collect(),
        };
        ComplyEvent::Overview {
            tag,
            overview: Box::new(overview),
        }
    }
}

/// What is asked, and what is odd in the roster.
fn question(asked: &Asked) -> Result<(Question, Vec<String>), Failure> {
    let policy = policy_from_json(&asked.policy).map_err(|error| error.to_failure())?;
    let mut problems = Vec::new();
    let mut roster = Roster::default();
    if asked.is_cards {
        let people = roster_from_cards(&asked.roster, &CardMapping::new())
            .map_err(|error| error.to_failure())?;
        problems = roster.add(people).iter().map(ToString::to_string).collect();
    } else if !asked.roster.trim().is_empty() {
        let (read, odd) = roster_from_csv(&asked.roster).map_err(|error| error.to_failure())?;
        problems = odd.iter().map(ToString::to_string).collect();
        roster = read;
    }
    let told = asked
        .told
        .iter()
        .flat_map(|(source, findings)| findings.iter().map(|one| (*source as usize, one.clone())));
    let today = Day::from_iso(&asked.today);
    let question = Question {
        roster,
        policy,
        period: Days::asked(&asked.from, &asked.to).map_err(|error| error.to_failure())?,
        today,
        latest: today.map(|day| Day(day.0 + 1)),
        told: told.collect(),
    };
    Ok((question, problems))
}

/// People on cards whom the roster does not have: neither by their key nor by a number.
fn candidates(cards: &[FoundCard], roster: &Roster) -> Vec<FoundCard> {
    let is_new = |card: &&FoundCard| {
        let mut phones = card.person.phones.iter();
        roster.person(&card.person.id).is_none()
            && !phones.any(|phone| {
                let mut people = roster.people.iter();
                people.any(|one| one.has_number(&phone.dialled, None))
            })
    };
    cards.iter().filter(is_new).cloned().collect()
}

fn not_there(tag: Tag) -> ComplyEvent {
    let what = "what was asked for".to_owned();
    let failure = SessionError::NotOpen { what }.to_failure();
    ComplyEvent::Failed { tag, failure }
}

/// The tag of a request.
fn tag_of(request: &ComplyRequest) -> Tag {
    match request {
        ComplyRequest::Ask { tag, .. }
        | ComplyRequest::Try { tag, .. }
        | ComplyRequest::Overview { tag }
        | ComplyRequest::Show { tag, .. }
        | ComplyRequest::Gather { tag, .. }
        | ComplyRequest::Readers { tag, .. }
        | ComplyRequest::Compare { tag, .. }
        | ComplyRequest::Messages { tag, .. }
        | ComplyRequest::Draw { tag, .. }
        | ComplyRequest::Files { tag, .. }
        | ComplyRequest::Cancel { tag } => *tag,
    }
}
