use proptest::prelude::*;
use serde_json::Value;

use super::*;
use crate::engine::digest::sha256_hex;
use crate::engine::finding::Explain;
use crate::engine::orders::is_zone;
use crate::engine::redact::is_blank;

const DOC: &str = include_str!("../../../docs/decisions.md");

fn at(text: &str) -> Instant {
    Instant::from_rfc3339(text).unwrap()
}

fn source(name: &str) -> SourceId {
    SourceId(sha256_hex(name.as_bytes()))
}

fn place(source: &SourceId, byte_start: u64) -> MessagePlace {
    MessagePlace {
        source: source.clone(),
        entry: EntryId(0),
        byte_start,
        byte_len: 10,
    }
}

fn message(by: &str, when: &str, byte_start: u64) -> Decision {
    let kind = DecisionKind::Message {
        target: place(&source("a"), byte_start),
        codes: vec!["TPD".to_owned()],
        note: None,
    };
    Decision::new(by, at(when), kind)
}

fn withdraw(when: &str, what: &Decision) -> Decision {
    let withdraws = what.id.clone();
    Decision::new("Ada", at(when), DecisionKind::Withdraw { withdraws })
}

fn log(decisions: &[&Decision]) -> DecisionLog {
    let mut log = DecisionLog::default();
    for decision in decisions {
        log.append((*decision).clone());
    }
    log
}

fn ids(decisions: Vec<&Decision>) -> Vec<DecisionId> {
    decisions.into_iter().map(|d| d.id.clone()).collect()
}

/// One of each kind, with everything that can be left out written.
fn one_of_each() -> Vec<Decision> {
    let here = source("a");
    let span = ByteSpan { start: 3, len: 4 };
    let codes = vec!["TPD".to_owned(), "OTH".to_owned()];
    let note = Some("a \"note\" with \u{7f}, \u{1f}, \u{2028}, é and 😀 \\ \t".to_owned());
    let digest = sha256_hex(b"package");
    let except = vec![SpanPlace {
        target: place(&here, 5),
        span,
    }];
    let spot = |n| SpanPlace {
        target: place(&here, n),
        span,
    };
    let kinds = vec![
        DecisionKind::Opened {
            source: here.clone(),
            size_bytes: 1 << 40,
        },
        DecisionKind::Owner {
            target: place(&here, 0),
        },
        DecisionKind::Message {
            target: place(&here, 1),
            codes: codes.clone(),
            note: note.clone(),
        },
        DecisionKind::Span {
            target: place(&here, 2),
            span,
            codes: codes.clone(),
            note: note.clone(),
        },
        DecisionKind::Attachment {
            source: here.clone(),
            entry: EntryId(7),
            codes: codes.clone(),
            note: note.clone(),
        },
        DecisionKind::Value {
            find: "Jane \"Sample\"\u{7f}".to_owned(),
            keep: Keep::Nothing,
            except,
            codes: codes.clone(),
            note: note.clone(),
        },
        DecisionKind::Participant {
            target: place(&here, 4),
            also: vec!["+44 7700 900123".to_owned(), "Sämmy".to_owned()],
            codes: codes.clone(),
            note: note.clone(),
        },
        DecisionKind::Withdraw {
            withdraws: DecisionId("0123456789abcdef".to_owned()),
        },
        DecisionKind::Justified {
            package_sha256: digest.clone(),
            n_places: 2,
        },
        DecisionKind::Built {
            package_sha256: digest.clone(),
            recipient: "Roe & Co".to_owned(),
            pseudonyms: vec![Numbered {
                target: place(&here, 7),
                number: 1,
            }],
        },
        DecisionKind::Verified {
            package_sha256: digest.clone(),
            valid: false,
        },
        DecisionKind::DateOrder {
            target: place(&here, 6),
            order: DateOrder::Dmy,
            instead_of: DateOrder::Mdy,
            state: OrderState::Chosen,
            evidence: "message 3 is stamped \"25/04/2024\"".to_owned(),
        },
        DecisionKind::Zone {
            source: here.clone(),
            zone: "America/New_York".to_owned(),
        },
        DecisionKind::Pattern {
            rule: "phone".to_owned(),
            least: 85,
            texts: TextSpots::grouped([spot(2), spot(8)]),
            codes: codes.clone(),
            note: note.clone(),
        },
        DecisionKind::Reject {
            rule: "participant_name".to_owned(),
            texts: TextSpots::grouped([spot(9)]),
            names: vec![
                NameSpot::Title {
                    source: here.clone(),
                    entry: EntryId(0),
                    span,
                },
                NameSpot::Name {
                    target: place(&here, 3),
                    span,
                },
                NameSpot::FileName {
                    source: here.clone(),
                    entry: EntryId(7),
                    span,
                },
            ],
        },
    ];
    let disclosed = DecisionKind::Disclosed {
        package_sha256: digest.clone(),
        number: 2,
        seals: vec!["0d".repeat(32), "0e".repeat(32)],
    };
    let witnessed = DecisionKind::Witnessed {
        build: Some(digest),
        n_tried: 26,
        n_blocked: 24,
        open: vec!["webrtc".to_owned()],
    };
    let outside = DecisionKind::Outside {
        scope: "from “Ada” · in March 2024".to_owned(),
        texts: vec![TextRuns {
            source: here.clone(),
            entry: EntryId(0),
            runs: vec![Run {
                byte_start: 10,
                byte_len: 40,
            }],
        }],
        codes,
        note,
    };
    let works = one_of_each_work(&here).into_iter().map(DecisionKind::Work);
    let parts = parts_of_files(&here);
    let kinds: Vec<DecisionKind> = kinds
        .into_iter()
        .chain(works)
        .chain([outside])
        .chain(parts)
        .chain([witnessed, disclosed])
        .chain([DecisionKind::Recipient {
            name: "Roe & Co".to_owned(),
        }])
        .collect();
    let at_minute = |n: usize| at(&format!("2024-03-01T10:{n:02}:00+02:00"));
    kinds
        .into_iter()
        .enumerate()
        .map(|(n, kind)| Decision::new("Ada Poe", at_minute(n), kind))
        .collect()
}

