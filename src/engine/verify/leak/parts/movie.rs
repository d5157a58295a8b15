//! MP4 and its kin: three boxes, and every byte of the data is a sample of a track.

use super::messages::{Coded, unit};
use super::tables::{Stretch, check_moov};
use super::{MAKER, METADATA, Next, Reads, UNUSED, number};

/// See the module's words.
#[derive(Default)]
pub(super) struct Reader {
    at: u64,
    n_boxes: usize,
    /// Where samples stand, sorted.
    samples: Vec<Stretch>,
    /// Those that consist of units, sorted, and the next of them.
    coded: Vec<Coded>,
    next: usize,
    /// One past the last byte of the data.
    data_end: u64,
}

impl Reads for Reader {
    fn part(&mut self, front: &[u8], put: &mut dyn FnMut(&'static str, &str)) -> Option<Next> {
        if self.at < self.data_end {
            return Some(self.data(front, put));
        }
        if self.n_boxes == 3 {
            return Some(Next::End);
        }
        let Some(kind) = front.get(4..8) else {
            return Some(Next::See(8));
        };
        let (head, whole) = match number(front, 0, 4)? {
            1 if front.len() < 16 => return Some(Next::See(16)),
            1 => (16, number(front, 8, 8)?),
            size => (8, size),
        };
        if whole < head {
            return None;
        }
        let expected: [&[u8]; 3] = [b"ftyp", b"moov", b"mdat"];
        if expected.get(self.n_boxes).is_none_or(|name| *name != kind) {
            put(METADATA, &format!("box {}", kind.escape_ascii()));
            self.at += whole;
            return Some(Next::Pass(whole));
        }
        if kind == b"mdat" {
            self.data_end = self.at + whole;
            self.at += head;
            self.check_data(self.at, self.data_end, put);
            self.n_boxes += 1;
            return Some(Next::Pass(head));
        } else {
            let Some(body) = front.get(8..usize::try_from(whole).ok()?) else {
                return Some(Next::See(usize::try_from(whole).ok()?));
            };
            if kind == b"moov" {
                (self.samples, self.coded) = check_moov(body, put)?;
            } else if body.len() != 12 || number(body, 4, 4) != Some(0) {
                put(METADATA, "ftyp");
            }
        }
        self.n_boxes += 1;
        self.at += whole;
        Some(Next::Pass(whole))
    }

    fn is_complete(&self) -> bool {
        self.n_boxes == 3 && self.at == self.data_end
    }
}

impl Reader {
    /// Samples, one unit at a time where they consist of units.
    fn data(&mut self, front: &[u8], put: &mut dyn FnMut(&'static str, &str)) -> Next {
        while self
            .coded
            .get(self.next)
            .is_some_and(|sample| sample.end <= self.at)
        {
            self.next += 1;
        }
        let (next, is_message) = match self.coded.get(self.next) {
            Some(sample) if sample.start <= self.at => {
                unit(sample, front, sample.end.min(self.data_end) - self.at)
            }
            Some(sample) => (Next::Pass(sample.start.min(self.data_end) - self.at), false),
            None => (Next::Pass(self.data_end - self.at), false),
        };
        if is_message {
            put(MAKER, "a message of an encoder");
        }
        if let Next::Pass(n) = next {
            self.at += n;
        }
        next
    }

    /// Samples must fill the data from its first byte to its last, each byte once.
    fn check_data(&self, start: u64, end: u64, put: &mut dyn FnMut(&'static str, &str)) {
        let mut at = start;
        for sample in &self.samples {
            if sample.start != at {
                put(UNUSED, &format!("at byte {at} of the file"));
            }
            at = sample.end;
        }
        if at != end {
            put(UNUSED, &format!("at byte {at} of the file"));
        }
    }
}
