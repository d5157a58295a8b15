//! vCard. Nothing of a card is copied: a new one is written that holds the name, as it may be shown, and
//! nothing else. No number, address, picture, note, id or time comes over.
//!
//! Source: RFC 6350; vCard 2.1 for quoted-printable.

use super::error::Wrong;
use super::tape::Move;

/// Larger cards are refused; some hold a picture.
const CARD_LIMIT: usize = 16 << 20;
/// More names than a phone book has are refused.
const CARDS_LIMIT: usize = 50_000;

/// Holds the whole file in view.
pub(super) struct Walker;

impl Walker {
    pub(super) fn next(&mut self, front: &[u8]) -> Result<Move, Wrong> {
        if front.len() > CARD_LIMIT {
            return Err(Wrong::TooMuch("contact card"));
        }
        Ok(Move::Need(front.len() + 1))
    }

    pub(super) fn may_end(&self) -> bool {
        true
    }
}

/// Whether the first bytes are those of a card.
pub(super) fn is_card(head: &[u8]) -> bool {
    let head = head
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(head)
        .trim_ascii_start();
    head.get(..11)
        .is_some_and(|start| start.eq_ignore_ascii_case(b"BEGIN:VCARD"))
}

/// The name on each card, in order.
///
/// Errors: it is no text, or text stands outside a card, or a card has no end.
pub(super) fn names(bytes: &[u8]) -> Result<Vec<String>, Wrong> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|_| Wrong::Form("text of a card"))?;
    let mut names = Vec::new();
    let mut card: Option<Card> = None;
    for line in unfolded(text) {
        if line.trim().is_empty() {
            continue;
        }
        let property = Property::read(&line);
        let marks =
            |name: &str| property.name == name && property.value.eq_ignore_ascii_case("VCARD");
        match card.as_mut() {
            None if marks("BEGIN") => card = Some(Card::default()),
            None => return Err(Wrong::Form("text outside a card")),
            Some(_) if marks("BEGIN") => return Err(Wrong::Order("card in a card")),
            Some(open) if marks("END") => {
                names.push(open.name());
                card = None;
            }
            Some(open) => open.note(&property)?,
        }
        if names.len() > CARDS_LIMIT {
            return Err(Wrong::TooMuch("contact cards"));
        }
    }
    match card {
        Some(_) => Err(Wrong::CutOff),
        None if names.is_empty() => Err(Wrong::Missing("card")),
        None => Ok(names),
    }
}

/// Cards with these names and nothing else.
pub fn write(names: &[String]) -> Vec<u8> {
    let mut out = String::new();
    for name in names {
        out.push_str("BEGIN:VCARD\r\nVERSION:4.0\r\nFN:");
        for c in name.chars() {
            match c {
                '\\' | ',' | ';' => out.extend(['\\', c]),
                '\n' => out.push_str("\\n"),
                c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') => out.push(' '),
                c => out.push(c),
            }
        }
        out.push_str("\r\nEND:VCARD\r\n");
    }
    out.into_bytes()
}

/// What a card says of a name.
#[derive(Default)]
struct Card {
    full: Option<String>,
    parts: Option<String>,
}

impl Card {
    fn note(&mut self, property: &Property<'_>) -> Result<(), Wrong> {
        let into = match property.name.as_str() {
            "FN" => &mut self.full,
            "N" => &mut self.parts,
            _other => return Ok(()),
        };
        if into.is_none() {
            *into = Some(property.text()?);
        }
        Ok(())
    }

    /// The full name; where there is none, what its parts come to.
    fn name(&self) -> String {
        let full = self
            .full
            .as_deref()
            .map(|name| unescaped(name, &[]).concat());
        match full.filter(|name| !name.trim().is_empty()) {
            Some(name) => name,
            None => {
                let parts = unescaped(self.parts.as_deref().unwrap_or_default(), &[';']);
                let order = [3, 1, 2, 0, 4].map(|n| parts.get(n).map_or("", |part| part.trim()));
                let said: Vec<&str> = order.into_iter().filter(|part| !part.is_empty()).collect();
                said.join(" ")
            }
        }
    }
}

pub(super) struct Property<'a> {
    /// In capitals, without a group.
    pub(super) name: String,
    /// What stands between name and colon, in capitals.
    pub(super) parameters: String,
    is_quoted_printable: bool,
    pub(super) value: &'a str,
}

impl Property<'_> {
    pub(super) fn read(line: &str) -> Property<'_> {
        let mut in_quotes = false;
        let colon = line.char_indices().find_map(|(at, c)| {
            in_quotes ^= c == '"';
            (c == ':' && !in_quotes).then_some(at)
        });
        let (head, value) = match colon {
            Some(at) => (
                line.get(..at).unwrap_or_default(),
                line.get(at + 1..).unwrap_or_default(),
            ),
            None => (line, ""),
        };
        let head = head.to_uppercase();
        let (name, parameters) = head.split_once(';').unwrap_or((&head, ""));
        let name = name.rsplit_once('.').map_or(name, |(_, name)| name);
        Property {
            name: name.trim().to_owned(),
            is_quoted_printable: parameters.contains("QUOTED-PRINTABLE"),
            parameters: parameters.to_owned(),
            value,
        }
    }

    pub(super) fn text(&self) -> Result<String, Wrong> {
        if !self.is_quoted_printable {
            return Ok(self.value.to_owned());
        }
        let mut out = Vec::new();
        let mut left = self.value.as_bytes();
        while let [first, rest @ ..] = left {
            let hex = rest.get(..2).and_then(|two| std::str::from_utf8(two).ok());
            match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
                Some(byte) if *first == b'=' => {
                    out.push(byte);
                    left = rest.get(2..).unwrap_or_default();
                }
                _plain => {
                    out.push(*first);
                    left = rest;
                }
            }
        }
        String::from_utf8(out).map_err(|_| Wrong::Form("text of a card"))
    }
}

/// Lines with those joined to them that continue them: they begin with a blank, or come after a
/// quoted-printable line that ends with `=`.
pub(super) fn unfolded(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for line in text.split('\n') {
        let line = line.strip_suffix('\r').unwrap_or(line);
        match out.last_mut() {
            Some(last) if is_cut(last) => {
                last.pop();
                last.push_str(line);
            }
            Some(last) if line.starts_with([' ', '\t']) => {
                last.push_str(line.get(1..).unwrap_or_default());
            }
            _new => out.push(line.to_owned()),
        }
    }
    out
}

fn is_cut(line: &str) -> bool {
    let head = line.split(':').next().unwrap_or_default();
    line.ends_with('=') && head.to_uppercase().contains("QUOTED-PRINTABLE")
}

/// A value with its escapes undone, cut at what of `cuts` is not escaped.
pub(super) fn unescaped(value: &str, cuts: &[char]) -> Vec<String> {
    let mut out = vec![String::new()];
    let mut chars = value.chars();
    while let Some(c) = chars.next() {
        let c = match c {
            '\\' => match chars.next() {
                Some('n' | 'N') => '\n',
                Some(other) => other,
                None => '\\',
            },
            c if cuts.contains(&c) => {
                out.push(String::new());
                continue;
            }
            c => c,
        };
        if let Some(last) = out.last_mut() {
            last.push(c);
        }
    }
    out
}
