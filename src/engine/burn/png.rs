//! A PNG of 8 bits a channel with nothing in it but pixels.
//!
//! Source: PNG 3 (W3C), 5 and 9.

use flate2::Crc;

use super::Pixels;

/// The whole file.
pub(super) fn encode(pixels: &Pixels) -> Vec<u8> {
    let colour = if pixels.n_channels == 4 { 6 } else { 2 };
    let mut head = pixels.width.to_be_bytes().to_vec();
    head.extend_from_slice(&pixels.height.to_be_bytes());
    head.extend_from_slice(&[8, colour, 0, 0, 0]);
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    chunk(&mut out, b"IHDR", &head);
    chunk(
        &mut out,
        b"IDAT",
        &fdeflate::compress_to_vec(&filtered(pixels)),
    );
    chunk(&mut out, b"IEND", &[]);
    out
}

fn chunk(out: &mut Vec<u8>, kind: &[u8; 4], data: &[u8]) {
    let mut crc = Crc::new();
    crc.update(kind);
    crc.update(data);
    out.extend_from_slice(&(data.len() as u32).to_be_bytes());
    out.extend_from_slice(kind);
    out.extend_from_slice(data);
    out.extend_from_slice(&crc.sum().to_be_bytes());
}

/// Rows, each as the differences that come to the least: to nothing, to the left, to above, or to what
/// the three neighbours lead to expect.
fn filtered(pixels: &Pixels) -> Vec<u8> {
    let n = pixels.n_channels;
    let row_bytes = (pixels.width as usize * n).max(1);
    let mut out = Vec::with_capacity(pixels.bytes.len() + pixels.height as usize);
    let mut above = vec![0; row_bytes];
    let mut tries: [Vec<u8>; 4] = Default::default();
    for row in pixels.bytes.chunks_exact(row_bytes) {
        for (kind, into) in [0_u8, 1, 2, 4].into_iter().zip(&mut tries) {
            into.clear();
            into.push(kind);
            into.extend((0..row_bytes).map(|at| {
                let back = |from: &[u8]| at.checked_sub(n).and_then(|at| from.get(at)).copied();
                let (left, corner) = (back(row).unwrap_or(0), back(&above).unwrap_or(0));
                let up = above.get(at).copied().unwrap_or(0);
                let expected = match kind {
                    0 => 0,
                    1 => left,
                    2 => up,
                    _four => paeth(left, up, corner),
                };
                row.get(at).copied().unwrap_or(0).wrapping_sub(expected)
            }));
        }
        let cost = |row: &&Vec<u8>| -> u64 {
            let small = row
                .iter()
                .map(|byte| u64::from(byte.cast_signed().unsigned_abs()));
            small.sum()
        };
        out.extend_from_slice(tries.iter().min_by_key(cost).map_or(&[], Vec::as_slice));
        above.copy_from_slice(row);
    }
    out
}

fn paeth(left: u8, up: u8, corner: u8) -> u8 {
    let (a, b, c) = (i16::from(left), i16::from(up), i16::from(corner));
    let guess = a + b - c;
    let (to_left, to_up, to_corner) = ((guess - a).abs(), (guess - b).abs(), (guess - c).abs());
    if to_left <= to_up && to_left <= to_corner {
        left
    } else if to_up <= to_corner {
        up
    } else {
        corner
    }
}
