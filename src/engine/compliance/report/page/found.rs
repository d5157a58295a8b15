//! What was found, and what became of it.

use super::{Page, ROWS, cites, escaped, or_open};
use crate::engine::compliance::catalogue::Severity;
use crate::engine::compliance::counting::{messages, n_of};
use crate::engine::compliance::quoting::quoted;
use crate::engine::compliance::report::data::SampleResult;
use crate::engine::compliance::report::{Report, ReportFinding};
use crate::engine::compliance::review::ReviewState;

/// A row of a table that counts findings: what, how many, which.
fn row<'r>(
    what: &[&str],
    findings: impl Iterator<Item = &'r ReportFinding> + Clone,
) -> Vec<String> {
    let mut row: Vec<String> = what.iter().map(|one| (*one).to_owned()).collect();
    row.push(findings.clone().count().to_string());
    row.push(cites(findings));
    row
}

pub(super) fn findings(page: &mut Page, report: &Report) {
    page.head("4 Findings");
    page.facts(&[("All", report.findings.len().to_string())]);
    let all = || report.findings.iter();
    let mut rows: Vec<Vec<String>> = Severity::ALL
        .into_iter()
        .map(|severity| {
            row(
                &[severity.word()],
                all().filter(|one| one.severity == severity),
            )
        })
        .collect();
    rows.extend(ReviewState::ALL.into_iter().map(|state| {
        let of = all().filter(|one| one.state == state);
        row(&[state.words()], of)
    }));
    rows.push(row(&["Overdue"], all().filter(|one| one.overdue)));
    let waiting = all().filter(|one| one.waits_for_second);
    rows.push(row(&["Waiting for a second person"], waiting));
    rows.retain(|row| row.get(1).is_some_and(|n| n != "0"));
    page.table(&["Severity, state", "#Findings", "*Which"], &rows);
    let rows: Vec<Vec<String>> = report
        .by_code
        .iter()
        .map(|(id, title, _, open)| {
            let mut row = row(&[id, title], all().filter(|one| one.code == *id));
            row.insert(3, open.to_string());
            row
        })
        .collect();
    page.table(&["Code", "What", "#Findings", "#To work", "*Which"], &rows);
    let rows: Vec<Vec<String>> = report
        .by_clause
        .iter()
        .map(|(id, title, _, confirmed)| {
            let mut row = row(&[id, title], all().filter(|one| one.clause == *id));
            row.insert(3, confirmed.to_string());
            row
        })
        .collect();
    page.table(
        &["Clause", "What", "#Findings", "#Confirmed", "*Which"],
        &rows,
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
                format!("{} {}", one.rule, quoted(&one.term)),
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

/// Numbers as they are read: three or more in a row as the first and the last.
fn numbers(all: &[u32]) -> String {
    let runs = all.chunk_by(|one, next| one + 1 == *next);
    let words = runs.flat_map(|run| match run {
        [first, _, .., last] => vec![format!("{first}–{last}")],
        few => few.iter().map(ToString::to_string).collect(),
    });
    words.collect::<Vec<_>>().join(", ")
}

fn all_findings(page: &mut Page, report: &Report) {
    page.0.push_str(
        "<table>\n<thead><tr><th scope=\"col\" class=\"n\">No</th><th scope=\"col\">Code</th>\
         <th scope=\"col\">Severity</th><th scope=\"col\">Where</th><th scope=\"col\">Why</th>\
         <th scope=\"col\">State</th></tr></thead>\n<tbody>\n",
    );
    for one in report.findings.iter().take(ROWS) {
        let messages = match one.messages.as_slice() {
            [] => String::new(),
            [only] => format!("message {only}"),
            several => format!("messages {}", numbers(several)),
        };
        let place = [&one.thread, &messages, &one.source];
        let place: Vec<&str> = place.into_iter().map(String::as_str).collect();
        let place: Vec<&str> = place.into_iter().filter(|part| !part.is_empty()).collect();
        let place = place.join(", ");
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
    let all = || report.findings.iter();
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
                cites(all().filter(|of| of.rule == one.rule && of.term == one.term)),
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
        "*Which",
    ];
    page.table(&names, &rows);
    let hidden = report.exclusions.iter();
    let hidden: Vec<String> = hidden
        .map(|(what, why, n)| {
            format!(
                "Excluded: {what} ({why}), {} hidden",
                n_of(*n, "hit", "hits")
            )
        })
        .collect();
    page.list(&hidden);
    if report.n_untested > 0 {
        page.line(
            "",
            &format!(
                "{} outside the days of the policy, not tested.",
                messages(report.n_untested)
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
    page.under("The drawn messages, in the order of the draw");
    let rows: Vec<Vec<String>> = groups.iter().flat_map(drawn).collect();
    let names = [
        "Group",
        "Thread",
        "Export",
        "SHA-256",
        "#Text",
        "#Message",
        "Breaks the policy",
    ];
    page.table(&names, &rows);
}

/// What is drawn of a group.
fn drawn(group: &SampleResult) -> impl Iterator<Item = Vec<String>> {
    group.messages.iter().map(|one| {
        vec![
            group.name.clone(),
            one.thread.clone(),
            one.source.clone(),
            one.sha256.clone(),
            one.entry.to_string(),
            one.message.to_string(),
            one.breaks_in_words().to_owned(),
        ]
    })
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
            "Retention: {}, {}, {}",
            one.title,
            n_of(one.years, "year", "years"),
            one.applies_to
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