fn parts_of_files(here: &SourceId) -> [DecisionKind; 6] {
    [
        DecisionKind::Intake {
            source: here.clone(),
            intake: Intake {
                who: "Bob Fay".to_owned(),
                how: "handed over on a stick".to_owned(),
                ..Intake::default()
            },
        },
        DecisionKind::SoundRange {
            source: here.clone(),
            entry: EntryId(7),
            from_ms: 1_000,
            until_ms: 1 << 40,
            codes: vec!["CHD".to_owned()],
            note: None,
        },
        DecisionKind::Region {
            source: here.clone(),
            entry: EntryId(7),
            boxes: vec![PixelBox {
                x: 0,
                y: u32::MAX,
                width: 1,
                height: 2,
            }],
            codes: vec!["CHD".to_owned()],
            note: None,
        },
        DecisionKind::Checked {
            package_sha256: sha256_hex(b"package"),
            n_looked_at: 50,
            n_redactions: 61,
        },
        DecisionKind::PseudonymsKept {
            package_sha256: sha256_hex(b"package"),
            file_sha256: sha256_hex(b"key"),
        },
        DecisionKind::PseudonymsRead {
            file_sha256: sha256_hex(b"key"),
            package_sha256: sha256_hex(b"package"),
        },
    ]
}

fn one_of_each_work(here: &SourceId) -> Vec<CaseWork> {
    let passage = Passage {
        target: place(here, 7),
        until: Some(place(here, 70)),
    };
    vec![
        CaseWork::TagDefined {
            tag: "Paiement \"reçu\"".to_owned(),
            colour: TagColour::Teal,
            key: Some('1'),
        },
        CaseWork::Tagged {
            tag: "Payment".to_owned(),
            target: place(here, 7),
        },
        CaseWork::Bookmark {
            target: place(here, 7),
        },
        CaseWork::Note {
            on: passage.clone(),
            text: "look again\nat \u{2028} this".to_owned(),
        },
        CaseWork::Person {
            name: "Bo".to_owned(),
            voices: vec![place(here, 7), place(here, 70)],
            grounds: "same number".to_owned(),
        },
        CaseWork::Exhibit {
            number: 1,
            label: "AP/1".to_owned(),
            description: String::new(),
            shows: passage,
        },
        CaseWork::Searches {
            lines: vec!["# money".to_owned(), "rent OR \"march rent\"".to_owned()],
        },
        CaseWork::Identified {
            voice: place(&source("a"), 10),
            person: "e001".to_owned(),
        },
        CaseWork::CardTaken {
            source: source("a"),
            entry: EntryId(2),
            person: "card-0f1e2d3c4b5a".to_owned(),
        },
        CaseWork::HandedIn {
            source: source("a"),
            person: "e001".to_owned(),
        },
        CaseWork::Reviewed {
            findings: vec![finding()],
            to: ReviewMove::NotRelevant,
            details: MoveDetails {
                note: "a private matter".to_owned(),
                ..MoveDetails::default()
            },
        },
        CaseWork::Agreed {
            with: DecisionId("0011223344556677".to_owned()),
            note: String::new(),
        },
        CaseWork::LookedAt {
            with: DecisionId("0011223344556677".to_owned()),
            item: finding(),
            right: true,
            note: String::new(),
        },
        CaseWork::Settled {
            item: finding(),
            text: "capture of March".to_owned(),
            signed_by: String::new(),
        },
        CaseWork::AskedWith {
            policy: "desk version 4 (0123456789ab)".to_owned(),
            policy_sha256: sha256_hex(b"policy"),
            roster_sha256: String::new(),
        },
        CaseWork::Drawn {
            nonce: "a headline of today".to_owned(),
            seed: sha256_hex(b"seed"),
            n_drawn: 50,
        },
        CaseWork::SampleRead {
            seed: sha256_hex(b"seed"),
            target: place(&source("a"), 10),
            breaks: false,
            note: String::new(),
        },
        CaseWork::Unmasked {
            grounds: "asked by the head".to_owned(),
        },
    ]
}

