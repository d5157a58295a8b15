//! Making a package: what goes in, what stands in the way, what came of it.

use std::rc::Rc;

use crate::engine::case::ThreadId;
use crate::engine::decision::{DecisionKind, recipient_from};
use crate::engine::job::Progress;
use crate::engine::package::Bodies;
use crate::engine::session::protocol::{
    BuildChoice, BuildOutcome, MediaChoice, Request, Reviewers, Tag,
};
use crate::engine::time::Instant;
use crate::say;

use super::action::PackageAction;
use super::asks::Asked;
pub use super::blockers::{Blocker, blockers, by_code};
use super::build_form;
pub use super::build_form::{BuildForm, n_numbered};
use super::digests::percent;
use super::effect::Effect;
use super::gates;
use super::parts;
use super::residual;
use super::saving;
use super::scoping;
pub use super::scoping::{BuildScope, ShownFilter};
use super::second;
use super::sources::log_changed;
use super::state::{Area, Dialog, Screen, State};
use super::worker_life::discard;

/// A package being made.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum PackagePhase {
    /// There is none.
    #[default]
    None,
    /// The worker is at it.
    Building {
        /// Of the request.
        tag: Tag,
        /// What goes in, in the order in which the package counts threads.
        threads: Vec<ThreadId>,
        /// What is being done, for people.
        phase: String,
        /// Units: percent.
        percent: u8,
    },
    /// It is staged and checked.
    Built {
        /// What came of it.
        outcome: Rc<BuildOutcome>,
        /// What is in it, in the order in which the package counts threads.
        threads: Vec<ThreadId>,
        /// A person looked at every place where a withheld value stands in visible text.
        looked: bool,
        /// Who looked at it besides those who decided.
        checked: Option<String>,
    },
    /// Decisions changed after it was built; it was thrown away.
    Outdated,
}

/// About a package being made.
pub(super) fn update(state: &mut State, now: &Instant, action: PackageAction) -> Vec<Effect> {
    match action {
        PackageAction::Wanted => wanted(state),
        PackageAction::MediaChosen { .. }
        | PackageAction::ReviewersChosen { .. }
        | PackageAction::ThreadTicked { .. }
        | PackageAction::ScopeChosen { .. }
        | PackageAction::ProofChosen { .. }
        | PackageAction::ReviewTyped { .. }
        | PackageAction::RecipientTyped { .. } => {
            let is_sealed = state.seal.is_kept();
            if let Some(Dialog::Build(form)) = &mut state.dialog {
                form.change(action, is_sealed);
            }
            Vec::new()
        }
        PackageAction::Build => build_wanted(state),
        PackageAction::Cancelled => match &state.package {
            PackagePhase::Building { .. } if parts::waits(state) => parts::cancelled(state),
            PackagePhase::Building { tag, .. } => {
                vec![Effect::post(Request::Cancel { tag: *tag })]
            }
            PackagePhase::None | PackagePhase::Built { .. } | PackagePhase::Outdated => Vec::new(),
        },
        PackageAction::PicturesCancelled => parts::look_cancelled(state),
        PackageAction::Looked => second::looked(state, now),
        PackageAction::Checked { name } => second::checked(state, now, &name),
        PackageAction::SampleWanted { thread, record } => second::shown(state, thread, record),
        PackageAction::SamplePage { page } => {
            state.drawn_page = page;
            Vec::new()
        }
        PackageAction::SaveToWanted => saving::saving(state, |outcome| Effect::SavePackageTo {
            name: outcome.file_name.clone(),
        }),
        PackageAction::DigestFileWanted => saving::saving(state, |outcome| Effect::SaveText {
            name: format!("{}.sha256", outcome.file_name),
            mime: "text/plain",
            text: format!("{}  {}\n", outcome.sha256, outcome.file_name),
        }),
        PackageAction::Saved => saving::left(state, now),
        PackageAction::SavedTo => {
            state.alerts.notice(say::the_package_is_saved(), "");
            saving::left(state, now)
        }
        PackageAction::NotSaved { what } => {
            state.alerts.error(
                say::the_package_could_not_be_written_there(what),
                say::free_some_space_or_choose_another_place(),
            );
            Vec::new()
        }
    }
}

