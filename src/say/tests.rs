//! What the interface says in each language.

use super::{Language, figures, speak};

#[test]
fn a_language_is_found_by_the_first_tag_that_is_spoken() {
    let cases = [
        (vec!["de-AT", "en"], Language::German),
        (vec!["fr-CA", "DE", "en"], Language::German),
        (vec!["en-GB", "de"], Language::English),
        (vec!["nl"], Language::English),
        (vec![], Language::English),
    ];
    for (tags, expected) in cases {
        assert_eq!(Language::wanted(tags.iter().copied()), expected, "{tags:?}");
    }
    for language in Language::ALL {
        assert_eq!(Language::of_tag(language.tag()), Some(language));
    }
    // Tags that only begin with the same letters.
    assert_eq!(Language::of_tag("den"), None);
    assert_eq!(Language::of_tag(""), None);
}

#[test]
fn words_figures_and_their_number_follow_the_language() {
    assert_eq!(super::try_the_sample(), "Try the sample");
    assert_eq!(super::n_messages(1_u32), "1 message");
    assert_eq!(super::n_messages(12_345_u32), "12,345 messages");
    assert_eq!(figures::tenths(18.74), "18.7");
    speak(Language::German);
    assert_eq!(super::try_the_sample(), "Beispiel ausprobieren");
    assert_eq!(super::n_messages(1_u32), "1 Nachricht");
    assert_eq!(super::n_messages(12_345_u32), "12.345 Nachrichten");
    assert_eq!(figures::tenths(18.74), "18,7");
}

#[test]
fn an_argument_that_looks_like_a_pattern_is_put_in_as_it_is() {
    let said = super::name_could_not_be_read_what("{ $what }", "{0}");
    assert_eq!(said, "{ $what } could not be read: {0}");
}
