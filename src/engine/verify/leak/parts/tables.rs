//! What a movie says of itself: only numbers that are needed to play it.

use super::messages::{self, Coded};
use super::{MAKER, METADATA, TIME, number};

type Put<'a> = &'a mut dyn FnMut(&'static str, &str);

/// Bytes of samples, from first to one past the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Stretch {
    pub(super) start: u64,
    pub(super) end: u64,
}

/// Which boxes may stand in which.
const ALLOWED: [(&[u8], &[&[u8]]); 10] = [
    (b"moov", &[b"mvhd", b"trak"]),
    (b"trak", &[b"tkhd", b"edts", b"mdia"]),
    (b"edts", &[b"elst"]),
    (b"mdia", &[b"mdhd", b"hdlr", b"minf"]),
    (b"minf", &[b"vmhd", b"smhd", b"dinf", b"stbl"]),
    (b"dinf", &[b"dref"]),
    (
        b"stbl",
        &[
            b"stsd", b"stts", b"ctts", b"stss", b"stsc", b"stsz", b"stco", b"co64",
        ],
    ),
    (
        b"picture",
        &[
            b"avcC", b"hvcC", b"esds", b"d263", b"pasp", b"clap", b"fiel", b"clli", b"mdcv",
            b"colr",
        ],
    ),
    (b"sound", &[b"esds", b"damr", b"wave", b"pasp"]),
    (b"wave", &[b"frma", b"esds"]),
];
const PICTURES: [&[u8]; 6] = [b"avc1", b"avc3", b"hvc1", b"hev1", b"mp4v", b"s263"];
const SOUNDS: [&[u8]; 3] = [b"mp4a", b"samr", b"sawb"];

/// Where samples stand: runs of them, and single ones that consist of units.
type Places = (Vec<Stretch>, Vec<Coded>);

/// Looks at everything in `moov`; where the samples stand, sorted. `None` when it makes no sense.
pub(super) fn check_moov(body: &[u8], put: Put<'_>) -> Option<Places> {
    let mut samples = Places::default();
    for (kind, body) in listed(b"moov", body, put)? {
        match kind {
            b"mvhd" => zeros(body, times(body), TIME, "mvhd", put),
            b"trak" => check_track(body, &mut samples, put)?,
            _other => {}
        }
    }
    samples.0.sort_unstable();
    samples.1.sort_unstable();
    Some(samples)
}

fn check_track(body: &[u8], samples: &mut Places, put: Put<'_>) -> Option<()> {
    for (kind, body) in listed(b"trak", body, put)? {
        match kind {
            b"tkhd" => zeros(body, times(body), TIME, "tkhd", put),
            b"edts" => {
                listed(b"edts", body, put)?;
            }
            b"mdia" => check_media(body, samples, put)?,
            _other => {}
        }
    }
    Some(())
}

fn check_media(body: &[u8], samples: &mut Places, put: Put<'_>) -> Option<()> {
    for (kind, body) in listed(b"mdia", body, put)? {
        match kind {
            b"mdhd" => {
                zeros(body, times(body), TIME, "mdhd", put);
                let language = number(body, body.len().checked_sub(4)?, 2)?;
                if language != 0x55c4 {
                    put(METADATA, "language");
                }
            }
            b"hdlr" => {
                let known = matches!(body.get(8..12)?, b"vide" | b"soun");
                if !known || body.len() != 25 {
                    put(MAKER, "hdlr");
                }
                zeros(body, (0, 8), MAKER, "hdlr", put);
                zeros(body, (12, 25), MAKER, "hdlr", put);
            }
            b"minf" => check_information(body, samples, put)?,
            _other => {}
        }
    }
    Some(())
}

fn check_information(body: &[u8], samples: &mut Places, put: Put<'_>) -> Option<()> {
    for (kind, body) in listed(b"minf", body, put)? {
        match kind {
            b"dinf" => {
                let here = b"\0\0\0\x1cdref\0\0\0\0\0\0\0\x01\0\0\0\x0curl \0\0\0\x01";
                if body != here {
                    put(METADATA, "dref");
                }
            }
            b"stbl" => check_samples(body, samples, put)?,
            _head if body.len() > 12 => put(METADATA, "head of the media"),
            _head => {}
        }
    }
    Some(())
}

