//! Terms of the case: exact, whole words, wildcards, patterns; read from a list.
//!
//! Each line of a list carries one text in which its term must be found and one in which it must
//! not; both are tried when the list is read, so that a slip is seen before it is relied on.

use serde::{Deserialize, Serialize};

use super::body::{Body, Need, Out};
use super::catalogue::Detector;
use super::fold::Folded;
use super::lexicon::is_edge;
use super::pattern::{Pattern, PatternError};
use super::roles::Role;
use super::score::Score;
use crate::engine::fields::fields;
use crate::engine::finding::Explain;

/// How a term is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OwnKind {
    /// Anywhere, inside words too.
    Exact,
    /// Only as a whole word.
    Word,
    /// `*` stands for any run without white space, `?` for one character.
    Wildcard,
    /// A pattern.
    Pattern,
}

/// A term of the case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnTerm {
    /// How it is compared.
    pub kind: OwnKind,
    /// The term.
    pub term: String,
}

/// A list of terms that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum TermListError {
    /// A line has not four fields.
    #[error("line {line} of the list has {found} fields, expected kind, term, yes, no")]
    Fields {
        /// From 1.
        line: usize,
        /// How many there are.
        found: usize,
    },
    /// The kind is not known.
    #[error(
        "line {line} of the list is of the kind {found:?}, expected exact, word, wildcard or pattern"
    )]
    Kind {
        /// From 1.
        line: usize,
        /// What stands there.
        found: String,
    },
    /// The term is empty, or nothing is left of it.
    #[error("line {line} of the list has no term")]
    NoTerm {
        /// From 1.
        line: usize,
    },
    /// The pattern cannot be used.
    #[error("line {line} of the list")]
    Pattern {
        /// From 1.
        line: usize,
        /// Why.
        #[source]
        source: PatternError,
    },
    /// The term is not found where it must be, or is found where it must not.
    #[error("line {line} of the list: its term is {} in its example {example:?}", if *.found { "found" } else { "not found" })]
    Example {
        /// From 1.
        line: usize,
        /// The example.
        example: String,
        /// Whether it was found.
        found: bool,
    },
    /// Too many lines.
    #[error("the list has {found} lines, at most {limit} are read")]
    TooLong {
        /// How many.
        found: usize,
        /// The limit.
        limit: usize,
    },
}

impl Explain for TermListError {
    fn help(&self) -> &'static str {
        match self {
            TermListError::Fields { .. } => {
                "Write one term a line as kind,term,yes,no, in double quotes where a comma stands"
            }
            TermListError::Kind { .. } => "Begin each line with one of the four kinds",
            TermListError::NoTerm { .. } => "Take the line out, or write a term",
            TermListError::Pattern { .. } => {
                "Correct the pattern; one that fits everything finds nothing"
            }
            TermListError::Example { .. } => "Correct the term or its examples",
            TermListError::TooLong { .. } => "Split the list",
        }
    }
}

/// Most lines of a list.
pub const TERM_LINES: usize = 10_000;

/// Reads a list: CSV with the header `kind,term,yes,no`.
///
/// Errors: the first line that cannot be used.
pub fn terms_from_csv(text: &str) -> Result<Vec<OwnTerm>, TermListError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let n_lines = text.lines().count();
    if n_lines > TERM_LINES {
        return Err(TermListError::TooLong {
            found: n_lines,
            limit: TERM_LINES,
        });
    }
    let mut terms = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let number = number + 1;
        let fields = fields(line);
        let is_head = number == 1 && fields.first().is_some_and(|field| field == "kind");
        if is_head || line.trim().is_empty() {
            continue;
        }
        let [kind, term, yes, no] = fields.as_slice() else {
            return Err(TermListError::Fields {
                line: number,
                found: fields.len(),
            });
        };
        let kind = match kind.as_str() {
            "exact" => OwnKind::Exact,
            "word" => OwnKind::Word,
            "wildcard" => OwnKind::Wildcard,
            "pattern" => OwnKind::Pattern,
            other => {
                return Err(TermListError::Kind {
                    line: number,
                    found: other.to_owned(),
                });
            }
        };
        let term = OwnTerm {
            kind,
            term: term.clone(),
        };
        let ready = Ready::new(&term)
            .map_err(|source| TermListError::Pattern {
                line: number,
                source,
            })?
            .ok_or(TermListError::NoTerm { line: number })?;
        for (example, expected) in [(yes, true), (no, false)] {
            if ready.is_in(example) != expected {
                return Err(TermListError::Example {
                    line: number,
                    example: example.clone(),
                    found: !expected,
                });
            }
        }
        terms.push(term);
    }
    Ok(terms)
}

/// A term ready to be looked for.
enum Ready {
    /// Folded, in lower case; whether it must be a whole word.
    Plain(String, bool),
    Pattern(Pattern),
}

