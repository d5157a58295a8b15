//! Words that are looked for unless a policy brings its own: data, in one table.

const TABLE: &str = include_str!("lists.csv");

/// The words of a list; none for a list that is not there.
pub(super) fn default_words(list: &str) -> impl Iterator<Item = &'static str> + use<> {
    let list = list.to_owned();
    TABLE.lines().skip(1).filter_map(move |line| {
        let (name, word) = line.split_once(',')?;
        (name == list).then_some(word)
    })
}

/// Whether a list holds a word, as written.
pub(super) fn holds(list: &str, word: &str) -> bool {
    default_words(list).any(|one| one == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_hold_words() {
        for list in [
            "move",
            "destroy",
            "record",
            "complaint",
            "ask",
            "urgency",
            "shorthand",
            "used",
            "negation",
            "preposition",
            "noun",
            "mail_host",
            "reply",
            "own_number",
        ] {
            assert!(default_words(list).count() > 2, "{list}");
        }
        assert!(holds("noun", "signal") && !holds("noun", "telegram"));
    }
}
