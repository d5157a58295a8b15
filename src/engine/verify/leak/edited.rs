//! Files of which a part is withheld: what of the original must be nowhere, and whether the file
//! that went out lacks the part.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::Leak;
use super::batch::first_bytes;
use super::found::Found;
use super::held::Held;
use super::pixels;
use super::sound::{Packet, Sound};
use super::values::{Item, Withheld, Words};
use crate::engine::archive::{Archive, EntryReader};
use crate::engine::case::Case;
use crate::engine::decision::PixelBox;
use crate::engine::digest::Digester;
use crate::engine::place::{EntryId, SourceId};
use crate::engine::thread::RecordId;

use data_encoding::HEXLOWER_PERMISSIVE;

/// Shorter packets occur by chance, or say next to nothing. Units: bytes.
const PACKET_BYTES: usize = 16;
/// Most packets of one file that are looked for as they stand: more than half an hour of speech.
const PACKETS_LIMIT: usize = 100_000;

/// A part of a file that is withheld.
pub(super) struct Edited {
    /// Which redaction.
    pub(super) subject: usize,
    /// Number of the source, and the entry.
    pub(super) at: (usize, EntryId),
    archive: Rc<Archive>,
    part: Part,
}

enum Part {
    /// From and until. Units: milliseconds.
    Sound(u64, u64),
    Boxes(Vec<PixelBox>),
}

impl Withheld {
    /// A stretch of a sound is withheld.
    pub(super) fn muted(
        &mut self,
        case: &Case,
        subject: usize,
        file: (&SourceId, EntryId),
        stretch: (u64, u64),
    ) {
        self.edit(case, subject, file, Part::Sound(stretch.0, stretch.1));
    }

    /// Boxes of a picture are withheld.
    pub(super) fn boxed(
        &mut self,
        case: &Case,
        subject: usize,
        file: (&SourceId, EntryId),
        boxes: &[PixelBox],
    ) {
        self.edit(case, subject, file, Part::Boxes(boxes.to_vec()));
    }

    fn edit(
        &mut self,
        case: &Case,
        subject: usize,
        (source, entry): (&SourceId, EntryId),
        part: Part,
    ) {
        let Some((number, open)) = case.source(source) else {
            let number = self.number(subject);
            self.unsearchable.push(format!(
                "redaction {number}: what it withholds is not open, so nothing could be searched for"
            ));
            return;
        };
        self.edited.push(Edited {
            subject,
            at: (number, entry),
            archive: Rc::clone(&open.archive),
            part,
        });
    }
}

/// For each thread of the case the number of its source.
pub(super) fn sources(case: &Case) -> Vec<usize> {
    let numbered = case.sources.iter().enumerate();
    numbered
        .flat_map(|(number, open)| open.threads.iter().map(move |_| number))
        .collect()
}

/// The originals, one after another.
#[derive(Default)]
pub(super) struct Originals {
    next: usize,
    open: Option<Box<Open>>,
}

struct Open {
    reader: EntryReader,
    digest: Digester,
    sound: Sound,
    withheld: BTreeSet<Vec<u8>>,
    open: BTreeSet<Vec<u8>>,
}

impl Originals {
    /// Reads some more. Returns how many bytes; `None` after the last file.
    pub(super) fn step(
        &mut self,
        withheld: &mut Withheld,
        held: &mut Held,
        notes: &mut Vec<String>,
    ) -> Option<u64> {
        let edited = withheld.edited.get(self.next)?;
        let begun = match self.open.take() {
            Some(open) => Ok(open),
            None => edited.archive.reader(edited.at.1).map(|reader| {
                Box::new(Open {
                    reader,
                    digest: Digester::both(),
                    sound: Sound::default(),
                    withheld: BTreeSet::new(),
                    open: BTreeSet::new(),
                })
            }),
        };
        match begun.and_then(|mut open| Ok((open.reader.next()?, open))) {
            Ok((Some(piece), mut open)) => {
                open.push(&piece, &edited.part);
                self.open = Some(open);
                return Some(piece.len() as u64);
            }
            Ok((None, open)) => whole(edited.subject, *open, withheld, held),
            Err(_) => {
                let number = withheld.number(edited.subject);
                notes.push(format!(
                    "redaction {number}: the file could not be read, so its content was not searched for"
                ));
            }
        }
        self.next += 1;
        Some(0)
    }
}

