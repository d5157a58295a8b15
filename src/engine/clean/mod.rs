//! Clean copies of attachments: a new file is written that holds only the parts on a list, one list
//! for each format. Nothing is taken out of a file: what is not on the list is never put in.
//!
//! Read [`Scan`] first, which reads a file once and finds out whether a clean copy can be made, then
//! [`Rewrite`], which makes it. Both take the file from front to back in pieces of any size.
//!
//! A stretch of an Opus sound can be muted on the way ([`Scan::muting`]).
//!
//! Invariants: pixels and sound stay the very bytes they were, but for
//! what is muted; the same file gives the same copy;
//! memory grows with tables and headers, never with the size of the file; a file that is cut off, lies
//! about its type or its size, holds a part that no list names, or goes on after its end is refused
//! with what is wrong and where. Knows nothing of redactions: of a contact card it hands out the
//! names, and takes what may be shown of them.

mod card;
mod card_reader;
mod error;
mod exif;
mod gif;
mod jpeg;
mod mp4;
mod mute;
mod ogg;
mod png;
mod tape;
mod webp;

pub use card::write as write_cards;
pub(crate) use card_reader::{CardProperty, card_properties};
pub use error::{CleanError, Wrong};
pub use mute::{MARGIN_MS, Stretch};

use tape::{Move, Tape, Walk};

/// Which way up a picture is, as its Exif says: 2 to 8. `None` when it is upright or not said.
pub(crate) fn orientation(exif: &[u8]) -> Option<u8> {
    exif::orientation(exif::without_mark(exif))
}

/// Larger pictures are refused: whoever opens one would need gigabytes of memory.
pub const PIXELS_LIMIT: u64 = 200_000_000;

/// A format that has a writer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// JPEG, baseline and progressive.
    Jpeg,
    /// PNG without animation.
    Png,
    /// WebP, animated or not.
    Webp,
    /// GIF.
    Gif,
    /// Opus sound in Ogg.
    Opus,
    /// MP4, M4A, MOV, 3GP.
    Mp4,
    /// vCard.
    Card,
}

impl Format {
    /// Told by the first bytes; at least [`crate::engine::media::HEAD_BYTES`] or the whole file.
    pub fn of(head: &[u8]) -> Option<Format> {
        let riff = head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WEBP");
        if head.starts_with(b"\xff\xd8\xff") {
            Some(Format::Jpeg)
        } else if head.starts_with(png::SIGNATURE) {
            Some(Format::Png)
        } else if head.starts_with(b"GIF87a") || head.starts_with(b"GIF89a") {
            Some(Format::Gif)
        } else if riff {
            Some(Format::Webp)
        } else if head.starts_with(b"OggS") {
            ogg::is_opus(head).then_some(Format::Opus)
        } else if head.get(4..8) == Some(b"ftyp") {
            mp4::is_known(head).then_some(Format::Mp4)
        } else {
            card::is_card(head).then_some(Format::Card)
        }
    }
}

/// What a clean copy leaves out that changes how the file looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Loss {
    /// A profile that says what its colours mean: pixels are the same, a screen may show them a
    /// little differently.
    ColourProfile,
}

/// How a clean copy of one file is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipe {
    kind: Kind,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    Jpeg(jpeg::Facts),
    Png(png::Facts),
    Webp(webp::Facts),
    Gif,
    Opus(Vec<Stretch>),
    Mp4(mp4::Plan),
    Card(Vec<String>),
}

impl Recipe {
    /// The names on a contact card, in order, as they stand there; `None` for any other file.
    pub fn names(&self) -> Option<&[String]> {
        match &self.kind {
            Kind::Card(names) => Some(names),
            Kind::Jpeg(_)
            | Kind::Png(_)
            | Kind::Webp(_)
            | Kind::Gif
            | Kind::Opus(_)
            | Kind::Mp4(_) => None,
        }
    }

    /// What the copy leaves out that a person would see.
    pub fn loss(&self) -> Option<Loss> {
        let profile = match &self.kind {
            Kind::Jpeg(facts) => facts.has_profile,
            Kind::Png(facts) => facts.has_profile,
            Kind::Webp(facts) => facts.has_profile,
            Kind::Gif | Kind::Opus(_) | Kind::Mp4(_) | Kind::Card(_) => false,
        };
        profile.then_some(Loss::ColourProfile)
    }
}

/// The first reading of a file: checks every part of it and collects what the copy needs.
pub struct Scan {
    tape: Tape<Reading>,
}

enum Reading {
    Jpeg(jpeg::Walker),
    Png(Box<png::Walker>),
    Webp(webp::Walker),
    Gif(gif::Walker),
    Opus(ogg::Walker),
    Mp4(mp4::Scanner),
    Card(card::Walker),
}

impl Scan {
    /// Begins. `size_bytes` is what the file is said to have.
    pub fn new(format: Format, size_bytes: u64) -> Scan {
        let reading = match format {
            Format::Jpeg => Reading::Jpeg(jpeg::Walker::new(None)),
            Format::Png => Reading::Png(Box::new(png::Walker::new(None))),
            Format::Webp => Reading::Webp(webp::Walker::new(None)),
            Format::Gif => Reading::Gif(gif::Walker::default()),
            Format::Opus => Reading::Opus(ogg::Walker::default()),
            Format::Mp4 => Reading::Mp4(mp4::Scanner::new(size_bytes)),
            Format::Card => Reading::Card(card::Walker),
        };
        Scan {
            tape: Tape::new(reading),
        }
    }

