//! Who is who: everybody who speaks, strangers first, with the ground on which each was recognised.

use std::rc::Rc;

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::app::action::GoAction;
use crate::app::characters::{on_one_line, shown};
use crate::app::compliance::{ComplyAction, PeopleOf};
use crate::app::{Action, words};
use crate::engine::compliance::{Known, PersonRow, VoiceOf, clock_text};
use crate::engine::examine::comply::protocol::Overview;
use crate::say;
use crate::ui::view::{View, sends};

/// How many are drawn.
const DRAWN: usize = 500;

pub(super) fn view(view: &View, overview: &Rc<Overview>) -> Html {
    let of = view.state.comply.people_of;
    let people = overview.report.people.iter();
    let people: Vec<&PersonRow> = people
        .filter(|row| of.is_none_or(|of| of.holds(row)))
        .collect();
    html! {
        <div class="comply__body">
            <p class="comply__count" role="status" aria-label={say::people()}>
                { overview.report.people_counts.iter().filter(|(_, n)| *n > 0)
                    .map(|(known, n)| format!("{} {}", words::count(*n), say::of_record(known))).collect::<Vec<_>>().join(" · ") }
            </p>
            if let Some(of) = of {
                { super::numbers::view_narrowed(view, narrowed(of, people.len() as u32)) }
            }
            <table class="table table--cards" role="table">
                <thead role="rowgroup">
                    <tr role="row">
                        <th scope="col" role="columnheader">{ say::who() }</th>
                        <th scope="col" role="columnheader">{ say::known() }</th>
                        <th scope="col" role="columnheader">{ say::side() }</th>
                        <th scope="col" role="columnheader">{ say::numbers() }</th>
                        <th scope="col" role="columnheader">{ say::messages() }</th>
                        <th scope="col" role="columnheader">{ say::first_and_last() }</th>
                        <th scope="col" role="columnheader">{ say::speaks_in() }</th>
                    </tr>
                </thead>
                <tbody role="rowgroup">
                    { for people.iter().take(DRAWN).map(|row| view_row(view, overview, row)) }
                </tbody>
            </table>
            if people.len() > DRAWN {
                <p class="comply__quiet">{ say::people_more_are_in_people_csv_of(words::count((people.len() - DRAWN) as u32)) }</p>
            }
        </div>
    }
}

/// What a number of the report led to.
fn narrowed(of: PeopleOf, n: u32) -> String {
    let which = match of {
        PeopleOf::Known(known) => say::of_record(known.words()).into_owned(),
        PeopleOf::Roster => say::comply_in_the_roster().to_owned(),
    };
    format!("{} {which}", words::count(n))
}

fn view_row(view: &View, overview: &Rc<Overview>, row: &PersonRow) -> Html {
    let clock = |time: Option<i64>| time.map_or_else(String::new, clock_text);
    let is_strange = matches!(
        row.known,
        Known::Unknown | Known::Candidates | Known::Conflict | Known::NotAuthorised
    );
    html! {
        <tr role="row" data-strange={is_strange.to_string()}>
            <td role="cell">
                <strong><bdi>{ shown(&on_one_line(&row.name), false) }</bdi></strong>
                if !row.id.is_empty() {
                    <span class="comply__quiet">{ format!(" {}", row.id) }</span>
                }
                if !row.candidates.is_empty() {
                    <p class="comply__quiet">
                        { for row.candidates.iter().map(|(_, name, why)| html! {
                            <><bdi>{ say::may_be_name_why(shown(name, false), why) }</bdi><br /></>
                        }) }
                    </p>
                }
            </td>
            <td class="table__state" role="cell">{ say::of_record(row.known.words()) }</td>
            <td role="cell">{ say::of_record(row.side.word()) }</td>
            <td role="cell">{ for row.numbers.iter().map(|number| html! { <><bdi>{ number }</bdi><br /></> }) }</td>
            <td class="table__number" role="cell">{ words::count(row.n_messages) }</td>
            <td role="cell">{ clock(row.first) }<br />{ clock(row.last) }</td>
            <td class="table__wide" role="cell">
                { for row.voices.iter().map(|voice| view_voice(view, overview, voice)) }
            </td>
        </tr>
    }
}

fn view_voice(view: &View, overview: &Rc<Overview>, voice: &VoiceOf) -> Html {
    let title = overview
        .report
        .statements
        .iter()
        .find(|one| one.thread == voice.thread)
        .map_or_else(String::new, |one| one.title.clone());
    let (thread, participant) = (voice.thread, voice.participant);
    let go = voice
        .first
        .map(|record| Action::Go(GoAction::Record { thread, record }));
    let identified = sends(view.on_action, move |event: Event| {
        let select = event.target_dyn_into::<HtmlSelectElement>()?;
        let person = select.value();
        let person = if person == "-" { String::new() } else { person };
        Some(Action::Comply(ComplyAction::Identified {
            thread,
            participant,
            person,
        }))
    });
    html! {
        <p class="comply__voice">
            if let Some(go) = go {
                <button type="button" class="link" onclick={view.on::<MouseEvent>(go)}>
                    <bdi>{ shown(&on_one_line(&title), false) }</bdi>
                </button>
            }
            { say::as_() }<bdi>{ shown(&on_one_line(&voice.name), false) }</bdi>
            if !voice.how.is_empty() {
                <span class="comply__quiet">{ format!(", {}", say::of_record(&voice.how)) }</span>
            }
            { " " }
            <select
                class="select select--small"
                aria-label={say::who_is_name_in_title(on_one_line(&voice.name), on_one_line(&title))}
                onchange={identified}
            >
                <option value="" selected={true} disabled={true}>{ say::this_is() }</option>
                <option value="-">{ say::as_the_roster_says() }</option>
                { for overview.roster.iter().map(|(id, name)| html! {
                    <option value={id.clone()}>{ format!("{} ({id})", shown(name, false)) }</option>
                }) }
            </select>
        </p>
    }
}
