//! The last walk over the records: flags that follow from the orders in force, and what findings
//! count.

use super::dates::{Clock, Ordered};
use super::lines::PIECE_RECORDS;
use super::shape::{MarkerForm, Signature};
use crate::engine::thread::{Flags, HalfDay, OrderState, Record};

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
    pub(super) n_unknown_marker: u32,
    pub(super) first_unknown_marker: Option<u32>,
    /// `0:05 AM`: no phone writes that.
    pub(super) n_zero_hour: u32,
    pub(super) first_zero_hour: Option<u32>,
}

/// Sets the flags that follow from the orders in force.
pub(super) fn flag(
    records: &mut [Record],
    orders: &[Ordered],
    signatures: &[Signature],
) -> Flagged {
    let mut flagger = Flagger {
        // In some languages the hours of a half day do start at zero.
        from_twelve: signatures
            .iter()
            .map(|s| s.marker != MarkerForm::Other)
            .collect(),
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

struct Flagger {
    /// By shape: the first hour of its half days is twelve.
    from_twelve: Vec<bool>,
    flagged: Flagged,
    clock: Clock,
    /// The last time that could be read, and whether it goes to the minute only.
    before: Option<(i64, bool)>,
}

impl Flagger {
    #[inline(never)]
    fn piece(&mut self, records: &mut [Record], start: u32, orders: &[Ordered]) {
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
            let (Some(stamp), Some(ordered)) =
                (record.stamp, orders.get(usize::from(record.shape)))
            else {
                continue;
            };
            if ordered.state == OrderState::Assumed {
                record.flags.add(Flags::DATE_ORDER_ASSUMED);
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
            let Some(now) = self.clock.seconds(&stamp, ordered.order) else {
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
