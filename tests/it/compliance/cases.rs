//! The agreed cases, K01 to K24, and one more for codes that those leave out.

use super::*;

const LRM: &str = "\u{200e}";
const NNB: &str = "\u{202f}";
const NOTICE: &str =
    "Messages and calls are end-to-end encrypted. No one outside of this chat can read them.";

/// Codes that say nothing about the point of a case.
const O_AND_D: [&str; 9] = [
    "O001", "O002", "O003", "O004", "O005", "O006", "O007", "D001", "D002",
];

fn one(text: &str, only: &[&str], expected: &[&str]) -> Result {
    let result = ask(
        &case_of(vec![android("WhatsApp Chat with Zed.zip", text)]),
        &asked(),
    );
    assert_eq!(told(&result, only), expected, "{text}");
    result
}

fn said(who: &str, what: &str) -> String {
    format!("15/01/2024, 10:00 - {NOTICE}\n15/01/2024, 10:30 - {who}: {what}\n")
}

#[test]
fn k01_to_k03_an_invitation_a_noun_and_a_no() {
    let result = one(
        &said("Ines Sample", "can we move this to Signal?"),
        &O_AND_D,
        &["O001 high likely @2"],
    );
    let finding = result
        .findings
        .iter()
        .find(|one| one.code.id() == "O001")
        .unwrap();
    assert_eq!(finding.clause.as_deref(), Some("2.1"));
    assert_eq!(
        finding.why,
        "\"Ines Sample\" speaks of moving to Signal at 2024-01-15 10:30: a word for moving stands 3 words from it"
    );
    one(
        &said("Ines Sample", "the signal was weak in the lift"),
        &O_AND_D,
        &[],
    );
    one(
        &said("Ines Sample", "no, don't move it to Signal"),
        &O_AND_D,
        &["O001 low likely @2"],
    );
    one(
        &said("Ines Sample", "no, don’t move it to Signal"),
        &O_AND_D,
        &["O001 low likely @2"],
    );
    // Over two messages, when the second comes within two minutes.
    let two = |minute: &str| {
        format!(
            "{}15/01/2024, 10:{minute} - Zed Placeholder: ok let's switch\n",
            said("Ines Sample", "do you have Signal?")
        )
    };
    one(&two("32"), &O_AND_D, &["O001 high likely @3,2"]);
    one(&two("33"), &O_AND_D, &[]);
}

#[test]
fn k04_a_number_that_is_not_in_the_roster() {
    let text = said("Ines Sample", "my other number +1 202-555-0143");
    one(
        &text,
        &["R004", "D001"],
        &["D001 medium likely @2", "R004 high likely @2"],
    );
    let text = said("Ines Sample", "my other number is 020 7946 0042");
    one(&text, &["R004"], &[]);
}

#[test]
fn k05_after_the_last_day() {
    let text = |day: &str| {
        format!("{day}, 09:00 - {NOTICE}\n{day}, 10:30 - Zed Placeholder: hello again\n")
    };
    one(
        &text("02/01/2025"),
        &["R002", "R001"],
        &["R002 high certain @2"],
    );
    one(&text("31/12/2024"), &["R002", "R001"], &[]);
}

#[test]
fn k06_joined_by_a_link() {
    let text = format!(
        "15/01/2024, 10:00 - {NOTICE}\n15/01/24, 10:30 - +44 20 7946 0958 joined using this group's invite link\n"
    )
    .replace("15/01/2024", "15/01/24");
    one(&text, &["R006", "R001"], &["R006 high certain @2"]);
    let text = format!("{text}15/01/24, 10:31 - +44 20 7946 0958: hello\n");
    one(
        &text,
        &["R006", "R001"],
        &["R001 medium certain @3", "R006 high certain @2"],
    );
}

