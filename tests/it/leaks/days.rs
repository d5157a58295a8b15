//! Names of files in which a day stands, where the times of their chat are given less exactly.

use threadseal::engine::decision::{Coarse, DecisionKind};
use threadseal::engine::session::protocol::MediaChoice;

use crate::package::{one, text, unpacked};
use crate::support::forge::Forged;
use crate::support::packages::{Decisions, built, leaks, told, verified};

const TABLE: &str = "data/threads/t001/attachments.csv";
const MESSAGES: &str = "data/threads/t001/messages.jsonl";

const DAYS: [&str; 10] = [
    "IMG-20231231-WA0007.jpg",
    "1704016800000.jpg",
    "Scan 31.12.2023.pdf",
    "31-12-23.pdf",
    "VID_231231.mp4",
    "December 31 2023.pdf",
    "31 Dec.pdf",
    "2023年12月31日.pdf",
    "IMG-٢٠٢٣١٢٣١-WA0002.jpg",
    "2023 - 12 - 31.pdf",
];
const NONE: [&str; 3] = ["plan.pdf", "IMG-WA0007.jpg", "Report 2023.pdf"];

#[test]
fn names_that_tell_a_day_are_withheld_and_looked_for() {
    let mut chat = String::new();
    let names: Vec<&str> = DAYS.into_iter().chain(NONE).collect();
    for (minute, name) in names.iter().enumerate() {
        chat.push_str(&format!(
            "31/12/2023, 10:{minute:02} - Bo: {name} (file attached)\n"
        ));
    }
    let media: Vec<(&str, &[u8])> = names.iter().map(|name| (*name, name.as_bytes())).collect();
    let case = one("a.zip", &chat, &media);
    let open = &case.sources[0];
    let mut decisions = Decisions::default();
    decisions.add(DecisionKind::TimeCoarse {
        source: open.id.clone(),
        entry: open.threads[0].entry,
        to: Coarse::Period,
        codes: vec!["TPD".to_owned()],
        note: None,
    });
    let package = built(&case, &decisions.log, MediaChoice::Withheld, &[]);
    assert_eq!(told(&verified(&package)), "");
    assert_eq!(leaks(&package, &case, &decisions.log).leaks, []);
    let files = unpacked(&package);
    let table = text(&files, TABLE) + &text(&files, MESSAGES);
    for name in DAYS {
        assert!(!table.contains(name), "{name}");
    }
    for name in NONE {
        assert!(table.contains(name), "{name}");
    }
    for (name, is_day) in [
        ("13-3-24.pdf", true),
        ("March 13.pdf", true),
        ("plan 13.pdf", false),
    ] {
        let mut forged = Forged::of(&package);
        let shown = format!("\"name\":\"{name}\"");
        forged.replace(MESSAGES, "\"name\":\"plan.pdf\"", &shown);
        let report = leaks(&forged.package(), &case, &decisions.log);
        let found = report
            .leaks
            .iter()
            .any(|leak| leak.form.contains("a day in the name"));
        assert_eq!(found, is_day, "{name}");
    }
}
