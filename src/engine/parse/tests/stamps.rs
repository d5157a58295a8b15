//! Every header shape of the format, as written by one phone or another.

use super::*;

/// Header, then the civil time, the stamp text, the time of day as written.
fn case(header: &str, at: &str, stamp: &str, time: &str) {
    let text = format!("{header}Ada Poe: hello\n");
    let parsed = read_text(&text);
    let thread = &parsed.value;
    assert_eq!(thread.n_records(), 1, "{header}");
    let found = thread
        .civil(RecordId(0))
        .map_or("?".to_owned(), |at| at.to_string());
    assert_eq!(found, at, "{header}");
    assert_eq!(stamp_text(thread, RecordId(0)), stamp, "{header}");
    assert_eq!(time_text(stamp), time, "{header}");
    assert_eq!(thread.participants[0].name, "Ada Poe", "{header}");
    assert_eq!(thread.body(RecordId(0)), b"hello", "{header}");
    assert_eq!(
        thread.records[0].stamp_len as usize,
        header.len(),
        "{header}"
    );
}

#[test]
fn dash_headers() {
    let eve = "2023-12-31T21:05";
    case("31/12/2023, 21:05 - ", eve, "31/12/2023, 21:05", "21:05");
    case(
        "12/31/23, 9:05\u{202f}PM - ",
        eve,
        "12/31/23, 9:05\u{202f}PM",
        "9:05\u{202f}PM",
    );
    case(
        "31/12/2023, 9:05 pm - ",
        eve,
        "31/12/2023, 9:05 pm",
        "9:05 pm",
    );
    case(
        "31/12/2023, 9:05 p.\u{a0}m. - ",
        eve,
        "31/12/2023, 9:05 p.\u{a0}m.",
        "9:05 p.\u{a0}m.",
    );
    case("31-12-2023 21:05 - ", eve, "31-12-2023 21:05", "21:05");
    case("31.12.23 21:05 - ", eve, "31.12.23 21:05", "21:05");
    case(
        "2023-12-31, 9:05 p.m. - ",
        eve,
        "2023-12-31, 9:05 p.m.",
        "9:05 p.m.",
    );
    case("2023-12-31 21:05 - ", eve, "2023-12-31 21:05", "21:05");
    case("2023/12/31, 21:05 - ", eve, "2023/12/31, 21:05", "21:05");
    case("2023/12/31 21:05 - ", eve, "2023/12/31 21:05", "21:05");
    case(
        "2023/12/31 下午9:05 - ",
        eve,
        "2023/12/31 下午9:05",
        "下午9:05",
    );
    case(
        "2023. 12. 31. 오후 9:05 - ",
        eve,
        "2023. 12. 31. 오후 9:05",
        "오후 9:05",
    );
    case(
        "31.12.2023 klo 21.05 - ",
        eve,
        "31.12.2023 klo 21.05",
        "21.05",
    );
    case(
        "31/12/2017 à 21:05 - ",
        "2017-12-31T21:05",
        "31/12/2017 à 21:05",
        "21:05",
    );
    case("۲۰۲۳/۱۲/۳۱، ۲۱:۰۵ - ", eve, "۲۰۲۳/۱۲/۳۱، ۲۱:۰۵", "۲۱:۰۵");
    case(
        "21:05, 31 Dec 2014 - ",
        "2014-12-31T21:05",
        "21:05, 31 Dec 2014",
        "21:05",
    );
    case("31 Dec 21:05 - ", "?", "31 Dec 21:05", "21:05");
    case(
        "Dec 31, 2014, 9:05 PM - ",
        "2014-12-31T21:05",
        "Dec 31, 2014, 9:05 PM",
        "9:05 PM",
    );
    case(
        "31.12.23, 9:05 abends - ",
        eve,
        "31.12.23, 9:05 abends",
        "9:05 abends",
    );
    case(
        "31/12/2023, 8:05 in the evening - ",
        "2023-12-31T20:05",
        "31/12/2023, 8:05 in the evening",
        "8:05 in the evening",
    );
    case("31/12/2023, 21:05 – ", eve, "31/12/2023, 21:05", "21:05");
    case(
        "31. 12. 2023. 21:05 - ",
        eve,
        "31. 12. 2023. 21:05",
        "21:05",
    );
    case(
        "7.12.23 г., 21:05 - ",
        "2023-12-07T21:05",
        "7.12.23 г., 21:05",
        "21:05",
    );
    case(
        "2023-12-31 21 h 05 - ",
        eve,
        "2023-12-31 21 h 05",
        "21 h 05",
    );
    case(
        "31.12.23, 21:05 Uhr - ",
        eve,
        "31.12.23, 21:05 Uhr",
        "21:05 Uhr",
    );
    case(
        "2023/12/31\u{2009}21:05 - ",
        eve,
        "2023/12/31\u{2009}21:05",
        "21:05",
    );
    case(
        "\u{feff}31/12/2023, 21:05 - ",
        eve,
        "31/12/2023, 21:05",
        "21:05",
    );
    case(
        "\u{200e}31/12/2023, 21:05 - ",
        eve,
        "31/12/2023, 21:05",
        "21:05",
    );
}

