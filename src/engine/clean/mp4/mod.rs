//! MP4, M4A, MOV, 3GP. A new file: `ftyp`, a `moov` written anew from the numbers in the old one, and a
//! `mdat` with the samples of the picture and sound tracks in the order in which they stood. Every
//! other box, track and byte stays behind; times are 0, names are empty, the language is not said.
//!
//! An edit list stays where it only skips the usual run-in of a codec, or delays a track, because picture and sound
//! come apart without it. One that hides more is refused: what it hides would still be in the file.
//!
//! Messages of an encoder inside the samples of H.264 and H.265 are written over, see [`messages`]. Left
//! as it is: what else an encoder wrote into samples.
//!
//! Source: ISO/IEC 14496-12 (boxes), -14, -15 (codec entries), QuickTime File Format for MOV, 3GPP
//! TS 26.244 for 3GP.

mod boxes;
mod codec;
mod edits;
mod messages;
mod movie;
mod samples;
mod track;

use std::rc::Rc;

use super::error::{CleanError, Wrong};
use super::tape::{Move, be32, be64, letters};
use messages::Sample;
use movie::Movie;

/// Tables of more bytes than this are refused. A day of video has less.
const MOOV_LIMIT: u64 = 64 << 20;
const FTYP_LIMIT: u64 = 4 << 10;
/// More boxes side by side than any recorder writes.
const BOXES_LIMIT: usize = 10_000;

/// What a copy is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Plan {
    /// Everything before the samples.
    head: Rc<[u8]>,
    /// Where samples stand in the original, first byte and one past the last, in order.
    ranges: Rc<[(u64, u64)]>,
    /// Samples that may hold messages of an encoder, in order.
    samples: Rc<[Sample]>,
    /// Size of the original.
    end: u64,
}

/// Brands whose files look as this module expects.
const BRANDS: [&[u8; 4]; 19] = [
    b"isom", b"iso2", b"iso3", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4A ",
    b"M4V ", b"M4B ", b"MSNV", b"qt  ", b"3gp4", b"3gp5", b"3gp6", b"3gp7", b"3g2a",
];

/// Whether the main brand is one of those.
pub(super) fn is_known(head: &[u8]) -> bool {
    let brand = head.get(8..12).unwrap_or_default();
    BRANDS.iter().any(|known| known.as_slice() == brand)
}

/// The beginning of a box.
enum Head {
    /// Kind, size of the head and size of the whole box.
    Seen {
        kind: [u8; 4],
        head: u64,
        whole: u64,
    },
    /// So many bytes must be in view first.
    Need(usize),
}

/// Finds the boxes of a file and keeps those that tell about samples.
pub(super) struct Scanner {
    size_bytes: u64,
    at: u64,
    brand: Option<[u8; 4]>,
    moov: Option<(u64, Vec<u8>)>,
    /// Content of each `mdat`.
    data: Vec<(u64, u64)>,
    n_boxes: usize,
}

impl Scanner {
    pub(super) fn new(size_bytes: u64) -> Scanner {
        Scanner {
            size_bytes,
            at: 0,
            brand: None,
            moov: None,
            data: Vec::new(),
            n_boxes: 0,
        }
    }

    pub(super) fn may_end(&self) -> bool {
        self.at == self.size_bytes
    }

    pub(super) fn next(&mut self, front: &[u8]) -> Result<Move, Wrong> {
        if self.at == self.size_bytes {
            return Ok(Move::End);
        }
        let (kind, head, whole) = match self.size(front)? {
            Head::Seen { kind, head, whole } => (kind, head, whole),
            Head::Need(need) => return Ok(Move::Need(need)),
        };
        let limit = match &kind {
            b"ftyp" => FTYP_LIMIT,
            b"moov" => MOOV_LIMIT,
            _other => u64::MAX,
        };
        if whole > limit {
            return Err(Wrong::TooMuch("tables"));
        }
        if limit < u64::MAX && (front.len() as u64) < whole {
            return Ok(Move::Need(whole as usize));
        }
        let content = front.get(head as usize..whole as usize).unwrap_or_default();
        self.note(&kind, head, whole, content)?;
        self.at += whole;
        Ok(Move::Drop(whole))
    }

