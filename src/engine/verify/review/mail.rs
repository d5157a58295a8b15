//! A document as RSMF 2.0: a mail with the words as text and a zip of the manifest and its files.

use std::collections::BTreeMap;

use data_encoding::BASE64;
use flate2::Crc;
use serde_json::{Map, Value, json};

use super::Document;
use super::record::Row;
use super::settings::Settings;
use super::tables::ends;

/// The whole mail.
pub(super) fn native(
    document: &Document<'_>,
    settings: &Settings,
    tool: &str,
    embedded: &BTreeMap<&str, Vec<u8>>,
) -> Vec<u8> {
    let people = document.people();
    let addresses = people.iter().zip(1..);
    let addresses: Vec<String> = addresses.map(|(name, n)| address(name, n)).collect();
    let nobody = "\"Export\" <export@export.invalid>";
    let to = match addresses.as_slice() {
        [] => nobody.to_owned(),
        some => some.join(",\r\n "),
    };
    let mut out = header("X-RSMF-Version", "2.0.0");
    out += &format!("From: {}\r\n", addresses.first().map_or(nobody, |at| at));
    out += &format!("To: {to}\r\n");
    let subject = format!("WhatsApp - {} - {}", document.title, document.date);
    out += &header("Subject", &subject);
    if let (Some(first), Some(last)) = ends(document, settings) {
        out += &header("Date", &first.mail());
        out += &header("X-RSMF-BeginDate", &first.iso());
        out += &header("X-RSMF-EndDate", &last.iso());
    }
    let n_files = document
        .rows
        .iter()
        .filter(|row| row.file().is_some())
        .count();
    for (name, value) in [
        ("Generator", tool.to_owned()),
        ("EventCount", document.rows.len().to_string()),
        ("Application", "WhatsApp".to_owned()),
        ("Participants", people.join(", ")),
        ("AttachmentCount", n_files.to_string()),
        ("EventCollectionID", format!("C{}", document.thread)),
    ] {
        out += &header(&format!("X-RSMF-{name}"), &value);
    }
    let manifest = manifest(document, settings, &people, embedded).to_string();
    out += &body(document, &zip(&manifest, embedded));
    out.into_bytes()
}

fn body(document: &Document<'_>, zip: &[u8]) -> String {
    let mut words = String::new();
    for row in document.rows {
        if let Some(sender) = &row.sender {
            words += &format!("{sender}\r\n");
        }
        words += &format!("{}\r\n\r\n", row.body);
    }
    format!(
        "MIME-Version: 1.0\r\n\
         Content-Type: multipart/mixed; boundary=\"=_threadseal_part\"\r\n\r\n\
         --=_threadseal_part\r\n\
         Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n\
         {}\r\n--=_threadseal_part\r\n\
         Content-Type: application/octet-stream; name=\"rsmf.zip\"\r\n\
         Content-Disposition: attachment; filename=\"rsmf.zip\"\r\n\
         Content-Transfer-Encoding: base64\r\n\r\n\
         {}\r\n--=_threadseal_part--\r\n",
        base64(words.as_bytes()),
        base64(zip)
    )
}

fn base64(bytes: &[u8]) -> String {
    // 57 bytes are a line of 76 digits.
    let lines = bytes
        .chunks(57)
        .map(|line| format!("{}\r\n", BASE64.encode(line)));
    lines.collect()
}

fn header(name: &str, value: &str) -> String {
    let value = value.replace(char::is_control, " ");
    let plain = value.is_ascii() && value.len() < 900;
    let shown = if plain { value } else { words(&value) };
    format!("{name}: {shown}\r\n")
}

fn address(name: &str, number: usize) -> String {
    let name = name.replace(|c: char| c.is_control() || matches!(c, '"' | '\\'), " ");
    let shown = match name.is_ascii() && name.len() < 60 {
        true => format!("\"{name}\""),
        false => words(&name),
    };
    format!("{shown} <p{number}@export.invalid>")
}

