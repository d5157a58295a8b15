//! Compliance over made-up exports: what is found, how grave it is, and nothing else.

mod agreed;
mod apart;
mod cases;
mod codes;
mod counted;
mod days;
mod forged;
mod hidden;
mod kept;
mod near;
mod numbers;
mod pairs;
mod review;
mod taken;
mod whole;
mod whose;

use std::collections::BTreeMap;
use std::rc::Rc;

use threadseal::engine::case::{Case, OpenSource};
use threadseal::engine::compliance::{
    ComplianceJob, Day, Days, Finding, Policy, Question, Report, Result, Roster, policy_from_json,
    report, roster_from_csv, starting_policy,
};
use threadseal::engine::decision::{
    CaseWork, Decision, DecisionKind, DecisionLog, FindingRef, MoveDetails, Outcome, ReviewMove,
};
use threadseal::engine::job::Step;
use threadseal::engine::limits::Limits;
use threadseal::engine::open::open_sources;
use threadseal::engine::place::SourceId;
use threadseal::engine::time::Instant;

use crate::support::given;
use crate::support::zips::ordinary;

/// One export: its name, and the files in it.
pub(crate) struct Export {
    name: &'static str,
    files: Vec<(String, Vec<u8>)>,
}

/// An Android export of one text.
pub(crate) fn android(name: &'static str, text: &str) -> Export {
    Export {
        name,
        files: vec![(
            format!("{}.txt", name.trim_end_matches(".zip")),
            text.as_bytes().to_vec(),
        )],
    }
}

/// An iPhone export of one text.
pub(crate) fn iphone(name: &'static str, text: &str) -> Export {
    Export {
        name,
        files: vec![(
            "_chat.txt".to_owned(),
            text.replace('\n', "\r\n").into_bytes(),
        )],
    }
}

impl Export {
    fn with(mut self, name: &str, bytes: &[u8]) -> Export {
        self.files.push((name.to_owned(), bytes.to_vec()));
        self
    }
}

/// What is asked.
pub(crate) struct Asked {
    roster: Roster,
    policy: Policy,
    period: Days,
    log: DecisionLog,
}

const ROSTER: &str = "person_id,full_name,aliases,phones,region,side,authorised,valid_from,valid_to,custodian,expected_threads\n\
e001,Ines Sample,Nes|I. Sample,+44 20 7946 0042,GB,internal,yes,2023-01-01,,,\n\
x017,Zed Placeholder,Zed,+1 202-555-0143,US,external,yes,,2024-12-31,,\n";

fn policy_with(rules: &str, more: &str) -> Policy {
    let text = format!(
        r#"{{"format":"wa-policy/1","id":"t","title":"T","version":"4",
"clauses":[{{"id":"2.1","kind":"do_not","title":"Stay","text":"Stay on captured channels."}}],
"channels":[{{"id":"wa","title":"WhatsApp","words":["whatsapp"],"hosts":["wa.me"],"status":"captured"}},
{{"id":"sig","title":"Signal","words":["signal"],"hosts":["signal.me","signal.group"],"status":"forbidden"}}],
"lists":{{"move":["move","switch","continue","take this","ping me","message me","jump on"]}},
"rules":[{rules}]{more}}}"#
    );
    policy_from_json(&text).unwrap_or_else(|error| panic!("{error}"))
}

/// The rules of the examples: channels, deleting, detectors.
const RULES: &str = r#"{"id":"off-1","clause":"2.1","kind":"channel_move","title":"Invitation","channels":["sig"],"verbs":"move","window":8,
"tests":{"yes":["can we move this to signal?"],"no":["the signal was weak in the lift"]}},
{"id":"keep-1","clause":"2.1","kind":"destroy","title":"Delete","tests":{"yes":["please delete this chat"],"no":["the delivery is late"]}},
{"id":"data-1","clause":"2.1","kind":"detector","title":"Data","severity":"medium","ids":["phone","card","otp"],"min_score":70,
"tests":{"yes":["call +44 20 7946 0042"],"no":["see you at noon"]}}"#;

pub(crate) fn asked() -> Asked {
    Asked {
        roster: roster_from_csv(ROSTER).unwrap().0,
        policy: policy_with(RULES, ""),
        period: Days::default(),
        log: DecisionLog::default(),
    }
}

