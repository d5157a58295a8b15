//! A policy is tried while it is written: which rules fire, and how often; or what is wrong where.

use super::protocol::{Asked, ComplyEvent};
use super::{Clerk, Out, say};
use crate::engine::case::Case;
use crate::engine::compliance::{HitsJob, ZoneAhead, policy_from_json};
use crate::engine::decision::DecisionLog;
use crate::engine::job::Step;
use crate::engine::session::Throttle;
use crate::engine::session::protocol::Tag;

/// A trial on its way. A newer one takes its place.
pub(super) struct Trying {
    tag: Tag,
    job: HitsJob,
    throttle: Throttle,
}

impl Clerk {
    /// Begins to try a policy, or says what is wrong with it.
    pub(super) fn try_policy(
        &mut self,
        tag: Tag,
        asked: &Asked,
        (case, log): (&Case, &DecisionLog),
        ahead: &ZoneAhead,
        out: Out<'_>,
    ) {
        self.trying = None;
        if let Err(error) = policy_from_json(&asked.policy) {
            let places = error.places(&asked.policy);
            return say(out, ComplyEvent::Refused { tag, places });
        }
        match super::question(asked) {
            Ok((question, _problems)) => {
                self.trying = Some(Trying {
                    tag,
                    job: HitsJob::new(case, log, question, ahead.clone()),
                    throttle: Throttle::default(),
                });
            }
            Err(failure) => say(out, ComplyEvent::Failed { tag, failure }),
        }
    }

    /// Does a slice of a trial. Whether there was something to do.
    pub(super) fn step_trial(&mut self, out: Out<'_>) -> bool {
        let Some(mut trying) = self.trying.take() else {
            return false;
        };
        let is_done = match trying.job.step() {
            Step::Done(()) => true,
            Step::More(progress) => {
                if !trying.throttle.lets(progress) {
                    self.trying = Some(trying);
                    return true;
                }
                false
            }
        };
        let event = ComplyEvent::Tried {
            tag: trying.tag,
            progress: trying.job.progress(),
            is_done,
            rules: trying.job.hits(),
        };
        say(out, event);
        self.trying = (!is_done).then_some(trying);
        true
    }

    /// Ends a trial. Whether it was one.
    pub(super) fn end_trial(&mut self, tag: Tag) -> bool {
        self.trying.take_if(|trying| trying.tag == tag).is_some()
    }
}
