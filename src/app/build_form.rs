//! The dialog "Build package": what a person chooses.

use std::collections::BTreeSet;

use crate::engine::case::ThreadId;
use crate::engine::decision::recipient_from;
use crate::engine::package::Bodies;
use crate::engine::session::protocol::{MediaChoice, ReviewChoice, Reviewers};
use crate::say;

use super::action::PackageAction;
use super::scoping::{BuildScope, ShownFilter};
use super::signing::ReviewTyped;
use super::state::State;

/// The dialog "Build package".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BuildForm {
    /// What happens to attachments; `None` until it is chosen.
    pub media: Option<MediaChoice>,
    /// How the package calls the people who decided.
    pub reviewers: Reviewers,
    /// Threads that go in.
    pub threads: BTreeSet<ThreadId>,
    /// The filter that limits what the page shows, when one does.
    pub filter: Option<ShownFilter>,
    /// What becomes of messages outside; `None` until it is chosen.
    pub scope: Option<BuildScope>,
    /// How it proves what it shows, when it does.
    pub proof: Option<Bodies>,
    /// What its review set needs, as typed; `None` for a package without one.
    pub review: Option<ReviewTyped>,
    /// For whom it is, as typed: pseudonyms are numbered for each recipient apart.
    pub recipient: String,
    /// "Build" was pressed: what other windows keep is being read.
    pub waiting: bool,
    /// What came in the way since.
    pub error: Option<String>,
}

/// How many pseudonyms earlier packages for that recipient gave. They keep their numbers.
pub fn n_numbered(state: &State, recipient: &str) -> u32 {
    let numbered = state.log.log().numbered_for(&recipient_from(recipient));
    let numbers: BTreeSet<u32> = numbered.into_iter().map(|one| one.number).collect();
    u32::try_from(numbers.len()).unwrap_or(u32::MAX)
}

impl BuildForm {
    /// Takes what was chosen or typed in it.
    pub(super) fn change(&mut self, action: PackageAction, is_sealed: bool) {
        match action {
            PackageAction::MediaChosen { media } => self.media = Some(media),
            PackageAction::ReviewersChosen { reviewers } => self.reviewers = reviewers,
            PackageAction::ThreadTicked { thread, ticked } => {
                if ticked {
                    self.threads.insert(thread);
                } else {
                    self.threads.remove(&thread);
                }
            }
            PackageAction::ScopeChosen { scope } => {
                self.scope = Some(scope);
                self.error = None;
            }
            PackageAction::ProofChosen { proof } => self.proof = proof.filter(|_| is_sealed),
            PackageAction::ReviewTyped { review } => self.review = review,
            PackageAction::RecipientTyped { name } => self.recipient = name,
            _no_field => {}
        }
    }

    /// Why it cannot be built yet, as far as the form goes.
    pub fn unfinished(&self) -> Option<&'static str> {
        if self.media.is_none() {
            return Some(say::choose_what_happens_to_attachments());
        }
        if self.threads.is_empty() {
            return Some(say::choose_at_least_one_thread());
        }
        if self.scope.is_none() {
            return Some(say::choose_whether_the_filter_limits_the_package());
        }
        if self
            .review
            .as_ref()
            .is_some_and(|typed| chosen(typed).is_none())
        {
            return Some(say::a_review_set_needs_a_zone_first());
        }
        None
    }
}

/// What was typed for a review set, when all of it can be used.
pub(super) fn chosen(typed: &ReviewTyped) -> Option<ReviewChoice> {
    let plain = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit();
    let (zone, prefix) = (typed.zone.trim(), typed.prefix.trim());
    let first = typed.first.trim().parse::<u32>().ok().filter(|n| *n > 0)?;
    let fits = (1..=12).contains(&prefix.len()) && prefix.chars().all(plain);
    (fits && !zone.is_empty()).then(|| ReviewChoice {
        zone: zone.to_owned(),
        prefix: prefix.to_owned(),
        first,
    })
}
