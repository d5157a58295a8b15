//! Numbers that lead to what they count.

use yew::prelude::*;

use crate::app::Action;
use crate::app::compliance::{ComplyAction, Lead};
use crate::engine::compliance::Marked;
use crate::engine::examine::comply::protocol::FindingQuery;
use crate::say;
use crate::ui::view::View;

/// A number in words, what it counts, and where it leads. Zero leads nowhere.
pub(super) struct Number {
    pub(super) n: u32,
    pub(super) words: String,
    pub(super) lead: Lead,
}

impl Number {
    pub(super) fn new(n: u32, words: String, lead: Lead) -> Number {
        Number { n, words, lead }
    }
}

/// One number.
pub(super) fn view_number(view: &View, number: Number) -> Html {
    let Number { n, words, lead } = number;
    if n == 0 {
        return html! { { words } };
    }
    let action = Action::Comply(ComplyAction::Led { lead });
    html! { <button type="button" class="link" onclick={view.on::<MouseEvent>(action)}>{ words }</button> }
}

/// Several, side by side.
pub(super) fn view_numbers(view: &View, numbers: Vec<Number>) -> Html {
    html! {
        { for numbers.into_iter().enumerate().map(|(place, number)| html! {
            <>{ if place > 0 { " · " } else { "" } }{ view_number(view, number) }</>
        }) }
    }
}

/// To findings.
pub(super) fn findings(query: FindingQuery) -> Lead {
    Lead::Findings(Box::new(query))
}

/// To findings that are counted together.
pub(super) fn marked(marked: Marked) -> Lead {
    findings(FindingQuery {
        marked: Some(marked),
        ..FindingQuery::default()
    })
}

/// What a part is narrowed to after a number led there, and the way back to all of it.
pub(super) fn view_narrowed(view: &View, words: String) -> Html {
    html! {
        <p class="comply__quiet" role="status" aria-label={say::comply_only_some()}>
            { words }{ " " }
            <button
                type="button"
                class="link"
                onclick={view.on::<MouseEvent>(Action::Comply(ComplyAction::AllShown))}
            >{ say::comply_all_of_them() }</button>
        </p>
    }
}
