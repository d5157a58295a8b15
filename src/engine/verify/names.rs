//! Names in a package: which are refused, and what each allowed one is. A name is data here and
//! never becomes a path on a disk.

use std::collections::BTreeSet;

use super::certificates;

/// Longest part of a name. Units: bytes.
const PART_BYTES: usize = 80;
/// Longest name, the top folder left out. Units: bytes.
const PATH_BYTES: usize = 160;
/// What a signature's name may end in.
const SIGNATURE_ENDS: [&str; 5] = [".sig", ".der", ".pem", ".tsq", ".tsr"];

/// What a file of a package is, by its path below the top folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// `README.txt`
    Readme,
    /// `format.md`
    Format,
    /// `verify.py`
    Script,
    /// `bag-info.txt`
    BagInfo,
    /// `bagit.txt`
    BagIt,
    /// `manifest-sha256.txt`, `manifest-sha512.txt`
    Manifest(Digest),
    /// `tagmanifest-sha256.txt`, `tagmanifest-sha512.txt`
    TagManifest(Digest),
    /// `data/certificates/fre-902-14.txt`
    Certificate(usize),
    /// `data/logs/custody.jsonl`
    Custody,
    /// `data/logs/redaction-log.csv`
    LogTable,
    /// `data/logs/redaction-log.jsonl`
    LogLines,
    /// `data/media/000001.jpg`
    Media(u32),
    /// `data/threads/t001/attachments.csv`
    Attachments(u32),
    /// `data/threads/t001/messages.jsonl`
    Messages(u32),
    /// `data/threads/t001/transcript.html`
    Page(u32),
    /// `data/threads/t001/transcript-0001.html`
    PagePart(u32, u32),
    /// `data/threads/t001/transcript.txt`
    Transcript(u32),
    /// `data/proof/0001/seal.json`
    Seal(u32),
    /// `data/proof/0001/leaves.txt`
    Leaves(u32),
    /// `data/proof/0001/openings.jsonl`
    Openings(u32),
    /// `data/review/settings.json` and what follows from it
    Review,
    /// Below `signatures/`.
    Signature,
    /// `fetch.txt`: never allowed.
    Fetch,
    /// Anything else.
    Unknown,
}

/// Which digest a manifest holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Digest {
    /// 64 hex digits.
    Sha256,
    /// 128 hex digits.
    Sha512,
}

impl Digest {
    /// For people.
    pub(super) fn label(self) -> &'static str {
        match self {
            Digest::Sha256 => "SHA-256",
            Digest::Sha512 => "SHA-512",
        }
    }

    /// Number of hex digits.
    pub(super) fn hex_len(self) -> usize {
        match self {
            Digest::Sha256 => 64,
            Digest::Sha512 => 128,
        }
    }
}

impl Kind {
    /// What the file at `path` is.
    pub(super) fn of(path: &str) -> Kind {
        match path {
            "README.txt" => Kind::Readme,
            "format.md" => Kind::Format,
            "verify.py" => Kind::Script,
            "bag-info.txt" => Kind::BagInfo,
            "bagit.txt" => Kind::BagIt,
            "fetch.txt" => Kind::Fetch,
            "manifest-sha256.txt" => Kind::Manifest(Digest::Sha256),
            "manifest-sha512.txt" => Kind::Manifest(Digest::Sha512),
            "tagmanifest-sha256.txt" => Kind::TagManifest(Digest::Sha256),
            "tagmanifest-sha512.txt" => Kind::TagManifest(Digest::Sha512),
            "data/logs/custody.jsonl" => Kind::Custody,
            "data/logs/redaction-log.csv" => Kind::LogTable,
            "data/logs/redaction-log.jsonl" => Kind::LogLines,
            other => Kind::of_numbered(other),
        }
    }

