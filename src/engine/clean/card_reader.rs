//! Contact cards property by property, for those who need more of them than names. What is read here
//! goes into no package.

use super::card::{Property, unescaped, unfolded};

/// More cards than a phone book has are refused.
const CARDS_LIMIT: usize = 50_000;

/// A property of a card.
pub(crate) struct CardProperty {
    /// In capitals, without a group.
    pub(crate) name: String,
    parameters: String,
    text: String,
}

impl CardProperty {
    /// One of its values, cut at `;` unless there is only one; escapes undone.
    pub(crate) fn value(&self, place: usize) -> String {
        match self.name.as_str() {
            "N" | "ORG" => self.values(';').into_iter().nth(place).unwrap_or_default(),
            _other => self.values('\0').into_iter().nth(place).unwrap_or_default(),
        }
    }

    /// Its values, cut where `cut` is not escaped; escapes undone.
    pub(crate) fn values(&self, cut: char) -> Vec<String> {
        unescaped(&self.text, &[cut])
    }

    /// What a parameter says, in capitals; its name is given in capitals.
    pub(crate) fn parameter(&self, name: &str) -> Option<String> {
        let parts = self.parameters.split(';');
        let said = parts.filter_map(|part| part.split_once('='));
        let mut found = said.filter(|(of, _)| of.trim() == name);
        found
            .next()
            .map(|(_, value)| value.trim().trim_matches('"').to_owned())
    }
}

/// The properties of each card, in order. `Err`: what is wrong, for people.
pub(crate) fn card_properties(bytes: &[u8]) -> Result<Vec<Vec<CardProperty>>, String> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|_| "they are not UTF-8".to_owned())?;
    let mut cards = Vec::new();
    let mut open: Option<Vec<CardProperty>> = None;
    for (line, number) in unfolded(text).iter().zip(1..) {
        if line.trim().is_empty() {
            continue;
        }
        let property = Property::read(line);
        let marks = |name: &str| {
            property.name == name && property.value.trim().eq_ignore_ascii_case("VCARD")
        };
        match open.as_mut() {
            None if marks("BEGIN") => open = Some(Vec::new()),
            None => return Err(format!("property {number} stands outside a card")),
            Some(_) if marks("BEGIN") => {
                return Err(format!("property {number} begins a card within a card"));
            }
            Some(_) if marks("END") => cards.extend(open.take()),
            Some(card) => {
                let text = property.text();
                let text = text
                    .map_err(|_| format!("property {number} ({}) is not UTF-8", property.name))?;
                card.push(CardProperty {
                    name: property.name.clone(),
                    parameters: property.parameters.clone(),
                    text,
                });
            }
        }
        if cards.len() > CARDS_LIMIT {
            return Err(format!("there are more than {CARDS_LIMIT}"));
        }
    }
    match open {
        Some(_) => Err("the last one has no end".to_owned()),
        None if cards.is_empty() => Err("there is none".to_owned()),
        None => Ok(cards),
    }
}
