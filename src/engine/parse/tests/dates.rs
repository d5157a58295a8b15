//! The order of day, month and year.

use super::*;
use DateOrder::{Dmy, Mdy, Ymd};
use OrderState::{Assumed, Conflict, Corroborated, Proven};

fn of(entries: &[&str], lines: &[String]) -> Parsed<Thread> {
    let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
    read_bytes(entries, text.as_bytes())
}

fn dashed(dates: &[&str]) -> Vec<String> {
    dates
        .iter()
        .map(|date| format!("{date}, 21:05 - Ada: x"))
        .collect()
}

#[test]
fn fields_above_twelve_prove() {
    for (dates, expected) in [
        (["01/02/2023", "13/02/2023"], (Dmy, Proven)),
        (["01/02/2023", "02/13/2023"], (Mdy, Proven)),
        (["2023/01/02", "2023/01/13"], (Ymd, Proven)),
        (["01.02.23", "13.02.23"], (Dmy, Proven)),
        (["01/02/2023", "01/03/2023"], (Dmy, Assumed)),
        (["1/2/23", "1/3/23"], (Dmy, Assumed)),
        (["2023/01/02", "2023/01/03"], (Ymd, Assumed)),
    ] {
        let parsed = of(&[], &dashed(&dates));
        assert_eq!(order(&parsed.value), expected, "{dates:?}");
        let assumed = parsed.value.records[0].flags.has(Flags::DATE_ORDER_ASSUMED);
        assert_eq!(assumed, expected.1 == Assumed);
        assert_eq!(codes(&parsed.findings).contains(&"P007"), assumed);
    }
    let parsed = of(&[], &dashed(&["01/02/2023", "13/02/2023"]));
    let evidence = &parsed.value.shapes[0].shown.evidence;
    assert_eq!(
        evidence,
        "message 2 is stamped \"13/02/2023, 21:05\": 13 can only be the day"
    );
}

#[test]
fn upper_case_markers_beside_short_dates_are_american_until_shown_otherwise() {
    let lines = ["1/2/23, 9:05 PM - Ada: x".to_owned()];
    assert_eq!(order(&of(&[], &lines).value), (Mdy, Assumed));
    let lines = ["1/2/23, 9:05 pm - Ada: x".to_owned()];
    assert_eq!(order(&of(&[], &lines).value), (Dmy, Assumed));
    let lines = ["1.2.23, 9:05 PM - Ada: x".to_owned()];
    assert_eq!(order(&of(&[], &lines).value), (Dmy, Assumed));
}

#[test]
fn the_words_of_the_text_never_speak() {
    let lines = ["2/1/23, 21:05 - Ada: <Medien ausgeschlossen>".to_owned()];
    assert_eq!(order(&of(&[], &lines).value), (Dmy, Assumed));
    let lines = ["2/1/23, 9:05 PM - Ada: <Medien ausgeschlossen>".to_owned()];
    assert_eq!(order(&of(&[], &lines).value), (Mdy, Assumed));
}

#[test]
fn a_media_name_in_the_same_record_proves() {
    let name = "00000012-PHOTO-2023-02-01-21-05-08.jpg";
    let lines = [format!("[1/2/23, 9:05:07 PM] Ada: ‎<attached: {name}>\r")];
    let parsed = of(&[name], &lines);
    assert_eq!(order(&parsed.value), (Dmy, Proven));
    assert!(parsed.value.shapes[0].shown.evidence.contains(name));
    assert!(!codes(&parsed.findings).contains(&"P023"));
    let lines = [format!("[2/1/23, 9:05:07 PM] Ada: ‎<attached: {name}>\r")];
    assert_eq!(order(&of(&[name], &lines).value), (Mdy, Proven));
    // A name that fits no reading proves nothing, and is said.
    let lines = [format!("[3/4/23, 9:05:07 PM] Ada: ‎<attached: {name}>\r")];
    let parsed = of(&[name], &lines);
    assert_eq!(order(&parsed.value).1, Assumed);
    assert!(codes(&parsed.findings).contains(&"P023"));
}

