//! A baseline JPEG with nothing in it but pixels: three channels, none halved, one table of each kind.
//!
//! Source: ITU-T T.81, annexes B, F and K.

use super::Pixels;
use super::dct::forward;

/// K.1 at quality 90, by place in a block.
const STEPS: [u8; 64] = [
    3, 2, 2, 3, 5, 8, 10, 12, 2, 2, 3, 4, 5, 12, 12, 11, 3, 3, 3, 5, 8, 11, 14, 11, 3, 3, 4, 6, 10,
    17, 16, 12, 4, 4, 7, 11, 14, 22, 21, 15, 5, 7, 11, 13, 16, 21, 23, 18, 10, 13, 16, 17, 21, 24,
    24, 20, 14, 18, 19, 20, 22, 20, 21, 20,
];
/// The order in which a block is written.
const ZIGZAG: [u8; 64] = [
    0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20,
    13, 6, 7, 14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59,
    52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
];
/// K.3: how many codes of each length, and what they stand for.
const MEANS: (&[u8; 16], &[u8]) = (
    &[0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0],
    &[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
);
/// K.5, the same for what follows the mean.
const RUNS: (&[u8; 16], &[u8]) = (
    &[0, 2, 1, 3, 3, 2, 4, 3, 5, 5, 4, 4, 0, 0, 1, 0x7d],
    b"\x01\x02\x03\x00\x04\x11\x05\x12\x21\x31\x41\x06\x13\x51\x61\x07\x22\x71\x14\x32\x81\x91\xa1\x08\
      \x23\x42\xb1\xc1\x15\x52\xd1\xf0\x24\x33\x62\x72\x82\x09\x0a\x16\x17\x18\x19\x1a\x25\x26\x27\x28\
      \x29\x2a\x34\x35\x36\x37\x38\x39\x3a\x43\x44\x45\x46\x47\x48\x49\x4a\x53\x54\x55\x56\x57\x58\x59\
      \x5a\x63\x64\x65\x66\x67\x68\x69\x6a\x73\x74\x75\x76\x77\x78\x79\x7a\x83\x84\x85\x86\x87\x88\x89\
      \x8a\x92\x93\x94\x95\x96\x97\x98\x99\x9a\xa2\xa3\xa4\xa5\xa6\xa7\xa8\xa9\xaa\xb2\xb3\xb4\xb5\xb6\
      \xb7\xb8\xb9\xba\xc2\xc3\xc4\xc5\xc6\xc7\xc8\xc9\xca\xd2\xd3\xd4\xd5\xd6\xd7\xd8\xd9\xda\xe1\xe2\
      \xe3\xe4\xe5\xe6\xe7\xe8\xe9\xea\xf1\xf2\xf3\xf4\xf5\xf6\xf7\xf8\xf9\xfa",
);
/// A run of sixteen zeros.
const LONG_RUN: u8 = 0xf0;

/// The whole file. How opaque a pixel is stays behind.
pub(super) fn encode(pixels: &Pixels) -> Vec<u8> {
    let mut out = head(pixels);
    let (means, runs) = (codes(MEANS), codes(RUNS));
    let mut bits = Bits::default();
    let mut before = [0; 3];
    for top in (0..pixels.height).step_by(8) {
        for left in (0..pixels.width).step_by(8) {
            for (samples, before) in block(pixels, left, top).iter().zip(&mut before) {
                let levels = levels(&forward(samples));
                write(&mut bits, &levels, before, &means, &runs);
            }
        }
    }
    out.extend(bits.finish());
    out.extend_from_slice(b"\xff\xd9");
    out
}

fn head(pixels: &Pixels) -> Vec<u8> {
    let mut out = b"\xff\xd8\xff\xdb\x00\x43\x00".to_vec();
    let in_order = ZIGZAG.iter().filter_map(|at| STEPS.get(usize::from(*at)));
    out.extend(in_order);
    out.extend_from_slice(b"\xff\xc0\x00\x11\x08");
    out.extend_from_slice(&(pixels.height as u16).to_be_bytes());
    out.extend_from_slice(&(pixels.width as u16).to_be_bytes());
    out.extend_from_slice(b"\x03\x01\x11\x00\x02\x11\x00\x03\x11\x00");
    for (class, (lengths, values)) in [(0, MEANS), (0x10, RUNS)] {
        out.extend_from_slice(b"\xff\xc4");
        out.extend_from_slice(&(19 + values.len() as u16).to_be_bytes());
        out.push(class);
        out.extend_from_slice(lengths);
        out.extend_from_slice(values);
    }
    out.extend_from_slice(b"\xff\xda\x00\x0c\x03\x01\x00\x02\x00\x03\x00\x00\x3f\x00");
    out
}

/// Code and number of bits of each value.
fn codes((lengths, values): (&[u8; 16], &[u8])) -> Vec<(u32, u32)> {
    let mut out = vec![(0, 0); 256];
    let (mut code, mut values) = (0, values.iter());
    for (n_bits, n_codes) in (1..).zip(lengths) {
        for _ in 0..*n_codes {
            let value = values.next().map(|value| usize::from(*value));
            if let Some(slot) = value.and_then(|value| out.get_mut(value)) {
                *slot = (code, n_bits);
            }
            code += 1;
        }
        code <<= 1;
    }
    out
}

/// Brightness and two differences of colour of a block, each -128 to 127. Beyond the edge its pixels
/// are repeated.
fn block(pixels: &Pixels, left: u32, top: u32) -> [[i32; 64]; 3] {
    let mut out = [[0; 64]; 3];
    let [light, blue, red] = &mut out;
    let samples = light.iter_mut().zip(blue).zip(red).enumerate();
    for (at, ((light, blue), red)) in samples {
        let x = (left as usize + at % 8).min(pixels.width as usize - 1);
        let y = (top as usize + at / 8).min(pixels.height as usize - 1);
        let from = (y * pixels.width as usize + x) * pixels.n_channels;
        let pixel = pixels.bytes.get(from..from + 3).unwrap_or(&[0; 3]);
        let (r, g, b) = (
            i32::from(pixel[0]),
            i32::from(pixel[1]),
            i32::from(pixel[2]),
        );
        let half = 1 << 15;
        *light = ((19_595 * r + 38_470 * g + 7_471 * b + half) >> 16) - 128;
        *blue = (-11_059 * r - 21_709 * g + 32_768 * b + half - 1) >> 16;
        *red = (32_768 * r - 27_439 * g - 5_329 * b + half - 1) >> 16;
    }
    out
}

/// Rounded to steps, in the order of writing.
fn levels(frequencies: &[i32; 64]) -> [i32; 64] {
    let mut out = [0; 64];
    for (level, at) in out.iter_mut().zip(ZIGZAG) {
        let at = usize::from(at);
        let step = i32::from(STEPS.get(at).copied().unwrap_or(1));
        let value = frequencies.get(at).copied().unwrap_or(0);
        *level = value.signum() * ((2 * value.abs() + step) / (2 * step));
    }
    out
}

fn write(
    bits: &mut Bits,
    levels: &[i32; 64],
    before: &mut i32,
    means: &[(u32, u32)],
    runs: &[(u32, u32)],
) {
    let change = levels[0] - *before;
    *before = levels[0];
    let n_bits = size(change);
    bits.code(means, n_bits as u8);
    bits.number(change, n_bits);
    let mut n_zeros = 0_u8;
    for level in levels.iter().skip(1) {
        if *level == 0 {
            n_zeros += 1;
            continue;
        }
        while n_zeros >= 16 {
            bits.code(runs, LONG_RUN);
            n_zeros -= 16;
        }
        let n_bits = size(*level);
        bits.code(runs, n_zeros << 4 | n_bits as u8);
        bits.number(*level, n_bits);
        n_zeros = 0;
    }
    if n_zeros > 0 {
        bits.code(runs, 0);
    }
}

fn size(value: i32) -> u32 {
    u32::BITS - value.unsigned_abs().leading_zeros()
}

/// Bits, the first one highest; after each byte of ones stands one of zeros.
#[derive(Default)]
struct Bits {
    out: Vec<u8>,
    held: u64,
    n_held: u32,
}

impl Bits {
    fn code(&mut self, codes: &[(u32, u32)], value: u8) {
        let (code, n_bits) = codes.get(usize::from(value)).copied().unwrap_or_default();
        self.put(code, n_bits);
    }

    /// A negative number is written as what is missing to the largest of its size.
    fn number(&mut self, value: i32, n_bits: u32) {
        let shifted = if value < 0 { value - 1 } else { value };
        self.put(shifted.cast_unsigned() & ((1 << n_bits) - 1), n_bits);
    }

    fn put(&mut self, value: u32, n_bits: u32) {
        self.held = self.held << n_bits | u64::from(value);
        self.n_held += n_bits;
        while self.n_held >= 8 {
            self.n_held -= 8;
            let byte = (self.held >> self.n_held) as u8;
            self.out.push(byte);
            if byte == 0xff {
                self.out.push(0);
            }
        }
    }

    /// The rest is filled up with ones.
    fn finish(mut self) -> Vec<u8> {
        let n_missing = (8 - self.n_held) % 8;
        self.put((1 << n_missing) - 1, n_missing);
        self.out
    }
}
