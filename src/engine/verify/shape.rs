//! Which files a package must hold, and in which order they are read.

use std::collections::{BTreeMap, BTreeSet};

use super::attachments::Attachments;
use super::bag::{Manifest, Over, Prose, SmallFile};
use super::book::{Book, Ignored, Reader};
use super::certificates::{self, Certificate};
use super::checks::Id;
use super::custody::Custody;
use super::logs::{LogLines, LogTable};
use super::names::{self, Digest, Kind};
use super::page::Page;
use super::proof::{self, Leaves, Openings, SealJson};
use super::readme::Readme;
use super::records::Messages;
use super::signed::FILES_LIMIT;
use super::transcript::Transcript;
use super::zip::Member;

/// Largest signature. Units: bytes.
const SIGNATURE_BYTES: u64 = 1 << 20;

const ALWAYS: [&str; 12] = [
    "README.txt",
    "bag-info.txt",
    "bagit.txt",
    "data/logs/custody.jsonl",
    "data/logs/redaction-log.csv",
    "data/logs/redaction-log.jsonl",
    "format.md",
    "manifest-sha256.txt",
    "manifest-sha512.txt",
    "tagmanifest-sha256.txt",
    "tagmanifest-sha512.txt",
    "verify.py",
];

/// The reader of a file.
pub(super) fn reader_of(kind: Kind) -> Box<dyn Reader> {
    match kind {
        Kind::Readme => Box::new(Readme::default()),
        Kind::Format => Box::new(Prose::format()),
        Kind::Script => Box::new(Prose::script()),
        Kind::BagInfo => Box::new(SmallFile::bag_info()),
        Kind::BagIt => Box::new(SmallFile::bagit()),
        Kind::Manifest(digest) => Box::new(Manifest::new(digest, Over::Payload)),
        Kind::TagManifest(digest) => Box::new(Manifest::new(digest, Over::Tags)),
        Kind::Certificate(number) => Box::new(Certificate::new(number)),
        Kind::Custody => Box::new(Custody::default()),
        Kind::LogTable => Box::new(LogTable::default()),
        Kind::LogLines => Box::new(LogLines::default()),
        Kind::Attachments(thread) => Box::new(Attachments::new(thread)),
        Kind::Messages(thread) => Box::new(Messages::new(thread)),
        Kind::Page(thread) => Box::new(Page::new(thread, false)),
        Kind::PagePart(thread, _) => Box::new(Page::new(thread, true)),
        Kind::Transcript(thread) => Box::new(Transcript::new(thread)),
        Kind::Seal(seal) => Box::new(SealJson::new(seal)),
        Kind::Leaves(seal) => Box::new(Leaves::new(seal)),
        Kind::Openings(seal) => Box::new(Openings::new(seal)),
        Kind::Media(_) | Kind::Review | Kind::Signature | Kind::Fetch | Kind::Unknown => {
            Box::new(Ignored)
        }
    }
}

/// The checks that need a file of this kind.
pub(super) fn checks_on(kind: Kind) -> &'static [Id] {
    match kind {
        Kind::BagIt => &[Id::BagIt],
        Kind::BagInfo => &[Id::BagInfo, Id::Custody],
        Kind::Manifest(_) => &[Id::Manifests, Id::Digests],
        Kind::TagManifest(_) => &[Id::TagManifests, Id::Signed, Id::Timed],
        Kind::Readme | Kind::Format | Kind::Script => &[Id::TagManifests],
        Kind::Certificate(_) => &[Id::Certificates],
        Kind::Review => &[Id::Review],
        Kind::Custody => &[Id::Custody],
        Kind::LogTable | Kind::LogLines => &[Id::RedactionLog, Id::Custody],
        Kind::Attachments(_) | Kind::Media(_) => &[Id::Attachments],
        Kind::Messages(_) => &[
            Id::Messages,
            Id::Page,
            Id::Transcript,
            Id::Attachments,
            Id::RedactionLog,
        ],
        Kind::Page(_) | Kind::PagePart(..) => &[Id::Page],
        Kind::Transcript(_) => &[Id::Transcript, Id::RedactionLog],
        Kind::Leaves(_) => &[Id::Seal, Id::Openings, Id::Proof],
        Kind::Openings(_) => &[Id::Openings, Id::Proof],
        Kind::Seal(_) => &[Id::Seal],
        Kind::Signature => &[Id::Signatures, Id::Signed, Id::Timed],
        Kind::Fetch | Kind::Unknown => &[],
    }
}

/// A member with its path below the top folder.
#[derive(Debug, Clone)]
pub(super) struct Named {
    /// Which member of the directory.
    pub(super) member: usize,
    /// Below the top folder; the whole name when it is in none.
    pub(super) path: String,
    /// What it is.
    pub(super) kind: Kind,
}

