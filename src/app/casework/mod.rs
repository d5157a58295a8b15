//! Case work in the page: marking messages, the lists of what is marked, case files, citations.
//!
//! Read [`WorkState`] first. What stands comes from `engine::casework`; here are only the acts that
//! lead to it, and what is being done at the moment. Must never: keep a passphrase, or change what
//! is withheld.

mod action;
mod exhibits;
mod files;
mod listing;
mod marking;
mod people;
mod pseudonyms;

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::engine::case::ThreadId;
use crate::engine::casefile::CaseSource;
use crate::engine::casework::Work;
use crate::engine::citation::Resolved;
use crate::engine::finding::Failure;
use crate::engine::place::MessagePlace;
use crate::engine::session::protocol::{PlacedAt, WorkEvent};
use crate::engine::thread::RecordId;
use crate::engine::time::Instant;
use crate::say;

use super::asks::Asked;
use super::effect::Effect;
use super::state::{Dialog, FileKey, State};

pub use action::{Direction, WorkAction};
pub(super) use files::{awaited_record, ids_in, waiting};
pub use listing::{Side, claim, side};
pub(super) use listing::{ask_places, refold};
pub use marking::{is_free_key, tag_at_key};
pub(super) use people::owner_chosen;
pub(super) use pseudonyms::closed;
pub use pseudonyms::{Belongs, KeyAction, KeyPhase, OpenedKey, belongs, has_key};

/// Case work, as the page knows it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WorkState {
    /// What stands.
    pub fold: Rc<Work>,
    /// Where a passage begins that is being chosen.
    pub passage: Option<PassageStart>,
    /// What stands at the places of marks; `None` where nothing is open.
    pub placed: Rc<BTreeMap<MessagePlace, Option<PlacedAt>>>,
    /// Only marks of messages with this tag are listed.
    pub only_tag: Option<String>,
    /// Exports that case files are about and that may not be open.
    pub exports: Vec<CaseSource>,
    /// What is done with a case file.
    pub file: FilePhase,
    /// What is done with a key of pseudonyms.
    pub key: KeyPhase,
    /// Where the citation leads that was looked up last; `Some(None)` when it was none.
    pub resolved: Option<Option<Rc<Resolved>>>,
}

/// The first message of a passage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PassageStart {
    /// In which thread.
    pub thread: ThreadId,
    /// Which message.
    pub record: RecordId,
    /// Its place.
    pub place: MessagePlace,
}

/// What is done with a case file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum FilePhase {
    /// Nothing.
    #[default]
    Idle,
    /// It is written.
    Writing {
        /// Whether a key is derived for it.
        is_locked: bool,
    },
    /// It is read.
    Reading {
        /// Where the page holds it.
        file: FileKey,
        /// Its name.
        name: String,
        /// Whether a key is derived for it.
        is_locked: bool,
    },
}

/// What was asked of the worker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WorkAsked {
    /// What stands at places.
    Places,
    /// A case file to be written.
    Write,
    /// A case file to be read.
    Read,
    /// A key of pseudonyms to be written.
    WriteKey,
    /// A key of pseudonyms to be read.
    ReadKey,
    /// A message to be quoted.
    Cite,
    /// Where a citation leads.
    Resolve,
}

impl WorkAsked {
    /// Whether the maker was asked.
    pub(super) fn is_for_maker(self) -> bool {
        match self {
            WorkAsked::Write | WorkAsked::Read | WorkAsked::WriteKey | WorkAsked::ReadKey => true,
            WorkAsked::Places | WorkAsked::Cite | WorkAsked::Resolve => false,
        }
    }
}