#[test]
fn bracket_headers() {
    let eve = "2023-12-31T21:05:07";
    case(
        "[12/31/23, 9:05:07\u{202f}PM] ",
        eve,
        "12/31/23, 9:05:07\u{202f}PM",
        "9:05:07\u{202f}PM",
    );
    case(
        "[31/12/2023, 21:05:07] ",
        eve,
        "31/12/2023, 21:05:07",
        "21:05:07",
    );
    case(
        "[31.12.23, 21:05:07] ",
        eve,
        "31.12.23, 21:05:07",
        "21:05:07",
    );
    case(
        "[31/12/2023 21:05:07] ",
        eve,
        "31/12/2023 21:05:07",
        "21:05:07",
    );
    case("[31/12/23 21.05.07] ", eve, "31/12/23 21.05.07", "21.05.07");
    case(
        "[21:05:07, 31/12/23] ",
        eve,
        "21:05:07, 31/12/23",
        "21:05:07",
    );
    case(
        "\u{200f}[٣١\u{200f}/١٢\u{200f}/٢٠٢٣، ٩:٠٥:٠٧\u{a0}م] ",
        eve,
        "٣١\u{200f}/١٢\u{200f}/٢٠٢٣، ٩:٠٥:٠٧\u{a0}م",
        "٩:٠٥:٠٧\u{a0}م",
    );
    case(
        "[\u{200f}31\u{200f}/12\u{200f}/2023، 21:05:07] ",
        eve,
        "31\u{200f}/12\u{200f}/2023، 21:05:07",
        "21:05:07",
    );
    case(
        "[12/31/2566 BE, 21:05:07] ",
        eve,
        "12/31/2566 BE, 21:05:07",
        "21:05:07",
    );
    case(
        "[12/31/R5, 21:05:07] ",
        eve,
        "12/31/R5, 21:05:07",
        "21:05:07",
    );
    case(
        "[31.12.2023, 21.05.07] ",
        eve,
        "31.12.2023, 21.05.07",
        "21.05.07",
    );
    case(
        "[31.12.2023 klo 21.05.07] ",
        eve,
        "31.12.2023 klo 21.05.07",
        "21.05.07",
    );
    case(
        "\u{200e}[31/12/23, 21:05:07] ",
        eve,
        "31/12/23, 21:05:07",
        "21:05:07",
    );
    case(
        "[\u{feff}31/12/23, 21:05:07] ",
        eve,
        "31/12/23, 21:05:07",
        "21:05:07",
    );
    case(
        "[2024-03-07 15 h 05 min 09 s] ",
        "2024-03-07T15:05:09",
        "2024-03-07 15 h 05 min 09 s",
        "15 h 05 min 09 s",
    );
    case(
        "[7.03.2024 ÖS 3:05:09] ",
        "2024-03-07T15:05:09",
        "7.03.2024 ÖS 3:05:09",
        "ÖS 3:05:09",
    );
    case(
        "[24. 3. 7. 15:05:09] ",
        "2024-03-07T15:05:09",
        "24. 3. 7. 15:05:09",
        "15:05:09",
    );
    case(
        "[2024年3月7日 15:05:09] ",
        "2024-03-07T15:05:09",
        "2024年3月7日 15:05:09",
        "15:05:09",
    );
    case(
        "[31/12/2023, 0:05:07 AM] ",
        "2023-12-31T00:05:07",
        "31/12/2023, 0:05:07 AM",
        "0:05:07 AM",
    );
    case(
        "[31/12/2023, 12:05:07 am] ",
        "2023-12-31T00:05:07",
        "31/12/2023, 12:05:07 am",
        "12:05:07 am",
    );
}

