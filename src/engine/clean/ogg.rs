//! Opus sound in Ogg. Kept: the sound pages with their positions. Written anew: OpusHead, OpusTags with a
//! fixed vendor and no comment, page heads with the serial number 0, numbers in a row and their
//! checksums. Where a stretch is muted, packets are replaced, see [`super::mute`].
//!
//! Source: RFC 3533 (Ogg), RFC 7845 (Opus in Ogg).

use super::error::Wrong;
use super::mute::{Muting, Stretch};
use super::tape::{Move, be64, le16, le32};

const HEAD: usize = 27;
const CONTINUED: u8 = 1;
const FIRST: u8 = 2;
const LAST: u8 = 4;
/// What every copy says instead of the original's comments.
const TAGS: &[u8] = b"OpusTags\x04\0\0\0Opus\0\0\0\0";
/// Tags of more bytes than this are refused; a cover picture may be among them.
const TAGS_LIMIT: u64 = 64 << 20;

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum State {
    #[default]
    Head,
    Tags,
    Sound,
    Done,
}

/// Reads and writes Opus.
#[derive(Debug, Default)]
pub(super) struct Walker {
    state: State,
    serial: u32,
    n_read: u32,
    n_written: u32,
    tag_bytes: u64,
    has_sound: bool,
    /// The last packet goes on in the next page.
    is_open: bool,
    muting: Option<Muting>,
}

/// One page in view.
struct Page<'a> {
    flags: u8,
    granule: &'a [u8],
    lacing: &'a [u8],
    body: &'a [u8],
    len: usize,
}

/// Whether the first page holds an Opus head.
pub(super) fn is_opus(head: &[u8]) -> bool {
    head.get(HEAD + 1..)
        .is_some_and(|rest| rest.starts_with(b"OpusHead"))
}

impl Walker {
    /// Mutes stretches on the way, if there are any.
    pub(super) fn muting(stretches: &[Stretch]) -> Walker {
        let some = (!stretches.is_empty()).then(|| stretches.to_vec());
        Walker {
            muting: some.map(Muting::new),
            ..Walker::default()
        }
    }

    /// What was muted.
    ///
    /// Errors: a stretch in which there is no sound.
    pub(super) fn stretches(self) -> Result<Vec<Stretch>, Wrong> {
        self.muting.map_or(Ok(Vec::new()), Muting::finish)
    }

    pub(super) fn may_end(&self) -> bool {
        self.has_sound && !self.is_open
    }

    pub(super) fn next(&mut self, front: &[u8]) -> Result<Move, Wrong> {
        if self.state == State::Done {
            return Ok(Move::End);
        }
        let page = match Page::read(front)? {
            Ok(page) => page,
            Err(need) => return Ok(Move::Need(need)),
        };
        self.order(front, &page)?;
        match self.state {
            State::Head => self.head(&page),
            State::Tags => self.tags(&page),
            State::Sound | State::Done => self.sound(&page),
        }
    }

    /// One stream, its pages in a row.
    fn order(&mut self, front: &[u8], page: &Page<'_>) -> Result<(), Wrong> {
        let (serial, number) = (le32(front, 14), le32(front, 18));
        let is_first = self.state == State::Head;
        if is_first {
            self.serial = serial;
            self.n_read = number;
        }
        if serial != self.serial || is_first != (page.flags & FIRST != 0) {
            return Err(Wrong::Several);
        }
        if number != self.n_read {
            return Err(Wrong::Missing("page"));
        }
        if self.is_open != (page.flags & CONTINUED != 0) {
            return Err(Wrong::Form("packet over two pages"));
        }
        self.n_read = self.n_read.wrapping_add(1);
        self.is_open = page.lacing.last() == Some(&255);
        Ok(())
    }

    fn head(&mut self, page: &Page<'_>) -> Result<Move, Wrong> {
        let body = page.body;
        let n_channels = usize::from(body.get(9).copied().unwrap_or_default());
        let family = body.get(18).copied();
        let expected = match family {
            Some(0) if matches!(n_channels, 1 | 2) => 19,
            Some(1) if (1..=8).contains(&n_channels) => 21 + n_channels,
            _other => return Err(Wrong::Form("OpusHead")),
        };
        let is_head = body.starts_with(b"OpusHead") && body.get(8).is_some_and(|v| v >> 4 == 0);
        if !is_head || body.len() != expected || page.lacing.len() != 1 || page.flags != FIRST {
            return Err(Wrong::Form("OpusHead"));
        }
        if let Some(muting) = &mut self.muting {
            if family != Some(0) {
                return Err(Wrong::Several);
            }
            muting.begin(n_channels, le16(body, 10));
        }
        self.state = State::Tags;
        Ok(self.put(page, FIRST, &[0; 8], page.lacing, page.body))
    }

