//! The state of the page and how actions change it. Pure: time is handed in, effects are returned.
//!
//! Read [`state::State`] first, then [`update::update`], which sends each [`Action`] to the module
//! that knows about it. Must never: read a clock, name a browser's thing, hold a source's bytes.

pub mod action;
pub mod alerts;
mod area;
pub mod arriving;
pub mod asks;
pub mod blockers;
mod build_form;
pub mod carrying;
pub mod casework;
pub mod characters;
pub mod choosing;
pub mod comparing;
pub mod compliance;
pub mod digests;
pub mod earlier;
pub mod effect;
pub mod everybody;
pub mod everywhere;
pub mod feed;
pub mod forgetting;
pub mod gallery;
pub mod gates;
mod going;
mod handing;
pub mod hits;
pub mod intake;
mod keep_action;
pub mod kept;
pub mod keys;
mod language;
pub mod listing;
pub mod log;
mod log_file;
pub mod long_rows;
pub mod look_alike;
pub mod looking;
mod lookups;
pub mod making;
pub mod menu;
pub mod offline;
mod only;
pub mod packaging;
pub mod parts;
pub mod printing;
pub mod queue;
mod ranks;
mod reading;
pub mod reasons;
pub mod redacting;
pub mod scoping;
pub mod scroll;
pub mod sealing;
mod search;
mod search_action;
mod search_words;
pub mod second;
pub mod seen_names;
mod showing;
pub mod signing;
mod sources;
pub mod state;
mod targets;
pub mod terms;
mod theme;
pub mod threads;
pub mod timeline;
pub mod times;
pub mod update;
pub mod verifying;
mod where_from;
pub mod why_not;
mod windows;
pub mod witness;
pub mod words;
mod worker_life;

pub use action::Action;
pub use effect::Effect;
pub use state::State;
pub use update::update;

#[cfg(test)]
mod tests;
