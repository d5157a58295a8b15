//! How something that is found stands in the case.

use crate::engine::case::Case;
use crate::engine::place::ByteSpan;
use crate::engine::redact::Spot;

/// The bytes of it as they are written; none of the name of a file.
pub(super) fn written(case: &Case, spot: Spot) -> Vec<u8> {
    let cut = |bytes: &[u8], span: ByteSpan| {
        let range = span.start as usize..span.end() as usize;
        bytes.get(range).unwrap_or_default().to_vec()
    };
    let found = match spot {
        Spot::Title(thread, span) => case
            .thread(thread)
            .map(|(_, thread)| cut(thread.title.as_bytes(), span)),
        Spot::Name(thread, participant, span) => case.thread(thread).and_then(|(_, thread)| {
            let participant = thread.participants.get(participant.0 as usize)?;
            Some(cut(participant.name.as_bytes(), span))
        }),
        Spot::Body(thread, record, span) => case
            .thread(thread)
            .map(|(_, thread)| cut(thread.bytes(record), span)),
        Spot::EntryName(..) => None,
    };
    found.unwrap_or_default()
}
