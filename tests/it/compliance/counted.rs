//! Numbers that are right: what two exports hold counts once, and what is counted is all there is.

use std::fmt::Write;

use threadseal::engine::compliance::tables;
use threadseal::engine::place::{EntryId, MessagePlace};

use super::*;

const LRM: &str = "\u{200e}";
const NOTICE: &str = "15/01/2024, 10:00 - Messages and calls are end-to-end encrypted. No one outside of this chat can read them.\n";
const ZED: &str = "WhatsApp Chat with Zed.zip";

fn found(text: &str, only: &[&str]) -> Vec<String> {
    told(&ask(&case_of(vec![android(ZED, text)]), &asked()), only)
}

fn whys(result: &Result, code: &str) -> Vec<String> {
    let findings = result.findings.iter();
    let of = findings.filter(|one| one.code.id() == code);
    of.map(|one| one.why.clone()).collect()
}

/// A silence, then so many messages.
fn burst(n: usize) -> String {
    let mut text = format!(
        "{NOTICE}15/01/2024, 10:01 - Ines Sample: hello\n15/01/2024, 10:02 - Zed Placeholder: hi there\n"
    );
    for number in 0..n {
        writeln!(
            text,
            "20/05/2024, 10:{number:02} - Zed Placeholder: a long message number {number} quite unlike any other {}",
            number * 7919
        )
        .unwrap();
    }
    text
}

#[test]
fn a_message_of_two_exports_counts_once() {
    let twice = |text: &str| {
        let more =
            format!("{text}21/05/2024, 10:00 - Ines Sample: one more thing, please look at it\n");
        ask(
            &case_of(vec![android(ZED, text), android(ZED, &more)]),
            &asked(),
        )
    };
    let result = twice(&burst(12));
    assert_eq!(whys(&result, "T003"), Vec::<String>::new());
    let n_of = |result: &Result, id: &str| {
        let row = result.people.iter().find(|row| row.id == id).unwrap();
        let voices: Vec<u32> = row.voices.iter().map(|voice| voice.n_messages).collect();
        (row.n_messages, voices)
    };
    assert_eq!(n_of(&result, "x017"), (13, vec![13, 13]));
    assert_eq!(n_of(&result, "e001"), (2, vec![1, 2]));
    // What is enough in one is told, once, with the number that was written.
    let result = twice(&burst(20));
    let told = whys(&result, "T003");
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].ends_with("and then 20 within 24 hours"), "{told:?}");
    // Two threads are not one: what somebody writes in both counts in both.
    let other = burst(12).replace("a long message number", "another text with the number");
    let result = ask(
        &case_of(vec![
            android(ZED, &burst(12)),
            android("WhatsApp Chat with Desk.zip", &other),
        ]),
        &asked(),
    );
    assert_eq!(n_of(&result, "x017"), (26, vec![13, 13]));
    assert!(whys(&result, "T003")[0].ends_with("and then 24 within 24 hours"));
}

/// Where nobody writes much, no text is long enough to tell a thread by.
#[test]
fn a_long_thread_of_short_messages_is_one_in_two_exports() {
    let lines = |word: &str, n: usize| {
        (0..n).fold(NOTICE.to_owned(), |text, number| {
            format!(
                "{text}15/01/2024, {}:{:02} - Zed Placeholder: {word} {number}\n",
                11 + number / 60,
                number % 60
            )
        })
    };
    let n_pairs = |one: &str, other: &str| {
        let exports = vec![android(ZED, one), android(ZED, other)];
        let result = ask(&case_of(exports), &asked());
        let row = result.people.iter().find(|row| row.id == "x017").unwrap();
        (result.pairs.len(), row.n_messages)
    };
    let crates = lines("crate", 80);
    let more = format!("{crates}17/01/2024, 10:00 - Ines Sample: fine\n");
    assert_eq!(n_pairs(&crates, &more), (1, 80));
    // Another thread of the same title in the same hours, some words of which are the same.
    let other = lines("box", 80).replace("box 7\n", "crate 7\n");
    let other = other.replace("box 9\n", "crate 9\n");
    assert_eq!(n_pairs(&crates, &other), (0, 160));
}

