//! Every record of a case, one JSON object a line, in file order.

use std::io::Write;

use serde::Serialize;

use super::error::CliError;
use crate::engine::case::{Case, ThreadId};
use crate::engine::parse;
use crate::engine::thread::{Flags, Record, RecordId, Thread};
use crate::engine::zones::{ClockMark, Zones};

#[derive(Serialize)]
struct Line<'t> {
    thread: u32,
    i: u32,
    at: Option<String>,
    raw_stamp: String,
    sender: Option<&'t str>,
    kind: &'static str,
    body: std::borrow::Cow<'t, str>,
    edited: bool,
    attachment: Option<Named<'t>>,
    byte_start: u64,
    byte_len: u64,
    flags: Vec<&'static str>,
}

#[derive(Serialize)]
struct Named<'t> {
    name: &'t str,
    present: bool,
}

/// Prints the records.
pub(super) fn print(case: &Case, zones: &Zones, out: &mut dyn Write) -> Result<(), CliError> {
    for (number, _source, thread) in case.threads() {
        let position = case.position(number);
        for (index, record) in thread.records.iter().enumerate() {
            let id = RecordId(index as u32);
            let mut line = line(number, thread, id, record);
            let clock = position.and_then(|(source, thread)| zones.mark(source, thread, id));
            line.flags.extend(clock.map(ClockMark::word));
            serde_json::to_writer(&mut *out, &line).map_err(std::io::Error::from)?;
            writeln!(out)?;
        }
    }
    Ok(())
}

fn line<'t>(number: ThreadId, thread: &'t Thread, id: RecordId, record: &Record) -> Line<'t> {
    let (byte_start, byte_len) = thread.origin_span(id);
    let sender = record
        .participant
        .and_then(|participant| thread.participants.get(participant.0 as usize));
    let attachment = record
        .attachment
        .and_then(|attachment| thread.attachments.get(attachment.0 as usize));
    Line {
        thread: number.0 + 1,
        i: id.0 + 1,
        at: thread.civil(id).map(|civil| civil.to_string()),
        raw_stamp: parse::stamp_text(thread, id),
        sender: sender.map(|participant| participant.name.as_str()),
        kind: record.kind.word(),
        body: String::from_utf8_lossy(thread.body(id)),
        edited: record.flags.has(Flags::EDITED),
        attachment: attachment.map(|attachment| Named {
            name: &attachment.name,
            present: attachment.entry.is_some(),
        }),
        byte_start,
        byte_len,
        flags: record.flags.words(),
    }
}
