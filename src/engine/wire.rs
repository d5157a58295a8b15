//! Two ways in which keys, signatures and time stamps are written: DER, and the strings of SSH.
//! Reading only.
//!
//! Must never: panic, or read past what was handed in. What does not fit is `None`.

/// Reads DER from first byte to last.
#[derive(Debug, Clone, Copy)]
pub(in crate::engine) struct Der<'b> {
    rest: &'b [u8],
}

/// One value of DER.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::engine) struct Value<'b> {
    /// Its tag: class, form and number in one byte.
    pub(in crate::engine) tag: u8,
    /// What it holds.
    pub(in crate::engine) content: &'b [u8],
    /// All of it, tag and length included.
    pub(in crate::engine) whole: &'b [u8],
}

/// INTEGER.
pub(in crate::engine) const INTEGER: u8 = 0x02;
/// BIT STRING.
pub(in crate::engine) const BIT_STRING: u8 = 0x03;
/// OCTET STRING.
pub(in crate::engine) const OCTET_STRING: u8 = 0x04;
/// OBJECT IDENTIFIER.
pub(in crate::engine) const OID: u8 = 0x06;
/// SEQUENCE.
pub(in crate::engine) const SEQUENCE: u8 = 0x30;

impl<'b> Der<'b> {
    /// Reads `bytes`.
    pub(in crate::engine) fn new(bytes: &'b [u8]) -> Der<'b> {
        Der { rest: bytes }
    }

    /// Whether nothing is left.
    pub(in crate::engine) fn is_over(&self) -> bool {
        self.rest.is_empty()
    }

    /// The next value, whatever it is.
    pub(in crate::engine) fn any(&mut self) -> Option<Value<'b>> {
        let tag = *self.rest.first()?;
        // Numbers of tags above 30 take more bytes; none of our structures has one.
        if tag & 0x1f == 0x1f {
            return None;
        }
        let (head, len) = length(self.rest.get(1..)?)?;
        let end = (1 + head).checked_add(len)?;
        let value = Value {
            tag,
            content: self.rest.get(1 + head..end)?,
            whole: self.rest.get(..end)?,
        };
        self.rest = self.rest.get(end..)?;
        Some(value)
    }

    /// The content of the next value, which must have this tag.
    pub(in crate::engine) fn take(&mut self, tag: u8) -> Option<&'b [u8]> {
        self.value(tag).map(|value| value.content)
    }

    /// The next value, which must have this tag.
    pub(in crate::engine) fn value(&mut self, tag: u8) -> Option<Value<'b>> {
        let mut ahead = *self;
        let value = ahead.any().filter(|value| value.tag == tag)?;
        *self = ahead;
        Some(value)
    }

    /// Reads inside the next value, which must be a SEQUENCE.
    pub(in crate::engine) fn sequence(&mut self) -> Option<Der<'b>> {
        self.take(SEQUENCE).map(Der::new)
    }

    /// The bytes of an INTEGER that is not negative, without zeros before it.
    pub(in crate::engine) fn unsigned(&mut self) -> Option<&'b [u8]> {
        let bytes = self.take(INTEGER)?;
        match bytes {
            [0, second, ..] if *second < 0x80 => None,
            [0, rest @ ..] => Some(rest),
            [first, ..] if *first < 0x80 => Some(bytes),
            _negative_or_empty => None,
        }
    }
}

/// How many bytes a length takes, and what it says. Only the shortest form is DER.
fn length(bytes: &[u8]) -> Option<(usize, usize)> {
    let first = usize::from(*bytes.first()?);
    if first < 0x80 {
        return Some((1, first));
    }
    let n_bytes = first & 0x7f;
    if n_bytes == 0 || n_bytes > 4 {
        return None;
    }
    let digits = bytes.get(1..=n_bytes)?;
    let len = digits
        .iter()
        .fold(0_usize, |len, byte| len << 8 | usize::from(*byte));
    let is_short = len < 0x80 || digits.first() == Some(&0);
    (!is_short).then_some((1 + n_bytes, len))
}

/// Reads strings as SSH writes them: four bytes of length, then the bytes.
#[derive(Debug, Clone, Copy)]
pub(in crate::engine) struct Ssh<'b> {
    rest: &'b [u8],
}

