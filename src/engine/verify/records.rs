//! `messages.jsonl`: well formed, numbered without a gap, and what each record says kept as a
//! digest for the transcripts to be compared with.

use super::book::{Book, Reader};
use super::checks::Id;
use super::facts::{AttachmentFact, Field, MarkFact, RecordFact};
use super::json::Json;
use super::kinds::check_kind;
pub(super) use super::kinds::{FLAGS, KINDS};
use super::lines::{Line, Lines};
use super::named::{NO_COPY, State, WITHOUT, named_of};
use super::names::Kind;
use super::proof::Shown;
use super::reading::{Reading, reading};
use super::words::{
    Codes, Fact, Part, codes_in, comparable, fact, has_text, in_order, n_marks, parts_of, pictured,
};
use super::{csv, proof, stamp};

/// The keys of a record.
pub(super) const KEYS: [&str; 9] = [
    "thread",
    "i",
    "at",
    "raw_stamp",
    "sender",
    "kind",
    "flags",
    "body",
    "attachment",
];

/// Reads `messages.jsonl` of one thread.
pub(super) struct Messages {
    thread: u32,
    lines: Lines,
    records: Vec<RecordFact>,
    n_attachments: usize,
}

impl Messages {
    /// For thread `thread`, from 1.
    pub(super) fn new(thread: u32) -> Messages {
        Messages {
            thread,
            lines: Lines::default(),
            records: Vec::new(),
            n_attachments: 0,
        }
    }

    fn line(&mut self, line: Line<'_>, book: &mut Book) {
        let i = self.records.len() as u32 + 1;
        let read = match line {
            Line::Whole(bytes) => self.record(i, bytes, book),
            Line::TooLong(_) => Err("is too long".to_owned()),
            Line::Unended(_) => Err("has no line end".to_owned()),
        };
        let record = read.unwrap_or_else(|text| {
            book.fail(Id::Messages, format!("line {i} {text}"));
            RecordFact {
                line: [0; 16],
                fields: [0; 16],
                day: 0,
            }
        });
        self.records.push(record);
    }

    fn record(&mut self, i: u32, line: &[u8], book: &mut Book) -> Result<RecordFact, String> {
        let text = std::str::from_utf8(line).map_err(|_| "is not UTF-8".to_owned())?;
        let json = Json::read(text)
            .map_err(|fault| format!("is not JSON: {} at byte {}", fault.text, fault.at))?;
        let fields = json
            .fields(KEYS)
            .ok_or("does not have exactly the nine keys in their order")?;
        let [
            thread,
            number,
            at,
            raw_stamp,
            sender,
            kind,
            flags,
            body,
            attachment,
        ] = fields;
        let numbered = [thread, number].map(Json::as_number);
        if numbered != [Some(u64::from(self.thread)), Some(u64::from(i))] {
            return Err(format!(
                "is not numbered as record {i} of thread {}",
                self.thread
            ));
        }
        let day = day_of(at)?;
        let raw = stamp_parts(raw_stamp, at)?;
        let sender = sender_parts(sender)?;
        let body = parts_of(body).map_err(|why| format!("has a body that {why}"))?;
        let who = sender.as_deref().unwrap_or_default();
        check_kind(kind, flags, [&raw, who, &body], attachment)?;
        let named = self.attachment(i, attachment, &body, book)?;
        book.facts.n_whole += u64::from(matches!(body.as_slice(), [Part::Mark(_)]));
        let has_head = sender.is_some() || n_marks(&raw) > 0 || has_text(&raw);
        if !has_head && *attachment == Json::Null && matches!(body.as_slice(), [Part::Mark(_)]) {
            book.facts.headless.insert((self.thread, i));
        }
        self.note_marks(i, [&raw, who, &body], book);
        let shown = Shown {
            stamp: &raw,
            sender: who,
            body: &body,
        };
        proof::compare(book, self.thread, i, at.as_text(), shown);
        Ok(record_fact(&raw, sender.as_deref(), &body, &named, day))
    }