    /// However many pages they take, one small page stands for them.
    fn tags(&mut self, page: &Page<'_>) -> Result<Move, Wrong> {
        if self.tag_bytes == 0 && !page.body.starts_with(b"OpusTags") {
            return Err(Wrong::Missing("OpusTags"));
        }
        if page.flags & LAST != 0 {
            return Err(Wrong::Missing("sound"));
        }
        self.tag_bytes += page.body.len() as u64;
        if self.tag_bytes > TAGS_LIMIT {
            return Err(Wrong::TooMuch("comments"));
        }
        let n_ends = page.lacing.iter().filter(|lace| **lace < 255).count();
        match n_ends {
            0 => Ok(Move::Drop(page.len as u64)),
            1 if !self.is_open => {
                self.state = State::Sound;
                Ok(self.put(page, 0, &[0; 8], &[TAGS.len() as u8], TAGS))
            }
            _several => Err(Wrong::Form("OpusTags")),
        }
    }

    fn sound(&mut self, page: &Page<'_>) -> Result<Move, Wrong> {
        self.has_sound |= !page.body.is_empty();
        if page.flags & LAST != 0 {
            if self.is_open {
                return Err(Wrong::CutOff);
            }
            self.state = State::Done;
        }
        match self.muting.take() {
            None => Ok(self.put(page, page.flags, page.granule, page.lacing, page.body)),
            Some(mut muting) => {
                let moved = self.muted(page, &mut muting);
                self.muting = Some(muting);
                moved
            }
        }
    }

    /// A page in which packets may be replaced. One of which nothing is left goes, but for the last.
    fn muted(&mut self, page: &Page<'_>, muting: &mut Muting) -> Result<Move, Wrong> {
        let content = muting.page(page.lacing, page.body)?;
        let is_last = page.flags & LAST != 0;
        if page.lacing.iter().any(|lace| *lace < 255) {
            muting.position(be64(page.granule, 0).swap_bytes(), is_last)?;
        }
        if content.lacing.is_empty() && !page.lacing.is_empty() && !is_last {
            return Ok(Move::Drop(page.len as u64));
        }
        let flags = match content.is_continued {
            true => page.flags,
            false => page.flags & !CONTINUED,
        };
        Ok(self.put(page, flags, page.granule, &content.lacing, &content.body))
    }

    /// The page written anew in place of `page`.
    fn put(
        &mut self,
        page: &Page<'_>,
        flags: u8,
        granule: &[u8],
        lacing: &[u8],
        body: &[u8],
    ) -> Move {
        let mut out = b"OggS\0".to_vec();
        out.push(flags);
        out.extend_from_slice(granule);
        out.extend_from_slice(&[0; 4]);
        out.extend_from_slice(&self.n_written.to_le_bytes());
        out.extend_from_slice(&[0; 4]);
        out.push(lacing.len() as u8);
        out.extend_from_slice(lacing);
        out.extend_from_slice(body);
        let sum = checksum(&out, 0);
        if let Some(place) = out.get_mut(22..26) {
            place.copy_from_slice(&sum.to_le_bytes());
        }
        self.n_written = self.n_written.wrapping_add(1);
        Move::Put(page.len as u64, out)
    }
}

impl Page<'_> {
    /// `Err` inside: how many bytes must be in view.
    fn read(front: &[u8]) -> Result<Result<Page<'_>, usize>, Wrong> {
        if front.len() < HEAD {
            return Ok(Err(HEAD));
        }
        if !front.starts_with(b"OggS\0") {
            return Err(Wrong::Form("start of a page"));
        }
        let flags = front.get(5).copied().unwrap_or_default();
        if flags & !(CONTINUED | FIRST | LAST) != 0 {
            return Err(Wrong::Form("flags of a page"));
        }
        let body_at = HEAD + usize::from(front.get(26).copied().unwrap_or_default());
        let Some(lacing) = front.get(HEAD..body_at) else {
            return Ok(Err(body_at));
        };
        let len = body_at + lacing.iter().map(|lace| usize::from(*lace)).sum::<usize>();
        let Some(page) = front.get(..len) else {
            return Ok(Err(len));
        };
        let stated = u32::from(le16(page, 22)) | u32::from(le16(page, 24)) << 16;
        let (before, after) = page.split_at(22);
        let sum = checksum(before, 0);
        let sum = checksum(&[0; 4], sum);
        if checksum(after.get(4..).unwrap_or_default(), sum) != stated {
            return Err(Wrong::Checksum("page"));
        }
        Ok(Ok(Page {
            flags,
            granule: page.get(6..14).unwrap_or_default(),
            lacing,
            body: page.get(body_at..).unwrap_or_default(),
            len,
        }))
    }
}

/// Ogg's checksum: CRC-32 with the polynomial 0x04c11db7, highest bit first, nothing inverted.
fn checksum(bytes: &[u8], start: u32) -> u32 {
    bytes.iter().fold(start, |sum, byte| {
        let index = (sum >> 24) as u8 ^ byte;
        let step = TABLE.get(usize::from(index)).copied().unwrap_or_default();
        sum << 8 ^ step
    })
}

static TABLE: [u32; 256] = table();

const fn table() -> [u32; 256] {
    let mut out = [0; 256];
    let mut index = 0;
    while index < 256 {
        let mut sum = (index as u32) << 24;
        let mut bit = 0;
        while bit < 8 {
            sum = if sum >> 31 == 1 {
                sum << 1 ^ 0x04c1_1db7
            } else {
                sum << 1
            };
            bit += 1;
        }
        out[index] = sum;
        index += 1;
    }
    out
}
