//! The page: draws the state, sends actions, performs effects.

pub mod media_urls;
pub mod worker_handle;
