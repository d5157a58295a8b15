//! A button that lets the person choose files.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::HtmlInputElement;
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
///
/// It hears of the choice itself: the chooser of the system stays open while the page goes on, and
/// what is chosen there must be taken although the button may be gone by then. The page hears only
/// what happens in it.
#[component]
pub fn FileButton(props: &FileButtonProps) -> Html {
    let input = use_node_ref();
    {
        let (input, purpose, on_files) = (input.clone(), props.purpose, props.on_files.clone());
        use_effect_with((purpose, on_files.clone()), move |_changed| {
            hear(&input, purpose, on_files)
        });
    }
    let several = matches!(
        props.purpose,
        Purpose::Exports | Purpose::Decisions | Purpose::Additions | Purpose::Earlier
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
                ref={input}
                class="file-button__input"
                type="file"
                aria-label={&props.name}
                multiple={several}
                accept={(!props.accept.is_empty()).then(|| props.accept.clone())}
            />
        </label>
    }
}

/// The handler belongs to the element and goes with it, whenever the browser lets that go.
fn hear(input: &NodeRef, purpose: Purpose, on_files: Callback<Chosen>) {
    let Some(input) = input.cast::<HtmlInputElement>() else {
        return;
    };
    let handler = Closure::<dyn Fn(Event)>::new(move |event: Event| {
        let files = taken_from(&event);
        if !files.is_empty() {
            on_files.emit(Chosen { purpose, files });
        }
    });
    let handler = handler.into_js_value();
    input.set_onchange(handler.dyn_ref());
}
