//! Which parts of a text can hold a word at all, so that the others need not be searched.
//!
//! The text is cut into blocks. For each, a small table says which three bytes in a row occur in it,
//! letters without case; several such triples share a place in the table, so it can say "perhaps" where
//! there is nothing, never "no" where there is something. Made in steps, for a thread that is open
//! anyway. Memory: an eighth of the text.

use std::ops::Range;

use crate::engine::job::{Progress, Step};
use crate::engine::redact::term::pair::Pair;

/// Units: bytes of text. Small enough that a rare word leaves most blocks out.
const BLOCK_BYTES: usize = 1 << 10;
/// Blocks that share a table: one bit each.
const N_BLOCKS: usize = 64;
/// Text of one table. Units: bytes.
const TABLE_BYTES: usize = BLOCK_BYTES * N_BLOCKS;
/// Places in a table. Text of a block fills a quarter of them.
const N_PLACES: usize = 1024;
/// Bytes that stand in one place together.
const GRAM: usize = 3;
/// Text looked at in one step. Units: bytes.
const STEP_BYTES: usize = 4 << 20;

/// By place: in which of the blocks the triples of that place occur. A triple belongs to the block
/// in which its first byte stands.
type Table = Vec<u64>;

/// What the blocks of a text hold.
#[derive(Debug, Clone, Default)]
pub struct Blocks {
    tables: Vec<Table>,
    /// How much of the text is in them. Units: bytes.
    n_bytes: usize,
}

/// Makes [`Blocks`]. The text must be the same each time.
#[derive(Default)]
pub struct BlocksJob {
    blocks: Blocks,
}

impl BlocksJob {
    /// Goes on for some milliseconds. When there is no memory for more, that is all: what has no
    /// table is searched whole.
    pub fn step(&mut self, text: &[u8]) -> Step<Blocks> {
        let end = text.len().min(self.blocks.n_bytes + STEP_BYTES);
        while self.blocks.n_bytes < end {
            if !self.table(text) {
                return Step::Done(std::mem::take(&mut self.blocks));
            }
        }
        if end < text.len() {
            return Step::More(Progress {
                done: end as u64,
                total: text.len() as u64,
            });
        }
        Step::Done(std::mem::take(&mut self.blocks))
    }

    /// Adds the next table; whether there was room.
    fn table(&mut self, text: &[u8]) -> bool {
        let mut table: Table = Vec::new();
        if table.try_reserve_exact(N_PLACES).is_err() || self.blocks.tables.try_reserve(1).is_err()
        {
            return false;
        }
        table.resize(N_PLACES, 0);
        let start = self.blocks.n_bytes;
        let end = text.len().min(start + TABLE_BYTES);
        for (number, at) in (start..end).step_by(BLOCK_BYTES).enumerate() {
            // Its last triples reach into the next block.
            let reach = text.len().min(at + BLOCK_BYTES + GRAM - 1);
            mark(
                &mut table,
                1 << number,
                text.get(at..reach).unwrap_or_default(),
            );
        }
        self.blocks.tables.push(table);
        self.blocks.n_bytes = end;
        true
    }
}

/// Sets the bit at every place of a triple of the block.
#[inline(never)]
fn mark(table: &mut Table, bit: u64, block: &[u8]) {
    let [first, second, rest @ ..] = block else {
        return;
    };
    let mut triple = next(next(0, *first), *second);
    for byte in rest {
        triple = next(triple, *byte);
        if let Some(blocks) = table.get_mut(place(triple)) {
            *blocks |= bit;
        }
    }
}

/// The last bytes, packed, with one more. Upper case letters become lower; some other bytes change,
/// too, and do so wherever they stand.
#[inline]
fn next(triple: u32, byte: u8) -> u32 {
    triple << 8 | u32::from(byte | 0x20)
}

#[inline]
fn place(triple: u32) -> usize {
    const SPREAD: u32 = 0x9e37_79b1;
    // The byte before the three goes; what is left is spread over the places.
    ((triple << 8).wrapping_mul(SPREAD) >> 22) as usize
}

impl Blocks {
    /// The parts of `starts` in which `needle` can start, in order. Everything that is in no table
    /// is one of them, and so is all of it when the needle is too short to tell.
    pub(super) fn starts(&self, needle: &Pair, starts: Range<usize>) -> Vec<Range<usize>> {
        let places = places(needle.bytes());
        if places.is_empty() {
            return vec![starts];
        }
        let mut found: Vec<Range<usize>> = Vec::new();
        let first = starts.start / TABLE_BYTES;
        for number in first..self.tables.len() {
            let at = number * TABLE_BYTES;
            if at >= starts.end {
                break;
            }
            let mut blocks = self.holding(number, &places);
            while blocks != 0 {
                let block = at + blocks.trailing_zeros() as usize * BLOCK_BYTES;
                blocks &= blocks - 1;
                add(&mut found, block..block + BLOCK_BYTES, &starts);
            }
        }
        add(&mut found, self.n_bytes..starts.end, &starts);
        found
    }

