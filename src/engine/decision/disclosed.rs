//! Which package left as which disclosure under its seals, and which one the next is.
//!
//! Counted is what was saved, not what was built: a package that nobody has must leave no gap that
//! somebody would ask for.

use serde::{Deserialize, Serialize};

use super::{DecisionKind, DecisionLog};

/// The highest number. More would not fit the format, and no case comes near.
const MOST: u32 = 999_999;

/// Which disclosure a package is, and under what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Disclosure {
    /// From 1.
    pub number: u32,
    /// The roots of its seals, in hex, in the order of its threads.
    pub seals: Vec<String>,
}

impl DecisionLog {
    /// Which disclosure a package under these seals is: the one after the highest that left under
    /// any of them. Those that were taken back count, too: their package may be with somebody.
    /// `None` without a seal.
    pub fn next_disclosure(&self, seals: Vec<String>) -> Option<Disclosure> {
        if seals.is_empty() {
            return None;
        }
        let numbers = self.decisions().iter().filter_map(|one| match &one.kind {
            DecisionKind::Disclosed {
                number,
                seals: under,
                ..
            } if under.iter().any(|root| seals.contains(root)) => Some(*number),
            _other => None,
        });
        let highest = numbers.max().unwrap_or(0);
        let number = highest.saturating_add(1).min(MOST);
        Some(Disclosure { number, seals })
    }

    /// Whether the package with this digest left.
    pub fn has_left(&self, package_sha256: &str) -> bool {
        self.decisions().iter().any(|one| match &one.kind {
            DecisionKind::Disclosed {
                package_sha256: left,
                ..
            } => left == package_sha256,
            _other => false,
        })
    }
}

/// What is wrong with a number and its seals, if anything.
pub(super) fn fault(number: u32, seals: &[String]) -> Option<&'static str> {
    let is_hex = |c: u8| c.is_ascii_digit() || (b'a'..=b'f').contains(&c);
    let is_root = |root: &String| root.len() == 64 && root.bytes().all(is_hex);
    let twice = seals.iter().enumerate().any(|(at, root)| {
        let before = seals.get(..at).unwrap_or_default();
        before.contains(root)
    });
    let fits = (1..=MOST).contains(&number) && !seals.is_empty();
    let fits = fits && !twice && seals.iter().all(is_root);
    (!fits).then_some("a disclosure without a number from 1 to 999999, or without its seals")
}

#[cfg(test)]
mod tests {
    use super::super::Decision;
    use super::*;
    use crate::engine::time::Instant;

    fn root(byte: u8) -> String {
        format!("{byte:02x}").repeat(32)
    }

    fn left(hour: u8, number: u32, seals: &[u8]) -> Decision {
        let at = Instant::from_rfc3339(&format!("2024-03-01T{hour:02}:00:00Z")).unwrap();
        let kind = DecisionKind::Disclosed {
            package_sha256: format!("{hour:02}{number:02}").repeat(16),
            number,
            seals: seals.iter().copied().map(root).collect(),
        };
        Decision::new("Ada Poe", at, kind)
    }

    fn log(decisions: &[Decision]) -> DecisionLog {
        let mut log = DecisionLog::default();
        for decision in decisions {
            log.append(decision.clone());
        }
        log
    }

    fn next(log: &DecisionLog, seals: &[u8]) -> Option<u32> {
        let seals = seals.iter().copied().map(root).collect();
        log.next_disclosure(seals).map(|one| one.number)
    }

    #[test]
    fn numbers_go_on_from_the_highest_under_any_of_the_seals() {
        let none = DecisionLog::default();
        assert_eq!(next(&none, &[]), None);
        assert_eq!(next(&none, &[1]), Some(1));
        let some = log(&[left(1, 1, &[1]), left(2, 2, &[1, 2]), left(3, 7, &[3])]);
        for (seals, expected) in [
            (&[1][..], 3),
            (&[2], 3),
            (&[3], 8),
            (&[2, 3], 8),
            (&[4], 1),
            (&[4, 1], 3),
        ] {
            assert_eq!(next(&some, seals), Some(expected), "{seals:?}");
        }
        assert_eq!(next(&some, &[]), None);
    }

    #[test]
    fn what_left_is_never_called_back() {
        let gone = left(1, 1, &[1]);
        let mut log = log(std::slice::from_ref(&gone));
        let at = Instant::from_rfc3339("2024-03-01T12:00:00Z").unwrap();
        let withdraws = gone.id.clone();
        log.append(Decision::new(
            "Ada Poe",
            at,
            DecisionKind::Withdraw { withdraws },
        ));
        assert_eq!(log.standing().len(), 1);
        assert_eq!(next(&log, &[1]), Some(2));
        assert!(log.has_left(&"0101".repeat(16)));
        assert!(!log.has_left(&"0202".repeat(16)));
    }

    #[test]
    fn two_logs_that_gave_one_number_are_merged_with_both() {
        let (one, other) = (left(1, 2, &[1]), left(2, 2, &[1]));
        for order in [[&one, &other], [&other, &one]] {
            let mut merged = log(&[order[0].clone()]);
            merged.merge(log(&[order[1].clone()]));
            assert_eq!(merged.decisions().len(), 2);
            assert_eq!(next(&merged, &[1]), Some(3));
        }
    }
}
