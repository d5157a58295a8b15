//! I006: the clock goes back from one message to the next.

use crate::engine::compliance::catalogue::{Code, Severity};
use crate::engine::compliance::counting::n_of;
use crate::engine::compliance::day::{Day, clock_text};
use crate::engine::compliance::draft::{Draft, Drafts};
use crate::engine::compliance::ground::{Ground, ThreadGround};
use crate::engine::thread::RecordId;

/// A step of this many seconds is one.
const LEAST: i64 = 61;
/// Below this, near a change of clocks or of zones, it matters little.
const SHORT: i64 = 2 * 3600;
/// A move to another zone is a step of half hours, give or take this. Units: seconds.
const GIVE: i64 = 300;

pub(super) fn check(ground: &Ground, thread: &ThreadGround, drafts: &mut Drafts) {
    let mut before: Option<(i64, RecordId)> = None;
    for number in 0..thread.thread.n_records() {
        let id = RecordId(number);
        let Some(time) = thread.time(id) else {
            continue;
        };
        if let Some((last, at)) = before
            && last - time >= LEAST
        {
            let step = last - time;
            let near = nearby(ground, thread, time, step);
            let severity = if step < SHORT && near.is_some() {
                Severity::Low
            } else {
                Severity::Medium
            };
            let why = format!(
                "the clock goes back by {} from {} to {}{}",
                words(step),
                clock_text(last),
                clock_text(time),
                near.map_or_else(String::new, |near| format!("; {near}"))
            );
            let draft = Draft::new(Code::I006, why)
                .at(thread.id, id)
                .at(thread.id, at);
            drafts.push(draft.severe(severity).number("seconds", step));
        }
        before = Some((time, id));
    }
}

fn words(seconds: i64) -> String {
    match seconds {
        ..3600 => format!("{} min {} s", seconds / 60, seconds % 60),
        3600..86_400 => format!("{} h {} min", seconds / 3600, seconds % 3600 / 60),
        _days => format!(
            "{} {} h",
            n_of(seconds / 86_400, "day", "days"),
            seconds % 86_400 / 3600
        ),
    }
}

/// What may explain the step.
fn nearby(ground: &Ground, thread: &ThreadGround, time: i64, step: i64) -> Option<&'static str> {
    if ground.clock_changes_near(thread, time) {
        return Some("the clocks of the zone that was stated were changed then");
    }
    if is_usual_night(Day::of_seconds(time)) {
        return Some("clocks are put back around that night in many countries");
    }
    let off = step % 1800;
    let is_zone = step >= 1800 - GIVE && (off <= GIVE || off >= 1800 - GIVE);
    is_zone.then_some("a step of half hours: the phone may have moved to another zone")
}

/// The last Sunday of October and the first of November, and the day before and after.
fn is_usual_night(day: Day) -> bool {
    (-1..=1).any(|step| {
        let day = Day(day.0 + step);
        let text = day.to_string();
        let (month, number) = (
            text.get(5..7),
            text.get(8..10).and_then(|number| number.parse::<u8>().ok()),
        );
        let is_sunday = day.weekday() == 6;
        is_sunday
            && matches!(
                (month, number),
                (Some("10"), Some(25..=31)) | (Some("11"), Some(1..=7)) | (Some("04"), Some(1..=7))
            )
    })
}
