//! Times, taken several times over and compared side by side.

use std::process::{Command, Stdio};
use std::time::Instant;

use xtask::say;

/// Times of one thing, in milliseconds.
#[derive(Debug, Clone, PartialEq)]
pub struct Times(pub Vec<f64>);

impl Times {
    /// The middle one; with an even number the mean of the middle two.
    ///
    /// # Panics
    /// When there are none.
    pub fn median(&self) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_by(f64::total_cmp);
        let middle = sorted.len() / 2;
        assert!(!sorted.is_empty(), "nothing was measured");
        if sorted.len() % 2 == 1 {
            sorted[middle]
        } else {
            f64::midpoint(sorted[middle - 1], sorted[middle])
        }
    }

    /// All of them, for a person to see how they scatter.
    pub fn all(&self) -> String {
        let words: Vec<String> = self.0.iter().map(|ms| format!("{ms:.0}")).collect();
        words.join(" ")
    }
}

/// One row of the table.
#[derive(Debug, Clone)]
pub struct Row {
    /// What is measured.
    pub what: String,
    /// Ours.
    pub ours: Times,
    /// What it stands beside.
    pub beside: String,
    /// Theirs.
    pub theirs: Times,
    /// The largest allowed ratio of our time to theirs.
    pub bar: f64,
}

impl Row {
    /// Our time as a multiple of theirs.
    pub fn ratio(&self) -> f64 {
        self.ours.median() / self.theirs.median()
    }

    /// The row as it is printed.
    pub fn shown(&self) -> String {
        let verdict = if self.ratio() <= self.bar {
            "within"
        } else if self.ratio() <= 2.0 * self.bar {
            "within twice"
        } else {
            "OVER"
        };
        format!(
            "{:<44} {:>7.0} ms {:>9.0} ms {:>7.3} x   bar {:.3} x: {verdict}\n    beside {}; ours {}; theirs {}",
            self.what,
            self.ours.median(),
            self.theirs.median(),
            self.ratio(),
            self.bar,
            self.beside,
            self.ours.all(),
            self.theirs.all(),
        )
    }
}

/// Runs a command and returns how long it took, in milliseconds.
///
/// # Panics
/// When it fails: the text names it.
pub fn timed(command: &mut Command) -> f64 {
    let started = Instant::now();
    let status = command.stdin(Stdio::null()).stdout(Stdio::null()).status();
    let time = started.elapsed();
    assert!(
        status.is_ok_and(|status| status.success()),
        "failed: {}",
        say::shown(command)
    );
    time.as_secs_f64() * 1000.0
}
