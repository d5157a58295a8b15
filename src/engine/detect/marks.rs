//! What all detectors look at in a folded text, noted down in one pass: runs of digits, long runs of
//! letters and digits, where words begin and end, which signs stand in it.

use super::lexicon::is_edge;
use super::text::{is_word_byte, slice};

/// A run of ASCII digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Group {
    /// First byte.
    pub(super) start: u32,
    /// One past the last.
    pub(super) end: u32,
}

impl Group {
    /// How many digits.
    pub(super) fn len(self) -> usize {
        (self.end - self.start) as usize
    }
}

/// What one pass over a folded text notes down.
#[derive(Debug, Default)]
pub(super) struct Marks {
    /// Runs of digits, in order.
    pub(super) groups: Vec<Group>,
    /// Where a word begins: none goes on across it. In ASCII as many as ends.
    pub(super) starts: Vec<u32>,
    /// Where a word ends: none goes on across it.
    pub(super) ends: Vec<u32>,
    /// Runs of at least [`LONG_RUN`] letters, digits, `_` and `-`, for keys and wallets.
    pub(super) long_runs: Vec<Group>,
    /// `@` stands in it.
    pub(super) has_at: bool,
    /// `/` stands in it.
    pub(super) has_slash: bool,
    /// `www.` stands in it: a link without a scheme.
    pub(super) has_www: bool,
    /// `<` stands in it.
    pub(super) has_angle: bool,
    /// Two colons at least.
    pub(super) has_colons: bool,
    /// `+` stands in it.
    pub(super) has_plus: bool,
    /// How many digits.
    pub(super) n_digits: u32,
    /// No byte is above ASCII.
    pub(super) is_ascii: bool,
    /// A letter follows a digit.
    pub(super) has_glued: bool,
    /// How many groups have their end, while they are noted down.
    n_ended: usize,
}

/// Shortest run that can be a key or a wallet. Units: bytes.
const LONG_RUN: u32 = 17;

/// A bit for each of 64 bytes.
#[derive(Default)]
struct Bits {
    letter: u64,
    digit: u64,
    /// Above ASCII.
    high: u64,
    /// None of these, nor a space.
    other: u64,
}

