//! Every word that matters, found in one pass: context words of all languages, words that lead
//! (titles, introductions, street words, …), names of the case and its own terms.

use std::collections::BTreeMap;

use aho_corasick::{AhoCorasick, AhoCorasickKind};

use super::catalogue::Detector;
use super::text::is_word_byte;

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
const CHINESE: &str = include_str!("words/zh.csv");

/// What a word leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    /// `password`, `pwd`, …
    Password,
    /// `Dr`, `Frau`, …
    Title,
    /// `my name is`, …
    Intro,
    /// `Road`, `calle`, …
    Street,
    /// `straße` and others that end a word.
    StreetEnd,
    /// `one`, `double`, …
    Digit,
    /// `dot` in a spelled address.
    Dot,
    /// `version`, …
    Version,
    /// Start of a known access key: its line in the table.
    KeyStart(u32),
    /// Begin line of a private key.
    KeyBlock,
    /// A part of a name of the case: its number in the roster.
    Name(u32),
    /// A term of the case: its number.
    Own(u32),
}

impl Role {
    fn from_word(word: &str) -> Option<Role> {
        Some(match word {
            "password" => Role::Password,
            "title" => Role::Title,
            "intro" => Role::Intro,
            "street" => Role::Street,
            "suffix" => Role::StreetEnd,
            "digit" => Role::Digit,
            "dot" => Role::Dot,
            "version" => Role::Version,
            _other => return None,
        })
    }

    fn needs_left_edge(self) -> bool {
        !matches!(self, Role::StreetEnd | Role::KeyBlock | Role::Own(_))
    }

    fn needs_right_edge(self) -> bool {
        !matches!(
            self,
            Role::KeyStart(_) | Role::KeyBlock | Role::Name(_) | Role::Own(_)
        )
    }
}

/// What the words of a text lead to: a bit for each kind of role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Leads(u16);

impl Leads {
    /// A name of the case.
    pub(super) const NAME: Leads = Leads(1);
    /// A title or an introduction.
    pub(super) const PERSON: Leads = Leads(1 << 1);
    /// A password, a key.
    pub(super) const SECRET: Leads = Leads(1 << 2);
    /// A street.
    pub(super) const STREET: Leads = Leads(1 << 3);
    /// A digit in letters.
    pub(super) const DIGIT: Leads = Leads(1 << 4);
    /// `dot` in letters.
    pub(super) const DOT: Leads = Leads(1 << 5);
    /// A term of the case.
    pub(super) const OWN: Leads = Leads(1 << 6);
    /// A bank code.
    pub(super) const BANK: Leads = Leads(1 << 7);

    fn of(meaning: &Meaning) -> Leads {
        let mut leads = meaning.roles.iter().fold(Leads(0), |all, role| match role {
            Role::Password | Role::KeyStart(_) | Role::KeyBlock => all.with(Leads::SECRET),
            Role::Title | Role::Intro => all.with(Leads::PERSON),
            Role::Street | Role::StreetEnd => all.with(Leads::STREET),
            Role::Digit => all.with(Leads::DIGIT),
            Role::Dot => all.with(Leads::DOT),
            Role::Name(_) => all.with(Leads::NAME),
            Role::Own(_) => all.with(Leads::OWN),
            // Looked for where an address of a machine stands.
            Role::Version => all,
        });
        let mut contexts = meaning.contexts.iter();
        if contexts.any(|context| context.detector == Detector::Bic) {
            leads = leads.with(Leads::BANK);
        }
        leads
    }

    fn with(self, other: Leads) -> Leads {
        Leads(self.0 | other.0)
    }

    /// Whether any word leads there.
    pub(super) fn any(self, of: Leads) -> bool {
        self.0 & of.0 != 0
    }
}

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
    automaton: AhoCorasick,
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
        let ours = [("-----begin", Role::KeyBlock), ("eyj", Role::KeyStart(0))];
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
        let automaton = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .kind(Some(AhoCorasickKind::DFA))
            .build(words.keys())
            .or_else(|_| {
                AhoCorasick::builder()
                    .ascii_case_insensitive(true)
                    .build(words.keys())
            })
            .ok()?;
        let meanings: Vec<Meaning> = words.into_values().collect();
        let kinds = meanings
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
        Some(Lexicon {
            automaton,
            meanings,
            kinds,
        })
    }

    /// Every word in a folded text, by where it ends. Whole words, unless something it means needs
    /// no edge. Returns what they lead to.
    pub(super) fn find(&self, text: &[u8], hits: &mut Vec<Hit>) -> Leads {
        hits.clear();
        let mut all = Leads::default();
        for found in self.automaton.find_overlapping_iter(text) {
            let kind = self.kinds.get(found.pattern().as_usize()).copied();
            let (left, right, leads) = kind.unwrap_or((true, true, Leads::default()));
            let (start, end) = (found.start(), found.end());
            let edges = (is_edge(text, start), is_edge(text, end));
            if (left && !edges.0) || (right && !edges.1) {
                continue;
            }
            all = all.with(leads);
            hits.push(Hit {
                start: start as u32,
                end: end as u32,
                meaning: found.pattern().as_u32(),
                edges,
            });
        }
        all
    }

    /// What a found word stands for.
    pub(super) fn meaning(&self, hit: &Hit) -> Option<&Meaning> {
        self.meanings.get(hit.meaning as usize)
    }
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
