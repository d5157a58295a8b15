//! Typed text in a transcript: it can look like nothing that only the package writes, neither a
//! mark nor the start of a record nor, in a page, a tag.

use std::borrow::Cow;

use unicode_normalization::char::is_combining_mark;

use crate::engine::redact::{Part, mark_text};

const BLOCK: char = '█';

/// How a transcript writes text and marks.
pub(super) trait Style {
    /// The text with what this style cannot hold spelled out.
    fn spelled(text: &str) -> Cow<'_, str> {
        Cow::Borrowed(text)
    }
    /// Appends text, whatever it holds.
    fn text(out: &mut Vec<u8>, text: &str);
    /// Appends a mark.
    fn mark(out: &mut Vec<u8>, mark: &str);
}

/// Plain text on several lines: every line but the first is indented.
pub(super) struct Lines;

/// Plain text on one line: line ends are spaces.
pub(super) struct OneLine;

/// The inside of an element of a page.
pub(super) struct Page;

/// The inside of `<title>`, where no element can stand.
pub(super) struct PageTitle;

/// Appends what may be shown. A typed `[` after `█` gets a `\`, so that only we write marks.
pub(super) fn write<S: Style>(out: &mut Vec<u8>, parts: &[Part]) {
    let mut after_block = false;
    for part in parts {
        match part {
            Part::Text(text) => S::text(out, &guarded(&S::spelled(text), &mut after_block)),
            Part::Mark(grounds) => {
                S::mark(out, &mark_text(&grounds.codes));
                after_block = true;
            }
        }
    }
}

/// Puts a `\` before each `[` that follows `█`, whether or not something invisible is between.
fn guarded<'a>(text: &'a str, after_block: &mut bool) -> Cow<'a, str> {
    if !*after_block && !text.contains(BLOCK) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 1);
    for c in text.chars() {
        if c == '[' && *after_block {
            out.push('\\');
        }
        *after_block = c == BLOCK || (*after_block && is_invisible(c));
        out.push(c);
    }
    Cow::Owned(out)
}

/// The name of a character that puts what follows it, up to the end of the line, in another order.
/// Nothing keeps the lines of plain text apart for a viewer, so there it stands as `‹RLO›`. Marks
/// that act like one letter stay, and so do those that end a run, begin one from left to right, or
/// one that follows its first letter: WhatsApp puts those around mentions.
fn reordering(c: char) -> Option<&'static str> {
    match c {
        '\u{202b}' => Some("RLE"),
        '\u{202d}' => Some("LRO"),
        '\u{202e}' => Some("RLO"),
        '\u{2067}' => Some("RLI"),
        _other => None,
    }
}

fn in_order(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|c| reordering(c).is_some()) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match reordering(c) {
            Some(name) => {
                out.push('‹');
                out.push_str(name);
                out.push('›');
            }
            None => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// Takes no room of its own: could stand between `█` and `[` without anybody seeing it.
fn is_invisible(c: char) -> bool {
    let listed = matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff0}'..='\u{fffb}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}');
    listed || (c.is_control() && !c.is_whitespace()) || is_combining_mark(c)
}

/// How many bytes of `text` are the line end that stands at its start; 0 when none does.
fn line_end(text: &[u8]) -> usize {
    match text {
        [b'\r', b'\n', ..] | [0xc2, 0x85, ..] => 2,
        [b'\n' | b'\r' | 0x0b | 0x0c, ..] => 1,
        [0xe2, 0x80, 0xa8 | 0xa9, ..] => 3,
        _other => 0,
    }
}

/// Control characters would act on a terminal: they stand as their pictures. Line ends go to
/// `on_line_end`.
fn plain(out: &mut Vec<u8>, text: &str, on_line_end: fn(&mut Vec<u8>, &[u8])) {
    let bytes = text.as_bytes();
    let mut from = 0;
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let special = *byte < b' ' || matches!(*byte, 0x7f | 0xc2 | 0xe2);
        if !special || *byte == b'\t' {
            at += 1;
            continue;
        }
        let rest = bytes.get(at..).unwrap_or_default();
        let ends = line_end(rest);
        let (picture, len) = match rest {
            _line if ends > 0 => ([0; 3], ends),
            [c @ ..=0x1f, ..] => ([0xe2, 0x90, 0x80 + c], 1),
            [0x7f, ..] => ([0xe2, 0x90, 0xa1], 1),
            [0xc2, 0x80..=0x9f, ..] => ([0xef, 0xbf, 0xbd], 2),
            _other => {
                at += 1;
                continue;
            }
        };
        out.extend_from_slice(bytes.get(from..at).unwrap_or_default());
        if ends > 0 {
            on_line_end(out, rest.get(..ends).unwrap_or_default());
        } else {
            out.extend_from_slice(&picture);
        }
        at += len;
        from = at;
    }
    out.extend_from_slice(bytes.get(from..).unwrap_or_default());
}

impl Style for Lines {
    fn spelled(text: &str) -> Cow<'_, str> {
        in_order(text)
    }
    fn text(out: &mut Vec<u8>, text: &str) {
        plain(out, text, |out, end| {
            out.extend_from_slice(end);
            out.extend_from_slice(b"    ");
        });
    }
    fn mark(out: &mut Vec<u8>, mark: &str) {
        out.extend_from_slice(mark.as_bytes());
    }
}

impl Style for OneLine {
    fn spelled(text: &str) -> Cow<'_, str> {
        in_order(text)
    }
    fn text(out: &mut Vec<u8>, text: &str) {
        plain(out, text, |out, _end| out.push(b' '));
    }
    fn mark(out: &mut Vec<u8>, mark: &str) {
        out.extend_from_slice(mark.as_bytes());
    }
}

