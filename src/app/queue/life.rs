//! The examiner's life: loaded after the page, started when it is first used, ended when it is not
//! needed any more.

use std::rc::Rc;

use crate::engine::decision::{Decision, DecisionKind};
use crate::engine::examine::protocol::{Event, From, Request, Settings, Shown, Suggested};
use crate::engine::finding::Failure;
use crate::engine::place::SourceId;
use crate::engine::session::protocol::{BUILD, Tag};
use crate::engine::time::Instant;
use crate::say;

use super::{Phase, Program, QueueState, Side, moving};
use crate::app::digests::percent;
use crate::app::effect::Effect;
use crate::app::offline;
use crate::app::state::{Area, Batch, Screen, State};

/// What suggestions were counted on.
#[derive(Debug, Default)]
pub(super) struct Ground {
    /// What was open, by size and end.
    sources: Vec<SourceId>,
    n_decisions: usize,
    n_withdrawals: usize,
}

impl Ground {
    fn of(state: &State) -> Ground {
        let decisions = state.log.log().decisions();
        let withdraws = |at: &&Decision| matches!(at.kind, DecisionKind::Withdraw { .. });
        Ground {
            sources: open_now(state),
            n_decisions: decisions.len(),
            n_withdrawals: decisions.iter().filter(withdraws).count(),
        }
    }

    /// What is decided since decides more; what is taken back, or opened, does not.
    pub(super) fn holds(&self, state: &State) -> bool {
        let now = Ground::of(state);
        self.sources == now.sources
            && self.n_withdrawals == now.n_withdrawals
            && self.n_decisions <= now.n_decisions
    }
}

/// Everything that is open, each by its size and end.
pub(in crate::app) fn open_now(state: &State) -> Vec<SourceId> {
    let sources = state.sources.iter();
    sources
        .map(|source| source.summary.provisional.clone())
        .collect()
}

/// The page is ready: what may be used later is loaded now, so that nothing is asked for then.
pub(in crate::app) fn load(state: &mut State) -> Vec<Effect> {
    match state.queue.program {
        Program::Wanted => {
            state.queue.program = Program::Loading;
            vec![Effect::LoadExaminer]
        }
        Program::Loading | Program::Loaded | Program::Missing => Vec::new(),
    }
}

/// The program is there, or cannot be had.
pub(super) fn loaded(state: &mut State, failed: Option<String>) -> Vec<Effect> {
    let Some(what) = failed else {
        state.queue.program = Program::Loaded;
        return offline::keep(state);
    };
    state.queue.program = Program::Missing;
    state.alerts.error(
        say::the_part_of_the_program_that_makes(what),
        say::everything_else_works_reload_the_page_to(),
    );
    offline::keep(state)
}

/// Looks at everything that is open.
pub(super) fn suggest(state: &mut State, settings: Settings) -> Vec<Effect> {
    let terms_csv = state.queue.settings.terms_csv.take();
    state.queue.settings = Settings {
        terms_csv,
        ..settings
    };
    if state.queue.program != Program::Loaded || state.sources.is_empty() {
        return Vec::new();
    }
    let mut effects = match state.queue.phase {
        Phase::Closed => started(state),
        Phase::Looking { .. } => return Vec::new(),
        Phase::Ready => Vec::new(),
    };
    let queue = &mut state.queue;
    let tag = queue.ask();
    queue.phase = Phase::Looking { tag, percent: 0 };
    queue.side = Side::Suggestions;
    queue.list = None;
    queue.found = None;
    queue.showing = None;
    queue.gathering = None;
    let settings = queue.settings.clone();
    state.screen = Screen::Case;
    state.area = Area::Redact;
    effects.push(Effect::examine(Request::Suggest { tag, settings }));
    effects
}

/// Starts the examiner and hands it everything that is open.
fn started(state: &State) -> Vec<Effect> {
    let mut effects = vec![Effect::StartExaminer];
    effects.extend(handed_over(state));
    effects
}

/// Hands it everything that is open.
pub(in crate::app) fn handed_over(state: &State) -> Vec<Effect> {
    let mut effects = Vec::new();
    let mut batches: Vec<usize> = state.sources.iter().filter_map(|at| at.batch).collect();
    batches.sort_unstable();
    batches.dedup();
    for index in batches {
        match state.batches.get(index) {
            Some(Batch::Files { files }) => effects.push(Effect::Examine {
                request: Request::Open {
                    names: files.iter().map(|(_, name)| name.clone()).collect(),
                    limits_times: state.raised.get(&index).copied().unwrap_or(1),
                },
                files: files.iter().map(|(key, _)| *key).collect(),
            }),
            Some(Batch::Sample) => effects.push(Effect::examine(Request::OpenSample)),
            Some(Batch::Refused { .. } | Batch::Gone) | None => {}
        }
    }
    effects.push(standing(state));
    effects
}

fn standing(state: &State) -> Effect {
    let named = state.sources.iter().map(|source| {
        let provisional = source.summary.provisional.clone();
        (provisional, source.identity.clone())
    });
    Effect::examine(Request::Standing {
        log: state.log.log().to_file(),
        sources: named.collect(),
    })
}

