//! The proof: leaves, openings and seal of each thread, and whether what `messages.jsonl` and
//! `data/media` show is what was sealed. Computes everything anew, from the format's text alone.

mod compare;
mod files;
mod hashes;
mod opening;
mod orders;
mod readers;
mod told;

use std::collections::BTreeSet;

use super::book::Book;
use super::checks::Id;
use super::json::Json;
use super::names::Kind;
use super::words::Fact;
use hashes::Hash;
use orders::{Chosen, Orders};

pub(super) use compare::{Shown, against, compare};
pub(super) use files::{check_absent, check_file, check_no_file, note_unnamed};
pub(super) use readers::{Leaves, Openings, SealJson, said};
pub(super) use told::has_bare_root;
pub use told::{SealNumber, Told};

/// What the files of one proof say.
#[derive(Debug, Default)]
pub(super) struct SealFacts {
    /// From `leaves.txt`.
    leaves: Vec<Hash>,
    /// From `openings.jsonl`, one for each line.
    openings: Vec<RecordOpen>,
    /// From `seal.json`, when its leaves come to it.
    pub(super) number: Option<SealNumber>,
    n_messages: Option<u64>,
    /// Records that show words which no opening proves.
    unproven: Vec<u32>,
    /// Records with a file that is not proven to be the one that they name.
    unnamed: Vec<u32>,
    /// Records with a file that the export may have held, though they say that it did not.
    unheld: Vec<u32>,
    /// Names of files of the export, as far as they are shown.
    held: BTreeSet<Fact>,
    /// There are others.
    has_closed_names: bool,
    /// Words stand beside a mark in a body that stays closed.
    pub(super) has_closed_words: bool,
    /// A body with a mark in it is opened by its tokens.
    pub(super) has_open_parts: bool,
    /// Records whose stamps leave a part of their time open.
    loose: Vec<u32>,
    orders: Orders,
}

/// What an opening shows, as digests to compare with. `None` is what stays closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum RecordOpen {
    Container,
    Message {
        stamp: Option<Fact>,
        sender: Option<Fact>,
        body: Option<Fact>,
        is_full: bool,
        /// How the stamp is written.
        form: Option<Fact>,
    },
    Member {
        name: Option<Fact>,
        data: Option<(Hash, u64)>,
    },
    Withheld,
}

impl SealFacts {
    /// Notes the names of all files of the export, once it is known where its messages end.
    fn note_names(&mut self, n_messages: u64) {
        let n_before = usize::try_from(n_messages).map_or(usize::MAX, |n| n.saturating_add(1));
        for opening in self.openings.iter().skip(n_before) {
            match opening {
                RecordOpen::Member {
                    name: Some(name), ..
                } => _ = self.held.insert(*name),
                _closed => self.has_closed_names = true,
            }
        }
    }

    /// How the stamp of a message is written, when it is shown.
    fn form_at(&self, i: u64) -> Option<Fact> {
        match self.openings.get(usize::try_from(i).ok()?) {
            Some(RecordOpen::Message { form, .. }) => *form,
            _other => None,
        }
    }

    fn members(&self) -> impl Iterator<Item = (Option<Fact>, Hash, u64)> {
        self.openings.iter().filter_map(|opening| match opening {
            RecordOpen::Member {
                name,
                data: Some((sha256, size_bytes)),
            } => Some((*name, *sha256, *size_bytes)),
            RecordOpen::Container
            | RecordOpen::Member { data: None, .. }
            | RecordOpen::Message { .. }
            | RecordOpen::Withheld => None,
        })
    }
}

/// Which file of a thread's proof.
pub(super) fn path(seal: u32, name: &str) -> String {
    format!("data/proof/{seal:04}/{name}")
}