#[test]
fn k07_and_k08_files() {
    let text = format!(
        "15/01/2024, 10:00 - {NOTICE}\n15/01/2024, 10:30 - Ines Sample: {LRM}IMG-20240115-WA0007.jpg (file attached)\n"
    );
    one(&text, &["C004", "C005"], &["C004 high certain @2"]);
    let jpeg = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00 and so on";
    let export = android("WhatsApp Chat with Zed.zip", &text)
        .with("IMG-20240115-WA0007.jpg", jpeg)
        .with("IMG-20240115-WA0009.jpg", jpeg);
    let result = ask(&case_of(vec![export]), &asked());
    assert_eq!(told(&result, &["C004", "C005"]), ["C005 medium certain @"]);
    assert!(result.findings.iter().any(|one| one.code.id() == "C020"));
    let export = android("WhatsApp Chat with Zed.zip", &text)
        .with("IMG-20240115-WA0007.jpg", b"%PDF-1.4 and so on");
    let result = ask(&case_of(vec![export]), &asked());
    assert_eq!(told(&result, &["C014"]), ["C014 medium certain @"]);
}

#[test]
fn k09_and_k10_the_cap() {
    let lines = |first: &str, n: usize| {
        let mut text = format!("01/01/2024, 00:00 - {first}\n");
        for number in 1..n {
            let (day, minute) = (number / 1440, number % 1440);
            text.push_str(&format!(
                "{:02}/{:02}/2024, {:02}:{:02} - Ines Sample: number {number}\n",
                day % 28 + 1,
                day / 28 + 1,
                minute / 60,
                minute % 60
            ));
        }
        text
    };
    let cap = ["C001", "C002", "C003"];
    let ordinary = lines("Ines Sample: and so it goes on", 40_000);
    one(
        &ordinary,
        &cap,
        &["C001 high certain @1", "C003 medium likely @1"],
    );
    one(&lines(NOTICE, 40_000), &cap, &["C001 high likely @1"]);
    one(&lines(NOTICE, 39_899), &cap, &[]);
}

#[test]
fn k11_clocks() {
    let text = "[27/10/2024, 10:00:00] Zed: \u{200e}Messages and calls are end-to-end encrypted. No one outside of this chat can read them.\n\
[27/10/2024, 10:05:00] Ines Sample: one\n[27/10/2024, 10:04:30] Zed: two\n[27/10/2024, 09:04:00] Ines Sample: three\n";
    let result = ask(
        &case_of(vec![iphone("WhatsApp Chat - Zed.zip", text)]),
        &asked(),
    );
    assert_eq!(told(&result, &["I006"]), ["I006 low likely @4,3"]);
    let text = text
        .replace("09:04:00", "07:14:00")
        .replace("27/10", "27/06");
    let result = ask(
        &case_of(vec![iphone("WhatsApp Chat - Zed.zip", &text)]),
        &asked(),
    );
    assert_eq!(told(&result, &["I006"]), ["I006 medium likely @4,3"]);
}

#[test]
fn k12_a_shift_that_all_names_share() {
    let mut text = format!("[15/01/2024, 10:00:00] Zed: {LRM}{NOTICE}\n");
    let mut export = iphone("WhatsApp Chat - Zed.zip", "");
    for number in 2..8 {
        let name = format!("{number:08}-PHOTO-2024-01-15-13-{number:02}-00.jpg");
        text.push_str(&format!(
            "{LRM}[15/01/2024, 10:{number:02}:00] Zed: {LRM}<attached: {name}>\n"
        ));
        export = export.with(&name, b"\xff\xd8\xff\xe0\x00\x10JFIF\x00");
    }
    export.files[0].1 = text.replace('\n', "\r\n").into_bytes();
    let result = ask(&case_of(vec![export]), &asked());
    assert_eq!(
        told(&result, &["I007", "I011"]),
        ["I007 medium likely @2,3,4,5,6,7"]
    );
    let finding = result
        .findings
        .iter()
        .find(|one| one.code.id() == "I007")
        .unwrap();
    assert_eq!(finding.trigger, [("shift".to_owned(), "-3 h".to_owned())]);
}

