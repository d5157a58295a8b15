//! What people settled about times, for the README and the custody log: orders of dates that they
//! chose, zones that they state. Only what a recipient needs to know whose word it is.

use serde_json::json;

use super::bag::one_line;
use super::custody::Chain;
use super::plan::{Material, PlannedThread};
use super::reviewers::called;
use crate::engine::decision::DecisionLog;
use crate::engine::orders::{ZoneClaim, zone_of};
use crate::engine::thread::{Choice, RecordId, Shape};
use crate::engine::time::Instant;

/// Zones that were stated, with the numbers of their sources in the package, from 1.
pub(super) type Zones = Vec<(usize, ZoneClaim)>;

/// The zones that stand in `log` for the sources of the package, in its order.
pub(super) fn zones(material: &Material, log: &DecisionLog) -> Zones {
    let sources = material.plan.sources().into_iter().enumerate();
    sources
        .filter_map(|(number, source)| {
            let id = &material.case.sources.get(source)?.id;
            Some((number + 1, zone_of(log, id)?))
        })
        .collect()
}

/// An order that was chosen.
struct Order<'a> {
    /// Number of the thread, from 1.
    thread: usize,
    /// Number of the first message that starts so and shows its head, from 1.
    first: u32,
    /// How many there are.
    n_records: u32,
    shape: &'a Shape,
    choice: &'a Choice,
}

/// The orders that were chosen. A message that is withheld with its head is not counted: how it
/// starts is withheld, too.
fn orders(material: &Material) -> impl Iterator<Item = Order<'_>> {
    let threads = material.plan.threads.iter().zip(1..);
    threads.flat_map(move |(planned, number)| {
        let shapes = planned.thread.shapes.iter().enumerate();
        shapes.filter_map(move |(index, shape)| {
            let choice = shape.chosen.as_ref()?;
            let (first, n_records) = if material.redactions.any_gone(planned.id) {
                shown_with(material, planned, index)?
            } else {
                (shape.first.0 + 1, shape.n_records)
            };
            Some(Order {
                thread: number,
                first,
                n_records,
                shape,
                choice,
            })
        })
    })
}

/// The first message whose stamp has that shape and is shown, from 1, and how many have.
fn shown_with(material: &Material, planned: &PlannedThread, shape: usize) -> Option<(u32, u32)> {
    let mut records = (0..planned.thread.n_records()).map(RecordId).filter(|id| {
        let record = planned.thread.record(*id);
        record.is_some_and(|record| record.stamp.is_some() && record.shape as usize == shape)
            && !material.redactions.is_gone(planned.id, *id)
    });
    let first = records.next()?;
    Some((first.0 + 1, records.count() as u32 + 1))
}

/// A custody line for each.
pub(super) fn custody(chain: &mut Chain, material: &Material) {
    let reviewers = material.options.reviewers;
    for order in orders(material) {
        let Order { shape, choice, .. } = order;
        let detail = json!({
            "first_record": order.first,
            "n_records": order.n_records,
            "order": choice.order,
            "shown": shape.shown.order,
            "state": shape.shown.state,
        });
        let object = format!("thread {}", order.thread);
        chain.line(
            "date-order",
            &called(&choice.by, reviewers),
            &object,
            &choice.at,
            detail,
        );
    }
    for (number, claim) in &material.zones {
        let object = format!("source {number}");
        let detail = json!({ "zone": claim.zone });
        chain.line(
            "zone",
            &called(&claim.by, reviewers),
            &object,
            &claim.at,
            detail,
        );
    }
}

/// The part of the README; nothing where nobody settled anything.
pub(super) fn readme(material: &Material) -> String {
    let reviewers = material.options.reviewers;
    let mut blocks: Vec<String> = orders(material)
        .map(|order| {
            let Order {
                thread,
                first,
                n_records,
                shape,
                choice,
            } = order;
            format!(
                "Thread {thread}, messages that start as message {first} does ({n_records} of them)\n    \
                 read as: {}\n    the text itself shows: {} ({})\n{}",
                choice.order.words(),
                shape.shown.order.words(),
                shape.shown.state.word(),
                decided(&called(&choice.by, reviewers), &choice.at)
            )
        })
        .collect();
    blocks.extend(material.zones.iter().map(|(number, claim)| {
        format!(
            "Source {number}, the clock of the exporting phone\n    time zone: {}\n{}",
            one_line(&claim.zone),
            decided(&called(&claim.by, reviewers), &claim.at)
        )
    }));
    if blocks.is_empty() {
        return String::new();
    }
    format!(
        "\nHOW TIMES ARE READ\n\nSomebody settled what stands here, and nobody checked it. Stamps stand in every\n\
         file as they were written, and a zone changes no time.\n\n{}",
        blocks.join("\n")
    )
}

fn decided(by: &str, at: &str) -> String {
    let date = Instant::from_rfc3339(at).map_or_else(|_| String::new(), |at| at.utc_date());
    format!("    decided by: {}\n    decided on: {date}\n", one_line(by))
}
