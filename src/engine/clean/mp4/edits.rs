//! `edts`: what of a track is shown, and when.

use super::Wrong;
use super::boxes::sorted;
use super::track::{clock, n_entries};
use crate::engine::clean::tape::{be32, be64};

/// Content of `elst` when all it does is to delay a track and to skip the run-in of a codec, at most a
/// second; `None` when there is none.
///
/// Errors: `Hides`, when more stays in the file than is shown.
pub(super) fn harmless(
    edts: &[u8],
    movie: Option<&[u8]>,
    media: &[u8],
) -> Result<Option<Vec<u8>>, Wrong> {
    let [elst] = sorted(edts, [b"elst"], &[])?;
    let Some(elst) = elst else {
        return Ok(None);
    };
    let is_long = elst.first() == Some(&1);
    let entry = if is_long { 20 } else { 12 };
    let n = n_entries(elst, 8, entry, "elst")?;
    let (movie_units, _) = clock(movie.ok_or(Wrong::Order("mvhd"))?);
    let (units, duration) = clock(media);
    if n == 0 {
        return Ok(None);
    }
    if n > 2 || units == 0 || movie_units == 0 {
        return Err(Wrong::Hides);
    }
    let entries = elst.get(8..).unwrap_or_default().chunks(entry);
    let mut is_shown = false;
    for entry in entries {
        let (length, start) = if is_long {
            (be64(entry, 0), be64(entry, 8) as i64)
        } else {
            (u64::from(be32(entry, 0)), i64::from(be32(entry, 4) as i32))
        };
        if be32(entry, entry.len() - 4) != 0x0001_0000 || is_shown {
            return Err(Wrong::Hides);
        }
        if start == -1 {
            continue;
        }
        is_shown = true;
        let start = u64::try_from(start).map_err(|_| Wrong::Form("elst"))?;
        let seconds = |n: u64, units: u32| n as f64 / f64::from(units);
        let skipped = seconds(start, units);
        let shown = seconds(length, movie_units);
        let all = seconds(duration, units);
        // A length of zero means all of it.
        let is_cut = length > 0 && skipped + shown + 1.0 < all;
        if skipped > 1.0 || is_cut {
            return Err(Wrong::Hides);
        }
    }
    let mut out = elst.to_vec();
    if let Some(flags) = out.get_mut(1..4) {
        flags.fill(0);
    }
    Ok(is_shown.then_some(out))
}
