//! The tests that need a browser: one program, a file per area.

mod policy;
