//! What happened: everything the page can be told, by the person, the worker or the browser.

use crate::engine::case::ThreadId;
use crate::engine::decision::Keep;
use crate::engine::finding::Severity;
use crate::engine::session::protocol::Event;
use crate::engine::thread::{ParticipantId, RecordId};
use crate::say::Language;

use super::feed::FeedAction;
use super::redacting::Reach;
use super::state::{Area, FileKey, Screen, Theme};

pub use super::{
    keep_action::KeepAction, package_action::PackageAction, search_action::SearchAction,
};

/// Something happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// The page was loaded.
    Started,
    /// The worker sent something.
    Worker(Box<Event>),
    /// The maker broke.
    MakerBroke {
        /// What is known of why.
        message: String,
    },
    /// The examiner sent something.
    Examiner(Box<crate::engine::examine::protocol::Event>),
    /// The examiner's program, where it burns boxes into pictures, sent something.
    Burner(Box<crate::engine::examine::protocol::Event>),
    /// The clerk sent something.
    Clerk(Box<crate::engine::examine::protocol::Event>),
    /// About compliance.
    Comply(super::compliance::ComplyAction),
    /// About parts of files.
    Part(super::parts::PartAction),
    /// In the feed of messages.
    Feed(FeedAction),
    /// About opening sources.
    Open(OpenAction),
    /// About where the person is in the page.
    Go(GoAction),
    /// About reading a thread.
    Read(ReadAction),
    /// About how times are read.
    Times(super::times::TimesAction),
    /// About how exports came here.
    Intake(super::intake::IntakeAction),
    /// About the list of threads.
    ThreadList(super::threads::ThreadListAction),
    /// About searching.
    Search(SearchAction),
    /// About the list of hits.
    Hits(super::hits::HitAction),
    /// About the list of terms.
    Terms(super::terms::TermsAction),
    /// About taking redactions over from another export.
    Carry(super::carrying::CarryAction),
    /// About withholding.
    Redact(RedactAction),
    /// About suggestions of what to withhold.
    Queue(super::queue::QueueAction),
    /// About lists of reasons.
    Reasons(super::reasons::ReasonsAction),
    /// About the log of decisions.
    Log(LogAction),
    /// About what is kept on this device.
    Keep(KeepAction),
    /// About the network witness.
    Witness(super::witness::WitnessAction),
    /// About the page's own files.
    Offline(super::offline::OfflineAction),
    /// About case work: tags, notes, exhibits, case files.
    Work(super::casework::WorkAction),
    /// About a package being made.
    Package(PackageAction),
    /// About the seal of what is open.
    Seal(super::sealing::SealAction),
    /// About a package being checked.
    Verify(VerifyAction),
    /// About signatures and time stamps of that package.
    Sign(super::signing::SignAction),
    /// That package beside a later one.
    Compare(super::comparing::CompareAction),
    /// About earlier packages of the case.
    Earlier(super::earlier::EarlierAction),
    /// About what a reader of the package can still find.
    Remains(super::residual::RemainsAction),
    /// In the area "Timeline".
    Timeline(super::timeline::TimelineAction),
    /// In a list of messages.
    Listing(super::listing::ListingAction),
    /// In the area "Gallery".
    Gallery(super::gallery::GalleryAction),
    /// In the print view.
    Print(super::printing::PrintAction),
    /// A key was pressed that no text box took.
    Key(super::keys::Key),
}

/// About opening sources.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OpenAction {
    /// Files were chosen or dropped.
    Chosen {
        /// Where the page holds each, and its name.
        files: Vec<(FileKey, String)>,
    },
    /// A drop or a folder could not be read.
    NotReadable {
        /// What the browser says.
        what: String,
    },
    /// "Raise the limit and open" was pressed.
    LimitRaised {
        /// Which batch.
        batch: usize,
    },
    /// "Try the sample" was pressed.
    SampleWanted,
    /// "Cancel" was pressed while a source was being opened.
    Cancelled,
    /// Stop computing the digests of a source.
    DigestCancelled {
        /// Number of the source.
        source: u32,
    },
    /// Go on computing them.
    DigestResumed {
        /// Number of the source.
        source: u32,
    },
}

