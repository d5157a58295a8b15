//! What stands at the end of the page: whether it works offline, what is kept, who decides.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::app::Action;
use crate::app::action::{KeepAction, LogAction};
use crate::app::characters::shown;
use crate::app::log::NO_NAME;
use crate::app::offline::{OfflineAction, may_change, network_words, why_not_offline};
use crate::app::state::Screen;
use crate::app::witness::WitnessAction;
use crate::ui::view::View;

/// The line at the end.
pub(super) fn view(view: &View) -> Html {
    let in_case = view.state.screen == Screen::Case;
    html! {
        <footer class="foot">
            <span
                class="foot__part"
                role="status"
                aria-label="Network"
                title={why_not_offline(view.state).map(str::to_owned)}
            >{ network_words(view.state) }</span>
            <span class="foot__part">
                <button
                    type="button"
                    class="link"
                    onclick={view.on(Action::Witness(WitnessAction::Wanted))}
                >{ "Network witness" }</button>
            </span>
            { view_newer(view) }
            if in_case {
                { view_kept(view) }
                { view_name(view) }
            }
            { view_private(view) }
        </footer>
    }
}

/// Another build is offered, never taken.
fn view_newer(view: &View) -> Html {
    if !view.state.offline.newer {
        return Html::default();
    }
    html! {
        <span class="foot__part" role="status" aria-label="Newer version">
            if may_change(view.state) {
                { "A newer version is here · " }
                <button
                    type="button"
                    class="link"
                    onclick={view.on(Action::Offline(OfflineAction::NewerWanted))}
                >{ "Use it now" }</button>
            } else {
                { "A newer version is here: it is used after every tab of this page was closed" }
            }
        </span>
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
