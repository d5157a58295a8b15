//! The dialog with saved searches and lists of terms, and how often each is found.

use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

use crate::app::Action;
use crate::app::action::GoAction;
use crate::app::terms::{TermLine, TermsAction};
use crate::app::words;
use crate::engine::session::protocol::ThreadHits;
use crate::say;
use crate::ui::download::text_of;
use crate::ui::files::text_of_file;
use crate::ui::parts::{Dialog, Progress};
use crate::ui::view::View;

/// The dialog.
pub fn view(view: &View) -> Html {
    let terms = &view.state.terms;
    let close = Action::Go(GoAction::DialogClosed);
    let oninput = view.on_action.reform(|event: InputEvent| {
        let text = event
            .target_dyn_into::<HtmlTextAreaElement>()
            .map(|area| area.value())
            .unwrap_or_default();
        Action::Terms(TermsAction::Typed { text })
    });
    let is_empty = terms.text.trim().is_empty();
    html! {
        <Dialog name={say::saved_searches()} wide=true on_close={view.on(close)}>
            <div class="form__row">
                <label for="terms-list">{ say::one_search_on_each_line() }</label>
                <textarea
                    class="field terms__list"
                    id="terms-list"
                    rows="6"
                    dir="auto"
                    spellcheck="false"
                    autofocus=true
                    aria-describedby="terms-hint"
                    value={terms.text.clone()}
                    {oninput}
                    onchange={view.on::<Event>(Action::Terms(TermsAction::Left))}
                />
                <p class="form__hint" id="terms-hint">
                    { say::paste_terms_open_a_file_of_them() }
                </p>
            </div>
            if let Some(error) = &terms.error {
                <p class="form__error" role="alert">{ error }</p>
            }
            <div class="terms__acts">
                <button
                    type="button"
                    class="button button--strong"
                    disabled={is_empty}
                    onclick={view.on(Action::Terms(TermsAction::CountWanted))}
                >{ say::count() }</button>
                { view_open(view) }
                <button
                    type="button"
                    class="button"
                    disabled={is_empty}
                    onclick={view.on(Action::Terms(TermsAction::FileWanted))}
                >{ say::save_the_list() }</button>
                if let Some(progress) = terms.progress {
                    <Progress
                        name={say::counting()}
                        percent={(progress.done * 100 / progress.total.max(1)) as u8}
                    />
                }
            </div>
            if !terms.lines.is_empty() {
                { view_counts(view) }
            }
        </Dialog>
    }
}

fn view_open(view: &View) -> Html {
    let on_action = view.on_action.clone();
    let onchange = Callback::from(move |event: Event| {
        let Some(input) = event.target_dyn_into::<HtmlInputElement>() else {
            return;
        };
        let file = input.files().and_then(|files| files.get(0));
        // Choosing the same file again must be heard, too.
        input.set_value("");
        let Some(file) = file else { return };
        let on_action = on_action.clone();
        wasm_bindgen_futures::spawn_local(async move {
            let action = match text_of_file(&file).await {
                Ok(text) => TermsAction::FileRead { text },
                Err(error) => TermsAction::FileNotRead {
                    what: text_of(&error),
                },
            };
            on_action.emit(Action::Terms(action));
        });
    });
    html! {
        <label class="button file-button">
            <span aria-hidden="true">{ say::open_a_list() }</span>
            <input
                class="file-button__input"
                type="file"
                aria-label={say::open_a_list()}
                accept=".txt,text/plain"
                {onchange}
            />
        </label>
    }
}

fn view_counts(view: &View) -> Html {
    html! {
        <div class="terms__counts" tabindex="0" role="group" aria-label={say::counts()}>
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">{ say::search() }</th>
                        <th scope="col">{ say::hits() }</th>
                        <th scope="col">{ say::by_thread() }</th>
                    </tr>
                </thead>
                <tbody>
                    { for view.state.terms.lines.iter().map(|line| view_line(view, line)) }
                </tbody>
            </table>
        </div>
    }
}

fn view_line(view: &View, line: &TermLine) -> Html {
    html! {
        <tr>
            <th scope="row"><bdi>{ &line.query }</bdi></th>
            if let Some(error) = &line.error {
                <td class="terms__error" colspan="2">{ error }</td>
            } else if let Some(threads) = &line.threads {
                <td>{ view_all(view, line, threads) }</td>
                <td>
                    <ul class="terms__threads">
                        { for threads.iter().map(|at| html! {
                            <li>{ view_thread(view, line, at) }</li>
                        }) }
                    </ul>
                </td>
            } else {
                <td colspan="2">{ "…" }</td>
            }
        </tr>
    }
}

fn view_all(view: &View, line: &TermLine, threads: &[ThreadHits]) -> Html {
    let n_hits = threads
        .iter()
        .map(|at| at.n_hits)
        .fold(0, u32::saturating_add);
    if n_hits == 0 {
        return html! { { "0" } };
    }
    let wanted = TermsAction::HitsWanted {
        query: line.query.clone(),
        thread: None,
    };
    html! {
        <button
            type="button"
            class="link"
            aria-label={say::hits_of_query_in_all_threads(say::n_hits(n_hits), &line.query)}
            onclick={view.on(Action::Terms(wanted))}
        >{ words::count(n_hits) }</button>
    }
}

fn view_thread(view: &View, line: &TermLine, at: &ThreadHits) -> Html {
    let found = view.state.thread(at.thread);
    let title = found.map_or_else(String::new, |(_, thread)| view.state.names().title(thread));
    let wanted = TermsAction::HitsWanted {
        query: line.query.clone(),
        thread: Some(at.thread),
    };
    html! {
        <button type="button" class="link" onclick={view.on(Action::Terms(wanted))}>
            <bdi>{ title }</bdi>
            { format!(" · {}", words::count(at.n_hits)) }
        </button>
    }
}
