//! Orders that people chose, put into force for a thread that was read. What the text itself shows
//! stays beside them, so that a choice can be taken back.

use super::flagging::flag;
use super::order_report::{findings, of_refused};
use super::orders::behind_zip;
use super::report::Reporter;
use super::years::infer;
use super::{Names, OrderChoice};
use crate::engine::finding::Finding;
use crate::engine::thread::{Choice, OrderState, Shape, Thread};

/// Why a choice is not in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refusal {
    /// No message starts at its place.
    NoMessage,
    /// Stamps of that shape cannot be read so.
    NotPossible,
}

/// What a list of choices comes to.
#[derive(Debug, Default, PartialEq, Eq)]
struct Wanted {
    /// By number of shape: of several, the last.
    by_shape: Vec<Option<Choice>>,
    refused: Vec<(Choice, Refusal)>,
}

fn wanted(thread: &Thread, choices: &[OrderChoice]) -> Wanted {
    let mut wanted = Wanted {
        by_shape: vec![None; thread.shapes.len()],
        refused: Vec::new(),
    };
    for OrderChoice { byte_start, choice } in choices {
        let record = thread.record_at_origin(*byte_start);
        let record = record.and_then(|id| thread.record(id));
        let index = record
            .filter(|record| record.stamp.is_some())
            .map(|record| usize::from(record.shape));
        let shape = index.and_then(|index| thread.shapes.get(index).zip(Some(index)));
        let refusal = match shape {
            None => Refusal::NoMessage,
            Some((shape, _)) if !shape.possible.contains(&choice.order) => Refusal::NotPossible,
            Some((_, index)) => {
                if let Some(slot) = wanted.by_shape.get_mut(index) {
                    *slot = Some(choice.clone());
                }
                continue;
            }
        };
        wanted.refused.push((choice.clone(), refusal));
    }
    wanted
}

/// See [`super::needs_choosing`].
pub(super) fn needs_choosing(thread: &Thread, choices: &[OrderChoice]) -> bool {
    let wanted = wanted(thread, choices);
    let now = thread.shapes.iter().map(|shape| &shape.chosen);
    !wanted.refused.is_empty() || !wanted.by_shape.iter().eq(now)
}

/// See [`super::choose_orders`].
pub(super) fn choose(
    names: &dyn Names,
    thread: &mut Thread,
    choices: &[OrderChoice],
) -> Vec<Finding> {
    let wanted = wanted(thread, choices);
    for (shape, chosen) in thread.shapes.iter_mut().zip(wanted.by_shape) {
        put(shape, chosen);
    }
    let in_force: Vec<_> = thread.shapes.iter().map(|s| (s.order, s.state)).collect();
    let orders: Vec<_> = thread.shapes.iter().map(|shape| shape.order).collect();
    let forms: Vec<_> = thread.shapes.iter().map(|shape| shape.year).collect();
    let written_on = names.written_on(thread.entry);
    let years = infer(&mut thread.records, &orders, &forms, written_on);
    // Hours of half days follow from no order: that finding stays as it is.
    let mut flagged = flag(&mut thread.records, &in_force, Vec::new());
    flagged.years = years;
    flagged.behind_zip = behind_zip(&thread.records, &orders, written_on);
    let mut report = Reporter::new(names, thread);
    findings(&mut report, &flagged);
    of_refused(&mut report, &wanted.refused);
    report.into_list()
}

/// A choice of what the text itself proves changes nothing but who says so.
fn put(shape: &mut Shape, chosen: Option<Choice>) {
    let shown = &shape.shown;
    (shape.order, shape.state) = match &chosen {
        None => (shown.order, shown.state),
        Some(choice) if choice.order == shown.order && shown.state == OrderState::Proven => {
            (shown.order, shown.state)
        }
        Some(choice) => (choice.order, OrderState::Chosen),
    };
    shape.chosen = chosen;
}
