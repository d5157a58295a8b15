//! Two exports of one thread: what one lacks, what differs, and that nothing else is told.

use proptest::prelude::*;
use threadseal::engine::compliance::{Likeness, align_threads};

use super::*;
use threadseal::engine::case::ThreadId;

const LINES: [&str; 6] = [
    "the first crate is on the quay since this morning",
    "nobody told the people at the gate about that",
    "please send me the papers for the second one",
    "they are in the usual place behind the door",
    "then we are done with it for this week I think",
    "good, see you on Monday at the usual place then",
];

fn thread(dates: &[(&str, usize)]) -> String {
    let lines = dates.iter().map(|(stamp, number)| {
        let who = if number % 2 == 0 {
            "Ines Sample"
        } else {
            "Zed Placeholder"
        };
        format!(
            "{stamp} - {who}: {} ({number})\n",
            LINES[number % LINES.len()]
        )
    });
    lines.collect()
}

#[test]
fn k15_a_message_that_only_one_has() {
    let stamps = [
        "15/01/2024, 10:00",
        "15/01/2024, 10:01",
        "15/01/2024, 10:02",
        "15/01/2024, 10:03",
        "15/01/2024, 10:04",
    ];
    let all: Vec<(&str, usize)> = stamps.into_iter().zip(0..).collect();
    let mut fewer = all.clone();
    fewer.remove(2);
    let case = case_of(vec![
        android("WhatsApp Chat with Zed.zip", &thread(&fewer)),
        android(
            "WhatsApp Chat with Ines.zip",
            &thread(&all)
                .replace("Ines Sample", "Nes")
                .replace("Zed Placeholder", "Me"),
        ),
    ]);
    let result = ask(&case, &asked());
    let found: Vec<_> = result
        .findings
        .iter()
        .filter(|one| one.code.id() == "C009")
        .collect();
    assert_eq!(found.len(), 1);
    assert_eq!(
        (found[0].places[0].thread, found[0].places[0].record.0),
        (ThreadId(1), 2)
    );
}

#[test]
fn k16_a_later_export_of_one_phone_that_holds_less() {
    let mut all = Vec::new();
    let stamps: Vec<String> = (0..60)
        .map(|number| {
            format!(
                "{:02}/{:02}/2024, 10:{:02}",
                number % 20 + 1,
                number / 20 + 1,
                number % 60
            )
        })
        .collect();
    for (number, stamp) in stamps.iter().enumerate() {
        all.push((stamp.as_str(), number));
    }
    let notice = "01/01/2024, 09:00 - Messages and calls are end-to-end encrypted. No one outside of this chat can read them.\n";
    let march = format!("{notice}{}", thread(&all));
    let fewer: Vec<_> = all
        .iter()
        .copied()
        .filter(|(_, number)| ![22, 25, 30, 31].contains(number))
        .collect();
    let june = format!(
        "{notice}{}10/06/2024, 10:00 - Zed Placeholder: much later, in June\n",
        thread(&fewer)
    );
    let case = case_of(vec![
        android("WhatsApp Chat with Zed.zip", &march),
        android("WhatsApp Chat with Zed (1).zip", &june),
    ]);
    let result = ask(&case, &asked());
    let told = told(&result, &["C009", "C021"]);
    assert_eq!(
        told,
        ["C021 high likely @24,27,32,33"],
        "{:?}",
        result.pairs
    );
}

#[test]
fn a_deleted_text_is_shown_from_the_other_side() {
    let stamps = [
        "15/01/2024, 10:00",
        "15/01/2024, 10:01",
        "15/01/2024, 10:02",
        "15/01/2024, 10:03",
        "15/01/2024, 10:04",
    ];
    let all: Vec<(&str, usize)> = stamps.into_iter().zip(0..).collect();
    let text = thread(&all);
    let deleted: String = text
        .lines()
        .map(|line| match line.find("(2)") {
            Some(_) => "15/01/2024, 10:02 - Ines Sample: This message was deleted\n".to_owned(),
            None => format!("{line}\n"),
        })
        .collect();
    let case = case_of(vec![
        android("WhatsApp Chat with Zed.zip", &deleted),
        android("WhatsApp Chat with Ines.zip", &text),
    ]);
    let result = ask(&case, &asked());
    let one = result
        .findings
        .iter()
        .find(|one| one.code.id() == "I001")
        .unwrap();
    assert!(
        one.why
            .ends_with("its text stands in the other export of \"Ines\""),
        "{}",
        one.why
    );
    assert_eq!(one.places.len(), 2);
    assert_eq!(result.pairs[0].rows.len(), 1);
    assert_eq!(result.pairs[0].rows[0].likeness, Likeness::Deleted);
}

