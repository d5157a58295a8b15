//! What happens about searching.

use crate::engine::search::query::edit::Slot;
use crate::engine::thread::RecordId;

/// About searching.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SearchAction {
    /// The words changed.
    Typed {
        /// As typed.
        query: String,
    },
    /// To the next record with a hit.
    Next,
    /// To the one before.
    Previous,
    /// The filters are shown, or not.
    FiltersShown {
        /// Whether they are.
        on: bool,
    },
    /// Messages that do not fit are left out, or shown again.
    OnlyMatches {
        /// Whether they are left out.
        on: bool,
    },
    /// A filter was set or taken out by its control.
    Filtered {
        /// Which control.
        slot: Slot,
        /// What it writes into the query; `None` when it is empty.
        filter: Option<String>,
    },
    /// All filters shall be taken out of the query.
    FiltersCleared,
    /// Why is this message found, or why not?
    WhyNot {
        /// Which.
        record: RecordId,
    },
}
