//! The state of the page and how actions change it. Pure: time is handed in, effects are returned.

pub mod action;
pub mod feed;
pub mod scroll;

pub use action::Action;
