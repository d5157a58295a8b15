//! The names of a case: its participants, the cards in it, the names in mentions.

use std::collections::BTreeSet;

use super::phone;
use crate::engine::archive::{Archive, Entry};
use crate::engine::case::Case;
use crate::engine::place::EntryId;

/// Largest contact card that is read. Units: bytes.
const CARD_BYTES: u64 = 1 << 20;
/// Most cards of an export that are read.
const CARDS: usize = 5000;

/// Every name, each once, sorted.
pub(super) fn names_of(case: &Case) -> Vec<String> {
    let mut names = BTreeSet::new();
    for source in &case.sources {
        for thread in &source.threads {
            names.extend(thread.participants.iter().map(|one| one.name.clone()));
        }
        let cards = card_names(&source.archive).iter();
        names.extend(cards.map(|(_, name)| name.clone()));
    }
    names.into_iter().collect()
}

/// The names in the contact cards of an export, with the card. They are read once.
pub(crate) fn card_names(archive: &Archive) -> &[(EntryId, String)] {
    archive.card_names(|archive| {
        let is_card = |entry: &&Entry| {
            entry.size_bytes <= CARD_BYTES && entry.name.to_lowercase().ends_with(".vcf")
        };
        let cards = archive.entries().iter().filter(is_card).take(CARDS);
        // A card that cannot be read is told of elsewhere.
        let names: BTreeSet<(EntryId, String)> = cards
            .filter_map(|entry| Some((entry.id, archive.read(entry.id, CARD_BYTES).ok()?)))
            .flat_map(|(card, bytes)| {
                let names = names_in_card(&String::from_utf8_lossy(&bytes));
                names.into_iter().map(move |name| (card, name))
            })
            .collect();
        names.into_iter().collect()
    })
}

/// The full names and the name parts of a contact card.
fn names_in_card(card: &str) -> Vec<String> {
    let mut names = Vec::new();
    for line in card.lines() {
        let Some((property, value)) = line.split_once(':') else {
            continue;
        };
        let property = property.split(';').next().unwrap_or(property);
        let property = property.rsplit('.').next().unwrap_or(property);
        if ["FN", "N", "NICKNAME"]
            .iter()
            .any(|p| p.eq_ignore_ascii_case(property))
        {
            names.push(value.replace([';', '\\'], " ").trim().to_owned());
        }
    }
    names
}

/// The countries whose calling codes stand in the names of participants: a first guess at the
/// countries of a case. Sorted, as ISO 3166 writes them.
pub fn countries_of(case: &Case) -> Vec<String> {
    let mut countries = BTreeSet::new();
    for (_, _, thread) in case.threads() {
        for participant in &thread.participants {
            let name: String = participant
                .name
                .chars()
                .filter(|c| c.is_ascii_digit() || *c == '+')
                .collect();
            if let Some(digits) = name.strip_prefix('+')
                && digits.len() >= 8
                && let Some(country) = phone::country_of(digits)
            {
                countries.insert(String::from_utf8_lossy(&country).into_owned());
            }
        }
    }
    countries.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cards_give_their_names() {
        let card = "BEGIN:VCARD\nVERSION:3.0\nN:Okafor;Sample;;;\nFN:Sample Okafor\n\
item1.TEL;waid=447700900123:+44 7700 900123\nNOTE:x\nEND:VCARD\n";
        assert_eq!(names_in_card(card), ["Okafor Sample", "Sample Okafor"]);
    }
}
