//! Addresses and user names in which a name stands: `mara.lindqvist@example.org`, `@mara_l`. What
//! is left of one around a mark would tell the rest, so it goes as a whole.

use crate::engine::place::ByteSpan;

/// How far an address reaches from a name in it, on either side. Units: bytes.
const REACH: usize = 320;

/// What a hit of a name stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Around {
    /// Ordinary text, or a mention of just that name.
    Text,
    /// An address or a user name: these bytes, the hit among them.
    Address(ByteSpan),
}

/// What stands around `hit` in `text`.
pub(super) fn around(text: &[u8], hit: ByteSpan) -> Around {
    let (start, end) = (hit.start as usize, hit.end() as usize);
    let before = last_chars(text.get(start.saturating_sub(REACH)..start).unwrap_or(&[]));
    let behind = first_chars(text.get(end..text.len().min(end + REACH)).unwrap_or(&[]));
    let left = before.len() - before.trim_end_matches(is_part).len();
    let right = behind.len() - behind.trim_start_matches(is_part).len();
    let left = before.get(before.len() - left..).unwrap_or_default();
    let right = behind.get(..right).unwrap_or_default();
    // Signs at the edges belong to the sentence.
    let left = left.trim_start_matches(is_edge);
    let right = right.trim_end_matches(|c| is_edge(c) || c == '@');
    let is_mention = left == "@" && right.is_empty();
    if is_mention || !left.contains('@') && !right.contains('@') {
        return Around::Text;
    }
    Around::Address(ByteSpan {
        start: hit.start - left.len() as u32,
        len: hit.len + (left.len() + right.len()) as u32,
    })
}

/// Whether no letter touches the hit: `samuel` in `samuel42`, but not in `samuelson`.
pub(super) fn is_apart(text: &[u8], hit: ByteSpan) -> bool {
    let (start, end) = (hit.start as usize, hit.end() as usize);
    let before = last_chars(text.get(start.saturating_sub(8)..start).unwrap_or(&[]));
    let behind = first_chars(text.get(end..text.len().min(end + 8)).unwrap_or(&[]));
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    !is_letter(before.chars().next_back()) && !is_letter(behind.chars().next())
}

fn is_part(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '+' | '%' | '@')
}

fn is_edge(c: char) -> bool {
    matches!(c, '.' | '-' | '+' | '%')
}

/// The characters at the end, as far back as all are text.
fn last_chars(bytes: &[u8]) -> &str {
    let last = bytes.utf8_chunks().last();
    last.filter(|chunk| chunk.invalid().is_empty())
        .map_or("", |chunk| chunk.valid())
}

/// The characters at the start, as far as all are text.
fn first_chars(bytes: &[u8]) -> &str {
    bytes.utf8_chunks().next().map_or("", |chunk| chunk.valid())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, name: &str, expected: Option<&str>) {
        let start = text.find(name).unwrap();
        let hit = ByteSpan {
            start: start as u32,
            len: name.len() as u32,
        };
        let found = match around(text.as_bytes(), hit) {
            Around::Text => None,
            Around::Address(span) => text.get(span.start as usize..span.end() as usize),
        };
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn an_address_is_taken_whole() {
        let address = Some("mara.lindqvist@example.org");
        check("to mara.lindqvist@example.org.", "mara", address);
        check("<mara.lindqvist@example.org>", "lindqvist", address);
        check(
            "(bo@lindqvist.example)",
            "lindqvist",
            Some("bo@lindqvist.example"),
        );
        check("mine is @mara_l, ok", "mara", Some("@mara_l"));
        check(
            "samuel42@example.org",
            "samuel",
            Some("samuel42@example.org"),
        );
        check("é.mara@x", "mara", Some("é.mara@x"));
    }

    #[test]
    fn a_mention_and_a_sentence_are_text() {
        check("@Sam, come", "Sam", None);
        check("@Sam's car", "Sam", None);
        check("hi @Sam. Come", "Sam", None);
        check("@\u{2068}Sam Lee\u{2069} hi", "Sam", None);
        check("Sam @ home", "Sam", None);
        check("ask Sam", "Sam", None);
        check("Sam@", "Sam", None);
    }

    #[test]
    fn bytes_that_are_no_text_end_an_address() {
        let hit = ByteSpan { start: 3, len: 3 };
        assert_eq!(around(b"a@\xffSam\xff@b", hit), Around::Text);
        assert!(is_apart(b"a@\xffSam\xff@b", hit));
    }

    #[test]
    fn letters_make_another_word() {
        let hit = ByteSpan { start: 0, len: 3 };
        assert!(is_apart(b"sam42@x", hit));
        assert!(is_apart(b"sam_lee@x", hit));
        assert!(!is_apart(b"sample@x", hit));
    }
}
