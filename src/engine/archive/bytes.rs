//! Little-endian numbers out of bytes that may be too short.

pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let field = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes(field.try_into().ok()?))
}

pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let field = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(field.try_into().ok()?))
}

pub(super) fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    let field = bytes.get(at..at.checked_add(8)?)?;
    Some(u64::from_le_bytes(field.try_into().ok()?))
}

/// The content of the extra field `id`, the first one when there are several.
///
/// Source: ZIP APPNOTE 4.5.1: id and size, two bytes each, then the content.
pub(super) fn extra_field(mut extra: &[u8], id: u16) -> Option<&[u8]> {
    loop {
        let found = u16_at(extra, 0)?;
        let len = usize::from(u16_at(extra, 2)?);
        let content = extra.get(4..4 + len)?;
        if found == id {
            return Some(content);
        }
        extra = extra.get(4 + len..)?;
    }
}
