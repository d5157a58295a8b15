//! Filters as controls. Each shows what the query holds and writes into it.

use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use crate::app::Action;
use crate::app::action::SearchAction;
use crate::app::characters::shown;
use crate::app::state::Reading;
use crate::engine::decision::tag_name;
use crate::engine::search::query::edit::{
    Controls, Slot, controls, from_filter, period_filter, tag_filter,
};
use crate::engine::search::query::{FILE_TYPES, Has, KINDS, Query, STATES, StateWord};
use crate::engine::thread::ParticipantId;
use crate::say;
use crate::ui::view::{View, sends};

/// The filters.
pub(super) fn view(view: &View, reading: &Reading) -> Html {
    let Ok(query) = Query::parse(&reading.search.query) else {
        return html! {
            <p class="finder finder__hint">{ say::filters_can_be_set_when_the_query() }</p>
        };
    };
    let set = controls(&query);
    html! {
        <div class="finder" role="group" aria-label={say::filters()}>
            { view_from(view, reading, &set) }
            { view_period(view, &set) }
            { view_kind(view, &set) }
            { view_file(view, &set) }
            { view_tag(view, &set) }
            { for STATES.into_iter().map(|state| view_tick(
                    view,
                    state_name(state),
                    set.is.contains(&state),
                    Slot::Is(state),
                    format!("is:{}", state.word()),
            )) }
            { for [Has::Attachment, Has::Link].into_iter().map(|has| view_tick(
                view,
                has_name(has),
                set.has.contains(&has),
                Slot::Has(has),
                format!("has:{}", has.word()),
            )) }
        </div>
    }
}

fn state_name(state: StateWord) -> &'static str {
    match state {
        StateWord::Edited => say::edited(),
        StateWord::Deleted => say::deleted(),
        StateWord::Redacted => say::redacted(),
        StateWord::Missing => say::file_missing(),
        StateWord::Tagged => say::tagged(),
        StateWord::Bookmarked => say::bookmarked(),
        StateWord::Noted => say::with_a_note_2(),
        StateWord::Exhibit => say::exhibit(),
    }
}

fn has_name(has: Has) -> &'static str {
    match has {
        Has::Attachment => say::attachment_2(),
        Has::Link => say::link(),
        Has::Number => say::number(),
    }
}

fn filtered(slot: Slot, filter: Option<String>) -> Action {
    Action::Search(SearchAction::Filtered { slot, filter })
}

/// A handler for a choice; the empty one takes the filter out.
fn on_choice(view: &View, slot: Slot, write: fn(&str) -> String) -> Callback<Event> {
    sends(view.on_action, move |event: Event| {
        let value = event.target_dyn_into::<HtmlSelectElement>()?.value();
        let filter = (!value.is_empty()).then(|| write(&value));
        Some(filtered(slot, filter))
    })
}

fn view_from(view: &View, reading: &Reading, set: &Controls) -> Html {
    let thread = view.state.thread(reading.thread).map(|(_, thread)| thread);
    // What is chosen is the name; what is read, in the recipient's view, is what stands for it.
    let seen = view.state.names();
    let names: Vec<(String, String)> = thread.map_or_else(Vec::new, |thread| {
        let all = thread.participants.iter().zip(0_u32..);
        all.map(|((name, _), who)| (name.clone(), seen.name(thread, ParticipantId(who))))
            .collect()
    });
    let is_name = |from: &String| names.iter().any(|(name, _)| name == from);
    let is_listed = set.from.as_ref().is_none_or(is_name);
    html! {
        <select
            class="select select--small"
            aria-label={say::from()}
            onchange={on_choice(view, Slot::From, from_filter)}
        >
            <option value="" selected={set.from.is_none()}>{ say::from_anyone() }</option>
            if let Some(from) = set.from.as_ref().filter(|_| !is_listed) {
                <option value={from.clone()} selected=true>{ format!("“{}”", shown(from, false)) }</option>
            }
            { for names.iter().map(|(name, read)| html! {
                <option value={name.clone()} selected={set.from.as_ref() == Some(name)}>
                    { read }
                </option>
            }) }
        </select>
    }
}

