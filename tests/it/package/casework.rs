//! Case work stays with the people who do it: a package is the same, byte for byte, whatever was
//! tagged, noted, merged and listed, and by whom.

use proptest::prelude::*;
use threadseal::engine::case::Case;
use threadseal::engine::decision::{
    CaseWork, Decision, DecisionKind, DecisionLog, Passage, TagColour,
};
use threadseal::engine::package::Bodies;
use threadseal::engine::session::protocol::MediaChoice;
use threadseal::engine::time::Instant;

use super::{Made, build, build_proven, one, place};

const CHAT: &str = "30/12/2023, 09:00 - Messages are end-to-end encrypted.\n\
                    30/12/2023, 09:01 - Ada: hello, is Zebedee Quux there?\n\
                    30/12/2023, 09:02 - Zebedee Quux: my number is 555 0199\n\
                    30/12/2023, 09:03 - Zebedee Quux: meet me at the old mill\n\
                    31/12/2023, 09:04 - Ada: \u{200e}a.jpg (file attached)\n";
const N_RECORDS: u32 = 5;

/// What is withheld, what nobody may read in a package, and what would break a file's form.
const TEXTS: [&str; 7] = [
    "Zebedee Quux",
    "555 0199 is his number",
    "meet me at the old mill",
    "Inspector Graham Brandt",
    "\u{202e}\"},{\n",
    "█[TPD]█ Person 1",
    "tag",
];

/// A piece of case work by numbers: what, by whom, on which records, which text.
type Choice = (u8, usize, u32, u32, usize);

fn work(case: &Case, choice: Choice) -> CaseWork {
    let (what, _, from, to, text) = choice;
    let text = TEXTS[text].to_owned();
    let target = place(case, (0, from.min(to)));
    let until = Some(place(case, (0, from.max(to))));
    match what {
        0 => CaseWork::TagDefined {
            tag: text,
            colour: TagColour::Red,
            key: Some('1'),
        },
        1 => CaseWork::Tagged { tag: text, target },
        2 => CaseWork::Bookmark { target },
        3 => CaseWork::Note {
            on: Passage { target, until },
            text,
        },
        4 => CaseWork::Person {
            name: text.clone(),
            voices: vec![place(case, (0, 1)), place(case, (0, 2))],
            grounds: text,
        },
        _ => CaseWork::Exhibit {
            number: to + 1,
            label: text.clone(),
            description: text,
            shows: Passage { target, until },
        },
    }
}

/// The decisions with case work between them, some of it taken back.
fn with_work(case: &Case, log: &DecisionLog, choices: &[Choice]) -> DecisionLog {
    let mut all = DecisionLog::default();
    let mut decisions = log.decisions().iter();
    for (index, choice) in choices.iter().enumerate() {
        if let Some(decision) = decisions.next() {
            all.append(decision.clone());
        }
        let by = ["A. Reviewer", "Graham Brandt", "Zebedee Quux"][choice.1];
        let at = |second: usize| {
            Instant::from_rfc3339(&format!("2024-02-{:02}T13:00:{second:02}Z", 1 + index)).unwrap()
        };
        let made = Decision::new(by, at(0), DecisionKind::Work(work(case, *choice)));
        if choice.4 % 3 == 0 {
            let withdraws = made.id.clone();
            all.append(Decision::new(
                by,
                at(1),
                DecisionKind::Withdraw { withdraws },
            ));
        }
        all.append(made);
    }
    for decision in decisions {
        all.append(decision.clone());
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn a_package_does_not_depend_on_case_work(
        choices in prop::collection::vec(
            (0..6u8, 0..3usize, 0..N_RECORDS, 0..N_RECORDS, 0..TEXTS.len()), 1..12),
        bodies in prop::sample::select(vec![None, Some(Bodies::Closed), Some(Bodies::Parts)]),
    ) {
        let case = one("WhatsApp Chat with Zebedee Quux.zip", CHAT, &[("a.jpg", b"\xff\xd8\xff")]);
        let mut made = Made::default();
        made.value("Zebedee Quux", &["TPD"]);
        made.span(&case, (0, 2), "555 0199", &["CON"]);
        made.message(&case, (0, 3), &["LPP"]);
        let zip = |log: &DecisionLog| match bodies {
            None => build(&case, log, MediaChoice::AsTheyAre),
            Some(bodies) => build_proven(&case, log, MediaChoice::AsTheyAre, bodies),
        };
        let bare = zip(&made.log);
        let worked = zip(&with_work(&case, &made.log, &choices));
        prop_assert!(bare == worked, "the package tells of the case work");
    }
}
