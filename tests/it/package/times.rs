//! What people settle about times: how dates are read, and whose clock it was, in packages that say
//! so, verify and leak nothing.

use threadseal::engine::case::Case;
use threadseal::engine::decision::DecisionKind;
use threadseal::engine::session::protocol::MediaChoice;
use threadseal::engine::thread::{DateOrder, OrderState};

use super::{Made, build, one, place, text, unpacked};
use crate::support::packages::{leaks, told, verified};

const CHAT: &str = "03/04/2024, 21:05 - Ada Poe: one\n\
                    04/05/2024, 21:06 - Bob Fay: my PIN is 7391\n\
                    05/06/2024, 21:07 - Ada Poe: three\n";

impl Made {
    fn order(&mut self, case: &Case, at: (u32, u32), order: DateOrder) -> &mut Made {
        let target = place(case, at);
        self.add(DecisionKind::DateOrder {
            target,
            order,
            instead_of: DateOrder::Dmy,
            state: OrderState::Assumed,
            evidence: "nothing shows it".to_owned(),
        })
    }

    fn zone(&mut self, case: &Case, zone: &str) -> &mut Made {
        let source = case.sources[0].id.clone();
        let zone = zone.to_owned();
        self.add(DecisionKind::Zone { source, zone })
    }
}

#[test]
fn a_package_says_who_chose_the_order_and_stated_the_zone() {
    let case = one("a.zip", CHAT, &[]);
    let mut made = Made::default();
    made.order(&case, (0, 1), DateOrder::Mdy)
        .zone(&case, "Europe/Berlin")
        .value("7391", &["SEC"]);
    let zip = build(&case, &made.log, MediaChoice::Withheld);
    let files = unpacked(&zip);
    let messages = text(&files, "data/threads/t001/messages.jsonl");
    for (line, at) in
        messages
            .lines()
            .zip(["2024-03-04T21:05", "2024-04-05T21:06", "2024-05-06T21:07"])
    {
        assert!(line.contains(&format!("\"at\":\"{at}\"")), "{line}");
    }
    let first = messages.lines().next().unwrap();
    assert!(
        first.contains("\"raw_stamp\":\"03/04/2024, 21:05\""),
        "{first}"
    );
    assert!(first.contains("\"date-order-chosen\""), "{first}");
    let readme = text(&files, "README.txt");
    let said = "HOW TIMES ARE READ\n\n\
        Somebody settled what stands here, and nobody checked it. Stamps stand in every\n\
        file as they were written, and a zone changes no time.\n\n\
        Thread 1, messages that start as message 1 does (3 of them)\n    \
        read as: month, day, year\n    the text itself shows: day, month, year (assumed)\n    \
        decided by: ";
    assert!(readme.contains(said), "{readme}");
    assert!(
        readme.contains("    time zone: Europe/Berlin\n"),
        "{readme}"
    );
    let custody = text(&files, "data/logs/custody.jsonl");
    assert!(custody.contains("\"action\":\"date-order\""), "{custody}");
    assert!(
        custody.contains("{\"zone\":\"Europe/Berlin\"}"),
        "{custody}"
    );
    let report = leaks(&zip, &case, &made.log);
    assert!(report.leaks.is_empty(), "{:#?}", report.leaks);
}

#[test]
fn words_of_the_format_can_be_withheld_beside_a_choice() {
    let chat = "03/04/2024, 21:05 - Ada Poe: the month, the order and the zone were assumed\n";
    let case = one("a.zip", chat, &[]);
    let mut made = Made::default();
    made.order(&case, (0, 0), DateOrder::Mdy)
        .zone(&case, "+01:00");
    for word in ["month", "order", "zone", "assumed", "read as", "clock"] {
        made.value(word, &["TPD"]);
    }
    let zip = build(&case, &made.log, MediaChoice::Withheld);
    let report = leaks(&zip, &case, &made.log);
    assert!(report.leaks.is_empty(), "{:#?}", report.leaks);
}

#[test]
fn a_readme_that_says_otherwise_than_custody_is_not_valid() {
    let case = one("a.zip", CHAT, &[]);
    let mut made = Made::default();
    made.order(&case, (0, 0), DateOrder::Mdy);
    let zip = build(&case, &made.log, MediaChoice::Withheld);
    assert_eq!(told(&verified(&zip)), "");
    let honest = b"shows: day, month, year (assumed)";
    let forged = b"shows: month, day, year (assumed)";
    let at = memchr::memmem::find(&zip, honest).unwrap();
    let mut changed = zip.clone();
    changed[at..at + forged.len()].copy_from_slice(forged);
    assert_ne!(told(&verified(&changed)), "");
}

#[test]
fn a_choice_that_was_taken_back_leaves_no_trace() {
    let case = one("a.zip", CHAT, &[]);
    let plain = build(&case, &Made::default().log, MediaChoice::Withheld);
    let mut made = Made::default();
    made.order(&case, (0, 0), DateOrder::Mdy);
    let withdraws = made.log.decisions()[0].id.clone();
    made.add(DecisionKind::Withdraw { withdraws });
    let zip = build(&case, &made.log, MediaChoice::Withheld);
    let readme = |zip: &[u8]| text(&unpacked(zip), "README.txt");
    assert_eq!(readme(&zip), readme(&plain));
    assert!(!readme(&zip).contains("HOW TIMES ARE READ"));
}