fn wanted(state: &mut State) -> Vec<Effect> {
    if state.sources.is_empty() || matches!(state.package, PackagePhase::Building { .. }) {
        state.area = Area::Package;
        return Vec::new();
    }
    let nothing_redacted = state.log.standing_redactions().is_empty();
    let filter = scoping::filter(state);
    let scope = scoping::first_choice(state, filter.as_ref());
    let recipient = state.log.log().recipient().to_owned();
    state.dialog = Some(Dialog::Build(BuildForm {
        recipient,
        filter,
        scope,
        media: nothing_redacted.then_some(MediaChoice::Cleaned),
        reviewers: Reviewers::Role,
        threads: state.threads().map(|(_, at)| at.thread).collect(),
        proof: state.seal.is_kept().then_some(Bodies::Closed),
        review: None,
        waiting: false,
        error: None,
    }));
    Vec::new()
}

/// What another window keeps is looked for first: nothing it withholds may go out of this one.
fn build_wanted(state: &mut State) -> Vec<Effect> {
    if !blockers(state).is_empty() {
        return Vec::new();
    }
    match &mut state.dialog {
        Some(Dialog::Build(form)) if form.unfinished().is_none() && !form.waiting => {
            form.waiting = true;
            form.error = None;
            vec![Effect::ReadKept { for_build: true }]
        }
        Some(
            Dialog::Build(_)
            | Dialog::Redact { .. }
            | Dialog::Suggestion(_)
            | Dialog::Part(_)
            | Dialog::Choose { .. }
            | Dialog::Everywhere(_)
            | Dialog::Forget(_)
            | Dialog::Name
            | Dialog::WhereFrom(_)
            | Dialog::Work(_)
            | Dialog::Comply(_)
            | Dialog::WhyNot(_)
            | Dialog::Terms
            | Dialog::Carry
            | Dialog::Messages(_)
            | Dialog::Lightbox { .. }
            | Dialog::Witness
            | Dialog::Shortcuts,
        )
        | None => Vec::new(),
    }
}

/// What other windows keep was read. When that changed what is withheld, the person looks again.
pub(super) fn looked_elsewhere(
    state: &mut State,
    now: &Instant,
    is_changed: bool,
    nothing_redacted: bool,
) -> Vec<Effect> {
    let Some(Dialog::Build(form)) = &mut state.dialog else {
        return Vec::new();
    };
    if !std::mem::take(&mut form.waiting) {
        return Vec::new();
    }
    if !is_changed {
        return scoping::settle(state, now);
    }
    // What was chosen while nothing seemed to be withheld was not a choice.
    if nothing_redacted {
        form.media = None;
    }
    form.error = Some(say::another_window_just_changed_what_is_withheld().to_owned());
    Vec::new()
}

/// Everything is settled.
pub(super) fn build(state: &mut State, now: &Instant) -> Vec<Effect> {
    let Some(Dialog::Build(form)) = &state.dialog else {
        return Vec::new();
    };
    let Some(media) = form.media else {
        return Vec::new();
    };
    if form.unfinished().is_some() || !blockers(state).is_empty() {
        return Vec::new();
    }
    let reviewers = form.reviewers;
    let proof = form.proof;
    let review = form.review.as_ref().and_then(build_form::chosen);
    let chosen: Vec<ThreadId> = form.threads.iter().copied().collect();
    let threads = if state.threads().count() == chosen.len() {
        Vec::new()
    } else {
        chosen.clone()
    };
    let recipient = recipient_from(&form.recipient);
    let mut effects = drop_staged(state);
    effects.extend(is_for(state, now, recipient));
    effects.extend(residual::forget(state));
    state.sights = parts::Sights::None;
    let tag = state.asks.ask(Asked::Build);
    state.package = PackagePhase::Building {
        tag,
        threads: chosen,
        phase: say::preparing().to_owned(),
        percent: 0,
    };
    state.dialog = None;
    state.screen = Screen::Case;
    state.area = Area::Package;
    let choice = BuildChoice {
        created: now.as_str().to_owned(),
        media,
        reviewers,
        threads,
        burnt: Vec::new(),
        proof,
        review,
        suggestions: gates::suggestions(state),
    };
    if media != MediaChoice::Withheld {
        if let Some(first) = parts::before_build(state, tag, &choice) {
            effects.extend(first);
            return effects;
        }
        effects.extend(parts::look_before(state));
    }
    let options = choice;
    effects.push(Effect::post(Request::Build { tag, options }));
    effects
}

