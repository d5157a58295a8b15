//! Which language the page speaks at first, and how the document says so.

use yew::prelude::*;

use crate::app::Action;
use crate::app::action::GoAction;
use crate::say::Language;
use crate::ui::keep;

/// The language that the browser's person reads first among ours.
pub(super) fn spoken_by_browser() -> Action {
    let wanted: Vec<String> = web_sys::window()
        .map(|window| window.navigator().languages())
        .map(|tags| tags.iter().filter_map(|tag| tag.as_string()).collect())
        .unwrap_or_default();
    Action::Go(GoAction::Language {
        language: Language::wanted(wanted.iter().map(String::as_str)),
        by_person: false,
    })
}

/// What a person chose here before counts more.
pub(super) fn speak_as_kept(on_action: &Callback<Action>) {
    let on_action = on_action.clone();
    wasm_bindgen_futures::spawn_local(async move {
        if let Ok(Some(language)) = keep::language().await {
            on_action.emit(Action::Go(GoAction::Language {
                language,
                by_person: false,
            }));
        }
    });
}

/// Readers of screens pronounce by it.
pub(super) fn show(language: Language) {
    if let Some(root) = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.document_element())
    {
        let _ = root.set_attribute("lang", language.tag());
    }
}
