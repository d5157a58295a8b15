//! Many words at once, looked for only where words begin or end. Most places are turned away by a
//! bit for the first three letters, before any of the words is compared.

/// No word ends here.
const NONE: u32 = u32::MAX;
/// Longest word that is kept. A text is walked from each of its words, so a word must not be long.
pub(super) const LONGEST: usize = 64;
/// Bits of the filter: five of each of three letters, in which capitals are as small letters.
const FILTER_BITS: usize = 1 << 15;

/// Words with their numbers, compared without regard to case of ASCII letters.
#[derive(Debug)]
pub(super) struct Trie {
    filter: Vec<u64>,
    /// The node of each first byte.
    first: Vec<u32>,
    nodes: Vec<Node>,
}

#[derive(Debug, Clone, Copy)]
struct Node {
    byte: u8,
    n_children: u16,
    first_child: u32,
    word: u32,
}

impl Trie {
    /// From words in lower case, none of them empty, each once, with their numbers.
    pub(super) fn new(mut words: Vec<(Vec<u8>, u32)>) -> Trie {
        words.sort_unstable();
        let mut trie = Trie {
            filter: vec![0; FILTER_BITS / 64],
            first: vec![NONE; 256],
            nodes: Vec::new(),
        };
        for (word, _) in &words {
            trie.let_through(word);
        }
        let roots = trie.branch(&words, 0);
        for at in roots.clone() {
            let byte = trie.nodes.get(at).map_or(0, |node| node.byte);
            if let Some(slot) = trie.first.get_mut(usize::from(byte)) {
                *slot = at as u32;
            }
        }
        trie
    }

    fn let_through(&mut self, word: &[u8]) {
        let five = |at: usize| word.get(at).map_or(0, |byte| usize::from(byte & 31));
        let bits = five(0) << 10 | five(1) << 5 | five(2);
        // What a shorter word leaves open.
        let free = 5 * 3_usize.saturating_sub(word.len());
        for rest in 0..1 << free {
            let bit = bits | rest;
            if let Some(slot) = self.filter.get_mut(bit / 64) {
                *slot |= 1 << (bit % 64);
            }
        }
    }

    /// The nodes of the bytes in which words that agree up to `depth` go on.
    fn branch(&mut self, words: &[(Vec<u8>, u32)], depth: usize) -> std::ops::Range<usize> {
        let start = self.nodes.len();
        let mut parts: Vec<&[(Vec<u8>, u32)]> = Vec::new();
        for part in words.chunk_by(|one, next| one.0.get(depth) == next.0.get(depth)) {
            let Some((word, number)) = part.first() else {
                continue;
            };
            let Some(byte) = word.get(depth) else {
                continue;
            };
            self.nodes.push(Node {
                byte: *byte,
                n_children: 0,
                first_child: 0,
                word: if word.len() == depth + 1 {
                    *number
                } else {
                    NONE
                },
            });
            parts.push(part);
        }
        let end = self.nodes.len();
        for (at, part) in (start..end).zip(parts) {
            let children = self.branch(part, depth + 1);
            if let Some(node) = self.nodes.get_mut(at) {
                node.first_child = children.start as u32;
                node.n_children = (children.end - children.start) as u16;
            }
        }
        start..end
    }

    /// Whether any of the words may begin with these letters; noughts where there are none.
    pub(super) fn lets(&self, [one, two, three]: [u8; 3]) -> bool {
        let five = |byte: u8| usize::from(byte & 31);
        let bit = five(one) << 10 | five(two) << 5 | five(three);
        self.filter.get(bit / 64).copied().unwrap_or(0) >> (bit % 64) & 1 == 1
    }

    /// Tells the number and the length of every word with which `bytes` begin, the shortest first.
    pub(super) fn walk(&self, bytes: impl Iterator<Item = u8>, found: &mut impl FnMut(u32, usize)) {
        let mut bytes = bytes.map(|byte| byte.to_ascii_lowercase());
        let Some(first) = bytes.next() else {
            return;
        };
        let mut at = self.first.get(usize::from(first)).copied().unwrap_or(NONE);
        let mut len = 1;
        while let Some(node) = self.nodes.get(at as usize) {
            if node.word != NONE {
                found(node.word, len);
            }
            let Some(next) = bytes.next() else {
                return;
            };
            at = self.child(node, next);
            len += 1;
        }
    }

