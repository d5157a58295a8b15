//! Pictures that look like one of which boxes are black: the same photograph sent twice, smaller or
//! packed anew, would show what is under the boxes. Found by what is lighter than what stands to its
//! right in a picture shrunk to nine by eight fields; that stays when sizes and qualities change.
//!
//! The same bytes under another name need no search: they are treated alike anyway.

use super::{MOST_BYTES, Pixels, decode, turn};
use crate::engine::case::Case;
use crate::engine::decision::DecisionLog;
use crate::engine::job::{Progress, Step};
use crate::engine::place::EntryId;
use crate::engine::redact::Redactions;

/// In how many of the 64 fields two pictures may differ.
pub const ALIKE: u32 = 10;

const COLUMNS: usize = 9;
const ROWS: usize = 8;

/// An entry of a source of the case, by the number of the source.
pub type PictureAt = (usize, EntryId);

/// A picture that goes out whole and looks like one of which boxes are black.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Alike {
    /// The one with boxes.
    pub boxed: PictureAt,
    /// The other one.
    pub other: PictureAt,
    /// In how many fields they differ, at most [`ALIKE`].
    pub n_other: u32,
}

/// The search, a picture a step. Reads nothing where no boxes are drawn.
pub struct AlikeJob {
    waiting: Vec<(PictureAt, bool)>,
    n_all: u64,
    boxed: Vec<(PictureAt, u64)>,
    whole: Vec<(PictureAt, u64)>,
}

impl AlikeJob {
    /// Of all pictures that `log` does not withhold.
    pub fn new(case: &Case, log: &DecisionLog) -> AlikeJob {
        let redactions = Redactions::resolve(case, log);
        let mut waiting = Vec::new();
        for (source, open) in case.sources.iter().enumerate() {
            for entry in open.archive.entries() {
                if redactions.entry(source, entry.id).is_none() && entry.size_bytes <= MOST_BYTES {
                    let edit = redactions.edit(source, entry.id).unwrap_or_default();
                    waiting.push(((source, entry.id), !edit.boxes.is_empty()));
                }
            }
        }
        if !waiting.iter().any(|(_, is_boxed)| *is_boxed) {
            waiting.clear();
        }
        AlikeJob {
            n_all: waiting.len() as u64,
            waiting,
            boxed: Vec::new(),
            whole: Vec::new(),
        }
    }

    /// Looks at the next one.
    pub fn step(&mut self, case: &Case) -> Step<Vec<Alike>> {
        let Some((at, is_boxed)) = self.waiting.pop() else {
            return Step::Done(self.pairs());
        };
        if let Some(print) = print_at(case, at) {
            let to = if is_boxed {
                &mut self.boxed
            } else {
                &mut self.whole
            };
            to.push((at, print));
        }
        Step::More(Progress {
            done: self.n_all - self.waiting.len() as u64,
            total: self.n_all.max(1),
        })
    }

    fn pairs(&self) -> Vec<Alike> {
        let mut alike = Vec::new();
        for (boxed, print) in &self.boxed {
            for (other, another) in &self.whole {
                let n_other = (print ^ another).count_ones();
                if n_other <= ALIKE {
                    alike.push(Alike {
                        boxed: *boxed,
                        other: *other,
                        n_other,
                    });
                }
            }
        }
        alike.sort_unstable();
        alike
    }
}

/// All of them.
pub fn alike_in(case: &Case, log: &DecisionLog) -> Vec<Alike> {
    let mut job = AlikeJob::new(case, log);
    loop {
        if let Step::Done(alike) = job.step(case) {
            return alike;
        }
    }
}

/// What is no picture, or cannot be decoded, looks like nothing.
fn print_at(case: &Case, (source, entry): PictureAt) -> Option<u64> {
    let archive = &case.sources.get(source)?.archive;
    let head = archive.head(entry, 16).ok()?;
    if !is_picture(&head) {
        return None;
    }
    print_of(&archive.read(entry, MOST_BYTES).ok()?)
}

/// By the first bytes of a file.
pub(super) fn is_picture(head: &[u8]) -> bool {
    head.starts_with(b"\xff\xd8\xff") || head.starts_with(b"\x89PNG") || head.starts_with(b"RIFF")
}

