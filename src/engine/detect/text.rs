//! Small questions about the bytes of a folded text, and shapes of letters and digits.

/// Part of a word: a letter or digit of any script, as folded text has it.
pub(super) fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte >= 0x80
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
#[derive(Debug)]
pub(super) struct Gathered {
    n: usize,
    chars: [u8; GATHERED],
    /// Where each stands.
    places: [u32; GATHERED],
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

impl Default for Gathered {
    fn default() -> Gathered {
        Gathered {
            n: 0,
            chars: [0; GATHERED],
            places: [0; GATHERED],
            letters: 0,
            digits: 0,
            gaps: 0,
        }
    }
}

impl Gathered {
    /// Upper-case letters and digits.
    pub(super) fn chars(&self) -> &[u8] {
        self.chars.get(..self.n).unwrap_or(&[])
    }

    /// Gathers from `start` on, `most` characters at most.
    pub(super) fn take(&mut self, text: &[u8], start: usize, most: usize) {
        let most = most.min(GATHERED);
        let (mut n, mut digits, mut gaps, mut has_gap) = (0_usize, 0_u64, 0_u64, false);
        for (place, byte) in (start as u32..).zip(text.get(start..).unwrap_or(&[])) {
            if byte.is_ascii_alphanumeric() {
                digits |= u64::from(byte.is_ascii_digit()) << n;
                gaps |= u64::from(has_gap) << n;
                has_gap = false;
                if let (Some(to), Some(at)) = (self.chars.get_mut(n), self.places.get_mut(n)) {
                    (*to, *at) = (byte.to_ascii_uppercase(), place);
                }
                n += 1;
                if n >= most {
                    break;
                }
            } else if !has_gap && matches!(byte, b' ' | b'-' | b'.' | b'/' | b'(') {
                has_gap = true;
            } else {
                break;
            }
        }
        (self.n, self.digits, self.gaps) = (n, digits, gaps);
        self.letters = !digits & ((1 << n) - 1);
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
            && form.len <= self.n;
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
