//! The tests that need a browser: one program, a file per area.

mod access;
mod attachments;
mod bad_input;
mod carrying;
mod casework;
mod done_when;
mod gallery;
mod journey;
mod keyboard;
mod long;
mod looks;
mod names;
mod network;
mod parts;
mod printing;
mod scoping;
mod sealing;
mod searching;
mod signing;
mod single_file;
mod steps;
mod suggestions;
mod timeline;
mod times;
mod windows;
mod worker;
