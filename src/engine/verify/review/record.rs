//! A line of `messages.jsonl` as the review set shows it: marks stand as text.

use crate::engine::verify::json::Json;
use crate::engine::verify::named::named_of;
use crate::engine::verify::records::KEYS;
use crate::engine::verify::words::{Codes, Part, codes_in, parts_of};

/// A record.
pub(super) struct Row {
    pub(super) i: u64,
    pub(super) at: Option<String>,
    pub(super) stamp: String,
    pub(super) sender: Option<String>,
    pub(super) kind: String,
    pub(super) flags: Vec<String>,
    pub(super) body: String,
    pub(super) codes: Codes,
    pub(super) attached: Option<Attached>,
}

/// The file that a record names.
pub(super) struct Attached {
    pub(super) state: &'static str,
    /// Below `data/media`; empty when it does not go out.
    pub(super) file: String,
    pub(super) name: Option<String>,
}

impl Row {
    /// `None` for a line that another check refuses.
    pub(super) fn read(line: &[u8]) -> Option<Row> {
        let json = Json::read(std::str::from_utf8(line).ok()?).ok()?;
        let [_, i, at, stamp, sender, kind, flags, body, attachment] = json.fields(KEYS)?;
        let body = parts_of(body).ok()?;
        // A time that is given less exactly is what is left of it, and a mark.
        let stamp = parts_of(stamp).ok()?;
        let sender = match sender {
            Json::Null => None,
            parts => Some(parts_of(parts).ok()?),
        };
        let named = match attachment {
            Json::Null => None,
            file => Some(named_of(file)?),
        };
        let of_file = named.as_ref().map(|named| named.codes).unwrap_or_default();
        let codes = codes_in(&body)
            .with(codes_in(&stamp))
            .with(codes_in(sender.as_deref().unwrap_or_default()))
            .with(of_file);
        Some(Row {
            i: i.as_number()?,
            at: at.as_text().map(str::to_owned),
            stamp: shown(&stamp),
            sender: sender.as_deref().map(shown),
            kind: kind.as_text()?.to_owned(),
            flags: flags.as_texts()?.into_iter().map(str::to_owned).collect(),
            body: shown(&body),
            codes,
            attached: named.map(|named| Attached {
                state: named.state.word(),
                file: named.file.replace("data/media/", ""),
                name: named.name,
            }),
        })
    }

    /// Its day, when that is known.
    pub(super) fn date(&self) -> Option<&str> {
        self.at.as_deref()?.get(..10)
    }

    /// The file that goes out for it.
    pub(super) fn file(&self) -> Option<&str> {
        let file = self.attached.as_ref()?.file.as_str();
        (!file.is_empty()).then_some(file)
    }

    /// Its codes, sorted.
    pub(super) fn codes(&self) -> Vec<String> {
        let words = self.codes.words();
        let words = words.split(' ').filter(|word| !word.is_empty());
        words.map(str::to_owned).collect()
    }
}

fn shown(parts: &[Part]) -> String {
    let texts = parts.iter().map(|part| match part {
        Part::Text(text) => text.clone(),
        Part::Mark(codes) => codes.mark(),
    });
    texts.collect()
}
