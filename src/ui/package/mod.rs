//! The area "Package": what is being made, what came of it, how it is saved.

mod caveats;
mod earlier;
mod form;
mod gates;
mod intake;
mod left_behind;
mod proof;
mod recipient;
mod remains;
mod result;
mod review;
mod seal;
mod second;
mod sights;

use yew::prelude::*;

use crate::app::Action;
use crate::app::action::PackageAction;
use crate::app::packaging::PackagePhase;
use crate::app::state::Area;
use crate::say;
use crate::ui::casework::view_key;
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
                    { say::decisions_changed_after_the_package_was_built() }
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
            { view_key(view) }
            { intake::view(view) }
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
            >{ say::build_package() }</button>
        </p>
    }
}

fn view_none(view: &View) -> Html {
    html! {
        <>
            <h2>{ say::a_package_to_hand_over() }</h2>
            <p class="area__lead">
                { say::build_package_writes_one_zip_each_thread() }
            </p>
            <p class="area__lead">
                { say::before_you_can_save_it_the_finished() }
            </p>
            { view_build(view) }
        </>
    }
}

fn view_building(view: &View, phase: &str, percent: u8) -> Html {
    html! {
        <div class="working">
            <p role="status">{ format!("{}…", say::of_record(phase)) }</p>
            <Progress name={say::building_the_package()} {percent} />
            <button
                type="button"
                class="button"
                onclick={view.on(Action::Package(PackageAction::Cancelled))}
            >{ say::cancel() }</button>
        </div>
    }
}
