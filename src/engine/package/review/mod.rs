//! A finished package in the forms that review platforms load: a document for each 24-hour day (RSMF
//! 2.0), a load file with texts and natives, tables of messages. Made of the package's own files, so
//! it can show nothing that the package does not, and carries the same redactions.
//!
//! Read [`ReviewJob`]. Invariants: depends on its arguments alone; every record of the package is in
//! just one document; the same days of the same threads get the same numbers.

mod days;
mod graph;
mod lines;
mod load;
mod mail;
mod packed;
mod record;
mod rsmf;

use std::collections::BTreeSet;

use flate2::Crc;

use self::days::{Day, Days};
use super::zip::ZipLayout;
use super::{BuildError, Built, Sink};
use crate::engine::digest::{Digester, sha256_hex};
use crate::engine::finding::Explain;
use crate::engine::job::{Progress, Step};
use crate::engine::source::SharedSource;
use crate::engine::verify::{Stored, stored_files};

pub use days::ZoneClock;
pub(in crate::engine) use lines::RecordLines;
pub(in crate::engine::package) use packed::{
    Making as ReviewMaking, Piece as ReviewPiece, Set as ReviewSet,
};
pub(in crate::engine) use record::Record;

/// Most bytes of the files that one document embeds: they are held in memory.
const EMBEDDED_BYTES: u64 = 256 << 20;

/// What a review set depends on besides the package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewOptions {
    /// The zone in which the stamps are read, and what its clock did.
    pub clock: ZoneClock,
    /// What every number begins with: letters and digits.
    pub prefix: String,
    /// The first number.
    pub first: u32,
}

/// Why there is no review set.
#[derive(Debug, thiserror::Error)]
pub enum ReviewError {
    /// Not a package as this program writes it.
    #[error("this is not a disclosure package, or it was changed since it was made")]
    NotAPackage,
    /// Numbers must begin with something.
    #[error(
        "{prefix:?} cannot begin a number: up to 12 letters and digits of A to Z and 0 to 9 can"
    )]
    Prefix {
        /// As typed.
        prefix: String,
    },
    /// A line is not as the format says.
    #[error("{path:?} cannot be read at line {line}")]
    Line {
        /// The file.
        path: String,
        /// From 1.
        line: u32,
    },
    /// One day's files are too large to be embedded.
    #[error(
        "the files of {day} in thread {thread} are {size_bytes} bytes together, at most {EMBEDDED_BYTES} fit into one document"
    )]
    TooLarge {
        /// The day.
        day: String,
        /// From 1.
        thread: u32,
        /// All of them.
        size_bytes: u64,
    },
    /// The package could not be read.
    #[error("the package could not be read at byte {at}")]
    Read {
        /// Where.
        at: u64,
        /// What the platform says.
        #[source]
        source: std::io::Error,
    },
    /// The set could not be written.
    #[error(transparent)]
    Build(#[from] BuildError),
}

impl Explain for ReviewError {
    fn help(&self) -> &'static str {
        match self {
            ReviewError::NotAPackage | ReviewError::Line { .. } => {
                "Verify it first; take the very file that was built or handed over"
            }
            ReviewError::Prefix { .. } => {
                "Type a short name of the producing party, for example ABC"
            }
            ReviewError::TooLarge { .. } => "Build the package with attachments withheld",
            ReviewError::Read { .. } => {
                "Check that the package is still where it was, then try again"
            }
            ReviewError::Build(error) => error.help(),
        }
    }
}

/// How far the numbers of a thread stand behind those of the one before.
const BLOCK: u64 = 100_000;

/// A document's number, as it stands on it. Each thread has numbers of its own, so that none moves
/// when another thread grows, or stays out.
fn number(options: &ReviewOptions, block: u32, index: u32) -> String {
    let number = u64::from(options.first) + BLOCK * u64::from(block) + u64::from(index);
    format!("{}{number:07}", options.prefix)
}

impl ReviewOptions {
    /// Errors: `Prefix`.
    pub(in crate::engine::package) fn check(&self) -> Result<(), ReviewError> {
        let plain = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
        let prefix = &self.prefix;
        if (1..=12).contains(&prefix.len()) && prefix.bytes().all(plain) {
            return Ok(());
        }
        let prefix = prefix.clone();
        Err(ReviewError::Prefix { prefix })
    }
}

