//! The maker, the worker that writes and checks packages: what it must have open before it works on
//! the case, and what becomes of its work when it breaks. It is started when it is first needed.

use std::collections::BTreeSet;

use crate::engine::finding::Failure;
use crate::engine::session::protocol::Request;
use crate::say;

use super::effect::Effect;
use super::packaging::PackagePhase;
use super::sources::opens;
use super::state::{FileKey, State};
use super::{sealing, signing, update};

/// What the maker is told before it works on the case, with files beside: the batches that are not
/// among those it has open, what the page has open, the log. Marks those batches as open.
pub fn brought(state: &State, has: &mut BTreeSet<usize>) -> Vec<(Request, Vec<FileKey>)> {
    let mut told = Vec::new();
    let wanted: BTreeSet<usize> = state.sources.iter().filter_map(|at| at.batch).collect();
    for index in wanted {
        if has.insert(index) {
            told.extend(opens(state, index));
        }
    }
    let sources = state.sources.iter();
    let provisionals = sources.map(|source| source.summary.provisional.clone());
    let standing = Request::Standing {
        sources: provisionals.collect(),
    };
    told.push((standing, Vec::new()));
    told.push((super::sources::decisions(state), Vec::new()));
    told
}

/// It broke: what it was doing comes to nothing, and what it held is gone.
pub(super) fn broke(state: &mut State, message: &str) -> Vec<Effect> {
    let failure = Failure {
        what: say::the_part_that_makes_packages_broke(message),
        help: say::it_is_started_anew_when_it_is_needed().to_owned(),
        can_raise: false,
    };
    let asked = state.asks.of_the_maker();
    if asked.is_empty() {
        state.alerts.failure(failure.clone());
    }
    let mut effects = Vec::new();
    for tag in asked {
        effects.extend(update::failed(state, Some(tag), failure.clone()));
    }
    // The next one sweeps what this one staged: the link would lead nowhere.
    if matches!(state.package, PackagePhase::Built { .. }) {
        state.package = PackagePhase::None;
        state.alerts.error(
            say::the_finished_package_went_with_the_part_of(),
            say::build_it_again_no_decision_is_lost(),
        );
        effects.push(Effect::DropPackage);
    }
    signing::lost(state, &failure.help);
    effects.push(Effect::DropAdded);
    effects.extend(sealing::lost(state));
    effects
}
