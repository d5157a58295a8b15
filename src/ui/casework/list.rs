//! Tags with their counts, and everything that stands at messages, across all threads.

use std::collections::BTreeSet;

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::app::Action;
use crate::app::action::GoAction;
use crate::app::casework::{Direction, WorkAction};
use crate::app::characters::{on_one_line, shown, stamp};
use crate::app::words;
use crate::engine::casework::{Mark, MarkKind};
use crate::engine::session::protocol::PlacedAt;
use crate::say;
use crate::ui::view::View;

/// How many marks of a kind are drawn.
const DRAWN: usize = 500;

/// The lists.
pub(super) fn view(view: &View) -> Html {
    let work = &view.state.work;
    let listed = work.listed();
    let of = |wanted: fn(&MarkKind) -> bool| -> Vec<&Mark> {
        listed
            .iter()
            .copied()
            .filter(|mark| wanted(&mark.what))
            .collect()
    };
    let ids: BTreeSet<_> = listed.iter().map(|mark| &mark.made.id).collect();
    let exhibits = work.fold.exhibits();
    let exhibits = exhibits
        .filter(|mark| ids.contains(&mark.made.id))
        .collect();
    html! {
        <>
            { view_filter(view) }
            { view_marks(view, say::exhibits(), exhibits) }
            { view_marks(view, say::tagged_messages(), of(|what| matches!(what, MarkKind::Tag { .. }))) }
            { view_marks(view, say::bookmarks(), of(|what| matches!(what, MarkKind::Bookmark))) }
            { view_marks(view, say::notes(), of(|what| matches!(what, MarkKind::Note { .. }))) }
            if work.fold.marks.is_empty() {
                <p class="panel__empty">
                    { say::nothing_is_marked_yet_focus_a_message() }
                </p>
            }
        </>
    }
}

fn view_filter(view: &View) -> Html {
    let work = &view.state.work;
    if work.fold.tags.is_empty() {
        return Html::default();
    }
    let onchange = view.on_action.reform(|event: Event| {
        let tag = event
            .target_dyn_into::<HtmlSelectElement>()
            .map(|select| select.value())
            .filter(|tag| !tag.is_empty());
        Action::Work(WorkAction::Filtered { tag })
    });
    html! {
        <label class="casework__filter">
            { say::list() }
            <select class="select" aria-label={say::messages_that_are_listed()} {onchange}>
                <option value="" selected={work.only_tag.is_none()}>{ say::all_marked_messages() }</option>
                { for work.fold.tags.iter().map(|tag| html! {
                    <option value={tag.name.clone()} selected={work.only_tag.as_ref() == Some(&tag.name)}>
                        { say::tagged_name_n_messages(on_one_line(&tag.name), words::count(tag.n_messages)) }
                    </option>
                }) }
            </select>
        </label>
    }
}

fn view_marks(view: &View, title: &'static str, marks: Vec<&Mark>) -> Html {
    if marks.is_empty() {
        return Html::default();
    }
    let n = u32::try_from(marks.len()).unwrap_or(u32::MAX);
    html! {
        <section class="panel" aria-label={title}>
            <h2 class="panel__title">{ format!("{title} ({})", words::count(n)) }</h2>
            <ol class="casework__list" role="list" aria-label={title}>
                { for marks.iter().take(DRAWN).map(|mark| view_mark(view, mark)) }
            </ol>
            if marks.len() > DRAWN {
                <p class="casework__quiet">{ say::the_first_drawn_are_listed_choose_a(DRAWN) }</p>
            }
        </section>
    }
}

fn view_mark(view: &View, mark: &Mark) -> Html {
    let decision = mark.made.id.0.clone();
    let is_exhibit = matches!(mark.what, MarkKind::Exhibit { .. });
    let withdraw = WorkAction::Withdrawn {
        decision: decision.clone(),
    };
    html! {
        <li class="casework__line" key={decision.clone()}>
            <p class="casework__what">{ view_what(view, mark) }</p>
            { view_place(view, mark) }
            <p class="casework__quiet">
                <bdi>{ on_one_line(&mark.made.by) }</bdi>{ format!(" · {} ", mark.made.at) }
                if is_exhibit {
                    { view_move(view, &decision, Direction::Up, say::up()) }
                    { view_move(view, &decision, Direction::Down, say::down()) }
                }
                <button
                    type="button"
                    class="link"
                    onclick={view.on::<MouseEvent>(Action::Work(withdraw))}
                >{ say::withdraw() }</button>
            </p>
        </li>
    }
}

fn view_move(view: &View, decision: &str, to: Direction, word: &'static str) -> Html {
    let moved = WorkAction::ExhibitMoved {
        decision: decision.to_owned(),
        to,
    };
    html! {
        <>
            <button type="button" class="link" onclick={view.on::<MouseEvent>(Action::Work(moved))}>{ word }</button>
            { " · " }
        </>
    }
}

fn view_what(view: &View, mark: &Mark) -> Html {
    match &mark.what {
        MarkKind::Tag { tag } => {
            let tag = view.state.work.fold.tag(tag);
            let colour = tag.map(|tag| tag.colour.word());
            let name = tag.map(|tag| on_one_line(&tag.name)).unwrap_or_default();
            html! { <span class="mark" data-mark="tag" data-colour={colour}>{ say::tag() }<bdi>{ name }</bdi></span> }
        }
        MarkKind::Bookmark => {
            html! { <span class="mark" data-mark="bookmark">{ say::star_bookmark() }</span> }
        }
        MarkKind::Note { text } => {
            html! { <bdi class="casework__text">{ shown(text, false) }</bdi> }
        }
        MarkKind::Exhibit {
            label, description, ..
        } => html! {
            <>
                <strong><bdi>{ on_one_line(label) }</bdi></strong>
                if !description.is_empty() {
                    { " · " }<bdi class="casework__text">{ shown(description, false) }</bdi>
                }
            </>
        },
    }
}

fn view_place(view: &View, mark: &Mark) -> Html {
    let placed = &view.state.work.placed;
    match placed.get(&mark.on.target) {
        None => html! { <p class="casework__quiet">{ "…" }</p> },
        Some(None) => {
            html! { <p class="casework__quiet">{ say::in_an_export_that_is_not_open() }</p> }
        }
        Some(Some(at)) => {
            let last = mark.on.until.as_ref();
            let last = last.and_then(|place| placed.get(place)?.as_ref());
            view_message(view, at, last)
        }
    }
}

fn view_message(view: &View, at: &PlacedAt, last: Option<&PlacedAt>) -> Html {
    let (thread, record) = (at.thread, at.record);
    let title = view
        .state
        .thread(thread)
        .map(|(_, at)| words::title(at))
        .unwrap_or_default();
    let number = match last {
        None => say::message_record(record.0 + 1),
        Some(last) => say::messages_record_to_record2(record.0 + 1, last.record.0 + 1),
    };
    html! {
        <p>
            <button
                type="button"
                class="link"
                aria-label={say::go_to_message_record_of_title(record.0 + 1, &title)}
                onclick={view.on::<MouseEvent>(Action::Go(GoAction::Record { thread, record }))}
            >{ number }{ " · " }<bdi>{ &title }</bdi></button>
            <span class="casework__quiet">
                { " · " }{ stamp(&at.stamp) }{ " · " }<bdi>{ on_one_line(&at.sender) }</bdi>
            </span>
            <br />
            <bdi class="casework__excerpt">{ on_one_line(&at.excerpt) }</bdi>
        </p>
    }
}
