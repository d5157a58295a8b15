//! What an exported chat can and cannot show, where a package is made: the words of every README.

use yew::prelude::*;

use crate::engine::package::export_caveats;

/// Folded away; the README has it in full.
pub(super) fn view() -> Html {
    html! {
        <details class="caveats">
            <summary>{ "What an exported chat can and cannot show" }</summary>
            <dl>
                { for export_caveats().into_iter().map(|(head, text)| html! {
                    <div key={head.clone()}>
                        <dt>{ head }</dt>
                        <dd>{ text }</dd>
                    </div>
                }) }
            </dl>
            <p>{ "These lines stand in the README of every package." }</p>
        </details>
    }
}
