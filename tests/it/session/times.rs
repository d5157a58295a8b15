//! Orders of dates that a person chooses while reading.

use threadseal::engine::decision::{DecisionId, DecisionKind};
use threadseal::engine::session::protocol::{Event, RowsFor, SourceSummary};
use threadseal::engine::thread::{DateOrder, Flags, OrderState};
use threadseal::engine::zones::ClockMark;

use super::desk::{Answer, Desk, only_thread, opened};
use crate::support::zips;

const CHAT: &[u8] = b"03/04/2024, 21:05 - Ada Poe: one\n05/06/2024, 21:07 - Ben: two\n";

fn reordered(answers: &[Answer]) -> Vec<SourceSummary> {
    answers
        .iter()
        .filter_map(|(event, _)| match event {
            Event::Reordered { source } => Some(source.clone()),
            _other => None,
        })
        .collect()
}

#[test]
fn a_choice_is_in_force_until_it_is_withdrawn() {
    let zip = zips::ordinary(&[("_chat.txt", CHAT)]);
    let mut desk = Desk::new();
    let answers = desk.open(&[("a.zip", &zip)]);
    let shape = only_thread(&answers).shapes[0].clone();
    assert_eq!(
        (shape.order, shape.state),
        (DateOrder::Dmy, OrderState::Assumed)
    );
    desk.confirm(&answers);
    let days = |desk: &mut Desk| -> Vec<String> {
        let rows = desk.rows(RowsFor::Editor, None);
        let day =
            |row: &threadseal::engine::session::protocol::Row| row.day.clone().map(|(day, _)| day);
        rows.iter().filter_map(day).collect()
    };
    assert!(
        days(&mut desk)[0].contains("2024-04-03"),
        "{:?}",
        days(&mut desk)
    );

    let place = desk.rows(RowsFor::Editor, None)[1].place.clone();
    let answers = desk.decide(DecisionKind::DateOrder {
        target: place,
        order: DateOrder::Mdy,
        instead_of: shape.order,
        state: shape.state,
        evidence: shape.shown.evidence.clone(),
    });
    let changed = reordered(&answers);
    let [source] = changed.as_slice() else {
        panic!("{changed:?}");
    };
    let now = &source.threads[0].shapes[0];
    assert_eq!((now.order, now.state), (DateOrder::Mdy, OrderState::Chosen));
    assert_eq!(now.shown, shape.shown);
    assert_eq!(
        now.chosen.as_ref().map(|choice| choice.by.as_str()),
        Some("Ada")
    );
    let codes: Vec<&str> = source.findings.iter().map(|at| at.code.as_str()).collect();
    assert!(
        codes.contains(&"P028") && !codes.contains(&"P007"),
        "{codes:?}"
    );
    assert!(
        days(&mut desk)[0].contains("2024-03-04"),
        "{:?}",
        days(&mut desk)
    );
    let row = &desk.rows(RowsFor::Recipient, None)[0];
    assert!(row.flags.has(Flags::DATE_ORDER_CHOSEN) && !row.flags.has(Flags::DATE_ORDER_ASSUMED));
    assert_eq!(row.stamp, "03/04/2024, 21:05");

    // The same log again changes nothing, and says nothing.
    assert!(reordered(&desk.send_log(Vec::new())).is_empty());

    let withdraws: DecisionId = desk.log.decisions().last().unwrap().id.clone();
    let changed = reordered(&desk.decide(DecisionKind::Withdraw { withdraws }));
    assert_eq!(
        changed[0].threads[0].shapes[0],
        shape_of(&shape, &changed[0])
    );
    assert!(days(&mut desk)[0].contains("2024-04-03"));
}

/// The shape as it was, with the name that its source has by now.
fn shape_of(
    shape: &threadseal::engine::session::protocol::ShapeSummary,
    now: &SourceSummary,
) -> threadseal::engine::session::protocol::ShapeSummary {
    let mut shape = shape.clone();
    shape.place.source = now.threads[0].shapes[0].place.source.clone();
    shape
}

#[test]
fn exports_inside_a_zip_are_sources_of_their_own() {
    let inner = zips::ordinary(&[("_chat.txt", CHAT)]);
    let other = zips::ordinary(&[("_chat.txt", b"[31/12/23, 21:05:07] Cy: x\r\n".as_slice())]);
    let outer = zips::ordinary(&[
        ("WhatsApp Chat - Ada Poe.zip", &inner),
        ("x/WhatsApp Chat - Cy.zip", &other),
        ("notes.pdf", b"%PDF-1.4"),
    ]);
    let mut desk = Desk::new();
    let answers = desk.open(&[("both.zip", &outer)]);
    let sources = opened(&answers);
    let names: Vec<&str> = sources.iter().map(|source| source.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "both.zip › WhatsApp Chat - Ada Poe.zip",
            "both.zip › x/WhatsApp Chat - Cy.zip",
        ]
    );
    assert_eq!(sources[0].threads[0].title, "Ada Poe");
    assert_eq!(sources[1].threads[0].title, "Cy");
    let told = &sources[0]
        .findings
        .iter()
        .find(|at| at.code == "A020")
        .unwrap()
        .text;
    assert!(told.contains("notes.pdf"), "{told}");
}

const NIGHT: &[u8] = b"27/10/2024, 01:59 - Ada Poe: one\n27/10/2024, 02:30 - Ben: two\n";

#[test]
fn a_stated_zone_marks_the_hour_that_came_twice() {
    let zip = zips::ordinary(&[("_chat.txt", NIGHT)]);
    let mut desk = Desk::new();
    let answers = desk.open(&[("a.zip", &zip)]);
    desk.confirm(&answers);
    let source = desk.rows(RowsFor::Editor, None)[0].place.source.clone();
    let zone = "Europe/Berlin".to_owned();
    let changed = reordered(&desk.decide(DecisionKind::Zone { source, zone }));
    let codes = |source: &SourceSummary| -> Vec<String> {
        source.findings.iter().map(|at| at.code.clone()).collect()
    };
    assert!(
        codes(&changed[0]).contains(&"P030".to_owned()),
        "{changed:?}"
    );
    let clocks = |desk: &mut Desk, view| -> Vec<Option<ClockMark>> {
        let rows = desk.rows(view, None);
        rows.iter().map(|row| row.clock).collect()
    };
    let marked = [None, Some(ClockMark::Twice)];
    assert_eq!(clocks(&mut desk, RowsFor::Editor), marked);
    // The recipient's view shows what a package holds, and marks are in none.
    assert_eq!(clocks(&mut desk, RowsFor::Recipient), [None, None]);

    // Other decisions look nothing up again.
    let n_asked = desk.platform.borrow().n_zones_asked;
    assert!(reordered(&desk.send_log(Vec::new())).is_empty());
    assert_eq!(desk.platform.borrow().n_zones_asked, n_asked);

    let withdraws: DecisionId = desk.log.decisions().last().unwrap().id.clone();
    let changed = reordered(&desk.decide(DecisionKind::Withdraw { withdraws }));
    assert!(!codes(&changed[0]).contains(&"P030".to_owned()));
    assert_eq!(clocks(&mut desk, RowsFor::Editor), [None, None]);
}
