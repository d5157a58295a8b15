use proptest::prelude::*;

use super::*;
use crate::engine::decision::is_tag_key;
use crate::engine::time::Instant;

fn source(name: &str) -> SourceId {
    SourceId(name.to_owned())
}

/// Messages of ten bytes each in a chat text.
fn place(text: &str, number: u64) -> MessagePlace {
    MessagePlace {
        source: source(text),
        entry: EntryId(0),
        byte_start: number * 10,
        byte_len: 10,
    }
}

fn decision(by: &str, second: i64, kind: DecisionKind) -> Decision {
    Decision::new(by, Instant::from_unix_ms(second * 1_000), kind)
}

fn work(by: &str, second: i64, work: CaseWork) -> Decision {
    decision(by, second, DecisionKind::Work(work))
}

fn defined(by: &str, second: i64, tag: &str, colour: TagColour, key: Option<char>) -> Decision {
    let tag = tag.to_owned();
    work(by, second, CaseWork::TagDefined { tag, colour, key })
}

fn tagged(by: &str, second: i64, tag: &str, number: u64) -> Decision {
    let target = place("a", number);
    let tag = tag.to_owned();
    work(by, second, CaseWork::Tagged { tag, target })
}

fn note(second: i64, from: u64, to: Option<u64>) -> Decision {
    let on = Passage {
        target: place("a", from),
        until: to.map(|to| place("a", to)),
    };
    let text = "look".to_owned();
    work("Ada", second, CaseWork::Note { on, text })
}

fn withdraw(by: &str, second: i64, what: &Decision) -> Decision {
    let withdraws = what.id.clone();
    decision(by, second, DecisionKind::Withdraw { withdraws })
}

fn redaction(by: &str, second: i64) -> Decision {
    let kind = DecisionKind::Message {
        target: place("a", 3),
        codes: vec!["TPD".to_owned()],
        note: None,
    };
    decision(by, second, kind)
}

fn log(decisions: &[Decision]) -> DecisionLog {
    let mut log = DecisionLog::default();
    for decision in decisions {
        log.append(decision.clone());
    }
    log
}

fn fold(decisions: &[Decision]) -> Work {
    Work::of(&log(decisions))
}

fn kinds(work: &Work) -> Vec<DifferenceKind> {
    work.differences.iter().map(|at| at.kind).collect()
}

fn tags(work: &Work) -> Vec<(&str, &str, Option<char>, u32)> {
    let tags = work.tags.iter();
    tags.map(|tag| {
        (
            tag.name.as_str(),
            tag.colour.word(),
            tag.key,
            tag.n_messages,
        )
    })
    .collect()
}

#[test]
fn saved_searches_unite_and_each_stands_once() {
    let searches = |by: &str, second, lines: &[&str]| {
        let lines = lines.iter().map(|line| (*line).to_owned()).collect();
        work(by, second, CaseWork::Searches { lines })
    };
    let hers = searches("Ada", 1, &["rent", "# money", "due"]);
    let his = searches("Bea", 2, &["due ", "bank"]);
    let both = fold(&[his.clone(), hers.clone()]);
    assert_eq!(both.searches, ["rent", "# money", "due", "bank"]);
    assert_eq!(both.searches_by, [hers.id.clone(), his.id.clone()]);
    let gone = withdraw("Ada", 3, &hers);
    assert_eq!(fold(&[hers, his, gone]).searches, ["due", "bank"]);
}

#[test]
fn a_tag_is_one_however_it_is_written() {
    let made = [
        tagged("Ada", 1, " payment", 0),
        tagged("Bea", 2, "PAYMENT", 0),
        tagged("Bea", 3, "Payment", 4),
        defined("Ada", 4, "Payment ", TagColour::Green, Some('1')),
    ];
    let work = fold(&made);
    assert_eq!(tags(&work), [("Payment", "green", Some('1'), 2)]);
    assert_eq!(work.tagged_by(&place("a", 0), "payment").len(), 2);
    assert!(work.tagged_by(&place("b", 0), "payment").is_empty());
    assert!(work.differences.is_empty());
}

#[test]
fn a_tag_without_a_definition_is_grey_and_stays_in_the_list() {
    let definition = defined("Ada", 1, "Payment", TagColour::Green, Some('1'));
    let gone = withdraw("Ada", 3, &definition);
    let work = fold(&[definition, tagged("Ada", 2, "Payment", 0), gone]);
    assert_eq!(tags(&work), [("Payment", "grey", None, 1)]);
}

