//! What crosses the port between the page and the worker. Both ends are one build, so engine types
//! go as they are; the first message each way carries the build so that a stale worker is noticed.
//!
//! `File`s and `Blob`s travel beside a message, in the order in which its doc names them.
//!
//! `Request::Hello` and `Event::Ready` stay the first variants: a stale worker must be able to read
//! the one message that tells it that it is stale.

use serde::{Deserialize, Serialize};

use crate::engine::case::ThreadId;
use crate::engine::finding::{Failure, Finding};
use crate::engine::job::Progress;
use crate::engine::place::{ByteSpan, EntryId, MessagePlace, SourceId};
use crate::engine::thread::{
    DateOrder, Flags, Kind, OrderState, ParticipantId, Platform, RecordId,
};

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
    /// together as one. Answer: `Opened` for each source, or `Failed`; later `Digesting` and
    /// `Digested`. Send `Decisions` after each `Opened`, before asking for its rows.
    Open {
        /// The names of the files beside.
        names: Vec<String>,
    },
    /// Opens the built-in sample. Answers as `Open`.
    OpenSample,
    /// The log that stands now, and what decisions call each open source.
    /// Answer: `Redactions`, with the same revision; when several logs come close together, only
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

/// What happens to attachments that no decision withholds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MediaChoice {
    /// Byte for byte, metadata included.
    AsTheyAre,
    /// None goes out.
    Withheld,
}

/// What a person chose for a package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BuildChoice {
    /// RFC 3339; the only clock value that enters the package.
    pub created: String,
    /// About attachments.
    pub media: MediaChoice,
    /// Which threads, in case order. Empty: all.
    pub threads: Vec<ThreadId>,
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
}

/// How many hits of a term the page lists. All of them count.
pub const TERM_HITS_SHOWN: usize = 2_000;

/// What the page keeps of a source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceSummary {
    /// Its number, in order of opening, from 0.
    pub source: u32,
    /// Name of the file.
    pub name: String,
    /// Size of the file, or of all loose files together.
    pub size_bytes: u64,
    /// Size and last 64 KiB: enough to bring decisions back at once.
    pub provisional: SourceId,
    /// The threads in it.
    pub threads: Vec<ThreadSummary>,
    /// What was odd.
    pub findings: Vec<Finding>,
}

/// What the page keeps of a thread.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ThreadSummary {
    /// Its number over the case.
    pub thread: ThreadId,
    /// A label from a file name.
    pub title: String,
    /// Header family.
    pub platform: Platform,
    /// Records, a preamble included.
    pub n_records: u32,
    /// Records without the preamble.
    pub n_messages: u32,
    /// Stamp of the first message as written.
    pub first: String,
    /// Stamp of the last message as written.
    pub last: String,
    /// Date order in force for most records.
    pub order: DateOrder,
    /// How well it is known.
    pub order_state: OrderState,
    /// Why, in words.
    pub order_evidence: String,
    /// Name and number of messages, in order of first appearance.
    pub participants: Vec<(String, u32)>,
    /// A message of each participant, for choosing one's own side.
    pub participant_places: Vec<MessagePlace>,
    /// Named, present, absent, unreferenced.
    pub attachments: AttachmentCounts,
}

/// The three sets of attachments, and their sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct AttachmentCounts {
    /// References in the text.
    pub named: u32,
    /// References whose file is in the export.
    pub present: u32,
    /// References whose file is not.
    pub absent: u32,
    /// Files that no message names.
    pub unreferenced: u32,
}

/// One entry's digest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryDigest {
    /// Which entry.
    pub entry: EntryId,
    /// Its name.
    pub name: String,
    /// Size as unpacked.
    pub size_bytes: u64,
    /// 64 hex digits.
    pub sha256: String,
}

/// One record as the page draws it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Number, from 0.
    pub record: RecordId,
    /// What a decision about it names.
    pub place: MessagePlace,
    /// What it is.
    pub kind: Kind,
    /// What else is true of it.
    pub flags: Flags,
    /// The stamp as written, without brackets.
    pub stamp: String,
    /// `YYYY-MM-DD` and weekday, when the time is resolved.
    pub day: Option<(String, String)>,
    /// The time of day as written, without the date, when it can be told apart; else the stamp.
    pub time: String,
    /// Who is named as sender.
    pub sender: Option<ParticipantId>,
    /// The sender's name, with marks where parts of it are withheld.
    pub sender_name: Vec<Piece>,
    /// What is to be read, in order. Attachment markers and edited suffixes are left out in the
    /// editor's view when `attachment` or the flag says the same.
    pub body: Vec<Piece>,
    /// The file it names.
    pub attachment: Option<AttachmentView>,
    /// Set when the whole body is withheld: the codes, and the decisions that did it.
    pub withheld: Option<Withheld>,
    /// How much of the body is left out of `body` at its end because it is very long; 0 nearly
    /// always. `Request::LongRow` gives more of it. Units: characters.
    pub n_more_chars: u32,
}

