//! I009: line ends and marks that nobody sees, on single lines where all others have them.

use crate::engine::compliance::catalogue::Code;
use crate::engine::compliance::counting::messages;
use crate::engine::compliance::draft::{Draft, Drafts};
use crate::engine::compliance::ground::ThreadGround;
use crate::engine::thread::{HalfDay, Kind, Record, RecordId};

/// So few of many are single lines: one in ten.
const FEW: usize = 10;
/// Fewer lines than this show no habit.
const LEAST_LINES: usize = 10;

pub(super) fn check(thread: &ThreadGround, drafts: &mut Drafts) {
    line_ends(thread, drafts);
    marks(thread, drafts);
}

/// I009: line ends. One export is written by one routine, so any mixture counts, however many lines have
/// either; the last line may have none.
fn line_ends(thread: &ThreadGround, drafts: &mut Drafts) {
    let mut with = Vec::new();
    let mut without = Vec::new();
    for number in 0..thread.thread.n_records() {
        let bytes = thread.thread.bytes(RecordId(number));
        if bytes.ends_with(b"\r\n") {
            with.push(RecordId(number));
        } else if bytes.ends_with(b"\n") {
            without.push(RecordId(number));
        }
    }
    let (few, many, what) = if with.len() > without.len() {
        (
            without,
            with.len(),
            "end without a carriage return where the others have one",
        )
    } else {
        (
            with,
            without.len(),
            "end with a carriage return where the others have none",
        )
    };
    if !few.is_empty() {
        told(thread, &few, many, what, drafts);
    }
}

fn single_lines(
    thread: &ThreadGround,
    few: &[RecordId],
    n_many: usize,
    what: &str,
    drafts: &mut Drafts,
) {
    if few.is_empty() || n_many < LEAST_LINES || few.len() * FEW > n_many {
        return;
    }
    told(thread, few, n_many, what, drafts);
}

fn told(thread: &ThreadGround, few: &[RecordId], n_many: usize, what: &str, drafts: &mut Drafts) {
    let n = few.len();
    let why = format!(
        "{} {} ({n_many})",
        messages(n as u32),
        if n == 1 {
            what.replacen("lack ", "lacks ", 1)
                .replacen("end ", "ends ", 1)
        } else {
            what.to_owned()
        }
    );
    let draft = Draft::new(Code::I009, why)
        .number("lines", n)
        .number("others", n_many)
        .about(what);
    drafts.push(super::integrity::placed(draft, thread, few));
}

/// I009: marks that WhatsApp writes and nobody sees.
fn marks(thread: &ThreadGround, drafts: &mut Drafts) {
    let narrow = |record: &Record, stamp: &[u8], _: &[u8]| {
        if record.stamp.is_none_or(|stamp| stamp.half == HalfDay::None) {
            return None;
        }
        let text = String::from_utf8_lossy(stamp).to_lowercase();
        let marker = text.find("am").or_else(|| text.find("pm"))?;
        let before = text.get(..marker)?;
        Some(before.ends_with('\u{202f}'))
    };
    let leading = |record: &Record, stamp: &[u8], _: &[u8]| {
        let is_like = matches!(record.kind, Kind::Attachment | Kind::MediaOmitted);
        is_like.then(|| stamp.starts_with("\u{200e}".as_bytes()))
    };
    let of_body = |record: &Record, _: &[u8], body: &[u8]| {
        let is_like = matches!(record.kind, Kind::Attachment | Kind::MediaOmitted);
        is_like.then(|| body.starts_with("\u{200e}".as_bytes()))
    };
    type Test<'t> = &'t dyn Fn(&Record, &[u8], &[u8]) -> Option<bool>;
    let tests: [(Test<'_>, &str); 3] = [
        (
            &narrow,
            "lack the narrow space before AM or PM that the others have",
        ),
        (
            &leading,
            "lack the hidden mark before the stamp that the others have",
        ),
        (
            &of_body,
            "lack the hidden mark before the file that the others have",
        ),
    ];
    for (test, what) in tests {
        let (mut have, mut lack) = (0, Vec::new());
        for (number, record) in (0..).zip(&thread.thread.records) {
            let (stamp, _, body) = thread.thread.parts(RecordId(number));
            match test(record, stamp, body) {
                Some(true) => have += 1,
                Some(false) => lack.push(RecordId(number)),
                None => {}
            }
        }
        single_lines(thread, &lack, have, what, drafts);
    }
}
