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
        } else if matches!(c, b'@' | b'/' | b':' | b'+' | b'.' | b'<') {
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
        (self.has_www, self.has_angle) = (false, false);
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
                    b'<' => self.has_angle = true,
                    b'.' => self.has_www |= follows_www(text, place as usize),
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

fn follows_www(text: &[u8], dot: usize) -> bool {
    let head = slice(text, dot.saturating_sub(3), dot);
    head == b"www" || head == b"WWW"
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

/// A shape of letters and digits, a bit for each place that must be one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Form {
    letters: u64,
    digits: u64,
    /// How many characters.
    pub(super) len: usize,
}

impl Form {
    /// `A` is a letter, `9` a digit, anything else either of them. At most [`GATHERED`] characters.
    pub(super) const fn of(shape: &[u8]) -> Form {
        let (mut letters, mut digits, mut at) = (0, 0, 0);
        while at < shape.len() && at < GATHERED {
            if shape[at] == b'A' {
                letters |= 1 << at;
            } else if shape[at] == b'9' {
                digits |= 1 << at;
            }
            at += 1;
        }
        Form {
            letters,
            digits,
            len: at,
        }
    }

    /// Characters of either kind.
    pub(super) const fn any(len: usize) -> Form {
        Form {
            letters: 0,
            digits: 0,
            len,
        }
    }
}

/// A bit for each of these places.
pub(super) const fn places(at: &[usize]) -> u64 {
    let (mut bits, mut index) = (0, 0);
    while index < at.len() {
        bits |= 1 << at[index];
        index += 1;
    }
    bits
}

/// Every place.
pub(super) const EVERY_PLACE: u64 = u64::MAX;

/// Characters gathered from a run that may have single separators in it: upper-case letters and
/// digits, where each stands, and the separator before it.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    /// Upper-case letters and digits.
    pub(super) chars: Vec<u8>,
    /// Where each stands.
    places: Vec<u32>,
    letters: u64,
    digits: u64,
    /// Before which of them a separator stands.
    gaps: u64,
}

/// Most characters that are gathered.
const GATHERED: usize = 40;
/// In how many characters a shape that does not begin with digits must have two of them.
const DIGITS_WITHIN: usize = 17;
/// How many bytes these are at most, with a separator between each two. Units: bytes.
pub(super) const REACH: u32 = 2 * DIGITS_WITHIN as u32 - 1;

impl Gathered {
    /// Gathers from `start` on, `most` characters at most.
    pub(super) fn take(&mut self, text: &[u8], start: usize, most: usize) {
        self.chars.clear();
        self.places.clear();
        (self.letters, self.digits, self.gaps) = (0, 0, 0);
        let mut has_gap = false;
        for (place, byte) in text.iter().enumerate().skip(start) {
            if byte.is_ascii_alphanumeric() {
                let bit = 1 << self.chars.len();
                if byte.is_ascii_digit() {
                    self.digits |= bit;
                } else {
                    self.letters |= bit;
                }
                if has_gap {
                    self.gaps |= bit;
                }
                self.chars.push(byte.to_ascii_uppercase());
                self.places.push(place as u32);
                has_gap = false;
                if self.chars.len() == most.min(GATHERED) {
                    return;
                }
            } else if !has_gap && matches!(byte, b' ' | b'-' | b'.' | b'/' | b'(') {
                has_gap = true;
            } else {
                return;
            }
        }
    }

    /// Whether at least two of the first characters are digits.
    pub(super) fn has_digits(&self) -> bool {
        (self.digits & ((1 << DIGITS_WITHIN) - 1)).count_ones() >= 2
    }

    /// Whether the first characters are of that form. Gaps may stand before the characters of
    /// `gaps` only, or nowhere; the next character begins a new word. Returns where it ends, and
    /// whether it has gaps.
    pub(super) fn fits(&self, text: &[u8], form: Form, gaps: u64) -> Option<(u32, bool)> {
        let is_of_form = self.letters & form.letters == form.letters
            && self.digits & form.digits == form.digits
            && form.len <= self.chars.len();
        let own_gaps = self.gaps & ((1 << form.len) - 1);
        if !is_of_form || own_gaps & !gaps != 0 {
            return None;
        }
        let end = self.places.get(form.len.checked_sub(1)?)? + 1;
        let goes_on = text
            .get(end as usize)
            .is_some_and(|byte| is_word_byte(*byte));
        (!goes_on).then_some((end, own_gaps != 0))
    }
}
