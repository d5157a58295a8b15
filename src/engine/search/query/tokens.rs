//! The text of a query to its words.

use super::fault::{Fault, QueryError};
use super::{MOST_BYTES, MOST_PARTS};
use crate::engine::place::ByteSpan;

/// A word of a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token<'a> {
    /// Its bytes.
    pub(super) at: ByteSpan,
    /// What it is.
    pub(super) what: What<'a>,
}

/// What a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What<'a> {
    /// `(`
    Open,
    /// `)`
    Close,
    /// `OR`
    Or,
    /// `AND`
    And,
    /// `-` before something, or `NOT`
    Not,
    /// `near/5`: what stands behind the slash.
    Near(&'a str),
    /// A word, or what stands between quotation marks.
    Words(&'a str),
    /// What stands between slashes.
    Pattern(&'a str),
    /// A filter and what stands behind its colon.
    Filter(&'a str, &'a str),
}

/// All words of a query.
pub(super) fn tokens(text: &str) -> Result<Vec<Token<'_>>, QueryError> {
    if text.len() > MOST_BYTES {
        return Err(fault(MOST_BYTES, text.len(), Fault::TooLong));
    }
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(first) = rest_of(text, at).chars().next() {
        if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        }
        let (what, end) = token(text, at, first)?;
        if found.len() >= 4 * MOST_PARTS {
            return Err(fault(at, end, Fault::TooMany));
        }
        found.push(Token {
            at: span(at, end),
            what,
        });
        at = end;
    }
    Ok(found)
}

fn token(text: &str, at: usize, first: char) -> Result<(What<'_>, usize), QueryError> {
    let next = at + first.len_utf8();
    match first {
        '(' => Ok((What::Open, next)),
        ')' => Ok((What::Close, next)),
        '-' if rest_of(text, next).starts_with(|c: char| !c.is_whitespace() && c != ')') => {
            Ok((What::Not, next))
        }
        '/' => pattern(text, at),
        quote if is_quote(quote) => {
            let (words, end) = quoted(text, at)?;
            Ok((What::Words(words), end))
        }
        _other => word(text, at),
    }
}

fn word(text: &str, at: usize) -> Result<(What<'_>, usize), QueryError> {
    let end = word_end(text, at);
    let word = text.get(at..end).unwrap_or_default();
    match word {
        "OR" => return Ok((What::Or, end)),
        "AND" => return Ok((What::And, end)),
        "NOT" => return Ok((What::Not, end)),
        _other => {}
    }
    if let Some((joint, number)) = word.split_once('/')
        && (joint.eq_ignore_ascii_case("near") || joint == "w")
    {
        return Ok((What::Near(number), end));
    }
    let Some(name) = filter_name(word) else {
        return Ok((What::Words(word), end));
    };
    let value_at = at + name.len() + 1;
    if rest_of(text, value_at).starts_with(is_quote) {
        let (value, end) = quoted(text, value_at)?;
        return Ok((What::Filter(name, value), end));
    }
    let value = text.get(value_at..end).unwrap_or_default();
    Ok((What::Filter(name, value), end))
}

/// What stands before the colon of a filter. An address (`https://…`) and a time are none.
fn filter_name(word: &str) -> Option<&str> {
    let (name, value) = word.split_once(':')?;
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphabetic());
    (is_name && !value.starts_with("//")).then_some(name)
}

/// A word goes on to white space, or to a parenthesis that was not opened in it.
fn word_end(text: &str, at: usize) -> usize {
    let mut depth = 0;
    let mut end = at;
    for c in rest_of(text, at).chars() {
        match c {
            '(' => depth += 1,
            ')' if depth == 0 => break,
            ')' => depth -= 1,
            space if space.is_whitespace() => break,
            _inside => {}
        }
        end += c.len_utf8();
    }
    end
}

fn quoted(text: &str, at: usize) -> Result<(&str, usize), QueryError> {
    let open = rest_of(text, at).chars().next().unwrap_or('"');
    let start = at + open.len_utf8();
    let closes = |c: char| if open == '"' { c == '"' } else { is_quote(c) };
    match rest_of(text, start)
        .char_indices()
        .find(|(_, c)| closes(*c))
    {
        Some((len, close)) => Ok((
            text.get(start..start + len).unwrap_or_default(),
            start + len + close.len_utf8(),
        )),
        None => Err(fault(at, text.len(), Fault::OpenQuote)),
    }
}

/// A pattern goes on to a slash with white space, a parenthesis or nothing behind it.
fn pattern(text: &str, at: usize) -> Result<(What<'_>, usize), QueryError> {
    let start = at + 1;
    let mut escaped = false;
    for (len, c) in rest_of(text, start).char_indices() {
        let is_end = c == '/'
            && !escaped
            && rest_of(text, start + len + 1)
                .chars()
                .next()
                .is_none_or(|next| next.is_whitespace() || next == ')');
        if is_end {
            let pattern = text.get(start..start + len).unwrap_or_default();
            return Ok((What::Pattern(pattern), start + len + 1));
        }
        escaped = c == '\\' && !escaped;
    }
    Err(fault(at, text.len(), Fault::OpenPattern))
}

/// Straight ones, and those that telephones write.
fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\u{201c}' | '\u{201d}' | '\u{201e}')
}

fn rest_of(text: &str, at: usize) -> &str {
    text.get(at..).unwrap_or_default()
}

pub(super) fn span(start: usize, end: usize) -> ByteSpan {
    ByteSpan {
        start: start as u32,
        len: end.saturating_sub(start) as u32,
    }
}

pub(super) fn fault(start: usize, end: usize, fault: Fault) -> QueryError {
    QueryError {
        at: span(start, end),
        fault,
    }
}
