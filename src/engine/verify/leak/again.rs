//! Files of the package that are read a second time, when it is known what must not be in them.

use super::readers::below;
use crate::engine::source::SharedSource;
use crate::engine::verify::member;
use crate::engine::verify::zip::Directory;

/// No picture with boxes is larger. Units: bytes.
const MOST_BYTES: u64 = 512 << 20;

/// The whole of the file at `path`. `None` when it is too large or cannot be read.
pub(super) fn whole(
    package: &SharedSource,
    directory: &Directory,
    folder: &str,
    path: &str,
) -> Option<Vec<u8>> {
    let mut members = directory.members.iter();
    let member = members.find(|member| below(&member.label(), folder) == path)?;
    if member.packed_bytes > MOST_BYTES {
        return None;
    }
    let mut reader = member::open(&**package, member).ok()?.reader;
    let mut out = Vec::new();
    while let Some(piece) = reader.next(&**package).ok()? {
        out.extend(piece.unpacked.unwrap_or(piece.packed));
    }
    Some(out)
}
