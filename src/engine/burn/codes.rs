//! Where a picture shows a QR code, so that a box can be proposed for it. Looks for the three squares
//! at its corners: a dark square in a light ring in a dark ring, cut 1:1:3:1:1 by every line through
//! its middle, however the code is turned. What the code says is never read.
//!
//! Bounded whatever the picture: pixels are looked at in a smaller copy, corners are at most
//! [`CORNERS`].

use super::{BurnError, MOST_BYTES, Pixels, decode, turn};
use crate::engine::decision::PixelBox;

/// Longest side of the copy in which is looked. Units: pixels.
const SIDE: u32 = 1600;
/// Most corners of which threes are made.
const CORNERS: usize = 48;
/// Most corners that are gathered before the best are chosen.
const GATHERED: usize = 2000;
/// Most codes of one picture.
const CODES: usize = 16;

/// A box over each QR code, in pixels as the picture is shown; sorted.
///
/// Errors: [`BurnError`] for what is no picture or cannot be decoded.
/// Cost: linear in the pixels, about eight bytes of memory each.
pub fn codes_in(file: &[u8]) -> Result<Vec<PixelBox>, BurnError> {
    if file.len() as u64 > MOST_BYTES {
        return Err(BurnError::Bytes {
            size_bytes: file.len() as u64,
        });
    }
    let decode::Decoded {
        pixels,
        orientation,
        ..
    } = decode::decode(file)?;
    Ok(codes_in_shown(turn::turned(pixels, orientation)))
}

/// The same in pixels as they are shown.
pub(super) fn codes_in_shown(shown: Pixels) -> Vec<PixelBox> {
    let (width, height) = (shown.width, shown.height);
    let (light, step) = Light::of(&shown);
    drop(shown);
    let mut boxes: Vec<PixelBox> = Vec::new();
    for is_dark in [light.by_middle(), light.by_neighbours()] {
        let inverse: Vec<bool> = is_dark.iter().map(|dark| !dark).collect();
        for dark in [is_dark, inverse] {
            let corners = corners(&dark, light.width);
            boxes.extend(
                codes(&corners)
                    .iter()
                    .filter_map(|code| code.boxed(f64::from(step), (width, height))),
            );
        }
    }
    boxes.sort_unstable();
    let mut apart: Vec<PixelBox> = Vec::new();
    for one in boxes {
        if apart.len() < CODES && !apart.iter().any(|other| overlap(other, &one)) {
            apart.push(one);
        }
    }
    apart
}

fn overlap(one: &PixelBox, other: &PixelBox) -> bool {
    let apart =
        |start: u32, len: u32, other: u32, n: u32| start + len <= other || other + n <= start;
    !apart(one.x, one.width, other.x, other.width)
        && !apart(one.y, one.height, other.y, other.height)
}

/// How light each pixel is, in a copy that is smaller by a whole number.
struct Light {
    width: usize,
    values: Vec<u8>,
}

impl Light {
    fn of(pixels: &Pixels) -> (Light, u32) {
        let step = pixels.width.max(pixels.height).div_ceil(SIDE).max(1);
        let width = (pixels.width / step).max(1) as usize;
        let height = (pixels.height / step).max(1) as usize;
        let (step_size, n) = (step as usize, pixels.n_channels);
        let mut values = Vec::with_capacity(width * height);
        for y in 0..height {
            for x in 0..width {
                let (mut sum, mut count) = (0_u32, 0_u32);
                for row in y * step_size..(y + 1) * step_size {
                    let start = (row * pixels.width as usize + x * step_size) * n;
                    let part = pixels.bytes.get(start..start + step_size * n);
                    for pixel in part.unwrap_or(&[]).chunks_exact(n) {
                        if let [red, green, blue, ..] = pixel {
                            sum += u32::from(*red) * 3 + u32::from(*green) * 6 + u32::from(*blue);
                            count += 10;
                        }
                    }
                }
                values.push((sum / count.max(1)) as u8);
            }
        }
        (Light { width, values }, step)
    }

    /// Darker than the middle between the darkest and the lightest.
    fn by_middle(&self) -> Vec<bool> {
        let least = self.values.iter().min().copied().unwrap_or(0);
        let most = self.values.iter().max().copied().unwrap_or(0);
        let middle = least.midpoint(most);
        self.values.iter().map(|value| *value < middle).collect()
    }

