//! The clerk's life, and what is asked of it.

use super::roster::is_cards;
use super::trying::Trial;
use super::{LIST_ID, Loaded, Phase, ROWS, Section, moving, trying};
use crate::app::effect::Effect;
use crate::app::queue::Program;
use crate::app::state::{Batch, State};
use crate::engine::case::ThreadId;
use crate::engine::compliance::Days;
use crate::engine::examine::comply::protocol::{Asked, ComplyRequest};
use crate::engine::examine::protocol::Request;
use crate::engine::finding::Explain;
use crate::engine::thread::RecordId;
use crate::engine::time::Instant;
use crate::say;

pub(super) fn policy_read(state: &mut State, name: String, text: String) -> Vec<Effect> {
    let effects = trying::dropped(state);
    state.comply.policy = Some(Loaded {
        name,
        text: text.into(),
    });
    effects
}

pub(super) fn policy_typed(state: &mut State, now: &Instant, text: String) -> Vec<Effect> {
    let policy = state.comply.policy.as_ref();
    let name = policy.map_or_else(|| "policy.json".to_owned(), |one| one.name.clone());
    state.comply.policy = Some(Loaded {
        name,
        text: text.into(),
    });
    trying::try_wanted(state, now)
}

pub(super) fn starting_chosen(state: &mut State, id: &str) -> Vec<Effect> {
    match crate::engine::compliance::starting_policy(id) {
        Some(policy) => policy_read(state, format!("{id}.json"), policy.text.to_owned()),
        None => Vec::new(),
    }
}

pub(super) fn policy_saved(state: &State) -> Vec<Effect> {
    let saved = state.comply.policy.iter().map(|policy| Effect::SaveText {
        name: policy.name.clone(),
        mime: "application/json",
        text: policy.text.to_string(),
    });
    saved.collect()
}

/// Asks everything of what is open.
pub(super) fn ask_wanted(state: &mut State, now: &Instant) -> Vec<Effect> {
    if state.comply.policy.is_none() {
        state.alerts.error(
            say::no_policy_is_chosen(),
            say::open_a_policy_or_pick_a_ready(),
        );
        return Vec::new();
    }
    if state.queue.program != Program::Loaded {
        state.alerts.error(
            say::the_part_of_the_program_that_looks_into(),
            say::reload_the_page_to_try_again_no(),
        );
        return Vec::new();
    }
    if state.sources.is_empty() || matches!(state.comply.phase, Phase::Asking { .. }) {
        return Vec::new();
    }
    // What stands there stays: nothing is asked of a period without a day.
    if let Err(error) = Days::asked(&state.comply.from, &state.comply.to) {
        state.alerts.failure(error.to_failure());
        return Vec::new();
    }
    let mut effects = match state.comply.runs() {
        false => started(state),
        true => vec![standing(state)],
    };
    state.comply.trial = Trial::default();
    let asked = asked(state, now);
    let comply = &mut state.comply;
    let tag = comply.ask();
    comply.phase = Phase::Asking { tag, percent: 0 };
    comply.asked_at = Some(now.clone());
    comply.overview = None;
    comply.shown = None;
    comply.readers = None;
    comply.compared = None;
    comply.drawn = None;
    comply.messages = None;
    comply.showing = None;
    effects.push(comply_effect(ComplyRequest::Ask { tag, asked }));
    effects
}

pub(super) fn asked(state: &State, now: &Instant) -> Asked {
    let comply = &state.comply;
    let text = |file: &Option<Loaded>| {
        file.as_ref()
            .map_or_else(String::new, |file| file.text.to_string())
    };
    let sources = state.sources.iter();
    Asked {
        roster: text(&comply.roster),
        is_cards: comply
            .roster
            .as_ref()
            .is_some_and(|file| is_cards(&file.name)),
        policy: text(&comply.policy),
        from: comply.from.clone(),
        to: comply.to.clone(),
        today: now.utc_date(),
        told: sources
            .map(|source| (source.summary.source, source.findings.to_vec()))
            .collect(),
    }
}

pub(super) fn comply_effect(request: ComplyRequest) -> Effect {
    Effect::Clerk {
        request: Request::Comply(request),
        files: Vec::new(),
    }
}

