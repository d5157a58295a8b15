//! Where records start.

use super::*;

fn bodies(thread: &Thread) -> Vec<String> {
    (0..thread.n_records())
        .map(|i| String::from_utf8_lossy(thread.body(RecordId(i))).into_owned())
        .collect()
}

#[test]
fn crlf_proves_that_a_quoted_header_is_text() {
    let text = "[31/12/23, 21:05:07] Ada: one\r\n\
                [31/12/23, 21:05:08] Bob: look:\n[31/12/23, 21:04:00] Ada: I admit it\nreally\r\n\
                [31/12/23, 21:05:09] Ada: two\r\n\
                [31/12/23, 21:05:10] Ada: three\r\n";
    let parsed = read_text(text);
    let thread = &parsed.value;
    assert_eq!(
        bodies(thread),
        [
            "one",
            "look:\n[31/12/23, 21:04:00] Ada: I admit it\nreally",
            "two",
            "three"
        ]
    );
    assert!(thread.records[1].flags.has(Flags::LOOKS_LIKE_HEADER_INSIDE));
    assert!(!thread.records[2].flags.has(Flags::LOOKS_LIKE_HEADER_INSIDE));
    let codes = codes(&parsed.findings);
    assert!(
        codes.contains(&"P002") && !codes.contains(&"P004"),
        "{codes:?}"
    );
}

#[test]
fn in_an_lf_file_a_planted_header_is_a_record_and_the_finding_says_why() {
    let text = "31/12/2023, 21:05 - Ada: one\n31/12/2023, 21:06 - Bob: look:\n\
                31/12/2023, 21:04 - Ada: I admit it\n31/12/2023, 21:07 - Ada: two\n";
    let parsed = read_text(text);
    assert_eq!(parsed.value.n_records(), 4);
    assert!(codes(&parsed.findings).contains(&"P004"));
}

#[test]
fn crlf_inside_android_messages_is_text() {
    let text = "31/12/2023, 21:05 - Ada: one\r\ntwo\r\n\r\nthree\n31/12/2023, 21:06 - Bob: x\u{2028}y\u{b}z\n";
    let thread = read_text(text).value;
    assert_eq!(
        bodies(&thread),
        ["one\r\ntwo\r\n\r\nthree", "x\u{2028}y\u{b}z"]
    );
}

#[test]
fn a_file_edited_by_hand_is_uniform() {
    // As the example export that a peer gives away: continuations after CR LF, and two records
    // pasted in with bare line feeds.
    let text = "[20.06.19, 15:58:47] Lo: one\r\n[20.06.19, 15:58:53] Jo: two\r\nmore\r\n\
                [20.06.19, 15:58:57] Lo: links:\r\n- a\r\n- b\r\n\
                [20.06.19, 16:30:44] Lo: a poll :)\n[20.06.19, 16:30:44] Lo: POLL:\nWhen?\n\
                OPTION: Thursday (2 votes)\nOPTION: Friday (1 vote)\n\
                [20.06.19, 16:44:30] Lo: done\r\n";
    let parsed = read_text(text);
    assert_eq!(parsed.value.n_records(), 6);
    assert_eq!(parsed.value.records[4].kind.word(), "poll");
    let codes = codes(&parsed.findings);
    assert!(
        codes.contains(&"P004") && codes.contains(&"P021"),
        "{codes:?}"
    );
}

#[test]
fn copied_messages_are_text_in_an_export() {
    for pasted in [
        "[31/12, 20:05] Ada: hi",
        "[20:05, 31/12/2023] Ada: hi",
        "[31.12., 20:05] Ada: hi",
    ] {
        let text = format!(
            "31/12/2023, 21:05 - Ada: see\n{pasted}\n{pasted}\n31/12/2023, 21:06 - Bob: ok\n"
        );
        let parsed = read_text(&text);
        let thread = &parsed.value;
        assert_eq!(thread.n_records(), 2, "{pasted}");
        assert!(thread.records[0].flags.has(Flags::LOOKS_LIKE_HEADER_INSIDE));
        assert!(!codes(&parsed.findings).contains(&"P014"));
    }
}

