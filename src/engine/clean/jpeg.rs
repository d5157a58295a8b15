//! JPEG. Kept: tables, frame, scans, restarts. Written anew where the original had them: the JFIF mark without
//! picture or density, the Adobe mark where colours need it, the orientation. Everything else stays
//! behind: Exif, XMP, previews, profiles, comments, further pictures.
//!
//! Source: ITU-T T.81 Annex B; JFIF 1.02; Adobe technical note 5116 for APP14.

use super::error::Wrong;
use super::tape::{Move, be16};
use super::{PIXELS_LIMIT, exif};

/// What the copy needs to know before it begins.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Facts {
    /// Had a JFIF mark, which settles how colours are coded.
    has_jfif: bool,
    /// The transform that an Adobe mark names.
    adobe: Option<u8>,
    orientation: Option<u8>,
    /// Ids of the components.
    components: Vec<u8>,
    /// Had a colour profile.
    pub(super) has_profile: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Start,
    Segments,
    Scan,
    Done,
}

/// Reads a JPEG; with facts it writes one.
pub(super) struct Walker {
    known: Option<Facts>,
    seen: Facts,
    state: State,
    has_scan: bool,
}

const SOI: &[u8] = b"\xff\xd8";
const JFIF: &[u8] = b"\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0";

impl Walker {
    pub(super) fn new(known: Option<Facts>) -> Walker {
        Walker {
            known,
            seen: Facts::default(),
            state: State::Start,
            has_scan: false,
        }
    }

    pub(super) fn facts(self) -> Facts {
        self.seen
    }

    pub(super) fn next(&mut self, front: &[u8]) -> Result<Move, Wrong> {
        match self.state {
            State::Start => self.start(front),
            State::Segments => self.segment(front),
            State::Scan => Ok(self.scan(front)),
            State::Done => Ok(Move::End),
        }
    }

    fn start(&mut self, front: &[u8]) -> Result<Move, Wrong> {
        if front.len() < 2 {
            return Ok(Move::Need(2));
        }
        if !front.starts_with(SOI) {
            return Err(Wrong::Form("start of a JPEG"));
        }
        self.state = State::Segments;
        let head = self.known.as_ref().map(head);
        Ok(Move::Put(2, head.unwrap_or_default()))
    }

    fn segment(&mut self, front: &[u8]) -> Result<Move, Wrong> {
        let [0xff, marker, rest @ ..] = front else {
            return match front {
                [] | [0xff] => Ok(Move::Need(2)),
                _other => Err(Wrong::Form("between two segments")),
            };
        };
        match marker {
            0xff => return Ok(Move::Drop(1)),
            0xd9 if self.has_scan => {
                self.state = State::Done;
                return Ok(Move::Keep(2));
            }
            0xd9 => return Err(Wrong::Missing("picture")),
            0xc0..=0xc2 | 0xc4 | 0xda | 0xdb | 0xdd | 0xe0..=0xef | 0xfe => {}
            other => return Err(Wrong::Unknown(format!("marker {other:02x}"))),
        }
        if rest.len() < 2 {
            return Ok(Move::Need(4));
        }
        let len = usize::from(be16(rest, 0));
        let Some(body_len) = len.checked_sub(2) else {
            return Err(Wrong::Form("length of a segment"));
        };
        let Some(body) = rest.get(2..2 + body_len) else {
            return Ok(Move::Need(2 + len));
        };
        let whole = 2 + len as u64;
        match marker {
            0xe0..=0xef | 0xfe => {
                self.note(*marker, body);
                Ok(Move::Drop(whole))
            }
            _listed => {
                self.check(*marker, body)?;
                Ok(Move::Keep(whole))
            }
        }
    }

    /// Remembers what a segment that stays behind says.
    fn note(&mut self, marker: u8, body: &[u8]) {
        let seen = &mut self.seen;
        match marker {
            0xe0 if body.starts_with(b"JFIF\0") => seen.has_jfif = true,
            0xe1 if body.starts_with(b"Exif\0\0") => {
                let said = exif::orientation(exif::without_mark(body));
                seen.orientation = seen.orientation.or(said);
            }
            0xe2 if body.starts_with(b"ICC_PROFILE\0") => seen.has_profile = true,
            0xee if body.starts_with(b"Adobe") && body.len() >= 12 => {
                seen.adobe = body.get(11).copied();
            }
            _other => {}
        }
    }

