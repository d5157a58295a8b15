//! Files that were handed over to sources with threads. A zip inside a zip that is an export itself
//! becomes a source of its own; every other entry of the outer zip is named.
//!
//! Must never: look deeper than [`DEPTH`], unpack more than the limits allow, or open what a message
//! names as its attachment.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::archive::{Archive, ArchiveError, Given, Role};
use super::finding::{Explain, Failure, Finding, Parsed, Severity};
use super::limits::Limits;
use super::parse;
use super::place::{EntryId, Place, SourceId};
use super::source::{RangeSource, SharedSource};
use super::thread::Thread;

/// How many zips deep an export may stand.
pub const DEPTH: u32 = 2;

/// Stands between the name of a zip and that of a zip inside it.
pub const INSIDE: &str = " › ";

/// Texts from this size on are told of while they arrive: shorter ones are there at once. Units: bytes.
const LONG_TEXT_BYTES: u64 = 16 << 20;

/// Names that are listed when the rest of a zip is told.
const NAMES_TOLD: usize = 20;

/// A long text on its way into memory.
#[derive(Clone, Copy)]
pub struct Arriving<'a> {
    /// What it stands in.
    pub archive: &'a Rc<Archive>,
    /// Which entry it is.
    pub entry: EntryId,
    /// Its beginning, as far as it is unpacked. Nothing of it is checked yet.
    pub text: &'a [u8],
    /// How long it will be. Units: bytes.
    pub size_bytes: u64,
}

/// Looks on while files are opened.
pub trait Onlooker {
    /// A text has come so far.
    fn passed(&self, milestone: Milestone);
    /// More of a text is there. Never heard of short ones.
    fn arrives(&self, arriving: Arriving<'_>);
}

/// Nobody looks on.
impl Onlooker for () {
    fn passed(&self, _milestone: Milestone) {}
    fn arrives(&self, _arriving: Arriving<'_>) {}
}

/// What a text or a package goes through, for a person who measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Milestone {
    /// The text is in memory.
    TextRead,
    /// It is a thread.
    ThreadRead,
    /// Words are looked for in it.
    SearchBegun,
    /// They were.
    SearchDone,
    /// Every digest of a package that is checked is there, that of the whole, too.
    PackageDigested,
}

/// A source that was opened.
pub struct OpenedSource {
    /// Its bytes.
    pub archive: Rc<Archive>,
    /// Size and end: enough to know it again.
    pub provisional: SourceId,
    /// At least one.
    pub threads: Vec<Rc<Thread>>,
    /// Of the archive and of its threads.
    pub findings: Vec<Finding>,
    /// What stands in it and could not be opened, while others could.
    pub failures: Vec<Failure>,
}

/// Opens what belongs together: one zip with the exports inside it, or loose files. The outer zip
/// comes first, then those inside it in the order of its directory.
///
/// Errors: why there is no thread in any of it.
/// `onlooker` hears of every text on its way.
/// Cost: directories and chat texts are read, and zips inside that are packed themselves.
pub fn open_sources(
    given: Vec<Given>,
    limits: &Limits,
    onlooker: &dyn Onlooker,
) -> Result<Vec<OpenedSource>, Failure> {
    let mut opening = Opening {
        limits,
        onlooker,
        unpacked_left: limits.entry_bytes,
        sources: Vec::new(),
        failures: Vec::new(),
    };
    opening.open(given, 0, None);
    let Opening {
        mut sources,
        failures,
        ..
    } = opening;
    match sources.first_mut() {
        Some(first) => first.failures.extend(failures),
        None => {
            let nothing = || ArchiveError::NothingGiven.to_failure();
            return Err(failures.into_iter().next().unwrap_or_else(nothing));
        }
    }
    Ok(sources)
}

struct Opening<'l> {
    limits: &'l Limits,
    onlooker: &'l dyn Onlooker,
    /// What zips inside may still unpack to, all together.
    unpacked_left: u64,
    sources: Vec<OpenedSource>,
    failures: Vec<Failure>,
}

/// The zip that a zip stands in, for its findings.
struct Around {
    outer: String,
    others: Vec<String>,
}

