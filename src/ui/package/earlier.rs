//! Earlier packages of the case beside the one that was built.

use yew::prelude::*;

use super::result::{Result, view_go};
use crate::app::characters::shown;
use crate::app::earlier::{Earlier, EarlierAction, of_built};
use crate::app::{Action, words};
use crate::engine::compare::Difference;
use crate::engine::earlier::EarlierFound;
use crate::engine::verify::leak::Leak;
use crate::say;
use crate::ui::files::Purpose;
use crate::ui::parts::{FileButton, Progress};
use crate::ui::view::View;

/// The choice, and what came of it.
pub(super) fn view(view: &View, result: &Result) -> Html {
    html! {
        <section class="checked" aria-label={say::earlier_packages_of_this_case()}>
            <h3>{ say::earlier_packages_of_this_case() }</h3>
            <p class="form__hint">
                { say::whoever_holds_two_packages_reads_in_one() }
            </p>
            <div class="save__acts">
                <FileButton
                    name={say::open_earlier_packages()}
                    purpose={Purpose::Earlier}
                    accept=".zip"
                    on_files={view.on_files.clone()}
                />
            </div>
            { view_phase(view, result) }
        </section>
    }
}

fn view_phase(view: &View, result: &Result) -> Html {
    if let Earlier::Working { percent, .. } = &view.state.earlier {
        return html! {
            <div class="working">
                <p role="status">{ format!("{}…", say::looking_at_earlier_packages()) }</p>
                <Progress name={say::looking_at_earlier_packages()} percent={*percent} />
                <button
                    type="button"
                    class="button"
                    onclick={view.on(Action::Earlier(EarlierAction::Cancelled))}
                >{ say::cancel() }</button>
            </div>
        };
    }
    let Some((found, looked)) = of_built(view.state) else {
        return Html::default();
    };
    let is_clean = found.iter().all(EarlierFound::is_clean);
    html! {
        <>
            <div role="status" aria-label={say::what_earlier_packages_give_away()}>
                { for found.iter().map(|one| view_found(view, result, one)) }
            </div>
            if !is_clean {
                <label class="check">
                    <input
                        type="checkbox"
                        checked={looked}
                        disabled={looked}
                        onchange={view.on::<Event>(Action::Earlier(EarlierAction::Looked))}
                    />
                    { say::i_have_looked_at_each_of_these_and() }
                </label>
            }
        </>
    }
}

fn view_found(view: &View, result: &Result, found: &EarlierFound) -> Html {
    let told = if found.is_clean() {
        say::gives_nothing_away().to_owned()
    } else {
        let (there, now) = (found.n_open_there, found.n_open_now);
        say::open_there_n_and_open_now_m(words::count(there), words::count(now))
    };
    html! {
        <>
            <p>
                <bdi>{ shown(&found.name, false) }</bdi>
                if let Some(number) = found.number {
                    { format!(" ({})", say::disclosure_number(number)) }
                }
                { format!(": {told}") }
            </p>
            { for found.warnings.iter().map(|warning| html! {
                <p class="form__error">{ format!("{}.", say::of_record(warning.words())) }</p>
            }) }
            if !found.is_clean() {
                <ul class="leaks">
                    { for found.open_there.iter().map(view_leak) }
                    { for found.open_now.iter().map(|one| view_difference(view, result, one)) }
                </ul>
            }
        </>
    }
}

fn view_leak(leak: &Leak) -> Html {
    let place = shown(&leak.place, false);
    html! {
        <li class="leak">
            { say::stands_open_there() }<code>{ &leak.file }</code>{ format!(", {place}") }
        </li>
    }
}

fn view_difference(view: &View, result: &Result, one: &Difference) -> Html {
    let record = u32::try_from(one.record).unwrap_or(u32::MAX);
    let field = say::of_record(one.field.words());
    let words = say::withheld_there_open_now(field, record);
    html! {
        <li class="leak">{ words }{ view_go(view, result, (one.thread, record)) }</li>
    }
}
