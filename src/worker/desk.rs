//! What a worker's loop serves: requests in, events out, a slice of work at a time.

use serde::Serialize;
use serde::de::DeserializeOwned;
use web_sys::Blob;

use crate::engine::archive::Given;
use crate::engine::session::Work;

use super::host::BrowserHost;

/// What a worker's loop serves.
pub(super) trait Desk: 'static {
    /// What the page asks.
    type Request: DeserializeOwned;
    /// What the page is told.
    type Event: Serialize;

    /// With nothing open.
    fn new() -> Self;

    /// The first event.
    fn ready() -> Self::Event;

    /// Last words.
    fn broken(message: String) -> Self::Event;

    /// Takes a request with what travels beside it.
    fn take(&mut self, request: Self::Request, beside: Vec<Blob>);

    /// Does one slice of the queued work.
    fn step(&mut self) -> Work;

    /// The events since the last call, with what travels beside each.
    fn events(&mut self) -> Vec<(Self::Event, Vec<Blob>)>;

    /// A round of practice while there is nothing else to do. Returns whether there is another.
    fn warm_up(&mut self) -> bool;
}

/// Blobs with the names that a request gives them.
pub(super) fn named(host: &BrowserHost, names: Vec<String>, blobs: Vec<Blob>) -> Vec<Given> {
    names
        .into_iter()
        .zip(blobs)
        .map(|(name, blob)| host.take(name, blob))
        .collect()
}
