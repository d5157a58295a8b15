//! Silence in place of packets of Opus, without decoding any: a packet that has a part in what is
//! muted is replaced by one that says "silence" for just as long. All others stay the very bytes
//! they were, and so do the positions of the pages.
//!
//! Invariants: what takes the place of a packet depends on how long that one lasts and on the
//! number of channels of the whole sound, on nothing else.
//!
//! Source: RFC 6716 3 (packets), 4.3.3 (the silence flag of CELT), RFC 7845 4 (positions).

use serde::{Deserialize, Serialize};

use super::error::Wrong;

/// Samples a millisecond: positions in Opus count at 48 kHz, whatever was recorded.
const IN_MS: u64 = 48;
/// So much more is muted before and after: frames are predicted from those before them, and blend
/// into their neighbours. Units: milliseconds.
pub const MARGIN_MS: u64 = 80;
/// A packet lasts no longer. Units: samples.
const LONGEST: u64 = 120 * IN_MS;
/// A frame of CELT in which nothing but the silence flag stands.
const SILENT_FRAME: [u8; 2] = [0xff, 0xfe];

/// A stretch of a sound.
///
/// Units: milliseconds from the start of the sound as it is played.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Stretch {
    /// Where it begins.
    pub from_ms: u64,
    /// Where it ends.
    pub until_ms: u64,
}

/// The muting of one stream, page by page.
#[derive(Debug)]
pub(super) struct Muting {
    stretches: Vec<Stretch>,
    /// Whether each has muted a packet.
    reached: Vec<bool>,
    is_stereo: bool,
    /// Decoded and thrown away before anything is heard. Units: samples.
    pre_skip: u64,
    /// Where the next packet begins. Units: samples.
    at: u64,
    /// What the positions of pages are ahead of ours.
    ahead: Option<i64>,
    /// The packet that goes on in the next page.
    open: Option<Packet>,
}

/// What is known of a packet from its first bytes.
#[derive(Debug, Clone, Copy)]
struct Packet {
    /// Units: samples.
    duration: u64,
    is_muted: bool,
}

/// A page's content written anew.
pub(super) struct Content {
    pub(super) lacing: Vec<u8>,
    pub(super) body: Vec<u8>,
    /// It begins with the rest of a packet.
    pub(super) is_continued: bool,
}

impl Muting {
    pub(super) fn new(stretches: Vec<Stretch>) -> Muting {
        Muting {
            reached: vec![false; stretches.len()],
            stretches,
            is_stereo: false,
            pre_skip: 0,
            at: 0,
            ahead: None,
            open: None,
        }
    }

    /// The head says how many channels there are, and how much is thrown away at the start.
    pub(super) fn begin(&mut self, n_channels: usize, pre_skip: u16) {
        self.is_stereo = n_channels == 2;
        self.pre_skip = u64::from(pre_skip);
    }

    /// The stretches, when each of them has muted something.
    pub(super) fn finish(self) -> Result<Vec<Stretch>, Wrong> {
        if self.reached.contains(&false) {
            return Err(Wrong::Missing("sound at the time that is muted"));
        }
        Ok(self.stretches)
    }

    /// The content of one page with silence in place of what is muted. A muted packet stands where
    /// it ends.
    pub(super) fn page(&mut self, lacing: &[u8], body: &[u8]) -> Result<Content, Wrong> {
        let mut out = Content {
            lacing: Vec::new(),
            body: Vec::new(),
            is_continued: self.open.is_some_and(|packet| !packet.is_muted),
        };
        let (mut lacing, mut body) = (lacing, body);
        while !lacing.is_empty() {
            let n_laces = lacing.iter().position(|lace| *lace < 255);
            let (laces, rest) = lacing.split_at(n_laces.map_or(lacing.len(), |at| at + 1));
            let len: usize = laces.iter().map(|lace| usize::from(*lace)).sum();
            let piece = body.get(..len).unwrap_or_default();
            let packet = match self.open.take() {
                Some(packet) => packet,
                None => self.packet(piece)?,
            };
            if !packet.is_muted {
                out.lacing.extend_from_slice(laces);
                out.body.extend_from_slice(piece);
            }
            if n_laces.is_none() {
                self.open = Some(packet);
            } else {
                self.at += packet.duration;
                if packet.is_muted {
                    let silence = silence(self.is_stereo, packet.duration);
                    out.lacing.push(silence.len() as u8);
                    out.body.extend(silence);
                }
            }
            (lacing, body) = (rest, body.get(len..).unwrap_or_default());
        }
        Ok(out)
    }

    /// Compares the position of a page on which a packet ended: where they jump, nobody can say
    /// which sound is heard when. The last one may cut the sound short.
    pub(super) fn position(&mut self, granule: u64, is_last: bool) -> Result<(), Wrong> {
        let ahead = granule.cast_signed().wrapping_sub(self.at.cast_signed());
        let known = *self.ahead.get_or_insert(ahead);
        if ahead == known || (is_last && ahead < known) {
            Ok(())
        } else {
            Err(Wrong::Form("position of a page"))
        }
    }

