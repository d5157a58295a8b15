//! The frame around every screen: bar at the top, alerts, threads, tabs, what is said at the end.

mod alerts;
mod foot;
mod forget;
mod shortcuts;
mod tabs;
mod thread_tools;
pub(in crate::ui) mod threads;
mod top_bar;

use yew::prelude::*;

use crate::app::state::{Area, Dialog, Screen};
use crate::say;
use crate::ui::view::View;
use crate::ui::{
    casework, compliance, findings, gallery, listing, open, package, part, people, print, read,
    redact, search, timeline, verify, where_from, witness,
};

/// The whole page.
pub fn view(view: &View) -> Html {
    let screen = match view.state.screen {
        Screen::Start if view.state.shown_early().is_some() => "early",
        Screen::Start => "start",
        Screen::Case => "case",
        Screen::Verify => "verify",
        Screen::Print => "print",
    };
    html! {
        <div class="page" data-screen={screen}>
            { top_bar::view(view) }
            // What was drawn in another language is drawn anew; the bar keeps the focus.
            <div class="page__rest" key={view.state.language.tag()}>
                { alerts::view(view) }
                { match view.state.screen {
                    Screen::Start => open::view(view),
                    Screen::Case => view_case(view),
                    Screen::Verify => verify::view(view),
                    Screen::Print => print::view(view),
                } }
                { foot::view(view) }
                { view_dialog(view) }
            </div>
        </div>
    }
}

fn view_case(view: &View) -> Html {
    html! {
        <div class="case">
            { threads::view(view) }
            <main class="case__main">
                <h1 class="only-read">{ say::case() }</h1>
                { tabs::view(view) }
                { view_area(view) }
            </main>
        </div>
    }
}

fn view_area(view: &View) -> Html {
    let area = view.state.area;
    let inside = match area {
        // One branch for both, so that the feed stays where it is when the area changes.
        Area::Read | Area::Redact => read::view(view),
        Area::People => people::view(view),
        Area::Case => casework::view(view),
        Area::Findings => findings::view(view),
        Area::Compliance => compliance::view(view),
        Area::Gallery => gallery::view(view),
        Area::Timeline => timeline::view(view),
        Area::Package => package::view(view),
    };
    html! {
        <div
            class="area"
            id="area"
            role="tabpanel"
            aria-labelledby={tabs::tab_id(area)}
            data-area={area.key()}
        >
            { inside }
        </div>
    }
}

fn view_dialog(view: &View) -> Html {
    match &view.state.dialog {
        None => Html::default(),
        Some(Dialog::Redact { target, error }) => redact::view_redact(view, target, error.as_ref()),
        Some(Dialog::Choose {
            record,
            text,
            n_more_chars,
        }) => redact::view_choose(view, *record, text, *n_more_chars),
        Some(Dialog::Part(form)) => part::view(view, form),
        Some(Dialog::Suggestion(form)) => redact::view_suggestion(view, form),
        Some(Dialog::Everywhere(form)) => redact::view_everywhere(view, form),
        Some(Dialog::Forget(forgetting)) => forget::view(view, forgetting),
        Some(Dialog::Name) => redact::view_name(view),
        Some(Dialog::Build(form)) => package::view_form(view, form),
        Some(Dialog::WhereFrom(shown)) => where_from::view(view, shown.as_deref()),
        Some(Dialog::Work(dialog)) => casework::view_dialog(view, dialog),
        Some(Dialog::Comply(dialog)) => compliance::view_dialog(view, dialog),
        Some(Dialog::WhyNot(shown)) => search::view_why(view, shown),
        Some(Dialog::Terms) => search::view_terms(view),
        Some(Dialog::Carry) => redact::view_carry(view),
        Some(Dialog::Messages(listing)) => listing::view(view, listing),
        Some(Dialog::Lightbox { at }) => gallery::view_lightbox(view, *at),
        Some(Dialog::Witness) => witness::view(view),
        Some(Dialog::Shortcuts) => shortcuts::view(view),
    }
}
