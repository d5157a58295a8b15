//! Lists of actions against the state and the effects they come to.

mod arriving;
mod carrying;
mod casework;
mod choosing;
mod collection;
mod comparing;
mod compliance;
mod intake;
mod keeping;
mod looking;
mod making;
mod offline;
mod opening;
mod packages;
mod parts;
mod pseudonyms;
mod queue;
mod reading;
mod reasons;
mod residual;
mod saving;
mod scoping;
mod sealing;
mod searching;
mod signing;
mod times;
mod windows;
mod withholding;
mod witness;

use crate::engine::case::ThreadId;
use crate::engine::place::{ByteSpan, EntryId, MessagePlace, SourceId};
use crate::engine::session::protocol::{
    AttachmentCounts, AttachmentView, Event, MediaClass, Piece, Request, Row, ShapeSummary,
    SourceSummary, Tag, ThreadSummary,
};
use crate::engine::thread::{
    DateOrder, Flags, Kind, OrderState, ParticipantId, Platform, RecordId, ShownOrder,
};
use crate::engine::time::Instant;

use super::action::{Action, KeepAction, OpenAction, PackageAction};
use super::effect::Effect;
use super::kept::KeptRecord;
use super::state::{FileKey, State};
use super::update;

/// A page with a clock that goes on by a second with every action.
struct Page {
    state: State,
    seconds: i64,
}

impl Page {
    fn new() -> Page {
        let mut page = Page {
            state: State::default(),
            seconds: 1_700_000_000,
        };
        page.act(Action::Started);
        page.act(Action::Worker(Box::new(Event::Ready {
            build: crate::engine::session::protocol::BUILD.to_owned(),
        })));
        page
    }

    /// With one source open, nothing kept, its digest unknown.
    fn with_source() -> Page {
        let mut page = Page::new();
        page.choose(1, "a.zip");
        page.opened(0, "a.zip", "provisional:a");
        page.nothing_kept("provisional:a");
        page
    }

    /// The same with its digest known.
    fn with_digest() -> Page {
        let mut page = Page::with_source();
        page.digested(0, "aa");
        page
    }

    fn act(&mut self, action: Action) -> Vec<Effect> {
        self.seconds += 1;
        let now = Instant::from_unix_ms(self.seconds * 1_000);
        update(&mut self.state, &now, action)
    }

    fn event(&mut self, event: Event) -> Vec<Effect> {
        self.act(Action::Worker(Box::new(event)))
    }

    fn choose(&mut self, key: u32, name: &str) -> Vec<Effect> {
        self.act(Action::Open(OpenAction::Chosen {
            files: vec![(FileKey(key), name.to_owned())],
        }))
    }

    fn opened(&mut self, number: u32, name: &str, provisional: &str) -> Vec<Effect> {
        self.event(Event::Opened {
            source: source(number, name, provisional),
        })
    }

    fn nothing_kept(&mut self, provisional: &str) -> Vec<Effect> {
        self.kept(provisional, Vec::new())
    }

    fn kept(&mut self, provisional: &str, records: Vec<KeptRecord>) -> Vec<Effect> {
        self.act(Action::Keep(KeepAction::Loaded {
            provisional: SourceId(provisional.to_owned()),
            records,
        }))
    }

    fn digested(&mut self, number: u32, id: &str) -> Vec<Effect> {
        self.event(Event::Digested {
            source: number,
            id: SourceId(id.to_owned()),
            entries: Vec::new(),
            findings: Vec::new(),
        })
    }

    /// Presses "Build" in the dialog; no other window keeps anything.
    fn build(&mut self) -> Vec<Effect> {
        let effects = self.act(Action::Package(PackageAction::Build));
        if effects != [Effect::ReadKept { for_build: true }] {
            return effects;
        }
        self.act(Action::Keep(KeepAction::Reread {
            records: Vec::new(),
            for_build: true,
        }))
    }

