//! Opening: what becomes a source, what does not, and the digests behind it.

use sha2::{Digest, Sha256};
use threadseal::engine::open::Milestone;
use threadseal::engine::session::Work;
use threadseal::engine::session::protocol::{Event, Request};
use threadseal::engine::thread::Flags;

use super::desk::{Answer, Beside, Desk, failures, only_thread, opened};
use super::{TEXT, entries};
use crate::support::zips::{self, Odd, OddZip};

fn kinds(answers: &[Answer]) -> Vec<&'static str> {
    answers
        .iter()
        .map(|(event, _)| match event {
            Event::Opened { .. } => "opened",
            Event::Digesting { .. } => "digesting",
            Event::Digested { .. } => "digested",
            Event::Failed { .. } => "failed",
            Event::Cancelled { .. } => "cancelled",
            _other => "other",
        })
        .collect()
}

#[test]
fn a_thread_is_there_before_its_digest() {
    let zip = zips::ordinary(&entries());
    let mut desk = Desk::new();
    let answers = desk.open(&[("WhatsApp Chat with Ben.zip", &zip)]);
    let kinds = kinds(&answers);
    assert_eq!(kinds.first(), Some(&"opened"));
    assert_eq!(kinds.last(), Some(&"digested"));
    assert_eq!(desk.platform.borrow().n_expected, 0, "it was let go");
    let passed = [Milestone::TextRead, Milestone::ThreadRead];
    assert_eq!(desk.platform.borrow().passed, passed);
    let thread = only_thread(&answers);
    assert_eq!(thread.title, "Ben");
    assert_eq!(thread.n_messages, 6);
    assert_eq!(thread.first, "31/12/2023, 21:05");
    assert_eq!(thread.last, "02/01/2024, 08:01");
    assert_eq!(
        thread.participants,
        [("Ada Poe".to_owned(), 3), ("Ben".to_owned(), 3)]
    );
    assert_eq!(thread.participant_places.len(), 2);
    let counts = thread.attachments;
    assert_eq!(
        (
            counts.named,
            counts.present,
            counts.absent,
            counts.unreferenced
        ),
        (2, 1, 1, 1)
    );
    let Some((Event::Digested { id, entries, .. }, _)) = answers.last() else {
        panic!("no digest");
    };
    let wanted = data_encoding::HEXLOWER.encode(&Sha256::digest(&zip));
    assert_eq!(id.0, wanted);
    assert_eq!(entries.len(), 3);
}

#[test]
fn digests_that_the_platform_computes_are_those_we_compute() {
    let noise: Vec<u8> = (0..200_000u32)
        .map(|n| (n.wrapping_mul(n) >> 7) as u8)
        .collect();
    let mut all: Vec<Odd> = entries()
        .iter()
        .map(|(name, bytes)| Odd::stored(name, bytes))
        .collect();
    // What is odd about the large one is told once, also when it is read again.
    let mut large = Odd::stored("IMG-20240101-WA0009.jpg", &noise);
    large.local_name = Some(b"other-name-altogether.jpg".to_vec());
    all.push(large);
    let stored = OddZip::of(all).bytes();
    let digested = |beside: Option<Beside>| {
        let mut desk = Desk::new();
        desk.platform.borrow_mut().beside = beside;
        let answers = desk.open(&[("WhatsApp Chat with Ben.zip", &stored)]);
        let last = answers.last().map(|(event, _)| event.clone());
        assert!(matches!(last, Some(Event::Digested { .. })), "{last:?}");
        (last, desk.platform.borrow().n_beside)
    };
    let (ours, n_ours) = digested(None);
    assert_eq!(n_ours, 0);
    assert!(matches!(&ours, Some(Event::Digested { findings, .. }) if findings.len() == 1));
    for (n_not_yet, fails, n_begun) in [(0, false, 2), (5, false, 2), (0, true, 2), (5, true, 2)] {
        let (theirs, n_theirs) = digested(Some(Beside { n_not_yet, fails }));
        assert_eq!(theirs, ours, "{n_not_yet} {fails}");
        assert_eq!(n_theirs, n_begun, "the zip and its one large entry");
    }
}

