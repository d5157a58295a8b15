//! The transcript for reading and printing: one page, or an index of parts. No script, no link,
//! nothing outside the file; what was typed is only ever text inside an element.

use super::jsonl::put;
use super::outgoing::Outgoing;
use super::plan::{Material, Media, PlannedThread};
use super::text::{Said, attachment};
use super::typed::{Page, PageTitle, write};
use super::when::time_of;
use crate::engine::decision::Reason;
use crate::engine::redact::{Part, mark_text};
use crate::engine::thread::RecordId;
use crate::engine::time::CivilTime;

/// What a transcript is, in one sentence.
pub(super) const SENTENCE: &str = "Made from a WhatsApp chat export, a text file that anyone can \
edit before it is handed over: this shows what the file said, not that it is true or complete.";

const STYLE: &str = include_str!("templates/transcript.css");

/// A number with a comma between thousands.
pub(super) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `1 record`, `5,001 records`.
pub(super) fn n_records(n: u32) -> String {
    let word = if n == 1 { "record" } else { "records" };
    format!("{} {word}", grouped(u64::from(n)))
}

/// Everything before the first record. `line` says how many records there are, or which; `period`
/// from which day to which.
pub(super) fn head(
    out: &mut Vec<u8>,
    title: &[Part],
    period: &str,
    line: &str,
    legend: &[&Reason],
) {
    put(
        out,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
         style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>",
    );
    write::<PageTitle>(out, title);
    put(out, "</title>\n<style>\n");
    put(out, STYLE);
    put(out, &page_rule(title, period));
    put(out, "</style>\n</head>\n<body>\n<h1>");
    write::<Page>(out, title);
    put(
        out,
        &format!("</h1>\n<p class=\"n\">{line}</p>\n<p class=\"about\">{SENTENCE}</p>\n"),
    );
    if !legend.is_empty() {
        put(
            out,
            "<p class=\"about\">Where something is withheld stands a mark with the reason:</p>\n<dl>\n",
        );
        for reason in legend {
            let mark = mark_text(&[reason.code.to_owned()]);
            put(
                out,
                &format!("<dt><mark>{mark}</mark></dt><dd>{}</dd>\n", reason.title),
            );
        }
        put(out, "</dl>\n");
    }
    put(out, "<main>\n");
}

/// What stands at the head of every printed page: the title as it may be shown, and the period. As
/// strings of a style they are letters, digits and spaces; every other character is written as its
/// code point, so that a title can be nothing but text there.
fn page_rule(title: &[Part], period: &str) -> String {
    let mut written = Vec::new();
    write::<PageTitle>(&mut written, title);
    let title = String::from_utf8_lossy(&written)
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
    let (title, period) = (css_string(&title), css_string(period));
    format!("@page {{ @top-left {{ content: {title}; }} @top-right {{ content: {period}; }} }}\n")
}

/// Source: CSS Syntax 3, 4.3.7: six digits end an escape by themselves.
fn css_string(text: &str) -> String {
    let mut out = String::from("\"");
    for character in text.chars() {
        match character {
            plain if plain.is_ascii_alphanumeric() || plain == ' ' => out.push(plain),
            '\0' => out.push_str("\\00fffd"),
            other => out.push_str(&format!("\\{:06x}", u32::from(other))),
        }
    }
    out.push('"');
    out
}

/// The first and the last day among records, as dates are read: `2024-03-01 to 2024-03-05`; empty
/// when no time is understood.
pub(super) fn period(
    material: &Material,
    thread: &PlannedThread,
    (start, end): (u32, u32),
) -> String {
    let mut days = (start..end)
        .filter_map(|record| Some(time_of(material, thread, RecordId(record))?.iso_date()));
    let first = days.next();
    let last = days.next_back().or_else(|| first.clone());
    match (first, last) {
        (Some(first), Some(last)) if first == last => first,
        (Some(first), Some(last)) => format!("{first} to {last}"),
        (None, _) | (_, None) => String::new(),
    }
}

