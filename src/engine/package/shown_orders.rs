//! The order of day and month in threads of which messages are withheld with their heads: only what
//! the stamps that are shown prove. Else a reader would learn from times that are resolved, or from
//! flags, what a withheld stamp alone can have proved. Years that an export leaves out are inferred from
//! all stamps that follow, so in such threads they stay unresolved. Where of times only periods are
//! left, no stamp is shown that proves anything.

use std::rc::Rc;

use crate::engine::case::{Case, ThreadId};
use crate::engine::decision::{Coarse, DecisionKind, DecisionLog};
use crate::engine::redact::Redactions;
use crate::engine::thread::{
    DateOrder, Flags, HalfDay, NO_YEAR, OrderState, RawStamp, RecordId, Thread,
};

/// Settles anew the orders of these threads. Cost: nothing where no head and no day is withheld; else
/// linear in the records of the thread.
pub(super) fn apply(case: &mut Case, log: &DecisionLog) {
    apply_gone(case, log);
    apply_periods(case, log);
}

/// Where of times only periods are left, the orders stay in force, so that days are told apart, but
/// nothing is said to show them.
fn apply_periods(case: &mut Case, log: &DecisionLog) {
    for one in log.standing() {
        let DecisionKind::TimeCoarse {
            source,
            entry,
            to: Coarse::Period,
            ..
        } = &one.kind
        else {
            continue;
        };
        let sources = case.sources.iter_mut().filter(|open| open.id == *source);
        let threads = sources.flat_map(|open| &mut open.threads);
        for thread in threads.filter(|thread| thread.entry == *entry) {
            for shape in &mut Rc::make_mut(thread).shapes {
                if let Some(first) = shape.possible.first() {
                    shape.shown.order = *first;
                    shape.shown.state = OrderState::Assumed;
                }
            }
        }
    }
}

fn apply_gone(case: &mut Case, log: &DecisionLog) {
    let is_gone = |kind: &DecisionKind| matches!(kind, DecisionKind::MessageGone { .. });
    if !log.standing().iter().any(|one| is_gone(&one.kind)) {
        return;
    }
    let redactions = Redactions::resolve(case, log);
    let sources = case.sources.iter_mut();
    for (thread, id) in sources.flat_map(|source| &mut source.threads).zip(0..) {
        let id = ThreadId(id);
        if redactions.any_gone(id) {
            settle(Rc::make_mut(thread), |record| {
                redactions.is_gone(id, record)
            });
        }
    }
}

fn settle(thread: &mut Thread, is_gone: impl Fn(RecordId) -> bool) {
    take_years_back(thread);
    for index in 0..thread.shapes.len() {
        let Some(shape) = thread.shapes.get(index) else {
            return;
        };
        let left: Vec<DateOrder> = shape
            .possible
            .iter()
            .copied()
            .filter(|order| fits_all(thread, index, *order, &is_gone))
            .collect();
        // What contradicts itself is read as what shows nothing.
        let (order, state) = match left.as_slice() {
            [order] => (Some(*order), OrderState::Proven),
            _none_or_several => (shape.possible.first().copied(), OrderState::Assumed),
        };
        if let Some(order) = order {
            put(thread, index, order, state);
        }
    }
}

fn take_years_back(thread: &mut Thread) {
    for record in &mut thread.records {
        if record.flags.has(Flags::YEAR_INFERRED)
            && let Some(stamp) = &mut record.stamp
        {
            // Where the year stands, in every order in which it can be left out.
            stamp.date[2] = NO_YEAR;
            record.flags.0 &= !Flags::YEAR_INFERRED.0;
        }
    }
}

/// Whether every shown stamp of a shape is a day under that order. What is no day under any speaks
/// for none.
fn fits_all(
    thread: &Thread,
    index: usize,
    order: DateOrder,
    is_gone: &impl Fn(RecordId) -> bool,
) -> bool {
    let possible = thread.shapes.get(index).map(|shape| &shape.possible);
    let mut known: Option<([u16; 3], bool)> = None;
    thread.records.iter().zip(0..).all(|(record, number)| {
        let is_other = usize::from(record.shape) != index || is_gone(RecordId(number));
        let Some(stamp) = record.stamp.as_ref().filter(|_| !is_other) else {
            return true;
        };
        // Neighbours share their day.
        match known {
            Some((date, fits)) if date == stamp.date => fits,
            _other => {
                let none = |possible: &Vec<DateOrder>| possible.iter().all(|o| !is_day(stamp, *o));
                let fits = is_day(stamp, order) || possible.is_none_or(none);
                known = Some((stamp.date, fits));
                fits
            }
        }
    })
}

fn is_day(stamp: &RawStamp, order: DateOrder) -> bool {
    let noon = RawStamp {
        hour: 12,
        half: HalfDay::None,
        ..*stamp
    };
    noon.civil(order).is_some()
}

fn put(thread: &mut Thread, index: usize, order: DateOrder, state: OrderState) {
    let Some(shape) = thread.shapes.get_mut(index) else {
        return;
    };
    shape.shown.order = order;
    shape.shown.state = state;
    // A choice of what is proven changes nothing but who says so, as when all stamps are shown.
    let (order, state) = match &shape.chosen {
        Some(choice) if choice.order != order || state != OrderState::Proven => {
            (choice.order, OrderState::Chosen)
        }
        Some(_) | None => (order, state),
    };
    (shape.order, shape.state) = (order, state);
    for record in &mut thread.records {
        if usize::from(record.shape) == index && record.stamp.is_some() {
            record.flags.0 &= !(Flags::DATE_ORDER_ASSUMED.0 | Flags::DATE_ORDER_CHOSEN.0);
            match state {
                OrderState::Assumed => record.flags.add(Flags::DATE_ORDER_ASSUMED),
                OrderState::Chosen => record.flags.add(Flags::DATE_ORDER_CHOSEN),
                OrderState::Proven | OrderState::Corroborated | OrderState::Conflict => {}
            }
        }
    }
}
