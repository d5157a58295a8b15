use std::io::Cursor;

use super::*;

fn one(x: u32, y: u32, width: u32, height: u32) -> PixelBox {
    PixelBox {
        x,
        y,
        width,
        height,
    }
}

/// Every pixel of its own colour, none of them black.
fn pixels(width: u32, height: u32, n_channels: usize) -> Pixels {
    let mut bytes = Vec::new();
    for n in 0..width * height {
        bytes.extend_from_slice(&[(n % 251) as u8 + 4, (n / 251 % 251) as u8 + 4, 200]);
        bytes.extend(std::iter::repeat_n(77, n_channels - 3));
    }
    Pixels {
        width,
        height,
        n_channels,
        bytes,
    }
}

fn decoded(png: &[u8]) -> Pixels {
    decode::decode(png).unwrap().pixels
}

#[test]
fn what_is_written_as_png_is_read_again() {
    for (width, height, n) in [(1, 1, 3), (61, 43, 3), (16, 33, 4), (300, 2, 4)] {
        let before = pixels(width, height, n);
        assert_eq!(decoded(&png::encode(&before)), before);
    }
}

#[test]
fn boxes_are_black_and_the_rest_is_as_it_was() {
    let before = pixels(200, 150, 4);
    let after = decoded(&burn(&png::encode(&before), &[one(50, 60, 10, 5)]).unwrap());
    for y in 0..150_usize {
        for x in 0..200_usize {
            let at = (y * 200 + x) * 4;
            let (old, new) = (&before.bytes[at..at + 4], &after.bytes[at..at + 4]);
            // 50 to 60, four more on each side, then to the grid of 16, then eight more; likewise 60
            // to 65.
            if (24..72).contains(&x) && (40..88).contains(&y) {
                assert_eq!(new, [0, 0, 0, 255], "{x} {y}");
            } else {
                assert_eq!(old, new, "{x} {y}");
            }
        }
    }
}

#[test]
fn boxes_are_cut_at_the_edge_and_refused_beyond_it() {
    let png = png::encode(&pixels(40, 30, 3));
    let all = decoded(&burn(&png, &[one(0, 0, u32::MAX, u32::MAX)]).unwrap());
    assert!(all.bytes.iter().all(|byte| *byte == 0));
    let outside = BurnError::Outside {
        width: 40,
        height: 30,
    };
    let boxes = [one(0, 0, 4, 4), one(40, 0, 9, 9)];
    assert_eq!(burn(&png, &boxes), Err(outside));
    assert_eq!(burn(&png, &[]), Err(BurnError::NoBox));
}

#[test]
fn a_box_is_where_it_is_drawn_whichever_way_up_the_file_lies() {
    let shown = pixels(70, 50, 3);
    let drawn = one(20, 24, 9, 7);
    for orientation in 1..=8 {
        // Turning back is turning by the inverse, which for a quarter is the other quarter.
        let inverse = match orientation {
            6 => 8,
            8 => 6,
            other => other,
        };
        let stored = turn::turned(shown.clone(), inverse);
        assert_eq!(turn::turned(stored.clone(), orientation), shown);
        let back = turn::back(drawn, (stored.width, stored.height), orientation);
        for (x, y) in [(20, 24), (28, 24), (20, 30), (28, 30)] {
            let colour = |of: &Pixels, x: u32, y: u32| {
                let at = (y * of.width + x) as usize * 3;
                of.bytes[at..at + 3].to_vec()
            };
            let wanted = colour(&shown, x, y);
            let found = (back.y..back.y + back.height)
                .flat_map(|y| (back.x..back.x + back.width).map(move |x| (x, y)))
                .any(|(x, y)| colour(&stored, x, y) == wanted);
            assert!(found, "{orientation}: {x} {y}");
        }
        assert_eq!(back.width * back.height, 63);
    }
}

