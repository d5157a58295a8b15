//! The queued work, a slice at a time: what a person waits for first comes first.

use super::{Host, Session};

/// Whether [`Session::step`] wants to be called again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    /// Yes, as soon as messages were let in.
    More,
    /// Yes, in a few milliseconds: the platform is not ready yet and nothing else is to be done.
    Wait,
    /// Not before the next request.
    Idle,
}

/// What one kind of work came to in this turn.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    /// There was none.
    Nothing,
    /// There was some.
    Worked,
    /// The platform must be waited for.
    Waiting,
}

impl<H: Host> Session<H> {
    /// Does one slice of the queued work: what a person waits for first.
    pub fn step(&mut self) -> Work {
        self.step_one_of(&[
            Session::step_open,
            Session::step_list,
            Session::step_find,
            Session::step_term,
            Session::step_counting,
            Session::step_scoping,
            Session::step_media,
            Session::step_file_work,
            Session::step_resolve,
            Session::step_look,
            Session::step_packaging,
            Session::step_sealing,
            Session::step_verify,
            Session::step_adding,
            Session::step_comparing,
            Session::step_hashing,
            Session::step_sharing,
            Session::step_digest,
            Session::step_prepare,
        ])
    }

    /// As [`Session::step`], for what [`Session::read`] queued.
    pub fn step_reading(&mut self) -> Work {
        self.step_one_of(&[
            Session::step_open,
            Session::step_list,
            Session::step_find,
            Session::step_term,
            Session::step_counting,
            Session::step_scoping,
            Session::step_media,
            Session::step_resolve,
            Session::step_look,
            Session::step_hashing,
            Session::step_sharing,
            Session::step_digest,
            Session::step_prepare,
        ])
    }

    /// As [`Session::step`], for what the maker does.
    pub(super) fn step_making(&mut self) -> Work {
        self.step_one_of(&[
            Session::step_open,
            Session::step_media,
            Session::step_file_work,
            Session::step_packaging,
            Session::step_sealing,
            Session::step_verify,
            Session::step_adding,
            Session::step_comparing,
        ])
    }

    fn step_one_of(&mut self, kinds: &[fn(&mut Session<H>) -> Turn]) -> Work {
        let mut waiting = false;
        for kind in kinds {
            match kind(self) {
                Turn::Worked => return Work::More,
                Turn::Waiting => waiting = true,
                Turn::Nothing => {}
            }
        }
        if waiting { Work::Wait } else { Work::Idle }
    }
}
