//! How far something is.

use yew::prelude::*;

/// What a progress bar needs.
#[derive(Properties, PartialEq)]
pub struct ProgressProps {
    /// What is being done.
    pub name: AttrValue,
    /// Units: percent.
    pub percent: u8,
}

/// A progress bar with its share in words.
#[component]
pub fn Progress(props: &ProgressProps) -> Html {
    html! {
        <span class="progress">
            <progress
                class="progress__bar"
                role="progressbar"
                aria-label={&props.name}
                aria-valuemin="0"
                aria-valuemax="100"
                aria-valuenow={props.percent.to_string()}
                max="100"
                value={props.percent.to_string()}
            />
            <span class="progress__share" aria-hidden="true">{ format!("{} %", props.percent) }</span>
        </span>
    }
}
