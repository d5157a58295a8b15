//! Numbers in sentences.

use std::fmt::Display;

/// A number with its word: `1 word`, `3 words`.
pub(super) fn n_of<N: Display + PartialEq + From<u8>>(n: N, one: &str, several: &str) -> String {
    let word = if n == N::from(1) { one } else { several };
    format!("{n} {word}")
}

/// A number of messages.
pub(super) fn messages(n: u32) -> String {
    n_of(n, "message", "messages")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_one() {
        assert_eq!(messages(1), "1 message");
        assert_eq!(messages(0), "0 messages");
        assert_eq!(n_of(21_i64, "day", "days"), "21 days");
    }
}
