//! The bytes of one entry for the page. Entries that stand unpacked are handed over as a part of
//! their file, without a copy; packed ones are unpacked in steps. What is not given as it is takes a
//! [`Passage`].

use std::rc::Rc;

use crate::engine::archive::{Archive, Entry, EntryReader};
use crate::engine::finding::{Explain, Failure};
use crate::engine::place::EntryId;

use super::error::SessionError;
use super::protocol::{Event, MediaClass, Tag};
use super::rows::sniff;
use super::{Host, Parts, Session, Turn};

/// For everything that is not to be shown in the page.
const PLAIN_MIME: &str = "application/octet-stream";

/// An entry being unpacked for the page.
pub(super) struct MediaJob<P> {
    pub(super) tag: Tag,
    source: u32,
    entry: EntryId,
    name: String,
    mime: &'static str,
    archive: Rc<Archive>,
    reader: EntryReader,
    /// `None` for the bytes as they are.
    passage: Option<Box<dyn Passage>>,
    parts: P,
}

/// What becomes of the bytes of an entry on their way to the page.
pub(super) trait Passage {
    /// Takes some of them, gives what may go on.
    ///
    /// Errors: it cannot be done, for people.
    fn push(&mut self, bytes: &[u8], out: &mut Vec<u8>) -> Result<(), Failure>;

    /// All of them were taken. Whether they are to be read once more.
    ///
    /// Errors: as [`Passage::push`].
    fn end(&mut self, out: &mut Vec<u8>) -> Result<Then, Failure>;
}

/// What comes after the end of an entry.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Then {
    /// Its beginning, once more.
    Again,
    /// Nothing.
    Over,
}

impl<H: Host> Session<H> {
    pub(super) fn queue_media(&mut self, tag: Tag, (source, entry): (u32, EntryId)) {
        if let Some((archive, about)) = self.media_entry(tag, (source, entry)) {
            let mime = mime_of(&archive, &about);
            match self.slice_of(&archive, entry, mime) {
                Some(handle) => {
                    let mime = mime.to_owned();
                    let event = Event::Media {
                        tag,
                        source,
                        entry,
                        mime,
                    };
                    self.emit_with(event, handle);
                }
                None => self.unpack(tag, source, (archive, about), None),
            }
        }
    }

    /// What is asked for, unless it is not open.
    pub(super) fn media_entry(
        &mut self,
        tag: Tag,
        (source, entry): (u32, EntryId),
    ) -> Option<(Rc<Archive>, Entry)> {
        let found = self.case.sources.get(source as usize).and_then(|open| {
            let entry = open.archive.entry(entry)?;
            Some((Rc::clone(&open.archive), entry.clone()))
        });
        if found.is_none() {
            let what = format!("file {} of source {}", entry.0, source.saturating_add(1));
            self.fail_with(Some(tag), &SessionError::NotOpen { what });
        }
        found
    }

    /// Queues an entry to be read through.
    pub(super) fn unpack(
        &mut self,
        tag: Tag,
        source: u32,
        (archive, about): (Rc<Archive>, Entry),
        passage: Option<Box<dyn Passage>>,
    ) {
        match archive.reader(about.id) {
            Ok(reader) => self.media.push_back(MediaJob {
                tag,
                source,
                entry: about.id,
                mime: mime_of(&archive, &about),
                name: about.name,
                archive,
                reader,
                passage,
                parts: self.host.parts(),
            }),
            Err(error) => self.fail(Some(tag), error.to_failure()),
        }
    }

    fn slice_of(&self, archive: &Archive, entry: EntryId, mime: &str) -> Option<H::Handle> {
        let (index, byte_start, byte_len) = archive.stored_range(entry)?;
        let sources = archive.sources();
        let (_, source) = sources.get(index)?;
        self.host.slice(source, byte_start, byte_len, mime)
    }

    pub(super) fn step_media(&mut self) -> Turn {
        let Some(mut job) = self.media.pop_front() else {
            return Turn::Nothing;
        };
        match job.unpack_some() {
            Ok(true) => self.finish_media(job),
            Ok(false) => self.media.push_front(job),
            Err(failure) => self.fail(Some(job.tag), failure),
        }
        Turn::Worked
    }

    fn finish_media(&mut self, job: MediaJob<H::Parts>) {
        let (tag, source, entry) = (job.tag, job.source, job.entry);
        match job.parts.finish(job.mime) {
            Ok(handle) => {
                let mime = job.mime.to_owned();
                let event = Event::Media {
                    tag,
                    source,
                    entry,
                    mime,
                };
                self.emit_with(event, handle);
            }
            Err(source) => {
                let name = job.name;
                self.fail_with(Some(tag), &SessionError::Collect { name, source });
            }
        }
    }
}

impl<P: Parts> MediaJob<P> {
    /// Whether all of it is there.
    fn unpack_some(&mut self) -> Result<bool, Failure> {
        let Some(bytes) = self.reader.next().map_err(|error| error.to_failure())? else {
            return self.read_to_its_end();
        };
        let Some(passage) = &mut self.passage else {
            return self.collect(&bytes).map(|()| false);
        };
        let mut out = Vec::new();
        passage.push(&bytes, &mut out)?;
        self.collect(&out)?;
        Ok(false)
    }

    fn read_to_its_end(&mut self) -> Result<bool, Failure> {
        let Some(passage) = &mut self.passage else {
            return Ok(true);
        };
        let mut out = Vec::new();
        let then = passage.end(&mut out)?;
        self.collect(&out)?;
        if then == Then::Again {
            let again = self.archive.reader(self.entry);
            self.reader = again.map_err(|error| error.to_failure())?;
        }
        Ok(then == Then::Over)
    }

    fn collect(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        self.parts.append(bytes).map_err(|source| {
            let name = self.name.clone();
            SessionError::Collect { name, source }.to_failure()
        })
    }
}

/// Only what the page shows itself gets its type; everything else is offered for saving and must
/// not be run by a browser that opens it.
fn mime_of(archive: &Archive, entry: &Entry) -> &'static str {
    let seen = sniff(archive, entry.id, &entry.name);
    match seen.class {
        MediaClass::Picture | MediaClass::Video | MediaClass::Sound => seen.mime,
        MediaClass::Card | MediaClass::Document => PLAIN_MIME,
    }
}
