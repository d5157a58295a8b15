//! The leak check in steps: digests of withheld files, then every file of the package, once for
//! each batch of values.

use std::io;

use data_encoding::HEXLOWER_PERMISSIVE;

use super::batch::{Batch, first_bytes};
use super::edited::{Heard, Originals, judge, pictures};
use super::faults::{damaged, unreadable};
use super::files::Search;
use super::found::Found;
use super::held::Held;
use super::identifiers::Identifiers;
use super::parts::Parts;
use super::readers::{below, search_of};
use super::reading::WithheldFiles;
use super::scan::Scan;
use super::stamps::Stamps;
use super::values::Withheld;
use super::{LeakReport, again};
use crate::engine::case::Case;
use crate::engine::decision::DecisionLog;
use crate::engine::job::{Progress, STEP_BYTES, Step};
use crate::engine::source::SharedSource;
use crate::engine::verify::member::{self, MemberReader};
use crate::engine::verify::names::Kind;
use crate::engine::verify::zip::Directory;

pub(super) const SLICE_BYTES: usize = 64 << 10; // What one step searches of a piece.

/// A leak check in steps.
pub struct LeakJob {
    pub(super) package: SharedSource,
    pub(super) withheld: Withheld,
    pub(super) held: Held,
    pub(super) found: Found,
    phase: Phase,
    n_done: u64,
    n_total: u64,
}

enum Phase {
    /// Reading withheld files.
    Files(WithheldFiles),
    /// Reading files of which a part is withheld.
    Originals(Originals),
    /// Preparing the values from this item on.
    Values(usize),
    /// Searching the package.
    Package(Box<Passage>),
    /// Looking at these pictures once more.
    Pictures(Box<Passage>, Vec<String>),
    Done(LeakReport),
}

/// The package being searched for one batch.
pub(super) struct Passage {
    pub(super) batch: Batch,
    pub(super) directory: Directory,
    pub(super) folder: String,
    next: usize,
    open: Option<Open>,
    /// Where bytes of the package were searched, header and all.
    pub(super) covered: Vec<(u64, u64)>,
    is_first: bool,
}

struct Open {
    path: String,
    bytes: MemberReader,
    content: Vec<u8>,
    used: usize,
    search: Box<dyn Search>,
    stamps: Option<Stamps>,
    /// What an attachment is made of.
    parts: Option<Parts>,
    /// What is heard in it.
    heard: Option<Heard>,
}

impl LeakJob {
    /// Derives the forbidden values. Nothing of the package is read yet.
    pub fn new(package: SharedSource, case: &Case, log: &DecisionLog) -> LeakJob {
        let withheld = Withheld::of(case, log);
        let to_digest: u64 = withheld
            .files
            .iter()
            .filter_map(|file| file.archive.entry(file.entry))
            .map(|entry| entry.size_bytes)
            .sum();
        let n_total = to_digest.saturating_add(package.size_bytes()).max(1);
        let digests = withheld
            .sources
            .iter()
            .filter_map(|(subject, hex)| {
                let digest = HEXLOWER_PERMISSIVE.decode(hex.as_bytes()).ok()?;
                Some((first_bytes(&digest), *subject, "SHA-256"))
            })
            .collect();
        LeakJob {
            package,
            withheld,
            held: Held {
                digests,
                ..Held::default()
            },
            found: Found::default(),
            phase: Phase::Files(WithheldFiles::default()),
            n_done: 0,
            n_total,
        }
    }

