//! Files that stay behind because no safe copy can be made of them, each with why and the way to its
//! message, where it can be handed over as it is.

use yew::prelude::*;

use super::result::{Result, view_go};
use crate::engine::package::LEFT_BEHIND_LIMIT;
use crate::say;
use crate::ui::view::View;

/// The list; nothing when no file stays behind.
pub(super) fn view(view: &View, result: &Result) -> Html {
    let files = &result.outcome.left_behind;
    if files.is_empty() {
        return Html::default();
    }
    html! {
        <div class="notice" data-tone="care">
            <h3>{ say::these_attachments_stay_behind() }</h3>
            <p>
                { say::no_safe_copy_can_be_made_of() }
            </p>
            <ul class="leaks">
                { for files.iter().map(|file| html! {
                    <li class="leak">
                        { format!("{} ", file.why) }
                        { view_go(view, result, (file.thread, file.record)) }
                    </li>
                }) }
            </ul>
            if files.len() >= LEFT_BEHIND_LIMIT {
                <p>{ say::there_are_more_the_redaction_log_in() }</p>
            }
        </div>
    }
}
