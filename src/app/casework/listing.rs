//! The lists of case work: what stands at the places of marks, differences in words, citations.

use std::collections::BTreeSet;
use std::rc::Rc;

use crate::engine::casework::{Difference, DifferenceKind, Mark, MarkKind, Work};
use crate::engine::decision::{CaseWork, Decision, DecisionKind, tag_name};
use crate::engine::place::MessagePlace;
use crate::engine::session::protocol::{PLACES_ASKED, Quote, Request, Tag, WorkRequest};
use crate::engine::thread::RecordId;

use super::{WorkAsked, marking};
use crate::app::asks::Asked;
use crate::app::characters::shown;
use crate::app::effect::Effect;
use crate::app::state::{Area, State};

/// What stands now that the log changed. Places in exports that were opened since are asked for
/// again.
pub(in crate::app) fn refold(state: &mut State) {
    state.work.fold = Rc::new(Work::of(state.log.log()));
    let open: Vec<_> = state.sources.iter().map(|at| &at.identity).collect();
    let is_stale = |place: &MessagePlace, is_found: bool| is_found != open.contains(&&place.source);
    let placed = &state.work.placed;
    if placed
        .iter()
        .any(|(place, at)| is_stale(place, at.is_some()))
    {
        Rc::make_mut(&mut state.work.placed).retain(|place, at| !is_stale(place, at.is_some()));
    }
    if let Some(tag) = &state.work.only_tag
        && state.work.fold.tag(tag).is_none()
    {
        state.work.only_tag = None;
    }
}

/// Asks what stands at the places of the marks that are listed and not known yet.
pub(in crate::app) fn ask_places(state: &mut State) -> Vec<Effect> {
    if state.area != Area::Case {
        return Vec::new();
    }
    let mut places: Vec<MessagePlace> = Vec::new();
    for mark in &state.work.fold.marks {
        let last = mark.on.until.as_ref();
        for place in std::iter::once(&mark.on.target).chain(last) {
            if places.len() < PLACES_ASKED
                && !state.work.placed.contains_key(place)
                && places.last() != Some(place)
            {
                places.push(place.clone());
            }
        }
    }
    if places.is_empty() {
        return Vec::new();
    }
    let tag = state.asks.ask(Asked::Work(WorkAsked::Places));
    let request = Request::Work(WorkRequest::Places { tag, places });
    vec![Effect::post(request)]
}

impl super::WorkState {
    /// The marks that are listed: all, or those on messages that have the chosen tag.
    pub fn listed(&self) -> Vec<&Mark> {
        let marks = self.fold.marks.iter();
        let Some(tag) = &self.only_tag else {
            return marks.collect();
        };
        let tag = tag_name(tag);
        let tagged: BTreeSet<&MessagePlace> = marks
            .clone()
            .filter(|mark| matches!(&mark.what, MarkKind::Tag { tag: at } if *at == tag))
            .map(|mark| &mark.on.target)
            .collect();
        // A passage is listed when any of its messages has the tag.
        let has = |mark: &&Mark| {
            tagged.contains(&mark.on.target)
                || mark.on.until.is_some() && tagged.iter().any(|place| mark.on.touches(place))
        };
        marks.filter(has).collect()
    }
}

/// "Copy with citation" on a row.
pub(super) fn cite_wanted(state: &mut State, record: RecordId) -> Vec<Effect> {
    let Some(thread) = state.reading.as_ref().map(|reading| reading.thread) else {
        return marking::nothing_here(state);
    };
    let tag = state.asks.ask(Asked::Work(WorkAsked::Cite));
    vec![Effect::post(Request::Work(WorkRequest::Cite {
        tag,
        thread,
        record,
    }))]
}

/// The quotation is there.
pub(super) fn cited(state: &mut State, tag: Tag, quote: Quote) -> Vec<Effect> {
    if state.asks.answered(tag).is_none() {
        return Vec::new();
    }
    if quote.code.is_none() {
        state.alerts.notice(
            "copied as others may read it and without a code: something of it is withheld",
            "A code would let others find out what stands there",
        );
    }
    vec![Effect::CopyText { text: quote.text }]
}

/// A citation was typed.
pub(super) fn citation_given(state: &mut State, code: String) -> Vec<Effect> {
    state.work.resolved = None;
    let tag = state.asks.ask(Asked::Work(WorkAsked::Resolve));
    vec![Effect::post(Request::Work(WorkRequest::Resolve {
        tag,
        code,
    }))]
}

/// One side of a difference, for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// Who decided.
    pub by: String,
    /// When, RFC 3339.
    pub at: String,
    /// What.
    pub says: String,
    /// Its decision.
    pub id: String,
}

