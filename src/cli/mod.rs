//! The command line program: a second user of the engine.
