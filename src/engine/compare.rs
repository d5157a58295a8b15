//! Two packages side by side: what became visible, what became hidden, what else changed. Both show
//! every record of their threads, so records are compared by number; what a record says comes from
//! the packages alone.
//!
//! Read [`CompareJob`]. Neither package is verified here.

mod numbers;
mod pairing;
mod side;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::finding::Explain;
use super::job::{Progress, Step};
use super::package::{Record, RecordLines, ReviewError};
use super::source::SharedSource;

pub use numbers::NumberWarning;
use numbers::{Numbered, warnings};
use pairing::Pair;
use side::Side;

/// Most differences that are listed; all are counted.
pub const DIFFERENCES_LISTED: usize = 2_000;
/// Most characters of an excerpt.
const EXCERPT_CHARS: usize = 160;
/// States of a file that the package does not hold as it is, for whatever reason of its maker's.
const NOT_WHOLE: [&str; 4] = ["withheld", "redacted", "not-included", "no-safe-copy"];
/// Records compared in one step.
const RECORDS_A_STEP: u32 = 20_000;

/// What became of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Became {
    /// Something was withheld, nothing is.
    Visible,
    /// Nothing was withheld, something is.
    Hidden,
    /// Something is withheld in both, but not the same or not for the same reasons.
    Otherwise,
    /// Nothing is withheld in either, and still they differ.
    Changed,
    /// There is no such record in the first.
    Added,
    /// There is no such record in the second.
    Removed,
}

impl Became {
    /// For people.
    pub fn words(self) -> &'static str {
        match self {
            Became::Visible => "became visible",
            Became::Hidden => "became hidden",
            Became::Otherwise => "is withheld in another way",
            Became::Changed => "changed",
            Became::Added => "is new",
            Became::Removed => "is gone",
        }
    }
}

/// Which part of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ComparedField {
    /// All of it.
    Record,
    /// When it was written.
    Time,
    /// Who is named as its sender.
    Sender,
    /// What it says.
    Body,
    /// The file that it names.
    Attachment,
}

impl ComparedField {
    /// For people.
    pub fn words(self) -> &'static str {
        match self {
            ComparedField::Record => "message",
            ComparedField::Time => "time",
            ComparedField::Sender => "sender",
            ComparedField::Body => "words",
            ComparedField::Attachment => "file",
        }
    }
}

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// Of the second package, from 1; of the first, where the second has no such thread.
    pub thread: u32,
    /// From 1.
    pub record: u64,
    /// Which part of it.
    pub field: ComparedField,
    /// What became of it.
    pub became: Became,
    /// What the first package shows; marks stand as `█[TPD]█`. The beginning alone.
    pub before: String,
    /// What the second one does.
    pub after: String,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Comparison {
    /// Threads that have another number in the second package: the first one's, the second one's.
    pub moved: Vec<(u32, u32)>,
    /// Whether both prove the same seals: by number of the thread. Empty where either proves nothing.
    pub same_seal: Vec<(u32, bool)>,
    /// Which disclosure under its seals each says it is.
    pub numbers: [Option<u32>; 2],
    /// What these numbers make a person ask.
    pub warnings: Vec<NumberWarning>,
    /// In the order of the packages; at most [`DIFFERENCES_LISTED`].
    pub differences: Vec<Difference>,
    /// How many of each kind there are.
    pub counts: Vec<(Became, u32)>,
    /// Records that were compared.
    pub n_records: u64,
}

/// Why two packages cannot be compared.
#[derive(Debug, thiserror::Error)]
pub enum CompareError {
    /// One is no package.
    #[error("the {which} file is not a disclosure package, or was changed since it was made")]
    NotAPackage {
        /// `first` or `second`.
        which: &'static str,
    },
    /// A file of one cannot be read.
    #[error(transparent)]
    Read(#[from] ReviewError),
}

impl Explain for CompareError {
    fn help(&self) -> &'static str {
        match self {
            CompareError::NotAPackage { .. } => {
                "Verify both first; take the very files that were built or handed over"
            }
            CompareError::Read(error) => error.help(),
        }
    }
}

/// Compares two packages in steps.
pub struct CompareJob {
    sides: [Side; 2],
    /// What is still to be compared, the last first.
    pairs: Vec<Pair>,
    thread: u32,
    lines: Option<[Option<RecordLines>; 2]>,
    counts: BTreeMap<Became, u32>,
    out: Comparison,
}

impl CompareJob {
    /// Reads both directories.
    ///
    /// Errors: `NotAPackage`.
    pub fn new(first: SharedSource, second: SharedSource) -> Result<CompareJob, CompareError> {
        let sides = [Side::open(first, "first")?, Side::open(second, "second")?];
        let numbered = sides.each_ref().map(Numbered::of);
        let mut pairs = pairing::pairs(&sides);
        let moved = pairs.iter().filter_map(|pair| match pair {
            [Some(one), Some(other)] if one != other => Some((*one, *other)),
            _alone_or_in_place => None,
        });
        let moved = moved.collect();
        pairs.reverse();
        Ok(CompareJob {
            sides,
            pairs,
            thread: 0,
            lines: None,
            counts: BTreeMap::new(),
            out: Comparison {
                moved,
                numbers: numbered.each_ref().map(|side| side.number),
                warnings: warnings(&numbered),
                ..Comparison::default()
            },
        })
    }

