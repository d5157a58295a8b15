//! What the pictures of a finished package show: codes, and what looks like a withheld picture.

use std::io::Write;
use std::path::Path;

use super::error::CliError;
use super::open;
use crate::engine::burn::{Handed, HandedPicture, Sight, handed_pictures};
use crate::engine::case::Case;
use crate::engine::decision::DecisionLog;

/// Looks at them; `None` when the container was changed.
///
/// Errors: `Open`.
pub(super) fn look(
    package: &Path,
    case: &Case,
    log: &DecisionLog,
) -> Result<Option<Handed>, CliError> {
    let source = open::source_at(package)?;
    Ok(handed_pictures(&*source, case, log))
}

/// A line for each. Returns how many leaks there are: none when a person looked.
pub(super) fn print(
    handed: Option<&Handed>,
    looked: bool,
    out: &mut dyn Write,
) -> Result<usize, CliError> {
    let Some(handed) = handed else {
        writeln!(
            out,
            "cannot be searched, please look: pictures, since the zip is not as it was built"
        )?;
        return Ok(0);
    };
    let lead = if looked { "please look" } else { "leak" };
    for picture in &handed.pictures {
        writeln!(out, "{lead}: {}", line(picture))?;
    }
    for (file, why) in &handed.unread {
        writeln!(
            out,
            "cannot be searched, please look: {file}: what it shows, {why}"
        )?;
    }
    Ok(if looked { 0 } else { handed.pictures.len() })
}

fn line(picture: &HandedPicture) -> String {
    let record = match picture.record {
        Some((thread, record)) => format!(" (thread {thread}, message {record})"),
        None => String::new(),
    };
    let what = match &picture.sight {
        Sight::Code => "L-25: a QR code".to_owned(),
        Sight::LikeBoxed(decision) => format!(
            "L-27: looks like a picture of which boxes are black, withheld by decision {decision}"
        ),
        Sight::LikeWithheld(decision) => {
            format!("L-27: looks like a picture that is withheld by decision {decision}")
        }
    };
    format!("{}{record}, {what}", picture.file)
}
