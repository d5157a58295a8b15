//! The pass over the records.

use std::collections::BTreeMap;

use super::disappearing::{Switch, switch};
use super::line::{HOURS_A_DAY, Hours, hour_of_week};
use super::slice::{What, voice};
use super::{
    Bin, Disappearing, LEAST_SILENCE_SECONDS, MOST_BINS, PersonCounts, Run, SILENCES_TOLD, Silence,
    Statistics,
};
use crate::engine::job::{Progress, Step};
use crate::engine::parse;
use crate::engine::sorting;
use crate::engine::thread::{Flags, ParticipantId, Record, RecordId, Thread};

/// Records counted in one step.
const STEP_RECORDS: usize = 50_000;

/// Lengths of bins that divide a day. Longer ones are whole days. Units: hours.
const PARTS_OF_A_DAY: [i64; 6] = [1, 2, 3, 6, 12, 24];

/// Counts a thread, in steps.
#[derive(Default)]
pub struct StatisticsJob {
    next: usize,
    clock: Hours,
    /// By hour on the civil line.
    hours: BTreeMap<i64, Hour>,
    /// The hour of the last records, not yet in `hours`: neighbours nearly always share it.
    open: Option<(i64, Hour)>,
    /// Where the hour changes from one record to the next.
    changes: Vec<(RecordId, Option<i64>)>,
    out: Statistics,
}

#[derive(Clone, Copy)]
struct Hour {
    bin: Bin,
    /// Seconds on the line, and which record says so.
    earliest: (i64, RecordId),
    latest: (i64, RecordId),
}

impl Hour {
    fn join(&mut self, other: &Hour) {
        self.bin.n_records += other.bin.n_records;
        self.bin.n_assumed += other.bin.n_assumed;
        self.bin.first = self.bin.first.min(other.bin.first);
        self.earliest = self.earliest.min(other.earliest);
        self.latest = self.latest.max(other.latest);
    }
}

impl StatisticsJob {
    /// Nothing is counted yet.
    pub fn new() -> StatisticsJob {
        StatisticsJob::default()
    }

    /// Counts the next records. `thread` must be the same each time.
    pub fn step(&mut self, thread: &Thread) -> Step<Statistics> {
        if self.next == 0 {
            self.out.heat = vec![0; 7 * 24];
            self.out.n_records = thread.n_records();
            self.out
                .people
                .resize(thread.participants.len(), PersonCounts::default());
        }
        let end = thread.records.len().min(self.next + STEP_RECORDS);
        let records = thread.records.get(self.next..end).unwrap_or_default();
        for (record, index) in records.iter().zip(self.next as u32..) {
            self.record(thread, RecordId(index), record);
        }
        self.next = end;
        if end < thread.records.len() {
            return Step::More(Progress {
                done: end as u64,
                total: thread.records.len() as u64,
            });
        }
        Step::Done(self.finish(thread))
    }

    fn record(&mut self, thread: &Thread, id: RecordId, record: &Record) {
        let at = thread.civil(id).map(|at| self.clock.of(&at));
        self.time(id, record, at);
        self.out.n_backward += u32::from(record.flags.has(Flags::BACKWARD_STEP));
        self.person(id, record);
        if let Some(switch) = switch(thread, id, record.kind) {
            self.switched(switch, id, at.map(|(hour, _)| hour));
        }
    }

    fn time(&mut self, id: RecordId, record: &Record, at: Option<(i64, i64)>) {
        let hour = at.map(|(hour, _)| hour);
        if self.changes.last().is_none_or(|(_, last)| *last != hour) {
            self.changes.push((id, hour));
        }
        let Some((hour, second)) = at else {
            self.out.n_unresolved += 1;
            return;
        };
        let n_assumed = u32::from(record.flags.has(Flags::DATE_ORDER_ASSUMED));
        self.out.n_assumed += n_assumed;
        if let Some(cell) = self.out.heat.get_mut(hour_of_week(hour)) {
            *cell += 1;
        }
        let one = Hour {
            bin: Bin {
                n_records: 1,
                n_assumed,
                first: Some(id),
            },
            earliest: (second, id),
            latest: (second, id),
        };
        match &mut self.open {
            Some((at, open)) if *at == hour => open.join(&one),
            Some(_) | None => {
                self.close_hour();
                self.open = Some((hour, one));
            }
        }
    }

    fn close_hour(&mut self) {
        if let Some((hour, counted)) = self.open.take() {
            self.hours
                .entry(hour)
                .and_modify(|known| known.join(&counted))
                .or_insert(counted);
        }
    }

