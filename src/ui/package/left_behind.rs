//! Files that stay behind because no safe copy can be made of them, each with why and the way to its
//! message, where it can be handed over as it is.

use yew::prelude::*;

use super::result::{Result, view_go};
use crate::engine::package::LEFT_BEHIND_LIMIT;
use crate::ui::view::View;

/// The list; nothing when no file stays behind.
pub(super) fn view(view: &View, result: &Result) -> Html {
    let files = &result.outcome.left_behind;
    if files.is_empty() {
        return Html::default();
    }
    html! {
        <div class="notice" data-tone="care">
            <h3>{ "These attachments stay behind" }</h3>
            <p>
                { "No safe copy can be made of them; the package says so at each place. Where one must \
                   go out with everything in it, go to its message, press “Hand over as it is” and \
                   build again." }
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
                <p>{ "There are more; the redaction log in the package lists all of them." }</p>
            }
        </div>
    }
}
