//! Which disclosures two packages say they are, and what of that cannot be under one seal.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Side;
use crate::engine::source::Source;
use crate::engine::time::Instant;

/// What the numbers of two packages under one seal make a person ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NumberWarning {
    /// Two packages that are not the same have one number.
    SameNumber,
    /// The higher number is in the package that was made earlier.
    OutOfOrder,
}

impl NumberWarning {
    /// For people.
    pub fn words(self) -> &'static str {
        match self {
            NumberWarning::SameNumber => {
                "both packages say that they are the same disclosure under one seal, and they are \
                 not the same package: ask their maker"
            }
            NumberWarning::OutOfOrder => {
                "the package with the higher number says that it was made earlier than the one with \
                 the lower: ask their maker"
            }
        }
    }
}

/// What a package says of itself.
pub(super) struct Numbered {
    /// Which disclosure it is; `None` where it does not say.
    pub(super) number: Option<u32>,
    created: Option<Instant>,
    roots: BTreeSet<String>,
    /// What lists every other file of it but signatures.
    manifest: Option<Vec<u8>>,
}

impl Numbered {
    /// Reads it.
    pub(super) fn of(side: &Side) -> Numbered {
        let bytes = |path: &str| side.file(path)?.bytes(&*side.package as &dyn Source);
        let info = bytes("bag-info.txt").unwrap_or_default();
        let info = String::from_utf8_lossy(&info).into_owned();
        let value = |label: &str| {
            let mut lines = info.lines().filter_map(|line| line.split_once(": "));
            lines
                .find(|(known, _)| *known == label)
                .map(|(_, value)| value)
        };
        Numbered {
            number: value("Disclosure-Number").and_then(|text| text.parse().ok()),
            created: value("Threadseal-Created").and_then(|text| Instant::from_rfc3339(text).ok()),
            roots: roots(side),
            manifest: bytes("tagmanifest-sha256.txt"),
        }
    }
}

fn roots(side: &Side) -> BTreeSet<String> {
    let seals = side
        .files
        .iter()
        .filter(|file| file.name.contains("/data/proof/") && file.name.ends_with("/seal.json"));
    seals
        .filter_map(|file| {
            let bytes = file.bytes(&*side.package as &dyn Source)?;
            let seal: Value = serde_json::from_slice(&bytes).ok()?;
            Some(seal.get("root")?.as_str()?.to_owned())
        })
        .collect()
}

/// What to ask about two packages. Under seals of which they share none, numbers are told apart.
pub(super) fn warnings([one, other]: &[Numbered; 2]) -> Vec<NumberWarning> {
    let (Some(first), Some(second)) = (one.number, other.number) else {
        return Vec::new();
    };
    if one.roots.is_disjoint(&other.roots) {
        return Vec::new();
    }
    if first == second {
        let differ = one.manifest != other.manifest;
        return differ
            .then_some(NumberWarning::SameNumber)
            .into_iter()
            .collect();
    }
    let made = |at: &Numbered| at.created.as_ref().map(Instant::unix_ms);
    let times = made(one).zip(made(other));
    let opposed = times.is_some_and(|(before, after)| match first < second {
        true => before > after,
        false => before < after,
    });
    opposed
        .then_some(NumberWarning::OutOfOrder)
        .into_iter()
        .collect()
}