/// The folder that most members stand in, by their first part.
pub(super) fn top_folder(members: &[Member]) -> String {
    let mut counts: BTreeMap<&[u8], u32> = BTreeMap::new();
    for member in members {
        let end = member.name.iter().position(|byte| *byte == b'/');
        if let Some(folder) = end.and_then(|end| member.name.get(..end)) {
            *counts.entry(folder).or_default() += 1;
        }
    }
    let most = counts.into_iter().max_by_key(|(_, n_members)| *n_members);
    most.map(|(folder, _)| String::from_utf8_lossy(folder).into_owned())
        .unwrap_or_default()
}

/// Whether anything in `members` says that this is meant as a bag.
fn is_bag(members: &[Member]) -> bool {
    members.iter().any(|member| {
        let name = member.label();
        let path = name.split_once('/').map_or(name.as_str(), |(_, path)| path);
        path == "bagit.txt" || path == "bag-info.txt" || path.starts_with("manifest-sha")
    })
}

/// Why this is no disclosure package at all, when it is none.
pub(super) fn why_no_package(members: &[Member]) -> Option<&'static str> {
    let is_sealed = |member: &Member| member.label().starts_with("threadseal-sealed-");
    if !is_bag(members) {
        Some("the zip holds no bag: it is not a disclosure package")
    } else if members.iter().all(is_sealed) {
        Some(
            "this is a sealed package, with the exports themselves and the secret: open it as a \
             source, keep it, and never hand it over",
        )
    } else {
        None
    }
}

/// Names every member, refuses what may not stand in a package, and sorts into reading order:
/// the order of paths, which puts what others are compared with first; tag manifests come last.
pub(super) fn names_of(members: &[Member], folder: &str, book: &mut Book) -> Vec<Named> {
    if !names::is_top_folder(folder) {
        let text = format!("the top folder {folder:?} is not called as the format says");
        book.ledger.fail(Id::Folder, None, text);
    }
    let mut out = Vec::new();
    for (index, member) in members.iter().enumerate() {
        let label = member.label();
        let below = label
            .strip_prefix(folder)
            .and_then(|rest| rest.strip_prefix('/'));
        if below.is_none() {
            let text = "stands outside the top folder";
            book.ledger.fail(Id::Folder, Some(&label), text);
        }
        let path = below.unwrap_or(&label).to_owned();
        let not_utf8 = std::str::from_utf8(&member.name).is_err();
        let why = if not_utf8 {
            Some("is not UTF-8")
        } else {
            names::refused(&path)
        };
        if let Some(why) = why {
            let text = format!("the name {why}");
            book.ledger.fail(Id::Names, Some(&path), text);
        }
        let kind = if below.is_some() {
            Kind::of(&path)
        } else {
            Kind::Unknown
        };
        out.push(Named {
            member: index,
            path,
            kind,
        });
    }
    for name in names::repeated(out.iter().map(|named| named.path.as_str())) {
        let text = "the name stands twice, case ignored";
        book.ledger.fail(Id::Names, Some(&name), text);
    }
    let key = |named: &Named| (matches!(named.kind, Kind::TagManifest(_)), named.member);
    out.sort_by(|one, other| {
        let (last, member) = key(one);
        let (other_last, other_member) = key(other);
        (last, &one.path, member).cmp(&(other_last, &other.path, other_member))
    });
    out
}

/// Whether the package holds the files it must hold and no others.
pub(super) fn check_files(names: &[Named], members: &[Member], book: &mut Book) {
    let paths: BTreeSet<&str> = names.iter().map(|named| named.path.as_str()).collect();
    for wanted in ALWAYS {
        missing_unless(paths.contains(wanted), wanted, book);
    }
    for wanted in certificates::NAMES.map(certificates::path) {
        missing_unless(paths.contains(wanted.as_str()), &wanted, book);
    }
    let mut threads: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
    let mut media = BTreeSet::new();
    let mut seals = BTreeSet::new();
    check_signature_count(names, book);
    for named in names {
        match named.kind {
            Kind::Unknown => fail(book, named, "is no file of this format"),
            Kind::Fetch => fail(book, named, "a package is complete and fetches nothing"),
            Kind::Media(number) => {
                if !media.insert(number) {
                    fail(book, named, "its number stands twice");
                }
            }
            Kind::Attachments(thread)
            | Kind::Messages(thread)
            | Kind::Page(thread)
            | Kind::Transcript(thread) => {
                threads.entry(thread).or_default();
            }
            Kind::PagePart(thread, part) => {
                threads.entry(thread).or_default().insert(part);
            }
            Kind::Seal(seal) | Kind::Leaves(seal) | Kind::Openings(seal) => {
                seals.insert(seal);
            }
            Kind::Signature => check_signature(named, members, book),
            Kind::Readme
            | Kind::Format
            | Kind::Script
            | Kind::BagInfo
            | Kind::BagIt
            | Kind::Manifest(Digest::Sha256 | Digest::Sha512)
            | Kind::TagManifest(Digest::Sha256 | Digest::Sha512)
            | Kind::Certificate(_)
            | Kind::Review
            | Kind::Custody
            | Kind::LogTable
            | Kind::LogLines => {}
        }
    }
    if media
        .last()
        .is_some_and(|last| *last as usize != media.len())
    {
        let text = "the numbers of data/media have a gap";
        book.ledger.fail(Id::Files, Some("data/media"), text);
    }
    if threads.is_empty() {
        let text = "there is no thread";
        book.ledger.fail(Id::Files, Some("data/threads"), text);
    }
    check_threads(&threads, &paths, book);
    check_seals(&seals, &threads, &paths, book);
}

