//! GIF. Kept: header, screen, colour tables, pictures, graphic controls, how often it repeats, trailer.
//!
//! Source: GIF89a specification; the repeat count is Netscape's application extension.

use super::PIXELS_LIMIT;
use super::error::Wrong;
use super::tape::{Move, le16};

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum State {
    #[default]
    Head,
    Blocks,
    Picture,
    Kept,
    Left,
    Done,
}

/// Reads and writes a GIF.
#[derive(Debug, Default)]
pub(super) struct Walker {
    state: State,
    screen: (u32, u32),
    /// Belongs to what comes next, and stays behind with it.
    control: Option<Vec<u8>>,
    has_picture: bool,
}

impl Walker {
    pub(super) fn next(&mut self, front: &[u8]) -> Result<Move, Wrong> {
        match self.state {
            State::Head => self.head(front),
            State::Blocks => self.block(front),
            State::Picture => {
                if front.is_empty() {
                    return Ok(Move::Need(1));
                }
                if !matches!(front.first(), Some(1..=11)) {
                    return Err(Wrong::Form("code size"));
                }
                self.state = State::Kept;
                Ok(Move::Keep(1))
            }
            State::Kept | State::Left => {
                let is_kept = self.state == State::Kept;
                let n = match front.first() {
                    None => return Ok(Move::Need(1)),
                    Some(0) => {
                        self.state = State::Blocks;
                        1
                    }
                    Some(n) => 1 + u64::from(*n),
                };
                Ok(if is_kept {
                    Move::Keep(n)
                } else {
                    Move::Drop(n)
                })
            }
            State::Done => Ok(Move::End),
        }
    }

    fn head(&mut self, front: &[u8]) -> Result<Move, Wrong> {
        let Some(head) = front.get(..13) else {
            return Ok(Move::Need(13));
        };
        if !head.starts_with(b"GIF87a") && !head.starts_with(b"GIF89a") {
            return Err(Wrong::Form("start of a GIF"));
        }
        let (width, height) = (u32::from(le16(head, 6)), u32::from(le16(head, 8)));
        if u64::from(width) * u64::from(height) > PIXELS_LIMIT {
            return Err(Wrong::Pixels { width, height });
        }
        self.screen = (width, height);
        self.state = State::Blocks;
        Ok(Move::Keep(13 + table_bytes(head.get(10).copied())))
    }

    fn block(&mut self, front: &[u8]) -> Result<Move, Wrong> {
        match front {
            [] => Ok(Move::Need(1)),
            [0x2c, ..] => self.picture(front),
            [0x3b, ..] if self.control.is_some() => Err(Wrong::Order("graphic control")),
            [0x3b, ..] if !self.has_picture => Err(Wrong::Missing("picture")),
            [0x3b, ..] => {
                self.state = State::Done;
                Ok(Move::Keep(1))
            }
            [0x21] => Ok(Move::Need(2)),
            [0x21, 0xf9, ..] => self.graphic_control(front),
            [0x21, 0xff, ..] => Ok(self.application(front)),
            [0x21, label @ (0xfe | 0x01), ..] => {
                if *label == 0x01 {
                    self.control = None;
                }
                self.state = State::Left;
                Ok(Move::Drop(2))
            }
            [0x21, label, ..] => Err(Wrong::Unknown(format!("extension {label:02x}"))),
            [other, ..] => Err(Wrong::Unknown(format!("block {other:02x}"))),
        }
    }

    fn picture(&mut self, front: &[u8]) -> Result<Move, Wrong> {
        let Some(head) = front.get(..10) else {
            return Ok(Move::Need(10));
        };
        let [x, y, width, height] = [1, 3, 5, 7].map(|at| u32::from(le16(head, at)));
        if width == 0 || height == 0 {
            return Err(Wrong::Form("size of a picture"));
        }
        if x + width > self.screen.0 || y + height > self.screen.1 {
            return Err(Wrong::Form("picture outside the screen"));
        }
        let table = table_bytes(head.get(9).copied()) as usize;
        let Some(whole) = front.get(..10 + table) else {
            return Ok(Move::Need(10 + table));
        };
        self.has_picture = true;
        self.state = State::Picture;
        let mut out = self.control.take().unwrap_or_default();
        out.extend_from_slice(whole);
        Ok(Move::Put(whole.len() as u64, out))
    }

    fn graphic_control(&mut self, front: &[u8]) -> Result<Move, Wrong> {
        let Some(block) = front.get(..8) else {
            return Ok(Move::Need(8));
        };
        if block.get(2) != Some(&4) || block.get(7) != Some(&0) {
            return Err(Wrong::Form("graphic control"));
        }
        if self.control.replace(block.to_vec()).is_some() {
            return Err(Wrong::Order("graphic control"));
        }
        Ok(Move::Drop(8))
    }

    /// The repeat count is kept, all others stay behind.
    fn application(&mut self, front: &[u8]) -> Move {
        if front.len() < 19 && !front.iter().skip(3).any(|byte| *byte == 0x3b) {
            return Move::Need(19);
        }
        let names: [&[u8]; 2] = [b"\x0bNETSCAPE2.0\x03\x01", b"\x0bANIMEXTS1.0\x03\x01"];
        let is_repeat = front
            .get(2..)
            .is_some_and(|rest| names.iter().any(|name| rest.starts_with(name)));
        if is_repeat && front.get(18) == Some(&0) {
            return Move::Keep(19);
        }
        self.state = State::Left;
        Move::Drop(2)
    }
}

/// Size of the colour table that these flags announce.
fn table_bytes(flags: Option<u8>) -> u64 {
    match flags {
        Some(flags) if flags & 0x80 != 0 => 3 << ((flags & 7) + 1),
        _none => 0,
    }
}
