//! What crosses the port about compliance.

use serde::{Deserialize, Serialize};

use crate::engine::case::ThreadId;
use crate::engine::compliance::{
    AlignedRow, Code, Member, Moved, Pair, Report, ReviewState, Severity, Sureness,
};
use crate::engine::decision::FindingRef;
use crate::engine::finding::{Failure, Finding as Oddity};
use crate::engine::job::Progress;
use crate::engine::place::MessagePlace;
use crate::engine::session::protocol::Tag;
use crate::engine::thread::RecordId;

/// From the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ComplyRequest {
    /// Asks everything. Answer: `Progress`, then `Overview`, or `Failed`.
    Ask {
        /// Ties the answers.
        tag: Tag,
        /// What is asked.
        asked: Asked,
    },
    /// The overview under the log as it stands now. Answer: `Overview`.
    Overview {
        /// Ties the answer.
        tag: Tag,
    },
    /// A window of the findings. Answer: `Shown`.
    Show {
        /// Ties the answer.
        tag: Tag,
        /// Which of them.
        query: FindingQuery,
        /// The first of the window.
        first: u32,
        /// How many rows a window has.
        n_rows: u32,
    },
    /// Open findings of the rule and term of one. Answer: `Gathered`.
    Gather {
        /// Ties the answer.
        tag: Tag,
        /// Number of that finding, from 0.
        number: u32,
    },
    /// Who could read a message. Answer: `Readers`.
    Readers {
        /// Ties the answer.
        tag: Tag,
        /// In which thread.
        thread: ThreadId,
        /// Which message; `None`: the last.
        record: Option<RecordId>,
        /// Or the last one up to that day, as `YYYY-MM-DD`; empty for none.
        day: String,
    },
    /// Two exports of one thread. Answer: `Compared`.
    Compare {
        /// Ties the answer.
        tag: Tag,
        /// Number of the pair.
        pair: u32,
    },
    /// Draws a sample. Answer: `Drawn`.
    Draw {
        /// Ties the answer.
        tag: Tag,
        /// What was typed before.
        nonce: String,
    },
    /// The report as files. Answer: `Files`.
    Files {
        /// Ties the answer.
        tag: Tag,
    },
    /// Ends what that tag started. Answer: `Cancelled`.
    Cancel {
        /// Of the request.
        tag: Tag,
    },
}

/// Parts of decisions leave fields out that say nothing, which the port's own form cannot: they cross as
/// JSON.
mod as_text {
    use serde::de::{DeserializeOwned, Error as _};
    use serde::ser::Error as _;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(super) fn serialize<T: Serialize, S: Serializer>(
        value: &T,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        let text = serde_json::to_string(value).map_err(S::Error::custom)?;
        text.serialize(to)
    }

    pub(super) fn deserialize<'de, T: DeserializeOwned, D: Deserializer<'de>>(
        from: D,
    ) -> Result<T, D::Error> {
        let text = String::deserialize(from)?;
        serde_json::from_str(&text).map_err(D::Error::custom)
    }
}

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Asked {
    /// The roster's file; empty for none.
    pub roster: String,
    /// Whether it holds cards.
    pub is_cards: bool,
    /// The policy's file.
    pub policy: String,
    /// From which day, as `YYYY-MM-DD`; empty when open.
    pub from: String,
    /// To which day; empty when open.
    pub to: String,
    /// The day on which it is asked.
    pub today: String,
    /// What digests brought up, by number of source.
    pub told: Vec<(u32, Vec<Oddity>)>,
}

/// Which findings are shown.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct FindingQuery {
    /// Of this severity.
    pub severity: Option<Severity>,
    /// Of this code.
    pub code: Option<Code>,
    /// Of this rule; empty for all.
    pub rule: String,
    /// About this person, or voice; empty for all.
    pub person: String,
    /// Those that are still to be worked.
    pub to_do: bool,
    /// Names are hidden.
    pub blind: bool,
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
    /// Cards in the exports: name and number.
    pub cards: Vec<(String, String)>,
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

/// To the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ComplyEvent {
    /// How far it is.
    Progress {
        /// Of the request.
        tag: Tag,
        /// How far.
        progress: Progress,
    },
    /// Everything but the findings.
    Overview {
        /// Of the request.
        tag: Tag,
        /// What.
        overview: Box<Overview>,
    },
    /// A window of findings.
    Shown {
        /// Of the request.
        tag: Tag,
        /// What.
        shown: Shown,
    },
    /// Findings that may be moved together: the term, and which.
    Gathered {
        /// Of the request.
        tag: Tag,
        /// The term; empty when they share none.
        term: String,
        /// Which.
        #[serde(with = "as_text")]
        findings: Vec<FindingRef>,
    },
    /// Who could read a message.
    Readers {
        /// Of the request.
        tag: Tag,
        /// What.
        readers: Readers,
    },
    /// Two exports side by side.
    Compared {
        /// Of the request.
        tag: Tag,
        /// What.
        compared: Compared,
    },
    /// A sample.
    Drawn {
        /// Of the request.
        tag: Tag,
        /// What.
        drawn: Drawn,
    },
    /// Name and text of each file.
    Files {
        /// Of the request.
        tag: Tag,
        /// The files.
        files: Vec<(String, String)>,
    },
    /// It was ended.
    Cancelled {
        /// Of the request.
        tag: Tag,
    },
    /// It could not be done.
    Failed {
        /// Of the request.
        tag: Tag,
        /// Why.
        failure: Failure,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_crosses_comes_back() {
        let key = FindingRef {
            code: "C016".to_owned(),
            rule: String::new(),
            place: None,
            about: "e001/Desk".to_owned(),
            same: "0f1e2d3c4b5a6978".to_owned(),
        };
        let event = ComplyEvent::Gathered {
            tag: Tag(7),
            term: "boat".to_owned(),
            findings: vec![key],
        };
        let bytes = postcard::to_allocvec(&event).unwrap();
        assert_eq!(postcard::from_bytes::<ComplyEvent>(&bytes).unwrap(), event);
    }
}
