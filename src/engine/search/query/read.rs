//! The words of a query to its tree.

use super::fault::{Fault, QueryError};
use super::period::Period;
use super::tokens::{Token, What, tokens};
use super::vocabulary::{FILE_TYPES, HAS, KINDS, STATES};
use super::{MOST_DEEP, MOST_NEAR, MOST_PARTS, Node, Part, Query, Test};
use crate::engine::detect::{Pattern, PatternError};
use crate::engine::place::ByteSpan;
use crate::engine::redact::is_blank;

pub(super) fn read(text: &str) -> Result<Query, QueryError> {
    // What shows nothing is no query, as white space is none.
    if is_blank(text) {
        return Ok(Query { root: None });
    }
    let tokens = tokens(text)?;
    let mut reader = Reader {
        tokens: &tokens,
        at: 0,
        depth: 0,
        n_parts: 0,
    };
    let root = reader.all()?;
    match reader.peek() {
        Some(token) => Err(wrong(token.at, Fault::StrayParenthesis)),
        None => Ok(Query { root }),
    }
}

struct Reader<'a> {
    tokens: &'a [Token<'a>],
    at: usize,
    depth: u32,
    n_parts: usize,
}

impl<'a> Reader<'a> {
    fn peek(&self) -> Option<&'a Token<'a>> {
        self.tokens.get(self.at)
    }

    fn next_is(&self, what: What<'_>) -> bool {
        self.peek().is_some_and(|token| token.what == what)
    }

    /// Alternatives side by side; all must fit. `None` when there is none.
    fn all(&mut self) -> Result<Option<Node>, QueryError> {
        let mut nodes = Vec::new();
        while let Some(token) = self.peek() {
            match token.what {
                What::Close => break,
                What::And if nodes.is_empty() => return Err(alone(token)),
                What::And => {
                    self.at += 1;
                    if self.peek().is_none_or(|next| joins(next.what)) {
                        return Err(alone(token));
                    }
                }
                What::Open
                | What::Or
                | What::Not
                | What::Near(_)
                | What::Words(_)
                | What::Pattern(_)
                | What::Filter(..) => nodes.extend(self.any()?),
            }
        }
        Ok(joined(nodes, Node::All))
    }

    /// Nodes with `OR` between them.
    fn any(&mut self) -> Result<Option<Node>, QueryError> {
        let mut nodes: Vec<Node> = self.single()?.into_iter().collect();
        while let Some(token) = self.peek().filter(|_| self.next_is(What::Or)) {
            self.at += 1;
            if self.peek().is_none_or(|next| joins(next.what)) {
                return Err(alone(token));
            }
            nodes.extend(self.single()?);
        }
        Ok(joined(nodes, Node::Any))
    }

    fn single(&mut self) -> Result<Option<Node>, QueryError> {
        let Some(token) = self.peek() else {
            return Ok(None);
        };
        self.at += 1;
        match token.what {
            What::Open => self.inside(token).map(Some),
            What::Not => self.not(token).map(Some),
            What::Or | What::And | What::Close | What::Near(_) => Err(alone(token)),
            What::Words(words) => self.words(token, words),
            What::Pattern(pattern) => {
                check_pattern(token, pattern)?;
                self.not_near()?;
                self.part(token.at, Test::Pattern(pattern.to_owned()))
                    .map(Some)
            }
            What::Filter(name, value) => {
                let test = filter(token, name, value)?;
                self.not_near()?;
                self.part(token.at, test).map(Some)
            }
        }
    }

    fn inside(&mut self, open: &Token<'_>) -> Result<Node, QueryError> {
        self.deeper(open)?;
        let node = self.all()?;
        let Some(close) = self.peek() else {
            return Err(wrong(open.at, Fault::OpenParenthesis));
        };
        self.at += 1;
        self.depth -= 1;
        self.not_near()?;
        node.ok_or_else(|| wrong(joint(open.at, close.at), Fault::EmptyParentheses))
    }

    fn not(&mut self, minus: &Token<'_>) -> Result<Node, QueryError> {
        self.deeper(minus)?;
        let next = self.peek().filter(|next| !joins(next.what));
        let Some(node) = next.map(|_| self.single()).transpose()?.flatten() else {
            return Err(alone(minus));
        };
        self.depth -= 1;
        Ok(match node {
            Node::Not(inner) => *inner,
            node @ (Node::All(_) | Node::Any(_) | Node::Part(_)) => Node::Not(Box::new(node)),
        })
    }

    fn deeper(&mut self, token: &Token<'_>) -> Result<(), QueryError> {
        self.depth += 1;
        if self.depth > MOST_DEEP {
            return Err(wrong(token.at, Fault::TooDeep));
        }
        Ok(())
    }

    /// Words, and those that `near` joins to them: `a near/3 b near/3 c` wants both pairs.
    fn words(&mut self, token: &Token<'_>, words: &str) -> Result<Option<Node>, QueryError> {
        let words = checked(token, words)?;
        let mut left = (token.at, words.clone());
        let mut pairs = Vec::new();
        while let Some((near, number)) = self.near() {
            let within = distance(near, number)?;
            let Some(next) = self.peek() else {
                return Err(alone(near));
            };
            let What::Words(other) = next.what else {
                return Err(wrong(near.at, Fault::NearWhat));
            };
            self.at += 1;
            let right = checked(next, other)?;
            let test = Test::Near {
                left: left.1,
                right: right.clone(),
                within,
            };
            pairs.push(self.part(joint(left.0, next.at), test)?);
            left = (next.at, right);
        }
        if pairs.is_empty() {
            return self.part(token.at, Test::Words(words)).map(Some);
        }
        Ok(joined(pairs, Node::All))
    }

