//! What the people who decided do not agree about: both sides, and which one counts.

use yew::prelude::*;

use crate::app::Action;
use crate::app::casework::{Side, WorkAction, claim, side};
use crate::app::characters::on_one_line;
use crate::engine::casework::Difference;
use crate::say;
use crate::ui::view::View;

/// The list; nothing when all agree.
pub(super) fn view(view: &View) -> Html {
    let differences = &view.state.work.fold.differences;
    if differences.is_empty() {
        return Html::default();
    }
    let n = u32::try_from(differences.len()).unwrap_or(u32::MAX);
    html! {
        <section class="panel" aria-labelledby="differences-title">
            <h2 class="panel__title" id="differences-title">
                { say::n_differences(n) }
            </h2>
            <p>{ say::people_decided_otherwise_about_the_same_thing() }</p>
            <ol class="casework__list" role="list" aria-label={say::differences()}>
                { for differences.iter().map(|difference| view_one(view, difference)) }
            </ol>
        </section>
    }
}

fn view_one(view: &View, difference: &Difference) -> Html {
    let one = side(view.state, &difference.one);
    let other = side(view.state, &difference.other);
    html! {
        <li class="casework__line" key={format!("{}{}", one.id, other.id)}>
            <p><strong>{ claim(difference) }</strong></p>
            { view_side(view, one, "") }
            { view_side(view, other, " · counts") }
        </li>
    }
}

fn view_side(view: &View, side: Side, counts: &str) -> Html {
    let by = on_one_line(&side.by);
    let withdraw = WorkAction::Withdrawn { decision: side.id };
    html! {
        <p class="casework__side">
            <bdi>{ &by }</bdi>{ ": " }<bdi>{ side.says }</bdi>
            <span class="casework__quiet">{ format!(" · {}{counts} ", side.at) }</span>
            <button
                type="button"
                class="link"
                aria-label={say::withdraw_what_by_decided(by)}
                onclick={view.on::<MouseEvent>(Action::Work(withdraw))}
            >{ say::withdraw() }</button>
        </p>
    }
}
