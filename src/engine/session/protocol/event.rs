//! From the worker to the page.

use serde::{Deserialize, Serialize};

use super::{
    BuildOutcome, EntryDigest, HitRow, OutsideScope, RedactionRow, Row, SealOutcome, Seen,
    SignEvent, SourceSummary, Tag, TermCount, TermHit, ThreadHits, WhyNot, WorkEvent,
};
use crate::engine::case::ThreadId;
use crate::engine::compare::Comparison;
use crate::engine::earlier::EarlierFound;
use crate::engine::finding::{Failure, Finding};
use crate::engine::job::Progress;
use crate::engine::place::{EntryId, SourceId};
use crate::engine::provenance::Provenance;
use crate::engine::redact::ThreadShare;
use crate::engine::seal::share::{LeafPart, Share};
use crate::engine::thread::RecordId;
use crate::engine::verify::{Report, Signable};

/// From the worker to the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// The worker is there. Sent once, unasked, when it starts.
    Ready {
        /// The worker's build; another one than the page's means a stale cache.
        build: String,
    },
    /// How much of a long text is there, while its source is opened.
    Arriving {
        /// Name of the source.
        name: String,
        /// Bytes of its text; all of them are there before they become messages.
        progress: Progress,
    },
    /// The first messages of a long text, while the rest of it arrives. Nothing of them is settled:
    /// what the rest shows may change all but their words.
    Early {
        /// Size and end of the source.
        provisional: SourceId,
        /// A name for the thread, as its files give it.
        title: String,
        /// From the first one on. They name no files.
        rows: Vec<Row>,
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
    /// The messages of the thread that fit.
    Found {
        /// Of the request.
        tag: Tag,
        /// Which thread.
        thread: ThreadId,
        /// In file order, each once.
        records: Vec<RecordId>,
        /// Hits in them: words and patterns count wherever they stand, other queries once a message.
        n_hits: u32,
    },
    /// How much a search has found.
    HitCounts {
        /// Of the request.
        tag: Tag,
        /// Threads with hits, in the order of the list of hits.
        threads: Vec<ThreadHits>,
        /// How far it is; `None` when it is done.
        progress: Option<Progress>,
    },
    /// Hits with the words around them.
    HitRows {
        /// Of the request.
        tag: Tag,
        /// The number of the first, from 0.
        first: u32,
        /// In order.
        rows: Vec<HitRow>,
    },
    /// Which parts of a query a message fits.
    WhyNot {
        /// Of the request.
        tag: Tag,
        /// Which thread.
        thread: ThreadId,
        /// Which record.
        record: RecordId,
        /// The answer.
        told: WhyNot,
    },
    /// How often one term of a list was found.
    TermCounted {
        /// Of the request.
        tag: Tag,
        /// The term and its hits.
        count: TermCount,
        /// How many terms are counted.
        progress: Progress,
    },
    /// What a filter leaves out.
    Scoped {
        /// Of the request.
        tag: Tag,
        /// In the threads that were named.
        scope: OutsideScope,
    },
    /// Where a term occurs.
    TermHits {
        /// Of the request.
        tag: Tag,
        /// In case order; at most [`super::TERM_HITS_SHOWN`].
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
        /// How much of each thread that is.
        shares: Vec<ThreadShare>,
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
    /// The maker asks for help with a sealing, or needs it no longer: the page asks the reader.
    SealShared {
        /// Of the request.
        tag: Tag,
        /// What may be sealed elsewhere; none when all leaves are there.
        shares: Vec<Share>,
    },
    /// The reader sealed some messages: the page hands them to the maker.
    Leaves {
        /// Of the request.
        tag: Tag,
        /// The leaves.
        part: LeafPart,
    },
    /// The maker checks a package, which is beside, and asks for the digest of all of it: the page asks
    /// the reader.
    DigestShared {
        /// Of the request.
        tag: Tag,
    },
    /// The reader computed it: the page hands it to the maker.
    SharedDigest {
        /// Of the request.
        tag: Tag,
        /// SHA-256; `None` when it could not be read.
        sha256: Option<String>,
    },
    /// These shall be signed by the key that the browser keeps.
    SealToSign {
        /// Of the request.
        tag: Tag,
        /// The seals.
        subjects: Vec<Signable>,
    },
    /// Everything is sealed.
    Sealed {
        /// Of the request.
        tag: Tag,
        /// The seal numbers and the staged package.
        outcome: SealOutcome,
    },
    /// A package was checked.
    Verified {
        /// Of the request.
        tag: Tag,
        /// What was found.
        report: Report,
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
    /// What was looked at.
    Looked {
        /// Of the request.
        tag: Tag,
        /// What was seen.
        seen: Seen,
    },
    /// Case work.
    Work(WorkEvent),
    /// Signatures and time stamps.
    Sign(SignEvent),
    /// Two packages were compared.
    Compared {
        /// Of the request.
        tag: Tag,
        /// What the verifier says of the second.
        report: Report,
        /// `None` when the second is not valid.
        comparison: Option<Comparison>,
    },
    /// Earlier packages were looked at.
    Earlier {
        /// Of the request.
        tag: Tag,
        /// In the order in which they were given.
        found: Vec<EarlierFound>,
    },
    /// A message of a package as a file of its own.
    Exhibit {
        /// Of the request.
        tag: Tag,
        /// A name for it.
        file_name: String,
        /// All of it.
        text: String,
    },
}