/// What an opening shows, when it and the path beside it come to the root of the seal. `i` is the
/// record's number.
///
/// Errors: what is wrong, for people.
pub(super) fn leads_to_root(
    opening: &Json,
    path: &Json,
    i: u64,
    seal: &SealNumber,
) -> Result<RecordOpen, String> {
    let read = opening::read(opening, i)?;
    let leaf = read.leaf.ok_or("is not opened at all")?;
    let path = path.as_texts().ok_or("has a path that is no list")?;
    let path: Option<Vec<Hash>> = path.into_iter().map(hashes::hash_of).collect();
    let path = path.ok_or("has a path that is not made of hashes")?;
    if hashes::climbed(i, seal.n_records, leaf, &path) != Some(seal.root) {
        return Err("does not come to the root of the seal".to_owned());
    }
    Ok(compare::facts_of(&read.opened, read.is_full))
}

/// What only the whole shows: every proof is of its thread, every file is proven.
pub(super) fn check_proof(book: &mut Book) {
    if book.facts.seals.is_empty() {
        return;
    }
    let seals = std::mem::take(&mut book.facts.seals);
    for (number, seal) in &seals {
        check_kinds(book, *number, seal);
        let records = book.facts.threads.get(number);
        let n_shown = records.and_then(|thread| thread.records.as_ref().map(Vec::len));
        if let (Some(n_messages), Some(n_shown)) = (seal.n_messages, n_shown)
            && n_messages != n_shown as u64
        {
            let text = format!(
                "the seal is over {n_messages} messages, messages.jsonl of thread {number} shows \
                 {n_shown}"
            );
            book.fail_at(Id::Proof, &path(*number, "seal.json"), text);
        }
        check_orders(book, *number, seal);
    }
    let mut opened: Vec<(Hash, u64)> = seals
        .values()
        .flat_map(SealFacts::members)
        .map(|(_, sha256, size_bytes)| (sha256, size_bytes))
        .collect();
    opened.sort_unstable();
    check_media(book, &opened);
    book.facts.seals = seals;
}

/// Dates of stamps that are written alike are read in one order, and in the one that somebody chose.
/// Stamps that are closed excuse nothing: where times are given less exactly, all of a thread are.
fn check_orders(book: &mut Book, number: u32, seal: &SealFacts) {
    let (mut of_form, mut of_any) = (Vec::new(), Vec::new());
    for choice in book.facts.chosen_orders.get(&number).into_iter().flatten() {
        match seal.form_at(choice.first) {
            Some(form) => of_form.push((form, choice.order)),
            None => of_any.push(choice.order),
        }
    }
    let chosen = Chosen {
        of_form: &of_form,
        of_any: &of_any,
    };
    if let Some((one, other)) = seal.orders.conflict(&chosen) {
        let text = format!(
            "records {one} and {other}: stamps that are written alike are read in two orders of \
             day and month, or in another than was chosen"
        );
        let messages = format!("data/threads/t{number:03}/messages.jsonl");
        book.fail_at(Id::Proof, &messages, text);
    }
}

/// Messages stand where the seal says that messages are, and nowhere else.
fn check_kinds(book: &mut Book, number: u32, seal: &SealFacts) {
    let Some(n_messages) = seal.n_messages else {
        return;
    };
    for (i, opening) in seal.openings.iter().enumerate() {
        let i = i as u64;
        let fits = match opening {
            RecordOpen::Container => i == 0,
            RecordOpen::Message { .. } => (1..=n_messages).contains(&i),
            RecordOpen::Member { .. } => i > n_messages,
            RecordOpen::Withheld => true,
        };
        if !fits {
            let text = format!("record {i} is opened as something that does not stand there");
            book.fail_at(Id::Openings, &path(number, "openings.jsonl"), text);
        }
    }
}

