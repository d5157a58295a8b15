//! A modal dialog: the browser keeps the focus in it and gives it back.

use crate::say;
use web_sys::HtmlDialogElement;
use yew::prelude::*;

/// What a dialog needs.
#[derive(Properties, PartialEq)]
pub struct DialogProps {
    /// Its name.
    pub name: AttrValue,
    /// Whether it needs more room than usual.
    #[prop_or_default]
    pub wide: bool,
    /// It shall be closed.
    pub on_close: Callback<()>,
    /// What stands in it.
    pub children: Html,
}

/// A modal dialog. It is open as long as it is drawn.
#[component]
pub fn Dialog(props: &DialogProps) -> Html {
    let node = use_node_ref();
    use_effect_with((), {
        let node = node.clone();
        move |()| {
            let dialog = node.cast::<HtmlDialogElement>();
            if let Some(dialog) = &dialog
                && !dialog.open()
            {
                // Fails only when it is open already.
                let _ = dialog.show_modal();
            }
            // Closing gives the focus back to where it was.
            move || {
                if let Some(dialog) = dialog {
                    dialog.close();
                }
            }
        }
    });
    let oncancel = props
        .on_close
        .reform(|event: Event| event.prevent_default());
    let on_close = props.on_close.reform(|_: MouseEvent| ());
    html! {
        <dialog
            class="dialog"
            ref={node}
            aria-label={&props.name}
            data-wide={props.wide.to_string()}
            {oncancel}
        >
            <header class="dialog__head">
                <h2>{ &props.name }</h2>
                <button type="button" class="button button--quiet" aria-label={say::close()} onclick={on_close}>
                    { "✕" }
                </button>
            </header>
            { props.children.clone() }
        </dialog>
    }
}
