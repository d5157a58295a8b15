//! The proof: the seal, its leaves, and an opening for each record that shows just what the package
//! shows. Whoever has the root can check every shown character against it.
//!
//! Must never: give the key of a record of which anything is withheld, a salt of what is withheld,
//! or a plain digest of bytes that stay behind.

use std::ops::Range;
use std::rc::Rc;

use data_encoding::{BASE64, HEXLOWER};
use serde::{Deserialize, Serialize};

use super::jsonl::{put, string};
use super::outgoing::{Allowed, EntryAt, allowed, has_mark, join};
use super::plan::{Material, PlannedThread};
use crate::engine::place::ByteSpan;
use crate::engine::redact::{Grounds, Part};
use crate::engine::seal::hash::Hash;
use crate::engine::seal::keys::Salts;
use crate::engine::seal::record::{
    MessageCommits, Parts, commit_data, commit_message, commit_name, token_hash,
};
use crate::engine::seal::tokens::tokens;
use crate::engine::seal::{Member, Sealed};
use crate::engine::thread::{RecordId, Thread};

/// What a package needs to be checked against its seals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// One for each thread of the case.
    pub seals: Vec<Rc<Sealed>>,
    /// How a body is opened in which something is withheld.
    pub bodies: Bodies,
}

/// How a body is opened in which something, but not all, is withheld.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Bodies {
    /// Not at all: time and sender are proven, nothing is told of the body.
    Closed,
    /// Token by token: what is shown is proven, redactions grow to the edges of tokens, and the
    /// number of tokens in each gap can be counted.
    Parts,
}

/// Appends the line of record `i` of a seal.
pub(super) fn opening(out: &mut Vec<u8>, material: &Material, thread: &PlannedThread, i: u32) {
    let Some(seal) = &thread.seal else {
        return;
    };
    let key = seal.secret.keys().record(i);
    put(out, &format!("{{\"i\":{i},\"state\":"));
    if i == 0 {
        container(out, material, thread, seal, &key);
    } else if i <= seal.n_messages {
        message(out, material, thread, RecordId(i - 1), &key);
    } else if let Some(member) = seal.members.get((i - seal.n_messages - 1) as usize) {
        let at = (thread.source, member.entry);
        member_opening(out, member, open_of(material, at, member), &key);
    }
    put(out, "}\n");
}

/// Opened only when nothing at all is withheld: its digests would tell the rest by trying.
fn container(
    out: &mut Vec<u8>,
    material: &Material,
    thread: &PlannedThread,
    seal: &Sealed,
    key: &Hash,
) {
    let all_open = |member: &Member| {
        let open = open_of(material, (thread.source, member.entry), member);
        open.name && open.data
    };
    let is_whole = material.redactions.decisions().is_empty() && seal.members.iter().all(all_open);
    if is_whole {
        put(out, "\"full\"");
        hex(out, "key", key);
        put(out, ",\"json\":");
        string(out, &seal.container);
    } else {
        put(out, "\"withheld\"");
    }
}

fn message(
    out: &mut Vec<u8>,
    material: &Material,
    thread: &PlannedThread,
    record: RecordId,
    key: &Hash,
) {
    let may = allowed(material, thread, record);
    if may.gone {
        return put(out, "\"withheld\"");
    }
    let (stamp, sender, body) = thread.thread.parts(record);
    if !has_mark(&may.stamp) && !has_mark(&may.sender) && !has_mark(&may.body) {
        put(out, "\"full\"");
        hex(out, "key", key);
        bytes(out, "stamp", stamp);
        bytes(out, "sender", sender);
        bytes(out, "body", body);
        return;
    }
    let salts = Salts::new(key);
    let parts = Parts {
        stamp,
        sender,
        body,
    };
    let commits = commit_message(&salts, parts);
    put(out, "\"partial\"");
    hex(out, "salt", &salts.salt("leaf"));
    hex(out, "headSalt", &salts.salt("head"));
    if has_mark(&may.stamp) {
        hex(out, "stampCommit", &commits.stamp);
    } else {
        hex(out, "stampSalt", &salts.salt("stamp"));
        bytes(out, "stamp", stamp);
    }
    if has_mark(&may.sender) {
        hex(out, "senderCommit", &commits.sender);
    } else {
        hex(out, "senderSalt", &salts.salt("sender"));
        bytes(out, "sender", sender);
    }
    body_opening(out, material, thread, record, &may, &salts, &commits);
}

fn body_opening(
    out: &mut Vec<u8>,
    material: &Material,
    thread: &PlannedThread,
    record: RecordId,
    may: &Allowed,
    salts: &Salts,
    commits: &MessageCommits,
) {
    let is_closed = has_mark(&may.body) && !material.opens_parts();
    let shows_text = may.body.iter().any(|part| matches!(part, Part::Text(_)));
    if is_closed || (has_mark(&may.body) && !shows_text) {
        return hex(out, "bodyCommit", &commits.body);
    }
    let (_, _, body) = thread.thread.parts(record);
    let hidden = hidden_in(material, thread, record);
    hex(out, "bodySalt", &salts.salt("body"));
    put(out, ",\"parts\":[");
    for (j, range) in tokens(body).enumerate() {
        put(out, if j == 0 { "{" } else { ",{" });
        let token = body.get(range.clone()).unwrap_or_default();
        if hidden.iter().any(|(span, _)| shares(&range, *span)) {
            first_hex(out, "h", &token_hash(salts, j as u32, token));
        } else {
            first_hex(out, "s", &salts.token(j as u32));
            bytes(out, "t", token);
        }
        put(out, "}");
    }
    put(out, "]");
}

