//! What makes the package a BagIt 1.0 bag (RFC 8493): its name, its manifests, what is said about
//! it, and the words for a person who opens it first.

use std::collections::BTreeMap;

use super::custody::media_word;
use super::gates;
use super::html::grouped;
use super::log::legend;
use super::plan::Material;
use super::times;
use super::when::gap_list;
use crate::engine::digest::Digests;
use crate::engine::session::protocol::MediaChoice;
use crate::engine::time::Instant;

/// The declaration that every bag opens with.
pub(super) const DECLARATION: &str = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";

/// The format, in words: in every package, so that it can be checked without us.
pub(super) const FORMAT: &str = include_str!("../../../docs/disclosure-package.md");
/// A checker written from the format alone.
pub(super) const SCRIPT: &str = include_str!("templates/verify.py");

const README: &str = include_str!("templates/readme.txt");
const PROOF: &str = include_str!("templates/proof.txt");
const DISCLOSURE: &str = "
This is disclosure # under this seal; the maker counts the packages that
were saved under it, whoever they went to. A later one may show more.";
const DISCLOSURE_OF_SEVERAL: &str = "
This is disclosure # under these seals; the maker counts on from the highest
number of a package that was saved under any of them, whoever it went to.";
const PROOF_CLOSED: &str = "\
Of a message in which something is withheld, the time and the sender are proven,
and nothing else: the words beside a mark are as the maker gave them.";
const PROOF_PARTS: &str = "\
Every shown word is proven. Marks reach to the edges of tokens of at most eight
characters, and the number of tokens under each mark can be counted.";
/// The same where marks stand in times or in senders, too.
const HEADS_CLOSED: &str = "\
Of a message in which something is withheld, the time, the sender and the words
are proven, each only where no mark stands in it: what stands beside a mark is as
the maker gave it.";
const HEADS_PARTS: &str = "\
Every shown word of a message's text is proven. Its time and its sender are only
where no mark stands in them: what stands beside one there is as the maker gave
it. Marks in a text reach to the edges of tokens of at most eight characters, and
the number of tokens under each mark can be counted.";

/// The package's folder: its zip's name without `.zip`. A package with a proof has its number there.
pub(super) fn package_name(material: &Material) -> String {
    let stamped = stamped_name("disclosure", &material.options.created);
    match material.number {
        Some(number) => format!("{stamped}-d{number}"),
        None => stamped,
    }
}

/// The name of a package of that kind.
pub(super) fn stamped_name(kind: &str, created: &Instant) -> String {
    let stamp = jiff::Timestamp::from_millisecond(created.unix_ms())
        .unwrap_or(jiff::Timestamp::UNIX_EPOCH)
        .to_zoned(jiff::tz::TimeZone::UTC)
        .datetime();
    format!(
        "threadseal-{kind}-{:04}{:02}{:02}-{:02}{:02}{:02}",
        stamp.year(),
        stamp.month(),
        stamp.day(),
        stamp.hour(),
        stamp.minute(),
        stamp.second()
    )
}

/// Which of the two digests a manifest lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Algorithm {
    /// SHA-256.
    Sha256,
    /// SHA-512.
    Sha512,
}

/// The lines of a manifest over `files`, which are sorted by path.
pub(super) fn manifest<'a>(
    algorithm: Algorithm,
    files: impl Iterator<Item = (&'a str, &'a Digests)>,
) -> Vec<u8> {
    let mut out = String::new();
    for (path, digests) in files {
        let digest = match algorithm {
            Algorithm::Sha256 => &digests.sha256,
            Algorithm::Sha512 => digests.sha512.as_ref().unwrap_or(&digests.sha256),
        };
        out.push_str(digest);
        out.push_str("  ");
        out.push_str(path);
        out.push('\n');
    }
    out.into_bytes()
}

