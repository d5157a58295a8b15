//! Case and decisions in, a package's bytes out.

mod casework;
mod chance;
mod content;
mod cut;
mod denied;
mod failures;
mod gates;
mod heads;
mod intake;
mod long;
mod numbered;
pub(crate) mod proof;
mod pseudonyms;
mod readings;
pub(crate) mod review;
mod script;
mod secrecy;
mod shown_only;
mod times;
mod titles;
mod witness;
mod zip_form;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::{self, Cursor, Read};
use std::rc::Rc;

use threadseal::engine::archive::{Archive, Given};
use threadseal::engine::case::{Case, OpenSource, ThreadId};
use threadseal::engine::decision::{Decision, DecisionKind, DecisionLog, Keep};
use threadseal::engine::digest::sha256_hex;
use threadseal::engine::job::Step;
use threadseal::engine::limits::Limits;
use threadseal::engine::package::{Bodies, BuildError, BuildJob, BuildOptions, Built, Proof, Sink};
use threadseal::engine::parse::thread_from_text;
use threadseal::engine::place::{ByteSpan, MessagePlace, SourceId};
use threadseal::engine::seal::{SealJob, Sealed, Secret};
use threadseal::engine::session::protocol::{MediaChoice, Reviewers};
use threadseal::engine::thread::RecordId;
use threadseal::engine::time::Instant;
use threadseal::engine::verify::{Verdict, VerifyJob};

use crate::support::zips;

pub(crate) const CREATED: &str = "2024-03-01T10:00:00Z";
pub(crate) const FOLDER: &str = "threadseal-disclosure-20240301-100000";

/// An export to be opened: the name of its zip, and its entries.
pub(crate) struct Export<'a> {
    pub(crate) name: &'a str,
    pub(crate) entries: Vec<(&'a str, &'a [u8])>,
}

/// Opens exports as one case, digests known.
pub(crate) fn opened(exports: &[Export<'_>]) -> Rc<Case> {
    let given = |export: &Export<'_>| {
        let bytes = zips::stored(&export.entries);
        let id = sha256_hex(&bytes);
        let file = Given {
            name: export.name.to_owned(),
            source: Rc::new(bytes),
        };
        (id, vec![file])
    };
    let sources = exports.iter().map(given);
    Rc::new(Case {
        sources: sources.map(|(id, files)| source(&id, files)).collect(),
    })
}

/// Opens files as one source called `id`.
pub(crate) fn source(id: &str, files: Vec<Given>) -> OpenSource {
    let archive = Archive::open(files, &Limits::USUAL).unwrap().value;
    let threads = archive
        .chat_texts()
        .into_iter()
        .map(|entry| {
            let text = archive.read(entry, u64::MAX).unwrap();
            Rc::new(thread_from_text(&archive, entry, text).unwrap().value)
        })
        .collect();
    OpenSource {
        id: SourceId(id.to_owned()),
        archive: Rc::new(archive),
        threads,
        findings: Vec::new(),
    }
}

/// One export with the text `_chat.txt` or as Android names it, told by `name`.
pub(crate) fn one(name: &str, chat: &str, media: &[(&str, &[u8])]) -> Rc<Case> {
    let text = name.replace(".zip", ".txt");
    let mut entries = vec![(text.as_str(), chat.as_bytes())];
    entries.extend_from_slice(media);
    opened(&[Export { name, entries }])
}

pub(crate) fn options(media: MediaChoice) -> BuildOptions {
    BuildOptions {
        created: Instant::from_rfc3339(CREATED).unwrap(),
        tool: "threadseal 0.1.0".to_owned(),
        media,
        reviewers: Reviewers::Name,
        threads: Vec::new(),
        burnt: Vec::new(),
        proof: None,
        review: None,
    }
}

/// What is written stays in memory.
#[derive(Default)]
pub(crate) struct Memory(pub(crate) Vec<u8>);

impl Sink for Memory {
    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.extend_from_slice(bytes);
        Ok(())
    }
}

/// Runs a build to its end and checks on the way that progress only grows.
pub(crate) fn run(job: &mut BuildJob, sink: &mut dyn Sink) -> Result<Built, BuildError> {
    let mut share = 0.0;
    loop {
        match job.step(sink)? {
            Step::Done(built) => return Ok(built),
            Step::More(progress) => {
                let now = progress.done as f64 / progress.total as f64;
                assert!(now >= share && now <= 1.0, "{share} then {progress:?}");
                share = now;
            }
        }
    }
}

pub(crate) fn try_build(
    case: &Rc<Case>,
    log: &DecisionLog,
    options: BuildOptions,
) -> Result<Vec<u8>, BuildError> {
    let mut sink = Memory::default();
    let mut job = BuildJob::new(Rc::clone(case), log, options)?;
    let built = run(&mut job, &mut sink)?;
    assert_eq!(built.size_bytes, sink.0.len() as u64);
    assert_eq!(built.sha256, sha256_hex(&sink.0));
    assert_eq!(built.file_name, format!("{}.zip", folder_of(&sink.0)));
    assert!(matches!(job.step(&mut sink), Err(BuildError::Ended)));
    assert_valid(&sink.0);
    Ok(sink.0)
}