fn finding() -> FindingRef {
    FindingRef {
        code: "O001".to_owned(),
        rule: "off-1".to_owned(),
        place: Some(place(&source("a"), 10)),
        about: String::new(),
        same: "0f1e2d3c4b5a6978".to_owned(),
    }
}

#[test]
fn reviews_that_say_too_little_are_refused() {
    let fault = |findings: Vec<FindingRef>, to, details| {
        CaseWork::Reviewed {
            findings,
            to,
            details,
        }
        .fault()
    };
    let empty = MoveDetails::default;
    let note = || MoveDetails {
        note: "why".to_owned(),
        ..MoveDetails::default()
    };
    assert_eq!(
        fault(Vec::new(), ReviewMove::Claimed, empty()),
        Some("a review of no finding")
    );
    assert_eq!(fault(vec![finding()], ReviewMove::Claimed, empty()), None);
    assert_eq!(
        fault(vec![finding()], ReviewMove::NotRelevant, empty()),
        Some("a finding put aside without a note")
    );
    assert_eq!(
        fault(vec![finding()], ReviewMove::Confirmed, note()),
        Some("a finding confirmed without an outcome")
    );
    let mut other = finding();
    other.rule = "off-2".to_owned();
    assert_eq!(
        fault(vec![finding(), other], ReviewMove::FalsePositive, note()),
        Some("a review of several findings that are not of one rule, or without a note")
    );
    assert_eq!(
        fault(
            vec![finding(); MOST_AT_ONCE + 1],
            ReviewMove::FalsePositive,
            note()
        ),
        Some("a review of more than 500 findings at once")
    );
}

/// What `jq -cS 'del(.id)'` prints, made from the text alone: white space out, keys sorted. Knows
/// no more of JSON than that strings are quoted and where objects begin and end.
mod by_hand {
    pub(super) fn canonical(text: &str) -> String {
        let mut rest = text;
        let value = value(&mut rest);
        assert_eq!(rest.trim(), "", "something stands behind the value");
        value
    }

    fn value(rest: &mut &str) -> String {
        *rest = rest.trim_start();
        match rest.chars().next() {
            Some('{') => {
                let mut fields = items(rest, '}', |rest| {
                    let key = string(rest);
                    *rest = rest.trim_start().strip_prefix(':').unwrap();
                    (key, value(rest))
                });
                fields.retain(|(key, _)| key != "\"id\"");
                fields.sort();
                let fields: Vec<String> = fields.iter().map(|(k, v)| format!("{k}:{v}")).collect();
                format!("{{{}}}", fields.join(","))
            }
            Some('[') => format!("[{}]", items(rest, ']', value).join(",")),
            Some('"') => string(rest),
            _scalar => {
                let end = rest.find([',', '}', ']', '\n', ' ']).unwrap_or(rest.len());
                let (scalar, after) = rest.split_at(end);
                *rest = after;
                scalar.to_owned()
            }
        }
    }

    fn items<T>(rest: &mut &str, end: char, mut item: impl FnMut(&mut &str) -> T) -> Vec<T> {
        let mut items = Vec::new();
        *rest = &rest[1..];
        loop {
            *rest = rest.trim_start();
            if let Some(after) = rest.strip_prefix(end) {
                *rest = after;
                return items;
            }
            items.push(item(rest));
            *rest = rest.trim_start();
            *rest = rest.strip_prefix(',').unwrap_or(rest);
        }
    }

    fn string(rest: &mut &str) -> String {
        *rest = rest.trim_start();
        let mut end = 1;
        while !rest[end..].starts_with('"') {
            let escaped = rest[end..].starts_with('\\');
            end += if escaped { 1 } else { 0 };
            end += rest[end..].chars().next().unwrap().len_utf8();
        }
        let (string, after) = rest.split_at(end + 1);
        *rest = after;
        string.replace('\u{7f}', "\\u007f")
    }
}

fn id_by_hand(decision: &str) -> String {
    sha256_hex(by_hand::canonical(decision).as_bytes())[..16].to_owned()
}

#[test]
fn ids_are_what_a_stranger_computes() {
    for decision in one_of_each() {
        let text = serde_json::to_string_pretty(&decision).unwrap();
        assert_eq!(id_by_hand(&text), decision.id.0, "{text}");
    }
}

#[test]
fn jq_prints_the_same_canonical_json() {
    // Made with jq 1.6: `jq -cS .`.
    let value: Value = serde_json::from_str(
        r#"{"b":"\u007f\u001f\b\f\/é\u2028\"\\","A":[1,{"d":null,"c":true}]}"#,
    )
    .unwrap();
    assert_eq!(
        canonical_json(&value),
        "{\"A\":[1,{\"c\":true,\"d\":null}],\"b\":\"\\u007f\\u001f\\b\\f/é\u{2028}\\\"\\\\\"}"
    );
}

