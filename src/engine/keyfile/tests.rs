use proptest::prelude::*;

use super::*;
use crate::engine::casefile::{self, CaseFileError};
use crate::engine::decision::canonical_json;
use crate::engine::digest::sha256_hex;
use crate::engine::finding::Explain;

const DOC: &str = include_str!("../../../docs/pseudonyms.md");

fn thread(title: &str, in_package: Option<u32>) -> KeyThread {
    KeyThread {
        title: title.to_owned(),
        in_package,
    }
}

fn table() -> KeyTable {
    KeyTable {
        exports: vec![KeyExport {
            name: "WhatsApp Chat with Sam.zip".to_owned(),
            sha256: "ab".repeat(32),
        }],
        pseudonyms: vec![
            Pseudonym {
                label: "Person 1".to_owned(),
                names: vec![KeyName {
                    name: "Samuel Okafor".to_owned(),
                    export: 1,
                    threads: vec![thread("Sam", Some(1)), thread("Family", None)],
                }],
                also: vec!["Sammy".to_owned(), "Samuel Okafor".to_owned()],
            },
            Pseudonym {
                label: "Person 2".to_owned(),
                names: vec![KeyName {
                    name: "+44 7700 900123".to_owned(),
                    export: 1,
                    threads: vec![thread("Family", None)],
                }],
                also: Vec::new(),
            },
        ],
    }
}

fn key() -> KeyContent {
    KeyContent {
        saved_at: "2024-03-01T11:00:00Z".to_owned(),
        package: "threadseal-disclosure-20240301-100000.zip".to_owned(),
        package_sha256: "cd".repeat(32),
        table: table(),
    }
}

fn phrase(text: &str) -> Passphrase {
    Passphrase(text.to_owned())
}

fn lock() -> Lock {
    Lock {
        passphrase: phrase("correct horse battery"),
        salt: [7; 16],
        nonce: [9; 12],
    }
}

fn opened(text: &str) -> Result<KeyRead, KeyFileError> {
    read(text.as_bytes(), Some(&phrase("correct horse battery")))
}

/// The same, with a digest that fits: what somebody does who changes a file on purpose.
fn forged(text: &str, edit: impl Fn(&mut Value)) -> String {
    let mut value: Value = serde_json::from_str(text).unwrap();
    value.as_object_mut().unwrap().remove("sha256");
    edit(&mut value);
    casefile::sealed(value)
}

#[test]
fn a_key_shows_nothing_and_comes_back_with_its_passphrase() {
    let text = write(&key(), &lock()).unwrap();
    for word in [
        "Person",
        "Okafor",
        "900123",
        "Sam",
        "Family",
        "2024-03-01",
        "cdcd",
        "abab",
    ] {
        assert!(!text.contains(word), "{word}");
    }
    assert_eq!(read(text.as_bytes(), None).unwrap(), KeyRead::Locked);
    assert_eq!(opened(&text).unwrap(), KeyRead::Open(key()));
    // Composed otherwise, and with a mark that an editor puts before text.
    let marked = [b"\xef\xbb\xbf", text.as_bytes()].concat();
    assert_eq!(read(&marked, None).unwrap(), KeyRead::Locked);
    let error = read(text.as_bytes(), Some(&phrase("correct horse"))).unwrap_err();
    assert!(error.is_wrong_passphrase(), "{error}");
    assert_eq!(error.to_failure().what, "the passphrase does not fit");
}

#[test]
fn the_same_input_gives_the_same_bytes_and_other_salts_give_others() {
    let text = write(&key(), &lock()).unwrap();
    assert_eq!(text, write(&key(), &lock()).unwrap());
    let other = Lock {
        salt: [8; 16],
        ..lock()
    };
    assert_ne!(text, write(&key(), &other).unwrap());
}

#[test]
fn a_lock_of_a_draw_is_another_for_every_content_and_every_draw() {
    let of = |content: &KeyContent, draw: u8| {
        lock_of_draw(
            content,
            phrase("correct horse battery"),
            &Secret([draw; 32]),
        )
    };
    let first = of(&key(), 1);
    assert_eq!(first, of(&key(), 1));
    assert_eq!(first.passphrase, phrase("correct horse battery"));
    let mut later = key();
    later.saved_at = "2024-03-01T11:00:01Z".to_owned();
    let mut another = key();
    another.table.pseudonyms[0].also.clear();
    for other in [of(&later, 1), of(&another, 1), of(&key(), 2)] {
        assert_ne!(first.salt, other.salt);
        assert_ne!(first.nonce, other.nonce);
    }
    // A seal made with the same digits shares nothing with it.
    let seal = Secret([1; 32]).of_lock("");
    assert_ne!(first.salt[..], seal[..16]);
}

fn check_refused(text: &str, what: &str, help: &str) {
    let failure = opened(text).unwrap_err().to_failure();
    assert!(failure.what.contains(what), "{}", failure.what);
    assert!(failure.help.contains(help), "{}", failure.help);
}

