//! Which of the two sessions answers a request.

use super::{Request, Tag};

impl Request {
    /// Whether the maker answers it, and not the session that the page reads from.
    pub fn is_for_maker(&self) -> bool {
        match self {
            Request::Build { .. }
            | Request::Private { .. }
            | Request::DiscardPackage
            | Request::Seal { .. }
            | Request::SealSigned { .. }
            | Request::SealLeaves { .. }
            | Request::Verify { .. }
            | Request::SharedDigest { .. }
            | Request::Sign(_)
            | Request::Compare { .. }
            | Request::Earlier { .. }
            | Request::Exhibit { .. }
            | Request::Standing { .. } => true,
            Request::Work(request) => request.is_for_maker(),
            Request::Media { muted, .. } => !muted.is_empty(),
            Request::Hello { .. }
            | Request::ShareSeal { .. }
            | Request::ShareDigest { .. }
            | Request::Open { .. }
            | Request::OpenSample
            | Request::Decisions { .. }
            | Request::Rows { .. }
            | Request::Find { .. }
            | Request::FindTerm { .. }
            | Request::GoToDate { .. }
            | Request::Locate { .. }
            | Request::Cancel { .. }
            | Request::CancelDigest { .. }
            | Request::ResumeDigest { .. }
            | Request::LongRow { .. }
            | Request::RowsOf { .. }
            | Request::FoundIn { .. }
            | Request::HitRows { .. }
            | Request::WhyNot { .. }
            | Request::CountTerms { .. }
            | Request::Scope { .. }
            | Request::Provenance { .. }
            | Request::Look { .. } => false,
        }
    }

    /// Whether it is answered only after everything that was asked to be opened before is open.
    pub fn follows_opening(&self) -> bool {
        self.needs_the_case()
            || matches!(
                self,
                Request::Standing { .. } | Request::Decisions { .. } | Request::DiscardPackage
            )
    }

    /// The tag of what the maker answers.
    pub fn tag_of_making(&self) -> Option<Tag> {
        match self {
            Request::Build { tag, .. }
            | Request::Seal { tag, .. }
            | Request::SealSigned { tag, .. }
            | Request::Media { tag, .. }
            | Request::Verify { tag, .. }
            | Request::Compare { tag, .. }
            | Request::Earlier { tag, .. }
            | Request::Exhibit { tag, .. } => Some(*tag),
            _other => None,
        }
    }

    /// Whether it is about what is open, so that the maker must have it open, too.
    pub fn needs_the_case(&self) -> bool {
        matches!(
            self,
            Request::Build { .. } | Request::Seal { .. } | Request::Media { .. }
        )
    }
}
