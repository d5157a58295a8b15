//! Finds files that would go out although they hold the bytes of one that may not: a copy of a
//! withheld attachment under another name, or of a chat text.
//!
//! A file with the bytes of one of which a part is withheld is treated as that one is.
//!
//! Sizes are compared first, so that only what could be equal is read.

use std::collections::{BTreeMap, BTreeSet};

use super::BuildError;
use super::outgoing::EntryAt;
use super::plan::Material;
use crate::engine::archive::EntryReader;
use crate::engine::decision::{Decision, DecisionId, DecisionKind, DecisionLog};
use crate::engine::digest::Digester;

/// The comparison, some bytes at a time.
pub(super) struct Compare {
    candidates: Vec<EntryAt>,
    hidden: Vec<EntryAt>,
    /// Those of which a part is withheld.
    edited: Vec<EntryAt>,
    to_read: Vec<EntryAt>,
    reading: Option<(EntryAt, EntryReader, Digester)>,
    digests: BTreeMap<EntryAt, String>,
}

/// What came of it.
pub(super) struct Copies {
    /// A file that would go out, and one with the same bytes that is withheld, or of which a part is.
    pub(super) withheld: Vec<(EntryAt, EntryAt)>,
    /// Files with the bytes of a chat text.
    pub(super) chat: BTreeSet<EntryAt>,
}

impl Compare {
    /// Prepares the comparison of the plan's media with everything withheld in the case.
    pub(super) fn new(material: &Material) -> Compare {
        let candidates: Vec<EntryAt> = material.plan.media.iter().map(|media| media.at).collect();
        let sizes = |files: &[EntryAt]| -> BTreeSet<u64> {
            files.iter().filter_map(|at| size(material, *at)).collect()
        };
        let edited: Vec<EntryAt> = edited(material);
        let mut hidden = hidden(material);
        let outgoing_sizes = sizes(&candidates);
        hidden.retain(|at| size(material, *at).is_some_and(|size| outgoing_sizes.contains(&size)));
        let mut to_read = [hidden.as_slice(), &edited].concat();
        let hidden_sizes = sizes(&to_read);
        to_read.extend(
            candidates
                .iter()
                .copied()
                .filter(|at| size(material, *at).is_some_and(|size| hidden_sizes.contains(&size))),
        );
        to_read.sort_unstable();
        to_read.dedup();
        Compare {
            candidates,
            hidden,
            edited,
            to_read,
            reading: None,
            digests: BTreeMap::new(),
        }
    }

    /// Reads some more. `Some` bytes read, or `None` when all is read.
    ///
    /// Errors: `Read`.
    pub(super) fn step(&mut self, material: &Material) -> Result<Option<u64>, BuildError> {
        let Some((at, reader, digester)) = &mut self.reading else {
            let Some(at) = self.to_read.pop() else {
                return Ok(None);
            };
            self.reading = Some((at, reader(material, at)?, Digester::sha256()));
            return Ok(Some(0));
        };
        let at = *at;
        match reader
            .next()
            .map_err(|source| unread(material, at, source))?
        {
            Some(bytes) => {
                digester.update(&bytes);
                Ok(Some(bytes.len() as u64))
            }
            None => {
                if let Some((at, _, digester)) = self.reading.take() {
                    self.digests.insert(at, digester.finish().sha256);
                }
                Ok(Some(0))
            }
        }
    }

    /// The files that must stay behind.
    pub(super) fn finish(self, material: &Material) -> Copies {
        let mut first: BTreeMap<&String, EntryAt> = BTreeMap::new();
        let mut chat_digests: BTreeSet<&String> = BTreeSet::new();
        for at in &self.hidden {
            if let Some(digest) = self.digests.get(at) {
                if material.case.is_chat_text(at.0, at.1) {
                    chat_digests.insert(digest);
                } else {
                    first.entry(digest).or_insert(*at);
                }
            }
        }
        let mut copies = Copies {
            withheld: Vec::new(),
            chat: BTreeSet::new(),
        };
        for at in &self.candidates {
            let Some(digest) = self.digests.get(at) else {
                continue;
            };
            if let Some(of) = first.get(digest) {
                copies.withheld.push((*at, *of));
            } else if chat_digests.contains(digest) {
                copies.chat.insert(*at);
            } else {
                let same = |of: &&EntryAt| *of != at && self.digests.get(of) == Some(digest);
                let of = self.edited.iter().filter(same);
                copies.withheld.extend(of.map(|of| (*at, *of)));
            }
        }
        copies
    }
}

