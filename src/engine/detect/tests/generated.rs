//! Values that are made here, so that no secret-looking text stands in a file.

use super::*;

/// Detectors whose values are made here.
pub(super) const MADE: [Detector; 3] =
    [Detector::SeedPhrase, Detector::ApiKey, Detector::PrivateKey];

fn check(text: &str, detector: Detector, expected: &str, at_least: u8) {
    let found = found(text, &["GB"]);
    let hit = found
        .iter()
        .find(|one| one.0 == detector)
        .unwrap_or_else(|| panic!("{text}: {found:?}"));
    assert_eq!(hit.2, expected);
    assert!(hit.1 >= at_least, "{text}: {}", hit.1);
}

#[test]
fn keys_of_services_are_found() {
    let key = format!("AKIA{}", "B2".repeat(8));
    check(&format!("use {key} now"), Detector::ApiKey, &key, PRESELECT);
    let key = format!("ghp_{}", "a1B2".repeat(9));
    check(&key, Detector::ApiKey, &key, PRESELECT);
    let encode = |text: &str| data_encoding::BASE64URL_NOPAD.encode(text.as_bytes());
    let token = format!(
        "{}.{}.{}",
        encode("{\"alg\":\"none\"}"),
        encode("{\"sub\":\"1\"}"),
        encode("signature")
    );
    check(
        &format!("token {token}"),
        Detector::ApiKey,
        &token,
        PRESELECT,
    );
    let not_an_object = format!("{}.b.c", encode("\"eyJ\""));
    assert!(found(&not_an_object, &["GB"]).is_empty());
}

#[test]
fn private_keys_are_found_to_their_end() {
    let block = format!(
        "-----BEGIN {0} KEY-----\nAAAA\nBBBB\n-----END {0} KEY-----",
        "OPENSSH PRIVATE"
    );
    check(
        &format!("here:\n{block}\nok"),
        Detector::PrivateKey,
        &block,
        PRESELECT,
    );
    let open = format!("-----BEGIN {} KEY-----\nAAAA", "RSA PRIVATE");
    check(&open, Detector::PrivateKey, &open, PRESELECT);
}

#[test]
fn recovery_words_are_found() {
    // Entropy of zeros: eleven times the first word, then the word with the checksum.
    let words = format!("{}about", "abandon ".repeat(11));
    check(
        &format!("keep this: {words}"),
        Detector::SeedPhrase,
        &words,
        PRESELECT,
    );
    let numbered: String = (1..=12).map(|n| format!("{n}. zoo\n")).collect();
    let expected = numbered.trim_start_matches("1. ").trim_end().to_owned();
    check(&numbered, Detector::SeedPhrase, &expected, PROPOSE);
    let eleven = "abandon ".repeat(11);
    check(&eleven, Detector::SeedPhrase, eleven.trim_end(), PROPOSE);
    let ten = "abandon ".repeat(10);
    assert!(found(&ten, &["GB"]).is_empty());
}
