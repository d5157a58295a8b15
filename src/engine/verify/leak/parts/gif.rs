//! GIF, block by block.

use super::{METADATA, Next, Reads};

/// See the module's words.
#[derive(Default)]
pub(super) struct Reader {
    has_start: bool,
    in_data: bool,
    is_over: bool,
}

impl Reads for Reader {
    fn part(&mut self, front: &[u8], put: &mut dyn FnMut(&'static str, &str)) -> Option<Next> {
        if self.is_over {
            return Some(Next::End);
        }
        if !self.has_start {
            let Some(flags) = front.get(10) else {
                return Some(Next::See(13));
            };
            self.has_start = true;
            return Some(Next::Pass(13 + colours(*flags)));
        }
        let Some(first) = front.first() else {
            return Some(Next::See(1));
        };
        if self.in_data {
            self.in_data = *first != 0;
            return Some(Next::Pass(1 + u64::from(*first)));
        }
        match first {
            0x2c => match front.get(9) {
                None => Some(Next::See(10)),
                Some(flags) => {
                    self.in_data = true;
                    // One more: how wide the codes are.
                    Some(Next::Pass(11 + colours(*flags)))
                }
            },
            0x3b => {
                self.is_over = true;
                Some(Next::Pass(1))
            }
            0x21 if front.len() < 2 => Some(Next::See(2)),
            0x21 => self.extension(front, put),
            _other => None,
        }
    }

    fn is_complete(&self) -> bool {
        self.is_over
    }
}

impl Reader {
    fn extension(&mut self, front: &[u8], put: &mut dyn FnMut(&'static str, &str)) -> Option<Next> {
        match front.get(1)? {
            0xf9 if front.len() < 8 => return Some(Next::See(8)),
            0xf9 if front.get(2) == Some(&4) && front.get(7) == Some(&0) => {
                return Some(Next::Pass(8));
            }
            0xff if front.len() < 19 => return Some(Next::See(19)),
            0xff => {
                let name = front.get(2..16)?;
                let counts =
                    name.starts_with(b"\x0bNETSCAPE2.0") || name.starts_with(b"\x0bANIMEXTS1.0");
                if counts && front.get(14..16) == Some(b"\x03\x01") && front.get(18) == Some(&0) {
                    return Some(Next::Pass(19));
                }
            }
            _other => {}
        }
        put(METADATA, &format!("extension {:02x}", front.get(1)?));
        self.in_data = true;
        Some(Next::Pass(2))
    }
}

fn colours(flags: u8) -> u64 {
    match flags >> 7 {
        0 => 0,
        _some => 3u64 << ((flags & 7) + 1),
    }
}
