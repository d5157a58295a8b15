//! A query made ready: whether a record fits, how often, where, and which test of it does not.

use super::query::{FileType, Query};
use super::tree::{Tree, tree};
use crate::engine::casework::MarkName;
use crate::engine::place::ByteSpan;
use crate::engine::redact::term::Folder;
use crate::engine::thread::{Flags, Kind, RecordId, Thread};

/// What may be seen of a thread besides its records.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ThreadFacts {
    /// Its title.
    pub title: String,
    /// The names of its participants, by their numbers.
    pub names: Vec<String>,
}

/// What may be seen of a record that decisions touch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownRecord {
    /// The body with marks in it.
    pub body: String,
    /// What it still tells of itself.
    pub kind: Kind,
    /// As `kind`.
    pub flags: Flags,
    /// Whether a file is still named.
    pub names_file: bool,
}

/// What only the case knows of a record of the thread that is searched.
pub trait Facts {
    /// Whether anything of it is withheld.
    fn is_redacted(&mut self, record: RecordId) -> bool;
    /// Whether people marked it so, as far as that may be seen.
    fn is_marked(&mut self, record: RecordId, mark: &MarkName) -> bool;
    /// What kind of file it names, as far as that may be seen; `None` when it names none.
    fn file_type(&mut self, record: RecordId) -> Option<FileType>;
    /// What may be seen of it, when that is less than everything.
    fn shown(&mut self, record: RecordId) -> Option<ShownRecord>;
    /// How much that cost since it was asked last. Units: bytes folded in the same time.
    fn take_cost(&mut self) -> usize;
}

/// A query ready to be compared with records.
pub struct Matcher {
    root: Option<Tree>,
    folder: Folder,
}

/// A record as it is looked at.
pub(super) struct Look<'a> {
    pub(super) thread: &'a Thread,
    pub(super) record: RecordId,
    pub(super) body: &'a [u8],
    pub(super) kind: Kind,
    pub(super) flags: Flags,
    pub(super) names_file: bool,
}

impl Matcher {
    /// Makes a query ready.
    pub fn new(query: &Query) -> Matcher {
        Matcher::with(query, Folder::for_many())
    }

    fn with(query: &Query, folder: Folder) -> Matcher {
        Matcher {
            root: query.root.as_ref().map(tree),
            folder,
        }
    }

    /// As [`Matcher::new`], for some hundred records: quicker made, slower with many.
    pub fn for_few(query: &Query) -> Matcher {
        Matcher::with(query, Folder::default())
    }

    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.root.is_none()
    }

    pub(super) fn root(&self) -> Option<&Tree> {
        self.root.as_ref()
    }

    /// Goes on with another thread.
    pub fn enter(&mut self, facts: &ThreadFacts) {
        if let Some(root) = &mut self.root {
            root.enter(&mut self.folder, facts);
        }
    }

    /// How often a record fits: its hits when words or a pattern alone are looked for, else once.
    pub fn n_hits(&mut self, thread: &Thread, record: RecordId, facts: &mut dyn Facts) -> u32 {
        looked_at(thread, record, facts, |look, facts| {
            let Matcher { root, folder } = self;
            match root {
                None => 0,
                Some(Tree::Leaf(leaf)) if leaf.test.is_in_body() => {
                    let mut spans = Vec::new();
                    leaf.test.spans(folder, look.body, &mut spans);
                    spans.len() as u32
                }
                Some(root) => u32::from(root.fits(folder, look, facts)),
            }
        })
    }

    /// Whether a record fits.
    pub fn fits(&mut self, thread: &Thread, record: RecordId, facts: &mut dyn Facts) -> bool {
        looked_at(thread, record, facts, |look, facts| {
            let Matcher { root, folder } = self;
            root.as_mut()
                .is_some_and(|root| root.fits(folder, look, facts))
        })
    }

    /// Every test with whether the record fits it by itself, in the order of the query's text.
    pub fn why(
        &mut self,
        thread: &Thread,
        record: RecordId,
        facts: &mut dyn Facts,
    ) -> Vec<(ByteSpan, bool)> {
        looked_at(thread, record, facts, |look, facts| {
            let Matcher { root, folder } = self;
            let mut told = Vec::new();
            if let Some(root) = root {
                root.each(true, &mut |leaf, _| {
                    told.push((leaf.at, leaf.test.fits(folder, look, facts)));
                });
            }
            told.sort_unstable_by_key(|(at, _)| *at);
            told
        })
    }

    /// What of a text is to be marked: where words and patterns that are wanted stand in it. Sorted,
    /// not overlapping, counted from the first byte of `text`.
    pub fn spans(&mut self, text: &[u8]) -> Vec<ByteSpan> {
        let Matcher { root, folder } = self;
        let mut spans = Vec::new();
        if let Some(root) = root {
            root.each(true, &mut |leaf, wanted| {
                if wanted {
                    leaf.test.spans(folder, text, &mut spans);
                }
            });
        }
        united(spans)
    }
}

/// Overlapping spans as one.
fn united(mut spans: Vec<ByteSpan>) -> Vec<ByteSpan> {
    spans.sort_unstable();
    let mut united: Vec<ByteSpan> = Vec::with_capacity(spans.len());
    for span in spans {
        match united.last_mut() {
            Some(last) if span.start < last.end() => {
                last.len = last.end().max(span.end()) - last.start;
            }
            Some(_) | None => united.push(span),
        }
    }
    united
}

fn looked_at<T>(
    thread: &Thread,
    record: RecordId,
    facts: &mut dyn Facts,
    use_it: impl FnOnce(&Look<'_>, &mut dyn Facts) -> T,
) -> T {
    let about = thread.record(record);
    let shown = facts.shown(record);
    let look = match &shown {
        Some(shown) => Look {
            thread,
            record,
            body: shown.body.as_bytes(),
            kind: shown.kind,
            flags: shown.flags,
            names_file: shown.names_file,
        },
        None => Look {
            thread,
            record,
            body: thread.body(record),
            kind: about.map_or(Kind::Null, |about| about.kind),
            flags: about.map_or(Flags::default(), |about| about.flags),
            names_file: about.is_some_and(|about| about.attachment.is_some()),
        },
    };
    use_it(&look, facts)
}
