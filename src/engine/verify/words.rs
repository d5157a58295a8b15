//! What a record says, in a form in which the copies of it can be compared: runs of text and marks.
//! A typed look-alike of a mark never compares equal to a mark.

use sha2::{Digest, Sha256};
use unicode_normalization::char::is_combining_mark;

use super::json::Json;
use crate::engine::decision::REASONS;

/// A run of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    /// As it may be read.
    Text(String),
    /// Something is withheld: its codes.
    Mark(Codes),
}

/// A set of reason codes: a bit for each of [`REASONS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Codes(pub(super) u32);

impl Codes {
    /// From words that must be known, sorted and different.
    pub(super) fn of(words: &[&str]) -> Option<Codes> {
        let sorted = words.windows(2).all(|pair| pair.first() < pair.get(1));
        if words.is_empty() || !sorted {
            return None;
        }
        let mut bits = 0;
        for word in words {
            bits |= 1 << REASONS.iter().position(|reason| reason.code == *word)?;
        }
        Some(Codes(bits))
    }

    /// Both.
    pub(super) fn with(self, other: Codes) -> Codes {
        Codes(self.0 | other.0)
    }

    /// The words, sorted, with a space between them.
    pub(super) fn words(self) -> String {
        let mut words: Vec<&str> = REASONS
            .iter()
            .enumerate()
            .filter(|(bit, _)| self.0 >> bit & 1 == 1)
            .map(|(_, reason)| reason.code)
            .collect();
        words.sort_unstable();
        words.join(" ")
    }

    /// How a mark with these codes is written.
    pub(super) fn mark(self) -> String {
        format!("█[{}]█", self.words())
    }
}

/// A number with a comma between thousands.
pub(super) fn grouped(number: u64) -> String {
    match number {
        0..1_000 => number.to_string(),
        more => format!("{},{:03}", grouped(more / 1_000), more % 1_000),
    }
}

/// `1 record`, `5,001 records`
pub(super) fn counted(n: u64, one: &str, more: &str) -> String {
    format!("{} {}", grouped(n), if n == 1 { one } else { more })
}

/// A field of `messages.jsonl`: a text, or a list of texts and marks.
pub(super) fn parts_of(json: &Json) -> Result<Vec<Part>, &'static str> {
    if let Some(text) = json.as_text() {
        return Ok(vec![Part::Text(text.to_owned())]);
    }
    let Some(members) = json.as_list() else {
        return Err("is neither a text nor a list");
    };
    let parts: Option<Vec<Part>> = members.iter().map(part_of).collect();
    let parts = parts.ok_or("holds something that is neither {\"t\":…} nor {\"r\":[…]}")?;
    let touching = parts.windows(2).any(|pair| match pair {
        [Part::Text(_), Part::Text(_)] => true,
        [Part::Mark(one), Part::Mark(other)] => one == other,
        _other => false,
    });
    let empty = parts.contains(&Part::Text(String::new()));
    if touching || empty || n_marks(&parts) == 0 {
        return Err("is not cut into texts and marks as the format says");
    }
    Ok(parts)
}

fn part_of(json: &Json) -> Option<Part> {
    match json.as_object()? {
        [(key, Json::Text(text))] if key == "t" => Some(Part::Text(text.clone())),
        [(key, codes)] if key == "r" => Codes::of(&codes.as_texts()?).map(Part::Mark),
        _other => None,
    }
}

/// How many marks there are.
pub(super) fn n_marks(parts: &[Part]) -> u32 {
    parts
        .iter()
        .filter(|part| matches!(part, Part::Mark(_)))
        .count() as u32
}

/// Whether anything can be read.
pub(super) fn has_text(parts: &[Part]) -> bool {
    parts
        .iter()
        .any(|part| matches!(part, Part::Text(text) if !text.is_empty()))
}

/// All codes of all marks.
pub(super) fn codes_in(parts: &[Part]) -> Codes {
    parts.iter().fold(Codes::default(), |all, part| match part {
        Part::Mark(codes) => all.with(*codes),
        Part::Text(_) => all,
    })
}