/// The chat texts, and everything that a decision withholds.
fn hidden(material: &Material) -> Vec<EntryAt> {
    let mut out = Vec::new();
    for (source, open) in material.case.sources.iter().enumerate() {
        for entry in open.archive.entries() {
            let withheld = material.redactions.entry(source, entry.id).is_some();
            if withheld || material.case.is_chat_text(source, entry.id) {
                out.push((source, entry.id));
            }
        }
    }
    out
}

/// Everything that goes out without a part.
fn edited(material: &Material) -> Vec<EntryAt> {
    let mut out = Vec::new();
    for (source, open) in material.case.sources.iter().enumerate() {
        let entries = open.archive.entries().iter().map(|entry| entry.id);
        let edited = entries.filter(|entry| material.redactions.edit(source, *entry).is_some());
        out.extend(edited.map(|entry| (source, entry)));
    }
    out
}

fn size(material: &Material, (source, entry): EntryAt) -> Option<u64> {
    let open = material.case.sources.get(source)?;
    open.archive.entry(entry).map(|entry| entry.size_bytes)
}

/// Opens an entry for reading in pieces.
///
/// Errors: `Read`, naming it.
pub(super) fn reader(material: &Material, at: EntryAt) -> Result<EntryReader, BuildError> {
    let Some(open) = material.case.sources.get(at.0) else {
        return Err(BuildError::Changed {
            path: format!("source {}", at.0 + 1),
        });
    };
    open.archive
        .reader(at.1)
        .map_err(|source| unread(material, at, source))
}

/// The error for an entry that cannot be read.
pub(super) fn unread(
    material: &Material,
    (source_number, entry): EntryAt,
    source: crate::engine::archive::ArchiveError,
) -> BuildError {
    let open = material.case.sources.get(source_number);
    let name = open
        .and_then(|open| open.archive.entry(entry))
        .map(|entry| entry.name.clone())
        .unwrap_or_default();
    BuildError::Read { name, source }
}

/// The standing redactions of `log`, and for each copy the decisions that withhold what it is a
/// copy of, as if they had been made about the copy. Also which decision each of those stands for.
pub(super) fn extended(
    log: &DecisionLog,
    material: &Material,
    copies: &[(EntryAt, EntryAt)],
) -> (DecisionLog, BTreeMap<DecisionId, DecisionId>) {
    let mut out = DecisionLog::default();
    let mut original = BTreeMap::new();
    // Pseudonyms follow from what earlier builds for the same recipient wrote down.
    let is_build = |decision: &&Decision| matches!(decision.kind, DecisionKind::Built { .. });
    for decision in log.decisions().iter().filter(is_build) {
        out.append(decision.clone());
    }
    for decision in log.standing() {
        let is_for = matches!(decision.kind, DecisionKind::Recipient { .. });
        if is_for || decision.kind.codes().is_some() {
            out.append(decision.clone());
        }
    }
    for (copy, of) in copies {
        let redactions = &material.redactions;
        let grounds = redactions
            .entry(of.0, of.1)
            .or_else(|| Some(redactions.edit(of.0, of.1)?.grounds))
            .unwrap_or_default();
        let decisions = grounds
            .decisions
            .iter()
            .filter_map(|index| material.redactions.decisions().get(*index));
        for standing in decisions {
            if let Some(made) = about(material, &standing.decision, *copy) {
                original.insert(made.id.clone(), standing.decision.id.clone());
                out.append(made);
            }
        }
    }
    (out, original)
}

/// A decision as if it had been made about the entry `at`.
fn about(material: &Material, decision: &Decision, at: EntryAt) -> Option<Decision> {
    let source = material.case.sources.get(at.0)?.id.clone();
    let entry = at.1;
    let codes = decision.kind.codes()?.to_vec();
    let note = decision.kind.note().map(str::to_owned);
    let kind = match &decision.kind {
        DecisionKind::SoundRange {
            from_ms, until_ms, ..
        } => DecisionKind::SoundRange {
            source,
            entry,
            from_ms: *from_ms,
            until_ms: *until_ms,
            codes,
            note,
        },
        DecisionKind::Region { boxes, .. } => DecisionKind::Region {
            source,
            entry,
            boxes: boxes.clone(),
            codes,
            note,
        },
        _whole => DecisionKind::Attachment {
            source,
            entry,
            codes,
            note,
        },
    };
    Some(Decision::new(&decision.by, decision.at.clone(), kind))
}
