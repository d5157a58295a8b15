//! What is listened to on the page as a whole: keys, drops, and leaving.

use std::cell::Cell;

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{BeforeUnloadEvent, DragEvent, Element, Event, EventTarget, KeyboardEvent};
use yew::Callback;

use crate::app::Action;
use crate::app::action::OpenAction;
use crate::app::keys::{Key, may_mean};
use crate::ui::download::text_of;
use crate::ui::files::{Chosen, Purpose, dropped};

thread_local! {
    static WARN: Cell<bool> = const { Cell::new(false) };
}

/// Whether leaving the page would lose something.
pub fn warn_before_leaving(warn: bool) {
    WARN.set(warn);
}

/// Starts listening; dropping the listeners ends it.
pub fn all(on_action: &Callback<Action>, on_files: &Callback<Chosen>) -> Vec<EventListener> {
    let Some(window) = web_sys::window() else {
        return Vec::new();
    };
    let window: EventTarget = window.into();
    let acts = EventListenerOptions::enable_prevent_default();
    let on = |name: &'static str, act: Box<dyn Fn(&Event)>| {
        EventListener::new_with_options(&window, name, acts, move |event| act(event))
    };
    let on_key = on_action.clone();
    let on_drop = (on_action.clone(), on_files.clone());
    vec![
        on("keydown", Box::new(move |event| key(event, &on_key))),
        on("dragover", Box::new(|event| event.prevent_default())),
        on(
            "drop",
            Box::new(move |event| drop_happened(event, &on_drop.0, &on_drop.1)),
        ),
        on(
            "beforeunload",
            Box::new(|event| {
                if WARN.get() {
                    event.prevent_default();
                    if let Some(event) = event.dyn_ref::<BeforeUnloadEvent>() {
                        event.set_return_value("unsaved");
                    }
                }
            }),
        ),
    ]
}

fn key(event: &Event, on_action: &Callback<Action>) {
    let Some(event) = event.dyn_ref::<KeyboardEvent>() else {
        return;
    };
    if event.default_prevented() || event.alt_key() || event.is_composing() || is_writing(event) {
        return;
    }
    let command = event.ctrl_key() || event.meta_key();
    let name = event.key();
    let ours = if command {
        matches!(name.as_str(), "z" | "Z" | "y" | "Y")
    } else {
        may_mean(&name)
    };
    if !ours {
        return;
    }
    event.prevent_default();
    on_action.emit(Action::Key(Key {
        name,
        command,
        shift: event.shift_key(),
    }));
}

/// Whether the key goes into a text box.
fn is_writing(event: &KeyboardEvent) -> bool {
    let Some(target) = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
    else {
        return false;
    };
    match target.tag_name().as_str() {
        "TEXTAREA" | "SELECT" => true,
        "INPUT" => !matches!(
            target.get_attribute("type").as_deref(),
            Some("checkbox" | "radio" | "file" | "button" | "submit")
        ),
        _other => false,
    }
}

fn drop_happened(event: &Event, on_action: &Callback<Action>, on_files: &Callback<Chosen>) {
    event.prevent_default();
    let Some(transfer) = event
        .dyn_ref::<DragEvent>()
        .and_then(DragEvent::data_transfer)
    else {
        return;
    };
    let dropped = dropped(&transfer);
    let (on_action, on_files) = (on_action.clone(), on_files.clone());
    spawn_local(async move {
        match dropped.files().await {
            Ok(files) if files.is_empty() => {}
            Ok(files) => on_files.emit(Chosen {
                purpose: Purpose::Dropped,
                files,
            }),
            Err(error) => on_action.emit(Action::Open(OpenAction::NotReadable {
                what: text_of(&error),
            })),
        }
    });
}
