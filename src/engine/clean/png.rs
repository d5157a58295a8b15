//! PNG. Kept: IHDR, PLTE, tRNS, sRGB, IDAT, IEND. Written anew: the orientation. The pixels are unpacked on the
//! way, only to see that they are as many as the head says and that nothing stands behind them.
//!
//! Source: W3C PNG (Third Edition), chapters 5, 10 and 11.

use flate2::{Crc, Decompress, FlushDecompress, Status};

use super::error::Wrong;
use super::tape::{Move, be32, letters};
use super::{PIXELS_LIMIT, exif};

/// The first eight bytes.
pub(super) const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Longest part that stays behind and is looked into.
const LOOK_BYTES: u32 = 1 << 20;

/// What the copy needs to know before it begins.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Facts {
    orientation: Option<u8>,
    /// Had a colour profile.
    pub(super) has_profile: bool,
}

enum State {
    Signature,
    Chunks,
    /// So many bytes of pixels to come.
    Pixels(u32, Crc),
    Done,
}

/// Reads a PNG; with facts it writes one.
pub(super) struct Walker {
    known: Option<Facts>,
    seen: Facts,
    state: State,
    head: Option<Head>,
    has_palette: bool,
    has_transparency: bool,
    has_space: bool,
    pixels: Pixels,
}

#[derive(Clone, Copy)]
struct Head {
    colour: u8,
    expected_bytes: u64,
}

/// The packed pixels.
struct Pixels {
    unpacker: Decompress,
    began: bool,
    ended: bool,
    /// Another chunk came after them.
    closed: bool,
}

impl Walker {
    pub(super) fn new(known: Option<Facts>) -> Walker {
        Walker {
            known,
            seen: Facts::default(),
            state: State::Signature,
            head: None,
            has_palette: false,
            has_transparency: false,
            has_space: false,
            pixels: Pixels {
                unpacker: Decompress::new(true),
                began: false,
                ended: false,
                closed: false,
            },
        }
    }

    pub(super) fn facts(self) -> Facts {
        self.seen
    }

    pub(super) fn next(&mut self, front: &[u8]) -> Result<Move, Wrong> {
        match &mut self.state {
            State::Signature if front.len() < 8 => Ok(Move::Need(8)),
            State::Signature if front.starts_with(SIGNATURE) => {
                self.state = State::Chunks;
                Ok(Move::Keep(8))
            }
            State::Signature => Err(Wrong::Form("start of a PNG")),
            State::Chunks => self.chunk(front),
            State::Pixels(..) => self.some_pixels(front),
            State::Done => Ok(Move::End),
        }
    }

    fn chunk(&mut self, front: &[u8]) -> Result<Move, Wrong> {
        let Some(kind) = front.get(4..8) else {
            return Ok(Move::Need(8));
        };
        let len = be32(front, 0);
        if len > 0x7fff_ffff {
            return Err(Wrong::Form("length of a chunk"));
        }
        let whole = 12 + len as usize;
        if self.head.is_none() && kind != b"IHDR" {
            return Err(Wrong::Missing("IHDR"));
        }
        if kind == b"IDAT" {
            return self.open_pixels(len, kind);
        }
        self.pixels.closed = self.pixels.began;
        let (n_least, n_most) = match kind {
            b"IHDR" => (13, 13),
            b"PLTE" => (3, 768),
            b"tRNS" => (1, 256),
            b"sRGB" => (1, 1),
            b"IEND" => (0, 0),
            b"acTL" | b"fcTL" | b"fdAT" => return Err(Wrong::Animated),
            _other => return self.left_behind(front, kind, len),
        };
        if !(n_least..=n_most).contains(&len) {
            return Err(Wrong::Form("length of a chunk"));
        }
        let Some(chunk) = front.get(..whole) else {
            return Ok(Move::Need(whole));
        };
        let mut crc = Crc::new();
        crc.update(chunk.get(4..whole - 4).unwrap_or_default());
        if crc.sum() != be32(chunk, whole - 4) {
            return Err(Wrong::Checksum("chunk"));
        }
        self.listed(kind, chunk)
    }