    fn note_marks(&self, record: u32, [stamp, sender, body]: [&[Part]; 3], book: &mut Book) {
        let fields = [
            (Field::Time, stamp),
            (Field::Body, body),
            (Field::Sender, sender),
        ];
        for (field, parts) in fields {
            let n_marks = n_marks(parts);
            if n_marks > 0 {
                book.facts.marks.push(MarkFact {
                    thread: self.thread,
                    record,
                    field,
                    n_marks,
                    codes: codes_in(parts),
                });
            }
        }
    }

    /// The words of the attachment line; empty when no file is named.
    fn attachment(
        &mut self,
        i: u32,
        json: &Json,
        body: &[Part],
        book: &mut Book,
    ) -> Result<String, String> {
        if *json == Json::Null {
            proof::check_no_file(book, self.thread, i, body);
            return Ok(String::new());
        }
        let named = named_of(json).ok_or("has an attachment of another form")?;
        let mark = |field, codes| MarkFact {
            thread: self.thread,
            record: i,
            field,
            n_marks: 1,
            codes,
        };
        match named.state {
            State::Cleaned => book
                .facts
                .marks
                .push(mark(Field::Metadata, Codes::default())),
            State::NoCopy => book.facts.marks.push(mark(Field::NoCopy, Codes::default())),
            State::Included
                if book.facts.bag_value("Threadseal-Attachments") == Some("cleaned") =>
            {
                book.facts.marks.push(mark(Field::AsItIs, Codes::default()));
            }
            State::Redacted => book.facts.marks.push(mark(Field::FilePart, named.codes)),
            State::Included | State::NotIncluded | State::Absent | State::Withheld => {}
        }
        if named.state == State::Withheld {
            book.facts.marks.push(mark(Field::Attachment, named.codes));
        } else if named.name.is_none() {
            book.facts
                .marks
                .push(mark(Field::FileName, Codes::default()));
        }
        match is_named(&named.name, body) {
            Some(true) => {}
            Some(false) => {
                let text = format!("record {i}: names a file that its words do not name");
                book.fail(Id::Attachments, text);
            }
            None if named.state == State::Withheld => {}
            None => proof::note_unnamed(book, self.thread, i),
        }
        if named.state == State::Absent {
            proof::check_absent(book, self.thread, i, named.name.as_deref());
        }
        if named.state == State::Included {
            note_file(&named.file, book);
            if let Some(name) = &named.name {
                proof::check_file(book, self.thread, i, &named.file, name);
            }
        }
        if matches!(named.state, State::Cleaned | State::Redacted) {
            note_file(&named.file, book);
            if let Some(seen) = book.facts.seen.get_mut(&named.file) {
                seen.cleaned = true;
            }
        }
        let row = AttachmentFact {
            record: i,
            words: attachment_fact(
                named.state.word(),
                &named.file,
                &csv::guarded(named.name.as_deref().unwrap_or_default()),
                &named.why,
            ),
        };
        self.compare_row(row, book);
        Ok(match named.state {
            State::Included | State::Cleaned => named.file,
            State::Redacted => format!("{}{WITHOUT}{}", named.file, named.codes.mark()),
            State::NoCopy => NO_COPY.to_owned(),
            State::NotIncluded => "not in this package".to_owned(),
            State::Absent => "not in the export".to_owned(),
            State::Withheld => named.codes.mark(),
        })
    }

    fn compare_row(&mut self, row: AttachmentFact, book: &mut Book) {
        let at = self.n_attachments;
        self.n_attachments += 1;
        let facts = book.facts.threads.entry(self.thread).or_default();
        let Some(rows) = &facts.attachments else {
            return;
        };
        if rows.get(at) != Some(&row) {
            let text = format!(
                "record {}: its attachment is not row {} of attachments.csv",
                row.record,
                at + 1
            );
            book.fail(Id::Attachments, text);
        }
    }
}