    /// Darker than what is around it, for light that falls from one side.
    fn by_neighbours(&self) -> Vec<bool> {
        let height = self.values.len() / self.width.max(1);
        let reach = (self.width.max(height) / 12).max(8);
        // Sums over all above and to the left.
        let mut sums = vec![0_u64; (self.width + 1) * (height + 1)];
        for (y, row) in self.values.chunks_exact(self.width).enumerate() {
            let mut along = 0;
            for (x, value) in row.iter().enumerate() {
                along += u64::from(*value);
                let above = sums.get(y * (self.width + 1) + x + 1).copied().unwrap_or(0);
                if let Some(sum) = sums.get_mut((y + 1) * (self.width + 1) + x + 1) {
                    *sum = above + along;
                }
            }
        }
        let sum = |x: usize, y: usize| sums.get(y * (self.width + 1) + x).copied().unwrap_or(0);
        let mut dark = Vec::with_capacity(self.values.len());
        for (y, row) in self.values.chunks_exact(self.width).enumerate() {
            let (top, bottom) = (y.saturating_sub(reach), (y + reach + 1).min(height));
            for (x, value) in row.iter().enumerate() {
                let (left, right) = (x.saturating_sub(reach), (x + reach + 1).min(self.width));
                let all = sum(right, bottom) + sum(left, top) - sum(left, bottom) - sum(right, top);
                let n = ((right - left) * (bottom - top)) as u64;
                dark.push(u64::from(*value) * n < all);
            }
        }
        dark
    }
}

/// A square that stands at a corner.
#[derive(Debug, Clone, Copy)]
struct Corner {
    x: f64,
    y: f64,
    /// How wide the thinnest stripe of it is. Units: pixels.
    module: f64,
    /// In how many rows it was seen.
    n: u32,
}

fn corners(dark: &[bool], width: usize) -> Vec<Corner> {
    let mut corners: Vec<Corner> = Vec::new();
    for (y, row) in dark.chunks_exact(width).enumerate() {
        let mut x = 0;
        // The lengths of the last five stripes.
        let mut last = [0_usize; 5];
        for stripe in row.chunk_by(|one, next| one == next) {
            x += stripe.len();
            last.rotate_left(1);
            last[4] = stripe.len();
            let Some(module) = stripe
                .first()
                .filter(|dark| **dark)
                .and_then(|_| module(&last))
            else {
                continue;
            };
            let middle = x - last[4] - last[3] - last[2].div_ceil(2);
            if let Some((y, tall)) = upright(dark, width, (middle, y), module) {
                let seen = Corner {
                    x: middle as f64,
                    y,
                    module: f64::midpoint(module, tall),
                    n: 1,
                };
                put(&mut corners, seen);
            }
        }
    }
    corners.retain(|corner| corner.n > 1);
    corners.sort_by_key(|corner| std::cmp::Reverse(corner.n));
    corners.truncate(CORNERS);
    corners
}

/// The width of one of the thin stripes, when the five are as 1:1:3:1:1.
fn module(stripes: &[usize; 5]) -> Option<f64> {
    let all: usize = stripes.iter().sum();
    let module = all as f64 / 7.0;
    let fits = |stripe: usize, times: f64| {
        (stripe as f64 - module * times).abs() <= module * 0.6 * times.sqrt()
    };
    let [a, b, c, d, e] = *stripes;
    let is_one =
        all >= 7 && fits(a, 1.0) && fits(b, 1.0) && fits(c, 3.0) && fits(d, 1.0) && fits(e, 1.0);
    is_one.then_some(module)
}

/// The same from top to bottom through a place: where its middle is, and the width of a stripe.
fn upright(dark: &[bool], width: usize, (x, y): (usize, usize), like: f64) -> Option<(f64, f64)> {
    let most = (like * 6.0) as usize + 2;
    let at = |y: usize| dark.get(y * width + x).copied();
    // How far it is of that colour from `from` on, in either direction.
    let run = |from: usize, down: bool, colour: bool| {
        let step = |n: usize| {
            if down {
                from.checked_add(n)
            } else {
                from.checked_sub(n)
            }
        };
        (0..most)
            .take_while(|n| step(*n).and_then(at) == Some(colour))
            .count()
    };
    let (up, down) = (run(y, false, true), run(y, true, true));
    let above = y.checked_sub(up)?;
    let light_above = run(above, false, false);
    let dark_above = run(above.checked_sub(light_above)?, false, true);
    let below = y + down;
    let light_below = run(below, true, false);
    let dark_below = run(below + light_below, true, true);
    let stripes = [
        dark_above,
        light_above,
        (up + down).saturating_sub(1),
        light_below,
        dark_below,
    ];
    let tall = module(&stripes)?;
    let is_square = tall / like < 1.5 && like / tall < 1.5;
    is_square.then(|| ((y + down) as f64 - stripes[2] as f64 / 2.0, tall))
}

