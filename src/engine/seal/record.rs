//! A record to its leaf, and the commitments it is made of.

use super::hash::{Hash, leaf};
use super::keys::Salts;
use super::tokens::tokens;
use super::tree::Tree;

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

/// Commits to the parts of a message.
pub fn commit_message(salts: &Salts, parts: Parts<'_>) -> MessageCommits {
    let stamp = leaf(&[&salts.salt("stamp"), parts.stamp]);
    let sender = leaf(&[&salts.salt("sender"), parts.sender]);
    let mut tree = Tree::default();
    let mut n_tokens: u32 = 0;
    for range in tokens(parts.body) {
        let token = parts.body.get(range).unwrap_or_default();
        tree.push(token_hash(salts, n_tokens, token));
        n_tokens += 1;
    }
    let body = leaf(&[&salts.salt("body"), &n_tokens.to_be_bytes(), &tree.root()]);
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
