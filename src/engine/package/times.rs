//! What people settled about times, for the README and the custody log: orders of dates that they
//! chose, zones that they state. Only what a recipient needs to know whose word it is.

use serde_json::json;

use super::bag::one_line;
use super::custody::Chain;
use super::plan::Material;
use super::reviewers::called;
use crate::engine::decision::DecisionLog;
use crate::engine::orders::{ZoneClaim, zone_of};
use crate::engine::thread::{Choice, Shape};
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

/// The orders that were chosen, with the numbers of their threads, from 1.
fn orders(material: &Material) -> impl Iterator<Item = (usize, &Shape, &Choice)> {
    let threads = material.plan.threads.iter().zip(1..);
    threads.flat_map(|(thread, number)| {
        let shapes = thread.thread.shapes.iter();
        shapes.filter_map(move |shape| Some((number, shape, shape.chosen.as_ref()?)))
    })
}

/// A custody line for each.
pub(super) fn custody(chain: &mut Chain, material: &Material) {
    for (number, shape, choice) in orders(material) {
        let detail = json!({
            "first_record": shape.first.0 + 1,
            "n_records": shape.n_records,
            "order": choice.order,
            "shown": shape.shown.order,
            "state": shape.shown.state,
        });
        let object = format!("thread {number}");
        let by = called(&choice.by, material.options.reviewers);
        chain.line("date-order", &by, &object, &choice.at, detail);
    }
    for (number, claim) in &material.zones {
        let object = format!("source {number}");
        let detail = json!({ "zone": claim.zone });
        let by = called(&claim.by, material.options.reviewers);
        chain.line("zone", &by, &object, &claim.at, detail);
    }
}

/// The part of the README; nothing where nobody settled anything.
pub(super) fn readme(material: &Material) -> String {
    let mut blocks: Vec<String> = orders(material)
        .map(|(number, shape, choice)| {
            format!(
                "Thread {number}, messages that start as message {} does ({} of them)\n    \
                 read as: {}\n    the text itself shows: {} ({})\n{}",
                shape.first.0 + 1,
                shape.n_records,
                choice.order.words(),
                shape.shown.order.words(),
                shape.shown.state.word(),
                decided(&called(&choice.by, material.options.reviewers), &choice.at)
            )
        })
        .collect();
    blocks.extend(material.zones.iter().map(|(number, claim)| {
        format!(
            "Source {number}, the clock of the exporting phone\n    time zone: {}\n{}",
            one_line(&claim.zone),
            decided(&called(&claim.by, material.options.reviewers), &claim.at)
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
