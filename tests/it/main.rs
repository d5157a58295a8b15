//! The native tests: one program, a file per area.
