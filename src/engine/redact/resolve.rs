//! Standing decisions to cuts: which bytes, names, titles and entries are withheld, and by what.

use std::collections::{BTreeMap, BTreeSet};

use super::files::{FileCuts, cut_file_names, touch_names_in_bodies};
use super::first::{FirstAt, FirstKey};
use super::lookup::{Lookup, Wanted};
use super::marks::{By, cut_of};
use super::occurrences::in_view;
use super::term::Term;
use super::term::set::{Edges, TermSet};
use super::view::{FileKey, Naming, View};
use super::who::People;
use super::{Redactions, Standing, ThreadCuts, names};
use crate::engine::case::{Case, ThreadId};
use crate::engine::decision::{Decision, DecisionKind, DecisionLog, Keep, SpanPlace};
use crate::engine::place::{ByteSpan, EntryId, SourceId};
use crate::engine::thread::{AttachmentId, RecordId};

/// Decisions being resolved.
pub(super) struct Draft<'a> {
    /// What is open.
    pub(super) view: &'a View<'a>,
    /// The redactions that stand.
    pub(super) kept: Vec<&'a Decision>,
    first: Vec<FirstAt>,
    n_places: Vec<u32>,
    /// What is withheld in each thread.
    pub(super) threads: Vec<ThreadCuts>,
    pub(super) entries: BTreeMap<(u32, EntryId), BTreeSet<u32>>,
    pub(super) edits: BTreeMap<(u32, EntryId), BTreeSet<u32>>,
    pub(super) files: BTreeMap<FileKey, FileCuts>,
    /// Made when first asked for.
    naming: Option<Naming>,
    /// Made when first asked for.
    pub(super) people: Option<People>,
    /// Everything that was decided.
    pub(super) log: &'a DecisionLog,
    /// For each `Participant` decision where they are first seen.
    pub(super) seen: BTreeMap<u32, (FirstKey, u32)>,
}

/// Resolves the standing decisions of `log` against `case`.
pub(super) fn in_case(case: &Case, log: &DecisionLog) -> Redactions {
    let is_participant =
        |decision: &Decision| matches!(decision.kind, DecisionKind::Participant { .. });
    let mut view = View::of(case);
    if log.decisions().iter().any(is_participant) {
        view.with_cards(case);
    }
    resolve(&view, log)
}

/// Resolves the standing decisions of `log` against `view`.
pub(super) fn resolve(view: &View<'_>, log: &DecisionLog) -> Redactions {
    let kept: Vec<&Decision> = log
        .standing()
        .into_iter()
        .filter(|decision| decision.kind.codes().is_some())
        .collect();
    let mut draft = Draft {
        view,
        first: vec![FirstAt::Nowhere; kept.len()],
        n_places: vec![0; kept.len()],
        threads: view.threads.iter().map(|_| ThreadCuts::default()).collect(),
        entries: BTreeMap::new(),
        edits: BTreeMap::new(),
        files: BTreeMap::new(),
        naming: None,
        people: None,
        log,
        seen: BTreeMap::new(),
        kept,
    };
    if draft.kept.is_empty() {
        return draft.finish(None);
    }
    let (wanted, terms) = draft.take_places();
    let set = TermSet::new(terms);
    in_view(view, &set, &mut |term, found| {
        if let Some(wanted) = wanted.get(term) {
            draft.take_found(wanted, found);
        }
    });
    touch_names_in_bodies(view, &draft.threads, &mut draft.files);
    cut_file_names(view, &mut draft.threads, &draft.files);
    for cuts in &mut draft.threads {
        cuts.bodies.sort_unstable();
    }
    draft.make_titles(&wanted, &set);
    draft.see_in_bodies();
    draft.finish(Some(Lookup::new(wanted, set)))
}