#[test]
fn identifiers_of_a_day_are_one_persons_over_all_threads() {
    let numbers = |from: usize, n: usize, who: &str| {
        let mut text = NOTICE.to_owned();
        for number in from..from + n {
            writeln!(
                text,
                "15/01/2024, 10:{number:02} - {who}: call the warehouse on +44 20 7946 00{number:02} today"
            )
            .unwrap();
        }
        text
    };
    let two = |one: &str, other: &str| {
        let exports = vec![
            android(ZED, one),
            android("WhatsApp Chat with Desk.zip", other),
        ];
        whys(&ask(&case_of(exports), &asked()), "D003")
    };
    let ines = "Ines Sample";
    assert_eq!(
        two(&numbers(10, 3, ines), &numbers(20, 3, ines)),
        ["\"Ines Sample\" sent 6 identifiers on 2024-01-15, in 2 threads"]
    );
    let none = Vec::<String>::new();
    assert_eq!(two(&numbers(10, 2, ines), &numbers(20, 2, ines)), none);
    // Another day, another person, or a stranger of whom nobody can say that they are one.
    let other_day = numbers(20, 3, ines).replace("15/01", "16/01");
    assert_eq!(two(&numbers(10, 3, ines), &other_day), none);
    assert_eq!(
        two(&numbers(10, 3, ines), &numbers(20, 3, "Zed Placeholder")),
        none
    );
    let stranger = "A Stranger";
    assert_eq!(
        two(&numbers(10, 3, stranger), &numbers(20, 3, stranger)),
        none
    );
    // One export twice holds as many as one.
    let again = |n: usize| {
        let text = numbers(10, n, ines);
        let later = format!("{text}17/01/2024, 10:09 - Zed Placeholder: fine then and so on\n");
        let exports = vec![android(ZED, &text), android(ZED, &later)];
        whys(&ask(&case_of(exports), &asked()), "D003")
    };
    assert_eq!(again(3), none);
    assert_eq!(
        again(5),
        ["\"Ines Sample\" sent 5 identifiers on 2024-01-15"]
    );
}

#[test]
fn any_mixture_of_line_ends_is_told() {
    let lines = |day: &str, n: usize, end: &str| {
        (0..n).fold(String::new(), |text, number| {
            format!("{text}{day}/01/2024, 10:{number:02} - Ines Sample: line number {number}{end}")
        })
    };
    let why = |text: &str| whys(&ask(&case_of(vec![android(ZED, text)]), &asked()), "I009");
    let halves = format!(
        "{NOTICE}{}{}",
        lines("16", 30, "\n"),
        lines("17", 31, "\r\n")
    );
    assert_eq!(
        why(&halves),
        ["31 messages end with a carriage return where the others have none (31)"]
    );
    // The last line is one of them.
    let four = format!(
        "{NOTICE}{}{}",
        lines("16", 30, "\n"),
        lines("17", 4, "\r\n")
    );
    assert_eq!(
        why(&four),
        ["4 messages end with a carriage return where the others have none (31)"]
    );
    // All alike, a last line without any, and breaks within a message are none.
    let plain = format!("{NOTICE}{}", lines("16", 30, "\n"));
    let none = Vec::<String>::new();
    assert_eq!(why(&plain), none);
    assert_eq!(why(&plain.replace('\n', "\r\n")), none);
    assert_eq!(why(plain.replace('\n', "\r\n").trim_end()), none);
    let broken = plain
        .replace('\n', "\r\n")
        .replace("number 7\r\n", "number\n7\r\n");
    assert_eq!(why(&broken), none);
}

/// Names of pictures three hours ahead, each off by some seconds more.
fn pictures(more: &[i64]) -> Vec<String> {
    let mut text = format!(
        "[15/01/2024, 10:00:07] Zed: {LRM}Messages and calls are end-to-end encrypted. No one outside of this chat can read them.\n"
    );
    let mut export = iphone("WhatsApp Chat - Zed.zip", "");
    for (number, more) in more.iter().enumerate() {
        let second = 30 + more % 30;
        let minute = number as i64 + 1 + more / 60;
        let name = format!(
            "{:08}-PHOTO-2024-01-15-13-{minute:02}-{second:02}.jpg",
            number + 2
        );
        writeln!(
            text,
            "{LRM}[15/01/2024, 10:{:02}:30] Zed: {LRM}<attached: {name}>",
            number + 1
        )
        .unwrap();
        export = export.with(&name, b"\xff\xd8\xff\xe0\x00\x10JFIF\x00");
    }
    export.files[0].1 = text.replace('\n', "\r\n").into_bytes();
    whys(&ask(&case_of(vec![export]), &asked()), "I007")
}