#[test]
fn the_document_shows_every_kind_with_its_real_id() {
    let mut kinds = std::collections::BTreeSet::new();
    let mut examples = DOC.split("```json\n").skip(1);
    let file = examples.next().unwrap().split("```").next().unwrap();
    assert_eq!(DecisionLog::from_file(file).unwrap().decisions().len(), 2);
    for example in examples {
        let text = example.split("```").next().unwrap();
        let decision: Decision = serde_json::from_str(text).unwrap();
        assert_eq!(decision.computed_id(), decision.id, "{text}");
        assert_eq!(id_by_hand(text), decision.id.0, "{text}");
        let file = format!("{{\"format\":\"{LOG_FORMAT}\",\"sources\":[],\"decisions\":[{text}]}}");
        assert_eq!(
            DecisionLog::from_file(&file).unwrap().decisions(),
            std::slice::from_ref(&decision)
        );
        kinds.insert(kind_and_work(&decision));
    }
    for decision in one_of_each() {
        let kind = kind_and_work(&decision);
        assert!(kinds.contains(&kind), "no example of {kind}");
    }
    for reason in REASONS {
        assert!(
            DOC.contains(&format!("`{}`", reason.code)),
            "{}",
            reason.code
        );
    }
}

fn kind_and_work(decision: &Decision) -> String {
    let fields = serde_json::to_value(decision).unwrap();
    format!("{} {}", fields["kind"], fields["work"])
}

#[test]
fn a_file_comes_back_as_it_was() {
    let all = one_of_each();
    let saved = log(&all.iter().collect::<Vec<_>>());
    let text = saved.to_file();
    assert_eq!(DecisionLog::from_file(&text).unwrap(), saved);
    let with_mark = format!("\u{feff}{text}");
    assert_eq!(DecisionLog::from_file(&with_mark).unwrap(), saved);
    assert_eq!(text.matches("\"sha256\"").count(), 1, "one source is named");
    assert_eq!(
        DecisionLog::from_file(&DecisionLog::default().to_file()).unwrap(),
        DecisionLog::default()
    );
}

/// Changes the file as `edit` says and checks how it is refused.
fn check_refused(edit: impl Fn(&mut Value), code: &str, help: &str) {
    let all = one_of_each();
    let mut file: Value =
        serde_json::from_str(&log(&all.iter().collect::<Vec<_>>()).to_file()).unwrap();
    edit(&mut file);
    let error = DecisionLog::from_file(&file.to_string()).unwrap_err();
    assert!(error.to_string().contains(code), "{error}");
    assert!(error.help().contains(help), "{}", error.help());
}

fn give_id(decision: &mut Value) {
    decision["id"] = Value::from(id_of(decision).0);
}

#[test]
fn a_changed_file_is_refused() {
    let changed = "go back to an unchanged copy";
    check_refused(
        |file| file["decisions"][3]["span"]["len"] = 5.into(),
        "decision 4 has the id",
        changed,
    );
    check_refused(
        |file| file["decisions"][2]["by"] = "Bea".into(),
        "decision 3",
        changed,
    );
    check_refused(
        |file| file["decisions"][0]["at"] = "2024-03-01T10:00:00.0+02:00".into(),
        "decision 1",
        changed,
    );
    check_refused(
        |file| file["decisions"][5]["codes"] = Value::from(vec!["TPD"]),
        "decision 6",
        changed,
    );
    check_refused(
        |file| file["decisions"][4]["more"] = 1.into(),
        "decision 5 has the id",
        changed,
    );
    check_refused(
        |file| file["decisions"][1]["id"] = "".into(),
        "decision 2",
        changed,
    );
}

#[test]
fn what_a_newer_version_wrote_is_refused_and_said_so() {
    let newer = "newer version";
    check_refused(
        |file| file["format"] = "threadseal-decisions-2".into(),
        "\"threadseal-decisions-2\"",
        newer,
    );
    check_refused(
        |file| {
            file["decisions"][2]["kind"] = "Hologram".into();
            give_id(&mut file["decisions"][2]);
        },
        "decision 3 is of the kind \"Hologram\"",
        newer,
    );
    check_refused(
        |file| {
            file["decisions"][2]["blur"] = true.into();
            give_id(&mut file["decisions"][2]);
        },
        "decision 3 has a field \"blur\"",
        newer,
    );
    check_refused(
        |file| {
            file["decisions"][2]["target"]["line"] = 1.into();
            give_id(&mut file["decisions"][2]);
        },
        "decision 3 has a field \"target\"",
        newer,
    );
    check_refused(
        |file| {
            file["decisions"][2]["note"] = Value::Null;
            give_id(&mut file["decisions"][2]);
        },
        "decision 3 has a field \"note\"",
        newer,
    );
}

