//! The verification in steps: directory, then every file in the order of names, then what only the
//! whole shows. Reads each byte once as long as the files stand in the order of their names, unless
//! another reads them for the digest of the whole.

use super::away::{Away, Digesting};
use super::book::{Book, Reader};
use super::checks::Id;
use super::facts::Seen;
use super::member::{self, MemberReader, PIECE_BYTES};
use super::names::Kind;
use super::proof::Told;
use super::review::Review;
use super::shape::{self, Named};
use super::signed::{SignatureRow, Signers, check_signatures};
use super::timed::{Root, TimeRow, check_times};
use super::whole::Whole;
use super::zip::Directory;
use super::{Report, bag, canon, certificates, custody_whole, exhibit, logs, proof, readme};
use crate::engine::archive::beside::{HashesBeside, NothingBeside};
use crate::engine::digest::Digester;
use crate::engine::job::{Progress, STEP_BYTES, Step};
use crate::engine::source::SharedSource;

/// What the person knows of the package from elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Expected {
    /// What was told of seals.
    pub seals: Vec<Told>,
    /// Keys of people who sign.
    pub signers: Option<Signers>,
    /// Certificates of time stamping authorities.
    pub time_roots: Vec<Root>,
}

/// A verification in steps.
pub struct VerifyJob {
    pub(super) source: SharedSource,
    phase: Phase,
    pub(super) whole: Whole,
    pub(super) book: Book,
    folder: String,
    n_read: u64,
    pub(super) is_package: bool,
    pub(super) expected: Expected,
    pub(super) signatures: Vec<SignatureRow>,
    pub(super) times: Vec<TimeRow>,
    /// What the checks say, when this is an exhibit and no package.
    pub(super) exhibit: Option<Report>,
}

enum Phase {
    Directory,
    Files(Box<Files>),
    Review(Box<Review>),
    Rest,
    Done,
}

/// The files and how far they are read.
struct Files {
    directory: Directory,
    names: Vec<Named>,
    next: usize,
    open: Option<OpenFile>,
    away: Away,
    /// Nothing can be done before the platform is done.
    waits: bool,
}

struct OpenFile {
    index: usize,
    bytes: MemberReader,
    digest: Digesting,
    reader: Box<dyn Reader>,
}

impl Files {
    /// What comes after the media asks for their digests.
    fn must_wait(&mut self) -> bool {
        let next = self.names.get(self.next);
        let is_media = next.is_some_and(|next| matches!(next.kind, Kind::Media(_)));
        self.waits = !self.away.is_empty() && (!is_media || self.away.is_full());
        self.waits
    }
}

impl VerifyJob {
    /// Prepares it. Nothing is read yet.
    pub fn new(package: SharedSource) -> VerifyJob {
        VerifyJob {
            source: package,
            phase: Phase::Directory,
            whole: Whole::new(),
            book: Book::default(),
            folder: String::new(),
            n_read: 0,
            is_package: true,
            expected: Expected::default(),
            signatures: Vec::new(),
            times: Vec::new(),
            exhibit: None,
        }
    }

    /// Also compares with what is known from elsewhere.
    pub fn expecting(mut self, expected: Expected) -> VerifyJob {
        self.expected = expected;
        self
    }

    /// From now on another computes the SHA-256 of the whole, and [`VerifyJob::told`] is called with it;
    /// `false` when that is not worth it.
    pub fn share_whole(&mut self) -> bool {
        self.whole.share(&*self.source)
    }

    /// What the other came to; `None` when it failed.
    pub fn told(&mut self, sha256: Option<String>) {
        self.whole.told(sha256);
    }

    /// Whether every file, and the whole, is digested and compared with the manifests.
    pub fn knows_digests(&self) -> bool {
        match self.phase {
            Phase::Directory | Phase::Files(_) => false,
            Phase::Review(_) | Phase::Rest => self.whole.is_known(&*self.source),
            Phase::Done => true,
        }
    }

