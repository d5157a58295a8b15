//! The first making of every payload file: nothing is written, only sizes and digests are kept.

use flate2::Crc;

use super::BuildError;
use super::files::{Content, Making, Payload};
use super::job::Meter;
use super::plan::Material;
use crate::engine::digest::{Digester, Digests};
use crate::engine::thread::Thread;

/// What opening a file costs, counted as bytes: a read of the browser takes about a millisecond.
pub(super) const FILE_BYTES: u64 = 64 << 10;

/// A payload file with what was learned of it.
pub(super) struct Measured {
    /// The file.
    pub(super) file: Payload,
    /// Size and digests.
    pub(super) digests: Digests,
    /// For the zip.
    pub(super) crc32: u32,
}

/// The first making, some bytes at a time.
pub(super) struct Measure {
    /// Still to come, last first.
    waiting: Vec<Payload>,
    current: Option<Current>,
    done: Vec<Measured>,
}

struct Current {
    file: Payload,
    making: Making,
    digester: Digester,
    crc: Crc,
}

impl Measure {
    /// Nothing is made yet.
    pub(super) fn new(mut files: Vec<Payload>) -> Measure {
        files.reverse();
        Measure {
            waiting: files,
            current: None,
            done: Vec::new(),
        }
    }

    /// Makes some more. `Some` work, or `None` when all is made.
    ///
    /// Errors: `Read`.
    pub(super) fn step(
        &mut self,
        material: &mut Material,
        meter: &mut Meter,
    ) -> Result<Option<u64>, BuildError> {
        let Some(current) = &mut self.current else {
            let Some(file) = self.waiting.pop() else {
                return Ok(None);
            };
            meter.begin(estimate(material, &file.content));
            self.current = Some(Current {
                making: Making::new(&file.content),
                file,
                digester: Digester::both(),
                crc: Crc::new(),
            });
            return Ok(Some(FILE_BYTES));
        };
        if let Some(piece) = current.making.next(material)? {
            current.digester.update(&piece);
            current.crc.update(&piece);
            meter.advance(piece.len() as u64);
            return Ok(Some(piece.len() as u64));
        }
        if let Some(current) = self.current.take() {
            self.done.push(learned(material, current));
        }
        Ok(Some(0))
    }

    /// All files in the order in which they were given.
    pub(super) fn finish(self) -> Vec<Measured> {
        self.done
    }
}

/// Media stand before the lists that name them, so a list finds their digests here.
fn learned(material: &mut Material, current: Current) -> Measured {
    let digests = current.digester.finish();
    if let Content::Media(index) = current.file.content
        && let Some(media) = material.plan.media.get_mut(index)
    {
        media.size_bytes = digests.size_bytes;
        media.sha256.clone_from(&digests.sha256);
    }
    if let Content::Review(piece) = current.file.content
        && let Some(set) = &mut material.review
    {
        set.learned(piece, &digests);
    }
    Measured {
        file: current.file,
        digests,
        crc32: current.crc.sum(),
    }
}

/// About how many bytes a payload file has. Rows of logs and lists are not counted.
pub(super) fn estimate(material: &Material, content: &Content) -> u64 {
    let thread = |index: usize| material.plan.threads.get(index).map(|t| &t.thread);
    let leaves = |index: usize| {
        let seal = material
            .plan
            .threads
            .get(index)
            .and_then(|t| t.seal.as_ref());
        seal.map_or(0, |seal| seal.leaves.len() as u64)
    };
    match content {
        Content::Fixed(_)
        | Content::LogCsv
        | Content::LogJson
        | Content::Attachments(_)
        | Content::Index(_) => 0,
        Content::Review(piece) => {
            let set = material.review.as_ref();
            set.map_or(0, |set| set.estimate(*piece))
        }
        Content::Leaves(index) => leaves(*index) * 65,
        Content::Openings(index) => {
            leaves(*index) * 200 + thread(*index).map_or(0, |t| t.text.len() as u64)
        }
        Content::Media(index) => material.plan.media.get(*index).map_or(0, |m| m.size_bytes),
        Content::Messages(index) => thread(*index).map_or(0, |t| messages_estimate(t)),
        Content::Text(index) => thread(*index).map_or(0, |t| text_estimate(t)),
        Content::Page(index) => thread(*index).map_or(0, |t| page_estimate(t)),
        Content::Part(index, part) => {
            let span = |t: &super::plan::PlannedThread| {
                let (start, end) = t.parts.get(*part).copied()?;
                let all = u64::from(t.thread.n_records()).max(1);
                Some(page_estimate(&t.thread) / all * u64::from(end - start))
            };
            material
                .plan
                .threads
                .get(*index)
                .and_then(span)
                .unwrap_or(0)
        }
    }
}

/// All text files of a thread.
pub(super) fn thread_estimate(thread: &Thread) -> u64 {
    messages_estimate(thread) + text_estimate(thread) + page_estimate(thread)
}

fn messages_estimate(thread: &Thread) -> u64 {
    thread.text.len() as u64 + 150 * u64::from(thread.n_records())
}

fn text_estimate(thread: &Thread) -> u64 {
    thread.text.len() as u64 + 10 * u64::from(thread.n_records())
}

fn page_estimate(thread: &Thread) -> u64 {
    thread.text.len() as u64 + 150 * u64::from(thread.n_records())
}
