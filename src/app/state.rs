//! All the page knows. Changed in one place only: [`super::update::update`].

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::rc::Rc;

use crate::engine::case::ThreadId;
use crate::engine::finding::{Finding, Severity};
use crate::engine::place::{EntryId, SourceId};
use crate::engine::provenance::Provenance;
use crate::engine::redact::ThreadShare;
use crate::engine::search::query::QueryError;
use crate::engine::session::protocol::{EntryDigest, RedactionRow, RowsFor, SourceSummary, Tag};
use crate::engine::thread::{ParticipantId, RecordId};
use crate::say;

use super::alerts::Alerts;
pub use super::area::Area;
use super::asks::Asks;
use super::choosing::ChoosableText;
pub use super::everywhere::Everywhere;
use super::feed::{Jump, RowWindow, Step};
use super::forgetting::Forgetting;
use super::hits::HitList;
use super::kept::{KeepState, KeptRecord};
use super::log::LogState;
use super::long_rows::LongRows;
use super::packaging::{BuildForm, PackagePhase};
use super::queue::{QueueState, SuggestionForm};
use super::reasons::ReasonsState;
use super::redacting::RedactTarget;
use super::sealing::SealPhase;
use super::terms::TermList;
pub use super::theme::Theme;
use super::verifying::VerifyPhase;
use super::why_not::WhyNotShown;

/// Where the page holds a `File`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct FileKey(pub u32);

/// All the page knows.
#[derive(Debug, Default)]
pub struct State {
    /// How the worker is.
    pub worker: WorkerPhase,
    /// How often the worker was replaced because it broke.
    pub n_restarts: u32,
    /// Which screen is shown.
    pub screen: Screen,
    /// Which area of the case is shown.
    pub area: Area,
    /// What is open, by number of source.
    pub sources: Vec<SourceState>,
    /// What was handed over and stays readable, in order of opening.
    pub batches: Vec<Batch>,
    /// How many times the usual limits, for batches for which the person raised them.
    pub raised: BTreeMap<usize, u32>,
    /// Batches that the worker has not answered yet, by index.
    pub opening: VecDeque<usize>,
    /// The long text that is being read, while its source is opened.
    pub arrival: Option<super::arriving::Arrival>,
    /// What names of sources turned out to mean, so that a new worker need not wait for digests.
    pub confirmed: BTreeMap<SourceId, SourceId>,
    /// The thread being read.
    pub reading: Option<Reading>,
    /// Where to go on reading after the worker was replaced.
    pub resume: Option<(ThreadId, RecordId)>,
    /// The list of hits.
    pub hits: HitList,
    /// Whether the filters of the search are shown.
    pub filters_open: bool,
    /// Messages that the search does not find are left out.
    pub only_matches: bool,
    /// The terms that are counted.
    pub terms: TermList,
    /// What could be taken over from another export.
    pub carrying: super::carrying::Carrying,
    /// The decisions.
    pub log: LogState,
    /// The reasons that are offered.
    pub reasons: ReasonsState,
    /// What stands withheld, from the worker.
    pub redactions: Rc<Vec<RedactionRow>>,
    /// How much of each thread is withheld whole, from the worker.
    pub shares: Rc<[ThreadShare]>,
    /// The page of the list of places that a second person looks at, from 0.
    pub drawn_page: usize,
    /// The row in the list that a mark in the feed points to.
    pub chosen_redaction: Option<String>,
    /// Whose side is whose, by thread.
    pub owners: BTreeMap<ThreadId, ParticipantId>,
    /// Files that go out as they are among clean copies: number of the source, entry.
    pub as_they_are: Rc<BTreeSet<(u32, EntryId)>>,
    /// Files of which a part is withheld.
    pub parts: Rc<super::parts::Parts>,
    /// What was seen in the pictures of the package.
    pub sights: super::parts::Sights,
    /// A package that waits for its pictures.
    pub burning: Option<super::parts::Burning>,
    /// Case work: what stands of it, and what is being done.
    pub work: super::casework::WorkState,
    /// What is kept on this device.
    pub keep: KeepState,
    /// Whether the page starts without a network next time.
    pub offline: super::offline::Offline,
    /// The network witness.
    pub witness: super::witness::WitnessPhase,
    /// The dialog that is open.
    pub dialog: Option<Dialog>,
    /// Suggestions of what to withhold.
    pub queue: QueueState,
    /// Who may speak, what is allowed, what is missing.
    pub comply: super::compliance::ComplyState,
    /// The package being made.
    pub package: PackagePhase,
    /// The seal of what is open.
    pub seal: SealPhase,
    /// The package being checked.
    pub verify: VerifyPhase,
    /// Signatures and time stamps of that package.
    pub signing: super::signing::Signing,
    /// That package beside a later one.
    pub comparing: super::comparing::Comparing,
    /// Earlier packages beside the one that was built.
    pub earlier: super::earlier::Earlier,
    /// What a reader of the package that was built can still find.
    pub remains: super::residual::Remains,
    /// What the worker that burns boxes in, as it lives now, was handed: each by its size and end.
    pub(super) open_in_burner: Vec<SourceId>,
    /// What a person should read.
    pub alerts: Alerts,
    /// Questions that were not answered yet.
    pub asks: Asks,
    /// Entries that are shown or on their way.
    pub media: BTreeSet<(u32, EntryId)>,
    /// Colours.
    pub theme: Theme,
    /// What the interface speaks.
    pub language: say::Language,
    /// Whether characters that cannot be seen are spelled out.
    pub spell_out: bool,
    /// Whether single keys do not act as shortcuts.
    pub keys_off: bool,
    /// Findings below this are hidden.
    pub findings_from: Option<Severity>,
    /// What the recipient sees of names.
    pub names_seen: super::seen_names::NamesSeen,
    /// How the list of threads is sorted and filtered.
    pub thread_list: super::threads::ThreadList,
    /// The area "Timeline".
    pub timeline: super::timeline::Timeline,
    /// The area "Gallery".
    pub gallery: super::gallery::Gallery,
    /// What is being printed.
    pub print: Option<super::printing::Print>,
}

