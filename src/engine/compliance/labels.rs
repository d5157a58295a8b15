//! The names of a thread, told from each other as the phone that made the export tells them: two that differ
//! by an emoji are two people, and folding makes one only of what can be nobody else.

use std::collections::BTreeMap;

use super::names::{clean, folded, number_of_label, signs};

/// All names of a thread, or of several.
#[derive(Debug, Default)]
pub(super) struct Labels {
    /// By folded name: as it is told from others, and whether a voice has it.
    by_name: BTreeMap<String, BTreeMap<String, bool>>,
}

impl Labels {
    pub(super) fn take(&mut self, name: &str, is_voice: bool) {
        let one = self.by_name.entry(folded(name)).or_default();
        *one.entry(label(name)).or_default() |= is_voice;
    }

    /// By what a name is compared with others: its number; folded, where nobody else is called so; with its
    /// emoji, where somebody is.
    pub(super) fn key(&self, name: &str) -> String {
        if let Some(number) = number_of_label(name) {
            return number;
        }
        let (plain, label) = (folded(name), label(name));
        if plain.is_empty() || !self.is_one(&plain, &label) {
            return label;
        }
        plain
    }

    /// Whether two voices have names that folding makes one.
    pub(super) fn has_twins(&self, name: &str) -> bool {
        let all = self.by_name.get(&folded(name));
        all.is_some_and(|all| all.values().filter(|is_voice| **is_voice).count() > 1)
    }

    /// Whether all who are called so can be one: a name with emoji and the same without them, unless both
    /// write.
    fn is_one(&self, plain: &str, label: &str) -> bool {
        let Some(all) = self.by_name.get(plain) else {
            return true;
        };
        let n = all.len() + usize::from(!all.contains_key(label));
        let has_plain = label == plain || all.contains_key(plain);
        let n_voices = all.values().filter(|is_voice| **is_voice).count();
        n == 1 || n == 2 && has_plain && n_voices < 2
    }
}

/// A name folded, with its emoji; as it is written, when nothing else is in it.
fn label(name: &str) -> String {
    let (plain, signs) = (folded(name), signs(name));
    match (plain.is_empty(), signs.is_empty()) {
        (true, true) => clean(name),
        (true, false) => signs,
        (false, true) => plain,
        (false, false) => format!("{plain} {signs}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(names: &[(&str, bool)]) -> Labels {
        let mut labels = Labels::default();
        for (name, is_voice) in names {
            labels.take(name, *is_voice);
        }
        labels
    }

    #[test]
    fn names_are_one_only_when_they_can_be_nobody_else() {
        let one = |a: &str, b: &str, labels: &Labels| labels.key(a) == labels.key(b);
        let homes = of(&[("Zed 🏠", true), ("Zed 💼", true), ("🦊", true)]);
        assert!(!one("Zed 🏠", "Zed 💼", &homes));
        assert!(!one("🦊", "🐻", &homes));
        // Which of the two is meant, nobody can say.
        assert!(!one("Zed", "Zed 🏠", &homes) && !one("Zed", "Zed 💼", &homes));
        let home = of(&[("Zed 🏠", true), ("zed", false)]);
        assert!(one("~\u{202f}Zed", "Zed 🏠", &home));
        assert_eq!(home.key("Zed 🏠"), "zed");
        let both = of(&[("Zed 🏠", true), ("Zed", true)]);
        assert!(!one("Zed", "Zed 🏠", &both) && both.has_twins("Zed"));
        assert_eq!(homes.key("+44 20 7946 0042"), "442079460042");
    }
}
