//! Everything that is open: the archives and the threads found in them.

use std::rc::Rc;

use super::archive::Archive;
use super::finding::Finding;
use super::place::{EntryId, MessagePlace, SourceId};
use super::thread::{RecordId, Thread};

/// An opened source with the threads found in it. A copy shares archive and threads.
#[derive(Clone)]
pub struct OpenSource {
    /// What decisions call it: provisional until the digest is known.
    pub id: SourceId,
    /// Its bytes.
    pub archive: Rc<Archive>,
    /// The threads, in directory order of their texts.
    pub threads: Vec<Rc<Thread>>,
    /// Of the archive and of its threads.
    pub findings: Vec<Finding>,
}

/// Everything that is open, in the order of opening.
#[derive(Clone, Default)]
pub struct Case {
    /// The sources.
    pub sources: Vec<OpenSource>,
}

/// A thread's number over the whole case, from 0 in memory. People see it from 1.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Default,
    serde::Serialize,
    serde::Deserialize,
)]
#[serde(transparent)]
pub struct ThreadId(pub u32);

impl Case {
    /// All threads with their sources, in case order.
    pub fn threads(&self) -> impl Iterator<Item = (ThreadId, &OpenSource, &Rc<Thread>)> {
        self.sources
            .iter()
            .flat_map(|source| source.threads.iter().map(move |thread| (source, thread)))
            .enumerate()
            .map(|(index, (source, thread))| (ThreadId(index as u32), source, thread))
    }

    /// One thread with its source.
    pub fn thread(&self, id: ThreadId) -> Option<(&OpenSource, &Rc<Thread>)> {
        self.threads()
            .find(|(at, _, _)| *at == id)
            .map(|(_, source, thread)| (source, thread))
    }

    /// The number of a thread's source, and its own number within that.
    pub fn position(&self, id: ThreadId) -> Option<(usize, usize)> {
        let mut left = id.0 as usize;
        for (number, source) in self.sources.iter().enumerate() {
            match left.checked_sub(source.threads.len()) {
                None => return Some((number, left)),
                Some(rest) => left = rest,
            }
        }
        None
    }

    /// The place that a decision about this record names.
    pub fn place(&self, thread: ThreadId, record: RecordId) -> Option<MessagePlace> {
        let (source, thread) = self.thread(thread)?;
        let (byte_start, byte_len) = thread.origin_span(record);
        Some(MessagePlace {
            source: source.id.clone(),
            entry: thread.entry,
            byte_start,
            byte_len,
        })
    }

    /// The record that a decision's place names, when its source is open and a record starts there.
    pub fn locate(&self, place: &MessagePlace) -> Option<(ThreadId, RecordId)> {
        self.threads()
            .filter(|(_, source, thread)| source.id == place.source && thread.entry == place.entry)
            .find_map(|(id, _, thread)| {
                thread
                    .record_at_origin(place.byte_start)
                    .map(|record| (id, record))
            })
    }

    /// The source of that id, with its number.
    pub fn source(&self, id: &SourceId) -> Option<(usize, &OpenSource)> {
        self.sources
            .iter()
            .enumerate()
            .find(|(_, source)| &source.id == id)
    }

    /// Whether the entry is the chat text of a thread.
    pub fn is_chat_text(&self, source: usize, entry: EntryId) -> bool {
        self.sources
            .get(source)
            .is_some_and(|source| source.threads.iter().any(|thread| thread.entry == entry))
    }
}
