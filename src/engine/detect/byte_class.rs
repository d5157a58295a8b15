//! Sets of bytes.

/// A set of bytes, a bit each.
pub(super) type Class = [u64; 4];

/// Whether the set holds the byte.
pub(super) fn holds(class: &Class, byte: u8) -> bool {
    class
        .get(usize::from(byte / 64))
        .is_some_and(|word| word >> (byte % 64) & 1 == 1)
}

/// All bytes for which `is_in` holds.
pub(super) fn class_of(is_in: impl Fn(u8) -> bool) -> Class {
    let mut class = [0; 4];
    for byte in 0..=255_u8 {
        if is_in(byte)
            && let Some(word) = class.get_mut(usize::from(byte / 64))
        {
            *word |= 1_u64 << (byte % 64);
        }
    }
    class
}

/// One byte, in either case.
pub(super) fn one(byte: u8) -> Class {
    class_of(|other| other.eq_ignore_ascii_case(&byte))
}
