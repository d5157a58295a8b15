//! The gates between what was decided and a package that leaves: what holds now, what is checked on
//! the finished bytes, and what no program of ours does for the person.

use std::collections::BTreeMap;

use crate::engine::earlier::EarlierFound;
use crate::engine::package::Suggestions;
use crate::engine::redact::ThreadShare;
use crate::say;

use super::blockers::{reasons_missing, undecided};
use super::characters::shown;
use super::earlier;
use super::packaging::PackagePhase;
use super::queue::Phase;
use super::residual::Remains;
use super::state::State;
use super::words;

/// A gate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gate {
    /// `G1` to `G9`.
    pub id: &'static str,
    /// What it asks for.
    pub title: &'static str,
    /// Whether it is open.
    pub pass: Pass,
    /// Why, in words.
    pub words: String,
}

/// Whether a gate is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pass {
    /// It is.
    Open,
    /// It is, but somebody should look.
    Look,
    /// Nothing is built while it is not.
    Shut,
    /// Seen to on the finished bytes, before they can be saved.
    AtBuild,
    /// A person's.
    ByHand,
}

impl Pass {
    /// For people.
    pub fn word(self) -> &'static str {
        match self {
            Pass::Open => say::holds(),
            Pass::Look => say::look_at_it(),
            Pass::Shut => say::in_the_way_2(),
            Pass::AtBuild => say::checked_when_built_2(),
            Pass::ByHand => say::by_hand_2(),
        }
    }
}

/// All gates, in order.
pub fn gates(state: &State) -> Vec<Gate> {
    let gate = |id, title, (pass, words): (Pass, String)| Gate {
        id,
        title,
        pass,
        words,
    };
    let built = |words: &str| (Pass::AtBuild, words.to_owned());
    let by_hand = |words: &str| (Pass::ByHand, words.to_owned());
    vec![
        gate(
            "G1",
            say::every_redaction_has_a_reason_every_suggestion(),
            decided(state),
        ),
        gate(
            "G2",
            say::no_withheld_value_stands_anywhere_else(),
            built(say::each_place_in_visible_text_is_shown()),
        ),
        gate(
            "G3",
            say::detectors_find_nothing_new_in_what_goes(),
            found_again(state),
        ),
        gate("G4", say::a_second_person_looks_at_it(), second(state)),
        gate(
            "G5",
            say::not_more_is_withheld_than_must_be(),
            not_too_much(state),
        ),
        gate(
            "G6",
            say::nothing_withheld_is_left_in_the_bytes(),
            built(say::every_file_and_every_packed_stream_is()),
        ),
        gate(
            "G7",
            say::the_package_verifies_elsewhere(),
            by_hand(say::it_is_verified_here_as_a_stranger()),
        ),
        gate(
            "G8",
            say::earlier_packages_of_the_case_do_not(),
            earlier_packages(state),
        ),
        gate(
            "G9",
            say::a_report_is_written(),
            built(say::the_readme_tells_how_many_redactions()),
        ),
    ]
}

fn decided(state: &State) -> (Pass, String) {
    let in_the_way: Vec<String> = reasons_missing(state)
        .into_iter()
        .chain(undecided(state))
        .map(|blocker| blocker.what)
        .collect();
    if !in_the_way.is_empty() {
        return (Pass::Shut, in_the_way.join("; "));
    }
    match (&state.queue.counts, state.queue.phase) {
        (_, Phase::Looking { .. }) => (
            Pass::Look,
            say::suggestions_are_still_being_looked_for().to_owned(),
        ),
        (None, Phase::Closed | Phase::Ready) => {
            (Pass::Look, say::no_suggestions_were_asked_for().to_owned())
        }
        (Some(_), Phase::Closed | Phase::Ready) if !state.suggestions_are_counted() => {
            (Pass::Look, say::look_for_suggestions_once_more().to_owned())
        }
        (Some(counts), Phase::Closed | Phase::Ready) => {
            let all = say::n_suggestions(counts.n_all);
            (Pass::Open, say::all_all_decided(all))
        }
    }
}

/// What became of suggestions, as the README says it.
pub(super) fn suggestions(state: &State) -> Suggestions {
    match decided(state).0 {
        Pass::Open => Suggestions::AllDecided,
        Pass::Look | Pass::Shut | Pass::AtBuild | Pass::ByHand => Suggestions::Open,
    }
}

