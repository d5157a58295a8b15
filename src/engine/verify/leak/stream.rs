//! Bytes that are no file of the package's own making: attachments, gaps in the container, and what
//! is packed or written in digits inside them. Searched in windows that overlap by more than the
//! longest pattern; compared with the withheld files as a whole, too.

use sha2::{Digest, Sha256};

use super::batch::PATTERN_BYTES;
use super::coats::encoded_starts;
use super::layers::Layer;
use super::packed::{self, Stored};
use super::prints::Roll;
use super::scan::{Piece, Scan};
use super::views;

/// How many bytes are searched at once.
pub(super) const WINDOW_BYTES: usize = 64 << 10;
/// How many are searched again with the next window: the longest pattern, four bytes written for
/// each byte of it.
const OVERLAP_BYTES: usize = 4 * PATTERN_BYTES;
/// What starts so near to the window's end is looked at with the next one.
const LATER_BYTES: usize = 1 << 10;
/// Blocks in which text is told from other bytes.
const BLOCK_BYTES: usize = 256;
/// In bytes that are no text, shorter runs of Base64 or hex digits hold nothing that counts.
const RUN_DIGITS: usize = 8;
/// How deep something packed may be packed.
pub(super) const DEPTH: usize = 6;
/// Most streams that are unpacked out of one at the same time.
const OPEN_LIMIT: usize = 8;

/// A stream that is being searched.
pub(super) struct Stream {
    window: Vec<u8>,
    /// Where the window starts.
    at: u64,
    /// Up to where packed streams were looked for.
    looked_at: u64,
    depth: usize,
    /// For people: where in the file it is, with a comma before it.
    inside: String,
    is_pdf: bool,
    roll: Roll,
    /// Up to where the bytes belong to something that was unpacked.
    packed_until: u64,
    /// What it was unpacked from is read in another way, too.
    is_spare: bool,
    /// Of what was unpacked.
    digest: Option<Sha256>,
    layers: Vec<Layer>,
    stored: Vec<Stored>,
}

impl Stream {
    /// A stream from its first byte.
    pub(super) fn new() -> Stream {
        Stream {
            window: Vec::new(),
            at: 0,
            looked_at: 0,
            depth: DEPTH,
            inside: String::new(),
            is_pdf: false,
            roll: Roll::default(),
            packed_until: 0,
            is_spare: false,
            digest: None,
            layers: Vec::new(),
            stored: Vec::new(),
        }
    }

    /// What comes out of something that starts at byte `at` of this stream.
    fn child(&self, depth: usize, what: &str, at: u64) -> Stream {
        Stream {
            depth,
            inside: format!("{}, {what} at byte {at}", self.inside),
            is_pdf: self.is_pdf,
            is_spare: self.is_covered(at),
            digest: Some(Sha256::new()),
            ..Stream::new()
        }
    }

    /// What comes out of digits in a text.
    pub(super) fn of_digits(depth: usize) -> Stream {
        Stream::new().child(depth, "Base64", 0)
    }

    /// For people: where in the file it is.
    pub(super) fn place(&self) -> &str {
        &self.inside
    }

    /// Takes the next bytes, at most a few windows. Returns how many bytes were searched.
    pub(super) fn push(&mut self, bytes: &[u8], scan: &mut Scan<'_>) -> u64 {
        let held = scan.held;
        held.prints
            .compare(&mut self.roll, bytes, &mut scan.found.matched);
        if let Some(digest) = &mut self.digest {
            digest.update(bytes);
        }
        let start = self.at + self.window.len() as u64;
        let mut n_bytes = bytes.len() as u64 + self.unpack(start, bytes, scan);
        self.window.extend_from_slice(bytes);
        if self.window.len() >= WINDOW_BYTES + OVERLAP_BYTES {
            n_bytes += self.search(false, scan);
            let keep_from = self.window.len() - OVERLAP_BYTES;
            self.window.drain(..keep_from);
            self.at += keep_from as u64;
        }
        n_bytes
    }

    /// The end of the stream.
    pub(super) fn end(&mut self, scan: &mut Scan<'_>) {
        self.search(true, scan);
        self.window.clear();
        for mut layer in std::mem::take(&mut self.layers) {
            layer.end(scan);
        }
        if let Some(digest) = self.digest.take() {
            scan.whole_digest(&digest.finalize(), &format!("its bytes{}", self.inside));
        }
    }

