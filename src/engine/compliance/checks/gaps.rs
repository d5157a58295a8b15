//! C008: silence, by what is usual in the thread or by a rule.

use super::caps;
use crate::engine::compliance::catalogue::Code;
use crate::engine::compliance::counting::n_of;
use crate::engine::compliance::day::clock_text;
use crate::engine::compliance::draft::{Draft, Drafts};
use crate::engine::compliance::ground::{Ground, NO_TIME, ThreadGround};
use crate::engine::compliance::policy::RuleKind;
use crate::engine::compliance::quoting::quoted;
use crate::engine::compliance::roster::title_fits;
use crate::engine::thread::RecordId;

const DAY: i64 = 86_400;
/// Threads with fewer messages have no habit.
const LEAST_MESSAGES: u32 = 200;

pub(super) fn check(ground: &Ground, thread: &ThreadGround, drafts: &mut Drafts) {
    if thread.thread.n_messages() >= LEAST_MESSAGES {
        let usual = caps::usual_gap(&caps::gaps(thread));
        let least = (7 * DAY).max(3 * usual);
        each_over(thread, least, &mut |from, to, gap| {
            let why = format!(
                "nothing was written for {} from {} to {}; gaps of more than {} are rare here",
                n_of(gap / DAY, "day", "days"),
                clock_text(from.1),
                clock_text(to.1),
                n_of((usual + 3599) / 3600, "hour", "hours")
            );
            let draft = Draft::new(Code::C008, why)
                .at(thread.id, to.0)
                .at(thread.id, from.0);
            drafts.push(
                draft
                    .number("days", gap / DAY)
                    .number("over days", least / DAY),
            );
        });
    }
    let is_running = ground
        .policy
        .running_threads
        .iter()
        .any(|pattern| title_fits(pattern, &thread.title));
    for (number, rule) in ground.policy.rules.iter().enumerate() {
        let RuleKind::Silence { min_days } = rule.kind else {
            continue;
        };
        if !rule.enabled || !is_running || !super::super::scan::in_thread(ground, thread, rule) {
            continue;
        }
        each_over(thread, i64::from(min_days) * DAY, &mut |from, to, gap| {
            let why = format!(
                "{} should be running, and nothing was written for {} from {} on",
                quoted(&thread.title),
                n_of(gap / DAY, "day", "days"),
                clock_text(from.1)
            );
            let mut draft = Draft::new(Code::C008, why)
                .at(thread.id, to.0)
                .at(thread.id, from.0)
                .severe(rule.severity);
            draft.rule = Some(number);
            drafts.push(draft.number("days", gap / DAY).number("allowed", min_days));
        });
    }
}

type End = (RecordId, i64);

fn each_over(thread: &ThreadGround, least: i64, told: &mut dyn FnMut(End, End, i64)) {
    let mut last: Option<End> = None;
    for (number, time) in (0..).zip(&thread.times) {
        if *time == NO_TIME {
            continue;
        }
        let now = (RecordId(number), *time);
        if let Some(before) = last
            && now.1 - before.1 > least
        {
            told(before, now, now.1 - before.1);
        }
        last = Some(now);
    }
}
