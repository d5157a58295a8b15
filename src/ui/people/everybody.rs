//! Everybody over all threads, with where they speak.

use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::app::action::GoAction;
use crate::app::everybody::{NamedSource, Somebody, called, everybody};
use crate::app::seen_names::NameView;
use crate::app::threads::ThreadListAction;
use crate::app::{Action, words};
use crate::engine::case::ThreadId;
use crate::engine::casework::Work;
use crate::engine::session::protocol::ThreadSummary;
use crate::say;
use crate::ui::view::View;

/// How many are drawn at first, and more each time.
const DRAWN: usize = 200;
/// Threads named on a line.
const THREADS_NAMED: usize = 6;

/// The list.
pub(super) fn view(view: &View) -> Html {
    let state = view.state;
    let sources: Vec<NamedSource> = state
        .sources
        .iter()
        .map(|source| (source.summary.clone(), source.identity.clone()))
        .collect();
    html! {
        <Everybody
            {sources}
            work={state.work.fold.clone()}
            names={state.names()}
            on_action={view.on_action.clone()}
        />
    }
}

/// What the list needs.
#[derive(Properties, PartialEq)]
struct EverybodyProps {
    sources: Vec<NamedSource>,
    work: Rc<Work>,
    names: NameView,
    on_action: Callback<Action>,
}

#[component]
fn Everybody(props: &EverybodyProps) -> Html {
    let typed = use_state_eq(String::new);
    let n_drawn = use_state_eq(|| DRAWN);
    let all = use_memo(
        (
            props.sources.clone(),
            props.work.clone(),
            props.names.clone(),
        ),
        |(sources, work, names)| everybody(sources, work, names),
    );
    let found = called(&all, &typed);
    let oninput = {
        let typed = typed.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                typed.set(input.value());
            }
        })
    };
    let more = {
        let n_drawn = n_drawn.clone();
        Callback::from(move |_: MouseEvent| n_drawn.set(*n_drawn + DRAWN))
    };
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    html! {
        <section class="people__all" aria-labelledby="everybody-title">
            <h2 id="everybody-title">{ say::everybody() }</h2>
            <div class="findings__head">
                <label for="everybody-name">{ say::name_holds() }</label>
                <input
                    class="field"
                    id="everybody-name"
                    type="text"
                    dir="auto"
                    autocomplete="off"
                    value={(*typed).clone()}
                    {oninput}
                />
                <span role="status" aria-label={say::people_listed()}>
                    { say::n_names(count(found.len())) }
                </span>
            </div>
            <p class="form__hint">
                { say::voices_that_are_called_alike_stand_on() }
            </p>
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">{ say::name() }</th>
                        <th scope="col" class="table__number">{ say::messages() }</th>
                        <th scope="col" class="table__number">{ say::threads_2() }</th>
                        <th scope="col">{ say::where_() }</th>
                    </tr>
                </thead>
                <tbody>
                    { for found.iter().take(*n_drawn).map(|somebody| view_somebody(props, somebody)) }
                </tbody>
            </table>
            if found.len() > *n_drawn {
                <button type="button" class="button" onclick={more}>{ say::show_more_people() }</button>
            }
        </section>
    }
}

fn view_somebody(props: &EverybodyProps, somebody: &Somebody) -> Html {
    let n_threads = u32::try_from(somebody.threads.len()).unwrap_or(u32::MAX);
    let n_more = somebody.threads.len().saturating_sub(THREADS_NAMED);
    let text = somebody.also.first().unwrap_or(&somebody.name).clone();
    let list_all = props.on_action.reform(move |_: MouseEvent| {
        Action::ThreadList(ThreadListAction::PersonTyped { text: text.clone() })
    });
    html! {
        <tr>
            <th scope="row">
                <bdi>{ &somebody.name }</bdi>
                if somebody.is_decided { { say::one_person_2() } }
                if !somebody.also.is_empty() {
                    <span class="people__also"><bdi>{ somebody.also.join(", ") }</bdi></span>
                }
            </th>
            <td class="table__number">{ words::count(somebody.n_messages) }</td>
            <td class="table__number">{ words::count(n_threads) }</td>
            <td>
                <ul class="terms__threads">
                    { for somebody.threads.iter().take(THREADS_NAMED).filter_map(|(id, n)| {
                        Some(view_where(props, thread_of(props, *id)?, *n))
                    }) }
                </ul>
                if n_more > 0 {
                    <button type="button" class="link people__also" onclick={list_all}>
                        { say::and_n_more_more_list_all_at(n_more) }
                    </button>
                }
            </td>
        </tr>
    }
}

fn thread_of(props: &EverybodyProps, id: ThreadId) -> Option<&ThreadSummary> {
    let threads = props.sources.iter().flat_map(|(source, _)| &source.threads);
    threads.into_iter().find(|thread| thread.thread == id)
}

fn view_where(props: &EverybodyProps, thread: &ThreadSummary, n_messages: u32) -> Html {
    let id = thread.thread;
    let onclick = props
        .on_action
        .reform(move |_: MouseEvent| Action::Go(GoAction::Thread { thread: id }));
    html! {
        <li>
            <button type="button" class="link" {onclick}>
                <bdi>{ props.names.title(thread) }</bdi>
                { format!(" · {}", words::count(n_messages)) }
            </button>
        </li>
    }
}
