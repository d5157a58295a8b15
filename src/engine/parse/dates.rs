//! In which order day, month and year stand, how well that is known, and why.
//!
//! The language of the text is never evidence. A field above twelve, or the exact time in a media
//! file's name, proves; clock steps and stored days only corroborate; otherwise the order is
//! assumed and every date says so.

use std::cmp::Ordering;

use super::evidence::Evidence;
use super::shape::{DateForm, MarkerForm, ShapeTable, Signature};
use crate::engine::thread::{DateOrder, HalfDay, NO_YEAR, OrderState, RawStamp, Record, YEARS};

/// The first and the last of [`YEARS`].
pub(super) const FIRST_YEAR: u16 = *YEARS.start();
pub(super) const LAST_YEAR: u16 = *YEARS.end();

/// What was settled for a shape.
#[derive(Debug, Clone)]
pub(super) struct Ordered {
    pub(super) order: DateOrder,
    pub(super) state: OrderState,
    pub(super) why: Why,
}

/// Why an order is in force. Numbers are record indices from 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Why {
    /// This field of this record can only be a day.
    Field { record: u32, day: u16 },
    /// The name of this record's file carries the full date.
    MediaName { record: u32 },
    /// The month is written as a name, first in this record.
    NamedMonth { record: u32 },
    /// Other readings give years before 2009.
    Years { record: u32 },
    /// The first fields lie closer together than the last, as years do.
    YearsVaryLess,
    /// Steps back of the clock under this reading and the other.
    Steps { these: u32, others: u32 },
    /// Days in the names of files that fit this reading only.
    StoredDays { n: u32 },
    /// Read the other way, this record lies behind the day on which the zip says it was written.
    WrittenBefore { record: u32 },
    /// Only habit.
    Habit,
    /// Two records that contradict each other.
    Conflict { one: u32, other: u32 },
}

/// The reading of each shape by its plainest evidence, for tests that run before it is settled.
pub(super) fn quick_orders(shapes: &ShapeTable) -> Vec<DateOrder> {
    let both = shapes.signatures.iter().zip(&shapes.counts);
    both.map(|(signature, counts)| {
        let usual = signature.usual_order();
        if matches!(signature.date, DateForm::YearFirst | DateForm::Named) {
            return usual;
        }
        match counts.n_first_above.cmp(&counts.n_second_above) {
            Ordering::Greater if usual == DateOrder::Ymd => DateOrder::Ymd,
            Ordering::Greater => DateOrder::Dmy,
            Ordering::Less => DateOrder::Mdy,
            Ordering::Equal => usual,
        }
    })
    .collect()
}

/// Decides from all evidence of one shape.
pub(super) fn decide(signature: Signature, evidence: &Evidence) -> Ordered {
    let found = |order, state, why| Ordered { order, state, why };
    match signature.date {
        DateForm::Named => {
            let record = evidence.first_record;
            let why = Why::NamedMonth { record };
            return found(DateOrder::Dmy, OrderState::Proven, why);
        }
        DateForm::YearFirst => return decide_year_first(evidence),
        DateForm::YearLast | DateForm::Short | DateForm::NoYear => {}
    }
    if signature.date == DateForm::Short
        && let (Some((DateOrder::Ymd, record)), Some(_)) =
            (evidence.by_media_name(), evidence.year_may_be_first())
    {
        let why = Why::MediaName { record };
        return found(DateOrder::Ymd, OrderState::Proven, why);
    }
    if signature.date == DateForm::Short
        && let Some(record) = evidence.year_only_first
    {
        return found(
            DateOrder::Ymd,
            OrderState::Corroborated,
            Why::Years { record },
        );
    }
    if signature.may_start_with_short_year()
        && evidence.by_media_name().is_none()
        && let Some(varies_less) = evidence.year_may_be_first()
    {
        // A first field above twelve is a day as well as a year here.
        let (order, state) = match varies_less {
            Some(true) => (DateOrder::Ymd, OrderState::Corroborated),
            None => (DateOrder::Ymd, OrderState::Assumed),
            Some(false) => (DateOrder::Dmy, OrderState::Assumed),
        };
        let why = match state {
            OrderState::Corroborated => Why::YearsVaryLess,
            _assumed => Why::Habit,
        };
        return found(order, state, why);
    }
    let by_field = match (evidence.first_above, evidence.second_above) {
        (Some(first), None) => Some((DateOrder::Dmy, first)),
        (None, Some(second)) => Some((DateOrder::Mdy, second)),
        (Some(first), Some(second)) => {
            let order = if evidence.n_first_above >= evidence.n_second_above {
                DateOrder::Dmy
            } else {
                DateOrder::Mdy
            };
            let (one, other) = (first.0, second.0);
            return found(order, OrderState::Conflict, Why::Conflict { one, other });
        }
        (None, None) => None,
    };
    let by_name = evidence.by_media_name();
    match (by_field, by_name) {
        (Some((order, (one, _))), Some((named, other))) if named != order => {
            return found(order, OrderState::Conflict, Why::Conflict { one, other });
        }
        (Some((order, (record, day))), _) => {
            return found(order, OrderState::Proven, Why::Field { record, day });
        }
        (None, Some((order, record))) => {
            return found(order, OrderState::Proven, Why::MediaName { record });
        }
        (None, None) => {}
    }
    decide_without_proof(signature, evidence)
}

