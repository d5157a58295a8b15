//! The list of hits: a window of it, grouped by thread. From hit to hit by arrow keys.

use std::rc::Rc;

use yew::prelude::*;

use crate::app::action::Action;
use crate::app::characters::{on_one_line, shown, stamp};
use crate::app::hits::{HITS_SHOWN, HitAction, HitList, hit_id};
use crate::app::words;
use crate::engine::session::protocol::HitRow;
use crate::say;
use crate::ui::view::{View, sends};

/// The list.
pub(super) fn view(view: &View) -> Html {
    let hits = &view.state.hits;
    let close = Action::Hits(HitAction::Shown { on: false });
    html! {
        <section class="panel hitlist" aria-labelledby="hits-title">
            <header class="hitlist__head">
                <h2 class="panel__title" id="hits-title">{ title(hits) }</h2>
                <button
                    type="button"
                    class="button button--quiet"
                    aria-label={say::close_the_list_of_hits()}
                    onclick={view.on(close)}
                >{ "✕" }</button>
            </header>
            if hits.n_messages() == 0 {
                <p class="panel__empty">{ if hits.progress.is_some() { say::searching() } else { say::nothing_is_found() } }</p>
            } else {
                { view_threads(view, hits) }
                <HitRows
                    rows={hits.rows.clone()}
                    groups={groups(view, hits)}
                    first={hits.first}
                    at={hits.at}
                    on_action={view.on_action.clone()}
                />
                { view_pager(view, hits) }
            }
        </section>
    }
}

fn title(hits: &HitList) -> String {
    let n_threads = u32::try_from(hits.threads.len()).unwrap_or(u32::MAX);
    let mut title = say::hits_in_messages_of_threads(
        say::n_hits(hits.n_hits()),
        say::n_messages(hits.n_messages()),
        say::n_threads(n_threads),
    );
    if let Some(progress) = hits.progress {
        let percent = progress.done * 100 / progress.total.max(1);
        title.push_str(&say::so_far_percent(percent));
    }
    title
}

fn thread_title(view: &View, thread: crate::engine::case::ThreadId) -> String {
    let found = view.state.thread(thread);
    found.map_or_else(String::new, |(_, at)| view.state.names().title(at))
}

/// The thread's title, as far as the view may show it.
fn group_title(view: &View, row: &HitRow) -> String {
    if row.title.trim().is_empty() {
        return thread_title(view, row.thread);
    }
    shown(&row.title, view.state.spell_out)
}

/// The threads with their counts; each goes to its first hit in the list.
fn view_threads(view: &View, hits: &HitList) -> Html {
    if hits.threads.len() < 2 {
        return Html::default();
    }
    html! {
        <ul class="hitlist__threads" aria-label={say::hits_by_thread()}>
            { for hits.threads.iter().map(|at| {
                let first = hits.first_of(at.thread);
                html! {
                    <li>
                        <button
                            type="button"
                            class="link"
                            onclick={view.on(Action::Hits(HitAction::WindowWanted { first }))}
                        >
                            <bdi>{ thread_title(view, at.thread) }</bdi>
                            { format!(" · {}", words::count(at.n_messages)) }
                        </button>
                    </li>
                }
            }) }
        </ul>
    }
}

/// For each row the words that stand above it where another thread begins.
fn groups(view: &View, hits: &HitList) -> Vec<Option<String>> {
    let mut before = None;
    let heading = |row: &HitRow| {
        let is_new = before.replace(row.thread) != Some(row.thread);
        is_new.then(|| {
            let at = hits.threads.iter().find(|at| at.thread == row.thread);
            let count = at.map_or(0, |at| at.n_messages);
            format!("{} · {}", group_title(view, row), say::n_messages(count))
        })
    };
    hits.rows.iter().map(heading).collect()
}

fn view_pager(view: &View, hits: &HitList) -> Html {
    if hits.n_messages() <= HITS_SHOWN {
        return Html::default();
    }
    let to = |first: u32| view.on(Action::Hits(HitAction::WindowWanted { first }));
    let next = hits.first + HITS_SHOWN;
    html! {
        <nav class="hitlist__pager" aria-label={say::pages_of_the_list_of_hits()}>
            <button
                type="button"
                class="button button--small"
                disabled={hits.first == 0}
                onclick={to(hits.first.saturating_sub(HITS_SHOWN))}
            >{ say::earlier() }</button>
            <span>{ hits.window_said() }</span>
            <button
                type="button"
                class="button button--small"
                disabled={next >= hits.n_messages()}
                onclick={to(next)}
            >{ say::later() }</button>
        </nav>
    }
}

/// What the rows need.
#[derive(Properties, PartialEq)]
struct HitRowsProps {
    rows: Rc<Vec<HitRow>>,
    groups: Vec<Option<String>>,
    first: u32,
    at: u32,
    on_action: Callback<Action>,
}

#[component]
fn HitRows(props: &HitRowsProps) -> Html {
    let at = props.at;
    let onkeydown = sends(&props.on_action, move |event: KeyboardEvent| {
        let number = match event.key().as_str() {
            "ArrowDown" => at.saturating_add(1),
            "ArrowUp" => at.saturating_sub(1),
            "Home" => 0,
            "End" => u32::MAX,
            _other => return None,
        };
        event.prevent_default();
        event.stop_propagation();
        Some(Action::Hits(HitAction::FocusWanted { number }))
    });
    let rows = props.rows.iter().zip(&props.groups).zip(props.first..);
    html! {
        <ol class="hitlist__rows" aria-label={say::messages_with_hits()} {onkeydown}>
            { for rows.map(|((row, group), number)| view_row(props, row, group.as_deref(), number)) }
        </ol>
    }
}

fn view_row(props: &HitRowsProps, row: &HitRow, group: Option<&str>, number: u32) -> Html {
    let onclick = props
        .on_action
        .reform(move |_: MouseEvent| Action::Hits(HitAction::Opened { number }));
    let is_drawn_first = props.row_lacks_focus() && number == props.first;
    let tabindex = if number == props.at || is_drawn_first {
        "0"
    } else {
        "-1"
    };
    html! {
        <li key={number}>
            if let Some(group) = group {
                <h3 class="hitlist__group"><bdi>{ group.to_owned() }</bdi></h3>
            }
            <button type="button" class="hitrow" id={hit_id(number)} {tabindex} {onclick}>
                <span class="hitrow__head">
                    <bdi class="hitrow__sender">{ shown(&row.sender, false) }</bdi>
                    <span>{ format!("#{}", words::count(row.record.0 + 1)) }</span>
                    <span>{ stamp(&row.stamp) }</span>
                </span>
                <bdi class="hitrow__words">
                    { on_one_line(&row.before) }
                    if !row.hit.is_empty() {
                        <mark>{ on_one_line(&row.hit) }</mark>
                    }
                    { on_one_line(&row.after) }
                </bdi>
            </button>
        </li>
    }
}

impl HitRowsProps {
    /// Whether the hit that the keyboard is at is in another window.
    fn row_lacks_focus(&self) -> bool {
        let end = self.first + self.rows.len() as u32;
        !(self.first..end).contains(&self.at)
    }
}
