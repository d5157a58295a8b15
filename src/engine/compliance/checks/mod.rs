//! The checks that do not need words: about people, times, the record itself, and whether it is
//! complete. Each looks at one thread, or at all of them, and leaves drafts of findings.

mod again;
mod caps;
mod clock;
mod double;
mod duplicates;
mod files;
mod gaps;
mod hidden;
mod inside;
mod integrity;
mod lines;
mod media_names;
mod members;
mod months;
mod named;
mod pairs;
mod people;
mod presence;
mod times;
mod unlike;

pub(super) use again::Again;
pub(super) use caps::{cap_of, of_whom, starts_visibly, unexplained};
pub(super) use duplicates::digest;
pub(super) use files::is_here;
pub use members::{Member, Membership, Sureness, Timeline};
pub(super) use members::{shows_creation, timeline};
pub(super) use named::mentioned;
pub use pairs::Pair;
pub(super) use pairs::PairChecks;
pub(super) use people::number_seen;
pub(super) use presence::membership;
pub(super) use unlike::is_other_file;

use super::draft::Drafts;
use super::ground::{Ground, ThreadGround};

type Check = fn(&Ground, &ThreadGround, &mut Drafts);

/// The checks of one thread that need nothing but the thread, each a step of its own.
pub(super) const OF_THREAD: [Check; 9] = [
    people::check,
    presence::check,
    times::check,
    integrity::check,
    clock::check,
    media_names::check,
    duplicates::check,
    caps::check,
    gaps::check,
];

/// The checks of sources, and of all threads together.
pub(super) fn of_all(ground: &Ground, drafts: &mut Drafts) {
    files::check(ground, drafts);
    caps::expected(ground, drafts);
    double::shared(ground, drafts);
    double::voices(ground, drafts);
}

/// The checks that count over threads, once it is known what stands in two of them.
pub(super) fn over_threads(ground: &Ground, again: &Again, drafts: &mut Drafts) {
    times::over_threads(ground, again, drafts);
}
