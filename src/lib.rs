//! Threadseal: opens WhatsApp "Export chat" archives, takes redactions, writes evidence packages.
//!
//! Layers, each using only the ones above it in this list:
//!
//! - [`engine`]: all the thinking. Pure Rust: no browser, no clock, no chance, no network.
//! - [`say`]: the words of the interface, by language. Pure, and below all that people see.
//! - [`app`]: the state of the page and how actions change it. Pure, too.
//! - `port`: how messages and `File`s cross between the page and the worker, compiled for wasm only.
//! - `locks`: the browser's word on whether the other side still lives, for wasm only.
//! - `worker` and `ui`: the thin browser parts, compiled for wasm only.
//! - [`sample`]: the bytes of the built-in export.
//! - `cli`: the command line program, compiled for the desktop only.
//!
//! The web crates are dependencies of the wasm build alone, so a slip fails `cargo check` here.

pub mod app;
pub mod engine;
pub mod sample;
pub mod say;

#[cfg(not(target_arch = "wasm32"))]
pub mod cli;
#[cfg(target_arch = "wasm32")]
mod locks;
#[cfg(target_arch = "wasm32")]
pub mod port;
#[cfg(target_arch = "wasm32")]
pub mod ui;
#[cfg(target_arch = "wasm32")]
pub mod worker;