    fn of_numbered(path: &str) -> Kind {
        if let Some(name) = path.strip_prefix("data/media/") {
            return media_number(name).map_or(Kind::Unknown, Kind::Media);
        }
        if let Some(rest) = path.strip_prefix("data/threads/t") {
            return of_thread(rest).unwrap_or(Kind::Unknown);
        }
        if let Some(rest) = path.strip_prefix("data/proof/") {
            return of_proof(rest).unwrap_or(Kind::Unknown);
        }
        if let Some(rest) = path.strip_prefix("data/review/") {
            return of_review(rest).unwrap_or(Kind::Unknown);
        }
        if path.starts_with("data/certificates/") {
            let mut known = certificates::NAMES.iter();
            let number = known.position(|name| certificates::path(name) == path);
            return number.map_or(Kind::Unknown, Kind::Certificate);
        }
        match path.strip_prefix("signatures/") {
            Some(_) => Kind::Signature,
            None => Kind::Unknown,
        }
    }

    /// Part of the payload, listed in the payload manifests.
    pub(super) fn is_payload(path: &str) -> bool {
        path.starts_with("data/")
    }
}

fn of_thread(rest: &str) -> Option<Kind> {
    let (number, name) = rest.split_once('/')?;
    let thread = counted(number, 3)?;
    match name {
        "attachments.csv" => Some(Kind::Attachments(thread)),
        "messages.jsonl" => Some(Kind::Messages(thread)),
        "transcript.html" => Some(Kind::Page(thread)),
        "transcript.txt" => Some(Kind::Transcript(thread)),
        part => {
            let number = part.strip_prefix("transcript-")?.strip_suffix(".html")?;
            counted(number, 4).map(|part| Kind::PagePart(thread, part))
        }
    }
}

fn of_proof(rest: &str) -> Option<Kind> {
    let (number, name) = rest.split_once('/')?;
    let seal = counted(number, 4)?;
    match name {
        "seal.json" => Some(Kind::Seal(seal)),
        "leaves.txt" => Some(Kind::Leaves(seal)),
        "openings.jsonl" => Some(Kind::Openings(seal)),
        _other => None,
    }
}

fn of_review(rest: &str) -> Option<Kind> {
    let plain = |name: &str| {
        let digits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
        !name.is_empty() && name.bytes().all(digits)
    };
    let known = match rest.split_once('/') {
        None => ["production.dat", "settings.json"].contains(&rest),
        Some(("messages", name)) => {
            let number = name.strip_prefix('t')?.strip_suffix(".csv")?;
            counted(number, 3).is_some()
        }
        Some(("natives", name)) => plain(name.strip_suffix(".rsmf")?),
        Some(("text", name)) => plain(name.strip_suffix(".txt")?),
        Some(_) => false,
    };
    known.then_some(Kind::Review)
}

/// The number of `000001.jpg`.
/// Endings of media. Opening a file of one runs nothing.
const ENDINGS: [&str; 22] = [
    "3gp", "aac", "amr", "bin", "docx", "gif", "jpg", "m4a", "mov", "mp3", "mp4", "ogg", "opus",
    "pdf", "png", "pptx", "txt", "vcf", "wav", "webp", "xlsx", "zip",
];

fn media_number(name: &str) -> Option<u32> {
    let (number, ending) = name.split_once('.')?;
    let is_known = ENDINGS.contains(&ending);
    is_known.then(|| counted(number, 6)).flatten()
}

/// A number from 1, written with at least `digits` digits and no more zeros than that takes.
fn counted(text: &str, digits: usize) -> Option<u32> {
    let all_digits = text.chars().all(|c| c.is_ascii_digit());
    let fits = text.len() == digits || (text.len() > digits && !text.starts_with('0'));
    if !all_digits || !fits {
        return None;
    }
    text.parse().ok().filter(|number| *number > 0)
}

