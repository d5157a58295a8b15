//! Whom a name means: the people of a case, and which words of a name several of them share.
//!
//! A word that several share is withheld without a pseudonym: nobody knows who is meant. The name
//! of one person never becomes the pseudonym of another.

use std::collections::{BTreeMap, BTreeSet};

use super::ThreadCuts;
use super::lookup::Wanted;
use super::marks::By;
use super::view::View;
use crate::engine::detect::folded_name;
use crate::engine::place::{ByteSpan, EntryId};

/// Files that are withheld, by source and entry.
type Withheld = BTreeMap<(u32, EntryId), BTreeSet<u32>>;

/// Everybody whom a package can name: whoever is shown as a sender, and whoever has a card that is not
/// withheld. Whether a pseudonym stands behind a mark must not tell of anybody else.
#[derive(Default)]
pub(super) struct People {
    names: Vec<Known>,
    /// Which of them have the word.
    by_word: BTreeMap<String, Vec<usize>>,
}

struct Known {
    /// As it is written, without what WhatsApp puts before it.
    name: String,
    words: Vec<String>,
    is_card: bool,
}

/// Whom a name that is looked for means.
#[derive(Clone, Default)]
pub(super) struct Who {
    /// Somebody else of the case has the same name, or the same part of a name.
    pub(super) is_shared: bool,
    /// A part of a name, or a name of one word.
    pub(super) is_part: bool,
    /// Counts only inside addresses and user names.
    pub(super) in_addresses: bool,
    /// The names of the person, as written.
    pub(super) own: Vec<String>,
    /// Names of others in which it stands, as written.
    pub(super) others: Vec<String>,
}

/// Where a hit stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Seat {
    /// Text that WhatsApp wrote: names stand in it as the phone knows them.
    Notice,
    /// Any other text.
    Text,
}

impl People {
    /// Everybody in `view` who is not withheld. By then it must be known which heads and which files
    /// are.
    pub(super) fn of(view: &View<'_>, threads: &[ThreadCuts], entries: &Withheld) -> People {
        let threads = view.threads.iter().zip(threads);
        let names = threads.flat_map(|(at, cuts)| {
            let senders = cuts.senders(at.thread).into_iter();
            senders.filter_map(|who| at.thread.participants.get(who.0 as usize))
        });
        let names = names.map(|one| (one.name.as_str(), false));
        let cards = view.cards.iter();
        let cards = cards.filter(|(source, card, _)| !entries.contains_key(&(*source, *card)));
        let cards = cards.map(|(_, _, name)| (*name, true));
        let mut seen = BTreeSet::new();
        let mut people = People::default();
        for (name, is_card) in names.chain(cards) {
            let name = bare(name);
            if seen.insert((name.to_owned(), is_card)) {
                people.put(name, is_card);
            }
        }
        people
    }

    fn put(&mut self, name: &str, is_card: bool) {
        let words = words_of(name);
        for word in &words {
            let of_word = self.by_word.entry(word.clone()).or_default();
            if of_word.last() != Some(&self.names.len()) {
                of_word.push(self.names.len());
            }
        }
        let name = name.to_owned();
        self.names.push(Known {
            name,
            words,
            is_card,
        });
    }

    /// Whom `alias` means as a name of whoever is called `own`.
    pub(super) fn who(&self, alias: &str, is_part: bool, own: &[String]) -> Who {
        let others = self.others(alias, own);
        Who {
            is_shared: is_part && !others.is_empty(),
            is_part,
            in_addresses: false,
            own: own.to_vec(),
            others: others
                .into_iter()
                .filter(|known| !known.is_card)
                .map(|known| known.name.clone())
                .collect(),
        }
    }

    /// Others in whose names all words of the alias stand.
    fn others(&self, alias: &str, own: &[String]) -> Vec<&Known> {
        let words = words_of(alias);
        let Some(first) = words.first() else {
            return Vec::new();
        };
        let has_all = |known: &&Known| words.iter().all(|word| known.words.contains(word));
        let own: Vec<Vec<String>> = own.iter().map(|name| words_of(name)).collect();
        let found = self.by_word.get(first).into_iter().flatten();
        found
            .filter_map(|at| self.names.get(*at))
            .filter(has_all)
            .filter(|known| !own.iter().any(|own| known.is(own)))
            .collect()
    }
}

impl Known {
    /// Whether it is the name of whoever has a name of these words. A card may say more: a title, a
    /// second given name.
    fn is(&self, own: &[String]) -> bool {
        let sorted = |words: &[String]| -> BTreeSet<String> { words.iter().cloned().collect() };
        let (known, own) = (sorted(&self.words), sorted(own));
        known == own || self.is_card && own.len() > 1 && own.is_subset(&known)
    }
}

