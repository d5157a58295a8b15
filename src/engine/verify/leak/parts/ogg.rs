//! Opus in Ogg, page by page.

use super::{MAKER, METADATA, Next, Reads, number_from_low};

const TAGS: &[u8] = b"OpusTags\x04\0\0\0Opus\0\0\0\0";

/// See the module's words.
#[derive(Default)]
pub(super) struct Reader {
    n_pages: u64,
    is_over: bool,
}

impl Reads for Reader {
    fn part(&mut self, front: &[u8], put: &mut dyn FnMut(&'static str, &str)) -> Option<Next> {
        if self.is_over {
            return Some(Next::End);
        }
        let Some(n_laces) = front.get(26) else {
            return Some(Next::See(27));
        };
        let body_at = 27 + usize::from(*n_laces);
        let Some(laces) = front.get(27..body_at) else {
            return Some(Next::See(body_at));
        };
        let len: usize = laces.iter().map(|lace| usize::from(*lace)).sum();
        let Some(body) = front.get(body_at..body_at + len) else {
            return Some(Next::See(body_at + len));
        };
        if !front.starts_with(b"OggS\0") {
            return None;
        }
        if number_from_low(front, 14, 4) != Some(0) {
            put(METADATA, "a serial number");
        }
        if number_from_low(front, 18, 4) != Some(self.n_pages & 0xffff_ffff) {
            put(METADATA, "the number of a page");
        }
        match self.n_pages {
            0 if body.starts_with(b"OpusHead") && matches!(len, 19 | 22..=29) => {}
            0 => put(METADATA, "the head"),
            1 if body == TAGS => {}
            1 => put(MAKER, "the comments"),
            _sound => {}
        }
        self.n_pages += 1;
        self.is_over = front.get(5)? & 4 != 0;
        Some(Next::Pass((body_at + len) as u64))
    }

    fn is_complete(&self) -> bool {
        self.n_pages > 2
    }
}
