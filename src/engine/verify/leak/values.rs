//! Case and standing decisions to what must not be in the package. Holds places in the threads
//! rather than copies of their text, so that many withheld messages cost little.

use std::rc::Rc;

use super::decided::Decided;
use super::edited::{Edited, sources};
use super::heads::Heads;
use super::held::Held;
pub(super) use super::item::{Digested, Item, Strength, Words};
use super::name_parts::{card_name, is_name};
use super::own_places::OwnPlaces;
use super::subject::Subject;
use super::written::written;
use crate::engine::archive::Archive;
use crate::engine::case::{Case, ThreadId};
use crate::engine::decision::{Decision, DecisionKind, DecisionLog, Keep, TextSpots};
use crate::engine::place::{ByteSpan, EntryId, MessagePlace};
use crate::engine::redact::term::Term;
use crate::engine::redact::{Redactions, names, occurrences};
use crate::engine::thread::{Kind, RecordId, Thread};
use crate::engine::verify::stamp;

/// Most spellings of a term that are looked for one by one; folding finds the others.
const SPELLINGS: usize = 64;

/// Shorter parts of a value, of which another part stays, stand in other words, too. Units: characters.
const LEAST_PART: usize = 6;

/// Everything that must not be in the package.
#[derive(Default)]
pub(super) struct Withheld {
    /// Redactions and sources.
    pub(super) subjects: Vec<Subject>,
    /// What they withhold.
    pub(super) items: Vec<Item>,
    /// All threads of the case.
    pub(super) threads: Vec<Rc<Thread>>,
    /// Files to be digested.
    pub(super) files: Vec<Digested>,
    /// Files of which a part is withheld.
    pub(super) edited: Vec<Edited>,
    /// For each of the threads: the number of its source.
    pub(super) source_of: Vec<usize>,
    /// Times and senders that are withheld.
    pub(super) heads: Heads,
    /// Titles and names of files, which are shown whatever a withheld message says.
    pub(super) decided: Decided,
    /// Where what is withheld stood.
    pub(super) own_places: OwnPlaces,
    /// Digests of whole sources, in hex, with the source's subject.
    pub(super) sources: Vec<(usize, String)>,
    /// What cannot be searched for, for people.
    pub(super) unsearchable: Vec<String>,
    /// Names that are shown although a part of them is withheld with another name; folded.
    pub(super) shown: Vec<String>,
}

impl Withheld {
    /// Derives it.
    ///
    /// Cost: one pass over every thread for each `Value` decision.
    pub(super) fn of(case: &Case, log: &DecisionLog) -> Withheld {
        let mut withheld = Withheld {
            threads: case
                .threads()
                .map(|(_, _, thread)| Rc::clone(thread))
                .collect(),
            source_of: sources(case),
            ..Withheld::default()
        };
        let redactions = Redactions::resolve(case, log);
        for (index, standing) in redactions.decisions().iter().enumerate() {
            withheld.decision(case, &redactions, index, &standing.decision);
        }
        withheld.heads.put_names(case, &redactions);
        withheld.weigh(case, log);
        withheld.decided = Decided::of(case, &withheld);
        withheld.digests(case);
        withheld
    }

    /// The number of a redaction, from 1; 0 for a source.
    pub(super) fn number(&self, subject: usize) -> usize {
        self.subjects
            .get(subject)
            .map_or(0, |subject| subject.number)
    }

    /// Adds the bodies and spans whose words must not be quoted.
    pub(super) fn quotable(&self, held: &mut Held) {
        for item in &self.items {
            if matches!(item.words, Words::Body(..) | Words::Span(..)) {
                let text = String::from_utf8_lossy(self.words(item));
                held.shingles.add(item.subject, &text);
            }
        }
    }

    /// Whether no redaction stands.
    pub(super) fn hides_nothing(&self) -> bool {
        self.subjects.iter().all(|subject| subject.number == 0)
    }

