//! The threads of everything that is open.

use std::rc::Rc;

use yew::prelude::*;

use crate::app::Action;
use crate::app::action::GoAction;
use crate::app::characters::shown;
use crate::app::state::{Batch, DigestPhase, SourceState, State};
use crate::app::words;
use crate::engine::case::ThreadId;
use crate::engine::session::protocol::{SourceSummary, ThreadSummary};
use crate::ui::view::View;

/// The list at the side; a drawer where the page is narrow.
pub(super) fn view(view: &View) -> Html {
    let current = view.state.reading.as_ref().map(|reading| reading.thread);
    let n_threads = u32::try_from(view.state.threads().count()).unwrap_or(u32::MAX);
    html! {
        <Drawer {n_threads} {current}>
            { for view.state.sources.iter().map(|source| html! {
                <SourceThreads
                    key={source.summary.source}
                    summary={source.summary.clone()}
                    percent={computing(source)}
                    {current}
                    spell_out={view.state.spell_out}
                    on_action={view.on_action.clone()}
                />
            }) }
            { for opening(view.state).into_iter().map(|name| html! {
                <p class="threads__opening" role="status">{ format!("Opening {name}…") }</p>
            }) }
            { crate::ui::open::arriving::view(view) }
        </Drawer>
    }
}

/// What the drawer needs.
#[derive(Properties, PartialEq)]
struct DrawerProps {
    n_threads: u32,
    current: Option<ThreadId>,
    children: Html,
}

/// Where the page is narrow, only the thread that is read is shown until all are asked for.
#[component]
fn Drawer(props: &DrawerProps) -> Html {
    let open = use_state_eq(|| false);
    {
        let open = open.clone();
        use_effect_with(props.current, move |_| open.set(false));
    }
    let is_open = *open || props.current.is_none();
    let toggle = Callback::from(move |_: MouseEvent| open.set(!*open));
    let several = props.n_threads > 1;
    html! {
        <nav
            class="threads"
            aria-label="Threads"
            data-open={is_open.to_string()}
            data-several={several.to_string()}
        >
            if several {
                <button
                    type="button"
                    class="button button--small threads__toggle"
                    aria-expanded={is_open.to_string()}
                    onclick={toggle}
                >
                    { if is_open { "Close".to_owned() } else { format!("All {}", words::counted(props.n_threads, "thread", "threads")) } }
                </button>
            }
            { props.children.clone() }
        </nav>
    }
}

fn computing(source: &SourceState) -> Option<u8> {
    match &source.digest {
        DigestPhase::Computing { percent } => Some(*percent),
        DigestPhase::Cancelled | DigestPhase::Failed | DigestPhase::Known { .. } => None,
    }
}

/// What is being opened, for people.
pub(in crate::ui) fn opening(state: &State) -> Vec<String> {
    state
        .opening
        .iter()
        .filter_map(|index| match state.batches.get(*index)? {
            Batch::Files { files } => {
                let first = shown(&files.first()?.1, false);
                let more = files.len() - 1;
                Some(if more == 0 {
                    first
                } else {
                    format!("{first} and {more} more")
                })
            }
            Batch::Sample => Some("the sample".to_owned()),
            Batch::Refused { .. } | Batch::Gone => None,
        })
        .collect()
}

/// What the threads of a source are drawn from.
#[derive(Properties, PartialEq)]
struct SourceThreadsProps {
    summary: Rc<SourceSummary>,
    percent: Option<u8>,
    current: Option<ThreadId>,
    spell_out: bool,
    on_action: Callback<Action>,
}

#[component]
fn SourceThreads(props: &SourceThreadsProps) -> Html {
    let summary = &props.summary;
    html! {
        <section class="threads__source">
            <p class="threads__file">
                <bdi>{ shown(&summary.name, props.spell_out) }</bdi>
                if let Some(percent) = props.percent {
                    <span class="threads__digest">{ format!("SHA-256 {percent} %") }</span>
                }
            </p>
            <ul>
                { for summary.threads.iter().map(|thread| view_thread(props, thread)) }
            </ul>
        </section>
    }
}

fn view_thread(props: &SourceThreadsProps, thread: &ThreadSummary) -> Html {
    let id = thread.thread;
    let onclick = props
        .on_action
        .reform(move |_: MouseEvent| Action::Go(GoAction::Thread { thread: id }));
    let current = (props.current == Some(id)).then_some("true");
    html! {
        <li key={id.0}>
            <button type="button" class="thread" aria-current={current} {onclick}>
                <bdi class="thread__title">{ words::title_spelled(thread, props.spell_out) }</bdi>
                <span class="thread__line">
                    { words::counted(thread.n_messages, "message", "messages") }
                    { " · " }
                    <bdi>{ words::voices(thread, props.spell_out) }</bdi>
                </span>
                <span class="thread__line">{ words::period(thread) }</span>
            </button>
        </li>
    }
}
