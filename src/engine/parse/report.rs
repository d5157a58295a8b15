//! What a person should know about a thread, as findings with stable codes.

use super::Names;
use super::boundaries::{Boundaries, Settled};
use super::calendars::Calendar;
use super::flagging::Flagged;
use super::foreign::encoded_twice;
use super::order_report;
use super::senders::SenderNotes;
use super::shape::{Era, Family, Signature};
use super::stamp::is_mixed;
use super::stamps::stamp_text;
use crate::engine::finding::{Finding, Severity};
use crate::engine::place::Place;
use crate::engine::sorting;
use crate::engine::thread::{Encoding, Kind, RecordId, Thread};

/// Messages at which WhatsApp is said to cut an export: without media, and with.
const CUTS: [u32; 2] = [40_000, 10_000];

/// Everything that was noticed on the way.
pub(super) struct Noticed {
    pub(super) settled: Settled,
    pub(super) senders: SenderNotes,
    pub(super) flagged: Flagged,
    pub(super) derived_marker_at: Option<u32>,
    pub(super) n_inner_boms: u32,
    /// Lines that are nearly headers, and the first of them.
    pub(super) nearly: (u32, Option<u32>),
    pub(super) n_invalid: u32,
    pub(super) first_invalid: Option<u32>,
    /// Beside [`Thread::shapes`], in the same order.
    pub(super) signatures: Vec<Signature>,
    pub(super) calendars: Vec<Option<Calendar>>,
    pub(super) first_records: Vec<u32>,
}

impl Noticed {
    pub(super) fn new(settled: Settled) -> Noticed {
        Noticed {
            settled,
            senders: SenderNotes::default(),
            flagged: Flagged::default(),
            derived_marker_at: None,
            n_inner_boms: 0,
            nearly: (0, None),
            n_invalid: 0,
            first_invalid: None,
            signatures: Vec::new(),
            calendars: Vec::new(),
            first_records: Vec::new(),
        }
    }
}

/// A number with what it counts.
pub(super) fn counted(n: u32, one: &str, several: &str) -> String {
    let words = if n == 1 { one } else { several };
    format!("{n} {words}")
}

/// Makes findings that say where.
pub(super) struct Reporter<'a> {
    names: &'a dyn Names,
    pub(super) thread: &'a Thread,
    list: Vec<Finding>,
}

impl<'a> Reporter<'a> {
    /// With nothing found yet.
    pub(super) fn new(names: &'a dyn Names, thread: &'a Thread) -> Reporter<'a> {
        Reporter {
            names,
            thread,
            list: Vec::new(),
        }
    }

    /// What was found, in the order of codes.
    pub(super) fn into_list(mut self) -> Vec<Finding> {
        sorting::sort_by(&mut self.list, |a, b| a.code.cmp(&b.code));
        self.list
    }

    pub(super) fn add(
        &mut self,
        code: &str,
        severity: Severity,
        record: Option<u32>,
        text: String,
    ) {
        let byte_start = record.map(|record| self.thread.origin_span(RecordId(record)).0);
        self.list.push(Finding {
            code: code.to_owned(),
            severity,
            place: Place {
                source: self.names.source_name().to_owned(),
                entry: Some(self.names.entry_name(self.thread.entry).to_owned()),
                record: record.map(|record| record + 1),
                byte_start,
            },
            text,
        });
    }

    /// The record that holds a byte of the text.
    fn holding(&self, at: u32) -> Option<u32> {
        Some(self.thread.record_holding(at).0)
    }
}

/// All findings, in the order of their codes.
pub(super) fn findings(names: &dyn Names, thread: &Thread, noticed: &Noticed) -> Vec<Finding> {
    let mut report = Reporter::new(names, thread);
    boundaries(&mut report, noticed);
    bytes(&mut report, noticed);
    calendars(&mut report, noticed);
    order_report::findings(&mut report, &noticed.flagged);
    stamps(&mut report, noticed);
    senders(&mut report, noticed);
    attachments(&mut report, noticed);
    truncation(&mut report);
    report.into_list()
}

