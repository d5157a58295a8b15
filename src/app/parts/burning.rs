//! Pictures on their way through the examiner's program, which alone can burn boxes in: asked of the
//! worker, handed on, and back: onto the screen, or into a package that waits for them.

use std::collections::BTreeSet;
use std::rc::Rc;

use crate::engine::decision::PixelBox;
use crate::engine::examine::protocol::Event;
use crate::engine::package::Burnt;
use crate::engine::place::EntryId;
use crate::engine::session::protocol::{BuildChoice, Request, RowsFor, Tag};
use crate::say;

use super::super::asks::Asked;
use super::super::effect::Effect;
use super::super::packaging::{self, PackagePhase};
use super::super::queue::Program;
use super::super::residual as remains;
use super::super::state::State;
use super::sights;

/// What a burnt picture is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BurnFor {
    /// The recipient's view.
    Screen,
    /// A package.
    Package,
    /// Nothing is burnt: QR codes are looked for in it.
    Codes,
}

/// A package that waits for its pictures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Burning {
    build: Tag,
    choice: BuildChoice,
    n_all: usize,
    left: BTreeSet<(u32, EntryId)>,
}

/// A picture with boxes shall be shown as it will go out.
pub(in crate::app) fn to_screen(state: &mut State, source: u32, entry: EntryId) -> Option<Effect> {
    let view = state.reading.as_ref().map(|reading| reading.view);
    let part = state.parts.get(&(source, entry))?;
    if view != Some(RowsFor::Recipient) || part.boxes.is_empty() {
        return None;
    }
    let boxes = part.boxes.clone();
    Some(ask(state, (source, entry), boxes, BurnFor::Screen))
}

pub(super) fn ask(
    state: &mut State,
    (source, entry): (u32, EntryId),
    boxes: Vec<PixelBox>,
    why: BurnFor,
) -> Effect {
    let tag = state.asks.ask(Asked::ToBurn {
        source,
        entry,
        boxes,
        why,
    });
    Effect::post(Request::Media {
        tag,
        source,
        entry,
        muted: Vec::new(),
    })
}

/// What has to be done before a package is built. `None`: nothing, it can be built.
pub(in crate::app) fn before_build(
    state: &mut State,
    build: Tag,
    choice: &BuildChoice,
) -> Option<Vec<Effect>> {
    let parts = Rc::clone(&state.parts);
    let with_boxes = parts.iter().filter(|(_, part)| !part.boxes.is_empty());
    let wanted: Vec<_> = with_boxes
        .map(|(key, part)| (*key, part.boxes.clone()))
        .collect();
    if wanted.is_empty() {
        return None;
    }
    if state.queue.program != Program::Loaded {
        state.alerts.error(
            say::the_part_of_the_program_that_burns_boxes(),
            say::reload_the_page_open_the_files_again(),
        );
        packaging::ended(state, build);
        return Some(Vec::new());
    }
    state.burning = Some(Burning {
        build,
        choice: choice.clone(),
        n_all: wanted.len(),
        left: wanted.iter().map(|(key, _)| *key).collect(),
    });
    let mut effects = sights::look(state);
    let asked = wanted.into_iter();
    effects.extend(asked.map(|(key, boxes)| ask(state, key, boxes, BurnFor::Package)));
    Some(effects)
}

/// The picture itself is there: on to the examiner's program.
pub(in crate::app) fn arrived(
    state: &mut State,
    of: Tag,
    asked: (u32, EntryId, Vec<PixelBox>, BurnFor),
) -> Vec<Effect> {
    let (source, entry, boxes, why) = asked;
    let wanted = match why {
        BurnFor::Screen => state.media.contains(&(source, entry)),
        BurnFor::Package => state.burning.is_some(),
        BurnFor::Codes => sights::waits_for_codes(state, (source, entry)),
    };
    if !wanted {
        return Vec::new();
    }
    let tag = state.asks.ask(Asked::Burn { source, entry, why });
    match why {
        BurnFor::Screen | BurnFor::Package => vec![Effect::Burn { of, tag, boxes }],
        BurnFor::Codes => vec![Effect::FindCodes { of, tag }],
    }
}

/// It could not be read.
pub(in crate::app) fn not_read(
    state: &mut State,
    (source, entry): (u32, EntryId),
    why: BurnFor,
    what: String,
) -> Vec<Effect> {
    match why {
        BurnFor::Screen => vec![Effect::MediaFailed {
            source,
            entry,
            what,
        }],
        BurnFor::Package => burnt(state, (source, entry), None),
        BurnFor::Codes => {
            sights::codes_found(state, (source, entry), Err(what));
            Vec::new()
        }
    }
}

