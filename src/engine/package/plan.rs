//! What a package will hold: its threads and their parts, the attachments that go out with their
//! numbers, the rows of the redaction log. [`super::walk`] finds them.
//!
//! A number, a part or a row follows from what is shown alone, so that none tells what is withheld.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::cleaning::{Outcome, Outcomes};
use super::outgoing::EntryAt;
use super::proof::Bodies;
use super::review::ReviewSet;
use super::times::Zones;
use super::when::Gap;
use super::{BuildError, BuildOptions, LeftBehind, Suggestions};
use crate::engine::case::{Case, ThreadId};
use crate::engine::clean::Recipe;
use crate::engine::decision::Decision;
use crate::engine::media::MediaType;
use crate::engine::place::EntryId;
use crate::engine::redact::Redactions;
use crate::engine::seal::Sealed;
use crate::engine::thread::{RecordId, Thread};

/// A transcript of more records than this is in parts, and no part has more.
pub(super) const PART_RECORDS: u32 = 5_000;

/// Everything that the files of a package are made from.
pub(super) struct Material {
    /// What is open.
    pub(super) case: Rc<Case>,
    /// What may be shown of it.
    pub(super) redactions: Redactions,
    /// What the person chose.
    pub(super) options: BuildOptions,
    /// Which disclosure under its seals it is; `None` for a package without a proof.
    pub(super) number: Option<u32>,
    /// Zones that people state.
    pub(super) zones: Zones,
    /// Entries with the bytes of a chat text.
    pub(super) chat_copies: BTreeSet<EntryAt>,
    /// What became of each attachment, where clean copies are asked for and all were read.
    pub(super) outcomes: Option<Rc<Outcomes>>,
    /// Attachments that somebody decided to hand over as they are.
    pub(super) as_they_are: BTreeMap<EntryAt, Decision>,
    /// What the package holds.
    pub(super) plan: Plan,
    /// What became of suggestions.
    pub(super) suggestions: Suggestions,
    /// Its review set, when one is asked for and all else is known.
    pub(super) review: Option<ReviewSet>,
}

impl Material {
    /// What became of a file when it was read to be copied.
    pub(super) fn outcome(&self, at: EntryAt) -> Option<&Outcome> {
        self.outcomes.as_ref()?.get(&at)
    }

    /// Whether bodies in which something is withheld are opened token by token.
    pub(super) fn opens_parts(&self) -> bool {
        let proof = self.options.proof.as_ref();
        proof.is_some_and(|proof| proof.bodies == Bodies::Parts)
    }
}

/// What a package will hold.
#[derive(Default)]
pub(super) struct Plan {
    /// In case order.
    pub(super) threads: Vec<PlannedThread>,
    /// Attachments that go out, by first visible reference.
    pub(super) media: Vec<Media>,
    /// In document order.
    pub(super) rows: Vec<LogRow>,
    /// Number of rows by number of decision.
    pub(super) rows_of: BTreeMap<u32, u64>,
    /// Records that are outside the scope.
    pub(super) n_outside: u64,
    /// Records of which no word is shown.
    pub(super) n_whole: u64,
    /// Records that are withheld with their heads.
    pub(super) gaps: Vec<Gap>,
    /// Files that no safe copy can be made of, where each is named first.
    pub(super) left_behind: Vec<LeftBehind>,
    /// Entries that some record names by just the name they have.
    pub(super) shown_names: BTreeSet<EntryAt>,
    index_of: BTreeMap<EntryAt, usize>,
}

/// A thread of the package.
pub(super) struct PlannedThread {
    /// Its number in the case.
    pub(super) id: ThreadId,
    /// Number of its source in the case, from 0.
    pub(super) source: usize,
    /// Itself.
    pub(super) thread: Rc<Thread>,
    /// For example `data/threads/t001`.
    pub(super) folder: String,
    /// First record and one past the last of each part; none for a short thread.
    pub(super) parts: Vec<(u32, u32)>,
    /// When the package holds a proof.
    pub(super) seal: Option<Rc<Sealed>>,
}

/// An attachment that goes out.
#[derive(Debug, Clone)]
pub(super) struct Media {
    /// Where it is.
    pub(super) at: EntryAt,
    /// In the package.
    pub(super) path: String,
    /// By content.
    pub(super) kind: MediaType,
    /// As the archive claims at first, then as it was read.
    pub(super) size_bytes: u64,
    /// Known once it was read.
    pub(super) sha256: String,
    /// How its clean copy is made; `None` for a file that goes out as it is.
    pub(super) recipe: Option<Rc<Recipe>>,
    /// The picture that goes out in its place.
    pub(super) burnt: Option<Rc<[u8]>>,
}