#[test]
fn what_is_no_log_is_refused() {
    let choose = "Save decisions";
    check_refused(
        |file| *file = Value::from(vec![1]),
        "not a decision log",
        choose,
    );
    check_refused(
        |file| file["decisions"] = Value::Null,
        "not a decision log",
        choose,
    );
    check_refused(|file| file["more"] = 1.into(), "not a decision log", choose);
    check_refused(
        |file| file["decisions"][0] = 1.into(),
        "decision 1 cannot be read",
        choose,
    );
    for (field, value) in [
        ("kind", Value::Null),
        ("at", "yesterday".into()),
        ("size_bytes", (-1).into()),
        ("size_bytes", 1.5.into()),
    ] {
        check_refused(
            |file| {
                file["decisions"][0][field] = value.clone();
                give_id(&mut file["decisions"][0]);
            },
            "decision 1 cannot be read",
            choose,
        );
    }
    for text in ["", "{", "[]", "null", "PK\u{3}\u{4}"] {
        let error = DecisionLog::from_file(text).unwrap_err();
        assert!(
            matches!(error, LogError::NotALog { .. }),
            "{text:?}: {error}"
        );
    }
}

#[test]
fn a_redaction_without_a_known_reason_is_refused() {
    for codes in [vec![], vec!["XXX"], vec!["TPD", "tpd"]] {
        check_refused(
            |file| {
                file["decisions"][5]["codes"] = Value::from(codes.clone());
                give_id(&mut file["decisions"][5]);
            },
            "decision 6 withholds something without a reason",
            "at least one reason code",
        );
    }
}

#[test]
fn a_term_without_anything_to_find_is_refused() {
    for find in ["", " \t ", "\u{200e}\u{200b}", "\u{a0}\u{2009}"] {
        check_refused(
            |file| {
                file["decisions"][5]["find"] = find.into();
                give_id(&mut file["decisions"][5]);
            },
            "decision 6 withholds a term without a letter",
            "words that are to be withheld",
        );
    }
}

#[test]
fn what_cannot_be_a_zone_is_refused() {
    for zone in [
        "",
        "+1",
        "+25:00",
        "+01:60",
        "local time",
        "Europe//Berlin",
        "1/2",
    ] {
        check_refused(
            |file| {
                file["decisions"][12]["zone"] = zone.into();
                give_id(&mut file["decisions"][12]);
            },
            "decision 13 states the time zone",
            "an offset such as",
        );
    }
    for zone in [
        "UTC",
        "+05:30",
        "-03:00",
        "Etc/GMT+3",
        "America/Argentina/Buenos_Aires",
    ] {
        assert!(is_zone(zone), "{zone}");
    }
}

#[test]
fn a_form_of_intake_that_says_nothing_is_refused() {
    let given = one_of_each();
    let is_intake = |decision: &Decision| matches!(decision.kind, DecisionKind::Intake { .. });
    let index = given.iter().position(is_intake).unwrap();
    for (field, value) in [("", ""), ("how", "two\nlines"), ("device", " Pixel")] {
        check_refused(
            |file| {
                let fields = file["decisions"][index].as_object_mut().unwrap();
                fields.remove("who");
                fields.remove("how");
                if !field.is_empty() {
                    fields.insert(field.to_owned(), value.into());
                }
                give_id(&mut file["decisions"][index]);
            },
            "a form of intake that says nothing",
            "Save decisions",
        );
    }
}

#[test]
fn a_build_that_numbers_two_people_alike_is_refused() {
    let given = one_of_each();
    let is_build = |decision: &Decision| matches!(decision.kind, DecisionKind::Built { .. });
    let index = given.iter().position(is_build).unwrap();
    for numbers in [&[0][..], &[2, 2]] {
        check_refused(
            |file| {
                let decision = &mut file["decisions"][index];
                let one = decision["pseudonyms"][0].clone();
                let all = numbers.iter().map(|number| {
                    let mut one = one.clone();
                    one["number"] = (*number).into();
                    one
                });
                decision["pseudonyms"] = Value::from(all.collect::<Vec<_>>());
                give_id(decision);
            },
            "a build that numbers a pseudonym 0, or two people alike",
            "Save decisions",
        );
    }
}

#[test]
fn a_disclosure_without_a_plain_number_or_without_its_seals_is_refused() {
    let given = one_of_each();
    let is_one = |decision: &Decision| matches!(decision.kind, DecisionKind::Disclosed { .. });
    let index = given.iter().position(is_one).unwrap();
    let twice = vec!["0d".repeat(32), "0d".repeat(32)];
    for (field, value) in [
        ("number", Value::from(0)),
        ("number", Value::from(1_000_000)),
        ("seals", Value::from(Vec::<Value>::new())),
        ("seals", Value::from(twice)),
        ("seals", Value::from(vec!["0D".repeat(32)])),
        ("seals", Value::from(vec!["0d".repeat(31)])),
    ] {
        check_refused(
            |file| {
                let decision = &mut file["decisions"][index];
                decision[field] = value.clone();
                give_id(decision);
            },
            "a disclosure without a number from 1 to 999999, or without its seals",
            "Save decisions",
        );
    }
}

