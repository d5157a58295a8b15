//! Whether boxes of a picture are black: a reader for each of the two forms in which a package holds
//! such a picture. A JPEG is not even decoded: where a block is flat, nothing stands in the file but
//! its mean. Nothing is shared with the program that burns boxes in.

use std::io::Read;

use super::parts::number;
use crate::engine::decision::PixelBox;

/// A pixel inside of a box that is not black: column and row.
pub(super) type Bare = (u32, u32);

/// Looks at every box of the picture in `file`.
///
/// Errors: it is not of a form in which such pictures are written, so nobody can tell.
pub(super) fn bare(file: &[u8], boxes: &[PixelBox]) -> Result<Option<Bare>, ()> {
    if file.starts_with(b"\x89PNG") {
        png(file, boxes).ok_or(())
    } else {
        jpeg(file, boxes).ok_or(())
    }
}

fn holds(one: &PixelBox, x: u32, y: u32) -> bool {
    let in_columns = x >= one.x && x - one.x < one.width;
    in_columns && y >= one.y && y - one.y < one.height
}

fn png(file: &[u8], boxes: &[PixelBox]) -> Option<Option<Bare>> {
    let (mut rest, mut packed, mut head) = (file.get(8..)?, Vec::new(), None);
    while !rest.is_empty() {
        let len = usize::try_from(number(rest, 0, 4)?).ok()?;
        let data = rest.get(8..len.checked_add(8)?)?;
        match rest.get(4..8)? {
            b"IHDR" => head = Some(data),
            b"IDAT" => packed.extend_from_slice(data),
            _other => {}
        }
        rest = rest.get(len.checked_add(12)?..)?;
    }
    let head = head?;
    let n = match head.get(8..13)? {
        [8, 2, 0, 0, 0] => 3,
        [8, 6, 0, 0, 0] => 4,
        _other => return None,
    };
    let width = usize::try_from(number(head, 0, 4)?).ok()?;
    let n_rows = u32::try_from(number(head, 4, 4)?).ok()?;
    let mut unpacked = flate2::read::ZlibDecoder::new(packed.as_slice());
    let mut row = vec![0_u8; width.checked_mul(n)?.checked_add(1)?];
    let mut above = vec![0_u8; row.len()];
    for y in 0..n_rows {
        unpacked.read_exact(&mut row).ok()?;
        unfilter(&mut row, &above, n)?;
        for (x, pixel) in row.get(1..)?.chunks_exact(n).enumerate() {
            let x = u32::try_from(x).ok()?;
            let is_black = matches!(pixel, [0, 0, 0] | [0, 0, 0, 255]);
            if !is_black && boxes.iter().any(|one| holds(one, x, y)) {
                return Some(Some((x, y)));
            }
        }
        above.copy_from_slice(&row);
    }
    Some(None)
}

fn unfilter(row: &mut [u8], above: &[u8], n: usize) -> Option<()> {
    let kind = *row.first()?;
    for at in 1..row.len() {
        let left = if at > n { row[at - n] } else { 0 };
        let corner = if at > n { above[at - n] } else { 0 };
        let up = above[at];
        let add = match kind {
            0 => 0,
            1 => left,
            2 => up,
            3 => ((u16::from(left) + u16::from(up)) / 2) as u8,
            4 => nearest(left, up, corner),
            _other => return None,
        };
        row[at] = row[at].wrapping_add(add);
    }
    Some(())
}

fn nearest(left: u8, up: u8, corner: u8) -> u8 {
    let guess = i32::from(left) + i32::from(up) - i32::from(corner);
    let all = [left, up, corner];
    let nearest = all
        .into_iter()
        .min_by_key(|one| (guess - i32::from(*one)).abs());
    nearest.unwrap_or(0)
}

/// Codes of one table: for each length the first code, how many there are, and where their values
/// begin.
#[derive(Default)]
struct Codes {
    lengths: Vec<(u32, u32, usize)>,
    values: Vec<u8>,
}

/// What the head of a JPEG says.
#[derive(Default)]
struct Head {
    width: u32,
    height: u32,
    /// The step of the mean.
    step: i32,
    means: Codes,
    runs: Codes,
}

fn jpeg(file: &[u8], boxes: &[PixelBox]) -> Option<Option<Bare>> {
    let mut head = Head::default();
    let mut rest = file.strip_prefix(b"\xff\xd8")?;
    loop {
        let len = usize::try_from(number(rest, 2, 2)?).ok()?;
        let data = rest.get(4..len.checked_add(2)?)?;
        let kind = rest.get(..2)?;
        rest = rest.get(len + 2..)?;
        match kind {
            b"\xff\xdb" if data.len() == 65 && data.first() == Some(&0) => {
                head.step = i32::from(*data.get(1)?);
            }
            b"\xff\xc0" => {
                let form = data.get(5..)?;
                if data.first() != Some(&8) || form != b"\x03\x01\x11\x00\x02\x11\x00\x03\x11\x00" {
                    return None;
                }
                head.height = u32::try_from(number(data, 1, 2)?).ok()?;
                head.width = u32::try_from(number(data, 3, 2)?).ok()?;
            }
            b"\xff\xc4" => match data.first()? {
                0x00 => head.means = Codes::read(data.get(1..)?)?,
                0x10 => head.runs = Codes::read(data.get(1..)?)?,
                _other => return None,
            },
            b"\xff\xda" => {
                let is_known = data == b"\x03\x01\x00\x02\x00\x03\x00\x00\x3f\x00";
                return is_known.then(|| blocks(rest, &head, boxes)).flatten();
            }
            _other => return None,
        }
    }
}

