//! I010: the same run of messages at two places.

use crate::engine::compliance::catalogue::Code;
use crate::engine::compliance::draft::{Draft, Drafts};
use crate::engine::compliance::ground::{Ground, ThreadGround, when};
use crate::engine::thread::RecordId;

/// How long a run must be.
const RUN: usize = 3;
/// Most runs that are told of one thread.
const RUNS: usize = 200;

pub(super) fn check(_ground: &Ground, thread: &ThreadGround, drafts: &mut Drafts) {
    let bytes = |number: usize| {
        let bytes = thread.thread.bytes(RecordId(number as u32));
        bytes.trim_ascii_end()
    };
    let n = thread.thread.records.len();
    if n < 2 * RUN {
        return;
    }
    let single: Vec<u64> = (0..n).map(|number| digest(bytes(number))).collect();
    let mut runs: Vec<(u64, u32)> = single
        .windows(RUN)
        .enumerate()
        .map(|(place, window)| {
            let digest = window
                .iter()
                .fold(0u64, |sum, one| sum.rotate_left(21).wrapping_mul(31) ^ one);
            (digest, place as u32)
        })
        .collect();
    runs.sort_unstable();
    // First place and second place of each run, so that long runs can be put together.
    let mut pairs: Vec<(u32, u32)> = Vec::new();
    for group in runs.chunk_by(|a, b| a.0 == b.0) {
        for pair in group.windows(2) {
            if let [(_, one), (_, other)] = pair
                && other - one >= RUN as u32
                && (0..RUN).all(|step| bytes(*one as usize + step) == bytes(*other as usize + step))
            {
                pairs.push((*other, *one));
            }
        }
    }
    pairs.sort_unstable();
    let mut place = 0;
    let mut told = 0;
    while let Some((other, one)) = pairs.get(place).copied() {
        let mut length = 1;
        while pairs
            .get(place + length)
            .is_some_and(|next| next.0 == other + length as u32 && next.1 == one + length as u32)
        {
            length += 1;
        }
        place += length;
        told += 1;
        if told > RUNS {
            break;
        }
        let messages = length + RUN - 1;
        let why = format!(
            "{messages} messages from {} on stand there twice, stamps included: at message {} and at message {}",
            when(thread, RecordId(one)),
            one + 1,
            other + 1
        );
        let draft = Draft::new(Code::I010, why)
            .at(thread.id, RecordId(other))
            .at(thread.id, RecordId(one));
        drafts.push(draft.number("messages", messages));
    }
}

/// Tells texts apart; equal ones are compared byte by byte afterwards.
pub(in crate::engine::compliance) fn digest(bytes: &[u8]) -> u64 {
    let mut sum: u64 = 0xcbf2_9ce4_8422_2325 ^ bytes.len() as u64;
    let mut chunks = bytes.chunks_exact(8);
    for chunk in &mut chunks {
        let word = chunk
            .first_chunk()
            .map_or(0, |eight| u64::from_le_bytes(*eight));
        sum = (sum ^ word)
            .wrapping_mul(0x9E37_79B9_7F4A_7C15)
            .rotate_left(29);
    }
    for byte in chunks.remainder() {
        sum = (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    }
    sum ^ (sum >> 32)
}
