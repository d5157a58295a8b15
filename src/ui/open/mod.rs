//! The first screen: what this is, what it promises, what to open.

pub(in crate::ui) mod arriving;
mod kept;

use yew::prelude::*;

use crate::app::Action;
use crate::app::action::{GoAction, OpenAction};
use crate::app::state::Screen;
use crate::say;
use crate::ui::casework;
use crate::ui::files::Purpose;
use crate::ui::parts::FileButton;
use crate::ui::shell::threads::opening;
use crate::ui::view::View;

/// The screen.
pub fn view(view: &View) -> Html {
    if let Some(early) = view.state.shown_early() {
        return arriving::view_early(view, early);
    }
    html! {
        <main class="start">
            <h1 class="start__title">{ say::read_redact_and_package_whatsapp_exports() }</h1>
            <p class="start__lead">
                { say::threadseal_opens_what_export_chat_wrote_in() }
            </p>
            { view_open(view) }
            { casework::view_phase(view) }
            { casework::view_exports(view) }
            { kept::view(view) }
            { view_promise() }
        </main>
    }
}

fn view_open(view: &View) -> Html {
    let opening = opening(view.state);
    html! {
        <section class="start__open" aria-label={say::open()}>
            <FileButton
                name={say::open_exports()}
                purpose={Purpose::Exports}
                strong=true
                on_files={view.on_files.clone()}
            />
            <p class="start__hint">
                { say::one_zip_or_many_a_bare_txt() }
            </p>
            { for opening.iter().map(|name| html! {
                <p class="start__opening" role="status">{ say::opening_name(name) }</p>
            }) }
            { arriving::view(view) }
            <div class="start__other">
                <button
                    type="button"
                    class="button"
                    onclick={view.on(Action::Open(OpenAction::SampleWanted))}
                >{ say::try_the_sample() }</button>
                <FileButton
                    name={say::open_decisions()}
                    purpose={Purpose::Decisions}
                    accept=".json"
                    on_files={view.on_files.clone()}
                />
                { casework::view_open(view) }
                <button
                    type="button"
                    class="button"
                    onclick={view.on(Action::Go(GoAction::Screen { screen: Screen::Verify }))}
                >{ say::verify_a_package() }</button>
            </div>
        </section>
    }
}

fn view_promise() -> Html {
    html! {
        <div class="start__promise">
            <section>
                <h2>{ say::what_it_promises() }</h2>
                <ul class="plain-list">
                    <li>{ say::nothing_is_uploaded_the_pages_own_policy() }</li>
                    <li>{ say::every_message_stays_in_the_order_of() }</li>
                    <li>{ say::a_package_holds_nothing_that_you_withheld() }</li>
                    <li>{ say::anyone_can_check_a_package_with_sha256sum() }</li>
                </ul>
            </section>
            <section>
                <h2>{ say::what_it_cannot_show() }</h2>
                <ul class="plain-list">
                    <li>{ say::who_sent_a_message_names_are_labels() }</li>
                    <li>{ say::whether_the_export_was_changed_before_it() }</li>
                    <li>{ say::in_which_time_zone_the_times_are() }</li>
                </ul>
            </section>
        </div>
    }
}
