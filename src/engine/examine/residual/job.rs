//! Looks at a finished package in steps.

use std::collections::BTreeSet;

use serde_json::Value;

use super::Residual;
use super::hours::Hours;
use super::known::Known;
use super::tally::{Found, Tally};
use crate::engine::case::Case;
use crate::engine::decision::DecisionLog;
use crate::engine::detect::{DetectOptions, Detector, JOIN_SECONDS, TextDetector};
use crate::engine::finding::Explain;
use crate::engine::job::{Progress, Step};
use crate::engine::package::{Record, RecordLines, ReviewError};
use crate::engine::source::SharedSource;
use crate::engine::time::CivilTime;
use crate::engine::verify::{Stored, stored_files};

/// Text looked at in one step. Units: bytes.
const STEP_BYTES: usize = 1 << 20;
/// Longest text file or contact card that is looked at. Units: bytes.
const FILE_BYTES: u64 = 8 << 20;

/// Why it cannot be told.
#[derive(Debug, thiserror::Error)]
pub enum ResidualError {
    /// It is no package of ours.
    #[error("the file is not a disclosure package, or was changed since it was made")]
    NotAPackage,
    /// A file of it cannot be read.
    #[error(transparent)]
    Read(#[from] ReviewError),
}

impl Explain for ResidualError {
    fn help(&self) -> &'static str {
        match self {
            ResidualError::NotAPackage => "Verify it first; take the very file that was built",
            ResidualError::Read(error) => error.help(),
        }
    }
}

/// Runs the detectors over a package and judges the hours of its pseudonyms.
pub struct ResidualJob {
    package: SharedSource,
    /// Files that are left to be looked at, the next one last.
    files: Vec<(String, Stored)>,
    open: Option<Open>,
    detector: TextDetector,
    known: Known,
    tally: Tally,
    hours: Hours,
    out: Residual,
    done: u64,
    total: u64,
}

/// Messages of a thread.
struct Open {
    path: String,
    thread: u32,
    lines: RecordLines,
    before: Option<Record>,
    /// Names of senders and files that were looked at.
    names: BTreeSet<String>,
}

impl ResidualJob {
    /// For a package that was made of `case` and `log`. Hits below `least` points are left out.
    ///
    /// Errors: `NotAPackage`.
    pub fn new(
        package: SharedSource,
        case: &Case,
        log: &DecisionLog,
        options: &DetectOptions,
        least: u8,
    ) -> Result<ResidualJob, ResidualError> {
        let stored = stored_files(&*package).ok_or(ResidualError::NotAPackage)?;
        let below = |file: Stored| {
            let path = file.name.split_once('/')?.1.to_owned();
            is_looked_at(&path, file.size_bytes).then_some((path, file))
        };
        let mut files: Vec<(String, Stored)> = stored.into_iter().filter_map(below).collect();
        if files.is_empty() {
            return Err(ResidualError::NotAPackage);
        }
        let total = files.iter().map(|(_, file)| file.size_bytes).sum();
        files.reverse();
        let mut detector = TextDetector::new(case, options, least);
        Ok(ResidualJob {
            known: Known::of(case, log, &mut detector),
            package,
            files,
            open: None,
            detector,
            tally: Tally::default(),
            hours: Hours::default(),
            out: Residual::default(),
            done: 0,
            total,
        })
    }

    /// Looks at some more.
    ///
    /// Errors: `Read`; the job is over then.
    pub fn step(&mut self) -> Result<Step<Residual>, ResidualError> {
        let Some(open) = self.open.take() else {
            return Ok(self.next_file());
        };
        self.open = self.records(open)?;
        Ok(self.progress())
    }

    fn progress(&self) -> Step<Residual> {
        Step::More(Progress {
            done: self.done.min(self.total),
            total: self.total.max(1),
        })
    }

    fn next_file(&mut self) -> Step<Residual> {
        let Some((path, file)) = self.files.pop() else {
            let (n_judged, hours) = self.hours.judge();
            self.out.n_judged = n_judged;
            self.out.hours = hours;
            self.out.kinds = std::mem::take(&mut self.tally).kinds();
            return Step::Done(std::mem::take(&mut self.out));
        };
        match thread_of(&path) {
            Some(thread) => {
                self.open = Some(Open {
                    path,
                    thread,
                    lines: RecordLines::new(file),
                    before: None,
                    names: BTreeSet::new(),
                });
            }
            None => self.text_file(&path, &file),
        }
        self.progress()
    }

    /// Some records of a thread; `None` after the last.
    fn records(&mut self, mut open: Open) -> Result<Option<Open>, ResidualError> {
        let mut n_bytes = 0;
        while n_bytes < STEP_BYTES {
            let Some(record) = open.lines.next(&*self.package)? else {
                return Ok(None);
            };
            self.record(&mut open, &record);
            // The rest of the line tells when, who and what kind.
            let n = record.body.len() + 200;
            n_bytes += n;
            self.done += n as u64;
            open.before = Some(record);
        }
        Ok(Some(open))
    }

