//! What a package calls the people who decided: their role, unless the maker says otherwise.

use std::borrow::Cow;

use crate::engine::decision::NO_NAME;
use crate::engine::session::protocol::Reviewers;

/// What everybody is called by their role.
pub(super) const ROLE: &str = "reviewer";

/// Most names of a person whose first letters count.
const MOST_INITIALS: usize = 4;

/// The word for it in the log of custody.
pub(super) fn word(reviewers: Reviewers) -> &'static str {
    match reviewers {
        Reviewers::Role => "role",
        Reviewers::Initials => "initials",
        Reviewers::Name => "name",
    }
}

/// What somebody is called whose decisions say `by`.
pub(super) fn called(by: &str, reviewers: Reviewers) -> Cow<'_, str> {
    match reviewers {
        Reviewers::Role => Cow::Borrowed(ROLE),
        Reviewers::Initials => initials(by).map_or(Cow::Borrowed(ROLE), Cow::Owned),
        Reviewers::Name => Cow::Borrowed(by),
    }
}

/// The first letters of the names; `None` where there is no name.
fn initials(by: &str) -> Option<String> {
    if by == NO_NAME {
        return None;
    }
    let first = |name: &str| name.chars().find(|c| c.is_alphanumeric());
    let letters = by.split_whitespace().filter_map(first).take(MOST_INITIALS);
    let initials: String = letters.flat_map(char::to_uppercase).collect();
    (!initials.is_empty()).then_some(initials)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_called_as_the_maker_chose() {
        for (by, initials) in [
            ("Dana Clerk", "DC"),
            ("  jean-luc  van der Berg-Ost the third", "JVDB"),
            ("Ödön Ács", "ÖÁ"),
            ("(QC) Ann", "QA"),
            ("--", ROLE),
            ("", ROLE),
            (NO_NAME, ROLE),
        ] {
            assert_eq!(called(by, Reviewers::Initials), initials, "{by:?}");
            assert_eq!(called(by, Reviewers::Role), ROLE, "{by:?}");
            assert_eq!(called(by, Reviewers::Name), by, "{by:?}");
        }
    }
}
