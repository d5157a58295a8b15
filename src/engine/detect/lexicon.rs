//! Every word that matters: context words of all languages, words that lead (titles, introductions,
//! street words, …), names of the case and its own terms. What must stand at the edge of a word is
//! looked for at edges alone.

use std::collections::BTreeMap;

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use memchr::memmem::Finder;

use super::catalogue::Detector;
use super::marks::Marks;
use super::roles::{Leads, Role};
use super::text::is_word_byte;
use super::trie::{LONGEST, Trie, WholeFilter, first_eight};

/// The files of context words, one a language.
const LANGUAGES: [&str; 14] = [
    include_str!("words/en.csv"),
    include_str!("words/de.csv"),
    include_str!("words/es.csv"),
    include_str!("words/fr.csv"),
    include_str!("words/it.csv"),
    include_str!("words/pt.csv"),
    include_str!("words/nl.csv"),
    include_str!("words/pl.csv"),
    include_str!("words/sv.csv"),
    include_str!("words/fi.csv"),
    include_str!("words/tr.csv"),
    include_str!("words/ru.csv"),
    include_str!("words/ar.csv"),
    include_str!("words/hi.csv"),
];
/// How the begin line of a private key begins, and what of it no letter's case touches.
const KEY_BLOCK: &str = "-----begin";
const KEY_BLOCK_LEAD: &[u8] = b"-----";
const CHINESE: &str = include_str!("words/zh.csv");

/// A word near a hit adds to its score.
#[derive(Debug, Clone, Copy)]
pub(super) struct Context {
    /// Of which detector.
    pub(super) detector: Detector,
    /// How far before the hit it may end. Units: bytes.
    pub(super) before: u32,
    /// How far after the hit it may begin.
    pub(super) after: u32,
    /// What it adds.
    pub(super) add: i8,
}

/// What one word stands for.
#[derive(Debug, Default)]
pub(super) struct Meaning {
    /// The word, folded, when it is one of ours.
    pub(super) word: &'static str,
    /// Hits it adds to.
    pub(super) contexts: Vec<Context>,
    /// What it leads to.
    pub(super) roles: Vec<Role>,
}

/// A word found in a folded text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hit {
    /// First byte.
    pub(super) start: u32,
    /// One past the last.
    pub(super) end: u32,
    /// Number of its meaning.
    pub(super) meaning: u32,
    /// Whether no word goes on before it, and behind it.
    edges: (bool, bool),
}

impl Hit {
    /// Whether it is a whole word.
    pub(super) fn is_whole(&self) -> bool {
        self.edges == (true, true)
    }

    /// Whether its edges are what the role asks for.
    pub(super) fn fits(&self, role: Role) -> bool {
        (self.edges.0 || !role.needs_left_edge()) && (self.edges.1 || !role.needs_right_edge())
    }
}

/// All words with their meanings.
pub(super) struct Lexicon {
    /// Of what must begin where a word begins, and whose first word ends where one does.
    whole: Trie,
    /// First words of these.
    first_words: WholeFilter,
    /// Of what must only begin where a word begins.
    starts: Trie,
    /// Of what must end where a word ends, from their ends.
    ends: Trie,
    /// Of the rest, with the numbers of their meanings; `None` when there is none.
    anywhere: Option<(AhoCorasick, Vec<u32>)>,
    /// Finds what stands in all of the rest; nothing when nothing does.
    anywhere_lead: Finder<'static>,
    meanings: Vec<Meaning>,
    /// Whether the edges matter to all that the word means, and where it leads.
    kinds: Vec<(bool, bool, Leads)>,
}

/// A word of the case, folded and in lower case, with what it leads to.
pub(super) type OwnWord = (String, Role);

