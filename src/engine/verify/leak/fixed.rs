//! What every package says, whatever the case: text that is compared with what is known rather than
//! searched, so that withholding the word "message" does not forbid every package. Taken from the
//! format and, as plain text, from the templates; anything that is not found here is case data.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::fold::folded;
use super::sentences::SENTENCES;
use crate::engine::decision::REASONS;
use crate::engine::verify::bag::{FORMAT, SCRIPT};
use crate::engine::verify::{attachments, custody, logs, named, names, records, stamp};

const README: &str = include_str!("../../package/templates/readme.txt");
const PROOF: &str = include_str!("../../package/templates/proof.txt");
const FORMS: &str = include_str!("../../package/templates/certificates.txt");
const STYLE: &str = include_str!("../../package/templates/transcript.css");

/// Words of fixed fields.
const WORDS: &str = "{\"thread\":1,\"i\":1,\"at\":null,\"raw_stamp\":\"\",\"sender\":null,\
\"kind\":\"text\",\"flags\":[],\"body\":[{\"t\":\"\"},{\"r\":[\"\"]}],\"attachment\":{\"state\":\
\"included\",\"file\":\"data/media/000001.jpg\",\"name\":null,\"codes\":[]}} not-included absent cleaned no-safe-copy as-it-is redacted sound-range region why metadata program \
withheld outside maintained source redactions open redact export attachments as-they-are n_redactions \
reviewers role initials reviewer \
date-order intake app device how who zone thread first_record n_records order shown state dmy mdy ymd read as time zone \
the text itself shows proven corroborated assumed conflict decided by decided on \
Bagging-Date External-Identifier External-Description Bag-Software-Agent BagIt-Profile-Identifier \
urn:threadseal:disclosure-1 Payload-Oxum \
Threadseal-Format Threadseal-Created Threadseal-Attachments Disclosure-Number disclosure threadseal-disclosure-1 \
Disclosure of WhatsApp chat exports BagIt-Version: 1.0 Tag-File-Character-Encoding: UTF-8 \
README.txt bag-info.txt bagit.txt manifest-sha256.txt manifest-sha512.txt tagmanifest-sha256.txt \
tagmanifest-sha512.txt signatures data/logs/custody.jsonl data/logs/redaction-log.csv \
data/logs/redaction-log.jsonl data/threads/t001/attachments.csv data/threads/t001/messages.jsonl \
data/threads/t001/transcript.html data/threads/t001/transcript.txt transcript-0001.html \
attachment: not in this package attachment: not in the export attachment: not in this package, no safe copy of it can be made attachment: data/media/000001.opus, without a part article class=\"m\" id=\"m1\" \
header span class=\"n\" span class=\"s\" time div class=\"b\" p class=\"a\" h2 class=\"d\" \
Monday Tuesday Wednesday Thursday Friday Saturday Sunday";

/// All of it, folded.
static ALL: LazyLock<String> = LazyLock::new(|| {
    let mut all = [README, PROOF, FORMS, FORMAT, SCRIPT, STYLE, WORDS].join("\n");
    for words in SENTENCES.into_iter().chain(OBSERVED) {
        all.push('\n');
        all.push_str(words);
    }
    let titles = REASONS.iter().map(|reason| reason.title);
    let columns = attachments::COLUMNS.into_iter().chain(logs::COLUMNS);
    let keys = custody::KEYS.into_iter();
    let whys = named::WHYS.into_iter().chain(named::LACKS);
    let kinds = records::KINDS.into_iter().chain(records::FLAGS).chain(whys);
    for word in titles.chain(columns).chain(keys).chain(kinds) {
        all.push('\n');
        all.push_str(word);
    }
    folded(&all)
});

/// Whether the folded value stands in what every package says.
pub(super) fn holds(value: &str) -> bool {
    ALL.contains(value)
}

/// The words of it.
static ALL_WORDS: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| {
    let words = ALL.split(|c: char| !c.is_alphanumeric() && c != '\'');
    words.collect()
});

/// Whether the folded word is one that every package holds.
pub(super) fn holds_word(word: &str) -> bool {
    ALL_WORDS.contains(word)
}

/// Whether this is what the styles of all pages have in common.
pub(super) fn is_style(text: &str) -> bool {
    text.trim() == STYLE.trim()
}

