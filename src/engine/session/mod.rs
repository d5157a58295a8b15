//! The whole engine as one object: requests in, events out. Holds the case, runs the jobs.

pub mod protocol;