    /// A whole chunk that is on the list.
    fn listed(&mut self, kind: &[u8], chunk: &[u8]) -> Result<Move, Wrong> {
        let data = chunk.get(8..chunk.len() - 4).unwrap_or_default();
        let colour = self.head.map(|head| head.colour);
        let early = !self.pixels.began;
        match kind {
            b"IHDR" if self.head.is_none() => {
                self.head = Some(head(data)?);
                let turned = self.known.as_ref().and_then(|facts| facts.orientation);
                if let Some(orientation) = turned {
                    let mut out = chunk.to_vec();
                    out.extend(said(orientation));
                    return Ok(Move::Put(chunk.len() as u64, out));
                }
            }
            b"PLTE" if early && !self.has_palette => {
                if data.len() % 3 != 0 || matches!(colour, Some(0 | 4)) {
                    return Err(Wrong::Form("PLTE"));
                }
                self.has_palette = true;
            }
            b"tRNS" if early && !self.has_transparency => {
                let fits = match colour {
                    Some(0) => data.len() == 2,
                    Some(2) => data.len() == 6,
                    Some(3) => self.has_palette,
                    _alpha => false,
                };
                if !fits {
                    return Err(Wrong::Form("tRNS"));
                }
                self.has_transparency = true;
            }
            b"sRGB" if early && !self.has_palette && !self.has_space => {
                if data.first().is_none_or(|intent| *intent > 3) {
                    return Err(Wrong::Form("sRGB"));
                }
                self.has_space = true;
            }
            b"IEND" => {
                if !self.pixels.ended {
                    return Err(Wrong::Missing("pixels"));
                }
                if colour == Some(3) && !self.has_palette {
                    return Err(Wrong::Missing("PLTE"));
                }
                self.state = State::Done;
            }
            _again => return Err(Wrong::Order("chunk")),
        }
        Ok(Move::Keep(chunk.len() as u64))
    }

    /// Text, times, profiles, private chunks. What must be understood and is not is no such thing.
    fn left_behind(&mut self, front: &[u8], kind: &[u8], len: u32) -> Result<Move, Wrong> {
        let is_name = kind.iter().all(u8::is_ascii_alphabetic);
        let may_be_left = kind.first().is_some_and(u8::is_ascii_lowercase);
        if !is_name || !may_be_left {
            return Err(Wrong::Unknown(letters(kind)));
        }
        let whole = 12 + len as usize;
        match kind {
            b"iCCP" | b"cICP" => self.seen.has_profile = true,
            b"eXIf" if len <= LOOK_BYTES => {
                let Some(chunk) = front.get(..whole) else {
                    return Ok(Move::Need(whole));
                };
                let data = chunk.get(8..whole - 4).unwrap_or_default();
                let said = exif::orientation(exif::without_mark(data));
                self.seen.orientation = self.seen.orientation.or(said);
            }
            _other => {}
        }
        Ok(Move::Drop(whole as u64))
    }

    fn open_pixels(&mut self, len: u32, kind: &[u8]) -> Result<Move, Wrong> {
        if self.pixels.closed {
            return Err(Wrong::Order("IDAT"));
        }
        self.pixels.began = true;
        let mut crc = Crc::new();
        crc.update(kind);
        self.state = State::Pixels(len, crc);
        Ok(Move::Keep(8))
    }

    fn some_pixels(&mut self, front: &[u8]) -> Result<Move, Wrong> {
        let State::Pixels(left, crc) = &mut self.state else {
            return Ok(Move::Drop(0));
        };
        if *left == 0 {
            if front.len() < 4 {
                return Ok(Move::Need(4));
            }
            if crc.sum() != be32(front, 0) {
                return Err(Wrong::Checksum("chunk"));
            }
            self.state = State::Chunks;
            return Ok(Move::Keep(4));
        }
        let n = front.len().min(*left as usize);
        if n == 0 {
            return Ok(Move::Need(1));
        }
        let some = front.get(..n).unwrap_or_default();
        *left -= n as u32;
        crc.update(some);
        let expected = self.head.map_or(0, |head| head.expected_bytes);
        self.pixels.take(some, expected)?;
        Ok(Move::Keep(n as u64))
    }
}

