//! Moving the keyboard focus inside a drawing.

use wasm_bindgen::JsCast;
use web_sys::SvgElement;

/// Gives the focus to the part of a drawing with that id.
pub fn focus_on(id: &str) {
    let element = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.get_element_by_id(id))
        .and_then(|element| element.dyn_into::<SvgElement>().ok());
    if let Some(element) = element {
        // Fails only for what cannot take the focus.
        let _ = element.focus();
    }
}
