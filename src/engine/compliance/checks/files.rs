//! C004, C005, C013, C014, C020, I013: files of exports.

use std::collections::{BTreeMap, BTreeSet};

use crate::engine::archive::{Entry, Role};
use crate::engine::case::OpenSource;
use crate::engine::compliance::catalogue::Code;
use crate::engine::compliance::counting::n_of;
use crate::engine::compliance::day::Day;
use crate::engine::compliance::draft::{Draft, Drafts};
use crate::engine::compliance::ground::{Ground, ThreadGround, when};
use crate::engine::compliance::quoting::quoted;
use crate::engine::digest::sha256_hex;
use crate::engine::media::{HEAD_BYTES, sniff};
use crate::engine::place::EntryId;
use crate::engine::thread::{Attachment, MatchRule};

/// Findings of archives that say a zip is damaged.
const DAMAGED: [&str; 11] = [
    "A006", "A009", "A010", "A011", "A012", "A013", "A014", "A015", "A016", "A017", "A019",
];
/// Files that are compared byte by byte are at most this large, and so many together. Units: bytes.
const COMPARED_BYTES: u64 = 32 << 20;
const COMPARED_ALL: u64 = 256 << 20;
/// Most heads that are read.
const HEADS: usize = 20_000;

pub(super) fn check(ground: &Ground, drafts: &mut Drafts) {
    for thread in &ground.threads {
        absent(ground, thread, drafts);
    }
    let mut n_heads = 0;
    for (number, source) in ground.case.sources.iter().enumerate() {
        unreferenced(ground, number, source, drafts);
        damaged(ground, number, source, drafts);
        odd(number, source, &mut n_heads, drafts);
        packed(ground, number, source, drafts);
    }
    twice(ground, drafts);
}

fn base(entry: &Entry) -> &str {
    entry.name.rsplit(['/', '\\']).next().unwrap_or(&entry.name)
}

/// Whether the file that a message names is here.
pub(in crate::engine::compliance) fn is_here(source: &OpenSource, attachment: &Attachment) -> bool {
    if attachment.rule != MatchRule::Missing {
        return true;
    }
    // Some uploads are written without their extension: `AUD-20190101-WA0000.`
    let Some(stem) = attachment.name.strip_suffix('.') else {
        return false;
    };
    let entries = source.archive.entries().iter();
    let mut files = entries.filter(|entry| entry.role == Role::Payload);
    files.any(|entry| {
        let name = base(entry).rsplit_once('.');
        name.is_some_and(|(of, _)| of.eq_ignore_ascii_case(stem))
    })
}

/// C004.
fn absent(ground: &Ground, thread: &ThreadGround, drafts: &mut Drafts) {
    let Some(source) = ground.case.sources.get(thread.source) else {
        return;
    };
    for attachment in &thread.thread.attachments {
        if is_here(source, attachment) {
            continue;
        }
        let why = format!(
            "the message of {} names {}, and the export holds no such file",
            when(thread, attachment.record),
            quoted(&attachment.name)
        );
        let draft = Draft::new(Code::C004, why).at(thread.id, attachment.record);
        let voice = thread
            .record(attachment.record)
            .and_then(|record| record.participant);
        let draft = match voice.and_then(|id| thread.voice(id)) {
            Some(voice) => draft.by(voice.id, thread.person_at(voice, attachment.record)),
            None => draft,
        };
        drafts.push(draft.number("file", &attachment.name));
    }
}

/// C005.
fn unreferenced(ground: &Ground, number: usize, source: &OpenSource, drafts: &mut Drafts) {
    let named: BTreeSet<EntryId> = source
        .threads
        .iter()
        .flat_map(|thread| &thread.attachments)
        .filter_map(|attachment| attachment.entry)
        .collect();
    let written: Vec<&str> = source
        .threads
        .iter()
        .flat_map(|thread| &thread.attachments)
        .filter_map(|attachment| attachment.name.strip_suffix('.'))
        .collect();
    // A file of an export with several threads is of none of them alone.
    let mut threads = ground.threads.iter().filter(|one| one.source == number);
    let thread = threads.next().filter(|_| threads.next().is_none());
    for entry in source.archive.entries() {
        let stem = base(entry).rsplit_once('.').map_or("", |(stem, _)| stem);
        let is_written = written.iter().any(|one| one.eq_ignore_ascii_case(stem));
        if entry.role != Role::Payload || named.contains(&entry.id) || is_written {
            continue;
        }
        let why = format!(
            "{} is in the export ({}), and no message names it",
            quoted(&entry.name),
            n_of(entry.size_bytes, "byte", "bytes")
        );
        let mut draft = Draft::new(Code::C005, why)
            .of_source(number)
            .about(entry.name.clone());
        if let Some(thread) = thread {
            draft = draft.in_thread(thread.id);
        }
        drafts.push(draft.number("file", &entry.name));
    }
}

