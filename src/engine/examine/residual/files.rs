//! Which files of a package hold words that people wrote, and the texts in each.

use serde_json::Value;

/// What is looked at in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Looked {
    /// Messages, one a line.
    Messages,
    /// The title of a thread, which only the transcripts hold: the first line.
    Title,
    /// What people typed into a log.
    Log,
    /// A contact card or a text.
    Text,
    /// A text when it begins with the mark of UTF-16; a package calls that `bin`.
    PerhapsText,
    /// Nothing: it repeats other files, or is no text.
    Nothing,
}

/// By its path below the top folder.
pub(super) fn kind_of(path: &str) -> Looked {
    let end = path.rsplit_once('.').map_or("", |(_, end)| end);
    if path.starts_with("data/media/") {
        return match end {
            "vcf" | "txt" => Looked::Text,
            "bin" => Looked::PerhapsText,
            _other => Looked::Nothing,
        };
    }
    if ["data/logs/custody.jsonl", "data/logs/redaction-log.jsonl"].contains(&path) {
        return Looked::Log;
    }
    match path.rsplit_once('/') {
        Some((_, "messages.jsonl")) if thread_of(path).is_some() => Looked::Messages,
        Some((_, "transcript.txt")) if thread_of(path).is_some() => Looked::Title,
        _other => Looked::Nothing,
    }
}

/// The number of the thread that a file is about.
pub(super) fn thread_of(path: &str) -> Option<u32> {
    let (number, _) = path.strip_prefix("data/threads/t")?.split_once('/')?;
    number.parse().ok()
}

/// Whether a file begins as a text in UTF-16 does.
pub(super) fn is_utf16(start: &[u8]) -> bool {
    start.starts_with(&[0xff, 0xfe]) || start.starts_with(&[0xfe, 0xff])
}

/// The lines of a text in UTF-8, or in UTF-16 with its mark; those of a contact card unfolded.
pub(super) fn lines_of(path: &str, bytes: &[u8]) -> Vec<String> {
    let text = match bytes {
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _utf8 => String::from_utf8_lossy(bytes).into_owned(),
    };
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines() {
        let folded = line
            .strip_prefix([' ', '\t'])
            .filter(|_| path.ends_with(".vcf"));
        match (folded, lines.last_mut()) {
            (Some(rest), Some(last)) => last.push_str(rest),
            _first => lines.push(line.to_owned()),
        }
    }
    lines
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let (pairs, _) = bytes.as_chunks::<2>();
    let units: Vec<u16> = pairs.iter().map(|pair| unit(*pair)).collect();
    String::from_utf16_lossy(&units)
}

/// What a person typed that stands in a line of a log: a note, an answer of the intake form.
pub(super) fn typed_in(line: &str) -> Vec<String> {
    let Ok(json) = serde_json::from_str::<Value>(line) else {
        return Vec::new();
    };
    let note = json.get("note").and_then(Value::as_str);
    let detail = json.get("detail").and_then(Value::as_object);
    let answers = detail.into_iter().flat_map(|detail| detail.values());
    note.into_iter()
        .chain(answers.filter_map(Value::as_str))
        .map(str::to_owned)
        .collect()
}
