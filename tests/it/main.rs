//! The native tests: one program, a file per area.

mod archive;
mod support;
