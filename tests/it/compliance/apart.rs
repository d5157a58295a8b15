//! Two findings are two: working one closes no other.

use threadseal::engine::compliance::Reviews;

use super::*;

const NOTICE: &str = "15/01/2024, 10:00 - Messages and calls are end-to-end encrypted. No one outside of this chat can read them.\n";

fn text() -> String {
    format!(
        "{NOTICE}15/01/2024, 10:30 - Ines Sample: pay to card 4999 9999 9999 9996 and later to 4111 1111 1111 1111 please\n\
15/01/2024, 10:40 - Zed Placeholder: please delete this chat\n15/01/2024, 10:40 - Zed Placeholder: please delete this chat\n"
    )
}

fn open_of(result: &Result, log: &DecisionLog, code: &str) -> Vec<bool> {
    let reviews = Reviews::of(log);
    let of = result.findings.iter().filter(|one| one.code.id() == code);
    of.map(|one| reviews.of_finding(one).state.is_to_do())
        .collect()
}

fn cleared(result: &Result, code: &str) -> DecisionLog {
    let of = result.findings.iter().find(|one| one.code.id() == code);
    let key = &of.unwrap().key;
    let mut log = DecisionLog::default();
    for (ms, to) in [(1, ReviewMove::Claimed), (2, ReviewMove::NotRelevant)] {
        log.append(decided("Ada", ms, moved(key, to, MoveDetails::default())));
    }
    log
}

#[test]
fn working_one_closes_no_other() {
    let asked = asked();
    let first = ask(
        &case_of(vec![android("WhatsApp Chat with Zed.zip", &text())]),
        &asked,
    );
    let later = format!("{}16/01/2024, 09:00 - Ines Sample: fine\n", text());
    let second = ask(
        &case_of(vec![android("WhatsApp Chat with Zed.zip", &later)]),
        &asked,
    );
    for code in ["D001", "O005"] {
        let log = cleared(&first, code);
        assert_eq!(open_of(&first, &log, code), [false, true], "{code}");
        // In a later export it is the same one that is known.
        assert_eq!(open_of(&second, &log, code), [false, true], "{code}");
    }
}

/// A log of a version that did not tell two places of a message apart is read, and carries over what it
/// means one finding by.
#[test]
fn older_logs_are_read() {
    let asked = asked();
    let one = text().replace(" and later to 4111 1111 1111 1111", "");
    let first = ask(
        &case_of(vec![android("WhatsApp Chat with Zed.zip", &one)]),
        &asked,
    );
    let finding = first
        .findings
        .iter()
        .find(|one| one.code.id() == "D001")
        .unwrap();
    assert!(!finding.same_before.is_empty() && finding.same_before != finding.key.same);
    let mut key = finding.key.clone();
    key.same = finding.same_before.clone();
    let mut log = DecisionLog::default();
    for (ms, to) in [(1, ReviewMove::Claimed), (2, ReviewMove::NotRelevant)] {
        log.append(decided("Ada", ms, moved(&key, to, MoveDetails::default())));
    }
    assert_eq!(open_of(&first, &log, "D001"), [false]);
    let later = format!("{one}16/01/2024, 09:00 - Ines Sample: fine\n");
    let second = ask(
        &case_of(vec![android("WhatsApp Chat with Zed.zip", &later)]),
        &asked,
    );
    assert_eq!(open_of(&second, &log, "D001"), [false]);
    // What fits two is carried over to none.
    let two = ask(
        &case_of(vec![android("WhatsApp Chat with Zed.zip", &text())]),
        &asked,
    );
    assert!(
        two.findings
            .iter()
            .filter(|one| one.code.id() == "D001")
            .all(|one| one.same_before.is_empty())
    );
}

/// What was begun under one export is gone on with under the next.
#[test]
fn a_review_goes_on_in_the_next_export() {
    let asked = asked();
    let first = ask(
        &case_of(vec![android("WhatsApp Chat with Zed.zip", &text())]),
        &asked,
    );
    let key = |result: &Result| {
        let found = result.findings.iter().find(|one| one.code.id() == "O005");
        found.unwrap().key.clone()
    };
    let later = format!("{}16/01/2024, 09:00 - Ines Sample: fine\n", text());
    let second = ask(
        &case_of(vec![android("WhatsApp Chat with Zed.zip", &later)]),
        &asked,
    );
    let mut log = DecisionLog::default();
    let none = MoveDetails::default;
    log.append(decided(
        "Ada",
        1,
        moved(&key(&first), ReviewMove::Claimed, none()),
    ));
    log.append(decided(
        "Ada",
        2,
        moved(&key(&second), ReviewMove::Confirmed, none()),
    ));
    assert_eq!(open_of(&second, &log, "O005"), [false, true]);
    assert_eq!(open_of(&first, &log, "O005"), [true, true]);
}
