//! What all detectors look at in a folded text: runs of digits, long runs of letters and digits,
//! and small questions about bytes.

/// Part of a word: a letter or digit of any script, as folded text has it.
pub(super) fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte >= 0x80
}

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
    /// Runs of at least [`LONG_RUN`] letters, digits, `_` and `-`, for keys and wallets.
    pub(super) long_runs: Vec<Group>,
    /// `@` stands in it.
    pub(super) has_at: bool,
    /// `/` stands in it, or `www.`.
    pub(super) has_slash: bool,
    /// Two colons at least.
    pub(super) has_colons: bool,
    /// `+` stands in it.
    pub(super) has_plus: bool,
    /// How many digits.
    pub(super) n_digits: u32,
}

/// Shortest run that can be a key or a wallet. Units: bytes.
const LONG_RUN: u32 = 17;

const DIGIT: u8 = 1;
const RUN: u8 = 2;
const SIGN: u8 = 4;

const CLASSES: [u8; 256] = classes();

const fn classes() -> [u8; 256] {
    let mut classes = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let c = byte as u8;
        classes[byte] = if c.is_ascii_digit() {
            DIGIT | RUN
        } else if c.is_ascii_alphabetic() || c == b'_' || c == b'-' {
            RUN
        } else if matches!(c, b'@' | b'/' | b':' | b'+') {
            SIGN
        } else {
            0
        };
        byte += 1;
    }
    classes
}

impl Marks {
    /// Notes down `text`.
    pub(super) fn take(&mut self, text: &[u8]) {
        self.groups.clear();
        self.long_runs.clear();
        let (mut n_colons, mut n_digits) = (0, 0);
        (self.has_at, self.has_slash, self.has_plus) = (false, false, false);
        let (mut run_start, mut in_digits) = (0, false);
        for (place, byte) in text.iter().enumerate() {
            let place = place as u32;
            let class = CLASSES.get(usize::from(*byte)).copied().unwrap_or(0);
            if class & DIGIT != 0 {
                n_digits += 1;
                match self.groups.last_mut() {
                    Some(group) if in_digits => group.end = place + 1,
                    _first => self.groups.push(Group {
                        start: place,
                        end: place + 1,
                    }),
                }
                in_digits = true;
                continue;
            }
            in_digits = false;
            if class & RUN != 0 {
                continue;
            }
            if place - run_start >= LONG_RUN {
                self.long_runs.push(Group {
                    start: run_start,
                    end: place,
                });
            }
            run_start = place + 1;
            if class & SIGN != 0 {
                match byte {
                    b'@' => self.has_at = true,
                    b'/' => self.has_slash = true,
                    b'+' => self.has_plus = true,
                    _colon => n_colons += 1,
                }
            }
        }
        let end = text.len() as u32;
        if end.saturating_sub(run_start) >= LONG_RUN {
            self.long_runs.push(Group {
                start: run_start,
                end,
            });
        }
        self.has_colons = n_colons >= 2;
        self.n_digits = n_digits;
    }
}

/// The bytes `start..end`, or none.
pub(super) fn slice(text: &[u8], start: usize, end: usize) -> &[u8] {
    text.get(start..end.min(text.len())).unwrap_or(&[])
}

/// The byte before `at`.
pub(super) fn before(text: &[u8], at: usize) -> Option<u8> {
    text.get(at.checked_sub(1)?).copied()
}

/// Words and what stands between: runs without white space.
pub(super) fn tokens(text: &[u8]) -> impl Iterator<Item = (usize, usize)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        while text.get(at).is_some_and(u8::is_ascii_whitespace) {
            at += 1;
        }
        let start = at;
        while text.get(at).is_some_and(|byte| !byte.is_ascii_whitespace()) {
            at += 1;
        }
        (at > start).then_some((start, at))
    })
}

/// Characters gathered from a run that may have single separators in it: upper-case letters and
/// digits, where each stands, and the separator before it.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    /// Upper-case letters and digits.
    pub(super) chars: Vec<u8>,
    /// Where each stands.
    pub(super) places: Vec<u32>,
    /// The separator before each, 0 when there is none.
    pub(super) gaps: Vec<u8>,
}

/// Most characters that are gathered.
const GATHERED: usize = 40;

impl Gathered {
    /// Gathers from `start` on.
    pub(super) fn take(&mut self, text: &[u8], start: usize) {
        self.chars.clear();
        self.places.clear();
        self.gaps.clear();
        let mut gap = 0;
        for (place, byte) in text.iter().enumerate().skip(start) {
            if byte.is_ascii_alphanumeric() {
                self.chars.push(byte.to_ascii_uppercase());
                self.places.push(place as u32);
                self.gaps.push(gap);
                gap = 0;
                if self.chars.len() == GATHERED {
                    return;
                }
            } else if gap == 0 && matches!(byte, b' ' | b'-' | b'.' | b'/' | b'(') {
                gap = *byte;
            } else {
                return;
            }
        }
    }

    /// Whether the first characters are of that shape: `A` letter, `9` digit, `X` either. Gaps may
    /// stand before the characters of `gaps` only, or nowhere; the next character begins a new
    /// word. Returns where it ends, and whether it has gaps.
    pub(super) fn fits(&self, text: &[u8], shape: &[u8], gaps: &[usize]) -> Option<(u32, bool)> {
        let chars = self.chars.get(..shape.len())?;
        let is_of = |c: &u8, class: &u8| match class {
            b'A' => c.is_ascii_uppercase(),
            b'9' => c.is_ascii_digit(),
            _either => true,
        };
        if !chars.iter().zip(shape).all(|(c, class)| is_of(c, class)) {
            return None;
        }
        let mut n_gaps = 0;
        for (place, gap) in self.gaps.iter().enumerate().take(shape.len()).skip(1) {
            if *gap != 0 {
                if !gaps.contains(&place) {
                    return None;
                }
                n_gaps += 1;
            }
        }
        let end = self.places.get(shape.len() - 1)? + 1;
        let goes_on = text
            .get(end as usize)
            .is_some_and(|byte| is_word_byte(*byte));
        (!goes_on).then_some((end, n_gaps > 0))
    }
}

/// Whether a link without a scheme may stand in the text.
pub(super) fn has_www(text: &[u8]) -> bool {
    memchr::memmem::find(text, b"www.").is_some() || memchr::memmem::find(text, b"WWW.").is_some()
}