    /// Does some of it. Reading errors become a report "not valid" that names the place.
    pub fn step(&mut self) -> Step<Report> {
        self.step_beside(&NothingBeside)
    }

    /// Whether the next step can do nothing but ask the platform again.
    pub fn waits(&self) -> bool {
        match &self.phase {
            Phase::Files(files) => files.waits,
            Phase::Rest => self.whole.is_waited_for(),
            Phase::Directory | Phase::Review(_) | Phase::Done => false,
        }
    }

    /// As [`VerifyJob::step`], with digests of media computed by `platform` meanwhile.
    pub fn step_beside(&mut self, platform: &dyn HashesBeside) -> Step<Report> {
        let enough = self.n_read + STEP_BYTES as u64;
        while self.n_read < enough {
            match std::mem::replace(&mut self.phase, Phase::Done) {
                Phase::Directory => self.phase = self.start(),
                Phase::Files(files) => {
                    self.phase = self.read_on(files, platform);
                    if self.waits() {
                        break;
                    }
                }
                Phase::Review(review) => self.phase = self.review(review),
                Phase::Rest => {
                    self.phase = Phase::Rest;
                    if self.whole.must_wait() {
                        break;
                    }
                    if self.rest() {
                        return Step::Done(self.report());
                    }
                }
                Phase::Done => return Step::Done(self.report()),
            }
        }
        Step::More(Progress {
            done: self.n_read.min(self.source.size_bytes()),
            total: self.source.size_bytes().max(1),
        })
    }

    /// Reads the directory and compares it with the one it must be.
    fn start(&mut self) -> Phase {
        if exhibit::is_one(&*self.source) {
            self.exhibit = Some(exhibit::check(&*self.source, &self.expected));
            return Phase::Done;
        }
        let directory = match Directory::read(&*self.source) {
            Ok(directory) => directory,
            Err(fault) => {
                self.zip_fault(fault);
                return Phase::Rest;
            }
        };
        if let Some(text) = shape::why_no_package(&directory.members) {
            self.is_package = false;
            self.book.ledger.fail(Id::Readable, None, text);
            self.book.ledger.skip(&Id::ALL);
            return Phase::Rest;
        }
        for difference in canon::directory_differences(&directory) {
            let text = format!("byte {}: {}", difference.at, difference.text);
            self.book
                .ledger
                .fail(Id::Container, difference.member.as_deref(), text);
        }
        self.folder = shape::top_folder(&directory.members);
        let names = shape::names_of(&directory.members, &self.folder, &mut self.book);
        shape::check_files(&names, &directory.members, &mut self.book);
        Phase::Files(Box::new(Files {
            directory,
            names,
            next: 0,
            open: None,
            away: Away::default(),
            waits: false,
        }))
    }

    fn read_on(&mut self, mut files: Box<Files>, platform: &dyn HashesBeside) -> Phase {
        let Some(open) = &mut files.open else {
            files.away.settle(&mut self.book.facts.seen);
            if files.must_wait() {
                return Phase::Files(files);
            }
            let Some(named) = files.names.get(files.next) else {
                self.finish();
                let review = Review::start(&*self.source, &mut self.book, &self.folder);
                return review.map_or(Phase::Rest, |review| Phase::Review(Box::new(review)));
            };
            let index = files.next;
            files.next += 1;
            let platform = (platform, &files.away);
            files.open = self.open(&files.directory, named, index, platform);
            return Phase::Files(files);
        };
        let Some(named) = files.names.get(open.index) else {
            return Phase::Rest;
        };
        self.book.at(&named.path);
        match self.whole.catch_up(&*self.source, open.bytes.position()) {
            Ok(true) => {}
            Ok(false) => {
                self.n_read += PIECE_BYTES as u64;
                return Phase::Files(files);
            }
            Err(error) => {
                let text = format!("byte {} could not be read: {error}", self.whole.at());
                self.book.ledger.fail(Id::Readable, None, text);
                self.book.ledger.skip(&Id::ALL);
                return Phase::Done;
            }
        }
        match open.bytes.next(&*self.source) {
            Ok(Some(piece)) => {
                self.whole.take(piece.at, &piece.packed);
                self.n_read += piece.packed.len().max(piece.content().len()) as u64;
                open.digest.update(piece.content());
                open.reader.push(piece.content(), &mut self.book);
                let facts = &mut self.book.facts;
                facts.keep(named.kind, &named.path, piece.content());
            }
            Ok(None) => {
                if let Some(open) = files.open.take() {
                    self.close(open, named, &files.directory, (platform, &mut files.away));
                }
            }
            Err(fault) => {
                self.member_fault(named, fault);
                if let Some(mut open) = files.open.take() {
                    open.reader.end(&mut self.book);
                    self.note(named, Seen::default());
                }
            }
        }
        Phase::Files(files)
    }

