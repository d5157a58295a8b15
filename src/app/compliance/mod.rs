//! The area "Compliance": what is asked, what came out, and how findings are worked.
//!
//! Read [`ComplyState`] first. The clerk, a worker of its own, holds what came out; here are windows of it
//! and the acts that become decisions. Must never: keep a finding as decided that the log does not hold.

mod action;
mod arriving;
mod asking;
mod keeping;
mod leading;
mod looking;
mod moving;
mod roster;
mod sample;
mod trying;
mod who;
mod working;

use std::rc::Rc;

use crate::engine::compliance::{ReviewState, Severity};
use crate::engine::decision::{FindingRef, ReviewMove};
use crate::engine::examine::comply::protocol::{
    Compared, Drawn, FindingQuery, FindingRow, Messages, Overview, Readers, Shown,
};
use crate::engine::session::protocol::Tag;
use crate::engine::time::Instant;
use crate::say;

use super::effect::Effect;
use super::state::{Area, Screen, State};

pub use action::ComplyAction;
pub(super) use arriving::event_arrived;
pub(super) use asking::{closed, log_changed};
pub use leading::{DrawnOf, Lead, PairOf, PeopleOf};
pub use roster::{RosterEdit, cell_id, cells_of};
pub use trying::Trial;
pub use working::plainly;

/// How many rows a window of findings has.
pub const ROWS: u32 = 100;
/// How many steps the roster can be taken back.
const ROSTER_STEPS: usize = 100;
/// The id of the list of findings.
pub const LIST_ID: &str = "comply-findings";

/// A file that was chosen, as far as it is asked with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loaded {
    /// Its name.
    pub name: String,
    /// All of it.
    pub text: Rc<str>,
}

/// The area, as the page knows it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ComplyState {
    /// Who may speak.
    pub roster: Option<Loaded>,
    /// The rosters before it, the latest last.
    pub roster_before: Vec<Option<Loaded>>,
    /// What is allowed.
    pub policy: Option<Loaded>,
    /// What came of the policy while it is written.
    pub trial: Trial,
    /// From which day; empty when open.
    pub from: String,
    /// To which day; empty when open.
    pub to: String,
    /// How far the clerk is.
    pub phase: Phase,
    /// What of it is shown.
    pub section: Section,
    /// Everything but the findings.
    pub overview: Option<Rc<Overview>>,
    /// Which findings are shown.
    pub query: FindingQuery,
    /// A window of them.
    pub shown: Option<Rc<Shown>>,
    /// The one at hand: its place in the list.
    pub at: u32,
    /// Who could read a message.
    pub readers: Option<Rc<Readers>>,
    /// Two exports side by side.
    pub compared: Option<Rc<Compared>>,
    /// The sample.
    pub drawn: Option<Rc<Drawn>>,
    /// The drawn messages that are shown, by the name of their group; all when `None`.
    pub drawn_of: Option<(String, DrawnOf)>,
    /// The people that are shown; all when `None`.
    pub people_of: Option<PeopleOf>,
    /// The rows of two exports that are shown; all when `None`.
    pub pair_of: Option<PairOf>,
    /// Messages that a number of the report counts.
    pub messages: Option<Rc<Messages>>,
    last_tag: u32,
    showing: Option<Tag>,
    listing: Option<Tag>,
    /// The clerk runs, whether or not everything was asked.
    has_clerk: bool,
    asked_at: Option<Instant>,
    /// The report is on its way into the sealed package, asked for then.
    enclosing: Option<(Tag, Instant)>,
    /// The finding at hand once the window is there.
    keeps: Option<u32>,
}

/// How far the clerk is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Phase {
    /// It does not run.
    #[default]
    Closed,
    /// It is at it.
    Asking {
        /// Of the request.
        tag: Tag,
        /// Units: percent.
        percent: u8,
    },
    /// What came out is there.
    Ready,
}

/// What of the area is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Section {
    /// What is asked.
    #[default]
    Question,
    /// Findings, one after the other.
    Findings,
    /// Everybody.
    People,
    /// Whether the record is complete.
    Completeness,
    /// Who could read a message.
    Readers,
    /// Mentions of other channels.
    Ledger,
    /// A sample.
    Sampling,
    /// All of it on paper.
    Report,
    /// Messages that a number of the report counts: reached from there alone.
    Messages,
}