/// Why a name is refused; `None` when it may stand in a package. `path` is below the top folder.
pub(super) fn refused(path: &str) -> Option<&'static str> {
    if path == "README.txt" {
        return None;
    }
    if path.is_empty() {
        return Some("is empty");
    }
    if path.contains('\\') {
        return Some("holds a backslash");
    }
    if path.starts_with('/') {
        return Some("is absolute");
    }
    if path.starts_with('~') {
        return Some("starts with a tilde");
    }
    if path.as_bytes().get(1) == Some(&b':') {
        return Some("starts with a drive letter");
    }
    if path.ends_with('/') {
        return Some("is a folder entry");
    }
    if path.len() > PATH_BYTES {
        return Some("is longer than 160 characters");
    }
    path.split('/').find_map(refused_part)
}

fn refused_part(part: &str) -> Option<&'static str> {
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "._-".contains(c);
    if part.is_empty() {
        return Some("has an empty part");
    }
    if part == "." || part == ".." {
        return Some("leads out of its folder");
    }
    if !part.chars().all(allowed) {
        return Some("holds a character outside a-z 0-9 . _ -");
    }
    if part.len() > PART_BYTES {
        return Some("has a part longer than 80 characters");
    }
    if part.ends_with('.') {
        return Some("has a part that ends with a dot");
    }
    let stem = part.split('.').next().unwrap_or_default();
    let numbered = |base: &str| {
        stem.strip_prefix(base)
            .is_some_and(|rest| rest.len() == 1 && matches!(rest.as_bytes(), [b'1'..=b'9']))
    };
    let device = ["con", "prn", "aux", "nul"].contains(&stem) || numbered("com") || numbered("lpt");
    device.then_some("is a device name on Windows")
}

/// Why a name below `signatures/` is refused.
pub(super) fn refused_signature(path: &str) -> Option<&'static str> {
    let name = path.strip_prefix("signatures/").unwrap_or(path);
    if name.contains('/') {
        return Some("stands in a folder below signatures/");
    }
    let known = SIGNATURE_ENDS
        .iter()
        .any(|end| name.len() > end.len() && name.ends_with(end));
    (!known).then_some("is none of *.sig *.der *.pem *.tsq *.tsr")
}

/// The names that occur more than once when case is ignored.
pub(super) fn repeated<'a>(names: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    names
        .filter(|name| !seen.insert(name.to_lowercase()))
        .map(str::to_owned)
        .collect()
}

/// The number of a disclosure: from 1, at most six digits, none before its time.
pub(super) fn plain_number(text: &str) -> Option<u32> {
    let fits = text.len() <= 6 && text.bytes().all(|byte| byte.is_ascii_digit());
    let starts = text.bytes().next().is_some_and(|first| first != b'0');
    (fits && starts).then(|| text.parse().ok()).flatten()
}

/// Whether `name` is what a package's top folder must be called:
/// `threadseal-disclosure-YYYYMMDD-HHMMSS`, with `-dN` behind it where it has a number.
pub(super) fn is_top_folder(name: &str) -> bool {
    let Some(rest) = name.strip_prefix("threadseal-disclosure-") else {
        return false;
    };
    let (stamp, number) = rest
        .split_once("-d")
        .map_or((rest, None), |(stamp, number)| (stamp, Some(number)));
    if number.is_some_and(|number| plain_number(number).is_none()) {
        return false;
    }
    stamp.len() == 15
        && stamp.bytes().enumerate().all(|(at, byte)| {
            if at == 8 {
                byte == b'-'
            } else {
                byte.is_ascii_digit()
            }
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn media_end_in_nothing_that_runs() {
        for ending in ENDINGS {
            let path = format!("data/media/000001.{ending}");
            assert_eq!(Kind::of(&path), Kind::Media(1), "{path}");
        }
        for ending in [
            "exe", "html", "svg", "lnk", "bat", "JPG", "jpg.exe", "", "jpeg",
        ] {
            let path = format!("data/media/000001.{ending}");
            assert_eq!(Kind::of(&path), Kind::Unknown, "{path}");
        }
    }
}
