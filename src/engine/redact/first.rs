//! Where a decision first shows, for document order.

use crate::engine::case::ThreadId;
use crate::engine::place::EntryId;
use crate::engine::thread::RecordId;

/// A place in document order.
pub(super) type FirstKey = (u32, u32, u32, u32);

/// Where a decision first shows, for document order: titles stand before the records of their
/// thread, files that nothing names behind all threads, decisions without a place at the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum FirstAt {
    /// In the title of a thread.
    Title(ThreadId),
    /// In a record.
    Record(ThreadId, RecordId),
    /// In the name of a file that nothing names.
    Entry(u32, EntryId),
    /// In nothing that is open.
    Nowhere,
}

impl FirstAt {
    /// Orders places.
    pub(super) fn key(self) -> FirstKey {
        match self {
            FirstAt::Title(thread) => (0, thread.0, 0, 0),
            FirstAt::Record(thread, record) => (0, thread.0, 1, record.0),
            FirstAt::Entry(source, entry) => (1, source, 0, entry.0),
            FirstAt::Nowhere => (2, 0, 0, 0),
        }
    }

    /// The record, when it has one.
    pub(super) fn place(self) -> Option<(ThreadId, RecordId)> {
        match self {
            FirstAt::Title(thread) => Some((thread, RecordId(0))),
            FirstAt::Record(thread, record) => Some((thread, record)),
            FirstAt::Entry(..) | FirstAt::Nowhere => None,
        }
    }
}