#[test]
fn a_text_of_copied_messages_is_read_and_labelled() {
    let parsed = read_text("[21:05, 31/12/2023] Ada: hi\n[21:06, 31/12/2023] Bob: ho\n");
    assert_eq!(parsed.value.n_records(), 2);
    assert!(codes(&parsed.findings).contains(&"P014"));
    let at = parsed.value.civil(RecordId(0)).expect("a time");
    assert_eq!(at.to_string(), "2023-12-31T21:05");
    let parsed = read_text("[31/12, 21:05] Ada: hi\n[31/12, 21:06] Bob: ho\n");
    assert_eq!(parsed.value.civil(RecordId(0)), None);
    let codes = codes(&parsed.findings);
    assert!(
        codes.contains(&"P014") && codes.contains(&"P024"),
        "{codes:?}"
    );
}

#[test]
fn a_pasted_piece_of_another_shape_is_text() {
    let text = "31/12/2023, 21:05 - Ada: from my phone:\n[30/12/23, 09:00:00] Zoe: x\n\
                [30/12/23, 09:00:01] Yan: y\n31/12/2023, 21:06 - Bob: ok\n";
    let parsed = read_text(text);
    assert_eq!(parsed.value.n_records(), 2);
    assert!(codes(&parsed.findings).contains(&"P002"));
}

#[test]
fn two_exports_joined_keep_all_their_records() {
    let mut text = String::new();
    for minute in 10..40 {
        text.push_str(&format!("31/12/2023, 21:{minute} - Ada: one\n"));
    }
    for minute in 10..40 {
        text.push_str(&format!("12/31/23, 9:{minute} PM - Bob: two\n"));
    }
    let parsed = read_text(&text);
    assert_eq!(parsed.value.n_records(), 60);
    assert_eq!(parsed.value.shapes.len(), 2);
    assert!(codes(&parsed.findings).contains(&"P003"));
    let last = parsed.value.civil(RecordId(59)).expect("a time");
    assert_eq!(last.to_string(), "2023-12-31T21:39");
}

#[test]
fn a_block_of_strangers_from_another_day_is_text() {
    let text = "30/12/2023, 21:04 - Ada: hi\n31/12/2023, 21:05 - Ada: forwarded:\n\
                01/02/2020, 09:00 - Zoe: secret\n01/02/2020, 09:01 - Yan: yes\n\
                31/12/2023, 21:06 - Bob: ok\n31/12/2023, 21:07 - Ada: bye\n";
    let parsed = read_text(text);
    let thread = &parsed.value;
    assert_eq!(thread.n_records(), 4);
    assert!(thread.records[1].flags.has(Flags::LOOKS_LIKE_HEADER_INSIDE));
    assert_eq!(thread.participants.len(), 2);
}

#[test]
fn a_late_message_of_a_known_voice_stays_a_record() {
    let text = "30/12/2023, 21:04 - Ada: hi\n31/12/2023, 21:05 - Bob: ho\n\
                20/12/2023, 09:00 - Ada: sent from the train\n31/12/2023, 21:06 - Bob: ok\n";
    let parsed = read_text(text);
    let thread = &parsed.value;
    assert_eq!(thread.n_records(), 4);
    assert!(thread.records[2].flags.has(Flags::BOUNDARY_UNCERTAIN));
    assert!(thread.records[2].flags.has(Flags::BACKWARD_STEP));
    assert!(!thread.records[3].flags.has(Flags::BOUNDARY_UNCERTAIN));
}

#[test]
fn a_first_record_that_is_stamped_late_marks_nothing() {
    let text = "31/12/2023, 21:04 - Messages and calls are end-to-end encrypted.\n\
                20/12/2023, 21:05 - Bob: ho\n21/12/2023, 09:00 - Ada: hi\n31/12/2023, 21:06 - Bob: ok\n";
    let parsed = read_text(text);
    assert_eq!(parsed.value.n_records(), 4);
    assert!(!codes(&parsed.findings).contains(&"P021"));
    assert!(codes(&parsed.findings).contains(&"P019"));
}

#[test]
fn a_date_that_cannot_be_marks_or_rejects() {
    let mut text = String::new();
    for day in 13..29 {
        text.push_str(&format!("{day}/12/2023, 21:05 - Ada: x\n"));
    }
    let stranger = format!("{text}12/31/2023, 21:06 - Zoe: pasted\n29/12/2023, 21:05 - Ada: x\n");
    let parsed = read_text(&stranger);
    assert_eq!(parsed.value.n_records(), 17);
    let known = format!("{text}12/31/2023, 21:06 - Ada: pasted\n29/12/2023, 21:05 - Ada: x\n");
    let parsed = read_text(&known);
    assert_eq!(parsed.value.n_records(), 18);
    assert!(
        parsed.value.records[16]
            .flags
            .has(Flags::BOUNDARY_UNCERTAIN)
    );
    assert!(codes(&parsed.findings).contains(&"P010"));
}

