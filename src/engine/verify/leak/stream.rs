//! Bytes that are no file of the package's own making: attachments, gaps in the container, and what
//! is packed inside them. Searched in windows that overlap by more than the longest pattern.

use flate2::{Decompress, FlushDecompress, Status};

use super::batch::PATTERN_BYTES;
use super::scan::{Piece, Scan};
use crate::engine::verify::zip::u16_at;

/// How many bytes are searched at once.
const WINDOW_BYTES: usize = 64 << 10;
/// How many are searched again with the next window: the longest pattern, four bytes written for
/// each byte of it.
const OVERLAP_BYTES: usize = 4 * PATTERN_BYTES;
/// Blocks in which text is told from other bytes.
const BLOCK_BYTES: usize = 256;
/// In bytes that are no text, shorter runs of Base64 or hex digits hold nothing that counts.
const RUN_DIGITS: usize = 8;
/// How deep something packed may be packed.
const DEPTH: usize = 3;
/// Most streams that are unpacked at the same time.
const OPEN_LIMIT: usize = 8;
/// Most bytes that come out of one packed stream. Units: bytes.
const UNPACKED_LIMIT: u64 = 1 << 30;
/// Longest local header of a nested zip that is looked at.
const HEADER_BYTES: usize = 30 + 512;

/// A stream that is being searched.
pub(super) struct Stream {
    window: Vec<u8>,
    /// Where the window starts.
    at: u64,
    /// Up to where packed streams were looked for.
    looked_at: u64,
    depth: usize,
    is_packed: bool,
    packed: Vec<Packed>,
}

/// Something packed inside a stream.
struct Packed {
    inflate: Box<Decompress>,
    inside: Box<Stream>,
    /// Bytes before this position are not its own.
    from: u64,
    n_out: u64,
}

impl Stream {
    /// A stream from its first byte.
    pub(super) fn new() -> Stream {
        Stream::at_depth(DEPTH, false)
    }

    fn at_depth(depth: usize, is_packed: bool) -> Stream {
        Stream {
            window: Vec::new(),
            at: 0,
            looked_at: 0,
            depth,
            is_packed,
            packed: Vec::new(),
        }
    }

    /// Takes the next bytes, at most a few windows. Returns how many bytes were searched.
    pub(super) fn push(&mut self, bytes: &[u8], scan: &mut Scan<'_>) -> u64 {
        let start = self.at + self.window.len() as u64;
        let mut n_bytes = bytes.len() as u64 + self.unpack(start, bytes, scan);
        self.window.extend_from_slice(bytes);
        if self.window.len() >= WINDOW_BYTES + OVERLAP_BYTES {
            n_bytes += self.search(scan);
            let keep_from = self.window.len() - OVERLAP_BYTES;
            self.window.drain(..keep_from);
            self.at += keep_from as u64;
        }
        n_bytes
    }

    /// The end of the stream.
    pub(super) fn end(&mut self, scan: &mut Scan<'_>) {
        self.search(scan);
        self.window.clear();
        for mut packed in std::mem::take(&mut self.packed) {
            packed.inside.end(scan);
        }
    }

    fn search(&mut self, scan: &mut Scan<'_>) -> u64 {
        scan.found.n_bytes += self.window.len() as u64;
        let label = self.is_packed.then_some("packed");
        let place = || "its bytes".to_owned();
        scan.binary(&self.window, label, &place);
        scan.runs(Piece::Attached, &self.window, RUN_DIGITS, 1, &place);
        for run in text_runs(&self.window) {
            let text = String::from_utf8_lossy(self.window.get(run).unwrap_or_default());
            scan.text(Piece::Attached, &text, &place);
        }
        self.look_for_packed(scan)
    }

    /// Starts to unpack what starts in the window and was not seen before.
    fn look_for_packed(&mut self, scan: &mut Scan<'_>) -> u64 {
        let Some(depth) = self.depth.checked_sub(1) else {
            return 0;
        };
        let skip = self.looked_at.saturating_sub(self.at) as usize;
        let end = self.window.len();
        let mut n_bytes = 0;
        let mut starts = Vec::new();
        for at in memchr::memchr3_iter(
            b'P',
            0x1f,
            0x78,
            self.window.get(skip..).unwrap_or_default(),
        ) {
            let at = skip + at;
            if let Some(start) = packed_start(self.window.get(at..).unwrap_or_default()) {
                starts.push((at + start.data, start.with_header));
            }
        }
        for (data, with_header) in starts {
            let fresh = data < end && self.at + data as u64 >= self.looked_at;
            if !fresh || self.packed.len() >= OPEN_LIMIT {
                continue;
            }
            let mut packed = Packed {
                inflate: Box::new(Decompress::new(with_header)),
                inside: Box::new(Stream::at_depth(depth, true)),
                from: self.at + data as u64,
                n_out: 0,
            };
            let rest = self.window.get(data..).unwrap_or_default();
            if packed.push(rest, scan, &mut n_bytes) {
                self.packed.push(packed);
            }
        }
        // A header that is cut by the window's end is looked at again with the next window.
        self.looked_at = self.at + end.saturating_sub(HEADER_BYTES) as u64;
        n_bytes
    }