    /// Answers the last question for rows with the rows of those records.
    fn rows(&mut self, effects: &[Effect], records: &[u32]) {
        let (tag, thread) = rows_asked(effects).expect("rows were asked for");
        let revision = self.state.log.revision();
        let rows = records.iter().map(|record| row(*record, "hello")).collect();
        self.event(Event::Rows {
            tag,
            revision,
            thread,
            rows,
        });
    }

    fn window(&self) -> Vec<u32> {
        let window = &self.state.reading.as_ref().expect("a thread").window;
        window.rows.iter().map(|row| row.record.0).collect()
    }

    fn alerts(&self) -> Vec<&str> {
        let alerts = self.state.alerts.list().iter();
        alerts.map(|alert| alert.what.as_str()).collect()
    }
}

fn requests(effects: &[Effect]) -> Vec<&Request> {
    effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Post { request, .. } => Some(request),
            _other => None,
        })
        .collect()
}

fn rows_asked(effects: &[Effect]) -> Option<(Tag, ThreadId)> {
    requests(effects)
        .into_iter()
        .rev()
        .find_map(|request| match request {
            Request::Rows { tag, thread, .. } => Some((*tag, *thread)),
            _other => None,
        })
}

fn source(number: u32, name: &str, provisional: &str) -> SourceSummary {
    SourceSummary {
        source: number,
        name: name.to_owned(),
        size_bytes: 1_234,
        provisional: SourceId(provisional.to_owned()),
        threads: vec![thread(number, provisional)],
        failures: Vec::new(),
        sealed: None,
        findings: Vec::new(),
    }
}

fn thread(number: u32, provisional: &str) -> ThreadSummary {
    ThreadSummary {
        thread: ThreadId(number),
        text_name: format!("{number}.txt"),
        title: format!("Thread of {number}"),
        platform: Platform::Android,
        n_records: 100,
        n_messages: 100,
        first: "1/2/24, 10:00".to_owned(),
        last: "3/2/24, 10:00".to_owned(),
        first_at: None,
        last_at: None,
        order: DateOrder::Dmy,
        order_state: OrderState::Proven,
        shapes: vec![ShapeSummary {
            pattern: "d/d/dd, dd:dd - ".to_owned(),
            n_records: 100,
            first: RecordId(0),
            place: place(provisional, 0),
            order: DateOrder::Dmy,
            state: OrderState::Assumed,
            shown: ShownOrder {
                order: DateOrder::Dmy,
                state: OrderState::Assumed,
                evidence: "nothing shows it".to_owned(),
                records: Vec::new(),
            },
            possible: vec![DateOrder::Dmy, DateOrder::Mdy],
            chosen: None,
        }],
        participants: vec![("Ada".to_owned(), 60), ("Bo".to_owned(), 40)],
        participant_places: vec![place(provisional, 0), place(provisional, 20)],
        attachments: AttachmentCounts::default(),
    }
}

fn place(source: &str, byte_start: u64) -> MessagePlace {
    MessagePlace {
        source: SourceId(source.to_owned()),
        entry: EntryId(0),
        byte_start,
        byte_len: 20,
    }
}

pub(super) fn row(record: u32, text: &str) -> Row {
    Row {
        record: RecordId(record),
        place: place("provisional:a", u64::from(record) * 20),
        kind: Kind::Text,
        flags: Flags::default(),
        stamp: "1/2/24, 10:00".to_owned(),
        day: None,
        clock: None,
        time: "10:00".to_owned(),
        sender: Some(ParticipantId(0)),
        sender_name: Vec::new(),
        body: vec![Piece {
            span: ByteSpan { start: 12, len: 5 },
            text: text.to_owned(),
            atomic: false,
            hit: false,
            withheld: None,
        }],
        attachment: Some(AttachmentView {
            name: "a.jpg".to_owned(),
            entry: Some(EntryId(7)),
            source: 0,
            class: MediaClass::Picture,
            mime: "image/jpeg".to_owned(),
            size_bytes: 10,
            withheld: None,
        }),
        withheld: None,
        n_more_chars: 0,
    }
}
