//! Earlier packages of the case beside the one that was built.

use yew::prelude::*;

use super::result::{Result, view_go};
use crate::app::characters::shown;
use crate::app::earlier::{Earlier, EarlierAction, of_built};
use crate::app::{Action, words};
use crate::engine::compare::Difference;
use crate::engine::earlier::EarlierFound;
use crate::engine::verify::leak::Leak;
use crate::ui::files::Purpose;
use crate::ui::parts::{FileButton, Progress};
use crate::ui::view::View;

/// The choice, and what came of it.
pub(super) fn view(view: &View, result: &Result) -> Html {
    html! {
        <section class="checked" aria-label="Earlier packages of this case">
            <h3>{ "Earlier packages of this case" }</h3>
            <p class="form__hint">
                { "Whoever holds two packages reads in one what the other withholds. Open what was handed \
                   over before: it is searched for what is withheld now, and compared message by message." }
            </p>
            <div class="save__acts">
                <FileButton
                    name="Open earlier packages"
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
                <p role="status">{ "Looking at earlier packages…" }</p>
                <Progress name="Looking at earlier packages" percent={*percent} />
                <button
                    type="button"
                    class="button"
                    onclick={view.on(Action::Earlier(EarlierAction::Cancelled))}
                >{ "Cancel" }</button>
            </div>
        };
    }
    let Some((found, looked)) = of_built(view.state) else {
        return Html::default();
    };
    let is_clean = found.iter().all(EarlierFound::is_clean);
    html! {
        <>
            <div role="status" aria-label="What earlier packages give away">
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
                    { "I have looked at each of these, and the package may go out all the same" }
                </label>
            }
        </>
    }
}

fn view_found(view: &View, result: &Result, found: &EarlierFound) -> Html {
    let told = if found.is_clean() {
        "gives nothing away.".to_owned()
    } else {
        format!(
            "{} where something stands that is withheld now; {} that it withholds and this package shows.",
            words::counted(found.n_open_there, "place", "places"),
            words::counted(found.n_open_now, "place", "places"),
        )
    };
    html! {
        <>
            <p><bdi>{ shown(&found.name, false) }</bdi>{ format!(": {told}") }</p>
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
            { "Stands open there: " }<code>{ &leak.file }</code>{ format!(", {place}") }
        </li>
    }
}

fn view_difference(view: &View, result: &Result, one: &Difference) -> Html {
    let record = u32::try_from(one.record).unwrap_or(u32::MAX);
    let words = format!(
        "Withheld there, open now: the {} of message {record} ",
        one.field.words()
    );
    html! {
        <li class="leak">{ words }{ view_go(view, result, (one.thread, record)) }</li>
    }
}