/// How the worker is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum WorkerPhase {
    /// It was not heard of yet.
    #[default]
    Starting,
    /// It answers.
    Ready,
    /// Another one takes its place.
    Restarting,
    /// It is of another build: a stale cache.
    Stale,
    /// It broke too often and was not started again.
    GivenUp,
}

/// A screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Screen {
    /// What the page is, and what to open.
    #[default]
    Start,
    /// What is open.
    Case,
    /// Checking a package.
    Verify,
    /// A thread as it stands on paper.
    Print,
}

/// What was handed over together and becomes one source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Batch {
    /// One zip, or loose files.
    Files {
        /// In the order chosen.
        files: Vec<(FileKey, String)>,
    },
    /// It is larger than the usual limits: held until the person raises them.
    Refused {
        /// In the order chosen.
        files: Vec<(FileKey, String)>,
    },
    /// The built-in sample.
    Sample,
    /// It could not be opened, or was opened afresh: never opened again.
    Gone,
}

/// An open source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceState {
    /// From the worker.
    pub summary: Rc<SourceSummary>,
    /// Which batch it was.
    pub batch: Option<usize>,
    /// What decisions call it.
    pub identity: SourceId,
    /// Its digest.
    pub digest: DigestPhase,
    /// Of its entries, when known.
    pub entries: Rc<Vec<EntryDigest>>,
    /// All that was odd, what the digests brought included.
    pub findings: Rc<Vec<Finding>>,
    /// What was kept about it.
    pub kept: KeptPhase,
}

/// How far the digests of a source are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DigestPhase {
    /// Being computed. Units: percent.
    Computing {
        /// 0 to 100.
        percent: u8,
    },
    /// Ended by the person.
    Cancelled,
    /// It could not be computed.
    Failed,
    /// Done.
    Known {
        /// 64 hex digits, or, for loose files, what the worker calls them together.
        sha256: String,
    },
}

/// Whether decisions that were kept about a source are back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeptPhase {
    /// Being read. No row is shown meanwhile, so that nothing withheld shows bare.
    Loading,
    /// Back, or there were none.
    Settled {
        /// Decisions taken from it before the digest confirmed that they belong here.
        unconfirmed: Vec<crate::engine::decision::DecisionId>,
        /// Other records under the same provisional name.
        others: Vec<KeptRecord>,
    },
}

/// The thread being read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// Which.
    pub thread: ThreadId,
    /// Rows that are there.
    pub window: Rc<RowWindow>,
    /// For whose eyes they are.
    pub shown: RowsFor,
    /// First record and number of rows the feed asked for last.
    pub wanted: (u32, u32),
    /// For whose eyes they shall be.
    pub view: RowsFor,
    /// Answers to questions before this one are stale.
    pub since: Tag,
    /// Where to scroll.
    pub jump: Option<Jump>,
    /// To the next or previous record, from wherever the reader is.
    pub step: Option<Step>,
    /// The record that has, or had last, the keyboard focus.
    pub focused: Option<RecordId>,
    /// The search in it.
    pub search: Search,
    /// Long messages that are shown further than usual.
    pub long: LongRows,
}

/// A search.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Search {
    /// As typed.
    pub query: String,
    /// What is wrong with it; it finds nothing then.
    pub error: Option<QueryError>,
    /// The question that counts.
    pub tag: Option<Tag>,
    /// Records of this thread that fit; `None` while searching.
    pub records: Option<Rc<Vec<RecordId>>>,
    /// All hits in them.
    pub n_hits: u32,
    /// The record that was jumped to, as its place in `records`.
    pub at: Option<usize>,
    /// The reader came here on purpose: the first hit shall not take them elsewhere.
    pub stays: bool,
}

/// A dialog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Dialog {
    /// Why something is withheld.
    Redact {
        /// What.
        target: RedactTarget,
        /// What is wrong with the form.
        error: Option<String>,
    },
    /// A part of a message is chosen by keyboard.
    Choose {
        /// Of which message.
        record: RecordId,
        /// Its text.
        text: Rc<ChoosableText>,
        /// Characters of it that the text lacks.
        n_more_chars: u32,
    },
    /// A part of a file is chosen.
    Part(Box<super::parts::PartForm>),
    /// Why suggestions are withheld.
    Suggestion(SuggestionForm),
    /// A term is withheld.
    Everywhere(Everywhere),
    /// What is kept on this device shall be deleted.
    Forget(Forgetting),
    /// Who decides.
    Name,
    /// What goes into a package.
    Build(BuildForm),
    /// Where a message comes from; `None` until it is told.
    WhereFrom(Option<Rc<(RecordId, Provenance)>>),
    /// Of case work.
    Work(super::casework::WorkDialog),
    /// Of compliance.
    Comply(Box<super::compliance::ComplyDialog>),
    /// Why a message is found, or is not.
    WhyNot(WhyNotShown),
    /// Terms and how often they are found.
    Terms,
    /// Redactions that could hold in another export.
    Carry,
    /// Messages behind a number.
    Messages(Box<super::listing::Listing>),
    /// Something of the gallery, large.
    Lightbox {
        /// Its place among those that fit the filters.
        at: usize,
    },
    /// What can leave the page.
    Witness,
    /// The shortcuts.
    Shortcuts,
}