    /// Begins with an Opus sound of which stretches are muted.
    pub fn muting(stretches: &[Stretch]) -> Scan {
        Scan {
            tape: Tape::new(Reading::Opus(ogg::Walker::muting(stretches))),
        }
    }

    /// Takes the next bytes.
    ///
    /// Errors: what is wrong with them; nothing more may be given then.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), CleanError> {
        self.tape.push(bytes, &mut |_| {})
    }

    /// The end of the file.
    ///
    /// Errors: it ends too early, or what it holds does not fit together.
    pub fn finish(self) -> Result<Recipe, CleanError> {
        let (reading, rest, at) = self.tape.finish(&mut |_| {})?;
        let here = |wrong| CleanError { at, wrong };
        let kind = match reading {
            Reading::Jpeg(walker) => Kind::Jpeg(walker.facts()),
            Reading::Png(walker) => Kind::Png(walker.facts()),
            Reading::Webp(walker) => Kind::Webp(walker.facts()),
            Reading::Gif(_) => Kind::Gif,
            Reading::Opus(walker) => Kind::Opus(walker.stretches().map_err(here)?),
            Reading::Mp4(scanner) => Kind::Mp4(scanner.plan()?),
            Reading::Card(_) => Kind::Card(card::names(&rest).map_err(here)?),
        };
        Ok(Recipe { kind })
    }
}

impl Walk for Reading {
    fn next(&mut self, front: &[u8]) -> Result<Move, Wrong> {
        match self {
            Reading::Jpeg(walker) => walker.next(front),
            Reading::Png(walker) => walker.next(front),
            Reading::Webp(walker) => walker.next(front),
            Reading::Gif(walker) => walker.next(front),
            Reading::Opus(walker) => walker.next(front),
            Reading::Mp4(walker) => walker.next(front),
            Reading::Card(walker) => walker.next(front),
        }
    }

    fn may_end(&self, n_left: usize) -> bool {
        match self {
            Reading::Jpeg(_) | Reading::Png(_) | Reading::Webp(_) | Reading::Gif(_) => false,
            Reading::Opus(walker) => n_left == 0 && walker.may_end(),
            Reading::Mp4(walker) => walker.may_end(),
            Reading::Card(walker) => walker.may_end(),
        }
    }
}

/// The making of a clean copy of a file that was scanned.
pub struct Rewrite {
    tape: Tape<Writing>,
}

enum Writing {
    Jpeg(jpeg::Walker),
    Png(Box<png::Walker>),
    Webp(webp::Walker),
    Gif(gif::Walker),
    Opus(ogg::Walker),
    Mp4(mp4::Writer),
    /// Nothing of a card is copied.
    Card,
}

impl Rewrite {
    /// Begins. A contact card is written by [`write_cards`] instead: from here nothing comes.
    pub fn new(recipe: &Recipe) -> Rewrite {
        let writing = match &recipe.kind {
            Kind::Jpeg(facts) => Writing::Jpeg(jpeg::Walker::new(Some(facts.clone()))),
            Kind::Png(facts) => Writing::Png(Box::new(png::Walker::new(Some(facts.clone())))),
            Kind::Webp(facts) => Writing::Webp(webp::Walker::new(Some(facts.clone()))),
            Kind::Gif => Writing::Gif(gif::Walker::default()),
            Kind::Opus(muted) => Writing::Opus(ogg::Walker::muting(muted)),
            Kind::Mp4(plan) => Writing::Mp4(mp4::Writer::new(plan)),
            Kind::Card(_) => Writing::Card,
        };
        Rewrite {
            tape: Tape::new(writing),
        }
    }

    /// Takes the next bytes of the file, hands out those of the copy.
    ///
    /// Errors: the file is not the one that was scanned.
    pub fn push(&mut self, bytes: &[u8], out: &mut dyn FnMut(&[u8])) -> Result<(), CleanError> {
        self.tape.push(bytes, out)
    }

    /// The end of the file.
    ///
    /// Errors: it is not the one that was scanned.
    pub fn finish(self, out: &mut dyn FnMut(&[u8])) -> Result<(), CleanError> {
        self.tape.finish(out).map(|_| ())
    }
}

impl Walk for Writing {
    fn next(&mut self, front: &[u8]) -> Result<Move, Wrong> {
        match self {
            Writing::Jpeg(walker) => walker.next(front),
            Writing::Png(walker) => walker.next(front),
            Writing::Webp(walker) => walker.next(front),
            Writing::Gif(walker) => walker.next(front),
            Writing::Opus(walker) => walker.next(front),
            Writing::Mp4(walker) => Ok(walker.next(front)),
            Writing::Card => Ok(match front.len() {
                0 => Move::Need(1),
                n => Move::Drop(n as u64),
            }),
        }
    }

    fn may_end(&self, n_left: usize) -> bool {
        match self {
            Writing::Jpeg(_) | Writing::Png(_) | Writing::Webp(_) | Writing::Gif(_) => false,
            Writing::Opus(walker) => n_left == 0 && walker.may_end(),
            Writing::Mp4(walker) => walker.may_end(),
            Writing::Card => true,
        }
    }
}
