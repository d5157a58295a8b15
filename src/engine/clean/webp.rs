//! WebP. Kept: VP8, VP8L, ALPH, and of a moving picture ANIM and ANMF, all of it. Written anew: the RIFF head with
//! the true size, VP8X where it is needed and with only the flags that are true, the orientation.
//!
//! Source: RFC 9649.

use super::error::Wrong;
use super::tape::{Move, le16, le32, letters};
use super::{PIXELS_LIMIT, exif};

const LOOK_BYTES: u32 = 1 << 20;
const FRAME_HEAD: usize = 16;

/// What the copy needs to know before it begins.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Facts {
    width: u32,
    height: u32,
    has_alpha: bool,
    /// A VP8 picture with its transparency beside it.
    has_alpha_part: bool,
    is_moving: bool,
    orientation: Option<u8>,
    /// All chunks that are kept, heads included.
    kept_bytes: u64,
    /// Had a colour profile.
    pub(super) has_profile: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Start,
    Chunks,
    Tail,
    Done,
}

/// Reads a WebP; with facts it writes one.
pub(super) struct Walker {
    known: Option<Facts>,
    seen: Facts,
    state: State,
    /// Bytes of the RIFF to come.
    left: u64,
    /// Bytes of the frame to come, when in one.
    frame_left: u64,
    frame: (u32, u32),
    canvas: Option<(u32, u32)>,
    has_picture: bool,
    alpha_waits: bool,
    frame_has_picture: bool,
    /// A kept chunk of odd length has one more byte, which must be zero.
    is_odd: bool,
}

impl Walker {
    pub(super) fn new(known: Option<Facts>) -> Walker {
        Walker {
            known,
            seen: Facts::default(),
            state: State::Start,
            left: 0,
            frame_left: 0,
            frame: (0, 0),
            canvas: None,
            has_picture: false,
            alpha_waits: false,
            frame_has_picture: false,
            is_odd: false,
        }
    }

    pub(super) fn facts(self) -> Facts {
        self.seen
    }

    pub(super) fn next(&mut self, front: &[u8]) -> Result<Move, Wrong> {
        match self.state {
            State::Start => self.start(front),
            State::Chunks if self.is_odd => self.fill(front),
            State::Chunks if self.left == 0 => self.close(),
            State::Chunks => self.chunk(front),
            State::Tail => {
                self.state = State::Done;
                let turned = self.known.as_ref().and_then(|facts| facts.orientation);
                Ok(Move::Put(0, turned.map(said).unwrap_or_default()))
            }
            State::Done => Ok(Move::End),
        }
    }

    fn start(&mut self, front: &[u8]) -> Result<Move, Wrong> {
        if front.len() < 12 {
            return Ok(Move::Need(12));
        }
        if !front.starts_with(b"RIFF") || front.get(8..12) != Some(b"WEBP") {
            return Err(Wrong::Form("start of a WebP"));
        }
        let size = le32(front, 4);
        if size < 4 || !size.is_multiple_of(2) {
            return Err(Wrong::Form("size in the RIFF head"));
        }
        self.left = u64::from(size) - 4;
        self.state = State::Chunks;
        let head = self.known.as_ref().map(head);
        Ok(Move::Put(12, head.unwrap_or_default()))
    }

    fn close(&mut self) -> Result<Move, Wrong> {
        if !self.has_picture || self.alpha_waits {
            return Err(Wrong::Missing("picture"));
        }
        let own = (self.seen.width, self.seen.height);
        if self.canvas.is_some_and(|canvas| canvas != own) {
            return Err(Wrong::Form("size of the canvas"));
        }
        self.state = State::Tail;
        Ok(Move::Drop(0))
    }

