//! What is packed inside a stream, unpacked while the stream goes by.

use flate2::{Decompress, FlushDecompress, Status};

use super::coats::Coat;
use super::scan::Scan;
use super::stream::{Stream, WINDOW_BYTES};

/// Most bytes that come out of one packed stream. Units: bytes.
const UNPACKED_LIMIT: u64 = 1 << 30;
/// Most bytes that come out of one file of the package, all streams in it together. Units: bytes.
const FILE_LIMIT: u64 = 4 << 30;

/// Something packed inside a stream.
pub(super) struct Layer {
    way: Way,
    inside: Box<Stream>,
    /// Bytes before this position are not its own.
    pub(super) from: u64,
    /// Nothing looks like this by chance.
    pub(super) is_sure: bool,
    n_out: u64,
}

enum Way {
    Inflate(Box<Decompress>),
    Digits(Coat),
}

impl Layer {
    /// DEFLATE, with the header of zlib or without.
    pub(super) fn inflate(with_header: bool, is_sure: bool) -> Layer {
        Layer::new(
            Way::Inflate(Box::new(Decompress::new(with_header))),
            is_sure,
        )
    }

    /// Bytes written in digits.
    pub(super) fn encoded(coat: Coat) -> Layer {
        Layer::new(Way::Digits(coat), true)
    }

    fn new(way: Way, is_sure: bool) -> Layer {
        Layer {
            way,
            inside: Box::new(Stream::new()),
            from: 0,
            is_sure,
            n_out: 0,
        }
    }

    /// Where its own bytes end, as far as they are known.
    pub(super) fn until(&self) -> u64 {
        match &self.way {
            Way::Inflate(inflate) => self.from + inflate.total_in(),
            Way::Digits(_) => self.from,
        }
    }

    /// Whether the byte at `at` of the stream belongs to it.
    pub(super) fn may_cover(&self, at: u64) -> bool {
        self.is_sure && self.from <= at && matches!(self.way, Way::Inflate(_))
    }

    /// Before the first byte: where what comes out goes, and where its own bytes start.
    pub(super) fn begin(&mut self, inside: Stream, from: u64) {
        *self.inside = inside;
        self.from = from;
    }

    /// Takes the next bytes. Whether more may follow.
    pub(super) fn push(&mut self, bytes: &[u8], scan: &mut Scan<'_>, n_bytes: &mut u64) -> bool {
        let goes_on = match &mut self.way {
            Way::Inflate(_) => self.inflated(bytes, scan, n_bytes),
            Way::Digits(coat) => {
                let mut out = Vec::new();
                let goes_on = coat.push(bytes, &mut out);
                let inside = &mut self.inside;
                for piece in out.chunks(WINDOW_BYTES) {
                    *n_bytes += inside.push(piece, scan);
                }
                Some(goes_on)
            }
        };
        match goes_on {
            Some(true) => true,
            Some(false) => {
                self.inside.end(scan);
                false
            }
            None => {
                self.fault("damaged, or more than can be unpacked here", scan);
                false
            }
        }
    }

    /// The stream around it has ended.
    pub(super) fn end(&mut self, scan: &mut Scan<'_>) {
        if matches!(self.way, Way::Inflate(_)) {
            return self.fault("cut off before its end", scan);
        }
        self.inside.end(scan);
    }

    fn fault(&mut self, reason: &str, scan: &mut Scan<'_>) {
        if self.is_sure {
            scan.not_searched(self.inside.place(), reason);
        }
        self.inside.end(scan);
    }

    /// Unpacks. `None`: it cannot go on.
    fn inflated(&mut self, mut bytes: &[u8], scan: &mut Scan<'_>, n: &mut u64) -> Option<bool> {
        let Way::Inflate(inflate) = &mut self.way else {
            return None;
        };
        let mut out = vec![0; WINDOW_BYTES];
        loop {
            let (in_before, out_before) = (inflate.total_in(), inflate.total_out());
            let status = inflate.decompress(bytes, &mut out, FlushDecompress::None);
            let used = (inflate.total_in() - in_before) as usize;
            let made = (inflate.total_out() - out_before) as usize;
            bytes = bytes.get(used..).unwrap_or_default();
            self.n_out += made as u64;
            *n += made as u64;
            *n += self.inside.push(out.get(..made).unwrap_or_default(), scan);
            scan.found.n_unpacked += made as u64;
            if self.n_out > UNPACKED_LIMIT || scan.found.n_unpacked > FILE_LIMIT {
                self.is_sure = true;
                return None;
            }
            match status {
                Ok(Status::StreamEnd) => return Some(false),
                Ok(Status::Ok | Status::BufError) => {}
                Err(_) => return None,
            }
            if made < out.len() || (used == 0 && made == 0) {
                return Some(true);
            }
        }
    }
}
