//! Text in a form in which spelling does not matter: any case, composed or not, accents or not,
//! full width or not, digits of any script, whatever shows nothing left out, white space as one
//! space. Written apart from the folding that finds what to withhold, and a little wider.

use unicode_normalization::UnicodeNormalization;

use crate::engine::verify::stamp;

/// `text` folded.
pub(super) fn folded(text: &str) -> String {
    let mut out = Folded {
        text: String::with_capacity(text.len()),
    };
    if text.is_ascii() {
        text.chars().for_each(|c| out.put(c));
    } else {
        text.nfkd().for_each(|c| out.put(c));
    }
    out.text
}

struct Folded {
    text: String,
}

impl Folded {
    fn put(&mut self, c: char) {
        if c.is_whitespace() {
            if !self.text.ends_with(' ') {
                self.text.push(' ');
            }
        } else if c.is_ascii() {
            if !c.is_ascii_control() {
                self.text.push(c.to_ascii_lowercase());
            }
        } else if !shows_nothing(c) {
            self.put_other(c);
        }
    }

    fn put_other(&mut self, c: char) {
        if let Some(digit) = stamp::digit(c) {
            self.text.extend(char::from_digit(digit, 10));
            return;
        }
        match c {
            '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}' => {
                self.text.push('-');
            }
            '\u{2018}'..='\u{201b}' => self.text.push('\''),
            '\u{201c}'..='\u{201f}' => self.text.push('"'),
            'ß' | 'ẞ' => self.text.push_str("ss"),
            'ς' => self.text.push('σ'),
            'ı' => self.text.push('i'),
            'ł' | 'Ł' => self.text.push('l'),
            'ø' | 'Ø' => self.text.push('o'),
            'đ' | 'Đ' | 'ð' | 'Ð' => self.text.push('d'),
            'ħ' | 'Ħ' => self.text.push('h'),
            'æ' | 'Æ' => self.text.push_str("ae"),
            'œ' | 'Œ' => self.text.push_str("oe"),
            'þ' | 'Þ' => self.text.push_str("th"),
            other => self
                .text
                .extend(other.to_lowercase().filter(|c| !is_accent(*c))),
        }
    }
}

/// Accents of Latin, Greek and Cyrillic, points of Hebrew and Arabic; vowel signs of other scripts are
/// letters.
fn is_accent(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}'
        | '\u{5c4}' | '\u{5c5}' | '\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}'
        | '\u{670}' | '\u{6d6}'..='\u{6dc}' | '\u{6df}'..='\u{6e4}' | '\u{6e7}' | '\u{6e8}'
        | '\u{6ea}'..='\u{6ed}')
}

fn shows_nothing(c: char) -> bool {
    c.is_control()
        || is_accent(c)
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff0}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e0fff}')
}

/// How many characters of a folded text can be seen.
pub(super) fn n_visible(folded: &str) -> usize {
    folded.chars().filter(|c| *c != ' ').count()
}

/// A number written with separators, by its digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Number {
    /// The digits alone.
    pub(super) digits: String,
    /// How many digits stand together in each group.
    pub(super) groups: Vec<usize>,
}

impl Number {
    /// Whether it can be a date: three groups as dates have, or eight digits that start or end
    /// like a year of our time.
    pub(super) fn can_be_date(&self) -> bool {
        let grouped = matches!(self.groups[..], [1 | 2, 1 | 2, 2 | 4] | [4, 1 | 2, 1 | 2]);
        let year = |text: Option<&str>| matches!(text, Some("19" | "20"));
        let packed = self.digits.len() == 8
            && self.groups.len() == 1
            && (year(self.digits.get(..2)) || year(self.digits.get(4..6)));
        grouped || packed
    }
}

/// The numbers in a folded text: digits with at most two separators between groups.
pub(super) fn numbers(folded: &str) -> Vec<Number> {
    let mut out: Vec<Number> = Vec::new();
    let mut gap = usize::MAX;
    for byte in folded.bytes() {
        match byte {
            b'0'..=b'9' => {
                if gap > 2 {
                    out.push(Number {
                        digits: String::new(),
                        groups: vec![0],
                    });
                }
                if let Some(number) = out.last_mut() {
                    if (1..=2).contains(&gap) {
                        number.groups.push(0);
                    }
                    number.digits.push(char::from(byte));
                    if let Some(last) = number.groups.last_mut() {
                        *last += 1;
                    }
                }
                gap = 0;
            }
            b' ' | b'-' | b'.' | b'/' | b'(' | b')' => gap = gap.saturating_add(1),
            _other => gap = usize::MAX,
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_fold_alike() {
        let cases = [
            ("José  Ñandú", "JOSE\u{301}\u{a0}nandu"),
            ("Straße", "STRASSE"),
            ("Ｊane＠x", "jane@x"),
            ("a\u{200e}b\u{0}c", "abc"),
            ("٠٢٠‑٧٩", "020-79"),
            ("Привет", "ПРИВЕТ"),
            ("ΟΔΟΣ", "οδος"),
            ("Łukasz Æbelø", "lukasz aebelo"),
            ("أَحْمَد", "احمد"),
            ("דָּוִד", "דוד"),
            ("line one\n    two", "line one two"),
        ];
        for (one, other) in cases {
            assert_eq!(folded(one), folded(other), "{one}");
        }
    }

    #[test]
    fn numbers_are_read_over_separators() {
        let found = |text: &str| -> Vec<String> {
            numbers(text)
                .into_iter()
                .map(|number| number.digits)
                .collect()
        };
        assert_eq!(found("+44 (0)20 7946-0958 x 12"), ["4402079460958", "12"]);
        assert_eq!(found("10:30"), ["10", "30"]);
        let dates = ["01/03/24", "2024-03-01", "20240115", "15012024"];
        for date in dates {
            assert!(numbers(date).iter().all(Number::can_be_date), "{date}");
        }
        for number in ["4711 2233", "07700 900123", "123456"] {
            assert!(!numbers(number).iter().any(Number::can_be_date), "{number}");
        }
    }
}
