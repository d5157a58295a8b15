//! Web addresses in what somebody wrote.

use std::ops::Range;

/// How an address begins, in lower case.
const BEGINNINGS: [&str; 3] = ["https://", "http://", "www."];

/// Longest address. What follows is not part of it. Units: bytes.
const LONGEST_BYTES: usize = 2_048;

/// Where addresses stand in a text, in order. An address begins with `http://`, `https://` or
/// `www.` where no letter or digit stands before it, and ends before white space, quotation marks,
/// angle brackets, or anything invisible. Marks that close a sentence or a bracket that was opened
/// before the address are not part of it.
///
/// Shape: ranges of bytes, on the borders of characters, that do not overlap.
pub fn links(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while let Some(start) = next_beginning(text, at) {
        let end = end_of(text, start);
        let beginning = beginning_at(text, start).map_or(0, str::len);
        at = end.max(start + 1);
        if end > start + beginning {
            found.push(start..end);
        }
        while !text.is_char_boundary(at) {
            at += 1;
        }
    }
    found
}

fn next_beginning(text: &str, from: usize) -> Option<usize> {
    let rest = text.get(from..)?;
    rest.char_indices()
        .filter(|(_, letter)| matches!(letter, 'h' | 'H' | 'w' | 'W'))
        .map(|(offset, _)| from + offset)
        .find(|start| {
            let before = text.get(..*start).and_then(|text| text.chars().next_back());
            beginning_at(text, *start).is_some()
                && !before.is_some_and(|before| before.is_alphanumeric())
        })
}

fn beginning_at(text: &str, start: usize) -> Option<&'static str> {
    let bytes = text.as_bytes().get(start..)?;
    BEGINNINGS.into_iter().find(|beginning| {
        bytes
            .get(..beginning.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(beginning.as_bytes()))
    })
}

fn end_of(text: &str, start: usize) -> usize {
    let rest = text.get(start..).unwrap_or_default();
    let end = rest
        .char_indices()
        .find(|(offset, letter)| ends(*letter) || *offset >= LONGEST_BYTES)
        .map_or(rest.len(), |(offset, _)| offset);
    let mut link = rest.get(..end).unwrap_or_default();
    while let Some(last) = link.chars().next_back() {
        if !closes(last, link) {
            break;
        }
        link = &link[..link.len() - last.len_utf8()];
    }
    start + link.len()
}

fn ends(letter: char) -> bool {
    letter.is_whitespace()
        || letter.is_control()
        || matches!(
            letter,
            '<' | '>' | '"' | '“' | '”' | '„' | '«' | '»' | '|' | '`'
        )
        || matches!(letter,
            '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fffc}')
}

/// Whether the last character of an address is rather the sentence's.
fn closes(last: char, link: &str) -> bool {
    let opener = match last {
        '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '’' | '…' | '*' | '_' | '~' | '。' | '、' =>
        {
            return true;
        }
        ')' => '(',
        ']' => '[',
        '}' => '{',
        _part => return false,
    };
    link.matches(last).count() > link.matches(opener).count()
}

#[cfg(test)]
mod tests {
    use super::links;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = links(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn addresses_end_where_the_sentence_goes_on() {
        check(
            "see https://example.org/a?b=c#d.",
            &["https://example.org/a?b=c#d"],
        );
        check("(www.example.org)", &["www.example.org"]);
        check(
            "https://example.org/a_(b) and",
            &["https://example.org/a_(b)"],
        );
        check(
            "HTTP://EXAMPLE.ORG, http://b.example",
            &["HTTP://EXAMPLE.ORG", "http://b.example"],
        );
        check("„https://example.org/é“", &["https://example.org/é"]);
        check("*https://example.org*", &["https://example.org"]);
    }

    #[test]
    fn what_only_looks_like_an_address_is_none() {
        for text in [
            "",
            "xhttps://example.org",
            "awww.",
            "https://",
            "www. no",
            "h",
            "wwww",
            "http:/x",
        ] {
            check(text, &[]);
        }
        check("javascript:alert(1) data:text/html,x", &[]);
    }

    #[test]
    fn invisible_marks_end_an_address() {
        check("https://a.example\u{202e}gpj.exe", &["https://a.example"]);
        check(
            "\u{200e}https://a.example\u{2069} x",
            &["https://a.example"],
        );
    }

    #[test]
    fn a_long_address_is_cut_on_the_border_of_a_character() {
        let text = format!("https://a.example/{}", "é".repeat(4_000));
        let found = links(&text);
        assert!(found[0].end >= 2_047 && found[0].end <= 2_050, "{found:?}");
        assert!(text.is_char_boundary(found[0].end));
        let crowd = "https://a ".repeat(10_000);
        assert_eq!(links(&crowd).len(), 10_000);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_taken(text in "[hHtps:/w.()é\u{202e} ]{0,40}") {
            let mut last = 0;
            for range in links(&text) {
                proptest::prop_assert!(last <= range.start && range.start < range.end);
                proptest::prop_assert!(text.get(range.clone()).is_some());
                last = range.end;
            }
        }
    }
}
