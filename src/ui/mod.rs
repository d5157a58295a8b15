//! The page: draws the state, sends actions, performs effects.
