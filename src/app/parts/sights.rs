//! What is seen in pictures: QR codes, for which boxes are proposed; and, while a package is built,
//! pictures that go out and look like one with boxes.

use crate::engine::decision::PixelBox;
use crate::engine::examine::protocol::{PictureFound, Request};
use crate::engine::place::EntryId;
use crate::engine::session::protocol::Tag;

use super::burning::{BurnFor, ask};
use super::{Codes, PartChosen, PartForm, choosing};
use crate::app::effect::Effect;
use crate::app::queue::{Program, handed_over};
use crate::app::state::{Dialog, State};

/// What was seen in the pictures of a package.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Sights {
    /// Nothing was looked for: no picture has boxes.
    #[default]
    None,
    /// They are looked at.
    Looking(Tag),
    /// What a person should look at.
    Seen(Vec<PictureFound>),
    /// They could not be looked at; why.
    Failed(String),
}

impl Sights {
    /// Whether they are being looked at.
    pub fn is_looking(&self) -> bool {
        matches!(self, Sights::Looking(_))
    }

    pub(super) fn seen(&mut self, tag: Tag, found: Vec<PictureFound>) {
        if *self == Sights::Looking(tag) {
            *self = Sights::Seen(found);
        }
    }
}

/// A package is built of which pictures have boxes: all others are looked at beside them.
pub(super) fn look(state: &mut State) -> Vec<Effect> {
    let tag = state.asks.tag();
    state.sights = Sights::Looking(tag);
    let asked = Effect::AskBurner {
        request: Request::LookAtPictures { tag },
        files: Vec::new(),
    };
    let open = handed_over(state)
        .into_iter()
        .filter_map(|effect| match effect {
            Effect::Examine { request, files } => Some(Effect::AskBurner { request, files }),
            _start => None,
        });
    open.chain([asked]).collect()
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
