//! The hashes of `chat-seal-1`, written from the format's text with a plain digest.

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

/// SHA-256 of something.
pub(super) type Hash = [u8; 32];

/// SHA-256 of the pieces, one after the other.
pub(super) fn sha256(pieces: &[&[u8]]) -> Hash {
    let mut digest = Sha256::new();
    for piece in pieces {
        digest.update(piece);
    }
    digest.finalize().into()
}

/// A leaf over the pieces.
pub(super) fn leaf(pieces: &[&[u8]]) -> Hash {
    let mut digest = Sha256::new_with_prefix([0]);
    for piece in pieces {
        digest.update(piece);
    }
    digest.finalize().into()
}

fn node(left: &Hash, right: &Hash) -> Hash {
    sha256(&[&[1], left, right])
}

/// What a leaf comes to along the path to the root of a tree over `n` leaves; `None` when the path
/// does not fit such a tree.
///
/// Source: RFC 9162 2.1.3.2.
pub(super) fn climbed(index: u64, n: u64, leaf: Hash, path: &[Hash]) -> Option<Hash> {
    let mut at = index;
    let mut last = n.checked_sub(1).filter(|last| index <= *last)?;
    let mut hash = leaf;
    for beside in path {
        if last == 0 {
            return None;
        }
        if at % 2 == 1 || at == last {
            hash = node(beside, &hash);
            while at.is_multiple_of(2) && at != 0 {
                at >>= 1;
                last >>= 1;
            }
        } else {
            hash = node(&hash, beside);
        }
        at >>= 1;
        last >>= 1;
    }
    (last == 0).then_some(hash)
}

/// HMAC-SHA256 under a key of 32 bytes. The key goes in once for all messages: of each token's salt that
/// is half the work.
pub(super) struct Keyed {
    inner: Sha256,
    outer: Sha256,
}

impl Keyed {
    /// Under this key.
    pub(super) fn new(key: &Hash) -> Keyed {
        let pad = |with: u8| {
            let mut block = [with; 64];
            for (to, from) in block.iter_mut().zip(key) {
                *to ^= from;
            }
            Sha256::new_with_prefix(block)
        };
        Keyed {
            inner: pad(0x36),
            outer: pad(0x5c),
        }
    }

    /// Of the pieces, one after the other.
    pub(super) fn of(&self, pieces: &[&[u8]]) -> Hash {
        let mut inner = self.inner.clone();
        for piece in pieces {
            inner.update(piece);
        }
        let mut outer = self.outer.clone();
        outer.update(inner.finalize());
        outer.finalize().into()
    }
}

/// The root over leaf hashes: pairs are joined row by row, and a last one without a neighbour is
/// passed on as it is.
pub(super) fn root(leaves: &[Hash]) -> Hash {
    let mut row = leaves.to_vec();
    if row.is_empty() {
        return sha256(&[]);
    }
    while row.len() > 1 {
        row = row
            .chunks(2)
            .map(|pair| match pair {
                [left, right] => node(left, right),
                [only, ..] => *only,
                [] => [0; 32],
            })
            .collect();
    }
    row.first().copied().unwrap_or_default()
}

/// Reads 64 lower-case hex digits.
pub(super) fn hash_of(hex: &str) -> Option<Hash> {
    HEXLOWER.decode(hex.as_bytes()).ok()?.try_into().ok()
}

/// Where the tokens of a body end.
///
/// A token: at most eight characters of ink, and the white that follows when the ink ends there.
pub(super) fn token_ends(body: &[u8]) -> Vec<usize> {
    let Ok(text) = std::str::from_utf8(body) else {
        return vec![body.len()];
    };
    let is_white = |c: char| matches!(c, ' ' | '\t' | '\r' | '\n');
    let mut ends = Vec::new();
    let mut n_ink = 0;
    let mut white = false;
    for (at, c) in text.char_indices() {
        let begins = if is_white(c) {
            white = true;
            false
        } else {
            white || n_ink == 8
        };
        if begins && at > 0 {
            ends.push(at);
            n_ink = 0;
        }
        if !is_white(c) {
            white = false;
            n_ink += 1;
        }
    }
    if !text.is_empty() {
        ends.push(text.len());
    }
    ends
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::seal;
    use proptest::prelude::*;

    #[test]
    fn roots_are_those_of_the_sealing_side() {
        for n in 0..70_u8 {
            let leaves: Vec<Hash> = (0..n).map(|i| leaf(&[&[i]])).collect();
            assert_eq!(root(&leaves), seal::tree::root(&leaves), "{n} leaves");
        }
        assert_eq!(
            Keyed::new(&[7; 32]).of(&[b"tok", &[0, 0, 0, 1]]),
            seal::hash::Mac::new(&[7; 32]).of(&[b"tok", &[0, 0, 0, 1]])
        );
    }

    #[test]
    fn paths_of_the_sealing_side_lead_to_the_root() {
        for n in 1..40_usize {
            let leaves: Vec<Hash> = (0..n).map(|i| leaf(&[&i.to_be_bytes()])).collect();
            for (index, one) in leaves.iter().enumerate() {
                let path = seal::tree::path(&leaves, index);
                let climb = |path: &[Hash]| climbed(index as u64, n as u64, *one, path);
                assert_eq!(climb(&path), Some(root(&leaves)), "{index} of {n}");
                let longer = [path.clone(), vec![*one]].concat();
                assert_eq!(climb(&longer), None);
                if let Some((_, shorter)) = path.split_last() {
                    assert_eq!(climb(shorter), None);
                }
            }
            assert_eq!(climbed(n as u64, n as u64, [0; 32], &[]), None);
        }
    }

    proptest! {
        #[test]
        fn tokens_end_where_the_sealing_side_ends_them(
            body in prop::collection::vec(prop::sample::select(vec![
                "a", "é", "😀", " ", "\t", "\r", "\n", "\u{a0}", "\u{2028}", "abcdefgh",
            ]), 0..30),
        ) {
            let body = body.concat();
            let ends: Vec<usize> =
                seal::tokens::tokens(body.as_bytes()).map(|token| token.end).collect();
            prop_assert_eq!(token_ends(body.as_bytes()), ends);
        }
    }

    #[test]
    fn a_body_that_is_no_text_is_one_token() {
        assert_eq!(token_ends(b"a \xff b"), [5]);
    }
}
