//! What every reader of a file writes into: the facts, and the ledger of what is wrong.

use super::checks::{Id, Ledger};
use super::facts::Facts;

/// Facts and failures, and the file that is being read.
#[derive(Default)]
pub(super) struct Book {
    /// What failed.
    pub(super) ledger: Ledger,
    /// What was learned.
    pub(super) facts: Facts,
    place: String,
}

impl Book {
    /// From now on failures are about `path`.
    pub(super) fn at(&mut self, path: &str) {
        path.clone_into(&mut self.place);
    }

    /// A failure in the file that is being read.
    pub(super) fn fail(&mut self, id: Id, text: impl Into<String>) {
        self.ledger.fail(id, Some(&self.place), text);
    }

    /// A failure in another file.
    pub(super) fn fail_at(&mut self, id: Id, path: &str, text: impl Into<String>) {
        self.ledger.fail(id, Some(path), text);
    }
}

/// Reads one file, in pieces of any size.
pub(super) trait Reader {
    /// Takes the next bytes.
    fn push(&mut self, bytes: &[u8], book: &mut Book);

    /// The end of the file.
    fn end(&mut self, book: &mut Book);
}

/// Reads a file that only its digest is asked of.
pub(super) struct Ignored;

impl Reader for Ignored {
    fn push(&mut self, _bytes: &[u8], _book: &mut Book) {}
    fn end(&mut self, _book: &mut Book) {}
}

/// Whether `bytes` are not UTF-8 text with LF and one at the end.
pub(super) fn not_text(bytes: &[u8]) -> bool {
    match std::str::from_utf8(bytes) {
        Ok(text) => {
            text.starts_with('\u{feff}')
                || !text.ends_with('\n')
                || text.chars().any(|c| c.is_control() && c != '\n')
        }
        Err(_) => true,
    }
}