fn boundaries(report: &mut Reporter<'_>, noticed: &Noticed) {
    if report.thread.records.first().map(|r| r.kind) == Some(Kind::Preamble) {
        let text = "the text starts with lines before the first message; they are kept and shown";
        report.add("P001", Severity::Info, Some(0), text.to_owned());
    }
    if let Some(at) = noticed.settled.first_rejected {
        let n = noticed.settled.n_rejected;
        let how = match noticed.settled.boundaries {
            Boundaries::CrLf => "the line ends prove that this is part of a message",
            Boundaries::Lf | Boundaries::Uniform => "this was taken as part of a message",
        };
        let lines = counted(n, "line looks", "lines look");
        let text = format!("{lines} like the start of a message; {how}");
        let record = report.holding(at);
        report.add("P002", Severity::Warning, record, text);
    }
    if let (n, Some(at)) = noticed.nearly {
        let lines = counted(n, "line looks", "lines look");
        let text = format!(
            "{lines} like the start of a message, with a date or a time that does not exist or in the \
             way of other exports; this was taken as part of a message"
        );
        let record = report.holding(at);
        report.add("P036", Severity::Warning, record, text);
    }
    if report.thread.shapes.len() > 1 {
        let patterns: Vec<String> = report
            .thread
            .shapes
            .iter()
            .map(|shape| {
                let (pattern, n) = (&shape.pattern, shape.n_records);
                let first = shape.first.0 + 1;
                format!(
                    "{pattern:?} ({}, {n} messages from message {first} on)",
                    shape.order.words()
                )
            })
            .collect();
        let text = format!(
            "the messages start in {} ways: {}; real exports have one, so texts were joined or edited",
            patterns.len(),
            patterns.join(", ")
        );
        let second = noticed.first_records.get(1).copied();
        report.add("P003", Severity::Warning, second, text);
    }
    if noticed.settled.boundaries != Boundaries::CrLf {
        let text = "where messages start is known by their looks alone: a line typed to look like \
                    the start of a message cannot be told from a real one";
        report.add("P004", Severity::Info, None, text.to_owned());
    }
    if noticed.settled.copied {
        let text = "this is text copied out of WhatsApp, not an exported chat";
        report.add("P014", Severity::Warning, Some(0), text.to_owned());
    }
    let semicolon = |signature: &Signature| signature.family == Family::Semicolon;
    if noticed.signatures.iter().any(semicolon) {
        let text = "the stamps are written as another program writes them, not WhatsApp's \"Export \
                    chat\"; what it left out or changed is not known";
        report.add("P033", Severity::Warning, Some(0), text.to_owned());
    }
    let (n, first) = (noticed.flagged.n_uncertain, noticed.flagged.first_uncertain);
    if n > 0 {
        let text = format!(
            "{} in a way that differs from the others, or with a clock that jumps; what starts so \
             may be part of the message before",
            counted(n, "message starts", "messages start")
        );
        report.add("P021", Severity::Warning, first, text);
    }
}

fn bytes(report: &mut Reporter<'_>, noticed: &Noticed) {
    if let Some(at) = noticed.first_invalid {
        let text = format!(
            "{} bytes that are not UTF-8; they are kept, and shown as U+FFFD",
            counted(noticed.n_invalid, "place holds", "places hold")
        );
        let record = report.holding(at);
        report.add("P005", Severity::Warning, record, text);
    }
    if report.thread.encoding != Encoding::Utf8 {
        let text = "the text is UTF-16, so it was saved again after the export";
        report.add("P006", Severity::Info, None, text.to_owned());
    }
    let (n_twice, first_twice) = encoded_twice(&report.thread.text);
    if let Some(at) = first_twice {
        let text = format!(
            "{} letters that look as if the text was read in a wrong encoding and saved again; \
             nothing is repaired",
            counted(n_twice, "place holds", "places hold")
        );
        let record = report.holding(at);
        report.add("P034", Severity::Warning, record, text);
    }
    if noticed.n_inner_boms > 0 {
        let text = format!(
            "{} after a byte order mark, so texts were joined",
            counted(noticed.n_inner_boms, "message stands", "messages stand")
        );
        report.add("P012", Severity::Info, None, text);
    }
    if let Some(at) = memchr::memchr(0, &report.thread.text) {
        let text = "the text holds zero bytes; WhatsApp writes none".to_owned();
        let record = report.holding(at as u32);
        report.add("P013", Severity::Warning, record, text);
    }
}

