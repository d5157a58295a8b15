//! What happened: everything the page can be told.

use super::feed::FeedAction;

/// Something happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// In the feed of messages.
    Feed(FeedAction),
}
