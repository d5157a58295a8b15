//! What a person should know about the order of the dates: why one is in force, who chose another,
//! and what follows for the times.

use super::chosen::Refusal;
use super::dates::{Ordered, Why};
use super::evidence::fits_exactly;
use super::flagging::Flagged;
use super::media_name::{MediaName, media_name};
use super::report::{Reporter, counted};
use super::stamps::stamp_text;
use super::years::Years;
use crate::engine::finding::Severity;
use crate::engine::thread::{Attachment, Choice, OrderState, RecordId, Shape, Thread, YEARS};

/// The codes of all findings that follow from the orders in force.
pub(super) const OF_ORDERS: [&str; 12] = [
    "P007", "P008", "P010", "P019", "P023", "P024", "P026", "P027", "P028", "P032", "P035", "P037",
];

/// Why an order is in force, in words, with record numbers from 1.
pub(super) fn why(thread: &Thread, ordered: &Ordered) -> String {
    let at = |record: u32| {
        let stamp = stamp_text(thread, RecordId(record));
        format!("message {} is stamped {stamp:?}", record + 1)
    };
    let order = ordered.order.words();
    match ordered.why {
        Why::Field { record, day } => format!("{}: {day} can only be the day", at(record)),
        Why::MediaName { record } => {
            let name = thread
                .record(RecordId(record))
                .and_then(|found| found.attachment)
                .and_then(|id| thread.attachments.get(id.0 as usize))
                .map_or("", |attachment| attachment.name.as_str());
            format!("{} and names the file {name:?}", at(record))
        }
        Why::NamedMonth { record } => format!("{}: the month is a word", at(record)),
        Why::Years { record } => {
            format!("{}: read otherwise, its year is before 2009", at(record))
        }
        Why::YearsVaryLess => {
            "the first fields lie closer together than the last ones, as years do".to_owned()
        }
        Why::Steps { these, others } => format!(
            "read as {order} the clock steps back {these} times, read the other way {others} times"
        ),
        Why::StoredDays { n } => {
            format!("the names of {n} files carry days that fit {order} only")
        }
        Why::WrittenBefore { record } => format!(
            "{}: read the other way, it lies behind the day on which the text was written, as the \
             zip says",
            at(record)
        ),
        Why::Habit => {
            format!("nothing in the text shows the order; {order} is only usual for such stamps")
        }
        Why::Conflict { one, other } => format!("{}, but {}", at(one), at(other)),
    }
}

/// The records that show an order.
pub(super) fn shown_by(why: &Why) -> Vec<RecordId> {
    match *why {
        Why::Field { record, .. }
        | Why::MediaName { record }
        | Why::NamedMonth { record }
        | Why::Years { record }
        | Why::WrittenBefore { record } => vec![RecordId(record)],
        Why::Conflict { one, other } => vec![RecordId(one), RecordId(other)],
        Why::YearsVaryLess | Why::Steps { .. } | Why::StoredDays { .. } | Why::Habit => Vec::new(),
    }
}

/// All findings that follow from the orders in force.
pub(super) fn findings(report: &mut Reporter<'_>, flagged: &Flagged) {
    for shape in &report.thread.shapes {
        of_shape(report, shape);
    }
    if flagged.n_unresolved > flagged.n_unknown_marker {
        let n = flagged.n_unresolved - flagged.n_unknown_marker;
        let stamps = counted(n, "stamp gives", "stamps give");
        let text = format!("{stamps} no real date; such a time is unresolved");
        report.add("P010", Severity::Warning, flagged.first_unresolved, text);
    }
    if flagged.n_far > 0 {
        let text = format!(
            "{} a year before {} or after {}, in which no phone wrote it: another calendar, a wrong \
             clock, or an edited text; such a time is unresolved",
            counted(flagged.n_far, "stamp names", "stamps name"),
            YEARS.start(),
            YEARS.end()
        );
        report.add("P032", Severity::Warning, flagged.first_far, text);
    }
    if flagged.n_backward > 0 {
        let text = format!(
            "{} an earlier time than the message before; this is usual, and the order of the file \
             is kept",
            counted(flagged.n_backward, "message has", "messages have")
        );
        report.add("P019", Severity::Info, flagged.first_backward, text);
    }
    if let (n, Some(first)) = flagged.behind_zip {
        let text = format!(
            "{} a day behind the one on which the zip says the text was written; a wrong clock, a \
             wrong order of the dates, or an edited text",
            counted(n, "stamp names", "stamps name")
        );
        report.add("P037", Severity::Warning, Some(first), text);
    }
    years(report, flagged.years);
    names_against_stamps(report);
}

