//! What the stamps and file names of one header shape say about the order of their fields.

use super::dates::{Clock, FIRST_YEAR, LAST_YEAR, day_number, same_date};
use super::media_name::{MediaName, media_name};
use crate::engine::thread::{Attachment, DateOrder, HalfDay, RawStamp, Record};

/// A record by its index from 0, and the field that speaks.
type Field = (u32, u16);

/// Everything that speaks for an order, gathered over the records of one shape.
#[derive(Debug, Default, Clone)]
pub(super) struct Evidence {
    pub(super) n_records: u32,
    pub(super) first_record: u32,
    /// First fields above twelve: how many, and where first.
    pub(super) n_first_above: u32,
    pub(super) first_above: Option<Field>,
    pub(super) n_second_above: u32,
    pub(super) second_above: Option<Field>,
    /// For stamps with the year first: third fields, and second ones, above twelve.
    pub(super) day_above: Option<Field>,
    pub(super) month_above: Option<Field>,
    /// A record whose year stands first, since the other readings give one before 2009.
    pub(super) year_only_first: Option<u32>,
    /// Years of four digits in which WhatsApp existed.
    pub(super) n_common_years: u32,
    first_can_be_year: bool,
    /// Least and greatest first and third fields.
    first_span: (u16, u16),
    third_span: (u16, u16),
    media_dmy: Option<u32>,
    media_mdy: Option<u32>,
    media_ymd: Option<u32>,
    pub(super) n_stored_dmy: u32,
    pub(super) n_stored_mdy: u32,
    pub(super) steps_dmy: u32,
    pub(super) steps_mdy: u32,
    /// First records that lie behind the day on which the text was written, under both readings.
    pub(super) late_dmy: Option<u32>,
    pub(super) late_mdy: Option<u32>,
}

impl Evidence {
    /// The order that exact media names show; `None` when none does or they contradict each other.
    pub(super) fn by_media_name(&self) -> Option<(DateOrder, u32)> {
        match (self.media_dmy, self.media_mdy, self.media_ymd) {
            (Some(record), None, None) => Some((DateOrder::Dmy, record)),
            (None, Some(record), None) => Some((DateOrder::Mdy, record)),
            (None, None, Some(record)) => Some((DateOrder::Ymd, record)),
            _none_or_several => None,
        }
    }

    /// For stamps of two digits everywhere: whether the first field can be a year in all of them. If so,
    /// whether it varies less than the third, as years do; `None` when both vary alike.
    pub(super) fn year_may_be_first(&self) -> Option<Option<bool>> {
        let spread = |(least, most): (u16, u16)| most - least;
        let (first, third) = (spread(self.first_span), spread(self.third_span));
        let varies_less = (first != third).then_some(first < third);
        (self.first_can_be_year && self.second_above.is_none()).then_some(varies_less)
    }

    /// Takes in `n` records of one date, the first of that index.
    fn see_date(&mut self, index: u32, date: [u16; 3], n: u32) {
        let [first, second, third] = date;
        if self.n_records == 0 {
            self.first_record = index;
            self.first_can_be_year = true;
            self.first_span = (first, first);
            self.third_span = (third, third);
        }
        let widen = |(least, most): (u16, u16), field: u16| (least.min(field), most.max(field));
        self.first_span = widen(self.first_span, first);
        self.third_span = widen(self.third_span, third);
        self.n_records += n;
        if first > 12 {
            self.n_first_above += n;
            self.first_above.get_or_insert((index, first));
        }
        if second > 12 {
            self.n_second_above += n;
            self.second_above.get_or_insert((index, second));
            self.month_above.get_or_insert((index, second));
        }
        if third > 12 {
            self.day_above.get_or_insert((index, third));
        }
        let common = FIRST_YEAR..=LAST_YEAR;
        let has_year = common.contains(&first) || common.contains(&third);
        self.n_common_years += if has_year { n } else { 0 };
        self.first_can_be_year &= first < 100 && first + 2000 >= FIRST_YEAR;
        if third < 100 && third + 2000 < FIRST_YEAR {
            self.year_only_first.get_or_insert(index);
        }
    }

    fn settle(&mut self) {
        if !self.first_can_be_year || self.second_above.is_some() {
            self.year_only_first = None;
        }
    }
}

/// Gathers the evidence of every shape.
pub(super) fn gather(records: &[Record], n_shapes: usize) -> Vec<Evidence> {
    let mut days = Days::new(n_shapes);
    for (index, record) in records.iter().enumerate() {
        days.see(index as u32, record);
    }
    days.evidence()
}

/// Gathers what stamps say, a day at a time: neighbours share theirs.
pub(super) struct Days {
    all: Vec<Evidence>,
    date: [u16; 3],
    shape: u8,
    first: u32,
    n: u32,
}

impl Days {
    pub(super) fn new(n_shapes: usize) -> Days {
        Days {
            all: vec![Evidence::default(); n_shapes],
            date: [0; 3],
            shape: 0,
            first: 0,
            n: 0,
        }
    }

    /// Takes in one record.
    #[inline]
    pub(super) fn see(&mut self, index: u32, record: &Record) {
        let Some(stamp) = &record.stamp else {
            return;
        };
        if !same_date(stamp.date, self.date) || record.shape != self.shape {
            self.end_day();
            self.date = stamp.date;
            self.shape = record.shape;
            self.first = index;
        }
        self.n += 1;
    }

