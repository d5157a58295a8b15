//! The tests that need a browser: one program, a file per area.

mod attachments;
mod bad_input;
mod casework;
mod journey;
mod keyboard;
mod long;
mod looks;
mod names;
mod network;
mod sealing;
mod single_file;
mod steps;
mod times;
mod windows;
mod worker;
