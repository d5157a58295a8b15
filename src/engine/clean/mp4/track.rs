//! `trak`: one track of picture or sound, read and written anew. Tracks of other kinds (places, texts,
//! chapters, times of day) stay behind.

use super::boxes::{boxed, sorted, versioned, zeroed};
use super::messages::{self, Units};
use super::samples::Samples;
use super::{Wrong, codec, edits};
use crate::engine::clean::tape::{be16, be32, be64};

/// A track that is kept.
pub(super) struct Track {
    header: Vec<u8>,
    edits: Option<Vec<u8>>,
    media_header: Vec<u8>,
    kind: Kind,
    description: Vec<u8>,
    pub(super) samples: Samples,
    /// How its samples consist of units, if they do.
    pub(super) units: Option<Units>,
}

/// What a track holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Picture,
    Sound,
}

impl Track {
    /// Reads the content of `trak`; `None` for a track that stays behind.
    pub(super) fn read(trak: &[u8], movie: &Option<Vec<u8>>) -> Result<Option<Track>, Wrong> {
        let left: [&[u8; 4]; 9] = [
            b"udta", b"meta", b"tref", b"free", b"skip", b"uuid", b"wide", b"tapt", b"load",
        ];
        let [tkhd, mdia, edts] = sorted(trak, [b"tkhd", b"mdia", b"edts"], &left)?;
        let (tkhd, mdia) = tkhd.zip(mdia).ok_or(Wrong::Missing("tkhd or mdia"))?;
        let left: [&[u8; 4]; 6] = [b"free", b"skip", b"uuid", b"udta", b"meta", b"elng"];
        let [mdhd, hdlr, minf] = sorted(mdia, [b"mdhd", b"hdlr", b"minf"], &left)?;
        let kind = match hdlr.and_then(|hdlr| hdlr.get(8..12)) {
            Some(b"vide") => Kind::Picture,
            Some(b"soun") => Kind::Sound,
            Some(_other) => return Ok(None),
            None => return Err(Wrong::Missing("hdlr")),
        };
        let (mdhd, minf) = mdhd.zip(minf).ok_or(Wrong::Missing("mdhd or minf"))?;
        let media_header = media_head(mdhd)?;
        let stbl = sample_tables(minf)?;
        let left: [&[u8; 4]; 10] = [
            b"sdtp", b"sbgp", b"sgpd", b"cslg", b"stps", b"subs", b"free", b"skip", b"uuid",
            b"stsh",
        ];
        let listed = [
            b"stsd", b"stts", b"ctts", b"stss", b"stsc", b"stsz", b"stco", b"co64",
        ];
        let [stsd, stts, ctts, stss, stsc, stsz, stco, co64] = sorted(stbl, listed, &left)?;
        let samples = Samples::read([stts, ctts, stss, stsc, stsz, stco, co64])?;
        let edits = match edts {
            Some(edts) => edits::harmless(edts, movie.as_deref(), mdhd)?,
            None => None,
        };
        let stsd = stsd.ok_or(Wrong::Missing("stsd"))?;
        Ok(Some(Track {
            units: messages::units(stsd).filter(|_| kind == Kind::Picture),
            header: head(tkhd)?,
            edits,
            media_header,
            kind,
            description: codec::descriptions(stsd, kind)?,
            samples,
        }))
    }

    /// The box with these places of its runs of samples.
    pub(super) fn write(&self, places: &[u64], is_long: bool) -> Vec<u8> {
        let mut table = boxed(b"stsd", &self.description);
        table.extend(self.samples.write(places, is_long));
        let mut media = match self.kind {
            Kind::Picture => boxed(b"vmhd", &[0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0]),
            Kind::Sound => boxed(b"smhd", &[0; 8]),
        };
        // One reference, which says that the samples are in this file.
        let mut here = vec![0, 0, 0, 0, 0, 0, 0, 1];
        here.extend(boxed(b"url ", &[0, 0, 0, 1]));
        media.extend(boxed(b"dinf", &boxed(b"dref", &here)));
        media.extend(boxed(b"stbl", &table));
        let mut handler = vec![0; 8];
        handler.extend_from_slice(match self.kind {
            Kind::Picture => b"vide",
            Kind::Sound => b"soun",
        });
        handler.extend_from_slice(&[0; 13]);
        let mut mdia = boxed(b"mdhd", &self.media_header);
        mdia.extend(boxed(b"hdlr", &handler));
        mdia.extend(boxed(b"minf", &media));
        let mut trak = boxed(b"tkhd", &self.header);
        if let Some(edits) = &self.edits {
            trak.extend(boxed(b"edts", &boxed(b"elst", edits)));
        }
        trak.extend(boxed(b"mdia", &mdia));
        boxed(b"trak", &trak)
    }
}

fn sample_tables(minf: &[u8]) -> Result<&[u8], Wrong> {
    // Media heads are written anew; `hdlr` is QuickTime's for the data.
    let left: [&[u8; 4]; 6] = [b"vmhd", b"smhd", b"hdlr", b"free", b"skip", b"uuid"];
    let [dinf, stbl] = sorted(minf, [b"dinf", b"stbl"], &left)?;
    if let Some(dinf) = dinf {
        let [dref] = sorted(dinf, [b"dref"], &[])?;
        let entries = dref.and_then(|dref| dref.get(8..)).unwrap_or_default();
        for entry in super::boxes::children(entries)? {
            if be32(entry.body, 0) & 1 == 0 {
                return Err(Wrong::Elsewhere("samples in another file"));
            }
        }
    }
    stbl.ok_or(Wrong::Missing("stbl"))
}

/// `tkhd` without times and without what is reserved.
fn head(body: &[u8]) -> Result<Vec<u8>, Wrong> {
    let is_long = versioned(body, 84, 96, "tkhd")?;
    let mut out = if is_long {
        zeroed(body, &[(4, 20), (24, 28), (36, 44), (50, 52)])
    } else {
        zeroed(body, &[(4, 12), (16, 20), (24, 32), (38, 40)])
    };
    // Enabled, in the movie, in the preview, its size is a ratio.
    if let Some([a, b, c]) = out.get_mut(1..4) {
        (*a, *b, *c) = (0, 0, *c & 0x0f);
    }
    Ok(out)
}

/// `mdhd` without times, in no language.
fn media_head(body: &[u8]) -> Result<Vec<u8>, Wrong> {
    let is_long = versioned(body, 24, 36, "mdhd")?;
    let (times, language) = if is_long {
        ((4, 20), 32)
    } else {
        ((4, 12), 20)
    };
    let mut out = zeroed(body, &[(1, 4), times, (language + 2, language + 4)]);
    if let Some(place) = out.get_mut(language..language + 2) {
        place.copy_from_slice(&0x55c4u16.to_be_bytes());
    }
    Ok(out)
}

/// Units in a second, and how long it is, of `mvhd` or `mdhd`.
pub(super) fn clock(body: &[u8]) -> (u32, u64) {
    match body.first() {
        Some(1) => (be32(body, 20), be64(body, 24)),
        _short => (be32(body, 12), u64::from(be32(body, 16))),
    }
}

/// How many entries a table has: the rest of it must be just these.
pub(super) fn n_entries(
    body: &[u8],
    head: usize,
    entry: usize,
    what: &'static str,
) -> Result<u32, Wrong> {
    let n = be32(body, head - 4);
    let expected = (n as u64) * entry as u64 + head as u64;
    if body.len() as u64 != expected || be16(body, 0) > 0x0100 {
        return Err(Wrong::Form(what));
    }
    Ok(n)
}