/// `bag-info.txt`.
pub(super) fn info(material: &Material, octets: u64, n_files: usize) -> Vec<u8> {
    let created = &material.options.created;
    let lines = [
        ("Bagging-Date", created.utc_date()),
        ("External-Identifier", package_name(material)),
        (
            "External-Description",
            "Disclosure of WhatsApp chat exports".to_owned(),
        ),
        ("Bag-Software-Agent", one_line(&material.options.tool)),
        (
            "BagIt-Profile-Identifier",
            "urn:threadseal:disclosure-1".to_owned(),
        ),
        ("Payload-Oxum", format!("{octets}.{n_files}")),
        ("Threadseal-Format", "threadseal-disclosure-1".to_owned()),
        ("Threadseal-Created", one_line(created.as_str())),
        (
            "Threadseal-Attachments",
            media_word(material.options.media).to_owned(),
        ),
    ];
    let mut out = String::new();
    for (label, value) in lines {
        out.push_str(&format!("{label}: {value}\n"));
    }
    if let Some(number) = material.number {
        out.push_str(&format!("Disclosure-Number: {number}\n"));
    }
    out.into_bytes()
}

/// A value of `bag-info.txt` must not start a line of its own.
pub(super) fn one_line(text: &str) -> String {
    text.replace(char::is_control, " ")
}

/// `README.txt`. Holds no title and no name of a participant: those stand in the transcripts alone.
/// The names of those who decided go in last, so that none of them is taken for a place to fill.
pub(super) fn readme(material: &Material) -> Vec<u8> {
    let created = &material.options.created;
    README
        .replace("{contents}", &contents(material))
        .replace("{withheld}", &withheld(material))
        .replace("{proof}", &proof(material))
        .replace("{media}", media(material))
        .replace("{review}", review(material))
        .replace("{tool}", &one_line(&material.options.tool))
        .replace("{created}", &one_line(created.as_str()))
        .replace("{folder}", &package_name(material))
        .replace("{disclosure}", &disclosure(material))
        .replace("{gates}", &gates::readme(material))
        .replace("{times}", &times::readme(material))
        .into_bytes()
}

/// Which disclosure it is; nothing for a package without a proof.
fn disclosure(material: &Material) -> String {
    let Some(number) = material.number else {
        return String::new();
    };
    let seals = material.plan.threads.iter().filter(|at| at.seal.is_some());
    let words = match seals.count() {
        1 => DISCLOSURE,
        _several => DISCLOSURE_OF_SEVERAL,
    };
    words.replace('#', &number.to_string())
}

fn contents(material: &Material) -> String {
    let n_threads = material.plan.threads.len();
    let n_records: u64 = material
        .plan
        .threads
        .iter()
        .map(|thread| u64::from(thread.thread.n_records()))
        .sum();
    format!(
        "{} {} with\n{} {}, in data/threads",
        grouped(n_threads as u64),
        if n_threads == 1 { "thread" } else { "threads" },
        grouped(n_records),
        if n_records == 1 { "record" } else { "records" },
    )
}

fn withheld(material: &Material) -> String {
    let legend = legend(material);
    let mut out = "WHAT IS WITHHELD\n\n".to_owned();
    if legend.is_empty() {
        out.push_str(match material.options.media {
            MediaChoice::Cleaned => {
                "Nobody decided to withhold any text, name or file of these threads.\n"
            }
            MediaChoice::AsTheyAre | MediaChoice::Withheld => {
                "No text, name or file is withheld from these threads.\n"
            }
        });
        return out;
    }
    out.push_str(
        "Where something is withheld there stands a mark with the reason's code, like\n\
         █[TPD]█. It is as long for one letter as for a page. The places are listed in\n\
         data/logs/redaction-log.csv. The codes used here, and how many rows of that log\n\
         give each:\n\n",
    );
    for (reason, n_rows) in legend {
        let title = if reason.needs_note {
            "Other (the note says what)"
        } else {
            reason.title
        };
        out.push_str(&format!(
            "    {}  {title}: {}\n",
            reason.code,
            grouped(n_rows)
        ));
    }
    if material.plan.n_outside > 0 {
        out.push_str(&format!(
            "\nCounted apart: records outside the scope that the maker chose, withheld whole\n\
             for that alone or for that, too: {}. Their rows there have the scope \"outside\".\n",
            grouped(material.plan.n_outside)
        ));
    }
    out.push_str(&gap_list(material));
    out.push_str("\nThe rows of that log by what they are about:\n\n");
    for (word, n_rows) in scopes(material) {
        out.push_str(&format!("    {word}: {}\n", grouped(n_rows)));
    }
    out
}

