//! Names that are hidden stand in no row and in no sentence of any finding.

use threadseal::engine::archive::Archive;
use threadseal::engine::digest::sha256_hex;
use threadseal::engine::examine::Examiner;
use threadseal::engine::examine::comply::protocol::{
    Asked as Question, ComplyEvent, ComplyRequest, FindingQuery, FindingRow,
};
use threadseal::engine::examine::protocol::{Event, Request};
use threadseal::engine::session::Work;
use threadseal::engine::session::protocol::Tag;

use super::*;

const NOTICE: &str =
    "Messages and calls are end-to-end encrypted. No one outside of this chat can read them.";

fn rows(name: &str, text: &str, roster: &str) -> Vec<FindingRow> {
    let mut examiner = Examiner::default();
    let zip = ordinary(&[(
        &format!("{}.txt", name.trim_end_matches(".zip")),
        text.as_bytes(),
    )]);
    let open = Request::Open {
        names: vec![name.to_owned()],
        limits_times: 1,
    };
    let archive = Archive::open(vec![given(name, zip.clone())], &Limits::USUAL).unwrap();
    let provisional = archive.value.provisional_id().unwrap();
    let standing = Request::Standing {
        log: DecisionLog::default().to_file(),
        sources: vec![(provisional, SourceId(sha256_hex(&zip)))],
    };
    examiner.handle(open, vec![given(name, zip)]);
    examiner.handle(standing, Vec::new());
    while examiner.step() != Work::Idle {}
    let asked = Question {
        roster: roster.to_owned(),
        policy: starting_policy("desk").unwrap().text.to_owned(),
        today: "2026-01-01".to_owned(),
        ..Question::default()
    };
    let query = FindingQuery {
        blind: true,
        ..FindingQuery::default()
    };
    let show = ComplyRequest::Show {
        tag: Tag(2),
        query,
        first: 0,
        n_rows: 1_000,
    };
    for request in [ComplyRequest::Ask { tag: Tag(1), asked }, show] {
        examiner.handle(Request::Comply(request), Vec::new());
        while examiner.step() != Work::Idle {}
    }
    let events = examiner.take_events().into_iter();
    let shown = events.filter_map(|event| match event {
        Event::Comply(event) => match *event {
            ComplyEvent::Shown { shown, .. } => Some(shown.rows),
            _other => None,
        },
        _other => None,
    });
    shown.last().expect("rows")
}

fn words_of(row: &FindingRow) -> String {
    let trigger = row
        .trigger
        .iter()
        .map(|(name, value)| format!("{name} {value}"));
    let all = [
        row.who.clone(),
        row.thread.clone(),
        row.why.clone(),
        row.said.concat(),
    ];
    all.into_iter()
        .chain(trigger)
        .collect::<Vec<_>>()
        .join(" | ")
}

/// Everybody of a group, with names that a quotation would write otherwise.
#[test]
fn no_row_holds_a_name() {
    let names = [
        "~\u{202f}Bob",
        "Zo\u{eb} \u{200d}Quine",
        "Eve \"the quay\" Orr",
        "Mal\u{202e}yrol",
        "+44 20 7946 0958",
        "Ann Poe",
        "Cy Gone",
        "Dee Silent",
    ];
    let mut text = format!(
        "04/03/2024, 09:00 - {NOTICE}\n04/03/2024, 09:00 - Ann Poe created group \"Desk\"\n"
    );
    let lines = [
        "Ann Poe added Dee Silent".to_owned(),
        "Ann Poe added Cy Gone".to_owned(),
        "Cy Gone left".to_owned(),
        "Dee Silent changed to +1 202-555-0143".to_owned(),
        "~\u{202f}Bob joined using this group's invite link".to_owned(),
    ];
    for (n, line) in lines.iter().enumerate() {
        text.push_str(&format!("04/03/2024, 09:{:02} - {line}\n", n + 1));
    }
    for (n, name) in names.iter().take(7).enumerate() {
        for (m, body) in [
            "can we move this to Signal?",
            "please delete this chat",
            "my number is +1 202-555-0177 and card 4999 9999 9999 9996",
            "it is guaranteed, ask @\u{2068}Fay Mentioned\u{2069}",
        ]
        .iter()
        .enumerate()
        {
            text.push_str(&format!(
                "05/03/2024, 2{}:{:02} - {name}: {body}\n",
                n / 4,
                n % 4 * 10 + m
            ));
        }
    }
    let roster = "person_id,full_name,aliases,phones,side,authorised,valid_to\n\
a,Ann Poe,Annie,+1 202-555-0101,internal,yes,2024-01-01\nq,Zo\u{eb} Quine,,,external,no,\n";
    let rows = rows("WhatsApp Chat with Desk.zip", &text, roster);
    let codes: std::collections::BTreeSet<&str> = rows.iter().map(|row| row.code.id()).collect();
    for code in [
        "R001", "R002", "R005", "R006", "R008", "R010", "R012", "C015", "C018", "O001", "O005",
        "D001", "T001",
    ] {
        assert!(codes.contains(code), "{code} is not found: {codes:?}");
    }
    for row in &rows {
        let words = words_of(row);
        for name in names
            .iter()
            .chain(&["Fay Mentioned", "Annie", "+12025550143", "202f", "u{"])
        {
            assert!(!words.contains(name), "{name} in {} {words}", row.code.id());
        }
    }
}

/// A thread of two is called as somebody is.
#[test]
fn no_title_holds_a_name() {
    let text = format!(
        "04/03/2024, 09:00 - {NOTICE}\n04/03/2024, 23:00 - Somebody: please delete this chat\n"
    );
    let rows = rows("WhatsApp Chat with Zed Placeholder.zip", &text, ROSTER);
    assert!(!rows.is_empty());
    for row in &rows {
        let words = words_of(row);
        assert!(
            !words.contains("Zed Placeholder") && !words.contains("Somebody"),
            "{words}"
        );
    }
}
