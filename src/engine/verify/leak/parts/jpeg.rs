//! JPEG, segment by segment.

use super::{METADATA, Next, PICTURE, Reads, is_orientation, number};

/// See the module's words.
#[derive(Default)]
pub(super) struct Reader {
    has_start: bool,
    in_scan: bool,
    is_over: bool,
}

impl Reads for Reader {
    fn part(&mut self, front: &[u8], put: &mut dyn FnMut(&'static str, &str)) -> Option<Next> {
        if self.is_over {
            return Some(Next::End);
        }
        if self.in_scan {
            return Some(self.scan(front));
        }
        if front.len() < 2 {
            return Some(Next::See(2));
        }
        if front[0] != 0xff {
            return None;
        }
        match front[1] {
            0xd8 if !self.has_start => {
                self.has_start = true;
                return Some(Next::Pass(2));
            }
            0xd9 => {
                self.is_over = true;
                return Some(Next::Pass(2));
            }
            _segment => {}
        }
        let Some(len) = number(front, 2, 2) else {
            return Some(Next::See(4));
        };
        let whole = 2 + len as usize;
        let Some(body) = front.get(4..whole) else {
            return (len >= 2).then_some(Next::See(whole));
        };
        match front[1] {
            0xc0 | 0xc1 | 0xc2 | 0xc4 | 0xdb | 0xdd => {}
            0xda => self.in_scan = true,
            0xe0 if body == b"JFIF\0\x01\x01\x00\x00\x01\x00\x01\x00\x00" => {}
            0xe1 if body.strip_prefix(b"Exif\0\0").is_some_and(is_orientation) => {}
            0xee if matches!(
                body,
                [b'A', b'd', b'o', b'b', b'e', 0, 100, 0, 0, 0, 0, 0..=2]
            ) => {}
            marker => {
                let holds_picture = body.windows(3).any(|at| at == b"\xff\xd8\xff");
                let has_preview = marker == 0xe0 && body.len() > 14;
                let form = if holds_picture || has_preview {
                    PICTURE
                } else {
                    METADATA
                };
                put(form, &format!("segment {marker:02x}"));
            }
        }
        Some(Next::Pass(whole as u64))
    }

    fn is_complete(&self) -> bool {
        self.is_over
    }
}

impl Reader {
    /// Passes what is coded; a byte of ones ends it unless a zero or a restart follows.
    fn scan(&mut self, front: &[u8]) -> Next {
        let mut at = 0;
        while at < front.len() {
            if front[at] != 0xff {
                at += 1;
                continue;
            }
            match front.get(at + 1) {
                None => break,
                Some(0x00 | 0xd0..=0xd7) => at += 2,
                Some(_marker) => {
                    self.in_scan = false;
                    return Next::Pass(at as u64);
                }
            }
        }
        match at {
            0 => Next::See(2),
            n => Next::Pass(n as u64),
        }
    }
}
