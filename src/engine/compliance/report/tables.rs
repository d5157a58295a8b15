//! The report as tables that a table program opens: the same numbers as the JSON.

use super::Report;
use crate::engine::compliance::day::clock_text;
use crate::engine::compliance::quoting::quoted;
use crate::engine::compliance::statement::Reason;
use crate::engine::compliance::table::line;

/// Name and content of each table.
pub fn tables(report: &Report) -> Vec<(&'static str, String)> {
    vec![
        ("findings.csv", findings(report)),
        ("people.csv", people(report)),
        ("members.csv", members(report)),
        ("completeness.csv", completeness(report)),
        ("ledger.csv", ledger(report)),
        ("lexicon.csv", lexicon(report)),
        ("sample.csv", sample(report)),
        ("summary.csv", summary(report)),
    ]
}

fn head(names: &[&str]) -> String {
    line(
        &names
            .iter()
            .map(|name| (*name).to_owned())
            .collect::<Vec<_>>(),
    )
}

/// Reasons as one cell.
fn words_of(reasons: &[Reason]) -> String {
    let words: Vec<String> = reasons.iter().map(ToString::to_string).collect();
    words.join("; ")
}

fn joined<T: ToString>(list: &[T]) -> String {
    list.iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(" ")
}

fn findings(report: &Report) -> String {
    let mut out = head(&[
        "number",
        "code",
        "severity",
        "confidence",
        "state",
        "waits_for_second",
        "level",
        "due",
        "overdue",
        "to_work",
        "waits_for_look",
        "thread",
        "source",
        "messages",
        "at",
        "person",
        "voice",
        "rule",
        "term",
        "clause",
        "joined",
        "why",
        "trigger",
        "outcome",
        "key",
    ]);
    for one in &report.findings {
        let trigger: Vec<String> = one
            .trigger
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        out.push_str(&line(&[
            one.number.to_string(),
            one.code.clone(),
            one.severity.word().to_owned(),
            one.confidence.clone(),
            one.state.words().to_owned(),
            one.waits_for_second.to_string(),
            one.level.to_string(),
            one.due.clone(),
            one.overdue.to_string(),
            one.to_work.to_string(),
            one.waits_for_look.to_string(),
            one.thread.clone(),
            one.source.clone(),
            joined(&one.messages),
            one.at.clone(),
            one.person.clone(),
            one.voice.clone(),
            one.rule.clone(),
            one.term.clone(),
            one.clause.clone(),
            joined(&one.joined),
            one.why.clone(),
            trigger.join("; "),
            one.outcome.clone(),
            one.key.clone(),
        ]));
    }
    out
}

fn people(report: &Report) -> String {
    let mut out = head(&[
        "state",
        "person_id",
        "name",
        "side",
        "numbers",
        "names_used",
        "threads",
        "messages",
        "first",
        "last",
        "how",
    ]);
    let clock = |time: Option<i64>| time.map_or_else(String::new, clock_text);
    for row in &report.people {
        let mut names: Vec<&str> = row.voices.iter().map(|voice| voice.name.as_str()).collect();
        names.dedup();
        let mut how: Vec<&str> = row.voices.iter().map(|voice| voice.how.as_str()).collect();
        how.dedup();
        let threads: Vec<String> = row
            .voices
            .iter()
            .map(|voice| (voice.thread.0 + 1).to_string())
            .collect();
        out.push_str(&line(&[
            row.known.words().to_owned(),
            row.id.clone(),
            row.name.clone(),
            row.side.word().to_owned(),
            row.numbers.join(" | "),
            names.join(" | "),
            threads.join(" "),
            row.n_messages.to_string(),
            clock(row.first),
            clock(row.last),
            how.join(" | "),
        ]));
    }
    out
}

fn members(report: &Report) -> String {
    let mut out = head(&[
        "thread",
        "source",
        "start_visible",
        "name",
        "person_id",
        "from",
        "to",
        "sureness",
    ]);
    for thread in &report.memberships {
        for one in &thread.stretches {
            out.push_str(&line(&[
                thread.thread.clone(),
                thread.source.clone(),
                thread.start_visible.to_string(),
                one.name.clone(),
                one.person.clone(),
                one.from.clone(),
                one.to.clone(),
                one.sureness.clone(),
            ]));
        }
    }
    out
}

fn completeness(report: &Report) -> String {
    let mut out = head(&[
        "thread",
        "source",
        "sha256",
        "exporter",
        "platform",
        "first",
        "last",
        "messages",
        "system_lines",
        "named",
        "present",
        "absent",
        "omitted",
        "unreferenced",
        "unexplained_bytes",
        "start_visible",
        "cap_suspected",
        "deleted",
        "edited",
        "view_once",
        "verdict",
        "reasons",
    ]);
    for one in &report.statements {
        let (first, last) = one.span.unzip();
        let clock = |time: Option<i64>| time.map_or_else(String::new, clock_text);
        out.push_str(&line(&[
            one.title.clone(),
            one.source.clone(),
            one.sha256.clone(),
            one.exporter.clone(),
            one.platform.clone(),
            clock(first),
            clock(last),
            one.n_messages.to_string(),
            one.n_system.to_string(),
            one.n_named.to_string(),
            one.n_present.to_string(),
            one.n_absent.to_string(),
            one.n_omitted.to_string(),
            one.n_unreferenced.to_string(),
            one.unexplained_bytes.to_string(),
            one.start_visible.to_string(),
            one.cap_suspected.to_string(),
            one.n_deleted.to_string(),
            one.n_edited.to_string(),
            one.n_view_once.to_string(),
            one.verdict.words().to_owned(),
            words_of(&one.reasons),
        ]));
    }
    out
}

