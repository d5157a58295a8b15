//! Finds out which attachments can go out as clean copies, and how each copy is made: every file that
//! would go out is read once before anything is numbered.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::BuildError;
use super::copies::{reader, unread};
use super::outgoing::EntryAt;
use super::plan::{Material, Media};
use crate::engine::archive::EntryReader;
use crate::engine::case::Case;
use crate::engine::clean::{CleanError, Format, Loss, Recipe, Scan, write_cards};
use crate::engine::decision::{Decision, DecisionKind, DecisionLog};
use crate::engine::media::HEAD_BYTES;
use crate::engine::redact::{Part, mark_text};

/// Why a file has no clean copy when no writer knows its type.
const NO_WRITER: &str = "no-writer";
/// What a copy lacks besides metadata.
const COLOUR_PROFILE: &str = "colour-profile";

/// What became of one file.
#[derive(Debug, Clone)]
pub(super) enum Outcome {
    /// A copy is made this way.
    Clean(Rc<Recipe>),
    /// No copy.
    NoCopy {
        /// Why, in one word, for the package.
        word: &'static str,
        /// What is wrong and where, for whoever builds.
        why: String,
    },
}

/// By file.
pub(super) type Outcomes = BTreeMap<EntryAt, Outcome>;

/// The reading, some bytes at a time.
pub(super) struct Cleaning {
    waiting: Vec<EntryAt>,
    reading: Option<(EntryAt, EntryReader, Box<Scan>)>,
    outcomes: Outcomes,
}

impl Cleaning {
    /// Prepares to read everything that the plan would hand out.
    pub(super) fn new(media: &[Media]) -> Cleaning {
        Cleaning {
            waiting: media.iter().map(|media| media.at).collect(),
            reading: None,
            outcomes: Outcomes::new(),
        }
    }

    /// Reads some more. `Some` bytes read, or `None` when all is read.
    ///
    /// Errors: `Read`.
    pub(super) fn step(&mut self, material: &Material) -> Result<Option<u64>, BuildError> {
        let Some((at, mut entry, mut scan)) = self.reading.take() else {
            let Some(at) = self.waiting.pop() else {
                return Ok(None);
            };
            self.open(material, at)?;
            return Ok(Some(0));
        };
        let piece = entry
            .next()
            .map_err(|source| unread(material, at, source))?;
        let Some(piece) = piece else {
            let outcome = match scan.finish() {
                Ok(recipe) => Outcome::Clean(Rc::new(recipe)),
                Err(error) => refused(&error),
            };
            self.outcomes.insert(at, outcome);
            return Ok(Some(0));
        };
        match scan.push(&piece) {
            Ok(()) => self.reading = Some((at, entry, scan)),
            Err(error) => {
                self.outcomes.insert(at, refused(&error));
            }
        }
        Ok(Some(piece.len() as u64))
    }

    fn open(&mut self, material: &Material, at: EntryAt) -> Result<(), BuildError> {
        let open = material.case.sources.get(at.0);
        let Some((open, entry)) = open.and_then(|open| Some((open, open.archive.entry(at.1)?)))
        else {
            return Ok(());
        };
        let head = open
            .archive
            .head(at.1, HEAD_BYTES)
            .map_err(|source| unread(material, at, source))?;
        match Format::of(&head) {
            None => {
                let outcome = Outcome::NoCopy {
                    word: NO_WRITER,
                    why: "files of its type cannot be cleaned".to_owned(),
                };
                self.outcomes.insert(at, outcome);
            }
            Some(format) => {
                let scan = Scan::new(format, entry.size_bytes);
                self.reading = Some((at, reader(material, at)?, Box::new(scan)));
            }
        }
        Ok(())
    }

    /// What became of each.
    pub(super) fn finish(self) -> Outcomes {
        self.outcomes
    }
}

fn refused(error: &CleanError) -> Outcome {
    Outcome::NoCopy {
        word: error.wrong.word(),
        why: error.to_string(),
    }
}

/// The files that somebody decided to hand over as they are; of several decisions the latest.
pub(super) fn as_they_are(case: &Case, log: &DecisionLog) -> BTreeMap<EntryAt, Decision> {
    let mut out: BTreeMap<EntryAt, Decision> = BTreeMap::new();
    let mut standing = log.standing();
    standing.sort_by_key(|decision| (decision.at.unix_ms(), decision.id.clone()));
    for decision in standing {
        if let DecisionKind::AsItIs { source, entry, .. } = &decision.kind
            && let Some((number, _)) = case.source(source)
        {
            out.insert((number, *entry), decision.clone());
        }
    }
    out
}

/// What a copy lacks besides metadata, in one word.
pub(super) fn lacks(recipe: &Recipe) -> Option<&'static str> {
    match recipe.loss()? {
        Loss::ColourProfile => Some(COLOUR_PROFILE),
    }
}

/// Contact cards that hold what may be shown of these names.
pub(super) fn cards(material: &Material, at: EntryAt, names: &[String]) -> Vec<u8> {
    let shown: Vec<String> = names
        .iter()
        .map(|name| {
            let parts = material.redactions.text(at.0, name);
            let words = parts.into_iter().map(|part| match part {
                Part::Text(text) => text,
                Part::Mark(grounds) => mark_text(&grounds.codes),
            });
            words.collect()
        })
        .collect();
    write_cards(&shown)
}
