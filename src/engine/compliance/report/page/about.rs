//! What was asked, of what, and who is in it.

use super::Page;
use crate::engine::compliance::day::clock_text;
use crate::engine::compliance::report::Report;
use crate::engine::compliance::statement::Statement;

pub(super) fn question(page: &mut Page, report: &Report) {
    page.head("1 Question");
    let custodians: Vec<String> = report
        .custodians
        .iter()
        .map(|(name, handed_in)| {
            let state = match handed_in {
                true => "handed in",
                false => "nothing handed in, or not said",
            };
            format!("{name}: {state}")
        })
        .collect();
    page.facts(&[
        ("Period", period(report)),
        (
            "Policy",
            format!("{}: {}", report.policy_title, report.policy),
        ),
        ("SHA-256 of the policy", report.policy_sha256.clone()),
        ("People in the roster", report.n_roster.to_string()),
        ("Custodians", custodians.join("; ")),
        ("Program", report.tool.clone()),
    ]);
    let rows: Vec<Vec<String>> = report
        .policy_history
        .iter()
        .map(|one| {
            vec![
                one.at.clone(),
                one.by.clone(),
                one.policy.clone(),
                one.policy_sha256.clone(),
                one.roster_sha256.clone(),
            ]
        })
        .collect();
    let names = [
        "Asked from",
        "By",
        "With the policy",
        "SHA-256",
        "SHA-256 of the roster",
    ];
    page.table(&names, &rows);
}

fn or_said(text: &str, otherwise: &str) -> String {
    if text.is_empty() { otherwise } else { text }.to_owned()
}

fn period(report: &Report) -> String {
    match (report.period_from.as_str(), report.period_to.as_str()) {
        ("", "") => "everything that is open".to_owned(),
        (from, "") => format!("from {from} on"),
        ("", to) => format!("up to {to}"),
        (from, to) => format!("{from} to {to}"),
    }
}

pub(super) fn collection(page: &mut Page, report: &Report) {
    page.head("2 Collection");
    for one in &report.statements {
        statement(page, one);
    }
    let rows: Vec<Vec<String>> = report
        .pairs
        .iter()
        .map(|pair| {
            vec![
                pair.a.clone(),
                pair.b.clone(),
                pair.both.to_string(),
                pair.only_a.to_string(),
                pair.only_b.to_string(),
                pair.changed.to_string(),
            ]
        })
        .collect();
    let names = [
        "First export",
        "Second export of the thread",
        "#In both",
        "#Only first",
        "#Only second",
        "#Changed",
    ];
    page.table(&names, &rows);
}

fn statement(page: &mut Page, one: &Statement) {
    let yes = |is: bool| if is { "yes" } else { "no" }.to_owned();
    let span = one.span.map_or_else(
        || "no time could be read".to_owned(),
        |(from, to)| format!("{} to {}", clock_text(from), clock_text(to)),
    );
    let disappearing: Vec<String> = one
        .disappearing
        .iter()
        .map(|(from, to)| format!("{} to {}", clock_text(*from), clock_text(*to)))
        .collect();
    let findings: Vec<String> = one
        .findings
        .iter()
        .map(|(code, n)| format!("{} {n}", code.id()))
        .collect();
    let kinds: Vec<String> = one
        .kinds
        .iter()
        .map(|(kind, n)| format!("{kind} {n}"))
        .collect();
    page.under(&one.title);
    let verdict = one.verdict.words();
    let reasons: Vec<String> = one.reasons.iter().map(ToString::to_string).collect();
    match reasons.is_empty() {
        true => page.line("", verdict),
        false => page.line("", &format!("{verdict}: {}", reasons.join("; "))),
    }
    page.facts(&[
        ("Source", one.source.clone()),
        ("SHA-256", one.sha256.clone()),
        ("Exported by", or_said(&one.exporter, "not said")),
        ("Headers", format!("{}, {}", one.platform, one.dialect)),
        ("From and to", span),
        ("Messages", one.n_messages.to_string()),
        ("Lines of WhatsApp's own", one.n_system.to_string()),
        ("By kind", kinds.join(", ")),
        (
            "Files",
            format!(
                "{} named, {} here, {}, {}, {} named by no message",
                one.n_named,
                one.n_present,
                cited(one, one.n_absent, "absent", "file absent"),
                cited(one, one.n_omitted, "left out", "media left out"),
                one.n_unreferenced
            ),
        ),
        (
            "Bytes that belong to no message",
            one.unexplained_bytes.to_string(),
        ),
        ("The beginning is here", yes(one.start_visible)),
        ("Ends near a cap", yes(one.cap_suspected)),
        (
            "Disappearing messages on",
            or_said(&disappearing.join("; "), "never seen"),
        ),
        (
            "Gone or changed",
            [
                cited(one, one.n_deleted, "deleted", "deleted"),
                cited(one, one.n_edited, "edited", "edited"),
                cited(one, one.n_view_once, "to be viewed once", "view once"),
            ]
            .join(", "),
        ),
        ("Findings about the record", findings.join(", ")),
    ]);
}

/// Most messages that a line cites; all are in the JSON.
const CITED: usize = 40;

/// A number with the messages that it counts.
fn cited(one: &Statement, n: u32, words: &str, what: &str) -> String {
    let found = one.cited.iter().find(|cited| cited.what == what);
    let Some(found) = found.filter(|found| !found.messages.is_empty()) else {
        return format!("{n} {words}");
    };
    let numbers = found.messages.iter().take(CITED);
    let numbers: Vec<String> = numbers.map(ToString::to_string).collect();
    let more = if found.messages.len() > CITED {
        " …"
    } else {
        ""
    };
    let name = if found.messages.len() == 1 {
        "message"
    } else {
        "messages"
    };
    format!("{n} {words} ({name} {}{more})", numbers.join(", "))
}

pub(super) fn people(page: &mut Page, report: &Report) {
    page.head("3 People");
    let counts = report.people_counts.iter();
    let counts: Vec<String> = counts
        .filter(|(_, n)| *n > 0)
        .map(|(known, n)| format!("{n} {known}"))
        .collect();
    page.line("", &counts.join("; "));
    let clock = |time: Option<i64>| time.map_or_else(String::new, clock_text);
    let rows: Vec<Vec<String>> = report
        .people
        .iter()
        .map(|row| {
            vec![
                row.name.clone(),
                row.id.clone(),
                row.known.words().to_owned(),
                row.side.word().to_owned(),
                row.numbers.join(", "),
                row.n_messages.to_string(),
                clock(row.first),
                clock(row.last),
            ]
        })
        .collect();
    let names = [
        "Who",
        "Key",
        "Known",
        "Side",
        "Numbers",
        "#Messages",
        "First",
        "Last",
    ];
    page.table(&names, &rows);
    if !report.roster_problems.is_empty() {
        page.under("What is odd in the roster");
        for problem in &report.roster_problems {
            page.line("", problem);
        }
    }
    for one in &report.memberships {
        page.under(&format!("Who was in: {} ({})", one.thread, one.source));
        if !one.start_visible {
            page.line("q", "And possibly others: the beginning is not here.");
        }
        let rows: Vec<Vec<String>> = one
            .stretches
            .iter()
            .map(|one| {
                vec![
                    one.name.clone(),
                    one.person.clone(),
                    one.from.clone(),
                    one.to.clone(),
                    one.sureness.clone(),
                ]
            })
            .collect();
        page.table(&["Who", "Key", "From", "To", "How sure"], &rows);
    }
}
