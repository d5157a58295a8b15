//! Names of the case, and names that a title or an introduction leads to. No names beyond these
//! are found: that would need a model of the language.

use std::collections::BTreeSet;

use super::body::{Body, Need, Out};
use super::catalogue::Detector;
use super::fold::Folded;
use super::lexicon::{OwnWord, is_edge};
use super::roles::Role;
use super::score::Score;
use super::text::{before, is_word_byte, slice};

/// Names that are words, too.
const NAME_WORDS: &str = include_str!("words/name_words.txt");
/// Words that stand in the names of contacts and say nothing: `Mum`, `work`, `the`.
const COMMON_WORDS: &str = include_str!("words/common_words.txt");
/// Words that follow `I'm` and are not names.
const STOP_WORDS: &str = include_str!("words/stop_words.txt");
/// Months that are names, too.
const MONTHS: [&str; 4] = ["may", "june", "april", "august"];

/// Most names that are looked for.
const NAMES: usize = 20_000;

/// The names of a case, in parts.
#[derive(Debug, Default)]
pub(super) struct Roster {
    /// Folded, lower case; whether it is a word, too.
    parts: Vec<(String, bool)>,
}

impl Roster {
    /// From names as written; the words to be searched for come beside.
    pub(super) fn new(names: &[String]) -> (Roster, Vec<OwnWord>) {
        let mut parts = BTreeSet::new();
        for name in names.iter().take(NAMES) {
            parts.extend(parts_of(name));
        }
        let parts: Vec<(String, bool)> = parts
            .into_iter()
            .map(|part| {
                let is_word = is_word_too(&part);
                (part, is_word)
            })
            .collect();
        let words = parts
            .iter()
            .zip(0..)
            .map(|((part, _), number)| (part.clone(), Role::Name(number)))
            .collect();
        (Roster { parts }, words)
    }

    fn is_word(&self, number: u32) -> bool {
        self.parts
            .get(number as usize)
            .is_some_and(|(_, is_word)| *is_word)
    }

    fn part(&self, number: u32) -> &str {
        self.parts
            .get(number as usize)
            .map_or("", |(part, _)| part.as_str())
    }
}

/// The parts of a name that say who is meant: three letters at least, and no word that stands in
/// names and says nothing. Folded, in lower case, in their order.
pub(crate) fn parts_of(name: &str) -> Vec<String> {
    let folded = folded(name);
    let words: Vec<&str> = folded
        .split(|c: char| !c.is_alphanumeric() && c != '\'')
        .filter(|word| !word.is_empty())
        .collect();
    if words.len() > 12 {
        return Vec::new();
    }
    let is_part = |word: &&str| {
        let n_letters = word.chars().filter(|c| c.is_alphabetic()).count();
        let is_long = n_letters >= 3 || !word.is_ascii() && n_letters >= 2;
        is_long && !has_line(COMMON_WORDS, word)
    };
    words
        .into_iter()
        .filter(is_part)
        .map(str::to_owned)
        .collect()
}

/// Whether a part of a name is a word, too: `Will`, `May`.
pub(crate) fn is_word_too(part: &str) -> bool {
    has_line(NAME_WORDS, part)
}

/// A name as texts are folded, in lower case.
pub(crate) fn folded(name: &str) -> String {
    let mut folded = Folded::default();
    folded.fold(name.as_bytes());
    String::from_utf8_lossy(folded.bytes()).to_lowercase()
}

/// Whether a sorted list with one word a line holds the word.
fn has_line(list: &str, word: &str) -> bool {
    list.lines().any(|line| line == word)
}

/// Finds the names of the roster.
pub(super) fn of_roster(body: &Body<'_>, out: &mut Out) {
    let text = body.text();
    let mut run: Option<Run> = None;
    let hits = body.roles().filter_map(|(hit, role)| match role {
        Role::Name(number) => Some((hit.start as usize, hit.end as usize, number)),
        _other => None,
    });
    for (start, end, number) in hits {
        let Some(end) = with_ending(text, end) else {
            continue;
        };
        let is_capital = body.is_capital(start);
        let is_word = body.setup.roster.is_word(number);
        let is_sure = !is_word
            || is_capital
                && !is_sentence_start(text, start)
                && !is_month(text, start, body.setup.roster.part(number));
        let part = Run {
            start,
            end,
            n: 1,
            is_sure,
            has_capital: is_capital,
        };
        run = match run {
            Some(before) if start < before.end => Some(before),
            Some(before) if is_joint(slice(text, before.end, start)) => Some(Run {
                end,
                n: before.n + 1,
                is_sure: true,
                has_capital: before.has_capital || is_capital,
                ..before
            }),
            Some(before) => {
                before.put(body, out);
                Some(part)
            }
            None => Some(part),
        };
    }
    if let Some(run) = run {
        run.put(body, out);
    }
}

/// Parts of names that stand beside each other.
#[derive(Clone, Copy)]
struct Run {
    start: usize,
    end: usize,
    n: u32,
    is_sure: bool,
    has_capital: bool,
}