#[test]
fn a_passage_stands_at_each_of_its_messages() {
    let work = fold(&[note(1, 2, Some(5)), note(2, 5, None)]);
    let n_on = |number| work.marks_on(&place("a", number)).len();
    assert_eq!([1, 2, 3, 5, 6].map(n_on), [0, 1, 1, 2, 0]);
    // A message that another version cut otherwise.
    let mut long = place("a", 0);
    long.byte_len = 21;
    assert_eq!(work.marks_on(&long).len(), 1);
}

#[test]
fn exhibits_stand_by_number_and_undo_takes_them_out() {
    let exhibit = |second, number| {
        let shows = Passage {
            target: place("a", 9 - u64::from(number)),
            until: None,
        };
        let label = format!("AP/{number}");
        let description = String::new();
        let exhibit = CaseWork::Exhibit {
            number,
            label,
            description,
            shows,
        };
        work("Ada", second, exhibit)
    };
    let made = [exhibit(1, 2), exhibit(2, 1), exhibit(3, 3)];
    let undo = withdraw("Ada", 4, &made[1]);
    let labels = |work: &Work| -> Vec<String> {
        work.exhibits()
            .map(|mark| match &mark.what {
                MarkKind::Exhibit { label, .. } => label.clone(),
                other => format!("{other:?}"),
            })
            .collect()
    };
    assert_eq!(labels(&fold(&made)), ["AP/1", "AP/2", "AP/3"]);
    let [first, second, third] = made;
    assert_eq!(
        labels(&fold(&[first, second, third, undo])),
        ["AP/2", "AP/3"]
    );
}

#[test]
fn two_tags_with_one_key_are_told_and_the_later_has_it() {
    let made = [
        defined("Ada", 1, "Payment", TagColour::Green, Some('1')),
        defined("Bea", 2, "Threat", TagColour::Red, Some('1')),
    ];
    let work = fold(&made);
    assert_eq!(
        tags(&work),
        [
            ("Threat", "red", Some('1'), 0),
            ("Payment", "green", None, 0)
        ]
    );
    assert_eq!(kinds(&work), [DifferenceKind::TagKey]);
    assert_eq!(work.differences[0].one, made[0]);
    assert_eq!(work.differences[0].other, made[1]);
}

#[test]
fn what_two_people_say_otherwise_is_told_with_both_sides() {
    let owner = |by: &str, second, number| {
        let target = place("a", number);
        decision(by, second, DecisionKind::Owner { target })
    };
    let work_of = |made: &[Decision]| kinds(&fold(made));
    assert_eq!(
        work_of(&[owner("Ada", 1, 0), owner("Bea", 2, 1)]),
        [DifferenceKind::Owner]
    );
    // Somebody who chooses again says nothing against anybody.
    assert!(work_of(&[owner("Ada", 1, 0), owner("Ada", 2, 1)]).is_empty());
    assert!(work_of(&[owner("Ada", 1, 0), owner("Bea", 2, 0)]).is_empty());
    let two_looks = [
        defined("Ada", 1, "Payment", TagColour::Green, None),
        defined("Bea", 2, "payment", TagColour::Red, None),
    ];
    assert_eq!(work_of(&two_looks), [DifferenceKind::TagName]);
    let redacted = redaction("Ada", 1);
    let shown = withdraw("Bea", 2, &redacted);
    assert_eq!(
        work_of(&[redacted.clone(), shown.clone()]),
        [DifferenceKind::Withdrawn]
    );
    // Taken back by the one who withheld it, or withheld again: nobody disagrees.
    assert!(work_of(&[redacted.clone(), withdraw("Ada", 2, &redacted)]).is_empty());
    let again = withdraw("Ada", 3, &shown);
    assert!(work_of(&[redacted, shown, again]).is_empty());
    let person = |by: &str, second, name: &str, voices: [u64; 2]| {
        let voices = voices.iter().map(|n| place("a", *n)).collect();
        let (name, grounds) = (name.to_owned(), "same number".to_owned());
        let person = CaseWork::Person {
            name,
            voices,
            grounds,
        };
        work(by, second, person)
    };
    let shared = [
        person("Ada", 1, "Bo", [0, 1]),
        person("Bea", 2, "Cy", [1, 2]),
    ];
    assert_eq!(work_of(&shared), [DifferenceKind::Person]);
    let both = fold(&shared);
    assert_eq!(both.person_of(&place("a", 1)).unwrap().name, "Cy");
    assert_eq!(both.person_of(&place("a", 0)).unwrap().name, "Bo");
}

