//! What a build leaves for the next one: the log with who had which pseudonym, and with the number
//! under which the package left.

use std::io::{self, Write};

use super::args::{self, Build};
use super::error::CliError;
use super::part::Part;
use crate::engine::decision::{Decision, DecisionKind, DecisionLog};
use crate::engine::package::{Built, Kept, Sink};
use crate::engine::time::Instant;

/// Where the log goes, and who builds.
pub(super) struct Remember {
    part: Part,
    by: String,
}

impl Remember {
    /// Begins the file, when one is asked for.
    ///
    /// Errors: `Usage`, `Out`.
    pub(super) fn begin(build: &Build) -> Result<Option<Remember>, CliError> {
        let (out, by) = match (&build.decisions_out, &build.by) {
            (None, None) => return Ok(None),
            (Some(out), Some(by)) => (out, by.trim()),
            _one_of_them => {
                return Err(args::usage("--decisions-out and --by go together"));
            }
        };
        if by.is_empty() || by.contains(char::is_control) {
            return Err(args::usage("--by is not a name on one line"));
        }
        if *out == build.out || Some(out) == build.sealed_out.as_ref() {
            return Err(args::usage("--decisions-out names the file of a package"));
        }
        let part = Part::begin(out)?;
        let by = by.to_owned();
        Ok(Some(Remember { part, by }))
    }

    /// Writes the log and what this build adds, and gives the file its name.
    ///
    /// Errors: `OutExists`, `Out`.
    pub(super) fn write(
        mut self,
        log: &DecisionLog,
        created: &Instant,
        (built, kept): (&Built, &Kept),
    ) -> Result<(), CliError> {
        let mut log = log.clone();
        for kind in added(log.recipient(), built, kept) {
            log.append(Decision::new(&self.by, created.clone(), kind));
        }
        let written = self.part.append(log.to_file().as_bytes());
        written.map_err(|source| self.part.failed(source))?;
        self.part.sync()?;
        self.part.finish()
    }
}

fn added(recipient: &str, built: &Built, kept: &Kept) -> Vec<DecisionKind> {
    let mut out = vec![DecisionKind::Built {
        package_sha256: built.sha256.clone(),
        recipient: recipient.to_owned(),
        pseudonyms: kept.pseudonyms.clone(),
    }];
    out.extend(kept.disclosure.clone().map(|one| DecisionKind::Disclosed {
        package_sha256: built.sha256.clone(),
        number: one.number,
        seals: one.seals,
    }));
    out
}

/// Says which disclosure it is, and what nothing remembers.
pub(super) fn tell(kept: &Kept, remembers: bool, err: &mut dyn Write) -> io::Result<()> {
    if let Some(one) = &kept.disclosure {
        writeln!(err, "disclosure {} under its seal", one.number)?;
    }
    let what = match (&kept.disclosure, kept.pseudonyms.is_empty()) {
        (None, true) => return Ok(()),
        (Some(_), true) => "the number of this disclosure is",
        (None, false) => "the numbers of pseudonyms are",
        (Some(_), false) => "the number of this disclosure and those of pseudonyms are",
    };
    if remembers {
        return Ok(());
    }
    writeln!(
        err,
        "note: {what} remembered nowhere, and the next package may give them again; say \
         --decisions-out LOG.json --by NAME to keep them"
    )
}