/// Every file that is handed over is opened, and no digest is opened of a file that is not.
fn check_media(book: &mut Book, opened: &[(Hash, u64)]) {
    let mut shown = Vec::new();
    let (mut unopened, mut copies) = (Vec::new(), Vec::new());
    for (path, seen) in &book.facts.seen {
        let Some(sha256) = hashes::hash_of(&seen.sha256) else {
            continue;
        };
        if matches!(Kind::of(path), Kind::Media(_)) {
            shown.push((sha256, seen.size_bytes));
            let is_opened = opened.binary_search(&(sha256, seen.size_bytes)).is_ok();
            // What was sealed is the file that a clean copy was made of.
            match (is_opened, seen.cleaned) {
                (true, _) => {}
                (false, true) => copies.push(path.clone()),
                (false, false) => unopened.push(path.clone()),
            }
        }
    }
    book.facts.copies = copies;
    for path in unopened {
        let text = "no opening shows that these bytes were sealed";
        book.fail_at(Id::Proof, &path, text);
    }
    shown.sort_unstable();
    let n_missing = opened
        .iter()
        .filter(|data| shown.binary_search(data).is_err())
        .count();
    if n_missing > 0 {
        let text = format!("digests are opened of files that are not there: {n_missing}");
        book.fail_at(Id::Proof, "data/proof", text);
    }
}

/// What the proof leaves open, in words for people.
pub(super) fn not_proven(book: &Book) -> Vec<String> {
    let mut out = Vec::new();
    for (number, seal) in &book.facts.seals {
        if let Some((n, named)) = listed(&seal.unproven) {
            out.push(format!(
                "That the words beside a mark are the sealed ones, in {n} records of thread \
                 {number} whose marked field the proof keeps closed: {named}"
            ));
        }
        if let Some((n, named)) = listed(&seal.unnamed) {
            out.push(format!(
                "That the file is the one which the message names, in {n} records of thread \
                 {number} whose words or whose file's name the proof keeps closed: {named}"
            ));
        }
        if let Some((n, named)) = listed(&seal.unheld) {
            out.push(format!(
                "That the export did not hold the file, in {n} records of thread {number} that name \
                 one, or seem to, while names of its files stay closed: {named}"
            ));
        }
        if let Some((n, named)) = listed(&seal.loose) {
            out.push(format!(
                "That the time in `at` is the one which the stamp says, in {n} records of thread \
                 {number} whose stamp has words or no year: {named}"
            ));
        }
    }
    if let Some((n, named)) = listed(&book.facts.copies) {
        out.push(format!(
            "That copies made by the program show what the export's files show, {n} in all: {named}"
        ));
    }
    if !book.facts.seals.is_empty() {
        out.push(TITLES.to_owned());
    }
    out
}

/// Said of every package with a proof.
const TITLES: &str = "That the titles of threads are the export's: they come from names of its files, \
                      or from what is shown, and no opening is about them";

/// How many there are and the first of them, when there are any.
fn listed(all: &[impl ToString]) -> Option<(usize, String)> {
    const NAMED: usize = 20;
    let named: Vec<String> = all.iter().take(NAMED).map(ToString::to_string).collect();
    let more = match all.len().checked_sub(NAMED) {
        Some(more) if more > 0 => format!(" and {more} more"),
        _all_named => String::new(),
    };
    let named = format!("{}{more}", named.join(", "));
    (!all.is_empty()).then_some((all.len(), named))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closed_stamp_excuses_no_other() {
        let form = orders::form_of("01/02/2024, 09:15");
        let message = |form: Option<Fact>| RecordOpen::Message {
            stamp: form,
            sender: None,
            body: None,
            is_full: false,
            form,
        };
        for (at, is_fine) in [("2024-02-01T09:15", true), ("2024-01-02T09:15", false)] {
            let mut seal = SealFacts {
                openings: vec![
                    RecordOpen::Container,
                    message(None),
                    message(Some(form)),
                    message(Some(form)),
                ],
                ..SealFacts::default()
            };
            seal.orders.note(form, 2, at, "01/02/2024, 09:15");
            let proves = "13/02/2024, 09:15";
            seal.orders.note(form, 3, "2024-02-13T09:15", proves);
            let mut book = Book::default();
            check_orders(&mut book, 1, &seal);
            assert_eq!(book.ledger.is_clean(), is_fine, "{at}");
        }
    }
}
