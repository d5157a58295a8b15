//! The tables that say how long samples last, how large they are and where they stand.

use super::Wrong;
use super::boxes::boxed;
use super::track::n_entries;
use crate::engine::clean::tape::{be32, be64};

/// A run of samples of one track.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Range {
    pub(super) start: u64,
    /// One past the last byte.
    pub(super) end: u64,
    /// Number of the track among those that are kept.
    pub(super) track: usize,
    /// Number of the run in its track.
    pub(super) chunk: usize,
    /// Numbers of its samples, first and one past the last.
    pub(super) samples: (u64, u64),
}

/// The tables of a track, each checked to its last byte.
pub(super) struct Samples {
    times: Vec<u8>,
    offsets: Option<Vec<u8>>,
    keys: Option<Vec<u8>>,
    runs: Vec<u8>,
    sizes: Vec<u8>,
    places: Vec<u64>,
}

impl Samples {
    /// Reads `stts`, `ctts`, `stss`, `stsc`, `stsz`, `stco`, `co64`.
    pub(super) fn read(tables: [Option<&[u8]>; 7]) -> Result<Samples, Wrong> {
        let [stts, ctts, stss, stsc, stsz, stco, co64] = tables;
        let stts = stts.ok_or(Wrong::Missing("stts"))?;
        let stsc = stsc.ok_or(Wrong::Missing("stsc"))?;
        let stsz = stsz.ok_or(Wrong::Missing("stsz"))?;
        n_entries(stts, 8, 8, "stts")?;
        n_entries(stsc, 8, 12, "stsc")?;
        if let Some(ctts) = ctts {
            n_entries(ctts, 8, 8, "ctts")?;
        }
        if let Some(stss) = stss {
            n_entries(stss, 8, 4, "stss")?;
        }
        if be32(stsz, 4) == 0 {
            n_entries(stsz, 12, 4, "stsz")?;
        } else if stsz.len() != 12 {
            return Err(Wrong::Form("stsz"));
        }
        let samples = Samples {
            times: plain(stts),
            offsets: ctts.map(<[u8]>::to_vec),
            keys: stss.map(plain),
            runs: plain(stsc),
            sizes: plain(stsz),
            places: places(stco, co64)?,
        };
        let timed: u64 = pairs(stts).map(|(n, _)| u64::from(n)).sum();
        if timed != u64::from(samples.n_samples()) {
            return Err(Wrong::Form("number of samples"));
        }
        Ok(samples)
    }

    /// How many samples there are.
    pub(super) fn n_samples(&self) -> u32 {
        be32(&self.sizes, 8)
    }

    /// Passes on first byte and end of every sample in its runs.
    pub(super) fn each<'a>(
        &self,
        ranges: impl Iterator<Item = &'a Range>,
        put: &mut dyn FnMut(u64, u64),
    ) {
        for range in ranges {
            let mut at = range.start;
            for sample in range.samples.0..range.samples.1 {
                let size = self.bytes_of(sample, sample + 1);
                put(at, at + size);
                at += size;
            }
        }
    }

    /// How many runs there are.
    pub(super) fn n_chunks(&self) -> usize {
        self.places.len()
    }

    /// Appends where each run stands.
    pub(super) fn ranges(&self, track: usize, out: &mut Vec<Range>) -> Result<(), Wrong> {
        let wrong = Wrong::Form("runs of samples");
        let mut entries = self.runs.get(8..).unwrap_or_default().chunks(12).peekable();
        let mut in_each = 0;
        let mut sample = 0u64;
        for (chunk, start) in self.places.iter().enumerate() {
            if let Some(entry) = entries.next_if(|entry| be32(entry, 0) as usize == chunk + 1) {
                in_each = u64::from(be32(entry, 4));
            }
            let next = sample + in_each;
            if in_each == 0 || next > u64::from(self.n_samples()) {
                return Err(wrong);
            }
            let end = start
                .checked_add(self.bytes_of(sample, next))
                .ok_or(wrong.clone())?;
            let samples = (sample, next);
            sample = next;
            out.push(Range {
                start: *start,
                end,
                track,
                chunk,
                samples,
            });
        }
        // Nothing may be left: neither samples without a place nor runs without one.
        if sample != u64::from(self.n_samples()) || entries.next().is_some() {
            return Err(wrong);
        }
        Ok(())
    }

    fn bytes_of(&self, from: u64, to: u64) -> u64 {
        match be32(&self.sizes, 4) {
            0 => {
                let table = self.sizes.get(12 + 4 * from as usize..12 + 4 * to as usize);
                let sizes = table.unwrap_or_default().chunks(4);
                sizes.map(|size| u64::from(be32(size, 0))).sum()
            }
            same => (to - from) * u64::from(same),
        }
    }

    /// The boxes with these places of the runs.
    pub(super) fn write(&self, places: &[u64], is_long: bool) -> Vec<u8> {
        let mut out = boxed(b"stts", &self.times);
        if let Some(offsets) = &self.offsets {
            out.extend(boxed(b"ctts", offsets));
        }
        if let Some(keys) = &self.keys {
            out.extend(boxed(b"stss", keys));
        }
        out.extend(boxed(b"stsc", &self.runs));
        out.extend(boxed(b"stsz", &self.sizes));
        let mut table = vec![0; 4];
        table.extend_from_slice(&(places.len() as u32).to_be_bytes());
        for place in places {
            if is_long {
                table.extend_from_slice(&place.to_be_bytes());
            } else {
                table.extend_from_slice(&(*place as u32).to_be_bytes());
            }
        }
        out.extend(boxed(if is_long { b"co64" } else { b"stco" }, &table));
        out
    }
}

/// Runs that follow each other without a gap are one.
pub(super) fn joined(ranges: &[Range]) -> Vec<(u64, u64)> {
    let mut out: Vec<(u64, u64)> = Vec::new();
    for range in ranges.iter().filter(|range| range.start < range.end) {
        match out.last_mut() {
            Some((_, end)) if *end == range.start => *end = range.end,
            _apart => out.push((range.start, range.end)),
        }
    }
    out
}

fn places(stco: Option<&[u8]>, co64: Option<&[u8]>) -> Result<Vec<u64>, Wrong> {
    match (stco, co64) {
        (Some(table), None) => {
            n_entries(table, 8, 4, "stco")?;
            let places = table.get(8..).unwrap_or_default().chunks(4);
            Ok(places.map(|place| u64::from(be32(place, 0))).collect())
        }
        (None, Some(table)) => {
            n_entries(table, 8, 8, "co64")?;
            let places = table.get(8..).unwrap_or_default().chunks(8);
            Ok(places.map(|place| be64(place, 0)).collect())
        }
        _both_or_none => Err(Wrong::Missing("stco or co64")),
    }
}

fn pairs(table: &[u8]) -> impl Iterator<Item = (u32, u32)> {
    let entries = table.get(8..).unwrap_or_default().chunks(8);
    entries.map(|entry| (be32(entry, 0), be32(entry, 4)))
}

/// A table of version 0 without flags.
fn plain(table: &[u8]) -> Vec<u8> {
    super::boxes::zeroed(table, &[(0, 4)])
}
