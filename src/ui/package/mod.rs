//! The area "Package": what is being made, what came of it, how it is saved.

mod caveats;
mod earlier;
mod form;
mod gates;
mod left_behind;
mod proof;
mod result;
mod seal;
mod second;

use yew::prelude::*;

use crate::app::Action;
use crate::app::action::PackageAction;
use crate::app::packaging::PackagePhase;
use crate::app::state::Area;
use crate::ui::parts::Progress;
use crate::ui::view::View;

pub use form::view as view_form;
use result::Result;

/// The area.
pub fn view(view: &View) -> Html {
    let inside = match &view.state.package {
        PackagePhase::None => view_none(view),
        PackagePhase::Outdated => html! {
            <>
                <p class="area__lead">
                    { "Decisions changed after the package was built, so it was thrown away. Build it again." }
                </p>
                { view_build(view) }
            </>
        },
        PackagePhase::Building { phase, percent, .. } => view_building(view, phase, *percent),
        PackagePhase::Built {
            outcome,
            looked,
            checked,
            threads,
        } => {
            let result = Result { outcome, threads };
            result::view(view, &result, *looked, checked.as_deref())
        }
    };
    html! {
        <div class="package">
            { inside }
            { seal::view(view) }
        </div>
    }
}

/// Whether the area itself holds the button; the bar at the top then does without.
pub fn offers_to_build(view: &View) -> bool {
    view.state.area == Area::Package
        && matches!(
            view.state.package,
            PackagePhase::None | PackagePhase::Outdated
        )
}

fn view_build(view: &View) -> Html {
    html! {
        <p class="package__build">
            <button
                type="button"
                class="button button--strong"
                onclick={view.on::<MouseEvent>(Action::Package(PackageAction::Wanted))}
            >{ "Build package" }</button>
        </p>
    }
}

fn view_none(view: &View) -> Html {
    html! {
        <>
            <h2>{ "A package to hand over" }</h2>
            <p class="area__lead">
                { "“Build package” writes one zip: each thread as pages that need no program, \
                   as plain text and as records; the attachments; a log of what is withheld and why; \
                   and lists of digests that anyone can check." }
            </p>
            <p class="area__lead">
                { "Before you can save it, the finished bytes are opened again, checked, and searched \
                   for everything that is withheld." }
            </p>
            { view_build(view) }
        </>
    }
}

fn view_building(view: &View, phase: &str, percent: u8) -> Html {
    html! {
        <div class="working">
            <p role="status">{ format!("{phase}…") }</p>
            <Progress name="Building the package" {percent} />
            <button
                type="button"
                class="button"
                onclick={view.on(Action::Package(PackageAction::Cancelled))}
            >{ "Cancel" }</button>
        </div>
    }
}
