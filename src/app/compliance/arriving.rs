//! What the clerk answers.

use std::rc::Rc;

use super::asking::{closed, ended};
use super::{LIST_ID, Phase, Section, keeping, leading, moving, trying, working};
use crate::app::digests::percent;
use crate::app::effect::Effect;
use crate::app::state::State;
use crate::engine::examine::comply::protocol::{ComplyEvent, Overview};
use crate::engine::examine::protocol::Event;
use crate::engine::session::protocol::{BUILD, Tag};
use crate::say;

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
            if !state.comply.runs() {
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
        | Event::Codes { .. }
        | Event::Pictures { .. }
        | Event::Residual { .. }
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
        ComplyEvent::Gathered { term, findings, .. } => working::gathered(state, term, findings),
        ComplyEvent::Readers { readers, .. } => {
            state.comply.readers = Some(Rc::new(readers));
            Vec::new()
        }
        ComplyEvent::Compared { compared, .. } => {
            state.comply.compared = Some(Rc::new(compared));
            Vec::new()
        }
        ComplyEvent::Messages { tag, messages } => leading::arrived(state, tag, messages),
        ComplyEvent::Drawn { drawn, .. } => {
            state.comply.drawn = Some(Rc::new(drawn));
            Vec::new()
        }
        ComplyEvent::Files { tag, files } if state.comply.encloses(tag) => {
            keeping::arrived(state, files)
        }
        ComplyEvent::Files { files, .. } => files
            .into_iter()
            .map(|(name, text)| {
                let mime = match name.rsplit_once('.') {
                    Some((_, "json")) => "application/json",
                    Some((_, "html")) => "text/html",
                    _other => "text/csv",
                };
                Effect::SaveText { name, mime, text }
            })
            .collect(),
        ComplyEvent::Tried {
            tag,
            progress,
            is_done,
            rules,
        } => trying::tried(state, tag, (!is_done).then(|| percent(progress)), rules),
        ComplyEvent::Refused { tag, places } => trying::refused(state, tag, places),
        ComplyEvent::Cancelled { .. } => {
            state.comply.phase = Phase::Closed;
            ended(state);
            vec![Effect::EndClerk]
        }
        ComplyEvent::Failed { tag, failure } => {
            state.alerts.failure(failure);
            trying::failed(state, tag);
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
    let asked_at = comply.asked_at.take();
    comply.phase = Phase::Ready;
    comply.has_clerk = true;
    comply.at = 0;
    if comply.section == Section::Question {
        comply.section = Section::Findings;
        comply.query.to_do = true;
    }
    let mut effects = asked_at.map_or_else(Vec::new, |now| keeping::asked_with(state, &now));
    effects.push(moving::show(state));
    effects.push(Effect::FocusOn {
        id: LIST_ID.to_owned(),
    });
    effects
}
