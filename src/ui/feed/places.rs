//! Places of messages in the feed: their numbers, or, when some are left out, their order among the
//! others.

use std::rc::Rc;

use super::{Feed, FeedProps};
use crate::app::scroll::ScrollModel;
use crate::engine::session::protocol::Row;
use crate::engine::thread::RecordId;
use crate::say;

/// How many places there are.
pub(super) fn n_places(props: &FeedProps) -> u32 {
    match &props.rows.only {
        Some(records) => records.len() as u32,
        None => props.n_records,
    }
}

impl Feed {
    /// The place of a record; of one that is left out that of the next one that is not.
    pub(super) fn place_of(&self, record: u32) -> u32 {
        let Some(records) = &self.only else {
            return record;
        };
        let place = records.partition_point(|at| at.0 < record) as u32;
        place.min((records.len() as u32).saturating_sub(1))
    }

    /// The record at a place.
    pub(super) fn record_at(&self, place: u32) -> u32 {
        let Some(records) = &self.only else {
            return place;
        };
        let record = records.get(place as usize).or(records.last());
        record.map_or(0, |record| record.0)
    }

    /// Other messages are left out: what stands at the top stays there, or the next one.
    pub(super) fn change_places(&mut self, props: &FeedProps) {
        let at_top = self.record_at(self.model.anchor().record);
        let is_seen = |record: &u32| self.model.is_in_view(self.place_of(*record));
        let kept = self.focused.filter(is_seen).unwrap_or(at_top);
        self.only = props.rows.only.clone();
        self.model = ScrollModel::new(n_places(props));
        self.width_px = 0.0;
        self.asked = None;
        let place = self.place_of(kept);
        self.model.jump_to(place);
        self.focused = self.focused.map(|_| self.record_at(place));
    }

    /// What is left out between two messages, in words.
    pub(super) fn left_out_before(
        &self,
        record: RecordId,
        before: Option<&Rc<Row>>,
    ) -> Option<String> {
        self.only.as_ref()?;
        let n_before = match before {
            Some(before) => record.0.saturating_sub(before.record.0 + 1),
            None => record.0,
        };
        (n_before > 0).then(|| say::n_messages_not_shown(n_before))
    }
}
