use std::cell::Cell;

use jiff::Timestamp;
use jiff::tz::TimeZoneDatabase;

use super::*;
use crate::engine::archive::{Archive, Given};
use crate::engine::decision::{Decision, DecisionKind, DecisionLog};
use crate::engine::limits::Limits;
use crate::engine::parse::thread_from_text;
use crate::engine::place::SourceId;
use crate::engine::time::Instant;

/// As the command line program looks zones up.
fn bundled(zone: &str, between: Range<i64>) -> Option<Vec<Change>> {
    let zone = TimeZoneDatabase::bundled().get(zone).ok()?;
    changes(between, &mut |at| {
        Some(zone.to_offset(Timestamp::from_second(at).ok()?).seconds())
    })
}

fn opened(text: &str) -> Case {
    let given = Given {
        name: "_chat.txt".to_owned(),
        source: Rc::new(text.as_bytes().to_vec()),
    };
    let archive = Archive::open(vec![given], &Limits::USUAL).expect("an archive");
    let archive = archive.value;
    let entry = archive.chat_texts()[0];
    let thread = thread_from_text(&archive, entry, text.as_bytes().to_vec()).expect("a thread");
    Case {
        sources: vec![OpenSource {
            id: SourceId("a".repeat(64)),
            archive: Rc::new(archive),
            threads: vec![Rc::new(thread.value)],
            findings: thread.findings,
        }],
    }
}

fn stating(zone: &str) -> DecisionLog {
    let mut log = DecisionLog::default();
    let at = Instant::from_rfc3339("2024-11-01T10:00:00Z").expect("a time");
    let source = SourceId("a".repeat(64));
    let zone = zone.to_owned();
    let kind = DecisionKind::Zone { source, zone };
    log.append(Decision::new("Dana Clerk", at, kind));
    log
}

fn marks(text: &str, zone: &str) -> (Vec<(u32, &'static str)>, Vec<String>) {
    let mut case = opened(text);
    let mut zones = Zones::default();
    zones.apply(&mut case, &stating(zone), &bundled);
    let source = &case.sources[0];
    let marked = (0..source.threads[0].n_records())
        .filter_map(|at| Some((at + 1, zones.mark(0, 0, RecordId(at))?.word())));
    let of_zones = source
        .findings
        .iter()
        .filter(|at| at.code.as_str() > "P028");
    (
        marked.collect(),
        of_zones.map(|at| at.code.clone()).collect(),
    )
}

/// Berlin went back at 03:00 on 27 October 2024, and forward at 02:00 on 31 March.
const NIGHTS: &str = "27.10.24, 01:59 - Ada: a\n27.10.24, 02:00 - Ada: b\n27.10.24, 02:59 - Bob: c\n\
                      27.10.24, 03:00 - Ada: d\n31.03.24, 01:59 - Ada: e\n31.03.24, 02:00 - Bob: f\n\
                      31.03.24, 02:59 - Bob: g\n31.03.24, 03:00 - Ada: h\n";

#[test]
fn hours_that_came_twice_or_never_are_marked_to_the_minute() {
    let (marked, codes) = marks(NIGHTS, "Europe/Berlin");
    let (twice, never) = ("clock-twice", "clock-never");
    assert_eq!(marked, [(2, twice), (3, twice), (6, never), (7, never)]);
    assert_eq!(codes, ["P029", "P030"]);
}

#[test]
fn a_zone_without_such_hours_marks_nothing() {
    for zone in ["+01:00", "-11:30", "UTC", "Asia/Kolkata", "europe/moscow"] {
        assert_eq!(marks(NIGHTS, zone), (vec![], vec![]), "{zone}");
    }
}

#[test]
fn a_zone_that_nobody_knows_is_said() {
    assert_eq!(
        marks(NIGHTS, "Europe/Berlni"),
        (vec![], vec!["P031".to_owned()])
    );
}

#[test]
fn half_an_hour_and_the_south_and_seconds() {
    let text = "[07/04/2024, 01:29:59] A: a\r\n[07/04/2024, 01:30:00] A: b\r\n\
                [07/04/2024, 01:59:59] A: c\r\n[07/04/2024, 02:00:00] A: d\r\n\
                [06/10/2024, 02:15:00] A: e\r\n[25/10/2024, 02:30:00] A: f\r\n";
    let (marked, _) = marks(text, "Australia/Lord_Howe");
    let (twice, never) = ("clock-twice", "clock-never");
    assert_eq!(marked, [(2, twice), (3, twice), (5, never)]);
}

#[test]
fn what_was_marked_follows_the_claim_and_the_orders() {
    let mut case = opened(NIGHTS);
    let before = case.sources[0].findings.clone();
    let mut zones = Zones::default();
    let n_asked = Cell::new(0);
    let lookup = |zone: &str, between: Range<i64>| {
        n_asked.set(n_asked.get() + 1);
        bundled(zone, between)
    };
    let berlin = stating("Europe/Berlin");
    assert_eq!(zones.apply(&mut case, &berlin, &lookup), [0]);
    assert_eq!(zones.apply(&mut case, &berlin, &lookup), [0; 0]);
    assert_eq!(n_asked.get(), 1);
    assert_eq!(
        zones.apply(&mut case, &DecisionLog::default(), &lookup),
        [0]
    );
    assert_eq!(zones.mark(0, 0, RecordId(1)), None);
    assert_eq!(case.sources[0].findings, before);
}

#[test]
fn halving_finds_the_changes_that_the_data_has() {
    let between = 1_230_768_000..1_893_456_000;
    for name in [
        "Europe/Berlin",
        "America/New_York",
        "Africa/Casablanca",
        "Africa/Cairo",
        "Asia/Pyongyang",
        "Pacific/Apia",
        "Antarctica/Troll",
        "Europe/Istanbul",
    ] {
        let zone = TimeZoneDatabase::bundled().get(name).expect("a zone");
        let found = bundled(name, between.clone()).expect("changes");
        let start = Timestamp::from_second(between.start).expect("a time");
        let real: Vec<(i64, i32)> = zone
            .following(start)
            .take_while(|change| change.timestamp().as_second() <= between.end)
            .map(|change| (change.timestamp().as_second(), change.offset().seconds()))
            .collect();
        let offset_before = |at: i64| {
            let at = Timestamp::from_second(at - 1).expect("a time");
            zone.to_offset(at).seconds()
        };
        // Data also says where only the name of the time changed.
        let real: Vec<Change> = real
            .into_iter()
            .map(|(at, after)| Change {
                at,
                before: offset_before(at),
                after,
            })
            .filter(|change| change.before != change.after)
            .collect();
        assert_eq!(found, real, "{name}");
    }
}

#[test]
fn a_clock_that_stops_answering_is_not_known() {
    assert_eq!(
        changes(0..100_000_000, &mut |at| (at < 50_000_000).then_some(0)),
        None
    );
    assert_eq!(changes(0..0, &mut |_| Some(60)), Some(vec![]));
}

#[test]
fn dates_far_away_cost_no_more() {
    let text = "01/01/0001, 10:00 - A: x\n31/12/9999, 10:00 - A: y\n";
    let asked = Cell::new(0..0);
    let lookup = |_: &str, between: Range<i64>| {
        asked.set(between);
        Some(Vec::new())
    };
    Zones::default().apply(&mut opened(text), &stating("Europe/Berlin"), &lookup);
    let asked = asked.take();
    assert!(asked.end - asked.start < 100 * 366 * 86_400, "{asked:?}");
}
