//! What a gallery holds: the records that may hold something are made into rows, and the rows say
//! what it is. Telling a file's type costs a read, so this goes on in small steps and tells what it
//! has found meanwhile.

use memchr::memmem;

use super::super::protocol::{RowsFor, Seen};
use super::super::rows::RowMaker;
use super::{Looked, items};
use crate::engine::case::{Case, ThreadId};
use crate::engine::gallery::GalleryItem;
use crate::engine::job::Progress;
use crate::engine::thread::{Kind, RecordId, Thread};

/// Rows made in one step. Each may cost a read of the archive.
const STEP_ROWS: u32 = 24;

/// Records looked at in one step.
const STEP_RECORDS: u32 = 20_000;

/// Things told at once at first; later answers grow with what was told.
const FIRST_TOLD: usize = 24;

/// The things of all threads, being looked for.
pub(super) struct GalleryIndex {
    view: RowsFor,
    /// With their number of records.
    threads: Vec<(ThreadId, u32)>,
    /// Where to go on: index into `threads`, record.
    next: (usize, u32),
    progress: Progress,
    found: Vec<GalleryItem>,
    n_told: usize,
}

impl GalleryIndex {
    pub(super) fn new(case: &Case, view: RowsFor) -> GalleryIndex {
        let threads: Vec<(ThreadId, u32)> = case
            .threads()
            .map(|(id, _, thread)| (id, thread.n_records()))
            .collect();
        let total = threads.iter().map(|(_, n_records)| u64::from(*n_records));
        GalleryIndex {
            view,
            progress: Progress {
                done: 0,
                total: total.sum::<u64>().max(1),
            },
            threads,
            next: (0, 0),
            found: Vec::new(),
            n_told: 0,
        }
    }

    pub(super) fn step(&mut self, maker: &mut RowMaker<'_>) -> Looked {
        let (mut rows_left, mut records_left) = (STEP_ROWS, STEP_RECORDS);
        let case = maker.case;
        while rows_left > 0 && records_left > 0 {
            let (index, record) = self.next;
            let Some((id, n_records)) = self.threads.get(index).copied() else {
                return Looked::Done(self.rest());
            };
            let thread = case.thread(id).map(|(_, thread)| thread);
            let (Some(thread), true) = (thread, record < n_records) else {
                self.next = (index + 1, 0);
                continue;
            };
            self.next = (index, record + 1);
            self.progress.done += 1;
            records_left -= 1;
            if may_hold(thread, RecordId(record)) {
                rows_left -= 1;
                let rows = maker.rows(id, &[RecordId(record)], self.view);
                for row in rows.iter().flatten() {
                    self.found.extend(items::held(id, row, self.view));
                }
            }
        }
        let enough = self.found.len() >= FIRST_TOLD.max(self.n_told / 4);
        Looked::More(enough.then(|| self.tell(false)))
    }

    /// What was not told yet, as the last answer.
    pub(super) fn rest(&mut self) -> Seen {
        self.tell(true)
    }

    fn tell(&mut self, is_last: bool) -> Seen {
        self.n_told += self.found.len();
        Seen::Gallery {
            items: std::mem::take(&mut self.found),
            progress: self.progress,
            is_last,
        }
    }
}

/// Whether a record may hold a file, a link or a place. Cheap, and wrong only by saying yes.
fn may_hold(thread: &Thread, id: RecordId) -> bool {
    let Some(record) = thread.record(id) else {
        return false;
    };
    let by_kind = match record.kind {
        Kind::MediaOmitted
        | Kind::ViewOnce
        | Kind::Location
        | Kind::LiveLocation
        | Kind::Attachment => true,
        Kind::System | Kind::SystemUnclassified | Kind::Preamble | Kind::Null | Kind::Deleted => {
            return record.attachment.is_some();
        }
        Kind::Text | Kind::Call | Kind::Contact | Kind::Poll | Kind::Event => false,
    };
    if by_kind || record.attachment.is_some() {
        return true;
    }
    let body = thread.body(id);
    memmem::find(body, b"://").is_some() || holds_www(body)
}

fn holds_www(body: &[u8]) -> bool {
    memchr::memchr2_iter(b'w', b'W', body).any(|at| {
        body.get(at..at + 4)
            .is_some_and(|head| head.eq_ignore_ascii_case(b"www."))
    })
}