    /// Searches some more.
    ///
    /// Errors: the staged package could not be read, or the values do not fit in memory.
    pub fn step(&mut self) -> io::Result<Step<LeakReport>> {
        let enough = self.n_done.saturating_add(STEP_BYTES as u64);
        while self.n_done < enough {
            let idle = Phase::Done(LeakReport::default());
            match std::mem::replace(&mut self.phase, idle) {
                Phase::Files(files) => self.phase = self.read(files),
                Phase::Originals(files) => self.phase = self.read_originals(files),
                Phase::Values(first) => self.phase = self.start(first)?,
                Phase::Package(search) => self.phase = self.search(search)?,
                Phase::Pictures(search, waiting) => self.phase = self.look(search, waiting),
                Phase::Done(report) => {
                    self.phase = Phase::Done(report.clone());
                    return Ok(Step::Done(report));
                }
            }
        }
        Ok(Step::More(Progress {
            done: self.n_done.min(self.n_total),
            total: self.n_total,
        }))
    }

    /// Reads some of a withheld file.
    fn read(&mut self, mut files: WithheldFiles) -> Phase {
        let n_bytes = files.step(&mut self.withheld, &mut self.held, &mut self.found.notes);
        self.n_done += 64 + n_bytes.unwrap_or(0);
        if n_bytes.is_some() {
            return Phase::Files(files);
        }
        Phase::Originals(Originals::default())
    }

    /// Reads some of a file of which a part is withheld.
    fn read_originals(&mut self, mut files: Originals) -> Phase {
        let n_bytes = files.step(&mut self.withheld, &mut self.held, &mut self.found.notes);
        self.n_done += 64 + n_bytes.unwrap_or(0);
        if n_bytes.is_some() {
            return Phase::Originals(files);
        }
        self.withheld.quotable(&mut self.held);
        self.held.identifiers = Identifiers::of(&self.withheld);
        self.held.prepare();
        if self.held.shingles.is_cut {
            let note = "more is withheld than quotations are searched of: later redactions";
            self.found.notes.push(note.to_owned());
        }
        Phase::Values(0)
    }

    /// Prepares a batch and looks at the container.
    fn start(&mut self, first: usize) -> io::Result<Phase> {
        let batch = Batch::new(&self.withheld, first)?;
        self.found.n_forms += batch.n_forms() as u64;
        for subject in &batch.too_short {
            if let Some(subject) = self.withheld.subjects.get(*subject) {
                let number = subject.number;
                let what = if subject.is_scope {
                    "some of its messages are "
                } else {
                    ""
                };
                self.withheld
                    .unsearchable
                    .push(format!("redaction {number}: {what}too short to search for"));
            }
        }
        if first == 0 {
            self.found.n_forms += self.held.len() as u64;
        }
        let directory = Directory::read(&*self.package).map_err(unreadable)?;
        let mut folder = String::new();
        if let Some(first) = directory.members.first() {
            let label = first.label();
            if let Some((top, _)) = label.split_once('/') {
                top.clone_into(&mut folder);
            }
        }
        let search = Passage {
            batch,
            directory,
            folder,
            next: 0,
            open: None,
            covered: Vec::new(),
            is_first: first == 0,
        };
        self.container(&search);
        Ok(Phase::Package(Box::new(search)))
    }

    /// Searches some of the package.
    fn search(&mut self, mut search: Box<Passage>) -> io::Result<Phase> {
        let Some(mut open) = search.open.take() else {
            if search.next < search.directory.members.len() {
                self.open(&mut search)?;
                return Ok(Phase::Package(search));
            }
            self.gaps(&search)?;
            return Ok(self.after(search));
        };
        if open.used >= open.content.len() {
            let piece = open.bytes.next(&*self.package).map_err(damaged)?;
            match piece {
                Some(piece) => {
                    open.content = piece.unpacked.unwrap_or(piece.packed);
                    open.used = 0;
                }
                None => {
                    self.close(&mut search, open);
                    return Ok(Phase::Package(search));
                }
            }
        }
        let end = open.content.len().min(open.used + SLICE_BYTES);
        let slice = open.content.get(open.used..end).unwrap_or_default();
        open.used = end;
        if search.is_first
            && let Some(stamps) = &mut open.stamps
        {
            stamps.push(slice, &self.withheld);
        }
        if let Some(parts) = &mut open.parts {
            parts.push(slice);
        }
        if let Some(heard) = &mut open.heard {
            heard.push(slice);
        }
        let before = self.found.n_bytes;
        let mut scan = Scan::new(
            &search.batch,
            &self.held,
            &self.withheld,
            &mut self.found,
            &open.path,
        );
        open.search.push(slice, &mut scan);
        let slice_bytes = slice.len() as u64;
        let n_searched = self.found.n_bytes.saturating_sub(before);
        // What was unpacked on the way took time, too; text is searched several times over.
        self.n_done += slice_bytes.max(n_searched / 4);
        search.open = Some(open);
        Ok(Phase::Package(search))
    }

