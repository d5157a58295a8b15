//! A session with memory for a platform, and ways to ask it and to read its answers.

use std::cell::RefCell;
use std::io;
use std::ops::Range;
use std::rc::Rc;
use std::task::Poll;

use sha2::Digest;
use threadseal::engine::archive::Given;
use threadseal::engine::archive::beside::{Coming, HashesBeside};
use threadseal::engine::case::ThreadId;
use threadseal::engine::decision::{Decision, DecisionKind, DecisionLog};
use threadseal::engine::finding::Failure;
use threadseal::engine::open::Milestone;
use threadseal::engine::package::Sink;
use threadseal::engine::place::SourceId;
use threadseal::engine::session::protocol::{
    Event, Request, Row, RowsFor, SourceSummary, Tag, ThreadSummary,
};
use threadseal::engine::session::{Host, Parts, Session, Stage, Work};
use threadseal::engine::source::{SharedSource, read_range};
use threadseal::engine::thread::RecordId;
use threadseal::engine::time::Instant;
use threadseal::engine::zones::{Change, changes};

/// What the platform saw, and how it is to behave.
#[derive(Default)]
pub(crate) struct Platform {
    /// Staged packages that stand now.
    pub(crate) n_staged: usize,
    /// Nothing is to be written to a disk.
    pub(crate) in_memory: bool,
    /// Slices that were handed out: first byte, size, type.
    pub(crate) slices: Vec<(u64, u64, String)>,
    /// The staging place is full after so many bytes.
    pub(crate) room_bytes: Option<usize>,
    /// Every waiting answers "not yet" this often first.
    pub(crate) n_not_yet: u32,
    /// Changes what was written before it is read again.
    pub(crate) spoil: Option<fn(&mut Vec<u8>)>,
    /// How far texts were said to be.
    pub(crate) passed: Vec<Milestone>,
    /// What was told in the middle of a slice.
    pub(crate) told: Vec<Event>,
    /// How often a zone was looked up.
    pub(crate) n_zones_asked: u32,
    /// Whether digests are computed beside, and how.
    pub(crate) beside: Option<Beside>,
    /// Sources that were announced and not yet let go.
    pub(crate) n_expected: usize,
    /// How many were begun there.
    pub(crate) n_beside: usize,
    /// Sources that can still be read.
    pub(crate) known: Vec<SharedSource>,
}

#[derive(Clone, Default)]
pub(crate) struct Memory(pub(crate) Rc<RefCell<Platform>>);

impl HashesBeside for Memory {
    fn is_there(&self) -> bool {
        self.0.borrow().beside.is_some()
    }

    fn expect(&self, _source: &SharedSource) {
        self.0.borrow_mut().n_expected += 1;
    }

    fn done(&self) {
        self.0.borrow_mut().n_expected = 0;
    }

    fn begin(&self, bytes: &[u8]) -> Option<Coming> {
        self.coming(data_encoding::HEXLOWER.encode(&sha2::Sha256::digest(bytes)))
    }

    fn begin_sha512(&self, bytes: &[u8]) -> Option<Coming> {
        self.coming(data_encoding::HEXLOWER.encode(&sha2::Sha512::digest(bytes)))
    }

    fn begin_source(&self, source: &SharedSource) -> Option<Coming> {
        let bytes = read_range(source.as_ref(), 0, source.size_bytes() as usize).ok()?;
        self.begin(&bytes)
    }
}

impl Memory {
    fn coming(&self, digest: String) -> Option<Coming> {
        let Beside { n_not_yet, fails } = self.0.borrow().beside?;
        self.0.borrow_mut().n_beside += 1;
        let mut n_left = n_not_yet;
        Some(Box::new(move || {
            if n_left > 0 {
                n_left -= 1;
                return Poll::Pending;
            }
            Poll::Ready((!fails).then(|| digest.clone()))
        }))
    }
}

/// A platform that computes digests.
#[derive(Clone, Copy)]
pub(crate) struct Beside {
    /// Each answers "not yet" this often first.
    pub(crate) n_not_yet: u32,
    /// And then that it failed.
    pub(crate) fails: bool,
}

impl Host for Memory {
    type Handle = Vec<u8>;
    type Parts = MemoryParts;
    type Stage = MemoryStage;

