//! What a person should read now.

use yew::prelude::*;

use crate::app::Action;
use crate::app::action::{GoAction, OpenAction};
use crate::app::alerts::{Alert, Tone};
use crate::app::characters::shown;
use crate::app::state::Screen;
use crate::say;
use crate::ui::view::View;

/// The alerts and notices that were not dismissed.
pub(super) fn view(view: &View) -> Html {
    // What is odd about an export says nothing about a package that is checked.
    let in_case = view.state.screen == Screen::Case;
    let alerts = view.state.alerts.list().iter();
    let alerts = alerts.filter(|alert| in_case || alert.tone != Tone::Warning);
    html! {
        <div class="alerts">
            { for alerts.map(|alert| view_alert(view, alert)) }
        </div>
    }
}

fn view_alert(view: &View, alert: &Alert) -> Html {
    let (role, tone) = match alert.tone {
        Tone::Error => ("alert", "error"),
        Tone::Warning => ("alert", "warning"),
        Tone::Notice => ("status", "notice"),
    };
    let serial = alert.serial;
    let dismiss = view.on(Action::Go(GoAction::AlertDismissed { serial }));
    let what = capitalised(&say::of_record(&alert.what));
    html! {
        <div class="alert" data-tone={tone} key={serial} {role}>
            <p class="alert__text">
                <strong class="alert__what">{ format!("{what}.") }</strong>
                if !alert.help.is_empty() {
                    <span class="alert__help">{ format!(" {}.", capitalised(&say::of_record(&alert.help))) }</span>
                }
            </p>
            if let Some(batch) = alert.raise {
                <button
                    type="button"
                    class="button button--small"
                    onclick={view.on(Action::Open(OpenAction::LimitRaised { batch }))}
                >{ say::raise_the_limit_and_open() }</button>
            }
            <button
                type="button"
                class="button button--quiet button--small"
                aria-label={say::dismiss()}
                onclick={dismiss}
            >{ "✕" }</button>
        </div>
    }
}

/// Errors are written in lower case and without a full stop; here they become sentences.
fn capitalised(text: &str) -> String {
    let text = shown(text, false);
    let text = text.trim_end_matches('.');
    let mut characters = text.chars();
    match characters.next() {
        Some(first) => first.to_uppercase().chain(characters).collect(),
        None => String::new(),
    }
}
