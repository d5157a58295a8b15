//! A package in the forms that review platforms load.

use super::add::valid;
use super::after_args::MakeReview;
use super::error::CliError;
use super::part::Part;
use super::{FINE, Output, open, zones};
use crate::engine::job::Step;
use crate::engine::package::{ReviewJob, ReviewOptions};

/// Verifies the package, then writes the set.
pub(super) fn run(review: &MakeReview, to: &mut Output<'_>) -> Result<u8, CliError> {
    let clock = zones::clock_of(&review.zone).ok_or_else(|| CliError::Zone {
        zone: review.zone.clone(),
    })?;
    valid(&review.package)?;
    let options = ReviewOptions {
        clock,
        prefix: review.prefix.clone(),
        first: review.first,
    };
    let package = open::source_at(&review.package)?;
    let mut job = ReviewJob::new(package, options)?.with_graphs(review.graphs);
    let mut part = Part::begin(&review.out)?;
    let built = loop {
        if let Step::Done(built) = job.step(&mut part)? {
            break built;
        }
    };
    part.sync()?;
    part.finish()?;
    writeln!(to.out, "{}  {}", built.sha256, review.out.display())?;
    Ok(FINE)
}
