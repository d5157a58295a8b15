//! WebP, chunk by chunk.

use super::{METADATA, Next, Reads, is_orientation, number_from_low};

/// See the module's words.
#[derive(Default)]
pub(super) struct Reader {
    /// Bytes of the RIFF to come; `None` before its head.
    left: Option<u64>,
}

impl Reads for Reader {
    fn part(&mut self, front: &[u8], put: &mut dyn FnMut(&'static str, &str)) -> Option<Next> {
        let Some(left) = self.left else {
            let size = number_from_low(front, 4, 4)?;
            self.left = Some(size.checked_sub(4)?);
            return Some(Next::Pass(12));
        };
        if left == 0 {
            return Some(Next::End);
        }
        let Some(len) = number_from_low(front, 4, 4) else {
            return Some(Next::See(8));
        };
        let whole = match front.get(..4)? {
            b"VP8 " | b"VP8L" | b"ALPH" => 8 + len + len % 2,
            b"ANIM" if len == 6 => 14,
            // Its own chunks follow one by one.
            b"ANMF" => 24,
            b"VP8X" if len == 10 => match front.get(8..12) {
                None => return Some(Next::See(12)),
                Some([flags, 0, 0, 0]) if flags & !0x1a == 0 => 18,
                Some(_other) => {
                    put(METADATA, "flags in VP8X");
                    18
                }
            },
            b"EXIF" if len == 26 => match front.get(8..34) {
                None => return Some(Next::See(34)),
                Some(tiff) => {
                    if !is_orientation(tiff) {
                        put(METADATA, "chunk EXIF");
                    }
                    34
                }
            },
            other => {
                put(METADATA, &format!("chunk {}", other.escape_ascii()));
                8 + len + len % 2
            }
        };
        self.left = Some(left.checked_sub(whole)?);
        Some(Next::Pass(whole))
    }

    fn is_complete(&self) -> bool {
        self.left == Some(0)
    }
}
