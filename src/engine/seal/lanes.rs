//! Four SHA-256 at once, a lane for each: sealing hashes a hundred short pieces a message, most of
//! them of one length. WebAssembly has instructions for four words; elsewhere the processor's own
//! for SHA-256 are faster, so only the page comes here.

use super::hash::{Hash, START};

/// How many at once.
pub(super) const LANES: usize = 4;

const BLOCK: usize = 64;

#[rustfmt::skip]
const ROUNDS: [u32; 64] = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4,
    0xab1c_5ed5, 0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe,
    0x9bdc_06a7, 0xc19b_f174, 0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f,
    0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da, 0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7,
    0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967, 0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc,
    0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85, 0xa2bf_e8a1, 0xa81a_664b,
    0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070, 0x19a4_c116,
    0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7,
    0xc671_78f2,
];

/// The states of four digests.
#[derive(Clone, Copy)]
struct States([Four; 8]);

impl States {
    fn all(state: [u32; 8]) -> States {
        States(state.map(Four::splat))
    }

    /// Takes a block of each.
    fn take(&mut self, blocks: &[[u8; BLOCK]; LANES]) {
        let mut words = [Four::splat(0); 16];
        for (at, word) in words.iter_mut().enumerate() {
            *word = Four::of(std::array::from_fn(|lane| {
                let block = blocks.get(lane).map_or(&[][..], |block| block.as_slice());
                let (parts, _) = block.as_chunks::<4>();
                u32::from_be_bytes(parts.get(at).copied().unwrap_or_default())
            }));
        }
        self.0 = compressed(self.0, words);
    }

    fn hashes(self) -> [Hash; LANES] {
        let words = self.0.map(Four::words);
        std::array::from_fn(|lane| {
            let mut out = [0; 32];
            for (to, word) in out.as_chunks_mut::<4>().0.iter_mut().zip(words) {
                *to = word.get(lane).copied().unwrap_or_default().to_be_bytes();
            }
            out
        })
    }
}

/// The eight words of a state while rounds go over it.
type Working = [Four; 8];

#[inline(always)]
fn round([a, b, c, d, e, f, g, h]: Working, constant: u32, word: Four) -> Working {
    let s1 = e
        .rotated::<6>()
        .xor(e.rotated::<11>())
        .xor(e.rotated::<25>());
    let choice = g.xor(e.and(f.xor(g)));
    let one = h.add(s1).add(choice).add(Four::splat(constant).add(word));
    let s0 = a
        .rotated::<2>()
        .xor(a.rotated::<13>())
        .xor(a.rotated::<22>());
    let majority = a.and(b).xor(c.and(a.xor(b)));
    [one.add(s0.add(majority)), a, b, c, d.add(one), e, f, g]
}

/// The next word of the schedule, of those 16, 15, 7 and 2 before it.
#[inline(always)]
fn scheduled(w16: Four, w15: Four, w7: Four, w2: Four) -> Four {
    let s0 = w15
        .rotated::<7>()
        .xor(w15.rotated::<18>())
        .xor(w15.shifted::<3>());
    let s1 = w2
        .rotated::<17>()
        .xor(w2.rotated::<19>())
        .xor(w2.shifted::<10>());
    w16.add(s0).add(w7.add(s1))
}

#[inline(always)]
fn next_words(w: [Four; 16]) -> [Four; 16] {
    let [
        w0,
        w1,
        w2,
        w3,
        w4,
        w5,
        w6,
        w7,
        w8,
        w9,
        wa,
        wb,
        wc,
        wd,
        we,
        wf,
    ] = w;
    let n0 = scheduled(w0, w1, w9, we);
    let n1 = scheduled(w1, w2, wa, wf);
    let n2 = scheduled(w2, w3, wb, n0);
    let n3 = scheduled(w3, w4, wc, n1);
    let n4 = scheduled(w4, w5, wd, n2);
    let n5 = scheduled(w5, w6, we, n3);
    let n6 = scheduled(w6, w7, wf, n4);
    let n7 = scheduled(w7, w8, n0, n5);
    let n8 = scheduled(w8, w9, n1, n6);
    let n9 = scheduled(w9, wa, n2, n7);
    let na = scheduled(wa, wb, n3, n8);
    let nb = scheduled(wb, wc, n4, n9);
    let nc = scheduled(wc, wd, n5, na);
    let nd = scheduled(wd, we, n6, nb);
    let ne = scheduled(we, wf, n7, nc);
    let nf = scheduled(wf, n0, n8, nd);
    [
        n0, n1, n2, n3, n4, n5, n6, n7, n8, n9, na, nb, nc, nd, ne, nf,
    ]
}

