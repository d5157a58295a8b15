//! Years that very old exports leave out.

use super::*;

/// What each record's time comes to.
fn times(lines: &[&str], written_on: Option<[u16; 3]>) -> (Vec<String>, Vec<String>) {
    let text: String = lines
        .iter()
        .map(|line| format!("{line} - Ada: x\n"))
        .collect();
    let parsed = read_written_on(&[], text.as_bytes(), written_on);
    let thread = &parsed.value;
    let times = (0..thread.n_records()).map(|index| {
        let at = thread.civil(RecordId(index));
        let inferred = thread.records[index as usize]
            .flags
            .has(Flags::YEAR_INFERRED);
        let mark = if inferred { "~" } else { "" };
        at.map_or("-".to_owned(), |at| format!("{mark}{at}"))
    });
    let codes = codes(&parsed.findings).into_iter().map(str::to_owned);
    (times.collect(), codes.collect())
}

fn check(lines: &[&str], written_on: Option<[u16; 3]>, expected: &[&str], code: Option<&str>) {
    let (found, codes) = times(lines, written_on);
    assert_eq!(found, expected, "{lines:?}");
    let said: Vec<&str> = codes
        .iter()
        .map(String::as_str)
        .filter(|code| matches!(*code, "P024" | "P035"))
        .collect();
    assert_eq!(said, code.into_iter().collect::<Vec<_>>(), "{lines:?}");
}

#[test]
fn a_year_comes_from_what_stands_behind() {
    let year = Some([2015, 3, 2]);
    check(
        &["30 Dec 21:05", "2 Jan 0:07", "1 Mar 9:00"],
        year,
        &[
            "~2014-12-30T21:05",
            "~2015-01-02T00:07",
            "~2015-03-01T09:00",
        ],
        Some("P035"),
    );
    // A later line with a year comes before the day in the zip.
    check(
        &["30 Dec 21:05", "2 Jan 2013 0:07"],
        year,
        &["~2012-12-30T21:05", "2013-01-02T00:07"],
        Some("P035"),
    );
    // A message that came late is not a year older; a leap day stands in a leap year.
    check(
        &["29 Feb 9:00", "3 Mar 9:00", "2 Mar 9:00"],
        Some([2014, 3, 2]),
        &[
            "~2012-02-29T09:00",
            "~2014-03-03T09:00",
            "~2014-03-02T09:00",
        ],
        Some("P035"),
    );
    check(
        &["31 Dec 2014 21:05", "2 Jan 0:07", "1 Mar 9:00"],
        year,
        &["2014-12-31T21:05", "~2015-01-02T00:07", "~2015-03-01T09:00"],
        Some("P035"),
    );
}

#[test]
fn without_a_hint_or_between_two_there_is_no_year() {
    check(
        &["30 Dec 21:05", "2 Jan 0:07"],
        None,
        &["-", "-"],
        Some("P024"),
    );
    check(&["30 Dec 21:05"], Some([1980, 1, 1]), &["-"], Some("P024"));
    // By the zip 2019, by the line before 2015.
    check(
        &["31 Dec 2014 21:05", "2 Jan 0:07"],
        Some([2019, 3, 2]),
        &["2014-12-31T21:05", "-"],
        Some("P024"),
    );
    // Copied text never writes a year: it says nothing about when.
    let text = "[31/12, 21:05] Ada: a\n[31/12, 21:06] Bob: b\n";
    let parsed = read_written_on(&[], text.as_bytes(), Some([2015, 1, 2]));
    assert_eq!(parsed.value.civil(RecordId(0)), None);
    assert!(codes(&parsed.findings).contains(&"P024"));
}

#[test]
fn another_order_infers_anew() {
    let text = "9:05 PM, 03 04 - Ada: a\n9:06 PM, 04 04 - Bob: b\n";
    let names = Listed(&[], Some([2012, 4, 9]));
    let parsed = read::thread_from(&names, EntryId(0), text.as_bytes().to_vec());
    let mut thread = parsed.expect("a thread").value;
    let at = |thread: &Thread| thread.civil(RecordId(0)).map(|at| at.to_string());
    let before = at(&thread);
    let choose = |order| OrderChoice {
        byte_start: 0,
        choice: Choice {
            order,
            by: "Ann".to_owned(),
            at: String::new(),
            decision: String::new(),
        },
    };
    chosen::choose(&names, &mut thread, &[choose(DateOrder::Mdy)]);
    assert_eq!(at(&thread).as_deref(), Some("2012-03-04T21:05"));
    chosen::choose(&names, &mut thread, &[choose(DateOrder::Dmy)]);
    // The third of April came before the ninth.
    assert_eq!(at(&thread).as_deref(), Some("2012-04-03T21:05"));
    chosen::choose(&names, &mut thread, &[]);
    assert_eq!(at(&thread), before);
}