/// RFC 2047: words of at most 42 bytes, one a line.
fn words(text: &str) -> String {
    let mut out: Vec<String> = Vec::new();
    let mut rest = text;
    while !rest.is_empty() || out.is_empty() {
        let mut end = rest.len().min(42);
        while !rest.is_char_boundary(end) {
            end -= 1;
        }
        let (word, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        out.push(format!("=?UTF-8?B?{}?=", BASE64.encode(word.as_bytes())));
        rest = after;
    }
    out.join("\r\n ")
}

fn manifest(
    document: &Document<'_>,
    settings: &Settings,
    people: &[&str],
    embedded: &BTreeMap<&str, Vec<u8>>,
) -> Value {
    let conversation = format!("C{}", document.thread);
    let listed = people.iter().zip(1..);
    let listed: Vec<Value> = listed
        .map(|(name, n)| json!({ "id": format!("P{n}"), "display": name }))
        .collect();
    let ids: Vec<&Value> = listed
        .iter()
        .filter_map(|person| person.get("id"))
        .collect();
    let zone = format!("{} (chosen by operator)", settings.zone);
    let events = document.rows.iter();
    let events: Vec<Value> = events
        .map(|row| event(row, &conversation, settings, people, embedded))
        .collect();
    json!({
        "conversations": [{
            "custom": [{ "name": "timezone", "value": zone }],
            "display": document.title,
            "id": conversation,
            "participants": ids,
            "platform": "whatsapp",
        }],
        "eventcollectionid": conversation,
        "events": events,
        "participants": listed,
        "version": "2.0.0",
    })
}

fn event(
    row: &Row,
    conversation: &str,
    settings: &Settings,
    people: &[&str],
    embedded: &BTreeMap<&str, Vec<u8>>,
) -> Value {
    let at = row.at.as_deref().and_then(|at| settings.in_zone(at));
    let who = row.sender.as_deref();
    let who = who.and_then(|sender| people.iter().position(|known| *known == sender));
    let mut fields = Map::new();
    let mut put = |key: &str, value: Value| fields.insert(key.to_owned(), value);
    put("id", row.i.to_string().into());
    put("conversation", conversation.into());
    put("body", row.body.as_str().into());
    put(
        "type",
        if who.is_some() { "message" } else { "unknown" }.into(),
    );
    if let Some(index) = who {
        put("participant", format!("P{}", index + 1).into());
    }
    if let Some(at) = &at {
        put("timestamp", at.iso().into());
    }
    if row.kind == "deleted" {
        put("deleted", true.into());
    }
    let file = row
        .file()
        .and_then(|file| Some((file, embedded.get(file)?)));
    let name = row
        .attached
        .as_ref()
        .and_then(|attached| attached.name.as_deref());
    if let Some((file, bytes)) = file {
        let shown = name.unwrap_or(file);
        let one = json!({ "id": file, "display": shown, "size": bytes.len() });
        put("attachments", json!([one]));
    }
    let own = own(row, at.and_then(|at| at.odd), file.is_some());
    put("custom", own);
    Value::Object(fields)
}

/// What RSMF has no field for.
fn own(row: &Row, odd: Option<&str>, has_file: bool) -> Value {
    let number = row.i.to_string();
    let mut out = vec![("record", number.as_str())];
    if !row.stamp.is_empty() {
        out.push(("stamp", &row.stamp));
    }
    out.extend(odd.map(|odd| ("clock", odd)));
    let codes = row.codes();
    out.extend(codes.iter().map(|code| ("redaction", code.as_str())));
    out.extend(row.flags.iter().map(|flag| ("flag", flag.as_str())));
    let left_out = row.attached.as_ref().filter(|_| !has_file);
    out.extend(left_out.map(|attached| ("attachment", attached.state)));
    let pairs = out.into_iter();
    pairs
        .map(|(name, value)| json!({ "name": name, "value": value }))
        .collect()
}

/// DEFLATE made of stored blocks, dated 1980.
fn zip(manifest: &str, embedded: &BTreeMap<&str, Vec<u8>>) -> Vec<u8> {
    let (mut out, mut central) = (Vec::new(), Vec::new());
    let manifest = ("rsmf_manifest.json", manifest.as_bytes());
    let files = embedded
        .iter()
        .map(|(name, bytes)| (*name, bytes.as_slice()));
    let all = std::iter::once(manifest).chain(files);
    let n_files = embedded.len() as u16 + 1;
    for (name, bytes) in all {
        let mut crc = Crc::new();
        crc.update(bytes);
        let packed = packed(bytes);
        let mut fields = vec![20, 0, 0, 0, 8, 0, 0, 0, 0x21, 0];
        fields.extend(crc.sum().to_le_bytes());
        fields.extend((packed.len() as u32).to_le_bytes());
        fields.extend((bytes.len() as u32).to_le_bytes());
        fields.extend([name.len() as u8, 0, 0, 0]);
        let offset = (out.len() as u32).to_le_bytes();
        out.extend([b"PK\x03\x04", fields.as_slice(), name.as_bytes(), &packed].concat());
        central.extend([b"PK\x01\x02\x14\0", fields.as_slice(), &[0; 10], &offset].concat());
        central.extend(name.as_bytes());
    }
    let (len, start) = (central.len() as u32, out.len() as u32);
    out.extend(central);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend([n_files.to_le_bytes(), n_files.to_le_bytes()].concat());
    out.extend([len.to_le_bytes(), start.to_le_bytes()].concat());
    out.extend([0, 0]);
    out
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = bytes;
    loop {
        let (block, after) = rest.split_at_checked(0xffff).unwrap_or((rest, &[]));
        let len = block.len() as u16;
        out.push(u8::from(after.is_empty()));
        out.extend([len.to_le_bytes(), (!len).to_le_bytes()].concat());
        out.extend(block);
        rest = after;
        if rest.is_empty() {
            return out;
        }
    }
}
