//! Reads withheld files once: their digests, the fingerprints of their content, and of texts the
//! words. What a short file holds is looked for as it stands.

use data_encoding::HEXLOWER_PERMISSIVE;

use super::batch::first_bytes;
use super::held::Held;
use super::prints::Reading;
use super::values::{Item, Withheld, Words};
use crate::engine::archive::EntryReader;
use crate::engine::digest::Digester;

/// Of longer texts the words are not kept, only the fingerprints. Units: bytes.
const TEXT_BYTES: usize = 256 << 10;
/// Files up to here are looked for as they stand. Units: bytes.
const SHORT_BYTES: std::ops::RangeInclusive<usize> = 8..=400;

/// The files that are read, one after another.
#[derive(Default)]
pub(super) struct WithheldFiles {
    next: usize,
    open: Option<Box<Open>>,
}

struct Open {
    reader: EntryReader,
    digest: Digester,
    prints: Reading,
    head: Vec<u8>,
}

impl WithheldFiles {
    /// Reads some more. Returns how many bytes; `None` after the last file.
    pub(super) fn step(
        &mut self,
        withheld: &mut Withheld,
        held: &mut Held,
        notes: &mut Vec<String>,
    ) -> Option<u64> {
        let n_files = withheld.files.len();
        let file = withheld.files.get(self.next)?;
        let started = match self.open.take() {
            Some(open) => Ok(open),
            None => file.archive.reader(file.entry).map(|reader| {
                let size_bytes = file
                    .archive
                    .entry(file.entry)
                    .map_or(0, |entry| entry.size_bytes);
                Box::new(Open {
                    reader,
                    digest: Digester::both(),
                    prints: Reading::new(size_bytes, n_files),
                    head: Vec::new(),
                })
            }),
        };
        let subject = file.subject;
        let next = started.and_then(|mut open| Ok((open.reader.next()?, open)));
        match next {
            Ok((Some(piece), mut open)) => {
                open.digest.update(&piece);
                open.prints.push(&piece);
                let room = (TEXT_BYTES + 1)
                    .saturating_sub(open.head.len())
                    .min(piece.len());
                open.head
                    .extend_from_slice(piece.get(..room).unwrap_or_default());
                self.open = Some(open);
                return Some(piece.len() as u64);
            }
            Ok((None, open)) => whole(subject, *open, withheld, held),
            Err(_) => {
                let number = withheld.number(subject);
                if number > 0 {
                    notes.push(format!(
                        "redaction {number}: the file could not be read, so its content was not searched for"
                    ));
                }
            }
        }
        self.next += 1;
        Some(0)
    }
}

/// A file that was read to its end.
fn whole(subject: usize, open: Open, withheld: &mut Withheld, held: &mut Held) {
    let digests = open.digest.finish();
    if digests.size_bytes == 0 {
        return;
    }
    let sha512 = digests.sha512.unwrap_or_default();
    for (hex, name) in [(digests.sha256, "SHA-256"), (sha512, "SHA-512")] {
        if let Ok(digest) = HEXLOWER_PERMISSIVE.decode(hex.as_bytes()) {
            held.digests.push((first_bytes(&digest), subject, name));
        }
    }
    held.sizes.push(digests.size_bytes);
    // The text of a source is what the package is about: its digest is forbidden, its words are not.
    if withheld.number(subject) == 0 {
        return;
    }
    held.prints.add(subject, open.prints);
    let text = std::str::from_utf8(&open.head)
        .ok()
        .filter(|text| is_text(text));
    let words = match text {
        Some(text) if text.len() <= TEXT_BYTES => {
            held.shingles.add(subject, text);
            Words::Content(text.to_owned())
        }
        _other if SHORT_BYTES.contains(&open.head.len()) => Words::Bytes(open.head),
        _other => return,
    };
    withheld.items.push(Item { subject, words });
}

/// Not a PDF, which may be written in plain characters: its numbers are places in the file.
fn is_text(text: &str) -> bool {
    !text.starts_with("%PDF") && !text.chars().any(|c| c.is_control() && !c.is_whitespace())
}
