//! The dialog "Build package": what a person chooses.

use std::collections::BTreeSet;

use crate::engine::case::ThreadId;
use crate::engine::package::Bodies;
use crate::engine::session::protocol::{MediaChoice, Reviewers};
use crate::say;

use super::scoping::{BuildScope, ShownFilter};

/// The dialog "Build package".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BuildForm {
    /// What happens to attachments; `None` until it is chosen.
    pub media: Option<MediaChoice>,
    /// How the package calls the people who decided.
    pub reviewers: Reviewers,
    /// Threads that go in.
    pub threads: BTreeSet<ThreadId>,
    /// The filter that limits what the page shows, when one does.
    pub filter: Option<ShownFilter>,
    /// What becomes of messages outside; `None` until it is chosen.
    pub scope: Option<BuildScope>,
    /// How it proves what it shows, when it does.
    pub proof: Option<Bodies>,
    /// "Build" was pressed: what other windows keep is being read.
    pub waiting: bool,
    /// What came in the way since.
    pub error: Option<String>,
}

impl BuildForm {
    /// Why it cannot be built yet, as far as the form goes.
    pub fn unfinished(&self) -> Option<&'static str> {
        if self.media.is_none() {
            return Some(say::choose_what_happens_to_attachments());
        }
        if self.threads.is_empty() {
            return Some(say::choose_at_least_one_thread());
        }
        if self.scope.is_none() {
            return Some(say::choose_whether_the_filter_limits_the_package());
        }
        None
    }
}
