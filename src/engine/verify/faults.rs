//! What cannot be read, as failures of what needs it.

use super::checks::Id;
use super::facts::Seen;
use super::job::VerifyJob;
use super::member::MemberFault;
use super::names::Kind;
use super::shape::{self, Named};
use super::zip::ZipFault;
use crate::engine::source::read_range;

impl VerifyJob {
    /// Nothing of it can be read.
    pub(super) fn zip_fault(&mut self, fault: ZipFault) {
        let text = match fault {
            ZipFault::NotAZip => {
                self.is_package = false;
                "this is not a zip, so it is not a package".to_owned()
            }
            ZipFault::Damaged { at, text } => {
                self.is_package = self.looks_like_a_package();
                format!("byte {at}: {text}")
            }
            ZipFault::Read { at, source } => format!("byte {at} could not be read: {source}"),
        };
        self.book.ledger.skip(&Id::ALL);
        self.book.ledger.fail(Id::Readable, None, text);
    }

    /// Whether a zip that cannot be read starts as a package does.
    fn looks_like_a_package(&self) -> bool {
        let len = self.source.size_bytes().min(256) as usize;
        let head = read_range(&*self.source, 0, len).unwrap_or_default();
        let name = head.get(30..).unwrap_or_default();
        memchr::memmem::find(name, b"threadseal-disclosure-").is_some()
            || memchr::memmem::find(name, b"/README.txt").is_some()
    }

    /// One file cannot be read.
    pub(super) fn member_fault(&mut self, named: &Named, fault: MemberFault) {
        let text = match fault {
            MemberFault::Damaged(at, text) => format!("byte {at}: {text}"),
            MemberFault::Read(at, error) => format!("byte {at} could not be read: {error}"),
        };
        self.book.ledger.fail(Id::Readable, Some(&named.path), text);
        self.book.ledger.skip(shape::checks_on(named.kind));
        if Kind::is_payload(&named.path) {
            self.book.ledger.skip(&[Id::Digests]);
        }
    }

    /// One file was read, or could not be.
    pub(super) fn note(&mut self, named: &Named, seen: Seen) {
        if named.kind != Kind::Signature {
            self.book.facts.seen.insert(named.path.clone(), seen);
        }
    }
}
