//! What was found, by kind and value.

use std::collections::BTreeMap;

use crate::engine::detect::Detector;

use super::{ResidualKind, ResidualValue, VALUE_CHARS, VALUES_LISTED};

/// Most different values of all kinds that are told apart; what comes beyond is only counted.
const MOST_VALUES: usize = 200_000;

/// Where something was found.
#[derive(Clone, Copy)]
pub(super) struct Found<'a> {
    /// The file of the package.
    pub(super) file: &'a str,
    /// Thread and record from 1.
    pub(super) record: Option<(u32, u32)>,
}

/// Counts what is found.
#[derive(Default)]
pub(super) struct Tally {
    kinds: BTreeMap<Detector, Kind>,
    n_values: usize,
}

#[derive(Default)]
struct Kind {
    n: u64,
    /// By folded text: its place among the listed ones, when it is listed.
    seen: BTreeMap<Vec<u8>, Option<usize>>,
    listed: Vec<ResidualValue>,
}

impl Tally {
    /// Counts a value that is written as `text`.
    pub(super) fn add(&mut self, detector: Detector, folded: Vec<u8>, text: &str, at: Found<'_>) {
        let kind = self.kinds.entry(detector).or_default();
        kind.n += 1;
        if let Some(known) = kind.seen.get(&folded) {
            if let Some(listed) = known.and_then(|place| kind.listed.get_mut(place)) {
                listed.n += 1;
            }
            return;
        }
        if self.n_values >= MOST_VALUES {
            return;
        }
        self.n_values += 1;
        let place = (kind.listed.len() < VALUES_LISTED).then_some(kind.listed.len());
        kind.seen.insert(folded, place);
        if place.is_some() {
            kind.listed.push(ResidualValue {
                text: text.chars().take(VALUE_CHARS).collect(),
                n: 1,
                file: at.file.to_owned(),
                record: at.record,
            });
        }
    }

    /// In catalogue order.
    pub(super) fn kinds(self) -> Vec<ResidualKind> {
        let kinds = self.kinds.into_iter();
        kinds
            .map(|(detector, kind)| ResidualKind {
                detector,
                n: kind.n,
                n_values: u32::try_from(kind.seen.len()).unwrap_or(u32::MAX),
                values: kind.listed,
            })
            .collect()
    }
}
