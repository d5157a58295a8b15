//! The file names that phones give to media, and what they say about time.

/// What a media file's name says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MediaName {
    /// `00000012-PHOTO-2023-12-31-21-05-07.jpg`: the message's own time, to the second.
    Exact { date: [u16; 3], time: [u8; 3] },
    /// `IMG-20231231-WA0001.jpg`: the day the file was stored on that phone.
    /// `2016-12-31-PHOTO-00000012.jpg`: the day of the message.
    Day { date: [u16; 3] },
    /// `00000013-Lease.pdf`, or 32 hex digits: given by WhatsApp, without a time.
    Other,
}

/// Takes a media name apart; `None` for a name that anybody could have given.
pub(crate) fn media_name(name: &str) -> Option<MediaName> {
    let bytes = name.as_bytes();
    android(bytes)
        .or_else(|| old_iphone(bytes))
        .or_else(|| counted(bytes))
        .or_else(|| {
            let stem = bytes.split(|byte| *byte == b'.').next()?;
            let hex = stem.len() == 32 && stem.iter().all(u8::is_ascii_hexdigit);
            hex.then_some(MediaName::Other)
        })
}

/// `PTT-20230101-WA0003.opus`
fn android(bytes: &[u8]) -> Option<MediaName> {
    let (class, rest) = bytes.split_at_checked(3)?;
    let known = [b"IMG", b"VID", b"PTT", b"AUD", b"STK", b"DOC", b"GIF"];
    if !known.iter().any(|k| k.as_slice() == class) {
        return None;
    }
    let rest = rest.strip_prefix(b"-")?;
    let (day, rest) = rest.split_at_checked(8)?;
    let rest = rest.strip_prefix(b"-WA")?;
    if !rest.first()?.is_ascii_digit() {
        return None;
    }
    let date = [
        number(day.get(..4)?)?,
        number(day.get(4..6)?)?,
        number(day.get(6..)?)?,
    ];
    Some(MediaName::Day { date })
}

/// `2015-08-04-PHOTO-00004762.jpg`
fn old_iphone(bytes: &[u8]) -> Option<MediaName> {
    let (day, rest) = bytes.split_at_checked(10)?;
    let date = dashed_day(day)?;
    let rest = rest.strip_prefix(b"-")?;
    let class = rest.iter().take_while(|b| b.is_ascii_uppercase()).count();
    let counter = rest.get(class..)?.strip_prefix(b"-")?;
    let n_digits = counter.iter().take_while(|b| b.is_ascii_digit()).count();
    (class >= 3 && n_digits >= 4).then_some(MediaName::Day { date })
}

/// `00000046-Original name.pdf` and `00000012-PHOTO-2023-01-01-10-11-12.jpg`
fn counted(bytes: &[u8]) -> Option<MediaName> {
    let (counter, rest) = bytes.split_at_checked(8)?;
    number_of_digits(counter, 8)?;
    let rest = rest.strip_prefix(b"-")?;
    if rest.is_empty() {
        return None;
    }
    Some(stamped(rest).unwrap_or(MediaName::Other))
}

fn stamped(rest: &[u8]) -> Option<MediaName> {
    let class = rest.iter().take_while(|b| b.is_ascii_uppercase()).count();
    let rest = rest.get(class..)?.strip_prefix(b"-")?;
    let (day, rest) = rest.split_at_checked(10)?;
    let date = dashed_day(day)?;
    let rest = rest.strip_prefix(b"-")?;
    let (clock, _extension) = rest.split_at_checked(8)?;
    let [a, b, b'-', c, d, b'-', e, f] = *clock else {
        return None;
    };
    let time = [two(a, b)?, two(c, d)?, two(e, f)?];
    (class >= 3).then_some(MediaName::Exact { date, time })
}

fn dashed_day(day: &[u8]) -> Option<[u16; 3]> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *day else {
        return None;
    };
    Some([
        number(&[y1, y2, y3, y4])?,
        number(&[m1, m2])?,
        number(&[d1, d2])?,
    ])
}

fn two(tens: u8, ones: u8) -> Option<u8> {
    u8::try_from(number(&[tens, ones])?).ok()
}

fn number_of_digits(bytes: &[u8], n: usize) -> Option<()> {
    (bytes.len() == n && bytes.iter().all(u8::is_ascii_digit)).then_some(())
}

fn number(bytes: &[u8]) -> Option<u16> {
    bytes.iter().try_fold(0u16, |sum, byte| {
        let digit = byte.is_ascii_digit().then(|| u16::from(byte - b'0'))?;
        sum.checked_mul(10)?.checked_add(digit)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_what_phones_wrote_into_them() {
        let day = |y, m, d| Some(MediaName::Day { date: [y, m, d] });
        let exact = |date, time| Some(MediaName::Exact { date, time });
        let cases = [
            ("IMG-20230102-WA0001.jpg", day(2023, 1, 2)),
            ("PTT-20230507-WA0003.opus", day(2023, 5, 7)),
            ("AUD-20190101-WA0000.", day(2019, 1, 1)),
            ("2015-08-04-PHOTO-00004762.jpg", day(2015, 8, 4)),
            (
                "00000012-PHOTO-2023-12-31-21-05-07.jpg",
                exact([2023, 12, 31], [21, 5, 7]),
            ),
            (
                "00000051-GIF-2022-03-27-21-51-57.mp4",
                exact([2022, 3, 27], [21, 51, 57]),
            ),
            ("00000046-Lease.pdf", Some(MediaName::Other)),
            (
                "0123456789abcdef0123456789abcdef.jpg",
                Some(MediaName::Other),
            ),
            ("Lease.pdf", None),
            ("report 2023-12-31.pdf", None),
            ("IMG-2023.jpg", None),
            ("", None),
        ];
        for (name, expected) in cases {
            assert_eq!(media_name(name), expected, "{name}");
        }
    }
}
