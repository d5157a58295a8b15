//! The page: draws the state, sends actions, performs effects.

pub mod feed;
pub mod media_urls;
pub mod message;
pub mod worker_handle;