/// Starts the clerk and hands it everything that is open.
pub(super) fn started(state: &State) -> Vec<Effect> {
    let mut effects = vec![Effect::StartClerk];
    let mut batches: Vec<usize> = state.sources.iter().filter_map(|at| at.batch).collect();
    batches.sort_unstable();
    batches.dedup();
    for index in batches {
        let (request, files) = match state.batches.get(index) {
            Some(Batch::Files { files }) => (
                Request::Open {
                    names: files.iter().map(|(_, name)| name.clone()).collect(),
                    limits_times: state.raised.get(&index).copied().unwrap_or(1),
                },
                files.iter().map(|(key, _)| *key).collect(),
            ),
            Some(Batch::Sample) => (Request::OpenSample, Vec::new()),
            Some(Batch::Refused { .. } | Batch::Gone) | None => continue,
        };
        effects.push(Effect::Clerk { request, files });
    }
    effects.push(standing(state));
    effects
}

fn standing(state: &State) -> Effect {
    let named = state.sources.iter().map(|source| {
        let provisional = source.summary.provisional.clone();
        (provisional, source.identity.clone())
    });
    Effect::Clerk {
        request: Request::Standing {
            log: state.log.log().to_file(),
            sources: named.collect(),
        },
        files: Vec::new(),
    }
}

/// The log, or what names of sources mean, changed.
pub(in crate::app) fn log_changed(state: &mut State) -> Vec<Effect> {
    if state.comply.phase != Phase::Ready {
        return Vec::new();
    }
    let mut effects = vec![standing(state)];
    let tag = state.comply.ask();
    effects.push(comply_effect(ComplyRequest::Overview { tag }));
    effects.push(moving::show(state));
    effects
}

pub(super) fn cancelled(state: &mut State) -> Vec<Effect> {
    match state.comply.phase {
        Phase::Asking { tag, .. } => vec![comply_effect(ComplyRequest::Cancel { tag })],
        Phase::Closed | Phase::Ready => Vec::new(),
    }
}

/// Ends the clerk: what is open changed, or its memory is wanted back.
pub(in crate::app) fn closed(state: &mut State) -> Vec<Effect> {
    if !state.comply.runs() {
        return Vec::new();
    }
    ended(state);
    vec![Effect::EndClerk]
}

pub(super) fn ended(state: &mut State) {
    let comply = &mut state.comply;
    comply.has_clerk = false;
    comply.trial = Trial::default();
    comply.enclosing = None;
    comply.phase = Phase::Closed;
    comply.overview = None;
    comply.shown = None;
    comply.readers = None;
    comply.compared = None;
    comply.drawn = None;
    comply.messages = None;
    comply.section = Section::Question;
    narrowed_no_more(state);
}

/// Parts show everything again, after a number led to some of it.
pub(super) fn narrowed_no_more(state: &mut State) {
    state.comply.people_of = None;
    state.comply.drawn_of = None;
    state.comply.pair_of = None;
}

pub(super) fn section_chosen(state: &mut State, section: Section) -> Vec<Effect> {
    if state.comply.phase != Phase::Ready {
        return Vec::new();
    }
    // Every other part shows names.
    if state.comply.query.blind && !matches!(section, Section::Question | Section::Findings) {
        return moving::names_are_hidden(state);
    }
    state.comply.section = section;
    narrowed_no_more(state);
    match section {
        Section::Findings => vec![
            moving::show(state),
            Effect::FocusOn {
                id: LIST_ID.to_owned(),
            },
        ],
        Section::Readers if state.comply.readers.is_none() => {
            let thread = state
                .reading
                .as_ref()
                .map_or(ThreadId(0), |reading| reading.thread);
            let record = state.reading.as_ref().and_then(|reading| reading.focused);
            readers_wanted(state, thread, record, String::new())
        }
        _other => Vec::new(),
    }
}

pub(super) fn readers_wanted(
    state: &mut State,
    thread: ThreadId,
    record: Option<RecordId>,
    day: String,
) -> Vec<Effect> {
    let tag = state.comply.ask();
    vec![comply_effect(ComplyRequest::Readers {
        tag,
        thread,
        record,
        day,
    })]
}

pub(super) fn compare_wanted(state: &mut State, pair: u32) -> Vec<Effect> {
    let tag = state.comply.ask();
    vec![comply_effect(ComplyRequest::Compare { tag, pair })]
}

pub(super) fn save_wanted(state: &mut State) -> Vec<Effect> {
    let tag = state.comply.ask();
    vec![comply_effect(ComplyRequest::Files {
        tag,
        to_keep: false,
    })]
}

/// A window of the findings, with the one at hand in it.
pub(super) fn window_of(at: u32) -> u32 {
    at / ROWS * ROWS
}