    fn search(&mut self, is_last: bool, scan: &mut Scan<'_>) -> u64 {
        scan.found.n_bytes += self.window.len() as u64;
        if self.at == 0 {
            self.is_pdf |= packed::is_pdf(&self.window);
            self.note(packed::unknown_packing(&self.window), scan);
        }
        if self.is_pdf {
            for reason in packed::unread_in_pdf(&self.window) {
                self.note(Some(reason), scan);
            }
        }
        let label = self.digest.is_some().then_some("packed");
        let place = || "its bytes".to_owned();
        scan.binary(&self.window, label, &place);
        let runs = scan.runs(Piece::Attached, &self.window, RUN_DIGITS, 1, &place);
        for run in text_runs(&self.window) {
            let bytes = self.window.get(run).unwrap_or_default();
            let text = String::from_utf8_lossy(bytes);
            scan.text(Piece::Attached, &text, &place);
            for view in views::of(&text, self.is_pdf) {
                scan.text(Piece::Attached, &view, &place);
            }
        }
        let skip = self.looked_at.saturating_sub(self.at) as usize;
        let len = self.window.len();
        let upto = if is_last {
            len
        } else {
            len.saturating_sub(LATER_BYTES)
        };
        let mut n_bytes = self.look_for_packed(skip..upto, scan);
        for (at, coat) in encoded_starts(&self.window, &runs, self.is_pdf) {
            if (skip..upto).contains(&at) {
                n_bytes += self.start(at, at, "digits", Layer::encoded(coat), scan);
            }
        }
        self.looked_at = self.at + upto as u64;
        n_bytes
    }

    /// Says what cannot be searched.
    fn note(&self, reason: Option<&str>, scan: &mut Scan<'_>) {
        if let Some(reason) = reason {
            scan.not_searched(&self.inside, reason);
        }
    }

    /// Starts to unpack what starts in that part of the window.
    fn look_for_packed(&mut self, range: std::ops::Range<usize>, scan: &mut Scan<'_>) -> u64 {
        let mut n_bytes = 0;
        for at in packed::signs(&self.window, range, self.is_pdf) {
            let bytes = self.window.get(at..).unwrap_or_default();
            let is_first = self.at == 0 && at == 0;
            let is_own = !self.is_covered(self.at + at as u64);
            if let Some(local) = packed::local_header(bytes) {
                let what = format!(
                    "{}, zip member at byte {}",
                    self.inside,
                    self.at + at as u64
                );
                if let Some(reason) = local.unreadable() {
                    if is_own {
                        scan.not_searched(&what, reason);
                    }
                } else if local.is_stored() {
                    let content = bytes.get(local.data..).unwrap_or_default();
                    if let Some(reason) = packed::unknown_packing(content).filter(|_| is_own) {
                        scan.not_searched(&what, reason);
                    }
                    if let Some(mut stored) = Stored::new(&local, self.at + at as u64, scan.held) {
                        stored.push(self.at + at as u64, bytes, &what, scan);
                        self.stored.push(stored);
                    }
                } else {
                    let layer = Layer::inflate(false, is_own);
                    n_bytes += self.start(at, at + local.data, "zip member", layer, scan);
                }
            } else if let Some(data) = packed::gzip_data(bytes) {
                let layer = Layer::inflate(false, is_first);
                n_bytes += self.start(at, at + data, "gzip", layer, scan);
            } else if packed::is_zlib(bytes) {
                let before = self.window.get(..at).unwrap_or_default();
                let is_sure = self.is_pdf && packed::follows_stream_word(before);
                n_bytes += self.start(at, at, "zlib", Layer::inflate(true, is_sure), scan);
            }
        }
        n_bytes
    }

    /// Starts a layer whose sign stands at `sign` of the window and whose bytes start at `data`.
    fn start(
        &mut self,
        sign: usize,
        data: usize,
        what: &str,
        mut layer: Layer,
        scan: &mut Scan<'_>,
    ) -> u64 {
        let at = self.at + sign as u64;
        let inside = format!("{}, {what} at byte {at}", self.inside);
        let Some(depth) = self.depth.checked_sub(1) else {
            if layer.is_sure {
                scan.not_searched(&inside, "packed more than six deep");
            }
            return 0;
        };
        if self.layers.len() >= OPEN_LIMIT {
            if layer.is_sure {
                scan.not_searched(&inside, "too much packed inside each other");
            }
            return 0;
        }
        layer.begin(self.child(depth, what, at), self.at + data as u64);
        let mut n_bytes = 0;
        let rest = self.window.get(data..).unwrap_or_default();
        if layer.push(rest, scan, &mut n_bytes) {
            self.layers.push(layer);
        } else if layer.is_sure {
            self.packed_until = self.packed_until.max(layer.until());
        }
        n_bytes
    }

    /// Whether a byte belongs to something that is unpacked: what looks like the start of a member
    /// there may be one that cannot be read in this way, but is read in the other.
    fn is_covered(&self, at: u64) -> bool {
        self.is_spare
            || at < self.packed_until
            || self.layers.iter().any(|layer| layer.may_cover(at))
    }

    /// Feeds what is being unpacked with the next bytes.
    fn unpack(&mut self, start: u64, bytes: &[u8], scan: &mut Scan<'_>) -> u64 {
        let mut n_bytes = 0;
        let packed_until = &mut self.packed_until;
        self.layers.retain_mut(|layer| {
            let skip = layer.from.saturating_sub(start) as usize;
            let own = bytes.get(skip..).unwrap_or_default();
            let goes_on = layer.push(own, scan, &mut n_bytes);
            if !goes_on && layer.is_sure {
                *packed_until = layer.until().max(*packed_until);
            }
            goes_on
        });
        let inside = &self.inside;
        self.stored
            .retain_mut(|stored| stored.push(start, bytes, inside, scan));
        n_bytes
    }
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