/// Each byte of eight.
const fn eight(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

impl Bits {
    /// Of at most 64 bytes, eight at a time.
    fn of(bytes: &[u8]) -> Bits {
        let mut bits = Bits::default();
        let mut chunks = bytes.chunks_exact(8);
        let mut place = 0;
        for chunk in chunks.by_ref() {
            let chunk = <[u8; 8]>::try_from(chunk).unwrap_or_default();
            bits.take(u64::from_le_bytes(chunk), place);
            place += 8;
        }
        let mut last = [b' '; 8];
        for (to, from) in last.iter_mut().zip(chunks.remainder()) {
            *to = *from;
        }
        if !chunks.remainder().is_empty() {
            bits.take(u64::from_le_bytes(last), place);
        }
        bits
    }

    fn take(&mut self, bytes: u64, place: u32) {
        let high = bytes & eight(0x80);
        let low = bytes & eight(0x7f);
        // The high bit of each byte says whether it is within: no sum of two small bytes goes over.
        let within = |bytes: u64, from: u8, to: u8| {
            (bytes + eight(0x80 - from)) & !(bytes + eight(0x7f - to)) & eight(0x80) & !high
        };
        let digit = within(low, b'0', b'9');
        let letter = within(low | eight(0x20), b'a', b'z');
        let space = within(low, b' ', b' ');
        // The high bits, one after the other.
        let packed = |flags: u64| ((flags >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56) << place;
        self.digit |= packed(digit);
        self.letter |= packed(letter);
        self.other |= packed(!(digit | letter | space | high) & eight(0x80));
        if high != 0 {
            self.high |= packed(high);
        }
    }

    fn word(&self) -> u64 {
        self.letter | self.digit | self.high
    }
}

/// Calls for each bit that is set, from the lowest.
fn each(mut bits: u64, mut call: impl FnMut(u32)) {
    while bits != 0 {
        call(bits.trailing_zeros());
        bits &= bits - 1;
    }
}

impl Marks {
    /// Notes down `text`.
    pub(super) fn take(&mut self, text: &[u8]) {
        self.groups.clear();
        self.long_runs.clear();
        self.starts.clear();
        self.ends.clear();
        (self.n_digits, self.n_ended) = (0, 0);
        (self.has_at, self.has_slash, self.has_plus) = (false, false, false);
        (self.has_www, self.has_angle, self.has_glued) = (false, false, false);
        self.is_ascii = true;
        let (mut last, mut run_start, mut base) = (Bits::default(), 0, 0);
        let mut n_colons = 0;
        for chunk in text.chunks(64) {
            let bits = Bits::of(chunk);
            self.take_words(&bits, &last, base);
            let mut joints = 0;
            each(bits.other, |place| match chunk.get(place as usize) {
                Some(b'@') => self.has_at = true,
                Some(b'/') => self.has_slash = true,
                Some(b'+') => self.has_plus = true,
                Some(b'<') => self.has_angle = true,
                Some(b'.') => self.has_www |= follows_www(text, (base + place) as usize),
                Some(b':') => n_colons += 1,
                Some(b'_' | b'-') => joints |= 1 << place,
                _none => {}
            });
            let run = bits.letter | bits.digit | joints;
            run_start = self.take_runs(run, chunk.len(), base, run_start);
            last = bits;
            base += 64;
        }
        self.finish(text, &last, run_start);
        if !self.is_ascii {
            self.take_edges(text);
        }
        self.has_colons = n_colons >= 2;
    }

    fn take_words(&mut self, bits: &Bits, last: &Bits, base: u32) {
        // Of the byte before each.
        let before = |now: u64, last: u64| now << 1 | last >> 63;
        let word = bits.word();
        let word_before = before(word, last.word());
        let digit_before = before(bits.digit, last.digit);
        each(word & !word_before, |place| self.starts.push(base + place));
        each(!word & word_before, |place| self.ends.push(base + place));
        each(bits.digit & !digit_before, |place| {
            let start = base + place;
            self.groups.push(Group { start, end: start });
        });
        each(!bits.digit & digit_before, |place| {
            self.end_group(base + place);
        });
        self.n_digits += bits.digit.count_ones();
        self.has_glued |= bits.letter & digit_before != 0;
        self.is_ascii &= bits.high == 0;
    }

    /// Groups end in the order in which they begin.
    fn end_group(&mut self, end: u32) {
        if let Some(group) = self.groups.get_mut(self.n_ended) {
            group.end = end;
        }
        self.n_ended += 1;
    }

    /// Where the run begins that is not at its end.
    fn take_runs(&mut self, run: u64, n: usize, base: u32, mut run_start: u32) -> u32 {
        let within = u64::MAX >> (64 - n.clamp(1, 64));
        let gaps = !run & within;
        // Nothing is long where a gap stands among any sixteen.
        let is_short = |gaps: u64| {
            let by_two = gaps | gaps << 1;
            let by_four = by_two | by_two << 2;
            let by_eight = by_four | by_four << 4;
            let by_sixteen = by_eight | by_eight << 8;
            (by_sixteen >> 15) == (within >> 15)
        };
        if gaps != 0 && base + gaps.trailing_zeros() - run_start < LONG_RUN && is_short(gaps) {
            return base + 64 - gaps.leading_zeros();
        }
        each(gaps, |place| {
            let end = base + place;
            if end - run_start >= LONG_RUN {
                self.long_runs.push(Group {
                    start: run_start,
                    end,
                });
            }
            run_start = end + 1;
        });
        run_start
    }

    /// What ends with the text.
    fn finish(&mut self, text: &[u8], last: &Bits, run_start: u32) {
        let end = text.len() as u32;
        if end.saturating_sub(run_start) >= LONG_RUN {
            self.long_runs.push(Group {
                start: run_start,
                end,
            });
        }
        // Where fewer than 64 bytes stood last, what ends with them was seen among those missing.
        if text.len().is_multiple_of(64) {
            if last.word() >> 63 == 1 {
                self.ends.push(end);
            }
            if last.digit >> 63 == 1 {
                self.end_group(end);
            }
        }
    }
}

impl Marks {
    /// Where words begin and end in a text of any script.
    fn take_edges(&mut self, text: &[u8]) {
        self.starts.clear();
        self.ends.clear();
        let word_at = |at: usize| text.get(at).is_some_and(|byte| is_word_byte(*byte));
        let places = (0..=text.len()).filter(|at| {
            let is_inside = text.get(*at).is_some_and(|byte| byte & 0xc0 == 0x80);
            !is_inside && is_edge(text, *at)
        });
        for at in places {
            if word_at(at) {
                self.starts.push(at as u32);
            }
            if at.checked_sub(1).is_some_and(word_at) {
                self.ends.push(at as u32);
            }
        }
    }
}

fn follows_www(text: &[u8], dot: usize) -> bool {
    let head = slice(text, dot.saturating_sub(3), dot);
    head == b"www" || head == b"WWW"
}