#[test]
fn a_build_of_an_earlier_version_is_read_and_written_as_it_was() {
    let kind = DecisionKind::Built {
        package_sha256: "aa".repeat(32),
        recipient: String::new(),
        pseudonyms: Vec::new(),
    };
    let at = Instant::from_rfc3339("2024-03-01T10:00:00Z").unwrap();
    let mut log = DecisionLog::default();
    log.append(Decision::new("Ada Poe", at, kind));
    let text = log.to_file();
    assert!(
        !text.contains("pseudonyms") && !text.contains("recipient"),
        "{text}"
    );
    assert_eq!(DecisionLog::from_file(&text).unwrap(), log);
}

#[test]
fn numbers_are_told_by_time_whatever_the_order_of_merging() {
    let source = SourceId("aa".repeat(32));
    let built = |when: &str, byte_start: u64| {
        let pseudonyms = vec![Numbered {
            target: place(&source, byte_start),
            number: 1,
        }];
        let kind = DecisionKind::Built {
            package_sha256: "aa".repeat(32),
            recipient: String::new(),
            pseudonyms,
        };
        Decision::new("Ada Poe", Instant::from_rfc3339(when).unwrap(), kind)
    };
    let both = [
        built("2024-03-01T10:00:00Z", 10),
        built("2024-03-02T10:00:00Z", 20),
    ];
    for order in [[0, 1], [1, 0]] {
        let mut log = DecisionLog::default();
        for n in order {
            log.append(both[n].clone());
        }
        let places: Vec<u64> = log
            .numbered()
            .iter()
            .map(|one| one.target.byte_start)
            .collect();
        assert_eq!(places, [10, 20]);
        // What an export is called changes in it, too.
        log.confirm(&source, &SourceId("bb".repeat(32)));
        assert!(
            log.numbered()
                .iter()
                .all(|one| one.target.source.0.starts_with("bb"))
        );
    }
}

#[test]
fn each_recipient_has_numbers_of_their_own() {
    let source = SourceId("aa".repeat(32));
    let mut log = DecisionLog::default();
    let mut minute = 0;
    let mut decide = |log: &mut DecisionLog, kind: DecisionKind| {
        minute += 1;
        let at = format!("2024-03-01T10:{minute:02}:00Z");
        let decision = Decision::new("Ada Poe", Instant::from_rfc3339(&at).unwrap(), kind);
        log.append(decision.clone());
        decision.id
    };
    let built = |recipient: &str, byte_start: u64| DecisionKind::Built {
        package_sha256: "aa".repeat(32),
        recipient: recipient.to_owned(),
        pseudonyms: vec![Numbered {
            target: place(&source, byte_start),
            number: 1,
        }],
    };
    let places = |log: &DecisionLog| -> Vec<u64> {
        let numbered = log.numbered();
        numbered.iter().map(|one| one.target.byte_start).collect()
    };
    let is_for = |name: &str| DecisionKind::Recipient {
        name: name.to_owned(),
    };
    decide(&mut log, built("", 10));
    assert_eq!((log.recipient(), places(&log)), ("", vec![10]));
    decide(&mut log, is_for("Roe & Co"));
    assert!(places(&log).is_empty(), "they start at 1");
    decide(&mut log, built("Roe & Co", 20));
    let court = decide(&mut log, is_for("the court"));
    decide(&mut log, built("the court", 30));
    assert_eq!((log.recipient(), places(&log)), ("the court", vec![30]));
    let withdraw = DecisionKind::Withdraw { withdraws: court };
    decide(&mut log, withdraw);
    assert_eq!((log.recipient(), places(&log)), ("Roe & Co", vec![20]));
    decide(&mut log, is_for(""));
    assert_eq!(places(&log), [10]);
    assert_eq!(DecisionLog::from_file(&log.to_file()).unwrap(), log);
}

#[test]
fn a_recipient_is_one_line() {
    for (typed, expected) in [
        ("  Roe & Co\n", "Roe & Co"),
        ("a\nb", "a b"),
        ("", ""),
        (&"x".repeat(200), &"x".repeat(RECIPIENT_CHARS)),
    ] {
        assert_eq!(recipient_from(typed), expected);
    }
    let at = Instant::from_rfc3339("2024-03-01T10:00:00Z").unwrap();
    for kind in [
        DecisionKind::Recipient {
            name: "a\nb".to_owned(),
        },
        DecisionKind::Built {
            package_sha256: "aa".repeat(32),
            recipient: " a".to_owned(),
            pseudonyms: Vec::new(),
        },
    ] {
        let mut log = DecisionLog::default();
        log.append(Decision::new("Ada Poe", at.clone(), kind));
        let error = DecisionLog::from_file(&log.to_file()).unwrap_err();
        assert!(
            format!("{error:?}").contains("more than one line"),
            "{error:?}"
        );
    }
}