/// What is withheld of a body, counted from its first byte.
pub(super) fn hidden_in(
    material: &Material,
    thread: &PlannedThread,
    record: RecordId,
) -> Vec<(ByteSpan, Grounds)> {
    let offset = thread.thread.body_offset(record);
    let spans = material
        .redactions
        .spans(&material.case, thread.id, record)
        .into_iter();
    spans
        .map(|(span, grounds)| {
            let start = span.start.saturating_sub(offset);
            (ByteSpan { start, ..span }, grounds)
        })
        .collect()
}

fn shares(range: &Range<usize>, span: ByteSpan) -> bool {
    span.len > 0 && range.start < span.end() as usize && (span.start as usize) < range.end
}

/// A body as parts, its marks grown to the edges of tokens. `spans` are sorted, do not overlap and
/// count from the first byte of the body.
pub(super) fn grown(
    thread: &Thread,
    record: RecordId,
    spans: Vec<(ByteSpan, Grounds)>,
) -> Vec<Part> {
    let (_, _, whole) = thread.parts(record);
    let mut marks: Vec<(Range<usize>, Grounds)> = Vec::new();
    let mut left = tokens(whole).peekable();
    for (span, grounds) in spans.into_iter().filter(|(span, _)| span.len > 0) {
        let (start, end) = (span.start as usize, span.end() as usize);
        while left.next_if(|token| token.end <= start).is_some() {}
        let Some(first) = left.peek().cloned() else {
            break;
        };
        let mut grown = first;
        while grown.end < end && left.next().is_some() {
            grown.end = left.peek().map_or(end, |token| token.end);
        }
        match marks.last_mut() {
            Some((before, all)) if grown.start < before.end => {
                before.end = before.end.max(grown.end);
                join(all, grounds);
            }
            _apart => marks.push((grown, grounds)),
        }
    }
    let shown = thread.body(record);
    let text = |range: Range<usize>| {
        let bytes = shown.get(range.start..range.end.min(shown.len()));
        Part::Text(String::from_utf8_lossy(bytes.unwrap_or_default()).into_owned())
    };
    let mut out = Vec::new();
    let mut at = 0;
    for (range, grounds) in marks {
        out.push(text(at..range.start));
        out.push(Part::Mark(grounds));
        at = range.end;
    }
    out.push(text(at..shown.len()));
    out
}

/// What of a member is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Open {
    name: bool,
    data: bool,
}

/// The name when a shown record names the file by just this name, the bytes when just these bytes
/// go out.
fn open_of(material: &Material, at: EntryAt, member: &Member) -> Open {
    let index = material.plan.media_index(at.0, at.1);
    let media = index.and_then(|index| material.plan.media.get(index));
    Open {
        name: material.plan.shown_names.contains(&at),
        data: media.is_some_and(|media| media.sha256 == HEXLOWER.encode(&member.sha256)),
    }
}

fn member_opening(out: &mut Vec<u8>, member: &Member, open: Open, key: &Hash) {
    let data = |out: &mut Vec<u8>| {
        hex(out, "sha256", &member.sha256);
        put(out, &format!(",\"size\":{}", member.size_bytes));
    };
    match open {
        Open {
            name: true,
            data: true,
        } => {
            put(out, "\"full\"");
            hex(out, "key", key);
            bytes(out, "name", member.name.as_bytes());
            return data(out);
        }
        Open {
            name: false,
            data: false,
        } => return put(out, "\"withheld\""),
        _one_of_them => {}
    }
    let salts = Salts::new(key);
    put(out, "\"partial\"");
    hex(out, "salt", &salts.salt("leaf"));
    if open.name {
        hex(out, "nameSalt", &salts.salt("name"));
        bytes(out, "name", member.name.as_bytes());
        let commit = commit_data(&salts, &member.sha256, member.size_bytes);
        hex(out, "dataCommit", &commit);
    } else {
        hex(out, "nameCommit", &commit_name(&salts, &member.name));
        hex(out, "dataSalt", &salts.salt("data"));
        data(out);
    }
}

fn hex(out: &mut Vec<u8>, key: &str, value: &Hash) {
    put(out, ",");
    first_hex(out, key, value);
}

fn first_hex(out: &mut Vec<u8>, key: &str, value: &Hash) {
    put(out, &format!("\"{key}\":\"{}\"", HEXLOWER.encode(value)));
}

/// Text as it is; what is not UTF-8 as Base64 under a key that says so.
fn bytes(out: &mut Vec<u8>, key: &str, value: &[u8]) {
    match std::str::from_utf8(value) {
        Ok(text) => {
            put(out, &format!(",\"{key}\":"));
            string(out, text);
        }
        Err(_) => put(out, &format!(",\"{key}B64\":\"{}\"", BASE64.encode(value))),
    }
}
