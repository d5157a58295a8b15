//! Days in the names of files: `IMG-20240115-WA0007.jpg`, `Scan 13.3.2024.pdf`, `13 March.pdf`,
//! `2024年3月13日.pdf`, `1710324153000.jpg`. A name that may tell a day is taken for one that does.

use super::term::plain;
use crate::engine::parse::is_month;

/// Most signs between the numbers of a date.
const MOST_SIGNS: usize = 3;
/// Seconds since 1970 at the start of 2009, when WhatsApp began, and of 2040.
const SECONDS: std::ops::Range<u64> = 1_230_768_000..2_208_988_800;
/// Years as two digits.
const SHORT_YEARS: std::ops::RangeInclusive<u32> = 9..=50;
/// What stands between a day and its month.
const BETWEEN: [&str; 12] = [
    "st", "nd", "rd", "th", "of", "de", "del", "den", "der", "d", "the", "di",
];
/// A number behind one of these is no date.
const VERSION: [&str; 4] = ["v", "ver", "version", "rev"];

/// A piece of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    Number(String),
    Word(String),
    /// Other characters; whether one of them says "month".
    Signs(usize, bool),
}

/// Whether a day stands in the name of a file.
pub(super) fn tells_a_day(name: &str) -> bool {
    let tokens = tokens(without_numbered_ending(name));
    let numbers = tokens
        .iter()
        .enumerate()
        .filter_map(|(at, token)| match token {
            Token::Number(digits) => Some((at, digits.as_str())),
            Token::Word(_) | Token::Signs(..) => None,
        });
    let mut numbers = numbers.peekable();
    numbers.peek().is_some()
        && numbers.any(|(at, digits)| {
            is_packed(digits) || is_grouped(&tokens, at) || is_named(&tokens, at)
        })
        || is_packed_with_signs(name)
}

/// `.mp4` and `.3gp` have numbers that say nothing.
fn without_numbered_ending(name: &str) -> &str {
    let is_numbered = |ending: &str| {
        ending.len() <= 4
            && ending.bytes().any(|byte| byte.is_ascii_digit())
            && ending.bytes().any(|byte| byte.is_ascii_alphabetic())
    };
    match name.rsplit_once('.') {
        Some((stem, ending)) if is_numbered(ending) => stem,
        _other => name,
    }
}

fn tokens(name: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    for c in name
        .chars()
        .filter(|c| !super::term::is_ignored(*c))
        .map(plain)
    {
        let is_sign_of_date = matches!(c, '年' | '月' | '日' | '년' | '월' | '일');
        match (tokens.last_mut(), c) {
            (Some(Token::Number(digits)), '0'..='9') => digits.push(c),
            (_, '0'..='9') => tokens.push(Token::Number(c.to_string())),
            (Some(Token::Word(word)), _) if c.is_alphabetic() && !is_sign_of_date => word.push(c),
            (_, _) if c.is_alphabetic() && !is_sign_of_date => {
                tokens.push(Token::Word(c.to_string()));
            }
            (last, _) => {
                let is_month = matches!(c, '月' | '월');
                match last {
                    Some(Token::Signs(n, of_month)) => {
                        *n += 1;
                        *of_month |= is_month;
                    }
                    _other => tokens.push(Token::Signs(1, is_month)),
                }
            }
        }
    }
    tokens
}

fn number(digits: &str) -> u32 {
    digits.parse().unwrap_or(u32::MAX)
}

/// Years that phones write: of the common calendar, of the Persian or Islamic, of the Buddhist one.
fn is_year(digits: &str) -> bool {
    match digits.len() {
        2 => SHORT_YEARS.contains(&number(digits)),
        4 => matches!(number(digits), 2009..=2099 | 1388..=1475 | 2552..=2599),
        _other => false,
    }
}

fn is_day_and_month(one: &str, other: &str) -> bool {
    if one.len() > 2 || other.len() > 2 {
        return false;
    }
    let (one, other) = (number(one), number(other));
    let is = |day: u32, month: u32| (1..=31).contains(&day) && (1..=12).contains(&month);
    is(one, other) || is(other, one)
}

/// Whether three groups of digits are a date in any order that is written.
fn is_date(first: &str, second: &str, third: &str) -> bool {
    is_year(first) && is_day_and_month(second, third)
        || is_year(third) && is_day_and_month(first, second)
}

fn is_packed(digits: &str) -> bool {
    let cut = |from: usize, to: usize| digits.get(from..to).unwrap_or_default();
    let long = (0..digits.len().saturating_sub(7)).any(|at| {
        is_date(cut(at, at + 4), cut(at + 4, at + 6), cut(at + 6, at + 8))
            || is_date(cut(at, at + 2), cut(at + 2, at + 4), cut(at + 4, at + 8))
    });
    let short = is_date(cut(0, 2), cut(2, 4), cut(4, 6));
    let is_time = number(cut(6, 8)) < 24 && number(cut(8, 10)) < 60;
    long || match digits.len() {
        6 => short,
        10 | 12 if short && is_time => true,
        10 | 13 | 16 => cut(0, 10)
            .parse()
            .is_ok_and(|seconds| SECONDS.contains(&seconds)),
        _other => false,
    }
}

