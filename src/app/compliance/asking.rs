//! The clerk's life, and what is asked of it.

use std::rc::Rc;

use super::{LIST_ID, Loaded, Phase, ROWS, Section, moving};
use crate::app::digests::percent;
use crate::app::effect::Effect;
use crate::app::queue::Program;
use crate::app::state::{Batch, State};
use crate::engine::case::ThreadId;
use crate::engine::examine::comply::protocol::{Asked, ComplyEvent, ComplyRequest, Overview};
use crate::engine::examine::protocol::{Event, Request};
use crate::engine::session::protocol::{BUILD, Tag};
use crate::engine::thread::RecordId;
use crate::engine::time::Instant;
use crate::say;

pub(super) fn roster_read(state: &mut State, name: String, text: String) -> Vec<Effect> {
    state.comply.roster = Some(Loaded {
        name,
        text: text.into(),
    });
    Vec::new()
}

pub(super) fn roster_dropped(state: &mut State) -> Vec<Effect> {
    state.comply.roster = None;
    Vec::new()
}

pub(super) fn roster_typed(state: &mut State, text: String) -> Vec<Effect> {
    let name = state
        .comply
        .roster
        .take()
        .map_or_else(|| "roster.csv".to_owned(), |one| one.name);
    roster_read(state, name, text)
}

pub(super) fn policy_read(state: &mut State, name: String, text: String) -> Vec<Effect> {
    state.comply.policy = Some(Loaded {
        name,
        text: text.into(),
    });
    Vec::new()
}

pub(super) fn policy_typed(state: &mut State, text: String) -> Vec<Effect> {
    let name = state
        .comply
        .policy
        .take()
        .map_or_else(|| "policy.json".to_owned(), |one| one.name);
    policy_read(state, name, text)
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

pub(super) fn roster_saved(state: &State) -> Vec<Effect> {
    let saved = state.comply.roster.iter().map(|roster| Effect::SaveText {
        name: roster.name.clone(),
        mime: "text/csv",
        text: roster.text.to_string(),
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
    let mut effects = match state.comply.phase {
        Phase::Closed => started(state),
        Phase::Asking { .. } | Phase::Ready => vec![standing(state)],
    };
    let asked = asked(state, now);
    let comply = &mut state.comply;
    let tag = comply.ask();
    comply.phase = Phase::Asking { tag, percent: 0 };
    comply.overview = None;
    comply.shown = None;
    comply.readers = None;
    comply.compared = None;
    comply.drawn = None;
    comply.showing = None;
    effects.push(comply_effect(ComplyRequest::Ask { tag, asked }));
    effects
}

fn asked(state: &State, now: &Instant) -> Asked {
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
            .is_some_and(|file| file.name.to_lowercase().ends_with(".vcf")),
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
fn started(state: &State) -> Vec<Effect> {
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
    if state.comply.phase == Phase::Closed {
        return Vec::new();
    }
    ended(state);
    vec![Effect::EndClerk]
}

fn ended(state: &mut State) {
    let comply = &mut state.comply;
    comply.phase = Phase::Closed;
    comply.overview = None;
    comply.shown = None;
    comply.readers = None;
    comply.compared = None;
    comply.drawn = None;
    comply.section = Section::Question;
}

pub(super) fn section_chosen(state: &mut State, section: Section) -> Vec<Effect> {
    if state.comply.phase != Phase::Ready {
        return Vec::new();
    }
    state.comply.section = section;
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
    vec![comply_effect(ComplyRequest::Files { tag })]
}

/// The clerk sent something.
pub(in crate::app) fn event_arrived(state: &mut State, event: Event) -> Vec<Effect> {
    match event {
        Event::Ready { build } if build == BUILD => Vec::new(),
        Event::Ready { build } => {
            state.alerts.error(
                say::the_page_is_of_version_build_but(BUILD, build),
                say::reload_the_page_with_shift_held_down(),
            );
            closed(state)
        }
        Event::Comply(event) => comply_arrived(state, *event),
        Event::Failed { failure, .. } => {
            state.alerts.failure(failure);
            closed(state)
        }
        Event::Broken { message } => {
            if state.comply.phase == Phase::Closed {
                return Vec::new();
            }
            ended(state);
            state.alerts.error(
                say::the_part_of_the_program_that_looks(message),
                say::no_decision_is_lost_press_ask_again(),
            );
            Vec::new()
        }
        Event::Progress { .. }
        | Event::Suggested { .. }
        | Event::Shown { .. }
        | Event::Gathered { .. }
        | Event::Burnt { .. }
        | Event::Cancelled { .. } => Vec::new(),
    }
}

fn comply_arrived(state: &mut State, event: ComplyEvent) -> Vec<Effect> {
    match event {
        ComplyEvent::Progress { tag, progress } => {
            if let Phase::Asking {
                tag: of,
                percent: at,
            } = &mut state.comply.phase
                && *of == tag
            {
                *at = percent(progress);
            }
            Vec::new()
        }
        ComplyEvent::Overview { tag, overview } => overview_arrived(state, tag, *overview),
        ComplyEvent::Shown { tag, shown } => moving::arrived(state, tag, shown),
        ComplyEvent::Gathered { term, findings, .. } => {
            super::working::gathered(state, term, findings)
        }
        ComplyEvent::Readers { readers, .. } => {
            state.comply.readers = Some(Rc::new(readers));
            Vec::new()
        }
        ComplyEvent::Compared { compared, .. } => {
            state.comply.compared = Some(Rc::new(compared));
            Vec::new()
        }
        ComplyEvent::Drawn { drawn, .. } => {
            state.comply.drawn = Some(Rc::new(drawn));
            Vec::new()
        }
        ComplyEvent::Files { files, .. } => files
            .into_iter()
            .map(|(name, text)| {
                let mime = if name.ends_with(".json") {
                    "application/json"
                } else {
                    "text/csv"
                };
                Effect::SaveText { name, mime, text }
            })
            .collect(),
        ComplyEvent::Cancelled { .. } => {
            state.comply.phase = Phase::Closed;
            ended(state);
            vec![Effect::EndClerk]
        }
        ComplyEvent::Failed { tag, failure } => {
            state.alerts.failure(failure);
            let is_asking =
                matches!(state.comply.phase, Phase::Asking { tag: of, .. } if of == tag);
            if is_asking {
                return closed(state);
            }
            Vec::new()
        }
    }
}

fn overview_arrived(state: &mut State, tag: Tag, overview: Overview) -> Vec<Effect> {
    let comply = &mut state.comply;
    let was_asking = match comply.phase {
        Phase::Asking { tag: of, .. } => of == tag,
        Phase::Ready => false,
        Phase::Closed => return Vec::new(),
    };
    comply.overview = Some(Rc::new(overview));
    if !was_asking {
        return Vec::new();
    }
    comply.phase = Phase::Ready;
    comply.at = 0;
    if comply.section == Section::Question {
        comply.section = Section::Findings;
        comply.query.to_do = true;
    }
    vec![
        moving::show(state),
        Effect::FocusOn {
            id: LIST_ID.to_owned(),
        },
    ]
}

/// A window of the findings, with the one at hand in it.
pub(super) fn window_of(at: u32) -> u32 {
    at / ROWS * ROWS
}