/// Writes a review set in steps: a document with each.
pub struct ReviewJob {
    package: SharedSource,
    options: ReviewOptions,
    /// Each document is a graph of CASE, too.
    with_graphs: bool,
    folder: String,
    threads: Vec<Thread>,
    files: Vec<Stored>,
    /// The thread that is read, and how far.
    at: (usize, Days),
    n_documents: u32,
    /// Of the thread that is read.
    n_of_thread: u32,
    load: Vec<u8>,
    table: Vec<u8>,
    out: Out,
}

struct Thread {
    number: u32,
    title: String,
    messages: Stored,
}

/// The zip being written.
#[derive(Default)]
struct Out {
    layout: ZipLayout,
    written: u64,
    listed: BTreeSet<(String, String)>,
    digester: Option<Digester>,
}

impl ReviewJob {
    /// Reads the package's directory.
    ///
    /// Errors: `NotAPackage`, `Prefix`, `Read`.
    pub fn new(package: SharedSource, options: ReviewOptions) -> Result<ReviewJob, ReviewError> {
        options.check()?;
        let files = stored_files(&*package).ok_or(ReviewError::NotAPackage)?;
        let folder = files.first().and_then(|file| file.name.split_once('/'));
        let folder = folder.ok_or(ReviewError::NotAPackage)?.0.to_owned();
        let mut threads = Vec::new();
        for number in 1_u32.. {
            let file = |name: &str| {
                let name = format!("{folder}/data/threads/t{number:03}/{name}");
                files.iter().find(|file| file.name == name)
            };
            let Some((messages, text)) = file("messages.jsonl").zip(file("transcript.txt")) else {
                break;
            };
            let title = days::first_line(&*package, text)?;
            threads.push(Thread {
                number,
                title,
                messages: messages.clone(),
            });
        }
        let first = threads.first().ok_or(ReviewError::NotAPackage)?;
        let days = Days::new(first.messages.clone());
        let name = folder.strip_prefix("threadseal-disclosure-");
        let folder = format!(
            "threadseal-review-{}",
            name.ok_or(ReviewError::NotAPackage)?
        );
        Ok(ReviewJob {
            package,
            options,
            with_graphs: false,
            folder,
            threads,
            files,
            at: (0, days),
            n_documents: 0,
            n_of_thread: 0,
            load: load::head(),
            table: load::table_head(),
            out: Out {
                digester: Some(Digester::sha256()),
                ..Out::default()
            },
        })
    }

    /// Whether each document is written as a graph of the CASE ontology, too.
    #[must_use]
    pub fn with_graphs(mut self, with_graphs: bool) -> ReviewJob {
        self.with_graphs = with_graphs;
        self
    }

    /// Writes the next document, or what ends the set.
    ///
    /// Errors: as [`ReviewError`] says; the job is over then.
    pub fn step(&mut self, sink: &mut dyn Sink) -> Result<Step<Built>, ReviewError> {
        let Some(thread) = self.threads.get(self.at.0) else {
            return self.finish(sink).map(Step::Done);
        };
        match self.at.1.next(&*self.package)? {
            Some(day) => {
                let (number, title) = (thread.number, thread.title.clone());
                self.document(number, &title, &day, sink)?;
            }
            None => {
                let name = format!("MESSAGES/t{:03}.csv", thread.number);
                let table = std::mem::replace(&mut self.table, load::table_head());
                self.out.file(&self.folder, &name, &table, sink)?;
                self.at.0 += 1;
                self.n_of_thread = 0;
                if let Some(next) = self.threads.get(self.at.0) {
                    self.at.1 = Days::new(next.messages.clone());
                }
            }
        }
        let total = self.package.size_bytes().max(1);
        Ok(Step::More(Progress {
            done: self.out.written.min(total),
            total,
        }))
    }

