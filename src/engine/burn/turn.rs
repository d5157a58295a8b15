//! Pictures that lie on their side: an orientation of Exif, 1 to 8, applied to pixels and taken back
//! from boxes.

use super::Pixels;
use crate::engine::decision::PixelBox;

/// Width and height as the picture is shown.
pub(super) fn size(pixels: &Pixels, orientation: u8) -> (u32, u32) {
    match orientation {
        5..=8 => (pixels.height, pixels.width),
        _upright => (pixels.width, pixels.height),
    }
}

/// Where the pixel that is shown at `x`, `y` is stored.
fn stored(x: u32, y: u32, (width, height): (u32, u32), orientation: u8) -> (u32, u32) {
    let (right, bottom) = (width.saturating_sub(1), height.saturating_sub(1));
    match orientation {
        2 => (right.saturating_sub(x), y),
        3 => (right.saturating_sub(x), bottom.saturating_sub(y)),
        4 => (x, bottom.saturating_sub(y)),
        5 => (y, x),
        6 => (y, bottom.saturating_sub(x)),
        7 => (right.saturating_sub(y), bottom.saturating_sub(x)),
        8 => (right.saturating_sub(y), x),
        _upright => (x, y),
    }
}

/// A box as it is shown to one as it is stored; `size` is that of the stored picture.
pub(super) fn back(one: PixelBox, size: (u32, u32), orientation: u8) -> PixelBox {
    let far = (one.x + one.width.max(1) - 1, one.y + one.height.max(1) - 1);
    let a = stored(one.x, one.y, size, orientation);
    let b = stored(far.0, far.1, size, orientation);
    PixelBox {
        x: a.0.min(b.0),
        y: a.1.min(b.1),
        width: a.0.abs_diff(b.0) + 1,
        height: a.1.abs_diff(b.1) + 1,
    }
}

/// The pixels as they are shown.
pub(super) fn turned(pixels: Pixels, orientation: u8) -> Pixels {
    if !(2..=8).contains(&orientation) {
        return pixels;
    }
    let (width, height) = size(&pixels, orientation);
    let n = pixels.n_channels;
    let mut bytes = Vec::with_capacity(pixels.bytes.len());
    for y in 0..height {
        for x in 0..width {
            let (from_x, from_y) = stored(x, y, (pixels.width, pixels.height), orientation);
            let at = (from_y as usize * pixels.width as usize + from_x as usize) * n;
            bytes.extend_from_slice(pixels.bytes.get(at..at + n).unwrap_or_default());
        }
    }
    Pixels {
        width,
        height,
        n_channels: n,
        bytes,
    }
}
