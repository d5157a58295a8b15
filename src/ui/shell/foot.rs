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
use crate::say;
use crate::ui::view::View;

/// The line at the end.
pub(super) fn view(view: &View) -> Html {
    let in_case = view.state.screen == Screen::Case;
    html! {
        <footer class="foot">
            <span
                class="foot__part"
                role="status"
                aria-label={say::network()}
                title={why_not_offline(view.state).map(str::to_owned)}
            >{ network_words(view.state) }</span>
            <span class="foot__part">
                <button
                    type="button"
                    class="link"
                    onclick={view.on(Action::Witness(WitnessAction::Wanted))}
                >{ say::network_witness() }</button>
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
        <span class="foot__part" role="status" aria-label={say::newer_version()}>
            if may_change(view.state) {
                { say::a_newer_version_is_here() }
                <button
                    type="button"
                    class="link"
                    onclick={view.on(Action::Offline(OfflineAction::NewerWanted))}
                >{ say::use_it_now() }</button>
            } else {
                { say::a_newer_version_is_here_it_is() }
            }
        </span>
    }
}

fn view_kept(view: &View) -> Html {
    let keep = &view.state.keep;
    let (words, forget) = if keep.failed.is_some() {
        (say::not_kept_on_this_device_see_the(), false)
    } else if keep.written.is_empty() && keep.private {
        (say::nothing_is_kept_on_this_device(), false)
    } else if keep.written.is_empty() {
        (say::decisions_will_be_kept_on_this_device(), false)
    } else {
        (say::kept_on_this_device(), true)
    };
    html! {
        <span class="foot__part">
            <span title={say::decisions_with_their_terms_tags_and_notes()}>
                { words }
            </span>
            if forget {
                { " · " }
                <button
                    type="button"
                    class="link"
                    onclick={view.on(Action::Keep(KeepAction::ForgetWanted { key: None }))}
                >{ say::forget() }</button>
            }
        </span>
    }
}

fn view_name(view: &View) -> Html {
    let name = view.state.log.by().unwrap_or(NO_NAME);
    html! {
        <span class="foot__part">
            { say::your_name_2() }
            <bdi>{ shown(name, false) }</bdi>
            { " · " }
            <button
                type="button"
                class="link"
                aria-label={say::change_your_name()}
                onclick={view.on(Action::Log(LogAction::NameWanted))}
            >{ say::change() }</button>
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
        <label class="foot__part check" title={say::nothing_is_written_to_this_device()}>
            <input type="checkbox" checked={view.state.keep.private} {onchange} />
            { say::private_session() }
        </label>
    }
}
