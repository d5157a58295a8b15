//! The report as a page by itself: no script, nothing from elsewhere, links within the page alone. What
//! was typed is only ever text inside an element.

mod about;
mod found;

use super::{Report, ReportFinding};

const STYLE: &str = include_str!("page.css");
/// Most findings, and most lines of any other list, on the page; all are in the tables.
const ROWS: usize = 5_000;

/// Writes the page.
pub(super) fn page(report: &Report) -> String {
    let mut page = Page(String::new());
    page.0.push_str(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
         style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>Compliance report</title>\n<style>\n",
    );
    page.0.push_str(STYLE);
    page.0
        .push_str("</style>\n</head>\n<body>\n<h1>Compliance report</h1>\n");
    page.line("q", "A finding is a prompt, never a verdict. This report quotes what exports say: it is for those who may read them.");
    about::question(&mut page, report);
    about::collection(&mut page, report);
    about::people(&mut page, report);
    found::findings(&mut page, report);
    found::channels(&mut page, report);
    found::lexicon(&mut page, report);
    found::sample(&mut page, report);
    found::not_checked(&mut page, report);
    found::log(&mut page, report);
    page.0.push_str("</body>\n</html>\n");
    page.0
}

struct Page(String);

/// Text as it may stand inside an element, and within quotes.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // What no page may hold.
            '\t' | '\n' => out.push(' '),
            c if c.is_control() => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

impl Page {
    fn head(&mut self, title: &str) {
        self.0.push_str(&format!("<h2>{}</h2>\n", escaped(title)));
    }

    fn under(&mut self, title: &str) {
        let title = escaped(title);
        self.0.push_str(&format!("<h3><bdi>{title}</bdi></h3>\n"));
    }

    fn line(&mut self, class: &str, text: &str) {
        let text = escaped(text);
        match class {
            "" => self.0.push_str(&format!("<p>{text}</p>\n")),
            class => self
                .0
                .push_str(&format!("<p class=\"{class}\">{text}</p>\n")),
        }
    }

    fn facts(&mut self, facts: &[(&str, String)]) {
        self.0.push_str("<dl>\n");
        for (name, value) in facts {
            let (name, value) = (escaped(name), escaped(value));
            self.0
                .push_str(&format!("<dt>{name}</dt><dd>{value}</dd>\n"));
        }
        self.0.push_str("</dl>\n");
    }

    fn list(&mut self, lines: &[String]) {
        if lines.is_empty() {
            return;
        }
        self.0.push_str("<ul>\n");
        for line in lines.iter().take(ROWS) {
            self.0.push_str(&format!("<li>{}</li>\n", escaped(line)));
        }
        self.0.push_str("</ul>\n");
        self.more(lines.len());
    }

    fn more(&mut self, n: usize) {
        if n > ROWS {
            self.line(
                "q",
                &format!("{} more are in the tables.", n.saturating_sub(ROWS)),
            );
        }
    }

    /// A table; nothing when it has no rows. A name that begins with `#` heads a column of
    /// numbers, one with `@` a column of numbers of findings,
    /// one with `*` a column of several such numbers, apart by blanks.
    fn table(&mut self, names: &[&str], rows: &[Vec<String>]) {
        if rows.is_empty() {
            return;
        }
        self.0.push_str("<table>\n<thead><tr>");
        for name in names {
            let (class, name) = class_of(name);
            self.0
                .push_str(&format!("<th scope=\"col\"{class}>{}</th>", escaped(name)));
        }
        self.0.push_str("</tr></thead>\n<tbody>\n");
        for row in rows.iter().take(ROWS) {
            self.row(names, row);
        }
        self.0.push_str("</tbody>\n</table>\n");
        self.more(rows.len());
    }

    fn row(&mut self, names: &[&str], row: &[String]) {
        self.0.push_str("<tr>");
        for (name, cell) in names.iter().zip(row) {
            let (class, _) = class_of(name);
            let cell = match name.chars().next() {
                Some('@') => link(cell),
                Some('*') => links(cell),
                _text => escaped(cell),
            };
            self.0.push_str(&format!("<td{class}>{cell}</td>"));
        }
        self.0.push_str("</tr>\n");
    }
}

fn class_of(name: &str) -> (&'static str, &str) {
    if let Some(name) = name.strip_prefix('*') {
        return ("", name);
    }
    match name.strip_prefix(['#', '@']) {
        Some(name) => (" class=\"n\"", name),
        None => ("", name),
    }
}

/// A number of a finding leads to its row.
fn link(number: &str) -> String {
    format!("<a href=\"#f{0}\">{0}</a>", escaped(number))
}

/// So do several, and ranges of them.
fn links(numbers: &str) -> String {
    let each = numbers.split(' ').map(|one| match one.split_once('–') {
        Some((from, to)) => format!("{}–{}", link(from), link(to)),
        None if one.chars().all(|c| c.is_ascii_digit()) && !one.is_empty() => link(one),
        None => escaped(one),
    });
    each.collect::<Vec<_>>().join(" ")
}

/// Most numbers and ranges of one cell.
const CITED: usize = 60;

/// Numbers of findings as a cell with `*` takes them: neighbours as a range.
fn cites<'r>(findings: impl Iterator<Item = &'r ReportFinding>) -> String {
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    for number in findings.map(|one| one.number) {
        match ranges.last_mut() {
            Some((_, to)) if *to + 1 == number => *to = number,
            _other => ranges.push((number, number)),
        }
    }
    let mut cells: Vec<String> = ranges
        .iter()
        .take(CITED)
        .map(|(from, to)| match from == to {
            true => from.to_string(),
            false => format!("{from}–{to}"),
        })
        .collect();
    if ranges.len() > CITED {
        cells.push("…".to_owned());
    }
    cells.join(" ")
}

fn or_open(day: &str) -> String {
    if day.is_empty() { "open" } else { day }.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_is_only_ever_text() {
        let report = Report {
            people_counts: vec![("<b>\"&\u{7}".to_owned(), 1)],
            not_checked: vec!["a<script>\nb".to_owned()],
            ..Report::default()
        };
        let page = page(&report);
        assert!(page.contains("1 &lt;b&gt;&quot;&amp;\u{fffd}"));
        assert!(page.contains("<li>a&lt;script&gt; b</li>"));
        assert!(!page.contains("<script") && !page.contains("http:") && !page.contains("https:"));
    }
}