impl Open {
    fn push(&mut self, piece: &[u8], part: &Part) {
        self.digest.update(piece);
        let Part::Sound(from_ms, until_ms) = part else {
            return;
        };
        let (withheld, open) = (&mut self.withheld, &mut self.open);
        self.sound.push(piece, &mut |packet| {
            let is_withheld = packet.from_ms < *until_ms && packet.until_ms > *from_ms;
            let into = if is_withheld {
                &mut *withheld
            } else {
                &mut *open
            };
            let counts = packet.bytes.len() >= PACKET_BYTES && !packet.is_silent;
            if counts && into.len() < PACKETS_LIMIT {
                into.insert(packet.bytes);
            }
        });
    }
}

/// An original that was read to its end: its digest must be nowhere, nor any packet that stands in
/// the withheld stretch alone.
fn whole(subject: usize, open: Open, withheld: &mut Withheld, held: &mut Held) {
    let digests = open.digest.finish();
    // What is empty is the same everywhere: its digest tells nothing.
    if digests.size_bytes == 0 {
        return;
    }
    let sha512 = digests.sha512.unwrap_or_default();
    for (hex, name) in [(digests.sha256, "SHA-256"), (sha512, "SHA-512")] {
        if let Ok(digest) = HEXLOWER_PERMISSIVE.decode(hex.as_bytes()) {
            held.digests.push((first_bytes(&digest), subject, name));
        }
    }
    let packets = open.withheld.difference(&open.open);
    let items = packets.map(|packet| Item {
        subject,
        words: Words::Bytes(packet.clone()),
    });
    withheld.items.extend(items);
}

/// What was heard in a file of the package.
#[derive(Default)]
pub(super) struct Heard {
    sound: Sound,
    /// Sorted, none touching another. Units: milliseconds.
    stretches: Vec<(u64, u64)>,
    n_packets: u64,
}

impl Heard {
    /// Takes the next bytes of the file.
    pub(super) fn push(&mut self, bytes: &[u8]) {
        let (stretches, n_packets) = (&mut self.stretches, &mut self.n_packets);
        self.sound.push(bytes, &mut |packet: Packet| {
            *n_packets += 1;
            if packet.is_silent {
                return;
            }
            match stretches.last_mut() {
                Some((_, until)) if *until >= packet.from_ms => *until = packet.until_ms,
                _other => stretches.push((packet.from_ms, packet.until_ms)),
            }
        });
    }

    /// Where something is heard between these; `Err` when nobody can tell.
    fn between(&self, from_ms: u64, until_ms: u64) -> Result<Option<u64>, ()> {
        if self.sound.is_broken || self.n_packets == 0 {
            return Err(());
        }
        let mut stretches = self.stretches.iter();
        let heard = stretches.find(|(from, until)| *from < until_ms && *until > from_ms);
        Ok(heard.map(|(from, _)| (*from).max(from_ms)))
    }
}

/// What the files of the package were seen to hold, as far as parts of them are withheld.
#[derive(Default)]
pub(super) struct Seen {
    /// By path.
    pub(super) heard: BTreeMap<String, Heard>,
    /// What was seen in the boxes of each picture, by path and number of the part in the list.
    pictures: BTreeMap<(String, usize), Result<Option<pixels::Bare>, ()>>,
}

