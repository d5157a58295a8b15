//! The words WhatsApp writes, from one file a language, ready to be looked up.
//!
//! Structure decides first; words only name what the structure has found. The files are described
//! in `words/README.md`. Nothing here depends on which language the rest of a text is in: strings
//! of several languages meet in one export.

mod half;
mod phrases;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

pub(super) use half::Marker;
pub(super) use phrases::folded;

use phrases::Phrases;

use half::Meaning as MarkerMeaning;

/// What a whole message means when it consists of known words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    Omitted,
    ViewOnce,
    NotExported,
    Deleted,
    Call,
    LiveLocation,
    Noted,
}

/// All languages together. Phrases are prepared when the first text asks for them: most never do.
pub(super) struct Words {
    /// Messages under a sender.
    pub(super) said: LazyLock<Phrases>,
    /// Messages under a sender behind the mark.
    pub(super) marked: LazyLock<Phrases>,
    /// Lines about the thread.
    pub(super) noted: LazyLock<Phrases>,
    /// Lines that name the group.
    pub(super) names_group: LazyLock<Phrases>,
    pub(super) attached: BTreeSet<String>,
    pub(super) attached_before: Vec<String>,
    pub(super) attached_angle: BTreeSet<String>,
    pub(super) edited: BTreeSet<String>,
    pub(super) poll: BTreeSet<String>,
    pub(super) event: BTreeSet<String>,
    pub(super) glue: BTreeSet<String>,
    pub(super) after_time: BTreeSet<String>,
    pub(super) months: BTreeMap<String, Month>,
    markers: BTreeMap<String, Vec<MarkerMeaning>>,
}

const FILES: [&str; 44] = [
    include_str!("af.txt"),
    include_str!("ar.txt"),
    include_str!("bg.txt"),
    include_str!("bn.txt"),
    include_str!("ca.txt"),
    include_str!("cs.txt"),
    include_str!("da.txt"),
    include_str!("de.txt"),
    include_str!("el.txt"),
    include_str!("en.txt"),
    include_str!("es.txt"),
    include_str!("fa.txt"),
    include_str!("fi.txt"),
    include_str!("fr.txt"),
    include_str!("he.txt"),
    include_str!("hi.txt"),
    include_str!("hr.txt"),
    include_str!("hu.txt"),
    include_str!("id.txt"),
    include_str!("it.txt"),
    include_str!("ja.txt"),
    include_str!("ko.txt"),
    include_str!("lt.txt"),
    include_str!("lv.txt"),
    include_str!("ms.txt"),
    include_str!("nb.txt"),
    include_str!("ne.txt"),
    include_str!("nl.txt"),
    include_str!("pl.txt"),
    include_str!("pt-BR.txt"),
    include_str!("pt-PT.txt"),
    include_str!("ro.txt"),
    include_str!("ru.txt"),
    include_str!("sk.txt"),
    include_str!("sl.txt"),
    include_str!("sq.txt"),
    include_str!("sv.txt"),
    include_str!("th.txt"),
    include_str!("tr.txt"),
    include_str!("uk.txt"),
    include_str!("uz.txt"),
    include_str!("vi.txt"),
    include_str!("zh-CN.txt"),
    include_str!("zh-TW.txt"),
];

/// The words of all languages.
///
/// Cost: a millisecond at the first call.
pub(super) fn words() -> &'static Words {
    static WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(&FILES));
    &WORDS
}

/// Whether a message that starts with `body` may be one of [`Words::said`], a poll, an event,
/// or name a file behind a word. Never says no wrongly.
#[inline]
pub(super) fn may_be_known(body: &[u8]) -> bool {
    static STARTS: LazyLock<phrases::Starts> = LazyLock::new(starts);
    STARTS.has(body)
}

fn starts() -> phrases::Starts {
    let under = Headings::new(&FILES);
    let also = ["poll", "event", "attached, before the name", "noted"];
    let said = SAID.iter().map(|(heading, _)| *heading);
    let phrases = said.chain(also).flat_map(|heading| under.phrases(heading));
    phrases::Starts::new(phrases.filter(|phrase| !phrase.starts_with('*')))
}

