//! A record to its leaf, and the commitments it is made of.

use super::hash::{Hash, leaf, node};
use super::keys::Salts;
use super::lanes::{self, LANES};
use super::tokens::tokens;
use super::tree::Tree;

/// Longest token whose leaf is one block. Units: bytes.
const SHORT_TOKEN: usize = 22;

/// The three byte ranges of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parts<'b> {
    /// Everything up to and including the separator before the sender.
    pub stamp: &'b [u8],
    /// The sender with the separator after it.
    pub sender: &'b [u8],
    /// The rest with its line end.
    pub body: &'b [u8],
}

/// The commitments in the leaf of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MessageCommits {
    /// Of the stamp.
    pub stamp: Hash,
    /// Of the sender.
    pub sender: Hash,
    /// Of both.
    pub head: Hash,
    /// Of the body.
    pub body: Hash,
}

/// The hash of token `j`.
#[inline]
pub fn token_hash(salts: &Salts, j: u32, token: &[u8]) -> Hash {
    leaf(&[&salts.token(j), token])
}

/// The number of tokens, and the root over them.
fn one_by_one<'b>(salts: &Salts, tokens: impl Iterator<Item = &'b [u8]>) -> (u32, Hash) {
    let mut tree = Tree::default();
    let mut n_tokens: u32 = 0;
    for token in tokens {
        tree.push(token_hash(salts, n_tokens, token));
        n_tokens += 1;
    }
    (n_tokens, tree.root())
}

/// The same, four at once.
fn together(salts: &Salts, tokens: &[&[u8]]) -> (u32, Hash) {
    let mut hashes = Vec::with_capacity(tokens.len());
    for four in tokens.chunks(LANES) {
        let first = hashes.len() as u32;
        if four.len() > 1 && four.iter().all(|token| token.len() <= SHORT_TOKEN) {
            let found = salts.tokens(first);
            let lane = |at: usize| four.get(at).copied().unwrap_or_default();
            let [a, b, c, d] = &found;
            let found = lanes::leaves([(a, lane(0)), (b, lane(1)), (c, lane(2)), (d, lane(3))]);
            hashes.extend(found.into_iter().take(four.len()));
        } else {
            let found = four.iter().zip(first..);
            hashes.extend(found.map(|(token, j)| token_hash(salts, j, token)));
        }
    }
    (tokens.len() as u32, levels(hashes))
}

/// The root over leaf hashes, level by level: an odd one out goes up as it is.
fn levels(mut level: Vec<Hash>) -> Hash {
    if level.is_empty() {
        return Tree::default().root();
    }
    while level.len() > 1 {
        let mut next = Vec::with_capacity(level.len().div_ceil(2));
        for eight in level.chunks(2 * LANES) {
            let (pairs, odd) = eight.as_chunks::<2>();
            match pairs {
                [] => {}
                [[left, right]] => next.push(node(left, right)),
                [first, ..] => {
                    let pair = |at: usize| {
                        let [left, right] = pairs.get(at).unwrap_or(first);
                        (left, right)
                    };
                    let found = lanes::nodes([pair(0), pair(1), pair(2), pair(3)]);
                    next.extend(found.into_iter().take(pairs.len()));
                }
            }
            next.extend(odd);
        }
        level = next;
    }
    level.first().copied().unwrap_or_default()
}

/// Commits to the parts of a message.
pub fn commit_message(salts: &Salts, parts: Parts<'_>) -> MessageCommits {
    let stamp = leaf(&[&salts.salt("stamp"), parts.stamp]);
    let sender = leaf(&[&salts.salt("sender"), parts.sender]);
    let tokens = tokens(parts.body).map(|range| parts.body.get(range).unwrap_or_default());
    let (n_tokens, root) = match cfg!(target_arch = "wasm32") {
        true => together(salts, &tokens.collect::<Vec<_>>()),
        false => one_by_one(salts, tokens),
    };
    let body = leaf(&[&salts.salt("body"), &n_tokens.to_be_bytes(), &root]);
    MessageCommits {
        stamp,
        sender,
        head: leaf(&[&salts.salt("head"), &stamp, &sender]),
        body,
    }
}

/// The leaf of a message.
pub fn message_leaf(salts: &Salts, parts: Parts<'_>) -> Hash {
    let commits = commit_message(salts, parts);
    leaf(&[&salts.salt("leaf"), b"m", &commits.head, &commits.body])
}

/// The commitment to the name of a member.
pub fn commit_name(salts: &Salts, name: &str) -> Hash {
    leaf(&[&salts.salt("name"), name.as_bytes()])
}

/// The commitment to the bytes of a member.
pub fn commit_data(salts: &Salts, sha256: &Hash, size_bytes: u64) -> Hash {
    leaf(&[&salts.salt("data"), sha256, &size_bytes.to_be_bytes()])
}

/// The leaf of a member.
pub fn member_leaf(salts: &Salts, name: &str, sha256: &Hash, size_bytes: u64) -> Hash {
    let (name, data) = (
        commit_name(salts, name),
        commit_data(salts, sha256, size_bytes),
    );
    leaf(&[&salts.salt("leaf"), b"a", &name, &data])
}

/// The leaf of the container.
pub fn container_leaf(salts: &Salts, json: &str) -> Hash {
    leaf(&[&salts.salt("leaf"), b"c", json.as_bytes()])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::seal::keys::Salts;

    #[test]
    fn together_and_one_by_one_come_to_the_same() {
        let salts = Salts::new(&[3; 32]);
        let long = [b'x'; 23];
        for n in 0..70_usize {
            let tokens: Vec<&[u8]> = (0..n)
                .map(|at| match at % 9 {
                    7 => long.as_slice(),
                    len => long.get(..len).unwrap_or_default(),
                })
                .collect();
            let wanted = one_by_one(&salts, tokens.iter().copied());
            assert_eq!(together(&salts, &tokens), wanted, "{n} tokens");
        }
    }
}
