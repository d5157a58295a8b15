//! What crosses the port about compliance.

mod shown;

use serde::{Deserialize, Serialize};

use crate::engine::case::ThreadId;
use crate::engine::compliance::{
    Code, Marked, MessagesOf, PolicyPlace, ReviewState, RuleHits, Severity,
};
use crate::engine::decision::FindingRef;
use crate::engine::finding::{Failure, Finding as Oddity};
use crate::engine::job::Progress;
use crate::engine::session::protocol::Tag;
use crate::engine::thread::RecordId;

use shown::as_text;
pub use shown::{
    COMPARED_ROWS, Compared, Drawn, DrawnRow, FindingRow, MESSAGES, MessageRow, Messages, Overview,
    Readers, Shown,
};

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
    /// Tries a policy that is still being written; what was tried before is dropped. Answer: `Tried`, as
    /// often as there is something new, or `Refused`.
    Try {
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
    /// Messages that a number of the report counts. Answer: `Messages`.
    Messages {
        /// Ties the answer.
        tag: Tag,
        /// Which.
        of: MessagesOf,
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
        /// With the policy and the roster it was asked with: for the sealed package.
        to_keep: bool,
    },
    /// Ends what that tag started. Answer: `Cancelled`.
    Cancel {
        /// Of the request.
        tag: Tag,
    },
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
    /// Where they stand.
    pub state: Option<ReviewState>,
    /// Of this clause; empty for all.
    pub clause: String,
    /// Of this term of the rule; empty for all.
    pub term: String,
    /// In this thread.
    pub thread: Option<ThreadId>,
    /// Those that a number of the report counts.
    pub marked: Option<Marked>,
    /// Those that are still to be worked.
    pub to_do: bool,
    /// Names are hidden.
    pub blind: bool,
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
    /// How often the rules of a policy fire that is being written.
    Tried {
        /// Of the request.
        tag: Tag,
        /// How far it is.
        progress: Progress,
        /// Whether that is all.
        is_done: bool,
        /// In the order of the rules.
        rules: Vec<RuleHits>,
    },
    /// A policy that is being written cannot be used yet.
    Refused {
        /// Of the request.
        tag: Tag,
        /// What is wrong, and where.
        places: Vec<PolicyPlace>,
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
    /// Messages that a number of the report counts.
    Messages {
        /// Of the request.
        tag: Tag,
        /// What.
        messages: Messages,
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