impl People {
    /// Adds others in whose names the alias stands between letters, as in names that are written
    /// without spaces: `田中` in `田中花子`.
    pub(super) fn add_unspaced(&self, who: &mut Who, alias: &str, own: &[String]) {
        let own: Vec<Vec<String>> = own.iter().map(|name| words_of(name)).collect();
        let others = self
            .names
            .iter()
            .filter(|known| known.name.contains(alias) && !own.iter().any(|own| known.is(own)));
        for known in others {
            who.is_shared |= who.is_part;
            if !known.is_card && !who.others.contains(&known.name) {
                who.others.push(known.name.clone());
            }
        }
    }
}

impl Who {
    /// How a hit in the name of a participant counts; `None` when it does not.
    pub(super) fn in_name(&self, name: &str, hit: ByteSpan) -> Option<By> {
        let name_itself = bare(name);
        let is_whole = hit.len as usize == name_itself.len() && hit.end() as usize == name.len();
        match self.own.iter().any(|own| bare(own) == name_itself) {
            true => Some(By::Name),
            false if self.is_part => None,
            false if is_whole => Some(By::Name),
            false => Some(By::Unsure),
        }
    }

    /// How a hit in a text counts; `None` when it does not.
    pub(super) fn in_text(&self, text: &[u8], hit: ByteSpan, seat: Seat) -> Option<By> {
        let of_another = self.others.iter().any(|name| stands_over(text, name, hit));
        let is_told = seat == Seat::Notice || of_another && is_mention(text, hit, &self.others);
        match (of_another, is_told) {
            (true, true) if self.is_part => None,
            (true, _) => Some(By::Unsure),
            (false, _) if self.is_shared => Some(By::Unsure),
            (false, _) => Some(By::Name),
        }
    }
}

impl Wanted {
    /// How a hit in a text counts, and what goes: `None` when it does not count.
    pub(super) fn name_in(&self, text: &[u8], hit: ByteSpan, seat: Seat) -> Option<(ByteSpan, By)> {
        use super::address::{Around, around, is_apart};
        let Some(who) = &self.who else {
            return Some((self.gone(text, hit), self.by));
        };
        match around(text, hit) {
            Around::Address(whole) if whole == hit => Some((hit, By::Name)),
            Around::Address(whole) => {
                let counts = !who.in_addresses || is_apart(text, hit);
                counts.then_some((whole, By::Unsure))
            }
            Around::Text if who.in_addresses => None,
            Around::Text => {
                let by = who.in_text(text, hit, seat)?;
                // `Zed2` must not read as person 12.
                let by = if is_before_digit(text, hit) {
                    By::Unsure
                } else {
                    by
                };
                Some((hit, by))
            }
        }
    }
}

/// Whether a digit of any script follows the hit at once.
fn is_before_digit(text: &[u8], hit: ByteSpan) -> bool {
    let behind = text.get(hit.end() as usize..).unwrap_or(&[]);
    let first = behind.utf8_chunks().next();
    first.is_some_and(|chunk| chunk.valid().starts_with(char::is_numeric))
}

/// A name without what WhatsApp puts before those that stand in no address book.
pub(super) fn bare(name: &str) -> &str {
    name.trim_start_matches(['~', ' ', '\u{a0}', '\u{202f}'])
}

/// The words of a name, folded.
fn words_of(name: &str) -> Vec<String> {
    let folded = folded_name(name);
    let words = folded.split(|c: char| !c.is_alphanumeric() && c != '\'');
    words
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Whether the whole name stands in the text, and the hit in it.
fn stands_over(text: &[u8], name: &str, hit: ByteSpan) -> bool {
    place_over(text, name, hit).is_some()
}

/// Where the whole name stands over the hit.
fn place_over(text: &[u8], name: &str, hit: ByteSpan) -> Option<usize> {
    let (start, end) = (hit.start as usize, hit.end() as usize);
    let first = start.saturating_sub(name.len());
    let near = text.get(first..text.len().min(end + name.len()))?;
    let is_word = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    memchr::memmem::find_iter(near, name.as_bytes())
        .map(|at| first + at)
        .find(|at| {
            let after = at + name.len();
            let before = at.checked_sub(1).and_then(|before| text.get(before));
            *at <= start && after >= end && !is_word(before) && !is_word(text.get(after))
        })
}

/// Whether one of the names stands over the hit as a mention that the app wrote.
fn is_mention(text: &[u8], hit: ByteSpan, names: &[String]) -> bool {
    names.iter().any(|name| {
        place_over(text, name, hit).is_some_and(|at| {
            let before = text.get(..at).unwrap_or(&[]);
            let behind = text.get(at + name.len()..).unwrap_or(&[]);
            let before = before.strip_suffix("~".as_bytes()).unwrap_or(before);
            before.ends_with("@\u{2068}".as_bytes()) && behind.starts_with("\u{2069}".as_bytes())
        })
    })
}