/// The examiner's program answered.
pub(in crate::app) fn event_arrived(state: &mut State, event: Event) -> Vec<Effect> {
    match event {
        Event::Burnt { tag, burnt: made } => match state.asks.answered(tag) {
            Some(Asked::Burn { source, entry, why }) => {
                let mut effects = match why {
                    BurnFor::Screen => vec![shown((source, entry), made)],
                    BurnFor::Package => burnt(state, (source, entry), Some(made)),
                    BurnFor::Codes => Vec::new(),
                };
                effects.extend(ended(state));
                effects
            }
            _stale => Vec::new(),
        },
        Event::Codes { tag, found } => match state.asks.answered(tag) {
            Some(Asked::Burn { source, entry, .. }) => {
                sights::codes_found(state, (source, entry), found);
                ended(state)
            }
            _stale => Vec::new(),
        },
        Event::Pictures { tag, found } => {
            state.sights.seen(tag, found);
            ended(state)
        }
        Event::Residual { tag, residual } => {
            remains::arrived(state, tag, residual);
            ended(state)
        }
        Event::Progress { tag, progress } => {
            state.sights.progressed(tag, progress);
            remains::progressed(state, tag, progress);
            Vec::new()
        }
        Event::Failed {
            tag: Some(tag),
            failure,
        } if remains::is_of(state, tag) => {
            remains::broke(state, &failure.what);
            ended(state)
        }
        Event::Failed { failure, .. } => broke(state, failure.what),
        Event::Broken { message } => broke(state, message),
        Event::Ready { .. }
        | Event::Suggested { .. }
        | Event::Shown { .. }
        | Event::Gathered { .. }
        | Event::Comply(_)
        | Event::Cancelled { .. } => Vec::new(),
    }
}

/// The program is ended when nothing is asked of it any more.
pub(in crate::app) fn ended(state: &mut State) -> Vec<Effect> {
    let is_looking = state.sights.is_looking() || state.remains.is_looking();
    if is_looking || state.asks.burns() {
        return Vec::new();
    }
    state.open_in_burner.clear();
    vec![Effect::EndBurner]
}

fn shown((source, entry): (u32, EntryId), made: Burnt) -> Effect {
    match made.picture {
        Ok(bytes) => Effect::ShowBurnt {
            source,
            entry,
            bytes,
        },
        Err(why) => Effect::MediaFailed {
            source,
            entry,
            what: say::withheld_whole_in_a_package_why(why),
        },
    }
}

/// One picture less to wait for. With the last one the package is built.
fn burnt(state: &mut State, key: (u32, EntryId), made: Option<Burnt>) -> Vec<Effect> {
    let Some(waiting) = &mut state.burning else {
        return Vec::new();
    };
    waiting.left.remove(&key);
    waiting.choice.burnt.extend(made);
    let n_done = waiting.n_all - waiting.left.len();
    if let PackagePhase::Building { percent, .. } = &mut state.package {
        *percent = (n_done * 100 / waiting.n_all.max(1)) as u8;
    }
    if !waiting.left.is_empty() {
        return Vec::new();
    }
    let Some(Burning { build, choice, .. }) = state.burning.take() else {
        return Vec::new();
    };
    vec![Effect::post(Request::Build {
        tag: build,
        options: choice,
    })]
}

/// The program broke: nothing may wait for it.
fn broke(state: &mut State, what: String) -> Vec<Effect> {
    let is_looking = state.sights.is_looking() || state.remains.is_looking();
    let is_burning = state.asks.burns() || state.burning.is_some();
    if !is_burning && !is_looking {
        return Vec::new();
    }
    sights::broke(state, &what);
    remains::broke(state, &what);
    state.open_in_burner.clear();
    let mut effects = vec![Effect::EndBurner];
    // What only looked is told where it looked.
    if !is_burning {
        return effects;
    }
    for (source, entry) in state.asks.forget_burns() {
        effects.push(Effect::MediaFailed {
            source,
            entry,
            what: say::its_boxes_could_not_be_burnt_in().to_owned(),
        });
    }
    state.alerts.error(
        say::the_part_of_the_program_that_burns(what),
        say::no_decision_is_lost_try_again_or(),
    );
    if let Some(waiting) = state.burning.take() {
        state.asks.answered(waiting.build);
        packaging::ended(state, waiting.build);
    }
    effects
}

/// Whether a package waits for pictures.
pub(in crate::app) fn waits(state: &State) -> bool {
    state.burning.is_some()
}

/// The package is not wanted any more.
pub(in crate::app) fn cancelled(state: &mut State) -> Vec<Effect> {
    let Some(waiting) = state.burning.take() else {
        return Vec::new();
    };
    state.asks.answered(waiting.build);
    packaging::ended(state, waiting.build);
    if !state.sights.is_looking() {
        return Vec::new();
    }
    state.sights = sights::Sights::None;
    ended(state)
}
