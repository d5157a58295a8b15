//! Files of which a part is withheld: a stretch of a sound, boxes of a picture.

use std::collections::BTreeSet;

use super::resolve::Draft;
use super::{Grounds, Redactions};
use crate::engine::clean::Stretch;
use crate::engine::decision::{DecisionKind, PixelBox};
use crate::engine::place::{EntryId, SourceId};

/// What is taken out of a file before it goes out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Edit {
    /// Why, and by which decisions.
    pub grounds: Grounds,
    /// Stretches of a sound that are silent; sorted, each once.
    pub muted: Vec<Stretch>,
    /// Boxes of a picture that are black; sorted, each once.
    pub boxes: Vec<PixelBox>,
}

impl Redactions {
    /// What is taken out of an entry that goes out otherwise. `None` when nothing is, and when the
    /// whole entry is withheld.
    pub fn edit(&self, source: usize, entry: EntryId) -> Option<Edit> {
        let key = (u32::try_from(source).ok()?, entry);
        if self.entries.contains_key(&key) {
            return None;
        }
        let decisions = self.edits.get(&key)?;
        let grounds = self.grounds(decisions);
        let (mut muted, mut boxes) = (BTreeSet::new(), BTreeSet::new());
        for number in decisions {
            let standing = self.decisions().get(*number as usize);
            match standing.map(|standing| &standing.decision.kind) {
                Some(DecisionKind::SoundRange {
                    from_ms, until_ms, ..
                }) => {
                    muted.insert(Stretch {
                        from_ms: *from_ms,
                        until_ms: *until_ms,
                    });
                }
                Some(DecisionKind::Region { boxes: some, .. }) => boxes.extend(some),
                _other => {}
            }
        }
        Some(Edit {
            grounds,
            muted: muted.into_iter().collect(),
            boxes: boxes.into_iter().collect(),
        })
    }
}

impl Draft<'_> {
    /// Withholds a part of an entry in every open copy of the source.
    pub(super) fn edit_entry(&mut self, number: u32, source: &SourceId, entry: EntryId) {
        let view = self.view;
        for holder in view.holders(source, entry) {
            let edits = self.edits.entry((holder, entry)).or_default();
            edits.insert(number);
            self.count_file(number, holder, entry);
        }
    }
}