#[test]
fn lines_before_the_first_header_are_a_record() {
    let parsed = read_text("Chat with Ada\n\n31/12/2023, 21:05 - Ada: one\n");
    let thread = &parsed.value;
    assert_eq!(
        shown(thread),
        [
            "preamble ? - \"Chat with Ada\\n\" ",
            "text 2023-12-31T21:05 Ada \"one\"",
        ]
        .map(str::trim_end)
    );
    assert_eq!(thread.n_messages(), 1);
    assert!(codes(&parsed.findings).contains(&"P001"));
}

#[test]
fn bodies_keep_their_blanks() {
    let text = "31/12/2023, 21:05 - Ada:  two  \n\n \n31/12/2023, 21:06 - Ada: x \r\n31/12/2023, 21:07 - Ada:";
    let thread = read_text(text).value;
    assert_eq!(bodies(&thread), [" two  \n\n ", "x ", ""]);
}

#[test]
fn a_text_without_headers_is_an_error() {
    for text in ["", "\n\n", "hello\nworld\n", "\u{feff}", "[x] y: z\n"] {
        let error = read::thread_from(&Listed(&[], None), EntryId(0), text.as_bytes().to_vec());
        let error = error.expect_err("no thread").to_string();
        assert!(
            error.contains("_chat.txt") && error.contains("export.zip"),
            "{error}"
        );
    }
}

#[test]
fn header_lines_are_counted_for_choosing_the_text() {
    assert_eq!(n_header_lines(b"notes\n- 1\n"), 0);
    assert_eq!(
        n_header_lines(b"31/12/2023, 21:05 - A: x\nmore\n31/12/2023, 21:05 - A: x\n"),
        2
    );
    assert_eq!(n_header_lines(b"31.12.16, 21:05:07: A: x\n"), 1);
    let wide: Vec<u8> = "\u{feff}31/12/2023, 21:05 - A: x\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(n_header_lines(&wide), 1);
}

#[test]
fn a_usual_header_pasted_into_an_old_text_is_text() {
    let text = "31.12.16, 21:05:07: Ada: see\r\n31/12/2016, 20:00 - Zoe: pasted\r\n\
                31.12.16, 21:05:08: Bob: ok\r\n31.12.16, 21:05:09: Ada: yes\r\n";
    let thread = read_text(text).value;
    assert_eq!(thread.n_records(), 3);
    assert!(thread.records[0].flags.has(Flags::LOOKS_LIKE_HEADER_INSIDE));
}

/// Thirty headers of one kind, each with a padded day.
fn thirty(header: impl Fn(u32) -> String) -> String {
    (1..=30)
        .map(|day| format!("{}Ada: words {day}\n", header(day)))
        .collect()
}

#[test]
fn an_old_export_behind_a_new_one_is_read() {
    let new = thirty(|day| format!("11/{day}/23, 9:05 PM - "));
    for old in [
        thirty(|day| format!("Oct {day}, 2014, 9:05 PM - ")),
        thirty(|day| format!("31.12.16, 21:05:{day:02}: ")),
    ] {
        let parsed = read_text(&format!("{new}{old}"));
        assert_eq!(parsed.value.n_records(), 60);
        assert!(codes(&parsed.findings).contains(&"P003"));
        // A few such lines were pasted.
        let few: String = old
            .lines()
            .take(4)
            .map(|line| format!("{line}\n"))
            .collect();
        let parsed = read_text(&format!("{new}{few}"));
        assert_eq!(parsed.value.n_records(), 30);
        assert!(codes(&parsed.findings).contains(&"P036"));
        let last = parsed.value.records[29].flags;
        assert!(last.has(Flags::LOOKS_LIKE_HEADER_INSIDE));
    }
}

#[test]
fn what_only_nearly_looks_like_a_header_is_said() {
    let new = thirty(|day| format!("{day:02}/11/2023, 21:05 - "));
    for line in [
        "31/12/2023, 24:05 - Cy: x",
        "31/13/2023, 21:05 - Cy: x",
        "00/00/2023, 21:05 - Cy: x",
    ] {
        let parsed = read_text(&format!("{new}{line}\n"));
        assert_eq!(parsed.value.n_records(), 30, "{line}");
        assert!(codes(&parsed.findings).contains(&"P036"), "{line}");
    }
    assert!(!codes(&read_text(&new).findings).contains(&"P036"));
}