#[test]
fn k13_marks_that_single_lines_lack() {
    let mut text = String::new();
    for number in 0..40 {
        let space = if [7, 12, 30].contains(&number) {
            " "
        } else {
            NNB
        };
        text.push_str(&format!(
            "[1/15/24, 10:{number:02}:00{space}AM] Ines Sample: line {number} of it\n"
        ));
    }
    let result = ask(
        &case_of(vec![iphone("WhatsApp Chat - Zed.zip", &text)]),
        &asked(),
    );
    assert_eq!(
        told(&result, &["I008", "I009"]),
        ["I009 high likely @8,13,31"]
    );
}

#[test]
fn k14_disappearing_and_the_wish_to_delete_are_one() {
    let text = format!(
        "15/01/2024, 10:00 - {NOTICE}\n15/01/2024, 10:10 - Zed Placeholder turned on disappearing messages. New messages will \
disappear from this chat 7 days after they're sent.\n15/01/2024, 10:30 - Ines Sample: please delete this chat\n"
    );
    let result = one(
        &text,
        &["I003", "O005"],
        &["O005 high likely @3,2 with I003"],
    );
    assert!(
        result.findings[0].why.contains("timer 7 days"),
        "{}",
        result.findings[0].why
    );
    let alone = text.replace("please delete this chat", "see you at noon");
    one(&alone, &["I003", "O005"], &["I003 high certain @2"]);
}

#[test]
fn k17_writes_after_being_removed() {
    let text = "01/03/2024, 09:00 - Ines Sample created group \"Desk Europe\"\n\
01/03/2024, 09:01 - Ines Sample added Zed Placeholder\n01/03/2024, 09:05 - Zed Placeholder: hello\n\
03/03/2024, 09:00 - Ines Sample removed Zed Placeholder\n04/03/2024, 09:00 - Zed Placeholder: still here\n";
    let result = one(
        text,
        &["C018", "C019", "R008"],
        &["C018 medium likely @5,4"],
    );
    let thread = result.statements[0].thread;
    let timeline = result.timeline(thread).unwrap();
    let readers = |record: u32| {
        let readers = timeline.readers(threadseal::engine::thread::RecordId(record));
        readers
            .iter()
            .map(|(member, sure)| format!("{} {}", member.name, sure.word()))
            .collect::<Vec<_>>()
    };
    assert!(timeline.start_visible);
    assert_eq!(
        readers(2),
        ["Ines Sample certain", "Zed Placeholder certain"]
    );
    assert_eq!(readers(3), ["Ines Sample certain"]);
    assert_eq!(
        readers(4),
        ["Ines Sample certain", "Zed Placeholder inferred"]
    );
    let back = text.replace(
        "04/03/2024, 09:00 -",
        "04/03/2024, 08:00 - Ines Sample added Zed Placeholder\n04/03/2024, 09:00 -",
    );
    one(&back, &["C018", "C019"], &[]);
}

#[test]
fn k18_what_a_custodian_should_hand_in() {
    let mut asked = asked();
    asked.roster.people[0].custodian = true;
    asked.roster.people[0].expected_threads = vec!["Desk Europe".to_owned(), "Zed".to_owned()];
    let result = ask(
        &case_of(vec![android("WhatsApp Chat with Zed.zip", SMALL)]),
        &asked,
    );
    assert_eq!(told(&result, &["C016"]), ["C016 high certain @"]);
    assert!(
        result
            .findings
            .iter()
            .any(|one| one.why.contains("\"Desk Europe\""))
    );
}

#[test]
fn k21_an_unsaved_name_that_the_roster_knows() {
    let who = format!("~{NNB}Zed");
    one(&said(&who, "hello"), &["R001", "R005"], &[]);
    let result = one(
        &said("~ Nobody", "hello"),
        &["R001", "R005"],
        &["R001 medium certain @2", "R005 low certain @2"],
    );
    assert_eq!(result.people[0].name, "~ Nobody");
}

