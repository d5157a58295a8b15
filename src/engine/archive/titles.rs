//! Names that WhatsApp gives to exported chats, in the languages of `names.tsv`.
//!
//! A title found here is a label from a file name, which anyone can change: never evidence of who
//! the partner is.

use super::names::{nfc, strip_extension};

/// A language and a pattern a line, separated by a tab; `NAME` stands for the partner or group.
const PATTERNS: &str = include_str!("names.tsv");
const PLACEHOLDER: &str = "NAME";

/// The partner's or group's name in the name of a text or a zip; `None` when no pattern matches.
/// May be empty: a name of emoji alone can get lost on the way.
pub(super) fn title_in(file_name: &str) -> Option<String> {
    let mut stem = file_name;
    for extension in ["zip", "txt"] {
        stem = strip_extension(stem, extension).unwrap_or(stem);
    }
    let stem = nfc(without_copy_numbers(stem));
    let comparable = Comparable::of(&stem);
    PATTERNS
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .find_map(|(_language, pattern)| comparable.name_in(pattern))
}

/// Takes `(1)` and ` (1)` off the end, as often as they stand there.
fn without_copy_numbers(stem: &str) -> &str {
    let mut stem = stem.trim_end();
    while let Some(shorter) = without_copy_number(stem) {
        stem = shorter;
    }
    stem
}

fn without_copy_number(stem: &str) -> Option<&str> {
    let (before, number) = stem.strip_suffix(')')?.rsplit_once('(')?;
    let is_number = matches!(number.len(), 1..=3) && number.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| before.trim_end())
}

/// A name one character for one, ready for comparing.
struct Comparable {
    written: Vec<char>,
    folded: Vec<char>,
}

impl Comparable {
    fn of(text: &str) -> Comparable {
        let written: Vec<char> = text.chars().collect();
        let mut folded: Vec<char> = written.iter().map(|c| fold(*c)).collect();
        let brand: Vec<char> = "whatsapp".chars().collect();
        for at in brand.len()..folded.len() {
            if folded[at] == '-' && folded[..at].ends_with(&brand) {
                folded[at] = ' ';
            }
        }
        Comparable { written, folded }
    }

    fn name_in(&self, pattern: &str) -> Option<String> {
        let (before, after) = pattern.split_once(PLACEHOLDER)?;
        let before = Comparable::of(before).folded;
        let after = Comparable::of(after).folded;
        let before = trimmed(&before);
        let after = trimmed(&after);
        let fits = self.folded.len() >= before.len() + after.len()
            && self.folded.starts_with(before)
            && self.folded.ends_with(after);
        let end = self.folded.len().checked_sub(after.len())?;
        let name = self.written.get(before.len()..end)?;
        // `… with NAME` must not match `… without`: a space belongs to the pattern.
        let parted = |c: Option<&char>, pattern_has_space: bool| {
            !pattern_has_space || c.is_none_or(|c| fold(*c) == ' ')
        };
        let spaced = pattern
            .split_once(PLACEHOLDER)
            .map(|(before, after)| (before.ends_with(' '), after.starts_with(' ')))?;
        if !fits || !parted(name.first(), spaced.0) || !parted(name.last(), spaced.1) {
            return None;
        }
        Some(tidied(name))
    }
}

fn trimmed(pattern: &[char]) -> &[char] {
    let start = pattern.iter().take_while(|c| **c == ' ').count();
    let end = pattern.iter().rev().take_while(|c| **c == ' ').count();
    pattern.get(start..pattern.len() - end).unwrap_or_default()
}

/// Some programs write `_` for every space; then the name gets its spaces back.
fn tidied(name: &[char]) -> String {
    let all_underscores = name.first() == Some(&'_') || name.last() == Some(&'_');
    let name: String = name
        .iter()
        .map(|c| {
            if all_underscores && *c == '_' {
                ' '
            } else {
                *c
            }
        })
        .collect();
    name.trim().to_owned()
}

fn fold(c: char) -> char {
    match c {
        '_' | '\u{a0}' | '\u{202f}' | '\u{2009}' => ' ',
        '\u{2010}'..='\u{2014}' | '\u{2212}' => '-',
        '\u{2018}' | '\u{2019}' | '\u{2bc}' => '\'',
        other => {
            let mut lower = other.to_lowercase();
            match (lower.next(), lower.next()) {
                (Some(one), None) => one,
                _several => other,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_finds_its_own_name() {
        let mut n_patterns = 0;
        for line in PATTERNS.lines() {
            let (_, pattern) = line.split_once('\t').unwrap();
            assert_eq!(pattern.matches(PLACEHOLDER).count(), 1, "{line}");
            let file = format!("{}.txt", pattern.replace(PLACEHOLDER, "Ada Poe"));
            assert_eq!(title_in(&file).as_deref(), Some("Ada Poe"), "{line}");
            let zip = format!("{} (1).zip", pattern.replace(PLACEHOLDER, "Ada Poe"));
            assert_eq!(title_in(&zip).as_deref(), Some("Ada Poe"), "{line}");
            n_patterns += 1;
        }
        assert!(n_patterns > 50);
    }

    #[test]
    fn spellings_of_the_same_name() {
        for (file, title) in [
            (
                "WhatsApp Chat with +44 20 7946 0000.txt",
                "+44 20 7946 0000",
            ),
            ("WhatsApp-Chat mit Ada.txt", "Ada"),
            ("WHATSAPP CHAT WITH Ada.TXT", "Ada"),
            ("WhatsApp_Chat_with_Ada_Poe.txt", "Ada Poe"),
            ("WhatsApp Chat with Ada_Poe.txt", "Ada_Poe"),
            ("WhatsApp Chat with Ada(1).txt", "Ada"),
            ("WhatsApp Chat with Ada (1) (2).zip", "Ada"),
            ("WhatsApp Chat with Ada.txt.zip", "Ada"),
            ("WhatsApp Chat - Team (old).zip", "Team (old)"),
            ("Чат WhatsApp с\u{a0}контактом Ada.txt", "Ada"),
            ("WhatsApp'i vestlus kontaktiga Ada.txt", "Ada"),
            ("WhatsApp\u{2019}i vestlus kontaktiga Ada.txt", "Ada"),
            ("WhatsApp Chat with .txt", ""),
            (
                "WhatsApp chat s pouz\u{30c}i\u{301}vatel\u{30c}om Ada.txt",
                "Ada",
            ),
        ] {
            assert_eq!(title_in(file).as_deref(), Some(title), "{file}");
        }
    }

    #[test]
    fn other_names_say_nothing() {
        for file in [
            "_chat.txt",
            "notes.txt",
            "WhatsApp Chat without Ada.txt",
            "WhatsApp.txt",
            "",
            "().txt",
            "00000012-WhatsApp Chat with Ada.txt",
        ] {
            assert_eq!(title_in(file), None, "{file}");
        }
    }
}