impl Lexicon {
    /// Our words and those of the case. `None` when they are too many to be searched for.
    pub(super) fn new(own: Vec<OwnWord>) -> Option<Lexicon> {
        let mut words: BTreeMap<String, Meaning> = BTreeMap::new();
        for file in LANGUAGES.iter().chain([&CHINESE]) {
            for line in file.lines().skip(1) {
                take_line(&mut words, line);
            }
        }
        let ours = [(KEY_BLOCK, Role::KeyBlock), ("eyj", Role::KeyStart(0))];
        let keys = super::secrets::KEY_STARTS
            .lines()
            .zip(0..)
            .skip(1)
            .filter_map(|(line, number)| {
                Some((
                    line.split(',').next()?.to_ascii_lowercase(),
                    Role::KeyStart(number),
                ))
            });
        let ours = ours.into_iter().map(|(word, role)| (word.to_owned(), role));
        for (word, role) in ours.chain(keys).chain(own) {
            if !word.is_empty() {
                words.entry(word).or_default().roles.push(role);
            }
        }
        let (words, meanings): (Vec<String>, Vec<Meaning>) = words.into_iter().unzip();
        let kinds: Vec<(bool, bool, Leads)> = meanings
            .iter()
            .map(|meaning| {
                let all = |needs: fn(Role) -> bool| meaning.roles.iter().all(|role| needs(*role));
                let leads = Leads::of(meaning);
                (
                    all(Role::needs_left_edge),
                    all(Role::needs_right_edge),
                    leads,
                )
            })
            .collect();
        let sorted = Sorted::of(words, &kinds);
        Some(Lexicon {
            first_words: WholeFilter::new(sorted.whole.iter().map(|(word, _)| first_word(word))),
            whole: Trie::new(sorted.whole),
            starts: Trie::new(sorted.starts),
            ends: Trie::new(sorted.ends),
            anywhere_lead: Finder::new(match sorted.anywhere.as_slice() {
                [(word, _)] if word == KEY_BLOCK => KEY_BLOCK_LEAD,
                _others => b"",
            }),
            anywhere: automaton(sorted.anywhere)?,
            meanings,
            kinds,
        })
    }

    /// Every word in a folded text, by where it ends. Whole words, unless something it means needs
    /// no edge. Returns what they lead to.
    pub(super) fn find(&self, text: &[u8], marks: &Marks, hits: &mut Vec<Hit>) -> Leads {
        hits.clear();
        let mut all = Leads::default();
        let mut ends = marks.ends.iter().map(|end| *end as usize);
        for start in marks.starts.iter().map(|start| *start as usize) {
            let eight = first_eight(text, start);
            let [one, two, three, ..] = eight.to_le_bytes();
            let end = ends.next().unwrap_or(start);
            // Elsewhere words begin and end in other ways.
            let is_whole = !marks.is_ascii || self.first_words.lets(eight, end - start);
            let is_start = self.starts.lets([one, two, three]);
            if !is_whole && !is_start {
                continue;
            }
            let bytes = text.get(start..).unwrap_or(&[]).iter().copied();
            let mut found = |meaning, len| {
                self.take(text, (start, start + len), meaning, hits, &mut all);
            };
            if is_whole {
                self.whole.walk(bytes.clone(), &mut found);
            }
            if is_start {
                self.starts.walk(bytes, &mut found);
            }
        }
        for end in marks.ends.iter().map(|end| *end as usize) {
            let last = text.get(end.saturating_sub(3)..end).unwrap_or(&[]);
            let [.., three, two, one] = last else {
                continue;
            };
            if self.ends.lets([*one, *two, *three]) {
                let bytes = text.get(..end).unwrap_or(&[]).iter().rev().copied();
                self.ends.walk(bytes, &mut |meaning, len| {
                    self.take(text, (end - len, end), meaning, hits, &mut all);
                });
            }
        }
        if let Some((automaton, meanings)) = &self.anywhere
            && self.anywhere_lead.find(text).is_some()
        {
            for found in automaton.find_overlapping_iter(text) {
                let meaning = meanings.get(found.pattern().as_usize());
                let place = (found.start(), found.end());
                self.take(text, place, meaning.copied().unwrap_or(0), hits, &mut all);
            }
        }
        // By where they end; the longest of those that end together first.
        let place = |hit: &Hit| (hit.end, hit.start);
        if !hits.is_sorted_by_key(place) {
            hits.sort_unstable_by_key(place);
        }
        all
    }

    fn take(
        &self,
        text: &[u8],
        (start, end): (usize, usize),
        meaning: u32,
        hits: &mut Vec<Hit>,
        all: &mut Leads,
    ) {
        let kind = self.kinds.get(meaning as usize).copied();
        let (left, right, leads) = kind.unwrap_or((true, true, Leads::default()));
        let edges = (is_edge(text, start), is_edge(text, end));
        if (left && !edges.0) || (right && !edges.1) {
            return;
        }
        *all = all.with(leads);
        hits.push(Hit {
            start: start as u32,
            end: end as u32,
            meaning,
            edges,
        });
    }

    /// What a found word stands for.
    pub(super) fn meaning(&self, hit: &Hit) -> Option<&Meaning> {
        self.meanings.get(hit.meaning as usize)
    }
}

/// Words by where they are looked for, with the numbers of their meanings.
#[derive(Default)]
struct Sorted {
    whole: Vec<(Vec<u8>, u32)>,
    starts: Vec<(Vec<u8>, u32)>,
    /// Written backwards.
    ends: Vec<(Vec<u8>, u32)>,
    anywhere: Vec<(String, u32)>,
}

