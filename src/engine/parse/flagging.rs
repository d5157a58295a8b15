//! The last walk over the records: flags that follow from the orders in force, and what findings
//! count.

use super::dates::{Clock, ordered};
use super::lines::PIECE_RECORDS;
use super::shape::{MarkerForm, Signature};
use super::years::Years;
use crate::engine::thread::{DateOrder, Flags, HalfDay, OrderState, RawStamp, Record, YEARS};

/// What flagging came to, and what else the last walk counts.
#[derive(Debug, Default)]
pub(super) struct Flagged {
    pub(super) n_uncertain: u32,
    pub(super) first_uncertain: Option<u32>,
    pub(super) n_missing: u32,
    pub(super) first_missing: Option<u32>,
    pub(super) n_backward: u32,
    pub(super) first_backward: Option<u32>,
    pub(super) n_unresolved: u32,
    pub(super) first_unresolved: Option<u32>,
    /// Of a year in which WhatsApp did not exist.
    pub(super) n_far: u32,
    pub(super) first_far: Option<u32>,
    pub(super) n_unknown_marker: u32,
    pub(super) first_unknown_marker: Option<u32>,
    /// `0:05 AM`: no phone writes that.
    pub(super) n_zero_hour: u32,
    pub(super) first_zero_hour: Option<u32>,
    /// Records behind the day on which the text was written, and the first of them.
    pub(super) behind_zip: (u32, Option<u32>),
    /// Years that are not written.
    pub(super) years: Years,
}

/// The flags that follow from the orders in force, and from nothing else.
const OF_ORDERS: Flags =
    Flags(Flags::BACKWARD_STEP.0 | Flags::DATE_ORDER_ASSUMED.0 | Flags::DATE_ORDER_CHOSEN.0);

/// By shape: whether the first hour of its half days is twelve. In some languages it is zero.
pub(super) fn from_twelve(signatures: &[Signature]) -> Vec<bool> {
    let is_other = |signature: &Signature| signature.marker == MarkerForm::Other;
    signatures.iter().map(|s| !is_other(s)).collect()
}

/// Sets the flags that follow from the orders in force, by shape; takes those of other orders off.
pub(super) fn flag(
    records: &mut [Record],
    orders: &[(DateOrder, OrderState)],
    from_twelve: Vec<bool>,
) -> Flagged {
    let mut flagger = Flagger {
        from_twelve,
        flagged: Flagged::default(),
        clock: Clock::default(),
        before: None,
    };
    for (piece, start) in records
        .chunks_mut(PIECE_RECORDS)
        .zip((0..).step_by(PIECE_RECORDS))
    {
        flagger.piece(piece, start, orders);
    }
    flagger.flagged
}

/// Whether the stamp names a year that it cannot.
#[inline]
fn is_far(stamp: &RawStamp, order: DateOrder) -> bool {
    ordered(stamp.date, order).is_some_and(|[year, _, _]| !YEARS.contains(&year))
}

struct Flagger {
    /// As [`from_twelve`] says.
    from_twelve: Vec<bool>,
    flagged: Flagged,
    clock: Clock,
    /// The last time that could be read, and whether it goes to the minute only.
    before: Option<(i64, bool)>,
}

impl Flagger {
    #[inline(never)]
    fn piece(&mut self, records: &mut [Record], start: u32, orders: &[(DateOrder, OrderState)]) {
        let flagged = &mut self.flagged;
        for (index, record) in (start..).zip(records) {
            if record.flags.has(Flags::BOUNDARY_UNCERTAIN) {
                flagged.n_uncertain += 1;
                flagged.first_uncertain.get_or_insert(index);
            }
            if record.flags.has(Flags::ATTACHMENT_MISSING) {
                flagged.n_missing += 1;
                flagged.first_missing.get_or_insert(index);
            }
            record.flags.0 &= !OF_ORDERS.0;
            let (Some(stamp), Some((order, state))) =
                (record.stamp, orders.get(usize::from(record.shape)))
            else {
                continue;
            };
            match state {
                // Where the text contradicts itself the reading in force is no better than assumed.
                OrderState::Assumed | OrderState::Conflict => {
                    record.flags.add(Flags::DATE_ORDER_ASSUMED);
                }
                OrderState::Chosen => record.flags.add(Flags::DATE_ORDER_CHOSEN),
                OrderState::Proven | OrderState::Corroborated => {}
            }
            if stamp.half == HalfDay::Unknown {
                record.flags.add(Flags::UNKNOWN_MARKER);
                flagged.n_unknown_marker += 1;
                flagged.first_unknown_marker.get_or_insert(index);
            }
            if stamp.hour == 0
                && matches!(stamp.half, HalfDay::Am | HalfDay::Pm)
                && self.from_twelve.get(usize::from(record.shape)) == Some(&true)
            {
                flagged.n_zero_hour += 1;
                flagged.first_zero_hour.get_or_insert(index);
            }
            if is_far(&stamp, *order) {
                flagged.n_far += 1;
                flagged.first_far.get_or_insert(index);
                continue;
            }
            let Some(now) = self.clock.seconds(&stamp, *order) else {
                flagged.n_unresolved += 1;
                flagged.first_unresolved.get_or_insert(index);
                continue;
            };
            let to_minute = stamp.second == u8::MAX;
            if let Some((last, last_to_minute)) = self.before
                && now < last
                && (!(to_minute || last_to_minute) || now.div_euclid(60) < last.div_euclid(60))
            {
                record.flags.add(Flags::BACKWARD_STEP);
                flagged.n_backward += 1;
                flagged.first_backward.get_or_insert(index);
            }
            self.before = Some((now, to_minute));
        }
    }
}