/// Whether a text node or a line outside records is one of the known sentences.
pub(super) fn is_sentence(text: &str) -> bool {
    let text = text.trim();
    if text.is_empty() {
        return true;
    }
    let general = with_numbers_general(text);
    SENTENCES.contains(&general.as_str()) || is_reason(text) || is_mark(text)
}

/// The lines of the format and of the checker that every package holds.
static SHIPPED: LazyLock<BTreeSet<&'static str>> =
    LazyLock::new(|| FORMAT.lines().chain(SCRIPT.lines()).collect());

/// Whether a line is one of the format or of the checker.
pub(super) fn is_shipped_line(line: &str) -> bool {
    SHIPPED.contains(line)
}

/// Whether a line of the README is one of the known ones.
pub(super) fn is_readme_line(line: &str) -> bool {
    let known = README
        .lines()
        .chain(PROOF.lines())
        .any(|known| known == line);
    known
        || is_seal_number(line)
        || is_time_line(line)
        || is_sentence(line)
        || is_legend(line)
        || is_made(line)
        || names::is_top_folder(line)
}

/// Sentences of the drafts of certificates that stand in no template. A `#` stands for a number.
const OBSERVED: [&str; 15] = [
    "DRAFT, for a person to check, to complete and to sign. The program wrote down",
    "what it did and what people typed, and certifies nothing. It cannot know that",
    "the export was genuine, complete or unchanged before it was opened: an export",
    "is a text file that anyone can edit. Lines are left for what it does not know.",
    "WHAT THE PROGRAM OBSERVED",
    "Threads: #",
    "Records: #",
    "Files in data/media: #",
    "Rows of the redaction log: #",
    "Digests of every file: manifest-sha#.txt, manifest-sha#.txt",
    "WHAT PEOPLE SAY OF THE EXPORTS, AND NOBODY CHECKED",
    "Nobody recorded how the exports came here.",
    "Source #",
    "    recorded on: #-#-#",
    "",
];

/// Whether a line of a draft is one of the known ones.
pub(super) fn is_certificate_line(line: &str) -> bool {
    let made = line.strip_prefix("Made: ").is_some_and(|rest| {
        let parts = rest.split_once(", by the clock of the device, with ");
        parts.is_some_and(|(time, tool)| stamp::is_instant(time) && is_tool(tool))
    });
    let folder = line.strip_prefix("Package: ");
    let seal = line.strip_prefix("Number of seal ").is_some_and(|rest| {
        let parts = rest.split_once(": ");
        parts.is_some_and(|(n, number)| {
            n.parse::<u32>().is_ok() && is_seal_number(&format!("    {number}"))
        })
    });
    let general = with_numbers_general(line);
    FORMS.lines().any(|known| known == line)
        || OBSERVED.contains(&general.as_str())
        || folder.is_some_and(names::is_top_folder)
        || made
        || seal
}

/// How an order of dates that somebody chose is read, and what the text itself shows.
fn is_time_line(line: &str) -> bool {
    const ORDERS: [&str; 3] = ["day, month, year", "month, day, year", "year, month, day"];
    const STATES: [&str; 4] = ["proven", "corroborated", "assumed", "conflict"];
    if let Some(order) = line.strip_prefix("    read as: ") {
        return ORDERS.contains(&order);
    }
    let shown = line.strip_prefix("    the text itself shows: ");
    let parts = shown.and_then(|shown| shown.strip_suffix(')')?.split_once(" ("));
    parts.is_some_and(|(order, state)| ORDERS.contains(&order) && STATES.contains(&state))
}

/// `    d7992f74…:11:7`
fn is_seal_number(line: &str) -> bool {
    let number = line.strip_prefix("    ").unwrap_or_default();
    let parts: Vec<&str> = number.split(':').collect();
    let [root, counts @ ..] = parts.as_slice() else {
        return false;
    };
    let is_root = root.len() == 64 && root.bytes().all(super::files::is_hex);
    let is_count = |text: &&str| text.parse::<u32>().is_ok_and(|n| n.to_string() == **text);
    is_root && counts.len() == 2 && counts.iter().all(is_count)
}

/// `█[TPD]█`
pub(super) fn is_mark(text: &str) -> bool {
    let codes = text
        .strip_prefix("█[")
        .and_then(|rest| rest.strip_suffix("]█"));
    codes.is_some_and(|codes| codes.split(' ').all(is_code))
}

/// Whether `word` is a reason code.
pub(super) fn is_code(word: &str) -> bool {
    REASONS.iter().any(|reason| reason.code == word)
}