impl Ready {
    /// `None` when nothing is left of the term.
    fn new(term: &OwnTerm) -> Result<Option<Ready>, PatternError> {
        let folded = super::names::folded(term.term.trim());
        if folded.trim().is_empty() {
            return Ok(None);
        }
        Ok(Some(match term.kind {
            OwnKind::Exact => Ready::Plain(folded, false),
            OwnKind::Word => Ready::Plain(folded, true),
            OwnKind::Wildcard => Ready::Pattern(Pattern::new(&from_wildcard(&folded))?),
            OwnKind::Pattern => Ready::Pattern(Pattern::new(term.term.trim())?),
        }))
    }

    fn is_in(&self, text: &str) -> bool {
        let mut folded = Folded::default();
        folded.fold(text.as_bytes());
        let text = folded.bytes().to_ascii_lowercase();
        match self {
            Ready::Plain(term, is_word) => memchr::memmem::find_iter(&text, term.as_bytes())
                .any(|at| !is_word || is_edge(&text, at) && is_edge(&text, at + term.len())),
            Ready::Pattern(pattern) => {
                let mut is_in = false;
                pattern.find(&text, &mut |_, _| is_in = true);
                is_in
            }
        }
    }
}

fn from_wildcard(term: &str) -> String {
    let mut pattern = String::new();
    for c in term.chars() {
        match c {
            '*' => pattern.push_str("\\S*"),
            '?' => pattern.push_str("\\S"),
            c if c.is_ascii_punctuation() => pattern.extend(['\\', c]),
            c => pattern.push(c),
        }
    }
    pattern
}

/// The terms of a case, ready.
#[derive(Default)]
pub(super) struct OwnTerms {
    /// By number; whether it must be a whole word.
    words: Vec<bool>,
    patterns: Vec<Pattern>,
}

impl OwnTerms {
    /// Terms that can be used; the words to be searched for come beside with their numbers.
    pub(super) fn new(terms: &[OwnTerm]) -> (OwnTerms, Vec<(String, u32)>) {
        let mut own = OwnTerms::default();
        let mut words = Vec::new();
        for term in terms {
            match Ready::new(term) {
                Ok(Some(Ready::Plain(folded, is_word))) => {
                    words.push((folded, own.words.len() as u32));
                    own.words.push(is_word);
                }
                Ok(Some(Ready::Pattern(pattern))) => own.patterns.push(pattern),
                // Reading the list told of these.
                Ok(None) | Err(_) => {}
            }
        }
        (own, words)
    }

    /// Whether any pattern must be run.
    pub(super) fn has_patterns(&self) -> bool {
        !self.patterns.is_empty()
    }
}

/// Finds the terms of the case.
pub(super) fn find(body: &Body<'_>, out: &mut Out) {
    let text = body.text();
    let score = Score::shape().rule("term of the case", 70);
    for (hit, role) in body.roles() {
        let Role::Own(number) = role else {
            continue;
        };
        let (start, end) = (hit.start as usize, hit.end as usize);
        let is_word = body.setup.terms.words.get(number as usize) == Some(&true);
        if !is_word || is_edge(text, start) && is_edge(text, end) {
            out.put(body, Detector::Custom, (start, end), score, Need::Points);
        }
    }
    for pattern in &body.setup.terms.patterns {
        pattern.find(text, &mut |start, end| {
            out.put(body, Detector::Custom, (start, end), score, Need::Points);
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_tried_with_their_examples() {
        let list = "kind,term,yes,no\nexact,Falcon,project falcons,hawk\nword,Falcon,the FALCON,falcons\n\
wildcard,inv-*,see INV-204,inv 204\npattern,\"case \\d{3,5}\",\"Case 123, or so\",case 12\n";
        let terms = terms_from_csv(list).unwrap();
        assert_eq!(terms.len(), 4);
    }

    #[test]
    fn slips_are_named_with_their_line() {
        let fault = |list: &str| terms_from_csv(list).unwrap_err().to_string();
        assert_eq!(
            fault("exact,a,b"),
            "line 1 of the list has 3 fields, expected kind, term, yes, no"
        );
        assert_eq!(
            fault("like,a,b,c"),
            "line 1 of the list is of the kind \"like\", expected exact, word, wildcard or pattern"
        );
        assert_eq!(
            fault("word,falcon,falcons,hawk"),
            "line 1 of the list: its term is not found in its example \"falcons\""
        );
        assert_eq!(
            fault("exact,falcon,falcons,falcon"),
            "line 1 of the list: its term is found in its example \"falcon\""
        );
        assert_eq!(fault("exact, ,a,b"), "line 1 of the list has no term");
        assert_eq!(fault("pattern,a*,a,b"), "line 1 of the list");
    }

    #[test]
    fn a_thousand_lines_are_read() {
        let list: String = (0..1000)
            .map(|n| format!("word,term{n},a term{n} b,terms\n"))
            .collect();
        assert_eq!(terms_from_csv(&list).unwrap().len(), 1000);
    }
}
