//! What crosses the port between the page and the worker. Both ends are one build, so engine types
//! go as they are; the first message each way carries the build so that a stale worker is noticed.
//!
//! `File`s and `Blob`s travel beside a message, in the order in which its doc names them.
//!
//! `Request::Hello` and `Event::Ready` stay the first variants: a stale worker must be able to read
//! the one message that tells it that it is stale.

mod answer;
mod choice;
mod row;
mod summary;
mod work;

use serde::{Deserialize, Serialize};

pub use answer::{
    BuildOutcome, RedactionRow, SealOutcome, SealRoot, TERM_HITS_SHOWN, TermHit, TermSpot,
};
pub use choice::{BuildChoice, MediaChoice, Reviewers};
pub use row::{AttachmentView, MediaClass, Piece, Row, Withheld};
pub use summary::{
    AttachmentCounts, EntryDigest, SealedFrom, ShapeSummary, SourceSummary, ThreadSummary,
};
pub use work::{PLACES_ASKED, PlacedAt, Quote, WorkEvent, WorkRequest};

use crate::engine::case::ThreadId;
use crate::engine::finding::{Failure, Finding};
use crate::engine::job::Progress;
use crate::engine::place::{EntryId, MessagePlace, SourceId};
use crate::engine::provenance::Provenance;
use crate::engine::seal::Secret;
use crate::engine::thread::RecordId;

/// The build of this program: version, and the commit when the build was told of it.
pub const BUILD: &str = match option_env!("THREADSEAL_BUILD") {
    Some(build) => build,
    None => env!("CARGO_PKG_VERSION"),
};

/// Ties an answer to its question. Chosen by the page, from 1, never reused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Tag(pub u32);

/// From the page to the worker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Request {
    /// First of all, sent by the page's end of the port when the worker says `Ready` (which it does
    /// by itself when it starts). Answer: `Failed` when the builds differ, else nothing.
    Hello {
        /// The page's build.
        build: String,
    },
    /// Files beside: one for each name. Zips open each as a source of its own, everything else
    /// together as one; a zip inside a zip that is an export itself is a source of its own, told after
    /// the outer one. Answer: `Opened` for each source, or `Failed`, in the order of opening;
    /// later `Digesting`, then `Digested` or `DigestFailed`. Send `Decisions` after each `Opened`,
    /// before asking for its rows. A source that is open already is refused, unless the open one
    /// cannot be read any more: then it opens again, as a source of its own.
    Open {
        /// The names of the files beside.
        names: Vec<String>,
        /// How many times the usual limits; 1 unless the person raised them.
        limits_times: u32,
    },
    /// Opens the built-in sample. Answers as `Open`.
    OpenSample,
    /// The log that stands now, and what decisions call each open source.
    /// Answer: `Reordered` for each source whose dates are read otherwise now; `Redactions`, with the same revision; when several logs come close together, only
    /// the newest is answered. Rows asked for after it already follow it.
    Decisions {
        /// Counts the changes of the log on the page's side.
        revision: u32,
        /// The log as its file.
        log: String,
        /// By number of source.
        identities: Vec<(u32, SourceId)>,
    },
    /// Some rows of a thread. Answer: `Rows`.
    Rows {
        /// Ties the answer.
        tag: Tag,
        /// Which thread.
        thread: ThreadId,
        /// First record.
        first: RecordId,
        /// How many; fewer come at the end.
        n_rows: u32,
        /// For whose eyes.
        view: RowsFor,
        /// Search words to highlight.
        highlight: Option<String>,
    },
    /// Records of a thread whose body holds the words, any case. Answer: `Found`.
    Find {
        /// Ties the answer. A newer `Find` ends an older one.
        tag: Tag,
        /// Which thread.
        thread: ThreadId,
        /// The words, compared as one phrase.
        query: String,
    },
    /// Every occurrence of a term in the whole case, as a `Value` decision would find it.
    /// Answer: `TermHits`.
    FindTerm {
        /// Ties the answer. A newer `FindTerm` ends an older one.
        tag: Tag,
        /// The term.
        term: String,
    },
    /// The first record at or after a date. Answer: `Located`.
    GoToDate {
        /// Ties the answer.
        tag: Tag,
        /// Which thread.
        thread: ThreadId,
        /// `YYYY-MM-DD`.
        date: String,
    },
    /// Where a decision's place stands. Answer: `Located`.
    Locate {
        /// Ties the answer.
        tag: Tag,
        /// The place.
        place: MessagePlace,
    },
    /// The bytes of an entry for showing or saving. Answer: `Media`, a `Blob` beside.
    Media {
        /// Ties the answer.
        tag: Tag,
        /// Number of the source.
        source: u32,
        /// Which entry.
        entry: EntryId,
    },
    /// Builds a disclosure package of the log last sent, checks it, stages it.
    /// Answer: `Progress`, then `Built` with the staged `File` or `Blob` beside.
    Build {
        /// Ties the answers.
        tag: Tag,
        /// What the person chose.
        options: BuildChoice,
    },
    /// Throws the staged package away.
    DiscardPackage,
    /// Seals every thread and stages the sealed package. When sealed packages are open, their seals
    /// are computed anew instead and compared, and nothing is staged.
    /// Answer: `Progress`, then `Sealed`, the staged package beside when there is one.
    Seal {
        /// Ties the answers.
        tag: Tag,
        /// What the salts are made from.
        secret: Secret,
        /// RFC 3339; the only clock value that enters the seals and the sealed package.
        created: String,
    },
    /// One file beside. Answer: `Progress`, then `Verified`.
    Verify {
        /// Ties the answers.
        tag: Tag,
        /// The file's name.
        name: String,
    },
    /// Ends the job of that tag. Answer: `Cancelled`, or nothing when it had ended before.
    Cancel {
        /// The tag of the request that started it.
        tag: Tag,
    },
    /// Ends the digests of a source. Answer: `Cancelled`.
    CancelDigest {
        /// Number of the source.
        source: u32,
    },
    /// Computes them again after a cancel.
    ResumeDigest {
        /// Number of the source.
        source: u32,
    },
    /// One row with more of its body than `Rows` gives (see [`Row::n_more_chars`]). Answer: `Rows`
    /// with that row alone.
    LongRow {
        /// Ties the answer.
        tag: Tag,
        /// Which thread.
        thread: ThreadId,
        /// Which record.
        record: RecordId,
        /// For whose eyes.
        view: RowsFor,
        /// Search words to highlight.
        highlight: Option<String>,
        /// How much of the body to give. Units: characters.
        max_chars: u32,
    },
    /// Where a message comes from: its bytes, and what settled its kind. Answer: `Provenance`.
    Provenance {
        /// Ties the answer.
        tag: Tag,
        /// Which thread.
        thread: ThreadId,
        /// Which record.
        record: RecordId,
    },
    /// Case work.
    Work(WorkRequest),
}