/// Who the recipient is, when somebody else is named than before. What is built next follows it.
fn is_for(state: &mut State, now: &Instant, name: String) -> Vec<Effect> {
    if state.log.log().recipient() == name {
        return Vec::new();
    }
    state.log.decide(now, DecisionKind::Recipient { name });
    log_changed(state, now)
}

fn drop_staged(state: &mut State) -> Vec<Effect> {
    match state.package {
        PackagePhase::Built { .. } => discard(),
        PackagePhase::None | PackagePhase::Building { .. } | PackagePhase::Outdated => Vec::new(),
    }
}

/// What is withheld changed: a package that is staged, or being built, shows an older state.
pub(super) fn outdate(state: &mut State) -> Vec<Effect> {
    match &state.package {
        PackagePhase::None | PackagePhase::Outdated => Vec::new(),
        PackagePhase::Built { .. } => {
            state.package = PackagePhase::Outdated;
            let mut effects = discard();
            effects.extend(residual::forget(state));
            effects
        }
        PackagePhase::Building { tag, .. } => {
            let tag = *tag;
            state.asks.answered(tag);
            state.burning = None;
            state.package = PackagePhase::Outdated;
            vec![
                Effect::post(Request::Cancel { tag }),
                Effect::post(Request::DiscardPackage),
            ]
        }
    }
}

/// The worker went on.
pub(super) fn progressed(state: &mut State, at: Tag, now_doing: String, progress: Progress) {
    if let PackagePhase::Building {
        tag,
        phase,
        percent: done,
        ..
    } = &mut state.package
        && *tag == at
    {
        *phase = now_doing;
        *done = percent(progress);
    }
}

/// The package is staged and checked.
pub(super) fn built(
    state: &mut State,
    now: &Instant,
    tag: Tag,
    outcome: BuildOutcome,
) -> Vec<Effect> {
    let threads = match &state.package {
        PackagePhase::Building {
            tag: at, threads, ..
        } if *at == tag => threads.clone(),
        PackagePhase::None
        | PackagePhase::Building { .. }
        | PackagePhase::Built { .. }
        | PackagePhase::Outdated => return vec![Effect::post(Request::DiscardPackage)],
    };
    state.asks.answered(tag);
    state.drawn_page = 0;
    let blocked = outcome.blocked;
    if !blocked {
        state.log.decide(
            now,
            DecisionKind::Built {
                package_sha256: outcome.sha256.clone(),
                recipient: state.log.log().recipient().to_owned(),
                pseudonyms: outcome.kept.pseudonyms.clone(),
            },
        );
    }
    state.package = PackagePhase::Built {
        looked: false,
        checked: None,
        threads,
        outcome: Rc::new(outcome),
    };
    if blocked {
        state.alerts.error(
            say::the_package_must_not_be_saved_the_check(),
            say::see_the_list_below_redact_what_is(),
        );
        return vec![Effect::post(Request::DiscardPackage)];
    }
    let mut effects = vec![Effect::OfferPackage { tag }];
    effects.extend(residual::look(state));
    effects.extend(log_changed(state, now));
    effects
}

/// Nothing came of it.
pub(super) fn ended(state: &mut State, at: Tag) {
    if matches!(&state.package, PackagePhase::Building { tag, .. } if *tag == at) {
        state.package = PackagePhase::None;
    }
}
