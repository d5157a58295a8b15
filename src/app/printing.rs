//! The print view: a part of a thread as it stands on paper. The feed holds only what is on screen,
//! so paper has rows of its own, asked for bit by bit.

use std::rc::Rc;

use crate::engine::case::ThreadId;
use crate::engine::session::protocol::{Look, PrintPart, Request, Row, RowsFor, Tag};
use crate::engine::thread::RecordId;
use crate::say;

use super::asks::Asked;
use super::effect::Effect;
use super::looking::{self, LookFor};
use super::state::{Screen, State};

/// Rows asked for at once.
const ROWS_AT_ONCE: u32 = 500;

/// The print view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Print {
    /// Of which thread.
    pub thread: ThreadId,
    /// For whose eyes.
    pub view: RowsFor,
    /// Its parts; empty until they are told.
    pub parts: Rc<Vec<PrintPart>>,
    /// Which part is shown.
    pub chosen: usize,
    /// How far its rows are.
    pub rows: PrintRows,
    revision: u32,
    tag: Option<Tag>,
}

/// The rows of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PrintRows {
    /// Not all of them are there yet.
    Coming(Vec<Row>),
    /// The person ended it.
    Cancelled,
    /// The log changed meanwhile: these would not show what stands now.
    Outdated,
    /// All are there.
    Ready(Rc<Vec<Row>>),
}

/// What happened in the print view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PrintAction {
    /// The thread being read shall be printed.
    Wanted,
    /// Another part.
    PartChosen {
        /// Its place in the list.
        part: usize,
    },
    /// Stop collecting.
    Cancelled,
    /// Once more.
    Again,
    /// To paper.
    Print,
    /// Back to the case.
    Closed,
}

/// What happened in the print view.
pub(super) fn update(state: &mut State, action: PrintAction) -> Vec<Effect> {
    match action {
        PrintAction::Wanted => wanted(state),
        PrintAction::PartChosen { part } => {
            if let Some(print) = &mut state.print {
                print.chosen = part;
            }
            collect(state)
        }
        PrintAction::Cancelled => {
            if let Some(print) = &mut state.print {
                print.tag = None;
                print.rows = PrintRows::Cancelled;
            }
            Vec::new()
        }
        PrintAction::Again => collect(state),
        PrintAction::Print => vec![Effect::PrintPage],
        PrintAction::Closed => {
            state.print = None;
            state.screen = Screen::Case;
            Vec::new()
        }
    }
}

fn wanted(state: &mut State) -> Vec<Effect> {
    let Some(reading) = &state.reading else {
        return Vec::new();
    };
    let (thread, view) = (reading.thread, reading.view);
    let is_settled = state
        .thread(thread)
        .is_some_and(|(source, _)| source.is_settled());
    if !is_settled {
        return Vec::new();
    }
    let (tag, effect) = looking::ask(state, LookFor::Print, Look::Parts { thread });
    state.screen = Screen::Print;
    state.print = Some(Print {
        thread,
        view,
        parts: Rc::default(),
        chosen: 0,
        rows: PrintRows::Coming(Vec::new()),
        revision: state.log.revision(),
        tag: Some(tag),
    });
    vec![effect]
}

/// The parts were told: the first is collected.
pub(super) fn parts_arrived(state: &mut State, tag: Tag, parts: Vec<PrintPart>) -> Vec<Effect> {
    match &mut state.print {
        Some(print) if print.tag == Some(tag) => print.parts = Rc::new(parts),
        Some(_) | None => return Vec::new(),
    }
    collect(state)
}

fn collect(state: &mut State) -> Vec<Effect> {
    let revision = state.log.revision();
    if let Some(print) = &mut state.print {
        print.revision = revision;
        print.rows = PrintRows::Coming(Vec::new());
    }
    ask_rows(state)
}

