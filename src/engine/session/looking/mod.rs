//! Looking at what is open: counts, lists of records, what a gallery shows, parts for printing.
//! All of it in steps, since a thread may be very long.

mod index;
mod items;
mod parts;

use std::mem::discriminant;
use std::rc::Rc;

use super::protocol::{
    BODY_CHARS_SHOWN, Event, Look, MOST_TILES, RowsFor, Seen, SeenNames, Tag, Tile,
};
use super::rows::RowMaker;
use super::{Host, Session, Turn};
use crate::engine::carry::CarryJob;
use crate::engine::case::{Case, ThreadId};
use crate::engine::gallery::GalleryItem;
use crate::engine::job::Step;
use crate::engine::redact::{Part, mark_text};
use crate::engine::statistics::{SliceJob, StatisticsJob};
use crate::engine::thread::{ParticipantId, Thread};

use index::GalleryIndex;
use parts::PartsJob;

/// A text with its marks as a package writes them.
fn in_marks(parts: &[Part]) -> String {
    let texts = parts.iter().map(|part| match part {
        Part::Text(text) => text.clone(),
        Part::Mark(grounds) => mark_text(&grounds.codes),
    });
    texts.collect()
}

/// Something being looked at.
pub(super) struct Looking {
    pub(super) tag: Tag,
    work: LookWork,
}

enum LookWork {
    Statistics(Rc<Thread>, Box<StatisticsJob>),
    Slice(Rc<Thread>, SliceJob),
    Gallery(Box<GalleryIndex>),
    Parts(Rc<Thread>, PartsJob),
    Carry(Box<CarryJob>),
}

/// What one step of it came to.
enum Looked {
    More(Option<Seen>),
    Done(Seen),
}

impl<H: Host> Session<H> {
    pub(super) fn look(&mut self, tag: Tag, look: Look) {
        let work = match look {
            Look::Statistics { thread } => self
                .thread_of(tag, thread)
                .map(|thread| LookWork::Statistics(thread, Box::new(StatisticsJob::new()))),
            Look::Slice { thread, slice } => self
                .thread_of(tag, thread)
                .map(|thread| LookWork::Slice(thread, SliceJob::new(slice))),
            Look::Parts { thread } => self
                .thread_of(tag, thread)
                .map(|thread| LookWork::Parts(thread, PartsJob::default())),
            Look::Gallery { view } => {
                let index = GalleryIndex::new(&self.case, view);
                Some(LookWork::Gallery(Box::new(index)))
            }
            Look::Carry => Some(LookWork::Carry(Box::new(CarryJob::new(&self.log)))),
            Look::Tiles { items, view } => return self.tiles(tag, &items, view),
            Look::Names => return self.names(tag),
        };
        let Some(work) = work else {
            return;
        };
        self.looking
            .retain(|older| discriminant(&older.work) != discriminant(&work));
        self.looking.push_back(Looking { tag, work });
    }

    fn thread_of(&mut self, tag: Tag, id: ThreadId) -> Option<Rc<Thread>> {
        let found = self.case.thread(id).map(|(_, thread)| Rc::clone(thread));
        if found.is_none() {
            self.no_thread(tag, id);
        }
        found
    }

    fn tiles(&mut self, tag: Tag, items: &[GalleryItem], view: RowsFor) {
        let case = Rc::clone(&self.case);
        let revision = self.revision;
        let Some(mut maker) = self.row_maker(&case) else {
            return;
        };
        let tiles: Vec<Tile> = items
            .iter()
            .take(MOST_TILES)
            .filter_map(|item| items::tile(&mut maker, *item, view))
            .collect();
        let seen = Seen::Tiles { revision, tiles };
        self.emit(Event::Looked { tag, seen });
    }

    /// Titles and names as a package would show them.
    fn names(&mut self, tag: Tag) {
        let case = Rc::clone(&self.case);
        let revision = self.revision;
        let redactions = self.resolved();
        let threads = case.threads().map(|(thread, _, opened)| SeenNames {
            thread,
            title: in_marks(&redactions.title(&case, thread)),
            names: (0..opened.participants.len() as u32)
                .map(|who| in_marks(&redactions.name(&case, thread, ParticipantId(who))))
                .collect(),
        });
        let threads = threads.collect();
        let seen = Seen::Names { revision, threads };
        self.emit(Event::Looked { tag, seen });
    }

    fn row_maker<'a>(&'a mut self, case: &'a Case) -> Option<RowMaker<'a>> {
        self.resolved();
        let redactions = self.redactions.as_ref()?;
        Some(RowMaker {
            case,
            redactions,
            zones: &self.zones,
            types: &mut self.types,
            marking: None,
            max_chars: BODY_CHARS_SHOWN,
        })
    }

    pub(super) fn step_look(&mut self) -> Turn {
        let Some(mut looking) = self.looking.pop_front() else {
            return Turn::Nothing;
        };
        let looked = match &mut looking.work {
            LookWork::Statistics(thread, job) => match job.step(thread) {
                Step::More(_) => Looked::More(None),
                Step::Done(counted) => Looked::Done(Seen::Statistics(Box::new(counted))),
            },
            LookWork::Slice(thread, job) => match job.step(thread) {
                Step::More(_) => Looked::More(None),
                Step::Done(records) => Looked::Done(Seen::Slice(records)),
            },
            LookWork::Parts(thread, job) => match job.step(thread) {
                Step::More(_) => Looked::More(None),
                Step::Done(parts) => Looked::Done(Seen::Parts(parts)),
            },
            LookWork::Carry(job) => match job.step(&self.case) {
                Step::More(_) => Looked::More(None),
                Step::Done(carried) => Looked::Done(Seen::Carry(Box::new(carried))),
            },
            LookWork::Gallery(index) => {
                let case = Rc::clone(&self.case);
                match self.row_maker(&case) {
                    Some(mut maker) => index.step(&mut maker),
                    None => Looked::Done(index.rest()),
                }
            }
        };
        let tag = looking.tag;
        match looked {
            Looked::Done(seen) => self.emit(Event::Looked { tag, seen }),
            Looked::More(seen) => {
                self.looking.push_front(looking);
                if let Some(seen) = seen {
                    self.emit(Event::Looked { tag, seen });
                }
            }
        }
        Turn::Worked
    }
}
