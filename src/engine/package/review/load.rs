//! The load file (Concordance DAT), the texts beside it, and tables of messages.

use super::ReviewOptions;
use super::days::{Day, ZoneClock};
use crate::engine::package::csv;

const COLUMNS: [&str; 18] = [
    "BEGDOC",
    "ENDDOC",
    "BEGATTACH",
    "ENDATTACH",
    "CONVERSATION",
    "PARTICIPANTS",
    "DATEBEGIN",
    "DATEEND",
    "TIMEZONE",
    "EVENTCOUNT",
    "DOCTYPE",
    "FILEEXT",
    "FILESIZE",
    "REDACTED",
    "REDACTREASON",
    "SHA256",
    "NATIVEPATH",
    "TEXTPATH",
];
const TABLE: [&str; 13] = [
    "document",
    "thread_record",
    "at",
    "at_in_zone",
    "stamp",
    "sender",
    "kind",
    "flags",
    "body",
    "redaction",
    "attachment_state",
    "attachment_file",
    "attachment_name",
];
/// Between fields.
const FIELD: char = '\u{14}';
/// Around every value.
const QUALIFIER: char = 'þ';
/// Stands for a line end in a value.
const LINE_END: char = '®';

/// The first row, behind a byte order mark.
pub(super) fn head() -> Vec<u8> {
    let mut out = "\u{feff}".as_bytes().to_vec();
    line(&mut out, &COLUMNS.map(str::to_owned));
    out
}

fn line(out: &mut Vec<u8>, values: &[String]) {
    let fields: Vec<String> = values
        .iter()
        .map(|value| format!("{QUALIFIER}{}{QUALIFIER}", plain(value)))
        .collect();
    out.extend_from_slice(fields.join(&FIELD.to_string()).as_bytes());
    out.extend_from_slice(b"\r\n");
}

/// A value without the three characters that the form needs for itself.
fn plain(value: &str) -> String {
    let value = value.replace("\r\n", "\n");
    let one = |c: char| match c {
        '\n' | '\r' => LINE_END,
        FIELD => ' ',
        QUALIFIER => 'p',
        LINE_END => 'r',
        other => other,
    };
    value.chars().map(one).collect()
}

/// A document, as its row tells of it.
pub(super) struct Row<'a> {
    /// Its number.
    pub(super) name: &'a str,
    /// The conversation.
    pub(super) title: &'a str,
    /// Who speaks.
    pub(super) participants: Vec<String>,
    /// Of the native.
    pub(super) size_bytes: u64,
    /// Of the native.
    pub(super) sha256: &'a str,
    /// Where the native stands, with backslashes.
    pub(super) native: String,
    /// Where its text stands.
    pub(super) text: String,
}

/// The row of a document.
pub(super) fn row(out: &mut Vec<u8>, row: Row<'_>, day: &Day, clock: &ZoneClock) {
    let shown = |at: &str| clock.read(at).map(|at| at.rfc3339()).unwrap_or_default();
    let (begin, end) = day.ends().unwrap_or_default();
    let mut codes: Vec<&str> = day
        .records
        .iter()
        .flat_map(|record| record.codes.iter().map(String::as_str))
        .collect();
    codes.sort_unstable();
    codes.dedup();
    let redacted = if codes.is_empty() { "N" } else { "Y" };
    let values = [
        row.name.to_owned(),
        row.name.to_owned(),
        String::new(),
        String::new(),
        row.title.to_owned(),
        row.participants.join("; "),
        shown(begin),
        shown(end),
        format!("{} (chosen by operator)", clock.zone),
        day.records.len().to_string(),
        "WhatsApp, 24 hours".to_owned(),
        "rsmf".to_owned(),
        row.size_bytes.to_string(),
        redacted.to_owned(),
        codes.join("; "),
        row.sha256.to_owned(),
        row.native,
        row.text,
    ];
    line(out, &values);
}

/// The text of a document, as it is read and searched.
pub(super) fn text(title: &str, day: &Day) -> String {
    let mut out = format!("{title}\r\n{}\r\n\r\n", day.date);
    for record in &day.records {
        let who = match &record.sender {
            Some(sender) => format!("{sender}: "),
            None => "* ".to_owned(),
        };
        let body = record.body.replace("\r\n", "\n").replace('\n', "\r\n    ");
        out += &format!("[{}] {} | {who}{body}\r\n", record.i, record.stamp);
        if let Some(attached) = &record.attachment {
            let file = attached.file.as_deref().unwrap_or(&attached.state);
            out += &format!("  (attachment: {file})\r\n");
        }
    }
    out
}

/// The first row of a table of messages.
pub(super) fn table_head() -> Vec<u8> {
    let mut out = Vec::new();
    csv::line(&mut out, &TABLE);
    out
}

/// The rows of a day. Shape: RFC 4180, no cell that a spreadsheet takes for a formula.
pub(super) fn table_rows(out: &mut Vec<u8>, name: &str, day: &Day, clock: &ZoneClock) {
    for record in &day.records {
        let at = record.at.as_deref().unwrap_or_default();
        let in_zone = clock.read(at).map(|at| at.rfc3339()).unwrap_or_default();
        let codes: Vec<&str> = record.codes.iter().map(String::as_str).collect();
        let attached = record.attachment.as_ref();
        let field = |value: Option<&String>| value.cloned().unwrap_or_default();
        csv::line(
            out,
            &[
                name,
                &record.i.to_string(),
                at,
                &in_zone,
                &record.stamp,
                record.sender.as_deref().unwrap_or_default(),
                &record.kind,
                &record.flags.join(" "),
                &record.body,
                &codes.join(" "),
                &field(attached.map(|attached| &attached.state)),
                &field(attached.and_then(|attached| attached.file.as_ref())),
                &field(attached.and_then(|attached| attached.name.as_ref())),
            ],
        );
    }
}

/// What the set is, in plain words.
pub(super) fn about(options: &ReviewOptions, n_documents: u32, with_graphs: bool) -> String {
    let zone = &options.clock.zone;
    let graphs = match with_graphs {
        true => "CASE      the same days as graphs of the CASE ontology 1.5, JSON-LD\r\n",
        false => "",
    };
    format!(
        "Made by {} from a disclosure package, and from nothing else.\r\n\
         \r\n\
         {n_documents} documents, from {}: one for each day of each thread. Each thread has\r\n\
         numbers of its own, 100,000 behind those of the one before. Quote a message as its\r\n\
         document's number and its record, for example {} #12. The same days of the same\r\n\
         threads get the same numbers.\r\n\
         \r\n\
         Times are the wall clock of the exporting phone. That it was in {zone} was chosen\r\n\
         by the operator; an export does not say. Nothing here says that the messages are\r\n\
         authentic or complete: see README.txt in the package.\r\n\
         \r\n\
         NATIVES   RSMF 2.0, one document a day\r\n\
         TEXT      the same days as text\r\n\
         {graphs}\
         MESSAGES  the records of each thread as a table\r\n\
         LOADFILE.dat   Concordance, UTF-8: fields end with U+0014, values stand between\r\n\
         U+00FE, line ends in them are U+00AE\r\n\
         SHA256.txt     check with: sha256sum -c SHA256.txt\r\n",
        crate::engine::session::TOOL,
        super::number(options, 0, 0),
        super::number(options, 0, 0),
    )
}