impl Opening<'_> {
    fn open(&mut self, given: Vec<Given>, depth: u32, around: Option<&Around>) {
        if let Err(failure) = self.try_open(given, depth, around) {
            self.failures.push(failure);
        }
    }

    fn try_open(
        &mut self,
        given: Vec<Given>,
        depth: u32,
        around: Option<&Around>,
    ) -> Result<(), Failure> {
        let opened = Archive::open(given, self.limits).map_err(|error| error.to_failure())?;
        let Parsed {
            value: archive,
            mut findings,
        } = opened;
        let archive = Rc::new(archive);
        let (threads, failures) = self.threads_of(&archive, &mut findings);
        let inside = zips_inside(&archive, &threads);
        if threads.is_empty() && inside.is_empty() {
            let nothing = ArchiveError::NoChatText {
                name: archive.name().to_owned(),
                n_entries: archive.entries().len(),
            };
            let first = failures.into_iter().next();
            return Err(first.unwrap_or_else(|| nothing.to_failure()));
        }
        let n_before = self.sources.len();
        let n_failed = self.failures.len();
        let exports = self.exports(&archive, &inside, depth, &mut findings);
        let n_threads = threads.len();
        let n_entries = archive.entries().len();
        let others = others(&archive, &exports);
        let outer = archive.name().to_owned();
        if n_threads > 0 {
            findings.extend(around.map(|around| stood_inside(&archive, around)));
            let provisional = archive.provisional_id();
            self.sources.push(OpenedSource {
                provisional: provisional.map_err(|error| error.to_failure())?,
                archive,
                threads,
                findings,
                failures,
            });
            findings = Vec::new();
        } else {
            self.failures.extend(failures);
        }
        let around = Around { outer, others };
        for (_, given) in exports {
            self.open(vec![given], depth + 1, Some(&around));
        }
        // Findings of a zip that is no source go where a person will see them.
        if let Some(first) = self.sources.get_mut(n_before) {
            first.findings.extend(findings);
        } else if self.failures.len() == n_failed {
            let name = around.outer;
            let nothing = if depth >= DEPTH {
                ArchiveError::TooDeep { name, depth: DEPTH }
            } else {
                ArchiveError::NoChatText { name, n_entries }
            };
            return Err(nothing.to_failure());
        }
        Ok(())
    }

    /// Those of the zips inside that hold an export, as files of their own.
    fn exports(
        &mut self,
        archive: &Archive,
        inside: &[EntryId],
        depth: u32,
        findings: &mut Vec<Finding>,
    ) -> Vec<(EntryId, Given)> {
        let mut found = Vec::new();
        for id in inside {
            if depth >= DEPTH {
                findings.push(too_deep(archive, *id));
                continue;
            }
            match self.export(archive, *id) {
                Ok(Some(given)) => found.push((*id, given)),
                Ok(None) => {}
                Err(error) => self.failures.push(error.to_failure()),
            }
        }
        found
    }

    /// The entry as a file of its own, when it is an export or may hold one.
    fn export(&mut self, archive: &Archive, id: EntryId) -> Result<Option<Given>, ArchiveError> {
        let Some(entry) = archive.entry(id) else {
            return Ok(None);
        };
        let given = Given {
            name: format!("{}{INSIDE}{}", archive.name(), entry.name),
            source: match whole(archive, id) {
                Some(source) => source,
                None => {
                    let bytes = archive.read(id, self.unpacked_left)?;
                    self.unpacked_left -= (bytes.len() as u64).min(self.unpacked_left);
                    Rc::new(bytes)
                }
            },
        };
        let looked = Archive::open(vec![given.clone()], self.limits)?.value;
        let holds_any = !looked.chat_texts().is_empty() || !zips_inside(&looked, &[]).is_empty();
        Ok(holds_any.then_some(given))
    }

    /// The threads of an archive, and why those that are none are none.
    fn threads_of(
        &self,
        archive: &Rc<Archive>,
        findings: &mut Vec<Finding>,
    ) -> (Vec<Rc<Thread>>, Vec<Failure>) {
        let mut threads = Vec::new();
        let mut failures = Vec::new();
        for entry in archive.chat_texts() {
            match self.thread_of(archive, entry) {
                Ok(parsed) => {
                    findings.extend(parsed.findings);
                    threads.push(Rc::new(parsed.value));
                }
                Err(failure) => failures.push(failure),
            }
        }
        (threads, failures)
    }

    fn thread_of(&self, archive: &Rc<Archive>, entry: EntryId) -> Result<Parsed<Thread>, Failure> {
        let size_bytes = archive.entry(entry).map_or(0, |entry| entry.size_bytes);
        let mut arrives = |text: &[u8]| {
            self.onlooker.arrives(Arriving {
                archive,
                entry,
                text,
                size_bytes,
            });
        };
        let bytes = if size_bytes < LONG_TEXT_BYTES {
            archive.read(entry, self.limits.text_bytes)
        } else {
            archive.read_telling(entry, self.limits.text_bytes, &mut arrives)
        };
        let bytes = bytes.map_err(|error| error.to_failure())?;
        self.onlooker.passed(Milestone::TextRead);
        let thread =
            parse::thread_from_text(archive, entry, bytes).map_err(|error| error.to_failure())?;
        self.onlooker.passed(Milestone::ThreadRead);
        Ok(thread)
    }
}