impl Sorted {
    fn of(words: Vec<String>, kinds: &[(bool, bool, Leads)]) -> Sorted {
        let mut sorted = Sorted::default();
        for ((word, (left, right, _)), number) in words.into_iter().zip(kinds).zip(0..) {
            let is_short = word.len() <= LONGEST;
            let is_word = |byte: Option<&u8>| byte.is_some_and(|byte| is_word_byte(*byte));
            let bytes = word.as_bytes();
            let is_whole = *right || first_word(bytes).len() < bytes.len();
            if is_short && *left && is_whole && is_word(bytes.first()) {
                sorted.whole.push((word.into_bytes(), number));
            } else if is_short && *left && is_word(bytes.first()) {
                sorted.starts.push((word.into_bytes(), number));
            } else if is_short && *right && is_word(bytes.last()) && bytes.len() >= 3 {
                let backwards = bytes.iter().rev().copied().collect();
                sorted.ends.push((backwards, number));
            } else {
                sorted.anywhere.push((word, number));
            }
        }
        sorted
    }
}

/// Up to where its first word ends.
fn first_word(bytes: &[u8]) -> &[u8] {
    let len = bytes.iter().take_while(|byte| is_word_byte(**byte)).count();
    bytes.get(..len).unwrap_or(&[])
}

/// `None` when the words are too many; within, when there are none.
#[expect(clippy::option_option, reason = "too many is not none")]
fn automaton(words: Vec<(String, u32)>) -> Option<Option<(AhoCorasick, Vec<u32>)>> {
    if words.is_empty() {
        return Some(None);
    }
    let (words, numbers): (Vec<String>, Vec<u32>) = words.into_iter().unzip();
    let mut builder = AhoCorasick::builder();
    builder.ascii_case_insensitive(true);
    let small = builder.kind(Some(AhoCorasickKind::DFA)).build(&words);
    let built = small.or_else(|_| builder.kind(None).build(&words)).ok()?;
    Some(Some((built, numbers)))
}

/// One line: `id,word,window_before,window_after,add_score`; `+role` instead of an id for a word
/// that leads.
fn take_line(words: &mut BTreeMap<String, Meaning>, line: &'static str) {
    let mut fields = line.split(',');
    let (Some(id), Some(word)) = (fields.next(), fields.next()) else {
        return;
    };
    let mut number = || fields.next().and_then(|field| field.parse::<i8>().ok());
    let (before, after, add) = (number(), number(), number());
    let meaning = words.entry(word.to_lowercase()).or_default();
    meaning.word = word;
    if let Some(role) = id.strip_prefix('+') {
        meaning.roles.extend(Role::from_word(role));
    } else if let Some(detector) = Detector::from_id(id) {
        meaning.contexts.push(Context {
            detector,
            before: before.unwrap_or(0).unsigned_abs().into(),
            after: after.unwrap_or(0).unsigned_abs().into(),
            add: add.unwrap_or(0),
        });
    }
}

/// Whether no word goes on across byte `at`. Chinese words have no edges.
pub(super) fn is_edge(text: &[u8], at: usize) -> bool {
    let (Some(before), Some(after)) = (
        at.checked_sub(1).and_then(|before| text.get(before)),
        text.get(at),
    ) else {
        return true;
    };
    if !is_word_byte(*before) || !is_word_byte(*after) {
        return true;
    }
    let is_wide = |byte: &u8| (0xe3..=0xe9).contains(byte);
    // The first byte of the character before.
    let start_before = (0..at)
        .rev()
        .take(4)
        .find(|place| text.get(*place).is_some_and(|byte| byte & 0xc0 != 0x80));
    is_wide(after)
        || start_before
            .and_then(|place| text.get(place))
            .is_some_and(is_wide)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_every_language_is_understood() {
        for file in LANGUAGES.iter().chain([&CHINESE]) {
            assert_eq!(
                file.lines().next(),
                Some("id,word,window_before,window_after,add_score")
            );
            for line in file.lines().skip(1) {
                let fields: Vec<&str> = line.split(',').collect();
                assert_eq!(fields.len(), 5, "{line}");
                let known = match fields[0].strip_prefix('+') {
                    Some(role) => Role::from_word(role).is_some(),
                    None => Detector::from_id(fields[0]).is_some(),
                };
                assert!(known, "{line}");
                assert!(
                    fields[2..].iter().all(|n| n.parse::<i8>().is_ok()),
                    "{line}"
                );
                // Words stand in the files as texts are folded, but for capitals.
                let mut folded = super::super::fold::Folded::default();
                folded.fold(fields[1].as_bytes());
                let folded = String::from_utf8_lossy(folded.bytes()).into_owned();
                assert_eq!(folded, fields[1], "{line}");
            }
        }
    }
}