fn view_period(view: &View, set: &Controls) -> Html {
    let (first, last) = set.days.clone();
    // While a year is being typed it passes through the first millennium; nobody exported then.
    let day = |event: &Event| {
        let date = event.target_dyn_into::<HtmlInputElement>()?.value();
        (date.is_empty() || date.as_str() >= "1990").then_some(date)
    };
    let on_first = sends(view.on_action, {
        let last = last.clone();
        move |event: Event| {
            let date = day(&event)?;
            let first = (!date.is_empty()).then_some(date);
            Some(filtered(
                Slot::Period,
                period_filter(first.as_deref(), last.as_deref()),
            ))
        }
    });
    let on_last = sends(view.on_action, {
        let first = first.clone();
        move |event: Event| {
            let date = day(&event)?;
            let last = (!date.is_empty()).then_some(date);
            Some(filtered(
                Slot::Period,
                period_filter(first.as_deref(), last.as_deref()),
            ))
        }
    });
    html! {
        <>
            <label class="tools__label" for="filter-first">{ say::from_day() }</label>
            <input
                class="field field--date"
                id="filter-first"
                type="date"
                value={first.unwrap_or_default()}
                onchange={on_first}
            />
            <label class="tools__label" for="filter-last">{ say::to_day() }</label>
            <input
                class="field field--date"
                id="filter-last"
                type="date"
                value={last.unwrap_or_default()}
                onchange={on_last}
            />
        </>
    }
}

fn view_kind(view: &View, set: &Controls) -> Html {
    html! {
        <select
            class="select select--small"
            aria-label={say::kind_2()}
            onchange={on_choice(view, Slot::Kind, |word| format!("kind:{word}"))}
        >
            <option value="" selected={set.kind.is_none()}>{ say::any_kind() }</option>
            { for KINDS.iter().map(|kind| html! {
                <option value={kind.word} selected={set.kind == Some(kind.word)}>{ kind.said }</option>
            }) }
        </select>
    }
}

fn view_file(view: &View, set: &Controls) -> Html {
    html! {
        <select
            class="select select--small"
            aria-label={say::file_type()}
            onchange={on_choice(view, Slot::Type, |word| format!("type:{word}"))}
        >
            <option value="" selected={set.file.is_none()}>{ say::with_or_without_files() }</option>
            { for FILE_TYPES.iter().map(|file| html! {
                <option value={file.word()} selected={set.file == Some(*file)}>{ say::of_record(file.said()) }</option>
            }) }
        </select>
    }
}

/// The tags of the case. One whose name cannot be written into a query is left out.
fn view_tag(view: &View, set: &Controls) -> Html {
    let same = |a: &str, b: &str| tag_name(a) == tag_name(b);
    let tags = &view.state.work.fold.tags;
    let tags: Vec<(&str, String)> = tags
        .iter()
        .filter_map(|tag| Some((tag.name.as_str(), tag_filter(&tag.name)?)))
        .collect();
    let is_listed = |set: &String| tags.iter().any(|(name, _)| same(name, set));
    let typed = set.tag.as_ref().filter(|tag| !is_listed(tag));
    if tags.is_empty() && typed.is_none() {
        return Html::default();
    }
    html! {
        <select
            class="select select--small"
            aria-label={say::tag_2()}
            onchange={on_choice(view, Slot::Tag, str::to_owned)}
        >
            <option value="" selected={set.tag.is_none()}>{ say::any_tag_or_none() }</option>
            if let Some(tag) = typed {
                <option value={tag_filter(tag).unwrap_or_default()} selected=true>
                    { format!("“{}”", shown(tag, false)) }
                </option>
            }
            { for tags.iter().map(|(name, filter)| html! {
                <option
                    value={filter.clone()}
                    selected={set.tag.as_ref().is_some_and(|tag| same(tag, name))}
                >{ say::tagged_name_2(shown(name, false)) }</option>
            }) }
        </select>
    }
}

fn view_tick(view: &View, name: &'static str, is_set: bool, slot: Slot, filter: String) -> Html {
    let onchange = view.on_action.reform(move |event: Event| {
        let is_ticked = event
            .target_dyn_into::<HtmlInputElement>()
            .is_some_and(|input| input.checked());
        filtered(slot, is_ticked.then(|| filter.clone()))
    });
    html! {
        <label class="check">
            <input type="checkbox" checked={is_set} {onchange} />
            { name }
        </label>
    }
}
