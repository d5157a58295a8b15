//! The list of keyboard shortcuts.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::app::Action;
use crate::app::action::GoAction;
use crate::app::keys::SHORTCUTS;
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
        <Dialog name="Keyboard shortcuts" on_close={view.on(Action::Go(GoAction::DialogClosed))}>
            <dl class="keys">
                { for SHORTCUTS.iter().chain(&IN_FEED).map(|(keys, does)| html! {
                    <div class="keys__row">
                        <dt><kbd>{ *keys }</kbd></dt>
                        <dd>{ *does }</dd>
                    </div>
                }) }
            </dl>
            <label class="check">
                <input type="checkbox" checked={!view.state.keys_off} {onchange} />
                { "Single keys act as shortcuts" }
            </label>
        </Dialog>
    }
}

/// Keys of the feed.
const IN_FEED: [(&str, &str); 3] = [
    ("j, Page Down", "Next message"),
    ("k, Page Up", "Previous message"),
    ("Home, End", "First and last message"),
];
