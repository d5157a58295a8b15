//! The files of a package as they stand in its container, for who takes them out again.

use super::canon;
use super::zip::Directory;
use crate::engine::source::{Source, read_range};

/// A file that stands in the container as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// Its whole name, the top folder included.
    pub name: String,
    /// Its size.
    pub size_bytes: u64,
    /// Its CRC, as the directory has it.
    pub crc32: u32,
    /// Where its bytes start.
    pub bytes_at: u64,
}

impl Stored {
    /// Its bytes; `None` when they cannot be read.
    pub fn bytes(&self, package: &dyn Source) -> Option<Vec<u8>> {
        let len = usize::try_from(self.size_bytes).ok()?;
        read_range(package, self.bytes_at, len).ok()
    }

    /// Its first bytes, at most so many; `None` when they cannot be read.
    pub(in crate::engine) fn start(&self, package: &dyn Source, most: usize) -> Option<Vec<u8>> {
        let len = usize::try_from(self.size_bytes).map_or(most, |len| len.min(most));
        read_range(package, self.bytes_at, len).ok()
    }
}

/// The files, in the order of the container; `None` when it is not what every package is: each byte
/// of it follows from its content.
pub fn stored_files(package: &dyn Source) -> Option<Vec<Stored>> {
    let directory = Directory::read(package).ok()?;
    if !canon::directory_differences(&directory).is_empty() {
        return None;
    }
    let mut out = Vec::new();
    for member in &directory.members {
        let header_bytes = canon::local_header(member).len() as u64;
        let bytes_at = member.header_at.checked_add(header_bytes)?;
        out.push(Stored {
            name: String::from_utf8(member.name.clone()).ok()?,
            size_bytes: member.size_bytes,
            crc32: member.crc,
            bytes_at,
        });
    }
    Some(out)
}
