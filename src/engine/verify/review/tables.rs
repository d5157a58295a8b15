//! The load file, the texts and the tables of the review set.

use super::Document;
use super::record::Row;
use super::settings::Settings;
use crate::engine::digest::sha256_hex;
use crate::engine::verify::csv::guarded;

const COLUMNS: &str = "BEGDOC ENDDOC BEGATTACH ENDATTACH CONVERSATION PARTICIPANTS DATEBEGIN \
    DATEEND TIMEZONE EVENTCOUNT DOCTYPE FILEEXT FILESIZE REDACTED REDACTREASON SHA256 NATIVEPATH \
    TEXTPATH";

/// The first row of the load file.
pub(super) fn load_head() -> String {
    let columns: Vec<&str> = COLUMNS.split_whitespace().collect();
    format!("\u{feff}{}", load_line(&columns))
}

fn load_line(values: &[&str]) -> String {
    let field = |value: &&str| {
        let plain = |c: char| match c {
            '\n' | '\r' => '®',
            '\u{14}' => ' ',
            'þ' => 'p',
            '®' => 'r',
            other => other,
        };
        let value: String = value.replace("\r\n", "\n").chars().map(plain).collect();
        format!("þ{value}þ")
    };
    let fields: Vec<String> = values.iter().map(field).collect();
    format!("{}\r\n", fields.join("\u{14}"))
}

/// The row of a document in the load file.
pub(super) fn load_row(
    document: &Document<'_>,
    settings: &Settings,
    number: &str,
    native: &[u8],
) -> String {
    let (begin, end) = ends(document, settings);
    let codes: std::collections::BTreeSet<String> =
        document.rows.iter().flat_map(Row::codes).collect();
    let codes: Vec<String> = codes.into_iter().collect();
    let name = number.to_lowercase();
    load_line(&[
        number,
        number,
        "",
        "",
        document.title,
        &document.people().join("; "),
        &begin.map(|at| at.iso()).unwrap_or_default(),
        &end.map(|at| at.iso()).unwrap_or_default(),
        &format!("{} (chosen by operator)", settings.zone),
        &document.rows.len().to_string(),
        "WhatsApp, 24 hours",
        "rsmf",
        &native.len().to_string(),
        if codes.is_empty() { "N" } else { "Y" },
        &codes.join("; "),
        &sha256_hex(native),
        &format!("natives\\{name}.rsmf"),
        &format!("text\\{name}.txt"),
    ])
}

/// The first and the last time that is known.
pub(super) fn ends(
    document: &Document<'_>,
    settings: &Settings,
) -> (
    Option<super::settings::InZone>,
    Option<super::settings::InZone>,
) {
    let mut times = document.rows.iter().filter_map(|row| row.at.as_deref());
    let first = times.next();
    let last = times.next_back().or(first);
    let read = |at: Option<&str>| settings.in_zone(at?);
    (read(first), read(last))
}

/// A document as text.
pub(super) fn text(document: &Document<'_>) -> String {
    let mut out = format!("{}\r\n{}\r\n\r\n", document.title, document.date);
    for row in document.rows {
        let body = row.body.replace("\r\n", "\n").replace('\n', "\r\n    ");
        let who = match &row.sender {
            Some(sender) => format!("{sender}:"),
            None => "*".to_owned(),
        };
        out += &format!("[{}] {} | {who} {body}\r\n", row.i, row.stamp);
        if let Some(attached) = &row.attached {
            let words = row.file().unwrap_or(attached.state);
            out += &format!("  (attachment: {words})\r\n");
        }
    }
    out
}

/// The first row of a table.
pub(super) fn table_head() -> String {
    "document,thread_record,at,at_in_zone,stamp,sender,kind,flags,body,redaction,attachment_state,\
     attachment_file,attachment_name\r\n"
        .to_owned()
}

/// The rows of a document in the table of its thread.
pub(super) fn table_rows(document: &Document<'_>, settings: &Settings, number: &str) -> String {
    let mut out = String::new();
    for row in document.rows {
        let at = row.at.as_deref().unwrap_or_default();
        let attached = row.attached.as_ref();
        let cells = [
            number.to_owned(),
            row.i.to_string(),
            at.to_owned(),
            settings.in_zone(at).map(|at| at.iso()).unwrap_or_default(),
            row.stamp.clone(),
            row.sender.clone().unwrap_or_default(),
            row.kind.clone(),
            row.flags.join(" "),
            row.body.clone(),
            row.codes.words(),
            attached.map_or("", |attached| attached.state).to_owned(),
            row.file().unwrap_or_default().to_owned(),
            attached
                .and_then(|attached| attached.name.clone())
                .unwrap_or_default(),
        ];
        let cells = cells.map(|cell| {
            let is_quoted = cell.contains([',', '"', '\r', '\n']);
            let cell = guarded(&cell);
            match is_quoted {
                true => format!("\"{}\"", cell.replace('"', "\"\"")),
                false => cell,
            }
        });
        out += &format!("{}\r\n", cells.join(","));
    }
    out
}
