//! An exhibit: one message of a package with its neighbours, checked without the package. Every
//! message must come to the root of the seal that stands in it.

use super::job::Expected;
use super::json::Json;
use super::lines::{Line, Lines};
use super::named::named_of;
use super::proof::{self, SealNumber, Shown, Told, has_bare_root};
use super::words::{Part, parts_of};
use super::{
    BARE_ROOT, CUT, Check, CheckState, NOT_CHECKED, READ, Report, SHOWN_WITH_PROOF, Verdict,
};
use super::{kinds, records, stamp};
use crate::engine::digest::sha256_hex;
use crate::engine::source::{Source, read_range};

/// What every exhibit begins with.
const BEGIN: &[u8] = b"{\"format\":\"threadseal-exhibit-1\",";
/// Largest exhibit. Units: bytes.
const BYTES: u64 = 64 << 20;

const FORM: usize = 0;
const OPENING: usize = 1;
const SHOWN: usize = 2;
const ROOT: usize = 3;
/// Ids of the checks, and what each means when it passed.
const CHECKS: [(&str, &str); 4] = [
    (
        "E01",
        "the exhibit is of its form, its messages follow one another",
    ),
    ("E02", "every message comes to the root of the seal"),
    (
        "E03",
        "what is shown is what was sealed, where it is opened",
    ),
    ("E04", "the seal number that was given is that of the seal"),
];

/// What E04 means where a root alone was given.
const BARE: &str =
    "the root that was given is that of the seal; the number of records was not given";

/// What was found.
#[derive(Default)]
struct Found {
    failed: Vec<(usize, String)>,
    seal: Option<SealNumber>,
    unproven: Vec<u64>,
}

impl Found {
    fn fail(&mut self, check: usize, text: impl Into<String>) {
        self.failed.push((check, text.into()));
    }
}

/// Whether this is meant as an exhibit.
pub(super) fn is_one(source: &dyn Source) -> bool {
    read_range(source, 0, BEGIN.len()).is_ok_and(|head| head == BEGIN)
}

/// Checks it.
pub(super) fn check(source: &dyn Source, expected: &Expected) -> Report {
    let mut found = Found::default();
    let len = source.size_bytes().min(BYTES) as usize;
    let bytes = read_range(source, 0, len).unwrap_or_default();
    if source.size_bytes() > BYTES || bytes.is_empty() {
        found.fail(FORM, "is larger than 64 MiB, or could not be read");
    } else {
        read(&bytes, &mut found);
    }
    for told in &expected.seals {
        if !found.seal.is_some_and(|seal| told.fits(&seal)) {
            let word = match told {
                Told::Number(_) => "seal number",
                Told::Root(_) => "root",
            };
            found.fail(
                ROOT,
                format!("the {word} {told} is not that of the seal here"),
            );
        }
    }
    if expected.signers.is_some() || !expected.time_roots.is_empty() {
        let text = "an exhibit holds no signature and no time stamp to compare with";
        found.fail(FORM, text);
    }
    report(&found, expected, sha256_hex(&bytes))
}

fn read(bytes: &[u8], found: &mut Found) {
    let mut all: Vec<Result<Json, String>> = Vec::new();
    let mut seal_line = String::new();
    let mut lines = Lines::default();
    let mut each = |number: u64, line: Line<'_>| {
        let json = match line {
            Line::Whole(bytes) => json_of(bytes),
            Line::TooLong(_) | Line::Unended(_) => Err("is too long or has no end".to_owned()),
        };
        if let (2, Line::Whole(bytes)) = (number, line) {
            seal_line = String::from_utf8_lossy(bytes).into_owned();
        }
        all.push(json);
    };
    lines.push(bytes, &mut each);
    lines.end(&mut each);
    for (index, line) in all.iter().enumerate() {
        if let Err(text) = line {
            found.fail(FORM, format!("line {} {text}", index + 1));
        }
    }
    let values: Vec<&Json> = all.iter().filter_map(|line| line.as_ref().ok()).collect();
    let [head, _seal, records @ ..] = values.as_slice() else {
        return found.fail(FORM, "holds no message");
    };
    let Some((thread, record)) = head_of(head) else {
        return found.fail(FORM, "line 1 does not have its four keys in their order");
    };
    match proof::said(&seal_line) {
        Ok(seal) => {
            found.seal = Some(seal);
            check_records(records, thread, record, &seal, found);
        }
        Err(text) => found.fail(FORM, format!("line 2, the seal, {text}")),
    }
}

fn json_of(bytes: &[u8]) -> Result<Json, String> {
    let text = std::str::from_utf8(bytes).map_err(|_| "is not UTF-8".to_owned())?;
    Json::read(text).map_err(|fault| format!("is not JSON: {} at byte {}", fault.text, fault.at))
}

/// Number of thread and record.
fn head_of(head: &Json) -> Option<(u64, u64)> {
    let [_format, package, thread, record] =
        head.fields(["format", "package", "thread", "record"])?;
    package.as_text()?;
    Some((thread.as_number()?, record.as_number()?))
}

fn check_records(
    records: &[&Json],
    thread: u64,
    record: u64,
    seal: &SealNumber,
    found: &mut Found,
) {
    let mut last = None;
    let mut is_there = false;
    for json in records {
        let fields = json.fields(["i", "opening", "path", "shown"]);
        let numbered = fields.and_then(|fields| Some((fields, fields[0].as_number()?)));
        let Some(([_, opening, path, shown], i)) = numbered else {
            found.fail(FORM, "a message does not have its four keys in their order");
            continue;
        };
        if last.is_some_and(|last| i != last + 1) || !(1..=seal.n_messages).contains(&i) {
            found.fail(FORM, format!("message {i} does not follow the one before"));
        }
        last = Some(i);
        is_there |= i == record;
        check_record(i, thread, [opening, path, shown], seal, found);
    }
    if !is_there {
        found.fail(FORM, format!("message {record} is not in it"));
    }
}