/// Of a file; `None` when it cannot be decoded.
fn print_of(file: &[u8]) -> Option<u64> {
    let decode::Decoded {
        pixels,
        orientation,
        ..
    } = decode::decode(file).ok()?;
    print_of_shown(&turn::turned(pixels, orientation))
}

/// A bit for each field that is lighter than its neighbour; `None` of a picture without anything in
/// it, which looks like every other such picture.
pub(super) fn print_of_shown(shown: &Pixels) -> Option<u64> {
    let fields = shrunk(shown)?;
    let lightest = fields.iter().flatten().max()?;
    let darkest = fields.iter().flatten().min()?;
    if lightest - darkest < 4 {
        return None;
    }
    let bits = fields
        .iter()
        .flat_map(|row| row.windows(2).map(|pair| pair.first() > pair.last()));
    Some(bits.fold(0, |print, bit| print << 1 | u64::from(bit)))
}

/// The mean lightness of nine by eight fields.
fn shrunk(pixels: &Pixels) -> Option<[[u64; COLUMNS]; ROWS]> {
    let (width, height) = (pixels.width as usize, pixels.height as usize);
    // Too small to show anything.
    if width < 2 * COLUMNS || height < 2 * ROWS {
        return None;
    }
    let (mut sums, mut counts) = ([[0; COLUMNS]; ROWS], [[0; COLUMNS]; ROWS]);
    let row_bytes = width.checked_mul(pixels.n_channels)?;
    for (y, row) in pixels.bytes.chunks_exact(row_bytes.max(1)).enumerate() {
        let to = (y * ROWS / height.max(1)).min(ROWS - 1);
        for (x, pixel) in row.chunks_exact(pixels.n_channels).enumerate() {
            let column = (x * COLUMNS / width.max(1)).min(COLUMNS - 1);
            let [red, green, blue, ..] = pixel else {
                return None;
            };
            let light = u64::from(*red) * 3 + u64::from(*green) * 6 + u64::from(*blue);
            *sums.get_mut(to)?.get_mut(column)? += light;
            *counts.get_mut(to)?.get_mut(column)? += 10_u64;
        }
    }
    for (row, n) in sums.iter_mut().zip(&counts) {
        for (sum, n) in row.iter_mut().zip(n) {
            *sum /= (*n).max(1);
        }
    }
    Some(sums)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::burn::{jpeg, png};

    /// A picture of hills, of any size.
    fn hills(width: u32, height: u32, shift: f64) -> Pixels {
        let mut bytes = Vec::new();
        for y in 0..height {
            for x in 0..width {
                let (x, y) = (
                    f64::from(x) / f64::from(width),
                    f64::from(y) / f64::from(height),
                );
                let value = (x * 9.0 + shift).sin() * 60.0 + (y * 5.0 + x * shift).cos() * 50.0;
                bytes.extend([128_i32 + value as i32; 3].map(|one| one.clamp(0, 255) as u8));
            }
        }
        Pixels {
            width,
            height,
            n_channels: 3,
            bytes,
        }
    }

    fn distance(one: &[u8], other: &[u8]) -> u32 {
        (print_of(one).unwrap() ^ print_of(other).unwrap()).count_ones()
    }

    #[test]
    fn a_smaller_copy_of_another_format_looks_alike() {
        let one = jpeg::encode(&hills(640, 480, 1.0));
        for (width, height) in [(320, 240), (97, 71), (1280, 961)] {
            let copy = png::encode(&hills(width, height, 1.0));
            assert!(distance(&one, &copy) <= ALIKE, "{width}");
        }
        let other = png::encode(&hills(640, 480, 3.4));
        assert!(distance(&one, &other) > ALIKE);
    }

    #[test]
    fn what_shows_nothing_looks_like_nothing() {
        let blank = Pixels {
            width: 30,
            height: 20,
            n_channels: 3,
            bytes: vec![7; 30 * 20 * 3],
        };
        assert_eq!(print_of(&png::encode(&blank)), None);
        assert_eq!(print_of(b"\xff\xd8\xff no picture"), None);
        let dot = Pixels {
            width: 1,
            height: 1,
            n_channels: 3,
            bytes: vec![9; 3],
        };
        assert_eq!(print_of(&png::encode(&dot)), None);
    }
}
