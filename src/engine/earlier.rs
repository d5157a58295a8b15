//! An earlier package of the case beside the one that was just made: what is withheld now and stands
//! open there, what was withheld there and is open now. Whoever holds both reads the one in the other.
//!
//! Read [`EarlierJob`]. Nothing is changed; neither package is verified here.

use std::collections::BTreeSet;
use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::case::Case;
use super::compare::{
    Became, CompareError, CompareJob, ComparedField, Comparison, Difference, NumberWarning,
};
use super::decision::DecisionLog;
use super::finding::Explain;
use super::job::{Progress, Step};
use super::source::SharedSource;
use super::verify::leak::{Leak, LeakJob, LeakReport};

/// Most places that are listed of a package; all are counted.
pub const EARLIER_LISTED: usize = 200;

/// What an earlier package gives away.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct EarlierFound {
    /// Its name.
    pub name: String,
    /// Which disclosure under its seals it says it is.
    pub number: Option<u32>,
    /// What that and the number of the later one make a person ask.
    pub warnings: Vec<NumberWarning>,
    /// Places in it where something stands that is withheld now; the first ones.
    pub open_there: Vec<Leak>,
    /// How many there are.
    pub n_open_there: u32,
    /// What it withholds and the later one shows; the first ones.
    pub open_now: Vec<Difference>,
    /// How many there are.
    pub n_open_now: u32,
}

impl EarlierFound {
    /// Whether it gives nothing away.
    pub fn is_clean(&self) -> bool {
        self.n_open_there == 0 && self.n_open_now == 0
    }
}

/// Why it cannot be told.
#[derive(Debug, thiserror::Error)]
pub enum EarlierError {
    /// One of them cannot be compared.
    #[error(transparent)]
    Compare(#[from] CompareError),
    /// It cannot be read.
    #[error("the earlier package {name:?} could not be read")]
    Read {
        /// Its name.
        name: String,
        /// What the platform says.
        #[source]
        source: std::io::Error,
    },
}

impl Explain for EarlierError {
    fn help(&self) -> &'static str {
        match self {
            EarlierError::Compare(error) => error.help(),
            EarlierError::Read { .. } => "Choose the very file that was handed over",
        }
    }
}

/// Looks at one earlier package in steps.
pub struct EarlierJob {
    found: EarlierFound,
    /// `None` once it is done.
    search: Option<Box<LeakJob>>,
    compare: CompareJob,
}

impl EarlierJob {
    /// For a package that was made of `case` and `log`, and an earlier one called `name`.
    ///
    /// Errors: `Compare`, when either is no package.
    pub fn new(
        name: &str,
        earlier: SharedSource,
        made: SharedSource,
        case: &Case,
        log: &DecisionLog,
    ) -> Result<EarlierJob, EarlierError> {
        Ok(EarlierJob {
            found: EarlierFound {
                name: name.to_owned(),
                ..EarlierFound::default()
            },
            compare: CompareJob::new(Rc::clone(&earlier), made)?,
            search: Some(Box::new(LeakJob::new(earlier, case, log))),
        })
    }

    /// Looks at some more.
    ///
    /// Errors: `Read`, `Compare`; the job is over then.
    pub fn step(&mut self) -> Result<Step<EarlierFound>, EarlierError> {
        let Some(search) = &mut self.search else {
            return Ok(match self.compare.step()? {
                Step::More(progress) => Step::More(progress),
                Step::Done(comparison) => {
                    self.found.take_comparison(comparison);
                    Step::Done(std::mem::take(&mut self.found))
                }
            });
        };
        let step = search.step().map_err(|source| EarlierError::Read {
            name: self.found.name.clone(),
            source,
        })?;
        Ok(match step {
            Step::More(progress) => Step::More(progress),
            Step::Done(report) => {
                self.found.take_search(report);
                self.search = None;
                Step::More(Progress { done: 1, total: 1 })
            }
        })
    }
}

impl EarlierFound {
    fn take_search(&mut self, report: LeakReport) {
        let LeakReport { leaks, visible, .. } = report;
        // A hit without a redaction is about how the file was cleaned; one of a source is its digest.
        let is_value = |leak: &Leak| !leak.decision.is_empty();
        let mut all: Vec<Leak> = leaks.into_iter().chain(visible).filter(is_value).collect();
        self.n_open_there = u32::try_from(all.len()).unwrap_or(u32::MAX);
        all.truncate(EARLIER_LISTED);
        self.open_there = all;
    }

    /// Records at the same number are the same message only when they have the same time.
    fn take_comparison(&mut self, comparison: Comparison) {
        [self.number, _] = comparison.numbers;
        self.warnings = comparison.warnings;
        let others: BTreeSet<(u32, u64)> = comparison
            .differences
            .iter()
            .filter(|one| one.field == ComparedField::Time && one.became == Became::Changed)
            .map(|one| (one.thread, one.record))
            .collect();
        let mut open: Vec<Difference> = comparison
            .differences
            .into_iter()
            .filter(|one| one.became == Became::Visible)
            .filter(|one| !others.contains(&(one.thread, one.record)))
            .collect();
        self.n_open_now = u32::try_from(open.len()).unwrap_or(u32::MAX);
        open.truncate(EARLIER_LISTED);
        self.open_now = open;
    }
}
