//! Names and words of an export within a sentence: in quotes, and as they are written.
//!
//! Nothing is escaped, so that a name is found again in a sentence; what would break the line or turn
//! the sentence around is spelled out.

/// `text` in quotes, on one line.
pub(super) fn quoted(text: impl AsRef<str>) -> String {
    format!("\"{}\"", as_quoted(text.as_ref()))
}

/// How `text` stands within the quotes.
pub fn as_quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match (c, turns(c)) {
            (_, Some(word)) => {
                out.push('‹');
                out.push_str(word);
                out.push('›');
            }
            // What sets a run apart reaches no further than the name, and says nothing.
            ('\u{202a}' | '\u{202c}' | '\u{2066}' | '\u{2068}' | '\u{2069}', None) => {}
            (c, None) if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') => out.push(' '),
            (c, None) => out.push(c),
        }
    }
    out
}

/// The word for a character that turns around what stands behind it.
fn turns(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{202b}' => "RLE",
        '\u{202d}' => "LRO",
        '\u{202e}' => "RLO",
        '\u{2067}' => "RLI",
        _plain => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_escaped() {
        for (text, expected) in [
            ("~\u{202f}Bob", "\"~\u{202f}Bob\""),
            ("say \"no\"", "\"say \"no\"\""),
            ("a\r\nb\tc", "\"a  b c\""),
            ("a\u{2028}b\u{2029}c", "\"a b c\""),
            ("Eve\u{202e}gpj \u{2068}x\u{2069}", "\"Eve‹RLO›gpj x\""),
            ("👩\u{200d}🚀", "\"👩\u{200d}🚀\""),
        ] {
            assert_eq!(quoted(text), expected);
        }
    }
}
