//! What is selected on screen, as bytes of a record.

use wasm_bindgen::JsCast;
use web_sys::{Element, Node, Range};

use crate::app::choosing::bytes_before;
use crate::engine::place::ByteSpan;

/// The selected bytes of the one record in which the selection starts, counted from the start of
/// the record. A selection that goes on into other records counts up to the end of the first.
pub(super) fn selected() -> Option<(u32, ByteSpan)> {
    let selection = web_sys::window()?.get_selection().ok()??;
    if selection.is_collapsed() || selection.range_count() == 0 {
        return None;
    }
    let range = selection.get_range_at(0).ok()?;
    let row =
        row_of(&range.start_container().ok()?).or_else(|| row_of(&range.end_container().ok()?))?;
    let record = row.get_attribute("data-record")?.parse().ok()?;
    let pieces = row.query_selector_all(".words [data-start]").ok()?;
    let mut span: Option<(u32, u32)> = None;
    for index in 0..pieces.length() {
        let Some(piece) = pieces.item(index) else {
            continue;
        };
        if let Some((start, end)) = selected_in(&range, &piece) {
            span = Some(span.map_or((start, end), |(from, to)| (from.min(start), to.max(end))));
        }
    }
    let (start, end) = span?;
    (end > start).then_some((
        record,
        ByteSpan {
            start,
            len: end - start,
        },
    ))
}

fn row_of(node: &Node) -> Option<Element> {
    let element = match node.dyn_ref::<Element>() {
        Some(element) => element.clone(),
        None => node.parent_element()?,
    };
    element.closest(".row[data-record]").ok()?
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
