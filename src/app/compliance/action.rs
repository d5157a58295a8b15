//! What a person does about compliance.

use crate::app::compliance::{Lead, RosterEdit, Section};
use crate::engine::case::ThreadId;
use crate::engine::decision::{MoveDetails, ReviewMove};
use crate::engine::examine::comply::protocol::FindingQuery;
use crate::engine::thread::{ParticipantId, RecordId};

/// About compliance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ComplyAction {
    /// A roster was chosen.
    RosterRead {
        /// Its name.
        name: String,
        /// All of it.
        text: String,
    },
    /// The roster's cells were changed.
    RosterEdited {
        /// How.
        edit: RosterEdit,
    },
    /// Somebody on a card in an export shall be in the roster.
    CardTaken {
        /// The key that the card gives them.
        id: String,
    },
    /// The roster shall not be used.
    RosterDropped,
    /// A policy was chosen.
    PolicyRead {
        /// Its name.
        name: String,
        /// All of it.
        text: String,
    },
    /// A ready-made policy was chosen.
    StartingChosen {
        /// Its key.
        id: String,
    },
    /// The policy was changed in the page.
    PolicyTyped {
        /// All of it.
        text: String,
    },
    /// The roster was changed in the page.
    RosterTyped {
        /// All of it.
        text: String,
    },
    /// "Save policy" was pressed.
    PolicySaved,
    /// "Save roster" was pressed.
    RosterSaved,
    /// The period was typed.
    PeriodTyped {
        /// From which day.
        from: String,
        /// To which day.
        to: String,
    },
    /// "Ask" was pressed.
    AskWanted,
    /// "Cancel" was pressed.
    Cancelled,
    /// Another part shall be shown.
    SectionChosen {
        /// Which.
        section: Section,
    },
    /// Other findings shall be shown.
    Queried {
        /// Which.
        query: FindingQuery,
    },
    /// To the next or previous finding.
    Stepped {
        /// To the next.
        down: bool,
    },
    /// To one in the list.
    Chosen {
        /// Its place in the list.
        at: u32,
    },
    /// To the finding of that number, whatever is listed.
    FindingWanted {
        /// From 0.
        number: u32,
    },
    /// To the message of the finding at hand.
    MessageWanted {
        /// Which of its messages.
        place: usize,
    },
    /// The finding at hand shall be moved.
    MoveWanted {
        /// Where to.
        to: ReviewMove,
    },
    /// The form of a move was sent.
    Moved {
        /// What goes with it.
        details: MoveDetails,
        /// All that can be moved with it are.
        all: bool,
        /// The person's name, when the form asked for it.
        by: Option<String>,
    },
    /// "Cancel" was pressed while a policy is tried.
    TrialEnded,
    /// An outcome that was given to several shall be looked at again.
    LookWanted,
    /// It was.
    Looked {
        /// Whether it is right.
        right: bool,
        /// Why.
        note: String,
        /// The person's name, when the form asked for it.
        by: Option<String>,
    },
    /// The report shall go into the sealed package.
    EncloseWanted,
    /// A second person shall agree with the outcome at hand.
    AgreeWanted,
    /// A second person agreed.
    Agreed {
        /// Who.
        by: String,
        /// Why.
        note: String,
    },
    /// An item of the ledger shall be settled.
    SettleWanted,
    /// It was.
    Settled {
        /// What settles it.
        text: String,
        /// Who signed.
        signed_by: String,
        /// The person's name, when the form asked for it.
        by: Option<String>,
    },
    /// Names shall be hidden, or shown again.
    BlindChosen {
        /// Whether they are hidden.
        on: bool,
    },
    /// Why names are shown.
    Unmasked {
        /// Why.
        grounds: String,
        /// The person's name, when the form asked for it.
        by: Option<String>,
    },
    /// A voice is a person of the roster, or nobody any more.
    Identified {
        /// In which thread.
        thread: ThreadId,
        /// Whose voice.
        participant: ParticipantId,
        /// Key of the person.
        person: String,
    },
    /// An export was handed in by a custodian.
    HandedIn {
        /// Number of the source.
        source: u32,
        /// Key of the person.
        person: String,
    },
    /// Who could read a message.
    ReadersWanted {
        /// In which thread.
        thread: ThreadId,
        /// Which message.
        record: Option<RecordId>,
        /// Or the last up to a day.
        day: String,
    },
    /// Two exports side by side.
    CompareWanted {
        /// Number of the pair.
        pair: u32,
    },
    /// A sample shall be drawn.
    DrawWanted {
        /// What was typed.
        nonce: String,
    },
    /// A drawn message was read.
    SampleRead {
        /// In which thread.
        thread: ThreadId,
        /// Which.
        record: RecordId,
        /// Whether it breaks the policy.
        breaks: bool,
        /// Why.
        note: String,
    },
    /// A number of the report was followed.
    Led {
        /// What it counts.
        lead: Lead,
    },
    /// "Show all of them" was pressed where a number had led to some.
    AllShown,
    /// "Save as CSV" and "Save as JSON".
    SaveWanted,
    /// "Print" was pressed.
    PrintWanted,
}
