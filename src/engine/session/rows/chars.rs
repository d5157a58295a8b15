//! Characters in bytes that may not be UTF-8.

/// The beginning of `bytes` as one line of at most `max_chars` characters, for lists.
pub(in crate::engine::session) fn excerpt(bytes: &[u8], max_chars: usize) -> String {
    let shown = first_chars(bytes, max_chars);
    let mut text: String = String::from_utf8_lossy(&bytes[..shown])
        .chars()
        .map(|c| if c == '\n' || c == '\r' { ' ' } else { c })
        .collect();
    if shown < bytes.len() {
        text.push('…');
    }
    text
}

fn continues_char(byte: u8) -> bool {
    byte & 0xC0 == 0x80
}

/// Characters, counted by their first bytes.
pub(super) fn n_chars(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| !continues_char(**byte)).count()
}

/// How many bytes the first `max_chars` characters take.
pub(super) fn first_chars(bytes: &[u8], max_chars: usize) -> usize {
    if bytes.len() <= max_chars {
        return bytes.len();
    }
    // Bytes that only ever continue a character would count as none: no character has over four.
    let most = bytes.len().min(max_chars.saturating_mul(4));
    bytes[..most]
        .iter()
        .enumerate()
        .filter(|(_, byte)| !continues_char(**byte))
        .nth(max_chars)
        .map_or(most, |(at, _)| at)
}

/// The start of the character that holds byte `at`. A decision from another hand may point anywhere.
pub(super) fn char_floor(bytes: &[u8], at: u32) -> u32 {
    let mut start = at;
    while start > 0
        && at - start < 3
        && bytes
            .get(start as usize)
            .is_some_and(|byte| continues_char(*byte))
    {
        start -= 1;
    }
    start
}

/// The end of the character that holds the byte before `at`.
pub(super) fn char_ceil(bytes: &[u8], at: u32) -> u32 {
    let mut end = at;
    while end - at < 3
        && bytes
            .get(end as usize)
            .is_some_and(|byte| continues_char(*byte))
    {
        end += 1;
    }
    end
}