fn decide_year_first(evidence: &Evidence) -> Ordered {
    let (state, why) = match (evidence.day_above, evidence.month_above) {
        (Some((record, day)), None) => (OrderState::Proven, Why::Field { record, day }),
        (Some((one, _)), Some((other, _))) => (OrderState::Conflict, Why::Conflict { one, other }),
        (None, Some((other, _))) => {
            let one = evidence.first_record;
            (OrderState::Conflict, Why::Conflict { one, other })
        }
        (None, None) => match evidence.by_media_name() {
            Some((_, record)) => (OrderState::Proven, Why::MediaName { record }),
            None => (OrderState::Assumed, Why::Habit),
        },
    };
    Ordered {
        order: DateOrder::Ymd,
        state,
        why,
    }
}

fn decide_without_proof(signature: Signature, evidence: &Evidence) -> Ordered {
    let (dmy, mdy) = (evidence.steps_dmy, evidence.steps_mdy);
    let clear = |fewer: u32, more: u32| fewer * 5 <= more && more - fewer >= 3;
    let by_steps = if clear(dmy.min(mdy), dmy.max(mdy)) {
        Some(if dmy < mdy {
            DateOrder::Dmy
        } else {
            DateOrder::Mdy
        })
    } else {
        None
    };
    let by_days = match (evidence.n_stored_dmy, evidence.n_stored_mdy) {
        (n, 0) if n >= 3 => Some((DateOrder::Dmy, n)),
        (0, n) if n >= 3 => Some((DateOrder::Mdy, n)),
        _unclear => None,
    };
    let by_zip = match (evidence.late_dmy, evidence.late_mdy) {
        (None, Some(record)) => Some((DateOrder::Dmy, Why::WrittenBefore { record })),
        (Some(record), None) => Some((DateOrder::Mdy, Why::WrittenBefore { record })),
        _both_or_none => None,
    };
    let by_steps = by_steps.map(|order| {
        let these = dmy.min(mdy);
        let others = dmy.max(mdy);
        (order, Why::Steps { these, others })
    });
    let by_days = by_days.map(|(order, n)| (order, Why::StoredDays { n }));
    let mut hints = [by_steps, by_days, by_zip].into_iter().flatten();
    let Some((order, why)) = hints.next() else {
        return assumed(signature);
    };
    if hints.any(|(other, _)| other != order) {
        return assumed(signature);
    }
    Ordered {
        order,
        state: OrderState::Corroborated,
        why,
    }
}

fn assumed(signature: Signature) -> Ordered {
    Ordered {
        order: signature.usual_order(),
        state: OrderState::Assumed,
        why: Why::Habit,
    }
}

/// Year, month, day under an order; two-digit years are 2000 and up. `None` when there is no year.
#[inline]
pub(super) fn ordered(date: [u16; 3], order: DateOrder) -> Option<[u16; 3]> {
    let [a, b, c] = date;
    let [year, month, day] = match order {
        DateOrder::Dmy => [c, b, a],
        DateOrder::Mdy => [c, a, b],
        DateOrder::Ymd => [a, b, c],
    };
    let year = if year < 100 { year + 2000 } else { year };
    (year != NO_YEAR).then_some([year, month, day])
}