#[test]
fn k22_a_footer_is_left_out_and_counted() {
    let mut text = format!("15/01/2024, 10:00 - {NOTICE}\n");
    for number in 0..120 {
        text.push_str(&format!(
            "15/01/2024, {:02}:{:02} - Ines Sample: number {number} - sent from my secret phone\n",
            11 + number / 60,
            number % 60
        ));
    }
    let mut asked = asked();
    let rule = r#"{"id":"s","clause":"2.1","kind":"term","title":"Secret","terms":["secret"],"tests":{"yes":["a secret"],"no":["none"]}}"#;
    asked.policy = policy_with(
        rule,
        r#","exclusions":[{"phrase":"sent from my secret phone","reason":"footer","until":"2025-12-31"}]"#,
    );
    let result = ask(
        &case_of(vec![android("WhatsApp Chat with Zed.zip", &text)]),
        &asked,
    );
    assert_eq!(told(&result, &["L001"]), Vec::<String>::new());
    assert_eq!(
        report(&result, &asked.log, None).exclusions,
        [(
            "phrase \"sent from my secret phone\"".to_owned(),
            "footer".to_owned(),
            120
        )]
    );
    asked.policy = policy_with(rule, "");
    let result = ask(
        &case_of(vec![android("WhatsApp Chat with Zed.zip", &text)]),
        &asked,
    );
    assert_eq!(count(&result).get("L001"), Some(&120));
}

#[test]
fn k24_a_language_that_no_rule_covers() {
    let mut asked = asked();
    asked.policy = policy_with(
        r#"{"id":"s","clause":"2.1","kind":"term","title":"Secret","terms":["secret"],"languages":["en"],"tests":{"yes":["a secret"],"no":["none"]}}"#,
        "",
    );
    let text = said("Ines Sample", "Καλημέρα, πού είναι το πλοίο;");
    let result = ask(
        &case_of(vec![android("WhatsApp Chat with Zed.zip", &text)]),
        &asked,
    );
    assert_eq!(told(&result, &["L003"]), ["L003 medium certain @2"]);
    let text = said("Ines Sample", "good morning, where is the ship");
    let result = ask(
        &case_of(vec![android("WhatsApp Chat with Zed.zip", &text)]),
        &asked,
    );
    assert_eq!(told(&result, &["L003"]), Vec::<String>::new());
}

/// Findings of a text under the desk policy, told for these codes.
fn desk(text: &str, only: &[&str], expected: &[&str]) {
    let mut asked = asked();
    asked.policy = policy_from_json(starting_policy("desk").unwrap().text).unwrap();
    let result = ask(
        &case_of(vec![android("WhatsApp Chat with Zed.zip", text)]),
        &asked,
    );
    assert_eq!(told(&result, only), expected, "{text}");
}

#[test]
fn other_channels() {
    let say = |what: &str| said("Ines Sample", what);
    desk(
        &say("add yourself: https://signal.group/#abc"),
        &["O002"],
        &["O002 high likely @2"],
    );
    desk(
        &say("write to ines.private@gmail.com"),
        &["O002"],
        &["O002 high likely @2"],
    );
    desk(&say("write to ines@example.org"), &["O002"], &[]);
    desk(&say("https://wa.me/442079460042"), &["O002"], &[]);
    desk(
        &say("call me now, not in writing"),
        &["O003"],
        &["O003 medium weak @2"],
    );
    desk(&say("call me when you are there"), &["O003"], &[]);
    desk(&say("TYOP please"), &["O004"], &["O004 low weak @2"]);
    desk(&say("tyop please"), &["O004"], &[]);
    desk(
        &say("as I said on Telegram, it is fine"),
        &["O006"],
        &["O006 high likely @2"],
    );
    let called = format!(
        "{}15/01/2024, 10:50 - Zed Placeholder: Missed voice call\n",
        say("call me now, urgent")
    );
    desk(&called, &["O003"], &["O003 medium weak @2,3"]);
    let mut silent = String::new();
    for day in 15..19 {
        silent.push_str(&format!("{day}/01/2024, {day}:40 - Ines Sample: done\n{day}/01/2024, {day}:41 - Zed Placeholder: thank you for that\n"));
    }
    desk(&silent, &["O007"], &["O007 info weak @3,5,7"]);
}

