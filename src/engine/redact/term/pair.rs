//! ASCII text in bytes, any case, as fast as the machine compares bytes.
//!
//! Two rare bytes of the needle are compared at their places in whole blocks, with loops plain
//! enough that the compiler turns them into vector instructions (with `simd128` in wasm, too); only
//! where both agree is the needle compared itself.

use crate::engine::sorting;
use std::ops::Range;

/// Bytes compared at once. Four vectors of 16: enough that the test at the end costs little.
const BLOCK: usize = 64;
/// Bytes in one vector.
const VECTOR: usize = 16;

/// How often bytes are seen in chats, the rarest first. Bytes that are not listed count as rarer
/// than all of these.
const RARE_FIRST: &[u8] = b"qxzjvkwbpygfcumdhlr2sn0134567i89tao,.e ";

/// One byte of a needle: `byte` is compared after `mask` was set, which takes the case away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Probe {
    offset: usize,
    mask: u8,
    byte: u8,
}

impl Probe {
    fn new(needle: &[u8], offset: usize) -> Probe {
        let byte = needle.get(offset).copied().unwrap_or(0);
        let mask = if byte.is_ascii_lowercase() { 0x20 } else { 0 };
        Probe { offset, mask, byte }
    }

    fn fits(self, byte: u8) -> bool {
        byte | self.mask == self.byte
    }
}

/// An ASCII needle prepared for searching. Letters are compared without case, other bytes as they
/// are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pair {
    needle: Vec<u8>,
    rarest: Probe,
    second: Probe,
}

impl Pair {
    /// Prepares `needle`; it must be ASCII. An empty needle is never found.
    pub(crate) fn new(needle: &[u8]) -> Pair {
        let needle = needle.to_ascii_lowercase();
        let mut offsets: Vec<usize> = (0..needle.len()).collect();
        sorting::sort_by_key(&mut offsets, |offset| {
            rank(needle.get(*offset).copied().unwrap_or(0))
        });
        let rarest = offsets.first().copied().unwrap_or(0);
        let different = |offset: &&usize| needle.get(**offset) != needle.get(rarest);
        let second = offsets
            .iter()
            .find(different)
            .or(offsets.get(1))
            .copied()
            .unwrap_or(rarest);
        Pair {
            rarest: Probe::new(&needle, rarest),
            second: Probe::new(&needle, second),
            needle,
        }
    }

    /// Length of the needle. Units: bytes.
    pub(crate) fn len(&self) -> usize {
        self.needle.len()
    }