#[test]
fn a_shift_with_some_seconds_of_play_is_one() {
    let all = "12 of 12 media names differ from their messages by the same -3 h: the phone was in another zone \
               when it exported";
    assert_eq!(pictures(&[0; 12]), [all]);
    assert_eq!(pictures(&[0, 1].repeat(6)), [all]);
    assert_eq!(pictures(&[-1, 0, 1].repeat(4)), [all]);
    // One that is off by minutes more is told for itself.
    let mut off = vec![0; 12];
    off[5] = 240;
    let found = pictures(&off);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(
        found.iter().any(|why| why.starts_with("11 of 12")),
        "{found:?}"
    );
    assert!(
        found.iter().any(|why| why.ends_with("by -11040 seconds")),
        "{found:?}"
    );
}

#[test]
fn any_two_voices_of_a_person_may_be_the_ones_at_once() {
    let mut asked = asked();
    asked.roster.people[0].aliases = vec!["N1".to_owned(), "N2".to_owned(), "N3".to_owned()];
    let of = |lines: &str| {
        let text = format!("{NOTICE}{lines}20/03/2024, 10:00 - Zed Placeholder: fine\n");
        whys(&ask(&case_of(vec![android(ZED, &text)]), &asked), "R016")
    };
    assert_eq!(
        of(
            "15/01/2024, 10:01 - N1: jan\n15/03/2024, 10:01 - N2: one\n16/03/2024, 10:01 - N3: two\n17/03/2024, 10:01 - N2: three\n"
        ),
        ["\"Ines Sample\" speaks as \"N2\" and as \"N3\" between 2024-03-16 and 2024-03-16"]
    );
    // One after the other is one person with a new name.
    assert_eq!(
        of(
            "15/01/2024, 10:01 - N1: jan\n15/02/2024, 10:01 - N2: one\n16/03/2024, 10:01 - N3: two\n"
        ),
        Vec::<String>::new()
    );
    assert_eq!(
        of("15/01/2024, 10:01 - N1: a\n15/01/2024, 10:02 - N2: b\n15/01/2024, 10:03 - N3: c\n")
            .len(),
        3
    );
}

#[test]
fn the_median_of_an_even_number_of_days() {
    let days = |last: usize| {
        let mut text = "01/01/2024, 10:00 - Messages and calls are end-to-end encrypted. No one outside of this chat can read them.\n".to_owned();
        for day in 0..29 {
            let n = match day {
                0..14 => 10,
                14..28 => 20,
                _last => last,
            };
            for number in 0..n {
                writeln!(
                    text,
                    "{:02}/01/2024, {}:{:02} - Ines Sample: words {day} and {number}",
                    day + 1,
                    11 + number / 60,
                    number % 60
                )
                .unwrap();
            }
        }
        text
    };
    let why = |last: usize| {
        let case = case_of(vec![android(ZED, &days(last))]);
        whys(&ask(&case, &asked()), "T002")
    };
    assert_eq!(
        why(76),
        [
            "\"Ines Sample\" wrote 76 messages on 2024-01-29; the median of the 28 active days before is 15"
        ]
    );
    assert_eq!(why(75), Vec::<String>::new());
}

#[test]
fn what_is_named_is_here_or_absent() {
    let text = format!(
        "{NOTICE}15/01/2024, 10:01 - Ines Sample: {LRM}AUD-20240115-WA0000. (file attached)\n\
15/01/2024, 10:02 - Zed Placeholder: {LRM}DOC-20240115-WA0001. (file attached)\n\
15/01/2024, 10:03 - Zed Placeholder: {LRM}IMG-20240115-WA0002.jpg (file attached)\n"
    );
    let export = android(ZED, &text)
        .with("AUD-20240115-WA0000.opus", b"OggS and so on")
        .with("DOC-20240115-WA0001.pdf", b"%PDF-1.4 and so on");
    let result = ask(&case_of(vec![export]), &asked());
    let one = &result.statements[0];
    assert_eq!((one.n_named, one.n_present, one.n_absent), (3, 2, 1));
    assert_eq!(told(&result, &["C004", "C005"]), ["C004 high certain @4"]);
}