/// A dialog of case work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WorkDialog {
    /// The tags of a message, and new ones.
    Tags {
        /// Which message.
        record: RecordId,
        /// Its place.
        place: MessagePlace,
        /// The tag whose definition is being changed.
        edited: Option<String>,
        /// The key that a new tag is offered.
        key: Option<char>,
        /// What is wrong with the form.
        error: Option<String>,
    },
    /// A note on a message or a passage.
    Note {
        /// On which.
        on: MarkTarget,
        /// What is wrong with the form.
        error: Option<String>,
    },
    /// A message or a passage becomes an exhibit.
    Exhibit {
        /// Which.
        on: MarkTarget,
        /// What is wrong with the form.
        error: Option<String>,
    },
    /// Participants are held to be one person.
    Person {
        /// What is wrong with the form.
        error: Option<String>,
    },
    /// The case shall be saved.
    SaveCase {
        /// What is wrong with the form.
        error: Option<String>,
    },
    /// A case file asks for its passphrase.
    Unlock {
        /// Where the page holds the file.
        file: FileKey,
        /// Its name.
        name: String,
        /// What is wrong with what was typed.
        error: Option<String>,
    },
    /// The key of the pseudonyms of the finished package shall be saved.
    SaveKey {
        /// What is wrong with the form.
        error: Option<String>,
    },
    /// A key of pseudonyms asks for its passphrase.
    UnlockKey {
        /// Where the page holds the file.
        file: FileKey,
        /// Its name.
        name: String,
        /// What is wrong with what was typed.
        error: Option<String>,
    },
    /// Who is who. The page knows it no longer than this is open.
    Key(Rc<OpenedKey>),
    /// A citation is looked up.
    Citation,
}

/// Messages that a note or an exhibit is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkTarget {
    /// The first, or the only one.
    pub first: (RecordId, MessagePlace),
    /// The last, when there are several.
    pub last: Option<(RecordId, MessagePlace)>,
    /// The message that has the focus.
    pub focused: RecordId,
}

impl MarkTarget {
    /// Which messages, for people.
    pub fn words(&self) -> String {
        let number = |record: RecordId| u64::from(record.0) + 1;
        match &self.last {
            None => say::message_number_2(number(self.first.0)),
            Some((last, _)) => say::messages_number_to_last(number(self.first.0), number(*last)),
        }
    }
}

impl WorkDialog {
    /// The message that it is about.
    pub(super) fn record(&self) -> Option<RecordId> {
        match self {
            WorkDialog::Tags { record, .. } => Some(*record),
            WorkDialog::Note { on, .. } | WorkDialog::Exhibit { on, .. } => Some(on.focused),
            WorkDialog::Person { .. }
            | WorkDialog::SaveCase { .. }
            | WorkDialog::Unlock { .. }
            | WorkDialog::SaveKey { .. }
            | WorkDialog::UnlockKey { .. }
            | WorkDialog::Key(_)
            | WorkDialog::Citation => None,
        }
    }
}

/// Takes in what happened.
pub(super) fn update(state: &mut State, now: &Instant, action: WorkAction) -> Vec<Effect> {
    match action {
        WorkAction::TagToggled { record, tag } => marking::toggle_tag(state, now, record, &tag),
        WorkAction::TagsWanted { record, key } => marking::tags_wanted(state, record, key),
        WorkAction::TagEditWanted { tag } => marking::tag_edit_wanted(state, tag),
        WorkAction::TagDefined {
            name,
            colour,
            key,
            by,
        } => marking::tag_defined(state, now, &name, colour, &key, by),
        WorkAction::BookmarkToggled { record } => marking::toggle_bookmark(state, now, record),
        WorkAction::NoteWanted { record } => marking::note_wanted(state, record),
        WorkAction::NoteGiven { text, by } => marking::note_given(state, now, &text, by),
        WorkAction::ExhibitWanted { record } => exhibits::exhibit_wanted(state, record),
        WorkAction::ExhibitGiven {
            label,
            description,
            by,
        } => exhibits::exhibit_given(state, now, &label, &description, by),
        WorkAction::ExhibitMoved { decision, to } => {
            exhibits::exhibit_moved(state, now, &decision, to)
        }
        WorkAction::PassageBegun { record } => marking::passage_begun(state, record),
        WorkAction::PassageDropped => {
            state.work.passage = None;
            Vec::new()
        }
        WorkAction::Withdrawn { decision } => marking::withdrawn(state, now, decision),
        WorkAction::PersonWanted => people::wanted(state),
        WorkAction::PersonGiven {
            name,
            voices,
            grounds,
            by,
        } => people::given(state, now, &name, &voices, &grounds, by),
        WorkAction::Filtered { tag } => {
            state.work.only_tag = tag;
            ask_places(state)
        }
        WorkAction::CiteWanted { record } => listing::cite_wanted(state, record),
        WorkAction::CitationWanted => {
            state.work.resolved = None;
            open(state, WorkDialog::Citation)
        }
        WorkAction::CitationGiven { code } => listing::citation_given(state, code),
        WorkAction::SaveWanted => files::save_wanted(state),
        WorkAction::SaveGiven { passphrase } => files::save_given(state, now, passphrase),
        WorkAction::FileChosen { file, name } => files::chosen(state, file, name),
        WorkAction::PassphraseGiven { passphrase } => files::passphrase_given(state, passphrase),
        WorkAction::Key(action) => pseudonyms::update(state, now, action),
        WorkAction::NotAwaited { sha256 } => {
            state.work.exports.retain(|export| export.sha256 != sha256);
            Vec::new()
        }
    }
}

