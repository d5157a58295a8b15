//! Pseudonyms for a review that does not see names: one for each person, whatever they are called.

use crate::engine::compliance::{Result as Found, as_quoted};

/// Names, and what stands for each; the longest first, so that no part of a name is left over.
#[derive(Default)]
pub(super) struct Masks(Vec<(String, String)>);

/// Of everybody: full names, other names, numbers, what exports call them.
pub(super) fn masks(found: &Found) -> Masks {
    let mut names: Vec<(String, String)> = Vec::new();
    for (row, number) in found.people.iter().zip(1..) {
        let mask = format!("Person {number}");
        let mut all = vec![row.name.clone()];
        all.extend(row.voices.iter().map(|voice| voice.name.clone()));
        if let Some((_, person)) = found.roster().person(&row.id) {
            all.extend(person.aliases.iter().cloned());
            all.extend(person.emails.iter().cloned());
            all.extend(person.phones.iter().map(|phone| phone.written.clone()));
        }
        // A number is written with a plus, or as somebody groups it.
        for number in &row.numbers {
            let digits = number.trim_start_matches('+');
            all.extend([number.clone(), format!("+{digits}"), digits.to_owned()]);
        }
        // A thread of two is called as the other one is.
        all.extend(row.voices.iter().filter_map(|voice| {
            let (_, thread) = found.case().thread(voice.thread)?;
            let is_theirs = voice.name.starts_with(&thread.title);
            is_theirs.then(|| thread.title.clone())
        }));
        names.extend(all.into_iter().map(|name| (name, mask.clone())));
    }
    others(found, &mut names);
    // In a sentence a name stands without what turns it around.
    let in_quotes: Vec<(String, String)> = names
        .iter()
        .map(|(name, mask)| (as_quoted(name), mask.clone()))
        .collect();
    names.extend(in_quotes);
    names.retain(|(name, _)| !name.trim().is_empty());
    names.sort_by(|a, b| (b.0.len(), &a.0).cmp(&(a.0.len(), &b.0)));
    names.dedup_by(|next, kept| next.0 == kept.0);
    Masks(names)
}

/// Those who are only named: in lines about members, in mentions; and what threads of two are called.
fn others(found: &Found, names: &mut Vec<(String, String)>) {
    let mut n = found.people.len();
    let mut push = |name: String| {
        let is_known = names.iter().any(|(known, _)| *known == name);
        if !is_known && !name.trim().is_empty() {
            n += 1;
            names.push((name, format!("Person {n}")));
        }
    };
    for statement in &found.statements {
        for name in found.named(statement.thread) {
            push(name);
        }
    }
}

impl Masks {
    /// Whether names are shown.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The text with pseudonyms for names that stand in it as words.
    pub(super) fn over(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for (name, mask) in &self.0 {
            if text.contains(name.as_str()) {
                text = replaced(&text, name, mask);
            }
        }
        text
    }
}

fn replaced(text: &str, name: &str, mask: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut before: Option<char> = None;
    while let Some((head, tail)) = rest.split_once(name) {
        let left = head.chars().next_back().or(before);
        let goes_on = |at: Option<char>| at.is_some_and(char::is_alphanumeric);
        let is_word = !(goes_on(left) && goes_on(name.chars().next())
            || goes_on(tail.chars().next()) && goes_on(name.chars().next_back()));
        out.push_str(head);
        out.push_str(if is_word { mask } else { name });
        before = name.chars().next_back();
        rest = tail;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_masked_and_words_are_not() {
        let names = [
            ("Bo Fay", "Person 1"),
            ("+44 20", "Person 1"),
            ("Bo", "Person 2"),
        ];
        let masks = Masks(names.map(|(a, b)| (a.to_owned(), b.to_owned())).to_vec());
        for (text, expected) in [
            ("Bo Fay, Bo and the Boat", "Person 1, Person 2 and the Boat"),
            ("BoBo Bo", "BoBo Person 2"),
            ("call +44 20 now", "call Person 1 now"),
            ("\"Bo\"", "\"Person 2\""),
        ] {
            assert_eq!(masks.over(text), expected);
        }
    }
}
