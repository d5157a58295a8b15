//! How telling the hours are at which a pseudonym writes. Whoever knows when somebody writes, from
//! another thread or from watching, can know the pseudonym by it.
//!
//! Each voice is split in two, days with an even number and the others, as if each half came from
//! another source. A pseudonym is telling when its halves agree more with each other than either does
//! with the other half of any other voice.

use std::collections::BTreeMap;

use super::{HOURS_MESSAGES, TellingHours};

/// Most voices that are told apart; the messages of others count for nobody.
const MOST_VOICES: usize = 2_000;
/// Fewest messages that each half must have.
const HALF_MESSAGES: u32 = HOURS_MESSAGES / 4;

/// Messages by hour of the day.
type Histogram = [u32; 24];

/// The voices of a package.
#[derive(Default)]
pub(super) struct Hours(BTreeMap<String, Voice>);

struct Voice {
    is_pseudonym: bool,
    first: (u32, u32),
    /// On days with an even number, on the others.
    halves: [Histogram; 2],
}

impl Hours {
    /// Counts a message. `day` is of the month.
    pub(super) fn add(
        &mut self,
        (name, is_pseudonym): (&str, bool),
        (day, hour): (u32, usize),
        at: (u32, u32),
    ) {
        if !self.0.contains_key(name) {
            if self.0.len() >= MOST_VOICES {
                return;
            }
            let voice = Voice {
                is_pseudonym,
                first: at,
                halves: [[0; 24]; 2],
            };
            self.0.insert(name.to_owned(), voice);
        }
        let half = self
            .0
            .get_mut(name)
            .and_then(|voice| voice.halves.get_mut((day % 2) as usize));
        if let Some(n) = half.and_then(|half| half.get_mut(hour)) {
            *n += 1;
        }
    }

    /// How many pseudonyms have hours enough to be judged, how many have not, and those that are
    /// telling.
    pub(super) fn judge(&self) -> (u32, u32, Vec<TellingHours>) {
        let voices: Vec<(&String, &Voice)> = self
            .0
            .iter()
            .filter(|(_, voice)| voice.is_enough())
            .collect();
        let is_judged = |voice: &&(&String, &Voice)| voice.1.is_pseudonym && voices.len() > 1;
        let judged: Vec<_> = voices.iter().filter(is_judged).collect();
        let mut telling: Vec<TellingHours> = judged
            .iter()
            .filter_map(|(name, voice)| telling(name, voice, &voices))
            .collect();
        telling.sort_by_key(|one| one.first);
        let all = self.0.values().filter(|voice| voice.is_pseudonym);
        let n_judged = judged.len() as u32;
        (n_judged, all.count() as u32 - n_judged, telling)
    }
}

impl Voice {
    fn n(&self, half: usize) -> u32 {
        self.halves
            .get(half)
            .map_or(0, |half| half.iter().sum::<u32>())
    }

    fn is_enough(&self) -> bool {
        let (even, odd) = (self.n(0), self.n(1));
        even.min(odd) >= HALF_MESSAGES && even + odd >= HOURS_MESSAGES
    }
}

fn telling(name: &str, voice: &Voice, voices: &[(&String, &Voice)]) -> Option<TellingHours> {
    let [even, odd] = &voice.halves;
    let own = agreement(even, odd);
    let others = voices.iter().filter(|(other, _)| other.as_str() != name);
    let nearest = others
        .map(|(_, other)| {
            let [other_even, other_odd] = &other.halves;
            agreement(even, other_odd).max(agreement(other_even, odd))
        })
        .max()?;
    (own > nearest).then(|| TellingHours {
        name: name.to_owned(),
        first: voice.first,
        n_messages: voice.n(0) + voice.n(1),
        own,
        nearest,
        n_voices: voices.len() as u32 - 1,
    })
}

/// The part that two histograms have in common when both count as one. Units: percent.
fn agreement(one: &Histogram, other: &Histogram) -> u8 {
    let sum = |histogram: &Histogram| u64::from(histogram.iter().sum::<u32>().max(1));
    let (n_one, n_other) = (sum(one), sum(other));
    let common: u64 = one
        .iter()
        .zip(other)
        .map(|(a, b)| (u64::from(*a) * n_other).min(u64::from(*b) * n_one))
        .sum();
    u8::try_from(common * 100 / (n_one * n_other)).unwrap_or(100)
}