/// About where the person is in the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GoAction {
    /// To another screen.
    Screen {
        /// Which.
        screen: Screen,
    },
    /// To another area of the case.
    Area {
        /// Which.
        area: Area,
    },
    /// Another thread.
    Thread {
        /// Which.
        thread: ThreadId,
    },
    /// A record of any thread.
    Record {
        /// Which thread.
        thread: ThreadId,
        /// Which record.
        record: RecordId,
    },
    /// The dialog was closed without doing anything.
    DialogClosed,
    /// The list of shortcuts.
    Shortcuts,
    /// Single-key shortcuts on or off.
    SingleKeys {
        /// Whether they act.
        on: bool,
    },
    /// An alert was read.
    AlertDismissed {
        /// Which.
        serial: u32,
    },
    /// Another look.
    Theme {
        /// Which.
        theme: Theme,
    },
    /// Another language of the interface.
    Language {
        /// Which.
        language: Language,
        /// Chosen in the page, not found kept on this device.
        by_person: bool,
    },
    /// Something shall be put on the clipboard.
    CopyWanted {
        /// What.
        text: String,
    },
    /// The clipboard took it, or not.
    Copied {
        /// Whether it worked.
        worked: bool,
    },
}

/// About reading a thread.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadAction {
    /// A number was typed into "Go to message".
    GoToMessage {
        /// From 1.
        number: u32,
    },
    /// A day was chosen in "Go to date".
    GoToDate {
        /// `YYYY-MM-DD`.
        date: String,
    },
    /// "Show as the recipient will see it" was switched.
    RecipientView {
        /// Whether it is on.
        on: bool,
    },
    /// "My side" was chosen.
    OwnerChosen {
        /// In which thread.
        thread: ThreadId,
        /// Nobody, or whom.
        participant: Option<ParticipantId>,
    },
    /// Characters that cannot be seen are spelled out, or not.
    SpellOut {
        /// Whether they are.
        on: bool,
    },
    /// Findings below this severity are hidden.
    FindingsFrom {
        /// The least that is shown.
        severity: Severity,
    },
}

/// About withholding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RedactAction {
    /// How much of the message shall be withheld was chosen.
    ReachChosen {
        /// How much.
        reach: Reach,
    },
    /// "Apply" was pressed in the dialog that is open.
    Applied {
        /// Reason codes.
        codes: Vec<String>,
        /// Empty when there is none.
        note: String,
        /// The person's name, when the dialog asked for it.
        by: Option<String>,
    },
    /// "Redact everywhere" was pressed.
    EverywhereWanted,
    /// "Pseudonymise" was pressed beside a participant.
    PseudonymWanted {
        /// In which thread.
        thread: ThreadId,
        /// Whom.
        participant: ParticipantId,
    },
    /// The term changed.
    TermTyped {
        /// As typed.
        term: String,
    },
    /// What of each hit stays was chosen.
    KeepChosen {
        /// What.
        keep: Keep,
    },
    /// A hit was ticked or unticked.
    HitTicked {
        /// Its place in the list, from 0.
        index: usize,
        /// Whether it shall be withheld.
        ticked: bool,
    },
    /// More of the list of hits.
    MoreHits,
    /// A decision shall not hold any longer.
    Withdrawn {
        /// Which.
        decision: String,
    },
    /// The last act shall not hold any longer.
    Undo,
    /// The act that was undone last holds again.
    Redo,
}

/// About the log of decisions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LogAction {
    /// "Your name" shall be changed.
    NameWanted,
    /// A name was typed.
    NameGiven {
        /// As typed.
        name: String,
    },
    /// "Save decisions" was pressed.
    SaveWanted,
    /// A file was chosen in "Open decisions".
    FileRead {
        /// Its name.
        name: String,
        /// All of it.
        text: String,
    },
    /// The file could not be read.
    FileNotRead {
        /// Its name.
        name: String,
        /// What the browser says.
        what: String,
    },
}

/// About a package being checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum VerifyAction {
    /// A file was chosen in "Open package".
    Chosen {
        /// Where the page holds it.
        file: FileKey,
        /// Its name.
        name: String,
    },
    /// "Cancel" was pressed.
    Cancelled,
}
