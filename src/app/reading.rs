//! Reading a thread: which rows are on screen, where to scroll, for whose eyes, whose side.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::engine::case::ThreadId;
use crate::engine::place::{EntryId, MessagePlace};
use crate::engine::session::protocol::{Request, Row, RowsFor, Scope, Tag};
use crate::engine::thread::{ParticipantId, RecordId};
use crate::engine::time::Instant;

use super::action::ReadAction;
use super::asks::Asked;
use super::effect::Effect;
use super::feed::{Jump, RowWindow};
use super::long_rows::{LongRows, MadeFor};
use super::state::{Area, Reading, Screen, Search, SourceState, State};
use super::{casework, going, long_rows, only, parts, search};

/// Rows asked for before the feed has said how many fit: enough for most screens, few enough to be
/// drawn at once.
const FIRST_ROWS: u32 = 24;

/// Most rows asked for at once, whatever is said.
const MOST_ROWS: u32 = 600;

/// Above this many, pictures that are off screen are let go.
const MOST_MEDIA: usize = 96;

/// About reading.
pub(super) fn update(state: &mut State, now: &Instant, action: ReadAction) -> Vec<Effect> {
    match action {
        ReadAction::GoToMessage { number } => going::to_message(state, number),
        ReadAction::GoToDate { date } => going::to_date(state, date),
        ReadAction::RecipientView { on } => recipient_view(state, on),
        ReadAction::OwnerChosen {
            thread,
            participant,
        } => casework::owner_chosen(state, now, thread, participant),
        ReadAction::SpellOut { on } => {
            state.spell_out = on;
            Vec::new()
        }
        ReadAction::FindingsFrom { severity } => {
            state.findings_from = Some(severity);
            Vec::new()
        }
    }
}

/// Begins to read a thread, or goes on when it is being read.
pub(super) fn open_thread(state: &mut State, thread: ThreadId) -> Vec<Effect> {
    state.screen = Screen::Case;
    if !matches!(state.area, Area::Read | Area::Redact) {
        state.area = Area::Read;
    }
    if state.reading.as_ref().is_some_and(|at| at.thread == thread) {
        return Vec::new();
    }
    let (search, view) = state
        .reading
        .take()
        .map_or((Search::default(), RowsFor::Editor), |at| {
            (at.search, at.view)
        });
    state.reading = Some(Reading {
        thread,
        window: Rc::new(RowWindow::default()),
        shown: view,
        wanted: (0, FIRST_ROWS),
        view,
        since: state.asks.next(),
        jump: None,
        step: None,
        focused: None,
        search: Search::default(),
        long: LongRows::default(),
    });
    state.media.clear();
    let mut effects = vec![Effect::KeepMedia { only: Vec::new() }];
    effects.extend(if search.query.trim().is_empty() {
        ask_rows(state)
    } else if state.hits.scope == Scope::Everything {
        search::carried(state, search)
    } else {
        search::typed(state, search.query)
    });
    effects
}

/// Shows a record, wherever it is.
pub(super) fn go_to(
    state: &mut State,
    thread: ThreadId,
    record: RecordId,
    focus: bool,
) -> Vec<Effect> {
    let effects = open_thread(state, thread);
    if let Some(reading) = &mut state.reading {
        reading.jump_to(record, focus);
        // Hits that are on their way shall not take the reader elsewhere.
        reading.search.stays = reading.search.records.is_none();
    }
    effects
}

impl Reading {
    /// Scrolls there.
    pub(super) fn jump_to(&mut self, record: RecordId, focus: bool) {
        let serial = self.jump.map_or(1, |jump| jump.serial + 1);
        self.jump = Some(Jump {
            record,
            serial,
            focus,
        });
    }
}

/// The feed needs other rows.
pub(super) fn window_wanted(state: &mut State, first: u32, n_rows: u32) -> Vec<Effect> {
    let Some(reading) = &mut state.reading else {
        return Vec::new();
    };
    reading.wanted = (first, n_rows.clamp(1, MOST_ROWS));
    ask_rows(state)
}

/// Asks for the rows that are wanted, unless the same question is open.
pub(super) fn ask_rows(state: &mut State) -> Vec<Effect> {
    let Some(reading) = &state.reading else {
        return Vec::new();
    };
    let thread = reading.thread;
    if !state
        .thread(thread)
        .is_some_and(|(source, _)| source.is_settled())
    {
        return Vec::new();
    }
    if only::awaits(state) {
        return Vec::new();
    }
    let only = only::only(state);
    let (first, n_rows) = reading.wanted;
    let first = match &only {
        Some((_, records)) => first.min((records.len() as u32).saturating_sub(n_rows)),
        None => first,
    };
    let asked = Asked::Rows {
        thread,
        first,
        n_rows,
        view: reading.view,
        revision: state.log.revision(),
        highlight: reading.search.words(),
        only: only.as_ref().map(|(tag, _)| *tag),
    };
    if state.asks.is_open(&asked, reading.since) {
        return Vec::new();
    }
    let tag = state.asks.ask(asked);
    let (view, highlight) = (reading.view, reading.search.words());
    let request = match only {
        None => Request::Rows {
            tag,
            thread,
            first: RecordId(first),
            n_rows,
            view,
            highlight,
        },
        Some((_, records)) => Request::RowsOf {
            tag,
            thread,
            records: records
                .iter()
                .skip(first as usize)
                .take(n_rows as usize)
                .copied()
                .collect(),
            view,
            highlight,
        },
    };
    vec![Effect::post(request)]
}