#[test]
fn a_header_that_is_written_in_another_way_is_marked() {
    let new = thirty(|day| format!("{day:02}/11/2023, 21:05 - "));
    for (line, marked) in [
        ("30/11/2023, 21:06 - Ada: fine", false),
        ("30/11/2023, 21:06 – Ada: a dash", true),
        ("30/11/2023, 21:06  - Ada: two spaces", true),
        ("1/12/2023, 21:06 - Ada: a day without its zero", true),
        ("\u{200e}30/11/2023, 21:06 - Ada: a mark", true),
    ] {
        let parsed = read_text(&format!("{new}{line}\n"));
        assert_eq!(parsed.value.n_records(), 31, "{line}");
        let flags = parsed.value.records[30].flags;
        assert_eq!(flags.has(Flags::BOUNDARY_UNCERTAIN), marked, "{line}");
        let others = parsed.value.records.iter().take(30);
        assert_eq!(
            others
                .filter(|r| r.flags.has(Flags::BOUNDARY_UNCERTAIN))
                .count(),
            0
        );
    }
    // Days without zeros, hours of one digit, and marks before brackets are the phone's own.
    let own = (1..=40).map(|day: u32| {
        let mark = if day.is_multiple_of(3) {
            "\u{200e}"
        } else {
            ""
        };
        format!(
            "{mark}[{}/{}/23, {}:05:07 PM] Ada: x\r\n",
            day % 12 + 1,
            day % 28 + 1,
            day % 12 + 1
        )
    });
    let parsed = read_text(&own.collect::<String>());
    let marked = parsed
        .value
        .records
        .iter()
        .filter(|r| r.flags.has(Flags::BOUNDARY_UNCERTAIN));
    assert_eq!((parsed.value.n_records(), marked.count()), (40, 0));
}

#[test]
fn a_late_message_of_somebody_who_was_added_stays_theirs() {
    let text = "28/11/2023, 20:00 - Ada: a\n28/11/2023, 20:01 - Ada added Cy\n\
                30/11/2023, 20:02 - Bob: b\n28/11/2023, 20:05 - Cy: late\n30/11/2023, 20:06 - Bob: c\n";
    let thread = read_text(text).value;
    assert_eq!(thread.n_records(), 5);
    assert!(thread.records[3].flags.has(Flags::BOUNDARY_UNCERTAIN));
    let stranger = text.replace("added Cy", "added Di");
    assert_eq!(read_text(&stranger).value.n_records(), 4);
}

#[test]
fn a_few_lines_pasted_from_a_computer_do_not_undo_the_proof() {
    let lines = (0..60).map(|n| format!("[13/03/2024, 09:05:{n:02}] Ada: one\ntwo\r\n"));
    let mut text: String = lines.collect();
    text.push_str("[13/03/2024, 09:06:00] Bob: a\r\npasted\r\n");
    text.push_str("[13/03/2024, 09:07:00] Bob: look\n[13/03/2024, 09:08:00] Ada: I admit it\r\n");
    let thread = read_text(&text).value;
    assert_eq!(thread.n_records(), 62);
}

#[test]
fn of_many_pasted_strangers_the_rest_of_the_text_is_not_asked() {
    let mut text = "01/03/2023, 08:00 - Ada: a\n01/03/2023, 08:01 - Bob: b\n".to_owned();
    for n in 0..40 {
        let date = format!("{:02}/{:02}/2023", n % 20 + 8, n / 20 + 3);
        text.push_str(&format!(
            "{date}, 20:00 - Ada: a\n01/01/2023, 09:00 - S{n:02}: pasted\n{date}, 20:05 - Bob: b\n"
        ));
    }
    let thread = read_text(&text).value;
    // Those beyond the bound are kept and marked: nothing is rejected that was not looked for.
    let names = thread.participants.iter().map(|who| who.name.as_str());
    let kept: Vec<&str> = names.filter(|name| name.starts_with('S')).collect();
    assert_eq!(
        kept,
        ["S32", "S33", "S34", "S35", "S36", "S37", "S38", "S39"]
    );
    for record in &thread.records {
        let name = record
            .participant
            .map(|who| &thread.participants[who.0 as usize].name);
        let stranger = name.is_some_and(|name| name.starts_with('S'));
        assert_eq!(stranger, record.flags.has(Flags::BOUNDARY_UNCERTAIN));
    }
}
