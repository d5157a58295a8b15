//! Keys in an open menu: which line comes next.

/// A key that means something in an open menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MenuKey {
    /// To the next line, from the last to the first.
    Next,
    /// To the one before.
    Previous,
    /// To the first.
    First,
    /// To the last.
    Last,
    /// To the next line that begins with this letter.
    Letter(char),
    /// The menu closes and its button has the focus.
    Close,
    /// So does Tab, which goes on from there.
    Leave,
}

impl MenuKey {
    /// By its name in the browser; `None` for Enter, the space bar and what means nothing here.
    pub fn of(name: &str) -> Option<MenuKey> {
        Some(match name {
            "ArrowDown" => MenuKey::Next,
            "ArrowUp" => MenuKey::Previous,
            "Home" => MenuKey::First,
            "End" => MenuKey::Last,
            "Escape" => MenuKey::Close,
            "Tab" => MenuKey::Leave,
            other => {
                let mut chars = other.chars();
                let letter = chars.next().filter(|letter| letter.is_alphanumeric())?;
                chars.next().is_none().then_some(MenuKey::Letter(letter))?
            }
        })
    }
}

/// The number of the line that gets the focus; `None` when it stays where it is.
pub fn step_to(key: &MenuKey, at: Option<usize>, names: &[String]) -> Option<usize> {
    let n = names.len();
    if n == 0 {
        return None;
    }
    match key {
        MenuKey::Next => Some(at.map_or(0, |at| (at + 1) % n)),
        MenuKey::Previous => Some(at.map_or(n - 1, |at| (at + n - 1) % n)),
        MenuKey::First => Some(0),
        MenuKey::Last => Some(n - 1),
        MenuKey::Letter(letter) => {
            let begins = |name: &str| {
                let first = name.chars().next();
                first.is_some_and(|first| first.to_lowercase().eq(letter.to_lowercase()))
            };
            let after = at.map_or(0, |at| at + 1);
            (after..n)
                .chain(0..after.min(n))
                .find(|number| names.get(*number).is_some_and(|name| begins(name)))
        }
        MenuKey::Close | MenuKey::Leave => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_go_around_and_letters_find_their_lines() {
        let names = ["Tag", "Bookmark", "Note", "Begin a passage"].map(str::to_owned);
        let cases = [
            ("ArrowDown", None, Some(0)),
            ("ArrowDown", Some(3), Some(0)),
            ("ArrowUp", Some(0), Some(3)),
            ("ArrowUp", None, Some(3)),
            ("Home", Some(2), Some(0)),
            ("End", Some(0), Some(3)),
            ("b", Some(0), Some(1)),
            ("B", Some(1), Some(3)),
            ("b", Some(3), Some(1)),
            ("x", Some(3), None),
            ("Escape", Some(1), None),
            ("Tab", Some(1), None),
        ];
        for (name, at, expected) in cases {
            let key = MenuKey::of(name).unwrap();
            assert_eq!(step_to(&key, at, &names), expected, "{name} from {at:?}");
        }
        assert_eq!(MenuKey::of("Enter"), None);
        assert_eq!(MenuKey::of(" "), None);
        assert_eq!(step_to(&MenuKey::Next, None, &[]), None);
    }
}
