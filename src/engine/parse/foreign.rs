//! Texts that come from elsewhere: copied out of another program, or saved by one that took UTF-8 for
//! something else. They are told, never repaired.

use super::cursor::without_cr;

/// Lines that are looked at for what Telegram writes.
const LINES: usize = 200;
/// How much of a text is looked at for letters that were encoded twice: what does so does it
/// everywhere. Units: bytes.
const HEAD_BYTES: usize = 1 << 20;

/// Whether the text starts as messages do that were copied out of Telegram: `Ada, [31.12.23 21:05]`.
pub(super) fn is_telegram(text: &[u8]) -> bool {
    let lines = text.split(|byte| *byte == b'\n').map(without_cr);
    let mut written = lines
        .take(LINES)
        .filter(|line| !line.trim_ascii().is_empty());
    written.next().is_some_and(is_telegram_head)
}

fn is_telegram_head(line: &[u8]) -> bool {
    let Some(inner) = line.strip_suffix(b"]") else {
        return false;
    };
    let Some(open) = memchr::memmem::rfind(inner, b", [") else {
        return false;
    };
    let stamp = inner.get(open + 3..).unwrap_or_default();
    let plain = |byte: &u8| {
        byte.is_ascii_digit() || matches!(byte, b'.' | b'/' | b'-' | b':' | b' ' | b',')
    };
    let n_digits = stamp.iter().filter(|byte| byte.is_ascii_digit()).count();
    open > 0 && n_digits >= 6 && stamp.contains(&b':') && stamp.iter().all(plain)
}

/// How often letters stand there as they look when UTF-8 was read as another encoding and saved
/// again, `\u{c3}\u{bc}` for `\u{fc}`, and the first byte of them.
pub(super) fn encoded_twice(text: &[u8]) -> (u32, Option<u32>) {
    let head = text.get(..text.len().min(HEAD_BYTES)).unwrap_or_default();
    // A letter with an accent; a dash or a quotation mark; an emoji.
    let looks: [&[u8]; 4] = [
        b"\xC3\x83\xC2",
        b"\xC3\x83\xC5",
        b"\xC3\xA2\xE2\x82\xAC",
        b"\xC3\xB0\xC5\xB8",
    ];
    let mut n = 0u32;
    let mut first: Option<usize> = None;
    for look in looks {
        for at in memchr::memmem::find_iter(head, look) {
            n += 1;
            first = Some(first.map_or(at, |first| first.min(at)));
        }
    }
    (n, first.and_then(|at| u32::try_from(at).ok()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn telegram_is_told_by_its_first_line() {
        for (text, expected) in [
            ("Ada, [31.12.23 21:05]\nhi\n", true),
            ("\n\nAda Poe, [12/31/2023 21:05:07]\r\nhi\r\n", true),
            ("Ada, [see page 12:30 of 2023-12]\n", false),
            ("[31/12, 21:05] Ada: hi\n", false),
            (", [31.12.23 21:05]\n", false),
            ("", false),
        ] {
            assert_eq!(is_telegram(text.as_bytes()), expected, "{text:?}");
        }
    }

    #[test]
    fn letters_that_were_encoded_twice_are_counted() {
        for (text, expected) in [
            ("gr\u{c3}\u{bc}\u{c3}\u{178}t", (2, Some(2))),
            ("x \u{e2}\u{20ac}\u{201c} y", (1, Some(2))),
            ("\u{f0}\u{178}\u{2122}\u{201a}", (1, Some(0))),
            (
                "gr\u{fc}\u{df}t, S\u{c3}O PAULO, \u{e2}ge, 5 \u{20ac}",
                (0, None),
            ),
        ] {
            assert_eq!(encoded_twice(text.as_bytes()), expected, "{text:?}");
        }
    }
}
