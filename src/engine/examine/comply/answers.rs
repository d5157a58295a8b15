//! Answers that are no window of findings: readers, two exports, messages, a sample.

use super::protocol::{
    COMPARED_ROWS, Compared, Drawn, DrawnRow, MESSAGES, MessageRow, Messages, Readers,
};
use super::rows;
use crate::engine::case::ThreadId;
use crate::engine::compliance::{Day, MessagesOf, Result as Found, Sample};
use crate::engine::decision::DecisionLog;
use crate::engine::thread::RecordId;

pub(super) fn readers(
    found: &Found,
    thread: ThreadId,
    record: Option<RecordId>,
    day: &str,
) -> Option<Readers> {
    let timeline = found.timeline(thread)?;
    let (_, of) = found.case().thread(thread)?;
    let last = RecordId(of.n_records().saturating_sub(1));
    let by_day = Day::from_iso(day).and_then(|day| found.record_on(thread, day));
    let record = by_day.or(record).unwrap_or(last);
    let readers = timeline.readers(record).into_iter();
    let readers = readers.map(|(member, sureness)| {
        (
            member.name.clone(),
            member.person.clone().unwrap_or_default(),
            sureness,
        )
    });
    Some(Readers {
        thread,
        record,
        at: rows::when(found, thread, record),
        start_visible: timeline.start_visible,
        n_records: of.n_records(),
        readers: readers.collect(),
        members: timeline.members,
    })
}

pub(super) fn compared(found: &Found, number: u32) -> Option<Compared> {
    let pair = found.pairs.get(number as usize)?.clone();
    let text = |thread: ThreadId, record: Option<RecordId>| {
        record.map_or_else(String::new, |record| rows::line(found, thread, record))
    };
    let rows = pair.rows.iter().take(COMPARED_ROWS);
    let rows = rows.map(|row| (*row, text(pair.a, row.a), text(pair.b, row.b)));
    Some(Compared {
        pair: number,
        rows: rows.collect(),
        of: crate::engine::compliance::Pair {
            rows: Vec::new(),
            ..pair.clone()
        },
    })
}

pub(super) fn messages(found: &Found, of: MessagesOf, sample: Option<&Sample>) -> Messages {
    let listed = found.messages(&of, sample);
    let rows = listed.first.iter().take(MESSAGES);
    let rows = rows.map(|(thread, record)| MessageRow {
        thread: *thread,
        record: *record,
        title: rows::title(found, *thread),
        head: rows::head(found, *thread, *record),
        text: rows::text(found, *thread, *record),
    });
    Messages {
        n: listed.n,
        rows: rows.collect(),
        of,
    }
}

/// Messages on either side of a drawn one.
const AROUND: u32 = 5;

pub(super) fn drawn(found: &Found, sample: &Sample, log: &DecisionLog) -> Drawn {
    let read = rows::read_of(found, log, &sample.seed);
    let row = |(thread, record): &(ThreadId, RecordId)| {
        let n = found
            .case()
            .thread(*thread)
            .map_or(0, |(_, of)| of.n_records());
        let near = record.0.saturating_sub(AROUND)..n.min(record.0 + AROUND + 1);
        let around = near.filter(|other| *other != record.0).map(RecordId);
        DrawnRow {
            thread: *thread,
            record: *record,
            place: found.case().place(*thread, *record),
            head: rows::head(found, *thread, *record),
            text: rows::text(found, *thread, *record),
            around: around
                .map(|other| {
                    (
                        rows::head(found, *thread, other),
                        rows::text(found, *thread, other),
                    )
                })
                .collect(),
            read: read.get(&(*thread, *record)).copied(),
        }
    };
    let strata = sample.strata.iter();
    Drawn {
        nonce: sample.nonce.clone(),
        seed: sample.seed.clone(),
        strata: strata
            .map(|stratum| {
                (
                    stratum.name.clone(),
                    stratum.size,
                    stratum.drawn.iter().map(row).collect(),
                )
            })
            .collect(),
    }
}
