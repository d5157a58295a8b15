//! Filters as controls: what they read from the text of a query, and how they write into it. The
//! text stays the only truth; what a control does not understand of it, it leaves as it is.

use super::{FileType, Has, Node, Part, Query, StateWord, Test};

/// A control and the tests it stands for: those that every message must fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slot {
    /// The sender.
    From,
    /// The period.
    Period,
    /// What the record is.
    Kind,
    /// What kind of file it names.
    Type,
    /// What it holds.
    Has(Has),
    /// What was done to it.
    Is(StateWord),
    /// A tag on it.
    Tag,
}

impl Slot {
    fn takes(self, test: &Test) -> bool {
        match (self, test) {
            (Slot::From, Test::From(_))
            | (Slot::Period, Test::Period(_))
            | (Slot::Kind, Test::Kind(_))
            | (Slot::Type, Test::Type(_))
            | (Slot::Tag, Test::Tag(_)) => true,
            (Slot::Has(own), Test::Has(has)) => own == *has,
            (Slot::Is(own), Test::Is(state)) => own == *state,
            (
                Slot::From
                | Slot::Period
                | Slot::Kind
                | Slot::Type
                | Slot::Has(_)
                | Slot::Is(_)
                | Slot::Tag,
                _,
            ) => false,
        }
    }
}

/// What a control shows, from the tests it stands for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Controls {
    /// Part of a name.
    pub from: Option<String>,
    /// First and last day, `YYYY-MM-DD`.
    pub days: (Option<String>, Option<String>),
    /// Word behind `kind:`.
    pub kind: Option<&'static str>,
    /// Word behind `type:`.
    pub file: Option<FileType>,
    /// Those of `has:`.
    pub has: Vec<Has>,
    /// Those of `is:`.
    pub is: Vec<StateWord>,
    /// Name of a tag.
    pub tag: Option<String>,
}

/// What the controls show for a query.
pub fn controls(query: &Query) -> Controls {
    let mut shown = Controls::default();
    for part in outer(query) {
        match &part.test {
            Test::From(name) => shown.from = Some(name.clone()),
            Test::Period(period) => shown.days = period.days(),
            Test::Kind(kind) => shown.kind = Some(kind.word),
            Test::Type(file) => shown.file = Some(*file),
            Test::Has(has) => shown.has.push(*has),
            Test::Is(state) => shown.is.push(*state),
            Test::Tag(tag) => shown.tag = Some(tag.clone()),
            Test::Words(_) | Test::Near { .. } | Test::Pattern(_) | Test::In(_) => {}
        }
    }
    shown
}

/// The text with what a control stands for replaced by `filter`, for example `kind:call`; taken out
/// when it is `None`. `None` when the text is not understood.
pub fn replaced(text: &str, slot: Slot, filter: Option<&str>) -> Option<String> {
    let query = Query::parse(text).ok()?;
    let kept = without(text, &query, |test| slot.takes(test));
    Some(match filter {
        Some(filter) if kept.is_empty() => filter.to_owned(),
        Some(filter) => format!("{kept} {filter}"),
        None => kept,
    })
}

/// The text without the filters that every message must fit: the words stay. `None` when the text is
/// not understood.
pub fn unfiltered(text: &str) -> Option<String> {
    let query = Query::parse(text).ok()?;
    Some(without(text, &query, |test| !test.is_in_body()))
}

/// `from:"Ada Poe"`. A name is written as far as it can be: to a quotation mark in it.
pub fn from_filter(name: &str) -> String {
    named("from", name)
}

/// `tag:"to be checked"`; `None` for a name with a quotation mark, which cannot be written.
pub fn tag_filter(name: &str) -> Option<String> {
    let is_writable = !name.contains(['"', '\u{201c}', '\u{201d}', '\u{201e}']);
    is_writable.then(|| named("tag", name))
}

fn named(filter: &str, name: &str) -> String {
    let part = name
        .split(['"', '\u{201c}', '\u{201d}', '\u{201e}'])
        .find(|part| !part.trim().is_empty())
        .unwrap_or_default();
    format!("{filter}:\"{part}\"")
}

/// `on:2024-03-01..2024-03-15`, either end open; `None` when both are.
pub fn period_filter(first: Option<&str>, last: Option<&str>) -> Option<String> {
    if first.is_none() && last.is_none() {
        return None;
    }
    Some(format!(
        "on:{}..{}",
        first.unwrap_or_default(),
        last.unwrap_or_default()
    ))
}

/// Tests that stand side by side on the outside: every message must fit them.
fn outer(query: &Query) -> Vec<&Part> {
    let nodes: &[Node] = match &query.root {
        Some(Node::All(nodes)) => nodes,
        Some(root) => std::slice::from_ref(root),
        None => &[],
    };
    nodes
        .iter()
        .filter_map(|node| match node {
            Node::Part(part) => Some(part),
            Node::All(_) | Node::Any(_) | Node::Not(_) => None,
        })
        .collect()
}

fn without(text: &str, query: &Query, goes: impl Fn(&Test) -> bool) -> String {
    let mut kept = String::new();
    let mut at = 0;
    for part in outer(query) {
        if goes(&part.test) {
            let before = text.get(at..part.at.start as usize).unwrap_or_default();
            kept.push_str(before);
            at = part.at.end() as usize;
            if kept.ends_with(char::is_whitespace) {
                let rest = text.get(at..).unwrap_or_default();
                at += rest.len() - rest.trim_start().len();
            }
        }
    }
    kept.push_str(text.get(at..).unwrap_or_default());
    let mut tidy = kept.trim().to_owned();
    // `a AND kind:call` leaves an `AND` that joins nothing any more.
    while let Some(rest) = tidy
        .strip_suffix(" AND")
        .or_else(|| tidy.strip_prefix("AND "))
    {
        tidy = rest.trim().to_owned();
    }
    while tidy.contains(" AND AND ") {
        tidy = tidy.replace(" AND AND ", " AND ");
    }
    tidy
}
