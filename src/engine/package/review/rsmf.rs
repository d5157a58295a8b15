//! A day as an RSMF 2.0 document: a mail whose attachment is a zip with `rsmf_manifest.json` and the
//! files that it names. What an export does not say, nothing says here: no direction, no kind of
//! conversation, no receipts.

use serde_json::{Value, json};

use super::days::{Day, ZoneClock};
use super::mail;
use super::record::Record;
use crate::engine::digest::sha256_hex;

/// Most bytes of a stored block of DEFLATE.
const BLOCK_BYTES: usize = 65_535;

/// A finished document.
pub(super) struct Document {
    bytes: Vec<u8>,
    /// Its SHA-256 in hex.
    pub(super) sha256: String,
}

impl Document {
    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// What all documents of a thread have in common.
#[derive(Clone, Copy)]
pub(super) struct Common<'a> {
    /// Number of the thread in the package, from 1.
    pub(super) thread: u32,
    /// As it may be shown.
    pub(super) title: &'a str,
    /// The zone.
    pub(super) clock: &'a ZoneClock,
    /// Name and version of the program.
    pub(super) tool: &'a str,
}

/// Who speaks on a day, as they may be shown, by first message.
pub(super) fn participants(day: &Day) -> Vec<String> {
    let mut participants: Vec<String> = Vec::new();
    for sender in day
        .records
        .iter()
        .filter_map(|record| record.sender.as_ref())
    {
        if !participants.contains(sender) {
            participants.push(sender.clone());
        }
    }
    participants
}

/// Makes the document of a day.
pub(super) fn document(common: Common<'_>, day: &Day, embedded: &[(String, Vec<u8>)]) -> Document {
    let participants = participants(day);
    let Common {
        thread,
        title,
        clock,
        ..
    } = common;
    let manifest = manifest(thread, title, day, clock, &participants, embedded);
    let zip = zipped(&manifest.to_string(), embedded);
    let mut bytes = Vec::new();
    headers(&mut bytes, common, day, &participants);
    mail::parts(&mut bytes, &indexed(day), &zip);
    Document {
        sha256: sha256_hex(&bytes),
        bytes,
    }
}

fn id_of(participants: &[String], sender: &str) -> Option<String> {
    let at = participants.iter().position(|known| known == sender)?;
    Some(format!("P{}", at + 1))
}

fn manifest(
    thread: u32,
    title: &str,
    day: &Day,
    clock: &ZoneClock,
    participants: &[String],
    embedded: &[(String, Vec<u8>)],
) -> Value {
    let listed = participants.iter().enumerate();
    let people: Vec<Value> = listed
        .map(|(at, name)| json!({"id": format!("P{}", at + 1), "display": name}))
        .collect();
    let ids: Vec<String> = (1..=participants.len())
        .map(|at| format!("P{at}"))
        .collect();
    let events: Vec<Value> = day
        .records
        .iter()
        .map(|record| event(thread, record, clock, participants, embedded))
        .collect();
    json!({
        "version": "2.0.0",
        "participants": people,
        "conversations": [{
            "id": format!("C{thread}"),
            "display": title,
            "platform": "whatsapp",
            "participants": ids,
            "custom": [custom("timezone", &format!("{} (chosen by operator)", clock.zone))],
        }],
        "events": events,
        "eventcollectionid": format!("C{thread}"),
    })
}

fn custom(name: &str, value: &str) -> Value {
    json!({"name": name, "value": value})
}

fn event(
    thread: u32,
    record: &Record,
    clock: &ZoneClock,
    participants: &[String],
    embedded: &[(String, Vec<u8>)],
) -> Value {
    let written = record.at.as_deref().and_then(|at| clock.read(at));
    let mut customs = vec![custom("record", &record.i.to_string())];
    if !record.stamp.is_empty() {
        customs.push(custom("stamp", &record.stamp));
    }
    customs.extend(
        written
            .as_ref()
            .and_then(|at| at.odd)
            .map(|odd| custom("clock", odd)),
    );
    for code in &record.codes {
        customs.push(custom("redaction", code));
    }
    for flag in &record.flags {
        customs.push(custom("flag", flag));
    }
    let said = record
        .sender
        .as_ref()
        .and_then(|sender| id_of(participants, sender));
    let mut out = json!({
        "id": record.i.to_string(),
        "conversation": format!("C{thread}"),
        "type": if said.is_some() { "message" } else { "unknown" },
        "body": record.body,
    });
    let attached = record.attachment.as_ref();
    let file = record
        .file()
        .and_then(|file| embedded.iter().find(|(name, _)| name == file));
    if let Some((name, bytes)) = file {
        let shown = attached.and_then(|attached| attached.name.as_deref());
        let attachment = json!({
            "id": name, "display": shown.unwrap_or(name), "size": bytes.len(),
        });
        set(&mut out, "attachments", json!([attachment]));
    } else if let Some(attached) = attached {
        customs.push(custom("attachment", &attached.state));
    }
    if let Some(id) = said {
        set(&mut out, "participant", id.into());
    }
    if let Some(at) = written {
        set(&mut out, "timestamp", at.rfc3339().into());
    }
    if record.kind == "deleted" {
        set(&mut out, "deleted", true.into());
    }
    set(&mut out, "custom", customs.into());
    out
}

