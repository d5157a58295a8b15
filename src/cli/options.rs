//! The options of commands that have many, and what some of them may say.

use super::args::usage;
use super::error::CliError;
use crate::engine::session::protocol::{MediaChoice, Reviewers};

/// What `--reviewers` says.
///
/// Errors: `Usage`.
pub(super) fn reviewers(text: &str) -> Result<Reviewers, CliError> {
    match text {
        "role" => Ok(Reviewers::Role),
        "initials" => Ok(Reviewers::Initials),
        "name" => Ok(Reviewers::Name),
        other => Err(usage(&format!(
            "--reviewers is {other:?}, expected \"role\", \"initials\" or \"name\""
        ))),
    }
}

/// What `--attachments` says.
///
/// Errors: `Usage`.
pub(super) fn attachments(text: &str) -> Result<MediaChoice, CliError> {
    match text {
        "as-they-are" => Ok(MediaChoice::AsTheyAre),
        "cleaned" => Ok(MediaChoice::Cleaned),
        "withheld" => Ok(MediaChoice::Withheld),
        other => Err(usage(&format!(
            "--attachments is {other:?}, expected \"cleaned\", \"as-they-are\" or \"withheld\""
        ))),
    }
}

/// Of `build`.
pub(super) const BUILD: &[&str] = &[
    "decisions",
    "decisions-out",
    "by",
    "created",
    "out",
    "attachments",
    "reviewers",
    "secret",
    "sealed-out",
    "seal-key",
    "compliance",
    "open-parts",
    "review",
    "pseudonyms-out",
    "passphrase-file",
    "draw",
    "looked",
    "raise-limits",
];

/// Of `compliance`.
pub(super) const COMPLIANCE: &[&str] = &[
    "roster",
    "policy",
    "decisions",
    "from",
    "to",
    "today",
    "sample",
    "table",
    "out",
    "raise-limits",
];
