//! The worker: reads `File`s, runs the session, passes messages.