    fn packet(&mut self, piece: &[u8]) -> Result<Packet, Wrong> {
        let toc = *piece.first().ok_or(Wrong::Form("packet"))?;
        let duration = duration(toc, piece.get(1).copied()).ok_or(Wrong::Form("packet"))?;
        let mut is_muted = false;
        for (stretch, reached) in self.stretches.iter().zip(&mut self.reached) {
            let in_samples = |ms: u64| ms.saturating_mul(IN_MS);
            let margin = in_samples(MARGIN_MS);
            let from = in_samples(stretch.from_ms).saturating_add(self.pre_skip);
            let until = in_samples(stretch.until_ms).saturating_add(self.pre_skip);
            let end = self.at + duration;
            *reached |= self.at < until && end > from;
            is_muted |= self.at < until.saturating_add(margin) && end > from.saturating_sub(margin);
        }
        Ok(Packet { duration, is_muted })
    }
}

/// How long a packet lasts. Units: samples.
fn duration(toc: u8, count: Option<u8>) -> Option<u64> {
    let config = u64::from(toc >> 3);
    let frame = match config {
        0..12 => [480, 960, 1_920, 2_880][config as usize & 3],
        12..16 => [480, 960][config as usize & 1],
        _celt => [120, 240, 480, 960][config as usize & 3],
    };
    let n_frames = match toc & 3 {
        0 => 1,
        1 | 2 => 2,
        _any => u64::from(count? & 63),
    };
    let duration = frame * n_frames;
    (1..=LONGEST).contains(&duration).then_some(duration)
}

/// A packet that is silence for so long. It says nothing of the packet it stands for but how long
/// that one lasts: the band is always the full one.
fn silence(is_stereo: bool, duration: u64) -> Vec<u8> {
    let sizes = [(960, 31), (480, 30), (240, 29), (120, 28)];
    let fits = sizes
        .into_iter()
        .find(|(frame, _)| duration.is_multiple_of(*frame));
    let (frame, config) = fits.unwrap_or((120, 28));
    let n_frames = (duration / frame) as usize;
    let head = config << 3 | u8::from(is_stereo) << 2;
    let mut out = match n_frames {
        1 => vec![head],
        several => vec![head | 3, several as u8],
    };
    out.extend(SILENT_FRAME.repeat(n_frames));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn silence_lasts_as_long_as_what_it_stands_for() {
        for toc in 0..=255 {
            for count in 0..=63 {
                let Some(lasts) = duration(toc, Some(count)) else {
                    continue;
                };
                let silent = silence(false, lasts);
                assert_eq!(duration(silent[0], silent.get(1).copied()), Some(lasts));
                assert_eq!(silent.len(), silence(true, lasts).len());
            }
        }
        assert_eq!(silence(true, 960), [0xfc, 0xff, 0xfe]);
        assert_eq!(silence(false, 2_880).len(), 8);
        assert_eq!(duration(0xff, Some(0)), None);
        assert_eq!(duration(0x1b, Some(3)), None, "180 ms");
        assert_eq!(duration(0x1b, None), None);
    }

    fn muted(from_ms: u64, until_ms: u64) -> Muting {
        let mut muting = Muting::new(vec![Stretch { from_ms, until_ms }]);
        muting.begin(1, 312);
        muting
    }

    #[test]
    fn a_packet_over_two_pages_is_muted_where_it_ends() {
        let long = vec![0xf8; 300];
        let mut muting = muted(0, 10);
        let first = muting.page(&[255], &long[..255]).unwrap();
        assert!(first.lacing.is_empty() && first.body.is_empty());
        let second = muting.page(&[45, 2], &[&long[255..], &[0xf8, 1]].concat());
        let second = second.unwrap();
        assert!(!second.is_continued);
        assert_eq!(second.lacing, [3, 3]);
        assert_eq!(second.body, [0xf8, 0xff, 0xfe, 0xf8, 0xff, 0xfe]);
        assert_eq!(muting.at, 1_920);

        let mut muting = muted(10_000, 10_010);
        assert_eq!(muting.page(&[255], &long[..255]).unwrap().lacing, [255]);
        let second = muting.page(&[45], &long[255..]).unwrap();
        assert!(second.is_continued);
        assert_eq!(second.lacing, [45]);
        assert!(muting.finish().is_err(), "no sound at that time");
    }

    #[test]
    fn positions_may_begin_anywhere_but_do_not_jump() {
        let mut muting = muted(0, 10);
        muting.page(&[2], &[0xf8, 1]).unwrap();
        assert_eq!(muting.position(960 + 77, false), Ok(()));
        muting.page(&[2], &[0xf8, 1]).unwrap();
        assert!(muting.position(1_920 + 78, false).is_err());
        assert!(muting.position(1_920 + 78, true).is_err());
        assert_eq!(muting.position(1_900, true), Ok(()));
    }
}