    /// Feeds what is being unpacked with the next bytes.
    fn unpack(&mut self, start: u64, bytes: &[u8], scan: &mut Scan<'_>) -> u64 {
        let mut n_bytes = 0;
        self.packed.retain_mut(|packed| {
            let skip = packed.from.saturating_sub(start) as usize;
            let own = bytes.get(skip..).unwrap_or_default();
            packed.push(own, scan, &mut n_bytes)
        });
        n_bytes
    }
}

impl Packed {
    /// Unpacks the next bytes. Whether more may follow.
    fn push(&mut self, mut bytes: &[u8], scan: &mut Scan<'_>, n_bytes: &mut u64) -> bool {
        let mut out = vec![0; WINDOW_BYTES];
        loop {
            let (in_before, out_before) = (self.inflate.total_in(), self.inflate.total_out());
            let status = self
                .inflate
                .decompress(bytes, &mut out, FlushDecompress::None);
            let used = (self.inflate.total_in() - in_before) as usize;
            let made = (self.inflate.total_out() - out_before) as usize;
            bytes = bytes.get(used..).unwrap_or_default();
            self.n_out += made as u64;
            *n_bytes += made as u64;
            *n_bytes += self.inside.push(out.get(..made).unwrap_or_default(), scan);
            let over = self.n_out > UNPACKED_LIMIT;
            if over {
                scan.found.notes.push(format!(
                    "{}: something packed in it was searched up to 1 GiB only",
                    scan.file
                ));
            }
            let ended = over || !matches!(status, Ok(Status::Ok | Status::BufError));
            if ended {
                self.inside.end(scan);
                return false;
            }
            if made < out.len() || (used == 0 && made == 0) {
                return true;
            }
        }
    }
}

/// Where packed bytes start behind a sign, and whether they have a zlib header.
struct Start {
    data: usize,
    with_header: bool,
}

fn packed_start(bytes: &[u8]) -> Option<Start> {
    match bytes {
        [b'P', b'K', 3, 4, ..] if u16_at(bytes, 8) == 8 => Some(Start {
            data: 30 + usize::from(u16_at(bytes, 26)) + usize::from(u16_at(bytes, 28)),
            with_header: false,
        }),
        [0x1f, 0x8b, 8, flags, ..] if flags & 0xe0 == 0 => Some(Start {
            data: gzip_header(bytes, *flags)?,
            with_header: false,
        }),
        [0x78, 0x01 | 0x5e | 0x9c | 0xda, ..] => Some(Start {
            data: 0,
            with_header: true,
        }),
        _other => None,
    }
}

fn gzip_header(bytes: &[u8], flags: u8) -> Option<usize> {
    let mut at = 10;
    if flags & 4 != 0 {
        at += 2 + usize::from(u16_at(bytes, at));
    }
    for bit in [8, 16] {
        if flags & bit != 0 {
            let rest = bytes.get(at..)?;
            at += memchr::memchr(0, rest)? + 1;
        }
    }
    if flags & 2 != 0 {
        at += 2;
    }
    Some(at)
}

/// Runs of blocks that hold no control characters, as text does.
fn text_runs(bytes: &[u8]) -> Vec<std::ops::Range<usize>> {
    let mut out: Vec<std::ops::Range<usize>> = Vec::new();
    let mut at = 0;
    for block in bytes.chunks(BLOCK_BYTES) {
        let control = |byte: &u8| *byte < b' ' && !byte.is_ascii_whitespace() || *byte == 0x7f;
        let is_text = !block.iter().any(control);
        let end = at + block.len();
        if is_text {
            match out.last_mut() {
                Some(last) if last.end == at => last.end = end,
                _other => out.push(at..end),
            }
        }
        at = end;
    }
    out
}
