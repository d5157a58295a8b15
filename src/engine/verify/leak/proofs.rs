//! The files of a proof: what their openings show is searched like the message text it is, joined
//! where tokens cut it; salts and hashes are compared with the digests of what is withheld.

use data_encoding::BASE64;

use super::files::{Search, is_hex};
use super::fixed;
use super::found::{Class, Part};
use super::scan::{Piece, Scan};
use crate::engine::verify::json::Json;
use crate::engine::verify::lines::{Line, Lines};
use crate::engine::verify::stamp;

/// A line of `leaves.txt`.
pub(super) fn leaf_line(line: &str, number: u64, scan: &mut Scan<'_>) {
    if !is_hash(line) {
        scan.other(line, &|| format!("line {number}"));
    }
}

/// A line of `seal.json`.
pub(super) fn seal_line(line: &str, number: u64, scan: &mut Scan<'_>) {
    let place = || format!("line {number}");
    let json = Json::read(line).ok();
    let Some(fields) = json.as_ref().and_then(Json::as_object) else {
        return scan.other(line, &place);
    };
    for (key, value) in fields {
        let text = value.as_text();
        let known = match key.as_str() {
            "format" => text == Some("chat-seal-1"),
            "hash" => text == Some("sha256"),
            "records" | "messages" => value.as_number().is_some(),
            "root" => text.is_some_and(is_hash),
            "created" => text.is_some_and(stamp::is_instant),
            "tool" => text.is_some_and(fixed::is_tool),
            _other => false,
        };
        if !known {
            scan.other(key, &place);
            everything(value, scan, &place);
        }
    }
}

fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(is_hex)
}

/// Every text and number inside.
fn everything(value: &Json, scan: &mut Scan<'_>, place: &dyn Fn() -> String) {
    match value {
        Json::Null | Json::Bool(_) => {}
        Json::Number(text) | Json::Text(text) => scan.other(text, place),
        Json::List(members) => members
            .iter()
            .for_each(|member| everything(member, scan, place)),
        Json::Object(members) => {
            for (key, member) in members {
                scan.other(key, place);
                everything(member, scan, place);
            }
        }
    }
}

/// Searches `openings.jsonl` of one thread.
pub(super) struct OpeningsFile {
    thread: u32,
    lines: Lines,
}

impl OpeningsFile {
    /// For thread `thread` of the package.
    pub(super) fn new(thread: u32) -> OpeningsFile {
        OpeningsFile {
            thread,
            lines: Lines::default(),
        }
    }
}

impl Search for OpeningsFile {
    fn push(&mut self, bytes: &[u8], scan: &mut Scan<'_>) {
        let thread = self.thread;
        self.lines.push(bytes, &mut |number, line| {
            line_of(thread, number, line, scan)
        });
    }

    fn end(&mut self, scan: &mut Scan<'_>) {
        let thread = self.thread;
        self.lines
            .end(&mut |number, line| line_of(thread, number, line, scan));
    }
}

fn line_of(thread: u32, number: u64, line: Line<'_>, scan: &mut Scan<'_>) {
    let (Line::Whole(bytes) | Line::TooLong(bytes) | Line::Unended(bytes)) = line;
    let place = || format!("line {number}");
    scan.here.clear();
    let json = std::str::from_utf8(bytes)
        .ok()
        .and_then(|text| Json::read(text).ok());
    match json.as_ref().and_then(Json::as_object) {
        // With nothing withheld at all, the digests of the whole tell nothing that is not shown.
        Some(fields) if is_open_container(fields) && scan.withheld.hides_nothing() => return,
        Some(fields) => opening(thread, number, fields, scan),
        None => scan.other(&String::from_utf8_lossy(bytes), &place),
    }
    scan.whole_line(bytes, &place);
}

fn is_open_container(fields: &[(String, Json)]) -> bool {
    let keys: Vec<&str> = fields.iter().map(|(key, _)| key.as_str()).collect();
    keys == ["i", "state", "key", "json"]
}

fn opening(thread: u32, number: u64, fields: &[(String, Json)], scan: &mut Scan<'_>) {
    let place = || format!("line {number}");
    let record = (number - 1) as u32;
    let visible = |part| Piece::Written(Class::Visible(thread, record, part));
    for (key, value) in fields {
        let text = text_of(key, value);
        match (key.trim_end_matches("B64"), text.as_deref()) {
            ("i" | "size", None) if value.as_number().is_some() => {}
            ("state", Some("full" | "partial" | "withheld")) => {}
            ("parts", None) => parts(value, visible(Part::Body), number, scan),
            ("stamp", Some(text)) => {
                let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
                let class = if bare.is_empty() || stamp::is_stamp(bare) {
                    Class::Stamp(thread, record)
                } else {
                    Class::Other
                };
                scan.text(Piece::Written(class), text, &place);
            }
            ("sender", Some(text)) => scan.text(visible(Part::Sender), text, &place),
            ("body", Some(text)) => scan.text(visible(Part::Body), text, &place),
            ("name", Some(text)) => scan.file_name(text, &place),
            (hash, Some(text)) if is_hash(text) && HASHES.contains(&hash) => {}
            _other => {
                scan.other(key, &place);
                everything(value, scan, &place);
            }
        }
    }
}

/// Keys whose values are hashes or salts.
const HASHES: [&str; 14] = [
    "key",
    "salt",
    "headSalt",
    "headCommit",
    "stampSalt",
    "stampCommit",
    "senderSalt",
    "senderCommit",
    "bodySalt",
    "bodyCommit",
    "nameSalt",
    "nameCommit",
    "dataSalt",
    "dataCommit",
];

/// A text, or what its Base64 stands for.
fn text_of(key: &str, value: &Json) -> Option<String> {
    let text = value.as_text()?;
    if !key.ends_with("B64") {
        return Some(text.to_owned());
    }
    let bytes = BASE64.decode(text.as_bytes()).ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

/// The shown runs of a body, each as one text.
fn parts(value: &Json, piece: Piece, number: u64, scan: &mut Scan<'_>) {
    let place = || format!("record {}", number - 1);
    let mut run = String::new();
    for part in value.as_list().unwrap_or_default() {
        match part.as_object() {
            Some([(salt, hash), (key, token)])
                if salt == "s" && hash.as_text().is_some_and(is_hash) =>
            {
                match text_of(key, token).filter(|_| matches!(key.as_str(), "t" | "tB64")) {
                    Some(token) => run.push_str(&token),
                    None => everything(part, scan, &place),
                }
            }
            Some([(key, hash)]) if key == "h" && hash.as_text().is_some_and(is_hash) => {
                scan.text(piece, &std::mem::take(&mut run), &place);
            }
            _other => everything(part, scan, &place),
        }
    }
    scan.text(piece, &run, &place);
}
