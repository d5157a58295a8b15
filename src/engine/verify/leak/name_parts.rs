//! What of a name says who is meant: each part of it, and the name written as one word. Written apart
//! from what finds names to withhold; the lists of words are the same.

use std::collections::BTreeSet;

use super::edges::{is_syllable, says_enough};
use super::fixed;
use super::fold::folded;
use super::values::{Strength, Withheld, Words, digits_of};
use crate::engine::case::Case;
use crate::engine::decision::{DecisionKind, DecisionLog};
use crate::engine::place::MessagePlace;

/// Words that stand in names and say nothing: `mum`, `the`, `project`.
const COMMON: &str = include_str!("../../detect/words/common_words.txt");
/// Names that are words, too: `will`, `may`.
const NAME_WORDS: &str = include_str!("../../detect/words/name_words.txt");
/// Small words that stand inside names.
const PARTICLES: [&str; 18] = [
    "al", "bin", "da", "de", "del", "den", "der", "di", "do", "dos", "du", "el", "ibn", "la", "le",
    "van", "von", "y",
];

/// What has more words is a sentence and no name.
const MOST_WORDS: usize = 12;
/// A term of more words is not taken for a name.
const TERM_WORDS: usize = 4;
/// A name in one word is not looked for when it is shorter. Units: characters.
const LEAST_JOINED: usize = 6;
/// Digits of a name that is a telephone number.
const NUMBER_DIGITS: std::ops::RangeInclusive<usize> = 7..=15;

impl Withheld {
    /// The name of whoever sent the message when it says who is meant everywhere, and what a person
    /// said stands for them, too; with the parts of all these names.
    pub(super) fn participant(
        &mut self,
        case: &Case,
        subject: usize,
        target: &MessagePlace,
        also: &[String],
    ) {
        let name = sender_of(case, target);
        if let (Some(name), Some((thread, _))) = (&name, case.locate(target))
            && let Some(source) = self.source_of.get(thread.0 as usize)
        {
            self.own_places.put_sender(subject, *source, name);
        }
        for name in name.iter().chain(also) {
            self.put(subject, Words::Name(name.clone()));
            if is_number(name) {
                // Its digits in every spelling.
                self.put(subject, Words::Term(name.as_bytes().to_vec()));
            } else {
                self.name_parts(subject, name);
            }
        }
    }

    /// The parts of a name, and the name in one word.
    pub(super) fn name_parts(&mut self, subject: usize, name: &str) {
        for part in parts(name).into_iter().chain(joined(name)) {
            self.put(subject, Words::Part(part, Strength::Strong));
        }
        if let Some(given) = given(name) {
            self.put(subject, Words::Part(given.to_owned(), Strength::Weak));
        }
    }

    /// Tells parts that may mean somebody else: whoever's name is shown, or who decided. After all
    /// names are known.
    pub(super) fn weigh(&mut self, case: &Case, log: &DecisionLog) {
        let is_part = |words: &Words| match words {
            Words::Part(part, _) => Some(folded(part)),
            _other => None,
        };
        let known: BTreeSet<String> = self
            .items
            .iter()
            .filter_map(|item| is_part(&item.words))
            .collect();
        if known.is_empty() {
            return;
        }
        let hidden = self.hidden_names(case, log);
        let names = case
            .threads()
            .flat_map(|(_, _, thread)| &thread.participants);
        let names = names.map(|one| one.name.as_str());
        let deciders = log.decisions().iter().map(|decision| decision.by.as_str());
        let mut shown: BTreeSet<String> = names.chain(deciders).map(folded).collect();
        // Names of these scripts have no spaces between their parts.
        let syllables: Vec<&String> = known
            .iter()
            .filter(|part| part.starts_with(is_syllable))
            .collect();
        shown.retain(|name| {
            words_of(name).any(|word| known.contains(word))
                || syllables.iter().any(|part| name.contains(part.as_str()))
        });
        shown.retain(|name| !hidden.iter().any(|hidden| name.contains(hidden.as_str())));
        let shared: BTreeSet<&str> = shown.iter().flat_map(|name| words_of(name)).collect();
        for item in &mut self.items {
            if let Words::Part(part, strength) = &mut item.words {
                let plain = folded(part);
                let is_in_name = plain.starts_with(is_syllable)
                    && shown.iter().any(|name| name.contains(plain.as_str()));
                let is_shared = is_in_name || shared.contains(plain.as_str());
                if is_shared || fixed::holds_word(&plain) {
                    *strength = Strength::Weak;
                }
            }
        }
        self.shown = shown.into_iter().collect();
    }