impl<'a> Draft<'a> {
    /// Everything that names a place; returns the terms that are still to be looked for.
    fn take_places(&mut self) -> (Vec<Wanted>, Vec<(Term, Edges)>) {
        let mut wanted = Vec::new();
        let mut terms = Vec::new();
        self.take_gone();
        for (number, decision) in self.kept.clone().into_iter().enumerate() {
            let number = number as u32;
            match &decision.kind {
                DecisionKind::Message { target, .. } => self.take_message(number, target, false),
                DecisionKind::MessageGone { .. } => {}
                DecisionKind::TimeCoarse {
                    source, entry, to, ..
                } => self.take_clock(number, source, *entry, *to),
                DecisionKind::Span { target, span, .. } => self.take_span(number, target, *span),
                DecisionKind::Pattern { texts, .. } => self.take_pattern(number, texts),
                DecisionKind::Outside { texts, .. } => self.take_outside(number, texts),
                DecisionKind::Attachment { source, entry, .. } => {
                    let files = self.withhold_entry(number, source, *entry);
                    for value in self.names_of(&files) {
                        if let Some(term) = Term::new(&value) {
                            terms.push((term, Edges::WholeWords));
                            wanted.push(Wanted {
                                decision: number,
                                except: BTreeSet::new(),
                                own: Some(files.clone()),
                                by: By::Term,
                                keep: Keep::Nothing,
                                here: None,
                                who: None,
                            });
                        }
                    }
                }
                DecisionKind::SoundRange { source, entry, .. }
                | DecisionKind::Region { source, entry, .. } => {
                    self.edit_entry(number, source, *entry);
                }
                DecisionKind::Value {
                    find, keep, except, ..
                } => {
                    if let Some(term) = Term::of_value(find) {
                        terms.push((term, Edges::Any));
                        wanted.push(Wanted {
                            decision: number,
                            except: self.exceptions(except),
                            own: None,
                            by: By::Term,
                            keep: *keep,
                            here: None,
                            who: None,
                        });
                    }
                }
                DecisionKind::Participant { .. }
                | DecisionKind::DateOrder { .. }
                | DecisionKind::Zone { .. }
                | DecisionKind::Intake { .. }
                | DecisionKind::AsItIs { .. }
                | DecisionKind::Reject { .. } => {}
                DecisionKind::Opened { .. }
                | DecisionKind::Owner { .. }
                | DecisionKind::Work(_)
                | DecisionKind::Withdraw { .. }
                | DecisionKind::Justified { .. }
                | DecisionKind::Checked { .. }
                | DecisionKind::Recipient { .. }
                | DecisionKind::Built { .. }
                | DecisionKind::Disclosed { .. }
                | DecisionKind::Verified { .. }
                | DecisionKind::Witnessed { .. }
                | DecisionKind::PseudonymsKept { .. }
                | DecisionKind::PseudonymsRead { .. } => {}
            }
        }
        self.withhold_files_outside();
        self.number_periods();
        self.take_participants(&mut wanted, &mut terms);
        (wanted, terms)
    }

    /// Whom a name means follows from what is shown, so it comes when all else is known.
    fn take_participants(&mut self, wanted: &mut Vec<Wanted>, terms: &mut Vec<(Term, Edges)>) {
        for (number, decision) in self.kept.clone().into_iter().enumerate() {
            if let DecisionKind::Participant { target, also, .. } = &decision.kind {
                for (term, edges, name) in self.take_participant(number as u32, target, also) {
                    terms.push((term, edges));
                    wanted.push(name);
                }
            }
        }
    }

    /// Withholds the body of a record and the file it names.
    pub(super) fn withhold_body(&mut self, number: u32, id: ThreadId, record: RecordId) {
        let Some(at) = self.view.threads.get(id.0 as usize).copied() else {
            return;
        };
        if let Some(cuts) = self.threads.get_mut(id.0 as usize) {
            cuts.whole.entry(record).or_default().insert(number);
        }
        let attachment = at.thread.record(record).and_then(|r| r.attachment);
        if let Some(file) = attachment.and_then(|named| at.file(named)) {
            if let FileKey::Entry(source, entry) = &file {
                self.entries
                    .entry((*source, *entry))
                    .or_default()
                    .insert(number);
            }
            self.files.entry(file).or_default().chosen.insert(number);
        }
    }

    /// Counts the records that name a file, or the file itself where none does.
    pub(super) fn count_file(&mut self, number: u32, holder: u32, entry: EntryId) {
        let view = self.view;
        let references = self.references(holder, entry);
        if references.is_empty() {
            self.count(number, FirstAt::Entry(holder, entry));
        }
        for (id, named) in references {
            if let Some(named) = view.reference(id, named) {
                self.count(number, FirstAt::Record(id, named.record));
            }
        }
    }

    /// Withholds an entry in every open copy of the source; returns the files this means.
    fn withhold_entry(
        &mut self,
        number: u32,
        source: &SourceId,
        entry: EntryId,
    ) -> BTreeSet<FileKey> {
        let view = self.view;
        let mut files = BTreeSet::new();
        for holder in view.holders(source, entry) {
            let file = FileKey::Entry(holder, entry);
            let withheld = self.entries.entry((holder, entry)).or_default();
            withheld.insert(number);
            let touched = self.files.entry(file.clone()).or_default();
            touched.chosen.insert(number);
            files.insert(file);
            self.count_file(number, holder, entry);
        }
        files
    }