/// Old exports leave out the year of the export.
fn years(report: &mut Reporter<'_>, years: Years) {
    if let Some(first) = years.first_inferred {
        let text = format!(
            "{} no year; it was inferred from the next message that has one, or from the day on \
             which the zip says the text was written",
            counted(years.n_inferred, "stamp has", "stamps have")
        );
        report.add("P035", Severity::Warning, Some(first), text);
    }
    if let Some(first) = years.first_without {
        let why = if years.contradicted {
            "what stands before and behind leads to different years, so their time is unresolved"
        } else {
            "their time is unresolved"
        };
        let text = format!("stamps without a year; {why}");
        report.add("P024", Severity::Warning, Some(first), text);
    }
}

fn of_shape(report: &mut Reporter<'_>, shape: &Shape) {
    let first = Some(shape.first.0);
    let (order, evidence) = (shape.order.words(), &shape.shown.evidence);
    if shape.state == OrderState::Assumed {
        let text = format!("the order of the dates is assumed to be {order}: {evidence}");
        report.add("P007", Severity::Warning, first, text);
    }
    if shape.shown.state == OrderState::Conflict {
        let text = format!("the dates contradict each other, shown as {order}: {evidence}");
        report.add("P008", Severity::Serious, first, text);
    }
    let Some(choice) = &shape.chosen else {
        return;
    };
    let shown = shape.shown.order.words();
    let (state, severity) = match shape.shown.state {
        OrderState::Proven => ("proven", Severity::Serious),
        OrderState::Corroborated => ("corroborated", Severity::Warning),
        OrderState::Conflict => ("in conflict", Severity::Info),
        OrderState::Assumed | OrderState::Chosen => ("assumed", Severity::Info),
    };
    if severity > Severity::Info && choice.order != shape.shown.order {
        let text = format!(
            "{:?} chose to read the dates as {order}, against the text itself, in which {shown} is \
             {state}: {evidence}",
            choice.by
        );
        report.add("P026", severity, first, text);
    }
    let text = format!(
        "the dates are read as {order} because {:?} chose so at {}; the text itself: {shown}, \
         {state}: {evidence}",
        choice.by, choice.at
    );
    report.add("P028", Severity::Info, first, text);
}

/// Exact media names carry the message's own time.
fn names_against_stamps(report: &mut Reporter<'_>) {
    let differs = |attachment: &&Attachment| {
        let record = report.thread.record(attachment.record)?;
        let Some(MediaName::Exact { date, time }) = media_name(&attachment.name) else {
            return None;
        };
        let order = report.thread.shapes.get(usize::from(record.shape))?.order;
        Some(!fits_exactly(&record.stamp?, order, date, time))
    };
    let mut different = report
        .thread
        .attachments
        .iter()
        .filter(|attachment| differs(attachment) == Some(true));
    let Some(first) = different.next().map(|attachment| attachment.record.0) else {
        return;
    };
    let n = u32::try_from(different.count())
        .unwrap_or(u32::MAX)
        .saturating_add(1);
    let messages = counted(n, "message has", "messages have");
    let text =
        format!("{messages} another time than the name of the file says that is named there");
    report.add("P023", Severity::Warning, Some(first), text);
}

/// Choices that are not in force.
pub(super) fn of_refused(report: &mut Reporter<'_>, refused: &[(Choice, Refusal)]) {
    for (choice, refusal) in refused {
        let (by, order) = (&choice.by, choice.order.words());
        let why = match refusal {
            Refusal::NoMessage => "no message starts where it points",
            Refusal::NotPossible => "the stamps there cannot be read so",
        };
        let text = format!("{by:?} chose to read dates as {order}, which is not in force: {why}");
        report.add("P027", Severity::Warning, None, text);
    }
}