#[test]
fn old_colon_headers() {
    case(
        "31.12.16, 21:05:07: ",
        "2016-12-31T21:05:07",
        "31.12.16, 21:05:07",
        "21:05:07",
    );
    case(
        "12/31/16, 9:05:07 PM: ",
        "2016-12-31T21:05:07",
        "12/31/16, 9:05:07 PM",
        "9:05:07 PM",
    );
}

#[test]
fn every_script_has_digits() {
    for zero in [
        '٠', '۰', '०', '০', '੦', '૦', '௦', '౦', '೦', '൦', '๐', '໐', '༠', '၀', '០', '０',
    ] {
        let header: String = "31/12/2023, 21:05 - "
            .chars()
            .map(|c| match c.to_digit(10) {
                Some(digit) => char::from_u32(zero as u32 + digit).expect("a digit"),
                None => c,
            })
            .collect();
        let parsed = read_text(&format!("{header}Ada: x\n"));
        let at = parsed.value.civil(RecordId(0)).expect("a time");
        assert_eq!(at.to_string(), "2023-12-31T21:05", "{header}");
        assert!(!codes(&parsed.findings).contains(&"P022"));
    }
    let parsed = read_text("3١/12/2023, 21:05 - Ada: x\n");
    assert!(codes(&parsed.findings).contains(&"P022"));
}

#[test]
fn what_only_looks_alike_is_no_header() {
    for line in [
        "12. 3. 2020 is the day",
        "31/12/2023 21:05 Ada: hi",
        "31/12/2023, 25:05 - Ada: hi",
        "31/12/2023, 21:65 - Ada: hi",
        "32/13/2023, 21:05 - Ada: hi",
        "31/12/2023, 21:05-Ada: hi",
        "31/12-2023, 21:05 - Ada: hi",
        "123/12/2023, 21:05 - Ada: hi",
        "[31/12/2023, 21:05:07]Ada: hi",
        "[31/12/2023, 21:05:07 Ada: hi",
        "[Note] 31/12/2023, 21:05",
        "12345/12/2023, 21:05 - Ada: hi",
        "31/12/2023, 21:05 see you there - or not: hi",
        "2016-04-29 10:30:00 started",
        "1.2.3 10:30 - release: notes",
    ] {
        let text = format!("31/12/2023, 21:04 - Ada: one\n{line}\n31/12/2023, 21:06 - Ada: two\n");
        let parsed = read_text(&text);
        assert_eq!(parsed.value.n_records(), 2, "{line}");
        let findings = codes(&parsed.findings);
        assert!(!findings.contains(&"P002"), "{line} {findings:?}");
    }
}

#[test]
fn an_unknown_marker_leaves_the_time_unresolved() {
    let parsed = read_text("31/12/2023, 9:05 qwer - Ada: x\n31/12/2023, 9:06 qwer - Ada: y\n");
    let thread = &parsed.value;
    assert_eq!(thread.n_records(), 2);
    assert_eq!(thread.civil(RecordId(0)), None);
    assert!(thread.records[0].flags.has(Flags::UNKNOWN_MARKER));
    assert!(codes(&parsed.findings).contains(&"P009"));
    // Past twelve, the word cannot name half of a day.
    let parsed = read_text("31/12/2023, 9:05 hrs - Ada: x\n31/12/2023, 21:06 hrs - Ada: y\n");
    let at = parsed.value.civil(RecordId(0)).expect("a time");
    assert_eq!(at.to_string(), "2023-12-31T09:05");
}

