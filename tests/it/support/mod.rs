//! Builds exports for the tests: ordinary zips with a foreign writer, broken ones byte by byte.

pub(crate) mod corpus;
pub(crate) mod forge;
pub(crate) mod packages;
pub(crate) mod zips;

use std::ffi::OsString;
use std::rc::Rc;

use threadseal::cli::{self, Output};
use threadseal::engine::archive::{Archive, ArchiveError, Given};
use threadseal::engine::finding::Parsed;
use threadseal::engine::limits::Limits;

/// Bytes as a file of that name.
pub(crate) fn given(name: &str, bytes: impl Into<Vec<u8>>) -> Given {
    Given {
        name: name.to_owned(),
        source: Rc::new(bytes.into()),
    }
}

/// Opens one file under the usual limits.
pub(crate) fn open_one(
    name: &str,
    bytes: impl Into<Vec<u8>>,
) -> Result<Parsed<Archive>, ArchiveError> {
    Archive::open(vec![given(name, bytes)], &Limits::USUAL)
}

/// What a run of the program came to.
pub(crate) struct Ran {
    pub(crate) code: u8,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// Runs the command line program in this process.
pub(crate) fn threadseal(args: impl IntoIterator<Item = impl Into<OsString>>) -> Ran {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let code = cli::run(
        args.into_iter().map(Into::into),
        &mut Output {
            out: &mut out,
            err: &mut err,
        },
    );
    Ran {
        code,
        out: String::from_utf8(out).unwrap(),
        err: String::from_utf8(err).unwrap(),
    }
}
