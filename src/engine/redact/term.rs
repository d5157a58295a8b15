//! Finds a term as a person means it: any case, invisible marks ignored, composed or decomposed.

use crate::engine::place::ByteSpan;

/// A term prepared for comparing.
pub struct Term {}

impl Term {
    /// `None` when nothing is left of `find` after folding.
    pub fn new(find: &str) -> Option<Term> {
        let _ = find;
        todo!()
    }

    /// Where it occurs in `text`: sorted, not overlapping, in bytes of `text`, grown to whole
    /// characters and to the combining marks that follow.
    pub fn spans(&self, text: &[u8]) -> Vec<ByteSpan> {
        let _ = text;
        todo!()
    }
}
