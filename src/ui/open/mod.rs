//! The first screen: what this is, what it promises, what to open.

pub(in crate::ui) mod arriving;
mod kept;

use yew::prelude::*;

use crate::app::Action;
use crate::app::action::{GoAction, OpenAction};
use crate::app::state::Screen;
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
            <h1 class="start__title">{ "Read, redact and package WhatsApp exports" }</h1>
            <p class="start__lead">
                { "Threadseal opens what “Export chat” wrote, in this browser alone, takes your \
                   redactions, and writes a package with digests that anyone can check." }
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
        <section class="start__open" aria-label="Open">
            <FileButton
                name="Open exports"
                purpose={Purpose::Exports}
                strong=true
                on_files={view.on_files.clone()}
            />
            <p class="start__hint">
                { "One zip or many, a bare .txt, or loose files. Or drop them, or a folder, anywhere on this page." }
            </p>
            { for opening.iter().map(|name| html! {
                <p class="start__opening" role="status">{ format!("Opening {name}…") }</p>
            }) }
            { arriving::view(view) }
            <div class="start__other">
                <button
                    type="button"
                    class="button"
                    onclick={view.on(Action::Open(OpenAction::SampleWanted))}
                >{ "Try the sample" }</button>
                <FileButton
                    name="Open decisions"
                    purpose={Purpose::Decisions}
                    accept=".json"
                    on_files={view.on_files.clone()}
                />
                { casework::view_open(view) }
                <button
                    type="button"
                    class="button"
                    onclick={view.on(Action::Go(GoAction::Screen { screen: Screen::Verify }))}
                >{ "Verify a package" }</button>
            </div>
        </section>
    }
}

fn view_promise() -> Html {
    html! {
        <div class="start__promise">
            <section>
                <h2>{ "What it promises" }</h2>
                <ul class="plain-list">
                    <li>{ "Nothing is uploaded. The page's own policy forbids it, and it works without a network." }</li>
                    <li>{ "Every message stays in the order of the export, with its time as written." }</li>
                    <li>{ "A package holds nothing that you withheld; its finished bytes are searched for it before you can save." }</li>
                    <li>{ "Anyone can check a package with sha256sum, bagit.py, or the Verify screen here." }</li>
                </ul>
            </section>
            <section>
                <h2>{ "What it cannot show" }</h2>
                <ul class="plain-list">
                    <li>{ "Who sent a message. Names are labels from the phone that made the export." }</li>
                    <li>{ "Whether the export was changed before it came here: it is a text file that anyone can edit." }</li>
                    <li>{ "In which time zone the times are. An export does not say." }</li>
                </ul>
            </section>
        </div>
    }
}
