//! Records as data, one JSON object a line. Keys stand in a fixed order, written by hand for that.

use super::outgoing::{File, Outgoing};
use super::plan::Media;
use crate::engine::redact::Part;

/// Appends the line of a record.
pub(super) fn record(out: &mut Vec<u8>, record: &Outgoing, media: &[Media]) {
    put(
        out,
        &format!("{{\"thread\":{},\"i\":{},\"at\":", record.thread, record.i),
    );
    match &record.at {
        Some(at) => put(out, &format!("\"{at}\"")),
        None => put(out, "null"),
    }
    put(out, ",\"raw_stamp\":");
    parts(out, &record.stamp);
    put(out, ",\"sender\":");
    if record.sender.is_empty() {
        put(out, "null");
    } else {
        parts(out, &record.sender);
    }
    put(out, ",\"kind\":");
    string(out, record.kind);
    put(out, ",\"flags\":");
    strings(out, &record.flags);
    put(out, ",\"body\":");
    parts(out, &record.body);
    put(out, ",\"attachment\":");
    file(out, &record.file, media);
    put(out, "}\n");
}

/// Text, or an array of texts and marks where something is withheld.
fn parts(out: &mut Vec<u8>, parts: &[Part]) {
    match parts {
        [] => put(out, "\"\""),
        [Part::Text(text)] => string(out, text),
        several => {
            for (index, part) in several.iter().enumerate() {
                put(out, if index == 0 { "[" } else { "," });
                match part {
                    Part::Text(text) => {
                        put(out, "{\"t\":");
                        string(out, text);
                    }
                    Part::Mark(grounds) => {
                        put(out, "{\"r\":");
                        strings(out, &grounds.codes);
                    }
                }
                put(out, "}");
            }
            put(out, "]");
        }
    }
}

fn file(out: &mut Vec<u8>, file: &File, media: &[Media]) {
    match file {
        File::None => put(out, "null"),
        File::Withheld { codes } => {
            put(out, "{\"state\":\"withheld\",\"codes\":");
            strings(out, codes);
            put(out, "}");
        }
        File::Included { index, name } | File::Cleaned { index, name } => {
            put(out, "{\"state\":");
            string(out, file.state());
            put(out, ",\"file\":");
            string(out, media.get(*index).map_or("", |media| &media.path));
            put(out, ",\"name\":");
            optional(out, name.as_deref());
            put(out, "}");
        }
        File::Redacted { index, codes, name } => {
            put(out, "{\"state\":\"redacted\",\"codes\":");
            strings(out, codes);
            put(out, ",\"file\":");
            string(out, media.get(*index).map_or("", |media| &media.path));
            put(out, ",\"name\":");
            optional(out, name.as_deref());
            put(out, "}");
        }
        File::NoCopy { why, name } => {
            put(out, "{\"state\":");
            string(out, file.state());
            put(out, ",\"why\":");
            string(out, why);
            put(out, ",\"name\":");
            optional(out, name.as_deref());
            put(out, "}");
        }
        File::NotIncluded { name } | File::Absent { name } => {
            put(out, "{\"state\":");
            string(out, file.state());
            put(out, ",\"name\":");
            optional(out, name.as_deref());
            put(out, "}");
        }
    }
}

/// A string or null.
pub(super) fn optional(out: &mut Vec<u8>, text: Option<&str>) {
    match text {
        Some(text) => string(out, text),
        None => put(out, "null"),
    }
}

/// An array of strings.
pub(super) fn strings<S: AsRef<str>>(out: &mut Vec<u8>, texts: &[S]) {
    put(out, "[");
    for (index, text) in texts.iter().enumerate() {
        if index > 0 {
            put(out, ",");
        }
        string(out, text.as_ref());
    }
    put(out, "]");
}

/// A string. Line ends of other scripts are escaped: some readers split lines there.
pub(super) fn string(out: &mut Vec<u8>, text: &str) {
    let splits = |c: char| matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}');
    out.push(b'"');
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        if byte >= b' ' && !matches!(byte, b'"' | b'\\' | 0xc2 | 0xe2) {
            continue;
        }
        let rest = text.get(at..).unwrap_or_default();
        let Some(c) = rest.chars().next() else {
            continue;
        };
        if byte >= 0x80 && !splits(c) {
            continue;
        }
        put(out, text.get(from..at).unwrap_or_default());
        escape(out, c);
        from = at + c.len_utf8();
    }
    put(out, text.get(from..).unwrap_or_default());
    out.push(b'"');
}

fn escape(out: &mut Vec<u8>, c: char) {
    match c {
        '"' => put(out, "\\\""),
        '\\' => put(out, "\\\\"),
        '\n' => put(out, "\\n"),
        '\r' => put(out, "\\r"),
        '\t' => put(out, "\\t"),
        other => put(out, &format!("\\u{:04x}", u32::from(other))),
    }
}

/// Appends text as it is.
pub(super) fn put(out: &mut Vec<u8>, text: &str) {
    out.extend_from_slice(text.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::redact::Grounds;

    #[test]
    fn strings_are_read_back() {
        let all: String = (0..0x3000u32).filter_map(char::from_u32).collect();
        for text in [
            "",
            "plain",
            "é€😀",
            "\u{85}\u{2028}\u{2029}",
            "\"\\\n\r\t\0\u{7f}",
            &all,
        ] {
            let mut out = Vec::new();
            string(&mut out, text);
            let read: String = serde_json::from_slice(&out).expect("JSON");
            assert_eq!(read, text);
            let written = String::from_utf8(out).expect("text");
            assert!(!written.contains(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}']));
        }
    }

    #[test]
    fn parts_are_text_or_an_array() {
        let mark = Part::Mark(Grounds {
            codes: vec!["CON".to_owned(), "TPD".to_owned()],
            decisions: vec![7],
            is_unsure: false,
        });
        let cases = [
            (vec![], "\"\""),
            (vec![Part::Text("█[TPD]█".to_owned())], "\"█[TPD]█\""),
            (vec![mark.clone()], "[{\"r\":[\"CON\",\"TPD\"]}]"),
            (
                vec![Part::Text("a".to_owned()), mark],
                "[{\"t\":\"a\"},{\"r\":[\"CON\",\"TPD\"]}]",
            ),
        ];
        for (given, expected) in cases {
            let mut out = Vec::new();
            parts(&mut out, &given);
            assert_eq!(String::from_utf8(out).expect("text"), expected);
        }
    }
}
