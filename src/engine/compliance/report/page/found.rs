//! What was found, and what became of it.

use super::{Page, ROWS, escaped, or_open};
use crate::engine::compliance::report::Report;
use crate::engine::compliance::report::data::SampleResult;

pub(super) fn findings(page: &mut Page, report: &Report) {
    page.head("4 Findings");
    let words = |counts: &[(String, u32)]| {
        let some = counts.iter().filter(|(_, n)| *n > 0);
        let some: Vec<String> = some.map(|(word, n)| format!("{n} {word}")).collect();
        some.join(", ")
    };
    page.facts(&[
        ("All", report.findings.len().to_string()),
        ("By severity", words(&report.by_severity)),
        ("By state", words(&report.by_state)),
        ("Overdue", report.n_overdue.to_string()),
        ("Waiting for a second person", report.n_waiting.to_string()),
    ]);
    let counted = |all: &[(String, String, u32, u32)]| -> Vec<Vec<String>> {
        let rows = all.iter().map(|(id, title, n, other)| {
            vec![id.clone(), title.clone(), n.to_string(), other.to_string()]
        });
        rows.collect()
    };
    page.table(
        &["Code", "What", "#Findings", "#To work"],
        &counted(&report.by_code),
    );
    page.table(
        &["Clause", "What", "#Findings", "#Confirmed"],
        &counted(&report.by_clause),
    );
    for (code, n) in &report.beyond {
        page.line("q", &format!("{code}: {n} more than are listed"));
    }
    let rows: Vec<Vec<String>> = report
        .confirmed
        .iter()
        .map(|(number, code, outcome)| vec![number.to_string(), code.clone(), outcome.clone()])
        .collect();
    if !rows.is_empty() {
        page.under("Confirmed");
        page.table(&["@Finding", "Code", "Outcome"], &rows);
    }
    bulk(page, report);
    page.under("All findings");
    all_findings(page, report);
}

fn bulk(page: &mut Page, report: &Report) {
    let rows: Vec<Vec<String>> = report
        .bulk
        .iter()
        .map(|one| {
            vec![
                format!("{} {:?}", one.rule, one.term),
                one.to.clone(),
                one.n_findings.to_string(),
                format!("{}, {}", one.by, one.at),
                one.note.clone(),
                one.drawn.to_string(),
                one.looked.to_string(),
                one.wrong.to_string(),
            ]
        })
        .collect();
    if rows.is_empty() {
        return;
    }
    page.under("Moved together");
    let names = [
        "Rule and term",
        "To",
        "#Findings",
        "By",
        "Why",
        "#Drawn",
        "#Looked at",
        "#Wrong",
    ];
    page.table(&names, &rows);
}

fn all_findings(page: &mut Page, report: &Report) {
    page.0.push_str(
        "<table>\n<thead><tr><th scope=\"col\" class=\"n\">No</th><th scope=\"col\">Code</th>\
         <th scope=\"col\">Severity</th><th scope=\"col\">Where</th><th scope=\"col\">Why</th>\
         <th scope=\"col\">State</th></tr></thead>\n<tbody>\n",
    );
    for one in report.findings.iter().take(ROWS) {
        let messages: Vec<String> = one.messages.iter().map(ToString::to_string).collect();
        let place = match messages.is_empty() {
            true => one.thread.clone(),
            false => format!("{}, message {}", one.thread, messages.join(", ")),
        };
        let state = match one.outcome.is_empty() {
            true => one.state.words().to_owned(),
            false => format!("{}: {}", one.state.words(), one.outcome),
        };
        page.0.push_str(&format!(
            "<tr id=\"f{0}\"><td class=\"n\">{0}</td><td>{1}</td><td>{2}</td><td>{3}</td><td>{4}</td><td>{5}</td></tr>\n",
            one.number,
            escaped(&one.code),
            one.severity.word(),
            escaped(&place),
            escaped(&one.why),
            escaped(&state)
        ));
    }
    page.0.push_str("</tbody>\n</table>\n");
    page.more(report.findings.len());
}

pub(super) fn channels(page: &mut Page, report: &Report) {
    page.head("5 Other channels");
    if report.ledger.is_empty() {
        return page.line("", "None is mentioned.");
    }
    let rows: Vec<Vec<String>> = report
        .ledger
        .iter()
        .map(|(about, number, settled)| vec![about.clone(), number.to_string(), or_open(settled)])
        .collect();
    page.table(&["About", "@Finding", "Settled"], &rows);
}

pub(super) fn lexicon(page: &mut Page, report: &Report) {
    page.head("6 Words of the rules");
    let rows: Vec<Vec<String>> = report
        .terms
        .iter()
        .map(|one| {
            vec![
                one.rule.clone(),
                one.term.clone(),
                one.hits.to_string(),
                one.cleared.to_string(),
                one.confirmed.to_string(),
                one.confirmed_percent
                    .map_or_else(String::new, |percent| format!("{percent} %")),
                one.last_confirmed.clone(),
                one.advice.clone(),
            ]
        })
        .collect();
    let names = [
        "Rule",
        "Term",
        "#Hits",
        "#Cleared",
        "#Confirmed",
        "#Share",
        "Last confirmed",
        "Advice",
    ];
    page.table(&names, &rows);
    let hidden = report.exclusions.iter();
    let hidden: Vec<String> = hidden
        .map(|(what, why, n)| format!("Excluded: {what} ({why}), {n} hits hidden"))
        .collect();
    page.list(&hidden);
    if report.n_untested > 0 {
        page.line(
            "",
            &format!(
                "{} messages lie outside the days of the policy and were not tested.",
                report.n_untested
            ),
        );
    }
}

pub(super) fn sample(page: &mut Page, report: &Report) {
    page.head("7 Sample");
    let Some((nonce, seed, groups)) = &report.sample else {
        return page.line("", "None was drawn.");
    };
    page.facts(&[("Characters", nonce.clone()), ("Seed", seed.clone())]);
    let rows: Vec<Vec<String>> = groups.iter().map(group).collect();
    let names = [
        "Group",
        "#Messages",
        "#Drawn",
        "#Read",
        "#Break the policy",
        "At most, with 95 % certainty",
    ];
    page.table(&names, &rows);
}

fn group(one: &SampleResult) -> Vec<String> {
    vec![
        one.name.clone(),
        one.size.to_string(),
        one.drawn.to_string(),
        one.read.to_string(),
        one.breaking.to_string(),
        one.upper_bound_ppm.map_or_else(
            || "not all read".to_owned(),
            |ppm| format!("{}.{:02} %", ppm / 10_000, ppm % 10_000 / 100),
        ),
    ]
}

pub(super) fn not_checked(page: &mut Page, report: &Report) {
    page.head("8 What could not be checked, and what an export does not show");
    let lines = report.not_checked.iter().chain(&report.limits);
    page.list(&lines.cloned().collect::<Vec<_>>());
    let labels = report.retention.iter().map(|one| {
        format!(
            "Retention: {}, {} years, {}",
            one.title, one.years, one.applies_to
        )
    });
    let holds = report
        .holds
        .iter()
        .map(|(who, hold)| format!("Legal hold: {hold}, {who}"));
    page.list(&labels.chain(holds).collect::<Vec<_>>());
}

pub(super) fn log(page: &mut Page, report: &Report) {
    page.head("9 Decisions");
    let rows: Vec<Vec<String>> = report
        .log
        .iter()
        .map(|line| {
            vec![
                line.at.clone(),
                line.by.clone(),
                line.what.clone(),
                line.chain.clone(),
            ]
        })
        .collect();
    page.table(&["When", "Who", "What", "Chain"], &rows);
}
