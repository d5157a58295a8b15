//! Keccak-256 as Ethereum uses it, for the checksum in the case of an address. Nothing secret
//! depends on it.

/// The digest of at most 135 bytes.
pub(super) fn keccak_256(bytes: &[u8]) -> [u8; 32] {
    const RATE: usize = 136;
    let mut block = [0_u8; RATE];
    let n = bytes.len().min(RATE - 1);
    if let (Some(to), Some(from)) = (block.get_mut(..n), bytes.get(..n)) {
        to.copy_from_slice(from);
    }
    if let Some(byte) = block.get_mut(n) {
        *byte |= 0x01;
    }
    if let Some(byte) = block.last_mut() {
        *byte |= 0x80;
    }
    let mut state = [0_u64; 25];
    for (lane, chunk) in state.iter_mut().zip(block.chunks_exact(8)) {
        *lane = chunk
            .iter()
            .rev()
            .fold(0, |lane, byte| lane << 8 | u64::from(*byte));
    }
    permute(&mut state);
    let mut digest = [0; 32];
    for (chunk, lane) in digest.chunks_exact_mut(8).zip(state) {
        chunk.copy_from_slice(&lane.to_le_bytes());
    }
    digest
}

/// The permutation f[1600] with its 24 rounds.
fn permute(state: &mut [u64; 25]) {
    // The round constants come from a shift register: bit 2^j - 1 of round r is output 7 r + j.
    let mut register = 1_u8;
    for _ in 0..24 {
        let get = |state: &[u64; 25], x: usize, y: usize| {
            state.get(x % 5 + 5 * (y % 5)).copied().unwrap_or(0)
        };
        let columns: [u64; 5] =
            std::array::from_fn(|x| (0..5).fold(0, |sum, y| sum ^ get(state, x, y)));
        let column = |x: usize| columns.get(x % 5).copied().unwrap_or(0);
        let mixed: [u64; 25] = std::array::from_fn(|at| {
            let x = at % 5;
            get(state, x, at / 5) ^ column(x + 4) ^ column(x + 1).rotate_left(1)
        });
        let mut turned = [0_u64; 25];
        if let (Some(to), Some(from)) = (turned.first_mut(), mixed.first()) {
            *to = *from;
        }
        let (mut x, mut y, mut turn) = (1, 0, 0);
        for step in 1..=24_u32 {
            turn = (turn + step) % 64;
            let lane = get(&mixed, x, y);
            (x, y) = (y, (2 * x + 3 * y) % 5);
            if let Some(to) = turned.get_mut(x + 5 * y) {
                *to = lane.rotate_left(turn);
            }
        }
        *state = std::array::from_fn(|at| {
            let (x, y) = (at % 5, at / 5);
            get(&turned, x, y) ^ (!get(&turned, x + 1, y) & get(&turned, x + 2, y))
        });
        for j in 0..7 {
            if register & 1 == 1
                && let Some(lane) = state.first_mut()
            {
                *lane ^= 1 << ((1_u32 << j) - 1);
            }
            register = register << 1 ^ if register & 0x80 != 0 { 0x71 } else { 0 };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use data_encoding::HEXLOWER;

    #[test]
    fn digests_are_those_that_are_published() {
        let digest = |text: &str| HEXLOWER.encode(&keccak_256(text.as_bytes()));
        assert_eq!(
            digest(""),
            "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"
        );
        assert_eq!(
            digest("abc"),
            "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45"
        );
    }
}
