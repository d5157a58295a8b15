//! What is seen in pictures: QR codes, for which boxes are proposed; and, while a package is built,
//! pictures that go out and look like one with boxes.

use crate::engine::decision::PixelBox;
use crate::engine::examine::protocol::{PictureFound, Request};
use crate::engine::job::Progress;
use crate::engine::place::EntryId;
use crate::engine::session::protocol::Tag;

use super::burning::{BurnFor, ask, ended};
use super::{Codes, PartChosen, PartForm, choosing};
use crate::app::digests::percent;
use crate::app::effect::Effect;
use crate::app::queue::{Program, handed_over, open_now};
use crate::app::state::{Dialog, State};

/// What was seen in the pictures of a package.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Sights {
    /// Nothing was looked for: no picture has boxes.
    #[default]
    None,
    /// They are looked at.
    Looking {
        /// Of the request.
        tag: Tag,
        /// Units: percent.
        percent: u8,
    },
    /// What a person should look at.
    Seen(Vec<PictureFound>),
    /// They could not be looked at; why.
    Failed(String),
}

impl Sights {
    /// Whether they are being looked at.
    pub fn is_looking(&self) -> bool {
        matches!(self, Sights::Looking { .. })
    }

    pub(super) fn seen(&mut self, at: Tag, found: Vec<PictureFound>) {
        if matches!(self, Sights::Looking { tag, .. } if *tag == at) {
            *self = Sights::Seen(found);
        }
    }

    pub(super) fn progressed(&mut self, at: Tag, progress: Progress) {
        if let Sights::Looking { tag, percent: done } = self
            && *tag == at
        {
            *done = percent(progress);
        }
    }
}

/// A package is built from which something is withheld and in which files go out.
pub(in crate::app) fn look_before(state: &mut State) -> Vec<Effect> {
    let is_asked = !state.log.standing_redactions().is_empty();
    if is_asked && state.queue.program == Program::Loaded {
        look(state)
    } else {
        Vec::new()
    }
}

/// The person does not want to wait for it.
pub(in crate::app) fn look_cancelled(state: &mut State) -> Vec<Effect> {
    let Sights::Looking { tag, .. } = state.sights else {
        return Vec::new();
    };
    state.sights = Sights::None;
    let mut effects = vec![Effect::AskBurner {
        request: Request::Cancel { tag },
        files: Vec::new(),
    }];
    effects.extend(ended(state));
    effects
}

/// All pictures that go out are looked at, beside those with boxes when there are any.
pub(super) fn look(state: &mut State) -> Vec<Effect> {
    let tag = state.asks.tag();
    state.sights = Sights::Looking { tag, percent: 0 };
    let mut effects = open_in_burner(state);
    effects.push(Effect::AskBurner {
        request: Request::LookAtPictures { tag },
        files: Vec::new(),
    });
    effects
}

/// Hands the program everything that is open, once as long as it lives and nothing is opened, and
/// what stands now.
pub(in crate::app) fn open_in_burner(state: &mut State) -> Vec<Effect> {
    let now = open_now(state);
    let is_open = !now.is_empty() && state.open_in_burner == now;
    state.open_in_burner = now;
    handed_over(state)
        .into_iter()
        .filter_map(|effect| match effect {
            Effect::Examine { request, files } => Some(Effect::AskBurner { request, files }),
            _start => None,
        })
        .filter(|effect| {
            let Effect::AskBurner { request, .. } = effect else {
                return false;
            };
            !is_open || matches!(request, Request::Standing { .. })
        })
        .collect()
}

/// The program broke.
pub(super) fn broke(state: &mut State, what: &str) {
    if state.sights.is_looking() {
        state.sights = Sights::Failed(what.to_owned());
    }
    if let Some(form) = form(state).filter(|form| form.codes == Codes::Looking) {
        form.codes = Codes::Failed(what.to_owned());
    }
}

fn form(state: &mut State) -> Option<&mut PartForm> {
    match &mut state.dialog {
        Some(Dialog::Part(form)) => Some(form),
        Some(_) | None => None,
    }
}

/// The picture is on screen.
pub(super) fn codes_wanted(state: &mut State) -> Vec<Effect> {
    let is_there = state.queue.program == Program::Loaded;
    let Some(form) = form(state).filter(|form| is_there && form.codes == Codes::Unasked) else {
        return Vec::new();
    };
    form.codes = Codes::Looking;
    let key = (form.source, form.entry);
    vec![ask(state, key, Vec::new(), BurnFor::Codes)]
}

/// Whether the form of that picture waits for them.
pub(super) fn waits_for_codes(state: &mut State, (source, entry): (u32, EntryId)) -> bool {
    form(state).is_some_and(|form| {
        form.codes == Codes::Looking && (form.source, form.entry) == (source, entry)
    })
}

/// They were looked for.
pub(super) fn codes_found(
    state: &mut State,
    key: (u32, EntryId),
    found: Result<Vec<PixelBox>, String>,
) {
    if !waits_for_codes(state, key) {
        return;
    }
    let standing = state.parts.get(&key).cloned().unwrap_or_default();
    if let Some(form) = form(state) {
        form.codes = match found {
            Ok(mut boxes) => {
                boxes.retain(|one| !standing.boxes.iter().any(|other| covers(other, one)));
                Codes::Found(boxes)
            }
            Err(why) => Codes::Failed(why),
        };
    }
}

fn covers(one: &PixelBox, other: &PixelBox) -> bool {
    let around =
        |start: u32, len: u32, inner: u32, n: u32| start <= inner && inner + n <= start + len;
    around(one.x, one.width, other.x, other.width)
        && around(one.y, one.height, other.y, other.height)
}

/// The person decided about the boxes that are proposed.
pub(super) fn codes_decided(state: &mut State, taken: bool) -> Vec<Effect> {
    let Some(form) = form(state) else {
        return Vec::new();
    };
    let Codes::Found(boxes) = std::mem::replace(&mut form.codes, Codes::Decided) else {
        return Vec::new();
    };
    if taken && matches!(form.chosen, PartChosen::Boxes(_)) {
        return choosing::boxes(state, |chosen| chosen.extend(boxes));
    }
    Vec::new()
}
