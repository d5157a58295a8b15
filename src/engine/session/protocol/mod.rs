//! What crosses the port between the page and the worker. Both ends are one build, so engine types
//! go as they are; the first message each way carries the build so that a stale worker is noticed.
//!
//! `File`s and `Blob`s travel beside a message, in the order in which its doc names them.
//!
//! `Request::Hello` and `Event::Ready` stay the first variants: a stale worker must be able to read
//! the one message that tells it that it is stale.

mod answer;
mod choice;
mod event;
mod hits;
mod look;
mod routing;
mod row;
mod sign;
mod summary;
mod work;

use serde::{Deserialize, Serialize};

pub use answer::{
    BuildOutcome, RedactionRow, SealOutcome, TERM_HITS_SHOWN, TermHit, TermSpot, ThreadSeal,
};
pub use choice::{BuildChoice, MediaChoice, OutsideScope, ReviewChoice, Reviewers};
pub use event::Event;
pub use hits::{HIT_ROWS_MOST, HitRow, Scope, TERMS_COUNTED_MOST, TermCount, ThreadHits, WhyNot};
pub use look::{Look, MOST_TILES, PrintPart, Seen, SeenNames, Tile};
pub use row::{AttachmentView, MediaClass, Piece, Row, Withheld};
pub use sign::{AddOutcome, KnownOrigin, SignEvent, SignRequest};
pub use summary::{
    AttachmentCounts, EntryDigest, SealedFrom, ShapeSummary, SourceSummary, ThreadSummary,
};
pub use work::{PLACES_ASKED, PlacedAt, Quote, WorkEvent, WorkRequest};

