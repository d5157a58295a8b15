//! What the engine says, read in the language of the interface. Its own words are English, since
//! they stand in packages and on the command line, too; a text that no table knows stays English.

use std::borrow::Cow;

use super::{Language, RECORD_DE};

/// A sentence of the engine's, and how it reads in another language. Holes in the first are `{}`,
/// in the second `{1}`, `{2}`, by their order in the first.
pub(super) type Reading = (&'static str, &'static str);

/// `english` as it reads in the language that is spoken.
pub fn of_record(english: &str) -> Cow<'_, str> {
    let table: &[Reading] = match super::spoken() {
        Language::English => &[],
        Language::German => RECORD_DE,
    };
    read_by(table, english).map_or(Cow::Borrowed(english), Cow::Owned)
}

fn read_by(table: &[Reading], english: &str) -> Option<String> {
    let whole = table.iter().find(|(text, _)| *text == english);
    if let Some((_, reading)) = whole {
        return Some((*reading).to_owned());
    }
    table
        .iter()
        .filter(|(text, _)| text.contains("{}"))
        .filter_map(|(text, reading)| Some((text.len(), reading, holes(text, english)?)))
        // What has most fixed words fits best.
        .max_by_key(|(len, ..)| *len)
        .map(|(_, reading, found)| filled(reading, &found))
}

/// What stands in the holes of `template` when it makes `text`.
fn holes<'a>(template: &str, text: &'a str) -> Option<Vec<&'a str>> {
    let mut fixed = template.split("{}");
    let mut rest = text.strip_prefix(fixed.next()?)?;
    let mut found = Vec::new();
    let mut fixed = fixed.peekable();
    while let Some(next) = fixed.next() {
        let end = if fixed.peek().is_none() {
            rest.len().checked_sub(next.len())?
        } else {
            rest.find(next)?
        };
        let after = rest.get(end..)?.strip_prefix(next)?;
        found.push(rest.get(..end)?);
        rest = after;
    }
    rest.is_empty().then_some(found)
}

fn filled(reading: &str, found: &[&str]) -> String {
    let mut out = String::new();
    let mut rest = reading;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((number, behind)) = after.split_once('}') else {
            out.push('{');
            rest = after;
            continue;
        };
        let hole = number
            .parse::<usize>()
            .ok()
            .and_then(|at| found.get(at.checked_sub(1)?));
        match hole {
            Some(value) => out.push_str(value),
            None => out.push_str(&format!("{{{number}}}")),
        }
        rest = behind;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_read_with_what_stands_in_its_holes() {
        let table = [
            ("open", "offen"),
            ("{} of {} are missing", "{2} gesamt, {1} fehlen"),
            ("the file {} is damaged", "die Datei {1} ist beschädigt"),
            (
                "the file {} is damaged and {}",
                "{2}, und {1} ist beschädigt",
            ),
        ];
        let cases = [
            ("open", Some("offen")),
            ("3 of 12 are missing", Some("12 gesamt, 3 fehlen")),
            (
                "the file \"{1}\" is damaged",
                Some("die Datei \"{1}\" ist beschädigt"),
            ),
            (
                "the file a is damaged and b",
                Some("b, und a ist beschädigt"),
            ),
            ("opened", None),
            ("3 of 12 are missing!", None),
            ("", None),
        ];
        for (english, expected) in cases {
            assert_eq!(read_by(&table, english).as_deref(), expected, "{english}");
        }
    }
}