fn ledger(report: &Report) -> String {
    let mut out = head(&["about", "finding", "settled"]);
    for (about, finding, settled) in &report.ledger {
        let settled = if settled.is_empty() { "open" } else { settled };
        out.push_str(&line(&[
            about.clone(),
            finding.to_string(),
            settled.to_owned(),
        ]));
    }
    out
}

fn lexicon(report: &Report) -> String {
    let mut out = head(&[
        "rule",
        "term",
        "hits",
        "cleared",
        "confirmed",
        "confirmed_percent",
        "last_confirmed",
        "advice",
    ]);
    for one in &report.terms {
        out.push_str(&line(&[
            one.rule.clone(),
            one.term.clone(),
            one.hits.to_string(),
            one.cleared.to_string(),
            one.confirmed.to_string(),
            one.confirmed_percent
                .map_or_else(String::new, |percent| percent.to_string()),
            one.last_confirmed.clone(),
            one.advice.clone(),
        ]));
    }
    out
}

/// The drawn messages, in the order of the draw; no rows when no sample was drawn.
fn sample(report: &Report) -> String {
    let mut out = head(&[
        "seed",
        "group",
        "thread",
        "source",
        "sha256",
        "entry",
        "message",
        "breaks_the_policy",
    ]);
    if let Some((_, seed, groups)) = &report.sample {
        for group in groups {
            for one in &group.messages {
                out.push_str(&line(&[
                    seed.clone(),
                    group.name.clone(),
                    one.thread.clone(),
                    one.source.clone(),
                    one.sha256.clone(),
                    one.entry.to_string(),
                    one.message.to_string(),
                    one.breaks_in_words().to_owned(),
                ]));
            }
        }
    }
    out
}

/// Numbers that belong to no row.
fn summary(report: &Report) -> String {
    let mut out = head(&["what", "value"]);
    let mut push = |what: &str, value: String| out.push_str(&line(&[what.to_owned(), value]));
    push("policy", report.policy.clone());
    push("policy sha256", report.policy_sha256.clone());
    for one in &report.policy_history {
        push(
            &format!("asked with, from {} on by {}", one.at, one.by),
            format!("{}, {}", one.policy, one.policy_sha256),
        );
    }
    push("period from", report.period_from.clone());
    push("period to", report.period_to.clone());
    push("tool", report.tool.clone());
    push("people in the roster", report.n_roster.to_string());
    for (known, n) in &report.people_counts {
        push(&format!("people: {known}"), n.to_string());
    }
    push("findings", report.findings.len().to_string());
    for (word, n) in report.by_severity.iter().chain(&report.by_state) {
        push(&format!("findings: {word}"), n.to_string());
    }
    push("findings overdue", report.n_overdue.to_string());
    push(
        "outcomes that wait for a second person",
        report.n_waiting.to_string(),
    );
    for one in &report.bulk {
        push(
            &format!(
                "moved together: {} {} to {}",
                one.rule,
                quoted(&one.term),
                one.to
            ),
            format!(
                "{} by {} at {}; {} drawn for a look, {} looked at, {} wrong",
                one.n_findings, one.by, one.at, one.drawn, one.looked, one.wrong
            ),
        );
    }
    for (code, title, n, open) in &report.by_code {
        push(&format!("{code} {title}"), format!("{n} ({open} to do)"));
    }
    for (clause, title, n, confirmed) in &report.by_clause {
        push(
            &format!("clause {clause} {title}"),
            format!("{n} ({confirmed} confirmed)"),
        );
    }
    for (code, n) in &report.beyond {
        push(&format!("{code} beyond what is listed"), n.to_string());
    }
    for (what, why, n) in &report.exclusions {
        push(&format!("excluded: {what} ({why})"), n.to_string());
    }
    push(
        "messages outside the days of the policy",
        report.n_untested.to_string(),
    );
    if let Some((nonce, seed, results)) = &report.sample {
        push("sample nonce", nonce.clone());
        push("sample seed", seed.clone());
        for one in results {
            let bound = one.upper_bound_ppm.map_or_else(
                || "not all read".to_owned(),
                |ppm| format!("at most {}.{:02} %", ppm / 10_000, ppm % 10_000 / 100),
            );
            let value = format!(
                "{} drawn of {}, {} read, {} break the policy, {bound}",
                one.drawn, one.size, one.read, one.breaking
            );
            push(&format!("sample: {}", one.name), value);
        }
    }
    for one in &report.not_checked {
        push("not checked", one.clone());
    }
    for limit in &report.limits {
        push("limit", limit.clone());
    }
    out
}