fn calendars(report: &mut Reporter<'_>, noticed: &Noticed) {
    for index in 0..report.thread.shapes.len() {
        let first = noticed.first_records.get(index).copied();
        if let Some(Some(calendar)) = noticed.calendars.get(index) {
            let text = format!("the stamps have {}", calendar.rule());
            report.add("P015", Severity::Warning, first, text);
        }
        let era = noticed.signatures.get(index).map(|signature| signature.era);
        let rule = match era {
            Some(Era::Buddhist) => "Buddhist years: 543 was taken off",
            Some(Era::Japanese) => "Japanese years: counted on from the first year of the era",
            Some(Era::Common) | None => continue,
        };
        let text = format!("the stamps have {rule}");
        report.add("P015", Severity::Warning, first, text);
    }
}

fn stamps(report: &mut Reporter<'_>, noticed: &Noticed) {
    let flagged = &noticed.flagged;
    if flagged.n_unknown_marker > 0 {
        let stamp = flagged
            .first_unknown_marker
            .map_or(String::new(), |r| stamp_text(report.thread, RecordId(r)));
        let text = format!(
            "{} half of the day in words that we do not know or that do not fit the hour, as in {stamp:?}; such \
             a time is unresolved",
            counted(flagged.n_unknown_marker, "stamp names", "stamps name")
        );
        report.add(
            "P009",
            Severity::Warning,
            flagged.first_unknown_marker,
            text,
        );
    }
    if flagged.n_zero_hour > 0 {
        let text = format!(
            "{} the hour 0 beside AM or PM; phones write 12 there, so the text was edited or made \
             by another program",
            counted(flagged.n_zero_hour, "stamp has", "stamps have")
        );
        report.add("P025", Severity::Info, flagged.first_zero_hour, text);
    }
    if let Some(at) = noticed.derived_marker_at {
        let record = report.holding(at);
        let text = "the stamps name half of the day or the month in words that were read from tables \
                    and that nobody has seen in a real export yet";
        report.add("P018", Severity::Info, record, text.to_owned());
    }
    for (index, signature) in noticed.signatures.iter().enumerate() {
        let first = noticed.first_records.get(index).copied();
        if is_mixed(signature.script) {
            let text = "stamps mix digits of several scripts, which no phone writes".to_owned();
            report.add("P022", Severity::Warning, first, text);
        }
    }
}

fn senders(report: &mut Reporter<'_>, noticed: &Noticed) {
    for (record, full, short) in &noticed.senders.with_colon {
        let text = format!(
            "a sender is read as {full:?} and not as {short:?} alone, since every message of {short:?} \
             goes on with a name that recurs"
        );
        report.add("P016", Severity::Info, Some(*record), text);
    }
    if noticed.senders.n_not_senders > 0 {
        let text = format!(
            "{} a colon but the words of lines about the thread; such a line has no sender",
            counted(noticed.senders.n_not_senders, "line holds", "lines hold")
        );
        report.add(
            "P017",
            Severity::Info,
            noticed.senders.first_not_sender,
            text,
        );
    }
}

fn attachments(report: &mut Reporter<'_>, noticed: &Noticed) {
    let (n, first) = (noticed.flagged.n_missing, noticed.flagged.first_missing);
    if n > 0 {
        let messages = counted(n, "message names", "messages name");
        let text = format!("{messages} a file that is not in the export");
        report.add("P020", Severity::Warning, first, text);
    }
}

/// The newest messages are kept when an export is cut, and nothing in the file says so.
fn truncation(report: &mut Reporter<'_>) {
    let n = report.thread.n_messages();
    let near = CUTS.into_iter().find(|cut| n.abs_diff(*cut) * 100 <= *cut);
    let mut messages = report.thread.records.iter();
    let first = messages.find(|record| record.kind != Kind::Preamble);
    let starts_plainly = first.is_some_and(|record| !record.kind.is_system());
    if let Some(cut) = near.filter(|_| starts_plainly) {
        let text = format!(
            "the thread has {n} messages and does not start with a notice; it may be truncated, \
             since exports are said to end near {cut}"
        );
        report.add("P011", Severity::Warning, None, text);
    }
}
