//! The tests of a query that are not about words.

use super::matcher::{Facts, Look};
use super::query::{Has, StateWord, Test};
use crate::engine::redact::term::plain;
use crate::engine::thread::{Flags, Kind};

/// Whether a record fits; false for tests about words, names, titles and marks, which are compared
/// elsewhere.
pub(super) fn fits(test: &Test, look: &Look<'_>, facts: &mut dyn Facts) -> bool {
    let is_missing =
        || look.flags.has(Flags::ATTACHMENT_MISSING) || look.kind == Kind::MediaOmitted;
    match test {
        Test::Period(period) => look
            .thread
            .civil(look.record)
            .is_some_and(|at| period.holds((at.year, at.month, at.day))),
        Test::Kind(kind) => kind.kinds.contains(&look.kind),
        Test::Has(Has::Attachment) => look.names_file || look.kind == Kind::MediaOmitted,
        Test::Has(Has::Link) => has_link(look.body),
        Test::Has(Has::Number) => has_digit(look.body),
        Test::Type(wanted) => facts
            .file_type(look.record)
            .is_some_and(|found| wanted.takes(found)),
        Test::Is(StateWord::Redacted) => facts.is_redacted(look.record),
        Test::Is(StateWord::Edited) => look.flags.has(Flags::EDITED),
        Test::Is(StateWord::Deleted) => look.kind == Kind::Deleted,
        Test::Is(StateWord::Missing) => is_missing(),
        Test::Words(_)
        | Test::Near { .. }
        | Test::Pattern(_)
        | Test::From(_)
        | Test::In(_)
        | Test::Tag(_)
        | Test::Is(
            StateWord::Tagged | StateWord::Bookmarked | StateWord::Noted | StateWord::Exhibit,
        ) => false,
    }
}

fn has_link(body: &[u8]) -> bool {
    let starts = |start: &[u8]| {
        body.windows(start.len() + 1).any(|window| {
            window
                .get(..start.len())
                .is_some_and(|begin| begin.eq_ignore_ascii_case(start))
                && window
                    .last()
                    .is_some_and(|next| !next.is_ascii_whitespace())
        })
    };
    let may = memchr::memchr3(b':', b'w', b'W', body).is_some();
    may && (starts(b"http://") || starts(b"https://") || starts(b"www."))
}

fn has_digit(body: &[u8]) -> bool {
    if body.is_ascii() {
        return body.iter().any(u8::is_ascii_digit);
    }
    body.utf8_chunks()
        .flat_map(|chunk| chunk.valid().chars())
        .any(|c| plain(c).is_ascii_digit())
}