    fn slice(
        &self,
        source: &SharedSource,
        byte_start: u64,
        byte_len: u64,
        mime: &str,
    ) -> Option<Vec<u8>> {
        let mut platform = self.0.borrow_mut();
        platform
            .known
            .iter()
            .find(|known| Rc::ptr_eq(known, source))?;
        let mut bytes = vec![0; byte_len as usize];
        source.read_at(byte_start, &mut bytes).unwrap();
        platform
            .slices
            .push((byte_start, byte_len, mime.to_owned()));
        Some(bytes)
    }

    fn still_reads(&self, source: &SharedSource) -> bool {
        let platform = self.0.borrow();
        platform.known.iter().any(|known| Rc::ptr_eq(known, source))
    }

    fn tell(&self, event: &Event) {
        self.0.borrow_mut().told.push(event.clone());
    }

    fn passed(&self, milestone: Milestone) {
        self.0.borrow_mut().passed.push(milestone);
    }

    /// A clock that knows one change, and one zone.
    fn clock_changes(&self, zone: &str, between: Range<i64>) -> Option<Vec<Change>> {
        self.0.borrow_mut().n_zones_asked += 1;
        let put_back = |at| if at < 1_729_990_800 { 7200 } else { 3600 };
        (zone == "Europe/Berlin").then(|| changes(between, &mut |at| Some(put_back(at))))?
    }

    fn clock_ahead(&self, zone: &str, at: i64) -> Option<i32> {
        (zone == "Europe/Berlin").then_some(if at < 1_729_990_800 { 7200 } else { 3600 })
    }

    fn parts(&mut self) -> MemoryParts {
        MemoryParts(Vec::new())
    }

    fn stage_in_memory(&mut self, on: bool) {
        self.0.borrow_mut().in_memory = on;
    }

    fn stage(&mut self) -> MemoryStage {
        self.0.borrow_mut().n_staged += 1;
        MemoryStage {
            platform: self.0.clone(),
            bytes: Vec::new(),
            sealed: None,
            n_polls: 0,
        }
    }
}

pub(crate) struct MemoryParts(Vec<u8>);

impl Sink for MemoryParts {
    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.extend_from_slice(bytes);
        Ok(())
    }
}

impl Parts for MemoryParts {
    type Handle = Vec<u8>;
    fn finish(self, _mime: &str) -> io::Result<Vec<u8>> {
        Ok(self.0)
    }
}

pub(crate) struct MemoryStage {
    platform: Rc<RefCell<Platform>>,
    bytes: Vec<u8>,
    sealed: Option<Rc<Vec<u8>>>,
    n_polls: u32,
}

impl MemoryStage {
    fn not_yet(&mut self) -> bool {
        self.n_polls += 1;
        self.n_polls <= self.platform.borrow().n_not_yet
    }
}

impl Sink for MemoryStage {
    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        let room = self.platform.borrow().room_bytes;
        if room.is_some_and(|room| self.bytes.len() + bytes.len() > room) {
            return Err(io::Error::new(
                io::ErrorKind::StorageFull,
                "no room is left",
            ));
        }
        self.bytes.extend_from_slice(bytes);
        Ok(())
    }
}

impl Stage for MemoryStage {
    type Handle = Vec<u8>;

    fn poll_open(&mut self) -> Poll<io::Result<()>> {
        if self.not_yet() {
            return Poll::Pending;
        }
        self.n_polls = 0;
        Poll::Ready(Ok(()))
    }

    fn poll_seal(&mut self) -> Poll<io::Result<SharedSource>> {
        if self.not_yet() {
            return Poll::Pending;
        }
        let mut bytes = std::mem::take(&mut self.bytes);
        if let Some(spoil) = self.platform.borrow().spoil {
            spoil(&mut bytes);
        }
        let sealed = Rc::new(bytes);
        self.sealed = Some(Rc::clone(&sealed));
        Poll::Ready(Ok(sealed))
    }

    fn handle(&self) -> Option<Vec<u8>> {
        self.sealed.as_ref().map(|sealed| sealed.to_vec())
    }

    fn discard(self) {
        self.platform.borrow_mut().n_staged -= 1;
    }
}

/// A session with everything a test asks of it.
pub(crate) struct Desk {
    pub(crate) session: Session<Memory>,
    pub(crate) platform: Rc<RefCell<Platform>>,
    pub(crate) log: DecisionLog,
    revision: u32,
    next_tag: u32,
    minute: u32,
}

pub(crate) type Answer = (Event, Vec<Vec<u8>>);

impl Desk {
    pub(crate) fn new() -> Desk {
        let memory = Memory::default();
        Desk {
            platform: Rc::clone(&memory.0),
            session: Session::new(memory),
            log: DecisionLog::default(),
            revision: 0,
            next_tag: 1,
            minute: 0,
        }
    }

