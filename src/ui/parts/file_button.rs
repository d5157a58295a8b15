//! A button that lets the person choose files.

use yew::prelude::*;

use crate::ui::files::{Chosen, Purpose, taken_from};

/// What a file button needs.
#[derive(Properties, PartialEq)]
pub struct FileButtonProps {
    /// Its name.
    pub name: AttrValue,
    /// What for.
    pub purpose: Purpose,
    /// Types that are offered first; empty for any.
    #[prop_or_default]
    pub accept: AttrValue,
    /// Whether it is the one thing to do here.
    #[prop_or_default]
    pub strong: bool,
    /// Where files go.
    pub on_files: Callback<Chosen>,
}

/// A file input drawn as a button. The input itself keeps focus and name.
#[component]
pub fn FileButton(props: &FileButtonProps) -> Html {
    let purpose = props.purpose;
    let on_files = props.on_files.clone();
    let onchange = Callback::from(move |event: Event| {
        let files = taken_from(&event);
        if !files.is_empty() {
            on_files.emit(Chosen { purpose, files });
        }
    });
    let several = matches!(
        purpose,
        Purpose::Exports | Purpose::Decisions | Purpose::Additions
    );
    let class = if props.strong {
        "button button--strong file-button"
    } else {
        "button file-button"
    };
    html! {
        <label {class}>
            <span aria-hidden="true">{ &props.name }</span>
            <input
                class="file-button__input"
                type="file"
                aria-label={&props.name}
                multiple={several}
                accept={(!props.accept.is_empty()).then(|| props.accept.clone())}
                {onchange}
            />
        </label>
    }
}
