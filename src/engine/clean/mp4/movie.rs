//! `moov`: the head of the movie and its tracks, read and written anew.

use super::Wrong;
use super::boxes::{boxed, children, versioned, zeroed};
use super::messages::Sample;
use super::samples::Range;
use super::track::Track;
use crate::engine::clean::tape::letters;

/// More tracks than any recorder writes.
const TRACKS_LIMIT: usize = 64;
/// More runs of samples than a day of video has.
const RANGES_LIMIT: usize = 2_000_000;
/// More pictures than eighteen hours of video have.
const SAMPLES_LIMIT: u64 = 2_000_000;

/// A movie with what is kept of it.
pub(super) struct Movie {
    brand: [u8; 4],
    header: Vec<u8>,
    tracks: Vec<Track>,
}

impl Movie {
    /// Reads the content of `moov`.
    pub(super) fn read(moov: &[u8], brand: [u8; 4]) -> Result<Movie, Wrong> {
        let mut header = None;
        let mut tracks = Vec::new();
        let mut n_tracks = 0;
        for child in children(moov)? {
            match child.kind {
                b"mvhd" if header.is_none() => header = Some(head(child.body)?),
                b"mvhd" => return Err(Wrong::Order("mvhd")),
                b"trak" => {
                    n_tracks += 1;
                    if n_tracks > TRACKS_LIMIT {
                        return Err(Wrong::TooMuch("tracks"));
                    }
                    tracks.extend(Track::read(child.body, &header)?);
                }
                b"mvex" => return Err(Wrong::Elsewhere("fragments")),
                b"udta" | b"meta" | b"iods" | b"free" | b"skip" | b"uuid" | b"wide" => {}
                other => return Err(Wrong::Unknown(letters(other))),
            }
        }
        let header = header.ok_or(Wrong::Missing("mvhd"))?;
        if tracks.is_empty() {
            return Err(Wrong::Missing("picture or sound"));
        }
        Ok(Movie {
            brand,
            header,
            tracks,
        })
    }

    /// The runs of samples of all tracks in the order in which they stand in the file. Each lies in
    /// one of the stretches of `data`, and no two share a byte.
    pub(super) fn ranges(&self, data: &[(u64, u64)]) -> Result<Vec<Range>, Wrong> {
        let mut out = Vec::new();
        for (number, track) in self.tracks.iter().enumerate() {
            track.samples.ranges(number, &mut out)?;
            if out.len() > RANGES_LIMIT {
                return Err(Wrong::TooMuch("runs of samples"));
            }
        }
        out.sort_by_key(|range| (range.start, range.end));
        let mut data = data.iter().peekable();
        let mut before = 0;
        for range in &out {
            if range.start < before {
                return Err(Wrong::Form("samples that share bytes"));
            }
            before = range.end;
            while data
                .next_if(|(_, end)| *end <= range.start && range.start < range.end)
                .is_some()
            {}
            let is_inside = data
                .peek()
                .is_some_and(|(start, end)| *start <= range.start && range.end <= *end);
            if !is_inside && range.start < range.end {
                return Err(Wrong::Form("samples outside the data"));
            }
        }
        Ok(out)
    }

    /// The samples that may hold messages of an encoder, in order.
    pub(super) fn with_messages(&self, ranges: &[Range]) -> Result<Vec<Sample>, Wrong> {
        let mut out = Vec::new();
        for (number, track) in self.tracks.iter().enumerate() {
            let Some(units) = track.units else {
                continue;
            };
            if u64::from(track.samples.n_samples()) > SAMPLES_LIMIT {
                return Err(Wrong::TooMuch("samples"));
            }
            let own = ranges.iter().filter(|range| range.track == number);
            track.samples.each(own, &mut |start, end| {
                out.push(Sample { start, end, units });
            });
        }
        out.sort_by_key(|sample| sample.start);
        Ok(out)
    }

    /// Everything before the samples, which follow in the order of `ranges`.
    pub(super) fn head(&self, ranges: &[Range]) -> Result<Vec<u8>, Wrong> {
        let n_bytes: u64 = ranges.iter().map(|range| range.end - range.start).sum();
        let is_long = n_bytes > u64::from(u32::MAX) - (super::MOOV_LIMIT * 2);
        let mut places: Vec<Vec<u64>> = vec![Vec::new(); self.tracks.len()];
        for (track, places) in self.tracks.iter().zip(&mut places) {
            places.resize(track.samples.n_chunks(), 0);
        }
        // The size of the tables does not depend on what stands in them.
        let size = self.before_data(&places, is_long, n_bytes).len() as u64;
        let mut at = size;
        for range in ranges {
            let place = places
                .get_mut(range.track)
                .and_then(|places| places.get_mut(range.chunk));
            *place.ok_or(Wrong::Form("runs of samples"))? = at;
            at += range.end - range.start;
        }
        Ok(self.before_data(&places, is_long, n_bytes))
    }

    fn before_data(&self, places: &[Vec<u64>], is_long: bool, n_bytes: u64) -> Vec<u8> {
        let mut brands = self.brand.to_vec();
        brands.extend_from_slice(&[0; 4]);
        brands.extend_from_slice(&self.brand);
        let mut out = boxed(b"ftyp", &brands);
        let mut moov = boxed(b"mvhd", &self.header);
        for (track, places) in self.tracks.iter().zip(places) {
            moov.extend(track.write(places, is_long));
        }
        out.extend(boxed(b"moov", &moov));
        if is_long {
            out.extend_from_slice(b"\0\0\0\x01mdat");
            out.extend_from_slice(&(n_bytes + 16).to_be_bytes());
        } else {
            out.extend_from_slice(&(n_bytes as u32 + 8).to_be_bytes());
            out.extend_from_slice(b"mdat");
        }
        out
    }
}

/// `mvhd` without times and without what is reserved.
fn head(body: &[u8]) -> Result<Vec<u8>, Wrong> {
    let is_long = versioned(body, 100, 112, "mvhd")?;
    let times = if is_long { (4, 20) } else { (4, 12) };
    let fixed = if is_long { 32 } else { 20 };
    // Behind rate and volume: reserved; behind the matrix: QuickTime's preview and selection.
    let reserved = (fixed + 6, fixed + 16);
    let preview = (fixed + 52, fixed + 76);
    Ok(zeroed(body, &[(1, 4), times, reserved, preview]))
}