    fn size(&self, front: &[u8]) -> Result<Head, Wrong> {
        let Some(&[a, b, c, d]) = front.get(4..8) else {
            return Ok(Head::Need(8));
        };
        let left = self.size_bytes - self.at;
        let (head, whole) = match be32(front, 0) {
            0 => (8, left),
            1 if front.len() < 16 => return Ok(Head::Need(16)),
            1 => (16, be64(front, 8)),
            size => (8, u64::from(size)),
        };
        if whole < head {
            return Err(Wrong::Form("size of a box"));
        }
        if whole > left {
            return Err(Wrong::CutOff);
        }
        let kind = [a, b, c, d];
        Ok(Head::Seen { kind, head, whole })
    }

    fn note(&mut self, kind: &[u8; 4], head: u64, whole: u64, content: &[u8]) -> Result<(), Wrong> {
        self.n_boxes += 1;
        if self.n_boxes > BOXES_LIMIT {
            return Err(Wrong::TooMuch("boxes"));
        }
        if self.brand.is_none() && kind != b"ftyp" {
            return Err(Wrong::Missing("ftyp"));
        }
        match kind {
            b"ftyp" if self.brand.is_some() => return Err(Wrong::Order("ftyp")),
            b"ftyp" => {
                let brand = content.get(..4).unwrap_or_default();
                let known = BRANDS.iter().find(|known| known.as_slice() == brand);
                self.brand = Some(**known.ok_or_else(|| Wrong::Unknown(letters(brand)))?);
            }
            b"moov" if self.moov.is_some() => return Err(Wrong::Order("moov")),
            b"moov" => self.moov = Some((self.at + head, content.to_vec())),
            b"mdat" => self.data.push((self.at + head, self.at + whole)),
            // What WhatsApp and cameras put beside them.
            b"free" | b"skip" | b"wide" | b"uuid" | b"udta" | b"meta" | b"pdin" | b"beam" => {}
            b"moof" | b"sidx" | b"styp" | b"mfra" | b"ssix" => {
                return Err(Wrong::Elsewhere("fragments"));
            }
            other => return Err(Wrong::Unknown(letters(other))),
        }
        Ok(())
    }

    /// What the copy is made of.
    ///
    /// Errors: what is wrong with the tables, at the box that holds them.
    pub(super) fn plan(self) -> Result<Plan, CleanError> {
        let end = self.at;
        let missing = |what| CleanError {
            at: end,
            wrong: Wrong::Missing(what),
        };
        let brand = self.brand.ok_or(missing("ftyp"))?;
        let (at, moov) = self.moov.ok_or(missing("moov"))?;
        let here = |wrong| CleanError { at, wrong };
        let movie = Movie::read(&moov, brand).map_err(here)?;
        let ranges = movie.ranges(&self.data).map_err(here)?;
        let head = movie.head(&ranges).map_err(here)?;
        Ok(Plan {
            head: head.into(),
            ranges: samples::joined(&ranges).into(),
            samples: movie.with_messages(&ranges).map_err(here)?.into(),
            end,
        })
    }
}

/// Writes a copy.
pub(super) struct Writer {
    plan: Plan,
    at: u64,
    next: usize,
    sample: usize,
    has_head: bool,
}

impl Writer {
    pub(super) fn new(plan: &Plan) -> Writer {
        Writer {
            plan: plan.clone(),
            at: 0,
            next: 0,
            sample: 0,
            has_head: false,
        }
    }

    pub(super) fn may_end(&self) -> bool {
        self.at == self.plan.end && self.next == self.plan.ranges.len()
    }

    /// What happens with the bytes at the front.
    pub(super) fn next(&mut self, front: &[u8]) -> Move {
        if !self.has_head {
            self.has_head = true;
            return Move::Put(0, self.plan.head.to_vec());
        }
        let step = match self.plan.ranges.get(self.next).copied() {
            Some((start, _)) if self.at < start => Move::Drop(start - self.at),
            Some((_, end)) if self.at < end => self.some(front, end),
            Some(_done) => {
                self.next += 1;
                Move::Drop(0)
            }
            None if self.at < self.plan.end => Move::Drop(self.plan.end - self.at),
            None => Move::End,
        };
        if let Move::Drop(n) | Move::Keep(n) | Move::Put(n, _) = &step {
            self.at += n;
        }
        step
    }

    /// Inside a stretch of samples that ends at `end`.
    fn some(&mut self, front: &[u8], end: u64) -> Move {
        while let Some(sample) = self.plan.samples.get(self.sample) {
            if sample.end > self.at {
                break;
            }
            self.sample += 1;
        }
        match self.plan.samples.get(self.sample) {
            Some(sample) if sample.start <= self.at => {
                messages::step(sample.units, front, sample.end - self.at)
            }
            Some(sample) => Move::Keep(end.min(sample.start) - self.at),
            None => Move::Keep(end - self.at),
        }
    }
}
