//! Searches a finished package for everything that is withheld, in every form. Reads the package
//! with its own readers and derives the forbidden values from the case and the decisions.
//!
//! Read [`LeakJob`] first. Invariants: no report and no error quotes a withheld value; a package of
//! any size is searched in bounded memory; what could not be searched is said. The forms, and what
//! counts as a leak where, stand in `docs/verify.md`.

mod again;
mod batch;
mod coats;
mod container;
mod custody_lines;
mod days;
mod decided;
mod decode;
mod digests;
mod edges;
mod edited;
mod faults;
mod files;
mod fixed;
mod fold;
mod found;
mod heads;
mod held;
mod identifiers;
mod inside;
mod item;
mod job;
mod layers;
mod name_parts;
mod number_hits;
mod own_places;
mod packed;
mod part_hits;
mod parts;
mod pixels;
mod prints;
mod proofs;
mod readers;
mod reading;
mod rows;
mod scan;
mod sentences;
mod set;
mod shingles;
mod sound;
mod stamps;
mod stream;
mod subject;
mod transcripts;
mod values;
mod views;
mod written;

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

pub use job::LeakJob;

/// What the check found. Quotes no withheld value.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct LeakReport {
    /// Anywhere but in visible message text: blocks the package.
    pub leaks: Vec<Leak>,
    /// In visible message text: for a person to look at.
    pub visible: Vec<Leak>,
    /// Redactions whose value is too short or too common to search for; for the eye.
    pub unsearchable: Vec<String>,
    /// What stands in a file of the package and cannot be searched: the file, where in it, and why.
    pub not_searched: Vec<String>,
    /// Values that were searched for, forms counted.
    pub n_values: u32,
    /// Bytes that were searched, decoded streams included.
    pub n_bytes: u64,
}

/// A withheld value found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leak {
    /// Id of the decision that withholds it; `source 1` for the digest of an export or its text; empty
    /// for a part of an attachment that a clean copy must not have, which `form` names.
    pub decision: String,
    /// The file of the package.
    pub file: String,
    /// Where in it, for people: line, record, or byte.
    pub place: String,
    /// Thread and record of the package from 1, when it is in a record or in a file it names.
    pub record: Option<(u32, u32)>,
    /// Which form: `text`, `URL-encoded`, `Base64`, …
    pub form: String,
}