fn set(object: &mut Value, key: &str, value: Value) {
    if let Some(fields) = object.as_object_mut() {
        fields.insert(key.to_owned(), value);
    }
}

fn headers(out: &mut Vec<u8>, common: Common<'_>, day: &Day, participants: &[String]) {
    let Common {
        thread,
        title,
        clock,
        tool,
    } = common;
    let id = |at: usize| format!("P{}", at + 1);
    let addresses: Vec<String> = participants
        .iter()
        .enumerate()
        .map(|(at, name)| mail::address(name, &id(at)))
        .collect();
    let ends = day
        .ends()
        .and_then(|(first, last)| Some((clock.read(first)?, clock.read(last)?)));
    let n_attached = day
        .records
        .iter()
        .filter(|record| record.file().is_some())
        .count();
    mail::header(out, "X-RSMF-Version", "2.0.0");
    let nobody = "\"Export\" <export@export.invalid>".to_owned();
    let from = addresses.first().unwrap_or(&nobody);
    out.extend_from_slice(format!("From: {from}\r\n").as_bytes());
    let to = if addresses.is_empty() {
        nobody.clone()
    } else {
        addresses.join(",\r\n ")
    };
    out.extend_from_slice(format!("To: {to}\r\n").as_bytes());
    mail::header(
        out,
        "Subject",
        &format!("WhatsApp - {title} - {}", day.date),
    );
    if let Some((first, last)) = &ends {
        mail::header(out, "Date", &first.mail_date());
        mail::header(out, "X-RSMF-BeginDate", &first.rfc3339());
        mail::header(out, "X-RSMF-EndDate", &last.rfc3339());
    }
    mail::header(out, "X-RSMF-Generator", tool);
    mail::header(out, "X-RSMF-EventCount", &day.records.len().to_string());
    mail::header(out, "X-RSMF-Application", "WhatsApp");
    mail::header(out, "X-RSMF-Participants", &participants.join(", "));
    mail::header(out, "X-RSMF-AttachmentCount", &n_attached.to_string());
    mail::header(out, "X-RSMF-EventCollectionID", &format!("C{thread}"));
}

/// What a platform indexes for searching.
fn indexed(day: &Day) -> String {
    let mut out = String::new();
    for record in &day.records {
        if let Some(sender) = &record.sender {
            out += sender;
            out += "\r\n";
        }
        out += &record.body;
        out += "\r\n\r\n";
    }
    out
}

/// A zip of what is given: DEFLATE made of stored blocks, so that every machine writes the same
/// bytes.
fn zipped(manifest: &str, embedded: &[(String, Vec<u8>)]) -> Vec<u8> {
    let manifest = ("rsmf_manifest.json", manifest.as_bytes());
    let files = embedded
        .iter()
        .map(|(name, bytes)| (name.as_str(), bytes.as_slice()));
    let mut out: Vec<u8> = Vec::new();
    let mut directory = Vec::new();
    let mut n_files = 0_u16;
    for (name, bytes) in std::iter::once(manifest).chain(files) {
        let packed = stored_blocks(bytes);
        let mut crc = flate2::Crc::new();
        crc.update(bytes);
        let mut middle = Vec::new();
        for number in [20_u16, 0, 8, 0, 0x21] {
            middle.extend_from_slice(&number.to_le_bytes());
        }
        for number in [crc.sum(), packed.len() as u32, bytes.len() as u32] {
            middle.extend_from_slice(&number.to_le_bytes());
        }
        middle.extend_from_slice(&(name.len() as u16).to_le_bytes());
        middle.extend_from_slice(&[0, 0]);
        directory.extend_from_slice(b"PK\x01\x02\x14\x00");
        directory.extend_from_slice(&middle);
        directory.extend_from_slice(&[0; 10]);
        directory.extend_from_slice(&(out.len() as u32).to_le_bytes());
        directory.extend_from_slice(name.as_bytes());
        out.extend_from_slice(b"PK\x03\x04");
        out.extend_from_slice(&middle);
        out.extend_from_slice(name.as_bytes());
        out.extend(packed);
        n_files += 1;
    }
    let start = out.len() as u32;
    out.extend_from_slice(&directory);
    out.extend_from_slice(b"PK\x05\x06\x00\x00\x00\x00");
    out.extend_from_slice(&n_files.to_le_bytes());
    out.extend_from_slice(&n_files.to_le_bytes());
    out.extend_from_slice(&(directory.len() as u32).to_le_bytes());
    out.extend_from_slice(&start.to_le_bytes());
    out.extend_from_slice(&[0, 0]);
    out
}

fn stored_blocks(bytes: &[u8]) -> Vec<u8> {
    let n_blocks = bytes.chunks(BLOCK_BYTES).len().max(1);
    let mut out = Vec::with_capacity(bytes.len() + 5 * n_blocks);
    let mut blocks: Vec<&[u8]> = bytes.chunks(BLOCK_BYTES).collect();
    if blocks.is_empty() {
        blocks.push(&[]);
    }
    for (index, block) in blocks.iter().enumerate() {
        let len = block.len() as u16;
        out.push(u8::from(index + 1 == n_blocks));
        out.extend_from_slice(&len.to_le_bytes());
        out.extend_from_slice(&(!len).to_le_bytes());
        out.extend_from_slice(block);
    }
    out
}
