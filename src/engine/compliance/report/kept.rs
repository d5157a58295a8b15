//! Whether the files of a report belong to what is sealed, and to each other.
//!
//! A report is data and forms of it: whoever changes one form is found out, since all are written again
//! from the data. Whether the data itself is what was found then, nobody can see from it.

use std::collections::BTreeSet;

use super::{AskedWith, FORMAT, Report, files_to_keep};
use crate::engine::digest::sha256_hex;
use crate::engine::finding::Explain;

/// Why files are no report of what is sealed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeptError {
    /// A file that every report has.
    #[error("the report has no {name}")]
    Missing {
        /// Its name.
        name: &'static str,
    },
    /// The data of it cannot be read.
    #[error("compliance.json is no report of this program: {what}")]
    NoReport {
        /// What is wrong.
        what: String,
    },
    /// It is about other exports.
    #[error("the report is about the exports {found}, and what is sealed are {expected}")]
    OtherExports {
        /// Their digests.
        found: String,
        /// Those of what is sealed.
        expected: String,
    },
    /// It was asked with another policy.
    #[error(
        "the report was asked with a policy of SHA-256 {expected}, and policy.json has {found}"
    )]
    OtherPolicy {
        /// Of the file.
        found: String,
        /// As the report says.
        expected: String,
    },
    /// One form of it says something else.
    #[error("{name} is not what compliance.json gives")]
    Changed {
        /// Its name.
        name: String,
    },
}

impl Explain for KeptError {
    fn help(&self) -> &'static str {
        "Make the report again with \"compliance --out\" over the exports that are sealed, and leave its \
         files as they are"
    }
}

/// Whether `files` are a report about exports of these digests, whole and as it was written.
///
/// Errors: [`KeptError`], with what does not fit.
pub fn check_kept(files: &[(String, &[u8])], exports: &[String]) -> Result<(), KeptError> {
    let text = |name: &'static str| {
        let file = files.iter().find(|(of, _)| of == name);
        let bytes = file.ok_or(KeptError::Missing { name })?.1;
        String::from_utf8(bytes.to_vec()).map_err(|_| KeptError::Changed {
            name: name.to_owned(),
        })
    };
    let json = text("compliance.json")?;
    let report: Report = serde_json::from_str(&json).map_err(|error| KeptError::NoReport {
        what: error.to_string(),
    })?;
    if report.format != FORMAT {
        let what = format!("its format is {}", report.format);
        return Err(KeptError::NoReport { what });
    }
    of_exports(&report, exports)?;
    let policy = text("policy.json")?;
    let found = sha256_hex(policy.as_bytes());
    if found != report.policy_sha256 {
        let expected = report.policy_sha256;
        return Err(KeptError::OtherPolicy { found, expected });
    }
    let is_cards = files.iter().any(|(name, _)| name == "roster.vcf");
    let roster = match is_cards {
        true => text("roster.vcf")?,
        false => text("roster.csv").unwrap_or_default(),
    };
    let asked = AskedWith {
        policy,
        roster,
        is_cards,
    };
    let again = files_to_keep(&report, &asked);
    let is_same = |name: &str, text: &str| {
        let mut files = files.iter();
        files.any(|(of, bytes)| of == name && *bytes == text.as_bytes())
    };
    let changed = again.iter().find(|(name, text)| !is_same(name, text));
    let changed = changed.map(|(name, _)| name);
    let foreign = || {
        let known = |name: &String| again.iter().any(|(of, _)| of == name);
        let mut names = files.iter().map(|(name, _)| name);
        names.find(|name| !known(name))
    };
    match changed.or_else(foreign) {
        Some(name) => Err(KeptError::Changed { name: name.clone() }),
        None => Ok(()),
    }
}

fn of_exports(report: &Report, exports: &[String]) -> Result<(), KeptError> {
    let found: BTreeSet<&str> = report
        .statements
        .iter()
        .map(|one| one.sha256.as_str())
        .collect();
    let expected: BTreeSet<&str> = exports.iter().map(String::as_str).collect();
    if found == expected {
        return Ok(());
    }
    let list = |digests: &BTreeSet<&str>| match digests.is_empty() {
        true => "none".to_owned(),
        false => digests.iter().copied().collect::<Vec<_>>().join(", "),
    };
    Err(KeptError::OtherExports {
        found: list(&found),
        expected: list(&expected),
    })
}
