//! Review: levels, days, moves of several with a look afterwards, terms, a policy that is tried.

use threadseal::engine::compliance::{HitsJob, LOOKED_AT, Reviews, RuleHits};

use super::*;

const WORDS: &str = r#"{"id":"w","clause":"2.1","kind":"term","title":"Words","severity":"medium","terms":["secret","never said"],
"tests":{"yes":["a secret"],"no":["none"]}}"#;

fn text(n: usize) -> String {
    let lines = (0..n).map(|number| {
        format!(
            "15/01/2024, {:02}:{:02} - Ines Sample: the secret number {number}\n",
            10 + number / 60,
            number % 60
        )
    });
    lines.collect()
}

fn case(n: usize) -> Case {
    case_of(vec![android("WhatsApp Chat with Zed.zip", &text(n))])
}

fn with(review: &str) -> Asked {
    let mut asked = asked();
    asked.policy = policy_with(WORDS, &format!(r#","review":{review}"#));
    asked
}

fn keys(result: &Result, code: &str) -> Vec<FindingRef> {
    let of = result.findings.iter().filter(|one| one.code.id() == code);
    of.map(|one| one.key.clone()).collect()
}

fn several(findings: &[FindingRef], to: ReviewMove, note: &str) -> CaseWork {
    CaseWork::Reviewed {
        findings: findings.to_vec(),
        to,
        details: MoveDetails {
            note: note.to_owned(),
            term: "secret".to_owned(),
            ..MoveDetails::default()
        },
    }
}

#[test]
fn five_of_a_move_of_several_are_looked_at_again() {
    let case = case(60);
    let asked = with(r#"{"levels":1}"#);
    let result = ask(&case, &asked);
    let all = keys(&result, "L001");
    assert_eq!(all.len(), 60);
    let mut log = DecisionLog::default();
    log.append(decided(
        "Ada",
        1,
        several(&all, ReviewMove::Claimed, "a drill"),
    ));
    let moved = decided("Ada", 2, several(&all, ReviewMove::NotRelevant, "a drill"));
    log.append(moved.clone());
    let report_of = |log: &DecisionLog| report(&result, log, None);
    let first = report_of(&log);
    let waiting: Vec<u32> = first
        .findings
        .iter()
        .filter(|one| one.waits_for_look)
        .map(|one| one.number)
        .collect();
    assert_eq!(waiting.len(), LOOKED_AT);
    assert_eq!(
        (
            first.bulk[0].n_findings,
            first.bulk[0].drawn,
            first.bulk[0].looked
        ),
        (60, 5, 0)
    );
    // Nobody steers the draw: it is the same every time.
    assert_eq!(first, report_of(&log));
    // Every one of them is looked at; one was wrong and is open again.
    let reviews = Reviews::of(&log);
    let drawn = reviews.bulk()[0].drawn.clone();
    for (number, item) in drawn.iter().enumerate() {
        let right = number > 0;
        let looked = CaseWork::LookedAt {
            with: moved.id.clone(),
            item: item.clone(),
            right,
            note: if right {
                String::new()
            } else {
                "it is none".to_owned()
            },
        };
        log.append(decided("Bea", 10 + number as i64, looked));
        if !right {
            let again = moved_to(item, ReviewMove::Reopened);
            log.append(decided("Bea", 11, again));
        }
    }
    let last = report_of(&log);
    assert!(last.findings.iter().all(|one| !one.waits_for_look));
    assert_eq!((last.bulk[0].looked, last.bulk[0].wrong), (5, 1));
    let open = last
        .findings
        .iter()
        .filter(|one| one.state.is_to_do() && one.code == "L001");
    assert_eq!(open.count(), 1);
}

fn moved_to(item: &FindingRef, to: ReviewMove) -> CaseWork {
    moved(item, to, MoveDetails::default())
}

#[test]
fn a_single_move_is_not_looked_at_again() {
    let result = ask(&case(3), &with("{}"));
    let all = keys(&result, "L001");
    let mut log = DecisionLog::default();
    log.append(decided(
        "Ada",
        1,
        several(&all[..1], ReviewMove::Claimed, "x"),
    ));
    log.append(decided(
        "Ada",
        2,
        several(&all[..1], ReviewMove::NotRelevant, "x"),
    ));
    assert_eq!(Reviews::of(&log).bulk(), []);
}

#[test]
fn levels_and_days_are_those_of_the_policy() {
    let case = case(1);
    let asked = with(r#"{"levels":2,"due_days":10}"#);
    let result = ask(&case, &asked);
    let key = keys(&result, "L001").remove(0);
    let of = |log: &DecisionLog| {
        let reviews = Reviews::of(log);
        let finding = result.findings.iter().find(|one| one.key == key).unwrap();
        let standing = reviews.of_finding(finding);
        let due = standing.due(result.policy()).map(|day| day.to_string());
        (
            standing.level(),
            standing.may_escalate(result.policy()),
            due,
        )
    };
    let mut log = DecisionLog::default();
    assert_eq!(of(&log), (1, true, None), "nobody took it up");
    // 2024-03-01, 09:00 in London.
    let day = 86_400_000;
    let start = 19_783 * day + 32_400_000;
    log.append(decided("Ada", start, moved_to(&key, ReviewMove::Claimed)));
    assert_eq!(of(&log), (1, true, Some("2024-03-11".to_owned())));
    log.append(decided(
        "Ada",
        start + day,
        moved_to(&key, ReviewMove::Escalated),
    ));
    assert_eq!(of(&log), (2, false, Some("2024-03-11".to_owned())));
    log.append(decided(
        "Bea",
        start + 2 * day,
        moved_to(&key, ReviewMove::Claimed),
    ));
    let parked = MoveDetails {
        date: "2024-05-01".to_owned(),
        note: "she is away".to_owned(),
        ..MoveDetails::default()
    };
    log.append(decided(
        "Bea",
        start + 3 * day,
        moved(&key, ReviewMove::Parked, parked),
    ));
    assert_eq!(of(&log), (2, false, Some("2024-05-01".to_owned())));
    let report = report(&result, &log, None);
    let one = report
        .findings
        .iter()
        .find(|one| one.code == "L001")
        .unwrap();
    // It was asked on the first day of 2026.
    assert_eq!(
        (one.level, one.due.as_str(), one.overdue),
        (2, "2024-05-01", true)
    );
    assert_eq!(report.n_overdue, 1);
    log.append(decided(
        "Bea",
        start + 4 * day,
        moved_to(&key, ReviewMove::Claimed),
    ));
    log.append(decided(
        "Bea",
        start + 5 * day,
        moved_to(&key, ReviewMove::NotRelevant),
    ));
    assert_eq!(of(&log).2, None, "there is an outcome");
    // From the beginning, with the days counted anew.
    log.append(decided(
        "Bea",
        start + 40 * day,
        moved_to(&key, ReviewMove::Reopened),
    ));
    assert_eq!(of(&log), (1, true, Some("2024-04-20".to_owned())));
}

fn term(result: &Result, log: &DecisionLog, term: &str) -> (u32, u32, u32, Option<u32>, String) {
    let report = report(result, log, None);
    let one = report.terms.iter().find(|one| one.term == term);
    let one = one.unwrap_or_else(|| panic!("{term} is not counted"));
    (
        one.hits,
        one.cleared,
        one.confirmed,
        one.confirmed_percent,
        one.advice.clone(),
    )
}

#[test]
fn terms_are_counted_by_what_became_of_them() {
    let case = case(60);
    let result = ask(&case, &with(r#"{"second_person_from":"medium"}"#));
    let all = keys(&result, "L001");
    let mut log = DecisionLog::default();
    assert_eq!(
        term(&result, &log, "secret"),
        (
            60,
            0,
            0,
            None,
            "retire: none confirmed, none worked yet".to_owned()
        )
    );
    assert_eq!(
        term(&result, &log, "never said"),
        (0, 0, 0, None, "working, no hits".to_owned())
    );
    log.append(decided(
        "Ada",
        1,
        several(&all[..10], ReviewMove::Claimed, "x"),
    ));
    let cleared = decided(
        "Ada",
        2,
        several(&all[..10], ReviewMove::FalsePositive, "x"),
    );
    log.append(cleared.clone());
    // It waits for a second person: it counts for nothing yet.
    assert_eq!(term(&result, &log, "secret").1, 0);
    let agreed = CaseWork::Agreed {
        with: cleared.id,
        note: String::new(),
    };
    log.append(decided("Bea", 3, agreed));
    assert_eq!(
        term(&result, &log, "secret"),
        (60, 10, 0, Some(0), "retire: none confirmed".to_owned())
    );
}

#[test]
fn terms_that_never_hit_are_tried() {
    let mut asked = asked();
    asked.policy = policy_with(
        &format!(
            r#"{RULES},{{"id":"p","clause":"2.1","kind":"phrase","title":"P","phrases":["keep this quiet"],"slop":1,
"tests":{{"yes":["keep this very quiet"],"no":["x"]}}}},
{{"id":"n","clause":"2.1","kind":"near","title":"Near each other","a":["agree"],"b":["price"],"distance":4,
"tests":{{"yes":["agree on a price"],"no":["x"]}}}}"#
        ),
        "",
    );
    let case = case_of(vec![android(
        "WhatsApp Chat with Zed.zip",
        "15/01/2024, 10:00 - Zed: hello\n",
    )]);
    let result = ask(&case, &asked);
    let log = DecisionLog::default();
    for of in [
        "Signal",
        "keep this quiet",
        "Near each other",
        "Delete",
        "Data",
    ] {
        assert_eq!(
            term(&result, &log, of),
            (0, 0, 0, None, "working, no hits".to_owned()),
            "{of}"
        );
    }
}

#[test]
fn a_policy_is_tried_while_it_is_written() {
    let asked = with("{}");
    let question = Question {
        roster: asked.roster.clone(),
        policy: asked.policy.clone(),
        period: Days::default(),
        today: None,
        latest: None,
        told: Vec::new(),
    };
    let case = case(30);
    let mut job = HitsJob::new(&case, &asked.log, question, Rc::new(|_, _| None));
    while let Step::More(_) = job.step() {}
    let hits: Vec<RuleHits> = job.hits();
    assert_eq!(hits.len(), 1);
    assert_eq!(
        (hits[0].rule.as_str(), hits[0].enabled, hits[0].n_hits),
        ("w", true, 30)
    );
}

#[test]
fn a_term_retires_with_fifty_hits_and_none_confirmed() {
    let advice = |n: usize, confirm: bool| {
        let result = ask(&case(n), &with("{}"));
        let first = keys(&result, "L001").remove(0);
        let mut log = DecisionLog::default();
        if confirm {
            log.append(decided("Ada", 1, moved_to(&first, ReviewMove::Claimed)));
            log.append(decided("Ada", 2, moved_to(&first, ReviewMove::Confirmed)));
        }
        term(&result, &log, "secret").4
    };
    assert_eq!(advice(49, false), "");
    assert_eq!(advice(50, false), "retire: none confirmed, none worked yet");
    assert_eq!(advice(50, true), "");
}