/// What the rows of the redaction log are about, with their numbers.
fn scopes(material: &Material) -> BTreeMap<&'static str, u64> {
    let mut counts = BTreeMap::new();
    for row in &material.plan.rows {
        *counts.entry(row.scope.word()).or_default() += 1;
    }
    counts
}

/// What the proof shows; nothing for a package without one.
fn proof(material: &Material) -> String {
    let seals = material.plan.threads.iter().filter_map(|t| t.seal.as_ref());
    let numbers: Vec<String> = seals.map(|seal| format!("    {}", seal.number())).collect();
    if numbers.is_empty() {
        return String::new();
    }
    let scopes = scopes(material);
    let is_in_heads = ["sender", "time"]
        .iter()
        .any(|scope| scopes.contains_key(scope));
    let bodies = match (is_in_heads, material.opens_parts()) {
        (false, false) => PROOF_CLOSED,
        (false, true) => PROOF_PARTS,
        (true, false) => HEADS_CLOSED,
        (true, true) => HEADS_PARTS,
    };
    let text = PROOF.replace("{bodies}", bodies);
    text.replace("{numbers}", &numbers.join("\n"))
}

fn review(material: &Material) -> &'static str {
    match material.options.review {
        Some(_) => {
            "\n\nThe same records stand in data/review in forms that review platforms load: RSMF\n\
             2.0 with a document for each day of each thread, a Concordance load file, texts\n\
             and tables. Times there have the offset of a zone that the maker chose."
        }
        None => "",
    }
}

fn media(material: &Material) -> &'static str {
    match material.options.media {
        MediaChoice::AsTheyAre => {
            "Attachments that no decision withholds are in data/media, byte for byte as the\n\
             export held them, with whatever metadata they carry (place, time, device). Files\n\
             that no shown message names are not included."
        }
        MediaChoice::Cleaned => {
            "Attachments that no decision withholds are in data/media as clean copies:\n\
             pixels and sound are the very bytes of the export, everything else in the file\n\
             (place, time, device, comments, previews) was left behind. Of a file that no\n\
             safe copy can be made of there is none; attachments.csv and the redaction log\n\
             say which, and why. A file whose state there is \"included\" somebody decided to\n\
             hand over as it is. Files that no shown message names are not included."
        }
        MediaChoice::Withheld => {
            "Attachments were left out of this package altogether. The transcripts say where a\n\
             message names one."
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_is_the_time_in_utc() {
        let cases = [
            (
                "2024-03-01T10:00:00Z",
                "threadseal-disclosure-20240301-100000",
            ),
            (
                "2024-03-01T23:30:05.999+05:30",
                "threadseal-disclosure-20240301-180005",
            ),
            (
                "1969-12-31T23:59:59.5Z",
                "threadseal-disclosure-19691231-235959",
            ),
        ];
        for (created, expected) in cases {
            let created = Instant::from_rfc3339(created).expect("a time");
            assert_eq!(stamped_name("disclosure", &created), expected);
        }
    }

    #[test]
    fn a_value_is_one_line() {
        assert_eq!(one_line("a\r\nPayload-Oxum: 1.1"), "a  Payload-Oxum: 1.1");
    }

    #[test]
    fn every_placeholder_of_the_readme_is_filled() {
        let left = [
            "{contents}",
            "{withheld}",
            "{media}",
            "{review}",
            "{proof}",
            "{disclosure}",
            "{tool}",
            "{created}",
            "{folder}",
            "{times}",
            "{gates}",
        ]
        .iter()
        .fold(README.to_owned(), |text, name| text.replace(name, ""));
        assert!(!left.contains(['{', '}']));
    }
}