/// What a row of the redaction log is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Scope {
    /// A thread's title.
    Title,
    /// A sender's name.
    Sender,
    /// A whole body.
    Body,
    /// A whole body, because its message is outside the scope.
    Outside,
    /// A whole message, its head with it.
    Gone,
    /// What is exact in a time.
    Time,
    /// A part of a body.
    Span,
    /// A file.
    Attachment,
    /// The name of a file.
    FileName,
    /// A file that goes out as a clean copy.
    Metadata,
    /// A file of which no safe copy can be made.
    NoCopy,
    /// A file that somebody decided to hand over as it is.
    AsItIs,
    /// A stretch of a sound that is silent.
    SoundRange,
    /// Boxes of a picture that are black.
    Region,
}

impl Scope {
    /// The word in the log.
    pub(super) fn word(self) -> &'static str {
        match self {
            Scope::Title => "title",
            Scope::Sender => "sender",
            Scope::Body => "body",
            Scope::Outside => "outside",
            Scope::Gone => "message",
            Scope::Time => "time",
            Scope::Span => "span",
            Scope::Attachment => "attachment",
            Scope::FileName => "file-name",
            Scope::Metadata => "metadata",
            Scope::NoCopy => "no-safe-copy",
            Scope::AsItIs => "as-it-is",
            Scope::SoundRange => "sound-range",
            Scope::Region => "region",
        }
    }
}

/// One decision at one place, or what the program did there by itself. A few bytes each, since there may be a million.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct LogRow {
    /// Index in the plan.
    pub(super) thread: u32,
    /// `None` for a title.
    pub(super) record: Option<RecordId>,
    /// What it is about.
    pub(super) scope: Scope,
    /// How many marks of it stand there.
    pub(super) gaps: u32,
    /// Whose it is.
    pub(super) by: RowBy,
}

/// Whose a row of the redaction log is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RowBy {
    /// Index in the redactions.
    Decision(u32),
    /// The program's own, with its word for why.
    Program(Option<&'static str>),
    /// That of whoever decided that this file goes out as it is.
    AsItIs(EntryAt),
}

impl Plan {
    /// The threads that `options` names, in case order. Nothing else is known yet.
    ///
    /// Errors: `NoThread`.
    pub(super) fn new(case: &Case, options: &BuildOptions) -> Result<Plan, BuildError> {
        let mut plan = Plan::default();
        for (id, source, thread) in threads(case) {
            if options.threads.is_empty() || options.threads.contains(&id) {
                let number = plan.threads.len() + 1;
                plan.threads.push(PlannedThread {
                    seal: seal_of(options, id, thread)?,
                    id,
                    source,
                    thread: Rc::clone(thread),
                    folder: format!("data/threads/t{number:03}"),
                    parts: Vec::new(),
                });
            }
        }
        let known = |id: &ThreadId| plan.threads.iter().any(|thread| thread.id == *id);
        match options.threads.iter().find(|id| !known(id)) {
            Some(missing) => Err(BuildError::NoThread {
                number: missing.0 + 1,
            }),
            None if plan.threads.is_empty() => Err(BuildError::NoThread { number: 1 }),
            None => Ok(plan),
        }
    }

    /// The index of an entry in the media, when it goes out.
    pub(super) fn media_index(&self, source: usize, entry: EntryId) -> Option<usize> {
        self.index_of.get(&(source, entry)).copied()
    }

    /// Gives an attachment its place among the media.
    pub(super) fn push_media(&mut self, media: Media) {
        self.index_of.insert(media.at, self.media.len());
        self.media.push(media);
    }

    /// The sources of the threads, in case order, each once.
    pub(super) fn sources(&self) -> BTreeSet<usize> {
        self.threads.iter().map(|thread| thread.source).collect()
    }
}

impl Plan {
    /// The roots of its seals, in hex, in the order of its threads.
    pub(super) fn roots(&self) -> Vec<String> {
        let seals = self.threads.iter().filter_map(|at| at.seal.as_ref());
        seals.map(|seal| seal.root_hex()).collect()
    }
}

/// The seal of a thread, when there is to be a proof. It must be of just these records.
fn seal_of(
    options: &BuildOptions,
    id: ThreadId,
    thread: &Thread,
) -> Result<Option<Rc<Sealed>>, BuildError> {
    let Some(proof) = &options.proof else {
        return Ok(None);
    };
    let seal = proof.seals.iter().find(|seal| seal.thread == id);
    match seal {
        Some(seal) if seal.n_messages == thread.n_records() => Ok(Some(Rc::clone(seal))),
        _none_or_another => Err(BuildError::NoSeal { number: id.0 + 1 }),
    }
}

/// All threads of the case with the number of their source.
fn threads(case: &Case) -> impl Iterator<Item = (ThreadId, usize, &Rc<Thread>)> {
    case.sources
        .iter()
        .enumerate()
        .flat_map(|(source, open)| open.threads.iter().map(move |thread| (source, thread)))
        .enumerate()
        .map(|(id, (source, thread))| (ThreadId(id as u32), source, thread))
}