/// C013: what the archive itself and its digests brought up.
fn damaged(ground: &Ground, number: usize, source: &OpenSource, drafts: &mut Drafts) {
    let told = ground
        .told
        .iter()
        .filter(|(of, _)| *of == number)
        .map(|(_, finding)| finding);
    let mut seen = BTreeSet::new();
    for finding in source.findings.iter().chain(told) {
        if !DAMAGED.contains(&finding.code.as_str()) {
            continue;
        }
        let place = finding.place.to_string();
        if !seen.insert((finding.code.clone(), place.clone())) {
            continue;
        }
        let why = format!("{place}: {} ({})", finding.text, finding.code);
        let about = format!(
            "{}/{}",
            finding.code,
            finding.place.entry.as_deref().unwrap_or_default()
        );
        drafts.push(Draft::new(Code::C013, why).of_source(number).about(about));
    }
}

/// C014.
fn odd(number: usize, source: &OpenSource, n_heads: &mut usize, drafts: &mut Drafts) {
    for entry in source.archive.entries() {
        if entry.role != Role::Payload || entry.encrypted {
            continue;
        }
        let fault = if entry.size_bytes == 0 {
            Some("is empty".to_owned())
        } else if *n_heads < HEADS {
            *n_heads += 1;
            // What cannot be read is told as damage.
            let head = source
                .archive
                .head(entry.id, HEAD_BYTES)
                .unwrap_or_default();
            mismatch(&head, base(entry))
        } else {
            None
        };
        if let Some(fault) = fault {
            let why = format!("{} {fault}", quoted(&entry.name));
            drafts.push(
                Draft::new(Code::C014, why)
                    .of_source(number)
                    .about(entry.name.clone()),
            );
        }
    }
}

/// What speaks against the extension. Only types that can be told by their first bytes are judged.
fn mismatch(head: &[u8], name: &str) -> Option<String> {
    let extension = name
        .rsplit_once('.')
        .map(|(_, one)| one.to_ascii_lowercase())?;
    let family = |one: &str| match one {
        "jpeg" | "jpg" | "jpe" => "jpg",
        "mp4" | "m4v" | "3gp" | "mov" | "m4a" | "aac" | "qt" => "mp4",
        "opus" | "ogg" | "oga" => "ogg",
        "webp" => "webp",
        "png" => "png",
        "gif" => "gif",
        "pdf" => "pdf",
        _other => "",
    };
    let expected = family(&extension);
    if expected.is_empty() || head.is_empty() {
        return None;
    }
    let found = sniff(head, "").extension;
    if family(found) == expected || found == "mp3" && extension == "aac" {
        return None;
    }
    let found = if found == "bin" {
        "nothing we know"
    } else {
        found
    };
    Some(format!("begins as {found}, not as {extension}"))
}

/// I013.
fn packed(ground: &Ground, number: usize, source: &OpenSource, drafts: &mut Drafts) {
    let threads: Vec<&ThreadGround> = ground
        .threads
        .iter()
        .filter(|one| one.source == number)
        .collect();
    if let (true, Some(first)) = (
        threads.len() > 1 && !source.archive.is_loose(),
        threads.first(),
    ) {
        let titles: Vec<String> = threads.iter().map(|one| quoted(&one.title)).collect();
        let why = format!(
            "the zip holds {} threads: {}; an export holds one",
            threads.len(),
            titles.join(", ")
        );
        let draft = Draft::new(Code::I013, why)
            .of_source(number)
            .in_thread(first.id);
        drafts.push(draft.number("threads", threads.len()).about("threads"));
    }
    let day = |entry: &Entry| {
        let written = entry.written?;
        Some(Day::of_seconds(written.line_seconds())).filter(|day| day.0 > 14_000)
    };
    let text = threads
        .first()
        .and_then(|one| source.archive.entry(one.thread.entry));
    let others: BTreeSet<Day> = source
        .archive
        .entries()
        .iter()
        .filter(|one| one.role == Role::Payload)
        .filter_map(day)
        .collect();
    if let (Some(text), Some(last)) = (text.and_then(day), others.last())
        && others.len() == 1
        && (text.0 - last.0).abs() > 1
    {
        let why = format!("the chat text was packed on {text}, every other file on {last}");
        let draft = Draft::new(Code::I013, why).of_source(number).about("times");
        drafts.push(draft.number("text", text).number("files", last));
    }
}

