//! What was asked, of what, and who is in it.

use super::{Page, or_open};
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
        (
            "Period",
            format!(
                "{} to {}",
                or_open(&report.period_from),
                or_open(&report.period_to)
            ),
        ),
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
    match one.reasons.is_empty() {
        true => page.line("", verdict),
        false => page.line("", &format!("{verdict}: {}", one.reasons.join("; "))),
    }
    page.facts(&[
        ("Source", one.source.clone()),
        ("SHA-256", one.sha256.clone()),
        ("Exported by", one.exporter.clone()),
        ("Headers", format!("{}, {}", one.platform, one.dialect)),
        ("From and to", span),
        ("Messages", one.n_messages.to_string()),
        ("Lines of WhatsApp's own", one.n_system.to_string()),
        ("By kind", kinds.join(", ")),
        (
            "Files named, here, absent, left out, named by none",
            format!(
                "{}, {}, {}, {}, {}",
                one.n_named, one.n_present, one.n_absent, one.n_omitted, one.n_unreferenced
            ),
        ),
        (
            "Bytes that belong to no message",
            one.unexplained_bytes.to_string(),
        ),
        ("The beginning is here", yes(one.start_visible)),
        ("Ends near a cap", yes(one.cap_suspected)),
        ("Disappearing messages on", disappearing.join("; ")),
        (
            "Deleted, edited, view once",
            format!("{}, {}, {}", one.n_deleted, one.n_edited, one.n_view_once),
        ),
        ("Findings about the record", findings.join(", ")),
    ]);
}

pub(super) fn people(page: &mut Page, report: &Report) {
    page.head("3 People");
    let counts = report.people_counts.iter();
    let counts: Vec<String> = counts.map(|(known, n)| format!("{n} {known}")).collect();
    page.line("", &counts.join(", "));
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
    for one in &report.memberships {
        page.under(&format!("Who was in: {}", one.thread));
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
