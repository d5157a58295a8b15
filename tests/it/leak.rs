//! Real packages, searched for what they withhold; and packages whose decisions and content are
//! drawn by chance.

use proptest::prelude::*;
use threadseal::engine::decision::DecisionLog;
use threadseal::engine::redact::is_blank;
use threadseal::engine::session::protocol::MediaChoice;
use threadseal::sample::{SAMPLE_NAME, SAMPLE_ZIP};

use crate::support::packages::{
    Decisions, attachment, built, case_of, leaks, message, span, told, value, verified,
};
use crate::support::zips;

#[test]
fn the_sample_leaks_nothing() {
    let case = case_of(&[(SAMPLE_NAME, SAMPLE_ZIP)]);
    let cases = [
        vec![span(&case, "4812")],
        vec![message(&case, "NL91 ABNA"), span(&case, "9,225")],
        vec![
            value("Elena Varga"),
            attachment(&case, "00000020-Elena Varga.vcf"),
        ],
        vec![value("+44 7700 900461")],
        vec![value("Kestrel")],
        vec![value("Tomas"), value("Okafor"), value("Harbour Project")],
        vec![
            attachment(&case, "00000011-Quote Kestrel refit.pdf"),
            value("Kestrel"),
        ],
        vec![message(&case, "00000034-notes.txt")],
        vec![message(&case, "The hull as she came out")],
        vec![
            value("message"),
            value("body"),
            value("the"),
            value("2024"),
            value("Reason"),
        ],
        vec![
            value("transcript"),
            value("data"),
            value("text"),
            value("attached"),
        ],
    ];
    for kinds in cases {
        let named = format!("{kinds:?}");
        let mut decisions = Decisions::default();
        for kind in kinds {
            decisions.add(kind);
        }
        let package = built(&case, &decisions.log, MediaChoice::Withheld, &[]);
        assert_eq!(told(&verified(&package)), "", "{named}");
        let report = leaks(&package, &case, &decisions.log);
        assert_eq!(report.leaks, [], "{named}");
        assert!(report.n_values > 0);
    }
}

#[test]
fn a_term_in_a_file_that_goes_out_blocks() {
    let case = case_of(&[(SAMPLE_NAME, SAMPLE_ZIP)]);
    let mut decisions = Decisions::default();
    let id = decisions.add(value("Elena Varga"));
    let package = built(&case, &decisions.log, MediaChoice::AsTheyAre, &[]);
    let report = leaks(&package, &case, &decisions.log);
    assert!(!report.leaks.is_empty());
    for leak in &report.leaks {
        assert_eq!(leak.decision, id);
        assert!(leak.file.starts_with("data/media/"), "{leak:?}");
    }
}

#[test]
fn nothing_withheld_still_forbids_the_exports_digests() {
    let case = case_of(&[(SAMPLE_NAME, SAMPLE_ZIP)]);
    let log = DecisionLog::default();
    let package = built(&case, &log, MediaChoice::AsTheyAre, &[]);
    let report = leaks(&package, &case, &log);
    assert_eq!(report.leaks, []);
    assert_eq!(report.visible, []);
    assert!(report.n_values > 0);
}

#[test]
fn the_same_words_elsewhere_are_listed() {
    let case = case_of(&[(SAMPLE_NAME, SAMPLE_ZIP)]);
    let mut decisions = Decisions::default();
    decisions.add(span(&case, "Elena Varga"));
    let package = built(&case, &decisions.log, MediaChoice::Withheld, &[]);
    let report = leaks(&package, &case, &decisions.log);
    assert!(!report.visible.is_empty());
    assert!(report.visible.iter().all(|row| row.record.is_some()));
}

const WORDS: [&str; 16] = [
    "hello",
    "Anna",
    "Lee",
    "+44 7700 900123",
    "straße",
    "█[TPD]█",
    "<b>",
    "a&b",
    "=1",
    "مرحبا",
    "e\u{301}",
    "2024",
    "the message",
    "\u{200e}",
    "PIN 4711",
    "x",
];

fn body() -> impl Strategy<Value = String> {
    let word = prop::sample::select(WORDS.to_vec());
    let joint = prop::sample::select(vec![" ", " ", " ", "\n", "\r", "\u{2028}", "", "█"]);
    prop::collection::vec((word, joint), 1..6).prop_map(|parts| {
        parts
            .into_iter()
            .flat_map(|(word, joint)| [word, joint])
            .collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn packages_by_chance_are_valid_and_leak_nothing(
        bodies in prop::collection::vec(body(), 1..12),
        withheld in prop::collection::vec(any::<prop::sample::Index>(), 0..3),
        spans in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..40, 1_usize..12), 0..4),
        terms in prop::collection::vec(prop::sample::select(WORDS.to_vec()), 0..3),
    ) {
        let mut text = String::new();
        for (index, body) in bodies.iter().enumerate() {
            let sender = WORDS[index % 3];
            text += &format!("01/03/2024, 10:{index:02} - {sender}: {body}\n");
        }
        let zip = zips::ordinary(&[("WhatsApp Chat with Zed.txt", text.as_bytes())]);
        let case = case_of(&[("Zed.zip", &zip)]);
        let (id, _, thread) = case.threads().next().unwrap();
        let mut decisions = Decisions::default();
        for index in withheld {
            let record = threadseal::engine::thread::RecordId(index.index(thread.records.len()) as u32);
            decisions.add(threadseal::engine::decision::DecisionKind::Message {
                target: case.place(id, record).unwrap(),
                codes: vec!["IRR".to_owned()],
                note: None,
            });
        }
        for (index, start, len) in spans {
            let record = threadseal::engine::thread::RecordId(index.index(thread.records.len()) as u32);
            let offset = thread.body_offset(record);
            decisions.add(threadseal::engine::decision::DecisionKind::Span {
                target: case.place(id, record).unwrap(),
                span: threadseal::engine::place::ByteSpan {
                    start: offset + start.min(thread.body(record).len().saturating_sub(1)) as u32,
                    len: len as u32,
                },
                codes: vec!["TPD".to_owned()],
                note: None,
            });
        }
        // A term in which there is nothing to find is refused.
        for term in terms.into_iter().filter(|term| !is_blank(term)) {
            decisions.add(value(term));
        }
        let package = built(&case, &decisions.log, MediaChoice::AsTheyAre, &[]);
        let report = verified(&package);
        prop_assert_eq!(told(&report), "");
        let report = leaks(&package, &case, &decisions.log);
        prop_assert_eq!(report.leaks, []);
    }
}
