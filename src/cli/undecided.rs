//! What became of suggestions before a package is built: the detectors run over all that is open, as
//! `suggest` runs them, and what is neither withheld nor rejected is open.

use std::io::Write;

use crate::engine::case::Case;
use crate::engine::decision::DecisionLog;
use crate::engine::detect::{DetectJob, DetectOptions, countries_of};
use crate::engine::examine;
use crate::engine::job::Step;
use crate::engine::package::Suggestions;

/// How many suggestions there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Undecided {
    n_all: u32,
    n_open: u32,
    /// More than are told; nobody decided those.
    n_beyond: u32,
}

/// Runs the detectors and counts.
pub(super) fn look(case: &Case, log: &DecisionLog) -> Undecided {
    let options = DetectOptions {
        countries: countries_of(case),
        ..DetectOptions::default()
    };
    let mut job = DetectJob::new(case, &options);
    let found = loop {
        if let Step::Done(found) = job.step() {
            break found;
        }
    };
    let n_beyond = found.n_beyond;
    let counts = examine::count(case, log, job, found);
    Undecided {
        n_all: counts.n_all,
        n_open: counts.n_open,
        n_beyond,
    }
}

impl Undecided {
    /// As the README says it.
    pub(super) fn became(self) -> Suggestions {
        match self.n_open == 0 && self.n_beyond == 0 {
            true => Suggestions::AllDecided,
            false => Suggestions::Open,
        }
    }

    /// One line, and nothing at all where each was decided.
    pub(super) fn print_if_any(self, err: &mut dyn Write) -> std::io::Result<()> {
        let Undecided { n_all, n_open, .. } = self;
        if self.became() == Suggestions::AllDecided {
            return Ok(());
        }
        write!(err, "suggestions: {n_open} of {n_all} are not decided")?;
        if self.n_beyond > 0 {
            write!(err, ", and {} more that are not listed", self.n_beyond)?;
        }
        writeln!(err)
    }
}
