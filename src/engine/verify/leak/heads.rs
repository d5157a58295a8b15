//! Times and senders that are withheld: a record that shows one of them anyway, and a title that tells
//! a name out of records that are withheld.

use std::collections::{BTreeMap, BTreeSet};

use super::Leak;
use super::fold::folded;
use super::found::Class;
use super::part_hits::stands_alone;
use super::scan::Scan;
use super::stamps::Shows;
use super::values::Withheld;
use crate::engine::case::{Case, ThreadId};
use crate::engine::parse;
use crate::engine::place::{EntryId, SourceId};
use crate::engine::redact::Redactions;
use crate::engine::thread::{Kind, ParticipantId, RecordId, Thread};

/// Records whose heads are withheld, and threads whose times are.
#[derive(Debug, Default)]
pub(super) struct Heads {
    /// By thread of the case and record: the redaction.
    gone: BTreeMap<(usize, u32), usize>,
    /// By thread of the case.
    clocks: BTreeMap<usize, usize>,
    /// By thread of the case, where no file name gives its title: names, folded, that stand in
    /// records that are withheld and in none that is shown.
    names: BTreeMap<usize, Vec<(String, usize)>>,
}

impl Heads {
    /// The head of a record is withheld.
    pub(super) fn put(&mut self, subject: usize, thread: ThreadId, record: RecordId) {
        self.gone.insert((thread.0 as usize, record.0), subject);
    }

    /// The exact times of a chat text are withheld.
    pub(super) fn put_clock(
        &mut self,
        case: &Case,
        subject: usize,
        source: &SourceId,
        entry: EntryId,
    ) {
        let sources = case.sources.iter();
        let threads = sources.flat_map(|open| open.threads.iter().map(move |one| (open, one)));
        for (index, (open, thread)) in threads.enumerate() {
            if open.id == *source && thread.entry == entry {
                self.clocks.insert(index, subject);
            }
        }
    }
}

impl Heads {
    /// Names that a title must not tell. A file name that gives a title is no record's.
    pub(super) fn put_names(&mut self, case: &Case, redactions: &Redactions) {
        for (id, open, thread) in case.threads() {
            if !open.archive.title_of(thread.entry).is_empty() {
                continue;
            }
            let (mut shown, mut hidden) = (Vec::new(), Vec::new());
            self.senders(id, thread, &mut shown, &mut hidden);
            group_names((case, redactions), id, thread, &mut shown, &mut hidden);
            let is_shown = |name: &str| shown.iter().any(|one| stands_in(one, name));
            hidden.retain(|(name, _)| !name.trim().is_empty() && !is_shown(name));
            self.names.insert(id.0 as usize, hidden);
        }
    }

    fn senders(
        &self,
        id: ThreadId,
        thread: &Thread,
        shown: &mut Vec<String>,
        hidden: &mut Vec<(String, usize)>,
    ) {
        let (mut seen, mut gone) = (BTreeSet::new(), BTreeMap::<ParticipantId, usize>::new());
        for (record, number) in thread.records.iter().zip(0_u32..) {
            let Some(who) = record.participant else {
                continue;
            };
            match self.gone.get(&(id.0 as usize, number)) {
                Some(subject) => {
                    gone.entry(who).or_insert(*subject);
                }
                None => {
                    seen.insert(who);
                }
            }
        }
        let name_of = |who: &ParticipantId| {
            let name = thread.participants.get(who.0 as usize);
            folded(name.map_or("", |one| &one.name))
        };
        shown.extend(seen.iter().map(name_of));
        let only_gone = gone.iter().filter(|(who, _)| !seen.contains(who));
        hidden.extend(only_gone.map(|(who, subject)| (name_of(who), *subject)));
    }

    /// Whose names out of withheld records a title tells. `told` are the threads of the case that it
    /// may be; where nobody knows, it may be any. Where several fit, a name counts that none of them
    /// shows: what one shows may be its title.
    fn in_title(&self, told: &[usize], title: &str) -> BTreeSet<usize> {
        let title = folded(title);
        let is_told = |thread: usize| told.is_empty() || told.contains(&thread);
        let of_threads = self.names.iter().filter(|(thread, _)| is_told(**thread));
        let names = of_threads.flat_map(|(_, names)| names);
        names
            .filter(|(name, _)| stands_in(&title, name) && self.all_hide(told, name))
            .map(|(_, subject)| *subject)
            .collect()
    }

    fn all_hide(&self, told: &[usize], name: &str) -> bool {
        told.iter().all(|thread| {
            let names = self.names.get(thread).into_iter().flatten();
            names.into_iter().any(|(hidden, _)| hidden == name)
        })
    }
}

/// The names that lines about the thread give the group.
fn group_names(
    (case, redactions): (&Case, &Redactions),
    id: ThreadId,
    thread: &Thread,
    shown: &mut Vec<String>,
    hidden: &mut Vec<(String, usize)>,
) {
    for record in (0..thread.n_records()).map(RecordId) {
        if thread.record(record).map(|one| one.kind) != Some(Kind::System) {
            continue;
        }
        let body = String::from_utf8_lossy(thread.body(record));
        let name = parse::group_name(&body).and_then(|name| body.get(name));
        let Some(name) = name.map(folded) else {
            continue;
        };
        let by = redactions.shown(case, id, record).withheld.then(|| {
            let spans = redactions.spans(case, id, record);
            spans
                .first()
                .and_then(|(_, by)| by.decisions.first().copied())
        });
        match by {
            // Redactions are numbered as their subjects are.
            Some(by) => hidden.push((name, by.unwrap_or_default())),
            None => shown.push(name),
        }
    }
}

fn stands_in(text: &str, name: &str) -> bool {
    let mut places = memchr::memmem::find_iter(text.as_bytes(), name.as_bytes());
    places.any(|at| stands_alone(text, at, name.len()))
}

impl Scan<'_> {
    /// Searches text of a transcript that is no record's for names that its title must not tell.
    pub(super) fn title(&mut self, thread: u32, text: &str, place: &dyn Fn() -> String) {
        let told = self.found.case_threads.get(&thread);
        let told = told.map(Vec::as_slice).unwrap_or_default();
        for subject in self.withheld.heads.in_title(told, text) {
            let hit = self.hit(
                subject,
                Class::Other,
                "name out of a withheld record",
                place(),
            );
            self.found.leak(hit, None, self.withheld);
        }
    }
}

/// The records of a thread of the package that show what is withheld of a head. `told` is the thread
/// of the case that it is.
pub(super) fn shown_heads(
    withheld: &Withheld,
    thread: u32,
    told: usize,
    records: &[Shows],
) -> Vec<Leak> {
    let clock = withheld.heads.clocks.get(&told);
    let leaks = records.iter().zip(1_u32..).filter_map(|(shows, record)| {
        let gone = withheld.heads.gone.get(&(told, record - 1));
        let (subject, form) = match (gone, clock) {
            (Some(gone), _) if shows.time || shows.sender => (gone, "time or sender"),
            (None, Some(clock)) if shows.exact_time => (clock, "exact time"),
            (None, Some(clock)) if shows.named_day => (clock, "a day in the name of a file"),
            _fine => return None,
        };
        let subject = withheld.subjects.get(*subject)?;
        Some(Leak {
            decision: subject.id.clone(),
            file: format!("data/threads/t{thread:03}/messages.jsonl"),
            place: format!("record {record}, its head"),
            record: Some((thread, record)),
            form: form.to_owned(),
        })
    });
    leaks.collect()
}
