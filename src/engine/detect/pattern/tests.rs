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
