//! The dialog in which a part of a message is chosen by keyboard.

use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions};
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use crate::app::Action;
use crate::app::action::GoAction;
use crate::app::choosing::ChoosableText;
use crate::app::feed::FeedAction;
use crate::engine::thread::RecordId;
use crate::say;
use crate::ui::parts::Dialog;
use crate::ui::view::View;

/// The dialog "Select words".
pub fn view(view: &View, record: RecordId, text: &Rc<ChoosableText>, n_more_chars: u32) -> Html {
    let close = Action::Go(GoAction::DialogClosed);
    html! {
        <Dialog key="choose" name={say::select_words()} on_close={view.on(close.clone())}>
            <ChooseForm
                {record}
                text={text.clone()}
                {n_more_chars}
                on_action={view.on_action.clone()}
                on_cancel={view.on(close)}
            />
        </Dialog>
    }
}

/// What the form needs.
#[derive(Properties, PartialEq)]
struct ChooseFormProps {
    record: RecordId,
    text: Rc<ChoosableText>,
    n_more_chars: u32,
    on_action: Callback<Action>,
    on_cancel: Callback<()>,
}

#[component]
fn ChooseForm(props: &ChooseFormProps) -> Html {
    let area = use_node_ref();
    let empty = use_state_eq(|| false);
    {
        let area = area.clone();
        let text = props.text.clone();
        use_effect_with((), move |()| {
            let listening = area
                .cast::<HtmlTextAreaElement>()
                .map(|area| begin(&area, text));
            move || drop(listening)
        });
    }
    let choose = {
        let (area, empty) = (area.clone(), empty.clone());
        let (record, text) = (props.record, props.text.clone());
        let on_action = props.on_action.clone();
        Callback::from(move |()| match chosen(&area, &text) {
            Some(span) => {
                on_action.emit(Action::Feed(FeedAction::RedactSelection { record, span }));
            }
            None => empty.set(true),
        })
    };
    let onkeydown = {
        let choose = choose.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Enter" && !event.is_composing() {
                event.prevent_default();
                choose.emit(());
            }
        })
    };
    let number = props.record.0 + 1;
    html! {
        <>
            <p class="dialog__lead" id="choose-hint">
                { say::message_number_hold_shift_and_press_an(number) }
            </p>
            if props.n_more_chars > 0 {
                <p class="form__hint">
                    { say::the_message_goes_on_press_show_more() }
                </p>
            }
            <textarea
                class="field choose__text"
                ref={area}
                rows="6"
                aria-readonly="true"
                inputmode="none"
                autofocus=true
                dir="auto"
                spellcheck="false"
                aria-label={say::text_of_message_number(number)}
                aria-describedby="choose-hint"
                value={props.text.text.clone()}
                {onkeydown}
            />
            if *empty {
                <p class="form__error" role="alert">{ say::nothing_is_selected_yet() }</p>
            }
            <div class="dialog__acts">
                <button
                    type="button"
                    class="button"
                    onclick={props.on_cancel.reform(|_: MouseEvent| ())}
                >{ say::cancel() }</button>
                <button
                    type="button"
                    class="button button--strong"
                    onclick={choose.reform(|_: MouseEvent| ())}
                >{ say::redact_selection() }</button>
            </div>
        </>
    }
}

/// Puts the caret at the start, and keeps the text as it is until the listeners are dropped. Not by
/// `readonly`: a browser may then show no caret and extend no selection by keyboard.
fn begin(area: &HtmlTextAreaElement, text: Rc<ChoosableText>) -> [EventListener; 2] {
    // A text that was put in leaves the caret at its end.
    let _ = area.set_selection_range(0, 0);
    let _ = area.focus();
    let acts = EventListenerOptions::enable_prevent_default();
    let refuse = EventListener::new_with_options(area, "beforeinput", acts, |event| {
        event.prevent_default();
    });
    // What is composed cannot be refused, only taken back.
    let kept = area.clone();
    let restore = EventListener::new(area, "input", move |_| kept.set_value(&text.text));
    [refuse, restore]
}

fn chosen(area: &NodeRef, text: &ChoosableText) -> Option<crate::engine::place::ByteSpan> {
    let area = area.cast::<HtmlTextAreaElement>()?;
    let from = area.selection_start().ok()??;
    let to = area.selection_end().ok()??;
    text.span(from, to)
}
