//! PNG, chunk by chunk.

use flate2::{Decompress, FlushDecompress, Status};

use super::{BEHIND, METADATA, Next, Reads, is_orientation, number};

/// See the module's words.
pub(super) struct Reader {
    has_start: bool,
    is_over: bool,
    /// Bytes of pixels to come, and four of their sum.
    left: u64,
    pixels: Decompress,
    pixels_ended: bool,
}

impl Default for Reader {
    fn default() -> Reader {
        Reader {
            has_start: false,
            is_over: false,
            left: 0,
            pixels: Decompress::new(true),
            pixels_ended: false,
        }
    }
}

impl Reads for Reader {
    fn part(&mut self, front: &[u8], put: &mut dyn FnMut(&'static str, &str)) -> Option<Next> {
        if self.is_over {
            return Some(Next::End);
        }
        if !self.has_start {
            self.has_start = true;
            return Some(Next::Pass(8));
        }
        if self.left > 0 {
            return self.some_pixels(front, put);
        }
        let Some(len) = number(front, 0, 4) else {
            return Some(Next::See(8));
        };
        let Some(kind) = front.get(4..8) else {
            return Some(Next::See(8));
        };
        match kind {
            b"IDAT" => {
                self.left = len;
                return Some(Next::Pass(if len == 0 { 12 } else { 8 }));
            }
            b"IHDR" | b"PLTE" | b"tRNS" | b"sRGB" if len <= 768 => {}
            b"IEND" if len == 0 => self.is_over = true,
            b"eXIf" if len == 26 => match front.get(8..34) {
                None => return Some(Next::See(34)),
                Some(tiff) if is_orientation(tiff) => {}
                Some(_other) => put(METADATA, "chunk eXIf"),
            },
            other => put(METADATA, &format!("chunk {}", other.escape_ascii())),
        }
        Some(Next::Pass(12 + len))
    }

    fn is_complete(&self) -> bool {
        self.is_over
    }
}

impl Reader {
    fn some_pixels(
        &mut self,
        front: &[u8],
        put: &mut dyn FnMut(&'static str, &str),
    ) -> Option<Next> {
        let n = self.left.min(front.len() as u64);
        if n == 0 {
            return Some(Next::See(1));
        }
        let mut some = front.get(..n as usize)?;
        let mut room = vec![0; 64 << 10];
        while !some.is_empty() && !self.pixels_ended {
            let (read, wrote) = (self.pixels.total_in(), self.pixels.total_out());
            let status = self
                .pixels
                .decompress(some, &mut room, FlushDecompress::None)
                .ok()?;
            some = some.get((self.pixels.total_in() - read) as usize..)?;
            self.pixels_ended = status == Status::StreamEnd;
            if self.pixels.total_in() == read && self.pixels.total_out() == wrote {
                break;
            }
        }
        if self.pixels_ended && !some.is_empty() {
            put(BEHIND, "behind the pixels in IDAT");
        }
        self.left -= n;
        // The sum is passed with the last of them.
        Some(Next::Pass(if self.left == 0 { n + 4 } else { n }))
    }
}
