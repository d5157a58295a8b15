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
pub(super) use phrases::{Phrases, folded};

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

/// All languages together.
pub(super) struct Words {
    /// Messages under a sender.
    pub(super) said: Phrases,
    /// Messages under a sender behind the mark.
    pub(super) marked: Phrases,
    /// Lines about the thread.
    pub(super) noted: Phrases,
    /// Lines that name the group.
    pub(super) names_group: Phrases,
    pub(super) attached: BTreeSet<String>,
    pub(super) attached_before: Vec<String>,
    pub(super) attached_angle: BTreeSet<String>,
    pub(super) edited: BTreeSet<String>,
    pub(super) poll: BTreeSet<String>,
    pub(super) event: BTreeSet<String>,
    pub(super) glue: BTreeSet<String>,
    pub(super) after_time: BTreeSet<String>,
    pub(super) months: BTreeMap<String, u8>,
    markers: BTreeMap<String, Vec<MarkerMeaning>>,
    starts: phrases::Starts,
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

/// Heading and phrase of every line that has both.
fn lines<'a>(files: &'a [&'a str]) -> impl Iterator<Item = (&'a str, &'a str)> {
    files.iter().flat_map(|file| {
        let mut heading = "";
        file.lines().filter_map(move |line| {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                return None;
            }
            if let Some(name) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
                heading = name;
                return None;
            }
            Some((heading, line))
        })
    })
}

impl Words {
    fn new(files: &[&str]) -> Words {
        let of = |wanted: &[(&str, Meaning)]| -> Vec<(&str, Meaning)> {
            lines(files)
                .filter_map(|(heading, phrase)| {
                    let (_, meaning) = wanted.iter().find(|(name, _)| *name == heading)?;
                    Some((phrase, *meaning))
                })
                .collect()
        };
        let set = |wanted: &str| -> BTreeSet<String> {
            lines(files)
                .filter(|(heading, _)| *heading == wanted)
                .map(|(_, phrase)| folded(phrase.as_bytes()))
                .collect()
        };
        let said = of(&[
            ("media omitted", Meaning::Omitted),
            ("view once", Meaning::ViewOnce),
            ("not exported", Meaning::NotExported),
            ("deleted", Meaning::Deleted),
            ("call", Meaning::Call),
            ("live location", Meaning::LiveLocation),
        ]);
        let also = ["poll", "event", "attached, before the name", "noted"];
        let others = lines(files).filter(|(heading, _)| also.contains(heading));
        let starts = said
            .iter()
            .map(|(phrase, _)| *phrase)
            .chain(others.map(|(_, phrase)| phrase))
            .filter(|phrase| !phrase.starts_with('*'));
        let starts = phrases::Starts::new(starts);
        Words {
            said: Phrases::new(&said),
            marked: Phrases::new(&of(&[("call, marked", Meaning::Call)])),
            noted: Phrases::new(&of(&[
                ("call, noted", Meaning::Call),
                ("noted", Meaning::Noted),
            ])),
            names_group: Phrases::new(&of(&[("names the group", Meaning::Noted)])),
            attached: set("attached"),
            attached_before: set("attached, before the name").into_iter().collect(),
            attached_angle: set("attached in angle brackets"),
            edited: set("edited"),
            poll: set("poll"),
            event: set("event"),
            glue: set("between date and time"),
            after_time: set("after the time"),
            months: months(files),
            markers: half::markers(lines(files)),
            starts,
        }
    }

    /// Whether a message that starts with `body` may be one of [`Words::said`], a poll, an event,
    /// or name a file behind a word. Never says no wrongly.
    #[inline]
    pub(super) fn may_be_known(&self, body: &[u8]) -> bool {
        self.starts.has(body)
    }

    /// What a 12-hour marker means beside `hour`; `None` when it is in no table.
    pub(super) fn marker(&self, text: &[u8], hour: u8) -> Option<Marker> {
        let meanings = self.markers.get(&half::marker_key(text))?;
        Some(half::read(meanings, hour))
    }
}

fn months(files: &[&str]) -> BTreeMap<String, u8> {
    lines(files)
        .filter(|(heading, _)| *heading == "months")
        .filter_map(|(_, line)| {
            let (name, number) = line.rsplit_once(' ')?;
            Some((folded(name.as_bytes()), number.parse().ok()?))
        })
        .collect()
}

#[cfg(test)]
mod tests;
