//! The language of queries: text to a tree of tests, with errors at the word that is wrong.
//!
//! Read [`Query`] first. Reading knows nothing of a case: it is quick enough for every key that is
//! typed, and needs bounded room (see [`MOST_BYTES`], [`MOST_PARTS`], [`MOST_DEEP`]).
//!
//! Words that stand side by side must all fit; `OR` binds tighter than that, as in the usual search
//! engines: `from:ada rent OR deposit` is what Ada wrote of either.
//!
//! Must never: panic, or take a word that is not understood for one that was meant otherwise.

pub mod edit;
mod fault;
mod period;
mod read;
#[cfg(test)]
mod tests;
mod tokens;
mod vocabulary;

pub use fault::{Fault, QueryError};
pub use period::{Day, Period};
pub use vocabulary::{FILE_TYPES, FileType, HAS, Has, KINDS, KindWord, STATES, StateWord, said_of};

use crate::engine::place::ByteSpan;

/// Longest query. Units: bytes.
pub const MOST_BYTES: usize = 4_096;
/// Most tests in a query.
pub const MOST_PARTS: usize = 128;
/// How deep parentheses and `-` may stand in each other.
pub const MOST_DEEP: u32 = 24;
/// Farthest that `near` reaches. Units: words.
pub const MOST_NEAR: u32 = 100;

/// A query as it was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// `None` when there is nothing to look for.
    pub root: Option<Node>,
}

/// How tests are joined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// Every one must fit.
    All(Vec<Node>),
    /// One must fit.
    Any(Vec<Node>),
    /// It must not fit.
    Not(Box<Node>),
    /// One test.
    Part(Part),
}

/// One test, and where it stands in the text of the query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its bytes, a `-` before it left out.
    pub at: ByteSpan,
    /// What it looks for.
    pub test: Test,
}

/// What a message is tested for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Test {
    /// A word or phrase in the body, as a term is found that shall be withheld.
    Words(String),
    /// Two words or phrases, at most so many words apart; 1 is side by side.
    Near {
        /// One of them.
        left: String,
        /// The other one; either may stand first.
        right: String,
        /// How far. Units: words.
        within: u32,
    },
    /// A pattern in the body.
    Pattern(String),
    /// A part of the sender's name.
    From(String),
    /// A part of the thread's title.
    In(String),
    /// The day, as the thread's dates are read.
    Period(Period),
    /// What the record is.
    Kind(KindWord),
    /// What it holds.
    Has(Has),
    /// What kind of file it names.
    Type(FileType),
    /// What was done to it.
    Is(StateWord),
    /// A tag that somebody put on it, by its whole name in any case.
    Tag(String),
}

impl Query {
    /// Reads a query.
    ///
    /// Errors: [`QueryError`] with the bytes of the word that is wrong.
    /// Cost: linear in the text but for patterns, which are read as [`crate::engine::detect`] does.
    pub fn parse(text: &str) -> Result<Query, QueryError> {
        read::read(text)
    }

    /// The whole query in words, for people.
    pub fn said(&self) -> String {
        self.root.as_ref().map_or_else(String::new, Node::said)
    }

    /// All tests, in the order of the text.
    pub fn parts(&self) -> Vec<&Part> {
        let mut parts = Vec::new();
        if let Some(root) = &self.root {
            root.each(true, &mut |part, _| parts.push(part));
        }
        parts
    }

    /// Whether something is looked for in bodies: words, a pattern, or words near each other.
    pub fn looks_in_bodies(&self) -> bool {
        self.parts().iter().any(|part| part.test.is_in_body())
    }

    /// Whether nothing but filters stands in it, or beside what is looked for.
    pub fn has_filters(&self) -> bool {
        self.parts().iter().any(|part| !part.test.is_in_body())
    }
}

impl Node {
    fn said(&self) -> String {
        match self {
            Node::All(nodes) => nodes.iter().map(Node::said).collect::<Vec<_>>().join(" · "),
            Node::Any(nodes) => {
                let each: Vec<String> = nodes.iter().map(Node::said_inside).collect();
                each.join(" or ")
            }
            Node::Not(node) => format!("not {}", node.said_inside()),
            Node::Part(part) => part.test.said(),
        }
    }

    fn said_inside(&self) -> String {
        match self {
            Node::All(_) | Node::Any(_) => format!("({})", self.said()),
            Node::Not(_) | Node::Part(_) => self.said(),
        }
    }

    /// Calls `found` for every test, with whether it is wanted rather than unwanted.
    pub(in crate::engine::search) fn each<'a>(
        &'a self,
        wanted: bool,
        found: &mut dyn FnMut(&'a Part, bool),
    ) {
        match self {
            Node::All(nodes) | Node::Any(nodes) => {
                for node in nodes {
                    node.each(wanted, found);
                }
            }
            Node::Not(node) => node.each(!wanted, found),
            Node::Part(part) => found(part, wanted),
        }
    }
}

impl Test {
    /// Whether it looks into the body.
    pub fn is_in_body(&self) -> bool {
        match self {
            Test::Words(_) | Test::Near { .. } | Test::Pattern(_) => true,
            Test::From(_)
            | Test::In(_)
            | Test::Period(_)
            | Test::Kind(_)
            | Test::Has(_)
            | Test::Type(_)
            | Test::Is(_)
            | Test::Tag(_) => false,
        }
    }

    /// Whether it asks for what people marked, which is never handed over.
    pub fn is_case_work(&self) -> bool {
        match self {
            Test::Tag(_) => true,
            Test::Is(state) => state.is_case_work(),
            Test::Words(_)
            | Test::Near { .. }
            | Test::Pattern(_)
            | Test::From(_)
            | Test::In(_)
            | Test::Period(_)
            | Test::Kind(_)
            | Test::Has(_)
            | Test::Type(_) => false,
        }
    }

    /// The test in words, for people: `from “Ada”`, `in March 2024`.
    pub fn said(&self) -> String {
        match self {
            Test::Words(words) => format!("“{words}”"),
            Test::Near {
                left,
                right,
                within: 1,
            } => format!("“{left}” beside “{right}”"),
            Test::Near {
                left,
                right,
                within,
            } => format!("“{left}” within {within} words of “{right}”"),
            Test::Pattern(pattern) => format!("the pattern /{pattern}/"),
            Test::From(name) => format!("from “{name}”"),
            Test::In(title) => format!("in threads called “{title}”"),
            Test::Period(period) => period.said(),
            Test::Kind(kind) => kind.said.to_owned(),
            Test::Has(has) => has.said().to_owned(),
            Test::Type(file) => file.said().to_owned(),
            Test::Is(state) => state.said().to_owned(),
            Test::Tag(tag) => format!("tagged “{tag}”"),
        }
    }
}
