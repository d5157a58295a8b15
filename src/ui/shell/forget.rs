//! The dialog that asks before what is kept on this device is deleted.

use yew::prelude::*;

use crate::app::Action;
use crate::app::action::{GoAction, KeepAction, LogAction};
use crate::app::characters::shown;
use crate::app::forgetting::Forgetting;
use crate::say;
use crate::ui::parts::Dialog;
use crate::ui::view::View;

/// The dialog "Forget".
pub(super) fn view(view: &View, forgetting: &Forgetting) -> Html {
    let close = Action::Go(GoAction::DialogClosed);
    html! {
        <Dialog key="forget" name={say::forget()} on_close={view.on(close.clone())}>
            if let Forgetting::Record { name, .. } = forgetting {
                <p class="dialog__lead"><bdi>{ shown(name, false) }</bdi></p>
            }
            { for forgetting.words(view.state).into_iter().map(|words| html! {
                <p class="dialog__words">{ words }</p>
            }) }
            <div class="dialog__acts">
                <button
                    type="button"
                    class="button"
                    autofocus=true
                    onclick={view.on(close)}
                >{ say::cancel() }</button>
                if *forgetting == Forgetting::Open {
                    <button
                        type="button"
                        class="button"
                        onclick={view.on(Action::Log(LogAction::SaveWanted))}
                    >{ say::save_decisions() }</button>
                }
                <button
                    type="button"
                    class="button button--strong"
                    onclick={view.on(Action::Keep(KeepAction::ForgetConfirmed))}
                >{ say::forget() }</button>
            </div>
        </Dialog>
    }
}
