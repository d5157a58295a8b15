//! Files to pixels. Sizes are looked at before any pixel is decoded; what ends too early is an error.

use std::io::Cursor;

use zune_core::bytestream::ZCursor;
use zune_core::colorspace::ColorSpace;
use zune_core::options::DecoderOptions;
use zune_jpeg::JpegDecoder;

use super::{BurnError, MOST_PIXELS, Pixels, Target};
use crate::engine::clean::{self, Format};

/// What a file holds.
pub(super) struct Decoded {
    pub(super) pixels: Pixels,
    /// As Exif counts: 1 is upright.
    pub(super) orientation: u8,
    pub(super) target: Target,
}

/// Decodes it, by what its first bytes say it is.
pub(super) fn decode(file: &[u8]) -> Result<Decoded, BurnError> {
    match Format::of(file) {
        Some(Format::Jpeg) => jpeg(file),
        Some(Format::Png) => png(file),
        Some(Format::Webp) => webp(file),
        Some(Format::Gif | Format::Opus | Format::Mp4 | Format::Card) | None => {
            Err(BurnError::Format)
        }
    }
}

fn damaged(error: &dyn std::fmt::Display) -> BurnError {
    let text: String = error.to_string().chars().take(120).collect();
    BurnError::Damaged(text)
}

fn check(width: u32, height: u32) -> Result<(), BurnError> {
    let n_pixels = u64::from(width) * u64::from(height);
    if (1..=MOST_PIXELS).contains(&n_pixels) {
        Ok(())
    } else {
        Err(BurnError::Pixels { width, height })
    }
}

fn jpeg(file: &[u8]) -> Result<Decoded, BurnError> {
    let options = DecoderOptions::new_safe()
        .set_strict_mode(true)
        .set_max_width(u16::MAX.into())
        .set_max_height(u16::MAX.into())
        .jpeg_set_max_scans(100)
        .jpeg_set_out_colorspace(ColorSpace::RGB);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(file), options);
    decoder.decode_headers().map_err(|error| damaged(&error))?;
    let info = decoder.info().ok_or_else(|| damaged(&"no size"))?;
    let (width, height) = (u32::from(info.width), u32::from(info.height));
    check(width, height)?;
    let orientation = decoder.exif().and_then(|exif| clean::orientation(exif));
    let bytes = decoder.decode().map_err(|error| damaged(&error))?;
    if !ends(file) {
        return Err(damaged(&"no end"));
    }
    whole(
        Pixels {
            width,
            height,
            n_channels: 3,
            bytes,
        },
        orientation,
        Target::Jpeg,
    )
}

/// Whether the mark of the end stands somewhere; a decoder may fill up what is missing with grey.
fn ends(jpeg: &[u8]) -> bool {
    memchr::memmem::rfind(jpeg, b"\xff\xd9").is_some_and(|at| at > 2)
}

fn png(file: &[u8]) -> Result<Decoded, BurnError> {
    let mut decoder = png::Decoder::new(Cursor::new(file));
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    decoder.set_limits(png::Limits {
        bytes: MOST_PIXELS as usize * 8,
    });
    let header = decoder
        .read_header_info()
        .map_err(|error| damaged(&error))?;
    check(header.width, header.height)?;
    let mut reader = decoder.read_info().map_err(|error| damaged(&error))?;
    let info = reader.info();
    if info.animation_control.is_some() {
        return Err(BurnError::Moves);
    }
    let (width, height) = (info.width, info.height);
    let orientation = info.exif_metadata.as_ref();
    let orientation = orientation.and_then(|exif| clean::orientation(exif));
    let size = reader
        .output_buffer_size()
        .ok_or_else(|| damaged(&"size"))?;
    let mut bytes = vec![0; size];
    reader
        .next_frame(&mut bytes)
        .and_then(|_| reader.finish())
        .map_err(|error| damaged(&error))?;
    let (color, _) = reader.output_color_type();
    let (n_channels, bytes) = match color {
        png::ColorType::Grayscale => (3, spread(&bytes, 1)),
        png::ColorType::GrayscaleAlpha => (4, spread(&bytes, 2)),
        png::ColorType::Rgb => (3, bytes),
        png::ColorType::Rgba => (4, bytes),
        png::ColorType::Indexed => return Err(damaged(&"palette")),
    };
    whole(
        Pixels {
            width,
            height,
            n_channels,
            bytes,
        },
        orientation,
        Target::Png,
    )
}

/// Grey pixels of `n` bytes as colours.
fn spread(grey: &[u8], n: usize) -> Vec<u8> {
    let pixels = grey.chunks_exact(n);
    pixels
        .flat_map(|pixel| {
            let (value, alpha) = pixel.split_at(1);
            value.repeat(3).into_iter().chain(alpha.iter().copied())
        })
        .collect()
}

fn webp(file: &[u8]) -> Result<Decoded, BurnError> {
    let mut decoder =
        image_webp::WebPDecoder::new(Cursor::new(file)).map_err(|error| damaged(&error))?;
    let (width, height) = decoder.dimensions();
    check(width, height)?;
    if decoder.is_animated() {
        return Err(BurnError::Moves);
    }
    decoder.set_memory_limit(MOST_PIXELS as usize * 8);
    let exif = decoder.exif_metadata().map_err(|error| damaged(&error))?;
    let orientation = exif.and_then(|exif| clean::orientation(&exif));
    let n_channels = if decoder.has_alpha() { 4 } else { 3 };
    let size = decoder
        .output_buffer_size()
        .ok_or_else(|| damaged(&"size"))?;
    let mut bytes = vec![0; size];
    decoder
        .read_image(&mut bytes)
        .map_err(|error| damaged(&error))?;
    whole(
        Pixels {
            width,
            height,
            n_channels,
            bytes,
        },
        orientation,
        Target::Png,
    )
}

/// Every pixel must be there.
fn whole(pixels: Pixels, orientation: Option<u8>, target: Target) -> Result<Decoded, BurnError> {
    let expected = u64::from(pixels.width) * u64::from(pixels.height) * pixels.n_channels as u64;
    if pixels.bytes.len() as u64 != expected {
        return Err(damaged(&"pixels are missing"));
    }
    Ok(Decoded {
        pixels,
        orientation: orientation.unwrap_or(1),
        target,
    })
}
