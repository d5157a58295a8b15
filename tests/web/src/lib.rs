//! What the browser tests and the measurements share: a browser of their own for each, the page
//! found by role and accessible name as a person with a screen reader finds it, and exports that
//! are made here.
//!
//! Nothing here panics quietly into a skip: a missing browser or checker is a failure that names
//! the command to run.

pub mod browser;
pub mod cdp;
pub mod commands;
pub mod exports;
pub mod foreign;
pub mod host;
pub mod measure;
pub mod netlog;
pub mod page;
pub mod settings;
pub mod zips;