#[test]
fn what_cannot_be_opened_leaves_the_others_alone() {
    let good = zips::ordinary(&entries());
    let mut cut = good.clone();
    cut.truncate(good.len() / 2);
    let no_text = zips::ordinary(&[("a.jpg", b"\xff\xd8\xff")]);
    let mut desk = Desk::new();
    let answers = desk.open(&[
        ("cut.zip", &cut),
        ("page.zip", b"<!doctype html>"),
        ("empty.zip", b""),
        ("pictures.zip", &no_text),
        ("good.zip", &good),
    ]);
    let failures = failures(&answers);
    assert_eq!(failures.len(), 4, "{failures:#?}");
    for (failure, name) in failures
        .iter()
        .zip(["cut.zip", "page.zip", "empty.zip", "pictures.zip"])
    {
        assert!(failure.what.contains(name), "{failure:?}");
        assert!(!failure.help.is_empty());
    }
    assert_eq!(opened(&answers).len(), 1);
    assert_eq!(opened(&answers)[0].source, 0);
}

#[test]
fn loose_files_are_one_source_and_zips_one_each() {
    let zip = zips::ordinary(&entries());
    let mut other = entries();
    other[0].1 = b"01/02/2024, 10:00 - Cleo: another thread\n";
    let other = zips::stored(&other);
    let mut desk = Desk::new();
    let answers = desk.open(&[
        ("a.zip", &zip),
        ("WhatsApp Chat with Ben.txt", TEXT),
        ("b.zip", &other),
        ("IMG-20231231-WA0001.jpg", super::JPEG),
    ]);
    let sources = opened(&answers);
    assert_eq!(failures(&answers), []);
    let names: Vec<&str> = sources.iter().map(|source| source.name.as_str()).collect();
    assert_eq!(names.len(), 3);
    assert_eq!((names[0], names[2]), ("a.zip", "b.zip"));
    let threads: Vec<u32> = sources
        .iter()
        .flat_map(|source| source.threads.iter().map(|thread| thread.thread.0))
        .collect();
    assert_eq!(threads, [0, 1, 2]);
    assert_eq!(sources[1].threads[0].attachments.present, 1);
}

#[test]
fn the_same_export_is_not_opened_twice() {
    let zip = zips::ordinary(&entries());
    let mut desk = Desk::with(&[("a.zip", &zip)]);
    let answers = desk.open(&[("copy of a.zip", &zip)]);
    assert_eq!(opened(&answers), []);
    let failures = failures(&answers);
    assert_eq!(failures.len(), 1);
    assert!(failures[0].what.contains("already open"), "{failures:?}");
    assert!(failures[0].what.contains("copy of a.zip"));
}

#[test]
fn a_file_that_was_touched_can_be_opened_again() {
    let zip = zips::ordinary(&entries());
    let mut desk = Desk::with(&[("a.zip", &zip)]);
    desk.platform.borrow_mut().known.clear();
    let answers = desk.open(&[("a.zip", &zip)]);
    assert_eq!(failures(&answers), []);
    assert_eq!(opened(&answers)[0].source, 1);
}

#[test]
fn a_damaged_text_does_not_spoil_the_others() {
    let mut damaged = Odd::deflated("WhatsApp Chat with Cleo.txt", TEXT);
    damaged.crc32 ^= 1;
    let good = Odd::deflated("WhatsApp Chat with Ben.txt", TEXT);
    let zip = OddZip::of(vec![good, damaged]).bytes();
    let answers = Desk::new().open(&[("a.zip", &zip)]);
    assert_eq!(failures(&answers), []);
    let source = &opened(&answers)[0];
    assert_eq!(source.threads.len(), 1);
    assert_eq!(source.failures.len(), 1, "{source:#?}");
    assert!(source.failures[0].what.contains("Cleo"));
}

#[test]
fn nothing_given_is_said() {
    let mut desk = Desk::new();
    let answers = desk.ask(Request::Open {
        names: Vec::new(),
        limits_times: 1,
    });
    assert_eq!(failures(&answers).len(), 1);
}

#[test]
fn another_build_is_said() {
    let mut desk = Desk::new();
    let build = "0.0.0-old".to_owned();
    let answers = desk.ask(Request::Hello { build });
    assert!(failures(&answers)[0].help.contains("Reload"));
    let build = threadseal::engine::session::protocol::BUILD.to_owned();
    assert_eq!(desk.ask(Request::Hello { build }), []);
}

#[test]
fn a_source_is_announced_when_it_is_opened_and_let_go_with_its_digest() {
    let zip = zips::ordinary(&entries());
    let mut desk = Desk::new();
    desk.start_open(&[("WhatsApp Chat with Ben.zip", &zip)]);
    let mut seen = Vec::new();
    while desk.session.step() != Work::Idle {
        seen.push(desk.platform.borrow().n_expected);
    }
    assert!(seen.contains(&1), "{seen:?}");
    assert_eq!(desk.platform.borrow().n_expected, 0);
    // Nor is anything held for what cannot be opened.
    desk.open(&[("holiday.zip", &zips::ordinary(&[("photo.jpg", b"x")]))]);
    assert_eq!(desk.platform.borrow().n_expected, 0);
}