#[test]
fn words_and_data() {
    let say = |what: &str| said("Zed Placeholder", what);
    desk(
        &say("I want to make a formal complaint"),
        &["L002"],
        &["L002 high certain @2"],
    );
    desk(
        &said("Ines Sample", "I want to make a formal complaint"),
        &["L002"],
        &[],
    );
    desk(
        &say("it is guaranteed"),
        &["L001"],
        &["L001 medium certain @2"],
    );
    desk(
        &say("we agreed on the fixing level"),
        &["L001"],
        &["L001 medium certain @2"],
    );
    desk(
        &say("pay to card 4999 9999 9999 9996"),
        &["D001"],
        &["D001 high likely @2"],
    );
    desk(
        &say("my password is Hunter-2-Placeholder"),
        &["D001", "D002"],
        &["D002 high likely @2"],
    );
    let five: String = (0..5)
        .map(|n| format!("15/01/2024, 10:3{n} - Zed Placeholder: card 4999 9999 9999 9996\n"))
        .collect();
    desk(&five, &["D003"], &["D003 medium likely @1,2,3,4,5"]);
}

#[test]
fn times() {
    desk(
        "15/01/2024, 22:30 - Ines Sample: one more thing\n",
        &["T001"],
        &["T001 info certain @1"],
    );
    desk(
        "15/01/2024, 18:59 - Ines Sample: one more thing\n",
        &["T001"],
        &[],
    );
    desk(
        "25/12/2024, 12:00 - Ines Sample: one more thing\n",
        &["T001"],
        &["T001 info certain @1"],
    );
    let mut text = String::new();
    for day in 1..16 {
        text.push_str(&format!(
            "{day:02}/01/2024, 10:00 - Ines Sample: a word of the day\n"
        ));
    }
    for minute in 0..55 {
        text.push_str(&format!(
            "16/01/2024, 10:{minute:02} - Ines Sample: and one more\n"
        ));
    }
    desk(&text, &["T002"], &["T002 low weak @16"]);
    let mut text = "01/01/2024, 10:00 - Zed Placeholder: hello\n".to_owned();
    for minute in 0..20 {
        text.push_str(&format!(
            "01/06/2024, 10:{minute:02} - Zed Placeholder: back again {minute}\n"
        ));
    }
    desk(&text, &["T003"], &["T003 medium weak @2"]);
    let calls: String = (0..5)
        .map(|n| format!("01/06/2024, 1{n}:00 - Zed Placeholder: Missed voice call\n"))
        .collect();
    let text = format!("01/06/2024, 09:00 - Ines Sample: later\n{calls}");
    desk(&text, &["T004"], &["T004 medium weak @2,3,4,5,6"]);
}

#[test]
fn people_in_groups() {
    let text = "01/03/2024, 09:00 - Zed Placeholder created group \"Desk Europe\"\n\
01/03/2024, 09:01 - Zed Placeholder added Ines Sample and Quiet Person\n01/03/2024, 09:05 - Ines Sample: hello\n\
01/03/2024, 09:06 - Stranger: and me\n01/03/2024, 09:07 - Zed Placeholder is now an admin\n\
01/03/2024, 09:08 - Your security code with Stranger changed.\n02/03/2024, 09:08 - Your security code with Stranger changed.\n\
02/03/2024, 10:00 - Zed Placeholder changed to +44 20 7946 0999\n02/03/2024, 10:05 - Zed Placeholder: new phone\n";
    one(
        text,
        &[
            "R001", "R007", "R008", "R009", "R010", "R011", "C019", "R004",
        ],
        &[
            "C019 medium likely @4",
            "R001 medium certain @4",
            "R004 high likely @9",
            "R007 medium likely @2",
            "R008 info certain @2",
            "R009 high certain @5",
            "R010 medium certain @8",
            "R011 medium certain @6",
            "R011 medium certain @7",
        ],
    );
}

