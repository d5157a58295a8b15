//! The dialog that asks why suggestions are withheld, once for each kind.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::app::Action;
use crate::app::action::GoAction;
use crate::app::queue::{Accepting, QueueAction, SuggestionForm};
use crate::engine::detect::PROPOSE;
use crate::say;
use crate::ui::parts::Dialog;
use crate::ui::redact::on_apply;
use crate::ui::redact::reason::{ReasonForm, offered};
use crate::ui::view::View;

/// The dialog.
pub(in crate::ui::redact) fn view(view: &View, form: &SuggestionForm) -> Html {
    let close = Action::Go(GoAction::DialogClosed);
    let name = match form.what {
        Accepting::One | Accepting::Value => say::accept_suggestion(),
        Accepting::Kind { .. } => say::accept_all_of_this_kind(),
        Accepting::Nothing => say::reason_for_this_kind_2(),
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
    let kind = say::of_record(form.detector.title());
    match form.what {
        Accepting::One => say::kind_withheld_where_it_stands_the_reason(kind),
        Accepting::Value => say::kind_withheld_wherever_the_same_text_stands(kind),
        Accepting::Kind { .. } => say::kind_every_suggestion_in_a_message_with(kind),
        Accepting::Nothing => say::kind_used_for_what_is_accepted_from(kind),
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
            <label for="suggestion-least">{ say::least_score() }</label>
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