    fn open(&mut self, search: &mut Passage) -> io::Result<()> {
        self.n_done += 64;
        let index = search.next;
        search.next += 1;
        let Some(member) = search.directory.members.get(index) else {
            return Ok(());
        };
        let opened = member::open(&*self.package, member).map_err(damaged)?;
        let label = member.label();
        let path = below(&label, &search.folder).to_owned();
        let kind = if path == label {
            Kind::Unknown
        } else {
            Kind::of(&path)
        };
        let data_at = opened.reader.position();
        let end = data_at.saturating_add(member.packed_bytes);
        search.covered.push((member.header_at, end));
        let mut scan = Scan::new(
            &search.batch,
            &self.held,
            &self.withheld,
            &mut self.found,
            &path,
        );
        if member::header_difference(member, &opened.header).is_some() {
            let place = || "its header in the zip".to_owned();
            scan.other(&String::from_utf8_lossy(&opened.header), &place);
            scan.binary(&opened.header, None, &place);
        }
        let heard = (search.is_first && path.ends_with(".opus")).then(Heard::default);
        search.open = Some(Open {
            path,
            bytes: opened.reader,
            content: Vec::new(),
            used: 0,
            search: search_of(kind),
            parts: match kind {
                Kind::Media(_) if search.is_first => Some(Parts::new()),
                _other => None,
            },
            heard,
            stamps: match kind {
                Kind::Messages(thread) => Some(Stamps::new(thread)),
                _other => None,
            },
        });
        Ok(())
    }

    fn close(&mut self, search: &mut Passage, mut open: Open) {
        let mut scan = Scan::new(
            &search.batch,
            &self.held,
            &self.withheld,
            &mut self.found,
            &open.path,
        );
        open.search.end(&mut scan);
        scan.copies();
        if let Some(parts) = open.parts {
            self.found.parts.insert(open.path.clone(), parts.finish());
        }
        if let Some(heard) = open.heard {
            self.found.seen.heard.insert(open.path.clone(), heard);
        }
        if search.is_first
            && let Some(stamps) = open.stamps
        {
            let known = &mut self.found.case_threads;
            let (shown, unsure) = stamps.tell_apart(&self.withheld, known);
            self.found.edited.extend(shown);
            self.found.for_the_eye.extend(unsure);
        }
    }

    fn after(&mut self, search: Box<Passage>) -> Phase {
        if let Some(next) = search.batch.next_item {
            return Phase::Values(next);
        }
        let waiting = pictures(&self.found, &self.withheld);
        Phase::Pictures(search, waiting.into_iter().collect())
    }

    /// Looks at one picture with boxes, then at what came of all.
    fn look(&mut self, search: Box<Passage>, mut waiting: Vec<String>) -> Phase {
        if let Some(path) = waiting.pop() {
            let file = again::whole(&self.package, &search.directory, &search.folder, &path);
            if let Some(file) = file {
                self.n_done += file.len() as u64;
                self.found.see_picture(path, &file, &self.withheld);
            }
            return Phase::Pictures(search, waiting);
        }
        judge(&mut self.found, &self.withheld);
        let mut found = std::mem::take(&mut self.found);
        found.add_up(&self.held.identifiers, &self.withheld);
        let unsearchable = std::mem::take(&mut self.withheld.unsearchable);
        Phase::Done(found.report(&self.withheld, unsearchable))
    }
}
