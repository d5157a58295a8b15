//! Finds out which attachments can go out as clean copies, and how each copy is made: every file that
//! would go out is read once before anything is numbered.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::copies::{reader, unread};
use super::outgoing::EntryAt;
use super::plan::Material;
use super::{BuildError, Burnt};
use crate::engine::archive::EntryReader;
use crate::engine::case::Case;
use crate::engine::clean::{CleanError, Format, Loss, Recipe, Scan, write_cards};
use crate::engine::decision::{Decision, DecisionKind, DecisionLog, PixelBox};
use crate::engine::digest::Digester;
use crate::engine::media::HEAD_BYTES;
use crate::engine::redact::{Part, mark_text};
use crate::engine::session::protocol::MediaChoice;

/// Why a file has no clean copy when no writer knows its type.
const NO_WRITER: &str = "no-writer";
/// What a copy lacks besides metadata.
const COLOUR_PROFILE: &str = "colour-profile";

/// What became of one file.
#[derive(Debug, Clone)]
pub(super) enum Outcome {
    /// A copy is made this way.
    Clean(Rc<Recipe>),
    /// This picture goes out in its place.
    Burnt(Rc<[u8]>),
    /// A part of it is withheld, and it cannot be taken out: the whole file stays behind.
    Kept {
        /// What is wrong and where, for whoever builds.
        why: String,
    },
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
    reading: Option<(EntryAt, EntryReader, Look)>,
    outcomes: Outcomes,
}

/// What is looked at while a file is read.
enum Look {
    Scan(Box<Scan>),
    /// A sound of which stretches are muted.
    Mute(Box<Scan>),
    /// A picture with these boxes; its digest says which burnt one is its.
    Burn(Box<Digester>, Vec<PixelBox>),
}

/// What a package is told of files that are not sound at all.
const NO_OPUS: &str = "only voice notes in Opus can be muted in part";

impl Cleaning {
    /// Prepares to read everything that the plan would hand out as a copy.
    pub(super) fn new(material: &Material) -> Cleaning {
        let media = material.plan.media.iter().map(|media| media.at);
        Cleaning {
            waiting: media.filter(|at| is_copied(material, *at)).collect(),
            reading: None,
            outcomes: Outcomes::new(),
        }
    }

    /// Reads some more. `Some` bytes read, or `None` when all is read.
    ///
    /// Errors: `Read`.
    pub(super) fn step(&mut self, material: &Material) -> Result<Option<u64>, BuildError> {
        let Some((at, mut entry, mut look)) = self.reading.take() else {
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
            self.outcomes.insert(at, look.finish(material));
            return Ok(Some(0));
        };
        match look.push(&piece) {
            Ok(()) => self.reading = Some((at, entry, look)),
            Err(outcome) => {
                self.outcomes.insert(at, outcome);
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
        if let Some(edit) = material.redactions.edit(at.0, at.1) {
            let look = match (
                Format::of(&head),
                edit.muted.as_slice(),
                edit.boxes.as_slice(),
            ) {
                (Some(Format::Opus), muted, []) => Ok(Look::Mute(Box::new(Scan::muting(muted)))),
                (_, [], _) => Ok(Look::Burn(Box::new(Digester::sha256()), edit.boxes)),
                _other => Err(Outcome::Kept {
                    why: NO_OPUS.to_owned(),
                }),
            };
            match look {
                Ok(look) => self.reading = Some((at, reader(material, at)?, look)),
                Err(outcome) => {
                    self.outcomes.insert(at, outcome);
                }
            }
            return Ok(());
        }
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
                self.reading = Some((at, reader(material, at)?, Look::Scan(Box::new(scan))));
            }
        }
        Ok(())
    }

    /// What became of each.
    pub(super) fn finish(self) -> Outcomes {
        self.outcomes
    }
}

impl Look {
    /// Takes the next bytes; what becomes of the file when they are not as they must be.
    fn push(&mut self, bytes: &[u8]) -> Result<(), Outcome> {
        match self {
            Look::Scan(scan) => scan.push(bytes).map_err(|error| refused(&error)),
            Look::Mute(scan) => scan.push(bytes).map_err(|error| kept(&error)),
            Look::Burn(digester, _) => {
                digester.update(bytes);
                Ok(())
            }
        }
    }

    fn finish(self, material: &Material) -> Outcome {
        match self {
            Look::Scan(scan) => match scan.finish() {
                Ok(recipe) => Outcome::Clean(Rc::new(recipe)),
                Err(error) => refused(&error),
            },
            Look::Mute(scan) => match scan.finish() {
                Ok(recipe) => Outcome::Clean(Rc::new(recipe)),
                Err(error) => kept(&error),
            },
            Look::Burn(digester, boxes) => {
                let sha256 = digester.finish().sha256;
                let is_it =
                    |burnt: &&Burnt| burnt.original_sha256 == sha256 && burnt.boxes == boxes;
                match material
                    .options
                    .burnt
                    .iter()
                    .find(is_it)
                    .map(|burnt| &burnt.picture)
                {
                    Some(Ok(bytes)) => Outcome::Burnt(Rc::clone(bytes)),
                    Some(Err(why)) => Outcome::Kept { why: why.clone() },
                    None => Outcome::Kept {
                        why: "its boxes were not burnt in".to_owned(),
                    },
                }
            }
        }
    }
}

/// Whether a file goes out as a copy: all do where clean copies are asked for, and whatever is asked
/// for those of which a part is withheld.
pub(super) fn is_copied(material: &Material, at: EntryAt) -> bool {
    material.options.media == MediaChoice::Cleaned || material.redactions.edit(at.0, at.1).is_some()
}

fn kept(error: &CleanError) -> Outcome {
    Outcome::Kept {
        why: format!("a part of it was to be muted: {error}"),
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