fn check_record(
    i: u64,
    thread: u64,
    [opening, path, shown]: [&Json; 3],
    seal: &SealNumber,
    found: &mut Found,
) {
    let opened = match proof::leads_to_root(opening, path, i, seal) {
        Ok(opened) => opened,
        Err(text) => return found.fail(OPENING, format!("message {i} {text}")),
    };
    let Some((stamp, sender, body)) = shown_of(shown, thread, i) else {
        return found.fail(
            SHOWN,
            format!("message {i} is not shown as messages.jsonl would"),
        );
    };
    let shown = Shown {
        stamp: &stamp,
        sender: &sender,
        body: &body,
    };
    let (faults, is_unproven) = proof::against(&opened, shown);
    for fault in faults {
        found.fail(SHOWN, format!("message {i}: {fault}"));
    }
    if is_unproven {
        found.unproven.push(i);
    }
}

type ShownRecord = (Vec<Part>, Vec<Part>, Vec<Part>);

fn shown_of(shown: &Json, thread: u64, i: u64) -> Option<ShownRecord> {
    let fields = shown.fields(records::KEYS)?;
    let [
        shown_thread,
        number,
        at,
        stamp,
        sender,
        kind,
        flags,
        body,
        attachment,
    ] = fields;
    let numbers = [shown_thread, number].map(Json::as_number);
    (numbers == [Some(thread), Some(i)]).then_some(())?;
    let sender = match sender {
        Json::Null => Vec::new(),
        other => parts_of(other).ok()?,
    };
    let stamp = records::stamp_parts(stamp, at).ok()?;
    let body = parts_of(body).ok()?;
    let is_time = |at: &str| stamp::day_of_civil(at).is_some();
    let fits = *at == Json::Null || at.as_text().is_some_and(is_time);
    let kind_fits = kinds::check_kind(kind, flags, [&stamp, &sender, &body], attachment).is_ok();
    let is_named = match attachment {
        Json::Null => true,
        other => records::is_named(&named_of(other)?.name, &body) != Some(false),
    };
    (fits && kind_fits && is_named).then_some((stamp, sender, body))
}

fn report(found: &Found, expected: &Expected, sha256: String) -> Report {
    let mut checks = Vec::new();
    for (index, (id, passed)) in CHECKS.iter().enumerate() {
        let mut failed = found
            .failed
            .iter()
            .filter(|(of, _)| *of == index)
            .peekable();
        let is_asked = index != ROOT || !expected.seals.is_empty();
        if failed.peek().is_none() && is_asked {
            let bare = has_bare_root(&expected.seals);
            let text = match (&found.seal, index) {
                (Some(seal), OPENING) => format!("{passed}: {seal}"),
                (Some(_), ROOT) if bare => BARE.to_owned(),
                _other => (*passed).to_owned(),
            };
            checks.push(one(id, CheckState::Passed, text));
        }
        checks.extend(failed.map(|(_, text)| one(id, CheckState::Failed, text.clone())));
    }
    Report {
        result: match found.failed.is_empty() {
            true => Verdict::Valid,
            false => Verdict::NotValid,
        },
        headline: headline(found, expected),
        sha256,
        disclosure: None,
        checks,
        not_checked: not_checked(found, expected),
        signatures: Vec::new(),
        times: Vec::new(),
        signable: Vec::new(),
    }
}

fn one(id: &str, state: CheckState, text: String) -> Check {
    Check {
        id: id.to_owned(),
        state,
        place: None,
        text,
    }
}

fn headline(found: &Found, expected: &Expected) -> String {
    match (found.failed.first(), expected.seals.is_empty()) {
        (Some((_, text)), _) => format!("Not valid: the exhibit: {text}"),
        (None, false) if has_bare_root(&expected.seals) => format!(
            "Valid: the exhibit comes to a root that was given without the number of records{CUT}"
        ),
        (None, false) => "Valid: the exhibit comes to the seal number that was given".to_owned(),
        (None, true) => {
            "Valid: the exhibit is consistent with itself; origin not checked".to_owned()
        }
    }
}

fn not_checked(found: &Found, expected: &Expected) -> Vec<String> {
    let mut out = vec![
        "Anything before or after these messages: an exhibit leaves the rest out".to_owned(),
        "Files that the messages name, and that they name them: an exhibit holds none".to_owned(),
        "Which package it is of, when the seal was made and with which program: package, created \
         and tool are as written, no root covers them"
            .to_owned(),
    ];
    out.extend(NOT_CHECKED.iter().take(4).map(|text| (*text).to_owned()));
    out.push(READ.to_owned());
    out.push(SHOWN_WITH_PROOF.to_owned());
    if has_bare_root(&expected.seals) {
        out.push(BARE_ROOT.to_owned());
    }
    if !found.unproven.is_empty() {
        let named: Vec<String> = found.unproven.iter().map(u64::to_string).collect();
        out.push(format!(
            "That the words beside a mark are the sealed ones, in messages whose marked field the \
             proof keeps closed: {}",
            named.join(", ")
        ));
    }
    out
}
