//! `Participant` decisions being resolved: who is meant, where their names are withheld, and in
//! which order they are numbered.

use std::collections::{BTreeMap, BTreeSet};

use super::first::{FirstAt, FirstKey};
use super::lookup::{Here, Wanted};
use super::marks::{By, cut_of, merged};
use super::numbers::{self, Identity, Numbers};
use super::pseudonyms::Alias;
use super::resolve::Draft;
use super::term::Term;
use super::term::set::Edges;
use super::who::{People, Who, bare};
use super::{class, places, pseudonyms};
use crate::engine::case::ThreadId;
use crate::engine::decision::{Decision, DecisionKind, Keep};
use crate::engine::place::{ByteSpan, MessagePlace};
use crate::engine::sorting;
use crate::engine::thread::RecordId;

/// What has more words is a sentence and no name.
const NAME_WORDS: usize = 12;
/// Shorter names in one word may be other words.
const LEAST_LETTERS: usize = 6;

impl Draft<'_> {
    /// Withholds the name of whoever sent the message, as a sender, in every thread of its source;
    /// returns what else stands for them, and where.
    pub(super) fn take_participant(
        &mut self,
        number: u32,
        target: &MessagePlace,
        also: &[String],
    ) -> Vec<(Term, Edges, Wanted)> {
        let view = self.view;
        let mut names = BTreeSet::new();
        for (_, at) in view.threads_of(&target.source, target.entry) {
            for record in places::records(at.thread, target).map(RecordId) {
                let who = at.thread.record(record).and_then(|r| r.participant);
                let who = who.and_then(|who| at.thread.participants.get(who.0 as usize));
                names.extend(who.map(|who| (at.source, who.name.as_str())));
            }
        }
        let mut found = Vec::new();
        for (source, name) in names {
            let threads = pseudonyms::threads_of(view, source, name);
            for id in &threads {
                self.withhold_sender(number, *id, name);
            }
            for alias in pseudonyms::aliases(name, also) {
                let here = alias.here_only.then(|| (threads.clone(), source));
                found.extend(self.wanted_name(number, &alias, here, (name, also)));
            }
        }
        found
    }

    /// A name to look for: as whole words, and inside addresses when it has no space in it.
    fn wanted_name(
        &mut self,
        decision: u32,
        alias: &Alias,
        here: Option<Here>,
        (name, also): (&str, &[String]),
    ) -> Vec<(Term, Edges, Wanted)> {
        let Some(term) = Term::of_name(&alias.find) else {
            return Vec::new();
        };
        let view = self.view;
        let (threads, entries) = (&self.threads, &self.entries);
        let people = self
            .people
            .get_or_insert_with(|| People::of(view, threads, entries));
        let own: Vec<String> = [bare(name).to_owned()]
            .into_iter()
            .chain(also.to_vec())
            .collect();
        let mut who = people.who(&alias.find, alias.here_only, &own);
        if alias.find.starts_with(is_syllable) {
            people.add_unspaced(&mut who, &alias.find, &own);
        }
        let wanted = |in_addresses: bool| Wanted {
            decision,
            except: BTreeSet::new(),
            own: None,
            by: By::Name,
            keep: Keep::Nothing,
            here: here.clone(),
            who: Some(Who {
                in_addresses,
                ..who.clone()
            }),
        };
        let mut found = vec![(term.clone(), Edges::WholeWords, wanted(false))];
        for one in in_one_word(&alias.find) {
            found.extend(Term::new(&one).map(|term| (term, Edges::WholeWords, wanted(false))));
        }
        if !alias.find.contains(char::is_whitespace) && alias.find.chars().any(char::is_alphabetic)
        {
            found.push((term, Edges::Any, wanted(true)));
        }
        found
    }

    fn withhold_sender(&mut self, number: u32, id: ThreadId, name: &str) {
        let thread = self.view.threads.get(id.0 as usize).map(|at| at.thread);
        let who = thread.and_then(|thread| Some((thread, pseudonyms::called(thread, name)?)));
        let Some((thread, who)) = who else {
            return;
        };
        let first = thread
            .participants
            .get(who.0 as usize)
            .map_or(RecordId(0), |one| one.first_record);
        self.count(number, FirstAt::Record(id, first));
        // Messages that are withheld with their heads show no sender.
        let gone = self.threads.get(id.0 as usize).map(|cuts| &cuts.gone);
        let is_seen = |record: &RecordId| {
            let says = thread.record(*record).and_then(|one| one.participant);
            says == Some(who) && gone.is_none_or(|gone| !gone.contains_key(record))
        };
        let mut records = (first.0..thread.n_records()).map(RecordId);
        if let Some(seen) = records.find(is_seen) {
            self.see(number, FirstAt::Record(id, seen), 0);
        }
        let whole = ByteSpan {
            start: 0,
            len: name.len() as u32,
        };
        if let Some(cuts) = self.threads.get_mut(id.0 as usize) {
            let cuts = cuts.names.entry(who).or_default();
            cuts.push(cut_of(whole, By::Choice, number));
        }
    }

    /// Notes who is first seen where in bodies, once all that is withheld there is known: a name under a
    /// mark that tells of nobody is not seen.
    pub(super) fn see_in_bodies(&mut self) {
        let who: Vec<Option<Identity>> = self.kept.iter().map(|one| self.called(one)).collect();
        if who.iter().all(Option::is_none) {
            return;
        }
        let is_one = |by: &BTreeSet<u32>| {
            let mut all = by
                .iter()
                .map(|one| who.get(*one as usize).and_then(Option::as_ref));
            let first = all.next().flatten();
            first.is_some() && all.all(|other| other == first)
        };
        let mut seen = Vec::new();
        for (cuts, number) in self.threads.iter().zip(0..) {
            for of_record in cuts.bodies.chunk_by(|one, other| one.0 == other.0) {
                let record = of_record.first().map_or(RecordId(0), |(record, _)| *record);
                if cuts.is_whole(record) {
                    continue;
                }
                let marks = merged(of_record.iter().map(|(_, cut)| *cut).collect());
                let mut named = marks
                    .iter()
                    .filter(|mark| !mark.is_unsure && is_one(&mark.decisions));
                let at = FirstAt::Record(ThreadId(number), record);
                seen.extend(named.by_ref().flat_map(|mark| {
                    let by = mark.decisions.iter();
                    by.map(move |one| (*one, at, mark.span.start))
                        .collect::<Vec<_>>()
                }));
            }
        }
        for (decision, at, start) in seen {
            self.see(decision, at, start);
        }
    }

    /// Whom a `Participant` decision means.
    fn called(&self, decision: &Decision) -> Option<Identity> {
        let DecisionKind::Participant { target, .. } = &decision.kind else {
            return None;
        };
        numbers::identities(self.view, target).into_iter().next()
    }

    /// Notes where a participant is first seen, for the numbers of pseudonyms.
    pub(super) fn see(&mut self, number: u32, at: FirstAt, start: u32) {
        let is_participant = self
            .kept
            .get(number as usize)
            .is_some_and(|decision| matches!(decision.kind, DecisionKind::Participant { .. }));
        if is_participant {
            let here = (at.key(), start);
            let seen = self.seen.entry(number).or_insert(here);
            *seen = (*seen).min(here);
        }
    }

    /// The pseudonyms by the final numbers of their decisions.
    pub(super) fn labels(&self, renumbered: &[u32]) -> BTreeMap<usize, (u32, String)> {
        let mut seen: Vec<((FirstKey, u32), u32)> = self
            .seen
            .iter()
            .map(|(number, at)| (*at, *number))
            .collect();
        sorting::sort(&mut seen);
        let class = if seen.is_empty() {
            ""
        } else {
            class::class(self.view, &self.threads)
        };
        let mut numbers = Numbers::kept(self.view, self.log);
        let mut label = |(_, old): &((FirstKey, u32), u32)| {
            let DecisionKind::Participant { target, .. } = &self.kept.get(*old as usize)?.kind
            else {
                return None;
            };
            let n = numbers.number(&numbers::identities(self.view, target));
            let new = *renumbered.get(*old as usize)? as usize;
            Some((new, (n, format!("{class} {n}"))))
        };
        seen.iter().filter_map(&mut label).collect()
    }
}

