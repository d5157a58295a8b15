use super::*;

fn check(pattern: &str, text: &str, expected: &[&str]) {
    let pattern = Pattern::new(pattern).unwrap();
    let mut found = Vec::new();
    pattern.find(text.as_bytes(), &mut |start, end| {
        found.push(text[start..end].to_owned());
    });
    assert_eq!(found, expected, "{text}");
}

#[test]
fn patterns_find_the_leftmost_and_longest() {
    check(
        "case-\\d{3,5}",
        "Case-123 CASE-1234567",
        &["Case-123", "CASE-12345"],
    );
    check("(ab|abc)d?", "abcd ab", &["abcd", "ab"]);
    check("[a-c]+x?", "abcx zz cab", &["abcx", "cab"]);
    check("a.c", "abc a\nc aXc", &["abc", "aXc"]);
    check("[^ ]+@", "mail me@ now", &["me@"]);
    check("\\.txt", "a.txt b-txt", &[".txt"]);
    check("x{2}", "xxxxx", &["xx", "xx"]);
}

#[test]
fn patterns_know_characters_edges_and_lines() {
    check("\\bab\\b", "ab cab ab_ ab", &["ab", "ab"]);
    check("^a.", "ab ac\nad", &["ab", "ad"]);
    check("b$", "ab b\nb", &["b", "b"]);
    check("x\\B.", "x y xy", &["xy"]);
    check("é+", "Éé e", &["Éé"]);
    check("[äö]x", "Äx öX ax", &["Äx", "öX"]);
    check("a.b", "aéb a\u{1f600}b a\nb", &["aéb", "a\u{1f600}b"]);
    check("[^a ]{2}", "éü ab", &["éü"]);
    check("\\D\\S", "1é2", &["é2"]);
}

#[test]
fn occurring_is_the_same_as_being_found() {
    let patterns = [
        "a", "ab", "a+b", "\\bab\\b", "^a", "b$", "(a|b)c?d", "[^a]b", ".\\Bb", "a{2,3}b", "é.",
    ];
    let texts = [
        "",
        "a",
        "b",
        "ab",
        "xab",
        "ab c",
        "aab aaab",
        "a\nb",
        "b\r\na",
        "acd bd",
        "éa",
        "é\n",
        "\u{1f600}b",
    ];
    for pattern in patterns {
        let mut runner = Runner::new(Pattern::new(pattern).unwrap());
        for text in texts {
            let mut is_found = false;
            runner
                .pattern()
                .find(text.as_bytes(), &mut |_, _| is_found = true);
            assert_eq!(
                runner.occurs(text.as_bytes()),
                is_found,
                "{pattern:?} in {text:?}"
            );
        }
    }
}

#[test]
fn patterns_that_cannot_be_are_refused() {
    let fault = |pattern: &str| Pattern::new(pattern).unwrap_err().to_string();
    assert_eq!(fault("a*"), "the pattern \"a*\" fits the empty text");
    assert_eq!(fault(""), "the pattern \"\" fits the empty text");
    assert_eq!(
        fault("(a"),
        "the pattern \"(a\" is not understood at character 3"
    );
    assert_eq!(
        fault("*a"),
        "the pattern \"*a\" is not understood at character 1"
    );
    assert_eq!(
        fault("[b-a]"),
        "the pattern \"[b-a]\" is not understood at character 5"
    );
    assert_eq!(
        fault("((a{999}){999}){999}"),
        "the pattern \"((a{999}){999}){999}\" is too large"
    );
}

#[test]
fn a_hostile_pattern_does_not_run_away() {
    let text = "a".repeat(20_000);
    check("(a|a)*b", &text, &[]);
}
