//! The sample: drawn from a printed seed, so that anybody can draw the same one.

use web_sys::HtmlFormElement;
use yew::prelude::*;

use crate::app::action::GoAction;
use crate::app::characters::{on_one_line, shown};
use crate::app::compliance::{ComplyAction, DrawnOf};
use crate::app::{Action, words};
use crate::engine::examine::comply::protocol::{Drawn, DrawnRow};
use crate::say;
use crate::ui::casework::forms::field;
use crate::ui::view::{View, sends};

pub(super) fn view(view: &View) -> Html {
    let drawn = view.state.comply.drawn.as_ref();
    let onsubmit = sends(view.on_action, |event: SubmitEvent| {
        event.prevent_default();
        let form = event.target_dyn_into::<HtmlFormElement>()?;
        Some(Action::Comply(ComplyAction::DrawWanted {
            nonce: field(&form, "comply-nonce")?,
        }))
    });
    html! {
        <div class="comply__body">
            <form class="comply__row" {onsubmit}>
                <label for="comply-nonce">{ say::characters_for_the_draw() }</label>
                <input class="field" id="comply-nonce" type="text" minlength="8" autocomplete="off" aria-describedby="comply-nonce-hint" />
                <button type="submit" class="button button--strong">{ say::draw() }</button>
                <p class="form__hint" id="comply-nonce-hint">
                    { say::at_least_eight_that_nobody_could_have() }
                </p>
            </form>
            if let Some(drawn) = drawn {
                { view_drawn(view, drawn) }
            }
        </div>
    }
}

fn view_drawn(view: &View, drawn: &Drawn) -> Html {
    let of = view.state.comply.drawn_of.as_ref();
    let strata = drawn.strata.iter();
    let strata = strata.filter(|(name, ..)| of.is_none_or(|(group, _)| group == name));
    let holds = |row: &&DrawnRow| of.is_none_or(|(_, which)| which.holds(row.read));
    html! {
        <>
            <p class="comply__seed">{ say::seed_2() }<code class="comply__digest">{ &drawn.seed }</code></p>
            if let Some((group, which)) = of {
                { super::numbers::view_narrowed(view, format!("{}: {}", say::of_record(group), which_words(*which))) }
            }
            { for strata.map(|(name, size, rows)| {
                let n_read = rows.iter().filter(|row| row.read.is_some()).count();
                html! {
                    <section class="panel" key={name.clone()}>
                        <h2 class="panel__title">{ say::of_record(name).into_owned() }</h2>
                        <p class="comply__quiet">
                            { say::rows_drawn_of_size_n_read_read(words::count(rows.len() as u32), words::count(*size), words::count(n_read as u32)) }
                        </p>
                        <ol class="comply__drawn">{ for rows.iter().filter(holds).map(|row| view_row(view, row)) }</ol>
                    </section>
                }
            }) }
        </>
    }
}

fn which_words(which: DrawnOf) -> &'static str {
    match which {
        DrawnOf::All => say::comply_drawn_all(),
        DrawnOf::Read => say::comply_drawn_read(),
        DrawnOf::Breaking => say::breaks_the_policy(),
    }
}

fn view_row(view: &View, row: &DrawnRow) -> Html {
    let (thread, record) = (row.thread, row.record);
    let read = |breaks: bool| {
        view.on::<MouseEvent>(Action::Comply(ComplyAction::SampleRead {
            thread,
            record,
            breaks,
            note: String::new(),
        }))
    };
    let now = match row.read {
        None => say::not_read_yet(),
        Some(false) => say::in_order(),
        Some(true) => say::breaks_the_policy(),
    };
    html! {
        <li class="comply__draw" key={format!("{}-{}", thread.0, record.0)} data-read={row.read.is_some().to_string()}>
            <p>
                <button
                    type="button"
                    class="link"
                    onclick={view.on::<MouseEvent>(Action::Go(GoAction::Record { thread, record }))}
                ><bdi>{ shown(&on_one_line(&row.head), false) }</bdi></button>
            </p>
            <p class="comply__words"><bdi>{ shown(&row.text, false) }</bdi></p>
            <details>
                <summary>{ say::five_before_and_five_after() }</summary>
                <ul class="comply__around">
                    { for row.around.iter().map(|(head, text)| html! {
                        <li><span class="comply__quiet"><bdi>{ shown(&on_one_line(head), false) }</bdi></span>{ " " }<bdi>{ shown(text, false) }</bdi></li>
                    }) }
                </ul>
            </details>
            <div class="comply__acts">
                <span class="comply__state">{ now }</span>
                <button type="button" class="button button--small" onclick={read(false)}>{ say::in_order_2() }</button>
                <button type="button" class="button button--small" onclick={read(true)}>{ say::breaks_the_policy_2() }</button>
            </div>
        </li>
    }
}
