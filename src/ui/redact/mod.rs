//! Withholding: the dialogs that ask for reasons, and the list of what is withheld.

mod carry;
mod choose;
mod everywhere;
mod list;
mod name;
mod reach;
mod reason;
mod reason_lists;
mod suggestions;

use yew::prelude::*;

use crate::app::Action;
use crate::app::action::{GoAction, RedactAction};
use crate::app::queue::SuggestionForm;
use crate::app::redacting::RedactTarget;
use crate::say;
use crate::ui::parts::Dialog;
use crate::ui::view::View;

pub use carry::view as view_carry;
pub use choose::view as view_choose;
pub use everywhere::view as view_everywhere;
pub use list::view as view_panel;
pub use name::view as view_name;
use reason::{ReasonForm, offered};
pub use suggestions::view as view_suggestions;

/// The dialog "Redact".
pub fn view_redact(view: &View, target: &RedactTarget, error: Option<&String>) -> Html {
    let close = Action::Go(GoAction::DialogClosed);
    html! {
        <Dialog key="redact" name={say::redact()} on_close={view.on(close.clone())}>
            <p class="dialog__lead">{ target.words() }</p>
            if let RedactTarget::Message { reach, .. } = target {
                { reach::view_reach(view, *reach) }
            }
            <ReasonForm
                list={offered(view)}
                ask_name={view.state.log.by().is_none()}
                error={error.cloned()}
                on_apply={on_apply(view)}
                on_cancel={view.on(close)}
            />
        </Dialog>
    }
}

/// The parts of the panel that lead to suggestions, and choose reasons.
pub fn view_lead(view: &View) -> Html {
    html! {
        <>
            { suggestions::view_lead(view) }
            { reason_lists::view(view) }
        </>
    }
}

/// The dialog that asks why suggestions are withheld.
pub fn view_suggestion(view: &View, form: &SuggestionForm) -> Html {
    suggestions::view_dialog(view, form)
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
