//! Digests that give a short value back to whoever tries all values, and what a number is written as
//! before somebody takes one.

use md5::Md5;
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha512};

use super::batch::first_bytes;
use super::values::digits_of;

/// Digits of a telephone number.
const NUMBER_DIGITS: std::ops::RangeInclusive<usize> = 7..=15;
/// Most digits that tell a country.
const COUNTRY_DIGITS: usize = 3;

/// The digests of `words`, and of `words` with a line end, by their first bytes and their names.
pub(super) fn of(words: &[u8]) -> Vec<([u8; 16], &'static str)> {
    let mut out = Vec::with_capacity(8);
    for line_end in [&b""[..], b"\n"] {
        let bytes = [words, line_end].concat();
        out.push((first_bytes(&Md5::digest(&bytes)), "MD5"));
        out.push((first_bytes(&Sha1::digest(&bytes)), "SHA-1"));
        out.push((first_bytes(&Sha256::digest(&bytes)), "SHA-256"));
        out.push((first_bytes(&Sha512::digest(&bytes)), "SHA-512"));
    }
    out
}

/// How a telephone number is ordinarily written without separators: with and without `+` or `00`, and as
/// it is dialled at home, whatever its country is. Nothing for what is none.
pub(super) fn spellings(words: &str) -> Vec<String> {
    let digits = digits_of(words);
    let is_number = !words.chars().any(char::is_alphabetic);
    if !is_number || !NUMBER_DIGITS.contains(&digits.len()) {
        return Vec::new();
    }
    let far = match digits.strip_prefix("00") {
        Some(far) => Some(far),
        None => words.contains('+').then_some(digits.as_str()),
    };
    let mut out = vec![digits.clone()];
    if let Some(far) = far {
        out.extend(["", "+", "00"].map(|before| format!("{before}{far}")));
        let home = (1..=COUNTRY_DIGITS).filter_map(|country| far.get(country..));
        out.extend(home.flat_map(|home| [home.to_owned(), format!("0{home}")]));
    } else if let Some(rest) = digits.strip_prefix('0') {
        out.push(rest.to_owned());
    } else {
        out.extend(["+", "00", "0"].map(|before| format!("{before}{digits}")));
    }
    out
}

#[cfg(test)]
mod tests {
    use data_encoding::HEXLOWER;

    use super::*;

    #[test]
    fn digests_are_those_of_everybody() {
        let all = of(b"abc");
        let hex = |name: &str| {
            let (digest, _) = all.iter().find(|(_, known)| *known == name).unwrap();
            HEXLOWER.encode(digest)
        };
        assert_eq!(hex("MD5"), "900150983cd24fb0d6963f7d28e17f72");
        assert_eq!(hex("SHA-1"), "a9993e364706816aba3e25717850c26c");
        assert_eq!(hex("SHA-256"), "ba7816bf8f01cfea414140de5dae2223");
        assert_eq!(hex("SHA-512"), "ddaf35a193617abacc417349ae204131");
        assert_eq!(all.len(), 8);
    }

    #[test]
    fn numbers_are_written_in_one_piece() {
        let all = spellings("+44 7700 900123");
        for one in [
            "447700900123",
            "+447700900123",
            "00447700900123",
            "07700900123",
            "7700900123",
        ] {
            assert!(all.contains(&one.to_owned()), "{one}");
        }
        assert_eq!(spellings("07700 900123"), ["07700900123", "7700900123"]);
        assert!(spellings("call 07700 900123").is_empty());
        assert!(spellings("123 456").is_empty());
    }
}