#[test]
fn clock_steps_and_stored_days_corroborate() {
    let mut dates: Vec<String> = Vec::new();
    for month in 1..=6 {
        for day in 1..=5 {
            dates.push(format!("{day:02}/{month:02}/2023, 21:05 - Ada: x"));
        }
    }
    let parsed = of(&[], &dates);
    assert_eq!(order(&parsed.value), (Dmy, Corroborated));
    let swapped: Vec<String> = dates
        .iter()
        .map(|line| format!("{}/{}{}", &line[3..5], &line[..2], &line[5..]))
        .collect();
    assert_eq!(order(&of(&[], &swapped).value), (Mdy, Corroborated));
    let files: Vec<String> = (1..=3)
        .map(|n| format!("01/02/2023, 21:0{n} - Ada: IMG-20230102-WA000{n}.jpg (file attached)"))
        .collect();
    assert_eq!(order(&of(&[], &files).value), (Mdy, Corroborated));
}

#[test]
fn contradictions_are_said_and_the_rest_still_read() {
    let parsed = of(
        &[],
        &dashed(&["13/02/2023", "14/02/2023", "02/15/2023", "16/02/2023"]),
    );
    assert_eq!(order(&parsed.value), (Dmy, Conflict));
    let codes = codes(&parsed.findings);
    assert!(
        codes.contains(&"P008") && codes.contains(&"P010"),
        "{codes:?}"
    );
    assert_eq!(parsed.value.civil(RecordId(2)), None);
}

#[test]
fn two_exports_that_differ_in_nothing_but_the_order_are_split() {
    let parsed = of(
        &[],
        &dashed(&["13/02/2023", "14/02/2023", "02/15/2023", "02/16/2023"]),
    );
    let thread = &parsed.value;
    let orders: Vec<_> = thread
        .shapes
        .iter()
        .map(|s| (s.order, s.state, s.n_records))
        .collect();
    assert_eq!(orders, [(Dmy, Proven, 2), (Mdy, Proven, 2)]);
    let last = thread.civil(RecordId(3)).expect("a time");
    assert_eq!(last.iso_date(), "2023-02-16");
    assert!(codes(&parsed.findings).contains(&"P003"));
}

#[test]
fn backward_steps_are_flagged_and_never_sorted() {
    let parsed = of(&[], &dashed(&["13/02/2023", "15/02/2023", "14/02/2023"]));
    let flags: Vec<bool> = parsed
        .value
        .records
        .iter()
        .map(|r| r.flags.has(Flags::BACKWARD_STEP))
        .collect();
    assert_eq!(flags, [false, false, true]);
    assert!(codes(&parsed.findings).contains(&"P019"));
}

#[test]
fn exports_of_the_length_where_they_are_cut_may_be_truncated() {
    let body: String = (0..10_000)
        .map(|n| format!("{:02}/12/2023, 21:05 - Ada: {n}\n", n / 400 + 1))
        .collect();
    assert!(codes(&read_text(&body).findings).contains(&"P011"));
    let noticed =
        format!("01/12/2023, 21:05 - Messages and calls are end-to-end encrypted.\n{body}");
    assert!(!codes(&read_text(&noticed).findings).contains(&"P011"));
    let text: String = body
        .lines()
        .take(9_000)
        .map(|line| format!("{line}\n"))
        .collect();
    assert!(!codes(&read_text(&text).findings).contains(&"P011"));
}

#[test]
fn a_text_that_was_written_before_its_own_dates_is_read_the_other_way() {
    let body = "03/05/2024, 21:05 - Ada: a\n03/05/2024, 21:06 - Bob: b\n";
    let order_on = |day| order(&read_written_on(&[], body.as_bytes(), day).value);
    let march = (DateOrder::Mdy, OrderState::Corroborated);
    let assumed = (DateOrder::Dmy, OrderState::Assumed);
    assert_eq!(order_on(Some([2024, 3, 5])), march);
    assert_eq!(order_on(Some([2024, 3, 4])), march);
    // Before both, and behind both: nothing is shown.
    assert_eq!(order_on(Some([2024, 3, 3])), assumed);
    assert_eq!(order_on(Some([2024, 5, 3])), assumed);
    assert_eq!(order_on(Some([2024, 5, 1])), march);
    assert_eq!(order_on(Some([2024, 5, 2])), assumed);
    assert_eq!(order_on(None), assumed);
    let read = read_written_on(&[], body.as_bytes(), Some([2024, 3, 5])).value;
    let evidence = &read.shapes[0].shown.evidence;
    assert!(evidence.contains("as the zip says"), "{evidence}");
}

