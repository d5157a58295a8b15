//! Opens exports as a case, decides, builds packages, checks them.

use std::io;
use std::rc::Rc;

use threadseal::engine::archive::Archive;
use threadseal::engine::case::{Case, OpenSource, ThreadId};
use threadseal::engine::decision::{Decision, DecisionKind, DecisionLog, Keep};
use threadseal::engine::digest::sha256_hex;
use threadseal::engine::job::Step;
use threadseal::engine::limits::Limits;
use threadseal::engine::package::{BuildJob, BuildOptions, Sink};
use threadseal::engine::parse::thread_from_text;
use threadseal::engine::place::{ByteSpan, SourceId};
use threadseal::engine::session::protocol::{MediaChoice, Reviewers};
use threadseal::engine::thread::RecordId;
use threadseal::engine::time::Instant;
use threadseal::engine::verify::leak::{LeakJob, LeakReport};
use threadseal::engine::verify::{CheckState, Expected, Report, Told, VerifyJob};

use super::given;

/// Opens zips as a case, digests known.
pub(crate) fn case_of(zips: &[(&str, &[u8])]) -> Rc<Case> {
    let sources = zips.iter().map(|(name, zip)| {
        let archive = Archive::open(vec![given(name, *zip)], &Limits::USUAL)
            .unwrap()
            .value;
        let threads = archive.chat_texts().into_iter().map(|text| {
            let bytes = archive.read(text, 1 << 30).unwrap();
            Rc::new(thread_from_text(&archive, text, bytes).unwrap().value)
        });
        OpenSource {
            id: SourceId(sha256_hex(zip)),
            threads: threads.collect(),
            archive: Rc::new(archive),
            findings: Vec::new(),
        }
    });
    Rc::new(Case {
        sources: sources.collect(),
    })
}

/// A log being made, a second apart.
#[derive(Default)]
pub(crate) struct Decisions {
    pub(crate) log: DecisionLog,
}

impl Decisions {
    pub(crate) fn add(&mut self, kind: DecisionKind) -> String {
        let second = self.log.decisions().len();
        let at = Instant::from_rfc3339(&format!(
            "2024-03-01T09:{:02}:{:02}Z",
            second / 60,
            second % 60
        ));
        let decision = Decision::new("B. Reviewer", at.unwrap(), kind);
        let id = decision.id.0.clone();
        self.log.append(decision);
        id
    }
}

fn codes() -> Vec<String> {
    vec!["TPD".to_owned()]
}

/// The first record of any thread that holds `text`.
pub(crate) fn record_with(case: &Case, text: &str) -> (ThreadId, RecordId, u32) {
    for (id, _, thread) in case.threads() {
        for record in 0..thread.n_records() {
            let bytes = thread.bytes(RecordId(record));
            if let Some(at) = memchr::memmem::find(bytes, text.as_bytes()) {
                return (id, RecordId(record), at as u32);
            }
        }
    }
    panic!("no record holds {text:?}");
}

/// Withholds the message that holds `text`.
pub(crate) fn message(case: &Case, text: &str) -> DecisionKind {
    let (thread, record, _) = record_with(case, text);
    DecisionKind::Message {
        target: case.place(thread, record).unwrap(),
        codes: codes(),
        note: None,
    }
}

/// Withholds `text` where it stands first.
pub(crate) fn span(case: &Case, text: &str) -> DecisionKind {
    let (thread, record, start) = record_with(case, text);
    DecisionKind::Span {
        target: case.place(thread, record).unwrap(),
        span: ByteSpan {
            start,
            len: text.len() as u32,
        },
        codes: vec!["SEC".to_owned()],
        note: Some("a code".to_owned()),
    }
}

/// Withholds the file of that name in the first source.
pub(crate) fn attachment(case: &Case, name: &str) -> DecisionKind {
    let source = &case.sources[0];
    let entry = source
        .archive
        .entries()
        .iter()
        .find(|entry| entry.name == name);
    DecisionKind::Attachment {
        source: source.id.clone(),
        entry: entry.unwrap().id,
        codes: codes(),
        note: None,
    }
}

/// Withholds a term everywhere.
pub(crate) fn value(find: &str) -> DecisionKind {
    DecisionKind::Value {
        find: find.to_owned(),
        keep: Keep::Nothing,
        except: Vec::new(),
        codes: vec!["CON".to_owned()],
        note: None,
    }
}

struct Bytes(Vec<u8>);

impl Sink for Bytes {
    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.extend_from_slice(bytes);
        Ok(())
    }
}

/// Builds a package.
pub(crate) fn built(
    case: &Rc<Case>,
    log: &DecisionLog,
    media: MediaChoice,
    threads: &[ThreadId],
) -> Vec<u8> {
    let options = BuildOptions {
        created: Instant::from_rfc3339("2024-03-01T11:00:00+01:00").unwrap(),
        tool: "threadseal 0.1.0".to_owned(),
        media,
        reviewers: Reviewers::Role,
        threads: threads.to_vec(),
        burnt: Vec::new(),
        proof: None,
        review: None,
    };
    let mut job = BuildJob::new(Rc::clone(case), log, options).unwrap();
    let mut sink = Bytes(Vec::new());
    while let Step::More(_) = job.step(&mut sink).unwrap() {}
    sink.0
}

/// Verifies a package.
pub(crate) fn verified(package: &[u8]) -> Report {
    let mut job = VerifyJob::new(Rc::new(package.to_vec()));
    loop {
        if let Step::Done(report) = job.step() {
            return report;
        }
    }
}

/// Verifies a package against a root that was told.
pub(crate) fn verified_with(package: &[u8], root: &str) -> Report {
    let expected = Expected {
        seals: Told::read(root).into_iter().collect(),
        ..Expected::default()
    };
    let mut job = VerifyJob::new(Rc::new(package.to_vec())).expecting(expected);
    loop {
        if let Step::Done(report) = job.step() {
            return report;
        }
    }
}

/// Searches a package for what is withheld.
pub(crate) fn leaks(package: &[u8], case: &Case, log: &DecisionLog) -> LeakReport {
    let mut job = LeakJob::new(Rc::new(package.to_vec()), case, log);
    loop {
        if let Step::Done(report) = job.step().unwrap() {
            return report;
        }
    }
}

/// What failed, one a line.
pub(crate) fn told(report: &Report) -> String {
    let failed = report
        .checks
        .iter()
        .filter(|check| check.state == CheckState::Failed);
    let lines = failed.map(|check| {
        let place = check.place.as_deref().unwrap_or("-");
        format!("{} {place}: {}\n", check.id, check.text)
    });
    lines.collect()
}