    fn decision(
        &mut self,
        case: &Case,
        redactions: &Redactions,
        index: usize,
        decision: &Decision,
    ) {
        let (subject, number) = (self.subjects.len(), index + 1);
        self.subjects
            .push(Subject::new(decision.id.0.clone(), number));
        let before = self.items.len();
        match &decision.kind {
            DecisionKind::Message { target, .. } | DecisionKind::MessageGone { target, .. } => {
                if let Some((thread, record)) = case.locate(target) {
                    if matches!(decision.kind, DecisionKind::MessageGone { .. }) {
                        self.heads.put(subject, thread, record);
                    }
                    self.message(case, subject, thread, record);
                }
            }
            DecisionKind::Span { target, span, .. } => self.put_span(case, subject, target, *span),
            DecisionKind::Pattern { texts, .. } => {
                let places = texts.iter().flat_map(TextSpots::places);
                places.for_each(|at| self.put_span(case, subject, &at.target, at.span));
            }
            DecisionKind::Outside { .. } => self.outside(case, redactions, subject, index),
            DecisionKind::Attachment { source, entry, .. } => {
                if let Some((number, open)) = case.source(source) {
                    self.file(case, subject, number, *entry, true);
                    let archive = Rc::clone(&open.archive);
                    self.digest(subject, archive, *entry);
                }
            }
            DecisionKind::SoundRange {
                source,
                entry,
                from_ms,
                until_ms,
                ..
            } => {
                self.muted(case, subject, (source, *entry), (*from_ms, *until_ms));
                return;
            }
            DecisionKind::Region {
                source,
                entry,
                boxes,
                ..
            } => {
                self.boxed(case, subject, (source, *entry), boxes);
                return;
            }
            DecisionKind::Value {
                find, keep, except, ..
            } => {
                self.term(case, subject, find, *keep);
                if is_name(find) {
                    self.name_parts(subject, find);
                }
                if except.is_empty() {
                    self.set_term(subject, find);
                }
            }
            DecisionKind::Participant { target, also, .. } => {
                self.participant(case, subject, target, also);
            }
            DecisionKind::TimeCoarse { source, entry, .. } => {
                return self.heads.put_clock(case, subject, source, *entry);
            }
            DecisionKind::Opened { .. }
            | DecisionKind::Owner { .. }
            | DecisionKind::DateOrder { .. }
            | DecisionKind::Zone { .. }
            | DecisionKind::Intake { .. }
            | DecisionKind::AsItIs { .. }
            | DecisionKind::Work(_)
            | DecisionKind::Reject { .. }
            | DecisionKind::Withdraw { .. }
            | DecisionKind::Justified { .. }
            | DecisionKind::Checked { .. }
            | DecisionKind::Recipient { .. }
            | DecisionKind::Built { .. }
            | DecisionKind::Disclosed { .. }
            | DecisionKind::Verified { .. }
            | DecisionKind::Witnessed { .. }
            | DecisionKind::PseudonymsKept { .. }
            | DecisionKind::PseudonymsRead { .. } => return,
        }
        if self.items.len() == before {
            self.unsearchable.push(format!(
                "redaction {number}: what it withholds is not open, so nothing could be searched for"
            ));
        }
    }

    fn put_span(&mut self, case: &Case, subject: usize, target: &MessagePlace, span: ByteSpan) {
        if let Some((thread, record)) = case.locate(target) {
            self.put(subject, Words::Span(thread.0 as usize, record, span));
            let thread = thread.0 as usize;
            self.own_places.put_span(subject, thread, record, span);
        }
    }

    pub(super) fn put(&mut self, subject: usize, words: Words) {
        self.items.push(Item { subject, words });
    }

    fn set_term(&mut self, subject: usize, find: &str) {
        if let Some(subject) = self.subjects.get_mut(subject) {
            subject.everywhere = Term::new(find);
        }
    }

    fn message(&mut self, case: &Case, subject: usize, thread: ThreadId, record: RecordId) {
        let Some((open, text)) = case.thread(thread) else {
            return;
        };
        self.put(subject, Words::Body(thread.0 as usize, record));
        if let Some(subject) = self.subjects.get_mut(subject) {
            subject.bodies.insert((record, thread));
        }
        let named = text
            .record(record)
            .and_then(|record| record.attachment)
            .and_then(|id| text.attachments.get(id.0 as usize));
        let Some(attachment) = named else {
            return;
        };
        self.put(subject, Words::Name(attachment.name.clone()));
        if let Some(entry) = attachment.entry {
            let number = case.source(&open.id).map_or(0, |(number, _)| number);
            self.file(case, subject, number, entry, false);
            self.digest(subject, Rc::clone(&open.archive), entry);
        }
    }

    /// The names of a file: in the archive, and as records write them. `parts`: what of the name
    /// says something, too.
    pub(super) fn file(
        &mut self,
        case: &Case,
        subject: usize,
        source: usize,
        entry: EntryId,
        parts: bool,
    ) {
        let Some(open) = case.sources.get(source) else {
            return;
        };
        let in_archive = open.archive.entry(entry).map(|entry| entry.name.clone());
        let written = open.threads.iter().flat_map(|thread| {
            let named = thread.attachments.iter();
            named.filter(|attachment| attachment.entry == Some(entry))
        });
        let mut all: Vec<String> = written.map(|attachment| attachment.name.clone()).collect();
        all.extend(in_archive);
        all.sort();
        all.dedup();
        for name in all {
            if parts {
                for part in names::values(&name) {
                    self.put(subject, Words::Name(part.to_owned()));
                }
                if let Some(called) = card_name(&name) {
                    self.name_parts(subject, called);
                }
            }
            self.put(subject, Words::Name(name));
        }
    }