#[test]
fn the_day_in_the_zip_is_weaker_than_a_proof() {
    let body = "25/03/2024, 21:05 - Ada: a\n03/05/2024, 21:06 - Bob: b\n";
    let read = read_written_on(&[], body.as_bytes(), Some([2024, 3, 26])).value;
    assert_eq!(order(&read), (DateOrder::Dmy, OrderState::Proven));
}

#[test]
fn years_that_no_phone_can_have_written_are_unresolved() {
    for (date, calendar) in [
        ("25/03/1998", false),
        ("25/03/2067", false),
        ("25/3/67", false),
        ("7/3/03", false),
        ("25/3/1900", false),
        ("25/3/1945", true),
    ] {
        let read = read_text(&format!("{date}, 21:05 - Ada: a\n{date}, 21:06 - Bob: b\n"));
        let found = codes(&read.findings);
        assert_eq!(found.contains(&"P032"), !calendar, "{date} {found:?}");
        assert_eq!(found.contains(&"P015"), calendar, "{date} {found:?}");
        assert_eq!(read.value.civil(RecordId(0)).is_some(), calendar, "{date}");
    }
}

#[test]
fn a_short_year_may_stand_first_in_korea() {
    let lines = |dates: &[&str]| -> Vec<String> {
        dates
            .iter()
            .map(|date| format!("{date} 오후 3:05 - Ada: x"))
            .collect()
    };
    for (dates, expected) in [
        (&["24. 3. 14.", "24. 3. 14."][..], (Ymd, Assumed)),
        (&["24. 12. 27."], (Ymd, Assumed)),
        (
            &["24. 3. 14.", "24. 4. 20.", "24. 5. 31."],
            (Ymd, Corroborated),
        ),
        (&["24. 3. 7."], (Ymd, Corroborated)),
        (&["14. 3. 24.", "20. 4. 24.", "27. 5. 24."], (Dmy, Assumed)),
    ] {
        assert_eq!(order(&of(&[], &lines(dates)).value), expected, "{dates:?}");
    }
    let name = "00000001-PHOTO-2024-03-14-15-05-09.jpg";
    let line = format!("[24. 3. 14. 오후 3:05:09] Ada: \u{200e}<attached: {name}>");
    assert_eq!(order(&of(&[name], &[line]).value), (Ymd, Proven));
    assert_eq!(
        order(&of(&[], &["23/12/31 (21:05) - Ada: x".to_owned()]).value),
        (Ymd, Assumed)
    );
}

#[test]
fn two_joined_exports_part_where_the_days_do() {
    let first = (1..=28).map(|day| format!("3/{day}/24, 21:05 - Ada: x"));
    let second = (1..=28).map(|day| format!("{day}/4/24, 21:05 - Ada: x"));
    let parsed = of(&[], &first.chain(second).collect::<Vec<_>>());
    let thread = &parsed.value;
    assert_eq!(thread.shapes.len(), 2);
    assert_eq!(thread.shapes[1].first, RecordId(28));
    for (record, at) in [(27, "2024-03-28"), (28, "2024-04-01"), (35, "2024-04-08")] {
        let found = thread.civil(RecordId(record)).map(|at| at.to_string());
        assert!(found.unwrap().starts_with(at), "{record}");
    }
}

#[test]
fn what_lies_behind_the_day_of_the_zip_is_said() {
    let text = "13/03/2024, 21:05 - Ada: x\n31/12/2049, 21:05 - Ada: x\n";
    for (written_on, said) in [
        (Some([2024, 3, 14]), true),
        (Some([2050, 1, 1]), false),
        // Every message lies behind it: a clock that was never set.
        (Some([2020, 1, 1]), false),
        (None, false),
    ] {
        let parsed = read_written_on(&[], text.as_bytes(), written_on);
        assert_eq!(codes(&parsed.findings).contains(&"P037"), said);
    }
}
