//! What is withheld, as far as there are words or bytes to be looked for.

use std::rc::Rc;

use crate::engine::archive::Archive;
use crate::engine::place::{ByteSpan, EntryId};
use crate::engine::thread::RecordId;

/// Where the words of something withheld are to be had.
pub(super) enum Words {
    /// The whole body of a record: number of the thread in [`Withheld::threads`].
    Body(usize, RecordId),
    /// A part of a record.
    Span(usize, RecordId, ByteSpan),
    /// A term, or a spelling of it.
    Term(Vec<u8>),
    /// The text of a withheld file.
    Content(String),
    /// A withheld file that is short and no text.
    Bytes(Vec<u8>),
    /// A file name or a part of one; looked for as whole words.
    Name(String),
    /// A part of somebody's name, or the name in another spelling.
    Part(String, Strength),
}

/// How sure it is that a part of a name means whom it was taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Strength {
    /// Nobody else is called so.
    Strong,
    /// Somebody whose name is shown is called so, too, or it is a word that every package holds.
    Weak,
}

/// Something withheld.
pub(super) struct Item {
    /// Which redaction withholds it.
    pub(super) subject: usize,
    /// Its words.
    pub(super) words: Words,
}

/// A file of a source whose digest is forbidden.
pub(super) struct Digested {
    /// Which redaction withholds it, or which source it is the text of.
    pub(super) subject: usize,
    /// The source.
    pub(super) archive: Rc<Archive>,
    /// The entry.
    pub(super) entry: EntryId,
}
