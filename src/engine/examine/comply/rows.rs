//! Findings and messages as the page shows them.

mod masks;

use std::collections::BTreeMap;

use masks::{Masks, masks};

use super::protocol::{FindingQuery, FindingRow, Shown};
use crate::engine::case::ThreadId;
use crate::engine::compliance::{
    At, Code, Finding, Result as Found, Reviews, Standing, clock_text, is_to_work,
};
use crate::engine::decision::{CaseWork, DecisionKind, DecisionLog, FindingRef, MOST_AT_ONCE};
use crate::engine::place::ByteSpan;
use crate::engine::thread::RecordId;

/// How much of a body is shown. Units: bytes.
const SHOWN_BYTES: usize = 600;
/// Words on either side of a hit.
const WORDS: usize = 10;
/// Stands for a number while names are hidden.
const HIDDEN_NUMBER: &str = "a number";
/// Most places of a finding that are shown.
const PLACES: usize = 100;

/// A window of the findings that fit a query.
pub(super) fn show(
    found: &Found,
    reviews: &Reviews,
    query: &FindingQuery,
    first: u32,
    n_rows: u32,
) -> Shown {
    let mut n_to_do = 0;
    let mut listed: Vec<(u32, Standing)> = Vec::new();
    for (number, finding) in (0..).zip(&found.findings) {
        let standing = reviews.of_finding(finding);
        let to_do = is_to_work(found, reviews, finding, &standing);
        n_to_do += u32::from(to_do);
        let is_there = query.state.is_none_or(|state| state == standing.state)
            && query
                .marked
                .is_none_or(|marked| marked.holds(found, reviews, finding, &standing));
        if (!query.to_do || to_do) && is_there && fits(found, finding, query) {
            listed.push((number, standing));
        }
    }
    let n_listed = listed.len() as u32;
    let first = first.min(n_listed.saturating_sub(1)) / n_rows.max(1) * n_rows.max(1);
    let names = match query.blind {
        true => masks(found),
        false => Masks::default(),
    };
    let rows = listed
        .into_iter()
        .skip(first as usize)
        .take(n_rows as usize);
    let rows = rows.filter_map(|(number, standing)| row(found, reviews, number, &standing, &names));
    Shown {
        n_listed,
        n_all: found.findings.len() as u32,
        n_to_do,
        first,
        rows: rows.collect(),
    }
}

fn fits(found: &Found, finding: &Finding, query: &FindingQuery) -> bool {
    query
        .severity
        .is_none_or(|severity| finding.severity == severity)
        && query
            .code
            .is_none_or(|code| is_of(finding, code, query.thread))
        && (query.rule.is_empty() || finding.rule.as_ref() == Some(&query.rule))
        && (query.clause.is_empty() || finding.clause.as_ref() == Some(&query.clause))
        && (query.term.is_empty() || finding.term() == query.term)
        && query
            .thread
            .is_none_or(|thread| is_about(found, finding, thread))
        && (query.person.is_empty() || who(found, finding) == query.person)
}

/// Whether a finding is of a code; for one thread, what is told within another counts, too, as it does in
/// the thread's statement.
fn is_of(finding: &Finding, code: Code, thread: Option<ThreadId>) -> bool {
    let within = thread.is_some() && code.is_of_the_record() && finding.joined.contains(&code);
    finding.code == code || within
}

/// Whether a finding is about a thread, or about the export that holds it.
fn is_about(found: &Found, finding: &Finding, thread: ThreadId) -> bool {
    // What one export has and another lacks is about both.
    match finding.thread {
        Some(of) => of == thread || finding.against == Some(thread),
        None => {
            let source = found.case().position(thread);
            let source = source.map(|(source, _)| source as u32);
            finding.source.is_some() && finding.source == source
        }
    }
}

/// Findings that may be moved together with one: of its rule and term, not worked yet.
pub(super) fn gather(found: &Found, reviews: &Reviews, number: u32) -> (String, Vec<FindingRef>) {
    let Some(one) = found.findings.get(number as usize) else {
        return (String::new(), Vec::new());
    };
    let term = one.term();
    let alike = found
        .findings
        .iter()
        .filter(|other| other.code == one.code && other.rule == one.rule && other.term() == term);
    let alike = alike.filter(|other| reviews.of_finding(other).state.is_to_do());
    (
        term.to_owned(),
        alike
            .take(MOST_AT_ONCE)
            .map(|other| other.key.clone())
            .collect(),
    )
}