/// A run of text with one look. In the editor's view, pieces carry their place, so that a selection
/// can be turned into bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// The bytes it stands for, counted from the start of the record; empty in the recipient's
    /// view, where nothing can be selected.
    pub span: ByteSpan,
    /// What is drawn. In the editor's view exactly the bytes of `span` unless `atomic`.
    pub text: String,
    /// `text` stands for the span as a whole: a mark, or bytes that are not UTF-8.
    pub atomic: bool,
    /// A search hit.
    pub hit: bool,
    /// Set when it is withheld.
    pub withheld: Option<Withheld>,
}

/// Why something is withheld, and by which decisions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withheld {
    /// Reason codes, each once.
    pub codes: Vec<String>,
    /// Ids of the decisions; empty in the recipient's view.
    pub decisions: Vec<String>,
}

/// What kind of thing a file is, decided by its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MediaClass {
    /// Shown inline.
    Picture,
    /// Played inline.
    Video,
    /// Played inline.
    Sound,
    /// A contact card; offered for saving.
    Card,
    /// Anything else; offered for saving.
    Document,
}

/// A file that a record names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttachmentView {
    /// As the text writes it; empty in the recipient's view when it is withheld.
    pub name: String,
    /// The entry; `None` when the export does not hold it, or when it is withheld from this view.
    pub entry: Option<EntryId>,
    /// Number of the source.
    pub source: u32,
    /// By content.
    pub class: MediaClass,
    /// By content.
    pub mime: String,
    /// Unpacked size; 0 when absent or withheld from this view.
    pub size_bytes: u64,
    /// Set when the file is withheld.
    pub withheld: Option<Withheld>,
}

/// A term found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermHit {
    /// Where.
    pub spot: TermSpot,
    /// Up to 40 characters before, on the same line.
    pub before: String,
    /// The hit as written.
    pub hit: String,
    /// Up to 40 characters after, on the same line.
    pub after: String,
}

/// Where a term stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum TermSpot {
    /// In a body. Can be left out of a `Value` decision.
    Body {
        /// Which thread.
        thread: ThreadId,
        /// Which record.
        record: RecordId,
        /// For `except`.
        place: MessagePlace,
        /// Counted from the start of the record.
        span: ByteSpan,
    },
    /// In a participant's name: every message of theirs is concerned.
    Name {
        /// Which thread.
        thread: ThreadId,
        /// Who.
        participant: ParticipantId,
    },
    /// In a thread's title.
    Title {
        /// Which thread.
        thread: ThreadId,
    },
    /// In the name of an entry.
    FileName {
        /// Number of the source.
        source: u32,
        /// Which entry.
        entry: EntryId,
    },
}

/// One standing redaction for the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RedactionRow {
    /// Its decision.
    pub decision: String,
    /// `Message`, `Span`, `Attachment` or `Value`.
    pub kind: String,
    /// Reason codes.
    pub codes: Vec<String>,
    /// The note, when there is one.
    pub note: Option<String>,
    /// Who and when.
    pub by: String,
    /// RFC 3339.
    pub at: String,
    /// What it covers, shortened for the list. Shown on this page only.
    pub what: String,
    /// First place it covers; `None` when its source is not open.
    pub at_record: Option<(ThreadId, RecordId)>,
    /// How many places it covers in what is open.
    pub n_places: u32,
}

/// What came of a build.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BuildOutcome {
    /// Name for the zip, made of ASCII.
    pub file_name: String,
    /// Its size.
    pub size_bytes: u64,
    /// SHA-256 of the zip.
    pub sha256: String,
    /// The verifier's report on the staged bytes.
    pub report: crate::engine::verify::Report,
    /// What the leak check says.
    pub leaks: crate::engine::verify::leak::LeakReport,
    /// A leak outside visible text, or a failed check: nothing may be saved.
    pub blocked: bool,
}