#[test]
fn case_work_that_says_nothing_is_refused() {
    let cases: [(usize, &str, Value, &str); 8] = [
        (15, "tag", " ".into(), "a tag without a name"),
        (15, "key", "A".into(), "neither a digit"),
        (16, "tag", "".into(), "a tag without a name"),
        (18, "text", "\n".into(), "a note that says nothing"),
        (19, "grounds", "".into(), "without grounds"),
        (
            19,
            "voices",
            Value::from(Vec::<Value>::new()),
            "fewer than two",
        ),
        (20, "label", "".into(), "without a label"),
        (20, "number", 0.into(), "the number 0"),
    ];
    for (index, field, value, what) in cases {
        check_refused(
            |file| {
                file["decisions"][index][field] = value.clone();
                give_id(&mut file["decisions"][index]);
            },
            what,
            "Save decisions",
        );
    }
    for index in [18, 20] {
        check_refused(
            |file| {
                file["decisions"][index]["until"]["byte_start"] = 1.into();
                give_id(&mut file["decisions"][index]);
            },
            "end before they begin",
            "Save decisions",
        );
    }
    check_refused(
        |file| {
            file["decisions"][17]["work"] = "Ribbon".into();
            give_id(&mut file["decisions"][17]);
        },
        "decision 18 is of the kind \"Ribbon\"",
        "newer version",
    );
}

#[test]
fn the_same_decision_counts_once() {
    let one = message("Ada", "2024-03-01T10:00:00Z", 0);
    assert_eq!(log(&[&one, &one]).decisions().len(), 1);
    let text = log(&[&one]).to_file();
    let decision = serde_json::to_string(&one).unwrap();
    let twice = text.replace("\"decisions\": [", &format!("\"decisions\": [{decision},"));
    assert_eq!(DecisionLog::from_file(&twice).unwrap().decisions(), [one]);
}

#[test]
fn undo_and_redo_are_withdrawals() {
    let one = message("Ada", "2024-03-01T10:00:00Z", 0);
    let undo = withdraw("2024-03-01T10:01:00Z", &one);
    let redo = withdraw("2024-03-01T10:02:00Z", &undo);
    let again = withdraw("2024-03-01T10:03:00Z", &one);
    assert_eq!(log(&[&one]).standing(), [&one]);
    assert_eq!(log(&[&one, &undo]).standing(), [&undo]);
    assert_eq!(
        ids(log(&[&one, &undo, &redo]).standing()),
        [one.id.clone(), redo.id.clone()]
    );
    assert_eq!(
        ids(log(&[&one, &undo, &redo, &again]).standing()),
        [redo.id.clone(), again.id.clone()]
    );
}

#[test]
fn a_clock_that_went_backwards_changes_nothing() {
    let one = message("Ada", "2024-03-01T10:00:00Z", 0);
    let undo = withdraw("2024-03-01T09:00:00Z", &one);
    let redo = withdraw("2024-03-01T08:00:00Z", &undo);
    let mut merged = log(&[&one, &undo]);
    merged.merge(log(&[&redo]));
    assert_eq!(
        ids(merged.decisions().iter().collect()),
        [redo.id.clone(), undo.id.clone(), one.id.clone()]
    );
    assert_eq!(ids(merged.standing()), [redo.id, one.id]);
}

#[test]
fn a_circle_of_withdrawals_withholds() {
    // Such ids cannot be made; a log that was put together by hand in memory must not hang.
    let mut a = withdraw(
        "2024-03-01T10:00:00Z",
        &message("Ada", "2024-03-01T10:00:00Z", 0),
    );
    let mut b = withdraw("2024-03-01T10:01:00Z", &a);
    let one = message("Ada", "2024-03-01T10:00:00Z", 1);
    let on_one = withdraw("2024-03-01T10:02:00Z", &one);
    a.kind = DecisionKind::Withdraw {
        withdraws: b.id.clone(),
    };
    b.kind = DecisionKind::Withdraw {
        withdraws: a.id.clone(),
    };
    let on_on_one = withdraw("2024-03-01T10:03:00Z", &on_one);
    let standing = log(&[&one, &on_one, &on_on_one, &a, &b]);
    assert!(ids(standing.standing()).contains(&one.id));
}

#[test]
fn confirming_renames_decisions_and_what_withdraws_them() {
    let provisional = SourceId("provisional:10:abc".to_owned());
    let confirmed = source("a");
    let kind = |source: &SourceId| DecisionKind::Message {
        target: place(source, 0),
        codes: vec!["TPD".to_owned()],
        note: None,
    };
    let when = "2024-03-01T10:00:00Z";
    let early = Decision::new("Ada", at(when), kind(&provisional));
    let value = Decision::new(
        "Ada",
        at(when),
        DecisionKind::Value {
            find: "x".to_owned(),
            keep: Keep::Nothing,
            except: vec![SpanPlace {
                target: place(&provisional, 0),
                span: ByteSpan { start: 0, len: 1 },
            }],
            codes: vec!["TPD".to_owned()],
            note: None,
        },
    );
    let undo = withdraw("2024-03-01T10:01:00Z", &early);
    let redo = withdraw("2024-03-01T10:02:00Z", &undo);
    let other = message("Bea", when, 77);
    let same = Decision::new("Ada", at(when), kind(&confirmed));
    // In any order: a withdrawal may stand before what it names.
    let mut expected = None;
    for order in [
        [&early, &value, &undo, &redo, &other, &same],
        [&same, &redo, &undo, &other, &value, &early],
        [&undo, &early, &other, &redo, &same, &value],
    ] {
        let mut log = log(&order);
        log.confirm(&provisional, &confirmed);
        assert_eq!(
            log.decisions().len(),
            5,
            "the same decision about both names is one"
        );
        for decision in log.decisions() {
            assert_eq!(decision.computed_id(), decision.id);
            assert!(decision.kind.sources().iter().all(|s| *s == confirmed));
        }
        assert!(log.decisions().contains(&same));
        let mut standing = ids(log.standing());
        standing.sort();
        assert_eq!(standing.len(), 4, "only the first withdrawal was withdrawn");
        assert_eq!(*expected.get_or_insert(standing.clone()), standing);
        let text = log.to_file();
        assert_eq!(DecisionLog::from_file(&text).unwrap(), log);
    }
}