/// How much of a body [`Request::Rows`] gives. Units: characters.
pub const BODY_CHARS_SHOWN: u32 = 20_000;

/// For whose eyes rows are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum RowsFor {
    /// Everything, with what is withheld marked.
    Editor,
    /// Only what a package would show.
    Recipient,
}

/// From the worker to the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// The worker is there. Sent once, unasked, when it starts.
    Ready {
        /// The worker's build; another one than the page's means a stale cache.
        build: String,
    },
    /// A source is open and its threads can be read.
    Opened {
        /// The source and its threads.
        source: SourceSummary,
    },
    /// How far the digests of a source are.
    Digesting {
        /// Number of the source.
        source: u32,
        /// How far.
        progress: Progress,
    },
    /// The digests of a source and of all its entries are there.
    Digested {
        /// Number of the source.
        source: u32,
        /// Its full digest.
        id: SourceId,
        /// 64 hex digits for each entry that could be read, in directory order.
        entries: Vec<EntryDigest>,
        /// What was noticed on the way (a wrong CRC, an entry longer than declared).
        findings: Vec<Finding>,
    },
    /// The digests of a source cannot be computed: it went away or changed since it was chosen.
    DigestFailed {
        /// Number of the source.
        source: u32,
        /// What, where, what to do.
        failure: Failure,
    },
    /// Rows of a thread.
    Rows {
        /// Of the request.
        tag: Tag,
        /// The log that was in force.
        revision: u32,
        /// Which thread.
        thread: ThreadId,
        /// In file order.
        rows: Vec<Row>,
    },
    /// Records that hold the words.
    Found {
        /// Of the request.
        tag: Tag,
        /// Which thread.
        thread: ThreadId,
        /// In file order, each once.
        records: Vec<RecordId>,
        /// How many times the words occur.
        n_hits: u32,
    },
    /// Where a term occurs.
    TermHits {
        /// Of the request.
        tag: Tag,
        /// In case order; at most [`TERM_HITS_SHOWN`].
        hits: Vec<TermHit>,
        /// How many there are, shown or not.
        n_hits: u32,
    },
    /// Where something stands; `None` when it does not.
    Located {
        /// Of the request.
        tag: Tag,
        /// The record.
        at: Option<(ThreadId, RecordId)>,
        /// Its day, `YYYY-MM-DD`, where a day was asked for.
        day: Option<String>,
    },
    /// Everything that is withheld now.
    Redactions {
        /// Of the log.
        revision: u32,
        /// In document order.
        list: Vec<RedactionRow>,
    },
    /// An entry's bytes stand beside as a `Blob`.
    Media {
        /// Of the request.
        tag: Tag,
        /// Number of the source.
        source: u32,
        /// Which entry.
        entry: EntryId,
        /// The type we chose by content; `application/octet-stream` when it is not to be shown.
        mime: String,
    },
    /// How far a job is.
    Progress {
        /// Of the request.
        tag: Tag,
        /// What is being done, for people.
        phase: String,
        /// How far.
        progress: Progress,
    },
    /// The package is staged and checked; a `File` or `Blob` beside unless `blocked`.
    Built {
        /// Of the request.
        tag: Tag,
        /// What was built and what the checks say.
        outcome: BuildOutcome,
    },
    /// Everything is sealed.
    Sealed {
        /// Of the request.
        tag: Tag,
        /// The roots and the staged package.
        outcome: SealOutcome,
    },
    /// A package was checked.
    Verified {
        /// Of the request.
        tag: Tag,
        /// What was found.
        report: crate::engine::verify::Report,
    },
    /// A job or a digest was ended by the person.
    Cancelled {
        /// Of the request, when there was one.
        tag: Option<Tag>,
        /// The source, when it was a digest.
        source: Option<u32>,
    },
    /// What was asked cannot be done. Everything else goes on.
    Failed {
        /// Of the request, when it had one.
        tag: Option<Tag>,
        /// What, where, what to do.
        failure: Failure,
    },
    /// The worker itself broke. The page starts a new one.
    Broken {
        /// For a report of the fault.
        message: String,
    },
    /// The log last sent changed how the dates of a source are read: its summary anew. Rows asked
    /// for after that log follow it already.
    Reordered {
        /// The source and its threads.
        source: SourceSummary,
    },
    /// Where a message comes from. Shows its bytes bare, whatever decisions withhold.
    Provenance {
        /// Of the request.
        tag: Tag,
        /// Which thread.
        thread: ThreadId,
        /// Which record.
        record: RecordId,
        /// `None` when there is no such record.
        found: Option<Box<Provenance>>,
    },
    /// Case work.
    Work(WorkEvent),
}
