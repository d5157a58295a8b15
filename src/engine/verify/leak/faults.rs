//! What stopped the search, without a word of what it searched for.

use std::io;

use crate::engine::verify::member::MemberFault;
use crate::engine::verify::zip::ZipFault;

/// The package is no zip that can be read.
pub(super) fn unreadable(fault: ZipFault) -> io::Error {
    match fault {
        ZipFault::NotAZip => io::Error::new(io::ErrorKind::InvalidData, "this is not a zip"),
        ZipFault::Damaged { at, text } => {
            io::Error::new(io::ErrorKind::InvalidData, format!("byte {at}: {text}"))
        }
        ZipFault::Read { source, .. } => source,
    }
}

/// A file in the package cannot be read.
pub(super) fn damaged(fault: MemberFault) -> io::Error {
    match fault {
        MemberFault::Damaged(at, text) => {
            io::Error::new(io::ErrorKind::InvalidData, format!("byte {at}: {text}"))
        }
        MemberFault::Read(_, error) => error,
    }
}