/// C020: sizes and names are compared first; only what may be one is read.
fn twice(ground: &Ground, drafts: &mut Drafts) {
    let mut by_size: BTreeMap<u64, Vec<(usize, EntryId)>> = BTreeMap::new();
    let mut by_name: BTreeMap<String, Vec<(usize, EntryId, u64)>> = BTreeMap::new();
    for (number, source) in ground.case.sources.iter().enumerate() {
        for entry in source.archive.entries() {
            if entry.role == Role::Payload && !entry.encrypted && entry.size_bytes > 0 {
                by_size
                    .entry(entry.size_bytes)
                    .or_default()
                    .push((number, entry.id));
                let name = base(entry).to_owned();
                by_name
                    .entry(name)
                    .or_default()
                    .push((number, entry.id, entry.size_bytes));
            }
        }
    }
    let mut left = COMPARED_ALL;
    let mut digests: BTreeMap<(usize, EntryId), String> = BTreeMap::new();
    for (size, entries) in &by_size {
        let costs = size.saturating_mul(entries.len() as u64);
        if entries.len() < 2 || *size > COMPARED_BYTES || costs > left {
            continue;
        }
        left -= costs;
        for (source, entry) in entries {
            let archive = ground.case.sources.get(*source).map(|one| &one.archive);
            if let Some(Ok(bytes)) = archive.map(|archive| archive.read(*entry, COMPARED_BYTES)) {
                digests.insert((*source, *entry), sha256_hex(&bytes));
            }
        }
    }
    two_names(ground, &digests, drafts);
    two_contents(ground, &by_name, &digests, drafts);
}

fn name_of(ground: &Ground, (source, entry): (usize, EntryId)) -> Option<String> {
    let source = ground.case.sources.get(source)?;
    Some(base(source.archive.entry(entry)?).to_owned())
}

fn two_names(ground: &Ground, digests: &BTreeMap<(usize, EntryId), String>, drafts: &mut Drafts) {
    let mut same: BTreeMap<&str, Vec<(usize, EntryId)>> = BTreeMap::new();
    for (at, digest) in digests {
        same.entry(digest).or_default().push(*at);
    }
    for (digest, entries) in same {
        let names: BTreeSet<String> = entries
            .iter()
            .filter_map(|at| name_of(ground, *at))
            .collect();
        if names.len() < 2 {
            continue;
        }
        let listed: Vec<String> = names.iter().take(5).map(quoted).collect();
        let why = format!(
            "one content has {} names: {}",
            names.len(),
            listed.join(", ")
        );
        let source = entries.first().map_or(0, |at| at.0);
        let short: String = digest.chars().take(16).collect();
        drafts.push(
            Draft::new(Code::C020, why)
                .of_source(source)
                .about(short.clone())
                .number("digest", short),
        );
    }
}

fn two_contents(
    ground: &Ground,
    by_name: &BTreeMap<String, Vec<(usize, EntryId, u64)>>,
    digests: &BTreeMap<(usize, EntryId), String>,
    drafts: &mut Drafts,
) {
    for (name, entries) in by_name {
        let Some((first, entry, size)) = entries.first() else {
            continue;
        };
        let other = entries.iter().skip(1).find(|(source, other, other_size)| {
            let digest = digests
                .get(&(*first, *entry))
                .zip(digests.get(&(*source, *other)));
            source != first && (size != other_size || digest.is_some_and(|(a, b)| a != b))
        });
        let Some((source, ..)) = other else {
            continue;
        };
        let of = |number: usize| {
            ground
                .case
                .sources
                .get(number)
                .map_or("", |one| one.archive.name())
        };
        let why = format!(
            "{name} is one file in {} and another in {}",
            quoted(of(*first)),
            quoted(of(*source)),
            name = quoted(name)
        );
        drafts.push(
            Draft::new(Code::C020, why)
                .of_source(*first)
                .about(name.clone()),
        );
    }
}
