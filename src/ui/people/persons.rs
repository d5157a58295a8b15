//! Participants who are held to be one person, with the grounds.

use yew::prelude::*;

use crate::app::Action;
use crate::app::casework::WorkAction;
use crate::app::characters::{on_one_line, shown};
use crate::app::words;
use crate::engine::casework::Person;
use crate::engine::place::MessagePlace;
use crate::say;
use crate::ui::view::View;

/// The list, and the button that makes another.
pub(super) fn view(view: &View) -> Html {
    let people = &view.state.work.fold.people;
    html! {
        <section class="people__persons" aria-label={say::persons()}>
            <button
                type="button"
                class="button"
                onclick={view.on(Action::Work(WorkAction::PersonWanted))}
            >{ say::participants_are_one_person() }</button>
            if !people.is_empty() {
                <ul class="casework__list" role="list" aria-label={say::persons()}>
                    { for people.iter().map(|person| view_person(view, person)) }
                </ul>
            }
        </section>
    }
}

fn view_person(view: &View, person: &Person) -> Html {
    let name = on_one_line(&person.name);
    let withdraw = WorkAction::Withdrawn {
        decision: person.made.id.0.clone(),
    };
    html! {
        <li class="casework__line" key={person.made.id.0.clone()}>
            <p>
                <strong><bdi>{ &name }</bdi></strong>
                { ": " }
                { for person.voices.iter().map(|voice| html! { <>{ view_voice(view, voice) }{ " · " }</> }) }
            </p>
            <p><bdi class="casework__text">{ shown(&person.grounds, false) }</bdi></p>
            <p class="casework__quiet">
                <bdi>{ on_one_line(&person.made.by) }</bdi>{ format!(" · {} ", person.made.at) }
                <button
                    type="button"
                    class="link"
                    aria-label={say::withdraw_person_name(name)}
                    onclick={view.on::<MouseEvent>(Action::Work(withdraw))}
                >{ say::withdraw() }</button>
            </p>
        </li>
    }
}

fn view_voice(view: &View, voice: &MessagePlace) -> Html {
    let found = view.state.threads().find_map(|(source, thread)| {
        let is_same = |place: &MessagePlace| {
            source.identity == voice.source
                && place.entry == voice.entry
                && place.byte_start == voice.byte_start
        };
        let index = thread.participant_places.iter().position(is_same)?;
        let (name, _) = thread.participants.get(index)?;
        Some((shown(name, false), words::title(thread)))
    });
    match found {
        Some((name, title)) => html! {
            <><bdi>{ name }</bdi>{ say::in_() }<bdi>{ title }</bdi></>
        },
        None => html! { { say::somebody_in_an_export_that_is_not() } },
    }
}
