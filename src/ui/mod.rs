//! The page: draws the state, sends actions, performs effects.
//!
//! Read [`app::App`] first. Must never: make HTML or an address from what an export holds, ask for
//! anything over the network, read the clock anywhere but in [`clock`].

pub mod app;
mod burning;
pub mod casework;
pub mod clock;
mod compliance;
pub mod download;
pub mod effects;
mod examining;
pub mod feed;
pub mod files;
pub mod findings;
pub mod gallery;
pub mod keep;
mod language;
pub mod listeners;
mod listing;
mod making;
pub mod media_urls;
pub mod message;
mod offline;
pub mod open;
mod own_host;
pub mod package;
mod part;
pub mod parts;
pub mod people;
pub mod ports;
mod print;
pub mod read;
pub mod redact;
mod sealing;
pub mod search;
pub mod shell;
mod signing;
pub mod timeline;
pub mod verify;
pub mod view;
mod where_from;
pub mod windows;
mod witness;
pub mod worker_handle;
mod worker_program;