/// Everything after the last record.
pub(super) fn tail(out: &mut Vec<u8>) {
    put(out, "</main>\n</body>\n</html>\n");
}

/// The line between two days, when `at` is on another day than `day`.
pub(super) fn day(out: &mut Vec<u8>, day: &mut Option<String>, at: Option<&CivilTime>) {
    let Some(at) = at else {
        return;
    };
    let date = at.iso_date();
    if day.as_ref() != Some(&date) {
        put(
            out,
            &format!("<h2 class=\"d\">{date}, {}</h2>\n", at.weekday()),
        );
        *day = Some(date);
    }
}

/// The article of a record.
pub(super) fn record(out: &mut Vec<u8>, record: &Outgoing, media: &[Media]) {
    let i = record.i;
    put(
        out,
        &format!("<article class=\"m\" id=\"m{i}\"><header><span class=\"n\">{i}</span>"),
    );
    if !record.sender.is_empty() {
        put(out, "<span class=\"s\">");
        write::<Page>(out, &record.sender);
        put(out, "</span>");
    }
    put(out, "<time>");
    write::<Page>(out, &record.stamp);
    put(out, "</time></header><div class=\"b\">");
    write::<Page>(out, &record.body);
    put(out, "</div>");
    if let Some(Said { words, mark }) = attachment(&record.file, media) {
        let mark = match mark.as_str() {
            "" => mark,
            _some => format!("<mark>{mark}</mark>"),
        };
        put(
            out,
            &format!("<p class=\"a\">attachment: {words}{mark}</p>"),
        );
    }
    put(out, "</article>\n");
}

/// The list of parts, in place of records.
pub(super) fn index(out: &mut Vec<u8>, material: &Material, thread: &PlannedThread) {
    put(
        out,
        "<p class=\"about\">In parts, which stand beside this file:</p>\n<ol class=\"parts\">\n",
    );
    for (number, (start, end)) in thread.parts.iter().enumerate() {
        let from = match time_of(material, thread, RecordId(*start)) {
            Some(at) => format!(", from {}", at.iso_date()),
            None => String::new(),
        };
        put(
            out,
            &format!(
                "<li>{}: {}{from}</li>\n",
                part_name(number),
                records(*start, *end)
            ),
        );
    }
    put(out, "</ol>\n");
}

/// `records 5,001 to 7,000`.
pub(super) fn records(start: u32, end: u32) -> String {
    format!(
        "records {} to {}",
        grouped(u64::from(start) + 1),
        grouped(u64::from(end))
    )
}

/// The file of a part, counted from 0.
pub(super) fn part_name(number: usize) -> String {
    format!("transcript-{:04}.html", number + 1)
}

#[cfg(test)]
mod tests {
    use super::{Part, grouped, page_rule};

    #[test]
    fn a_title_cannot_leave_its_string() {
        let title = "\"}</style>\n* { x: url(a) } \\";
        let rule = page_rule(&[Part::Text(title.to_owned())], "2024-03-01");
        assert_eq!(rule.matches(['{', '}']).count(), 6, "{rule}");
        assert_eq!(rule.matches('"').count(), 4, "{rule}");
        assert_eq!(rule.matches('\n').count(), 1, "{rule}");
        assert!(!rule.contains(['<', '(']), "{rule}");
        let plain = page_rule(&[Part::Text("Ada & Bo 7".to_owned())], "");
        assert_eq!(
            plain,
            "@page { @top-left { content: \"Ada \\000026 Bo 7\"; } @top-right { content: \"\"; } }\n"
        );
    }

    #[test]
    fn thousands_are_grouped() {
        let cases = [
            (0, "0"),
            (999, "999"),
            (1_000, "1,000"),
            (1_234_567, "1,234,567"),
        ];
        for (number, expected) in cases {
            assert_eq!(grouped(number), expected);
        }
    }
}
