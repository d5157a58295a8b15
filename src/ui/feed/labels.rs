//! What stands at a row besides the row itself: the marks of the case work, the day above
//! it, and how its file goes out.

use std::rc::Rc;

use yew::AttrValue;

use super::FeedProps;
use crate::engine::place::MessagePlace;
use crate::engine::session::protocol::Row;
use crate::say;
use crate::ui::casework::{Marks, marks_of};

/// What stands at a row. Nothing of it is shown as the recipient's.
pub(super) fn marks(props: &FeedProps, row: &Row) -> Marks {
    if props.recipient_view {
        return Marks::new();
    }
    let place = MessagePlace {
        source: props.source.clone(),
        ..row.place.clone()
    };
    marks_of(&props.work, &place)
}

/// Words for a day separator above `row`, when its day differs from that of the record before.
pub(super) fn day_label(row: &Row, before: Option<&Rc<Row>>) -> Option<String> {
    let (date, weekday) = row.day.as_ref()?;
    let same = before.is_some_and(|before| before.day.as_ref().is_some_and(|(day, _)| day == date));
    (!same).then(|| format!("{weekday}, {date}"))
}

/// Why the file that `row` names goes out without a part, if it does.
pub(super) fn without_part(props: &FeedProps, row: &Row) -> Option<AttrValue> {
    let file = row.attachment.as_ref()?;
    let part = props.parts.get(&(file.source, file.entry?))?;
    let codes: Vec<&str> = part.codes.iter().map(String::as_str).collect();
    Some(say::goes_out_without_a_part_codes(codes.join(" ")).into())
}

/// Whether the file that `row` names goes out as it is among clean copies.
pub(super) fn as_it_is(props: &FeedProps, row: &Row) -> bool {
    row.attachment.as_ref().is_some_and(|file| {
        let goes = |entry| props.as_they_are.contains(&(file.source, entry));
        file.entry.is_some_and(goes)
    })
}
