//! Questions that the worker has not answered yet. An answer to no question is stale and dropped.

use std::collections::BTreeMap;

use crate::engine::case::ThreadId;
use crate::engine::decision::PixelBox;
use crate::engine::place::EntryId;
use crate::engine::session::protocol::{RowsFor, Tag};

use super::casework::WorkAsked;
use super::long_rows::MadeFor;
use super::looking::LookFor;
use super::parts::BurnFor;

/// What was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// Rows of a thread.
    Rows {
        /// Which thread.
        thread: ThreadId,
        /// First record.
        first: u32,
        /// How many.
        n_rows: u32,
        /// For whose eyes.
        view: RowsFor,
        /// The log in force.
        revision: u32,
        /// Words to highlight.
        highlight: Option<String>,
        /// The search whose messages alone are shown.
        only: Option<Tag>,
    },
    /// More of a very long message.
    LongRow {
        /// Which thread.
        thread: ThreadId,
        /// What else the row depends on.
        made_for: MadeFor,
    },
    /// Records that hold the words.
    Find,
    /// A window of the list of hits.
    HitRows {
        /// Of which search.
        search: Tag,
    },
    /// Which parts of a query a message fits.
    WhyNot,
    /// How often the terms of a list are found.
    CountTerms,
    /// Where a term stands.
    FindTerm,
    /// The first record at or after a day.
    GoToDate {
        /// As asked.
        date: String,
    },
    /// Where a message comes from.
    WhereFrom,
    /// Two packages side by side.
    Compare,
    /// Earlier packages beside the one that is staged.
    Earlier,
    /// A key, or a package with more files.
    Sign,
    /// An entry for showing.
    Media {
        /// Number of the source.
        source: u32,
        /// Which entry.
        entry: EntryId,
    },
    /// A picture into which boxes are to be burnt.
    ToBurn {
        /// Number of the source.
        source: u32,
        /// Which entry.
        entry: EntryId,
        /// Which boxes.
        boxes: Vec<PixelBox>,
        /// What for.
        why: BurnFor,
    },
    /// Boxes being burnt in; asked of the examiner's program.
    Burn {
        /// Number of the source.
        source: u32,
        /// Which entry.
        entry: EntryId,
        /// What for.
        why: BurnFor,
    },
    /// A sound as it will be.
    Preview,
    /// An entry for saving.
    SaveMedia {
        /// Name for the file.
        name: String,
    },
    /// Case work.
    Work(WorkAsked),
    /// What a filter leaves out of a package.
    Scope,
    /// A package.
    Build,
    /// A seal.
    Seal,
    /// A check.
    Verify,
    /// Something that only looks.
    Look(LookFor),
    /// Rows for paper.
    PrintRows,
}

/// The open questions by tag.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Asks {
    last: u32,
    open: BTreeMap<Tag, Asked>,
}

impl Asks {
    /// A tag for a new question.
    pub fn ask(&mut self, asked: Asked) -> Tag {
        self.last += 1;
        let tag = Tag(self.last);
        self.open.insert(tag, asked);
        tag
    }

    /// A tag of its own, for a question that somebody else remembers.
    pub fn tag(&mut self) -> Tag {
        self.last += 1;
        Tag(self.last)
    }

    /// The question that an answer is for; it is answered now.
    pub fn answered(&mut self, tag: Tag) -> Option<Asked> {
        self.open.remove(&tag)
    }

    /// The question, which stays open.
    pub fn get(&self, tag: Tag) -> Option<&Asked> {
        self.open.get(&tag)
    }

    /// The next tag that will be given out.
    pub fn next(&self) -> Tag {
        Tag(self.last + 1)
    }

    /// Whether the same question is open already, asked at `since` or later.
    pub fn is_open(&self, asked: &Asked, since: Tag) -> bool {
        self.open.range(since..).any(|(_, open)| open == asked)
    }

    /// Entries on their way to the screen, with their questions.
    pub fn media(&self) -> Vec<(Tag, (u32, EntryId))> {
        let open = self.open.iter();
        open.filter_map(|(tag, asked)| match asked {
            Asked::Media { source, entry }
            | Asked::ToBurn {
                source,
                entry,
                why: BurnFor::Screen,
                ..
            }
            | Asked::Burn {
                source,
                entry,
                why: BurnFor::Screen,
            } => Some((*tag, (*source, *entry))),
            _other => None,
        })
        .collect()
    }

    /// Whether boxes are being burnt in.
    pub fn burns(&self) -> bool {
        let mut open = self.open.values();
        open.any(|asked| matches!(asked, Asked::Burn { .. }))
    }

    /// Nobody will answer about boxes; the pictures that wait for them on the screen.
    pub fn forget_burns(&mut self) -> Vec<(u32, EntryId)> {
        let mut waited = Vec::new();
        self.open.retain(|_, asked| match asked {
            Asked::Burn { source, entry, why } => {
                if *why == BurnFor::Screen {
                    waited.push((*source, *entry));
                }
                false
            }
            _other => true,
        });
        waited
    }

    /// What the maker was asked.
    pub fn of_the_maker(&self) -> Vec<Tag> {
        let open = self.open.iter();
        let of_it = open.filter(|(_, asked)| match asked {
            Asked::Build
            | Asked::Seal
            | Asked::Verify
            | Asked::Compare
            | Asked::Sign
            | Asked::Preview => true,
            Asked::Work(asked) => asked.is_for_maker(),
            _other => false,
        });
        of_it.map(|(tag, _)| *tag).collect()
    }

    /// Whether nothing waits for an answer.
    pub fn is_empty(&self) -> bool {
        self.open.is_empty()
    }

    /// Nobody will answer: the worker is gone.
    pub fn forget_all(&mut self) {
        self.open.clear();
    }
}