    /// The blocks of a table in which a needle with triples at these places can start. Those of its
    /// triples that stand behind its start may stand in the next block.
    fn holding(&self, number: usize, places: &[usize]) -> u64 {
        let blocks = |number: usize, place: usize| {
            let table = self.tables.get(number);
            table
                .and_then(|table| table.get(place))
                .copied()
                .unwrap_or(0)
        };
        let mut left = u64::MAX;
        for (index, place) in places.iter().enumerate() {
            let here = blocks(number, *place);
            left &= if index == 0 {
                here
            } else {
                // The block behind the last one of a table is the first one of the next.
                here | here >> 1 | blocks(number + 1, *place) << (N_BLOCKS - 1)
            };
        }
        left
    }
}

/// Where the triples of a needle stand in a table; none when it is too short, or longer than a block.
fn places(needle: &[u8]) -> Vec<usize> {
    if needle.len() > BLOCK_BYTES {
        return Vec::new();
    }
    let triple = |bytes: &[u8]| bytes.iter().fold(0, |triple, byte| next(triple, *byte));
    needle
        .windows(GRAM)
        .map(|bytes| place(triple(bytes)))
        .collect()
}

/// Adds what of `part` is in `bounds`; parts that touch become one.
fn add(found: &mut Vec<Range<usize>>, part: Range<usize>, bounds: &Range<usize>) {
    let part = part.start.max(bounds.start)..part.end.min(bounds.end);
    if part.is_empty() {
        return;
    }
    match found.last_mut() {
        Some(last) if last.end == part.start => last.end = part.end,
        Some(_) | None => found.push(part),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn blocks_of(text: &[u8]) -> Blocks {
        let mut job = BlocksJob::default();
        loop {
            if let Step::Done(blocks) = job.step(text) {
                return blocks;
            }
        }
    }

    fn found_in(needle: &str, text: &[u8], parts: &[Range<usize>]) -> Vec<usize> {
        let mut found = Vec::new();
        let pair = Pair::new(needle.as_bytes());
        for part in parts {
            pair.each(text, part.clone(), |at| found.push(at));
        }
        found
    }

    /// A filler without any part of the needle.
    fn filler(len: usize) -> Vec<u8> {
        b"lorem ipsum dolor. "
            .iter()
            .copied()
            .cycle()
            .take(len)
            .collect()
    }

    #[test]
    fn a_word_is_looked_for_where_it_can_stand_and_hardly_elsewhere() {
        let mut text = filler(3 * TABLE_BYTES + 1000);
        // Over the seam of two blocks, over that of two tables, and at both ends.
        let places = [
            0,
            BLOCK_BYTES - 3,
            TABLE_BYTES - 4,
            2 * TABLE_BYTES + 77,
            text.len() - 6,
        ];
        for at in places {
            text[at..at + 6].copy_from_slice(b"UrGent");
        }
        let blocks = blocks_of(&text);
        let parts = blocks.starts(&Pair::new(b"urgent"), 0..text.len());
        assert_eq!(found_in("urgent", &text, &parts), places);
        let n_bytes: usize = parts.iter().map(Range::len).sum();
        assert!(n_bytes <= 2 * places.len() * BLOCK_BYTES, "{n_bytes}");
        let nowhere = blocks.starts(&Pair::new(b"zebra"), 0..text.len());
        assert!(nowhere.is_empty(), "{nowhere:?}");
    }

    #[test]
    fn what_is_too_short_to_tell_is_looked_for_everywhere() {
        let text = filler(3 * BLOCK_BYTES);
        let blocks = blocks_of(&text);
        let starts = 5..text.len();
        assert_eq!(blocks.starts(&Pair::new(b"zz"), starts.clone()), [starts]);
    }

    #[test]
    fn text_behind_the_last_table_is_searched() {
        let text = filler(2 * TABLE_BYTES);
        let blocks = blocks_of(&text[..TABLE_BYTES]);
        let parts = blocks.starts(&Pair::new(b"zebra"), 0..text.len());
        assert_eq!(parts, [TABLE_BYTES..2 * TABLE_BYTES]);
    }

    proptest! {
        #[test]
        fn nothing_is_missed(
            needle in "[abAB\\[ é]{1,5}",
            text in prop::collection::vec(prop::sample::select(&b"abAB[{ \xc3\xa9"[..]), 0..400),
            at in 0usize..3 * BLOCK_BYTES,
        ) {
            prop_assume!(needle.is_ascii());
            let mut long = filler(3 * BLOCK_BYTES);
            long.splice(at..at, text);
            let parts = blocks_of(&long).starts(&Pair::new(needle.as_bytes()), 0..long.len());
            let everywhere = 0..long.len();
            prop_assert_eq!(
                found_in(&needle, &long, &parts),
                found_in(&needle, &long, std::slice::from_ref(&everywhere))
            );
        }
    }
}
