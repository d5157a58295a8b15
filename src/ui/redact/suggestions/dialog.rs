//! The dialog that asks why suggestions are withheld, once for each kind.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::app::Action;
use crate::app::action::GoAction;
use crate::app::queue::{Accepting, QueueAction, SuggestionForm};
use crate::engine::detect::PROPOSE;
use crate::ui::parts::Dialog;
use crate::ui::redact::on_apply;
use crate::ui::redact::reason::{ReasonForm, offered};
use crate::ui::view::View;

/// The dialog.
pub(in crate::ui::redact) fn view(view: &View, form: &SuggestionForm) -> Html {
    let close = Action::Go(GoAction::DialogClosed);
    let name = match form.what {
        Accepting::One | Accepting::Value => "Accept suggestion",
        Accepting::Kind { .. } => "Accept all of this kind",
        Accepting::Nothing => "Reason for this kind",
    };
    html! {
        <Dialog key="suggestion" {name} on_close={view.on(close.clone())}>
            <p class="dialog__lead">{ words(form) }</p>
            if let Accepting::Kind { least } = form.what {
                { view_least(view, least) }
            }
            <ReasonForm
                list={offered(view)}
                ask_name={view.state.log.by().is_none()}
                code={form.code.clone()}
                error={form.error.clone()}
                on_apply={on_apply(view)}
                on_cancel={view.on(close)}
            />
        </Dialog>
    }
}

fn words(form: &SuggestionForm) -> String {
    let kind = form.detector.title();
    match form.what {
        Accepting::One => format!(
            "{kind}: withheld where it stands. The reason is asked once for this kind and used from \
             then on."
        ),
        Accepting::Value => format!(
            "{kind}: withheld wherever the same text stands. The reason is asked once for this kind \
             and used from then on."
        ),
        Accepting::Kind { .. } => format!(
            "{kind}: every suggestion in a message with at least this score that is not decided yet. \
             One undo takes all of them back."
        ),
        Accepting::Nothing => format!(
            "{kind}: used for what is accepted from now on. What is withheld already keeps its reason."
        ),
    }
}

fn view_least(view: &View, least: u8) -> Html {
    let onchange = view.on_action.reform(move |event: Event| {
        let input = event.target_dyn_into::<HtmlInputElement>();
        let typed = input.and_then(|input| input.value().parse().ok());
        let least = typed.unwrap_or(least).clamp(PROPOSE, 100);
        Action::Queue(QueueAction::LeastTyped { least })
    });
    html! {
        <div class="form__row">
            <label for="suggestion-least">{ "Least score" }</label>
            <input
                class="field suggest__score"
                id="suggestion-least"
                type="number"
                min={PROPOSE.to_string()}
                max="100"
                value={least.to_string()}
                {onchange}
            />
        </div>
    }
}
