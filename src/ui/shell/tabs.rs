//! The areas of a case, as tabs. Arrow keys go from one to the next.

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

use crate::app::Action;
use crate::app::action::GoAction;
use crate::app::state::{Area, State};
use crate::app::words;
use crate::say;
use crate::ui::view::{View, sends};

/// The id of an area's tab.
pub(super) fn tab_id(area: Area) -> String {
    format!("tab-{}", area.key())
}

/// The tabs.
pub(super) fn view(view: &View) -> Html {
    html! {
        <div class="tabs" role="tablist" aria-label={say::areas()}>
            { for Area::ALL.map(|area| view_tab(view, area)) }
        </div>
    }
}

fn view_tab(view: &View, area: Area) -> Html {
    let chosen = view.state.area == area;
    let onkeydown = sends(view.on_action, move |event: KeyboardEvent| {
        let to = neighbour(area, &event.key())?;
        event.prevent_default();
        focus(to);
        Some(Action::Go(GoAction::Area { area: to }))
    });
    html! {
        <button
            type="button"
            class="tab"
            role="tab"
            id={tab_id(area)}
            aria-selected={chosen.to_string()}
            aria-controls="area"
            tabindex={if chosen { "0" } else { "-1" }}
            onclick={view.on(Action::Go(GoAction::Area { area }))}
            {onkeydown}
        >
            { area.name() }
            if let Some(count) = count(view.state, area) {
                <span class="tab__count" aria-hidden="true">{ count }</span>
            }
        </button>
    }
}

fn count(state: &State, area: Area) -> Option<String> {
    let number = match area {
        Area::Redact => state.redactions.len(),
        Area::Findings => state.sources.iter().map(|at| at.findings.len()).sum(),
        Area::Case => state.work.fold.marks.len() + state.work.fold.differences.len(),
        Area::Compliance => return count_findings(state),
        Area::Read | Area::People | Area::Gallery | Area::Timeline | Area::Package => 0,
    };
    (number > 0).then(|| words::count(u32::try_from(number).unwrap_or(u32::MAX)))
}

/// Findings of the policy that are still to be worked.
fn count_findings(state: &State) -> Option<String> {
    let shown = state.comply.shown.as_ref()?;
    (shown.n_to_do > 0).then(|| words::count(shown.n_to_do))
}

fn neighbour(area: Area, key: &str) -> Option<Area> {
    let all = Area::ALL;
    let at = all.iter().position(|other| *other == area)?;
    let to = match key {
        "ArrowRight" => (at + 1) % all.len(),
        "ArrowLeft" => (at + all.len() - 1) % all.len(),
        "Home" => 0,
        "End" => all.len() - 1,
        _other => return None,
    };
    all.get(to).copied()
}

fn focus(area: Area) {
    let tab = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.get_element_by_id(&tab_id(area)))
        .and_then(|tab| tab.dyn_into::<HtmlElement>().ok());
    if let Some(tab) = tab {
        let _ = tab.focus();
    }
}
