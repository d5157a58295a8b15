//! What can be wrong with a query, where, and what to do about it.

use serde::{Deserialize, Serialize};

use super::vocabulary::said_of;
use super::{MOST_BYTES, MOST_DEEP, MOST_NEAR, MOST_PARTS};
use crate::engine::place::ByteSpan;

/// A query that cannot be understood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{fault}")]
pub struct QueryError {
    /// The word that is wrong. Units: bytes of the query.
    pub at: ByteSpan,
    /// What is wrong with it.
    pub fault: Fault,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Fault {
    /// No second quotation mark.
    #[error("the quotation mark is not closed")]
    OpenQuote,
    /// No second slash.
    #[error("the pattern is not closed")]
    OpenPattern,
    /// No closing parenthesis.
    #[error("the parenthesis is not closed")]
    OpenParenthesis,
    /// No opening parenthesis.
    #[error("there is no parenthesis to close here")]
    StrayParenthesis,
    /// Nothing between two of them.
    #[error("nothing stands between the parentheses")]
    EmptyParentheses,
    /// `OR`, `AND`, `near/5` without a neighbour, `NOT` without one behind it.
    #[error("{word} lacks something to join")]
    Alone {
        /// The word.
        word: String,
    },
    /// Nothing is left of it once it is folded.
    #[error("there is nothing to look for here")]
    Blank,
    /// A star, as other programs take it.
    #[error("a star means nothing here")]
    Star,
    /// A word before a colon that is no filter.
    #[error("there is no filter called {name}:")]
    UnknownFilter {
        /// The word.
        name: String,
    },
    /// A filter with nothing behind it.
    #[error("nothing stands behind {name}:")]
    NoValue {
        /// The filter.
        name: String,
    },
    /// A filter with a word behind it that it does not know.
    #[error("{name}: does not know {value:?}")]
    UnknownValue {
        /// The filter.
        name: String,
        /// The word.
        value: String,
    },
    /// Not a day, month or year that there is.
    #[error("{value:?} is no date")]
    NotADate {
        /// As typed.
        value: String,
    },
    /// Not a number that `near` takes.
    #[error("{value:?} is no number of words")]
    NotADistance {
        /// As typed.
        value: String,
    },
    /// Something else than words beside `near`.
    #[error("near joins words and phrases only")]
    NearWhat,
    /// A pattern that is not well formed.
    #[error("the pattern is not understood from here on")]
    PatternForm,
    /// A pattern that fits everywhere.
    #[error("the pattern fits the empty text, so it would be found everywhere")]
    PatternEmpty,
    /// A pattern that is too large.
    #[error("the pattern is too large")]
    PatternSize,
    /// Too long.
    #[error("the query is longer than {MOST_BYTES} bytes")]
    TooLong,
    /// Too many tests.
    #[error("the query has more than {MOST_PARTS} parts")]
    TooMany,
    /// Too deep.
    #[error("parentheses stand in each other more than {MOST_DEEP} deep")]
    TooDeep,
}

impl QueryError {
    /// What the person can do now.
    pub fn help(&self) -> String {
        match &self.fault {
            Fault::OpenQuote => "Close it with \"".to_owned(),
            Fault::OpenPattern => "Close it with /, or put the words in quotation marks".to_owned(),
            Fault::OpenParenthesis => {
                "Close it with ), or put it in quotation marks to look for the sign".to_owned()
            }
            Fault::StrayParenthesis => {
                "Take it out, or put it in quotation marks to look for the sign".to_owned()
            }
            Fault::EmptyParentheses => "Write something between them, or take them out".to_owned(),
            Fault::Alone { word } => {
                format!("Write something there, or put \"{word}\" in quotation marks")
            }
            Fault::Blank => "Write letters, digits or signs that can be seen".to_owned(),
            Fault::Star => {
                "Leave it out: a word is found inside longer ones, too. To look for the sign, use quotation marks"
                    .to_owned()
            }
            Fault::UnknownFilter { .. } => {
                "There are from: in: before: after: on: kind: has: type: is: tag: – put words with a colon in quotation marks"
                    .to_owned()
            }
            Fault::NoValue { name } => no_value(name),
            Fault::UnknownValue { name, .. } => format!("It knows: {}", said_of(name)),
            Fault::NotADate { .. } => {
                "Write a day, month or year: 2024-03-01, 2024-03 or 2024; on: also takes 2024-03-01..2024-03-15"
                    .to_owned()
            }
            Fault::NotADistance { .. } => {
                format!("Write near/1 to near/{MOST_NEAR} between two words")
            }
            Fault::NearWhat => {
                "Put a word or a \"phrase\" on each side of it, without parentheses or filters".to_owned()
            }
            Fault::PatternForm => {
                "Patterns know . \\d \\w \\s \\b ^ $ [a-z] [^a-z] ( | ) ? * + {2,5}; put \\ before any other sign"
                    .to_owned()
            }
            Fault::PatternEmpty => {
                "Make sure that at least one character must be there, for example with + in place of *"
                    .to_owned()
            }
            Fault::PatternSize => "Repeat less often in it".to_owned(),
            Fault::TooLong | Fault::TooMany => {
                "Make it shorter, or use a list of terms".to_owned()
            }
            Fault::TooDeep => "Take some of the parentheses out".to_owned(),
        }
    }
}

fn no_value(name: &str) -> String {
    match name {
        "from" => "Write a name or a part of one: from:ada, from:\"Ada Poe\"".to_owned(),
        "in" => "Write a part of a thread's title: in:family".to_owned(),
        "tag" => "Write the name of a tag: tag:payment, tag:\"to be checked\"".to_owned(),
        "before" | "after" | "on" => {
            format!("Write a day, month or year: {name}:2024-03-01, {name}:2024-03, {name}:2024")
        }
        listed => format!("Write one of: {}", said_of(listed)),
    }
}
