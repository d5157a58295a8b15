//! Other windows of the same page: they are told when something was kept, and heard. Only that
//! something was kept is said; what it is, each window reads from where it is kept.

use gloo_events::EventListener;
use wasm_bindgen::JsValue;
use web_sys::BroadcastChannel;
use yew::Callback;

use crate::app::Action;
use crate::app::action::KeepAction;
use crate::ui::keep;

/// The other windows.
pub struct Windows {
    others: Others,
    _heard: Option<EventListener>,
}

/// A way to tell them.
#[derive(Clone)]
pub struct Others(Option<BroadcastChannel>);

impl Windows {
    /// Starts to listen. A browser without such channels is alone with what it keeps: windows then
    /// meet when a package is built.
    pub fn listen(on_action: &Callback<Action>) -> Windows {
        let channel = BroadcastChannel::new(&keep::database_name()).ok();
        let heard = channel.as_ref().map(|channel| {
            let on_action = on_action.clone();
            EventListener::new(channel, "message", move |_| {
                on_action.emit(Action::Keep(KeepAction::ChangedElsewhere));
            })
        });
        Windows {
            others: Others(channel),
            _heard: heard,
        }
    }

    /// A way to tell them.
    pub fn others(&self) -> Others {
        self.others.clone()
    }
}

impl Others {
    /// Something was written or deleted.
    pub fn tell(&self) {
        if let Some(channel) = &self.0 {
            // Fails only when the channel was closed, which nobody does.
            let _ = channel.post_message(&JsValue::from_str("kept"));
        }
    }
}