    /// The needle, in lower case.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.needle
    }

    /// Whether the needle stands at `at`, any case.
    pub(crate) fn stands_at(&self, text: &[u8], at: usize) -> bool {
        at.checked_add(self.needle.len())
            .and_then(|end| text.get(at..end))
            .is_some_and(|bytes| bytes.eq_ignore_ascii_case(&self.needle))
    }

    /// Calls `found` for every place in `starts` where the needle starts, from first to last,
    /// overlapping ones too. A needle may reach past the end of `starts`.
    pub(crate) fn each(&self, text: &[u8], starts: Range<usize>, mut found: impl FnMut(usize)) {
        if self.needle.is_empty() || text.len() < self.needle.len() {
            return;
        }
        let end = starts.end.min(text.len() - self.needle.len() + 1);
        if starts.start >= end {
            return;
        }
        let window = |probe: Probe| text.get(starts.start + probe.offset..end + probe.offset);
        let (Some(a), Some(b)) = (window(self.rarest), window(self.second)) else {
            return;
        };
        let (blocks_a, rest_a) = a.as_chunks::<BLOCK>();
        let (blocks_b, rest_b) = b.as_chunks::<BLOCK>();
        let mut at = starts.start;
        for (block_a, block_b) in blocks_a.iter().zip(blocks_b) {
            if self.any(block_a, block_b) {
                self.narrow(text, at, block_a, block_b, &mut found);
            }
            at += BLOCK;
        }
        self.narrow(text, at, rest_a, rest_b, &mut found);
    }

    /// Whether both bytes agree anywhere in the block. No branch inside: this loop becomes vectors.
    #[inline]
    fn any<const N: usize>(&self, a: &[u8; N], b: &[u8; N]) -> bool {
        let (first, second) = (self.rarest, self.second);
        let mut any = 0_u8;
        for k in 0..N {
            any |= u8::from(first.fits(a[k])) & u8::from(second.fits(b[k]));
        }
        any != 0
    }

    /// Less than a block, or a block in which both bytes agree somewhere: vector by vector.
    fn narrow(&self, text: &[u8], at: usize, a: &[u8], b: &[u8], found: &mut impl FnMut(usize)) {
        let (vectors_a, rest_a) = a.as_chunks::<VECTOR>();
        let (vectors_b, rest_b) = b.as_chunks::<VECTOR>();
        let mut at = at;
        for (vector_a, vector_b) in vectors_a.iter().zip(vectors_b) {
            if self.any(vector_a, vector_b) {
                self.look(text, at, vector_a, vector_b, found);
            }
            at += VECTOR;
        }
        self.look(text, at, rest_a, rest_b, found);
    }

    /// Compares the needle itself wherever both bytes agree.
    fn look(&self, text: &[u8], at: usize, a: &[u8], b: &[u8], found: &mut impl FnMut(usize)) {
        for (k, (byte_a, byte_b)) in a.iter().zip(b).enumerate() {
            if self.rarest.fits(*byte_a)
                && self.second.fits(*byte_b)
                && self.stands_at(text, at + k)
            {
                found(at + k);
            }
        }
    }
}

fn rank(byte: u8) -> usize {
    RARE_FIRST
        .iter()
        .position(|known| *known == byte)
        .map_or(0, |place| place + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn places(needle: &str, text: &[u8]) -> Vec<usize> {
        let mut found = Vec::new();
        Pair::new(needle.as_bytes()).each(text, 0..text.len(), |at| found.push(at));
        found
    }

    fn by_hand(needle: &str, text: &[u8]) -> Vec<usize> {
        let n = needle.len();
        (0..text.len().saturating_sub(n.wrapping_sub(1)))
            .filter(|at| n > 0 && text[*at..*at + n].eq_ignore_ascii_case(needle.as_bytes()))
            .collect()
    }

    #[test]
    fn finds_at_every_place_of_a_block() {
        for at in 0..200 {
            let mut text = vec![b'.'; 203];
            text[at..at + 3].copy_from_slice(b"QuX");
            assert_eq!(places("qux", &text), [at], "at {at}");
        }
    }

    #[test]
    fn takes_only_letters_without_case() {
        // `[` and `{`, `@` and a grave accent differ in the same bit as letters do.
        assert_eq!(places("[a", b"{A[A"), [2]);
        assert_eq!(places("@", b"`@"), [1]);
        assert_eq!(places("1", b"\x111"), [1]);
    }

    #[test]
    fn empty_and_too_long_needles_are_nowhere() {
        assert!(places("", b"abc").is_empty());
        assert!(places("abcd", b"abc").is_empty());
        assert!(places("a", b"").is_empty());
    }

    #[test]
    fn only_starts_in_the_range_count() {
        let mut found = Vec::new();
        Pair::new(b"ab").each(b"ababab", 1..3, |at| found.push(at));
        assert_eq!(found, [2]);
        Pair::new(b"ab").each(b"ababab", 5..99, |at| found.push(at));
        assert_eq!(found, [2]);
    }

    proptest! {
        #[test]
        fn agrees_with_looking_everywhere(
            needle in "[abQ1 -]{1,4}",
            text in prop::collection::vec(prop::sample::select(&b"abABqQ1 -\xff"[..]), 0..300),
        ) {
            prop_assert_eq!(places(&needle, &text), by_hand(&needle, &text));
        }
    }
}