pub(crate) fn case_of(exports: Vec<Export>) -> Case {
    let mut case = Case::default();
    for export in exports {
        let files: Vec<(&str, &[u8])> = export
            .files
            .iter()
            .map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
            .collect();
        let bytes = ordinary(&files);
        let id = threadseal::engine::digest::sha256_hex(&bytes);
        let opened = open_sources(vec![given(export.name, bytes)], &Limits::USUAL, &())
            .unwrap_or_else(|failure| panic!("{}", failure.what));
        for source in opened {
            case.sources.push(OpenSource {
                id: SourceId(id.clone()),
                archive: source.archive,
                threads: source.threads,
                findings: source.findings,
            });
        }
    }
    case
}

pub(crate) fn ask(case: &Case, asked: &Asked) -> Result {
    let question = Question {
        roster: asked.roster.clone(),
        policy: asked.policy.clone(),
        period: asked.period,
        today: Day::from_iso("2026-01-01"),
        latest: Day::from_iso("2026-01-01"),
        told: Vec::new(),
    };
    let mut job = ComplianceJob::new(case, &asked.log, question, Rc::new(|_, _| None));
    loop {
        if let Step::Done(result) = job.step() {
            return result;
        }
    }
}

/// Findings of these codes, one a line: code, severity, confidence, numbers of messages.
pub(crate) fn told(result: &Result, only: &[&str]) -> Vec<String> {
    let lines = result
        .findings
        .iter()
        .filter(|one| only.is_empty() || only.contains(&one.code.id()));
    let mut lines: Vec<String> = lines.map(line).collect();
    lines.sort();
    lines
}

fn line(finding: &Finding) -> String {
    let places: Vec<String> = finding
        .places
        .iter()
        .map(|at| (at.record.0 + 1).to_string())
        .collect();
    let joined: Vec<&str> = finding.joined.iter().map(|code| code.id()).collect();
    let joined = if joined.is_empty() {
        String::new()
    } else {
        format!(" with {}", joined.join(","))
    };
    format!(
        "{} {} {} @{}{joined}",
        finding.code.id(),
        finding.severity.word(),
        finding.confidence.word(),
        places.join(",")
    )
}

fn count(result: &Result) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for finding in &result.findings {
        *counts.entry(finding.code.id()).or_default() += 1;
    }
    counts
}

fn decided(by: &str, ms: i64, work: CaseWork) -> Decision {
    Decision::new(by, Instant::from_unix_ms(ms), DecisionKind::Work(work))
}

fn moved(key: &FindingRef, to: ReviewMove, details: MoveDetails) -> CaseWork {
    CaseWork::Reviewed {
        findings: vec![key.clone()],
        to,
        details,
    }
}

const SMALL: &str = "15/01/2024, 10:00 - Messages and calls are end-to-end encrypted. No one outside of this chat can read them.\n\
15/01/2024, 10:30 - Ines Sample: can we move this to Signal?\n\
15/01/2024, 10:40 - Zed Placeholder: fine, on the quay at noon then\n";

#[test]
fn a_review_is_folded_and_a_second_person_counts() {
    let case = case_of(vec![android("WhatsApp Chat with Zed.zip", SMALL)]);
    let mut asked = asked();
    asked.policy = policy_with(
        RULES,
        r#","review":{"levels":2,"second_person_from":"high","due_days":10}"#,
    );
    let result = ask(&case, &asked);
    let key = result
        .findings
        .iter()
        .find(|one| one.code.id() == "O001")
        .unwrap()
        .key
        .clone();
    let state = |log: &DecisionLog| {
        let report = report(&result, log, None);
        let one = report
            .findings
            .iter()
            .find(|one| one.code == "O001")
            .unwrap();
        (one.state.words(), one.waits_for_second)
    };
    let mut log = DecisionLog::default();
    assert_eq!(state(&log), ("Open", false));
    // Nobody confirms what nobody claimed.
    let confirm = MoveDetails {
        outcome: Some(Outcome::Told),
        ..MoveDetails::default()
    };
    log.append(decided(
        "Ada",
        1,
        moved(&key, ReviewMove::Confirmed, confirm.clone()),
    ));
    assert_eq!(state(&log), ("Open", false));
    log.append(decided(
        "Ada",
        2,
        moved(&key, ReviewMove::Claimed, MoveDetails::default()),
    ));
    let outcome = decided("Ada", 3, moved(&key, ReviewMove::Confirmed, confirm));
    log.append(outcome.clone());
    assert_eq!(state(&log), ("Confirmed", true));
    let agree = |with: &Decision| CaseWork::Agreed {
        with: with.id.clone(),
        note: String::new(),
    };
    log.append(decided(" ada ", 4, agree(&outcome)));
    assert_eq!(state(&log), ("Confirmed", true));
    log.append(decided("Bob", 5, agree(&outcome)));
    assert_eq!(state(&log), ("Confirmed", false));
}