impl Pixels {
    fn take(&mut self, mut some: &[u8], expected_bytes: u64) -> Result<(), Wrong> {
        let mut room = [0; 32 << 10];
        loop {
            if self.ended {
                return match some {
                    [] => Ok(()),
                    _more => Err(Wrong::Form("bytes behind the pixels")),
                };
            }
            let (read, wrote) = (self.unpacker.total_in(), self.unpacker.total_out());
            let status = self
                .unpacker
                .decompress(some, &mut room, FlushDecompress::None)
                .map_err(|_| Wrong::Form("packed pixels"))?;
            let n = (self.unpacker.total_in() - read) as usize;
            let is_stuck = n == 0 && self.unpacker.total_out() == wrote;
            some = some.get(n..).unwrap_or_default();
            if self.unpacker.total_out() > expected_bytes {
                return Err(Wrong::Form("more pixels than the head says"));
            }
            match status {
                Status::StreamEnd if self.unpacker.total_out() == expected_bytes => {
                    self.ended = true;
                }
                Status::StreamEnd => return Err(Wrong::Form("fewer pixels than the head says")),
                Status::Ok | Status::BufError if is_stuck => return Ok(()),
                Status::Ok | Status::BufError => {}
            }
        }
    }
}

fn head(data: &[u8]) -> Result<Head, Wrong> {
    let (width, height) = (be32(data, 0), be32(data, 4));
    let &[depth, colour, 0, 0, interlace @ (0 | 1)] = data.get(8..).unwrap_or_default() else {
        return Err(Wrong::Form("IHDR"));
    };
    let n_samples = match (colour, depth) {
        (0, 1 | 2 | 4 | 8 | 16) | (3, 1 | 2 | 4 | 8) => 1,
        (2, 8 | 16) => 3,
        (4, 8 | 16) => 2,
        (6, 8 | 16) => 4,
        _other => return Err(Wrong::Form("IHDR")),
    };
    if width == 0 || height == 0 {
        return Err(Wrong::Form("size of the picture"));
    }
    if u64::from(width) * u64::from(height) > PIXELS_LIMIT {
        return Err(Wrong::Pixels { width, height });
    }
    let bits = u64::from(depth) * n_samples;
    Ok(Head {
        colour,
        expected_bytes: unpacked_bytes(u64::from(width), u64::from(height), bits, interlace == 1),
    })
}

/// How many bytes the pixels unpack to: rows with a byte before each, in one pass or seven.
fn unpacked_bytes(width: u64, height: u64, bits: u64, is_interlaced: bool) -> u64 {
    let rows = |width: u64, height: u64| match width {
        0 => 0,
        _some => height * (1 + (width * bits).div_ceil(8)),
    };
    if !is_interlaced {
        return rows(width, height);
    }
    const PASSES: [(u64, u64, u64, u64); 7] = [
        (0, 0, 8, 8),
        (4, 0, 8, 8),
        (0, 4, 4, 8),
        (2, 0, 4, 4),
        (0, 2, 2, 4),
        (1, 0, 2, 2),
        (0, 1, 1, 2),
    ];
    let of = |all: u64, first: u64, every: u64| all.saturating_sub(first).div_ceil(every);
    PASSES
        .iter()
        .map(|(x, y, dx, dy)| rows(of(width, *x, *dx), of(height, *y, *dy)))
        .sum()
}

/// A chunk that says which way up the picture is.
fn said(orientation: u8) -> Vec<u8> {
    let tiff = exif::tiff(orientation);
    let mut crc = Crc::new();
    crc.update(b"eXIf");
    crc.update(&tiff);
    let mut out = (tiff.len() as u32).to_be_bytes().to_vec();
    out.extend_from_slice(b"eXIf");
    out.extend_from_slice(&tiff);
    out.extend_from_slice(&crc.sum().to_be_bytes());
    out
}