/// The log, or what names of sources mean, changed.
pub(in crate::app) fn log_changed(state: &mut State) -> Vec<Effect> {
    if state.queue.phase == Phase::Closed {
        return Vec::new();
    }
    let mut effects = vec![standing(state)];
    if state.queue.phase == Phase::Ready {
        effects.push(moving::show(state));
    }
    effects
}

/// "Cancel" was pressed.
pub(super) fn cancel(state: &mut State) -> Vec<Effect> {
    match state.queue.phase {
        Phase::Looking { tag, .. } => vec![Effect::examine(Request::Cancel { tag })],
        Phase::Closed | Phase::Ready => Vec::new(),
    }
}

/// "Close suggestions" was pressed.
pub(super) fn close(state: &mut State) -> Vec<Effect> {
    state.queue.side = Side::Messages;
    closed(state)
}

/// Ends the examiner: its memory comes back. What was decided stands in the log.
pub(in crate::app) fn closed(state: &mut State) -> Vec<Effect> {
    let queue = &mut state.queue;
    if queue.phase == Phase::Closed {
        return Vec::new();
    }
    ended(queue);
    vec![Effect::EndExaminer]
}

fn ended(queue: &mut QueueState) {
    queue.phase = Phase::Closed;
    queue.list = None;
    queue.found = None;
    queue.showing = None;
    queue.gathering = None;
    queue.seeks = false;
}

/// The examiner sent something.
pub(in crate::app) fn event_arrived(state: &mut State, now: &Instant, event: Event) -> Vec<Effect> {
    match event {
        Event::Ready { build } if build == BUILD => Vec::new(),
        Event::Ready { build } => {
            state.alerts.error(
                say::the_page_is_of_version_build_but_the_part(BUILD, build),
                say::reload_the_page_with_shift_held_down(),
            );
            closed(state)
        }
        Event::Progress { tag, progress } => {
            if let Phase::Looking {
                tag: of,
                percent: p,
            } = &mut state.queue.phase
                && *of == tag
            {
                *p = percent(progress);
            }
            Vec::new()
        }
        Event::Suggested { tag, suggested } => looked(state, tag, suggested),
        Event::Shown { tag, shown } => arrived(state, tag, shown),
        Event::Gathered { tag, gathered } => super::gathered(state, now, tag, gathered),
        // Burnt by a worker of its own, whose events go elsewhere.
        Event::Burnt { .. }
        | Event::Codes { .. }
        | Event::Pictures { .. }
        | Event::Residual { .. }
        | Event::Comply(_) => Vec::new(),
        Event::Cancelled { tag } => match state.queue.phase {
            Phase::Looking { tag: of, .. } if of == tag => closed(state),
            Phase::Closed | Phase::Looking { .. } | Phase::Ready => Vec::new(),
        },
        Event::Failed { tag, failure } => failed(state, tag, failure),
        Event::Broken { message } => {
            if state.queue.phase == Phase::Closed {
                return Vec::new();
            }
            ended(&mut state.queue);
            state.alerts.error(
                say::the_part_of_the_program_that_makes_suggestions_broke(message),
                say::no_decision_is_lost_press_suggest_what(),
            );
            Vec::new()
        }
    }
}

/// Everything was looked at.
fn looked(state: &mut State, tag: Tag, suggested: Suggested) -> Vec<Effect> {
    match state.queue.phase {
        Phase::Looking { tag: of, .. } if of == tag => {}
        Phase::Closed | Phase::Looking { .. } | Phase::Ready => return Vec::new(),
    }
    state.queue.phase = Phase::Ready;
    state.queue.found = Some((suggested.countries, suggested.n_beyond));
    vec![moving::show_from(state, From::Start)]
}

/// A window of the list is there. An answer to an older question is dropped.
fn arrived(state: &mut State, tag: Tag, shown: Shown) -> Vec<Effect> {
    if state.queue.showing != Some(tag) {
        return Vec::new();
    }
    let ground = Ground::of(state);
    let queue = &mut state.queue;
    queue.ground = ground;
    queue.showing = None;
    queue.seeks = false;
    if let Some(at) = shown.at {
        queue.at = at;
    }
    queue.counts = Some(shown.counts.clone());
    let is_first = queue.list.replace(Rc::new(shown)).is_none();
    if !is_first {
        return Vec::new();
    }
    vec![Effect::FocusOn {
        id: super::LIST_ID.to_owned(),
    }]
}

fn failed(state: &mut State, tag: Option<Tag>, failure: Failure) -> Vec<Effect> {
    state.alerts.failure(failure);
    let queue = &mut state.queue;
    let is_looking = matches!(queue.phase, Phase::Looking { tag: of, .. } if Some(of) == tag);
    if tag.is_none() || is_looking {
        return closed(state);
    }
    if queue.showing == tag {
        queue.showing = None;
    }
    queue.gathering.take_if(|(of, _)| Some(*of) == tag);
    Vec::new()
}
