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

fn of_two(other: &str, title: &'static str) -> Export {
    let text = format!(
        "{NOTICE}15/01/2024, 10:30 - {other}: good morning from {other}\n15/01/2024, 10:40 - Ines Sample: can we move this to Signal?\n\
15/01/2024, 10:45 - {other}: whatever {other} says to that\n"
    );
    android(title, &text)
}

fn settled(result: &Result, log: &DecisionLog) -> Vec<bool> {
    let ledger = result.ledger(&Reviews::over(log, result)).into_iter();
    ledger.map(|item| item.settled.is_some()).collect()
}

fn open_over(result: &Result, log: &DecisionLog, code: &str) -> Vec<bool> {
    let reviews = Reviews::over(log, result);
    let of = result.findings.iter().filter(|one| one.code.id() == code);
    of.map(|one| reviews.of_finding(one).state.is_to_do())
        .collect()
}

/// The first mention is cleared and explained.
fn explained(result: &Result) -> DecisionLog {
    let mut log = cleared(result, "O001");
    let item = result.findings.iter().find(|one| one.code.id() == "O001");
    let settled = CaseWork::Settled {
        item: item.unwrap().key.clone(),
        text: "it was about the lift".to_owned(),
        signed_by: "Bob Fay".to_owned(),
    };
    log.append(decided("Ada", 3, settled));
    log
}

/// What somebody says to two people in one minute is two matters.
#[test]
fn an_outcome_stays_in_its_thread() {
    let asked = asked();
    let bob = || of_two("Bob Fay", "WhatsApp Chat with Bob Fay.zip");
    let cy = || of_two("Cy Orr", "WhatsApp Chat with Cy Orr.zip");
    let both = ask(&case_of(vec![bob(), cy()]), &asked);
    let log = explained(&both);
    assert_eq!(open_over(&both, &log, "O001"), [false, true]);
    assert_eq!(settled(&both, &log), [true, false]);
    // Nor does it get there when only the other one is open any more.
    let later = ask(&case_of(vec![cy()]), &asked);
    assert_eq!(open_over(&later, &log, "O001"), [true]);
    assert_eq!(settled(&later, &log), [false]);
    // Two custodians call their threads with one person the same.
    let hers = of_two("Bob Fay", "WhatsApp Chat with Bob Fay.zip");
    let his = of_two("Cy Orr", "WhatsApp Chat with Bob Fay.zip");
    let first = ask(&case_of(vec![hers]), &asked);
    let second = ask(&case_of(vec![his]), &asked);
    let log = explained(&first);
    assert_eq!(open_over(&second, &log, "O001"), [true]);
}

/// The same thread in a later export, under whatever name, and as another phone has it.
#[test]
fn an_outcome_goes_with_its_thread() {
    let asked = asked();
    let line =
        |clock: &str, who: &str, what: &str| format!("[15/01/2024, {clock}] {who}: {what}\r\n");
    let text = line("10:30:00", "Bob Fay", "good morning to everybody here")
        + &line("10:40:00", "Ines Sample", "can we move this to Signal?");
    let later = format!("{text}{}", line("10:50:00", "Bob Fay", "no, better not"));
    let first = ask(&case_of(vec![iphone("January.zip", &text)]), &asked);
    let second = ask(&case_of(vec![iphone("February.zip", &later)]), &asked);
    let log = explained(&first);
    assert_eq!(open_over(&second, &log, "O001"), [false]);
    assert_eq!(settled(&second, &log), [true]);
    // Open together with an export of another phone, which calls the thread otherwise.
    let long: String = (1..8)
        .map(|n| {
            format!("15/01/2024, 11:0{n} - Ines Sample: the boat number {n} is late again today\n")
        })
        .collect();
    let text =
        format!("{NOTICE}15/01/2024, 10:40 - Ines Sample: can we move this to Signal?\n{long}");
    let hers = android("WhatsApp Chat with Bob Fay.zip", &text);
    let his = android(
        "WhatsApp Chat with Ines Sample.zip",
        &format!("{text}15/01/2024, 12:00 - Bob Fay: so it is\n"),
    );
    let both = ask(&case_of(vec![hers, his]), &asked);
    assert_eq!(both.pairs.len(), 1);
    let log = explained(&both);
    assert_eq!(open_over(&both, &log, "O001"), [false, false]);
    assert_eq!(settled(&both, &log), [true, true]);
}

/// Whether the roster knows who wrote a message changes, and the message does not.
#[test]
fn an_outcome_outlives_a_new_roster() {
    let text = format!(
        "{NOTICE}15/01/2024, 10:30 - Ines Sample: good morning to everybody here\n15/01/2024, 10:40 - Zed Roe: can we move this to Signal?\n"
    );
    let later = format!("{text}16/01/2024, 09:00 - Ines Sample: fine\n");
    let of = |text: &str, with_zed: bool| {
        let mut asked = asked();
        if with_zed {
            let zed = "z,Zed Roe,,,,external,yes,,,,\n";
            asked.roster = roster_from_csv(&format!("{}{zed}", super::ROSTER))
                .unwrap()
                .0;
        }
        ask(
            &case_of(vec![android("WhatsApp Chat with Zed Roe.zip", text)]),
            &asked,
        )
    };
    for known in [false, true] {
        let log = explained(&of(&text, known));
        let next = of(&later, !known);
        assert_eq!(settled(&next, &log), [true], "{known}");
        assert_eq!(open_over(&next, &log, "O001"), [false], "{known}");
        // Somebody else who says the same in that minute is somebody else.
        let other = of(&later.replace("Zed Roe:", "Kim Roe:"), !known);
        assert_eq!(settled(&other, &log), [false], "{known}");
        assert_eq!(open_over(&other, &log, "O001"), [true], "{known}");
    }
    // What was begun under one roster is gone on with under the next.
    let (first, next) = (of(&text, false), of(&later, true));
    let key = |result: &Result| {
        let found = result.findings.iter().find(|one| one.code.id() == "O001");
        found.unwrap().key.clone()
    };
    let mut log = DecisionLog::default();
    for (ms, key, to) in [
        (1, key(&first), ReviewMove::Claimed),
        (2, key(&next), ReviewMove::Confirmed),
    ] {
        log.append(decided("Ada", ms, moved(&key, to, MoveDetails::default())));
    }
    assert_eq!(open_over(&next, &log, "O001"), [false]);
}
