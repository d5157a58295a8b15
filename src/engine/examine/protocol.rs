//! What crosses the port between the page and the examiner. Both ends are one build.
//!
//! `Request::Hello` and `Event::Ready` stay the first variants, as in the session's protocol.

mod rows;

use serde::{Deserialize, Serialize};

use crate::engine::decision::PixelBox;
use crate::engine::detect::{Detector, Family, PROPOSE};
use crate::engine::finding::Failure;
use crate::engine::job::Progress;
use crate::engine::package::Burnt;
use crate::engine::place::SourceId;
use crate::engine::session::protocol::Tag;

pub use rows::{Gathered, PictureFound, PictureSight, ProposalRow, RowAt};

/// From the page to the examiner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Request {
    /// First of all. Answer: `Failed` when the builds differ, else nothing.
    Hello {
        /// The page's build.
        build: String,
    },
    /// Files beside: one for each name. Answer: `Failed` for what cannot be opened, else nothing.
    Open {
        /// The names of the files beside.
        names: Vec<String>,
        /// How many times the usual limits.
        limits_times: u32,
    },
    /// Opens the built-in sample.
    OpenSample,
    /// What is open as the page numbers it, and the log that stands now. Answer: `Failed` when a
    /// source is not there or the log cannot be read, else nothing; what is shown next follows it.
    Standing {
        /// The log as its file.
        log: String,
        /// By number of source: the name from size and end, and what decisions call it.
        sources: Vec<(SourceId, SourceId)>,
    },
    /// Runs the detectors over everything that is open. Answer: `Progress`, then `Suggested`.
    Suggest {
        /// Ties the answers.
        tag: Tag,
        /// What is looked for.
        settings: Settings,
    },
    /// A window of the list. Answer: `Shown`.
    Show {
        /// Ties the answer.
        tag: Tag,
        /// What of it, and in which order.
        query: Query,
        /// Which window.
        from: From,
        /// How many rows a window has; fewer come at the end.
        n_rows: u32,
    },
    /// The places of many proposals at once. Answer: `Gathered`.
    Gather {
        /// Ties the answer.
        tag: Tag,
        /// Which.
        what: Gather,
    },
    /// One picture beside: boxes are burnt into it. Needs nothing to be open. Answer: `Burnt`.
    Burn {
        /// Ties the answer.
        tag: Tag,
        /// Its name, for people.
        name: String,
        /// Sorted, each once.
        boxes: Vec<PixelBox>,
    },
    /// One picture beside: QR codes are looked for in it. Needs nothing to be open. Answer: `Codes`.
    FindCodes {
        /// Ties the answer.
        tag: Tag,
        /// Its name, for people.
        name: String,
    },
    /// Pictures that go out are looked at beside what is withheld of others. Answer: `Progress`, then
    /// `Pictures`.
    LookAtPictures {
        /// Ties the answer.
        tag: Tag,
    },
    /// A finished package beside: the detectors look at what it shows. Answer: `Progress`, then
    /// `Residual`.
    LookAtPackage {
        /// Ties the answers.
        tag: Tag,
        /// Its name, for people.
        name: String,
        /// Countries and terms that are looked for, too; all families are, from the least score on.
        settings: Settings,
    },
    /// About compliance.
    Comply(super::comply::protocol::ComplyRequest),
    /// Ends the detection of that tag. Answer: `Cancelled`, or nothing when it had ended before. Or
    /// ends a look of that tag at pictures or a package, without an answer.
    Cancel {
        /// The tag of the request that started it.
        tag: Tag,
    },
}

/// What is looked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// Families that are looked for.
    pub families: Vec<Family>,
    /// The countries of the case, as ISO 3166 writes them; `None`: those whose calling codes stand
    /// in the names of participants.
    pub countries: Option<Vec<String>>,
    /// The least score that is proposed.
    pub least: u8,
    /// Terms of the case, as their file.
    pub terms_csv: Option<String>,
}

impl Default for Settings {
    /// Everything, in the countries that participants call from.
    fn default() -> Settings {
        Settings {
            families: Family::ALL.to_vec(),
            countries: None,
            least: PROPOSE,
            terms_csv: None,
        }
    }
}

impl Settings {
    /// The detectors of families that are not looked for.
    pub(super) fn without(&self) -> Vec<Detector> {
        let is_off = |one: &&Detector| !self.families.contains(&one.family());
        Detector::ALL.iter().filter(is_off).copied().collect()
    }
}