#[test]
fn people_who_may_not() {
    let mut asked = asked();
    asked.roster = roster_from_csv(
        "person_id,full_name,aliases,side,authorised,authorised_threads,policy_ack\n\
a,Ann Poe,,internal,yes,,2024-01-10@4\nb,Bob Fay,Bo,external,limited,Desk*,\nc,Cy Orr,Bo,internal,no,,2023-01-01@3\n",
    )
    .unwrap()
    .0;
    asked.policy = policy_with(
        "",
        r#","internal_threads":["Zed*"],"effective_from":"2024-01-01""#,
    );
    let text = "05/01/2024, 09:00 - Ann Poe: before\n12/01/2024, 09:00 - Ann Poe: after\n12/01/2024, 09:01 - Bob Fay: hello\n\
12/01/2024, 09:02 - Cy Orr: me too\n12/01/2024, 09:03 - Bo: which one\n";
    let result = ask(
        &case_of(vec![android("WhatsApp Chat with Zed.zip", text)]),
        &asked,
    );
    assert_eq!(
        told(&result, &["R003", "R012", "R014", "R015"]),
        [
            "R003 medium certain @5",
            "R012 high certain @3",
            "R012 high certain @4",
            "R014 low certain @1",
            "R014 low certain @4",
            "R015 high likely @3",
        ]
    );
}

#[test]
fn the_record_itself() {
    let text = format!(
        "15/01/2024, 10:00 - {NOTICE}\n15/01/2024, 10:01 - Ines Sample: This message was deleted\n\
15/01/2024, 10:02 - Ines Sample: late <This message was edited>\n15/01/2024, 10:03 - Zed: <Media omitted>\n\
15/01/2024, 10:04 - Zed: <View once voice message omitted>\n15/01/2024, 10:05 - Zed: Waiting for this message\n\
15/01/2024, 10:06 - Ines Sample turned on advanced chat privacy\n"
    );
    one(
        &text,
        &[
            "I001", "I002", "I004", "I005", "C006", "C017", "C003", "C012",
        ],
        &[
            "C006 medium certain @4",
            "C017 medium certain @6",
            "I001 medium certain @2",
            "I002 low certain @3",
            "I004 medium certain @5",
            "I005 medium certain @7",
        ],
    );
    let run = "15/01/2024, 10:01 - Ines Sample: one of the run\n15/01/2024, 10:02 - Zed: two of the run\n15/01/2024, 10:03 - Zed: three of the run\n";
    let twice = format!("{run}15/01/2024, 10:04 - Zed: between\n{run}");
    one(&twice, &["I010"], &["I010 medium certain @5,1"]);
    let joined: String = (1..9)
        .map(|n| format!("15/01/2024, 10:0{n} - Ines Sample: one {n}\n"))
        .chain((1..9).map(|n| format!("16.01.24, 10:0{n} - Zed: two {n}\n")))
        .collect();
    let joined = joined.as_str();
    let result = ask(
        &case_of(vec![android("WhatsApp Chat with Zed.zip", joined)]),
        &asked(),
    );
    assert_eq!(
        count(&result).get("I008"),
        Some(&1),
        "{:?}",
        told(&result, &[])
    );
}

#[test]
fn periods_and_silence() {
    let mut asked = asked();
    asked.period = Days {
        from: Day::from_iso("2023-12-01"),
        to: Day::from_iso("2024-06-30"),
    };
    let mut text = String::new();
    for number in 0..220 {
        let day = if number < 200 {
            number / 10 + 1
        } else {
            number / 10 + 11
        };
        let (month, day) = if day > 31 { (2, day - 31) } else { (1, day) };
        text.push_str(&format!(
            "{day:02}/{month:02}/2024, 1{}:00 - Ines Sample: word {number}\n",
            number % 10
        ));
    }
    let result = ask(
        &case_of(vec![android("WhatsApp Chat with Zed.zip", &text)]),
        &asked,
    );
    assert_eq!(
        told(&result, &["C008", "C010", "C011"]),
        [
            "C008 low weak @201,200",
            "C010 medium weak @220",
            "C011 high certain @1"
        ]
    );
}