    fn child(&self, node: &Node, byte: u8) -> u32 {
        let start = node.first_child as usize;
        let children = self.nodes.get(start..start + usize::from(node.n_children));
        let children = children.unwrap_or(&[]);
        let found = children.binary_search_by_key(&byte, |child| child.byte);
        found.map_or(NONE, |place| (start + place) as u32)
    }
}

/// Whole words by a few bits of each: turns away nearly every word that is not among them.
#[derive(Debug)]
pub(super) struct WholeFilter(Vec<u64>);

/// Bits of the filter.
const WHOLE_BITS: u32 = 15;

impl WholeFilter {
    /// For `words`, in lower case.
    pub(super) fn new<'w>(words: impl Iterator<Item = &'w [u8]>) -> WholeFilter {
        let mut bits = vec![0; 1 << WHOLE_BITS >> 6];
        for word in words {
            let bit = whole_bits(first_eight(word, 0), word.len());
            if let Some(slot) = bits.get_mut(bit / 64) {
                *slot |= 1 << (bit % 64);
            }
        }
        WholeFilter(bits)
    }

    /// Whether a word of an ASCII text may be one of them: its first eight letters, and how many it
    /// has.
    pub(super) fn lets(&self, eight: u64, len: usize) -> bool {
        let bit = whole_bits(eight, len);
        self.0.get(bit / 64).copied().unwrap_or(0) >> (bit % 64) & 1 == 1
    }
}

/// The bytes from `start` on, the first of them lowest; noughts behind the end.
pub(super) fn first_eight(text: &[u8], start: usize) -> u64 {
    if let Some(Ok(eight)) = text.get(start..start + 8).map(<[u8; 8]>::try_from) {
        return u64::from_le_bytes(eight);
    }
    let rest = text.get(start..).unwrap_or(&[]).iter().take(8);
    rest.rev().fold(0, |all, byte| all << 8 | u64::from(*byte))
}

/// Of letters in either case.
fn whole_bits(eight: u64, len: usize) -> usize {
    let known = u64::MAX >> (64 - 8 * len.clamp(1, 8));
    let letters = (eight | 0x2020_2020_2020_2020) & known;
    let mixed = (letters ^ (len as u64) << 59).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed >> (64 - WHOLE_BITS)) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(words: &[&str], text: &str) -> Vec<(u32, usize)> {
        let words = words.iter().zip(0..);
        let trie = Trie::new(
            words
                .map(|(word, n)| (word.as_bytes().to_vec(), n))
                .collect(),
        );
        let mut all = Vec::new();
        trie.walk(text.bytes(), &mut |number, len| all.push((number, len)));
        all
    }

    #[test]
    fn every_word_with_which_a_text_begins_is_told() {
        let words = ["date", "a", "date of birth", "da", "dates", "é", "d"];
        assert_eq!(
            found(&words, "Date OF birth"),
            [(6, 1), (3, 2), (0, 4), (2, 13)]
        );
        assert_eq!(found(&words, "date"), [(6, 1), (3, 2), (0, 4)]);
        assert_eq!(found(&words, "d"), [(6, 1)]);
        assert_eq!(found(&words, "été"), [(5, 2)]);
        assert_eq!(found(&words, "bdate"), []);
        assert_eq!(found(&words, ""), []);
        assert_eq!(found(&[], "date"), []);
    }

    #[test]
    fn a_whole_word_of_the_list_is_let_through_wherever_it_stands() {
        let words: [&[u8]; 4] = [b"born", b"c", b"nationality", b"d"];
        let filter = WholeFilter::new(words.into_iter());
        let lets = |text: &[u8], start, end| filter.lets(first_eight(text, start), end - start);
        let text = b"Born a national C";
        assert!(lets(text, 0, 4));
        assert!(lets(text, 16, 17));
        assert!(!lets(text, 5, 6));
        assert!(!lets(text, 7, 15));
        assert!(lets(b"in NATIONALITY", 3, 14));
        assert!(!lets(b"bor", 0, 3));
    }
}