/// What of the list is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Query {
    /// Which kinds.
    pub only: Only,
    /// The least score.
    pub least: u8,
    /// Whether what is decided is left out.
    pub states: States,
    /// In which order.
    pub order: Order,
}

impl Default for Query {
    /// All of it, the surest first.
    fn default() -> Query {
        Query {
            only: Only::All,
            least: 0,
            states: States::All,
            order: Order::Score,
        }
    }
}

/// Which kinds are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Only {
    /// All.
    All,
    /// Those of a family.
    Family(Family),
    /// Those of one detector.
    Detector(Detector),
}

/// Which states are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum States {
    /// All.
    All,
    /// Those that were to be decided when the list was made.
    ToDecide,
}

/// The order of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Order {
    /// The surest first; equally sure ones by place.
    Score,
    /// As they stand in the case.
    Place,
}

/// Which window of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum From {
    /// The list is made anew; the window with the first that is to be decided.
    Start,
    /// The window with this place in the list.
    At(u32),
    /// The window with the next one to be decided, from this place on and then from the start.
    NextToDecide(u32),
}

/// Which proposals are gathered. Only what is still to be decided is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Gather {
    /// All of a kind with at least this score.
    Kind {
        /// Which kind.
        detector: Detector,
        /// The least score.
        least: u8,
    },
    /// All of the kind of one proposal whose text is the same.
    Value {
        /// Number of that proposal.
        number: u32,
    },
    /// All in the list as it was shown last.
    Listed,
}

/// From the examiner to the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// The examiner is there.
    Ready {
        /// Its build.
        build: String,
    },
    /// About compliance.
    Comply(Box<super::comply::protocol::ComplyEvent>),
    /// How far detection is.
    Progress {
        /// Of the request.
        tag: Tag,
        /// How far.
        progress: Progress,
    },
    /// Everything was looked at.
    Suggested {
        /// Of the request.
        tag: Tag,
        /// What came of it.
        suggested: Suggested,
    },
    /// A window of the list.
    Shown {
        /// Of the request.
        tag: Tag,
        /// The window.
        shown: Shown,
    },
    /// Places of many proposals.
    Gathered {
        /// Of the request.
        tag: Tag,
        /// By kind, in catalogue order.
        gathered: Vec<Gathered>,
    },
    /// A picture with boxes, or why there is none.
    Burnt {
        /// Of the request.
        tag: Tag,
        /// What came of it.
        burnt: Burnt,
    },
    /// Where a picture shows QR codes.
    Codes {
        /// Of the request.
        tag: Tag,
        /// A box over each, or why it cannot be known.
        found: Result<Vec<PixelBox>, String>,
    },
    /// What a person should look at before pictures go out.
    Pictures {
        /// Of the request.
        tag: Tag,
        /// In the order of the case.
        found: Vec<PictureFound>,
    },
    /// What a reader of the package can still find.
    Residual {
        /// Of the request.
        tag: Tag,
        /// What came of it.
        residual: super::residual::Residual,
    },
    /// Detection was ended by the person.
    Cancelled {
        /// Of the request.
        tag: Tag,
    },
    /// What was asked cannot be done.
    Failed {
        /// Of the request, when it had one.
        tag: Option<Tag>,
        /// What, where, what to do.
        failure: Failure,
    },
    /// The examiner itself broke.
    Broken {
        /// For a report of the fault.
        message: String,
    },
}

/// What detection came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggested {
    /// The countries that were looked for.
    pub countries: Vec<String>,
    /// Proposals beyond the most that are kept.
    pub n_beyond: u32,
}

/// A window of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// The place in the list of the first row.
    pub first: u32,
    /// The place that was asked for, when the list has one.
    pub at: Option<u32>,
    /// How long the list is.
    pub n_listed: u32,
    /// The rows.
    pub rows: Vec<ProposalRow>,
    /// Over all proposals, listed or not.
    pub counts: Counts,
}

/// How many proposals there are.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Counts {
    /// All.
    pub n_all: u32,
    /// Still to be decided.
    pub n_open: u32,
    /// Rejected.
    pub n_rejected: u32,
    /// Of each kind that occurs, in catalogue order: all, and those still to be decided.
    pub kinds: Vec<(Detector, u32, u32)>,
}

/// What became of a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Became {
    /// It is to be decided.
    Open,
    /// Redactions cover it.
    Withheld,
    /// It was rejected.
    Rejected,
}