/// With the one that it was seen of already, or as another.
fn put(corners: &mut Vec<Corner>, seen: Corner) {
    // Rows follow one another: what is the same was seen lately.
    let known = corners.iter_mut().rev().take(64).find(|corner| {
        let near = corner.module.max(seen.module) * 2.0;
        (corner.x - seen.x).abs() < near && (corner.y - seen.y).abs() < near
    });
    let Some(corner) = known else {
        if corners.len() < GATHERED {
            corners.push(seen);
        }
        return;
    };
    let n = f64::from(corner.n);
    corner.x = (corner.x * n + seen.x) / (n + 1.0);
    corner.y = (corner.y * n + seen.y) / (n + 1.0);
    corner.module = (corner.module * n + seen.module) / (n + 1.0);
    corner.n += 1;
}

/// Three corners of a square.
struct Code([Corner; 3]);

/// The likeliest threes, none of which share a corner.
fn codes(corners: &[Corner]) -> Vec<Code> {
    let mut found: Vec<(f64, [usize; 3])> = Vec::new();
    for first in 0..corners.len() {
        for second in 0..corners.len() {
            for third in second + 1..corners.len() {
                if first != second
                    && first != third
                    && let (Some(a), Some(b), Some(c)) =
                        (corners.get(first), corners.get(second), corners.get(third))
                    && let Some(off) = off_square(a, b, c)
                {
                    found.push((off, [first, second, third]));
                }
            }
        }
    }
    found.sort_by(|one, other| one.0.total_cmp(&other.0));
    let mut used = Vec::new();
    let mut codes = Vec::new();
    for (_, three) in found {
        if codes.len() < CODES && !three.iter().any(|corner| used.contains(corner)) {
            used.extend(three);
            let of = |at: usize| corners.get(at).copied();
            if let [Some(a), Some(b), Some(c)] = three.map(of) {
                codes.push(Code([a, b, c]));
            }
        }
    }
    codes
}

/// How far `b` and `c` are from being as far from `a` as each other, at a right angle; `None` when it
/// is too far, or the stripes are not of one code.
fn off_square(a: &Corner, b: &Corner, c: &Corner) -> Option<f64> {
    let modules = [a.module, b.module, c.module];
    let least = modules.into_iter().fold(f64::MAX, f64::min);
    let most = modules.into_iter().fold(0.0, f64::max);
    let (bx, by, cx, cy) = (b.x - a.x, b.y - a.y, c.x - a.x, c.y - a.y);
    let (one, other) = (bx.hypot(by), cx.hypot(cy));
    // The smallest code has 14 stripes between its corners, the largest 170.
    let sides = [one / most, other / least];
    if most > least * 1.5 || sides[0] < 9.0 || sides[1] > 220.0 {
        return None;
    }
    let uneven = (one - other).abs() / one.max(other);
    let skew = (bx * cx + by * cy).abs() / (one * other);
    (uneven < 0.25 && skew < 0.25).then_some(uneven + skew)
}

impl Code {
    /// All of it, with the light edge around it.
    fn boxed(&self, step: f64, (width, height): (u32, u32)) -> Option<PixelBox> {
        let Code([a, b, c]) = self;
        let last = (b.x + c.x - a.x, b.y + c.y - a.y);
        let points = [(a.x, a.y), (b.x, b.y), (c.x, c.y), last];
        // From the middle of a corner to its outer edge are three stripes and a half; turned, farther.
        let edge = self.0.iter().map(|one| one.module).fold(0.0, f64::max) * 6.0;
        let bound = |value: f64, most: u32| (value * step).clamp(0.0, f64::from(most)) as u32;
        let least =
            |of: fn(&(f64, f64)) -> f64| points.iter().map(of).fold(f64::MAX, f64::min) - edge;
        let most =
            |of: fn(&(f64, f64)) -> f64| points.iter().map(of).fold(f64::MIN, f64::max) + edge;
        let (x, y) = (bound(least(|p| p.0), width), bound(least(|p| p.1), height));
        let (right, bottom) = (bound(most(|p| p.0), width), bound(most(|p| p.1), height));
        (right > x && bottom > y).then(|| PixelBox {
            x,
            y,
            width: right - x,
            height: bottom - y,
        })
    }
}

#[cfg(test)]
mod tests;
