//! Boxes on pixels: cut to the picture, grown to the grid of blocks, filled.

use super::{BurnError, Pixels};
use crate::engine::decision::PixelBox;

/// Encoders that halve colours work on blocks of this many pixels: what lies in one may show in all
/// of it.
const GRID: u32 = 16;
/// Grown by this much before: scaling and smoothing reach a little farther than a box.
const MARGIN: u32 = 4;
/// Grown by this much after: decoders smooth colours that were halved, and what was packed too hard,
/// over the edge of a block. A block of the file that is written is as wide.
const REACH: u32 = 8;

/// The boxes cut to a picture of that size.
pub(super) fn inside(
    boxes: &[PixelBox],
    (width, height): (u32, u32),
) -> Result<Vec<PixelBox>, BurnError> {
    let cut = |one: &PixelBox| {
        let right = one.x.saturating_add(one.width).min(width);
        let bottom = one.y.saturating_add(one.height).min(height);
        let is_inside = one.x < right && one.y < bottom;
        is_inside.then(|| PixelBox {
            x: one.x,
            y: one.y,
            width: right - one.x,
            height: bottom - one.y,
        })
    };
    let cut: Option<Vec<PixelBox>> = boxes.iter().map(cut).collect();
    cut.ok_or(BurnError::Outside { width, height })
}

/// Fills a box, grown to the grid, with black that hides all.
pub(super) fn fill(pixels: &mut Pixels, one: PixelBox) {
    let (left, right) = grown(one.x, one.width, pixels.width);
    let (top, bottom) = grown(one.y, one.height, pixels.height);
    let black: &[u8] = match pixels.n_channels {
        4 => &[0, 0, 0, 255],
        _three => &[0, 0, 0],
    };
    let n = pixels.n_channels;
    let row_bytes = pixels.width as usize * n;
    let rows = pixels.bytes.chunks_exact_mut(row_bytes.max(1));
    for row in rows.take(bottom as usize).skip(top as usize) {
        let part = row.get_mut(left as usize * n..right as usize * n);
        for pixel in part.unwrap_or_default().chunks_exact_mut(n) {
            pixel.copy_from_slice(black);
        }
    }
}

/// From where to where it is filled.
fn grown(start: u32, len: u32, limit: u32) -> (u32, u32) {
    let first = start.saturating_sub(MARGIN) / GRID * GRID;
    let end = start.saturating_add(len).saturating_add(MARGIN);
    let end = end.div_ceil(GRID).saturating_mul(GRID);
    (
        first.saturating_sub(REACH),
        end.saturating_add(REACH).min(limit),
    )
}
