//! The lists of case work: what stands at the places of marks, differences in words, citations.

use std::collections::BTreeSet;
use std::rc::Rc;

use crate::engine::casework::{Difference, DifferenceKind, Mark, MarkKind, Work};
use crate::engine::decision::{CaseWork, Decision, DecisionKind, tag_name};
use crate::engine::place::MessagePlace;
use crate::engine::session::protocol::{PLACES_ASKED, Quote, Request, Tag, WorkRequest};
use crate::engine::thread::RecordId;
use crate::say;

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
            say::copied_as_others_may_read_it_and(),
            say::a_code_would_let_others_find_out(),
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
        DifferenceKind::Owner => say::whose_phone_made_the_export(),
        DifferenceKind::TagName => say::one_tag_defined_in_two_ways(),
        DifferenceKind::TagKey => say::two_tags_with_one_key(),
        DifferenceKind::Person => say::a_participant_in_two_persons(),
        DifferenceKind::ExhibitNumber => say::two_exhibits_with_one_number(),
        DifferenceKind::DateOrder => say::the_order_of_day_and_month(),
        DifferenceKind::Zone => say::the_zone_of_the_phones_clock(),
        DifferenceKind::Intake => say::how_an_export_came_here(),
        DifferenceKind::Withdrawn => say::withheld_by_one_shown_again_by_another(),
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
    let key = |key: &Option<char>| key.map_or(say::no_key().to_owned(), say::key_key);
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
        DecisionKind::Intake { intake, .. } => {
            let answers = intake.answers().map(|(_, answer)| answer);
            shown(&answers.join(" · "), false)
        }
        DecisionKind::Withdraw { .. } => say::shown_again().to_owned(),
        DecisionKind::Message { .. } => say::a_message_is_withheld().to_owned(),
        DecisionKind::MessageGone { .. } => say::a_message_is_withheld_head_and_all().to_owned(),
        DecisionKind::TimeCoarse { .. } => say::times_are_given_less_exactly().to_owned(),
        DecisionKind::Span { .. } => say::a_part_of_a_message_is_withheld().to_owned(),
        DecisionKind::Attachment { .. } => say::a_file_is_withheld().to_owned(),
        DecisionKind::SoundRange { .. } => say::a_part_of_a_sound_is_muted().to_owned(),
        DecisionKind::Region { .. } => say::a_part_of_a_picture_is_blacked().to_owned(),
        DecisionKind::Value { find, .. } => say::find_is_withheld(shown(find, false)),
        DecisionKind::Pattern { .. } => say::what_a_suggestion_found_is_withheld().to_owned(),
        DecisionKind::Outside { .. } => say::messages_outside_the_scope_are_withheld().to_owned(),
        DecisionKind::Reject { .. } => say::suggestions_are_rejected().to_owned(),
        DecisionKind::AsItIs { .. } => say::a_file_goes_out_as_it_is().to_owned(),
        DecisionKind::Participant { .. } => say::a_participant_is_pseudonymised().to_owned(),
        DecisionKind::Work(
            CaseWork::Tagged { .. }
            | CaseWork::Bookmark { .. }
            | CaseWork::Note { .. }
            | CaseWork::Searches { .. }
            | CaseWork::Identified { .. }
            | CaseWork::HandedIn { .. }
            | CaseWork::Reviewed { .. }
            | CaseWork::Agreed { .. }
            | CaseWork::LookedAt { .. }
            | CaseWork::AskedWith { .. }
            | CaseWork::CardTaken { .. }
            | CaseWork::Settled { .. }
            | CaseWork::Drawn { .. }
            | CaseWork::SampleRead { .. }
            | CaseWork::Unmasked { .. },
        )
        | DecisionKind::Opened { .. }
        | DecisionKind::Justified { .. }
        | DecisionKind::Checked { .. }
        | DecisionKind::Recipient { .. }
        | DecisionKind::Built { .. }
        | DecisionKind::Disclosed { .. }
        | DecisionKind::Verified { .. }
        | DecisionKind::Witnessed { .. }
        | DecisionKind::PseudonymsKept { .. }
        | DecisionKind::PseudonymsRead { .. } => String::new(),
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
        || say::somebody_in_a_file_that_is_not().to_owned(),
        |name| shown(name, false),
    )
}