/// Days since 1970 of a real date; `None` when there is no such day.
#[inline]
pub(super) fn day_number([year, month, day]: [u16; 3]) -> Option<i64> {
    let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    let longest = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _none => return None,
    };
    if day == 0 || day > longest {
        return None;
    }
    // Years from March, so that the leap day comes last.
    let y = i64::from(year) - i64::from(month <= 2);
    let m = (i64::from(month) + 9) % 12;
    let in_year = (153 * m + 2) / 5 + i64::from(day) - 1;
    let era = y.div_euclid(400);
    let in_era = y.rem_euclid(400);
    Some(era * 146_097 + in_era * 365 + in_era / 4 - in_era / 100 + in_year - 719_468)
}

/// Whether two dates have the same fields.
#[inline]
pub(super) fn same_date(one: [u16; 3], other: [u16; 3]) -> bool {
    (one[0] ^ other[0]) | (one[1] ^ other[1]) | (one[2] ^ other[2]) == 0
}

/// Reads clocks, and remembers the last day: neighbours share it.
#[derive(Debug, Default)]
pub(super) struct Clock {
    last: Option<([u16; 3], DateOrder, Option<i64>)>,
}

impl Clock {
    /// Seconds on the civil line; `None` when the date is not one or half of the day is unknown.
    #[inline]
    pub(super) fn seconds(&mut self, stamp: &RawStamp, order: DateOrder) -> Option<i64> {
        let day = match self.last {
            Some((date, last_order, day)) if same_date(date, stamp.date) && last_order == order => {
                day
            }
            _other => self.turn(stamp.date, order),
        };
        let hour = match stamp.half {
            HalfDay::None => stamp.hour,
            HalfDay::Am => stamp.hour % 12,
            HalfDay::Pm => stamp.hour % 12 + 12,
            HalfDay::Unknown => return None,
        };
        let second = match stamp.second {
            u8::MAX => 0,
            second => second,
        };
        let in_day = u32::from(hour) * 3600 + u32::from(stamp.minute) * 60 + u32::from(second);
        Some(day? * 86_400 + i64::from(in_day))
    }

    /// Turns to another day.
    #[cold]
    fn turn(&mut self, date: [u16; 3], order: DateOrder) -> Option<i64> {
        let day = ordered(date, order).and_then(day_number);
        self.last = Some((date, order, day));
        day
    }

    /// Minutes on the civil line, for dates WhatsApp can have written.
    #[inline]
    pub(super) fn minutes(&mut self, stamp: &RawStamp, order: DateOrder) -> Option<i64> {
        likely_day(stamp.date, order)?;
        Some(self.seconds(stamp, order)?.div_euclid(60))
    }
}

/// Days since 1970 of a date WhatsApp can have written.
pub(super) fn likely_day(date: [u16; 3], order: DateOrder) -> Option<i64> {
    let date = ordered(date, order)?;
    let likely = (FIRST_YEAR..=LAST_YEAR).contains(&date[0]);
    day_number(date).filter(|_| likely)
}

/// Words in no table beside times that go past twelve mean nothing; beside others they may mean
/// half of the day, and stay unknown. Settled for a whole shape, where no word of it is known.
pub(super) fn settle_unknown_words(records: &mut [Record], shapes: &ShapeTable) {
    let mut unknown: Vec<bool> = shapes
        .signatures
        .iter()
        .map(|signature| signature.marker == MarkerForm::Other)
        .collect();
    if !unknown.contains(&true) {
        return;
    }
    let mut past_twelve = vec![false; unknown.len()];
    for record in records.iter() {
        let shape = usize::from(record.shape);
        let (Some(stamp), Some(unknown), Some(past)) = (
            record.stamp,
            unknown.get_mut(shape),
            past_twelve.get_mut(shape),
        ) else {
            continue;
        };
        *unknown &= stamp.half == HalfDay::Unknown;
        *past |= stamp.hour == 0 || stamp.hour > 12;
    }
    for record in records.iter_mut() {
        let shape = usize::from(record.shape);
        if unknown.get(shape) == Some(&true)
            && past_twelve.get(shape) == Some(&true)
            && let Some(stamp) = &mut record.stamp
        {
            stamp.half = HalfDay::None;
        }
    }
}