/// Rows arrived. Those of an older log, another thread or an older question are dropped.
pub(super) fn rows_arrived(
    state: &mut State,
    tag: Tag,
    revision: u32,
    thread: ThreadId,
    rows: Vec<Row>,
) -> Vec<Effect> {
    let (first, view, highlight, of) = match state.asks.answered(tag) {
        Some(Asked::Rows {
            first,
            view,
            highlight,
            only,
            ..
        }) => (first, view, highlight, only),
        Some(Asked::LongRow {
            thread: asked,
            made_for,
        }) if asked == thread => {
            long_rows::arrived(state, &made_for, revision, rows);
            return Vec::new();
        }
        _other => return Vec::new(),
    };
    let in_force = state.log.revision();
    let only = only::only(state);
    let Some(reading) = &mut state.reading else {
        return Vec::new();
    };
    let fresh = reading.thread == thread
        && tag >= reading.since
        && revision == in_force
        && view == reading.view
        && highlight == reading.search.words()
        && of == only.as_ref().map(|(tag, _)| *tag);
    if !fresh {
        return Vec::new();
    }
    reading.since = tag;
    reading.shown = view;
    let mut window = next_window(&reading.window, first, rows, revision);
    window.only = only.map(|(_, records)| records);
    let made_for = MadeFor {
        revision,
        view,
        highlight,
    };
    let longer = reading.long.fill(&mut window.rows, &made_for);
    if *reading.window != window {
        reading.window = Rc::new(window);
    }
    let mut effects = trim_media(state);
    for (record, max_chars) in longer {
        effects.extend(long_rows::ask(state, record, max_chars));
    }
    effects
}

/// The new window; rows that are as they were keep their pointer.
fn next_window(old: &RowWindow, first: u32, rows: Vec<Row>, revision: u32) -> RowWindow {
    let rows = rows
        .into_iter()
        .map(|row| match old.row(row.record) {
            Some(known) if **known == row => Rc::clone(known),
            Some(_) | None => Rc::new(row),
        })
        .collect();
    RowWindow {
        first,
        rows,
        only: None,
        revision,
    }
}

/// Lets pictures go that are off screen, when there are many.
fn trim_media(state: &mut State) -> Vec<Effect> {
    if state.media.len() <= MOST_MEDIA {
        return Vec::new();
    }
    let Some(reading) = &state.reading else {
        return Vec::new();
    };
    let on_screen: Vec<(u32, EntryId)> = reading
        .window
        .rows
        .iter()
        .filter_map(|row| row.attachment.as_ref())
        .filter_map(|attachment| Some((attachment.source, attachment.entry?)))
        .collect();
    state.media.retain(|key| on_screen.contains(key));
    vec![Effect::KeepMedia {
        only: state.media.iter().copied().collect(),
    }]
}

pub(super) fn recipient_view(state: &mut State, on: bool) -> Vec<Effect> {
    if let Some(reading) = &mut state.reading {
        reading.view = if on {
            RowsFor::Recipient
        } else {
            RowsFor::Editor
        };
    }
    let mut effects = parts::view_changed(state);
    effects.extend(ask_rows(state));
    effects.extend(search::again(state));
    effects
}

/// The place by which a decision names a message: the source by what it is called now.
pub(super) fn named_now(source: &SourceState, place: &MessagePlace) -> MessagePlace {
    MessagePlace {
        source: source.identity.clone(),
        ..place.clone()
    }
}

/// Finds out whose side each thread is seen from, now that the log changed.
pub(super) fn find_owners(state: &mut State) {
    let mut owners = BTreeMap::new();
    for (source, summary) in state.threads() {
        let Some(first) = summary.participant_places.first() else {
            continue;
        };
        let text = (source.identity.clone(), first.entry);
        let Some(target) = state.work.fold.owners.get(&text) else {
            continue;
        };
        let who = summary
            .participant_places
            .iter()
            .position(|place| place.byte_start == target.byte_start);
        if let Some(who) = who.and_then(|index| u32::try_from(index).ok()) {
            owners.insert(summary.thread, ParticipantId(who));
        }
    }
    state.owners = owners;
}