/// Cuts a line of a transcript, where marks stand as text, into texts and marks. `None` when
/// something typed stands there that can be taken for a mark.
pub(super) fn parts_in_text(text: &str) -> Option<Vec<Part>> {
    let mut parts = Vec::new();
    let mut typed = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('█') {
        let (before, from_block) = rest.split_at(at);
        typed.push_str(before);
        if let Some((codes, len)) = mark_at(from_block) {
            if !typed.is_empty() {
                parts.push(Part::Text(std::mem::take(&mut typed)));
            }
            parts.push(Part::Mark(codes));
            rest = from_block.get(len..).unwrap_or_default();
            if opens_bare(rest) {
                return None;
            }
        } else {
            let after = from_block.get('█'.len_utf8()..).unwrap_or_default();
            if opens_bare(after) {
                return None;
            }
            typed.push('█');
            rest = after;
        }
    }
    typed.push_str(rest);
    if !typed.is_empty() {
        parts.push(Part::Text(typed));
    }
    Some(parts)
}

fn mark_at(text: &str) -> Option<(Codes, usize)> {
    let inner = text.strip_prefix("█[")?;
    let end = inner.find("]█")?;
    let words: Vec<&str> = inner.get(..end)?.split(' ').collect();
    let codes = Codes::of(&words)?;
    Some((codes, "█[".len() + end + "]█".len()))
}

/// Whether the first visible character is a bare `[`, which behind a `█` looks like a mark.
pub(super) fn opens_bare(text: &str) -> bool {
    text.chars().find(|c| !is_invisible(*c)) == Some('[')
}

/// Characters that take no room: they cannot keep `█` and `[` apart for the eye.
pub(super) fn is_invisible(c: char) -> bool {
    (c.is_control() && !c.is_whitespace())
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}' | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// Characters behind which a writer may still see the `█` before them, and escape a `[`: more than
/// must count as invisible, and what stands for control characters in the text transcript.
fn may_hide(c: char) -> bool {
    is_invisible(c)
        || is_combining_mark(c)
        || matches!(c,
            '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{2400}'..='\u{2421}' | '\u{3164}'
            | '\u{ffa0}' | '\u{fffd}' | '\u{1d173}'..='\u{1d17a}')
}

/// A text with control characters as `transcript.txt` shows them: as their pictures.
pub(super) fn pictured(text: &str) -> String {
    let picture = |c: char| match c {
        '\t' => '\t',
        line_end if is_break(line_end) => line_end,
        '\u{0}'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or(c),
        '\u{7f}' => '\u{2421}',
        '\u{80}'..='\u{9f}' => '\u{fffd}',
        other => other,
    };
    text.chars().map(picture).collect()
}

/// The same parts as plain text holds them: what would put the rest of a line in another order
/// stands by its name there.
pub(super) fn in_order(parts: &[Part]) -> Vec<Part> {
    let spelled = |text: &str| -> String {
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                '\u{202b}' => out.push_str("‹RLE›"),
                '\u{202d}' => out.push_str("‹LRO›"),
                '\u{202e}' => out.push_str("‹RLO›"),
                '\u{2067}' => out.push_str("‹RLI›"),
                other => out.push(other),
            }
        }
        out
    };
    let parts = parts.iter().map(|part| match part {
        Part::Text(text) => Part::Text(spelled(text)),
        Part::Mark(codes) => Part::Mark(*codes),
    });
    parts.collect()
}

/// A text on one line: a space for each line end.
pub(super) fn on_one_line(text: &str) -> String {
    pictured(&text.replace("\r\n", " ")).replace(is_break, " ")
}