    /// Whole names that are withheld, folded.
    fn hidden_names(&self, case: &Case, log: &DecisionLog) -> BTreeSet<String> {
        let mut hidden = BTreeSet::new();
        for decision in log.standing() {
            match &decision.kind {
                DecisionKind::Participant { target, also, .. } => {
                    hidden.extend(
                        sender_of(case, target)
                            .iter()
                            .chain(also)
                            .map(|name| folded(name)),
                    );
                }
                DecisionKind::Value { find, .. } => {
                    hidden.insert(folded(find));
                }
                _other => {}
            }
        }
        hidden.retain(|name| !name.trim().is_empty());
        hidden
    }

    /// Whether the bytes of `text` from `at` on belong to a name that is shown.
    pub(super) fn is_of_shown_name(&self, text: &str, at: usize, len: usize) -> bool {
        self.shown.iter().any(|name| {
            let first = (at + len).saturating_sub(name.len());
            let mut starts = first..=at;
            starts.any(|start| {
                let found = text.as_bytes().get(start..start + name.len());
                found == Some(name.as_bytes())
            })
        })
    }
}

/// The name of whoever sent that message.
fn sender_of(case: &Case, target: &MessagePlace) -> Option<String> {
    let (thread, record) = case.locate(target)?;
    let (_, thread) = case.thread(thread)?;
    let who = thread.record(record)?.participant?;
    Some(thread.participants.get(who.0 as usize)?.name.clone())
}

fn is_number(name: &str) -> bool {
    let has_letters = name.chars().any(char::is_alphabetic);
    !has_letters && NUMBER_DIGITS.contains(&digits_of(name).len())
}

/// Whether a term is a name of several words: each begins with a capital, or has none in its script.
pub(super) fn is_name(term: &str) -> bool {
    let words: Vec<&str> = term.split_whitespace().collect();
    let is_plain = |c: char| c.is_alphabetic() || "'’.-".contains(c) || !c.is_ascii();
    let is_capital = |word: &&&str| {
        let first = word.chars().next();
        first.is_some_and(|c| c.is_alphabetic() && !c.is_lowercase())
    };
    let n_capitals = words.iter().filter(is_capital).count();
    let n_particles = words.iter().filter(|word| PARTICLES.contains(word)).count();
    (2..=TERM_WORDS).contains(&words.len())
        && term.chars().all(|c| c.is_whitespace() || is_plain(c))
        && n_capitals >= 2
        && n_capitals + n_particles == words.len()
}

/// The name that a contact card is called by; `None` for other files.
pub(super) fn card_name(file: &str) -> Option<&str> {
    let name = file.rsplit(['/', '\\']).next()?;
    let (stem, ending) = name.rsplit_once('.')?;
    let counter = stem.split_once('-').filter(|(counter, _)| {
        counter.len() == 8 && counter.bytes().all(|byte| byte.is_ascii_digit())
    });
    let stem = counter.map_or(stem, |(_, own)| own);
    (ending.eq_ignore_ascii_case("vcf") && is_name(stem)).then_some(stem)
}

fn words_of(name: &str) -> impl Iterator<Item = &str> {
    name.split(|c: char| !c.is_alphanumeric() && c != '\'')
        .filter(|word| !word.is_empty())
}

/// The parts of a name of several words that say who is meant, as they are written.
fn parts(name: &str) -> Vec<String> {
    let plain = name.replace('\u{2019}', "'");
    let words: Vec<&str> = words_of(&plain).collect();
    if !(2..=MOST_WORDS).contains(&words.len()) {
        return Vec::new();
    }
    let says_who = |word: &&&str| {
        let folded = folded(word);
        says_enough(&folded) && !is_common(&folded)
    };
    words
        .iter()
        .filter(says_who)
        .map(|word| (*word).to_owned())
        .collect()
}