impl Reader for Messages {
    fn push(&mut self, bytes: &[u8], book: &mut Book) {
        let mut lines = std::mem::take(&mut self.lines);
        lines.push(bytes, &mut |_, line| self.line(line, book));
        self.lines = lines;
    }

    fn end(&mut self, book: &mut Book) {
        let mut lines = std::mem::take(&mut self.lines);
        lines.end(&mut |_, line| self.line(line, book));
        if self.records.is_empty() {
            book.fail(Id::Messages, "holds no record");
        }
        let facts = book.facts.threads.entry(self.thread).or_default();
        let n_rows = facts.attachments.as_ref().map(Vec::len);
        facts.records = Some(std::mem::take(&mut self.records));
        if let Some(n_rows) = n_rows
            && n_rows > self.n_attachments
        {
            let text = format!(
                "names {} files, attachments.csv has {n_rows} rows",
                self.n_attachments
            );
            book.fail(Id::Attachments, text);
        }
    }
}

fn record_fact(
    stamp: &[Part],
    sender: Option<&[Part]>,
    body: &[Part],
    attachment: &str,
    day: u32,
) -> RecordFact {
    let plain = |parts: &[Part]| comparable(&in_order(parts));
    let line = pictured(&match sender {
        None => format!("{} | * {}", plain(stamp), plain(body)),
        Some(sender) => format!("{} | {}: {}", plain(stamp), plain(sender), plain(body)),
    });
    let (stamp, body) = (comparable(stamp), comparable(body));
    let (is_said, sender) = match sender {
        Some(parts) => ("said", comparable(parts)),
        None => ("", String::new()),
    };
    RecordFact {
        line: fact(&[&line, attachment]),
        fields: fact(&[&stamp, is_said, &sender, &body, attachment]),
        day,
    }
}

/// Whether the words of a record name its file; `None` where they or the name are withheld.
pub(super) fn is_named(name: &Option<String>, body: &[Part]) -> Option<bool> {
    match (name, body) {
        (Some(name), [Part::Text(words)]) => Some(words.contains(name.as_str())),
        _withheld => None,
    }
}

fn sender_parts(json: &Json) -> Result<Option<Vec<Part>>, String> {
    if *json == Json::Null {
        return Ok(None);
    }
    parts_of(json)
        .map(Some)
        .map_err(|why| format!("has a sender that {why}"))
}

/// A stamp: as it was written, or what is left of its time and a mark.
pub(super) fn stamp_parts(raw: &Json, at: &Json) -> Result<Vec<Part>, String> {
    if let Some(raw) = raw.as_text() {
        let at = at.as_text();
        if at.is_some_and(|at| reading(at, raw) == Reading::No) {
            return Err("has a time in `at` that its raw_stamp does not give".to_owned());
        }
        return Ok(vec![Part::Text(raw.to_owned())]);
    }
    let parts = parts_of(raw).map_err(|why| format!("has a raw_stamp that {why}"))?;
    let is_left = match parts.as_slice() {
        [Part::Mark(_)] => true,
        [Part::Text(left), Part::Mark(_)] => stamp::is_coarse(left),
        _other => false,
    };
    if !is_left || *at != Json::Null {
        return Err("has a raw_stamp whose rest is no coarse time".to_owned());
    }
    Ok(parts)
}

fn day_of(at: &Json) -> Result<u32, String> {
    match at {
        Json::Null => Ok(0),
        other => other
            .as_text()
            .and_then(stamp::day_of_civil)
            .ok_or_else(|| "has a time in `at` that is none".to_owned()),
    }
}

fn note_file(file: &str, book: &mut Book) {
    let known = matches!(Kind::of(file), Kind::Media(_));
    match book.facts.seen.get_mut(file) {
        Some(seen) if known => seen.named = true,
        _other => book.fail(
            Id::Attachments,
            format!("names {file:?}, which is not among the package's media"),
        ),
    }
}

/// The digest of what an attachment's row and its record must agree in.
pub(super) fn attachment_fact(state: &str, file: &str, name: &str, why: &str) -> Fact {
    fact(&[state, file, name, why])
}
