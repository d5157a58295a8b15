//! What of a withheld value stays readable: the end of an identifier, the host of a link.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// What stays of each place where a value is withheld.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Keep {
    /// All of it goes.
    #[default]
    Nothing,
    /// The last letters and digits stay, of an identifier: [`Keep::LAST`] says how many may.
    Last(u8),
    /// Scheme and host of a link stay; the path and what follows go.
    Host,
}

/// Digits that a value must have for its end to stay: what has fewer is no identifier.
const LEAST_DIGITS: usize = 5;

/// Letters and digits that must go for the end to stay.
const LEAST_GONE: usize = 4;

impl Keep {
    /// How many letters and digits may stay at the end.
    pub const LAST: std::ops::RangeInclusive<u8> = 2..=4;

    /// Whether all goes.
    pub fn is_nothing(&self) -> bool {
        *self == Keep::Nothing
    }

    /// Whether something of `value` can stay so.
    pub fn fits(self, value: &str) -> bool {
        match self {
            Keep::Nothing => true,
            Keep::Last(n) => {
                let gone = self.gone(value, "");
                Keep::LAST.contains(&n) && gone.end < value.len()
            }
            Keep::Host => host_end(value).is_some_and(|end| end < value.len()),
        }
    }

    /// The bytes that go, counted from the first byte of `found`, where `behind` follows. All of them
    /// where less would show more than was meant.
    pub fn gone(self, found: &str, behind: &str) -> Range<usize> {
        match self {
            Keep::Nothing => 0..found.len(),
            Keep::Last(n) => 0..last_start(found, behind, usize::from(n)),
            Keep::Host => {
                // A longer link may start with this one: it goes to its end.
                let rest = behind
                    .find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"'))
                    .unwrap_or(behind.len());
                let start = host_end(found).filter(|end| *end < found.len());
                match start {
                    Some(start) => start..found.len() + rest,
                    None => 0..found.len(),
                }
            }
        }
    }
}

/// Where the part that stays begins; the end of `found` when nothing may stay.
fn last_start(found: &str, behind: &str, n_kept: usize) -> usize {
    let counts = |c: &char| c.is_alphanumeric();
    let n_digits = found.chars().filter(|c| c.is_numeric()).count();
    let n_all = found.chars().filter(counts).count();
    // Inside a longer number, what follows would be readable, too.
    let goes_on = behind.chars().next().is_some_and(char::is_alphanumeric);
    if goes_on || n_kept == 0 || n_digits < LEAST_DIGITS || n_all < n_kept + LEAST_GONE {
        return found.len();
    }
    let mut ends = found.char_indices().rev().filter(|(_, c)| counts(c));
    ends.nth(n_kept - 1).map_or(found.len(), |(at, _)| at)
}

/// Where the host of a link ends. `None` for what is no link, and for one that names somebody before
/// its host.
fn host_end(link: &str) -> Option<usize> {
    let scheme = link.find("://").map(|at| at + 3);
    let start = scheme.unwrap_or(0);
    let rest = link.get(start..)?;
    let end = rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len());
    let host = rest.get(..end)?;
    let plain = host
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']' | '_'));
    (plain && host.contains('.')).then_some(start + end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(keep: Keep, found: &str, behind: &str) -> String {
        let mut text = format!("{found}{behind}");
        text.replace_range(keep.gone(found, behind), "█");
        text
    }

    #[test]
    fn the_end_of_an_identifier_stays() {
        for (n, found, behind, expected) in [
            (3, "+44 7700 900123", " x", "█123 x"),
            (4, "+44 7700 900 1-23", "", "█0 1-23"),
            (2, "DE89 3704 0044 0532 0130 00", ".", "█00."),
            (2, "AB12345C", "", "█5C"),
            (4, "٠٧٧٠٠٩٠٠١٢٣", "", "█٠١٢٣"),
            // Inside a longer number, too short, no identifier.
            (3, "7700900123", "4", "█4"),
            (4, "1234567", "", "█"),
            (3, "Samuel Berg", "", "█"),
            (3, "flat 1234", "", "█"),
        ] {
            assert_eq!(shown(Keep::Last(n), found, behind), expected, "{found}");
        }
    }

    #[test]
    fn the_host_of_a_link_stays() {
        for (found, behind, expected) in [
            (
                "https://ada.example.org/a/b?c=d#e",
                " x",
                "https://ada.example.org█ x",
            ),
            ("example.org/a", "", "example.org█"),
            (
                "https://example.org:8080?q=ada",
                "",
                "https://example.org:8080█",
            ),
            ("https://example.org/a", "bc)\nd", "https://example.org█\nd"),
            // Nothing but a host, a name before it, no link.
            ("https://example.org", "/a", "█/a"),
            ("https://ada:pw@example.org/a", "", "█"),
            ("ada@example.org", "", "█"),
            ("not a link", "", "█"),
        ] {
            assert_eq!(shown(Keep::Host, found, behind), expected, "{found}");
        }
    }

    #[test]
    fn what_fits_a_value() {
        assert!(Keep::Last(3).fits("+44 7700 900123"));
        assert!(!Keep::Last(5).fits("+44 7700 900123"));
        assert!(!Keep::Last(3).fits("Ada Poe"));
        assert!(Keep::Host.fits("https://example.org/a"));
        assert!(!Keep::Host.fits("https://example.org"));
        assert!(Keep::Nothing.fits("anything"));
    }

    #[test]
    fn it_is_written_shortly() {
        for (keep, json) in [
            (Keep::Nothing, "\"nothing\""),
            (Keep::Last(3), "{\"last\":3}"),
            (Keep::Host, "\"host\""),
        ] {
            assert_eq!(serde_json::to_string(&keep).unwrap(), json);
            assert_eq!(serde_json::from_str::<Keep>(json).unwrap(), keep);
        }
    }
}
