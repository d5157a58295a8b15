//! The engine: everything that reads exports, decides what may be shown, and writes packages.
//!
//! Invariants: never reads a clock, draws random numbers, opens a connection or asks which machine
//! it runs on. Same input, same bytes out. Odd input becomes a [`finding::Finding`].

pub mod archive;
pub mod burn;
pub mod carry;
pub mod case;
pub mod casefile;
pub mod casework;
pub mod citation;
pub mod clean;
pub mod compare;
pub mod compliance;
pub mod decision;
pub mod detect;
pub mod digest;
pub mod earlier;
pub mod examine;
pub mod exhibit;
mod fields;
pub mod finding;
pub mod gallery;
pub mod job;
pub mod keyfile;
pub mod limits;
pub mod media;
pub mod open;
pub mod orders;
pub mod package;
pub mod parse;
pub mod place;
pub mod provenance;
pub mod redact;
pub mod seal;
pub mod search;
pub mod session;
pub mod sign;
mod sorting;
pub mod source;
pub mod statistics;
pub mod thread;
pub mod time;
pub mod verify;
mod wire;
pub mod witness;
pub mod zones;