/// Key of the person, else the voice as the export calls it.
fn who(found: &Found, finding: &Finding) -> String {
    if let Some(person) = finding
        .person
        .as_ref()
        .and_then(|id| found.roster().person(id))
    {
        return person.1.full_name.clone();
    }
    let thread = finding.thread.and_then(|id| found.case().thread(id));
    let voice = finding.participant.zip(thread);
    let name = voice.and_then(|(who, (_, thread))| thread.participants.get(who.0 as usize));
    name.map_or_else(String::new, |one| one.name.clone())
}

fn row(
    found: &Found,
    reviews: &Reviews,
    number: u32,
    standing: &Standing,
    names: &Masks,
) -> Option<FindingRow> {
    let finding = found.findings.get(number as usize)?;
    let first = finding.places.first();
    let policy = found.policy();
    let waits = standing.waits_for_second(policy, finding.severity);
    let due = standing.due(policy);
    let settled = reviews
        .settled(finding)
        .map_or_else(String::new, |settled| {
            if settled.signed_by.is_empty() {
                format!("evidence: {}", settled.text)
            } else {
                format!("explained by {}: {}", settled.signed_by, settled.text)
            }
        });
    let dialled = finding.trigger.iter().find(|(name, _)| name == "number");
    let mask = |text: &str| {
        let text = names.over(text);
        // A number that is nobody's in the list of people is one all the same.
        match dialled.filter(|_| !names.is_empty()) {
            Some((_, dialled)) => text.replace(dialled.as_str(), HIDDEN_NUMBER),
            None => text,
        }
    };
    let [before, hit, after] = first.map_or_else(Default::default, |at| said(found, at));
    Some(FindingRow {
        number,
        code: finding.code,
        severity: finding.severity,
        confidence: finding.confidence.word().to_owned(),
        state: standing.state,
        waits_for: standing
            .outcome()
            .filter(|_| waits)
            .map(|moved| moved.id.0.clone()),
        look: reviews
            .asks_for_a_look(finding, standing)
            .map_or_else(String::new, |id| id.0.clone()),
        level: standing.level(),
        may_escalate: standing.may_escalate(policy),
        due: due.map_or_else(String::new, |due| due.to_string()),
        is_overdue: due
            .zip(found.today())
            .is_some_and(|(due, today)| due < today),
        moved_by: standing
            .moves
            .last()
            .map_or_else(String::new, |moved| moved.by.clone()),
        carried_over: standing.carried_over,
        other_policy: standing.other_policy(policy).unwrap_or_default(),
        who: mask(&who(found, finding)),
        thread: mask(&thread_name(found, finding)),
        at: first.map_or_else(String::new, |at| when(found, at.thread, at.record)),
        rule: finding.rule.clone().unwrap_or_default(),
        clause: finding.clause.clone().unwrap_or_default(),
        why: mask(&finding.why),
        help: finding.code.help().to_owned(),
        trigger: finding
            .trigger
            .iter()
            .map(|(name, value)| (name.clone(), mask(value)))
            .collect(),
        joined: finding
            .joined
            .iter()
            .map(|code| code.id().to_owned())
            .collect(),
        places: finding
            .places
            .iter()
            .take(PLACES)
            .map(|at| (at.thread, at.record))
            .collect(),
        n_messages: found.counted(finding).len() as u32,
        said: [mask(&before), mask(&hit), mask(&after)],
        moves: standing.moves.clone(),
        key: finding.key.clone(),
        settled,
    })
}

/// Title of the thread of a finding, with the export's name where another has the same title; without a
/// thread the export's name.
fn thread_name(found: &Found, finding: &Finding) -> String {
    let source = || {
        let source = finding.source.map(|number| number as usize);
        let source = source.and_then(|number| found.case().sources.get(number));
        source.map_or("", |one| one.archive.name())
    };
    let Some((_, thread)) = finding.thread.and_then(|id| found.case().thread(id)) else {
        return source().to_owned();
    };
    let mut same = found
        .statements
        .iter()
        .filter(|one| one.title == thread.title);
    match same.nth(1) {
        Some(_) => format!("{} ({})", thread.title, source()),
        None => thread.title.clone(),
    }
}

