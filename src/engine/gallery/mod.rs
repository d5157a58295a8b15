//! What a thread holds besides words: files, links, places. Pure pieces; the session puts them
//! together in the order of the file.
//!
//! Must never: make an address that a browser could follow out of what somebody typed. A link is
//! text that looks like one.

mod links;
mod named;

pub use links::links;
pub use named::{NamedTime, named_time};

use serde::{Deserialize, Serialize};

use super::case::ThreadId;
use super::thread::RecordId;

/// What a tile shows. Files by their content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum GalleryKind {
    /// A picture.
    Picture,
    /// A film.
    Video,
    /// Sound, voice notes included.
    Sound,
    /// Any other file.
    Document,
    /// A web address that somebody wrote.
    Link,
    /// A place on a map.
    Place,
    /// A file that is not in the export, or not for these eyes.
    NotThere,
}

/// Something that a record holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct GalleryItem {
    /// The thread.
    pub thread: ThreadId,
    /// The record that holds it.
    pub record: RecordId,
    /// What it is.
    pub kind: GalleryKind,
    /// Which of the record's links it is, from 0; 0 for everything else.
    pub part: u32,
}
