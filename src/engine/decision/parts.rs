//! Parts of pictures, as a decision names them.

use serde::{Deserialize, Serialize};

/// Most boxes of one decision.
pub const MOST_BOXES: usize = 1_000;

/// A box in a picture.
///
/// Units: pixels of the picture as it is shown, turned as its file says; counted from the left and
/// from the top.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PixelBox {
    /// First column.
    pub x: u32,
    /// First row.
    pub y: u32,
    /// Number of columns.
    pub width: u32,
    /// Number of rows.
    pub height: u32,
}

impl PixelBox {
    /// Whether there are some, not too many, and none is empty.
    pub fn are_sound(boxes: &[PixelBox]) -> bool {
        let has_pixels = |one: &PixelBox| one.width > 0 && one.height > 0;
        (1..=MOST_BOXES).contains(&boxes.len()) && boxes.iter().all(has_pixels)
    }
}
