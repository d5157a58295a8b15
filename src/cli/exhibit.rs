//! One message of a package as a file of its own, checked before it gets its name.

use super::add::valid;
use super::after_args::MakeExhibit;
use super::error::CliError;
use super::part::Part;
use super::{FINE, NO, Output, open, verify};
use crate::engine::exhibit::exhibit_of;
use crate::engine::package::Sink;
use crate::engine::verify::{Expected, Verdict};

/// Verifies the package, makes the exhibit, verifies that.
pub(super) fn run(exhibit: &MakeExhibit, to: &mut Output<'_>) -> Result<u8, CliError> {
    valid(&exhibit.package)?;
    let package = open::source_at(&exhibit.package)?;
    let made = exhibit_of(&*package, exhibit.choice)?;
    let mut part = Part::begin(&exhibit.out)?;
    part.append(made.text.as_bytes())
        .map_err(|source| CliError::Out {
            path: exhibit.out.clone(),
            source,
        })?;
    part.sync()?;
    let report = verify::report_on(part.path(), Expected::default())?;
    if report.result != Verdict::Valid {
        writeln!(
            to.err,
            "error: {}\n  help: report it as a fault of this program",
            report.headline
        )?;
        return Ok(NO);
    }
    part.finish()?;
    writeln!(to.out, "{}  {}", report.sha256, exhibit.out.display())?;
    Ok(FINE)
}
