//! Who stands behind the pseudonyms of a package, for the key that its maker may keep. Nothing of it
//! goes into the package.

use std::collections::{BTreeMap, BTreeSet};

use super::plan::Material;
use crate::engine::case::{Case, ThreadId};
use crate::engine::keyfile::{KeyExport, KeyName, KeyTable, KeyThread, Pseudonym};
use crate::engine::redact::Behind;

/// Everybody of whom the package has a mark.
pub(super) fn of(material: &Material) -> KeyTable {
    let rows_of = &material.plan.rows_of;
    let has_rows = |decision: &usize| {
        u32::try_from(*decision).is_ok_and(|decision| rows_of.contains_key(&decision))
    };
    let mut all = material.redactions.behind(&material.case);
    all.retain(|one| one.decisions.iter().any(has_rows));
    let sources: BTreeSet<u32> = all
        .iter()
        .flat_map(|one| one.names.iter().map(|(source, _, _)| *source))
        .collect();
    let threads = material.plan.threads.iter().zip(1..);
    let numbers = threads
        .map(|(thread, number)| (thread.id, number))
        .collect();
    KeyTable {
        exports: exports(&material.case, &sources),
        pseudonyms: all
            .iter()
            .map(|one| pseudonym(&material.case, one, &sources, &numbers))
            .collect(),
    }
}

fn exports(case: &Case, sources: &BTreeSet<u32>) -> Vec<KeyExport> {
    let open = sources
        .iter()
        .filter_map(|source| case.sources.get(*source as usize));
    open.map(|source| KeyExport {
        name: source.archive.name().to_owned(),
        sha256: source.id.0.clone(),
    })
    .collect()
}

fn pseudonym(
    case: &Case,
    one: &Behind,
    sources: &BTreeSet<u32>,
    numbers: &BTreeMap<ThreadId, u32>,
) -> Pseudonym {
    let mut names: BTreeMap<(u32, &str), Vec<KeyThread>> = BTreeMap::new();
    for (source, name, id) in &one.names {
        let title = case.thread(*id).map(|(_, thread)| thread.title.clone());
        names.entry((*source, name)).or_default().push(KeyThread {
            title: title.unwrap_or_default(),
            in_package: numbers.get(id).copied(),
        });
    }
    let export = |source: u32| {
        let before = sources.iter().take_while(|one| **one < source);
        before.count() as u32 + 1
    };
    Pseudonym {
        label: one.label.clone(),
        names: names
            .into_iter()
            .map(|((source, name), threads)| KeyName {
                name: name.to_owned(),
                export: export(source),
                threads,
            })
            .collect(),
        also: one.also.clone(),
    }
}
