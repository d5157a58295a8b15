//! Two packages side by side.

use std::io::Write;

use super::add::valid;
use super::after_args::Compare;
use super::error::CliError;
use super::{FINE, NO, Output, open};
use crate::engine::compare::{CompareJob, Comparison, Difference};
use crate::engine::job::Step;

/// Verifies both, then prints what differs.
pub(super) fn run(compare: &Compare, to: &mut Output<'_>) -> Result<u8, CliError> {
    valid(&compare.first)?;
    valid(&compare.second)?;
    let sources = (
        open::source_at(&compare.first)?,
        open::source_at(&compare.second)?,
    );
    let mut job = CompareJob::new(sources.0, sources.1)?;
    let comparison = loop {
        if let Step::Done(comparison) = job.step()? {
            break comparison;
        }
    };
    if compare.json {
        serde_json::to_writer_pretty(&mut *to.out, &comparison).map_err(std::io::Error::from)?;
        writeln!(to.out)?;
    } else {
        print(&comparison, to.out)?;
    }
    Ok(if comparison.counts.is_empty() {
        FINE
    } else {
        NO
    })
}

fn print(comparison: &Comparison, out: &mut dyn Write) -> Result<(), CliError> {
    if comparison.counts.is_empty() {
        writeln!(out, "No difference in {} messages", comparison.n_records)?;
    } else {
        let all: u32 = comparison.counts.iter().map(|(_, n)| n).sum();
        let word = if all == 1 {
            "difference"
        } else {
            "differences"
        };
        writeln!(out, "{all} {word} in {} messages", comparison.n_records)?;
    }
    for (became, n) in &comparison.counts {
        writeln!(out, "- {n}: {}", became.words())?;
    }
    for (thread, same) in &comparison.same_seal {
        let words = if *same {
            "the same seal"
        } else {
            "another seal"
        };
        writeln!(out, "Thread {thread}: both are proven, under {words}")?;
    }
    for (one, other) in &comparison.moved {
        writeln!(
            out,
            "Thread {other} of the second package is thread {one} of the first"
        )?;
    }
    for (which, number) in ["first", "second"].iter().zip(comparison.numbers) {
        if let Some(number) = number {
            writeln!(
                out,
                "The {which} package is disclosure {number} under its seal"
            )?;
        }
    }
    for warning in &comparison.warnings {
        writeln!(out, "Warning: {}", warning.words())?;
    }
    for difference in &comparison.differences {
        print_one(difference, out)?;
    }
    Ok(())
}

fn print_one(one: &Difference, out: &mut dyn Write) -> Result<(), CliError> {
    let (field, became) = (one.field.words(), one.became.words());
    writeln!(
        out,
        "\nthread {}, message {}: {field} {became}",
        one.thread, one.record
    )?;
    writeln!(out, "  before: {:?}", one.before)?;
    writeln!(out, "  after:  {:?}", one.after)?;
    Ok(())
}