impl Run {
    fn put(self, body: &Body<'_>, out: &mut Out) {
        if !self.is_sure || out.in_link(self.start) {
            return;
        }
        let score = Score::shape();
        let score = match (self.n, self.has_capital) {
            (2.., _) => score.rule("more than one part of a name", 60),
            (_, true) => score.rule("part of a name", 40),
            (_, false) => score.rule("part of a name, no capital", 25),
        };
        let range = (self.start, self.end);
        out.put(body, Detector::ParticipantName, range, score, Need::Points);
    }
}

/// The end of a name with `'s`, `s` or `es` behind it; `None` when another word goes on.
fn with_ending(text: &[u8], end: usize) -> Option<usize> {
    ["'s", "es", "s", ""].into_iter().find_map(|ending| {
        let after = end + ending.len();
        let fits = slice(text, end, after).eq_ignore_ascii_case(ending.as_bytes());
        (fits && after <= text.len() && is_edge(text, after)).then_some(after)
    })
}

fn is_joint(gap: &[u8]) -> bool {
    matches!(gap, b" " | b"-" | b", " | b". " | b"  ")
}

fn is_sentence_start(text: &[u8], start: usize) -> bool {
    let head = slice(text, 0, start).trim_ascii_end();
    let spaces = start - head.len();
    match head.last() {
        None => true,
        Some(b'.' | b'!' | b'?' | b':') => true,
        Some(_) => slice(text, start - spaces, start).contains(&b'\n'),
    }
}

/// Whether the name of a month stands where a month does: `in May`, `3 June`.
fn is_month(text: &[u8], start: usize, part: &str) -> bool {
    const LEADS: [&[u8]; 16] = [
        b"in", b"since", b"until", b"till", b"by", b"of", b"this", b"next", b"last", b"early",
        b"late", b"mid", b"from", b"end", b"for", b"th",
    ];
    let head = slice(text, 0, start).trim_ascii_end();
    let word = head
        .rsplit(|byte| !byte.is_ascii_alphabetic())
        .next()
        .unwrap_or(&[]);
    let follows_number = head.last().is_some_and(u8::is_ascii_digit);
    MONTHS.contains(&part)
        && (follows_number || LEADS.iter().any(|lead| lead.eq_ignore_ascii_case(word)))
}

/// Finds names behind titles and introductions.
pub(super) fn led(body: &Body<'_>, out: &mut Out) {
    let text = body.text();
    for (hit, role) in body.roles() {
        let (start, end) = (hit.start as usize, hit.end as usize);
        match role {
            Role::Title if body.is_capital(start) => {
                let after = end + usize::from(text.get(end) == Some(&b'.'));
                if let Some((_, last, n)) = capitals(body, after, false) {
                    let points = if n > 1 { 45 } else { 35 };
                    let score = Score::shape().rule("title before it", points);
                    let range = (start, last);
                    out.put(body, Detector::TitleName, range, score, Need::Points);
                }
            }
            Role::Intro => {
                if let Some((first, last, n)) = capitals(body, end, true) {
                    let points = if n > 1 { 35 } else { 25 };
                    let score = Score::shape().rule("introduction before it", points);
                    let range = (first, last);
                    out.put(body, Detector::IntroName, range, score, Need::Points);
                }
            }
            _other => {}
        }
    }
}

/// One to three words with a capital after `at`: where they stand, and how many.
fn capitals(body: &Body<'_>, at: usize, is_strict: bool) -> Option<(usize, usize, u32)> {
    let text = body.text();
    let mut next = at;
    let mut found: Option<(usize, usize, u32)> = None;
    loop {
        while text.get(next) == Some(&b' ') {
            next += 1;
        }
        let start = next;
        while text
            .get(next)
            .is_some_and(|byte| is_word_byte(*byte) || b"'-".contains(byte))
        {
            next += 1;
        }
        let word = slice(text, start, next);
        let word = word.strip_suffix(b"'s").unwrap_or(word);
        let lower = String::from_utf8_lossy(word).to_lowercase();
        const LINKS: [&str; 9] = ["van", "de", "der", "den", "von", "bin", "al", "da", "di"];
        if found.is_some() && LINKS.contains(&lower.as_str()) {
            continue;
        }
        let n_letters = lower.chars().filter(|c| c.is_alphabetic()).count();
        let is_name = start > at.saturating_sub(1)
            && before(text, start).is_none_or(|byte| byte == b' ' || byte == b'.')
            && n_letters >= 2
            && !lower.contains(|c: char| c.is_ascii_digit())
            && body.is_capital(start)
            && !(is_strict && has_line(STOP_WORDS, &lower));
        if !is_name {
            return found;
        }
        let end = start + word.len();
        found = Some(match found {
            None => (start, end, 1),
            Some((first, _, n)) => (first, end, n + 1),
        });
        if found.is_some_and(|(_, _, n)| n == 3) {
            return found;
        }
    }
}
