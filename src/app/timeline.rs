//! The area "Timeline": how the thread that is read is spread over time and voices.

use std::rc::Rc;

use crate::engine::case::ThreadId;
use crate::engine::session::protocol::{Look, Tag};
use crate::engine::statistics::{Slice, Statistics, civil_of_hour};
use crate::engine::thread::RecordId;
use crate::say;

use super::effect::Effect;
use super::listing;
use super::looking::{self, LookFor};
use super::state::{Area, Screen, State};

/// What was counted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Timeline {
    /// What was asked for last.
    asked: Option<Key>,
    tag: Option<Tag>,
    /// The newest counts, and of which thread they are.
    pub counted: Option<(ThreadId, Rc<Statistics>)>,
}

/// What the counts depend on: the thread, the log (it settles how dates are read), and the worker
/// that holds the records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Key {
    thread: ThreadId,
    revision: u32,
    n_restarts: u32,
}

/// What happened in the area.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TimelineAction {
    /// The messages behind a number or a mark.
    MessagesWanted {
        /// Which.
        slice: Slice,
        /// What they are, for people.
        title: String,
    },
}

/// What happened in the area.
pub(super) fn update(state: &mut State, action: TimelineAction) -> Vec<Effect> {
    match action {
        TimelineAction::MessagesWanted { slice, title } => listing::wanted(state, slice, title),
    }
}

/// Asks for counts when the area is shown and what they depend on changed.
pub(super) fn follow(state: &mut State) -> Vec<Effect> {
    if state.area != Area::Timeline || state.screen != Screen::Case {
        return Vec::new();
    }
    let Some(thread) = state.reading.as_ref().map(|reading| reading.thread) else {
        return Vec::new();
    };
    let key = Key {
        thread,
        revision: state.log.revision(),
        n_restarts: state.n_restarts,
    };
    if state.timeline.asked == Some(key) {
        return Vec::new();
    }
    let (tag, effect) = looking::ask(state, LookFor::Timeline, Look::Statistics { thread });
    state.timeline.asked = Some(key);
    state.timeline.tag = Some(tag);
    vec![effect]
}

/// The counts came.
pub(super) fn counted(state: &mut State, tag: Tag, counted: Statistics) -> Vec<Effect> {
    let timeline = &mut state.timeline;
    if let (true, Some(key)) = (timeline.tag == Some(tag), timeline.asked) {
        timeline.counted = Some((key.thread, Rc::new(counted)));
    }
    Vec::new()
}

/// Hits by bin, and hits on messages without a time.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HitMarks {
    /// Messages with a hit, by number of bin.
    pub bins: Vec<u32>,
    /// Messages with a hit that stand in no bin.
    pub n_unresolved: u32,
}

/// Where the messages with a hit stand on the strip. `records` are in file order.
pub fn hit_marks(counted: &Statistics, records: &[RecordId]) -> HitMarks {
    let mut marks = HitMarks {
        bins: vec![0; counted.bins.len()],
        n_unresolved: 0,
    };
    for record in records {
        let bin = counted.bin_of(*record);
        match bin.and_then(|bin| marks.bins.get_mut(bin as usize)) {
            Some(bin) => *bin += 1,
            None => marks.n_unresolved += 1,
        }
    }
    marks
}

/// A stretch of time in words: `3 March 2024`, `3 March 2024, 10 to 12 h`, `3 to 9 March 2024`.
pub fn hours_in_words(from: i64, to: i64) -> String {
    let last = to.saturating_sub(1).max(from);
    let (first_day, last_day) = (day_in_words(from), day_in_words(last));
    if first_day != last_day {
        return say::first_day_to_last_day(first_day, last_day);
    }
    if to.saturating_sub(from) >= 24 {
        return first_day;
    }
    let (_, _, _, begin) = civil_of_hour(from);
    let (_, _, _, end) = civil_of_hour(last);
    say::first_day_begin_00_to_end_59(
        first_day,
        format_args!("{:02}", begin),
        format_args!("{:02}", end),
    )
}

/// The day of an hour: `2024-03-03`.
pub fn day_in_words(hour: i64) -> String {
    let (year, month, day, _) = civil_of_hour(hour);
    format!("{year:04}-{month:02}-{day:02}")
}

/// A length of time for people: `3 days 4 hours`, `26 hours`.
pub fn length_in_words(seconds: i64) -> String {
    let hours = u32::try_from(seconds / 3600).unwrap_or(u32::MAX);
    if hours < 48 {
        return say::n_hours(hours);
    }
    let days = say::n_days(hours / 24);
    match hours % 24 {
        0 => days,
        rest => format!("{days} {}", say::n_hours(rest)),
    }
}

/// The days of the week, Monday first.
pub fn weekdays() -> [&'static str; 7] {
    [
        say::monday(),
        say::tuesday(),
        say::wednesday(),
        say::thursday(),
        say::friday(),
        say::saturday(),
        say::sunday(),
    ]
}
