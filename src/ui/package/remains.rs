//! What a reader of the finished package can still find: what the detectors find in it, by kind, and
//! pseudonyms that their hours give away.

use yew::prelude::*;

use super::result::{Result, view_go};
use crate::app::characters::shown;
use crate::app::queue::Program;
use crate::app::residual::{Remains, RemainsAction};
use crate::app::{Action, words};
use crate::engine::examine::residual::{
    NotRead, Residual, ResidualKind, ResidualValue, TellingHours, WhyNotRead,
};
use crate::say;
use crate::ui::parts::Progress;
use crate::ui::view::View;

/// The section.
pub(super) fn view(view: &View, result: &Result) -> Html {
    html! {
        <section class="checked" aria-label={say::what_a_reader_can_still_find()}>
            <h3>{ say::what_a_reader_can_still_find() }</h3>
            <p class="form__hint">{ say::the_detectors_read_the_finished_package() }</p>
            { view_phase(view, result) }
        </section>
    }
}

fn view_phase(view: &View, result: &Result) -> Html {
    match &view.state.remains {
        Remains::None => view_offer(view),
        Remains::Looking { percent, .. } => html! {
            <div class="working">
                <p role="status">{ format!("{}…", say::running_the_detectors_over_the_package()) }</p>
                <Progress name={say::running_the_detectors_over_the_package()} percent={*percent} />
                <button
                    type="button"
                    class="button"
                    onclick={view.on(Action::Remains(RemainsAction::Cancelled))}
                >{ say::cancel() }</button>
            </div>
        },
        Remains::Failed(why) => html! {
            <>
                <p class="notice" data-tone="care" role="alert">
                    { say::the_package_could_not_be_looked_at(why) }
                </p>
                { view_offer(view) }
            </>
        },
        Remains::Done(residual) => view_done(view, result, residual),
    }
}

fn view_offer(view: &View) -> Html {
    if view.state.queue.program != Program::Loaded {
        return html! { <p class="notice" data-tone="care">{ say::the_program_with_the_detectors_is_not_there() }</p> };
    }
    html! {
        <div class="save__acts">
            <button
                type="button"
                class="button"
                onclick={view.on(Action::Remains(RemainsAction::Wanted))}
            >{ say::run_the_detectors_over_the_package() }</button>
        </div>
    }
}

fn view_done(view: &View, result: &Result, residual: &Residual) -> Html {
    let n_messages = say::n_messages_are_looked_at(n(residual.n_messages));
    let rejected = say::n_rejected_left_out(n(residual.n_rejected));
    html! {
        <div role="status">
            <p>
                { n_messages }
                if residual.n_rejected > 0 { { format!(" {rejected}") } }
            </p>
            <p class="form__hint">{ view_countries(residual) }</p>
            if residual.is_clean() {
                <p>{ say::nothing_new_was_found() }</p>
            }
            { for residual.not_read.iter().map(view_not_read) }
            { for residual.kinds.iter().map(|kind| view_kind(view, result, kind)) }
            { view_hours(view, result, residual) }
        </div>
    }
}

fn view_countries(residual: &Residual) -> String {
    if residual.countries.is_empty() {
        say::no_country_was_looked_for().to_owned()
    } else {
        say::countries_looked_for(residual.countries.join(", "))
    }
}

fn view_not_read(not_read: &NotRead) -> Html {
    let why = match not_read.why {
        WhyNotRead::TooLarge => say::too_large_to_be_looked_at(),
        WhyNotRead::Unreadable => say::it_could_not_be_read(),
        WhyNotRead::TooManyTerms => say::more_terms_than_can_be_searched_for(),
    };
    html! {
        <p class="notice" data-tone="care"><code>{ &not_read.file }</code>{ format!(" {why}") }</p>
    }
}

fn view_kind(view: &View, result: &Result, kind: &ResidualKind) -> Html {
    let title = say::of_record(kind.detector.title());
    let told = say::kind_n_times_in_m_values(kind.n_values, title, words::count(n(kind.n)));
    let n_more = kind.n_values.saturating_sub(kind.values.len() as u32);
    html! {
        <details class="remains" key={kind.detector.id()}>
            <summary>{ told }</summary>
            <ul class="leaks">
                { for kind.values.iter().map(|value| view_value(view, result, value)) }
            </ul>
            if n_more > 0 {
                <p class="form__hint">{ say::and_n_more_values(n_more) }</p>
            }
        </details>
    }
}

fn view_value(view: &View, result: &Result, value: &ResidualValue) -> Html {
    let times = if value.n > 1 {
        format!(" × {} ", words::count(n(value.n)))
    } else {
        " ".to_owned()
    };
    html! {
        <li class="leak">
            <bdi>{ shown(&value.text, false) }</bdi>
            { times }
            {
                match value.record {
                    Some(place) => view_go(view, result, place),
                    None => html! { <code>{ &value.file }</code> },
                }
            }
        </li>
    }
}

fn view_hours(view: &View, result: &Result, residual: &Residual) -> Html {
    if residual.n_judged == 0 {
        return match residual.n_unjudged {
            0 => Html::default(),
            n => html! { <p>{ say::n_pseudonyms_not_judged(n) }</p> },
        };
    }
    if residual.hours.is_empty() {
        return html! { <p>{ say::no_pseudonym_is_told_by_its_hours(residual.n_judged) }</p> };
    }
    html! {
        <details class="remains">
            <summary>{ say::n_pseudonyms_told_by_hours(residual.hours.len() as u32) }</summary>
            <p class="form__hint">{ say::who_knows_when_somebody_writes() }</p>
            <ul class="leaks">
                { for residual.hours.iter().map(|one| view_telling(view, result, one)) }
            </ul>
        </details>
    }
}

fn view_telling(view: &View, result: &Result, one: &TellingHours) -> Html {
    let told = say::its_hours_agree_by_own_and_nearest(
        one.own.to_string(),
        say::n_voices(one.n_voices),
        one.nearest.to_string(),
        say::n_messages(one.n_messages),
    );
    html! {
        <li class="leak">
            <bdi>{ shown(&one.name, false) }</bdi>
            { format!(": {told} ") }
            { view_go(view, result, one.first) }
        </li>
    }
}

fn n(count: u64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
