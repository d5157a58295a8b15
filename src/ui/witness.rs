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
use crate::say;
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
        .map_err(|_gone| JsValue::from_str(say::witness_js_is_missing()))?;
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
        <Dialog name={say::network_witness()} wide=true on_close={close}>
            <p>
                { say::tries_every_way_out_of_this_page() }
            </p>
            { view_phase(view) }
            <p class="form__hint">
                { say::a_policy_cannot_block_going_to_another() }
            </p>
            { view_build(view) }
        </Dialog>
    }
}

fn view_phase(view: &View) -> Html {
    let again = view.on(Action::Witness(WitnessAction::Try));
    match &view.state.witness {
        WitnessPhase::Idle => html! {
            <button type="button" class="button button--strong" onclick={again}>{ say::try_every_way_out() }</button>
        },
        WitnessPhase::Trying => html! {
            <p role="status" aria-label={say::witness()}>{ say::trying() }</p>
        },
        WitnessPhase::Failed { what } => html! {
            <>
                <p role="alert">{ say::it_could_not_be_tried_what_reload(what) }</p>
                <button type="button" class="button" onclick={again}>{ say::try_again() }</button>
            </>
        },
        WitnessPhase::Done { tried, recorded } => html! {
            <>
                <p role="status" aria-label={say::witness()}>{ words(tried) }</p>
                { view_table(tried) }
                <div class="dialog__acts">
                    <button type="button" class="button" onclick={again}>{ say::try_again() }</button>
                    { view_record(view, *recorded) }
                </div>
            </>
        },
    }
}

fn words(tried: &[Tried]) -> String {
    let sum = sum(tried);
    if sum.open.is_empty() {
        say::blocked_all_n_tried_attempts(sum.n_tried)
    } else {
        say::not_blocked_n_blocked_of_n_tried(sum.n_tried - sum.n_blocked, sum.n_tried)
    }
}

fn view_table(tried: &[Tried]) -> Html {
    html! {
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">{ say::way_out() }</th>
                        <th scope="col">{ say::from_the_page() }</th>
                        <th scope="col">{ say::from_a_worker() }</th>
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
        Some(Went::Blocked) => say::blocked_word(),
        Some(Went::Absent) => say::not_there(),
        Some(Went::Open) => say::not_blocked(),
        None => "–",
    }
}

fn view_record(view: &View, recorded: bool) -> Html {
    if view.state.sources.is_empty() {
        return html! {
            <span class="form__hint">{ say::with_a_case_open_this_can_be() }</span>
        };
    }
    if recorded {
        return html! { <span role="status">{ say::recorded_packages_built_from_now_on_say() }</span> };
    }
    html! {
        <button
            type="button"
            class="button button--strong"
            onclick={view.on(Action::Witness(WitnessAction::Record))}
        >{ say::record_in_the_case() }</button>
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
            say::every_file_of_the_page_was_compared()
        }
        OfflinePhase::OneFile => say::the_page_is_one_file_compare_its(),
        OfflinePhase::Kept { .. }
        | OfflinePhase::Unasked
        | OfflinePhase::Keeping
        | OfflinePhase::NotHere { .. }
        | OfflinePhase::Failed => say::the_files_of_the_page_were_not(),
    };
    html! {
        <section aria-label={say::build()}>
            <h3>{ say::this_pages_own_files() }</h3>
            <p>{ say::build_2() }<code class="digest__hex">{ build }</code></p>
            <p class="form__hint">
                { compared }
                { say::the_number_is_the_sha_256_of() }
            </p>
            if matches!(offline.phase, OfflinePhase::Kept { .. }) {
                <button
                    type="button"
                    class="button"
                    onclick={view.on(Action::Offline(OfflineAction::RemoveWanted))}
                >{ say::remove_the_pages_files_from_this_browser() }</button>
            }
        </section>
    }
}