    /// Compares some more.
    ///
    /// Errors: `Read`; the job is over then.
    pub fn step(&mut self) -> Result<Step<Comparison>, CompareError> {
        let Some(mut lines) = self.lines.take() else {
            return Ok(self.next_thread());
        };
        for _record in 0..RECORDS_A_STEP {
            let [first, second] = &mut lines;
            let pair = (
                next(first.as_mut(), &self.sides[0])?,
                next(second.as_mut(), &self.sides[1])?,
            );
            match pair {
                (None, None) => return Ok(self.progress()),
                (before, after) => self.compare(before.as_ref(), after.as_ref()),
            }
        }
        self.lines = Some(lines);
        Ok(self.progress())
    }

    fn progress(&self) -> Step<Comparison> {
        let total = self.sides[0].package.size_bytes().max(1);
        // A record takes some hundred bytes in all the files that tell of it.
        let done = (self.out.n_records * 800).min(total - 1);
        Step::More(Progress { done, total })
    }

    fn next_thread(&mut self) -> Step<Comparison> {
        let [first, second] = &self.sides;
        let Some([one, other]) = self.pairs.pop() else {
            let counts = std::mem::take(&mut self.counts);
            self.out.counts = counts.into_iter().collect();
            return Step::Done(std::mem::take(&mut self.out));
        };
        self.thread = other.or(one).unwrap_or_default();
        let seals = (
            one.and_then(|thread| first.seal(thread)),
            other.and_then(|thread| second.seal(thread)),
        );
        if let (Some(one), Some(other)) = seals {
            self.out.same_seal.push((self.thread, one == other));
        }
        self.lines = Some([
            one.and_then(|thread| first.messages(thread)),
            other.and_then(|thread| second.messages(thread)),
        ]);
        self.progress()
    }

    fn compare(&mut self, before: Option<&Record>, after: Option<&Record>) {
        self.out.n_records += 1;
        match (before, after) {
            (Some(before), Some(after)) => self.both(before, after),
            (Some(gone), None) => {
                let found = (Became::Removed, gone.body.clone(), String::new());
                self.note(gone.i, ComparedField::Record, found);
            }
            (None, Some(new)) => {
                let found = (Became::Added, String::new(), new.body.clone());
                self.note(new.i, ComparedField::Record, found);
            }
            (None, None) => {}
        }
    }

    fn both(&mut self, before: &Record, after: &Record) {
        let time = Shown::time;
        let files = [Shown::attachment(before), Shown::attachment(after)];
        let [first, second] = &self.sides;
        let [file_before, mut file_after] = files;
        let digests = first.file_digest(before).zip(second.file_digest(after));
        if file_before == file_after && digests.is_some_and(|(one, other)| one != other) {
            file_after.text.push_str(" (other bytes)");
        }
        for (field, one, other) in [
            (ComparedField::Time, time(before), time(after)),
            (
                ComparedField::Sender,
                Shown::of(before.sender.as_deref(), before.sender_is_marked),
                Shown::of(after.sender.as_deref(), after.sender_is_marked),
            ),
            (
                ComparedField::Body,
                Shown::of(Some(&before.body), before.body_is_marked),
                Shown::of(Some(&after.body), after.body_is_marked),
            ),
            (ComparedField::Attachment, file_before, file_after),
        ] {
            if one != other {
                let became = match (one.is_marked, other.is_marked) {
                    (true, false) => Became::Visible,
                    (false, true) => Became::Hidden,
                    (true, true) => Became::Otherwise,
                    (false, false) => Became::Changed,
                };
                self.note(before.i, field, (became, one.text, other.text));
            }
        }
    }

    fn note(
        &mut self,
        record: u64,
        field: ComparedField,
        (became, before, after): (Became, String, String),
    ) {
        *self.counts.entry(became).or_default() += 1;
        if self.out.differences.len() < DIFFERENCES_LISTED {
            self.out.differences.push(Difference {
                thread: self.thread,
                record,
                field,
                became,
                before: before.chars().take(EXCERPT_CHARS).collect(),
                after: after.chars().take(EXCERPT_CHARS).collect(),
            });
        }
    }
}

fn next(lines: Option<&mut RecordLines>, side: &Side) -> Result<Option<Record>, CompareError> {
    match lines {
        Some(lines) => Ok(lines.next(&*side.package)?),
        None => Ok(None),
    }
}

/// A field as it is shown, and whether anything of it is withheld.
#[derive(PartialEq, Eq)]
struct Shown {
    text: String,
    is_marked: bool,
}

impl Shown {
    fn of(text: Option<&str>, is_marked: bool) -> Shown {
        Shown {
            text: text.unwrap_or_default().to_owned(),
            is_marked,
        }
    }

    fn time(record: &Record) -> Shown {
        let at = record.at.as_deref().unwrap_or("not known");
        Shown {
            text: format!("{} ({at})", record.stamp),
            is_marked: record.time_is_marked,
        }
    }

    fn attachment(record: &Record) -> Shown {
        let Some(attached) = &record.attachment else {
            return Shown::of(None, false);
        };
        let name = attached.name.as_deref();
        // The number of a file follows from what else goes out: it is no difference.
        let text = match name {
            Some(name) => format!("{}: {name}", attached.state),
            None => attached.state.clone(),
        };
        Shown {
            text,
            is_marked: name.is_none() || NOT_WHOLE.contains(&attached.state.as_str()),
        }
    }
}
