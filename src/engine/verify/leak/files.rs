//! The files that the package itself writes: what in them is case data is searched, what every
//! package holds is compared with what is known.

use super::fixed;
use super::found::{Class, Part};
use super::scan::{Piece, Scan};
use crate::engine::verify::custody;
use crate::engine::verify::json::Json;
use crate::engine::verify::lines::{Line, Lines};
use crate::engine::verify::logs::{self, SCOPES};
use crate::engine::verify::named::State;
use crate::engine::verify::names::{self, Kind};
use crate::engine::verify::records::{FLAGS, KINDS};
use crate::engine::verify::stamp;

/// Searches one file, in pieces of any size.
pub(super) trait Search {
    /// Takes the next bytes.
    fn push(&mut self, bytes: &[u8], scan: &mut Scan<'_>);
    /// The end of the file.
    fn end(&mut self, scan: &mut Scan<'_>);
}

/// What one line of a file is.
pub(super) type EachLine = fn(&str, u64, &mut Scan<'_>);

/// A file of lines.
pub(super) struct LineFile {
    lines: Lines,
    each: EachLine,
}

impl LineFile {
    /// `each` searches what of a line is case data.
    pub(super) fn new(each: EachLine) -> LineFile {
        LineFile {
            lines: Lines::default(),
            each,
        }
    }
}

impl Search for LineFile {
    fn push(&mut self, bytes: &[u8], scan: &mut Scan<'_>) {
        let each = self.each;
        self.lines.push(bytes, &mut |number, line| {
            search_line(line, number, each, scan)
        });
    }

    fn end(&mut self, scan: &mut Scan<'_>) {
        let each = self.each;
        self.lines
            .end(&mut |number, line| search_line(line, number, each, scan));
    }
}

fn search_line(line: Line<'_>, number: u64, each: EachLine, scan: &mut Scan<'_>) {
    let (Line::Whole(bytes) | Line::TooLong(bytes) | Line::Unended(bytes)) = line;
    let place = || format!("line {number}");
    scan.here.clear();
    match std::str::from_utf8(bytes) {
        Ok(text) => each(text, number, scan),
        Err(_) => {
            scan.other(&String::from_utf8_lossy(bytes), &place);
            scan.binary(bytes, None, &place);
        }
    }
    scan.whole_line(bytes, &place);
}

/// A text in a place that is none of a record's visible text.
pub(super) fn other(text: &str, number: u64, scan: &mut Scan<'_>) {
    scan.other(text, &|| format!("line {number}"));
}

/// A line of `README.txt`.
pub(super) fn readme_line(line: &str, number: u64, scan: &mut Scan<'_>) {
    // What people stated stands behind words that every README has.
    let stated = ["    decided by: ", "    time zone: "]
        .iter()
        .find_map(|words| line.strip_prefix(words));
    match stated {
        Some(stated) => other(stated, number, scan),
        None if fixed::is_readme_line(line) => {}
        None => other(line, number, scan),
    }
}

/// A line of a draft of a certificate.
pub(super) fn certificate_line(line: &str, number: u64, scan: &mut Scan<'_>) {
    let stated = ["    recorded by: "].into_iter().map(str::to_owned);
    let words = custody::INTAKE.map(|(_, words)| format!("    {words}: "));
    let mut stated = stated.chain(words);
    let stated = stated.find_map(|words| line.strip_prefix(words.as_str()));
    match stated {
        Some(stated) => other(stated, number, scan),
        None if fixed::is_certificate_line(line) => {}
        None => other(line, number, scan),
    }
}

/// A line of `format.md` or `verify.py`.
pub(super) fn shipped_line(line: &str, number: u64, scan: &mut Scan<'_>) {
    if !fixed::is_shipped_line(line) {
        other(line, number, scan);
    }
}

/// A line of `bagit.txt`.
pub(super) fn bagit_line(line: &str, number: u64, scan: &mut Scan<'_>) {
    if !["BagIt-Version: 1.0", "Tag-File-Character-Encoding: UTF-8"].contains(&line) {
        other(line, number, scan);
    }
}

/// A line of `bag-info.txt`.
pub(super) fn bag_info_line(line: &str, number: u64, scan: &mut Scan<'_>) {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let known = match line.split_once(": ") {
        Some(("Bagging-Date", value)) => stamp::day_of_date(value).is_some(),
        Some(("External-Identifier", value)) => names::is_top_folder(value),
        Some(("External-Description", value)) => value == "Disclosure of WhatsApp chat exports",
        Some(("Bag-Software-Agent", value)) => fixed::is_tool(value),
        Some(("BagIt-Profile-Identifier", value)) => value == "urn:threadseal:disclosure-1",
        Some(("Payload-Oxum", value)) => value
            .split_once('.')
            .is_some_and(|(bytes, files)| digits(bytes) && digits(files)),
        Some(("Threadseal-Format", value)) => value == "threadseal-disclosure-1",
        Some(("Threadseal-Created", value)) => stamp::is_instant(value),
        Some(("Threadseal-Attachments", value)) => {
            ["as-they-are", "cleaned", "withheld"].contains(&value)
        }
        Some(("Disclosure-Number", value)) => names::plain_number(value).is_some(),
        _other => false,
    };
    if !known {
        other(line, number, scan);
    }
}

/// A line of a manifest.
pub(super) fn manifest_line(line: &str, number: u64, scan: &mut Scan<'_>) {
    let cut = line.split_once("  ");
    let known = cut.is_some_and(|(digest, path)| {
        let fits = [64, 128].contains(&digest.len());
        fits && digest.bytes().all(is_hex) && is_known_path(path)
    });
    if !known {
        other(line, number, scan);
    }
}

pub(super) fn is_hex(byte: u8) -> bool {
    matches!(byte, b'0'..=b'9' | b'a'..=b'f')
}

/// Whether a path says nothing about the case.
pub(super) fn is_known_path(path: &str) -> bool {
    match Kind::of(path) {
        Kind::Media(_) => {
            let known = [
                "3gp", "aac", "amr", "bin", "docx", "gif", "jpg", "m4a", "mov", "mp3", "mp4",
                "ogg", "opus", "pdf", "png", "pptx", "txt", "vcf", "wav", "webp", "xlsx", "zip",
            ];
            path.rsplit_once('.')
                .is_some_and(|(_, extension)| known.contains(&extension))
        }
        Kind::Unknown | Kind::Signature | Kind::Fetch => false,
        Kind::Readme
        | Kind::Format
        | Kind::Script
        | Kind::BagInfo
        | Kind::BagIt
        | Kind::Manifest(_)
        | Kind::TagManifest(_)
        | Kind::Certificate(_)
        | Kind::Review
        | Kind::Custody
        | Kind::LogTable
        | Kind::LogLines
        | Kind::Attachments(_)
        | Kind::Messages(_)
        | Kind::Page(_)
        | Kind::PagePart(..)
        | Kind::Transcript(_)
        | Kind::Seal(_)
        | Kind::Leaves(_)
        | Kind::Openings(_) => true,
    }
}

/// A line of `redaction-log.jsonl`.
pub(super) fn log_line(line: &str, number: u64, scan: &mut Scan<'_>) {
    let fields = Json::read(line).ok();
    let fields = fields.as_ref().and_then(Json::as_object);
    let Some(fields) = fields else {
        return other(line, number, scan);
    };
    for (key, value) in fields {
        let text = value.as_text();
        let known = match key.as_str() {
            "no" | "thread" | "gaps" => value.as_number().is_some(),
            "record" => *value == Json::Null || value.as_number().is_some(),
            "scope" => text.is_some_and(is_scope),
            "codes" => value
                .as_texts()
                .is_some_and(|codes| codes.iter().all(|code| fixed::is_code(code))),
            "note" => text.is_some_and(fixed::is_why),
            "decided_by" | "status" => text.is_some_and(fixed::is_log_word),
            "decided_on" => text.is_some_and(|text| stamp::day_of_date(text).is_some()),
            _other => false,
        };
        if !known {
            json(key, value, &logs::COLUMNS, number, scan);
        }
    }
}

pub(super) fn is_scope(word: &str) -> bool {
    SCOPES.iter().any(|(scope, _)| *scope == word)
}

/// A field of JSON that is case data, all the way down: unknown keys, texts, numbers.
pub(super) fn json(key: &str, value: &Json, known: &[&str], number: u64, scan: &mut Scan<'_>) {
    if !known.contains(&key) {
        other(key, number, scan);
    }
    match value {
        Json::Null | Json::Bool(_) => {}
        Json::Number(text) | Json::Text(text) => other(text, number, scan),
        Json::List(members) => {
            for member in members {
                json("", member, &[""], number, scan);
            }
        }
        Json::Object(members) => {
            for (key, member) in members {
                json(key, member, &[], number, scan);
            }
        }
    }
}

/// A line of `messages.jsonl`.
pub(super) fn message_line(line: &str, number: u64, scan: &mut Scan<'_>) {
    let fields = Json::read(line).ok();
    let Some(fields) = fields.as_ref().and_then(Json::as_object) else {
        return other(line, number, scan);
    };
    let small = |key: &str| {
        let (_, value) = fields.iter().find(|(known, _)| known == key)?;
        value
            .as_number()
            .and_then(|number| u32::try_from(number).ok())
    };
    let (Some(thread), Some(record)) = (small("thread"), small("i")) else {
        return other(line, number, scan);
    };
    let mut seen: Vec<&str> = Vec::new();
    for (key, value) in fields {
        // A key that stands twice is hidden from readers that take the last one.
        let again = seen.contains(&key.as_str());
        seen.push(key);
        let visible = |part| Class::Visible(thread, record, part);
        match key.as_str() {
            "thread" | "i" if !again && value.as_number().is_some() => {}
            "at" | "raw_stamp" if !again => stamp_field(key, value, (thread, record), number, scan),
            "sender" if !again => parts(value, visible(Part::Sender), number, scan),
            "body" if !again => parts(value, visible(Part::Body), number, scan),
            "kind" if value.as_text().is_some_and(|word| KINDS.contains(&word)) => {}
            "flags" if is_flags(value) => {}
            "attachment" if !again => {
                named_file(value, (thread, record), scan);
                attachment(value, number, scan);
            }
            _other => json(key, value, &[], number, scan),
        }
    }
}

fn is_flags(value: &Json) -> bool {
    value
        .as_texts()
        .is_some_and(|flags| flags.iter().all(|flag| FLAGS.contains(flag)))
}

fn stamp_field(key: &str, value: &Json, at: (u32, u32), number: u64, scan: &mut Scan<'_>) {
    match value {
        Json::Null => {}
        Json::Text(text) if key == "raw_stamp" || stamp::day_of_civil(text).is_some() => {
            stamp_text(text, at, number, scan);
        }
        Json::List(_) if key == "raw_stamp" => {
            parts(value, Class::Stamp(at.0, at.1), number, scan);
        }
        _other => json(key, value, &["at", "raw_stamp"], number, scan),
    }
}

/// A stamp as it is written.
pub(super) fn stamp_text(text: &str, at: (u32, u32), number: u64, scan: &mut Scan<'_>) {
    let class = if stamp::is_stamp(text) {
        Class::Stamp(at.0, at.1)
    } else {
        Class::Other
    };
    scan.text(Piece::Written(class), text, &|| format!("line {number}"));
}

fn parts(value: &Json, class: Class, number: u64, scan: &mut Scan<'_>) {
    let place = || place_of(class, number);
    match value {
        Json::Null => {}
        Json::Text(text) => scan.text(Piece::Written(class), text, &place),
        Json::List(members) => {
            for member in members {
                match member.as_object() {
                    Some([(key, Json::Text(text))]) if key == "t" => {
                        scan.text(Piece::Written(class), text, &place);
                    }
                    Some([(key, codes)]) if key == "r" && is_codes(codes) => {}
                    _other => json("", member, &[""], number, scan),
                }
            }
        }
        Json::Bool(_) | Json::Number(_) | Json::Object(_) => {
            json("", value, &[""], number, scan);
        }
    }
}

fn place_of(class: Class, number: u64) -> String {
    match class {
        Class::Visible(_, record, Part::Sender) => format!("record {record}, its sender"),
        Class::Visible(_, record, Part::Body | Part::Line) => format!("record {record}"),
        Class::Stamp(_, record) => format!("record {record}, its stamp"),
        Class::Other => format!("line {number}"),
    }
}

fn is_codes(value: &Json) -> bool {
    value
        .as_texts()
        .is_some_and(|codes| codes.iter().all(|code| fixed::is_code(code)))
}

/// Remembers which record names a file first, so that a hit in the file leads there.
fn named_file(value: &Json, at: (u32, u32), scan: &mut Scan<'_>) {
    let members = value.as_object().unwrap_or_default();
    let file = members.iter().find(|(key, _)| key == "file");
    if let Some(path) = file.and_then(|(_, path)| path.as_text()) {
        let known = scan.found.named_by.entry(path.to_owned());
        known.or_insert(at);
    }
}

fn attachment(value: &Json, number: u64, scan: &mut Scan<'_>) {
    let Some(members) = value.as_object() else {
        return json("attachment", value, &["attachment"], number, scan);
    };
    for (key, value) in members {
        let text = value.as_text();
        let known = match key.as_str() {
            "state" => text.is_some_and(is_state),
            "file" => text.is_some_and(is_known_path),
            "codes" => is_codes(value),
            "why" => text.is_some_and(fixed::is_why),
            _other => false,
        };
        match text {
            _any if known => {}
            Some(name) if key == "name" => scan.file_name(name, &|| format!("line {number}")),
            _other => {
                let keys = ["state", "file", "codes", "name"];
                json(key, value, &keys, number, scan);
            }
        }
    }
}

pub(super) fn is_state(word: &str) -> bool {
    State::ALL.iter().any(|state| state.word() == word)
}