fn compressed(state: Working, words: [Four; 16]) -> Working {
    let (mut now, mut w) = (state, words);
    let (sixteens, _) = ROUNDS.as_chunks::<16>();
    for (at, constants) in sixteens.iter().enumerate() {
        if at > 0 {
            w = next_words(w);
        }
        let [
            w0,
            w1,
            w2,
            w3,
            w4,
            w5,
            w6,
            w7,
            w8,
            w9,
            wa,
            wb,
            wc,
            wd,
            we,
            wf,
        ] = w;
        let [
            k0,
            k1,
            k2,
            k3,
            k4,
            k5,
            k6,
            k7,
            k8,
            k9,
            ka,
            kb,
            kc,
            kd,
            ke,
            kf,
        ] = *constants;
        now = round(now, k0, w0);
        now = round(now, k1, w1);
        now = round(now, k2, w2);
        now = round(now, k3, w3);
        now = round(now, k4, w4);
        now = round(now, k5, w5);
        now = round(now, k6, w6);
        now = round(now, k7, w7);
        now = round(now, k8, w8);
        now = round(now, k9, w9);
        now = round(now, ka, wa);
        now = round(now, kb, wb);
        now = round(now, kc, wc);
        now = round(now, kd, wd);
        now = round(now, ke, we);
        now = round(now, kf, wf);
    }
    let mut out = state;
    for (sum, word) in out.iter_mut().zip(now) {
        *sum = sum.add(word);
    }
    out
}

/// The last block of what is `before` bytes longer, of pieces of at most 55 bytes together.
fn last_block(pieces: &[&[u8]], before: u64) -> [u8; BLOCK] {
    let mut block = [0; BLOCK];
    let mut used = 0;
    for piece in pieces {
        if let Some(room) = block.get_mut(used..used + piece.len()) {
            room.copy_from_slice(piece);
        }
        used += piece.len();
    }
    if let Some(next) = block.get_mut(used) {
        *next = 0x80;
    }
    if let Some(end) = block.last_chunk_mut::<8>() {
        *end = ((before + used as u64) * 8).to_be_bytes();
    }
    block
}

/// HMAC under the key with these prepared states, of four messages of at most 55 bytes each.
pub(super) fn macs(inner: [u32; 8], outer: [u32; 8], messages: [&[&[u8]]; LANES]) -> [Hash; LANES] {
    let mut states = States::all(inner);
    states.take(&messages.map(|message| last_block(message, BLOCK as u64)));
    let hashes = states.hashes();
    let mut states = States::all(outer);
    states.take(&hashes.map(|hash| last_block(&[&hash], BLOCK as u64)));
    states.hashes()
}

/// Leaves of a tree, each of a salt and at most 22 bytes.
///
/// Source: RFC 9162 2.1.1.
pub(super) fn leaves(pieces: [(&Hash, &[u8]); LANES]) -> [Hash; LANES] {
    let mut states = States::all(START);
    states.take(&pieces.map(|(salt, bytes)| last_block(&[&[0], salt, bytes], 0)));
    states.hashes()
}

/// Inner nodes of a tree.
///
/// Source: RFC 9162 2.1.1.
pub(super) fn nodes(pairs: [(&Hash, &Hash); LANES]) -> [Hash; LANES] {
    let mut states = States::all(START);
    states.take(&pairs.map(|(left, right)| {
        let mut block = [1; BLOCK];
        if let Some(room) = block.get_mut(1..33) {
            room.copy_from_slice(left);
        }
        if let Some((room, from)) = block.get_mut(33..).zip(right.get(..31)) {
            room.copy_from_slice(from);
        }
        block
    }));
    states.take(&pairs.map(|(_, right)| {
        let last = right.get(31..).unwrap_or_default();
        last_block(&[last], BLOCK as u64)
    }));
    states.hashes()
}

#[cfg(target_arch = "wasm32")]
use four::Four;

