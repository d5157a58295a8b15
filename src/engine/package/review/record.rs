//! A record of a package, read back from its `messages.jsonl`.

use std::collections::BTreeSet;

use serde_json::Value;

/// What a record shows. Marks stand as text: `█[TPD]█`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::engine) struct Record {
    pub(in crate::engine) i: u64,
    pub(in crate::engine) at: Option<String>,
    pub(in crate::engine) stamp: String,
    pub(in crate::engine) sender: Option<String>,
    pub(in crate::engine) kind: String,
    pub(in crate::engine) flags: Vec<String>,
    pub(in crate::engine) body: String,
    pub(in crate::engine) attachment: Option<Attachment>,
    /// Something of the time is withheld.
    pub(in crate::engine) time_is_marked: bool,
    /// Something of the sender is withheld.
    pub(in crate::engine) sender_is_marked: bool,
    /// Something of the body is withheld.
    pub(in crate::engine) body_is_marked: bool,
    /// Codes of every mark in it.
    pub(in crate::engine) codes: BTreeSet<String>,
}

/// The file that a record names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::engine) struct Attachment {
    pub(in crate::engine) state: String,
    /// Below `data/media`; `None` when the package does not hold it.
    pub(in crate::engine) file: Option<String>,
    pub(in crate::engine) name: Option<String>,
}

impl Record {
    /// Reads a line; `None` when it is not as the format says.
    pub(in crate::engine) fn read(line: &[u8]) -> Option<Record> {
        let json: Value = serde_json::from_slice(line).ok()?;
        let mut codes = BTreeSet::new();
        let (sender_json, body_json) = (json.get("sender")?, json.get("body")?);
        let sender = match sender_json {
            Value::Null => None,
            other => Some(words(other, &mut codes)?),
        };
        let body = words(body_json, &mut codes)?;
        let flags = json.get("flags")?.as_array()?.iter();
        let stamp_json = json.get("raw_stamp")?;
        let stamp = words(stamp_json, &mut codes)?;
        let attachment_json = json.get("attachment")?;
        // Of a message that is withheld with its head stays one mark.
        let is_gone = stamp.is_empty()
            && sender.is_none()
            && attachment_json.is_null()
            && body_json.as_array().is_some_and(|parts| parts.len() == 1);
        Some(Record {
            i: json.get("i")?.as_u64()?,
            at: json.get("at")?.as_str().map(str::to_owned),
            stamp,
            sender,
            kind: json.get("kind")?.as_str()?.to_owned(),
            flags: flags
                .filter_map(|flag| Some(flag.as_str()?.to_owned()))
                .collect(),
            body,
            time_is_marked: is_gone || stamp_json.is_array(),
            sender_is_marked: is_gone || sender_json.is_array(),
            body_is_marked: body_json.is_array(),
            attachment: attachment(attachment_json, &mut codes),
            codes,
        })
    }

    /// The file of the package that it names.
    pub(in crate::engine) fn file(&self) -> Option<&str> {
        self.attachment.as_ref()?.file.as_deref()
    }

    /// The civil date, when it is known.
    pub(in crate::engine) fn date(&self) -> Option<&str> {
        self.at.as_deref()?.get(..10)
    }
}

/// A string, or runs of text and marks.
fn words(json: &Value, codes: &mut BTreeSet<String>) -> Option<String> {
    if let Some(text) = json.as_str() {
        return Some(text.to_owned());
    }
    let mut out = String::new();
    for part in json.as_array()? {
        match part.get("t").and_then(Value::as_str) {
            Some(text) => out += text,
            None => out += &mark(part.get("r")?, codes)?,
        }
    }
    Some(out)
}

fn mark(json: &Value, codes: &mut BTreeSet<String>) -> Option<String> {
    let words: Option<Vec<&str>> = json.as_array()?.iter().map(Value::as_str).collect();
    let words = words?;
    codes.extend(words.iter().map(|word| (*word).to_owned()));
    Some(format!("█[{}]█", words.join(" ")))
}

fn attachment(json: &Value, codes: &mut BTreeSet<String>) -> Option<Attachment> {
    let state = json.get("state")?.as_str()?.to_owned();
    if let Some(marked) = json.get("codes") {
        mark(marked, codes);
    }
    let text = |key: &str| json.get(key).and_then(Value::as_str);
    let file = text("file").and_then(|file| file.strip_prefix("data/media/"));
    Some(Attachment {
        state,
        file: file.map(str::to_owned),
        name: text("name").map(str::to_owned),
    })
}
