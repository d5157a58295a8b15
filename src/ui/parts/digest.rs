//! A SHA-256 to be compared by eye or copied.

use yew::prelude::*;

use crate::app::Action;
use crate::app::action::GoAction;
use crate::say;

/// What a digest needs.
#[derive(Properties, PartialEq)]
pub struct DigestProps {
    /// 64 hex digits.
    pub sha256: AttrValue,
    /// What it is the digest of, for the button's name.
    pub of: AttrValue,
    /// Where actions go.
    pub on_action: Callback<Action>,
}

/// A SHA-256 with a button that copies it.
#[component]
pub fn Digest(props: &DigestProps) -> Html {
    let text = props.sha256.to_string();
    let onclick = props
        .on_action
        .reform(move |_: MouseEvent| Action::Go(GoAction::CopyWanted { text: text.clone() }));
    html! {
        <span class="digest">
            <code class="digest__hex">{ &props.sha256 }</code>
            <button
                type="button"
                class="button button--small"
                aria-label={say::copy_the_sha_256_of_of(&props.of)}
                {onclick}
            >{ say::copy() }</button>
        </span>
    }
}