    fn document(
        &mut self,
        thread: u32,
        title: &str,
        day: &Day,
        sink: &mut dyn Sink,
    ) -> Result<(), ReviewError> {
        let name = number(&self.options, thread - 1, self.n_of_thread);
        self.n_documents += 1;
        self.n_of_thread += 1;
        let embedded = self.embedded(thread, day)?;
        let clock = &self.options.clock;
        let common = rsmf::Common {
            thread,
            title,
            clock,
            tool: crate::engine::session::TOOL,
        };
        let document = rsmf::document(common, day, &embedded);
        let text = load::text(title, day);
        let native = format!("NATIVES/{name}.rsmf");
        self.out
            .file(&self.folder, &native, document.bytes(), sink)?;
        if self.with_graphs {
            let package = self.folder.replacen("review", "disclosure", 1);
            let graph = graph::graph(&package, &name, common, day, &embedded);
            let path = format!("CASE/{name}.jsonld");
            self.out.file(&self.folder, &path, graph.as_bytes(), sink)?;
        }
        let text_path = format!("TEXT/{name}.txt");
        self.out
            .file(&self.folder, &text_path, text.as_bytes(), sink)?;
        let row = load::Row {
            name: &name,
            title,
            participants: rsmf::participants(day),
            size_bytes: document.bytes().len() as u64,
            sha256: &document.sha256,
            native: format!("NATIVES\\{name}.rsmf"),
            text: format!("TEXT\\{name}.txt"),
        };
        load::row(&mut self.load, row, day, clock);
        load::table_rows(&mut self.table, &name, day, clock);
        Ok(())
    }

    /// The files that the messages of a day name and the package holds: name below `data/media` and
    /// bytes, each once.
    fn embedded(&self, thread: u32, day: &Day) -> Result<Vec<(String, Vec<u8>)>, ReviewError> {
        let names: BTreeSet<&str> = day
            .records
            .iter()
            .filter_map(record::Record::file)
            .collect();
        let found: Vec<(&str, &Stored)> = names
            .into_iter()
            .filter_map(|name| {
                let ending = format!("/data/media/{name}");
                let file = self.files.iter().find(|file| file.name.ends_with(&ending));
                Some((name, file?))
            })
            .collect();
        let size_bytes = found.iter().map(|(_, file)| file.size_bytes).sum();
        if size_bytes > EMBEDDED_BYTES {
            let day = day.date.clone();
            return Err(ReviewError::TooLarge {
                day,
                thread,
                size_bytes,
            });
        }
        let mut out = Vec::new();
        for (name, file) in found {
            out.push((name.to_owned(), days::bytes(&*self.package, file)?));
        }
        Ok(out)
    }

    fn finish(&mut self, sink: &mut dyn Sink) -> Result<Built, ReviewError> {
        let load = std::mem::take(&mut self.load);
        self.out.file(&self.folder, "LOADFILE.dat", &load, sink)?;
        let about = load::about(&self.options, self.n_documents, self.with_graphs);
        self.out
            .file(&self.folder, "ABOUT.txt", about.as_bytes(), sink)?;
        let listed = std::mem::take(&mut self.out.listed);
        let lines: String = listed
            .iter()
            .map(|(path, digest)| format!("{digest}  {path}\n"))
            .collect();
        self.out
            .file(&self.folder, "SHA256.txt", lines.as_bytes(), sink)?;
        let mut records = Vec::new();
        for index in 0..self.out.layout.n_files() {
            records.extend(self.out.layout.central_record(index));
        }
        self.out.append(&records, sink)?;
        let end = self.out.layout.end(records.len() as u64);
        self.out.append(&end, sink)?;
        let digester = self.out.digester.take().unwrap_or_else(Digester::sha256);
        Ok(Built {
            file_name: format!("{}.zip", self.folder),
            size_bytes: self.out.written,
            sha256: digester.finish().sha256,
            left_behind: Vec::new(),
        })
    }
}

impl Out {
    fn file(
        &mut self,
        folder: &str,
        path: &str,
        bytes: &[u8],
        sink: &mut dyn Sink,
    ) -> Result<(), BuildError> {
        let mut crc = Crc::new();
        crc.update(bytes);
        let name = format!("{folder}/{path}");
        let header = self.layout.open(&name, bytes.len() as u64, crc.sum());
        self.listed.insert((path.to_owned(), sha256_hex(bytes)));
        self.append(&header, sink)?;
        self.append(bytes, sink)
    }

    fn append(&mut self, bytes: &[u8], sink: &mut dyn Sink) -> Result<(), BuildError> {
        sink.append(bytes).map_err(|source| BuildError::Write {
            written_bytes: self.written,
            source,
        })?;
        self.written += bytes.len() as u64;
        if let Some(digester) = &mut self.digester {
            digester.update(bytes);
        }
        Ok(())
    }
}
