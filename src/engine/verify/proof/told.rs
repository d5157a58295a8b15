//! What people compare of a seal. A root alone does not say over how many records its tree is: a
//! node inside the tree can be passed off as a leaf, and all below it is gone without a trace. With
//! the number of records the shape of the tree is fixed, and the root fixes every leaf in it.

use std::fmt;

use data_encoding::HEXLOWER;

use super::hashes::{Hash, hash_of};

/// The number of a seal, `ROOT:RECORDS:MESSAGES`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SealNumber {
    /// Of the tree.
    pub(in crate::engine::verify) root: Hash,
    /// Messages, other files and the container.
    pub(in crate::engine::verify) n_records: u64,
    /// Messages.
    pub(in crate::engine::verify) n_messages: u64,
}

impl fmt::Display for SealNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let root = HEXLOWER.encode(&self.root);
        write!(f, "{root}:{}:{}", self.n_records, self.n_messages)
    }
}

/// What a person was told of a seal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// All that fixes it.
    Number(SealNumber),
    /// The root alone.
    Root([u8; 32]),
}

impl Told {
    /// Reads a seal number, or a root of 64 hex digits.
    pub fn read(text: &str) -> Option<Told> {
        let text = text.trim().to_ascii_lowercase();
        let parts: Vec<&str> = text.split(':').collect();
        match parts.as_slice() {
            [root] => hash_of(root).map(Told::Root),
            [root, records, messages] => Some(Told::Number(SealNumber {
                root: hash_of(root)?,
                n_records: count(records)?,
                n_messages: count(messages)?,
            })),
            _other => None,
        }
    }

    /// Whether that seal can be the one.
    pub(in crate::engine::verify) fn fits(&self, seal: &SealNumber) -> bool {
        match self {
            Told::Number(number) => number == seal,
            Told::Root(root) => *root == seal.root,
        }
    }
}

/// The root without the counts, or all.
impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Told::Number(number) => number.fmt(f),
            Told::Root(root) => f.write_str(&HEXLOWER.encode(root)),
        }
    }
}

/// A decimal as the number is written: no sign, no zero in front.
fn count(text: &str) -> Option<u64> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit());
    let short = text.len() <= 12 && (text == "0" || !text.starts_with('0'));
    (plain && short).then(|| text.parse().ok()).flatten()
}

/// Whether one of them is a root alone.
pub(in crate::engine::verify) fn has_bare_root(told: &[Told]) -> bool {
    told.iter().any(|told| matches!(told, Told::Root(_)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_as_it_is_written() {
        let root = "0a".repeat(32);
        for text in [format!("{root}:9:7"), root.clone()] {
            assert_eq!(Told::read(&text).unwrap().to_string(), text);
            let typed = format!(" {} ", text.to_ascii_uppercase());
            assert_eq!(Told::read(&typed), Told::read(&text));
        }
        for text in [
            String::new(),
            "zz".repeat(32),
            format!("{root}:9"),
            format!("{root}:9:7:1"),
            format!("{root}:09:7"),
            format!("{root}:+9:7"),
            format!("{root}::"),
            format!("{root}:9:99999999999999999999"),
        ] {
            assert_eq!(Told::read(&text), None, "{text}");
        }
    }

    #[test]
    fn a_root_fits_whatever_is_counted() {
        let root = "0a".repeat(32);
        let number = |counts: &str| match Told::read(&format!("{root}:{counts}")) {
            Some(Told::Number(number)) => number,
            other => unreachable!("{other:?}"),
        };
        let told = |text: &str| Told::read(text).unwrap();
        assert!(told(&root).fits(&number("9:7")) && told(&root).fits(&number("2:1")));
        assert!(told(&format!("{root}:9:7")).fits(&number("9:7")));
        assert!(!told(&format!("{root}:9:7")).fits(&number("9:3")));
        assert!(!told(&format!("{root}:9:7")).fits(&number("2:1")));
    }
}