    fn chunk(&mut self, front: &[u8]) -> Result<Move, Wrong> {
        if front.len() < 8 {
            return Ok(Move::Need(8));
        }
        let (kind, len) = (front.get(..4).unwrap_or_default(), le32(front, 4));
        let whole = 8 + u64::from(len) + u64::from(len % 2);
        let room = if self.frame_left > 0 {
            self.frame_left
        } else {
            self.left
        };
        if whole > room {
            return Err(Wrong::Form("length of a chunk"));
        }
        let moved = match kind {
            b"VP8 " | b"VP8L" => self.picture(front, kind, len, whole)?,
            b"ALPH" => self.alpha(whole)?,
            b"ANMF" => return self.frame(front, len, whole),
            b"ANIM" | b"VP8X" | b"EXIF" | b"ICCP" | b"XMP " | b"C2PA" if self.frame_left == 0 => {
                self.beside(front, kind, len, whole)?
            }
            other => return Err(Wrong::Unknown(letters(other))),
        };
        if let Move::Keep(_) | Move::Drop(_) = moved {
            self.pass(whole)?;
        }
        if let Move::Keep(n) = moved {
            self.seen.kept_bytes += n;
            self.is_odd = len % 2 == 1;
            return Ok(Move::Keep(n - u64::from(len % 2)));
        }
        Ok(moved)
    }

    /// The byte that fills up a chunk.
    fn fill(&mut self, front: &[u8]) -> Result<Move, Wrong> {
        match front.first() {
            None => Ok(Move::Need(1)),
            Some(0) => {
                self.is_odd = false;
                Ok(Move::Keep(1))
            }
            Some(_) => Err(Wrong::Form("byte that fills up a chunk")),
        }
    }

    fn pass(&mut self, n: u64) -> Result<(), Wrong> {
        self.left -= n;
        if self.frame_left > 0 {
            self.frame_left -= n;
            if self.frame_left == 0 && (!self.frame_has_picture || self.alpha_waits) {
                return Err(Wrong::Missing("picture of a frame"));
            }
        }
        Ok(())
    }

    fn picture(&mut self, front: &[u8], kind: &[u8], len: u32, whole: u64) -> Result<Move, Wrong> {
        let is_lossless = kind == b"VP8L";
        let head_bytes = if is_lossless { 5 } else { 10 };
        if len < head_bytes as u32 {
            return Err(Wrong::Form("picture"));
        }
        let Some(data) = front.get(8..8 + head_bytes) else {
            return Ok(Move::Need(8 + head_bytes));
        };
        let (size, has_alpha) = if is_lossless {
            lossless(data)?
        } else {
            (lossy(data)?, self.alpha_waits)
        };
        self.seen.has_alpha |= has_alpha;
        self.alpha_waits = false;
        if self.frame_left > 0 {
            if size != self.frame || self.frame_has_picture {
                return Err(Wrong::Form("picture of a frame"));
            }
            self.frame_has_picture = true;
            return Ok(Move::Keep(whole));
        }
        if self.has_picture || self.seen.is_moving {
            return Err(Wrong::Order("second picture"));
        }
        self.has_picture = true;
        (self.seen.width, self.seen.height) = size;
        pixels(size)?;
        Ok(Move::Keep(whole))
    }

    fn alpha(&mut self, whole: u64) -> Result<Move, Wrong> {
        if self.alpha_waits || (self.has_picture && self.frame_left == 0) {
            return Err(Wrong::Order("ALPH"));
        }
        self.alpha_waits = true;
        self.seen.has_alpha_part = true;
        Ok(Move::Keep(whole))
    }

    /// Opens a frame; its own chunks are looked at one by one.
    fn frame(&mut self, front: &[u8], len: u32, whole: u64) -> Result<Move, Wrong> {
        let Some(data) = front.get(8..8 + FRAME_HEAD) else {
            return Ok(Move::Need(8 + FRAME_HEAD));
        };
        if !self.seen.is_moving || self.frame_left > 0 || len % 2 == 1 || len <= FRAME_HEAD as u32 {
            return Err(Wrong::Form("frame"));
        }
        let [x, y, width, height] = [0, 3, 6, 9].map(|at| le24(data, at));
        let (width, height) = (width + 1, height + 1);
        let (all_width, all_height) = self.canvas.unwrap_or_default();
        if 2 * x + width > all_width || 2 * y + height > all_height {
            return Err(Wrong::Form("place of a frame"));
        }
        if data.get(15).is_none_or(|flags| flags & 0xfc != 0) {
            return Err(Wrong::Form("flags of a frame"));
        }
        self.frame = (width, height);
        self.frame_has_picture = false;
        self.frame_left = whole - 8 - FRAME_HEAD as u64;
        self.has_picture = true;
        let n = 8 + FRAME_HEAD as u64;
        self.left -= n;
        self.seen.kept_bytes += n;
        Ok(Move::Keep(n))
    }