    pub(super) fn digest(&mut self, subject: usize, archive: Rc<Archive>, entry: EntryId) {
        self.files.push(Digested {
            subject,
            archive,
            entry,
        });
    }

    fn term(&mut self, case: &Case, subject: usize, find: &str, keep: Keep) {
        if let (Keep::Last(n), Some(subject)) = (keep, self.subjects.get_mut(subject)) {
            subject.kept = usize::from(n);
        }
        self.put(subject, Words::Term(find.as_bytes().to_vec()));
        let mut spellings: Vec<Vec<u8>> = Vec::new();
        for spot in occurrences(case, find) {
            let written = written(case, spot);
            if spellings.len() < SPELLINGS && !written.is_empty() && !spellings.contains(&written) {
                spellings.push(written);
            }
        }
        for written in spellings {
            let text = std::str::from_utf8(&written).unwrap_or_default();
            let gone = text.get(keep.gone(text, "")).unwrap_or_default();
            if gone.len() < text.len() && gone.chars().count() >= LEAST_PART {
                self.put(subject, Words::Term(gone.as_bytes().to_vec()));
            }
            self.put(subject, Words::Term(written));
        }
    }

    /// The digests of sources and of their chat texts are forbidden, whatever is withheld.
    fn digests(&mut self, case: &Case) {
        for (index, open) in case.sources.iter().enumerate() {
            let subject = self.subjects.len();
            self.subjects
                .push(Subject::new(format!("source {}", index + 1), 0));
            if !open.id.is_provisional() {
                self.sources.push((subject, open.id.0.clone()));
            }
            for thread in &open.threads {
                self.digest(subject, Rc::clone(&open.archive), thread.entry);
            }
        }
    }

    /// The words of an item as they are written.
    pub(super) fn words<'a>(&'a self, item: &'a Item) -> &'a [u8] {
        match &item.words {
            Words::Body(thread, record) => self.body(*thread, *record),
            Words::Span(thread, record, span) => self.span(*thread, *record, *span),
            Words::Term(term) => term,
            Words::Content(text) => text.as_bytes(),
            Words::Bytes(bytes) => bytes,
            Words::Name(name) | Words::Part(name, _) => name.as_bytes(),
        }
    }

    fn body(&self, thread: usize, record: RecordId) -> &[u8] {
        let Some(thread) = self.threads.get(thread) else {
            return &[];
        };
        let kind = thread.record(record).map(|record| record.kind);
        match kind {
            // WhatsApp's own words, which say nothing about anybody.
            Some(Kind::MediaOmitted | Kind::Deleted | Kind::ViewOnce | Kind::Null) | None => &[],
            Some(
                Kind::Text
                | Kind::Attachment
                | Kind::Call
                | Kind::Location
                | Kind::LiveLocation
                | Kind::Contact
                | Kind::Poll
                | Kind::Event
                | Kind::System
                | Kind::SystemUnclassified
                | Kind::Preamble,
            ) => thread.body(record),
        }
    }

    /// The bytes of a span, cut to the body and grown to whole characters.
    pub(super) fn span(&self, thread: usize, record: RecordId, span: ByteSpan) -> &[u8] {
        let Some(thread) = self.threads.get(thread) else {
            return &[];
        };
        let body = thread.body(record);
        let offset = thread.body_offset(record);
        let inside = |at: u32| (at.saturating_sub(offset) as usize).min(body.len());
        let (mut start, mut end) = (inside(span.start), inside(span.end()));
        let goes_on = |at: usize| body.get(at).is_some_and(|byte| byte & 0xc0 == 0x80);
        while start > 0 && goes_on(start) {
            start -= 1;
        }
        while goes_on(end) {
            end += 1;
        }
        body.get(start..end).unwrap_or_default()
    }

    /// The digits in the stamps of a thread's records, to tell threads apart.
    pub(super) fn stamps_of(thread: &Thread) -> impl Iterator<Item = String> {
        (0..thread.n_records()).map(|id| {
            let (stamp, _, _) = thread.parts(RecordId(id));
            digits_of(&String::from_utf8_lossy(stamp))
        })
    }
}

/// The digits in a text, of any script.
pub(super) fn digits_of(text: &str) -> String {
    text.chars()
        .filter_map(stamp::digit)
        .filter_map(|digit| char::from_digit(digit, 10))
        .collect()
}
