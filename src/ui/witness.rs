//! The network witness: has `witness.js` try every way out, and shows what the browser told.

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use yew::prelude::*;

use crate::app::Action;
use crate::app::action::GoAction;
use crate::app::offline::{OfflineAction, OfflinePhase};
use crate::app::witness::{WitnessAction, WitnessPhase};
use crate::engine::witness::{Tried, Went, sum};
use crate::ui::app::App;
use crate::ui::download::text_of;
use crate::ui::parts::Dialog;
use crate::ui::view::View;

impl App {
    pub(super) fn try_ways_out(&self) {
        self.later(async {
            Action::Witness(match tried().await {
                Ok((page, worker)) => WitnessAction::Told { page, worker },
                Err(error) => WitnessAction::NotTried {
                    what: text_of(&error),
                },
            })
        });
    }
}

/// What the script told, from the page and from a worker.
async fn tried() -> Result<(Vec<String>, Vec<String>), JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let script: Function = Reflect::get(&window, &JsValue::from_str("threadsealWitness"))?
        .dyn_into()
        .map_err(|_gone| JsValue::from_str("witness.js is missing"))?;
    let promise: Promise = script.call0(&JsValue::NULL)?.dyn_into()?;
    let told = JsFuture::from(promise).await?;
    let lines = |side: &str| -> Result<Vec<String>, JsValue> {
        let list: Array = Reflect::get(&told, &JsValue::from_str(side))?.dyn_into()?;
        Ok(list.iter().filter_map(|line| line.as_string()).collect())
    };
    Ok((lines("page")?, lines("worker")?))
}

/// The dialog.
pub(super) fn view(view: &View) -> Html {
    let close = view.on(Action::Go(GoAction::DialogClosed));
    html! {
        <Dialog name="Network witness" wide=true on_close={close}>
            <p>
                { "Tries every way out of this page that a script could take, from the page and from a worker, \
                   and shows which of them the page's own policy blocked. The address that is tried belongs to \
                   nobody (threadseal.invalid)." }
            </p>
            { view_phase(view) }
            <p class="form__hint">
                { "A policy cannot block going to another page. The program never does, and the tests of its \
                   build look for that. The witness is this program's own: who does not trust it watches the \
                   network from outside." }
            </p>
            { view_build(view) }
        </Dialog>
    }
}

fn view_phase(view: &View) -> Html {
    let again = view.on(Action::Witness(WitnessAction::Try));
    match &view.state.witness {
        WitnessPhase::Idle => html! {
            <button type="button" class="button button--strong" onclick={again}>{ "Try every way out" }</button>
        },
        WitnessPhase::Trying => html! {
            <p role="status" aria-label="Witness">{ "Trying…" }</p>
        },
        WitnessPhase::Failed { what } => html! {
            <>
                <p role="alert">{ format!("It could not be tried: {what}. Reload the page and try again.") }</p>
                <button type="button" class="button" onclick={again}>{ "Try again" }</button>
            </>
        },
        WitnessPhase::Done { tried, recorded } => html! {
            <>
                <p role="status" aria-label="Witness">{ words(tried) }</p>
                { view_table(tried) }
                <div class="dialog__acts">
                    <button type="button" class="button" onclick={again}>{ "Try again" }</button>
                    { view_record(view, *recorded) }
                </div>
            </>
        },
    }
}

fn words(tried: &[Tried]) -> String {
    let sum = sum(tried);
    if sum.open.is_empty() {
        format!("Blocked: all {} attempts", sum.n_tried)
    } else {
        format!(
            "Not blocked: {} of {} attempts",
            sum.n_tried - sum.n_blocked,
            sum.n_tried
        )
    }
}

fn view_table(tried: &[Tried]) -> Html {
    html! {
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">{ "Way out" }</th>
                        <th scope="col">{ "From the page" }</th>
                        <th scope="col">{ "From a worker" }</th>
                    </tr>
                </thead>
                <tbody>
                    { for tried.iter().map(|one| html! {
                        <tr key={one.way}>
                            <th scope="row">{ one.words }</th>
                            <td>{ went(one.page) }</td>
                            <td>{ went(one.worker) }</td>
                        </tr>
                    }) }
                </tbody>
            </table>
    }
}

fn went(went: Option<Went>) -> &'static str {
    match went {
        Some(Went::Blocked) => "blocked",
        Some(Went::Absent) => "not there",
        Some(Went::Open) => "NOT BLOCKED",
        None => "–",
    }
}

fn view_record(view: &View, recorded: bool) -> Html {
    if view.state.sources.is_empty() {
        return html! {
            <span class="form__hint">{ "With a case open, this can be recorded in it." }</span>
        };
    }
    if recorded {
        return html! { <span role="status">{ "Recorded: packages built from now on say so" }</span> };
    }
    html! {
        <button
            type="button"
            class="button button--strong"
            onclick={view.on(Action::Witness(WitnessAction::Record))}
        >{ "Record in the case" }</button>
    }
}

/// Which files these are, and whether they were compared.
fn view_build(view: &View) -> Html {
    let offline = &view.state.offline;
    let Some(build) = &offline.build else {
        return Html::default();
    };
    let compared = match &offline.phase {
        OfflinePhase::Kept { build: kept } if kept == build => {
            "Every file of the page was compared with the list of this build and is kept in this browser."
        }
        OfflinePhase::OneFile => {
            "The page is one file: compare its SHA-256 with the one that you were told."
        }
        OfflinePhase::Kept { .. }
        | OfflinePhase::Unasked
        | OfflinePhase::Keeping
        | OfflinePhase::NotHere { .. }
        | OfflinePhase::Failed => {
            "The files of the page were not compared with the list of this build."
        }
    };
    html! {
        <section aria-label="Build">
            <h3>{ "This page's own files" }</h3>
            <p>{ "Build " }<code class="digest__hex">{ build }</code></p>
            <p class="form__hint">
                { compared }
                { " The number is the SHA-256 of build.txt beside the page, which lists the SHA-256 of every file; \
                   anyone can build the same files again." }
            </p>
            if matches!(offline.phase, OfflinePhase::Kept { .. }) {
                <button
                    type="button"
                    class="button"
                    onclick={view.on(Action::Offline(OfflineAction::RemoveWanted))}
                >{ "Remove the page's files from this browser" }</button>
            }
        </section>
    }
}
