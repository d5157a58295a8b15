//! The command line program: a second user of the engine.
//!
//! Read [`run`] first. Invariants: everything printed comes from the engine's own values; results go
//! to standard output, what is wrong goes to standard error; a file is never written over.

mod add;
mod after_args;
mod args;
mod batch;
mod build;
mod compare;
mod compliance;
mod error;
mod exhibit;
mod inspect;
mod leakcheck;
mod messages;
mod open;
mod options;
mod part;
mod pictures;
mod pseudonyms;
mod remember;
mod residual;
mod review;
mod suggest;
mod undecided;
mod verify;
mod zones;

use std::ffi::OsString;
use std::io::{self, BufWriter, Write};

use crate::engine::finding::Failure;
use crate::engine::session::TOOL;

use args::Command;
use error::CliError;

/// All is well.
const FINE: u8 = 0;
/// The answer is no: not valid, blocked, leaks, or an input that could not be opened.
const NO: u8 = 1;
/// The question could not be answered.
const UNANSWERED: u8 = 2;

/// Where a command writes to.
pub struct Output<'o> {
    /// Results.
    pub out: &'o mut dyn Write,
    /// What is wrong.
    pub err: &'o mut dyn Write,
}

/// Runs the program with the arguments and standard streams of this process. Returns its exit code.
pub fn main() -> u8 {
    let mut out = BufWriter::new(io::stdout().lock());
    let mut err = io::stderr().lock();
    run(
        std::env::args_os().skip(1),
        &mut Output {
            out: &mut out,
            err: &mut err,
        },
    )
}

/// Runs one command. Returns the exit code: 0 fine, 1 no, 2 not to be answered.
///
/// `args` are those after the program's name. A reader that stops
/// reading ends it in silence, and never with "fine".
pub fn run(args: impl IntoIterator<Item = OsString>, to: &mut Output<'_>) -> u8 {
    let done = args::parse(args).and_then(|command| execute(&command, to));
    let flushed = to.out.flush().map_err(|source| CliError::Write { source });
    match done.and_then(|code| flushed.map(|()| code)) {
        Ok(code) => code,
        Err(CliError::Write { source }) if source.kind() == io::ErrorKind::BrokenPipe => UNANSWERED,
        Err(error) => {
            tell(to.err, &error.to_failure());
            UNANSWERED
        }
    }
}

fn execute(command: &Command, to: &mut Output<'_>) -> Result<u8, CliError> {
    match command {
        Command::Help => {
            write!(to.out, "{}", args::USAGE)?;
            Ok(FINE)
        }
        Command::Version => {
            writeln!(to.out, "{TOOL}")?;
            Ok(FINE)
        }
        Command::Inspect {
            inputs,
            messages,
            decisions,
        } => {
            let mut opened = open::open(inputs);
            tell_all(to.err, &opened.failures);
            if opened.case.sources.is_empty() {
                return Ok(UNANSWERED);
            }
            if let Some(path) = decisions {
                open::read_some_log(path, &mut opened)?;
            }
            if *messages {
                messages::print(&opened.case, &opened.zones, to.out)?;
            } else {
                inspect::print(&opened.case, to.out)?;
            }
            Ok(if opened.failures.is_empty() { FINE } else { NO })
        }
        Command::Batch(batch) => batch::run(batch, to),
        Command::Suggest {
            inputs,
            countries,
            terms,
        } => suggest::run(inputs, countries.as_deref(), terms.as_ref(), to),
        Command::Compliance(asked) => compliance::run(asked, to),
        Command::Policy { name } => compliance::print_policy(name, to),
        Command::Build(build) => build::run(build, to),
        Command::Pseudonyms(asked) => pseudonyms::run(asked, to),
        Command::Verify(verify) => verify::run(verify, to),
        Command::Add(add) => add::run(add, to),
        Command::TimeRequest(request) => add::ask_for_time(request, to),
        Command::Exhibit(exhibit) => exhibit::run(exhibit, to),
        Command::Review(review) => review::run(review, to),
        Command::Compare(compare) => compare::run(compare, to),
        Command::Leakcheck {
            package,
            decisions,
            sources,
            looked,
        } => leakcheck::run(package, decisions, sources, *looked, to),
    }
}

fn tell_all(err: &mut dyn Write, failures: &[Failure]) {
    for failure in failures {
        tell(err, failure);
    }
}

/// What happened, where, and what to do. When even that cannot be written, the exit code says it.
fn tell(err: &mut dyn Write, failure: &Failure) {
    let _unwritten = writeln!(err, "error: {}\n  help: {}", failure.what, failure.help);
}