/// What a text file shows as the end of a line.
pub(super) fn is_break(c: char) -> bool {
    matches!(
        c,
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

/// Takes out the four spaces that must follow each line end in a record of `transcript.txt`.
/// `None` when they are missing somewhere.
pub(super) fn unindented(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(is_break) {
        let (before, from_break) = rest.split_at(at);
        let len = if from_break.starts_with("\r\n") {
            2
        } else {
            from_break.chars().next().map_or(1, char::len_utf8)
        };
        let (line_end, after) = from_break.split_at(len);
        out.push_str(before);
        out.push_str(line_end);
        rest = after.strip_prefix("    ")?;
    }
    out.push_str(rest);
    Some(out)
}

/// Stands around the codes of a mark in a comparable text. A typed one is doubled.
const MARK: char = '\u{10ffff}';

/// A field in its comparable form: marks behind a sign of their own, and the backslash left out
/// that the transcripts put between a `█` and a typed `[`.
pub(super) fn comparable(parts: &[Part]) -> String {
    let mut out = String::new();
    let mut after_block = false;
    for part in parts {
        match part {
            Part::Mark(codes) => {
                out.push(MARK);
                out.push_str(&codes.words());
                out.push(MARK);
                after_block = true;
            }
            Part::Text(text) if !after_block && !text.contains('█') && !text.contains(MARK) => {
                out.push_str(text);
            }
            Part::Text(text) => {
                let mut chars = text.chars().peekable();
                while let Some(c) = chars.next() {
                    let escaped = after_block && c == '\\' && chars.peek() == Some(&'[');
                    if !escaped {
                        out.push(c);
                    }
                    if c == MARK {
                        out.push(c);
                    }
                    after_block = match c {
                        '█' => true,
                        other => after_block && (may_hide(other) || escaped),
                    };
                    if !escaped && c == '[' {
                        after_block = false;
                    }
                }
            }
        }
    }
    out
}

/// A short digest of something comparable.
pub(super) type Fact = [u8; 16];

/// The digest of fields, which cannot run into each other.
pub(super) fn fact(fields: &[&str]) -> Fact {
    let mut digest = Sha256::new();
    for field in fields {
        digest.update((field.len() as u64).to_le_bytes());
        digest.update(field.as_bytes());
    }
    let mut out = [0; 16];
    for (to, from) in out.iter_mut().zip(digest.finalize()) {
        *to = from;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tpd() -> Part {
        Part::Mark(Codes::of(&["TPD"]).unwrap())
    }

    fn text(text: &str) -> Part {
        Part::Text(text.to_owned())
    }

    #[test]
    fn a_line_is_cut_at_marks_alone() {
        let cases: [(&str, Option<Vec<Part>>); 9] = [
            ("a █[TPD]█ b", Some(vec![text("a "), tpd(), text(" b")])),
            ("██[TPD]█", Some(vec![text("█"), tpd()])),
            ("█\\[TPD]█", Some(vec![text("█\\[TPD]█")])),
            ("█[NOPE]█", None),
            ("█[TPD", None),
            ("█\u{200b}[TPD]█", None),
            ("█[TPD]█[x", None),
            ("█[TPD]█\\[x", Some(vec![tpd(), text("\\[x")])),
            ("[TPD]", Some(vec![text("[TPD]")])),
        ];
        for (line, wanted) in cases {
            assert_eq!(parts_in_text(line), wanted, "{line}");
        }
    }

    #[test]
    fn escapes_compare_equal_to_what_was_typed() {
        let cases = [
            (vec![text("█[x")], vec![text("█\\[x")]),
            (vec![text("█\u{200e}[x")], vec![text("█\u{200e}\\[x")]),
            (vec![tpd(), text("[x")], vec![tpd(), text("\\[x")]),
        ];
        for (typed, written) in cases {
            assert_eq!(comparable(&typed), comparable(&written));
        }
        let reordering = [text("█\u{202e}[x"), tpd(), text("\u{2067}\\[")];
        let shown = [text("█‹RLO›[x"), tpd(), text("‹RLI›\\[")];
        assert_eq!(comparable(&in_order(&reordering)), comparable(&shown));
        let control = [text("█\u{1}[x")];
        let shown = [text("█\u{2401}\\[x")];
        assert_eq!(pictured(&comparable(&control)), comparable(&shown));
        assert_ne!(comparable(&[text("\\[")]), comparable(&[text("[")]));
        assert_ne!(comparable(&[text("█[TPD]█")]), comparable(&[tpd()]));
        assert_ne!(comparable(&[text("█ \\[")]), comparable(&[text("█ [")]));
    }

    #[test]
    fn four_spaces_follow_every_line_end() {
        assert_eq!(
            unindented("a\n    b\r\n    c\u{2028}    ").as_deref(),
            Some("a\nb\r\nc\u{2028}")
        );
        assert_eq!(unindented("a\r    \n    b").as_deref(), Some("a\r\nb"));
        assert_eq!(unindented("a\n   b"), None);
        assert_eq!(unindented("a\u{85}b"), None);
    }
}