/// Whether somebody who decided none of it looked at the package.
fn second(state: &State) -> (Pass, String) {
    match &state.package {
        PackagePhase::Built {
            checked: Some(name),
            ..
        } => (Pass::Open, say::name_looked_at_it(shown(name, false))),
        PackagePhase::Built { .. }
        | PackagePhase::None
        | PackagePhase::Building { .. }
        | PackagePhase::Outdated => (
            Pass::ByHand,
            say::under_the_finished_package_redactions_drawn_by().to_owned(),
        ),
    }
}

/// What the detectors find in the finished package that nobody rejected.
fn found_again(state: &State) -> (Pass, String) {
    let PackagePhase::Built { .. } = &state.package else {
        let words = say::detectors_run_over_the_finished_package();
        return (Pass::AtBuild, words.to_owned());
    };
    let found = match &state.remains {
        Remains::Done(found) => found,
        Remains::Looking { .. } => {
            let words = say::running_the_detectors_over_the_package();
            return (Pass::Look, words.to_owned());
        }
        Remains::None | Remains::Failed(_) => {
            let words = say::detectors_did_not_run_over_the_package();
            return (Pass::Look, words.to_owned());
        }
    };
    if found.is_clean() {
        return (Pass::Open, say::nothing_new_was_found().to_owned());
    }
    let kinds = found.kinds.iter().map(|kind| {
        let title = say::of_record(kind.detector.title());
        say::kind_n_times(
            title,
            words::count(u32::try_from(kind.n).unwrap_or(u32::MAX)),
        )
    });
    let mut told: Vec<String> = kinds.collect();
    if !found.hours.is_empty() {
        let n = u32::try_from(found.hours.len()).unwrap_or(u32::MAX);
        told.push(say::n_pseudonyms_told_by_hours(n));
    }
    if !found.not_read.is_empty() {
        let n = u32::try_from(found.not_read.len()).unwrap_or(u32::MAX);
        told.push(say::n_files_not_looked_at(n));
    }
    (Pass::Look, told.join(", "))
}

/// Whether what was handed over before was looked at beside the package.
fn earlier_packages(state: &State) -> (Pass, String) {
    let Some((found, looked)) = earlier::of_built(state) else {
        return (
            Pass::ByHand,
            say::under_the_finished_package_open_what_was().to_owned(),
        );
    };
    let n_packages = u32::try_from(found.len()).unwrap_or(u32::MAX);
    if found.iter().all(EarlierFound::is_clean) {
        return (Pass::Open, say::n_earlier_packages_looked_at(n_packages));
    }
    let pass = if looked { Pass::Open } else { Pass::Look };
    (pass, say::n_earlier_packages_looked_at_see(n_packages))
}

/// The share of messages that are withheld whole, by reason, and threads of which nothing is left.
fn not_too_much(state: &State) -> (Pass, String) {
    let shares = state.shares.iter();
    let n_whole: u32 = shares.clone().map(|share| share.n_whole).sum();
    let n_outside: u32 = shares.clone().map(|share| share.n_outside).sum();
    let n_messages: u32 = state.threads().map(|(_, thread)| thread.n_messages).sum();
    let mut share =
        say::n_whole_of_are_withheld_whole(words::count(n_whole), say::n_messages_are(n_messages));
    if n_outside > 0 {
        let outside = say::n_messages_are(n_outside);
        share.push_str(&say::apart_from_these_outside_outside_the_scope(outside));
    }
    let codes = by_code(&state.shares);
    if !codes.is_empty() {
        share.push_str(&say::share_by_reason(codes));
    }
    let n_emptied = shares.filter(|share| share.is_emptied).count() as u32;
    if n_emptied == 0 {
        return (Pass::Open, share);
    }
    let threads = say::n_threads_are(n_emptied);
    (
        Pass::Look,
        say::share_threads_withheld_entirely(share, threads),
    )
}

/// `LPP 10, TPD 2`
fn by_code(shares: &[ThreadShare]) -> String {
    let mut codes: BTreeMap<&str, u32> = BTreeMap::new();
    for (code, n) in shares.iter().flat_map(|share| &share.by_code) {
        *codes.entry(code).or_default() += n;
    }
    let counts = codes.into_iter();
    let counts: Vec<String> = counts
        .map(|(code, n)| format!("{code} {}", words::count(n)))
        .collect();
    counts.join(", ")
}
