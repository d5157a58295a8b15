//! The second person's check of a finished package.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::app::Action;
use crate::app::action::PackageAction;
use crate::app::characters::shown;
use crate::app::second::{AT_ONCE, Drawn, drawn, n_pages, name_error};
use crate::engine::session::protocol::BuildOutcome;
use crate::say;
use crate::ui::view::View;

/// The places that were drawn, and where a second person says that they looked.
pub(super) fn view(view: &View, outcome: &BuildOutcome, checked: Option<&str>) -> Html {
    let n = outcome.kept.drawn.places.len();
    if n == 0 {
        return Html::default();
    }
    if let Some(name) = checked {
        return html! {
            <p class="form__hint" role="status" aria-label={say::second_person_2()}>
                { say::name_looked_at_drawn_of_this_package(shown(name, false), n_words(n)) }
            </p>
        };
    }
    html! {
        <details class="second">
            <summary>{ say::a_second_person_looks_at_it() }</summary>
            <p class="form__hint">
                { say::somebody_who_decided_none_of_this_looks(n_words(n)) }
            </p>
            { view_page(view, outcome) }
            <SecondForm
                refused={refused(view)}
                on_action={view.on_action.clone()}
            />
        </details>
    }
}

/// The names that will not do, folded as they are compared.
fn refused(view: &View) -> Vec<AttrValue> {
    let standing = view.state.log.standing_redactions();
    let names = standing.iter().map(|decision| decision.by.as_str());
    let mut names: Vec<String> = names
        .chain(view.state.log.by())
        .map(str::to_owned)
        .collect();
    names.sort();
    names.dedup();
    names.retain(|name| name_error(view.state, name).is_some());
    names.into_iter().map(AttrValue::from).collect()
}

fn n_words(n: usize) -> String {
    say::n_places(u32::try_from(n).unwrap_or(u32::MAX))
}

/// A page of the list, and the way to the others.
fn view_page(view: &View, outcome: &BuildOutcome) -> Html {
    let page = view.state.drawn_page;
    let rows = drawn(&view.state.redactions, outcome, page);
    let first = page * AT_ONCE;
    let told = say::drawn_first_to_last_of_all(
        first + 1,
        first + rows.len(),
        outcome.kept.drawn.places.len(),
    );
    let turn = |page: usize, words: &'static str, is_there: bool| {
        html! {
            <button
                type="button"
                class="button button--small"
                disabled={!is_there}
                onclick={view.on::<MouseEvent>(Action::Package(PackageAction::SamplePage { page }))}
            >{ words }</button>
        }
    };
    html! {
        <>
            <ul class="leaks" aria-label={say::drawn_redactions()}>
                { for rows.iter().map(|row| view_row(view, row)) }
            </ul>
            if n_pages(outcome) > 1 {
                <div class="save__acts">
                    { turn(page.saturating_sub(1), say::previous(), page > 0) }
                    <span role="status">{ told }</span>
                    { turn(page + 1, say::next(), page + 1 < n_pages(outcome)) }
                </div>
            }
        </>
    }
}

fn view_row(view: &View, row: &Drawn) -> Html {
    let what = row.redaction.map(|(number, row)| {
        say::redaction_number_kind_codes(number, &row.kind, row.codes.join(" "))
    });
    html! {
        <li class="leak">
            { what.unwrap_or_default() }
            if let Some((thread, record)) = row.at {
                <button
                    type="button"
                    class="link"
                    onclick={view.on::<MouseEvent>(Action::Package(PackageAction::SampleWanted { thread, record }))}
                >{ say::look_at_message_record(record.0 + 1) }</button>
            }
        </li>
    }
}

#[derive(Properties, PartialEq)]
struct SecondFormProps {
    refused: Vec<AttrValue>,
    on_action: Callback<Action>,
}

#[component]
fn SecondForm(props: &SecondFormProps) -> Html {
    let name = use_node_ref();
    let error = use_state_eq(String::new);
    let onclick = {
        let (name, error, refused) = (name.clone(), error.clone(), props.refused.clone());
        let on_action = props.on_action.clone();
        Callback::from(move |_: MouseEvent| {
            let typed = name.cast::<HtmlInputElement>().map(|field| field.value());
            let typed = typed.unwrap_or_default();
            let plain = |name: &str| name.trim().to_lowercase();
            let is_refused = refused.iter().any(|known| plain(known) == plain(&typed));
            if plain(&typed).is_empty() {
                error.set(say::type_the_name_of_whoever_looked().to_owned());
            } else if is_refused {
                error.set(say::it_takes_somebody_who_decided_none_of_what().to_owned());
            } else {
                on_action.emit(Action::Package(PackageAction::Checked { name: typed }));
            }
        })
    };
    html! {
        <div class="save__acts">
            <label class="form__label">
                { say::name_of_the_second_person() }
                <input class="field" type="text" ref={name} autocomplete="off" />
            </label>
            <button type="button" class="button" {onclick}>{ say::i_looked_at_each_of_these() }</button>
            if !error.is_empty() {
                <p class="form__error" role="alert">{ (*error).clone() }</p>
            }
        </div>
    }
}
