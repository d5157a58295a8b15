//! Reads every attachment that a package calls a clean copy, and names each part of it that no list
//! has. The lists are written down here once more, from the format's description; nothing is shared
//! with the program that writes the copies.
//!
//! Read [`Parts`] first. What is found belongs to a class of leaks: L-10 in contact cards, L-11
//! metadata, L-12 pictures in pictures, L-13 bytes behind the end, L-14 bytes that nothing uses,
//! L-31 who made it, L-32 when.

mod card;
mod gif;
mod jpeg;
mod messages;
mod movie;
mod ogg;
mod png;
mod tables;
mod webp;

/// A file with more faults is bad enough.
const FAULTS_LIMIT: usize = 20;
/// How much of a part is looked at at once.
const VIEW_LIMIT: usize = 160 << 20;

/// Something that must not be in a clean copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    /// The class, and what it is, for people.
    pub(super) form: &'static str,
    /// Where.
    pub(super) place: String,
}

/// Metadata of any kind.
pub(super) const METADATA: &str = "L-11: a part that a clean copy does not have";
/// A picture inside a picture.
pub(super) const PICTURE: &str = "L-12: a picture inside the file";
/// Bytes behind the end.
pub(super) const BEHIND: &str = "L-13: bytes behind the end";
/// Bytes that nothing uses.
pub(super) const UNUSED: &str = "L-14: bytes that nothing in the file uses";
/// Anything on a card but the name.
pub(super) const CARD: &str = "L-10: more than a name on a contact card";
/// Who made it.
pub(super) const MAKER: &str = "L-31: a name of a maker or a program";
/// When.
pub(super) const TIME: &str = "L-32: a time of creation";
/// It cannot be read as what it is.
pub(super) const UNREADABLE: &str = "L-11: what cannot be read as a clean copy";

/// What comes next.
pub(super) enum Next {
    /// So many bytes must be seen first.
    See(usize),
    /// A part of so many bytes was looked at.
    Pass(u64),
    /// The file is at its end.
    End,
}

/// Reads one format, part by part.
pub(super) trait Reads {
    /// Looks at the part at the front. `None`: it makes no sense.
    fn part(&mut self, front: &[u8], put: &mut dyn FnMut(&'static str, &str)) -> Option<Next>;

    /// Whether the file may end here.
    fn is_complete(&self) -> bool;
}

/// Reads one attachment from front to back.
pub(super) struct Parts {
    view: Vec<u8>,
    at: u64,
    pass: u64,
    see: usize,
    reads: Option<Box<dyn Reads>>,
    ended: bool,
    stuck: bool,
    faults: Vec<Fault>,
}

impl Parts {
    /// Nothing was read yet.
    pub(super) fn new() -> Parts {
        Parts {
            view: Vec::new(),
            at: 0,
            pass: 0,
            see: 12,
            reads: None,
            ended: false,
            stuck: false,
            faults: Vec::new(),
        }
    }

    /// Takes the next bytes.
    pub(super) fn push(&mut self, bytes: &[u8]) {
        if self.stuck {
            return;
        }
        // What is passed over is never held.
        let n = (bytes.len() as u64).min(self.pass) as usize;
        let is_empty = self.view.is_empty();
        let bytes = if is_empty {
            bytes.get(n..).unwrap_or_default()
        } else {
            bytes
        };
        if is_empty {
            self.pass -= n as u64;
            self.at += n as u64;
        }
        self.view.extend_from_slice(bytes);
        self.run(false);
    }

    /// The end of the file. What must not be in it.
    pub(super) fn finish(mut self) -> Vec<Fault> {
        if !self.stuck {
            self.see = 0;
            self.run(true);
            let is_complete = self.reads.as_ref().is_some_and(|reads| reads.is_complete());
            let is_over = self.pass == 0 && (self.ended || is_complete);
            if !self.stuck && (!is_over || !self.view.is_empty()) {
                self.put(UNREADABLE, "the end");
            }
        }
        self.faults
    }

    fn run(&mut self, is_last: bool) {
        let mut used = 0;
        loop {
            let n = self.pass.min((self.view.len() - used) as u64);
            used += n as usize;
            self.at += n;
            self.pass -= n;
            if self.pass > 0 {
                break;
            }
            let front = self.view.get(used..).unwrap_or_default();
            if self.ended {
                if !front.is_empty() {
                    self.stuck = true;
                    self.put(BEHIND, "");
                }
                break;
            }
            if front.len() < self.see && !is_last {
                break;
            }
            self.see = 0;
            let Some(reads) = self.reads.as_mut() else {
                self.reads = reader(front);
                if self.reads.is_none() {
                    self.stuck = true;
                    self.put(UNREADABLE, "its type");
                    break;
                }
                continue;
            };
            let mut found = Vec::new();
            let next = reads.part(front, &mut |form, what| found.push((form, what.to_owned())));
            for (form, what) in found {
                self.put(form, &what);
            }
            match next {
                Some(Next::See(n)) if n > self.view.len() - used && n <= VIEW_LIMIT => {
                    self.see = n;
                    break;
                }
                Some(Next::Pass(n)) => self.pass = n,
                Some(Next::End) => self.ended = true,
                Some(Next::See(_)) | None => {
                    self.stuck = true;
                    self.put(UNREADABLE, "a part");
                    break;
                }
            }
        }
        self.view.drain(..used);
    }

    fn put(&mut self, form: &'static str, what: &str) {
        if self.faults.len() < FAULTS_LIMIT {
            let what = if what.is_empty() { "there" } else { what };
            let place = format!("byte {}: {what}", self.at);
            self.faults.push(Fault { form, place });
        }
    }
}

/// The reader for what begins like this.
fn reader(head: &[u8]) -> Option<Box<dyn Reads>> {
    let at = |from: usize, what: &[u8]| head.get(from..from + what.len()) == Some(what);
    if at(0, b"\xff\xd8") {
        Some(Box::new(jpeg::Reader::default()))
    } else if at(0, b"\x89PNG") {
        Some(Box::new(png::Reader::default()))
    } else if at(0, b"GIF8") {
        Some(Box::new(gif::Reader::default()))
    } else if at(0, b"RIFF") && at(8, b"WEBP") {
        Some(Box::new(webp::Reader::default()))
    } else if at(0, b"OggS") {
        Some(Box::new(ogg::Reader::default()))
    } else if at(4, b"ftyp") {
        Some(Box::new(movie::Reader::default()))
    } else if at(0, b"BEGIN:VCARD") {
        Some(Box::new(card::Reader::default()))
    } else {
        None
    }
}

/// The only Exif there may be: the orientation, 2 to 8, and nothing else.
fn is_orientation(tiff: &[u8]) -> bool {
    let (Some(before), Some(value), Some(after)) = (tiff.get(..19), tiff.get(19), tiff.get(20..))
    else {
        return false;
    };
    before == b"\x4d\x4d\x00\x2a\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00"
        && (2..=8).contains(value)
        && after == [0; 6]
}

/// A number of so many bytes, the largest first.
pub(super) fn number(bytes: &[u8], at: usize, n: usize) -> Option<u64> {
    let digits = bytes.get(at..at + n)?;
    Some(
        digits
            .iter()
            .fold(0, |sum, digit| sum << 8 | u64::from(*digit)),
    )
}

/// The same, the smallest first.
pub(super) fn number_from_low(bytes: &[u8], at: usize, n: usize) -> Option<u64> {
    let digits = bytes.get(at..at + n)?;
    Some(
        digits
            .iter()
            .rev()
            .fold(0, |sum, digit| sum << 8 | u64::from(*digit)),
    )
}
