//! What the page keeps of what is open.

use serde::{Deserialize, Serialize};

use crate::engine::case::ThreadId;
use crate::engine::finding::{Failure, Finding};
use crate::engine::place::{EntryId, MessagePlace, SourceId};
use crate::engine::thread::{Choice, DateOrder, OrderState, Platform, RecordId, ShownOrder};
use crate::engine::time::CivilTime;

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
    /// Texts in it that could not become threads, while others did.
    pub failures: Vec<Failure>,
    /// Where it came out of a sealed package.
    pub sealed: Option<SealedFrom>,
}

/// What a sealed package says of a source in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedFrom {
    /// Its digest, not computed anew yet.
    pub id: SourceId,
    /// The decisions about all that is in the package, as their file.
    pub log: String,
}

/// What the page keeps of a thread.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ThreadSummary {
    /// Its number over the case.
    pub thread: ThreadId,
    /// The chat text's name in the archive, as findings name it.
    pub text_name: String,
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
    /// The first time in file order that is resolved, as its dates are read.
    pub first_at: Option<CivilTime>,
    /// The last one.
    pub last_at: Option<CivilTime>,
    /// Date order in force for most records.
    pub order: DateOrder,
    /// How well it is known.
    pub order_state: OrderState,
    /// Each way in which messages start, with its own order.
    pub shapes: Vec<ShapeSummary>,
    /// Name and number of messages, in order of first appearance.
    pub participants: Vec<(String, u32)>,
    /// A message of each participant, for choosing one's own side.
    pub participant_places: Vec<MessagePlace>,
    /// Named, present, absent, unreferenced.
    pub attachments: AttachmentCounts,
}

/// One way in which messages of a thread start, and how its dates are read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShapeSummary {
    /// For people: `dd/dd/dddd, dd:dd - `.
    pub pattern: String,
    /// Messages that start so.
    pub n_records: u32,
    /// The first of them.
    pub first: RecordId,
    /// Where that one stands, for decisions.
    pub place: MessagePlace,
    /// The reading in force.
    pub order: DateOrder,
    /// How well it is known.
    pub state: OrderState,
    /// What the text itself shows.
    pub shown: ShownOrder,
    /// The readings that can be chosen.
    pub possible: Vec<DateOrder>,
    /// Who chose the one in force.
    pub chosen: Option<Choice>,
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
