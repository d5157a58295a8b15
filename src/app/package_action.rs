//! What happened to a package being made.

use super::scoping::BuildScope;
use super::signing::ReviewTyped;
use crate::engine::case::ThreadId;
use crate::engine::package::Bodies;
use crate::engine::session::protocol::{MediaChoice, Reviewers};
use crate::engine::thread::RecordId;

/// About a package being made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PackageAction {
    /// "Build package" was pressed.
    Wanted,
    /// What shall happen to attachments.
    MediaChosen {
        /// Which.
        media: MediaChoice,
    },
    /// What the package shall call the people who decided.
    ReviewersChosen {
        /// How.
        reviewers: Reviewers,
    },
    /// A thread was ticked or unticked.
    ThreadTicked {
        /// Which.
        thread: ThreadId,
        /// Whether it goes in.
        ticked: bool,
    },
    /// Whether what the filter leaves out stays outside.
    ScopeChosen {
        /// How.
        scope: BuildScope,
    },
    /// Whether and how the package proves what it shows.
    ProofChosen {
        /// How.
        proof: Option<Bodies>,
    },
    /// What a review set needs was typed, or it shall stay out.
    ReviewTyped {
        /// As typed; `None` for a package without one.
        review: Option<ReviewTyped>,
    },
    /// For whom the package is was typed.
    RecipientTyped {
        /// As it stands in the field; empty for nobody in particular.
        name: String,
    },
    /// "Build" was pressed.
    Build,
    /// "Cancel" was pressed.
    Cancelled,
    /// "Do not look at pictures" was pressed.
    PicturesCancelled,
    /// "I have looked at each of these places".
    Looked,
    /// A second person looked at the redactions that were drawn.
    Checked {
        /// Who.
        name: String,
    },
    /// One of those redactions shall be shown, as the recipient sees it.
    SampleWanted {
        /// In which thread.
        thread: ThreadId,
        /// At which record.
        record: RecordId,
    },
    /// Another page of the list of drawn places.
    SamplePage {
        /// From 0.
        page: usize,
    },
    /// "Save to…" was pressed.
    SaveToWanted,
    /// "Save package" was pressed.
    Saved,
    /// The package stands where the person chose.
    SavedTo,
    /// It could not be written there.
    NotSaved {
        /// What the browser says.
        what: String,
    },
    /// The digest beside the package shall be saved.
    DigestFileWanted,
}