    /// What stands beside the picture.
    fn beside(&mut self, front: &[u8], kind: &[u8], len: u32, whole: u64) -> Result<Move, Wrong> {
        let is_small = matches!(kind, b"VP8X" | b"ANIM") || (kind == b"EXIF" && len <= LOOK_BYTES);
        if is_small && len <= LOOK_BYTES && (front.len() as u64) < whole {
            return Ok(Move::Need(whole as usize));
        }
        let data = front.get(8..8 + len as usize).unwrap_or_default();
        match kind {
            b"VP8X" => {
                if len != 10 || self.canvas.is_some() || self.has_picture {
                    return Err(Wrong::Form("VP8X"));
                }
                let size = (le24(data, 4) + 1, le24(data, 7) + 1);
                pixels(size)?;
                self.canvas = Some(size);
            }
            b"ANIM" => {
                let (Some(size), 6, false) = (self.canvas, len, self.seen.is_moving) else {
                    return Err(Wrong::Form("ANIM"));
                };
                if self.has_picture {
                    return Err(Wrong::Order("ANIM"));
                }
                self.seen.is_moving = true;
                (self.seen.width, self.seen.height) = size;
                return Ok(Move::Keep(whole));
            }
            b"EXIF" => {
                let said = exif::orientation(exif::without_mark(data));
                self.seen.orientation = self.seen.orientation.or(said);
            }
            b"ICCP" => self.seen.has_profile = true,
            _text => {}
        }
        Ok(Move::Drop(whole))
    }
}

fn lossy(data: &[u8]) -> Result<(u32, u32), Wrong> {
    let is_key = data.first().is_some_and(|first| first & 1 == 0);
    if !is_key || data.get(3..6) != Some(b"\x9d\x01\x2a") {
        return Err(Wrong::Form("start of a picture"));
    }
    let size = |at| u32::from(le16(data, at) & 0x3fff);
    Ok((size(6), size(8)))
}

fn lossless(data: &[u8]) -> Result<((u32, u32), bool), Wrong> {
    let bits = le32(data, 1);
    if data.first() != Some(&0x2f) || bits >> 29 != 0 {
        return Err(Wrong::Form("start of a picture"));
    }
    let size = ((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1);
    Ok((size, bits >> 28 & 1 == 1))
}

fn pixels((width, height): (u32, u32)) -> Result<(), Wrong> {
    if width == 0 || height == 0 {
        return Err(Wrong::Form("size of the picture"));
    }
    if u64::from(width) * u64::from(height) > PIXELS_LIMIT {
        return Err(Wrong::Pixels { width, height });
    }
    Ok(())
}

fn le24(bytes: &[u8], at: usize) -> u32 {
    u32::from(le16(bytes, at)) | u32::from(bytes.get(at + 2).copied().unwrap_or_default()) << 16
}

/// Everything before the first chunk that is kept.
fn head(facts: &Facts) -> Vec<u8> {
    let tail = facts.orientation.map(said).unwrap_or_default().len() as u64;
    let is_extended = facts.is_moving || facts.orientation.is_some() || facts.has_alpha_part;
    let extended = if is_extended { 18 } else { 0 };
    let size = 4 + extended + facts.kept_bytes + tail;
    let mut out = b"RIFF".to_vec();
    out.extend_from_slice(&(size as u32).to_le_bytes());
    out.extend_from_slice(b"WEBP");
    if is_extended {
        let flag = |is_set: bool, bit: u8| if is_set { bit } else { 0 };
        let flags = flag(facts.has_alpha, 0x10)
            | flag(facts.orientation.is_some(), 0x08)
            | flag(facts.is_moving, 0x02);
        out.extend_from_slice(b"VP8X\x0a\0\0\0");
        out.extend_from_slice(&[flags, 0, 0, 0]);
        for side in [facts.width - 1, facts.height - 1] {
            out.extend_from_slice(side.to_le_bytes().get(..3).unwrap_or_default());
        }
    }
    out
}

/// A chunk that says which way up the picture is.
fn said(orientation: u8) -> Vec<u8> {
    let tiff = exif::tiff(orientation);
    let mut out = b"EXIF".to_vec();
    out.extend_from_slice(&(tiff.len() as u32).to_le_bytes());
    out.extend_from_slice(&tiff);
    out
}
