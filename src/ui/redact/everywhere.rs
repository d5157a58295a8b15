//! The dialog that withholds a term wherever it stands.

use std::rc::Rc;

use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use crate::app::action::{GoAction, RedactAction};
use crate::app::characters::on_one_line;
use crate::app::everywhere::Everywhere;
use crate::app::everywhere::can_untick;
use crate::app::state::State;
use crate::app::{Action, words};
use crate::engine::decision::Keep;
use crate::engine::session::protocol::{TermHit, TermSpot};
use crate::say;
use crate::ui::parts::Dialog;
use crate::ui::view::View;

use super::on_apply;
use super::reason::{ReasonForm, offered};

/// The dialog "Redact everywhere".
pub fn view(view: &View, form: &Everywhere) -> Html {
    let close = Action::Go(GoAction::DialogClosed);
    let oninput = view.on_action.reform(|event: InputEvent| {
        let term = event
            .target_dyn_into::<HtmlInputElement>()
            .map(|input| input.value())
            .unwrap_or_default();
        Action::Redact(RedactAction::TermTyped { term })
    });
    html! {
        <Dialog name={say::redact_everywhere()} wide=true on_close={view.on(close.clone())}>
            <div class="form__row">
                <label for="everywhere-find">{ say::find() }</label>
                <input
                    class="field"
                    id="everywhere-find"
                    type="text"
                    autocomplete="off"
                    spellcheck="false"
                    autofocus=true
                    aria-describedby="everywhere-hint"
                    {oninput}
                />
                <p class="form__hint" id="everywhere-hint">
                    { say::any_case_invisible_marks_ignored_in_messages() }
                </p>
            </div>
            <p class="hits__count" role="status">{ count(form) }</p>
            if let Some(hits) = &form.hits {
                <HitList
                    hits={hits.clone()}
                    unticked={form.unticked.iter().copied().collect::<Vec<_>>()}
                    n_drawn={form.n_drawn}
                    places={places(view.state, hits, form.n_drawn)}
                    on_action={view.on_action.clone()}
                />
            }
            { view_keep(view, form) }
            <ReasonForm
                list={offered(view)}
                ask_name={view.state.log.by().is_none()}
                error={form.error.clone()}
                on_apply={on_apply(view)}
                on_cancel={view.on(close)}
            />
        </Dialog>
    }
}

/// What may stay of the value, where something may.
fn view_keep(view: &View, form: &Everywhere) -> Html {
    let may = form.may_keep();
    if may.len() < 2 {
        return Html::default();
    }
    let onchange = {
        let may = may.clone();
        view.on_action.reform(move |event: Event| {
            let index = event
                .target_dyn_into::<HtmlSelectElement>()
                .and_then(|select| usize::try_from(select.selected_index()).ok());
            let keep = index.and_then(|index| may.get(index).copied());
            Action::Redact(RedactAction::KeepChosen {
                keep: keep.unwrap_or_default(),
            })
        })
    };
    html! {
        <div class="form__row">
            <label for="everywhere-keep">{ say::what_stays() }</label>
            <select class="select" id="everywhere-keep" aria-describedby="everywhere-keep-hint" {onchange}>
                { for may.iter().map(|keep| html! {
                    <option selected={*keep == form.keep}>{ kept_words(*keep) }</option>
                }) }
            </select>
            <p class="form__hint" id="everywhere-keep-hint">
                { say::what_stays_can_be_read_by_everybody() }
            </p>
        </div>
    }
}

fn kept_words(keep: Keep) -> String {
    match keep {
        Keep::Nothing => say::nothing().to_owned(),
        Keep::Last(n) => say::the_last_n_letters_and_digits(n),
        Keep::Host => say::where_the_link_leads_to_without_the().to_owned(),
    }
}

fn count(form: &Everywhere) -> String {
    if form.term.trim().is_empty() {
        return String::new();
    }
    let Some(hits) = &form.hits else {
        return say::searching().to_owned();
    };
    let listed = u32::try_from(hits.len()).unwrap_or(u32::MAX);
    let mut text = say::n_hits(form.n_hits);
    if !form.unticked.is_empty() {
        text.push_str(&say::n_kept_to_be_withheld(words::count(form.n_kept())));
    }
    if listed < form.n_hits {
        text.push_str(&say::the_first_listed_are_listed_all_are(words::count(
            listed,
        )));
    }
    text
}

/// Where each hit stands, in words.
fn places(state: &State, hits: &[TermHit], n_drawn: usize) -> Vec<String> {
    let several = state.threads().count() > 1;
    let title = |thread| {
        state
            .thread(thread)
            .map(|(_, at)| words::title(at))
            .unwrap_or_default()
    };
    hits.iter()
        .take(n_drawn)
        .map(|hit| match &hit.spot {
            TermSpot::Body { thread, record, .. } if several => {
                format!("{} #{}", title(*thread), record.0 + 1)
            }
            TermSpot::Body { record, .. } => format!("#{}", record.0 + 1),
            TermSpot::Name { .. } => say::name_of_a_participant_in_every_message().to_owned(),
            TermSpot::Title { .. } => say::title_of_a_thread().to_owned(),
            TermSpot::FileName { .. } => say::name_of_a_file().to_owned(),
        })
        .collect()
}

/// What the list of hits needs.
#[derive(Properties, PartialEq)]
struct HitListProps {
    hits: Rc<Vec<TermHit>>,
    unticked: Vec<usize>,
    n_drawn: usize,
    places: Vec<String>,
    on_action: Callback<Action>,
}

#[component]
fn HitList(props: &HitListProps) -> Html {
    let more = props.hits.len() > props.n_drawn;
    let on_more = props
        .on_action
        .reform(|_: MouseEvent| Action::Redact(RedactAction::MoreHits));
    let drawn = props.hits.iter().zip(&props.places).enumerate();
    html! {
        <div class="hits" tabindex="0" role="group" aria-label={say::hits()}>
            <ul>
                { for drawn.map(|(index, (hit, place))| view_hit(props, index, hit, place)) }
            </ul>
            if more {
                <button type="button" class="link" onclick={on_more}>{ say::show_more_hits() }</button>
            }
        </div>
    }
}

fn view_hit(props: &HitListProps, index: usize, hit: &TermHit, place: &str) -> Html {
    let onchange = props.on_action.reform(move |event: Event| {
        let ticked = event
            .target_dyn_into::<HtmlInputElement>()
            .is_some_and(|input| input.checked());
        Action::Redact(RedactAction::HitTicked { index, ticked })
    });
    let fixed = !can_untick(hit);
    html! {
        <li class="hit" key={index}>
            <label class="hit__label">
                <input
                    type="checkbox"
                    checked={!props.unticked.contains(&index)}
                    disabled={fixed}
                    {onchange}
                />
                <span class="hit__place">{ place.to_owned() }</span>
                <bdi class="hit__words">
                    { on_one_line(&hit.before) }
                    <mark>{ on_one_line(&hit.hit) }</mark>
                    { on_one_line(&hit.after) }
                </bdi>
            </label>
        </li>
    }
}
