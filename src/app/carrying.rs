//! The dialog with redactions of one export that could hold in another of the same conversation. Each
//! is ticked by a person before it is taken over.

use std::collections::BTreeSet;
use std::rc::Rc;

use crate::engine::carry::{Carried, Ground, Offer};
use crate::engine::session::protocol::{Look, Tag};
use crate::engine::time::Instant;
use crate::say;

use super::effect::Effect;
use super::looking::{self, LookFor};
use super::state::{Dialog, State};
use super::{reading, redacting};

/// How many offers are drawn at first, and more each time.
const DRAWN: usize = 100;

/// What could be taken over.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Carrying {
    /// What was found; `None` while it is looked for.
    pub found: Option<Rc<Carried>>,
    /// Offers that shall be taken over, by their place in the list.
    pub ticked: BTreeSet<usize>,
    /// How many are drawn.
    pub n_drawn: usize,
    /// The log that was in force.
    revision: u32,
    /// The question that counts.
    tag: Option<Tag>,
}

/// What happened in the dialog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CarryAction {
    /// "Take over from another export" was pressed.
    Wanted,
    /// An offer was ticked or unticked.
    Ticked {
        /// Its place in the list, from 0.
        index: usize,
        /// Whether it is now.
        ticked: bool,
    },
    /// All or none were ticked.
    AllTicked {
        /// All.
        ticked: bool,
    },
    /// More of the list.
    MoreWanted,
    /// The message of an offer shall be read.
    Shown {
        /// Its place in the list, from 0.
        index: usize,
    },
    /// The ticked ones shall be taken over.
    Taken,
}

/// What happened in the dialog.
pub(super) fn update(state: &mut State, now: &Instant, action: CarryAction) -> Vec<Effect> {
    match action {
        CarryAction::Wanted => wanted(state),
        CarryAction::Ticked { index, ticked } => {
            if ticked && index < state.carrying.n_offers() {
                state.carrying.ticked.insert(index);
            } else {
                state.carrying.ticked.remove(&index);
            }
            Vec::new()
        }
        CarryAction::AllTicked { ticked } => {
            let all = if ticked { state.carrying.n_offers() } else { 0 };
            state.carrying.ticked = (0..all).collect();
            Vec::new()
        }
        CarryAction::MoreWanted => {
            state.carrying.n_drawn += DRAWN;
            Vec::new()
        }
        CarryAction::Shown { index } => shown(state, index),
        CarryAction::Taken => taken(state, now),
    }
}

impl Carrying {
    /// How many offers there are.
    pub fn n_offers(&self) -> usize {
        self.found.as_ref().map_or(0, |found| found.offers.len())
    }

    fn offer(&self, index: usize) -> Option<&Offer> {
        self.found.as_ref()?.offers.get(index)
    }
}

fn wanted(state: &mut State) -> Vec<Effect> {
    state.dialog = Some(Dialog::Carry);
    let revision = state.log.revision();
    if state.carrying.found.is_some() && state.carrying.revision == revision {
        return Vec::new();
    }
    let (tag, effect) = looking::ask(state, LookFor::Carry, Look::Carry);
    state.carrying = Carrying {
        n_drawn: DRAWN,
        revision,
        tag: Some(tag),
        ..Carrying::default()
    };
    vec![effect]
}

/// What can be taken over was found.
pub(super) fn found(state: &mut State, tag: Tag, carried: Carried) -> Vec<Effect> {
    if state.carrying.tag == Some(tag) {
        state.carrying.found = Some(Rc::new(carried));
    }
    Vec::new()
}

fn shown(state: &mut State, index: usize) -> Vec<Effect> {
    let Some((thread, record)) = state.carrying.offer(index).map(|offer| offer.at) else {
        return Vec::new();
    };
    state.dialog = None;
    reading::go_to(state, thread, record, true)
}

fn taken(state: &mut State, now: &Instant) -> Vec<Effect> {
    let ticked = std::mem::take(&mut state.carrying.ticked);
    let kinds = ticked.into_iter().filter_map(|index| {
        let mut kind = state.carrying.offer(index)?.kind.clone();
        // A source that got its digest since it was asked is named by it.
        kind.rename_sources(&|source| state.confirmed.get(source).cloned());
        Some(kind)
    });
    let kinds: Vec<_> = kinds.collect();
    if kinds.is_empty() {
        return Vec::new();
    }
    let n = u32::try_from(kinds.len()).unwrap_or(u32::MAX);
    state.dialog = None;
    state.carrying = Carrying::default();
    state.log.act_together(now, kinds);
    state.alerts.notice(
        say::were_taken_over(say::n_redactions_were(n)),
        say::one_undo_takes_all_of_them_back(),
    );
    redacting::changed(state, now)
}

/// How two messages were found to be the same, in words.
pub fn ground_words(ground: Ground) -> String {
    match ground {
        Ground::OnlyOne => say::the_only_message_with_these_words_in().to_owned(),
        Ground::Neighbours(n) => {
            say::the_same_words_and_same_around_it(say::n_messages_are_the_same(u32::from(n)))
        }
        Ground::SameFile => say::the_same_file_byte_for_byte().to_owned(),
        Ground::Voice(n) => say::same_in_both(say::n_messages_are_the_same(n)),
        Ground::Places(n) => say::found_at_places(say::n_places(n)),
    }
}
