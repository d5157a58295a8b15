//! Decisions about bytes of bodies being resolved: `Span`, and `Pattern` with many of the same.

use super::first::FirstAt;
use super::marks::By;
use super::places;
use super::resolve::Draft;
use crate::engine::decision::TextSpots;
use crate::engine::place::{ByteSpan, MessagePlace};

impl Draft<'_> {
    /// Withholds bytes of a message.
    pub(super) fn take_span(&mut self, number: u32, target: &MessagePlace, span: ByteSpan) {
        let view = self.view;
        for (id, at) in view.threads_of(&target.source, target.entry) {
            for (record, span) in places::spans(at.thread, target, span) {
                self.count(number, FirstAt::Record(id, record));
                self.cut(id, record, span, By::Choice, number);
            }
        }
    }

    /// Withholds the bytes of every place.
    pub(super) fn take_pattern(&mut self, number: u32, texts: &[TextSpots]) {
        for place in texts.iter().flat_map(TextSpots::places) {
            self.take_span(number, &place.target, place.span);
        }
    }
}
