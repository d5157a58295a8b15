//! What stands at the end of the page: whether it works offline, what is kept, who decides.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::app::Action;
use crate::app::action::{KeepAction, LogAction};
use crate::app::characters::shown;
use crate::app::log::NO_NAME;
use crate::app::queue::Program;
use crate::app::state::{Screen, State, WorkerPhase};
use crate::ui::view::View;

/// The line at the end.
pub(super) fn view(view: &View) -> Html {
    let in_case = view.state.screen == Screen::Case;
    html! {
        <footer class="foot">
            <span class="foot__part" role="status" aria-label="Network">{ ready(view.state) }</span>
            if in_case {
                { view_kept(view) }
                { view_name(view) }
            }
            { view_private(view) }
        </footer>
    }
}

fn ready(state: &State) -> &'static str {
    match state.worker {
        WorkerPhase::Starting => "Loading…",
        // What is used later is fetched now, so that nothing is asked for then.
        WorkerPhase::Ready if matches!(state.queue.program, Program::Wanted | Program::Loading) => {
            "Loading the rest…"
        }
        WorkerPhase::Ready => "Ready offline · nothing is uploaded",
        WorkerPhase::Restarting => "Starting again…",
        WorkerPhase::Stale => "Reload the page",
        WorkerPhase::GivenUp => "Not running",
    }
}

fn view_kept(view: &View) -> Html {
    let keep = &view.state.keep;
    let (words, forget) = if keep.failed.is_some() {
        ("Not kept on this device: see the alert", false)
    } else if keep.written.is_empty() && keep.private {
        ("Nothing is kept on this device", false)
    } else if keep.written.is_empty() {
        ("Decisions will be kept on this device", false)
    } else {
        ("Kept on this device", true)
    };
    html! {
        <span class="foot__part">
            <span title="Decisions with their terms, tags and notes, your name and the names of files. Never a message or a file.">
                { words }
            </span>
            if forget {
                { " · " }
                <button
                    type="button"
                    class="link"
                    onclick={view.on(Action::Keep(KeepAction::ForgetWanted { key: None }))}
                >{ "Forget" }</button>
            }
        </span>
    }
}

fn view_name(view: &View) -> Html {
    let name = view.state.log.by().unwrap_or(NO_NAME);
    html! {
        <span class="foot__part">
            { "Your name: " }
            <bdi>{ shown(name, false) }</bdi>
            { " · " }
            <button
                type="button"
                class="link"
                aria-label="Change your name"
                onclick={view.on(Action::Log(LogAction::NameWanted))}
            >{ "Change" }</button>
        </span>
    }
}

fn view_private(view: &View) -> Html {
    let onchange = view.on_action.reform(|event: Event| {
        let on = event
            .target_dyn_into::<HtmlInputElement>()
            .is_some_and(|input| input.checked());
        Action::Keep(KeepAction::Private { on })
    });
    html! {
        <label class="foot__part check" title="Nothing is written to this device">
            <input type="checkbox" checked={view.state.keep.private} {onchange} />
            { "Private session" }
        </label>
    }
}
