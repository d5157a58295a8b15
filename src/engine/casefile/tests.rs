use proptest::prelude::*;

use super::*;
use crate::engine::decision::{CaseWork, Decision, DecisionKind, TagColour};
use crate::engine::finding::Explain;
use crate::engine::time::Instant;

fn content() -> CaseContent {
    let tag = CaseWork::TagDefined {
        tag: "Payment".to_owned(),
        colour: TagColour::Green,
        key: Some('1'),
    };
    let mut log = DecisionLog::default();
    let at = Instant::from_rfc3339("2024-03-01T10:00:00Z").unwrap();
    log.append(Decision::new("Ada", at, DecisionKind::Work(tag)));
    CaseContent {
        saved_at: "2024-03-01T11:00:00Z".to_owned(),
        sources: vec![CaseSource {
            name: "WhatsApp Chat with Bo.zip".to_owned(),
            size_bytes: 1_234,
            sha256: "ab".repeat(32),
            provisional: "provisional:1234:cd".to_owned(),
            threads: vec!["Bo".to_owned()],
        }],
        log: log.to_file(),
    }
}

fn lock() -> Lock {
    Lock {
        passphrase: phrase("correct horse battery"),
        salt: [7; 16],
        nonce: [9; 12],
    }
}

fn phrase(text: &str) -> Passphrase {
    Passphrase(text.to_owned())
}

fn edited(text: &str, edit: impl Fn(&mut Value)) -> String {
    let mut value: Value = serde_json::from_str(text).unwrap();
    edit(&mut value);
    value.to_string()
}

/// The same, with a digest that fits: what somebody does who changes a file on purpose.
fn forged(text: &str, edit: impl Fn(&mut Value)) -> String {
    let mut value: Value = serde_json::from_str(text).unwrap();
    value.as_object_mut().unwrap().remove("sha256");
    edit(&mut value);
    sealed(value)
}

#[test]
fn a_case_comes_back_as_it_was() {
    let text = write(&content(), None).unwrap();
    assert!(text.contains("WhatsApp Chat with Bo.zip") && text.ends_with("}\n"));
    assert_eq!(
        read(text.as_bytes(), None).unwrap(),
        CaseRead::Open(content())
    );
    assert_eq!(text, write(&content(), None).unwrap());
}

#[test]
fn a_locked_case_shows_nothing_and_comes_back_with_its_passphrase() {
    let text = write(&content(), Some(&lock())).unwrap();
    for word in ["with Bo", "Payment", "provisional", "2024-03-01"] {
        assert!(!text.contains(word), "{word}");
    }
    assert_eq!(read(text.as_bytes(), None).unwrap(), CaseRead::Locked);
    let opened = read(text.as_bytes(), Some(&phrase("correct horse battery"))).unwrap();
    assert_eq!(opened, CaseRead::Open(content()));
    let error = read(text.as_bytes(), Some(&phrase("correct horse"))).unwrap_err();
    assert!(matches!(error, CaseFileError::WrongPassphrase), "{error}");
    // Salt, nonce and parameters stand in the header.
    let value: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(value["lock"]["memory_kib"], 65_536);
    assert_eq!(value["lock"]["passes"], 3);
    assert_eq!(value["lock"]["salt"], "07".repeat(16));
}

#[test]
fn a_passphrase_is_the_same_however_it_was_composed() {
    let mut lock = lock();
    lock.passphrase = phrase("caf\u{e9} au lait et pain");
    let text = write(&content(), Some(&lock)).unwrap();
    let other = phrase("cafe\u{301} au lait et pain");
    assert!(read(text.as_bytes(), Some(&other)).is_ok());
    assert_eq!(format!("{:?}", lock.passphrase), "Passphrase(…)");
}

fn check_refused(text: &str, what: &str, help: &str) {
    let error = read(text.as_bytes(), Some(&phrase("correct horse battery"))).unwrap_err();
    let failure = error.to_failure();
    assert!(failure.what.contains(what), "{}", failure.what);
    assert!(failure.help.contains(help), "{}", failure.help);
}

#[test]
fn bad_files_are_told_apart() {
    let plain = write(&content(), None).unwrap();
    let locked = write(&content(), Some(&lock())).unwrap();
    let unchanged = "unchanged copy";
    for text in [&plain, &locked] {
        let cut = &text[..text.len() - 9];
        check_refused(cut, "not a case file", "Save case");
        let newer = edited(text, |file| file["format"] = "threadseal-case-2".into());
        check_refused(&newer, "\"threadseal-case-2\"", "newer version");
        let bare = edited(text, |file| file["sha256"] = Value::Null);
        check_refused(&bare, "is damaged", unchanged);
    }
    let renamed = edited(&plain, |file| file["sources"][0]["name"] = "x".into());
    check_refused(&renamed, "is damaged", unchanged);
    let salted = edited(&locked, |file| {
        file["lock"]["salt"] = "08".repeat(16).into()
    });
    check_refused(&salted, "is damaged", unchanged);
    // On purpose, with a digest that fits.
    let nonce = forged(&locked, |file| {
        file["lock"]["nonce"] = "08".repeat(12).into()
    });
    check_refused(&nonce, "content was changed", unchanged);
    let content = forged(&locked, |file| file["content"] = "AAAA".into());
    check_refused(&content, "content was changed", unchanged);
    let hungry = forged(&locked, |file| {
        file["lock"]["memory_kib"] = 4_000_000.into()
    });
    check_refused(&hungry, "would take 4000000 KiB", "who made it");
    let other = forged(&locked, |file| file["lock"]["cipher"] = "rot13".into());
    check_refused(&other, "rot13", "newer version");
    let more = forged(&plain, |file| file["more"] = 1.into());
    check_refused(&more, "not a case file", "Save case");
    let decision = forged(&plain, |file| {
        file["log"]["decisions"][0]["by"] = "Bea".into()
    });
    check_refused(&decision, "decision 1 has the id", unchanged);
    for text in ["", "{}", "PK\u{3}\u{4}", "[1]"] {
        assert!(read(text.as_bytes(), None).is_err(), "{text:?}");
    }
    let huge = vec![b' '; LARGEST_CASE_FILE as usize + 1];
    let error = read(&huge, None).unwrap_err();
    assert!(matches!(error, CaseFileError::TooLarge { .. }), "{error}");
}

proptest! {
    #[test]
    fn any_bytes_are_refused_or_read(bytes in prop::collection::vec(any::<u8>(), 0..80)) {
        let _ = read(&bytes, None);
    }

    #[test]
    fn a_changed_byte_is_noticed(at in any::<prop::sample::Index>(), to in any::<u8>()) {
        let text = write(&content(), None).unwrap();
        let mut bytes = text.into_bytes();
        let at = at.index(bytes.len());
        prop_assume!(bytes[at] != to);
        bytes[at] = to;
        // White space between the parts means nothing; all else does.
        if let Ok(read) = read(&bytes, None) {
            prop_assert_eq!(read, CaseRead::Open(content()));
        }
    }
}