/// When a record was written, as shown; empty when that could not be read.
pub(super) fn when(found: &Found, thread: ThreadId, record: RecordId) -> String {
    found
        .time(thread, record)
        .map_or_else(String::new, clock_text)
}

/// The words before, the hit, the words after.
fn said(found: &Found, at: &At) -> [String; 3] {
    let Some((_, thread)) = found.case().thread(at.thread) else {
        return Default::default();
    };
    let body = thread.body(at.record);
    let span = at.span.unwrap_or(ByteSpan { start: 0, len: 0 });
    let (start, end) = (
        (span.start as usize).min(body.len()),
        (span.end() as usize).min(body.len()),
    );
    let text = |from: usize, to: usize| {
        String::from_utf8_lossy(body.get(from..to).unwrap_or_default()).into_owned()
    };
    if span.len == 0 {
        let shown = text(0, body.len().min(SHOWN_BYTES));
        let more = if body.len() > SHOWN_BYTES { " …" } else { "" };
        return [format!("{shown}{more}"), String::new(), String::new()];
    }
    let before = text(start.saturating_sub(SHOWN_BYTES), start);
    let after = text(end, body.len().min(end + SHOWN_BYTES));
    let words: Vec<&str> = before.split_inclusive(char::is_whitespace).collect();
    let from = words.len().saturating_sub(WORDS);
    let lead = if from > 0 || start > SHOWN_BYTES {
        "… "
    } else {
        ""
    };
    let behind: Vec<&str> = after.split_inclusive(char::is_whitespace).collect();
    let tail = if behind.len() > WORDS || body.len() > end + SHOWN_BYTES {
        "…"
    } else {
        ""
    };
    [
        format!("{lead}{}", words.get(from..).unwrap_or_default().concat()),
        text(start, end),
        format!(
            "{}{tail}",
            behind
                .get(..WORDS.min(behind.len()))
                .unwrap_or_default()
                .concat()
        ),
    ]
}

/// Title of a thread.
pub(super) fn title(found: &Found, thread: ThreadId) -> String {
    let of = found.case().thread(thread);
    of.map_or_else(String::new, |(_, of)| of.title.clone())
}

/// Stamp and sender of a record.
pub(super) fn head(found: &Found, thread: ThreadId, record: RecordId) -> String {
    let Some((_, of)) = found.case().thread(thread) else {
        return String::new();
    };
    let voice = of.record(record).and_then(|one| one.participant);
    let name = voice.and_then(|who| of.participants.get(who.0 as usize));
    let name = name.map_or("", |one| &one.name);
    format!("{} {name}", when(found, thread, record))
}

/// The body of a record, cut when it is long.
pub(super) fn text(found: &Found, thread: ThreadId, record: RecordId) -> String {
    let Some((_, of)) = found.case().thread(thread) else {
        return String::new();
    };
    let body = of.body(record);
    let cut = body.get(..body.len().min(SHOWN_BYTES)).unwrap_or_default();
    let more = if body.len() > SHOWN_BYTES { " …" } else { "" };
    format!("{}{more}", String::from_utf8_lossy(cut))
}

/// Number, stamp, sender and body of a record, in one line.
pub(super) fn line(found: &Found, thread: ThreadId, record: RecordId) -> String {
    format!(
        "{} {}: {}",
        record.0 + 1,
        head(found, thread, record),
        text(found, thread, record)
    )
}

/// What was read of a sample.
pub(super) fn read_of(
    found: &Found,
    log: &DecisionLog,
    seed: &str,
) -> BTreeMap<(ThreadId, RecordId), bool> {
    let mut read = BTreeMap::new();
    for decision in log.standing() {
        if let DecisionKind::Work(CaseWork::SampleRead {
            seed: of,
            target,
            breaks,
            ..
        }) = &decision.kind
            && of == seed
            && let Some(at) = found.case().locate(target)
        {
            read.insert(at, *breaks);
        }
    }
    read
}