#[test]
fn a_digest_stops_and_starts_again() {
    let zip = zips::ordinary(&entries());
    let mut desk = Desk::new();
    desk.start_open(&[("a.zip", &zip)]);
    desk.session.step();
    desk.session.step();
    assert_eq!(opened(&desk.session.take_events()).len(), 1);
    let answers = desk.ask(Request::CancelDigest { source: 0 });
    assert_eq!(kinds(&answers), ["cancelled"]);
    assert_eq!(desk.ask(Request::CancelDigest { source: 0 }), []);
    let answers = desk.ask(Request::ResumeDigest { source: 0 });
    assert_eq!(kinds(&answers).last(), Some(&"digested"));
    let answers = desk.ask(Request::ResumeDigest { source: 7 });
    assert_eq!(failures(&answers).len(), 1);
}

#[test]
fn the_sample_opens_without_a_fault() {
    let mut desk = Desk::new();
    let answers = desk.ask(Request::OpenSample);
    assert_eq!(failures(&answers), []);
    let thread = only_thread(&answers);
    assert_eq!(thread.title, "Harbour Project");
    assert!(thread.n_messages > 20);
    assert_eq!(thread.attachments.unreferenced, 0);
    assert_eq!(kinds(&answers).last(), Some(&"digested"));
}

/// More than is told of in one go, with a file named early on.
fn long_text() -> Vec<u8> {
    let mut text =
        String::from("31/12/2023, 21:05 - Ada Poe: IMG-20240101-WA0001.jpg (file attached)\n");
    for number in 0..400_000 {
        text.push_str(&format!(
            "01/01/2024, 10:{:02} - Ben: number {number} of many\n",
            number % 60
        ));
    }
    text.into_bytes()
}

#[test]
fn first_messages_of_a_long_text_are_told_while_the_rest_arrives() {
    let text = long_text();
    let zip = zips::ordinary(&[
        ("WhatsApp Chat with Ben.txt", text.as_slice()),
        ("IMG-20240101-WA0001.jpg", b"picture"),
    ]);
    let mut desk = Desk::new();
    let answers = desk.open(&[("WhatsApp Chat with Ben.zip", &zip)]);
    let told = desk.platform.borrow().told.clone();
    let Some(Event::Arriving { name, progress }) = told.first() else {
        panic!("{told:?}");
    };
    assert_eq!(name, "WhatsApp Chat with Ben.zip");
    assert_eq!(progress.total, text.len() as u64);
    let Some(Event::Early {
        provisional,
        title,
        rows,
    }) = told.get(1)
    else {
        panic!("{told:?}");
    };
    assert_eq!(title, "Ben");
    assert_eq!(*provisional, opened(&answers)[0].provisional);
    let words = |row: &threadseal::engine::session::protocol::Row| -> String {
        row.body.iter().map(|piece| piece.text.as_str()).collect()
    };
    // A file is named in the words of the text: whether it is there shows later.
    assert_eq!(words(&rows[0]), "IMG-20240101-WA0001.jpg (file attached)");
    assert!(rows.iter().all(|row| row.attachment.is_none()));
    assert_eq!(words(&rows[1]), "number 0 of many");
    assert_eq!(
        rows[1].time, "01/01/2024, 10:00",
        "how dates are read shows later"
    );
    assert_eq!(rows[1].flags, Flags::default());
    let done: Vec<u64> = told
        .iter()
        .filter_map(|event| match event {
            Event::Arriving { progress, .. } => Some(progress.done),
            _other => None,
        })
        .collect();
    assert!(done.len() > 1 && done.is_sorted(), "{done:?}");
    // Beside what is open nothing is shown early.
    desk.open(&[("WhatsApp Chat with Cy.txt", &text)]);
    let told = desk.platform.borrow().told.clone();
    let n_early = told
        .iter()
        .filter(|event| matches!(event, Event::Early { .. }));
    assert_eq!(n_early.count(), 1);
}

#[test]
fn short_texts_arrive_in_silence() {
    let zip = zips::ordinary(&entries());
    let mut desk = Desk::new();
    desk.open(&[("WhatsApp Chat with Ben.zip", &zip)]);
    assert_eq!(desk.platform.borrow().told, []);
}
