//! Builds exports for the tests: ordinary zips with a foreign writer, broken ones byte by byte.

pub(crate) mod zips;

use std::rc::Rc;

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
