//! Looks at a finished package in steps.

use std::collections::{BTreeMap, BTreeSet};

use super::files::{Looked, is_utf16, kind_of, lines_of, thread_of, typed_in};
use super::hours::Hours;
use super::known::Known;
use super::tally::{Found, Tally};
use super::{NotRead, Residual, WhyNotRead};
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
/// Most senders whose newest message is kept.
const SENDERS_KEPT: usize = 4_096;
/// Longest text file or contact card that is looked at. Units: bytes.
const FILE_BYTES: u64 = 8 << 20;
/// In as much of a transcript the title stands. Units: bytes.
const TITLE_BYTES: usize = 4_096;

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
    /// By sender the newest message: a number may go on after somebody else's "wait".
    before: BTreeMap<String, Record>,
    /// Names of senders and files that were looked at.
    names: BTreeSet<String>,
}

impl ResidualJob {
    /// For a package that was made of `case` and `log`.
    ///
    /// Errors: `NotAPackage`.
    pub fn new(
        package: SharedSource,
        case: &Case,
        log: &DecisionLog,
        options: &DetectOptions,
    ) -> Result<ResidualJob, ResidualError> {
        let stored = stored_files(&*package).ok_or(ResidualError::NotAPackage)?;
        let below = |file: Stored| {
            let path = file.name.split_once('/')?.1.to_owned();
            (kind_of(&path) != Looked::Nothing).then_some((path, file))
        };
        let mut files: Vec<(String, Stored)> = stored.into_iter().filter_map(below).collect();
        if files.is_empty() {
            return Err(ResidualError::NotAPackage);
        }
        let total = files.iter().map(|(_, file)| file.size_bytes).sum();
        files.reverse();
        let mut detector = TextDetector::new(case, options);
        let none_runs = (!detector.runs()).then(|| NotRead {
            file: String::new(),
            why: WhyNotRead::TooManyTerms,
        });
        Ok(ResidualJob {
            known: Known::of(case, log, &mut detector),
            package,
            files,
            open: None,
            detector,
            tally: Tally::default(),
            hours: Hours::default(),
            out: Residual {
                countries: options.countries.clone(),
                not_read: none_runs.into_iter().collect(),
                ..Residual::default()
            },
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
            (self.out.n_judged, self.out.n_unjudged, self.out.hours) = self.hours.judge();
            self.out.kinds = std::mem::take(&mut self.tally).kinds();
            return Step::Done(std::mem::take(&mut self.out));
        };
        match thread_of(&path).filter(|_| kind_of(&path) == Looked::Messages) {
            Some(thread) => {
                self.open = Some(Open {
                    path,
                    thread,
                    lines: RecordLines::new(file),
                    before: BTreeMap::new(),
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
            if let Some(sender) = &record.sender {
                open.before.insert(sender.clone(), record);
            }
            if open.before.len() > SENDERS_KEPT {
                open.before.clear();
            }
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
        let before = record.sender.as_ref();
        if let Some(before) = before.and_then(|sender| open.before.get(sender)) {
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
        if !are_close(before, record) {
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

    /// A contact card or a text that goes out as a file, what people wrote into a log, a title.
    fn text_file(&mut self, path: &str, file: &Stored) {
        self.done += file.size_bytes;
        let why = match self.read(path, file) {
            Ok(texts) => {
                let at = Found {
                    file: path,
                    record: None,
                };
                let is_title = kind_of(path) == Looked::Title;
                for text in texts {
                    if is_title {
                        self.look_at_name(&text, at);
                    } else {
                        self.look(&text, 0, at);
                    }
                }
                return;
            }
            Err(why) => why,
        };
        let file = path.to_owned();
        self.out.not_read.push(NotRead { file, why });
    }

    /// The texts of such a file.
    fn read(&self, path: &str, file: &Stored) -> Result<Vec<String>, WhyNotRead> {
        let kind = kind_of(path);
        if kind == Looked::PerhapsText {
            let start = file.start(&*self.package, 2);
            if !is_utf16(&start.ok_or(WhyNotRead::Unreadable)?) {
                return Ok(Vec::new());
            }
        }
        if kind != Looked::Title && file.size_bytes > FILE_BYTES {
            return Err(WhyNotRead::TooLarge);
        }
        let package = &*self.package;
        let bytes = match kind {
            Looked::Title => file.start(package, TITLE_BYTES),
            _whole => file.bytes(package),
        };
        let bytes = bytes.ok_or(WhyNotRead::Unreadable)?;
        Ok(match kind {
            Looked::Log => String::from_utf8_lossy(&bytes)
                .lines()
                .flat_map(typed_in)
                .collect(),
            Looked::Title => lines_of(path, &bytes).into_iter().take(1).collect(),
            _text => lines_of(path, &bytes),
        })
    }
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