#[test]
fn an_outcome_survives_a_new_export_and_a_new_policy() {
    let case = case_of(vec![android("WhatsApp Chat with Zed.zip", SMALL)]);
    let asked_first = asked();
    let first = ask(&case, &asked_first);
    let key = first
        .findings
        .iter()
        .find(|one| one.code.id() == "O001")
        .unwrap()
        .key
        .clone();
    let mut log = DecisionLog::default();
    log.append(decided(
        "Ada",
        1,
        moved(&key, ReviewMove::Claimed, MoveDetails::default()),
    ));
    let details = MoveDetails {
        policy: "t version 3 (x)".to_owned(),
        ..MoveDetails::default()
    };
    log.append(decided(
        "Ada",
        2,
        moved(&key, ReviewMove::FalsePositive, details),
    ));
    let later =
        format!("{SMALL}16/01/2024, 09:00 - Zed Placeholder: the boat was late again today\n");
    let result = ask(
        &case_of(vec![android("WhatsApp Chat with Zed.zip", &later)]),
        &asked_first,
    );
    let report = report(&result, &log, None);
    let one = report
        .findings
        .iter()
        .find(|one| one.code == "O001")
        .unwrap();
    assert_eq!(one.state.words(), "False positive");
    assert!(
        one.outcome.contains("carried over") && one.outcome.contains("given under t version 3"),
        "{}",
        one.outcome
    );
}

#[test]
fn the_same_question_gives_the_same_report() {
    let case = case_of(vec![android("WhatsApp Chat with Zed.zip", SMALL)]);
    let asked = asked();
    let text = |result: &Result| {
        let report: Report = report(result, &asked.log, None);
        serde_json::to_string(&report).unwrap()
    };
    assert_eq!(text(&ask(&case, &asked)), text(&ask(&case, &asked)));
}

#[test]
fn starting_policies_ask_without_a_roster() {
    let case = case_of(vec![android("WhatsApp Chat with Zed.zip", SMALL)]);
    for id in ["desk", "small-business", "public-body"] {
        let asked = Asked {
            roster: Roster::default(),
            policy: policy_from_json(starting_policy(id).unwrap().text).unwrap(),
            period: Days::default(),
            log: DecisionLog::default(),
        };
        let counts = count(&ask(&case, &asked));
        assert_eq!(counts.get("R001"), Some(&2), "{id}");
        assert_eq!(counts.get("O001"), Some(&1), "{id}");
    }
}

#[test]
fn a_sample_is_drawn_again_from_its_seed() {
    let mut text = SMALL.to_owned();
    for number in 0..400 {
        text.push_str(&format!(
            "16/01/2024, {:02}:{:02} - Zed Placeholder: number {number} of the crates\n",
            9 + number / 60,
            number % 60
        ));
    }
    let case = case_of(vec![android("WhatsApp Chat with Zed.zip", &text)]);
    let first = ask(&case, &asked()).draw("a headline of today");
    let again = ask(&case, &asked()).draw("a headline of today");
    assert_eq!(first, again);
    assert_ne!(first, ask(&case, &asked()).draw("another headline"));
    let names: Vec<(&str, u32, usize)> = first
        .strata
        .iter()
        .map(|one| (one.name.as_str(), one.size, one.drawn.len()))
        .collect();
    assert_eq!(
        names,
        [
            ("external, not flagged", 401, 25),
            ("internal, flagged", 1, 1)
        ]
    );
    // Fixed, so that another machine is compared with this one.
    assert_eq!(first.seed.len(), 64);
    expect_test::expect![[r#"
        "first drawn: 1:[41, 122, 341]"
    "#]]
    .assert_debug_eq(&format!(
        "first drawn: 1:{:?}",
        first.strata[0]
            .drawn
            .iter()
            .take(3)
            .map(|(_, record)| record.0)
            .collect::<Vec<_>>()
    ));
}
