//! Names that look alike and are not the same: `Ada` and `Аda`, whose first letter is Cyrillic.
//!
//! Says only that they look alike. Whether they are one person is for people to decide.

use unicode_security::skeleton;

use super::characters::spelled;
use crate::say;

/// Another name that looks like a name, and where the two first differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LookAlike {
    /// The other name, by its place among the names.
    pub other: usize,
    /// In words: `U+0410 here, U+0041 there`.
    pub differs: String,
}

/// For each name the first other one that looks the same but is written otherwise. Names that are
/// the same to the byte are not told.
///
/// Cost: linear in the names, but for sorting.
pub fn look_alikes(names: &[&str]) -> Vec<Option<LookAlike>> {
    let mut order: Vec<(String, usize)> = names
        .iter()
        .enumerate()
        .map(|(index, name)| (outline(name), index))
        .collect();
    order.sort();
    let mut found: Vec<Option<LookAlike>> = vec![None; names.len()];
    for group in order.chunk_by(|a, b| a.0 == b.0 && !a.0.is_empty()) {
        for (_, index) in group {
            let other = group
                .iter()
                .map(|(_, other)| *other)
                .find(|other| names.get(*other) != names.get(*index));
            if let (Some(other), Some(place)) = (other, found.get_mut(*index)) {
                let differs = differs(names[*index], names[other]);
                *place = Some(LookAlike { other, differs });
            }
        }
    }
    found
}

/// What a name looks like: what cannot be seen left out, any run of white space as one space, and
/// characters that look alike as one of them.
///
/// Source: Unicode Technical Standard 39, section 4, "skeleton".
fn outline(name: &str) -> String {
    let seen: String = name
        .chars()
        .map(|at| if at.is_whitespace() { ' ' } else { at })
        .filter(|at| *at == ' ' || spelled(*at).is_none())
        .collect();
    let words: Vec<&str> = seen.split(' ').filter(|word| !word.is_empty()).collect();
    skeleton(&words.join(" ")).collect()
}

/// Where two names first differ.
fn differs(here: &str, there: &str) -> String {
    let (mut here, mut there) = (here.chars(), there.chars());
    loop {
        match (here.next(), there.next()) {
            (Some(a), Some(b)) if a == b => {}
            (a, b) => return say::a_here_b_there(point(a), point(b)),
        }
    }
}

fn point(character: Option<char>) -> String {
    match character {
        None => say::the_end().to_owned(),
        Some(character) => format!("U+{:04X}", u32::from(character)),
    }
}

#[cfg(test)]
mod tests {
    use super::look_alikes;

    fn check(names: &[&str], expected: &[Option<(usize, &str)>]) {
        let found = look_alikes(names);
        let found: Vec<Option<(usize, &str)>> = found
            .iter()
            .map(|at| at.as_ref().map(|at| (at.other, at.differs.as_str())))
            .collect();
        assert_eq!(found, expected, "{names:?}");
    }

    #[test]
    fn letters_of_other_scripts_are_pointed_out() {
        check(
            &["Ada Poe", "Ben", "\u{410}da Poe"],
            &[
                Some((2, "U+0041 here, U+0410 there")),
                None,
                Some((0, "U+0410 here, U+0041 there")),
            ],
        );
        check(
            &["Paul", "PauI"],
            &[
                Some((1, "U+006C here, U+0049 there")),
                Some((0, "U+0049 here, U+006C there")),
            ],
        );
    }

    #[test]
    fn what_cannot_be_seen_is_pointed_out() {
        check(
            &["Ada Poe", "Ada\u{a0}Poe", "Ada Poe\u{200d}"],
            &[
                Some((1, "U+0020 here, U+00A0 there")),
                Some((0, "U+00A0 here, U+0020 there")),
                Some((0, "U+200D here, the end there")),
            ],
        );
    }

    #[test]
    fn names_that_differ_to_the_eye_and_names_that_are_the_same_are_not() {
        check(&["Ada", "ada", "Eva", "Ada"], &[None, None, None, None]);
        check(&["", "\u{200d}", " "], &[None, None, None]);
        check(&["\u{645}\u{62d}\u{645}\u{62f}", "Ada"], &[None, None]);
    }
}