    fn near(&mut self) -> Option<(&'a Token<'a>, &'a str)> {
        let token = self.peek()?;
        let What::Near(number) = token.what else {
            return None;
        };
        self.at += 1;
        Some((token, number))
    }

    /// `near` may not follow here.
    fn not_near(&self) -> Result<(), QueryError> {
        match self.peek() {
            Some(token) if matches!(token.what, What::Near(_)) => {
                Err(wrong(token.at, Fault::NearWhat))
            }
            Some(_) | None => Ok(()),
        }
    }

    fn part(&mut self, at: ByteSpan, test: Test) -> Result<Node, QueryError> {
        self.n_parts += 1;
        if self.n_parts > MOST_PARTS {
            return Err(wrong(at, Fault::TooMany));
        }
        Ok(Node::Part(Part { at, test }))
    }
}

/// Whether it cannot stand behind a word that joins.
fn joins(what: What<'_>) -> bool {
    matches!(what, What::Or | What::And | What::Close | What::Near(_))
}

fn joined(mut nodes: Vec<Node>, join: fn(Vec<Node>) -> Node) -> Option<Node> {
    if nodes.len() > 1 {
        return Some(join(nodes));
    }
    nodes.pop()
}

fn checked(token: &Token<'_>, words: &str) -> Result<String, QueryError> {
    if is_blank(words) {
        return Err(wrong(token.at, Fault::Blank));
    }
    let is_bare = token.at.len as usize == words.len();
    if is_bare && words.len() > 1 && (words.starts_with('*') || words.ends_with('*')) {
        return Err(wrong(token.at, Fault::Star));
    }
    Ok(words.to_owned())
}

fn distance(token: &Token<'_>, number: &str) -> Result<u32, QueryError> {
    let within = number.parse::<u32>().ok();
    let within = within.filter(|within| (1..=MOST_NEAR).contains(within));
    within.ok_or_else(|| {
        let value = number.to_owned();
        wrong(token.at, Fault::NotADistance { value })
    })
}

fn check_pattern(token: &Token<'_>, pattern: &str) -> Result<(), QueryError> {
    let Err(error) = Pattern::new(pattern) else {
        return Ok(());
    };
    Err(match error {
        PatternError::Form { at, .. } => {
            // From the sign that is not understood to the end; the closing slash when it is missing.
            let from = token.at.start.saturating_add(at as u32);
            let from = from.min(token.at.end().saturating_sub(1));
            let at = ByteSpan {
                start: from,
                len: token.at.end().saturating_sub(from),
            };
            wrong(at, Fault::PatternForm)
        }
        PatternError::Empty { .. } => wrong(token.at, Fault::PatternEmpty),
        PatternError::TooLarge { .. } => wrong(token.at, Fault::PatternSize),
    })
}

fn filter(token: &Token<'_>, name: &str, value: &str) -> Result<Test, QueryError> {
    let typed = name;
    let name = name.to_ascii_lowercase();
    let is_known = matches!(
        name.as_str(),
        "from" | "in" | "before" | "after" | "on" | "kind" | "has" | "type" | "is" | "tag"
    );
    if !is_known {
        let name = typed.to_owned();
        return Err(wrong(token.at, Fault::UnknownFilter { name }));
    }
    if is_blank(value) {
        return Err(wrong(token.at, Fault::NoValue { name }));
    }
    let word = value.to_ascii_lowercase();
    let test = match name.as_str() {
        "from" => return Ok(Test::From(value.to_owned())),
        "in" => return Ok(Test::In(value.to_owned())),
        "tag" => return Ok(Test::Tag(value.trim().to_owned())),
        "before" => return period(token, value, Period::before),
        "after" => return period(token, value, Period::after),
        "on" => return period(token, value, Period::on),
        "kind" => (KINDS.iter().find(|kind| kind.word == word)).map(|kind| Test::Kind(*kind)),
        "has" => HAS
            .iter()
            .find(|has| has.word() == word)
            .map(|has| Test::Has(*has)),
        "type" => FILE_TYPES
            .iter()
            .find(|file| file.word() == word)
            .map(|file| Test::Type(*file)),
        _is => STATES
            .iter()
            .find(|state| state.word() == word)
            .map(|state| Test::Is(*state)),
    };
    test.ok_or_else(|| {
        let value = value.to_owned();
        wrong(token.at, Fault::UnknownValue { name, value })
    })
}

fn period(
    token: &Token<'_>,
    value: &str,
    read: fn(&str) -> Option<Period>,
) -> Result<Test, QueryError> {
    read(value).map(Test::Period).ok_or_else(|| {
        let value = value.to_owned();
        wrong(token.at, Fault::NotADate { value })
    })
}

fn alone(token: &Token<'_>) -> QueryError {
    let word = match token.what {
        What::Or => "OR".to_owned(),
        What::And => "AND".to_owned(),
        What::Not if token.at.len > 1 => "NOT".to_owned(),
        What::Not => "-".to_owned(),
        What::Near(number) => format!("near/{number}"),
        What::Close => return wrong(token.at, Fault::StrayParenthesis),
        What::Open | What::Words(_) | What::Pattern(_) | What::Filter(..) => String::new(),
    };
    wrong(token.at, Fault::Alone { word })
}

fn joint(first: ByteSpan, last: ByteSpan) -> ByteSpan {
    ByteSpan {
        start: first.start,
        len: last.end().saturating_sub(first.start),
    }
}

fn wrong(at: ByteSpan, fault: Fault) -> QueryError {
    QueryError { at, fault }
}