#[test]
fn a_marker_in_no_table_keeps_its_record() {
    let text = "31/12/2023, 9:05 in the morning - Ada: a\n31/12/2023, 12:00 noonish - Bob: b\n\
                31/12/2023, 8:05 in the evening - Ada: c\n";
    let parsed = read_text(text);
    let thread = &parsed.value;
    assert_eq!(thread.n_records(), 3);
    assert_eq!(thread.shapes.len(), 1);
    assert_eq!(thread.civil(RecordId(1)), None);
    let at = thread.civil(RecordId(2)).expect("a time");
    assert_eq!(at.to_string(), "2023-12-31T20:05");
}

#[test]
fn a_lone_marker_in_no_table_stays_a_message_of_its_file() {
    for (stamp, unresolved) in [
        ("3/14/24, 9:05 xyzzy", true),
        ("3/14/24, 9:05 abends", false),
    ] {
        let text = format!(
            "3/13/24, 9:05 PM - Ada: a\n3/14/24, 8:05 AM - Bob: b\n{stamp} - Ada: c\n\
             3/15/24, 9:05 PM - Bob: d\n"
        );
        let parsed = read_text(&text);
        let thread = &parsed.value;
        assert_eq!((thread.n_records(), thread.shapes.len()), (4, 1), "{stamp}");
        assert_eq!(order(thread), (DateOrder::Mdy, OrderState::Proven));
        let flags = thread.records[2].flags;
        assert!(flags.has(Flags::BOUNDARY_UNCERTAIN));
        assert_eq!(flags.has(Flags::UNKNOWN_MARKER), unresolved, "{stamp}");
        assert_eq!(thread.civil(RecordId(2)).is_none(), unresolved);
    }
    // Two such lines in a small file may be a piece that was pasted.
    let text = "3/13/24, 9:05 PM - Ada: a\n3/14/24, 9:05 xyzzy - Cy: c\n\
                3/14/24, 9:06 xyzzy - Dan: d\n3/15/24, 9:05 PM - Bob: d\n";
    assert_eq!(read_text(text).value.n_records(), 2);
}

#[test]
fn months_are_words_in_many_languages() {
    for (stamp, at) in [
        ("9 Oct 2014 21:05", "2014-10-09T21:05"),
        ("9. Okt. 2014 21:05", "2014-10-09T21:05"),
        ("9. Okt. 2014, 21:05", "2014-10-09T21:05"),
        ("9 de out de 2014 21:05", "2014-10-09T21:05"),
        ("9 de oct. de 2014 21:05", "2014-10-09T21:05"),
        ("9 d’oct. de 2014 21:05", "2014-10-09T21:05"),
        ("21:05, 9 de out de 2014", "2014-10-09T21:05"),
        ("21:05, 9 окт. 2014 г.", "2014-10-09T21:05"),
        ("9 окт. 2014 г., 21:05", "2014-10-09T21:05"),
        ("9 paź 2014 21:05", "2014-10-09T21:05"),
        ("2014. okt. 9. 21:05", "2014-10-09T21:05"),
        ("Oct 9, 2014, 9:05 PM", "2014-10-09T21:05"),
    ] {
        let text = format!("{stamp} - Ada: a\n{stamp} - Bob: b\n");
        let parsed = read_text(&text);
        let thread = &parsed.value;
        assert_eq!(thread.n_records(), 2, "{stamp}");
        let found = thread.civil(RecordId(1)).map(|at| at.to_string());
        assert_eq!(found.as_deref(), Some(at), "{stamp}");
        let derived = codes(&parsed.findings).contains(&"P018");
        assert_eq!(derived, !stamp.to_lowercase().contains("oct"), "{stamp}");
    }
    // November in Polish and Czech, October in Croatian: no language is guessed.
    let thread = read_text("9 lis 2014 21:05 - Ada: a\n").value;
    assert_eq!((thread.n_records(), thread.civil(RecordId(0))), (1, None));
}