    /// Looks at a segment that is kept: no byte in it may be without a meaning.
    fn check(&mut self, marker: u8, body: &[u8]) -> Result<(), Wrong> {
        match marker {
            0xc0..=0xc2 => self.frame(body),
            0xc4 => tables(body, "Huffman table", |head, rest| {
                let counts = rest.get(..16)?;
                let n: usize = counts.iter().map(|count| usize::from(*count)).sum();
                (head & 0x0f < 4 && head >> 4 < 2).then_some(16 + n)
            }),
            0xdb => tables(body, "quantisation table", |head, _| match head >> 4 {
                0 => Some(64),
                1 => Some(128),
                _other => None,
            }),
            0xdd if body.len() == 2 => Ok(()),
            0xdd => Err(Wrong::Form("restart interval")),
            _scan => self.scan_head(body),
        }
    }

    fn frame(&mut self, body: &[u8]) -> Result<(), Wrong> {
        if !self.seen.components.is_empty() {
            return Err(Wrong::Order("second frame"));
        }
        let n = usize::from(body.get(5).copied().unwrap_or_default());
        if body.len() != 6 + 3 * n || !(1..=4).contains(&n) {
            return Err(Wrong::Form("frame"));
        }
        let (height, width) = (u32::from(be16(body, 1)), u32::from(be16(body, 3)));
        if height == 0 || width == 0 {
            return Err(Wrong::Form("size of the picture"));
        }
        if u64::from(width) * u64::from(height) > PIXELS_LIMIT {
            return Err(Wrong::Pixels { width, height });
        }
        let components = body.get(6..).unwrap_or_default().chunks(3);
        self.seen.components = components.filter_map(|one| one.first().copied()).collect();
        Ok(())
    }

    fn scan_head(&mut self, body: &[u8]) -> Result<(), Wrong> {
        let n = usize::from(body.first().copied().unwrap_or_default());
        if self.seen.components.is_empty() {
            return Err(Wrong::Order("scan before the frame"));
        }
        if !(1..=4).contains(&n) || body.len() != 4 + 2 * n {
            return Err(Wrong::Form("head of a scan"));
        }
        self.has_scan = true;
        self.state = State::Scan;
        Ok(())
    }

    fn scan(&mut self, front: &[u8]) -> Move {
        match coded(front) {
            0 => match front {
                [] | [0xff] => Move::Need(2),
                [0xff, 0xff, ..] => Move::Drop(1),
                _marker => {
                    self.state = State::Segments;
                    Move::Drop(0)
                }
            },
            n => Move::Keep(n as u64),
        }
    }
}

/// How many bytes at the front are coded pixels or restart marks.
fn coded(front: &[u8]) -> usize {
    let mut at = 0;
    loop {
        let rest = front.get(at..).unwrap_or_default();
        let Some(plain) = memchr::memchr(0xff, rest) else {
            return front.len();
        };
        at += plain;
        match front.get(at + 1) {
            Some(0 | 0xd0..=0xd7) => at += 2,
            _other => return at,
        }
    }
}

/// Goes through tables that stand in a row; `len` tells how long one is behind its first byte.
fn tables(
    body: &[u8],
    what: &'static str,
    len: impl Fn(u8, &[u8]) -> Option<usize>,
) -> Result<(), Wrong> {
    let mut left = body;
    while let [head, rest @ ..] = left {
        left = len(*head, rest)
            .and_then(|len| rest.get(len..))
            .ok_or(Wrong::Form(what))?;
    }
    Ok(())
}

/// Everything before the first segment that is kept.
fn head(facts: &Facts) -> Vec<u8> {
    let mut out = SOI.to_vec();
    if facts.has_jfif {
        out.extend_from_slice(JFIF);
    }
    if let Some(orientation) = facts.orientation {
        out.extend_from_slice(b"\xff\xe1\0\x22Exif\0\0");
        out.extend_from_slice(&exif::tiff(orientation));
    }
    // Without a mark three components with the ids 1 to 3 are read as this transform anyway.
    let is_usual = facts.adobe == Some(1) && facts.components == [1, 2, 3];
    if let Some(transform) = facts.adobe.filter(|_| !is_usual) {
        out.extend_from_slice(b"\xff\xee\0\x0eAdobe\0\x64\0\0\0\0");
        out.push(transform.min(2));
    }
    out
}