#[test]
fn a_jpeg_can_be_read_and_is_burnt() {
    let before = pixels(123, 77, 3);
    let jpeg = jpeg::encode(&before);
    let again = decoded(&jpeg);
    let apart = |a: &Pixels, b: &Pixels| {
        let pairs = a.bytes.iter().zip(&b.bytes);
        pairs.map(|(a, b)| u32::from(a.abs_diff(*b))).sum::<u32>() / a.bytes.len() as u32
    };
    assert!(apart(&before, &again) < 6, "{}", apart(&before, &again));
    let burnt = burn(&jpeg, &[one(30, 30, 20, 20)]).unwrap();
    let after = decoded(&burnt);
    for y in 16..64_usize {
        for x in 16..64_usize {
            let at = (y * 123 + x) * 3;
            assert_eq!(after.bytes[at..at + 3], [0, 0, 0], "{x} {y}");
        }
    }
    assert_eq!(burn(&jpeg, &[one(30, 30, 20, 20)]), Ok(burnt), "same bytes");
}

/// JPEGs of 96 × 96 with halved colours: white, with a rectangle at 40, 40 of 16 × 8 that is red in
/// one and blue in the other. The decoder smooths its colour over the edge of the block.
#[test]
fn nothing_beside_a_box_tells_the_colour_below_it() {
    let red = include_bytes!("testdata/red.jpg");
    let blue = include_bytes!("testdata/blue.jpg");
    let boxes = [one(40, 40, 16, 8)];
    assert_ne!(decoded(red), decoded(blue));
    assert_eq!(burn(red, &boxes), burn(blue, &boxes));
}

#[test]
fn what_is_cut_off_lies_or_is_too_large_is_refused() {
    let before = pixels(64, 48, 3);
    let boxes = [one(1, 1, 5, 5)];
    for file in [png::encode(&before), jpeg::encode(&before)] {
        for len in [0, 1, 7, 20, file.len() / 3, file.len() / 2, file.len() - 9] {
            let cut = burn(&file[..len], &boxes);
            assert!(cut.is_err(), "{len} of {}", file.len());
        }
    }
    assert_eq!(burn(b"GIF89a", &boxes), Err(BurnError::Format));
    assert_eq!(burn(b"%PDF-1.7", &boxes), Err(BurnError::Format));
    // 20,000 by 20,000, as its head claims.
    let mut large = png::encode(&before);
    let side = 20_000_u32.to_be_bytes();
    large[16..20].copy_from_slice(&side);
    large[20..24].copy_from_slice(&side);
    let mut crc = flate2::Crc::new();
    crc.update(&large[12..29]);
    let sum = crc.sum().to_be_bytes();
    large[29..33].copy_from_slice(&sum);
    let too_large = BurnError::Pixels {
        width: 20_000,
        height: 20_000,
    };
    assert_eq!(burn(&large, &boxes), Err(too_large.clone()));
    let mut large = jpeg::encode(&before);
    let at = memchr::memmem::find(&large, b"\xff\xc0").unwrap();
    large[at + 5..at + 9].copy_from_slice(&[0x4e, 0x20, 0x4e, 0x20]);
    assert_eq!(burn(&large, &boxes), Err(too_large));
}

#[test]
fn any_bytes_are_refused_or_burnt() {
    let before = pixels(20, 20, 3);
    let webp = b"RIFF\x16\0\0\0WEBPVP8L\x0a\0\0\0\x2f\0\0\0\0\0\0\0\0\0".to_vec();
    for file in [png::encode(&before), jpeg::encode(&before), webp] {
        for at in 0..file.len() {
            for flip in [1, 0x80, 0xff] {
                let mut bytes = file.clone();
                bytes[at] ^= flip;
                if let Ok(out) = burn(&bytes, &[one(0, 0, 3, 3)]) {
                    assert!(image_is_black_at_start(&out), "byte {at}");
                }
            }
        }
    }
}

fn image_is_black_at_start(file: &[u8]) -> bool {
    decoded(file).bytes.starts_with(&[0, 0, 0])
}

/// The decoder of PNG holds on to nothing of what it was given.
#[test]
fn a_moving_picture_is_refused() {
    let mut out = Vec::new();
    let mut encoder = ::png::Encoder::new(Cursor::new(&mut out), 4, 4);
    encoder.set_color(::png::ColorType::Rgb);
    encoder.set_animated(2, 0).unwrap();
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&[9; 48]).unwrap();
    writer.write_image_data(&[8; 48]).unwrap();
    writer.finish().unwrap();
    assert_eq!(burn(&out, &[one(0, 0, 1, 1)]), Err(BurnError::Moves));
}
