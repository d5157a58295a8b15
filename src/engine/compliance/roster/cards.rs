//! Cards to people. What a card cannot say (side, authorisation) comes from its categories by a
//! mapping that a person sets; nothing is guessed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Authorised, Person, Phone, ROSTER_BYTES, RosterError, Side};
use crate::engine::case::Case;
use crate::engine::clean::{CardProperty, card_properties};
use crate::engine::compliance::day::{Day, Days};
use crate::engine::detect::e164;
use crate::engine::digest::sha256_hex;
use crate::engine::place::{EntryId, SourceId};

/// What a category says of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CardRole {
    /// On which side they stand.
    Side(Side),
    /// Whether they may speak.
    Authorised(Authorised),
}

/// Categories, in lower case, and what they say.
pub type CardMapping = BTreeMap<String, CardRole>;

/// The column in which the categories of cards are kept.
pub(super) const CATEGORIES: &str = "categories";
/// Largest card in an archive that is read. Units: bytes.
const CARD_BYTES: u64 = 1 << 20;
/// Most cards of a case.
const CARDS: usize = 5_000;

/// People of cards. Without a category that `mapping` knows somebody's side is unknown, and they are
/// not authorised. The words for sides and authorisations themselves are always known.
///
/// Errors: `TooLarge`, `Cards`.
pub fn roster_from_cards(text: &str, mapping: &CardMapping) -> Result<Vec<Person>, RosterError> {
    if text.len() > ROSTER_BYTES {
        return Err(RosterError::TooLarge {
            found: text.len(),
            limit: ROSTER_BYTES,
        });
    }
    let cards = card_properties(text.as_bytes()).map_err(|what| RosterError::Cards { what })?;
    let people = cards.iter().zip(1..);
    Ok(people
        .map(|(card, number)| person(card, number, mapping))
        .collect())
}

/// Somebody on a card in an export.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundCard {
    /// Who: on no side, not authorised, with a note that says where the card is.
    pub person: Person,
    /// In which export.
    pub source: SourceId,
    /// Which file of it.
    pub entry: EntryId,
}

/// The people on the cards in a case: candidates, marked as found in evidence, never taken into a
/// roster by themselves.
///
/// Cost: reads every card.
pub fn cards_in_case(case: &Case) -> Vec<FoundCard> {
    let mut people: Vec<FoundCard> = Vec::new();
    let mut n_cards = 0;
    for source in &case.sources {
        for entry in source.archive.entries() {
            let is_card = entry.name.to_lowercase().ends_with(".vcf");
            if !is_card || entry.size_bytes > CARD_BYTES || n_cards >= CARDS {
                continue;
            }
            n_cards += 1;
            // A card that cannot be read is told of by the archive.
            let Ok(bytes) = source.archive.read(entry.id, CARD_BYTES) else {
                continue;
            };
            let text = String::from_utf8_lossy(&bytes).into_owned();
            for mut one in roster_from_cards(&text, &CardMapping::new()).unwrap_or_default() {
                one.side = Side::Unknown;
                one.authorised = Authorised::No;
                one.note = format!("from evidence: {} in {}", entry.name, source.archive.name());
                if !people.iter().any(|known| known.person.id == one.id) {
                    people.push(FoundCard {
                        person: one,
                        source: source.id.clone(),
                        entry: entry.id,
                    });
                }
            }
        }
    }
    people
}