impl Codes {
    fn read(data: &[u8]) -> Option<Codes> {
        let (counts, values) = data.split_at_checked(16)?;
        let mut out = Codes {
            values: values.to_vec(),
            ..Codes::default()
        };
        let (mut first, mut at) = (0_u32, 0);
        for count in counts {
            out.lengths.push((first, u32::from(*count), at));
            at += usize::from(*count);
            first = (first + u32::from(*count)) << 1;
        }
        Some(out)
    }
}

/// Every block of the picture. One that a box touches must be flat and as dark as can be.
fn blocks(scan: &[u8], head: &Head, boxes: &[PixelBox]) -> Option<Option<Bare>> {
    let mut bits = Bits::new(scan);
    let mut means = [0_i32; 3];
    // Eight times -128, in steps.
    let darkest = -1_024;
    for top in (0..head.height).step_by(8) {
        for left in (0..head.width).step_by(8) {
            let mut is_black = true;
            for (index, mean) in means.iter_mut().enumerate() {
                let (change, is_flat) = bits.block(head)?;
                *mean = mean.checked_add(change)?;
                let value = mean.checked_mul(head.step)?;
                let is_dark = match index {
                    0 => (value - darkest).abs() <= head.step,
                    _colour => *mean == 0,
                };
                is_black &= is_flat && is_dark;
            }
            let touches = |one: &PixelBox| {
                let end = |start: u32, len: u32| start.saturating_add(len);
                one.x < left + 8
                    && end(one.x, one.width) > left
                    && one.y < top + 8
                    && end(one.y, one.height) > top
            };
            if !is_black && boxes.iter().any(touches) {
                return Some(Some((left, top)));
            }
        }
    }
    (bits.rest()? == b"\xff\xd9").then_some(None)
}

/// Bits of a scan.
struct Bits<'a> {
    bytes: &'a [u8],
    at: usize,
    held: u32,
    n_held: u32,
}

impl<'a> Bits<'a> {
    fn new(bytes: &'a [u8]) -> Bits<'a> {
        Bits {
            bytes,
            at: 0,
            held: 0,
            n_held: 0,
        }
    }

    fn bit(&mut self) -> Option<u32> {
        if self.n_held == 0 {
            let byte = *self.bytes.get(self.at)?;
            self.at += 1;
            if byte == 0xff {
                // A byte of ones in the picture is followed by zeros; a mark is its end.
                let next = *self.bytes.get(self.at)?;
                self.at += 1;
                if next != 0 {
                    return None;
                }
            }
            self.held = u32::from(byte);
            self.n_held = 8;
        }
        self.n_held -= 1;
        Some(self.held >> self.n_held & 1)
    }

    fn number(&mut self, n_bits: u32) -> Option<i32> {
        let mut value = 0_i32;
        for _ in 0..n_bits {
            value = value << 1 | self.bit()?.cast_signed();
        }
        let is_negative = n_bits > 0 && value < 1 << (n_bits - 1);
        Some(if is_negative {
            value - (1 << n_bits) + 1
        } else {
            value
        })
    }

    fn value(&mut self, codes: &Codes) -> Option<u8> {
        let mut code = 0;
        for (first, count, at) in &codes.lengths {
            code = code << 1 | self.bit()?;
            if let Some(index) = code.checked_sub(*first)
                && index < *count
            {
                return codes.values.get(at + index as usize).copied();
            }
        }
        None
    }

    /// What a block adds to the mean of the one before, and whether it is flat.
    fn block(&mut self, head: &Head) -> Option<(i32, bool)> {
        let n_bits = u32::from(self.value(&head.means)?);
        let change = self.number(n_bits.min(16))?;
        let (mut at, mut is_flat) = (1, true);
        while at < 64 {
            let value = self.value(&head.runs)?;
            let (n_zeros, n_bits) = (u32::from(value >> 4), u32::from(value & 15));
            match (n_zeros, n_bits) {
                (0, 0) => break,
                (15, 0) => at += 16,
                (n_zeros, n_bits) => {
                    is_flat = false;
                    self.number(n_bits)?;
                    at += n_zeros + 1;
                }
            }
        }
        (at <= 64).then_some((change, is_flat))
    }

    /// What follows the last block.
    fn rest(&self) -> Option<&'a [u8]> {
        self.bytes.get(self.at..)
    }
}