/// Asks for the next rows of the part, or says that all are there.
fn ask_rows(state: &mut State) -> Vec<Effect> {
    let Some(print) = &mut state.print else {
        return Vec::new();
    };
    let (PrintRows::Coming(rows), Some(part)) = (&mut print.rows, print.parts.get(print.chosen))
    else {
        return Vec::new();
    };
    let n_there = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    if n_there >= part.n_records {
        print.rows = PrintRows::Ready(Rc::new(std::mem::take(rows)));
        print.tag = None;
        return Vec::new();
    }
    let (thread, view) = (print.thread, print.view);
    let first = RecordId(part.first.0 + n_there);
    let n_rows = ROWS_AT_ONCE.min(part.n_records - n_there);
    let tag = state.asks.ask(Asked::PrintRows);
    print.tag = Some(tag);
    vec![Effect::post(Request::Rows {
        tag,
        thread,
        first,
        n_rows,
        view,
        highlight: None,
    })]
}

/// Rows for paper came. Rows made under two logs never stand on one sheet.
pub(super) fn rows_arrived(
    state: &mut State,
    tag: Tag,
    revision: u32,
    arrived: Vec<Row>,
) -> Vec<Effect> {
    state.asks.answered(tag);
    let Some(print) = &mut state.print else {
        return Vec::new();
    };
    if print.tag != Some(tag) {
        return Vec::new();
    }
    if revision != print.revision || arrived.is_empty() {
        print.rows = PrintRows::Outdated;
        print.tag = None;
        return Vec::new();
    }
    if let PrintRows::Coming(rows) = &mut print.rows {
        rows.extend(arrived);
    }
    ask_rows(state)
}

impl Print {
    /// The part that is shown.
    pub fn part(&self) -> Option<&PrintPart> {
        self.parts.get(self.chosen)
    }

    /// How far the rows are. Units: percent.
    pub fn percent(&self) -> u8 {
        let total = self.part().map_or(0, |part| part.n_records);
        match &self.rows {
            PrintRows::Coming(rows) if total > 0 => {
                u8::try_from(rows.len() as u64 * 100 / u64::from(total)).unwrap_or(100)
            }
            PrintRows::Coming(_) | PrintRows::Cancelled | PrintRows::Outdated => 0,
            PrintRows::Ready(_) => 100,
        }
    }

    /// What of the thread is shown, in words. `n_withheld` redactions stand.
    pub fn filter_words(&self, n_withheld: usize) -> &'static str {
        match (self.view, n_withheld) {
            (RowsFor::Editor, 0) => say::all_messages(),
            (RowsFor::Editor, _) => say::working_copy_shows_what_is_withheld_marked(),
            (RowsFor::Recipient, _) => say::as_the_recipient_will_see_it(),
        }
    }

    /// Whether paper would hold what is withheld.
    pub fn shows_withheld(&self, n_withheld: usize) -> bool {
        self.view == RowsFor::Editor && n_withheld > 0
    }
}

/// The rule that puts thread, period, filter and page number into the margins of every page. What
/// comes from an export is written as code points, so that it can be nothing but text.
pub fn page_rule(thread: &str, period: &str, filter: &str) -> String {
    format!(
        "@page {{ @top-left {{ content: {} }} @top-right {{ content: {} }} \
         @bottom-left {{ content: {} }} \
         @bottom-right {{ content: counter(page) \" / \" counter(pages) }} }}",
        css_string(thread),
        css_string(period),
        css_string(filter),
    )
}

/// A text as a CSS string. Source: CSS Syntax 3, 4.3.7: six digits end an escape by themselves.
fn css_string(text: &str) -> String {
    let mut out = String::from("\"");
    for character in text.chars() {
        let number = match u32::from(character) {
            0 => 0xfffd,
            number => number,
        };
        out.push_str(&format!("\\{number:06x}"));
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::page_rule;

    #[test]
    fn a_title_cannot_leave_its_string() {
        let rule = page_rule("\"}\n* { x: url(http://a) } /*\\", "1/2/24", "All");
        assert!(!rule.contains("url("), "{rule}");
        assert_eq!(rule.matches('{').count(), 5, "{rule}");
        assert_eq!(rule.matches('}').count(), 5, "{rule}");
        assert!(rule.contains("\\000041\\00006c\\00006c"), "{rule}");
    }
}
