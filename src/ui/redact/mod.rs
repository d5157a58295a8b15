//! Withholding: the dialogs that ask for reasons, and the list of what is withheld.

mod choose;
mod everywhere;
mod list;
mod name;
mod reason;

use yew::prelude::*;

use crate::app::Action;
use crate::app::action::{GoAction, RedactAction};
use crate::app::redacting::RedactTarget;
use crate::ui::parts::Dialog;
use crate::ui::view::View;

pub use choose::view as view_choose;
pub use everywhere::view as view_everywhere;
pub use list::view as view_panel;
pub use name::view as view_name;
use reason::ReasonForm;

/// The dialog "Redact".
pub fn view_redact(view: &View, target: &RedactTarget, error: Option<&String>) -> Html {
    let close = Action::Go(GoAction::DialogClosed);
    html! {
        <Dialog key="redact" name="Redact" on_close={view.on(close.clone())}>
            <p class="dialog__lead">{ target.words() }</p>
            <ReasonForm
                ask_name={view.state.log.by().is_none()}
                error={error.cloned()}
                on_apply={on_apply(view)}
                on_cancel={view.on(close)}
            />
        </Dialog>
    }
}

fn on_apply(view: &View) -> Callback<reason::Reasons> {
    view.on_action.reform(|reasons: reason::Reasons| {
        Action::Redact(RedactAction::Applied {
            codes: reasons.codes,
            note: reasons.note,
            by: reasons.by,
        })
    })
}
