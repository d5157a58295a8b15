//! What the clerk shows: findings in rows, the overview, readers, two exports, a sample.

use serde::{Deserialize, Serialize};

use crate::engine::case::ThreadId;
use crate::engine::compliance::{
    AlignedRow, Code, FoundCard, Member, MessagesOf, Moved, Pair, Report, ReviewState, Severity,
    Sureness,
};
use crate::engine::decision::FindingRef;
use crate::engine::place::MessagePlace;
use crate::engine::thread::RecordId;

/// Parts of decisions leave fields out that say nothing, which the port's own form cannot: they cross as
/// JSON.
pub(super) mod as_text {
    use serde::de::{DeserializeOwned, Error as _};
    use serde::ser::Error as _;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(in super::super) fn serialize<T: Serialize, S: Serializer>(
        value: &T,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        let text = serde_json::to_string(value).map_err(S::Error::custom)?;
        text.serialize(to)
    }

    pub(in super::super) fn deserialize<'de, T: DeserializeOwned, D: Deserializer<'de>>(
        from: D,
    ) -> Result<T, D::Error> {
        let text = String::deserialize(from)?;
        serde_json::from_str(&text).map_err(D::Error::custom)
    }
}

/// A finding as the page shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingRow {
    /// Its number, from 0, the same while the clerk lives.
    pub number: u32,
    /// What kind.
    pub code: Code,
    /// How much it matters.
    pub severity: Severity,
    /// How sure it is, in a word.
    pub confidence: String,
    /// Where it stands.
    pub state: ReviewState,
    /// Whether its outcome waits for a second person, and the decision to agree with.
    pub waits_for: Option<String>,
    /// The move of several from which it was drawn for a look that nobody took yet; empty when it was not.
    pub look: String,
    /// The level that works it, from 1.
    pub level: u32,
    /// Whether there is a level above.
    pub may_escalate: bool,
    /// The day by which an outcome is due, as `YYYY-MM-DD`; empty when none is.
    pub due: String,
    /// Whether that day is over.
    pub is_overdue: bool,
    /// Who moved it last; empty when nobody did.
    pub moved_by: String,
    /// Whether it was decided under another export.
    pub carried_over: bool,
    /// `given under …`; empty when the policy is the same.
    pub other_policy: String,
    /// Person or voice; empty when it is about none.
    pub who: String,
    /// Title of the thread; empty when it is about none.
    pub thread: String,
    /// When, as shown; empty when not known.
    pub at: String,
    /// Key of the rule; empty when none.
    pub rule: String,
    /// The clause it rests on; empty when none.
    pub clause: String,
    /// One sentence.
    pub why: String,
    /// What to do.
    pub help: String,
    /// The numbers that fired it.
    pub trigger: Vec<(String, String)>,
    /// Codes that are told within it.
    pub joined: Vec<String>,
    /// Messages, for going there.
    pub places: Vec<(ThreadId, RecordId)>,
    /// How many messages it counts, places or not.
    pub n_messages: u32,
    /// Before, hit and after, as said; empty when it is about no message.
    pub said: [String; 3],
    /// What was decided.
    #[serde(with = "as_text")]
    pub moves: Vec<Moved>,
    /// For decisions.
    #[serde(with = "as_text")]
    pub key: FindingRef,
    /// How it was settled in the ledger; empty when it was not or is no item of it.
    pub settled: String,
}

/// A window of findings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// How many fit the query.
    pub n_listed: u32,
    /// How many there are.
    pub n_all: u32,
    /// How many of those are still to be worked.
    pub n_to_do: u32,
    /// Place of the first row in the list.
    pub first: u32,
    /// The rows.
    pub rows: Vec<FindingRow>,
}

/// Everything but the findings.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Overview {
    /// The report without its list of findings.
    pub report: Report,
    /// What is wrong with the roster.
    pub roster_problems: Vec<String>,
    /// People on cards in the exports whom the roster does not have.
    pub cards: Vec<FoundCard>,
    /// Clauses of the policy: key, title, text.
    pub clauses: Vec<(String, String, String)>,
    /// Rules: key and title.
    pub rules: Vec<(String, String)>,
    /// Reasons that the policy offers.
    pub reasons: Vec<String>,
    /// People of the roster, for decisions: key and name.
    pub roster: Vec<(String, String)>,
}

/// Who could read a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Readers {
    /// In which thread.
    pub thread: ThreadId,
    /// Which message.
    pub record: RecordId,
    /// When, as shown.
    pub at: String,
    /// Whether nobody else can have been in.
    pub start_visible: bool,
    /// Records of the thread, for drawing.
    pub n_records: u32,
    /// Everybody, with stretches.
    pub members: Vec<Member>,
    /// Who could read it: name, key of the person, how sure.
    pub readers: Vec<(String, String, Sureness)>,
}

/// Two exports side by side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Compared {
    /// Number of the pair.
    pub pair: u32,
    /// Which.
    pub of: Pair,
    /// The rows with their texts, at most [`COMPARED_ROWS`].
    pub rows: Vec<(AlignedRow, String, String)>,
}

/// Most rows of a comparison that are shown.
pub const COMPARED_ROWS: usize = 500;

/// A message of a sample, with those around it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrawnRow {
    /// In which thread.
    pub thread: ThreadId,
    /// Which message.
    pub record: RecordId,
    /// For decisions; `None` when it is not open.
    pub place: Option<MessagePlace>,
    /// When and by whom, as shown.
    pub head: String,
    /// What was said.
    pub text: String,
    /// Five before and five after: head and text.
    pub around: Vec<(String, String)>,
    /// Whether it was read, and breaks the policy.
    pub read: Option<bool>,
}

/// Most messages that are shown of a number.
pub const MESSAGES: usize = 500;

/// A message that a number of the report counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageRow {
    /// In which thread.
    pub thread: ThreadId,
    /// Which.
    pub record: RecordId,
    /// Title of the thread.
    pub title: String,
    /// When and by whom, as shown.
    pub head: String,
    /// What was said.
    pub text: String,
}

/// Messages that a number of the report counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Messages {
    /// Which.
    pub of: MessagesOf,
    /// How many the number says.
    pub n: u32,
    /// The first [`MESSAGES`] of them.
    pub rows: Vec<MessageRow>,
}

/// A sample.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drawn {
    /// What was typed.
    pub nonce: String,
    /// What it came to.
    pub seed: String,
    /// By group: its name and size, and the drawn messages.
    pub strata: Vec<(String, u32, Vec<DrawnRow>)>,
}
