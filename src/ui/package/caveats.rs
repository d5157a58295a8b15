//! What an exported chat can and cannot show, where a package is made: the words of every README.

use yew::prelude::*;

use crate::engine::package::export_caveats;
use crate::say;

/// Folded away; the README has it in full.
pub(super) fn view() -> Html {
    html! {
        <details class="caveats">
            <summary>{ say::what_an_exported_chat_can_and_cannot() }</summary>
            <dl>
                { for export_caveats().into_iter().map(|(head, text)| html! {
                    <div key={head.clone()}>
                        <dt>{ head }</dt>
                        <dd>{ text }</dd>
                    </div>
                }) }
            </dl>
            <p>{ say::these_lines_stand_in_the_readme_of() }</p>
        </details>
    }
}
