//! Eight by eight samples to frequencies, in whole numbers alone, so that every machine gets the same.

/// Half the cosine of k sixteenths of a half turn, times 2^13; the first is that of the mean.
const HALF_COS: [i32; 8] = [2_896, 4_017, 3_784, 3_406, 2_896, 2_276, 1_567, 799];
const BITS: u32 = 13;

/// By frequency, then by place.
static MATRIX: [[i32; 8]; 8] = matrix();

const fn matrix() -> [[i32; 8]; 8] {
    let mut out = [[0; 8]; 8];
    let mut u = 0;
    while u < 8 {
        let mut x = 0;
        while x < 8 {
            // The cosine of (2x + 1) u sixteenths, by its symmetries.
            let turn = (2 * x + 1) * u % 32;
            let folded = if turn > 16 { 32 - turn } else { turn };
            out[u][x] = match folded {
                _mean if u == 0 => HALF_COS[0],
                8 => 0,
                9..=16 => -cosine(16 - folded),
                _small => cosine(folded),
            };
            x += 1;
        }
        u += 1;
    }
    out
}

const fn cosine(k: usize) -> i32 {
    if k == 0 { 4_096 } else { HALF_COS[k] }
}

/// The frequencies of a block, row by row; samples are -128 to 127.
pub(super) fn forward(samples: &[i32; 64]) -> [i32; 64] {
    let mut half = [0; 64];
    for (u, row) in MATRIX.iter().enumerate() {
        for y in 0..8 {
            let of_row = samples.iter().skip(8 * y).zip(row);
            half[8 * y + u] = of_row.map(|(sample, factor)| sample * factor).sum();
        }
    }
    let mut out = [0; 64];
    for (v, column) in MATRIX.iter().enumerate() {
        for u in 0..8 {
            let of_column = half.iter().skip(u).step_by(8).zip(column);
            let sum: i64 = of_column.map(|(a, b)| i64::from(*a) * i64::from(*b)).sum();
            out[8 * v + u] = ((sum + (1 << (2 * BITS - 1))) >> (2 * BITS)) as i32;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_flat_has_a_mean_and_nothing_else() {
        for value in [-128, -1, 0, 5, 127] {
            let out = forward(&[value; 64]);
            assert!((out[0] - 8 * value).abs() <= 1, "{value}: {}", out[0]);
            assert!(out[1..].iter().all(|one| *one == 0));
        }
    }

    #[test]
    fn frequencies_are_those_of_the_formula() {
        let samples: [i32; 64] = std::array::from_fn(|n| (n * n * 37 % 255) as i32 - 128);
        let out = forward(&samples);
        for (index, found) in out.iter().enumerate() {
            let (v, u) = (index / 8, index % 8);
            let part = |k: usize, x: usize| {
                let scale = if k == 0 { 0.5_f64.sqrt() } else { 1.0 } / 2.0;
                scale * ((2 * x + 1) as f64 * k as f64 * std::f64::consts::PI / 16.0).cos()
            };
            let all = (0..64).map(|n| part(u, n % 8) * part(v, n / 8) * f64::from(samples[n]));
            let exact: f64 = all.sum();
            assert!(
                (exact - f64::from(*found)).abs() < 1.5,
                "{index}: {exact} {found}"
            );
        }
    }
}