/// Takes in what the worker answered.
pub(super) fn event_arrived(state: &mut State, now: &Instant, event: WorkEvent) -> Vec<Effect> {
    match event {
        WorkEvent::Placed { tag, found } => {
            state.asks.answered(tag);
            Rc::make_mut(&mut state.work.placed).extend(found);
            Vec::new()
        }
        WorkEvent::CaseWritten {
            tag,
            text,
            is_locked,
        } => files::written(state, now, tag, text, is_locked),
        WorkEvent::CaseRead { tag, read } => files::read(state, now, tag, read),
        WorkEvent::KeyWritten {
            tag,
            text,
            file_sha256,
            package_sha256,
        } => pseudonyms::written(state, now, tag, text, (file_sha256, package_sha256)),
        WorkEvent::KeyRead {
            tag,
            file_sha256,
            read,
        } => pseudonyms::read(state, now, tag, file_sha256, read),
        WorkEvent::WrongPassphrase { tag } => match state.asks.get(tag) {
            Some(Asked::Work(WorkAsked::ReadKey)) => pseudonyms::wrong_passphrase(state, tag),
            Some(_) | None => files::wrong_passphrase(state, tag),
        },
        WorkEvent::Cited { tag, quote } => listing::cited(state, tag, quote),
        WorkEvent::Resolved { tag, found } => {
            if state.asks.answered(tag).is_some() {
                state.work.resolved = Some(found.map(Rc::new));
            }
            Vec::new()
        }
    }
}

/// What was asked cannot be done.
pub(super) fn failed(state: &mut State, asked: WorkAsked, failure: Failure) -> Vec<Effect> {
    let mut effects = Vec::new();
    match asked {
        WorkAsked::Write | WorkAsked::Read => effects = files::ended(state),
        WorkAsked::WriteKey | WorkAsked::ReadKey => effects = pseudonyms::ended(state),
        WorkAsked::Places | WorkAsked::Cite | WorkAsked::Resolve => {}
    }
    state.alerts.failure(failure);
    effects
}

fn open(state: &mut State, dialog: WorkDialog) -> Vec<Effect> {
    state.dialog = Some(Dialog::Work(dialog));
    Vec::new()
}

/// Sets what is wrong with the form that is open, if anything. Returns whether something is.
fn is_wrong(state: &mut State, what: Option<String>) -> bool {
    let Some(Dialog::Work(dialog)) = &mut state.dialog else {
        return true;
    };
    let error = match dialog {
        WorkDialog::Tags { error, .. }
        | WorkDialog::Note { error, .. }
        | WorkDialog::Exhibit { error, .. }
        | WorkDialog::Person { error }
        | WorkDialog::SaveCase { error }
        | WorkDialog::Unlock { error, .. }
        | WorkDialog::SaveKey { error }
        | WorkDialog::UnlockKey { error, .. } => error,
        WorkDialog::Key(_) | WorkDialog::Citation => return what.is_some(),
    };
    *error = what;
    error.is_some()
}

/// Closes the dialog: its message has the focus again, and the name that it asked for is kept.
fn close(state: &mut State, by: Option<String>) -> Vec<Effect> {
    let mut effects: Vec<Effect> = super::redacting::back_to_message(state)
        .into_iter()
        .collect();
    state.dialog = None;
    if let Some(name) = by {
        effects.extend(super::log_file::name_given(state, &name));
    }
    effects
}
