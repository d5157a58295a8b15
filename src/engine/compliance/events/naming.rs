//! Several names in one line. A name may hold what else stands between two: whoever writes, or does something
//! alone, has a name that is known, and only what no known name explains is taken apart.

use super::lower;
use crate::engine::compliance::names::clean;

/// Words between the last two of several, in all languages of the table.
pub(super) const ANDS: &[&str] = &["and", "und", "y", "e", "ed", "et", "en"];

/// By a word of a line the words of its language between the last two; English where none stands in it.
const LANGUAGES: [(&str, &[&str]); 11] = [
    (" hat ", &["und"]),
    ("du hast ", &["und"]),
    (" wurde", &["und"]),
    (" añadió ", &["y", "e"]),
    (" eliminó ", &["y", "e"]),
    (" a ajouté ", &["et"]),
    (" a retiré ", &["et"]),
    (" ha aggiunto ", &["e", "ed"]),
    (" ha rimosso ", &["e", "ed"]),
    (" adicionou ", &["e"]),
    (" heeft ", &["en"]),
];

/// Names as the thread writes them, in lower case.
#[derive(Default)]
pub(super) struct Known {
    names: Vec<Vec<char>>,
}

impl Known {
    pub(super) fn take(&mut self, name: &str) {
        self.names.push(lower(&clean(name)));
    }

    /// The end of the longest name that stands at a place and ends there.
    fn end(&self, line: &[char], at: usize, ands: &[&str]) -> Option<usize> {
        let ends = self.names.iter().filter_map(|name| {
            let end = at + name.len();
            let stands = !name.is_empty() && line.get(at..end) == Some(name.as_slice());
            let ends = end == line.len() || between(line, end, ands).is_some();
            (stands && ends).then_some(end)
        });
        ends.max()
    }
}

/// The words between the last two names of a line of the table.
pub(super) fn ands(line: &str) -> &'static [&'static str] {
    let mut languages = LANGUAGES.iter();
    let known = languages.find(|(word, _)| line.contains(word));
    known.map_or(&["and"], |(_, ands)| ands)
}

/// How long what stands between two names is, when it begins at a place.
fn between(line: &[char], at: usize, ands: &[&str]) -> Option<usize> {
    let stands = |words: &str| {
        let words: Vec<char> = words.chars().collect();
        (line.get(at..at + words.len()) == Some(words.as_slice())).then_some(words.len())
    };
    let mut forms = ands
        .iter()
        .flat_map(|and| [format!(", {and} "), format!(" {and} ")]);
    forms
        .find_map(|form| stands(&form))
        .or_else(|| stands(", "))
}

/// `Ada, Bob and Cy`
pub(super) fn several(names: &str, known: &Known, ands: &[&str]) -> Vec<String> {
    let (chars, line) = (names.chars().collect::<Vec<char>>(), lower(names));
    let (mut found, mut at) = (Vec::new(), 0);
    while at < line.len() {
        let next = || (at..line.len()).find(|place| between(&line, *place, ands).is_some());
        let end = known
            .end(&line, at, ands)
            .or_else(next)
            .unwrap_or(line.len());
        let name: String = chars.get(at..end).unwrap_or_default().iter().collect();
        if !name.trim().is_empty() {
            found.push(name.trim().to_owned());
        }
        at = end + between(&line, end, ands).unwrap_or(1);
    }
    found
}
