//! The threads of everything that is open.

use std::rc::Rc;

use yew::prelude::*;

use crate::app::Action;
use crate::app::action::GoAction;
use crate::app::characters::shown;
use crate::app::seen_names::NameView;
use crate::app::state::{Batch, DigestPhase, SourceState, State};
use crate::app::threads::ThreadOrder;
use crate::app::words;
use crate::engine::case::ThreadId;
use crate::engine::session::protocol::{SourceSummary, ThreadSummary};
use crate::say;
use crate::ui::view::View;

use super::thread_tools;

/// The list at the side; a drawer where the page is narrow.
pub(super) fn view(view: &View) -> Html {
    let state = view.state;
    let current = state.reading.as_ref().map(|reading| reading.thread);
    let n_all = state.threads().count();
    let names = state.names();
    let listed: Vec<ThreadId> = state
        .thread_list
        .listed(state.threads().map(|(_, thread)| thread), &names)
        .into_iter()
        .map(|thread| thread.thread)
        .collect();
    let n_listed = listed.len();
    html! {
        <Drawer n_threads={u32::try_from(n_all).unwrap_or(u32::MAX)} {current}>
            if n_all > 1 {
                { thread_tools::view(view, n_listed, n_all) }
            }
            { view_listed(view, &listed, current, &names) }
            { for opening(state).into_iter().map(|name| html! {
                <p class="threads__opening" role="status">{ say::opening_name(name) }</p>
            }) }
            { crate::ui::open::arriving::view(view) }
        </Drawer>
    }
}

/// By file as they were opened, else one list.
fn view_listed(
    view: &View,
    listed: &[ThreadId],
    current: Option<ThreadId>,
    names: &NameView,
) -> Html {
    let state = view.state;
    let source_threads = |source: &SourceState, threads: Vec<ThreadId>, key: u32| {
        html! {
            <SourceThreads
                {key}
                summary={source.summary.clone()}
                {threads}
                has_name={state.thread_list.order == ThreadOrder::AsOpened}
                percent={computing(source)}
                {current}
                names={names.clone()}
                spell_out={state.spell_out}
                on_action={view.on_action.clone()}
            />
        }
    };
    if state.thread_list.order == ThreadOrder::AsOpened {
        let is_listed = |thread: &ThreadSummary| listed.contains(&thread.thread);
        let sources = state.sources.iter().map(|source| {
            let threads = source.summary.threads.iter().filter(|at| is_listed(at));
            (source, threads.map(|at| at.thread).collect::<Vec<_>>())
        });
        let shown = sources
            .filter(|(source, threads)| !threads.is_empty() || source.summary.threads.is_empty());
        return html! {
            { for shown.map(|(source, threads)| source_threads(source, threads, source.summary.source)) }
        };
    }
    let found = listed
        .iter()
        .filter_map(|id| Some((state.thread(*id)?.0, *id)));
    html! { { for found.map(|(source, id)| source_threads(source, vec![id], id.0)) } }
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
            aria-label={say::threads_2()}
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
                    { if is_open { say::close().to_owned() } else { say::all_threads_2(say::n_threads(props.n_threads)) } }
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
                    say::first_and_more_more(first, more)
                })
            }
            Batch::Sample => Some(say::the_sample().to_owned()),
            Batch::Refused { .. } | Batch::Gone => None,
        })
        .collect()
}

/// What the threads of a source are drawn from.
#[derive(Properties, PartialEq)]
struct SourceThreadsProps {
    summary: Rc<SourceSummary>,
    /// Which of them are listed.
    threads: Vec<ThreadId>,
    /// Whether the file's name stands above them.
    has_name: bool,
    names: NameView,
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
            if props.has_name {
                <p class="threads__file">
                    <bdi>{ file_name(props) }</bdi>
                    if let Some(percent) = props.percent {
                        <span class="threads__digest">{ format!("SHA-256 {percent} %") }</span>
                    }
                </p>
            }
            <ul>
                { for summary.threads.iter().filter(|at| props.threads.contains(&at.thread)).map(|thread| {
                    view_thread(props, thread)
                }) }
            </ul>
        </section>
    }
}

/// A file's name holds that of the thread: the recipient's view does not show it.
fn file_name(props: &SourceThreadsProps) -> String {
    if props.names.is_recipient() {
        return say::export_source(props.summary.source + 1);
    }
    shown(&props.summary.name, props.spell_out)
}

fn view_voices(props: &SourceThreadsProps, thread: &ThreadSummary) -> Html {
    let (names, n_more) = props.names.voices(thread);
    html! {
        <>
            { for names.into_iter().enumerate().map(|(at, name)| html! {
                <>{ if at > 0 { ", " } else { "" } }<bdi>{ name }</bdi></>
            }) }
            if n_more > 0 { { say::and_n_more_more(n_more) } }
        </>
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
                <bdi class="thread__title">{ props.names.title(thread) }</bdi>
                <span class="thread__line">
                    { say::n_messages(thread.n_messages) }
                    { " · " }
                    { view_voices(props, thread) }
                </span>
                <span class="thread__line">{ words::period(thread) }</span>
            </button>
        </li>
    }
}
