//! The words of the interface, in the language that the person reads: one function a message,
//! made by the build out of `words/en.ftl` and `words/de.ftl`.
//!
//! What the engine writes into packages and prints stays English, whatever the interface speaks:
//! same input, same bytes.

pub mod figures;
mod record;

use std::cell::Cell;
use std::fmt::{Display, Write};

/// A language of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// German.
    German,
}

impl Language {
    /// All of them, in the order of the data files.
    pub const ALL: [Language; 2] = [Language::English, Language::German];

    /// As documents name it (BCP 47).
    pub fn tag(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::German => "de",
        }
    }

    /// What its speakers call it.
    pub fn own_name(self) -> &'static str {
        match self {
            Language::English => "English",
            Language::German => "Deutsch",
        }
    }

    /// The language of a tag such as `de-AT`; `None` when the interface does not speak it.
    pub fn of_tag(tag: &str) -> Option<Language> {
        let first = tag.split(['-', '_']).next().unwrap_or_default();
        Language::ALL
            .into_iter()
            .find(|language| first.eq_ignore_ascii_case(language.tag()))
    }

    /// The first of `tags` (a browser's, the most wanted first) that the interface speaks.
    pub fn wanted<'a>(tags: impl IntoIterator<Item = &'a str>) -> Language {
        let mut spoken = tags.into_iter().filter_map(Language::of_tag);
        spoken.next().unwrap_or_default()
    }

    /// What stands between thousands, and before tenths.
    fn marks(self) -> (char, char) {
        match self {
            Language::English => (',', '.'),
            Language::German => ('.', ','),
        }
    }
}

thread_local! {
    static SPOKEN: Cell<Language> = const { Cell::new(Language::English) };
}

/// From now on this thread speaks `language`; a page has one thread.
pub fn speak(language: Language) {
    SPOKEN.set(language);
}

/// What this thread speaks.
pub fn spoken() -> Language {
    SPOKEN.get()
}

/// A piece of a message with arguments.
#[derive(Clone, Copy)]
enum Part {
    Text(&'static str),
    Argument(usize),
    /// By the number in that argument: the first for one, else the second.
    Choice(usize, &'static [Part], &'static [Part]),
}

/// What is put in for an argument.
enum Value<'a> {
    Number(u64),
    Shown(&'a dyn Display),
}

fn pick<T: Copy>(said: [T; 2]) -> T {
    let [english, german] = said;
    match spoken() {
        Language::English => english,
        Language::German => german,
    }
}

fn filled(parts: &[Part], values: &[Value]) -> String {
    let mut text = String::new();
    fill(&mut text, parts, values);
    text
}

fn fill(text: &mut String, parts: &[Part], values: &[Value]) {
    for part in parts {
        match part {
            Part::Text(more) => text.push_str(more),
            Part::Argument(at) => match values.get(*at) {
                Some(Value::Number(of)) => text.push_str(&figures::number(*of)),
                Some(Value::Shown(value)) => {
                    // Writing to memory does not fail.
                    let _ = write!(text, "{value}");
                }
                None => {}
            },
            Part::Choice(at, one, other) => {
                let is_one = matches!(values.get(*at), Some(Value::Number(1)));
                fill(text, if is_one { one } else { other }, values);
            }
        }
    }
}

pub use record::of_record;

include!(concat!(env!("OUT_DIR"), "/words.rs"));

#[cfg(test)]
mod tests;
