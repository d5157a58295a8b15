//! What there is to sign with, and how far adding to a package is.

use std::rc::Rc;

use crate::engine::package::Built;
use crate::engine::session::protocol::{AddOutcome, KnownOrigin, Tag};
use crate::engine::sign::PublicKey;

/// The key to sign with.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Key {
    /// Nobody looked yet.
    #[default]
    NotLooked,
    /// There is none.
    None,
    /// One is being made.
    Making {
        /// Of the request to the worker, should it be made there.
        tag: Tag,
    },
    /// The browser keeps it and lets nobody read it.
    Kept {
        /// Its public half.
        public: PublicKey,
    },
    /// The worker has it until the page is left: this browser keeps none.
    Here {
        /// Its public half.
        public: PublicKey,
    },
}

impl Key {
    /// The public half.
    pub fn public(&self) -> Option<&PublicKey> {
        match self {
            Key::NotLooked | Key::None | Key::Making { .. } => None,
            Key::Kept { public } | Key::Here { public } => Some(public),
        }
    }
}

/// A package that gets more files.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Adding {
    /// None does.
    #[default]
    None,
    /// The browser signs.
    Signing,
    /// The worker writes and checks.
    Writing {
        /// Of the request.
        tag: Tag,
        /// What is being done, for people.
        phase: String,
        /// Units: percent.
        percent: u8,
    },
    /// It is there.
    Done {
        /// What came of it.
        outcome: Rc<AddOutcome>,
    },
    /// The package in the forms that review platforms load.
    Reviewed {
        /// What was written.
        built: Rc<Built>,
    },
}

/// Signatures and time stamps.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Signing {
    /// The key to sign with.
    pub key: Key,
    /// What others are to call its owner, as typed; `None` until something was typed.
    pub owner: Option<String>,
    /// What is known of the package.
    pub known: KnownOrigin,
    /// The package with more files.
    pub adding: Adding,
    /// What is typed for an exhibit.
    pub exhibit: ExhibitTyped,
    /// What is typed for a review set.
    pub review: ReviewTyped,
}

/// What is typed for a review set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewTyped {
    /// The zone that the stamps are read in.
    pub zone: String,
    /// What every number begins with.
    pub prefix: String,
    /// The first number.
    pub first: String,
    /// Each day as a graph, too.
    pub graphs: bool,
}

impl Default for ReviewTyped {
    fn default() -> ReviewTyped {
        ReviewTyped {
            zone: String::new(),
            prefix: String::new(),
            first: "1".to_owned(),
            graphs: false,
        }
    }
}

/// What is typed for an exhibit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExhibitTyped {
    /// The thread's number.
    pub thread: String,
    /// The message's number.
    pub record: String,
    /// How many messages before and after it.
    pub neighbours: String,
    /// It is being made.
    pub waits: Option<Tag>,
}

impl Default for ExhibitTyped {
    fn default() -> ExhibitTyped {
        ExhibitTyped {
            thread: "1".to_owned(),
            record: String::new(),
            neighbours: "2".to_owned(),
            waits: None,
        }
    }
}