fn check_samples(body: &[u8], samples: &mut Places, put: Put<'_>) -> Option<()> {
    let (mut runs, mut sizes, mut places, mut width) = (None, None, None, 4);
    let mut coding = None;
    for (kind, body) in listed(b"stbl", body, put)? {
        match kind {
            b"stsd" => coding = check_entries(body, put)?,
            b"stsc" => runs = Some(body),
            b"stsz" => sizes = Some(body),
            b"stco" => places = Some(body),
            b"co64" => (places, width) = (Some(body), 8),
            _numbers => {}
        }
    }
    let tables = Tables {
        runs: runs?,
        sizes: sizes?,
        places: places?.get(8..)?,
        width,
    };
    tables.walk(coding, samples)
}

/// The three tables that say where samples stand.
struct Tables<'a> {
    runs: &'a [u8],
    sizes: &'a [u8],
    places: &'a [u8],
    /// Of a place.
    width: usize,
}

impl Tables<'_> {
    /// Puts every run and, where samples consist of units, every sample to the places.
    fn walk(&self, coding: Option<(bool, usize)>, samples: &mut Places) -> Option<()> {
        let same = number(self.sizes, 4, 4)?;
        let (mut run, mut sample, mut n) = (0, 0, 0);
        for (index, place) in self.places.chunks(self.width).enumerate() {
            if number(self.runs, 8 + 12 * run, 4) == Some(index as u64 + 1) {
                n = number(self.runs, 12 + 12 * run, 4)?;
                run += 1;
            }
            let start = number(place, 0, self.width)?;
            let mut end = start;
            if same > 0 && coding.is_none() {
                end = start.checked_add(n.checked_mul(same)?)?;
            } else {
                for _ in 0..n {
                    let at = end;
                    let size = if same > 0 {
                        same
                    } else {
                        number(self.sizes, 12 + 4 * sample, 4)?
                    };
                    sample += 1;
                    end = at.checked_add(size)?;
                    samples
                        .1
                        .extend(coding.map(|(is_h265, length_bytes)| Coded {
                            start: at,
                            end,
                            is_h265,
                            length_bytes,
                        }));
                }
            }
            samples.0.push(Stretch { start, end });
        }
        Some(())
    }
}

/// Also tells how samples of the first entry consist of units, if they do.
fn check_entries(body: &[u8], put: Put<'_>) -> Option<Option<(bool, usize)>> {
    let mut coding = None;
    for (kind, body) in boxes(body.get(8..)?)? {
        let (name, fixed): (&[u8], usize) = if PICTURES.contains(&kind) {
            zeros(body, (8, 24), MAKER, "entry", put);
            zeros(body, (42, 74), MAKER, "entry", put);
            (b"picture", 78)
        } else if SOUNDS.contains(&kind) {
            zeros(body, (10, 16), MAKER, "entry", put);
            (b"sound", if number(body, 8, 2)? == 1 { 44 } else { 28 })
        } else {
            put(METADATA, &format!("entry {}", kind.escape_ascii()));
            continue;
        };
        for (kind, body) in listed(name, body.get(fixed..)?, put)? {
            coding = coding.or_else(|| messages::coding(kind, body));
            match kind {
                b"damr" | b"d263" => zeros(body, (0, 4), MAKER, "entry", put),
                b"colr" if !body.starts_with(b"ncl") => put(METADATA, "colour profile"),
                b"wave" => {
                    listed(b"wave", body, put)?;
                }
                _numbers => {}
            }
        }
    }
    Some(coding)
}

/// Where the times stand.
fn times(body: &[u8]) -> (usize, usize) {
    (4, if body.first() == Some(&1) { 20 } else { 12 })
}

fn zeros(body: &[u8], at: (usize, usize), form: &'static str, what: &str, put: Put<'_>) {
    let is_so = body
        .get(at.0..at.1)
        .is_some_and(|place| place.iter().all(|byte| *byte == 0));
    if !is_so {
        put(form, what);
    }
}

/// The boxes of a list; those that may not be in it are named and left out.
fn listed<'a>(list: &[u8], body: &'a [u8], put: Put<'_>) -> Option<Vec<(&'a [u8], &'a [u8])>> {
    let (_, allowed) = ALLOWED.iter().find(|(name, _)| *name == list)?;
    let mut out = boxes(body)?;
    out.retain(|(kind, _)| {
        let fits = allowed.contains(kind);
        if !fits {
            put(METADATA, &format!("box {}", kind.escape_ascii()));
        }
        fits
    });
    Some(out)
}

/// Boxes, which must fill `body` to its last byte.
fn boxes(body: &[u8]) -> Option<Vec<(&[u8], &[u8])>> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < body.len() {
        let size = number(body, at, 4)? as usize;
        let kind = body.get(at + 4..at + 8)?;
        out.push((kind, body.get(at + 8..at.checked_add(size)?)?));
        at += size;
    }
    Some(out)
}
