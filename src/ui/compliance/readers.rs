//! Who could read a message: members over the length of a thread, and who was in at one place.

use std::rc::Rc;

use web_sys::{HtmlFormElement, HtmlSelectElement};
use yew::prelude::*;

use crate::app::Action;
use crate::app::action::GoAction;
use crate::app::characters::{on_one_line, shown};
use crate::app::compliance::ComplyAction;
use crate::engine::case::ThreadId;
use crate::engine::compliance::Member;
use crate::engine::examine::comply::protocol::{Overview, Readers};
use crate::engine::thread::RecordId;
use crate::say;
use crate::ui::casework::forms::field;
use crate::ui::view::{View, sends};

/// Length of the drawing. Units: its own.
const WIDTH: u64 = 1000;

pub(super) fn view(view: &View, overview: &Rc<Overview>) -> Html {
    let readers = view.state.comply.readers.as_ref();
    html! {
        <div class="comply__body">
            { view_form(view, overview, readers) }
            if let Some(readers) = readers {
                { view_readers(view, readers) }
            } else {
                <p class="panel__empty">{ say::loading() }</p>
            }
        </div>
    }
}

fn view_form(view: &View, overview: &Rc<Overview>, readers: Option<&Rc<Readers>>) -> Html {
    let thread = readers.map(|readers| readers.thread);
    let onchange = sends(view.on_action, |event: Event| {
        let select = event.target_dyn_into::<HtmlSelectElement>()?;
        Some(Action::Comply(ComplyAction::ReadersWanted {
            thread: ThreadId(select.value().parse().ok()?),
            record: None,
            day: String::new(),
        }))
    });
    let now = thread.unwrap_or(ThreadId(0));
    let onsubmit = sends(view.on_action, move |event: SubmitEvent| {
        event.prevent_default();
        let form = event.target_dyn_into::<HtmlFormElement>()?;
        let number: Option<u32> =
            field(&form, "comply-at").and_then(|text| text.trim().parse().ok());
        Some(Action::Comply(ComplyAction::ReadersWanted {
            thread: now,
            record: number
                .and_then(|number| number.checked_sub(1))
                .map(RecordId),
            day: field(&form, "comply-day").unwrap_or_default(),
        }))
    });
    html! {
        <form class="comply__row" {onsubmit}>
            <label for="comply-thread">{ say::thread() }</label>
            <select class="select" id="comply-thread" {onchange}>
                { for overview.report.statements.iter().map(|one| html! {
                    <option value={one.thread.0.to_string()} selected={Some(one.thread) == thread}>
                        { shown(&on_one_line(&one.title), false) }
                    </option>
                }) }
            </select>
            <label for="comply-at">{ say::message() }</label>
            <input class="field comply__short" id="comply-at" type="number" min="1" />
            <label for="comply-day">{ say::or_day() }</label>
            <input class="field" id="comply-day" type="date" />
            <button type="submit" class="button">{ say::who_could_read_it() }</button>
        </form>
    }
}

fn view_readers(view: &View, readers: &Rc<Readers>) -> Html {
    let (thread, record) = (readers.thread, readers.record);
    html! {
        <>
            <h2 class="panel__title">
                { say::who_could_read() }
                <button
                    type="button"
                    class="link"
                    onclick={view.on::<MouseEvent>(Action::Go(GoAction::Record { thread, record }))}
                >{ say::message_record_2(record.0 + 1) }</button>
                { say::of_at(&readers.at) }
            </h2>
            <ul class="comply__readers" aria-label={say::who_could_read_it()}>
                { for readers.readers.iter().map(|(name, person, sureness)| html! {
                    <li>
                        <bdi>{ shown(&on_one_line(name), false) }</bdi>
                        if !person.is_empty() {
                            <span class="comply__quiet">{ format!(" {person}") }</span>
                        }
                        { format!(": {}", say::of_record(sureness.word())) }
                    </li>
                }) }
                if !readers.start_visible {
                    <li>{ say::and_possibly_others_the_beginning_of_the() }</li>
                }
            </ul>
            { view_timeline(view, readers) }
        </>
    }
}

fn view_timeline(view: &View, readers: &Rc<Readers>) -> Html {
    let n = u64::from(readers.n_records.max(1));
    let at = |record: u32| u64::from(record) * WIDTH / n;
    html! {
        <section class="panel" aria-labelledby="comply-members">
            <h2 class="panel__title" id="comply-members">{ say::members_over_messages(say::n_messages(readers.n_records)) }</h2>
            <div class="comply__members">
                { for readers.members.iter().map(|member| html! {
                    <div class="comply__member">
                        <bdi class="comply__label">{ shown(&on_one_line(&member.name), false) }</bdi>
                        <svg
                            class="comply__life"
                            role="img"
                            aria-label={in_words(member, readers.n_records)}
                            viewBox={format!("0 0 {WIDTH} 16")}
                            preserveAspectRatio="none"
                        >
                            { for member.stretches.iter().map(|one| {
                                let from = at(one.from.map_or(0, |record| record.0));
                                let to = one.to.map_or(WIDTH, |record| at(record.0));
                                html! {
                                    <rect
                                        x={from.to_string()}
                                        y="3"
                                        width={to.saturating_sub(from).max(2).to_string()}
                                        height="10"
                                        data-sure={one.sureness.word()}
                                    />
                                }
                            }) }
                            <line class="comply__now" x1={at(readers.record.0).to_string()} x2={at(readers.record.0).to_string()} y1="0" y2="16" />
                        </svg>
                        <span class="comply__quiet comply__stretches">{ for member.stretches.iter().map(|one| {
                            let go = |record: Option<RecordId>, none: &str| match record {
                                Some(record) => html! {
                                    <button
                                        type="button"
                                        class="link"
                                        onclick={view.on::<MouseEvent>(Action::Go(GoAction::Record { thread: readers.thread, record }))}
                                    >{ say::message_record_2(record.0 + 1) }</button>
                                },
                                None => html! { { none.to_owned() } },
                            };
                            html! { <span>{ go(one.from, say::before_the_start()) }{ say::to() }{ go(one.to, say::the_end()) }{ format!(" ({}) ", say::of_record(one.sureness.word())) }</span> }
                        }) }</span>
                    </div>
                }) }
            </div>
        </section>
    }
}

fn in_words(member: &Member, n_records: u32) -> String {
    let stretches = member.stretches.iter().map(|one| {
        let from = one.from.map_or(1, |record| record.0 + 1);
        let to = one.to.map_or(n_records, |record| record.0);
        say::messages_from_to_to_sureness(from, to, say::of_record(one.sureness.word()))
    });
    stretches.collect::<Vec<_>>().join(", ")
}