    fn references(&mut self, source: u32, entry: EntryId) -> Vec<(ThreadId, AttachmentId)> {
        let view = self.view;
        let naming = self.naming.get_or_insert_with(|| view.naming());
        naming.get(&(source, entry)).cloned().unwrap_or_default()
    }

    /// The values in the names of files: as the archive has them and as records write them.
    fn names_of(&mut self, files: &BTreeSet<FileKey>) -> BTreeSet<String> {
        let view = self.view;
        let mut values = BTreeSet::new();
        for file in files {
            let FileKey::Entry(source, entry) = file else {
                continue;
            };
            let open = view.sources.get(*source as usize);
            let in_archive = open.and_then(|open| open.entries.get(entry.0 as usize).copied());
            let references = self.references(*source, *entry);
            let written = references
                .into_iter()
                .filter_map(|(id, named)| Some(view.reference(id, named)?.name.as_str()));
            for name in in_archive.into_iter().chain(written) {
                values.extend(names::values(name).into_iter().map(str::to_owned));
            }
        }
        values
    }

    fn exceptions(&self, except: &[SpanPlace]) -> BTreeSet<(ThreadId, RecordId, ByteSpan)> {
        let mut exceptions = BTreeSet::new();
        for place in except {
            let target = &place.target;
            for (id, at) in self.view.threads_of(&target.source, target.entry) {
                if let Some(record) = at.thread.record_at_origin(target.byte_start) {
                    exceptions.insert((id, record, place.span));
                }
            }
        }
        exceptions
    }

    /// Withholds bytes of a body.
    pub(super) fn cut(
        &mut self,
        id: ThreadId,
        record: RecordId,
        span: ByteSpan,
        by: By,
        decision: u32,
    ) {
        if let Some(cuts) = self.threads.get_mut(id.0 as usize) {
            cuts.bodies.push((record, cut_of(span, by, decision)));
        }
    }

    /// Counts a place, and notes the first one.
    pub(super) fn count(&mut self, number: u32, at: FirstAt) {
        if let Some(first) = self.first.get_mut(number as usize)
            && at.key() < first.key()
        {
            *first = at;
        }
        if let Some(n) = self.n_places.get_mut(number as usize) {
            *n = n.saturating_add(1);
        }
    }

    /// Puts the decisions into document order and everything else into the order of lookups.
    fn finish(self, lookup: Option<Lookup>) -> Redactions {
        let mut order: Vec<usize> = (0..self.kept.len()).collect();
        let key = |number: &usize| self.first.get(*number).map(|first| first.key());
        order.sort_by_key(key);
        let mut decisions = Vec::with_capacity(order.len());
        let mut renumbered = vec![0_u32; order.len()];
        for (new, old) in order.into_iter().enumerate() {
            if let Some(slot) = renumbered.get_mut(old) {
                *slot = new as u32;
            }
            if let Some(decision) = self.kept.get(old) {
                decisions.push(Standing {
                    decision: (*decision).clone(),
                    first: self.first.get(old).and_then(|first| first.place()),
                    n_places: self.n_places.get(old).copied().unwrap_or(0),
                });
            }
        }
        let labels = self.labels(&renumbered);
        let new_number = |old: u32| renumbered.get(old as usize).copied().unwrap_or(old);
        let new_set = |old: BTreeSet<u32>| old.into_iter().map(new_number).collect();
        Redactions {
            decisions,
            lookup: lookup.map(|lookup| lookup.renumbered(&new_number)),
            threads: self
                .threads
                .into_iter()
                .map(|cuts| cuts.renumbered(&new_number))
                .collect(),
            entries: self
                .entries
                .into_iter()
                .map(|(entry, by)| (entry, new_set(by)))
                .collect(),
            edits: self
                .edits
                .into_iter()
                .map(|(entry, by)| (entry, new_set(by)))
                .collect(),
            entry_names: self
                .files
                .into_iter()
                .filter_map(|(file, cuts)| match file {
                    FileKey::Entry(source, entry) => {
                        Some(((source, entry), new_set(cuts.in_force().1.clone())))
                    }
                    FileKey::Missing(..) => None,
                })
                .collect(),
            labels,
        }
    }
}
