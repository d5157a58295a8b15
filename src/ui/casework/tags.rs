//! The dialog of a message's tags: which it has, and new ones.

use yew::prelude::*;

use super::forms::{field, name, on_submit, view_end, view_hint, view_name};
use crate::app::Action;
use crate::app::casework::WorkAction;
use crate::app::characters::shown;
use crate::engine::casework::Tag;
use crate::engine::decision::TagColour;
use crate::engine::place::MessagePlace;
use crate::engine::thread::RecordId;
use crate::say;
use crate::ui::parts::StartField;
use crate::ui::view::View;

/// The dialog's content.
pub(super) fn view(
    view: &View,
    record: RecordId,
    place: &MessagePlace,
    edited: Option<&str>,
    key: Option<char>,
    error: Option<&String>,
) -> Html {
    let fold = &view.state.work.fold;
    let old = edited.and_then(|tag| fold.tag(tag));
    let onsubmit = on_submit(view, |form| {
        Some(WorkAction::TagDefined {
            name: field(form, "tag-name")?,
            colour: TagColour::from_word(&field(form, "tag-colour")?)?,
            key: field(form, "tag-key")?,
            by: name(form),
        })
    });
    let colour = old.map_or(
        TagColour::ALL[fold.tags.len() % TagColour::ALL.len()],
        |tag| tag.colour,
    );
    let form_key = edited.unwrap_or("").to_owned();
    html! {
        <>
            if !fold.tags.is_empty() {
                <ul class="tag-list" role="list" aria-label={say::tags()}>
                    { for fold.tags.iter().map(|tag| view_tag_line(view, record, place, tag)) }
                </ul>
            }
            <form class="form" key={form_key} {onsubmit}>
                <h3>{ if old.is_some() { say::change_this_tag() } else { say::new_tag() } }</h3>
                <div class="form__row">
                    <label for="tag-name">{ say::name() }</label>
                    <StartField
                        id="tag-name"
                        autofocus={fold.tags.is_empty() || key.is_some()}
                        value={old.map(|tag| tag.name.clone()).unwrap_or_default()}
                    />
                </div>
                <div class="form__row">
                    <label for="tag-colour">{ say::colour() }</label>
                    <select class="select" id="tag-colour">
                        { for TagColour::ALL.map(|at| html! {
                            <option value={at.word()} selected={at == colour}>{ say::of_record(at.word()) }</option>
                        }) }
                    </select>
                </div>
                <div class="form__row">
                    <label for="tag-key">{ say::key() }</label>
                    <StartField
                        class="field field--number"
                        id="tag-key"
                        maxlength="1"
                        value={key.or_else(|| free_digit(fold.tags.as_slice())).map(String::from).unwrap_or_default()}
                    />
                    { view_hint(say::a_digit_from_1_to_9_or()) }
                </div>
                { view_name(view) }
                { view_end(view, error, if old.is_some() { say::change_tag() } else { say::make_tag_and_put_it_on() }) }
            </form>
        </>
    }
}

fn free_digit(tags: &[Tag]) -> Option<char> {
    ('1'..='9').find(|digit| tags.iter().all(|tag| tag.key != Some(*digit)))
}

fn view_tag_line(view: &View, record: RecordId, place: &MessagePlace, tag: &Tag) -> Html {
    let is_on = !view.state.work.fold.tagged_by(place, &tag.name).is_empty();
    let name = shown(&tag.name, false);
    let toggle = WorkAction::TagToggled {
        record,
        tag: tag.name.clone(),
    };
    let edit = WorkAction::TagEditWanted {
        tag: tag.name.clone(),
    };
    html! {
        <li class="tag-list__line" key={tag.name.clone()}>
            <button
                type="button"
                class="button tag-list__tag"
                data-colour={tag.colour.word()}
                aria-pressed={is_on.to_string()}
                onclick={view.on::<MouseEvent>(Action::Work(toggle))}
            >
                <span aria-hidden="true">{ if is_on { "☑ " } else { "☐ " } }</span>
                <bdi>{ &name }</bdi>
                if let Some(key) = tag.key {
                    <kbd>{ key.to_string() }</kbd>
                }
            </button>
            <span class="tag-list__count">{ say::n_messages(tag.n_messages) }</span>
            <button
                type="button"
                class="link"
                aria-label={say::change_tag_name(name)}
                onclick={view.on::<MouseEvent>(Action::Work(edit))}
            >{ say::change() }</button>
        </li>
    }
}
