//! The area "People": who speaks in each thread, and whose phone made the export.

mod everybody;
mod persons;

use yew::prelude::*;

use crate::app::action::{GoAction, ReadAction, RedactAction};
use crate::app::characters::shown;
use crate::app::look_alike::look_alikes;
use crate::app::{Action, words};
use crate::engine::case::ThreadId;
use crate::engine::session::protocol::ThreadSummary;
use crate::engine::thread::ParticipantId;
use crate::say;
use crate::ui::view::View;

/// How many threads are drawn with their participants.
const THREADS_DRAWN: usize = 40;

/// The area.
pub fn view(view: &View) -> Html {
    html! {
        <div class="people">
            <p class="area__lead">
                { say::names_as_the_phone_that_made_the() }
            </p>
            if view.state.names().is_recipient() {
                <p class="notice" role="note">
                    { say::as_the_recipient_will_see_it_names() }
                </p>
            } else {
                { persons::view(view) }
                <LookAlikes names={names(view)} spell_out={view.state.spell_out} />
            }
            { everybody::view(view) }
            <h2>{ say::thread_by_thread() }</h2>
            { view_threads(view) }
        </div>
    }
}

/// As the list at the side has them, at most so many.
fn view_threads(view: &View) -> Html {
    let state = view.state;
    let threads = state.threads().map(|(_, thread)| thread);
    let listed = state.thread_list.listed(threads, &state.names());
    let n_more = listed.len().saturating_sub(THREADS_DRAWN);
    html! {
        <>
            { for listed.iter().take(THREADS_DRAWN).map(|thread| view_thread(view, thread)) }
            if n_more > 0 {
                <p class="form__hint">
                    { say::are_not_drawn_here_sort_and_filter(say::n_threads_are(u32::try_from(n_more).unwrap_or(u32::MAX))) }
                </p>
            }
        </>
    }
}

/// All names with the threads in which they speak, each name of a thread once.
fn names(view: &View) -> Vec<(String, String)> {
    let threads = view.state.threads();
    let names = threads.flat_map(|(_, thread)| {
        let title = words::title(thread);
        let names = thread.participants.iter();
        names.map(move |(name, _)| (name.clone(), title.clone()))
    });
    names.collect()
}

/// What the list of names that look alike needs.
#[derive(Properties, PartialEq)]
struct LookAlikesProps {
    names: Vec<(String, String)>,
    spell_out: bool,
}

/// Names that look alike and are written otherwise, over everything that is open.
#[component]
fn LookAlikes(props: &LookAlikesProps) -> Html {
    let found = use_memo(props.names.clone(), |names| {
        let names: Vec<&str> = names.iter().map(|(name, _)| name.as_str()).collect();
        look_alikes(&names)
    });
    let told = props.names.iter().zip(found.iter()).zip(0_usize..);
    // Each pair once.
    let pairs = told.filter_map(|((name, found), index)| {
        let found = found.as_ref().filter(|found| index < found.other)?;
        Some((index, name, props.names.get(found.other)?, &found.differs))
    });
    let pairs: Vec<Html> = pairs
        .map(|(index, (name, thread), (other, other_thread), differs)| html! {
            <li key={index}>
                <bdi>{ shown(name, props.spell_out) }</bdi>{ say::in_() }<bdi>{ thread }</bdi>
                { say::looks_like() }
                <bdi>{ shown(other, props.spell_out) }</bdi>{ say::in_() }<bdi>{ other_thread }</bdi>
                { say::they_are_written_with_other_characters_differs(differs) }
            </li>
        })
        .collect();
    if pairs.is_empty() {
        return Html::default();
    }
    html! {
        <section class="notice" aria-labelledby="alike-title">
            <h2 id="alike-title">{ say::names_that_look_alike() }</h2>
            <ul class="plain-list">{ for pairs }</ul>
        </section>
    }
}

fn view_thread(view: &View, thread: &ThreadSummary) -> Html {
    let id = thread.thread;
    html! {
        <section class="people__thread" key={id.0}>
            <h3>
                <button
                    type="button"
                    class="link link--title"
                    onclick={view.on(Action::Go(GoAction::Thread { thread: id }))}
                ><bdi>{ view.state.names().title(thread) }</bdi></button>
            </h3>
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">{ say::participant() }</th>
                        <th scope="col" class="table__number">{ say::messages() }</th>
                        <th scope="col">{ say::my_side() }</th>
                        <th scope="col">{ say::pseudonym() }</th>
                    </tr>
                </thead>
                <tbody>
                    { for thread.participants.iter().zip(0_u32..).map(|((name, n), number)| {
                        view_participant(view, thread, name, *n, ParticipantId(number))
                    }) }
                </tbody>
            </table>
        </section>
    }
}

fn view_participant(
    view: &View,
    thread: &ThreadSummary,
    name: &str,
    n_messages: u32,
    participant: ParticipantId,
) -> Html {
    let id = thread.thread;
    let names = view.state.names();
    let label_name = names.name(thread, participant);
    if names.is_recipient() {
        return html! {
            <tr key={participant.0}>
                <td><bdi>{ label_name }</bdi></td>
                <td class="table__number">{ words::count(n_messages) }</td>
                <td></td>
                <td></td>
            </tr>
        };
    }
    let is_owner = view.state.owners.get(&id) == Some(&participant);
    let act = ReadAction::OwnerChosen {
        thread: id,
        participant: (!is_owner).then_some(participant),
    };
    let (words, label) = if is_owner {
        (
            say::my_side_2(),
            say::my_side_label_name_take_it_back(&label_name),
        )
    } else {
        (
            say::this_is_my_side(),
            say::this_is_my_side_label_name(&label_name),
        )
    };
    html! {
        <tr key={participant.0}>
            <td><bdi>{ label_name }</bdi></td>
            <td class="table__number">{ crate::app::words::count(n_messages) }</td>
            <td>
                <button
                    type="button"
                    class="button button--small"
                    aria-pressed={is_owner.to_string()}
                    aria-label={label}
                    onclick={view.on::<MouseEvent>(Action::Read(act))}
                >{ words }</button>
            </td>
            <td>{ view_pseudonym(view, id, name, participant) }</td>
        </tr>
    }
}

/// Whether somebody is called by a pseudonym already, else the button that begins it.
fn view_pseudonym(view: &View, thread: ThreadId, name: &str, participant: ParticipantId) -> Html {
    if view.state.is_pseudonymised(thread, name) {
        return html! { <span class="people__done">{ say::pseudonymised() }</span> };
    }
    let act = RedactAction::PseudonymWanted {
        thread,
        participant,
    };
    html! {
        <button
            type="button"
            class="button button--small"
            aria-label={say::pseudonymise_spell_out(shown(name, view.state.spell_out))}
            onclick={view.on::<MouseEvent>(Action::Redact(act))}
        >{ say::pseudonymise() }</button>
    }
}