#[test]
fn the_owner_is_the_latest_by_time_not_by_place_in_the_log() {
    let owner = |by: &str, second, number| {
        let target = place("a", number);
        decision(by, second, DecisionKind::Owner { target })
    };
    let work = fold(&[owner("Bea", 2, 1), owner("Ada", 1, 0)]);
    let text = (source("a"), EntryId(0));
    assert_eq!(work.owners.get(&text), Some(&place("a", 1)));
}

#[test]
fn keys_are_digits_and_small_letters() {
    assert!(['1', '9', 'a', 'z'].into_iter().all(is_tag_key));
    assert!(!['0', 'A', 'é', ' '].into_iter().any(is_tag_key));
}

/// Case work of three people who tag, define, note, choose, redact and take back.
fn any_log() -> impl Strategy<Value = Vec<Decision>> {
    let step = (0_u8..8, 0_usize..3, 0_i64..12, 0_u64..5, 0_usize..64);
    prop::collection::vec(step, 1..28).prop_map(|steps| {
        let mut made: Vec<Decision> = Vec::new();
        for (what, who, second, number, which) in steps {
            let by = ["Ada", "Bea", "Cy"][who];
            let tag = ["Payment", "payment ", "Threat"][which % 3];
            let key = [None, Some('1'), Some('2')][which % 3];
            let colour = TagColour::ALL[which % 7];
            let one = match what {
                0 => defined(by, second, tag, colour, key),
                1 => tagged(by, second, tag, number),
                2 => note(second, number, Some(number + which as u64 % 3)),
                3 => decision(
                    by,
                    second,
                    DecisionKind::Owner {
                        target: place("a", number),
                    },
                ),
                4 => redaction(by, second),
                5 => work(
                    by,
                    second,
                    CaseWork::Person {
                        name: tag.to_owned(),
                        voices: vec![place("a", number), place("b", number)],
                        grounds: "same".to_owned(),
                    },
                ),
                6 => work(
                    by,
                    second,
                    CaseWork::Exhibit {
                        number: 1 + which as u32 % 3,
                        label: tag.to_owned(),
                        description: String::new(),
                        shows: Passage {
                            target: place("a", number),
                            until: None,
                        },
                    },
                ),
                _ => match made.get(which % made.len().max(1)) {
                    Some(target) => withdraw(by, second, target),
                    None => continue,
                },
            };
            made.push(one);
        }
        made
    })
}

proptest! {
    #[test]
    fn any_order_of_merging_gives_the_same_state(
        decisions in any_log(),
        owners in prop::collection::vec(0_usize..4, 28),
        order in Just(vec![0, 1, 2, 3]).prop_shuffle(),
        twice in 0_usize..4,
    ) {
        let logs: Vec<DecisionLog> = (0..4).map(|owner| {
            let own: Vec<Decision> = decisions.iter().zip(&owners)
                .filter(|(_, of)| **of == owner).map(|(d, _)| d.clone()).collect();
            log(&own)
        }).collect();
        let mut straight = DecisionLog::default();
        for part in &logs {
            straight.merge(part.clone());
        }
        let mut shuffled = DecisionLog::default();
        for index in order {
            shuffled.merge(logs[index].clone());
        }
        shuffled.merge(logs[twice].clone());
        // One person merges two files, another merges what came of it.
        let mut inner = logs[3].clone();
        inner.merge(logs[1].clone());
        let mut nested = logs[2].clone();
        nested.merge(inner);
        nested.merge(logs[0].clone());
        let state = Work::of(&straight);
        prop_assert_eq!(&state, &Work::of(&shuffled));
        prop_assert_eq!(&state, &Work::of(&nested));
        // Nor does the order of a log that was never merged matter.
        let reversed: Vec<Decision> = decisions.iter().rev().cloned().collect();
        prop_assert_eq!(&state, &Work::of(&log(&reversed)));
    }

    #[test]
    fn marks_on_a_message_are_those_that_touch_it(decisions in any_log(), number in 0_u64..8) {
        let work = fold(&decisions);
        let at = place("a", number);
        let expected: Vec<&Mark> = work.marks.iter().filter(|mark| mark.on.touches(&at)).collect();
        prop_assert_eq!(work.marks_on(&at), expected);
    }
}