impl Section {
    /// All, in the order of their buttons.
    pub const ALL: [Section; 8] = [
        Section::Question,
        Section::Findings,
        Section::People,
        Section::Completeness,
        Section::Readers,
        Section::Ledger,
        Section::Sampling,
        Section::Report,
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Section::Question => say::question(),
            Section::Findings => say::review(),
            Section::People => say::who_is_who(),
            Section::Completeness => say::completeness(),
            Section::Readers => say::who_could_read_2(),
            Section::Ledger => say::other_channels(),
            Section::Sampling => say::sample(),
            Section::Report => say::report(),
            Section::Messages => say::messages(),
        }
    }
}

/// A dialog of the area.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ComplyDialog {
    /// Findings are moved.
    Move {
        /// Where to.
        to: ReviewMove,
        /// The finding at hand.
        row: Box<FindingRow>,
        /// All that can be moved with it, once they are known; the first is always the one at hand.
        alike: Vec<FindingRef>,
        /// The term they share.
        term: String,
        /// What is wrong with the form.
        error: Option<String>,
    },
    /// A second person agrees.
    Agree {
        /// The finding.
        row: Box<FindingRow>,
        /// What is wrong with the form.
        error: Option<String>,
    },
    /// An outcome that was given to several is looked at again.
    Look {
        /// The finding.
        row: Box<FindingRow>,
        /// What is wrong with the form.
        error: Option<String>,
    },
    /// A mention of another channel is settled.
    Settle {
        /// The finding.
        row: Box<FindingRow>,
        /// What is wrong with the form.
        error: Option<String>,
    },
    /// Names shall be shown.
    Unmask {
        /// What is wrong with the form.
        error: Option<String>,
    },
}

impl ComplyState {
    /// The finding at hand; `None` while its window is on its way.
    pub fn current(&self) -> Option<&FindingRow> {
        let shown = self.shown.as_ref()?;
        let index = self.at.checked_sub(shown.first)?;
        shown.rows.get(index as usize)
    }

    /// Whether an answer is the report that goes into the sealed package.
    fn encloses(&self, tag: Tag) -> bool {
        self.enclosing.as_ref().is_some_and(|(of, _)| *of == tag)
    }

    fn ask(&mut self) -> Tag {
        self.last_tag += 1;
        Tag(self.last_tag)
    }
}

impl State {
    /// Whether findings are on screen, so that keys mean them.
    pub fn shows_findings(&self) -> bool {
        self.screen == Screen::Case
            && self.area == Area::Compliance
            && self.comply.section == Section::Findings
            && self.comply.phase == Phase::Ready
    }
}