fn is_reason(text: &str) -> bool {
    REASONS.iter().any(|reason| reason.title == text)
}

/// `    TPD  Personal data of somebody else: 3`
fn is_legend(line: &str) -> bool {
    let Some((code, rest)) = line.trim().split_once("  ") else {
        return false;
    };
    let Some((title, number)) = rest.rsplit_once(": ") else {
        return false;
    };
    let known = is_reason(title) || title == "Other (the note says what)";
    is_code(code) && known && with_numbers_general(number) == "#"
}

/// `Made 2024-03-01T10:00:00Z by threadseal 0.1.0.`
fn is_made(line: &str) -> bool {
    let inner = line
        .strip_prefix("Made ")
        .and_then(|rest| rest.strip_suffix('.'));
    inner
        .and_then(|inner| inner.split_once(" by "))
        .is_some_and(|(time, tool)| stamp::is_instant(time) && is_tool(tool))
}

/// What a custody log says of a choice that the maker made.
pub(super) fn is_choice(word: &str) -> bool {
    [
        "as-they-are",
        "cleaned",
        "withheld",
        "role",
        "initials",
        "name",
    ]
    .contains(&word)
}

/// What a redaction log says of every decision alike.
pub(super) fn is_log_word(word: &str) -> bool {
    [custody::ROLE, logs::PROGRAM, "maintained"].contains(&word)
}

/// Why a file has no clean copy, or what a copy lacks.
pub(super) fn is_why(word: &str) -> bool {
    named::WHYS.contains(&word) || named::LACKS.contains(&word)
}

/// `threadseal 0.1.0`
pub(super) fn is_tool(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_digit() || c == '.';
    text.strip_prefix("threadseal ")
        .is_some_and(|version| !version.is_empty() && version.chars().all(plain))
}

/// Whether `text` is a type that the program tells by content.
pub(super) fn is_media_type(text: &str) -> bool {
    const OFFICE: &str = "application/vnd.openxmlformats-officedocument.";
    let office = [
        "presentationml.presentation",
        "spreadsheetml.sheet",
        "wordprocessingml.document",
    ];
    let plain = [
        "application/octet-stream",
        "application/pdf",
        "application/zip",
        "audio/aac",
        "audio/amr",
        "audio/mp4",
        "audio/mpeg",
        "audio/ogg",
        "audio/wav",
        "image/gif",
        "image/jpeg",
        "image/png",
        "image/webp",
        "text/plain",
        "text/vcard",
        "video/3gpp",
        "video/mp4",
        "video/ogg",
    ];
    plain.contains(&text)
        || text
            .strip_prefix(OFFICE)
            .is_some_and(|rest| office.contains(&rest))
}

/// Numbers, with or without commas between thousands, as `#`.
fn with_numbers_general(text: &str) -> String {
    let mut out = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let inside = out.ends_with('#');
        let next_is_digit = chars.peek().is_some_and(char::is_ascii_digit);
        if c.is_ascii_digit() {
            if !inside {
                out.push('#');
            }
        } else if !(c == ',' && inside && next_is_digit) {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_sentences_are_known() {
        for line in [
            "1,204 records",
            "1 record",
            "transcript-0002.html: records 5,001 to 10,000, from 2024-03-01",
            "Personal data of somebody else",
            "█[CON TPD]█",
        ] {
            assert!(is_sentence(line), "{line}");
        }
        for line in ["Jane's records", "12 secrets", "█[Jane]█"] {
            assert!(!is_sentence(line), "{line}");
        }
        for line in [
            "threadseal-disclosure-20240301-100000",
            "Made 2024-03-01T10:00:00Z by threadseal 0.1.0.",
            "    TPD  Personal data of somebody else: 3",
            "    unzip threadseal-disclosure-20240301-100000.zip",
            "    python3 verify.py ../threadseal-disclosure-20240301-100000.zip",
            "    threadseal verify ../threadseal-disclosure-20240301-100000.zip",
            "WHAT THIS IS",
        ] {
            assert!(is_readme_line(line), "{line}");
        }
        assert!(!is_readme_line("Made by Jane."));
    }

    #[test]
    fn common_words_stand_in_every_package() {
        for word in [
            "message",
            "body",
            "the",
            "contact details",
            "transcript.html",
        ] {
            assert!(holds(word), "{word}");
        }
        assert!(!holds("jane sample"));
    }
}