    fn record(&mut self, open: &mut Open, record: &Record) {
        self.out.n_messages += 1;
        let number = u32::try_from(record.i).unwrap_or(u32::MAX);
        let place = (open.thread, number);
        let file = open.path.clone();
        let at = Found {
            file: &file,
            record: Some(place),
        };
        self.look(&record.body, year(record), at);
        let attached = record.attachment.as_ref().and_then(|one| one.name.as_ref());
        for name in record.sender.iter().chain(attached) {
            if open.names.insert(name.clone()) {
                self.look_at_name(name, at);
            }
        }
        if let Some(before) = &open.before {
            self.look_across(before, record, at);
        }
        if let (Some(sender), Some(time)) = (&record.sender, time_of(record)) {
            // Behind the mark of a pseudonym stands what the package calls that person.
            if !sender.ends_with("]█") {
                self.hours
                    .add((sender, record.sender_is_marked), time, place);
            }
        }
    }

    fn look(&mut self, text: &str, year: u16, at: Found<'_>) {
        for (detector, span) in self.detector.look(text, year) {
            let hit = text.get(span.start as usize..span.end() as usize);
            self.count(detector, hit.unwrap_or_default(), at);
        }
    }

    /// Who speaks is a question of its own: pseudonyms.
    fn look_at_name(&mut self, name: &str, at: Found<'_>) {
        for (detector, span) in self.detector.look(name, 0) {
            if detector != Detector::ParticipantName {
                let hit = name.get(span.start as usize..span.end() as usize);
                self.count(detector, hit.unwrap_or_default(), at);
            }
        }
    }

    fn look_across(&mut self, before: &Record, record: &Record, at: Found<'_>) {
        if before.sender.is_none() || before.sender != record.sender || !are_close(before, record) {
            return;
        }
        let Some((detector, one, other)) = self.detector.look_across(&before.body, &record.body)
        else {
            return;
        };
        let first = before.body.get(one.start as usize..one.end() as usize);
        let second = record.body.get(..other.end() as usize);
        let (Some(first), Some(second)) = (first, second) else {
            return;
        };
        let folded = self.detector.folded(first.as_bytes());
        if self.known.has(detector, &folded) {
            self.out.n_rejected += 1;
        } else {
            let both = format!("{first} {second}");
            let folded = self.detector.folded(both.as_bytes());
            self.tally.add(detector, folded, &both, at);
        }
    }

    fn count(&mut self, detector: Detector, hit: &str, at: Found<'_>) {
        let folded = self.detector.folded(hit.as_bytes());
        if self.known.has(detector, &folded) {
            self.out.n_rejected += 1;
        } else {
            self.tally.add(detector, folded, hit, at);
        }
    }

    /// A contact card or a text that goes out as a file, or what people wrote into a log.
    fn text_file(&mut self, path: &str, file: &Stored) {
        self.done += file.size_bytes;
        let Some(bytes) = file.bytes(&*self.package) else {
            return;
        };
        let at = Found {
            file: path,
            record: None,
        };
        let text = String::from_utf8_lossy(&bytes);
        if is_log(path) {
            for typed in text.lines().flat_map(typed_in) {
                self.look(&typed, 0, at);
            }
            return;
        }
        for line in text.lines() {
            self.look(line, 0, at);
        }
    }
}

/// Whether a file holds words that people wrote, which no other file repeats.
fn is_looked_at(path: &str, size_bytes: u64) -> bool {
    let is_short_text = |path: &str| {
        let (_, end) = path.rsplit_once('.').unwrap_or_default();
        ["vcf", "txt"].contains(&end) && size_bytes <= FILE_BYTES
    };
    thread_of(path).is_some()
        || is_log(path)
        || path.strip_prefix("data/media/").is_some_and(is_short_text)
}

fn is_log(path: &str) -> bool {
    ["data/logs/custody.jsonl", "data/logs/redaction-log.jsonl"].contains(&path)
}

/// What a person typed that stands in a line of a log: a note, an answer of the intake form.
fn typed_in(line: &str) -> Vec<String> {
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

/// The number of the thread whose messages a file holds.
fn thread_of(path: &str) -> Option<u32> {
    path.strip_prefix("data/threads/t")?
        .strip_suffix("/messages.jsonl")?
        .parse()
        .ok()
}

fn year(record: &Record) -> u16 {
    let year = record.at.as_deref().and_then(|at| at.get(..4));
    year.and_then(|year| year.parse().ok()).unwrap_or(0)
}

/// Day of the month and hour, as far as the package shows them.
fn time_of(record: &Record) -> Option<(u32, usize)> {
    let at = record.at.as_deref().unwrap_or(&record.stamp);
    let number = |from: usize| at.get(from..from + 2)?.parse::<u32>().ok();
    let is_hour = at
        .get(13..)
        .is_some_and(|rest| rest.starts_with(':') || rest.starts_with(" h"));
    let hour = number(11).filter(|hour| is_hour && *hour < 24)?;
    Some((number(8)?, hour as usize))
}

fn are_close(one: &Record, next: &Record) -> bool {
    match (seconds(one), seconds(next)) {
        (Some(one), Some(next)) => (0..=JOIN_SECONDS).contains(&(next - one)),
        _not_known => true,
    }
}

fn seconds(record: &Record) -> Option<i64> {
    let at = record.at.as_deref()?;
    let number = |from: usize, to: usize| at.get(from..to)?.parse::<u16>().ok();
    let date = [number(0, 4)?, number(5, 7)?, number(8, 10)?];
    let (hour, minute) = (number(11, 13)?, number(14, 16)?);
    let second = number(17, 19).map(|second| second as u8);
    let civil = CivilTime::new(date, hour as u8, minute as u8, second)?;
    Some(civil.line_seconds())
}