#[test]
fn a_time_in_parentheses() {
    for stamp in [
        "[24/3/7 (15:05:09)] Ada: a",
        "24/3/7 (15:05) - Ada: a",
        "24/3/7 (3:05 PM) - Ada: a",
    ] {
        let text = format!("{stamp}\n{}", stamp.replace("/3/7", "/3/27"));
        let thread = read_text(&text).value;
        assert_eq!(thread.n_records(), 2, "{stamp}");
        let bare = stamp_text(&thread, RecordId(0));
        let time = time_text(&bare);
        assert!(
            time.ends_with(['5', '9', 'M']) && !time.contains('('),
            "{time}"
        );
    }
    for line in [
        "24/3/7 (15:05 - Ada: a",
        "24/3/7 (soon) - Ada: a",
        "24/3/7 15:05) - Ada: a",
    ] {
        let text = format!("{line}\n24/3/27 15:05 - Ada: b\n");
        assert_eq!(read_text(&text).value.n_records(), 2, "{line}");
    }
}

#[test]
fn both_halves_of_a_day_have_one_shape() {
    for (am, pm) in [
        ("p.d.", "m.d."),
        ("a.m.", "p.m."),
        ("A. M.", "P. M."),
        ("de.", "du."),
        ("ap.", "ip."),
        ("SA", "CH"),
        ("ص", "م"),
        ("vorm.", "nachm."),
        ("ق.ظ.", "ب.ظ."),
        ("A M", "P M"),
    ] {
        let text = format!("31/12/2023, 11:05 {am} - Ada: a\n31/12/2023, 3:05 {pm} - Ada: b\n");
        let thread = read_text(&text).value;
        assert_eq!(
            (thread.n_records(), thread.shapes.len()),
            (2, 1),
            "{am} {pm}"
        );
    }
}

#[test]
fn frequent_markers_are_read_like_all_others() {
    for (marker, hour) in [
        ("a.m.", 9),
        ("p.m.", 21),
        ("a. m.", 9),
        ("p.\u{202f}m.", 21),
        ("A.M.", 9),
        ("ص", 9),
        ("م", 21),
        ("上午", 9),
        ("下午", 21),
        ("午前", 9),
        ("午後", 21),
        ("오전", 9),
        ("오후", 21),
        ("A. M", 9),
        ("P M", 21),
    ] {
        let parsed = read_text(&format!("31/12/2023, 9:05 {marker} - Ada: x\n"));
        let at = parsed.value.civil(RecordId(0)).expect("a time");
        assert_eq!(at.hour, hour, "{marker}");
        assert!(!codes(&parsed.findings).contains(&"P018"), "{marker}");
    }
}

#[test]
fn derived_markers_say_so() {
    let parsed = read_text("7.03.2024 ÖS 3:05 - Ada: x\n");
    assert!(codes(&parsed.findings).contains(&"P018"));
    let parsed = read_text("31/12/2023, 9:05 pm - Ada: x\n");
    assert!(!codes(&parsed.findings).contains(&"P018"));
}

#[test]
fn other_calendars_are_converted_by_a_rule_that_is_shown() {
    let cases = [
        ("[31/12/2566, 21:05:07] Ada: x\r\n", "2023-12-31T21:05:07"),
        ("۱۴۰۲/۱۲/۱۷، ۲۱:۰۵ - Ada: x\n", "2024-03-07T21:05"),
        ("112/3/17 21:05 - Ada: x\n", "2023-03-17T21:05"),
    ];
    for (text, at) in cases {
        let parsed = read_text(text);
        let found = parsed.value.civil(RecordId(0)).expect("a time");
        assert_eq!(found.to_string(), at, "{text}");
        assert!(codes(&parsed.findings).contains(&"P015"), "{text}");
    }
}

#[test]
fn an_hour_of_zero_beside_am_is_said() {
    let found = |text: &str| codes(&read_text(text).findings).contains(&"P025");
    assert!(found("12/31/23, 0:05 AM - Ada: x\n"));
    assert!(found("[12/31/23, 0:05:07 PM] Ada: x\n"));
    assert!(!found("12/31/23, 12:05 AM - Ada: x\n"));
    assert!(!found("2023/12/31 午前0:05 - Ada: x\n"));
    assert!(!found("31/12/2023, 0:05 - Ada: x\n"));
}