#[test]
fn bad_files_are_told_apart() {
    let text = write(&key(), &lock()).unwrap();
    let ours = "\"Save key of pseudonyms\" wrote";
    check_refused(&text[..text.len() - 9], "not a key of pseudonyms", ours);
    check_refused("", "not a key of pseudonyms", ours);
    check_refused("[1]", "expected \"threadseal-pseudonyms-1\"", ours);
    let newer = text.replace("pseudonyms-1", "pseudonyms-2");
    check_refused(&newer, "\"threadseal-pseudonyms-2\"", "newer version");
    let case = text.replace("threadseal-pseudonyms-1", "threadseal-case-1");
    check_refused(&case, "\"threadseal-case-1\"", ours);
    let salted = text.replace(&"07".repeat(16), &"08".repeat(16));
    check_refused(&salted, "is damaged", "unchanged copy");
    // On purpose, with a digest that fits.
    let content = forged(&text, |file| file["content"] = "AAAA".into());
    check_refused(&content, "content was changed", "unchanged copy");
    let hungry = forged(&text, |file| {
        file["lock"]["memory_kib"] = 4_000_000.into();
    });
    check_refused(&hungry, "would take 4000000 KiB", "do not trust it");
    let more = forged(&text, |file| file["more"] = 1.into());
    check_refused(&more, "not a key of pseudonyms", ours);
    let plain = plain(&key());
    check_refused(&plain, "not encrypted", "do not trust it");
    let huge = vec![b' '; LARGEST_KEY_FILE as usize + 1];
    let error = read(&huge, None).unwrap_err();
    assert!(matches!(error, KeyFileError::TooLarge { .. }), "{error}");
}

#[test]
fn a_case_file_is_no_key_and_a_key_no_case_file() {
    let text = write(&key(), &lock()).unwrap();
    let error = casefile::read(text.as_bytes(), None).unwrap_err();
    assert!(
        matches!(error, CaseFileError::OtherFormat { .. }),
        "{error}"
    );
    // The name of the format is bound to the content: it cannot be passed off as another.
    let passed_off = forged(&text, |file| file["format"] = "threadseal-case-1".into());
    let passphrase = phrase("correct horse battery");
    let error = casefile::read(passed_off.as_bytes(), Some(&passphrase)).unwrap_err();
    assert!(matches!(error, CaseFileError::Changed), "{error}");
}

#[test]
fn what_contradicts_itself_inside_is_refused() {
    let check = |edit: &dyn Fn(&mut KeyTable), what: &str| {
        let mut table = table();
        edit(&mut table);
        assert_eq!(table::fault(&table.exports, &table.pseudonyms), Some(what));
    };
    let twice = "a label is empty, or stands there twice";
    check(
        &|table| table.pseudonyms[1].label = "Person 1".to_owned(),
        twice,
    );
    check(&|table| table.pseudonyms[1].label.clear(), twice);
    let unlisted = "a name is of an export that is not listed";
    check(&|table| table.pseudonyms[0].names[0].export = 2, unlisted);
    check(&|table| table.pseudonyms[0].names[0].export = 0, unlisted);
    let nobody = "a label stands for nobody";
    check(&|table| table.pseudonyms[1].names.clear(), nobody);
    let mut content = key();
    content.table.exports.clear();
    let text = write(&content, &lock()).unwrap();
    check_refused(
        &text,
        "not sound: a name is of an export",
        "do not trust it",
    );
}

#[test]
fn names_are_told_once() {
    let table = table();
    let names = table.pseudonyms[0].all_names();
    assert_eq!(names, ["Samuel Okafor", "Sammy"]);
}

/// The readable part that the format's text shows is what we write.
#[test]
fn the_example_of_the_format_is_what_is_encrypted() {
    let blocks = DOC.split("```json\n").skip(1);
    let example = blocks
        .map(|block| block.split("```").next().unwrap_or_default())
        .find(|block| block.contains("\"pseudonyms\""))
        .expect("an example");
    let mut example: Value = serde_json::from_str(example).unwrap();
    let said = example.as_object_mut().unwrap().remove("sha256").unwrap();
    let found = sha256_hex(canonical_json(&example).as_bytes());
    assert_eq!(said, found.as_str());
    let mut sealed = casefile::sealed(example);
    let read = content(casefile::checked(KEY_FORMAT, sealed.as_bytes()).unwrap()).unwrap();
    assert_eq!(plain(&read), std::mem::take(&mut sealed));
}

proptest! {
    #[test]
    fn any_bytes_are_refused_or_ask_for_a_passphrase(
        bytes in prop::collection::vec(any::<u8>(), 0..80)
    ) {
        if let Ok(read) = read(&bytes, None) {
            prop_assert_eq!(read, KeyRead::Locked);
        }
    }

    #[test]
    fn a_flipped_bit_is_noticed(at in any::<prop::sample::Index>(), bit in 0_u8..8) {
        let text = TEXT.get_or_init(|| write(&key(), &lock()).unwrap());
        let mut bytes = text.clone().into_bytes();
        let at = at.index(bytes.len());
        bytes[at] ^= 1 << bit;
        // White space between the parts means nothing; all else does.
        let is_space = text.as_bytes()[at].is_ascii_whitespace();
        prop_assert!(read(&bytes, None).is_err() || is_space);
    }

    #[test]
    fn a_cut_file_is_noticed(at in any::<prop::sample::Index>()) {
        let text = TEXT.get_or_init(|| write(&key(), &lock()).unwrap());
        let cut = text.get(..at.index(text.len() - 2)).unwrap();
        prop_assert!(read(cut.as_bytes(), None).is_err());
    }
}

static TEXT: std::sync::OnceLock<String> = std::sync::OnceLock::new();
