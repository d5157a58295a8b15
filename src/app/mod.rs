//! The state of the page and how actions change it. Pure: time is handed in, effects are returned.
pub mod scroll;