/// A package proves all its threads or none.
fn check_seals(
    seals: &BTreeSet<u32>,
    threads: &BTreeMap<u32, BTreeSet<u32>>,
    paths: &BTreeSet<&str>,
    book: &mut Book,
) {
    if seals.is_empty() {
        return book.ledger.skip(&[Id::Seal, Id::Openings, Id::Proof]);
    }
    for number in seals.iter().chain(threads.keys()).collect::<BTreeSet<_>>() {
        for name in ["leaves.txt", "openings.jsonl", "seal.json"] {
            let path = proof::path(*number, name);
            missing_unless(paths.contains(path.as_str()), &path, book);
        }
        if !threads.contains_key(number) {
            let text = "is a proof of a thread that is not there";
            let path = format!("data/proof/{number:04}");
            book.ledger.fail(Id::Files, Some(&path), text);
        }
    }
}

fn check_threads(threads: &BTreeMap<u32, BTreeSet<u32>>, paths: &BTreeSet<&str>, book: &mut Book) {
    for (index, (thread, parts)) in threads.iter().enumerate() {
        let folder = format!("data/threads/t{thread:03}");
        if *thread as usize != index + 1 {
            let text = "the numbers of the threads before it have a gap";
            book.ledger.fail(Id::Files, Some(&folder), text);
        }
        for name in [
            "attachments.csv",
            "messages.jsonl",
            "transcript.html",
            "transcript.txt",
        ] {
            let path = format!("{folder}/{name}");
            missing_unless(paths.contains(path.as_str()), &path, book);
        }
        if parts
            .last()
            .is_some_and(|last| *last as usize != parts.len())
        {
            let text = "the numbers of the transcript's parts have a gap";
            book.ledger.fail(Id::Files, Some(&folder), text);
        }
    }
}

fn missing_unless(there: bool, path: &str, book: &mut Book) {
    if !there {
        book.ledger.skip(checks_on(Kind::of(path)));
        book.ledger.fail(Id::Files, Some(path), "is missing");
    }
}

fn fail(book: &mut Book, named: &Named, text: &str) {
    book.ledger.fail(Id::Files, Some(&named.path), text);
}

fn check_signature(named: &Named, members: &[Member], book: &mut Book) {
    if let Some(why) = names::refused_signature(&named.path) {
        let text = format!("the name {why}");
        book.ledger.fail(Id::Signatures, Some(&named.path), text);
    }
    let size_bytes = members
        .get(named.member)
        .map_or(0, |member| member.size_bytes);
    if size_bytes > SIGNATURE_BYTES {
        let text = "is larger than 1 MiB";
        book.ledger.fail(Id::Signatures, Some(&named.path), text);
    }
}

fn check_signature_count(names: &[Named], book: &mut Book) {
    let added = names.iter().filter(|named| named.kind == Kind::Signature);
    if added.count() > FILES_LIMIT {
        let text = format!("there are more than {FILES_LIMIT} files");
        book.ledger.fail(Id::Signatures, Some("signatures"), text);
        book.ledger.skip(&[Id::Signed, Id::Timed]);
    }
}

/// Every file below `data/media` is named by a record.
pub(super) fn check_media(book: &mut Book) {
    let unnamed: Vec<String> = book
        .facts
        .seen
        .iter()
        .filter(|(path, seen)| matches!(Kind::of(path), Kind::Media(_)) && !seen.named)
        .map(|(path, _)| path.clone())
        .collect();
    for path in unnamed {
        book.ledger
            .fail(Id::Attachments, Some(&path), "no record names it");
    }
}