impl Style for Page {
    fn text(out: &mut Vec<u8>, text: &str) {
        let bytes = text.as_bytes();
        let mut from = 0;
        for (at, byte) in bytes.iter().enumerate() {
            let entity: &[u8] = match byte {
                b'&' => b"&amp;",
                b'<' => b"&lt;",
                b'>' => b"&gt;",
                b'"' => b"&quot;",
                b'\'' => b"&#39;",
                _other => continue,
            };
            out.extend_from_slice(bytes.get(from..at).unwrap_or_default());
            out.extend_from_slice(entity);
            from = at + 1;
        }
        out.extend_from_slice(bytes.get(from..).unwrap_or_default());
    }
    fn mark(out: &mut Vec<u8>, mark: &str) {
        out.extend_from_slice(b"<mark>");
        out.extend_from_slice(mark.as_bytes());
        out.extend_from_slice(b"</mark>");
    }
}

impl Style for PageTitle {
    fn text(out: &mut Vec<u8>, text: &str) {
        Page::text(out, text);
    }
    fn mark(out: &mut Vec<u8>, mark: &str) {
        out.extend_from_slice(mark.as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::redact::Grounds;

    fn written<S: Style>(parts: &[Part]) -> String {
        let mut out = Vec::new();
        write::<S>(&mut out, parts);
        String::from_utf8(out).expect("text")
    }

    fn text(text: &str) -> Part {
        Part::Text(text.to_owned())
    }

    fn mark() -> Part {
        Part::Mark(Grounds {
            codes: vec!["CON".to_owned(), "TPD".to_owned()],
            decisions: vec![0],
            is_unsure: false,
        })
    }

    #[test]
    fn a_typed_mark_is_not_a_mark() {
        let cases = [
            ("█[TPD]█", "█\\[TPD]█"),
            ("██[TPD]█[", "██\\[TPD]█\\["),
            ("█\u{200b}\u{202c}[TPD]█", "█\u{200b}\u{202c}\\[TPD]█"),
            ("█ [TPD] █", "█ [TPD] █"),
            ("[TPD]", "[TPD]"),
        ];
        for (typed, expected) in cases {
            assert_eq!(written::<OneLine>(&[text(typed)]), expected);
            assert_eq!(written::<Page>(&[text(typed)]), expected);
        }
    }

    #[test]
    fn the_end_of_a_mark_starts_no_other() {
        let parts = [text("a█"), mark(), text("\u{feff}"), text("[TPD]█")];
        assert_eq!(written::<Lines>(&parts), "a██[CON TPD]█\u{feff}\\[TPD]█");
        assert_eq!(
            written::<Page>(&parts),
            "a█<mark>█[CON TPD]█</mark>\u{feff}\\[TPD]█"
        );
    }

    #[test]
    fn every_line_but_the_first_is_indented() {
        let breaks = [
            "\n", "\r\n", "\r", "\u{b}", "\u{c}", "\u{85}", "\u{2028}", "\u{2029}",
        ];
        for end in breaks {
            let typed = format!("a{end}[2] x | Eve: b{end}");
            let expected = format!("a{end}    [2] x | Eve: b{end}    ");
            assert_eq!(written::<Lines>(&[text(&typed)]), expected, "{end:?}");
            assert_eq!(
                written::<OneLine>(&[text(&typed)]),
                "a [2] x | Eve: b ",
                "{end:?}"
            );
        }
        assert_eq!(written::<Lines>(&[text("a\n\r\nb")]), "a\n    \r\n    b");
        assert_eq!(written::<Lines>(&[text("â € é ’ \t")]), "â € é ’ \t");
    }

    #[test]
    fn nothing_in_plain_text_reorders_what_follows() {
        let typed = "a\u{202e}b\u{202c} \u{2067}c\u{2069} \u{202d}\u{202b} @\u{2068}Ada\u{2069}";
        let expected = "a‹RLO›b\u{202c} ‹RLI›c\u{2069} ‹LRO›‹RLE› @\u{2068}Ada\u{2069}";
        assert_eq!(written::<Lines>(&[text(typed)]), expected);
        assert_eq!(written::<OneLine>(&[text(typed)]), expected);
        assert_eq!(written::<Page>(&[text(typed)]), typed);
        let arabic = "٣١\u{200f}/١٢ \u{202a}+44 7700\u{202c}";
        assert_eq!(written::<Lines>(&[text(arabic)]), arabic);
        // What is spelled out can be seen, so it keeps a block and a bracket apart.
        assert_eq!(written::<Lines>(&[text("█\u{202e}[TPD]█")]), "█‹RLO›[TPD]█");
    }

    #[test]
    fn control_characters_do_not_reach_a_terminal() {
        assert_eq!(
            written::<Lines>(&[text("a\u{1b}[2K\u{8}\0b\u{7f}\u{9b}1")]),
            "a␛[2K␈␀b␡\u{fffd}1"
        );
    }

    #[test]
    fn no_text_becomes_a_tag() {
        assert_eq!(
            written::<Page>(&[text("<b a=\"1\" c='2'>&amp;</b>"), mark()]),
            "&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;amp;&lt;/b&gt;<mark>█[CON TPD]█</mark>"
        );
        assert_eq!(
            written::<PageTitle>(&[text("</title>"), mark()]),
            "&lt;/title&gt;█[CON TPD]█"
        );
    }
}