/// A thread as an Android phone in German and as an iPhone in English write it, with other names, the
/// second clock `shift` hours ahead.
fn written(n: usize, chance: &mut u64) -> Vec<(i64, usize, String)> {
    const WORDS: [&str; 16] = [
        "boat", "late", "again", "quay", "noon", "papers", "crate", "gate", "invoice", "harbour",
        "door", "week", "people", "usual", "place", "morning",
    ];
    let mut draw = |below: u64| {
        *chance = chance
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (*chance >> 33) % below
    };
    let mut time = 0i64;
    let mut before = String::new();
    (0..n)
        .map(|_| {
            time += draw(40) as i64;
            let who = draw(3) as usize;
            let n_words = if draw(5) == 0 { 1 } else { 3 + draw(9) };
            let words: Vec<&str> = (0..n_words).map(|_| WORDS[draw(16) as usize]).collect();
            let mut text = words.join(" ");
            // Of two equal neighbours nobody could say which one is missing.
            if text == before {
                text.push_str(" indeed");
            }
            before.clone_from(&text);
            (time, who, text)
        })
        .collect()
}

fn stamp(minutes: i64, iphone: bool) -> String {
    const DAYS: [i64; 6] = [31, 29, 31, 30, 31, 30];
    let (mut day, minute) = (minutes / 1440, minutes % 1440);
    let mut month = 1;
    for days in DAYS {
        if day >= days {
            day -= days;
            month += 1;
        } else {
            break;
        }
    }
    let day = day + 1;
    if iphone {
        format!(
            "[{month}/{day}/24, {}:{:02}:07\u{202f}{}]",
            (minute / 60 + 11) % 12 + 1,
            minute % 60,
            if minute / 60 < 12 { "AM" } else { "PM" }
        )
    } else {
        format!(
            "{day:02}.{month:02}.24, {:02}:{:02} -",
            minute / 60,
            minute % 60
        )
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    #[test]
    fn planted_differences_are_all_found_and_none_else(seed in any::<u64>(), shift in -3i64..4) {
        let mut chance = seed;
        let all = written(5_000, &mut chance);
        let (mut german, mut english) = (String::new(), String::new());
        let names = [["Ines Sample", "Zed P.", "Cy"], ["Nes", "Me Myself", "Cyrus Orr"]];
        let (mut only_a, mut only_b, mut changed) = (Vec::new(), Vec::new(), Vec::new());
        let (mut senders, mut times) = (Vec::new(), Vec::new());
        let (mut n_a, mut n_b) = (0u32, 0u32);
        for (number, (time, who, text)) in all.iter().enumerate() {
            let planted = number % 125 == 60;
            let sort = number / 125 % 8;
            let is = |of: usize| planted && sort == of;
            let time = time + 2_000;
            // Files and edits that are the same in both stand between.
            let is_file = number % 125 == 30 || is(6);
            let is_edited = number % 125 == 90 || is(7);
            let text = if is(5) { format!("{text} and this stands there once, as number {number}") } else { text.clone() };
            if !is(1) {
                let body = match () {
                    () if is(2) => "Diese Nachricht wurde gelöscht.".to_owned(),
                    () if is_file => format!("\u{200e}IMG-20240115-WA0001.jpg (Datei angehängt)\n{text}"),
                    () if is_edited => format!("{text} \u{200e}<Diese Nachricht wurde bearbeitet.>"),
                    () => text.clone(),
                };
                german.push_str(&format!("{} {}: {body}\n", stamp(time, false), names[0][*who]));
                match sort {
                    0 if planted => only_a.push(n_a),
                    4 if planted => senders.push(n_a),
                    5 if planted => times.push(n_a),
                    _ if planted => changed.push(n_a),
                    _ => {}
                }
                n_a += 1;
            }
            if !is(0) {
                let text = match () {
                    () if is(3) || is(6) || is(7) => format!("{text} as I said before"),
                    () => text,
                };
                let body = match () {
                    () if is_file => format!("{text} \u{200e}<attached: 00000042-PHOTO-2024-01-15-10-30-42.jpg>"),
                    () if is_edited => format!("{text} \u{200e}<This message was edited>"),
                    () => text,
                };
                let who = if is(4) { (*who + 1) % 3 } else { *who };
                let time = if is(5) { time + 20 } else { time };
                english.push_str(&format!("{} {}: {body}\n", stamp(time + shift * 60, true), names[1][who]));
                if is(1) { only_b.push(n_b); }
                n_b += 1;
            }
        }
        let case = case_of(vec![android("WhatsApp Chat mit Zed.zip", &german), iphone("WhatsApp Chat - Ines.zip", &english)]);
        let aligned = align_threads(&case, ThreadId(0), ThreadId(1)).unwrap();
        let rows = |of: &[Likeness], a: bool| -> Vec<u32> {
            let rows = aligned.rows.iter().filter(|row| of.contains(&row.likeness));
            let mut found: Vec<u32> = rows.filter_map(|row| if a { row.a } else { row.b }).map(|record| record.0).collect();
            found.sort_unstable();
            found
        };
        let text = |thread: u32, record: Option<threadseal::engine::thread::RecordId>| {
            record.map_or_else(String::new, |record| {
                let (_, of) = case.thread(ThreadId(thread)).unwrap();
                String::from_utf8_lossy(of.bytes(record)).trim().to_owned()
            })
        };
        let odd: Vec<String> = aligned.rows.iter().filter(|row| row.likeness != Likeness::Both)
            .map(|row| format!("{} {:?} {:?} / {}", row.likeness.word(), row.a, text(0, row.a), text(1, row.b))).collect();
        let odd = odd.join("\n");
        prop_assert_eq!(aligned.shifts.first().copied(), Some(shift * 60));
        prop_assert_eq!(rows(&[Likeness::OnlyA], true), only_a, "{}", odd);
        prop_assert_eq!(rows(&[Likeness::OnlyB], false), only_b);
        prop_assert_eq!(rows(&[Likeness::OtherSender], true), senders, "{}", odd);
        prop_assert_eq!(rows(&[Likeness::OtherTime], true), times, "{}", odd);
        prop_assert_eq!(rows(&[Likeness::Deleted, Likeness::Differs, Likeness::Edited, Likeness::LeftOut], true), changed, "{}", odd);
        prop_assert_eq!(aligned.rows.len(), 5_000);
    }
}

/// What the words of phones and contact lists add is no difference, and neither are votes that came later.
#[test]
fn phones_name_people_and_kinds_in_their_own_words() {
    let filler = |from: usize, iphone: bool| -> String {
        let line = |n: usize| {
            let (who, said) = (
                ["Ines Sample", "Zed"][n % 2],
                format!("this is the long filler text number {n} of the thread"),
            );
            match iphone {
                true => format!("[15/01/2024, 08:{n:02}:07] {who}: {said}\n"),
                false => format!("15/01/2024, 08:{n:02} - {who}: {said}\n"),
            }
        };
        (from..from + 20).map(line).collect()
    };
    let german = |said: [&str; 4]| {
        let mut text = filler(0, false);
        for (said, minute) in said.iter().zip(20..) {
            text.push_str(&format!("15/01/2024, 08:{minute} - Ines Sample: {said}\n"));
        }
        text + &filler(24, false)
    };
    let english = |said: [&str; 4]| {
        let mut text = filler(0, true);
        for (said, minute) in said.iter().zip(20..) {
            text.push_str(&format!(
                "[15/01/2024, 08:{minute}:07] Ines Sample: {said}\n"
            ));
        }
        (text + &filler(24, true)).replace("] Zed:", "] Zed Placeholder:")
    };
    let differ = |a: [&str; 4], b: [&str; 4]| {
        let case = case_of(vec![
            android("WhatsApp Chat mit Desk.zip", &german(a)),
            iphone("WhatsApp Chat - Desk.zip", &english(b)),
        ]);
        let result = ask(&case, &asked());
        assert_eq!(result.pairs.len(), 1);
        told(&result, &["C009"])
    };
    const POLL: &str = "UMFRAGE:\nWann treffen wir uns (um 3)?\nOPTION: Montag (1 Stimme)\nOPTION: Dienstag (2 Stimmen)";
    let here = [
        "hello @\u{2068}Zed\u{2069} can you look",
        POLL,
        "Live-Standort wird geteilt",
        "the last of them",
    ];
    let there = [
        "hello @\u{2068}Zed Placeholder\u{2069} can you look",
        "\u{200e}POLL:\nWann treffen wir uns (um 3)?\n\u{200e}OPTION: Montag (1 vote)\n\u{200e}OPTION: Dienstag (3 votes)",
        "\u{200e}Live location shared",
        "the last of them",
    ];
    assert_eq!(differ(here, there), Vec::<String>::new());
    // Another question, another answer, another person are differences.
    let other = |place: usize, said: &'static str| {
        let mut there = there;
        there[place] = said;
        differ(here, there).len()
    };
    let question = "\u{200e}POLL:\nWann treffen wir uns (um 4)?\n\u{200e}OPTION: Montag (1 vote)\n\u{200e}OPTION: Dienstag (3 votes)";
    let answer = "\u{200e}POLL:\nWann treffen wir uns (um 3)?\n\u{200e}OPTION: Montag (1 vote)\n\u{200e}OPTION: Mittwoch (3 votes)";
    assert_eq!(other(1, question), 1);
    assert_eq!(other(1, answer), 1);
    assert_eq!(
        other(0, "hello @\u{2068}Ines Sample\u{2069} can you look"),
        1
    );
    assert_eq!(
        other(0, "hello @\u{2068}Zed Placeholder\u{2069} can you wait"),
        1
    );
}