    #[cold]
    fn end_day(&mut self) {
        if let Some(evidence) = self.all.get_mut(usize::from(self.shape))
            && self.n > 0
        {
            evidence.see_date(self.first, self.date, self.n);
        }
        self.n = 0;
    }

    /// What was gathered, by shape.
    pub(super) fn evidence(mut self) -> Vec<Evidence> {
        self.end_day();
        self.all
    }
}

/// Adds what the names of files, the steps of the clock and the day in the zip say.
pub(super) fn complete(
    all: &mut [Evidence],
    records: &[Record],
    attachments: &[Attachment],
    written_on: Option<[u16; 3]>,
) {
    for attachment in attachments {
        let index = attachment.record.0;
        let Some(record) = records.get(index as usize) else {
            continue;
        };
        if let (Some(stamp), Some(evidence), Some(name)) = (
            &record.stamp,
            all.get_mut(usize::from(record.shape)),
            media_name(&attachment.name),
        ) {
            evidence.see_name(index, stamp, name);
        }
    }
    for evidence in all.iter_mut() {
        evidence.settle();
    }
    // Zones are at most a day apart; the day itself counts whole.
    let written_by = written_on
        .and_then(day_number)
        .map(|day| (day + 2) * 86_400);
    count_steps(records, all, written_by);
}

impl Evidence {
    fn see_name(&mut self, index: u32, stamp: &RawStamp, name: MediaName) {
        match name {
            MediaName::Exact { date, time } => {
                let fits = |order| fits_exactly(stamp, order, date, time);
                let [dmy, mdy, ymd] = [DateOrder::Dmy, DateOrder::Mdy, DateOrder::Ymd].map(fits);
                match (dmy, mdy, ymd) {
                    (true, false, false) => _ = self.media_dmy.get_or_insert(index),
                    (false, true, false) => _ = self.media_mdy.get_or_insert(index),
                    (false, false, true) => _ = self.media_ymd.get_or_insert(index),
                    _none_or_several => {}
                }
            }
            MediaName::Day { date } => {
                let fits = |order| super::dates::ordered(stamp.date, order) == Some(date);
                match (fits(DateOrder::Dmy), fits(DateOrder::Mdy)) {
                    (true, false) => self.n_stored_dmy += 1,
                    (false, true) => self.n_stored_mdy += 1,
                    _none_or_both => {}
                }
            }
            MediaName::Other => {}
        }
    }
}

/// The name's time may be a second off, by rounding. A stamp without seconds needs the same minute.
pub(super) fn fits_exactly(
    stamp: &RawStamp,
    order: DateOrder,
    date: [u16; 3],
    time: [u8; 3],
) -> bool {
    let Some(day) = day_number(date) else {
        return false;
    };
    let [hour, minute, second] = time.map(i64::from);
    let named = day * 86_400 + hour * 3600 + minute * 60 + second;
    let halves: &[HalfDay] = match stamp.half {
        HalfDay::Unknown => &[HalfDay::Am, HalfDay::Pm],
        HalfDay::None | HalfDay::Am | HalfDay::Pm => &[stamp.half],
    };
    halves.iter().any(|half| {
        let stamp = RawStamp {
            half: *half,
            ..*stamp
        };
        Clock::default().seconds(&stamp, order).is_some_and(|read| {
            if stamp.second == u8::MAX {
                (read - named).abs() < 62
            } else {
                (read - named).abs() <= 2
            }
        })
    })
}

/// Counts the clock's steps back under both readings, for the shapes where nothing else speaks; and
/// finds the records that were written after the text that holds them.
fn count_steps(records: &[Record], all: &mut [Evidence], written_by: Option<i64>) {
    let open = |evidence: &Evidence| {
        evidence.n_records > 0 && evidence.first_above.is_none() && evidence.second_above.is_none()
    };
    if !all.iter().any(open) {
        return;
    }
    let mut last: Vec<[Option<i64>; 2]> = vec![[None; 2]; all.len()];
    let mut clocks = [Clock::default(), Clock::default()];
    let is_late = |at: Option<i64>| written_by.zip(at).is_some_and(|(by, at)| at >= by);
    for (index, record) in (0..).zip(records) {
        let shape = usize::from(record.shape);
        let (Some(stamp), Some(evidence), Some(last)) =
            (&record.stamp, all.get_mut(shape), last.get_mut(shape))
        else {
            continue;
        };
        if !open(evidence) {
            continue;
        }
        let dmy = clocks[0].seconds(stamp, DateOrder::Dmy);
        let mdy = clocks[1].seconds(stamp, DateOrder::Mdy);
        let back = |last: Option<i64>, now: Option<i64>| {
            u32::from(last.zip(now).is_some_and(|(last, now)| now < last))
        };
        if is_late(dmy) {
            evidence.late_dmy.get_or_insert(index);
        }
        if is_late(mdy) {
            evidence.late_mdy.get_or_insert(index);
        }
        evidence.steps_dmy += back(last[0], dmy);
        evidence.steps_mdy += back(last[1], mdy);
        *last = [dmy.or(last[0]), mdy.or(last[1])];
    }
}
