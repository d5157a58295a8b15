//! The dialog "Redact everywhere": a term, where it stands, and where it shall stay.

use std::collections::BTreeSet;
use std::rc::Rc;

use crate::engine::decision::{DecisionKind, Keep, SpanPlace};
use crate::engine::session::protocol::{Request, Tag, TermHit, TermSpot};
use crate::say;

use super::asks::Asked;
use super::effect::Effect;
use super::state::{Dialog, State};

/// How many hits are drawn at first, and more each time.
const HITS_DRAWN: usize = 200;

/// The dialog "Redact everywhere".
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Everywhere {
    /// As typed.
    pub term: String,
    /// The question that counts.
    pub tag: Option<Tag>,
    /// The answer; `None` while searching.
    pub hits: Option<Rc<Vec<TermHit>>>,
    /// All hits, listed or not.
    pub n_hits: u32,
    /// What of each hit stays.
    pub keep: Keep,
    /// Hits that shall not be withheld.
    pub unticked: BTreeSet<usize>,
    /// How many are drawn.
    pub n_drawn: usize,
    /// What is wrong with the form.
    pub error: Option<String>,
}

/// "Redact everywhere" was pressed.
pub(super) fn wanted(state: &mut State) -> Vec<Effect> {
    state.dialog = Some(Dialog::Everywhere(Everywhere::default()));
    Vec::new()
}

/// More of the list of hits shall be drawn.
pub(super) fn more_hits(state: &mut State) -> Vec<Effect> {
    if let Some(Dialog::Everywhere(form)) = &mut state.dialog {
        form.n_drawn += HITS_DRAWN;
    }
    Vec::new()
}

/// What the form settles.
pub(super) fn decision(
    state: &State,
    form: &Everywhere,
    codes: Vec<String>,
    note: Option<String>,
) -> DecisionKind {
    let except = excepted(form);
    DecisionKind::Value {
        find: form.term.trim().to_owned(),
        keep: form.keep,
        except: except.into_iter().map(|spot| named(state, spot)).collect(),
        codes,
        note,
    }
}

impl Everywhere {
    /// Why it cannot be applied yet.
    pub fn unfinished(&self) -> Option<String> {
        if self.term.trim().is_empty() {
            return Some(say::type_what_shall_be_withheld_in_find().to_owned());
        }
        if self.hits.is_none() {
            return Some(say::wait_until_the_hits_are_found().to_owned());
        }
        if self.n_kept() == 0 {
            return Some(say::there_is_no_hit_to_withhold().to_owned());
        }
        None
    }

    /// What may stay of such a value, all of it gone first.
    pub fn may_keep(&self) -> Vec<Keep> {
        let ends = Keep::LAST.map(Keep::Last);
        let all = [Keep::Nothing, Keep::Host].into_iter().chain(ends);
        all.filter(|keep| keep.fits(self.term.trim())).collect()
    }

    /// Hits that shall be withheld, listed or not.
    pub fn n_kept(&self) -> u32 {
        let n_unticked = u32::try_from(self.unticked.len()).unwrap_or(u32::MAX);
        self.n_hits.saturating_sub(n_unticked)
    }
}

/// Whether a hit can be left out: only one in a body has a place of its own.
pub fn can_untick(hit: &TermHit) -> bool {
    matches!(hit.spot, TermSpot::Body { .. })
}

fn excepted(form: &Everywhere) -> Vec<SpanPlace> {
    let hits = form.hits.iter().flat_map(|hits| hits.iter());
    hits.enumerate()
        .filter(|(index, _)| form.unticked.contains(index))
        .filter_map(|(_, hit)| match &hit.spot {
            TermSpot::Body { place, span, .. } => Some(SpanPlace {
                target: place.clone(),
                span: *span,
            }),
            TermSpot::Name { .. } | TermSpot::Title { .. } | TermSpot::FileName { .. } => None,
        })
        .collect()
}

/// A source that got its digest while the dialog was open is named by it.
fn named(state: &State, mut spot: SpanPlace) -> SpanPlace {
    if let Some(confirmed) = state.confirmed.get(&spot.target.source) {
        spot.target.source = confirmed.clone();
    }
    spot
}

/// The term changed: an older question no longer counts.
pub(super) fn term_typed(state: &mut State, term: String) -> Vec<Effect> {
    let Some(Dialog::Everywhere(form)) = &mut state.dialog else {
        return Vec::new();
    };
    if form.term == term {
        return Vec::new();
    }
    *form = Everywhere {
        term,
        n_drawn: HITS_DRAWN,
        ..Everywhere::default()
    };
    let wanted = form.term.trim().to_owned();
    if wanted.is_empty() {
        return Vec::new();
    }
    let tag = state.asks.ask(Asked::FindTerm);
    form.tag = Some(tag);
    vec![Effect::post(Request::FindTerm { tag, term: wanted })]
}

/// The hits of a term came back.
pub(super) fn term_found(
    state: &mut State,
    tag: Tag,
    hits: Vec<TermHit>,
    n_hits: u32,
) -> Vec<Effect> {
    state.asks.answered(tag);
    if let Some(Dialog::Everywhere(form)) = &mut state.dialog
        && form.tag == Some(tag)
    {
        form.hits = Some(Rc::new(hits));
        form.n_hits = n_hits;
    }
    Vec::new()
}

/// What stays was chosen.
pub(super) fn keep_chosen(state: &mut State, keep: Keep) -> Vec<Effect> {
    if let Some(Dialog::Everywhere(form)) = &mut state.dialog
        && form.may_keep().contains(&keep)
    {
        form.keep = keep;
    }
    Vec::new()
}

/// A hit was ticked or unticked.
pub(super) fn hit_ticked(state: &mut State, index: usize, ticked: bool) -> Vec<Effect> {
    if let Some(Dialog::Everywhere(form)) = &mut state.dialog {
        let may = form
            .hits
            .as_ref()
            .and_then(|hits| hits.get(index))
            .is_some_and(can_untick);
        if ticked {
            form.unticked.remove(&index);
        } else if may {
            form.unticked.insert(index);
        }
    }
    Vec::new()
}
