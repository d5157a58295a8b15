//! The file beside a message against the seal: by the proof it is the one that the words name.

use super::hashes::hash_of;
use super::path;
use crate::engine::verify::book::Book;
use crate::engine::verify::checks::Id;
use crate::engine::verify::words::fact;

/// What the seal knows of some bytes under a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Known {
    /// Nothing.
    No,
    /// Under another name.
    Otherwise,
    /// Under a name that stays closed.
    Closed,
    /// Under just this name.
    Same,
}

/// A shown file under a shown name: where the bytes are opened under a name, it is that name.
pub(in crate::engine::verify) fn check_file(
    book: &mut Book,
    thread: u32,
    i: u32,
    file: &str,
    name: &str,
) {
    let Some(seal) = book.facts.seals.get(&thread) else {
        return;
    };
    let sha256 = book.facts.seen.get(file).map(|seen| seen.sha256.as_str());
    let Some(sha256) = sha256.and_then(hash_of) else {
        return;
    };
    let name = fact(&[name]);
    let members = seal.members().filter(|(_, data, _)| *data == sha256);
    let known = members.map(|(opened, _, _)| match opened {
        Some(opened) if opened == name => Known::Same,
        Some(_other) => Known::Otherwise,
        None => Known::Closed,
    });
    match known.max().unwrap_or(Known::No) {
        Known::No | Known::Same => {}
        Known::Closed => note_unnamed(book, thread, i),
        Known::Otherwise => {
            let text = format!("record {i}: the seal knows the bytes of {file} under another name");
            book.fail_at(Id::Proof, &path(thread, "openings.jsonl"), text);
        }
    }
}

/// Nothing proves that the file of that record is the one which its words name.
pub(in crate::engine::verify) fn note_unnamed(book: &mut Book, thread: u32, i: u32) {
    if let Some(seal) = book.facts.seals.get_mut(&thread)
        && seal.unnamed.last() != Some(&i)
    {
        seal.unnamed.push(i);
    }
}
