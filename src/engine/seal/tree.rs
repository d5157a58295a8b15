//! The tree over leaf hashes (RFC 9162 2.1): its root while leaves stream by, and the path from one
//! leaf to it.

use super::hash::{Hash, node, sha256};

/// A tree that is given its leaves one by one and keeps only what the root needs.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    /// Roots of full subtrees, largest first, with the number of their leaves.
    peaks: Vec<(u64, Hash)>,
}

impl Tree {
    /// Takes the next leaf hash.
    #[inline]
    pub fn push(&mut self, leaf: Hash) {
        let mut joined = (1, leaf);
        while let Some((n_leaves, left)) = self.peaks.last() {
            if *n_leaves != joined.0 {
                break;
            }
            joined = (n_leaves * 2, node(left, &joined.1));
            self.peaks.pop();
        }
        self.peaks.push(joined);
    }

    /// The root over what was given so far.
    pub fn root(&self) -> Hash {
        let mut peaks = self.peaks.iter().rev();
        let Some((_, last)) = peaks.next() else {
            return sha256(&[]);
        };
        peaks.fold(*last, |right, (_, left)| node(left, &right))
    }

    /// Forgets the leaves and keeps the room.
    pub fn clear(&mut self) {
        self.peaks.clear();
    }
}

/// The root over `leaves`.
pub fn root(leaves: &[Hash]) -> Hash {
    let mut tree = Tree::default();
    for leaf in leaves {
        tree.push(*leaf);
    }
    tree.root()
}

/// The hashes that lead from leaf `index` to the root, lowest first. Empty when there is no such
/// leaf, and when it is the only one.
///
/// Source: RFC 9162 2.1.3.1.
pub fn path(leaves: &[Hash], index: usize) -> Vec<Hash> {
    let mut out = Vec::new();
    let (mut leaves, mut index) = (leaves, index);
    while leaves.len() > 1 && index < leaves.len() {
        let split = leaves.len().next_power_of_two() / 2;
        let (left, right) = leaves.split_at(split);
        if index < split {
            out.push(root(right));
            leaves = left;
        } else {
            out.push(root(left));
            leaves = right;
            index -= split;
        }
    }
    out.reverse();
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::seal::hash::leaf;
    use data_encoding::HEXLOWER;

    /// As RFC 9162 defines it, without a thought for speed.
    fn by_definition(leaves: &[Hash]) -> Hash {
        match leaves {
            [] => sha256(&[]),
            [only] => *only,
            several => {
                let (left, right) = several.split_at(several.len().next_power_of_two() / 2);
                node(&by_definition(left), &by_definition(right))
            }
        }
    }

    fn climbed(mut index: usize, mut n: usize, leaf: Hash, path: &[Hash]) -> Hash {
        // RFC 9162 2.1.3.2.
        n -= 1;
        let mut hash = leaf;
        for other in path {
            if index % 2 == 1 || index == n {
                hash = node(other, &hash);
                while index != 0 && index.is_multiple_of(2) {
                    index >>= 1;
                    n >>= 1;
                }
            } else {
                hash = node(&hash, other);
            }
            index >>= 1;
            n >>= 1;
        }
        hash
    }

    #[test]
    fn roots_and_paths_of_every_small_tree() {
        assert_eq!(
            HEXLOWER.encode(&root(&[])),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
        for n in 1..70_usize {
            let leaves: Vec<Hash> = (0..n).map(|i| leaf(&[&i.to_be_bytes()])).collect();
            let wanted = by_definition(&leaves);
            assert_eq!(root(&leaves), wanted);
            for (index, leaf) in leaves.iter().enumerate() {
                let path = path(&leaves, index);
                assert_eq!(climbed(index, n, *leaf, &path), wanted, "{index} of {n}");
            }
        }
        assert_eq!(path(&[], 0), Vec::<Hash>::new());
    }
}