/// Names every file in which a part that is withheld is still there.
pub(super) fn judge(found: &mut Found, withheld: &Withheld) {
    let seen = std::mem::take(&mut found.seen);
    let mut leaks = Vec::new();
    for (path, (thread, record)) in &found.named_by {
        let Some(at) = file_of(found, withheld, *thread, *record) else {
            continue;
        };
        let parts = withheld.edited.iter().enumerate();
        for (index, edited) in parts.filter(|(_, edited)| edited.at == at) {
            let fault = match &edited.part {
                Part::Sound(from_ms, until_ms) => {
                    still_heard(seen.heard.get(path), *from_ms, *until_ms)
                }
                Part::Boxes(_) => still_seen(seen.pictures.get(&(path.clone(), index))),
            };
            let subject = withheld.subjects.get(edited.subject);
            leaks.extend(fault.map(|(form, place)| {
                Leak {
                    decision: subject
                        .map(|subject| subject.id.clone())
                        .unwrap_or_default(),
                    file: path.clone(),
                    place,
                    record: Some((*thread, *record)),
                    form: form.to_owned(),
                }
            }));
        }
    }
    found.edited.extend(leaks);
}

fn still_heard(
    heard: Option<&Heard>,
    from_ms: u64,
    until_ms: u64,
) -> Option<(&'static str, String)> {
    match heard.map_or(Err(()), |heard| heard.between(from_ms, until_ms)) {
        Ok(None) => None,
        Ok(Some(ms)) => Some((
            "L-37: sound in a stretch that is muted",
            format!("{}.{} seconds", ms / 1_000, ms % 1_000 / 100),
        )),
        Err(()) => Some((
            "L-37: a sound that cannot be read to see whether it is muted",
            "the file".to_owned(),
        )),
    }
}

fn still_seen(seen: Option<&Result<Option<pixels::Bare>, ()>>) -> Option<(&'static str, String)> {
    match seen.unwrap_or(&Err(())) {
        Ok(None) => None,
        Ok(Some((x, y))) => Some((
            "L-28: pixels inside of a box that is black",
            format!("column {x}, row {y}"),
        )),
        Err(()) => Some((
            "L-28: a picture that cannot be read to see whether its boxes are black",
            "the file".to_owned(),
        )),
    }
}

impl Found {
    /// Looks at the boxes of a picture of the package.
    pub(super) fn see_picture(&mut self, path: String, file: &[u8], withheld: &Withheld) {
        let named = self.named_by.get(&path);
        let at = named.and_then(|(thread, record)| file_of(self, withheld, *thread, *record));
        for (index, edited) in withheld.edited.iter().enumerate() {
            if let (Part::Boxes(boxes), true) = (&edited.part, Some(edited.at) == at) {
                let bare = pixels::bare(file, boxes);
                self.seen.pictures.insert((path.clone(), index), bare);
            }
        }
    }
}

/// The files of the package in which boxes are withheld.
pub(super) fn pictures(found: &Found, withheld: &Withheld) -> BTreeSet<String> {
    let has_boxes = |edited: &Edited| matches!(edited.part, Part::Boxes(_));
    if !withheld.edited.iter().any(has_boxes) {
        return BTreeSet::new();
    }
    let named = found.named_by.iter().filter(|(_, (thread, record))| {
        let at = file_of(found, withheld, *thread, *record);
        let mut edited = withheld.edited.iter();
        edited.any(|edited| has_boxes(edited) && Some(edited.at) == at)
    });
    named.map(|(path, _)| path.clone()).collect()
}

/// The entry that a record of the package names, by the thread of the case that it is.
fn file_of(
    found: &Found,
    withheld: &Withheld,
    thread: u32,
    record: u32,
) -> Option<(usize, EntryId)> {
    let index = *found.case_threads.get(&thread)?.first()?;
    let of_case = withheld.threads.get(index)?;
    let named = of_case
        .record(RecordId(record.checked_sub(1)?))?
        .attachment?;
    let entry = of_case.attachments.get(named.0 as usize)?.entry?;
    Some((*withheld.source_of.get(index)?, entry))
}