fn is_common(word: &str) -> bool {
    let mut lines = COMMON.lines().chain(NAME_WORDS.lines());
    lines.any(|line| line == word)
}

/// A name of several words without spaces, or with a dot, a dash or a line between: all of it, and
/// the first with the last word.
fn joined(name: &str) -> Vec<String> {
    let folded = folded(name);
    let words: Vec<&str> = words_of(&folded).collect();
    if !(2..=MOST_WORDS).contains(&words.len()) {
        return Vec::new();
    }
    let mut rows = vec![words.clone()];
    if let (true, Some(first), Some(last)) = (words.len() > 2, words.first(), words.last()) {
        rows.push(vec![first, last]);
    }
    let mut out = Vec::new();
    for row in rows {
        out.extend(["", ".", "-", "_"].map(|between| row.join(between)));
    }
    out.retain(|one| {
        let is_short = one.chars().count() < LEAST_JOINED;
        !is_short || says_enough(one) && one.chars().all(is_syllable)
    });
    out
}

/// What is left of a Chinese, Japanese or Korean name in one word without its first syllable, which
/// is nearly always the family's.
fn given(name: &str) -> Option<&str> {
    let name = name.trim();
    let first = name.chars().next()?;
    let is_han = |c: char| matches!(c, '\u{3400}'..='\u{9fff}');
    let is_korean = |c: char| matches!(c, '\u{ac00}'..='\u{d7a3}');
    let fits = (3..=4).contains(&name.chars().count())
        && (name.chars().all(is_han) || name.chars().all(is_korean));
    name.get(first.len_utf8()..).filter(|_| fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_say_who_is_meant() {
        let cases: [(&str, &[&str]); 10] = [
            ("Mara Lindqvist", &["Mara", "Lindqvist"]),
            ("~ Mara Lindqvist", &["Mara", "Lindqvist"]),
            ("Will Mum Li", &[]),
            ("Harbour Project", &["Harbour"]),
            ("Nguyễn Văn An", &["Nguyễn"]),
            ("Fiona O’Hara-Smith", &["Fiona", "O'Hara"]),
            ("Kestrel", &[]),
            ("+44 7700 900123", &[]),
            ("김 민수", &["민수"]),
            ("王 小明", &["小明"]),
        ];
        for (name, expected) in cases {
            assert_eq!(parts(name), expected, "{name}");
        }
    }

    #[test]
    fn names_are_written_as_one_word() {
        assert_eq!(
            joined("Mara Lindqvist"),
            [
                "maralindqvist",
                "mara.lindqvist",
                "mara-lindqvist",
                "mara_lindqvist"
            ]
        );
        assert!(joined("Ana Maria Sample").contains(&"anasample".to_owned()));
        assert_eq!(joined("Mara"), [""; 0]);
        assert!(!joined("Jo Li").contains(&"joli".to_owned()));
        assert!(joined("王 小明").contains(&"王小明".to_owned()));
        assert_eq!(given("김민수"), Some("민수"));
        assert_eq!(given("王小明"), Some("小明"));
        assert_eq!([given("王明"), given("Ann"), given("王 小明")], [None; 3]);
    }

    #[test]
    fn terms_that_are_names_are_told_from_others() {
        for name in [
            "Jane Sample",
            "Ludwig van Beethoven",
            "O’Hara Jones",
            "Иван Петров",
            "王 小明",
        ] {
            assert!(is_name(name), "{name}");
        }
        for other in [
            "Jane",
            "the message",
            "4 Mill Lane",
            "+44 7700 900123",
            "Call me back",
            "jane sample",
            "One Two Three Four Five",
        ] {
            assert!(!is_name(other), "{other}");
        }
        assert_eq!(card_name("x/00000020-Elena Varga.vcf"), Some("Elena Varga"));
        assert_eq!(card_name("Elena Varga.pdf"), None);
        assert_eq!(card_name("contact.vcf"), None);
    }
}