#[test]
fn custodians_are_known_by_the_test_of_what_they_lack() {
    let case = case_of(vec![android(ZED, SMALL)]);
    let mut asked = asked();
    asked.roster.people[0].custodian = true;
    asked.roster.people[0].expected_threads = vec!["Zed".to_owned()];
    let state = |asked: &Asked| {
        let result = ask(&case, asked);
        let report = report(&result, &asked.log, None);
        let lacks = told(&result, &["C016"]).len();
        (report.custodians[0].1, lacks)
    };
    assert_eq!(state(&asked), (false, 0));
    let place = |needle: &str| {
        let start = SMALL.find(needle).unwrap();
        let line = SMALL[start..].lines().next().unwrap();
        let source = case.sources[0].id.clone();
        MessagePlace {
            source,
            entry: EntryId(0),
            byte_start: start as u64,
            byte_len: line.len() as u64 + 1,
        }
    };
    let owner = |needle: &str| {
        let kind = DecisionKind::Owner {
            target: place(needle),
        };
        Decision::new("Ada", Instant::from_unix_ms(1), kind)
    };
    // The phone shows whose it is, as C016 has it.
    asked.log.append(owner("15/01/2024, 10:30 - Ines"));
    assert_eq!(state(&asked), (true, 0));
    let mut other = DecisionLog::default();
    other.append(owner("15/01/2024, 10:40 - Zed"));
    asked.log = other;
    assert_eq!(state(&asked), (false, 1));
}

#[test]
fn a_drawn_message_is_told_with_its_export() {
    let later =
        format!("{SMALL}16/01/2024, 09:00 - Zed Placeholder: the boat was late again today\n");
    let case = case_of(vec![
        android(ZED, SMALL),
        android("WhatsApp Chat with Zed (1).zip", &later),
    ]);
    let asked = asked();
    let result = ask(&case, &asked);
    let sample = result.draw("a headline of today");
    let report = report(&result, &asked.log, Some(&sample));
    let tables = tables(&report);
    let table = |wanted: &str| {
        let (_, text) = tables.iter().find(|(name, _)| *name == wanted).unwrap();
        text.clone()
    };
    let drawn = table("sample.csv");
    assert!(
        drawn.starts_with("seed,group,thread,source,sha256,entry,message,breaks_the_policy"),
        "{drawn}"
    );
    for source in &case.sources {
        let row = format!(",{},{},0,", source.archive.name(), source.id.0);
        assert!(drawn.contains(&row), "{drawn}");
        let name = format!(",{},", source.archive.name());
        assert!(table("members.csv").contains(&name));
    }
    let n: usize = sample.strata.iter().map(|one| one.drawn.len()).sum();
    assert_eq!(drawn.lines().count(), n + 1);
    let files = threadseal::engine::compliance::report_files(&report);
    let (_, page) = files
        .iter()
        .find(|(name, _)| name.ends_with(".html"))
        .unwrap();
    assert_eq!(page.matches("<td>not read</td>").count(), n);
}

/// Of the voices without a line one may be the phone's own.
#[test]
fn whoever_may_be_the_exporter_did_not_come_unseen() {
    let base = "15/01/2024, 10:00 - Ada Poe created group \"Desk\"\n15/01/2024, 10:00 - Ada Poe added you\n\
15/01/2024, 10:00 - Ada Poe added Cy Orr\n15/01/2024, 10:01 - Ada Poe: hello\n15/01/2024, 10:02 - Bob Fay: hi\n\
15/01/2024, 10:03 - Cy Orr: hi\n";
    let of = |text: &str| found(text, &["C019"]);
    assert_eq!(of(base), Vec::<String>::new());
    let two = format!("{base}15/01/2024, 10:04 - Dee Ung: me too\n");
    assert_eq!(of(&two), ["C019 medium weak @5", "C019 medium weak @7"]);
    // Nobody was added of whom it could not be said.
    let known = two.replace("15/01/2024, 10:00 - Ada Poe added you\n", "");
    assert_eq!(
        of(&known),
        ["C019 medium likely @4", "C019 medium likely @6"]
    );
    let mut asked = asked();
    let case = case_of(vec![android(ZED, base)]);
    let line = "15/01/2024, 10:02 - Bob Fay: hi\n";
    let start = base.find("15/01/2024, 10:01 - Ada").unwrap();
    let target = MessagePlace {
        source: case.sources[0].id.clone(),
        entry: EntryId(0),
        byte_start: start as u64,
        byte_len: line.len() as u64,
    };
    let kind = DecisionKind::Owner { target };
    asked
        .log
        .append(Decision::new("Ada", Instant::from_unix_ms(1), kind));
    // Somebody said that the phone is Ada Poe's.
    assert_eq!(
        told(&ask(&case, &asked), &["C019"]),
        ["C019 medium likely @5"]
    );
}
