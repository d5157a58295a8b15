//! Boxes burnt into pictures: the pixels are decoded, the boxes filled with black, and a new file is
//! written by writers of our own, so that its bytes are the same in every browser and on the desktop.
//!
//! Read [`burn`]. Invariants: what is under a box is in no pixel of the new file, nor is it in what an
//! encoder made of the pixels beside it, since boxes are grown to the grid of blocks of the file that
//! was read and of the one that is written; no byte of the old file is copied, so nothing that stood
//! beside its pixels is left; a picture that is cut off, moves or is too large is refused, never half
//! burnt. Codecs take much room: only the program that loads later and the command line have them.

mod alike;
mod boxes;
mod codes;
mod dct;
mod decode;
mod every;
mod handed;
mod jpeg;
mod looked;
mod png;
mod turn;

pub use alike::{ALIKE, Alike, AlikeJob, PictureAt, alike_in};
pub use codes::codes_in;
pub use every::{Burning, burnt, burnt_in};
pub use handed::{Handed, HandedPicture, Sight, handed_pictures};
pub use looked::{LookJob, Sighted, named_by};

use super::decision::PixelBox;

/// Larger pictures are refused: their pixels would not fit in the memory of a page.
pub const MOST_PIXELS: u64 = 50_000_000;
/// Larger files are refused.
pub const MOST_BYTES: u64 = 64 << 20;

/// Why boxes cannot be burnt into a picture.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BurnError {
    /// Neither JPEG nor PNG nor WebP.
    #[error("boxes can be drawn on JPEG, PNG and WebP pictures only")]
    Format,
    /// More pixels than are let through.
    #[error("a picture of {width} × {height} pixels, which is too large for boxes")]
    Pixels {
        /// As the file says.
        width: u32,
        /// As the file says.
        height: u32,
    },
    /// A file that is too long.
    #[error("a picture of {size_bytes} bytes, which is too large for boxes")]
    Bytes {
        /// Its size.
        size_bytes: u64,
    },
    /// It has several pictures.
    #[error("a picture that moves; boxes can be drawn on pictures that do not")]
    Moves,
    /// It cannot be decoded, or not to its end.
    #[error("a picture that cannot be decoded to its end ({0})")]
    Damaged(String),
    /// A box that covers no pixel.
    #[error("a box that lies outside of the picture of {width} × {height} pixels")]
    Outside {
        /// As it is shown.
        width: u32,
        /// As it is shown.
        height: u32,
    },
    /// There is no box.
    #[error("no box to be burnt in")]
    NoBox,
}

/// Pixels, row by row; three bytes each, or four with how opaque it is.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Pixels {
    width: u32,
    height: u32,
    n_channels: usize,
    bytes: Vec<u8>,
}

/// How the new file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Target {
    /// For what was a JPEG.
    Jpeg,
    /// For everything else.
    Png,
}

/// The picture `file` with `boxes` in black, as a new file: JPEG of a JPEG, else PNG.
///
/// Units: boxes count in pixels as the picture is shown, turned as its file says. A box that reaches
/// over the edge is cut there.
/// Errors: [`BurnError`]; a box wholly outside is one.
/// Cost: about eight bytes of memory a pixel.
pub fn burn(file: &[u8], boxes: &[PixelBox]) -> Result<Vec<u8>, BurnError> {
    if boxes.is_empty() {
        return Err(BurnError::NoBox);
    }
    if file.len() as u64 > MOST_BYTES {
        return Err(BurnError::Bytes {
            size_bytes: file.len() as u64,
        });
    }
    let decode::Decoded {
        mut pixels,
        orientation,
        target,
    } = decode::decode(file)?;
    let shown = turn::size(&pixels, orientation);
    let boxes = boxes::inside(boxes, shown)?;
    // Where the old file had its blocks, what lies under a box has left its trace in all of a block.
    for one in &boxes {
        let stored = turn::back(*one, (pixels.width, pixels.height), orientation);
        boxes::fill(&mut pixels, stored);
    }
    let mut pixels = turn::turned(pixels, orientation);
    for one in &boxes {
        boxes::fill(&mut pixels, *one);
    }
    Ok(match target {
        Target::Jpeg => jpeg::encode(&pixels),
        Target::Png => png::encode(&pixels),
    })
}

#[cfg(test)]
mod tests;
