//! From message to message by keyboard: which one is next, where it stands, its focus.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::Feed;
use crate::ui::message::element_id;

impl Feed {
    /// Page and arrow keys go from message to message, Home and End to the ends; the rest is the
    /// browser's. Inside a message that is taller than the view an arrow scrolls.
    pub(super) fn key(&mut self, ctx: &Context<Self>, event: &KeyboardEvent) -> bool {
        let writing = event.target_dyn_into::<HtmlElement>().is_some_and(|at| {
            matches!(
                at.tag_name().as_str(),
                "INPUT" | "TEXTAREA" | "VIDEO" | "AUDIO"
            )
        });
        if writing || event.alt_key() || event.ctrl_key() || event.meta_key() {
            return false;
        }
        let last = self.model.n_records().saturating_sub(1);
        let place = self.model.anchor().record;
        let place = self.focused.map_or(place, |record| self.place_of(record));
        let at = self.record_at(place);
        let to = match event.key().as_str() {
            "ArrowDown" if self.goes_on(at, 1.0) => return false,
            "ArrowUp" if self.goes_on(at, -1.0) => return false,
            "PageDown" | "ArrowDown" | "j" => place.saturating_add(1).min(last),
            "PageUp" | "ArrowUp" | "k" => place.saturating_sub(1),
            "Home" => 0,
            "End" => last,
            _other => return false,
        };
        event.prevent_default();
        self.go_to(to);
        self.rest_soon(ctx);
        true
    }

    /// To a neighbour of the message that has the focus; without one, to the message at hand.
    pub(super) fn step(&mut self, down: bool) {
        let drawn = self.focused.filter(|at| self.row_element(*at).is_some());
        let to = match drawn {
            None => self.model.anchor().record,
            Some(at) if !self.has_focus(at) => self.place_of(at),
            Some(at) if down => {
                (self.place_of(at).saturating_add(1)).min(self.model.n_records().saturating_sub(1))
            }
            Some(at) => self.place_of(at).saturating_sub(1),
        };
        self.go_to(to);
    }

    fn has_focus(&self, record: u32) -> bool {
        let active = web_sys::window()
            .and_then(|window| window.document())
            .and_then(|document| document.active_element());
        self.row_element(record)
            .is_some_and(|row| row.contains(active.as_ref().map(AsRef::as_ref)))
    }

    /// Whether a message that is taller than the view goes on past its edge: below for 1, above
    /// for -1.
    fn goes_on(&self, record: u32, towards: f64) -> bool {
        let (Some(pane), Some(row)) = (self.pane.cast::<Element>(), self.row_element(record))
        else {
            return false;
        };
        let (seen, row) = (
            pane.get_bounding_client_rect(),
            row.get_bounding_client_rect(),
        );
        let past = if towards > 0.0 {
            row.bottom() - seen.bottom()
        } else {
            seen.top() - row.top()
        };
        row.height() > seen.height() && past > 1.0
    }

    /// To the message at a place.
    pub(super) fn go_to(&mut self, place: u32) {
        let record = self.record_at(place);
        let Some(pane) = self.pane.cast::<Element>() else {
            return;
        };
        let seen = pane.get_bounding_client_rect();
        let row = self
            .row_element(record)
            .map(|row| row.get_bounding_client_rect());
        match row {
            Some(row) if row.top() >= seen.top() && row.bottom() <= seen.bottom() => {}
            Some(row) if row.top() < seen.top() && row.bottom() > seen.top() - seen.height() => {
                self.model.move_by(row.top() - seen.top() - 24.0);
            }
            Some(row) if row.bottom() > seen.bottom() && row.height() < seen.height() => {
                self.model.move_by(row.bottom() - seen.bottom() + 24.0);
            }
            _far if place + 1 == self.model.n_records() => self.model.jump_to_end(),
            _far => self.model.jump_to(place),
        }
        self.focused = Some(record);
        self.focus_next = Some(record);
    }

    fn row_element(&self, record: u32) -> Option<Element> {
        let rows = self.rows.cast::<Element>()?;
        rows.query_selector(&format!("[data-record=\"{record}\"]"))
            .ok()
            .flatten()
    }

    pub(super) fn take_focus(&mut self) {
        let Some(record) = self.focus_next else {
            return;
        };
        let Some(row) = self.row_element(record) else {
            return;
        };
        let id = element_id(record);
        let Some(message) = row.query_selector(&format!("#{id}")).ok().flatten() else {
            return;
        };
        if let Ok(message) = message.dyn_into::<HtmlElement>() {
            let options = web_sys::FocusOptions::new();
            options.set_prevent_scroll(true);
            let _ = message.focus_with_options(&options);
            self.focus_next = None;
        }
    }
}