/// About compliance.
pub(super) fn update(state: &mut State, now: &Instant, action: ComplyAction) -> Vec<Effect> {
    match action {
        ComplyAction::RosterRead { name, text } => roster::read(state, name, text),
        ComplyAction::RosterDropped => roster::dropped(state),
        ComplyAction::RosterEdited { edit } => roster::edited(state, edit),
        ComplyAction::CardTaken { id } => roster::card_taken(state, now, &id),
        ComplyAction::PolicyRead { name, text } => asking::policy_read(state, name, text),
        ComplyAction::StartingChosen { id } => asking::starting_chosen(state, &id),
        ComplyAction::PolicyTyped { text } => asking::policy_typed(state, now, text),
        ComplyAction::RosterTyped { text } => roster::typed(state, text),
        ComplyAction::PolicySaved => asking::policy_saved(state),
        ComplyAction::RosterSaved => roster::saved(state),
        ComplyAction::PeriodTyped { from, to } => {
            state.comply.from = from;
            state.comply.to = to;
            Vec::new()
        }
        ComplyAction::AskWanted => asking::ask_wanted(state, now),
        ComplyAction::Cancelled => asking::cancelled(state),
        ComplyAction::SectionChosen { section } => asking::section_chosen(state, section),
        ComplyAction::Queried { query } => moving::queried(state, query),
        ComplyAction::Stepped { down } => moving::stepped(state, down),
        ComplyAction::Chosen { at } => moving::to(state, at),
        ComplyAction::FindingWanted { number } => moving::to_finding(state, number),
        ComplyAction::MessageWanted { place } => moving::to_message(state, place),
        ComplyAction::MoveWanted { to } => working::move_wanted(state, now, to),
        ComplyAction::Moved { details, all, by } => working::moved(state, now, details, all, by),
        ComplyAction::TrialEnded => trying::cancelled(state),
        ComplyAction::LookWanted => looking::look_wanted(state),
        ComplyAction::Looked { right, note, by } => looking::looked(state, now, right, note, by),
        ComplyAction::EncloseWanted => keeping::enclose_wanted(state, now),
        ComplyAction::AgreeWanted => working::agree_wanted(state),
        ComplyAction::Agreed { by, note } => working::agreed(state, now, &by, note),
        ComplyAction::SettleWanted => working::settle_wanted(state),
        ComplyAction::Settled {
            text,
            signed_by,
            by,
        } => working::settled(state, now, text, signed_by, by),
        ComplyAction::BlindChosen { on } => working::blind_chosen(state, on),
        ComplyAction::Unmasked { grounds, by } => working::unmasked(state, now, grounds, by),
        ComplyAction::Identified {
            thread,
            participant,
            person,
        } => who::identified(state, now, (thread, participant), person),
        ComplyAction::HandedIn { source, person } => who::handed_in(state, now, source, person),
        ComplyAction::ReadersWanted {
            thread,
            record,
            day,
        } => asking::readers_wanted(state, thread, record, day),
        ComplyAction::CompareWanted { pair } => asking::compare_wanted(state, pair),
        ComplyAction::DrawWanted { nonce } => sample::draw_wanted(state, &nonce),
        ComplyAction::SampleRead {
            thread,
            record,
            breaks,
            note,
        } => sample::sample_read(state, now, (thread, record), breaks, note),
        ComplyAction::Led { lead } => leading::led(state, lead),
        ComplyAction::AllShown => {
            asking::narrowed_no_more(state);
            Vec::new()
        }
        ComplyAction::SaveWanted => asking::save_wanted(state),
        ComplyAction::PrintWanted => vec![Effect::PrintPage],
    }
}

/// The severity in words, with what it means for the order.
pub fn severity_words(severity: Severity) -> &'static str {
    match severity {
        Severity::High => say::high(),
        Severity::Medium => say::medium(),
        Severity::Low => say::low(),
        Severity::Info => say::info(),
    }
}

/// The key that moves a finding there.
pub fn key_of(to: ReviewMove) -> &'static str {
    match to {
        ReviewMove::Claimed => "c",
        ReviewMove::Released => "u",
        ReviewMove::NotRelevant => "x",
        ReviewMove::FalsePositive => "f",
        ReviewMove::Confirmed => "y",
        ReviewMove::Escalated => "e",
        ReviewMove::Parked => "p",
        ReviewMove::Resolved => "v",
        ReviewMove::Reopened => "o",
    }
}

/// The moves that a finding can make at once: those from where it stands, and from `Claimed` when it is
/// open, since claiming it is done on the way.
pub fn moves_of(row: &FindingRow) -> Vec<ReviewMove> {
    let mut moves = row.state.moves();
    if row.state == ReviewState::Open {
        moves.extend(
            ReviewState::Claimed
                .moves()
                .into_iter()
                .filter(|to| *to != ReviewMove::Released),
        );
    }
    // The policy's last level has nobody above it.
    moves.retain(|to| row.may_escalate || *to != ReviewMove::Escalated);
    moves
}

/// What a key means among findings.
pub(super) fn key_meaning(name: &str) -> Option<ComplyAction> {
    const MOVES: [ReviewMove; 9] = [
        ReviewMove::Claimed,
        ReviewMove::Released,
        ReviewMove::NotRelevant,
        ReviewMove::FalsePositive,
        ReviewMove::Confirmed,
        ReviewMove::Escalated,
        ReviewMove::Parked,
        ReviewMove::Resolved,
        ReviewMove::Reopened,
    ];
    Some(match name {
        "j" => ComplyAction::Stepped { down: true },
        "k" => ComplyAction::Stepped { down: false },
        "g" => ComplyAction::MessageWanted { place: 0 },
        "s" => ComplyAction::AgreeWanted,
        "l" => ComplyAction::SettleWanted,
        "b" => ComplyAction::LookWanted,
        other => {
            let to = MOVES.into_iter().find(|to| key_of(*to) == other)?;
            ComplyAction::MoveWanted { to }
        }
    })
}