#[test]
fn confirming_another_source_changes_nothing() {
    let one = message("Ada", "2024-03-01T10:00:00Z", 0);
    let mut log = log(&[&one]);
    log.confirm(&SourceId("provisional:1:a".to_owned()), &source("b"));
    assert_eq!(log.decisions(), [one]);
}

/// A log in which withdrawals name anything before them, with clocks that jump.
fn any_log() -> impl Strategy<Value = Vec<Decision>> {
    let step = (0_u8..4, 0_usize..64, 0_i64..8);
    prop::collection::vec(step, 1..24).prop_map(|steps| {
        let mut made: Vec<Decision> = Vec::new();
        for (what, which, minute) in steps {
            let when = Instant::from_unix_ms(minute * 60_000);
            let kind = match made.get(which % made.len().max(1)) {
                Some(target) if what > 0 => DecisionKind::Withdraw {
                    withdraws: target.id.clone(),
                },
                _first => message("", "2024-03-01T10:00:00Z", which as u64).kind,
            };
            made.push(Decision::new("Ada", when, kind));
        }
        made
    })
}

proptest! {
    #[test]
    fn any_order_of_merging_gives_the_same_log(
        decisions in any_log(),
        owners in prop::collection::vec(0_usize..3, 24),
        order in Just(vec![0, 1, 2]).prop_shuffle(),
    ) {
        let logs: Vec<DecisionLog> = (0..3).map(|owner| {
            let own: Vec<&Decision> = decisions.iter().zip(&owners)
                .filter(|(_, of)| **of == owner).map(|(d, _)| d).collect();
            log(&own)
        }).collect();
        let merged = |order: &[usize]| {
            let mut all = DecisionLog::default();
            for owner in order {
                all.merge(logs[*owner].clone());
                all.merge(logs[*owner].clone());
            }
            all
        };
        let expected = merged(&[0, 1, 2]);
        let other = merged(&order);
        prop_assert_eq!(&expected, &other);
        prop_assert_eq!(expected.standing(), other.standing());
        // Nested: (2 + 1) into 0.
        let mut inner = logs[2].clone();
        inner.merge(logs[1].clone());
        let mut nested = logs[0].clone();
        nested.merge(inner);
        prop_assert_eq!(&expected, &nested);
    }

    #[test]
    fn what_stands_does_not_depend_on_the_order(decisions in any_log()) {
        let forwards = log(&decisions.iter().collect::<Vec<_>>());
        let backwards = log(&decisions.iter().rev().collect::<Vec<_>>());
        let sorted = |log: &DecisionLog| {
            let mut standing = ids(log.standing());
            standing.sort();
            standing
        };
        prop_assert_eq!(sorted(&forwards), sorted(&backwards));
        // By definition: in force unless a withdrawal in force names it.
        let standing = sorted(&forwards);
        for decision in &decisions {
            let is_named = decisions.iter().any(|other| {
                matches!(&other.kind, DecisionKind::Withdraw { withdraws } if *withdraws == decision.id)
                    && standing.contains(&other.id)
            });
            prop_assert_eq!(standing.contains(&decision.id), !is_named);
        }
    }

    #[test]
    fn any_text_is_refused_or_read(text in "\\PC{0,80}") {
        let _ = DecisionLog::from_file(&text);
    }

    #[test]
    fn any_decision_comes_back(by in "\\PC{0,12}", find in any::<String>(), start in any::<u32>()) {
        prop_assume!(!is_blank(&find));
        let kind = DecisionKind::Value {
            find,
            keep: Keep::Nothing,
            except: vec![SpanPlace {
                target: place(&source("a"), u64::from(start)),
                span: ByteSpan { start, len: 1 },
            }],
            codes: vec!["CON".to_owned()],
            note: None,
        };
        let decision = Decision::new(&by, at("2024-03-01T10:00:00Z"), kind);
        let text = log(&[&decision]).to_file();
        let read = DecisionLog::from_file(&text).unwrap();
        prop_assert_eq!(read.decisions(), std::slice::from_ref(&decision));
        let alone = serde_json::to_string_pretty(&decision).unwrap();
        prop_assert_eq!(id_by_hand(&alone), decision.id.0);
    }
}
