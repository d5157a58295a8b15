//! Standing decisions to offers.

use std::collections::{BTreeMap, BTreeSet};

use super::alike::Pairs;
use super::words::words_of;
use super::{Carried, Ground, Offer, QUOTE_CHARS, about, all_about};
use crate::engine::archive::Archive;
use crate::engine::case::{Case, ThreadId};
use crate::engine::decision::{Decision, DecisionKind, SpanPlace, TextSpots};
use crate::engine::place::{ByteSpan, EntryId, MessagePlace, SourceId};
use crate::engine::redact::places;
use crate::engine::thread::{ParticipantId, RecordId, Thread};

/// Messages of a participant that are compared.
const MOST_OF_VOICE: usize = 400;

/// Files up to this size are compared byte for byte. Units: bytes.
const MOST_FILE_BYTES: u64 = 64 << 20;

/// Makes offers, one decision after another.
pub(super) struct Offering<'a> {
    case: &'a Case,
    pairs: &'a Pairs<'a>,
    known: BTreeSet<String>,
    pub(super) carried: Carried,
}

/// Where something was decided, and where it would hold.
struct Move {
    was: (ThreadId, RecordId),
    at: (ThreadId, RecordId),
    ground: Ground,
}

impl<'a> Offering<'a> {
    pub(super) fn new(case: &'a Case, pairs: &'a Pairs<'a>, standing: &[Decision]) -> Offering<'a> {
        Offering {
            case,
            pairs,
            known: all_about(standing),
            carried: Carried::default(),
        }
    }

    pub(super) fn take(&mut self, decision: &Decision) {
        match &decision.kind {
            DecisionKind::Message { target, .. } | DecisionKind::MessageGone { target, .. } => {
                self.message(decision, target);
            }
            DecisionKind::Span { target, span, .. } => self.span(decision, target, *span),
            DecisionKind::Pattern { texts, .. } => self.pattern(decision, texts),
            DecisionKind::Participant { target, .. } => self.participant(decision, target),
            DecisionKind::Attachment { source, entry, .. } => {
                self.file(decision, source, *entry, true);
            }
            DecisionKind::SoundRange { source, entry, .. }
            | DecisionKind::Region { source, entry, .. } => {
                self.file(decision, source, *entry, false);
            }
            // These hold for all that is open, or for what a filter found.
            _everywhere => {}
        }
    }

    fn offer(&mut self, decision: &Decision, kind: DecisionKind, moved: Move) {
        // What stands already, or was offered for another decision about the same place.
        if !self.known.insert(about(&kind)) {
            return;
        }
        let quote = self
            .case
            .thread(moved.at.0)
            .map_or("", |(_, thread)| words_of(thread, moved.at.1));
        self.carried.offers.push(Offer {
            kind,
            from: decision.id.clone(),
            was: moved.was,
            at: moved.at,
            ground: moved.ground,
            quote: quote.chars().take(QUOTE_CHARS).collect(),
        });
    }

    /// For each thread that shares messages with that of the place: which record is the same. What is
    /// not found is counted.
    fn moves(&mut self, was: (ThreadId, RecordId)) -> Vec<Move> {
        let (case, pairs) = (self.case, self.pairs);
        let mut moves = Vec::new();
        for there in pairs.with(was.0) {
            match pairs.counterpart(case, was, there) {
                Some((record, ground)) => moves.push(Move {
                    was,
                    at: (there, record),
                    ground,
                }),
                None => self.carried.n_unmatched += 1,
            }
        }
        moves
    }

    fn message(&mut self, decision: &Decision, target: &MessagePlace) {
        let Some(was) = self.case.locate(target) else {
            return;
        };
        for moved in self.moves(was) {
            let Some(place) = self.case.place(moved.at.0, moved.at.1) else {
                continue;
            };
            let mut kind = decision.kind.clone();
            if let DecisionKind::Message { target, .. } | DecisionKind::MessageGone { target, .. } =
                &mut kind
            {
                *target = place;
            }
            self.offer(decision, kind, moved);
        }
    }

    fn span(&mut self, decision: &Decision, target: &MessagePlace, span: ByteSpan) {
        let place = SpanPlace {
            target: target.clone(),
            span,
        };
        for (place, moved) in self.moved_spans(&place) {
            let mut kind = decision.kind.clone();
            if let DecisionKind::Span { target, span, .. } = &mut kind {
                (*target, *span) = (place.target, place.span);
            }
            self.offer(decision, kind, moved);
        }
    }

    /// The same bytes of the same words in other threads.
    fn moved_spans(&mut self, place: &SpanPlace) -> Vec<(SpanPlace, Move)> {
        let case = self.case;
        let Some(was) = case.locate(&place.target) else {
            return Vec::new();
        };
        let Some((_, thread)) = case.thread(was.0) else {
            return Vec::new();
        };
        let spans = places::spans(thread, &place.target, place.span);
        let Some((_, span)) = spans.into_iter().find(|(record, _)| *record == was.1) else {
            return Vec::new();
        };
        let words = words_start(thread, was.1);
        let len = words_of(thread, was.1).len() as u32;
        // A span that begins before the words, among marks, begins with them.
        let start = span.start.saturating_sub(words).min(len);
        let end = span.end().saturating_sub(words).min(len);
        let mut found = Vec::new();
        for moved in self.moves(was) {
            let Some((_, there)) = case.thread(moved.at.0) else {
                continue;
            };
            let span = ByteSpan {
                start: words_start(there, moved.at.1) + start,
                len: end - start,
            };
            if let Some(target) = case.place(moved.at.0, moved.at.1)
                && span.len > 0
            {
                found.push((SpanPlace { target, span }, moved));
            }
        }
        found
    }

    /// All places of a list in one other thread are one offer.
    fn pattern(&mut self, decision: &Decision, texts: &[TextSpots]) {
        let mut by_thread: BTreeMap<ThreadId, (Vec<SpanPlace>, Move)> = BTreeMap::new();
        for place in texts.iter().flat_map(TextSpots::places) {
            for (place, moved) in self.moved_spans(&place) {
                let listed = by_thread
                    .entry(moved.at.0)
                    .or_insert_with(|| (Vec::new(), moved));
                listed.0.push(place);
            }
        }
        for (_, (places, mut moved)) in by_thread {
            moved.ground = Ground::Places(places.len() as u32);
            let mut kind = decision.kind.clone();
            if let DecisionKind::Pattern { texts, .. } = &mut kind {
                *texts = TextSpots::grouped(places);
            }
            self.offer(decision, kind, moved);
        }
    }

    /// Whoever says there what the participant says here, and nobody else does.
    fn participant(&mut self, decision: &Decision, target: &MessagePlace) {
        let case = self.case;
        let Some((id, record)) = case.locate(target) else {
            return;
        };
        let Some((_, thread)) = case.thread(id) else {
            return;
        };
        let Some(who) = thread.record(record).and_then(|at| at.participant) else {
            return;
        };
        for there in self.pairs.with(id) {
            let Some((moved, target)) = self.voice((id, record, who), thread, there) else {
                self.carried.n_unmatched += 1;
                continue;
            };
            let mut kind = decision.kind.clone();
            if let DecisionKind::Participant { target: at, .. } = &mut kind {
                *at = target;
            }
            self.offer(decision, kind, moved);
        }
    }

    fn voice(
        &self,
        (id, record, who): (ThreadId, RecordId, ParticipantId),
        thread: &Thread,
        there: ThreadId,
    ) -> Option<(Move, MessagePlace)> {
        let (_, other) = self.case.thread(there)?;
        let mine = (0..thread.n_records())
            .map(RecordId)
            .filter(|at| thread.record(*at).and_then(|at| at.participant) == Some(who));
        let mut voices: BTreeMap<ParticipantId, (u32, RecordId)> = BTreeMap::new();
        for at in mine.take(MOST_OF_VOICE) {
            let found = self.pairs.counterpart(self.case, (id, at), there);
            let speaks = found.and_then(|(found, _)| {
                let voice = other.record(found)?.participant?;
                Some((voice, found))
            });
            if let Some((voice, found)) = speaks {
                voices.entry(voice).or_insert((0, found)).0 += 1;
            }
        }
        let mut voices = voices.into_iter();
        let (Some((_, (n, found))), None) = (voices.next(), voices.next()) else {
            return None;
        };
        let moved = Move {
            was: (id, record),
            at: (there, found),
            ground: Ground::Voice(n),
        };
        Some((moved, self.case.place(there, found)?))
    }

    /// A file of another source that is the same, byte for byte; for a whole file also the one that
    /// the same message names.
    fn file(&mut self, decision: &Decision, source: &SourceId, entry: EntryId, by_message: bool) {
        let case = self.case;
        let Some((_, open)) = case.source(source) else {
            return;
        };
        let was = naming(case, source, entry);
        for other in &case.sources {
            if other.id == *source || !self.shares(source, &other.id) {
                continue;
            }
            let same =
                same_file(&open.archive, entry, &other.archive).map(|id| (id, Ground::SameFile));
            let found = same.or_else(|| {
                let was = was.filter(|_| by_message)?;
                self.named_there(was, &other.id)
            });
            let at = found.and_then(|(id, _)| naming(case, &other.id, id));
            // A person can look only at what a message names.
            let (Some((id, ground)), Some(was), Some(at)) = (found, was, at) else {
                self.carried.n_unmatched += 1;
                continue;
            };
            let mut kind = decision.kind.clone();
            if let DecisionKind::Attachment { source, entry, .. }
            | DecisionKind::SoundRange { source, entry, .. }
            | DecisionKind::Region { source, entry, .. } = &mut kind
            {
                (*source, *entry) = (other.id.clone(), id);
            }
            self.offer(decision, kind, Move { was, at, ground });
        }
    }

    fn shares(&self, source: &SourceId, other: &SourceId) -> bool {
        let of = |id: &SourceId| {
            let threads = self
                .case
                .threads()
                .filter(move |(_, open, _)| open.id == *id);
            threads
                .map(|(thread, _, _)| thread)
                .collect::<BTreeSet<_>>()
        };
        let theirs = of(other);
        of(source)
            .into_iter()
            .any(|thread| self.pairs.with(thread).any(|at| theirs.contains(&at)))
    }

    /// The file that the same message names there: messages that only name a file have no words of their
    /// own, so those before and behind must be the same.
    fn named_there(
        &self,
        (id, record): (ThreadId, RecordId),
        other: &SourceId,
    ) -> Option<(EntryId, Ground)> {
        let before = RecordId(record.0.checked_sub(1)?);
        let behind = RecordId(record.0 + 1);
        self.pairs.with(id).find_map(|there| {
            let (open, thread) = self.case.thread(there)?;
            if open.id != *other {
                return None;
            }
            let same = |at| self.pairs.counterpart(self.case, (id, at), there);
            let ((found, _), (after, _)) = (same(before)?, same(behind)?);
            let between = RecordId(found.0 + 1);
            let named = thread.record(between).filter(|_| after.0 == found.0 + 2)?;
            let file = thread.attachments.get(named.attachment?.0 as usize)?;
            Some((file.entry?, Ground::Neighbours(2)))
        })
    }
}

/// The first message that names a file.
fn naming(case: &Case, source: &SourceId, entry: EntryId) -> Option<(ThreadId, RecordId)> {
    case.threads()
        .filter(|(_, open, _)| open.id == *source)
        .find_map(|(id, _, thread)| {
            let named = thread.attachments.iter();
            let first = named
                .filter(|at| at.entry == Some(entry))
                .map(|at| at.record)
                .min();
            first.map(|record| (id, record))
        })
}

/// Where the words of a body begin, counted from the start of the record.
fn words_start(thread: &Thread, record: RecordId) -> u32 {
    let body = thread.body(record);
    let words = words_of(thread, record);
    let lead = std::str::from_utf8(body)
        .ok()
        .and_then(|body| body.find(words))
        .unwrap_or(0);
    thread.body_offset(record) + lead as u32
}

/// The one entry of `other` that is `entry` of `archive`, byte for byte.
fn same_file(archive: &Archive, entry: EntryId, other: &Archive) -> Option<EntryId> {
    let size = archive.entry(entry)?.size_bytes;
    if size == 0 || size > MOST_FILE_BYTES {
        return None;
    }
    let mut sized = other
        .entries()
        .iter()
        .filter(|at| at.size_bytes == size)
        .peekable();
    sized.peek()?;
    let bytes = archive.read(entry, MOST_FILE_BYTES).ok()?;
    sized
        .find(|at| {
            let theirs = other.read(at.id, MOST_FILE_BYTES);
            theirs.is_ok_and(|theirs| theirs == bytes)
        })
        .map(|at| at.id)
}
