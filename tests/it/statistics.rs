//! Counting opened exports: nothing is dropped, and what stands behind a number is found again.

use threadseal::engine::archive::Archive;
use threadseal::engine::job::Step;
use threadseal::engine::limits::Limits;
use threadseal::engine::parse;
use threadseal::engine::statistics::{
    Slice, SliceJob, Statistics, StatisticsJob, What, civil_of_hour,
};
use threadseal::engine::thread::{ParticipantId, RecordId, Thread};

use crate::support::given;

fn thread(text: impl Into<Vec<u8>>) -> Thread {
    let given = vec![given("WhatsApp Chat with Bob.txt", text)];
    let archive = Archive::open(given, &Limits::USUAL).unwrap().value;
    let entry = archive.chat_texts()[0];
    let bytes = archive.read(entry, 1 << 30).unwrap();
    parse::thread_from_text(&archive, entry, bytes)
        .unwrap()
        .value
}

fn counted(thread: &Thread) -> Statistics {
    let mut job = StatisticsJob::new();
    loop {
        if let Step::Done(done) = job.step(thread) {
            return done;
        }
    }
}

fn behind(thread: &Thread, slice: Slice) -> Vec<u32> {
    let mut job = SliceJob::new(slice);
    loop {
        if let Step::Done(done) = job.step(thread) {
            return done.iter().map(|record| record.0 + 1).collect();
        }
    }
}

/// Every number against the list of records behind it.
fn agrees(thread: &Thread, counted: &Statistics) {
    let in_bins: u32 = counted.bins.iter().map(|bin| bin.n_records).sum();
    assert_eq!(in_bins + counted.n_unresolved, thread.n_records());
    assert_eq!(counted.heat.iter().sum::<u32>(), in_bins);
    for (index, bin) in (0..).zip(&counted.bins) {
        let (from, to) = counted.hours_of(index);
        let records = behind(thread, Slice::Hours { from, to });
        assert_eq!(records.len(), bin.n_records as usize, "bin {index}");
        assert_eq!(records.first().copied(), bin.first.map(|id| id.0 + 1));
        for record in records {
            assert_eq!(counted.bin_of(RecordId(record - 1)), Some(index));
        }
    }
    for (index, cell) in (0_u8..).zip(&counted.heat) {
        let (weekday, hour) = (index / 24, index % 24);
        let records = behind(thread, Slice::HourOfWeek { weekday, hour });
        assert_eq!(records.len(), *cell as usize, "{weekday} {hour}");
    }
    let mut n_said = 0;
    let voices = counted.people.iter().zip(0..);
    let voices = voices.map(|(counts, who)| (counts, Some(ParticipantId(who))));
    for (counts, who) in voices.chain([(&counted.others, None)]) {
        n_said += counts.n_messages;
        for (what, number) in [
            (What::All, counts.n_messages),
            (What::Attachments, counts.n_attachments),
            (What::LeftOut, counts.n_left_out),
            (What::Deleted, counts.n_deleted),
            (What::Edited, counts.n_edited),
        ] {
            let records = behind(thread, Slice::Person { who, what });
            assert_eq!(records.len(), number as usize, "{who:?} {what:?}");
        }
    }
    assert_eq!(n_said, thread.n_records());
    for (slice, number) in [
        (Slice::Backward, counted.n_backward),
        (Slice::Unresolved, counted.n_unresolved),
        (Slice::Assumed, counted.n_assumed),
    ] {
        assert_eq!(behind(thread, slice).len(), number as usize, "{slice:?}");
    }
}

const ODD: &str = "Words before the first message\n\
    26/02/2024, 09:00 - Messages and calls are end-to-end encrypted.\n\
    26/02/2024, 09:05 - Ada Poe: hello\n\
    26/02/2024, 23:59 - Bob: IMG-20240226-WA0001.jpg (file attached)\n\
    26/02/2024, 10:00 - Ada Poe: <Media omitted>\n\
    01/03/2024, 00:00 - Bob: This message was deleted\n\
    02/03/2024, 08:00 - Bob turned on disappearing messages. New messages will disappear from this chat 24 hours after they're sent, except when kept.\n\
    03/03/2024, 12:00 - Ada Poe: Bob turned off disappearing messages\n\
    05/03/2024, 12:00 - Bob turned off disappearing messages.\n\
    31/02/2024, 12:00 - Ada Poe: no such day\n\
    05/03/2024, 12:30 - Ada Poe: done <This message was edited>\n";

#[test]
fn every_record_is_counted_once_and_found_again() {
    let thread = thread(ODD);
    let counted = counted(&thread);
    agrees(&thread, &counted);
    assert_eq!(counted.n_records, 11);
    assert_eq!(
        counted.n_unresolved, 2,
        "the preamble and a day that is none"
    );
    assert_eq!(counted.n_backward, 1);
    assert_eq!(counted.others.n_messages, 4);
    assert_eq!(civil_of_hour(counted.first_hour), (2024, 2, 26, 0));
    let ada = &counted.people[0];
    assert_eq!((ada.n_messages, ada.n_left_out, ada.n_edited), (5, 1, 1));
    let first = ada.first.as_ref().unwrap();
    assert_eq!((first.0.0, first.1.as_str()), (2, "26/02/2024, 09:05"));
    assert_eq!(counted.people[1].n_deleted, 1);
}

#[test]
fn a_silence_lies_between_the_times_that_are_next_to_each_other() {
    let thread = thread(ODD);
    let counted = counted(&thread);
    let told: Vec<(u32, u32, i64)> = counted
        .silences
        .iter()
        .map(|at| (at.before.0 + 1, at.after.0 + 1, at.seconds))
        .collect();
    // Message 5 steps back: the silence begins after message 4 all the same.
    assert_eq!(
        told,
        [
            (4, 6, 3 * 86_400 + 60),
            (6, 7, 32 * 3_600),
            (7, 8, 28 * 3_600),
            (8, 9, 48 * 3_600),
        ]
    );
    assert_eq!(counted.n_silences, 4);
}

#[test]
fn only_whatsapps_own_notes_switch_disappearing_messages() {
    let thread = thread(ODD);
    let counted = counted(&thread);
    let periods: Vec<(u32, Option<u32>)> = counted
        .disappearing
        .iter()
        .map(|at| (at.on.0 + 1, at.off.map(|id| id.0 + 1)))
        .collect();
    assert_eq!(periods, [(7, Some(9))]);
}

#[test]
fn days_whose_order_is_assumed_are_said() {
    let thread = thread("03/04/2024, 12:00 - Ada: one\n03/04/2024, 12:01 - Bob: two\n");
    let counted = counted(&thread);
    agrees(&thread, &counted);
    assert_eq!(counted.n_assumed, 2);
    assert_eq!(counted.bins.iter().map(|bin| bin.n_assumed).sum::<u32>(), 2);
}

#[test]
fn far_apart_times_need_no_more_bins() {
    let thread = thread(
        "31/12/2024, 12:00 - Ada: one\n31/12/9999, 12:01 - Bob: two\n01/01/0100, 00:00 - Bob: x\n",
    );
    let counted = counted(&thread);
    assert!(counted.bins.len() <= 200, "{}", counted.bins.len());
    agrees(&thread, &counted);
}

#[test]
fn a_thread_without_times_has_no_strip() {
    let thread = thread("31/02/2024, 12:00 - Ada: one\n31/02/2024, 12:01 - Ada: two\n");
    let counted = counted(&thread);
    assert_eq!((counted.bins.len(), counted.n_unresolved), (0, 2));
    agrees(&thread, &counted);
}
