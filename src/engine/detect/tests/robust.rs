//! Whatever the text, detectors end, agree with themselves and stay inside it.

use proptest::prelude::*;

use super::*;

const PIECES: [&str; 24] = [
    "4999 9999",
    "+44",
    "020 7946",
    "@",
    "example.org",
    "https://",
    "wa.me/",
    "é",
    "\u{2068}",
    "\u{200b}",
    "٠٢٠",
    " ",
    "\n",
    "(0)",
    "-",
    ".",
    "pwd: ",
    "dob ",
    "Dr ",
    "Will",
    "999 424 2423",
    "Straße 1",
    "::",
    "°",
];

proptest! {
    #[test]
    fn hits_are_whole_characters_of_the_text(
        picks in prop::collection::vec(0..PIECES.len(), 0..40),
        any in ".{0,20}",
    ) {
        let text: String = picks.iter().map(|pick| PIECES[*pick]).collect::<String>() + &any;
        let look = || with(&["GB", "US", "NL"], |scanner| scanner.look(text.as_bytes(), 2024));
        let settled = look();
        let mut end = 0;
        for one in &settled {
            let span = one.hit.span;
            prop_assert!(span.len > 0);
            prop_assert!(span.start >= end, "{text:?}");
            prop_assert!(text.get(span.start as usize..span.end() as usize).is_some(), "{text:?}");
            end = span.end();
        }
        let again = look();
        prop_assert_eq!(settled.len(), again.len());
    }

    #[test]
    fn any_bytes_are_looked_at(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        for one in with(&["GB", "US", "DE"], |scanner| scanner.look(&bytes, 0)) {
            prop_assert!(one.hit.span.end() as usize <= bytes.len());
        }
    }
}

#[test]
fn a_long_text_takes_time_in_proportion() {
    let mut scanner = Scanner::new(&options(&["GB", "US"]), &names()).unwrap();
    for piece in [
        "1 ",
        "1-",
        "a@",
        "+1",
        "one ",
        "Dr A ",
        "https://a.b/ ",
        "AA ",
        "1.",
        "pwd: ",
    ] {
        let text = piece.repeat(40_000);
        scanner.look(text.as_bytes(), 2024);
    }
}