#[cfg(target_arch = "wasm32")]
mod four {
    use core::arch::wasm32::{
        i32x4_add, i32x4_shl, u32x4, u32x4_extract_lane, u32x4_shr, u32x4_splat, v128, v128_and,
        v128_or, v128_xor,
    };

    /// A word of each lane.
    #[derive(Clone, Copy)]
    pub(super) struct Four(v128);

    impl Four {
        #[inline]
        pub(super) fn splat(word: u32) -> Four {
            Four(u32x4_splat(word))
        }

        #[inline]
        pub(super) fn of([a, b, c, d]: [u32; 4]) -> Four {
            Four(u32x4(a, b, c, d))
        }

        #[inline]
        pub(super) fn words(self) -> [u32; 4] {
            [
                u32x4_extract_lane::<0>(self.0),
                u32x4_extract_lane::<1>(self.0),
                u32x4_extract_lane::<2>(self.0),
                u32x4_extract_lane::<3>(self.0),
            ]
        }

        #[inline]
        pub(super) fn add(self, other: Four) -> Four {
            Four(i32x4_add(self.0, other.0))
        }

        #[inline]
        pub(super) fn xor(self, other: Four) -> Four {
            Four(v128_xor(self.0, other.0))
        }

        #[inline]
        pub(super) fn and(self, other: Four) -> Four {
            Four(v128_and(self.0, other.0))
        }

        #[inline]
        pub(super) fn shifted<const N: u32>(self) -> Four {
            Four(u32x4_shr(self.0, N))
        }

        #[inline]
        pub(super) fn rotated<const N: u32>(self) -> Four {
            Four(v128_or(u32x4_shr(self.0, N), i32x4_shl(self.0, 32 - N)))
        }
    }
}

/// A word of each lane.
#[cfg(not(target_arch = "wasm32"))]
#[derive(Clone, Copy)]
struct Four([u32; LANES]);

#[cfg(not(target_arch = "wasm32"))]
impl Four {
    fn splat(word: u32) -> Four {
        Four([word; LANES])
    }

    fn of(words: [u32; LANES]) -> Four {
        Four(words)
    }

    fn words(self) -> [u32; LANES] {
        self.0
    }

    fn with(self, other: Four, each: impl Fn(u32, u32) -> u32) -> Four {
        let ([a, b, c, d], [e, f, g, h]) = (self.0, other.0);
        Four([each(a, e), each(b, f), each(c, g), each(d, h)])
    }

    fn add(self, other: Four) -> Four {
        self.with(other, u32::wrapping_add)
    }

    fn xor(self, other: Four) -> Four {
        self.with(other, |one, other| one ^ other)
    }

    fn and(self, other: Four) -> Four {
        self.with(other, |one, other| one & other)
    }

    fn shifted<const N: u32>(self) -> Four {
        Four(self.0.map(|word| word >> N))
    }

    fn rotated<const N: u32>(self) -> Four {
        Four(self.0.map(|word| word.rotate_right(N)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::seal::hash::{Mac, leaf, node};

    #[test]
    fn four_at_once_are_those_one_by_one() {
        let hashes: [Hash; 8] = std::array::from_fn(|at| leaf(&[&[at as u8]]));
        let mac = Mac::new(&hashes[0]);
        let texts: [&[u8]; LANES] = [b"", b"tok", &[7; 22], &hashes[1][..21]];
        let messages: [[&[u8]; 2]; LANES] = texts.map(|text| [b"tok".as_slice(), text]);
        let found = macs(
            mac.inner,
            mac.outer,
            [0, 1, 2, 3].map(|at| &messages[at][..]),
        );
        assert_eq!(found, messages.map(|message| mac.of(&message)));
        let salted = |at: usize| (&hashes[at], texts[at]);
        let found = leaves([salted(0), salted(1), salted(2), salted(3)]);
        assert_eq!(
            found,
            [0, 1, 2, 3].map(|at| leaf(&[&hashes[at], texts[at]]))
        );
        let pair = |at: usize| (&hashes[at], &hashes[at + 4]);
        let found = nodes([pair(0), pair(1), pair(2), pair(3)]);
        assert_eq!(
            found,
            [0, 1, 2, 3].map(|at| node(&hashes[at], &hashes[at + 4]))
        );
    }
}