/// What was built verifies, by code that knows nothing of how it was built.
fn assert_valid(zip: &[u8]) {
    let mut job = VerifyJob::new(Rc::new(zip.to_vec()));
    let report = loop {
        if let Step::Done(report) = job.step() {
            break report;
        }
    };
    assert_eq!(report.result, Verdict::Valid, "{:#?}", report.checks);
}

/// The zip.
pub(crate) fn build(case: &Rc<Case>, log: &DecisionLog, media: MediaChoice) -> Vec<u8> {
    try_build(case, log, options(media)).unwrap()
}

/// The seals of everything in the case, under a fixed secret.
pub(crate) fn seals(case: &Case) -> Vec<Rc<Sealed>> {
    let mut job = SealJob::new(case, &Secret([7; 32]), CREATED, "threadseal 0.1.0").unwrap();
    loop {
        if let Step::Done(seals) = job.step().unwrap() {
            return seals;
        }
    }
}

/// The zip, with a proof in it.
pub(crate) fn build_proven(
    case: &Rc<Case>,
    log: &DecisionLog,
    media: MediaChoice,
    bodies: Bodies,
) -> Vec<u8> {
    let mut options = options(media);
    options.proof = Some(Proof {
        seals: seals(case),
        bodies,
    });
    try_build(case, log, options).unwrap()
}

/// The top folder: the time, and behind it the number of a disclosure.
pub(crate) fn folder_of(zip: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(zip)).unwrap();
    let first = archive.by_index(0).unwrap();
    let name = first.name().unwrap().into_owned();
    let folder = name.split_once('/').unwrap().0.to_owned();
    let number = folder.strip_prefix(FOLDER).unwrap();
    assert!(number.is_empty() || number.starts_with("-d"), "{folder}");
    folder
}

/// The files of a zip without the top folder.
pub(crate) fn unpacked(zip: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(zip)).unwrap();
    let folder = folder_of(zip);
    let mut files = BTreeMap::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let name = file.name().unwrap().into_owned();
        let path = name.strip_prefix(&format!("{folder}/")).unwrap().to_owned();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        assert!(files.insert(path, bytes).is_none(), "{name} stands twice");
    }
    files
}

pub(crate) fn text(files: &BTreeMap<String, Vec<u8>>, path: &str) -> String {
    let bytes = files.get(path).unwrap_or_else(|| panic!("no {path}"));
    String::from_utf8(bytes.clone()).unwrap()
}

/// Decisions, a second apart.
#[derive(Default)]
pub(crate) struct Made {
    pub(crate) log: DecisionLog,
    n: RefCell<u32>,
}

impl Made {
    pub(crate) fn add(&mut self, kind: DecisionKind) -> &mut Made {
        let n = self.n.replace_with(|n| *n + 1);
        let at = Instant::from_rfc3339(&format!("2024-02-29T12:{:02}:{:02}Z", n / 60, n % 60));
        self.log
            .append(Decision::new("A. Reviewer", at.unwrap(), kind));
        self
    }

    pub(crate) fn message(&mut self, case: &Case, at: (u32, u32), codes: &[&str]) -> &mut Made {
        let target = place(case, at);
        self.add(DecisionKind::Message {
            target,
            codes: owned(codes),
            note: None,
        })
    }

    /// Withholds `what` in the body of that record.
    pub(crate) fn span(
        &mut self,
        case: &Case,
        at: (u32, u32),
        what: &str,
        codes: &[&str],
    ) -> &mut Made {
        let (_, thread) = case.thread(ThreadId(at.0)).unwrap();
        let bytes = thread.bytes(RecordId(at.1));
        let start = bytes
            .windows(what.len())
            .position(|window| window == what.as_bytes())
            .unwrap();
        let target = place(case, at);
        self.add(DecisionKind::Span {
            target,
            span: ByteSpan {
                start: start as u32,
                len: what.len() as u32,
            },
            codes: owned(codes),
            note: None,
        })
    }

    pub(crate) fn value(&mut self, find: &str, codes: &[&str]) -> &mut Made {
        self.add(DecisionKind::Value {
            find: find.to_owned(),
            keep: Keep::Nothing,
            except: Vec::new(),
            codes: owned(codes),
            note: None,
        })
    }

    pub(crate) fn file(&mut self, case: &Case, name: &str, codes: &[&str]) -> &mut Made {
        let (source, entry) = case
            .sources
            .iter()
            .find_map(|open| {
                let entry = open.archive.entries().iter().find(|e| e.name == name)?;
                Some((open.id.clone(), entry.id))
            })
            .unwrap();
        self.add(DecisionKind::Attachment {
            source,
            entry,
            codes: owned(codes),
            note: None,
        })
    }
}

pub(crate) fn place(case: &Case, (thread, record): (u32, u32)) -> MessagePlace {
    case.place(ThreadId(thread), RecordId(record)).unwrap()
}

pub(crate) fn owned(codes: &[&str]) -> Vec<String> {
    codes.iter().map(|code| (*code).to_owned()).collect()
}

/// A mark: thread, record (0 for a title), scope (`span` as `body`), codes.
pub(crate) type Marked = (u64, u64, &'static str, Vec<String>);
