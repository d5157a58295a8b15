//! What of a case redaction looks at. Plain references, so that tests can make one by hand.

use std::collections::BTreeMap;

use super::names::without_folder;
use crate::engine::case::{Case, ThreadId};
use crate::engine::detect::card_names;
use crate::engine::place::{EntryId, SourceId};
use crate::engine::thread::{Attachment, AttachmentId, RecordId, Thread};

/// What of a case redaction looks at.
#[derive(Default)]
pub(super) struct View<'a> {
    /// In the order of opening.
    pub(super) sources: Vec<SourceView<'a>>,
    /// In case order.
    pub(super) threads: Vec<ThreadView<'a>>,
    /// The names in contact cards, where somebody is called by a pseudonym, with their source and entry.
    pub(super) cards: Vec<(u32, EntryId, &'a str)>,
}

/// A source.
pub(super) struct SourceView<'a> {
    /// What decisions call it.
    pub(super) id: &'a SourceId,
    /// The names of its entries by their numbers, without folders.
    pub(super) entries: Vec<&'a str>,
}

/// A thread and the number of its source.
#[derive(Clone, Copy)]
pub(super) struct ThreadView<'a> {
    /// Number of its source.
    pub(super) source: u32,
    /// The thread.
    pub(super) thread: &'a Thread,
    /// No file name gives its title: it is made of what its records say.
    pub(super) title_is_made: bool,
}

/// A file that records name: an entry, or, when the export does not hold it, the name itself.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum FileKey {
    /// An entry of a source.
    Entry(u32, EntryId),
    /// A name that a source does not hold.
    Missing(u32, String),
}

impl<'a> View<'a> {
    /// Everything in `case`.
    pub(super) fn of(case: &'a Case) -> View<'a> {
        let mut view = View::default();
        for (number, source) in case.sources.iter().enumerate() {
            view.sources.push(SourceView {
                id: &source.id,
                entries: source
                    .archive
                    .entries()
                    .iter()
                    .map(|entry| without_folder(&entry.name))
                    .collect(),
            });
            view.threads
                .extend(source.threads.iter().map(|thread| ThreadView {
                    source: number as u32,
                    thread,
                    title_is_made: source.archive.title_of(thread.entry).is_empty(),
                }));
        }
        view
    }

    /// Takes in the names in contact cards. The first time they are read.
    pub(super) fn with_cards(&mut self, case: &'a Case) {
        let names = case.sources.iter().zip(0..).flat_map(|(open, source)| {
            let cards = card_names(&open.archive).iter();
            cards.map(move |(card, name)| (source, *card, name.as_str()))
        });
        self.cards = names.collect();
    }

    /// The threads that are a chat text of that source. One source may be open twice.
    pub(super) fn threads_of(
        &self,
        source: &SourceId,
        entry: EntryId,
    ) -> impl Iterator<Item = (ThreadId, ThreadView<'a>)> {
        let is_meant = move |at: &(usize, &ThreadView<'a>)| {
            at.1.thread.entry == entry
                && self
                    .sources
                    .get(at.1.source as usize)
                    .is_some_and(|open| open.id == source)
        };
        self.threads
            .iter()
            .enumerate()
            .filter(is_meant)
            .map(|(number, thread)| (ThreadId(number as u32), *thread))
    }

    /// The sources of that id that hold the entry.
    pub(super) fn holders(&self, source: &SourceId, entry: EntryId) -> impl Iterator<Item = u32> {
        self.sources
            .iter()
            .enumerate()
            .filter(move |(_, open)| open.id == source && open.entries.len() > entry.0 as usize)
            .map(|(number, _)| number as u32)
    }
}

/// For each entry the references that name it.
pub(super) type Naming = BTreeMap<(u32, EntryId), Vec<(ThreadId, AttachmentId)>>;

impl View<'_> {
    /// For each entry the references that name it, in case order.
    pub(super) fn naming(&self) -> Naming {
        let mut naming = Naming::new();
        for (number, at) in self.threads.iter().enumerate() {
            for (index, named) in at.thread.attachments.iter().enumerate() {
                if let Some(entry) = named.entry {
                    naming
                        .entry((at.source, entry))
                        .or_default()
                        .push((ThreadId(number as u32), AttachmentId(index as u32)));
                }
            }
        }
        naming
    }

    /// What a reference says: the name as written, and the record that writes it.
    pub(super) fn reference(&self, id: ThreadId, attachment: AttachmentId) -> Option<&Attachment> {
        let at = self.threads.get(id.0 as usize)?;
        at.thread.attachments.get(attachment.0 as usize)
    }
}

impl ThreadView<'_> {
    /// Every file that a record names, with the record.
    pub(super) fn files(&self) -> impl Iterator<Item = (FileKey, RecordId)> {
        let named = self.thread.attachments.iter().enumerate();
        named.filter_map(|(index, named)| {
            Some((self.file(AttachmentId(index as u32))?, named.record))
        })
    }

    /// The file that an attachment reference means.
    pub(super) fn file(&self, attachment: AttachmentId) -> Option<FileKey> {
        let named = self.thread.attachments.get(attachment.0 as usize)?;
        Some(match named.entry {
            Some(entry) => FileKey::Entry(self.source, entry),
            None => FileKey::Missing(self.source, named.name.clone()),
        })
    }
}