/// A name of several words without spaces: all of it, and the first with the last word. Words of six
/// letters or more say who is meant, and two syllables of a script that writes no letters.
fn in_one_word(name: &str) -> Vec<String> {
    let is_of_name = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '\u{2019}');
    let words: Vec<&str> = name
        .split(|c| !is_of_name(c))
        .filter(|word| !word.is_empty())
        .collect();
    let (Some(first), Some(last)) = (words.first(), words.last()) else {
        return Vec::new();
    };
    let mut out = match words.len() {
        2..=NAME_WORDS => vec![words.concat(), [*first, *last].concat()],
        _other => Vec::new(),
    };
    out.dedup();
    out.retain(|one| {
        let least = if one.chars().all(is_syllable) {
            2
        } else {
            LEAST_LETTERS
        };
        one.chars().any(char::is_alphabetic) && one.chars().count() >= least
    });
    out
}

/// Han, Kana and Korean syllables.
fn is_syllable(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}')
}

#[cfg(test)]
mod tests {
    use super::in_one_word;

    #[test]
    fn names_are_written_as_one_word() {
        let cases: [(&str, &[&str]); 6] = [
            ("Mara Lindqvist", &["MaraLindqvist"]),
            ("Ana Maria Sample", &["AnaMariaSample", "AnaSample"]),
            ("王 小明", &["王小明"]),
            ("Jo Li", &[]),
            ("Mara", &[]),
            ("+44 7700 900123", &[]),
        ];
        for (name, expected) in cases {
            assert_eq!(in_one_word(name), expected, "{name}");
        }
    }
}
