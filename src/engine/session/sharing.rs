//! The reader's side of a sealing: it makes leaves for the maker while nothing else is asked of it.

use super::protocol::{Event, Tag};
use super::steps::Turn;
use super::{Host, Session};
use crate::engine::seal::share::{Share, ShareJob};

impl<H: Host> Session<H> {
    /// Begins, or ends it when there is nothing to share. Another case than the maker's may be open
    /// here by then: what comes of that is not taken there.
    pub(super) fn share_seal(&mut self, tag: Tag, shares: &[Share]) {
        let job = || (tag, ShareJob::new(&self.case, shares));
        self.sharing = (!shares.is_empty()).then(job);
    }

    /// One part.
    pub(super) fn step_sharing(&mut self) -> Turn {
        let Some((tag, job)) = &mut self.sharing else {
            return Turn::Nothing;
        };
        let tag = *tag;
        match job.step() {
            Some(part) => self.emit(Event::Leaves { tag, part }),
            None => self.sharing = None,
        }
        Turn::Worked
    }
}