/// Headings of whole messages under a sender.
const SAID: [(&str, Meaning); 6] = [
    ("media omitted", Meaning::Omitted),
    ("view once", Meaning::ViewOnce),
    ("not exported", Meaning::NotExported),
    ("deleted", Meaning::Deleted),
    ("call", Meaning::Call),
    ("live location", Meaning::LiveLocation),
];

impl Words {
    fn new(files: &'static [&'static str]) -> Words {
        let under = Headings::new(files);
        Words {
            said: LazyLock::new(|| Headings::new(&FILES).meaning(&SAID)),
            marked: LazyLock::new(|| {
                Headings::new(&FILES).meaning(&[("call, marked", Meaning::Call)])
            }),
            noted: LazyLock::new(|| {
                let noted = [("call, noted", Meaning::Call), ("noted", Meaning::Noted)];
                Headings::new(&FILES).meaning(&noted)
            }),
            names_group: LazyLock::new(|| {
                Headings::new(&FILES).meaning(&[("names the group", Meaning::Noted)])
            }),
            attached: under.set("attached"),
            attached_before: under.set("attached, before the name").into_iter().collect(),
            attached_angle: under.set("attached in angle brackets"),
            edited: under.set("edited"),
            poll: under.set("poll"),
            event: under.set("event"),
            glue: under.set("between date and time"),
            after_time: under.set("after the time"),
            months: months(&under),
            markers: half::markers(under.all()),
        }
    }

    /// What a 12-hour marker means beside `hour`; `None` when it is in no table.
    pub(super) fn marker(&self, text: &[u8], hour: u8) -> Option<Marker> {
        let meanings = self.markers.get(&half::marker_key(text))?;
        Some(half::read(meanings, hour))
    }
}

/// A month that a stamp writes as a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Month {
    /// From 1; 0 where languages disagree about the word, so that it names no day.
    pub(super) number: u8,
    /// Nobody has seen the word in a real export.
    pub(super) derived: bool,
}

fn months(under: &Headings) -> BTreeMap<String, Month> {
    let mut months: BTreeMap<String, Month> = BTreeMap::new();
    for (heading, derived) in [("months", false), ("months, derived", true)] {
        for line in under.phrases(heading) {
            let Some((name, number)) = line.rsplit_once(' ') else {
                continue;
            };
            let number = number.parse().unwrap_or(0);
            let month = Month { number, derived };
            months
                .entry(folded(name.as_bytes()))
                .and_modify(|known| {
                    if known.number != number {
                        known.number = 0;
                    }
                })
                .or_insert(month);
        }
    }
    months
}

/// What stands under each heading of all files.
struct Headings(BTreeMap<&'static str, Vec<&'static str>>);

impl Headings {
    fn new(files: &'static [&'static str]) -> Headings {
        let mut headings: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for file in files {
            let mut heading = "";
            let mut phrases = Vec::new();
            for line in file.split('\n').map(str::trim_ascii) {
                let name = line.strip_prefix('[').and_then(|l| l.strip_suffix(']'));
                match name {
                    Some(next) => {
                        headings.entry(heading).or_default().append(&mut phrases);
                        heading = next;
                    }
                    None if line.is_empty() || line.starts_with('#') => {}
                    None => phrases.push(line),
                }
            }
            headings.entry(heading).or_default().append(&mut phrases);
        }
        Headings(headings)
    }

    /// Heading and phrase of every line that has both.
    fn all(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let pairs = self.0.iter();
        pairs.flat_map(|(heading, phrases)| phrases.iter().map(|phrase| (*heading, *phrase)))
    }

    fn phrases(&self, heading: &str) -> impl Iterator<Item = &'static str> {
        self.0.get(heading).into_iter().flatten().copied()
    }

    fn set(&self, heading: &str) -> BTreeSet<String> {
        let phrases = self.phrases(heading);
        phrases.map(|phrase| folded(phrase.as_bytes())).collect()
    }

    fn meaning(&self, wanted: &[(&str, Meaning)]) -> Phrases {
        let phrases: Vec<(&str, Meaning)> = wanted
            .iter()
            .flat_map(|(heading, meaning)| self.phrases(heading).map(|phrase| (phrase, *meaning)))
            .collect();
        Phrases::new(&phrases)
    }
}

#[cfg(test)]
mod tests;