impl<'b> Ssh<'b> {
    /// Reads `bytes`.
    pub(in crate::engine) fn new(bytes: &'b [u8]) -> Ssh<'b> {
        Ssh { rest: bytes }
    }

    /// Whether nothing is left.
    pub(in crate::engine) fn is_over(&self) -> bool {
        self.rest.is_empty()
    }

    /// So many bytes.
    pub(in crate::engine) fn bytes(&mut self, len: usize) -> Option<&'b [u8]> {
        let (taken, rest) = self.rest.split_at_checked(len)?;
        self.rest = rest;
        Some(taken)
    }

    /// Four bytes as a number.
    pub(in crate::engine) fn number(&mut self) -> Option<u32> {
        self.bytes(4)?.try_into().ok().map(u32::from_be_bytes)
    }

    /// A string.
    pub(in crate::engine) fn string(&mut self) -> Option<&'b [u8]> {
        let len = self.number()? as usize;
        self.bytes(len)
    }
}

/// The Base64 between `-----BEGIN word-----` and `-----END word-----`, decoded; the first such block.
pub(in crate::engine) fn pem(text: &str, word: &str) -> Option<Vec<u8>> {
    pems(text, word).into_iter().next()
}

/// All such blocks that can be decoded, in order.
pub(in crate::engine) fn pems(text: &str, word: &str) -> Vec<Vec<u8>> {
    let (begin, end) = (
        format!("-----BEGIN {word}-----"),
        format!("-----END {word}-----"),
    );
    let mut out = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once(&begin) {
        let Some((inside, after)) = after.split_once(&end) else {
            break;
        };
        let digits: String = inside.split_ascii_whitespace().collect();
        out.extend(data_encoding::BASE64.decode(digits.as_bytes()).ok());
        rest = after;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn der_is_read_in_its_shortest_form_only() {
        let mut der = Der::new(&[0x30, 0x03, 0x02, 0x01, 0x05, 0x04, 0x00]);
        let mut inside = der.sequence().unwrap();
        assert_eq!(inside.unsigned(), Some(&[5_u8][..]));
        assert!(inside.is_over());
        assert_eq!(der.take(OCTET_STRING), Some(&[][..]));
        assert!(der.is_over() && der.any().is_none());
        let long = [&[0x04, 0x81, 0x80][..], &[7; 128]].concat();
        assert_eq!(Der::new(&long).take(OCTET_STRING).unwrap().len(), 128);
        for wrong in [
            &[0x04, 0x81, 0x01, 7][..],
            &[0x04, 0x05, 7],
            &[0x04, 0x80],
            &[0x04],
            &[0x1f, 0x01, 7],
            &[0x04, 0x85, 0, 0, 0, 0, 1, 7],
            &[0x04, 0x84, 0xff, 0xff, 0xff, 0xff],
        ] {
            assert_eq!(Der::new(wrong).any(), None, "{wrong:?}");
        }
    }

    #[test]
    fn integers_are_minimal_and_not_negative() {
        let read = |bytes: &[u8]| {
            let whole = [&[0x02, bytes.len() as u8][..], bytes].concat();
            Der::new(&whole).unsigned().map(<[u8]>::to_vec)
        };
        assert_eq!(read(&[0]), Some(vec![]));
        assert_eq!(read(&[0x7f]), Some(vec![0x7f]));
        assert_eq!(read(&[0, 0x80]), Some(vec![0x80]));
        for wrong in [&[][..], &[0x80], &[0, 1]] {
            assert_eq!(read(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn blocks_of_pem_are_found_by_their_word() {
        let text = "x\n-----BEGIN A-----\nAQ\nID\n-----END A-----\n-----BEGIN B-----\nBA==\n-----END B-----\n-----BEGIN A-----";
        assert_eq!(pem(text, "A"), Some(vec![1, 2, 3]));
        assert_eq!(pem(text, "B"), Some(vec![4]));
        assert_eq!(pem(text, "C"), None);
        assert_eq!(pems(&format!("{text}!-----END A-----"), "A").len(), 1);
    }
}
