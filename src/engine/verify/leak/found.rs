//! What was found, once for each place that a person has to look at.

use std::collections::{BTreeMap, BTreeSet};

use super::edited::Seen;
use super::identifiers::{Identifiers, Sums};
use super::parts::Fault;
use super::prints::Matched;
use super::values::{Strength, Withheld};
use super::{Leak, LeakReport};
use crate::engine::case::ThreadId;
use crate::engine::thread::RecordId;

/// Most rows of a list; the last one says how many more there are.
const ROWS_LIMIT: usize = 2_000;

/// Which part of a record a hit is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    /// Its body.
    Body,
    /// Its sender.
    Sender,
    /// Its line in the text transcript, in which the two run together.
    Line,
}

/// Where a hit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// In the visible text of a record of the package: thread and record from 1.
    Visible(u32, u32, Part),
    /// In a stamp of a record.
    Stamp(u32, u32),
    /// Anywhere else.
    Other,
}

/// A hit.
pub(super) struct Hit<'a> {
    /// Which redaction.
    pub(super) subject: usize,
    /// The file.
    pub(super) file: &'a str,
    /// Where in it.
    pub(super) place: String,
    /// What kind of place.
    pub(super) class: Class,
    /// Which form.
    pub(super) form: &'a str,
}

/// A visible row, and what is needed to see whether it blocks after all.
struct Row {
    leak: Leak,
    part: Part,
    subject: usize,
}

/// Everything that was found.
#[derive(Default)]
pub(super) struct Found {
    leaks: BTreeMap<(usize, String, String), Leak>,
    n_more_leaks: u64,
    visible: BTreeMap<(u32, u32, usize), Row>,
    n_more_visible: u64,
    /// By thread and redaction: the first record, the file, and in how many stamps.
    stamps: BTreeMap<(u32, usize), (u32, String, u64)>,
    /// By file of an attachment: thread and record from 1 that name it first.
    pub(super) named_by: BTreeMap<String, (u32, u32)>,
    /// By file of an attachment: what a clean copy must not have.
    pub(super) parts: BTreeMap<String, Vec<Fault>>,
    /// What was seen of files, as far as a part of them is withheld.
    pub(super) seen: Seen,
    /// Files in which a withheld part is still there.
    pub(super) edited: Vec<Leak>,
    /// Files that the package calls clean copies.
    pub(super) cleaned: BTreeSet<String>,
    /// What could not be searched, for people.
    pub(super) notes: Vec<String>,
    /// For each thread of the package: the thread of the case that it is; all that it can be, where
    /// what is shown does not tell.
    pub(super) case_threads: BTreeMap<u32, Vec<usize>>,
    /// What is worth a look outside visible text.
    listed: BTreeMap<(usize, String, String), Leak>,
    /// Threads of the package, and redactions of which a part of a name stood in a sender.
    in_senders: BTreeSet<(u32, usize)>,
    /// What stands of withheld numbers in pieces.
    pub(super) sums: Sums,
    /// Numbers of which too much does, and what may stand in its own place.
    pub(super) for_the_eye: Vec<Leak>,
    /// What inside a file could not be searched, for people.
    unread: BTreeSet<String>,
    /// What was seen of withheld files in the file that is searched.
    pub(super) matched: Matched,
    /// Bytes unpacked out of the file that is searched.
    pub(super) n_unpacked: u64,
    /// Bytes searched.
    pub(super) n_bytes: u64,
    /// Forms searched for.
    pub(super) n_forms: u64,
}

impl Found {
    /// Notes a hit in its list.
    pub(super) fn put(&mut self, hit: Hit<'_>, withheld: &Withheld) {
        match hit.class {
            Class::Other => self.leak(hit, None, withheld),
            Class::Visible(thread, record, part) => {
                self.visible(hit, (thread, record), part, withheld);
            }
            // What stands in a stamp is not out of the scope.
            Class::Stamp(..) if withheld.is_scope(hit.subject) => {}
            Class::Stamp(thread, record) => {
                let stamps = self
                    .stamps
                    .entry((thread, hit.subject))
                    .or_insert_with(|| (record, hit.file.to_owned(), 0));
                stamps.2 += 1;
            }
        }
    }

    /// Notes a hit that blocks.
    pub(super) fn leak(&mut self, hit: Hit<'_>, record: Option<(u32, u32)>, withheld: &Withheld) {
        let key = (hit.subject, hit.file.to_owned(), hit.place.clone());
        if self.leaks.contains_key(&key) {
            return;
        }
        if self.leaks.len() >= ROWS_LIMIT {
            self.n_more_leaks += 1;
            return;
        }
        let leak = row(&hit, record, withheld);
        self.leaks.insert(key, leak);
    }

    /// Notes a hit that is for a person to look at, wherever it is.
    pub(super) fn listed(&mut self, hit: Hit<'_>, withheld: &Withheld) {
        if let Class::Visible(thread, record, part) = hit.class {
            return self.visible(hit, (thread, record), part, withheld);
        }
        let key = (hit.subject, hit.file.to_owned(), hit.place.clone());
        if self.listed.len() < ROWS_LIMIT {
            let leak = row(&hit, None, withheld);
            self.listed.entry(key).or_insert(leak);
        } else {
            self.n_more_visible += 1;
        }
    }

    /// Notes a part of a name. In what was said, and in attachments, it may mean somebody else; of a
    /// sender's name the first place in each thread is enough.
    pub(super) fn part(&mut self, hit: Hit<'_>, strength: Strength, withheld: &Withheld) {
        if let Class::Visible(thread, _, Part::Sender) = hit.class
            && !self.in_senders.insert((thread, hit.subject))
        {
            return;
        }
        let is_attached = hit.file.starts_with("data/media/");
        match hit.class {
            Class::Other if strength == Strength::Weak || is_attached => self.listed(hit, withheld),
            _other => self.put(hit, withheld),
        }
    }

