//! The list of keyboard shortcuts.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::app::Action;
use crate::app::action::GoAction;
use crate::app::keys::shortcuts;
use crate::say;
use crate::ui::parts::Dialog;
use crate::ui::view::View;

/// The dialog.
pub(super) fn view(view: &View) -> Html {
    let onchange = view.on_action.reform(|event: Event| {
        let on = event
            .target_dyn_into::<HtmlInputElement>()
            .is_some_and(|input| input.checked());
        Action::Go(GoAction::SingleKeys { on })
    });
    html! {
        <Dialog name={say::keyboard_shortcuts()} on_close={view.on(Action::Go(GoAction::DialogClosed))}>
            <dl class="keys">
                { for shortcuts().into_iter().chain(in_feed()).map(|(keys, does)| html! {
                    <div class="keys__row">
                        <dt><kbd>{ keys }</kbd></dt>
                        <dd>{ does }</dd>
                    </div>
                }) }
            </dl>
            <label class="check">
                <input type="checkbox" checked={!view.state.keys_off} {onchange} />
                { say::single_keys_act_as_shortcuts() }
            </label>
        </Dialog>
    }
}

/// Keys of the feed.
fn in_feed() -> [(&'static str, &'static str); 3] {
    [
        (say::j_page_down(), say::next_message()),
        (say::k_page_up(), say::previous_message()),
        (say::home_end(), say::first_and_last_message()),
    ]
}
