//! What is selected on screen, as bytes of a record.

use wasm_bindgen::JsCast;
use web_sys::{Element, Node, Range};

use crate::app::choosing::bytes_before;
use crate::engine::place::ByteSpan;

/// What is selected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Selected {
    /// Bytes of one record, counted from its start.
    In(u32, ByteSpan),
    /// Words of several records, which nothing can be done with.
    Over,
}

/// The words of messages that are selected; `None` when none are.
pub(super) fn selected() -> Option<Selected> {
    let window = web_sys::window()?;
    let selection = window.get_selection().ok()??;
    if selection.is_collapsed() || selection.range_count() == 0 {
        return None;
    }
    let range = selection.get_range_at(0).ok()?;
    let rows = window.document()?;
    let rows = rows.query_selector_all(".row[data-record]").ok()?;
    let mut found = None;
    for index in 0..rows.length() {
        let row = rows
            .item(index)
            .and_then(|row| row.dyn_into::<Element>().ok());
        let Some((row, span)) = row.and_then(|row| Some((row.clone(), span_in(&range, &row)?)))
        else {
            continue;
        };
        if found.is_some() {
            return Some(Selected::Over);
        }
        let record = row.get_attribute("data-record")?.parse().ok()?;
        found = Some(Selected::In(record, span));
    }
    found
}

/// The selected bytes of a record, counted from its start.
fn span_in(range: &Range, row: &Element) -> Option<ByteSpan> {
    if !range.intersects_node(row).ok()? {
        return None;
    }
    let pieces = row.query_selector_all(".words [data-start]").ok()?;
    let mut span: Option<(u32, u32)> = None;
    for index in 0..pieces.length() {
        let Some(piece) = pieces.item(index) else {
            continue;
        };
        if let Some((start, end)) = selected_in(range, &piece) {
            span = Some(span.map_or((start, end), |(from, to)| (from.min(start), to.max(end))));
        }
    }
    let (start, end) = span?;
    (end > start).then_some(ByteSpan {
        start,
        len: end - start,
    })
}

/// The selected bytes of one piece: first, and one past the last.
fn selected_in(range: &Range, piece: &Node) -> Option<(u32, u32)> {
    let element = piece.dyn_ref::<Element>()?;
    let number = |name: &str| -> Option<u32> { element.get_attribute(name)?.parse().ok() };
    let (start, len) = (number("data-start")?, number("data-len")?);
    let text = piece.first_child()?;
    if !range.intersects_node(&text).ok()? {
        return None;
    }
    let words = text.text_content()?;
    let n_units = words.encode_utf16().count() as u32;
    let same = |node: Result<Node, _>| node.is_ok_and(|node: Node| node.is_same_node(Some(&text)));
    let from = if same(range.start_container()) {
        range.start_offset().ok()?
    } else {
        0
    };
    let to = if same(range.end_container()) {
        range.end_offset().ok()?
    } else {
        n_units
    };
    if from >= to {
        return None;
    }
    if element.get_attribute("data-atomic").as_deref() == Some("true") {
        return Some((start, start + len));
    }
    Some((
        start + bytes_before(&words, from),
        start + bytes_before(&words, to),
    ))
}