    /// Sums up what stands of withheld numbers in pieces.
    pub(super) fn add_up(&mut self, identifiers: &Identifiers, withheld: &Withheld) {
        let (blocks, listed) = identifiers.judge(&self.sums, withheld);
        self.edited.extend(blocks);
        self.for_the_eye.extend(listed);
    }

    /// Notes what could not be searched.
    pub(super) fn not_searched(&mut self, what: String) {
        if self.unread.len() < ROWS_LIMIT {
            self.unread.insert(what);
        }
    }

    fn visible(&mut self, hit: Hit<'_>, at: (u32, u32), part: Part, withheld: &Withheld) {
        if withheld.is_scope(hit.subject) && !self.could_block(&hit, at, withheld) {
            return;
        }
        let key = (at.0, at.1, hit.subject);
        if let Some(row) = self.visible.get_mut(&key) {
            row.part = row.part.min(part);
            return;
        }
        if self.visible.len() >= ROWS_LIMIT && !self.could_block(&hit, at, withheld) {
            self.n_more_visible += 1;
            return;
        }
        let leak = row(&hit, Some(at), withheld);
        self.visible.insert(
            key,
            Row {
                leak,
                part,
                subject: hit.subject,
            },
        );
    }

    fn could_block(&self, hit: &Hit<'_>, at: (u32, u32), withheld: &Withheld) -> bool {
        let subject = withheld.subjects.get(hit.subject);
        let record = RecordId(at.1.saturating_sub(1));
        let all = (record, ThreadId(0))..=(record, ThreadId(u32::MAX));
        subject.is_some_and(|subject| subject.bodies.range(all).next().is_some())
    }

    /// The report. A withheld message whose own body shows its words blocks after all.
    pub(super) fn report(
        mut self,
        withheld: &Withheld,
        mut unsearchable: Vec<String>,
    ) -> LeakReport {
        let mut visible = Vec::new();
        for ((thread, record, _), row) in std::mem::take(&mut self.visible) {
            let subject = withheld.subjects.get(row.subject);
            let known = self.case_threads.get(&thread).into_iter().flatten();
            let mut here = known.map(|known| (RecordId(record - 1), ThreadId(*known as u32)));
            let is_own =
                subject.is_some_and(|subject| here.any(|here| subject.bodies.contains(&here)));
            if is_own && row.part == Part::Body {
                let key = (row.subject, row.leak.file.clone(), row.leak.place.clone());
                self.leaks.insert(key, row.leak);
            } else if !withheld.is_scope(row.subject) {
                visible.push(row.leak);
            }
        }
        for ((thread, subject), (record, file, n_stamps)) in std::mem::take(&mut self.stamps) {
            let place = match n_stamps {
                1 => format!("record {record}, its stamp"),
                n => format!("record {record}, its stamp, and {} more stamps", n - 1),
            };
            let hit = Hit {
                subject,
                file: &file,
                place,
                class: Class::Other,
                form: "text",
            };
            visible.push(row(&hit, Some((thread, record)), withheld));
        }
        let leaks_here = |key: &(usize, String, String)| self.leaks.contains_key(key);
        let listed = std::mem::take(&mut self.listed).into_iter();
        visible.extend(
            listed
                .filter(|(key, _)| !leaks_here(key))
                .map(|(_, leak)| leak),
        );
        visible.append(&mut self.for_the_eye);
        let mut leaks: Vec<Leak> = unclean(&self.parts, &self.cleaned).collect();
        leaks.append(&mut self.edited);
        leaks.extend(self.leaks.into_values());
        let rows = leaks.iter_mut().chain(&mut visible);
        for leak in rows.filter(|leak| leak.record.is_none()) {
            leak.record = self.named_by.get(&leak.file).copied();
        }
        say_more(&mut leaks, self.n_more_leaks);
        say_more(&mut visible, self.n_more_visible);
        unsearchable.append(&mut self.notes);
        unsearchable.sort();
        unsearchable.dedup();
        LeakReport {
            leaks,
            visible,
            unsearchable,
            not_searched: self.unread.into_iter().collect(),
            n_values: u32::try_from(self.n_forms).unwrap_or(u32::MAX),
            n_bytes: self.n_bytes,
        }
    }
}

/// What stands in clean copies and must not.
fn unclean<'a>(
    parts: &'a BTreeMap<String, Vec<Fault>>,
    cleaned: &'a BTreeSet<String>,
) -> impl Iterator<Item = Leak> + 'a {
    let of = |file: &'a String| {
        parts
            .get(file)
            .into_iter()
            .flatten()
            .map(move |fault| (file, fault))
    };
    cleaned.iter().flat_map(of).map(|(file, fault)| Leak {
        decision: String::new(),
        file: file.clone(),
        place: fault.place.clone(),
        record: None,
        form: fault.form.to_owned(),
    })
}

fn say_more(rows: &mut [Leak], n_more: u64) {
    if let Some(last) = rows.last_mut()
        && n_more > 0
    {
        last.place.push_str(&format!("; and {n_more} more places"));
    }
}

fn row(hit: &Hit<'_>, record: Option<(u32, u32)>, withheld: &Withheld) -> Leak {
    Leak {
        decision: withheld
            .subjects
            .get(hit.subject)
            .map(|subject| subject.id.clone())
            .unwrap_or_default(),
        file: hit.file.to_owned(),
        place: hit.place.clone(),
        record,
        form: hit.form.to_owned(),
    }
}
