//! The native tests: one program, a file per area.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::type_complexity,
    reason = "a test may panic, and its cases are tuples"
)]

mod archive;
mod attempts;
mod bad_packages;
mod batch;
mod clean;
mod cli;
mod compare;
mod compliance;
mod corpus;
mod detect;
mod earlier;
mod examine;
mod exhibit;
mod foreign;
mod fuzz;
mod leak;
mod leaks;
mod limits;
mod numbering;
mod package;
mod redact;
mod residual;
mod review;
mod sample;
mod search;
mod session;
mod signing;
mod statistics;
mod support;
mod tidy;
mod verify;
