//! The bytes of one entry for the page. Entries that stand unpacked are handed over as a part of
//! their file, without a copy; packed ones are unpacked in steps. A sound of which stretches are to be
//! silent is read twice: once to see whether it can be muted, then to write it.

use std::rc::Rc;

use crate::engine::archive::{Archive, Entry, EntryReader};
use crate::engine::clean::{CleanError, Rewrite, Scan, Stretch};
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
    reader: EntryReader,
    way: Way,
    parts: P,
}

/// What becomes of the bytes that are read.
enum Way {
    AsTheyAre,
    Scan(Box<Scan>, Rc<Archive>),
    Mute(Box<Rewrite>),
}

impl<H: Host> Session<H> {
    pub(super) fn queue_media(
        &mut self,
        tag: Tag,
        (source, entry): (u32, EntryId),
        muted: Vec<Stretch>,
    ) {
        let found = self.case.sources.get(source as usize).and_then(|open| {
            let entry = open.archive.entry(entry)?;
            Some((Rc::clone(&open.archive), entry.clone()))
        });
        let Some((archive, about)) = found else {
            let what = format!("file {} of source {}", entry.0, source.saturating_add(1));
            return self.fail_with(Some(tag), &SessionError::NotOpen { what });
        };
        let mime = mime_of(&archive, &about);
        let whole = muted
            .is_empty()
            .then(|| self.slice_of(&archive, entry, mime));
        if let Some(handle) = whole.flatten() {
            let mime = mime.to_owned();
            let event = Event::Media {
                tag,
                source,
                entry,
                mime,
            };
            return self.emit_with(event, handle);
        }
        match archive.reader(entry) {
            Ok(reader) => self.media.push_back(MediaJob {
                tag,
                source,
                entry,
                name: about.name,
                mime,
                reader,
                way: match muted.as_slice() {
                    [] => Way::AsTheyAre,
                    some => Way::Scan(Box::new(Scan::muting(some)), archive),
                },
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
        let mut out = Vec::new();
        match &mut self.way {
            Way::AsTheyAre => out = bytes,
            Way::Scan(scan, _) => scan.push(&bytes).map_err(|error| self.cannot(&error))?,
            Way::Mute(rewrite) => rewrite
                .push(&bytes, &mut |some| out.extend_from_slice(some))
                .map_err(|error| self.cannot(&error))?,
        }
        self.collect(&out)?;
        Ok(false)
    }

    fn read_to_its_end(&mut self) -> Result<bool, Failure> {
        match std::mem::replace(&mut self.way, Way::AsTheyAre) {
            Way::AsTheyAre => Ok(true),
            Way::Scan(scan, archive) => {
                let recipe = scan.finish().map_err(|error| self.cannot(&error))?;
                let again = archive.reader(self.entry);
                self.reader = again.map_err(|error| error.to_failure())?;
                self.way = Way::Mute(Box::new(Rewrite::new(&recipe)));
                Ok(false)
            }
            Way::Mute(rewrite) => {
                let mut out = Vec::new();
                let finished = rewrite.finish(&mut |some| out.extend_from_slice(some));
                finished.map_err(|error| self.cannot(&error))?;
                self.collect(&out)?;
                Ok(true)
            }
        }
    }

    fn collect(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        self.parts.append(bytes).map_err(|source| {
            let name = self.name.clone();
            SessionError::Collect { name, source }.to_failure()
        })
    }

    fn cannot(&self, error: &CleanError) -> Failure {
        Failure {
            what: format!("{:?} cannot be muted in part: {error}", self.name),
            help: "Redact the whole attachment instead".to_owned(),
            can_raise: false,
        }
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