use crate::engine::case::ThreadId;
use crate::engine::clean::Stretch;
use crate::engine::exhibit::ExhibitChoice;
use crate::engine::package::Addition;
use crate::engine::place::{EntryId, MessagePlace, SourceId};
use crate::engine::seal::Secret;
use crate::engine::seal::share::{LeafPart, Share};
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
    /// Messages that fit a query ([`crate::engine::search::query`]). Answer: `Found` for the thread,
    /// as soon as it is searched, and `HitCounts`: now and then, and at the end.
    Find {
        /// Ties the answers. A newer `Find` ends an older one.
        tag: Tag,
        /// The thread that is searched first.
        thread: ThreadId,
        /// The query, as typed.
        query: String,
        /// What is searched: all, or only what may be seen.
        view: RowsFor,
        /// Where.
        scope: Scope,
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
        /// Stretches that are silent in what comes back, of an Opus sound; empty for the entry as it
        /// is.
        muted: Vec<Stretch>,
    },
    /// To the maker, before what needs the case: what the page has open, by number of source. It must
    /// have been opened there, too. Answer: none; what comes after it fails when something is missing.
    Standing {
        /// The names from size and end.
        sources: Vec<SourceId>,
    },
    /// Builds a disclosure package of the log last sent, checks it, stages it.
    /// Answer: `Progress`, then `Built` with the staged `File` or `Blob` beside.
    Build {
        /// Ties the answers.
        tag: Tag,
        /// What the person chose.
        options: BuildChoice,
    },
    /// Nothing is to be written to this device, or that ends: packages that are staged from now on stand
    /// in memory. No answer.
    Private {
        /// Whether it is so.
        on: bool,
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
        /// Each seal is signed before the sealed package is written: by the key that the worker has,
        /// else `SealToSign` asks for it and `SealSigned` goes on.
        signs: bool,
        /// Files beside: name and text. When there are any, the package is written anew under the seals
        /// that are there.
        enclosed: Vec<(String, String)>,
    },
    /// Signatures over the seals that are being made; none when there can be none.
    SealSigned {
        /// Of the `Seal`.
        tag: Tag,
        /// One for each seal.
        additions: Vec<Addition>,
    },
    /// The reader seals messages for the maker, last first, until it is told otherwise: each request
    /// takes the place of the one before. Answer: `Leaves`, as often as there are parts.
    ShareSeal {
        /// Of the `Seal`.
        tag: Tag,
        /// Of which threads; none ends it.
        shares: Vec<Share>,
    },
    /// What the reader sealed, for the maker.
    SealLeaves {
        /// Of the `Seal`.
        tag: Tag,
        /// The leaves.
        part: LeafPart,
    },
    /// One file beside. Answer: `Progress`, then `Verified`.
    Verify {
        /// Ties the answers.
        tag: Tag,
        /// The file's name.
        name: String,
        /// What is known of the package.
        known: KnownOrigin,
    },
    /// To the reader, a package beside: computes its digest for the maker. Answer: `SharedDigest`.
    ShareDigest {
        /// Of the request that checks it.
        tag: Tag,
    },
    /// What the reader computed, for the maker.
    SharedDigest {
        /// Of the request that checks the package.
        tag: Tag,
        /// SHA-256; `None` when it could not be read.
        sha256: Option<String>,
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
    /// Some rows of a thread that need not be neighbours. Answer: `Rows`.
    RowsOf {
        /// Ties the answer.
        tag: Tag,
        /// Which thread.
        thread: ThreadId,
        /// Which records, rising; at most [`ROWS_MOST`].
        records: Vec<RecordId>,
        /// For whose eyes.
        view: RowsFor,
        /// Query to highlight.
        highlight: Option<String>,
    },
    /// The hits of a search in another thread than the one it began with. Answer: `Found` with the
    /// tag of the search, as soon as the thread is searched.
    FoundIn {
        /// The tag of the search.
        search: Tag,
        /// Which thread.
        thread: ThreadId,
    },
    /// Hits of a search, for its list: the thread being read first, else in case order.
    /// Answer: `HitRows`, unless another search took its place.
    HitRows {
        /// Ties the answer.
        tag: Tag,
        /// The tag of the search.
        search: Tag,
        /// The first hit, from 0.
        first: u32,
        /// How many; at most [`HIT_ROWS_MOST`].
        n_rows: u32,
    },
    /// Which parts of a query a message fits. Answer: `WhyNot`.
    WhyNot {
        /// Ties the answer.
        tag: Tag,
        /// Which thread.
        thread: ThreadId,
        /// Which record.
        record: RecordId,
        /// The query, as typed.
        query: String,
        /// What of the message is looked at.
        view: RowsFor,
    },
    /// How often each query of a list is found. Answer: `TermCounted` for each, in order.
    CountTerms {
        /// Ties the answers. A newer `CountTerms` ends an older one.
        tag: Tag,
        /// The queries; at most [`TERMS_COUNTED_MOST`].
        terms: Vec<String>,
        /// What is searched.
        view: RowsFor,
    },
    /// What a filter leaves out of some threads, for a decision. Answer: `Scoped`. A newer question
    /// ends an older one.
    Scope {
        /// Ties the answer.
        tag: Tag,
        /// The query, as typed.
        query: String,
        /// What of messages is looked at.
        view: RowsFor,
        /// Which threads.
        threads: Vec<ThreadId>,
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
    /// Adding signatures and time stamps to a finished package.
    Sign(SignRequest),
    /// Two packages beside, the first of which was found valid: verifies the second and compares them.
    /// Answer: `Progress`, then `Compared`.
    Compare {
        /// Ties the answers.
        tag: Tag,
        /// Their names.
        names: [String; 2],
    },
    /// Earlier packages beside, of the same case as the one that is staged. Answer: `Progress`, then
    /// `Earlier`.
    Earlier {
        /// Ties the answers.
        tag: Tag,
        /// Their names.
        names: Vec<String>,
    },
    /// A package beside: one of its messages as a file of its own. Answer: `Exhibit`.
    Exhibit {
        /// Ties the answer.
        tag: Tag,
        /// The package's name.
        name: String,
        /// Which message.
        choice: ExhibitChoice,
    },
    /// Looks at what is open. Answer: `Looked`; a newer question of the same kind ends an older one.
    Look {
        /// Ties the answers.
        tag: Tag,
        /// At what.
        look: Look,
    },
}

/// Most rows that [`Request::RowsOf`] gives.
pub const ROWS_MOST: usize = 1_000;

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
