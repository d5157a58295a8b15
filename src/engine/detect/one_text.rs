//! The detectors over single texts that are in no case, such as those of a finished package.

use super::catalogue::Detector;
use super::fold::Folded;
use super::join::{self, Across};
use super::roster;
use super::scanner::Scanner;
use super::score::PROPOSE;
use super::setup::DetectOptions;
use crate::engine::case::Case;
use crate::engine::place::ByteSpan;

/// Looks at one text after the other.
pub(crate) struct TextDetector {
    scanner: Option<Scanner>,
    folded: Folded,
}

impl TextDetector {
    /// With the names of that case.
    pub(crate) fn new(case: &Case, options: &DetectOptions) -> TextDetector {
        TextDetector {
            scanner: Scanner::new(options, &roster::names_of(case)),
            folded: Folded::default(),
        }
    }

    /// Whether anything can be found: not when there are more terms than can be searched for.
    pub(crate) fn runs(&self) -> bool {
        self.scanner.is_some()
    }

    /// Each hit and its bytes, in the order of the text. `year`: when it was written; 0 is not known.
    pub(crate) fn look(&mut self, text: &str, year: u16) -> Vec<(Detector, ByteSpan)> {
        let Some(scanner) = &mut self.scanner else {
            return Vec::new();
        };
        let settled = scanner.look(text.as_bytes(), year).into_iter();
        settled
            .filter(|one| one.hit.score.points() >= PROPOSE)
            .map(|one| (one.hit.detector, one.hit.span))
            .collect()
    }

    /// What starts in `first` and ends in `second`: the bytes of each.
    pub(crate) fn look_across(
        &mut self,
        first: &str,
        second: &str,
    ) -> Option<(Detector, ByteSpan, ByteSpan)> {
        let (first, second) = (first.as_bytes(), second.as_bytes());
        if !join::may_meet(first, second) {
            return None;
        }
        let Across { hit, tail } = join::across(self.scanner.as_mut()?, first, second)?;
        if hit.score.points() < PROPOSE {
            return None;
        }
        let start = first.len() as u32 - tail + hit.span.start;
        let one = ByteSpan {
            start,
            len: first.len() as u32 - start,
        };
        let len = hit.span.end() - tail - 1;
        Some((hit.detector, one, ByteSpan { start: 0, len }))
    }

    /// A text in the form in which two spellings of it are equal.
    pub(crate) fn folded(&mut self, text: &[u8]) -> Vec<u8> {
        self.folded.fold(text);
        self.folded.bytes().to_vec()
    }
}