fn person(card: &[CardProperty], number: u32, mapping: &CardMapping) -> Person {
    let all = |name: &'static str| card.iter().filter(move |property| property.name == name);
    let first = |name: &'static str| {
        let values = all(name).map(|property| property.value(0).trim().to_owned());
        values
            .into_iter()
            .find(|value| !value.is_empty())
            .unwrap_or_default()
    };
    let full_name = match first("FN") {
        name if name.is_empty() => of_parts(all("N").next()),
        name => name,
    };
    let mut phones: Vec<Phone> = Vec::new();
    let mut unread: Vec<String> = Vec::new();
    for property in all("TEL") {
        match phone(property) {
            Ok(phone) => phones.push(phone),
            Err(written) if written.is_empty() => {}
            Err(written) => unread.push(written),
        }
    }
    let id = match first("UID") {
        id if id.is_empty() => {
            let numbers: Vec<&str> = phones.iter().map(|phone| phone.dialled.as_str()).collect();
            let digest = sha256_hex(format!("{full_name}\n{}", numbers.join("\n")).as_bytes());
            format!("card-{}", digest.get(..12).unwrap_or_default())
        }
        id => id,
    };
    let mut person = Person::named(&id, &full_name);
    person.line = number;
    person.phones = phones;
    person.phones_unread = unread;
    person.aliases = all("NICKNAME")
        .flat_map(|property| property.values(','))
        .collect();
    person.emails = all("EMAIL").map(|property| property.value(0)).collect();
    if let Some(organisation) = all("ORG").next() {
        let mut parts = organisation.values(';').into_iter();
        person.company = parts.next().unwrap_or_default();
        person.department = parts.next().unwrap_or_default();
    }
    person.role = match first("TITLE") {
        title if title.is_empty() => first("ROLE"),
        title => title,
    };
    person.note = first("NOTE");
    if let Some(revised) = revised(&first("REV")) {
        let hint = format!("card of {revised}");
        person.note = if person.note.is_empty() {
            hint
        } else {
            format!("{} ({hint})", person.note)
        };
    }
    let categories = all("CATEGORIES").flat_map(|property| property.values(','));
    let categories: Vec<String> = categories
        .map(|category| category.trim().replace('|', " "))
        .filter(|category| !category.is_empty())
        .collect();
    for category in &categories {
        take_category(&mut person, &category.to_lowercase(), mapping);
    }
    // As a column of its own, so that a person can say later what a category means.
    person.extra = vec![categories.join("|")];
    person
}

/// Whether a category is one of the words for sides and authorisations, which need no mapping.
pub(super) fn says_itself(category: &str) -> bool {
    let category = category.to_lowercase();
    Side::from_word(&category).is_some() || matches!(category.as_str(), "yes" | "no" | "limited")
}

fn take_category(person: &mut Person, category: &str, mapping: &CardMapping) {
    let own = || {
        let authorised = match category {
            "yes" => Some(Authorised::Yes),
            "no" => Some(Authorised::No),
            "limited" => Some(Authorised::Limited),
            _other => None,
        };
        let side = Side::from_word(category).map(CardRole::Side);
        side.or(authorised.map(CardRole::Authorised))
    };
    match mapping.get(category).copied().or_else(own) {
        Some(CardRole::Side(side)) => person.side = side,
        Some(CardRole::Authorised(authorised)) => person.authorised = authorised,
        None => {}
    }
}

/// `N` has the family name first.
fn of_parts(property: Option<&CardProperty>) -> String {
    let parts = property
        .map(|property| property.values(';'))
        .unwrap_or_default();
    let order = [3, 1, 2, 0, 4].map(|n| parts.get(n).map_or("", |part| part.trim()));
    let said: Vec<&str> = order.into_iter().filter(|part| !part.is_empty()).collect();
    said.join(" ")
}

/// The account's own number stands in `waid`. `Err`: what stands there and is no number.
fn phone(property: &CardProperty) -> Result<Phone, String> {
    let value = property.value(0);
    let value = value.trim();
    let is_address = value
        .get(..4)
        .is_some_and(|head| head.eq_ignore_ascii_case("tel:"));
    let written = match is_address {
        // An address has its extension and other parameters behind the number.
        true => value
            .get(4..)
            .unwrap_or_default()
            .split(';')
            .next()
            .unwrap_or_default(),
        false => value,
    };
    let written = written.replace('|', " ");
    let account = property
        .parameter("WAID")
        .map(|digits| format!("+{}", digits.trim_start_matches('+')));
    let dialled = account
        .and_then(|number| e164(&number, ""))
        .or_else(|| e164(&written, ""));
    match dialled {
        Some(dialled) if written.is_empty() => Ok(Phone {
            written: format!("+{dialled}"),
            dialled,
            valid: Days::default(),
        }),
        Some(dialled) => Ok(Phone {
            written,
            dialled,
            valid: Days::default(),
        }),
        None => Err(written),
    }
}

/// `2024-02-01T10:00:00Z` or `20240201T100000Z`.
fn revised(text: &str) -> Option<Day> {
    let digits: String = text.chars().filter(char::is_ascii_digit).take(8).collect();
    let (year, month, day) = (digits.get(..4)?, digits.get(4..6)?, digits.get(6..8)?);
    Day::from_iso(&format!("{year}-{month}-{day}"))
}
