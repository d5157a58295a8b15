//! What the feed listens to outside itself: the selection, and the sizes of what is laid out.

use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, ResizeObserver};
use yew::prelude::*;

use super::{Feed, Msg};

/// What is listened to outside the component. Dropping it ends that.
pub(super) struct Watch {
    _selection: EventListener,
    observer: ResizeObserver,
    _on_resize: Closure<dyn FnMut()>,
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

impl Feed {
    pub(super) fn start_watching(&self, ctx: &Context<Self>) -> Option<Watch> {
        let document = web_sys::window()?.document()?;
        let link = ctx.link().clone();
        let selection = EventListener::new(&document, "selectionchange", move |_| {
            link.send_message(Msg::Selected);
        });
        let link = ctx.link().clone();
        let on_resize = Closure::<dyn FnMut()>::new(move || link.send_message(Msg::Resized));
        let observer = ResizeObserver::new(on_resize.as_ref().unchecked_ref()).ok()?;
        observer.observe(&self.scroller.cast::<Element>()?);
        observer.observe(&self.rows.cast::<Element>()?);
        Some(Watch {
            _selection: selection,
            observer,
            _on_resize: on_resize,
        })
    }
}
