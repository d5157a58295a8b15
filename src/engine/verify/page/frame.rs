//! What of a page is no record: its head, the list of its parts, its end. It follows from the title,
//! the number of records and the codes in the redaction log, so it is compared exactly.

use super::tags::STYLE;
use crate::engine::decision::REASONS;
use crate::engine::verify::html::unescaped;
use crate::engine::verify::stamp::day_of_date;
use crate::engine::verify::words::{Codes, counted, grouped};

/// What a transcript is.
pub(in crate::engine::verify) const ABOUT: &str = "Made from a WhatsApp chat export, a text file \
that anyone can edit before it is handed over: this shows what the file said, not that it is true \
or complete.";

/// Where the head ends.
pub(super) const HEAD_END: &str = "<main>";
/// What stands after the last record.
pub(super) const TAIL: &str = "\n</main>\n</body>\n</html>\n";

/// Everything up to [`HEAD_END`]. `title` is the title as it is written in `<title>`, `heading` the
/// same in `<h1>`.
pub(super) fn head(title: &str, heading: &str, period: &str, line: &str, codes: Codes) -> String {
    let rule = page_rule(&unescaped(title).unwrap_or_default(), period);
    let mut legend = String::new();
    for (bit, reason) in REASONS.iter().enumerate() {
        if codes.0 >> bit & 1 == 1 {
            let (code, title) = (reason.code, reason.title);
            legend += &format!("<dt><mark>█[{code}]█</mark></dt><dd>{title}</dd>\n");
        }
    }
    if !legend.is_empty() {
        let about = "Where something is withheld stands a mark with the reason:";
        legend = format!("<p class=\"about\">{about}</p>\n<dl>\n{legend}</dl>\n");
    }
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <{policy}>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>\n{STYLE}{rule}</style>\n</head>\n<body>\n<h1>{heading}</h1>\n\
         <p class=\"n\">{line}</p>\n<p class=\"about\">{ABOUT}</p>\n{legend}{HEAD_END}",
        policy = super::POLICY_TAG,
    )
}

const RULE: [&str; 3] = [
    "@page { @top-left { content: \"",
    "\"; } @top-right { content: \"",
    "\"; } }",
];

/// The head of printed pages: title and period as strings of the style.
fn page_rule(title: &str, period: &str) -> String {
    let [begin, middle, end] = RULE;
    let (title, period) = (in_style(title), in_style(period));
    format!("{begin}{title}{middle}{period}{end}\n")
}

fn in_style(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if c == ' ' || c.is_ascii_alphanumeric() {
            out.push(c);
        } else {
            let number = if c == '\0' { 0xfffd } else { u32::from(c) };
            out += &format!("\\{number:06x}");
        }
    }
    out
}

/// The title in such a rule; `None` for any other style.
pub(super) fn title_of_rule(style: &str) -> Option<String> {
    let [begin, middle, end] = RULE;
    let words = style.trim().strip_prefix(begin)?.strip_suffix(end)?;
    let (title, period) = words.split_once(middle)?;
    if is_period(&out_of_style(period)?) {
        return out_of_style(title);
    }
    None
}

fn out_of_style(text: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if c == '\\' {
            let digits = rest.get(1..7)?;
            out.push(char::from_u32(u32::from_str_radix(digits, 16).ok()?)?);
            rest = rest.get(7..)?;
        } else if c == ' ' || c.is_ascii_alphanumeric() {
            out.push(c);
            rest = rest.get(1..)?;
        } else {
            return None;
        }
    }
    (in_style(&out) == text).then_some(out)
}

/// Whether it is what [`period`] gives for some records.
fn is_period(text: &str) -> bool {
    let (first, last) = text.split_once(" to ").unwrap_or((text, text));
    let is_day = |text: &str| day_of_date(text).is_some();
    text.is_empty() || (is_day(first) && is_day(last))
}

/// The first and the last day of records that have one, as `YYYYMMDD`; 0 for those that have none.
pub(super) fn period(days: impl DoubleEndedIterator<Item = u32>) -> String {
    let mut days = days.filter(|day| *day != 0).map(date);
    let first = days.next();
    let last = days.next_back().or_else(|| first.clone());
    match (first, last) {
        (Some(first), Some(last)) if first != last => format!("{first} to {last}"),
        (first, _) => first.unwrap_or_default(),
    }
}

fn date(day: u32) -> String {
    format!(
        "{:04}-{:02}-{:02}",
        day / 10_000,
        day / 100 % 100,
        day % 100
    )
}

/// What stands between `<main>` and the end of a page that lists parts. A part is its first and
/// last record, from 1, and the day of the first, 0 when it has none.
pub(super) fn index(parts: &[(u32, u32, u32)]) -> String {
    let mut out = String::from(
        "\n<p class=\"about\">In parts, which stand beside this file:</p>\n<ol class=\"parts\">\n",
    );
    for (number, (first, last, day)) in parts.iter().enumerate() {
        let from = match day {
            0 => String::new(),
            day => format!(
                ", from {:04}-{:02}-{:02}",
                day / 10_000,
                day / 100 % 100,
                day % 100
            ),
        };
        let records = records(*first, *last);
        out += &format!(
            "<li>transcript-{:04}.html: {records}{from}</li>\n",
            number + 1
        );
    }
    out + "</ol>" + TAIL
}

/// `records 5,001 to 7,000`
pub(super) fn records(first: u32, last: u32) -> String {
    format!(
        "records {} to {}",
        grouped(first.into()),
        grouped(last.into())
    )
}

/// `6 records`
pub(super) fn n_records(n: usize) -> String {
    counted(n as u64, "record", "records")
}

/// The text between the first `open` and the next `close`.
pub(super) fn between<'a>(text: &'a str, open: &str, close: &str) -> &'a str {
    let rest = text.split_once(open).map_or("", |(_, rest)| rest);
    rest.split_once(close).map_or("", |(inner, _)| inner)
}

/// The first byte in which two texts differ, and its line; `None` when they are equal.
pub(in crate::engine::verify) fn difference(found: &str, wanted: &str) -> Option<(usize, usize)> {
    if found == wanted {
        return None;
    }
    let same = found
        .bytes()
        .zip(wanted.bytes())
        .take_while(|(one, other)| one == other);
    let at = same.count();
    let before = found.as_bytes().get(..at).unwrap_or_default();
    Some((at, before.iter().filter(|byte| **byte == b'\n').count() + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_are_named_by_place() {
        assert_eq!(difference("a\nb", "a\nb"), None);
        assert_eq!(difference("a\nbc", "a\nbd"), Some((3, 2)));
        assert_eq!(difference("a", "ab"), Some((1, 1)));
    }
}