    /// With these files open and their digests known.
    pub(crate) fn with(files: &[(&str, &[u8])]) -> Desk {
        let mut desk = Desk::new();
        let answers = desk.open(files);
        desk.confirm(&answers);
        desk
    }

    pub(crate) fn tag(&mut self) -> Tag {
        self.next_tag += 1;
        Tag(self.next_tag)
    }

    /// Sends a request and works until nothing is left to do.
    pub(crate) fn ask(&mut self, request: Request) -> Vec<Answer> {
        self.session.handle(request, Vec::new());
        self.finish()
    }

    pub(crate) fn finish(&mut self) -> Vec<Answer> {
        let mut answers = self.session.take_events();
        for _ in 0..1_000_000 {
            let work = self.session.step();
            answers.extend(self.session.take_events());
            if work == Work::Idle {
                for (event, _) in &answers {
                    crosses_the_port(event);
                }
                return answers;
            }
        }
        panic!("the work never ends");
    }

    pub(crate) fn start_open(&mut self, files: &[(&str, &[u8])]) {
        let mut names = Vec::new();
        let mut given = Vec::new();
        for (name, bytes) in files {
            let source: SharedSource = Rc::new(bytes.to_vec());
            self.platform.borrow_mut().known.push(Rc::clone(&source));
            names.push((*name).to_owned());
            given.push(Given {
                name: (*name).to_owned(),
                source,
            });
        }
        self.session.handle(
            Request::Open {
                names,
                limits_times: 1,
            },
            given,
        );
    }

    pub(crate) fn open(&mut self, files: &[(&str, &[u8])]) -> Vec<Answer> {
        self.start_open(files);
        self.finish()
    }

    /// Tells the session the digests, as the page does.
    pub(crate) fn confirm(&mut self, answers: &[Answer]) {
        let identities = answers
            .iter()
            .filter_map(|(event, _)| match event {
                Event::Digested { source, id, .. } => Some((*source, id.clone())),
                _other => None,
            })
            .collect();
        self.send_log(identities);
    }

    pub(crate) fn send_log(&mut self, identities: Vec<(u32, SourceId)>) -> Vec<Answer> {
        self.revision += 1;
        let request = Request::Decisions {
            revision: self.revision,
            log: self.log.to_file(),
            identities,
        };
        self.ask(request)
    }

    pub(crate) fn decide(&mut self, kind: DecisionKind) -> Vec<Answer> {
        self.minute += 1;
        let at = format!("2024-03-01T10:{:02}:00Z", self.minute);
        let at = Instant::from_rfc3339(&at).unwrap();
        self.log.append(Decision::new("Ada", at, kind));
        self.send_log(Vec::new())
    }

    pub(crate) fn rows(&mut self, view: RowsFor, highlight: Option<&str>) -> Vec<Row> {
        let tag = self.tag();
        let answers = self.ask(Request::Rows {
            tag,
            thread: ThreadId(0),
            first: RecordId(0),
            n_rows: 10_000,
            view,
            highlight: highlight.map(str::to_owned),
        });
        answers
            .into_iter()
            .find_map(|(event, _)| match event {
                Event::Rows { rows, .. } => Some(rows),
                _other => None,
            })
            .expect("rows")
    }
}

/// Every event must survive the codec: it does not know all that serde can say.
fn crosses_the_port(event: &Event) {
    let bytes = postcard::to_allocvec(event).unwrap();
    let back: Event = postcard::from_bytes(&bytes).unwrap();
    assert_eq!(&back, event);
}

pub(crate) fn failures(answers: &[Answer]) -> Vec<Failure> {
    answers
        .iter()
        .filter_map(|(event, _)| match event {
            Event::Failed { failure, .. } => Some(failure.clone()),
            _other => None,
        })
        .collect()
}

pub(crate) fn opened(answers: &[Answer]) -> Vec<SourceSummary> {
    answers
        .iter()
        .filter_map(|(event, _)| match event {
            Event::Opened { source } => Some(source.clone()),
            _other => None,
        })
        .collect()
}

pub(crate) fn only_thread(answers: &[Answer]) -> ThreadSummary {
    opened(answers)[0].threads[0].clone()
}

pub(crate) fn text_of(row: &Row) -> String {
    row.body.iter().map(|piece| piece.text.as_str()).collect()
}

pub(crate) fn name_of(row: &Row) -> String {
    row.sender_name
        .iter()
        .map(|piece| piece.text.as_str())
        .collect()
}