/// An entry that stands unpacked, without copying it.
fn whole(archive: &Archive, id: EntryId) -> Option<SharedSource> {
    let (index, start, len) = archive.stored_range(id)?;
    let (_, source) = archive.sources().into_iter().nth(index)?;
    Some(Rc::new(RangeSource::new(source, start, len)))
}

/// Entries that are zips by name and by content, and that no thread names.
fn zips_inside(archive: &Archive, threads: &[Rc<Thread>]) -> Vec<EntryId> {
    if archive.is_loose() {
        return Vec::new();
    }
    let named: BTreeSet<EntryId> = threads
        .iter()
        .flat_map(|thread| &thread.attachments)
        .filter_map(|attachment| attachment.entry)
        .collect();
    let entries = archive.entries().iter();
    entries
        .filter(|entry| entry.role == Role::Payload && !named.contains(&entry.id))
        .filter(|entry| entry.name.to_ascii_lowercase().ends_with(".zip"))
        .filter(|entry| {
            let head = archive.head(entry.id, 4);
            head.is_ok_and(|head| head.starts_with(b"PK"))
        })
        .map(|entry| entry.id)
        .collect()
}

/// Names of the other files of a zip.
fn others(archive: &Archive, exports: &[(EntryId, Given)]) -> Vec<String> {
    let is_export = |id: EntryId| exports.iter().any(|(export, _)| *export == id);
    let entries = archive.entries().iter();
    entries
        .filter(|entry| entry.role != Role::Folder && !is_export(entry.id))
        .map(|entry| entry.name.clone())
        .collect()
}

fn stood_inside(archive: &Archive, around: &Around) -> Finding {
    let Around { outer, others } = around;
    let told: Vec<String> = others
        .iter()
        .take(NAMES_TOLD)
        .map(|name| format!("{name:?}"))
        .collect();
    let rest = match (others.len(), others.len().saturating_sub(NAMES_TOLD)) {
        (0, _) => "which holds no other file".to_owned(),
        (_, 0) => format!("beside {}", told.join(", ")),
        (_, more) => format!("beside {} and {more} more", told.join(", ")),
    };
    Finding {
        code: "A020".to_owned(),
        severity: Severity::Info,
        place: Place {
            source: archive.name().to_owned(),
            ..Place::default()
        },
        text: format!(
            "this export stood inside the zip {outer:?}, {rest}; it was opened as an export of its own"
        ),
    }
}

fn too_deep(archive: &Archive, id: EntryId) -> Finding {
    Finding {
        code: "A021".to_owned(),
        severity: Severity::Warning,
        place: Place {
            source: archive.name().to_owned(),
            entry: archive.entry(id).map(|entry| entry.name.clone()),
            ..Place::default()
        },
        text: format!(
            "this zip stands more than {DEPTH} zips deep and was not looked into; \
             unpack the outer ones to open it"
        ),
    }
}
