//! Parts of files that are withheld: a stretch of a voice note, boxes of a picture. The form in which
//! they are chosen, and what of the files may be shown.

mod burning;
mod choosing;
mod sights;

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::engine::clean::Stretch;
use crate::engine::decision::{DecisionKind, PixelBox};
use crate::engine::place::{EntryId, SourceId};
use crate::engine::session::protocol::{RowsFor, Tag};
use crate::engine::thread::RecordId;

use super::effect::Effect;
use super::state::State;

pub use burning::{BurnFor, Burning};
pub(super) use burning::{
    arrived, before_build, cancelled, ended as burner_ended, event_arrived, not_read, to_screen,
    waits,
};
pub use sights::Sights;
pub(super) use sights::{look_before, look_cancelled, open_in_burner};

/// What of a file is withheld.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PartOf {
    /// Reason codes, each once.
    pub codes: BTreeSet<String>,
    /// Stretches of a sound; sorted.
    pub muted: Vec<Stretch>,
    /// Boxes of a picture; sorted.
    pub boxes: Vec<PixelBox>,
}

/// By number of source and entry.
pub type Parts = BTreeMap<(u32, EntryId), PartOf>;

/// The form in which a part of a file is chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartForm {
    /// The message that names the file.
    pub record: RecordId,
    /// The archive, as decisions call it.
    pub id: SourceId,
    /// Its number.
    pub source: u32,
    /// The entry.
    pub entry: EntryId,
    /// The name of the file, for people.
    pub name: String,
    /// What is chosen.
    pub chosen: PartChosen,
    /// What is known of QR codes in it.
    pub codes: Codes,
    /// What is missing.
    pub error: Option<String>,
}

/// What is known of QR codes in a picture.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Codes {
    /// They were not looked for.
    #[default]
    Unasked,
    /// They are looked for.
    Looking,
    /// A box is proposed for each.
    Found(Vec<PixelBox>),
    /// The person took the boxes, or left them.
    Decided,
    /// They cannot be looked for; why.
    Failed(String),
}

/// What of a file is chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PartChosen {
    /// A stretch of a sound. Units: milliseconds.
    Stretch {
        /// Where it begins.
        from_ms: Option<u64>,
        /// Where it ends.
        until_ms: Option<u64>,
        /// The sound as it will be was asked for.
        asked: Option<Tag>,
    },
    /// Boxes of a picture.
    Boxes(Vec<PixelBox>),
}

/// What happened about parts of files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PartAction {
    /// "Mute a part" or "Black out a part" on a message.
    Wanted {
        /// Which.
        record: RecordId,
    },
    /// The same in the gallery, for what is shown large.
    WantedHere,
    /// A stretch was chosen, or an end of it.
    Stretched {
        /// Where it begins. Units: milliseconds.
        from_ms: Option<u64>,
        /// Where it ends. Units: milliseconds.
        until_ms: Option<u64>,
    },
    /// "Play as it will be" was pressed.
    HearWanted,
    /// A box was drawn.
    Boxed {
        /// Where.
        one: PixelBox,
    },
    /// A box was moved or sized.
    Moved {
        /// Which, from 0.
        index: usize,
        /// Where it is now.
        one: PixelBox,
    },
    /// A box was taken away.
    Removed {
        /// Which, from 0.
        index: usize,
    },
    /// The picture is on screen: QR codes are looked for.
    CodesWanted,
    /// "Put boxes over them" was pressed, or "Leave them".
    CodesDecided {
        /// Boxes are put over them.
        taken: bool,
    },
    /// "Give a reason" was pressed.
    ReasonWanted,
}

/// About parts of files.
pub(super) fn update(state: &mut State, action: PartAction) -> Vec<Effect> {
    match action {
        PartAction::Wanted { record } => choosing::wanted(state, record),
        PartAction::WantedHere => choosing::wanted_here(state),
        PartAction::Stretched { from_ms, until_ms } => {
            choosing::stretched(state, from_ms, until_ms)
        }
        PartAction::HearWanted => choosing::hear(state),
        PartAction::Boxed { one } => choosing::boxes(state, |boxes| boxes.push(one)),
        PartAction::Moved { index, one } => choosing::boxes(state, |boxes| {
            if let Some(known) = boxes.get_mut(index) {
                *known = one;
            }
        }),
        PartAction::Removed { index } => choosing::boxes(state, |boxes| {
            if index < boxes.len() {
                boxes.remove(index);
            }
        }),
        PartAction::CodesWanted => sights::codes_wanted(state),
        PartAction::CodesDecided { taken } => sights::codes_decided(state, taken),
        PartAction::ReasonWanted => choosing::reason_wanted(state),
    }
}

/// Finds out which parts of files are withheld, now that the log changed. What the recipient's view
/// shows of them is asked for again.
pub(super) fn find(state: &mut State) -> Vec<Effect> {
    let mut parts = Parts::new();
    for decision in state.log.log().standing() {
        let (DecisionKind::SoundRange {
            source,
            entry,
            codes,
            ..
        }
        | DecisionKind::Region {
            source,
            entry,
            codes,
            ..
        }) = &decision.kind
        else {
            continue;
        };
        let meant = state.sources.iter().zip(0_u32..);
        for (_, number) in meant.filter(|(open, _)| open.identity == *source) {
            let part = parts.entry((number, *entry)).or_default();
            part.codes.extend(codes.iter().cloned());
            part.add(&decision.kind);
        }
    }
    if *state.parts == parts {
        return Vec::new();
    }
    let before = std::mem::replace(&mut state.parts, Rc::new(parts));
    let changed = |key: &(u32, EntryId)| before.get(key) != state.parts.get(key);
    let keys: Vec<(u32, EntryId)> = before.keys().chain(state.parts.keys()).copied().collect();
    let changed: BTreeSet<(u32, EntryId)> = keys.into_iter().filter(changed).collect();
    match state.reading.as_ref().map(|reading| reading.view) {
        Some(RowsFor::Recipient) => let_go(state, &changed),
        Some(RowsFor::Editor) | None => Vec::new(),
    }
}

impl PartOf {
    fn add(&mut self, kind: &DecisionKind) {
        match kind {
            DecisionKind::SoundRange {
                from_ms, until_ms, ..
            } => self.muted.push(Stretch {
                from_ms: *from_ms,
                until_ms: *until_ms,
            }),
            DecisionKind::Region { boxes, .. } => self.boxes.extend(boxes),
            _other => {}
        }
        self.muted.sort_unstable();
        self.muted.dedup();
        self.boxes.sort_unstable();
        self.boxes.dedup();
    }
}

/// The view changed between the editor's and the recipient's: files of which a part is withheld look
/// otherwise now.
pub(super) fn view_changed(state: &mut State) -> Vec<Effect> {
    let keys = state.parts.keys().copied().collect();
    let_go(state, &keys)
}

fn let_go(state: &mut State, keys: &BTreeSet<(u32, EntryId)>) -> Vec<Effect> {
    if state.media.is_disjoint(keys) {
        return Vec::new();
    }
    for (tag, key) in state.asks.media() {
        if keys.contains(&key) {
            state.asks.answered(tag);
        }
    }
    state.media.retain(|key| !keys.contains(key));
    vec![Effect::KeepMedia {
        only: state.media.iter().copied().collect(),
    }]
}
