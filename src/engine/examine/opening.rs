//! The exports being opened once more, and put into the order in which the page numbers them.

use crate::engine::archive::Given;
use crate::engine::case::{Case, OpenSource};
use crate::engine::finding::{Explain, Failure};
use crate::engine::limits::Limits;
use crate::engine::open::{OpenedSource, open_sources};
use crate::engine::place::SourceId;
use crate::engine::seal;
use crate::engine::session::{SessionError, groups};

/// A source, and the name from its size and end.
pub(super) struct Opened {
    provisional: SourceId,
    source: OpenSource,
}

/// Opens what was handed over together, sealed packages too.
pub(super) fn open(given: Vec<Given>, limits: &Limits) -> Vec<Result<Opened, Failure>> {
    let mut opened = Vec::new();
    let mut others = Vec::new();
    for file in given {
        match seal::kept_in(&file) {
            Ok(None) => others.push(file),
            Ok(Some(kept)) => {
                for source in kept.sources {
                    let first = open_sources(source.files, limits, &());
                    let first = first.map(|sources| sources.into_iter().take(1).collect());
                    take(first, &mut opened);
                }
            }
            Err(error) => opened.push(Err(error.to_failure())),
        }
    }
    let (groups, failures) = groups(others);
    opened.extend(failures.into_iter().map(Err));
    for group in groups {
        take(open_sources(group, limits, &()), &mut opened);
    }
    opened
}

fn take(sources: Result<Vec<OpenedSource>, Failure>, into: &mut Vec<Result<Opened, Failure>>) {
    let opened = |source: OpenedSource| Opened {
        provisional: source.provisional.clone(),
        source: OpenSource {
            id: source.provisional,
            archive: source.archive,
            threads: source.threads,
            findings: source.findings,
        },
    };
    match sources {
        Ok(sources) => into.extend(sources.into_iter().map(|source| Ok(opened(source)))),
        Err(failure) => into.push(Err(failure)),
    }
}

/// What is open, in the page's order.
///
/// Errors: a source of the page that is not open here.
pub(super) fn arranged(
    mut opened: Vec<Opened>,
    sources: &[(SourceId, SourceId)],
) -> Result<Case, Failure> {
    let mut case = Case::default();
    for (number, (provisional, _)) in sources.iter().enumerate() {
        let found = opened
            .iter()
            .position(|one| one.provisional == *provisional);
        let Some(index) = found else {
            let what = format!("file {} of the case", number + 1);
            return Err(SessionError::NotOpen { what }.to_failure());
        };
        case.sources.push(opened.remove(index).source);
    }
    Ok(case)
}
