//! What a row holds, and the tile of one thing that it holds. Both are made from the row that these
//! eyes see, so that nothing is listed that is withheld from them.

use std::ops::Range;

use super::super::protocol::{MediaClass, Row, RowsFor, Tile, Withheld};
use super::super::rows::RowMaker;
use crate::engine::case::ThreadId;
use crate::engine::gallery::{GalleryItem, GalleryKind, links, named_time};
use crate::engine::thread::Kind;

/// How much of a message a tile says. Units: characters.
const EXCERPT_CHARS: usize = 280;

/// Longest address or place that a tile says. Units: characters.
const TEXT_CHARS: usize = 2_000;

/// What a row holds, in the order in which it is written.
pub(super) fn held(thread: ThreadId, row: &Row, view: RowsFor) -> Vec<GalleryItem> {
    let item = |kind: GalleryKind, part: usize| GalleryItem {
        thread,
        record: row.record,
        kind,
        part: part as u32,
    };
    let n_links = link_ranges(row, view).len();
    let links = (0..n_links).map(|part| item(GalleryKind::Link, part));
    if row.attachment.is_some() {
        return std::iter::once(item(file_kind(row), 0))
            .chain(links)
            .collect();
    }
    match row.kind {
        Kind::MediaOmitted | Kind::ViewOnce => vec![item(GalleryKind::NotThere, 0)],
        Kind::Location | Kind::LiveLocation => vec![item(GalleryKind::Place, 0)],
        Kind::Text
        | Kind::Attachment
        | Kind::Deleted
        | Kind::Call
        | Kind::Contact
        | Kind::Poll
        | Kind::Event
        | Kind::System
        | Kind::SystemUnclassified
        | Kind::Null
        | Kind::Preamble => links.collect(),
    }
}

fn file_kind(row: &Row) -> GalleryKind {
    let Some(file) = row.attachment.as_ref().filter(|file| file.entry.is_some()) else {
        return GalleryKind::NotThere;
    };
    match file.class {
        MediaClass::Picture => GalleryKind::Picture,
        MediaClass::Video => GalleryKind::Video,
        MediaClass::Sound => GalleryKind::Sound,
        MediaClass::Card | MediaClass::Document => GalleryKind::Document,
    }
}

/// The tile of one thing; `None` when the record is not there or holds no such thing for these eyes.
pub(super) fn tile(maker: &mut RowMaker<'_>, item: GalleryItem, view: RowsFor) -> Option<Tile> {
    let mut row = maker
        .rows(item.thread, &[item.record], view)?
        .into_iter()
        .next()?;
    let (text, withheld) = match item.kind {
        GalleryKind::Link => {
            let ranges = link_ranges(&row, view);
            let range = ranges.get(item.part as usize)?.clone();
            let text = joined(&row, view);
            (
                text.get(range.clone())?.to_owned(),
                withheld_in(&row, view, &range),
            )
        }
        GalleryKind::Place => {
            let text = joined(&row, view);
            let whole = 0..text.len();
            (text, withheld_in(&row, view, &whole))
        }
        GalleryKind::Picture
        | GalleryKind::Video
        | GalleryKind::Sound
        | GalleryKind::Document
        | GalleryKind::NotThere => {
            let file = row.attachment.as_ref();
            let withheld = file.and_then(|file| file.withheld.clone());
            (String::new(), withheld.or_else(|| row.withheld.clone()))
        }
    };
    let civil = maker
        .case
        .thread(item.thread)
        .and_then(|(_, thread)| thread.civil(item.record));
    let named = row
        .attachment
        .as_ref()
        .and_then(|file| named_time(&file.name, civil));
    cut(&mut row);
    Some(Tile {
        item,
        row,
        text: text.chars().take(TEXT_CHARS).collect(),
        withheld,
        named,
    })
}

/// The words of a row. A mark stands on a line of its own in the recipient's view, so that nothing
/// reads on over it.
fn joined(row: &Row, view: RowsFor) -> String {
    let mut text = String::new();
    for piece in &row.body {
        let apart = piece.withheld.is_some() && view == RowsFor::Recipient;
        if apart {
            text.push('\n');
        }
        text.push_str(&piece.text);
        if apart {
            text.push('\n');
        }
    }
    text
}

fn link_ranges(row: &Row, view: RowsFor) -> Vec<Range<usize>> {
    if row.kind.is_system() {
        return Vec::new();
    }
    links(&joined(row, view))
}

/// What is withheld of a part of the joined words, for the editor.
fn withheld_in(row: &Row, view: RowsFor, range: &Range<usize>) -> Option<Withheld> {
    if view == RowsFor::Recipient {
        return None;
    }
    let mut at = 0;
    row.body.iter().find_map(|piece| {
        let start = at;
        at += piece.text.len();
        let overlaps = start < range.end && range.start < at;
        piece.withheld.clone().filter(|_| overlaps)
    })
}

/// A tile says the beginning only.
fn cut(row: &mut Row) {
    let mut left = EXCERPT_CHARS;
    for piece in &mut row.body {
        let n_chars = piece.text.chars().count();
        if n_chars > left {
            piece.text = piece.text.chars().take(left).collect();
            row.n_more_chars = row.n_more_chars.saturating_add((n_chars - left) as u32);
        }
        left = left.saturating_sub(n_chars);
    }
    row.body.retain(|piece| !piece.text.is_empty());
}