/// Eight digits with at most one sign among them.
fn is_packed_with_signs(name: &str) -> bool {
    let digits: Vec<(usize, char)> = name
        .chars()
        .map(plain)
        .enumerate()
        .filter(|(_, c)| c.is_ascii_digit())
        .collect();
    digits.windows(8).any(|window| {
        let (first, last) = (window.first(), window.last());
        let reach = first.zip(last).map_or(99, |(first, last)| last.0 - first.0);
        let eight: String = window.iter().map(|(_, digit)| *digit).collect();
        reach <= 9 && is_packed(&eight)
    })
}

/// Whether a date of three numbers begins with the one at `at`.
fn is_grouped(tokens: &[Token], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| tokens.get(before));
    let is_version = matches!(before, Some(Token::Word(word)) if {
        VERSION.contains(&word.to_lowercase().as_str())
    });
    let [
        Token::Number(first),
        Token::Signs(n_first, is_month),
        Token::Number(second),
        rest @ ..,
    ] = tokens.get(at..).unwrap_or_default()
    else {
        return false;
    };
    if *is_month && is_month_number(first) && is_day_number(second) {
        return true;
    }
    let [Token::Signs(n_second, _), Token::Number(third), ..] = rest else {
        return false;
    };
    let is_near = *n_first <= MOST_SIGNS && *n_second <= MOST_SIGNS;
    is_near && !is_version && is_date(first, second, third)
}

fn is_month_number(digits: &str) -> bool {
    digits.len() <= 2 && (1..=12).contains(&number(digits))
}

fn is_day_number(digits: &str) -> bool {
    digits.len() <= 2 && (1..=31).contains(&number(digits))
}

/// Whether the number at `at` is a day beside a month that is written as a word.
fn is_named(tokens: &[Token], at: usize) -> bool {
    if !matches!(tokens.get(at), Some(Token::Number(digits)) if is_day_number(digits)) {
        return false;
    }
    let behind = tokens.get(at + 1..).unwrap_or_default();
    let before = tokens.get(..at).unwrap_or_default();
    let words = [next_word(behind.iter()), next_word(before.iter().rev())];
    words.into_iter().flatten().any(|word| {
        let has_year = tokens.iter().any(|token| match token {
            Token::Number(digits) => digits.len() == 4 && is_year(digits),
            Token::Word(_) | Token::Signs(..) => false,
        });
        is_month(word) || has_year && begins_with_month(word)
    })
}

/// The next word that says something, when no number stands before it.
fn next_word<'a>(tokens: impl Iterator<Item = &'a Token>) -> Option<&'a str> {
    for token in tokens {
        match token {
            Token::Number(_) => return None,
            Token::Signs(n, _) if *n > MOST_SIGNS => return None,
            Token::Signs(..) => {}
            Token::Word(word) if BETWEEN.contains(&word.to_lowercase().as_str()) => {}
            Token::Word(word) => return Some(word),
        }
    }
    None
}

/// Languages write more of a month than is in the tables.
fn begins_with_month(word: &str) -> bool {
    let ends = word.char_indices().skip(3).map(|(at, _)| at);
    ends.filter_map(|end| word.get(..end)).any(is_month)
}

#[cfg(test)]
mod tests {
    use super::tells_a_day;

    #[test]
    fn names_that_tell_a_day() {
        for name in [
            "IMG-20240115-WA0007.jpg",
            "00000042-PHOTO-2024-01-15-10-30-42.jpg",
            "Scan 15.01.2024.pdf",
            "PTT-20231231-WA0000.opus",
            "1710324153000.jpg",
            "FB_IMG_1710324153.jpg",
            "Scan 13.3.2024.pdf",
            "13-3-24",
            "13_03_24.jpg",
            "VID_240313.mp4",
            "240313101500.mp4",
            "March 13 2024.pdf",
            "13 Mar.pdf",
            "13th of March.pdf",
            "13 Dezember 2024.pdf",
            "13März2024.pdf",
            "13 de marzo de 2024.pdf",
            "2024年3月13日.pdf",
            "3월 13일.pdf",
            "IMG-٢٠٢٤٠٣١٣-WA0002.jpg",
            "2024 - 03 - 13.pdf",
            "2567-03-13.pdf",
            "۱۴۰۲-۱۲-۲۳.pdf",
            "2024-0315.pdf",
        ] {
            assert!(tells_a_day(name), "{name}");
        }
    }

    #[test]
    fn names_that_tell_none() {
        for name in [
            "STK-19990101-WA0000.webp",
            "invoice 20241.pdf",
            "20 24 011 5.pdf",
            "video.mp4",
            "March.3gp",
            "Report 2024.pdf",
            "Report 2024-03.pdf",
            "March 2024.pdf",
            "IMG-WA0007.jpg",
            "IMG_123456.jpg",
            "setup v1.2.15.zip",
            "1.2.3.pdf",
            "0123456789.pdf",
            "9999999999999.jpg",
            "Marlene 2.pdf",
            "scan 13 pages.pdf",
            "",
        ] {
            assert!(!tells_a_day(name), "{name}");
        }
    }
}