/// What people disagree about.
pub fn claim(difference: &Difference) -> &'static str {
    match difference.kind {
        DifferenceKind::Owner => "Whose phone made the export",
        DifferenceKind::TagName => "One tag, defined in two ways",
        DifferenceKind::TagKey => "Two tags with one key",
        DifferenceKind::Person => "A participant in two persons",
        DifferenceKind::ExhibitNumber => "Two exhibits with one number",
        DifferenceKind::DateOrder => "The order of day and month",
        DifferenceKind::Zone => "The zone of the phone's clock",
        DifferenceKind::Withdrawn => "Withheld by one, shown again by another",
    }
}

/// A side of a difference in words.
pub fn side(state: &State, decision: &Decision) -> Side {
    Side {
        by: decision.by.clone(),
        at: decision.at.as_str().to_owned(),
        says: says(state, decision),
        id: decision.id.0.clone(),
    }
}

fn says(state: &State, decision: &Decision) -> String {
    let key = |key: &Option<char>| key.map_or("no key".to_owned(), |key| format!("key {key}"));
    match &decision.kind {
        DecisionKind::Owner { target } => voice(state, target),
        DecisionKind::Work(CaseWork::TagDefined {
            tag,
            colour,
            key: at,
        }) => {
            format!("“{}”, {}, {}", shown(tag, false), colour.word(), key(at))
        }
        DecisionKind::Work(CaseWork::Person { name, voices, .. }) => {
            let voices: Vec<String> = voices.iter().map(|at| voice(state, at)).collect();
            format!("“{}”: {}", shown(name, false), voices.join(", "))
        }
        DecisionKind::Work(CaseWork::Exhibit { number, label, .. }) => {
            format!("{number}: “{}”", shown(label, false))
        }
        DecisionKind::DateOrder { order, .. } => format!("{order:?}").to_lowercase(),
        DecisionKind::Zone { zone, .. } => shown(zone, false),
        DecisionKind::Withdraw { .. } => "shown again".to_owned(),
        DecisionKind::Message { .. } => "a message is withheld".to_owned(),
        DecisionKind::MessageGone { .. } => "a message is withheld, head and all".to_owned(),
        DecisionKind::TimeCoarse { .. } => "times are given less exactly".to_owned(),
        DecisionKind::Span { .. } => "a part of a message is withheld".to_owned(),
        DecisionKind::Attachment { .. } => "a file is withheld".to_owned(),
        DecisionKind::SoundRange { .. } => "a part of a sound is muted".to_owned(),
        DecisionKind::Region { .. } => "a part of a picture is blacked out".to_owned(),
        DecisionKind::Value { find, .. } => format!("“{}” is withheld", shown(find, false)),
        DecisionKind::Pattern { .. } => "what a suggestion found is withheld".to_owned(),
        DecisionKind::Outside { .. } => "messages outside the scope are withheld".to_owned(),
        DecisionKind::Reject { .. } => "suggestions are rejected".to_owned(),
        DecisionKind::AsItIs { .. } => "a file goes out as it is".to_owned(),
        DecisionKind::Participant { .. } => "a participant is pseudonymised".to_owned(),
        DecisionKind::Work(
            CaseWork::Tagged { .. }
            | CaseWork::Bookmark { .. }
            | CaseWork::Note { .. }
            | CaseWork::Searches { .. }
            | CaseWork::Identified { .. }
            | CaseWork::HandedIn { .. }
            | CaseWork::Reviewed { .. }
            | CaseWork::Agreed { .. }
            | CaseWork::Settled { .. }
            | CaseWork::Drawn { .. }
            | CaseWork::SampleRead { .. }
            | CaseWork::Unmasked { .. },
        )
        | DecisionKind::Opened { .. }
        | DecisionKind::Justified { .. }
        | DecisionKind::Checked { .. }
        | DecisionKind::Built { .. }
        | DecisionKind::Verified { .. }
        | DecisionKind::Witnessed { .. } => String::new(),
    }
}

/// The name of whoever sent a message, as far as what is open tells.
fn voice(state: &State, target: &MessagePlace) -> String {
    let found = state.threads().find_map(|(source, thread)| {
        let index = thread.participant_places.iter().position(|place| {
            source.identity == target.source
                && place.entry == target.entry
                && place.byte_start == target.byte_start
        })?;
        thread.participants.get(index).map(|(name, _)| name)
    });
    found.map_or_else(
        || "somebody in a file that is not open".to_owned(),
        |name| shown(name, false),
    )
}