    /// Makes some more of the review set once more.
    fn review(&mut self, mut review: Box<Review>) -> Phase {
        match review.step(&*self.source, &mut self.book) {
            Some(n) => {
                self.n_read += n;
                Phase::Review(review)
            }
            None => Phase::Rest,
        }
    }

    fn open(
        &mut self,
        directory: &Directory,
        named: &Named,
        index: usize,
        (platform, away): (&dyn HashesBeside, &Away),
    ) -> Option<OpenFile> {
        self.n_read += 64;
        let member = directory.members.get(named.member)?;
        match member::open(&*self.source, member) {
            Ok(opened) => {
                self.book.facts.keep(named.kind, &named.path, &[]);
                if let Some((at, field)) = member::header_difference(member, &opened.header) {
                    let text = format!("byte {at}: the header before it differs in {field}");
                    self.book
                        .ledger
                        .fail(Id::Container, Some(&named.path), text);
                }
                Some(OpenFile {
                    index,
                    bytes: opened.reader,
                    digest: match named.kind {
                        Kind::Media(_) => Digesting::of_media(member, platform, away),
                        _other => Digesting::Here(Box::new(Digester::both())),
                    },
                    reader: shape::reader_of(named.kind),
                })
            }
            Err(fault) => {
                self.member_fault(named, fault);
                self.note(named, Seen::default());
                None
            }
        }
    }

    fn close(
        &mut self,
        mut open: OpenFile,
        named: &Named,
        directory: &Directory,
        (platform, away): (&dyn HashesBeside, &mut Away),
    ) {
        open.reader.end(&mut self.book);
        let digests = away.finish(&named.path, open.digest, platform);
        self.note(
            named,
            Seen {
                size_bytes: digests.size_bytes,
                sha256: digests.sha256,
                sha512: digests.sha512.unwrap_or_default(),
                named: false,
                cleaned: false,
            },
        );
        let fault = directory
            .members
            .get(named.member)
            .and_then(|member| open.bytes.fault_at_end(member));
        if let Some(text) = fault {
            self.book
                .ledger
                .fail(Id::Container, Some(&named.path), text);
        }
    }

    /// What only the whole shows.
    fn finish(&mut self) {
        bag::check_bag_info(&mut self.book, &self.folder);
        logs::check_marks(&mut self.book);
        custody_whole::check_custody(&mut self.book, &self.folder);
        shape::check_media(&mut self.book);
        proof::check_proof(&mut self.book);
        readme::check_readme(&mut self.book, &self.folder);
        certificates::check_certificates(&mut self.book, &self.folder);
        self.check_seals();
        self.signatures = check_signatures(&mut self.book, self.expected.signers.as_ref());
        self.times = check_times(&mut self.book, &self.expected.time_roots);
    }

    /// Reads to the end for the digest of the whole. Whether it is there.
    fn rest(&mut self) -> bool {
        self.n_read += PIECE_BYTES as u64;
        match self.whole.catch_up(&*self.source, u64::MAX) {
            Ok(done) => done,
            Err(error) => {
                self.book.ledger.skip(&Id::ALL);
                let text = format!("byte {} could not be read: {error}", self.whole.at());
                self.book.ledger.fail(Id::Readable, None, text);
                true
            }
        }
    }
}