    fn person(&mut self, id: RecordId, record: &Record) {
        let counts = match voice(record) {
            Some(ParticipantId(who)) => self.out.people.get_mut(who as usize),
            None => Some(&mut self.out.others),
        };
        let Some(counts) = counts else {
            return;
        };
        counts.n_messages += 1;
        counts.n_attachments += u32::from(What::Attachments.fits(record));
        counts.n_left_out += u32::from(What::LeftOut.fits(record));
        counts.n_deleted += u32::from(What::Deleted.fits(record));
        counts.n_edited += u32::from(What::Edited.fits(record));
        // The stamps are read once at the end.
        if counts.first.is_none() {
            counts.first = Some((id, String::new()));
        }
        counts.last = Some((id, String::new()));
    }

    fn switched(&mut self, switch: Switch, id: RecordId, hour: Option<i64>) {
        let open = self.out.disappearing.last_mut();
        let open = open.filter(|period| period.off.is_none());
        match (switch, open) {
            (Switch::On, None) => self.out.disappearing.push(Disappearing {
                on: id,
                on_hour: hour,
                off: None,
                off_hour: None,
            }),
            (Switch::Off, Some(period)) => {
                period.off = Some(id);
                period.off_hour = hour;
            }
            // A new timer while it is on, or off while it is off, changes no period.
            (Switch::On, Some(_)) | (Switch::Off, None) => {}
        }
    }

    fn finish(&mut self, thread: &Thread) -> Statistics {
        self.close_hour();
        self.lay_bins();
        self.lay_runs();
        self.find_silences();
        let mut out = std::mem::take(&mut self.out);
        for counts in out.people.iter_mut().chain([&mut out.others]) {
            for (id, stamp) in [&mut counts.first, &mut counts.last].into_iter().flatten() {
                *stamp = parse::stamp_text(thread, *id);
            }
        }
        out
    }

    fn lay_bins(&mut self) {
        let (Some(first), Some(last)) = (
            self.hours.keys().next().copied(),
            self.hours.keys().next_back().copied(),
        ) else {
            return;
        };
        let out = &mut self.out;
        // Bins begin where days do, so that whole days stand together.
        out.first_hour = first.div_euclid(HOURS_A_DAY) * HOURS_A_DAY;
        let n_hours = last - out.first_hour + 1;
        let bin_hours = bin_hours(n_hours);
        out.bin_hours = u32::try_from(bin_hours).unwrap_or(u32::MAX);
        let n_bins = usize::try_from((n_hours + bin_hours - 1) / bin_hours).unwrap_or(0);
        out.bins = vec![Bin::default(); n_bins];
        for (hour, counted) in &self.hours {
            let index = usize::try_from((hour - out.first_hour) / bin_hours).unwrap_or(usize::MAX);
            if let Some(bin) = out.bins.get_mut(index) {
                bin.n_records += counted.bin.n_records;
                bin.n_assumed += counted.bin.n_assumed;
                bin.first = match bin.first {
                    Some(known) => Some(known).min(counted.bin.first),
                    None => counted.bin.first,
                };
            }
        }
    }

    fn lay_runs(&mut self) {
        for (first, hour) in std::mem::take(&mut self.changes) {
            let bin = hour.and_then(|hour| self.out.bin_at(hour));
            if self.out.runs.last().is_none_or(|run| run.bin != bin) {
                self.out.runs.push(Run { first, bin });
            }
        }
    }

    fn find_silences(&mut self) {
        let mut silences: Vec<Silence> = self
            .hours
            .iter()
            .zip(self.hours.iter().skip(1))
            .filter_map(|((from_hour, from), (to_hour, to))| {
                let seconds = to.earliest.0 - from.latest.0;
                (seconds >= LEAST_SILENCE_SECONDS).then_some(Silence {
                    before: from.latest.1,
                    after: to.earliest.1,
                    seconds,
                    from_hour: *from_hour,
                    to_hour: *to_hour,
                })
            })
            .collect();
        self.out.n_silences = u32::try_from(silences.len()).unwrap_or(u32::MAX);
        // The earlier one first among equals.
        sorting::sort_by_key(&mut silences, |silence| {
            (-silence.seconds, silence.from_hour)
        });
        silences.truncate(SILENCES_TOLD);
        sorting::sort_by_key(&mut silences, |silence| silence.from_hour);
        self.out.silences = silences;
    }
}

/// The shortest length that needs no more than [`MOST_BINS`] bins. Units: hours.
fn bin_hours(n_hours: i64) -> i64 {
    let most = i64::from(MOST_BINS);
    PARTS_OF_A_DAY
        .into_iter()
        .find(|hours| n_hours <= hours * most)
        .unwrap_or_else(|| {
            let n_days = (n_hours + HOURS_A_DAY - 1) / HOURS_A_DAY;
            (n_days + most - 1) / most * HOURS_A_DAY
        })
}
