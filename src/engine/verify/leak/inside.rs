//! What a text or a file of the package holds without saying it word for word: quotations, copies
//! of withheld files, something packed and written in digits.

use std::ops::Range;

use super::batch::first_bytes;
use super::decode::unbased;
use super::found::{Class, Hit};
use super::packed;
use super::prints::Extent;
use super::scan::{Piece, Scan};
use super::stream::Stream;

/// Shortest run of Base64 digits that is looked into.
const BASE64_DIGITS: usize = 24;

impl Scan<'_> {
    /// Words of a folded text that stand in a row in something withheld.
    pub(super) fn quotations(&mut self, piece: Piece, plain: &str, place: &dyn Fn() -> String) {
        let held = self.held;
        for quoted in held.shingles.quoted(plain) {
            let form = if quoted.is_quotation {
                "a quotation"
            } else {
                "words in a row"
            };
            let hit = Hit {
                subject: quoted.subject,
                file: self.file,
                place: place(),
                class: piece.class(),
                form,
            };
            if quoted.is_quotation {
                self.found.put(hit, self.withheld);
            } else {
                self.found.listed(hit, self.withheld);
            }
        }
    }

    /// Looks into what is packed and written as Base64 in a text.
    pub(super) fn packed_in(&mut self, text: &[u8], runs: &[Range<usize>], depth: usize) {
        for run in runs.iter().filter(|run| run.len() >= BASE64_DIGITS) {
            let bytes = unbased(text.get(run.clone()).unwrap_or_default(), 0);
            if packed::is_known_start(&bytes) {
                let mut stream = Stream::of_digits(depth);
                stream.push(&bytes, self);
                stream.end(self);
            }
        }
    }

    /// Looks for the digests of what is withheld in bytes that were undone from digits.
    pub(super) fn digest_hits(&mut self, bytes: &[u8], place: &dyn Fn() -> String) {
        if bytes.len() < 16 {
            return;
        }
        for window in bytes.windows(16) {
            let start = first_bytes(window);
            for list in [&self.batch.digests[..], &self.held.digests] {
                let from = list.partition_point(|(known, _, _)| *known < start);
                let own = list.iter().skip(from);
                for (_, subject, name) in own.take_while(|(known, _, _)| *known == start) {
                    let hit = self.hit(*subject, Class::Other, name, place());
                    self.found.leak(hit, None, self.withheld);
                }
            }
        }
    }

    /// The digest of something that was unpacked, whole.
    pub(super) fn whole_digest(&mut self, digest: &[u8], place: &str) {
        self.digest_hits(digest, &|| place.to_owned());
    }

    /// Says that something inside the file cannot be searched.
    pub(super) fn not_searched(&mut self, inside: &str, reason: &str) {
        self.found
            .not_searched(format!("{}{inside}: {reason}", self.file));
    }

    /// After the last byte of a file of the package: whose content stands in it.
    pub(super) fn copies(&mut self) {
        let matched = std::mem::take(&mut self.found.matched);
        self.found.n_unpacked = 0;
        for (subject, extent) in self.held.prints.judge(&matched) {
            let form = match extent {
                Extent::Whole => "a copy",
                Extent::Part => "a part of the file",
            };
            let hit = Hit {
                subject,
                file: self.file,
                place: "its bytes".to_owned(),
                class: Class::Other,
                form,
            };
            match extent {
                Extent::Whole => self.found.put(hit, self.withheld),
                Extent::Part => self.found.listed(hit, self.withheld),
            }
        }
    }
}
