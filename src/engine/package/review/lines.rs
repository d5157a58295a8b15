//! The records of a `messages.jsonl`, one after the other.

use super::ReviewError;
use super::days::piece;
use super::record::Record;
use crate::engine::source::Source;
use crate::engine::verify::Stored;

const PIECE_BYTES: u64 = 1 << 20;

/// Reads record after record; holds a piece of the file and the line that it ends in.
pub(in crate::engine) struct RecordLines {
    file: Stored,
    done: u64,
    kept: Vec<u8>,
    /// Where the next line starts in what is kept.
    at: usize,
    n_lines: u32,
}

impl RecordLines {
    /// Of a file of a package.
    pub(in crate::engine) fn new(file: Stored) -> RecordLines {
        RecordLines {
            file,
            done: 0,
            kept: Vec::new(),
            at: 0,
            n_lines: 0,
        }
    }

    /// The next one; `None` after the last.
    ///
    /// Errors: `Line`, `Read`.
    pub(in crate::engine) fn next(
        &mut self,
        package: &dyn Source,
    ) -> Result<Option<Record>, ReviewError> {
        loop {
            let rest = self.kept.get(self.at..).unwrap_or_default();
            if let Some(len) = memchr::memchr(b'\n', rest) {
                self.n_lines += 1;
                let record = Record::read(rest.get(..len).unwrap_or_default());
                self.at += len + 1;
                return record.map(Some).ok_or_else(|| ReviewError::Line {
                    path: self.file.name.clone(),
                    line: self.n_lines,
                });
            }
            let len = (self.file.size_bytes - self.done).min(PIECE_BYTES);
            if len == 0 {
                return Ok(None);
            }
            self.kept.drain(..self.at);
            self.at = 0;
            self.kept
                .extend(piece(package, self.file.bytes_at + self.done, len)?);
            self.done += len;
        }
    }
}
