//! While a long entry is unpacked: what of it is there.

use crate::engine::job::STEP_BYTES;

/// How much of an entry is there when it is told of first. Units: bytes.
const FIRST_TOLD_BYTES: usize = 64 << 10;

/// Shows how much of an entry is there: the beginning soon, then every few megabytes.
pub(super) struct Telling<'a> {
    arrives: &'a mut dyn FnMut(&[u8]),
    next: usize,
}

impl<'a> Telling<'a> {
    /// Nothing was shown yet.
    pub(super) fn to(arrives: &'a mut dyn FnMut(&[u8])) -> Telling<'a> {
        Telling {
            arrives,
            next: FIRST_TOLD_BYTES,
        }
    }

    /// `all` is there by now.
    pub(super) fn tell(&mut self, all: &[u8]) {
        if all.len() >= self.next {
            (self.arrives)(all);
            self.next = all.len() + STEP_BYTES;
        }
    }
}
