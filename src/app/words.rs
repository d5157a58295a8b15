//! Numbers, sizes and states in words, and names that are safe to save under.

use super::characters::{shown, stamp};
use crate::engine::session::protocol::ThreadSummary;
use crate::engine::thread::{DateOrder, OrderState, Platform};
use crate::say::{self, figures};

/// A number with its thousands apart: `12,345`.
pub fn count(number: u32) -> String {
    figures::number(u64::from(number))
}

/// The number of a message as it was typed; `None` when nothing was. What is no number that a
/// message can have is one that none has.
pub fn message_number(typed: &str) -> Option<u32> {
    let typed = typed.trim();
    if typed.is_empty() {
        return None;
    }
    let digits: String = typed.chars().filter(|at| *at != figures::apart()).collect();
    let is_number = digits.chars().all(|digit| digit.is_ascii_digit());
    Some(if is_number {
        digits.parse().unwrap_or(u32::MAX)
    } else {
        0
    })
}

/// A size to the byte: `1 byte`, `12,345 bytes`.
pub fn size_exact(bytes: u64) -> String {
    say::n_bytes(bytes)
}

/// A size for people: `532 bytes`, `18.7 MB`. Units: powers of 1,000.
pub fn size(bytes: u64) -> String {
    if bytes < 1_000 {
        return size_exact(bytes);
    }
    let mut value = bytes as f64;
    let mut unit = "";
    for next in ["KB", "MB", "GB", "TB"] {
        value /= 1_000.0;
        unit = next;
        if value < 999.95 {
            break;
        }
    }
    format!("{} {unit}", figures::tenths(value))
}

/// The order of day, month and year, in words.
pub fn date_order(order: DateOrder) -> &'static str {
    match order {
        DateOrder::Dmy => say::day_month_year(),
        DateOrder::Mdy => say::month_day_year(),
        DateOrder::Ymd => say::year_month_day(),
    }
}

/// How well the order is known, in a word.
pub fn order_state(state: OrderState) -> &'static str {
    match state {
        OrderState::Proven => say::order_proven(),
        OrderState::Corroborated => say::order_corroborated(),
        OrderState::Assumed => say::order_assumed(),
        OrderState::Conflict => say::order_conflict(),
        OrderState::Chosen => say::order_chosen(),
    }
}

/// The header family, in words. About the text, not about the phone.
pub fn platform(platform: Platform) -> &'static str {
    match platform {
        Platform::Android => say::dash_headers_as_android_writes_them(),
        Platform::Ios => say::bracket_headers_as_ios_writes_them(),
        Platform::Unknown => say::headers_of_no_known_family(),
    }
}

/// The period a thread covers, stamps as written.
pub fn period(thread: &ThreadSummary) -> String {
    let (first, last) = (stamp(&thread.first), stamp(&thread.last));
    if first == last {
        return first;
    }
    format!("{first} – {last}")
}

/// First and last stamp of a thread, as written: `1/2/24, 10:00 to 3/2/24, 11:00`.
pub fn from_to(thread: &ThreadSummary) -> String {
    say::thread_to_last(stamp(&thread.first), stamp(&thread.last))
}

/// What a thread is called on screen; never empty, never reordered by what is in it.
pub fn title(thread: &ThreadSummary) -> String {
    title_spelled(thread, false)
}

/// The same; with `spell_out` all that cannot be seen in it is spelled out.
pub fn title_spelled(thread: &ThreadSummary, spell_out: bool) -> String {
    if thread.title.trim().is_empty() {
        return say::thread_thread(thread.thread.0 + 1);
    }
    shown(&thread.title, spell_out)
}

/// A name from an archive made safe to save under: one part, no marks that reorder it, not too
/// long. The bytes saved are what they are; only the name is made tame.
pub fn safe_file_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let tame: String = last
        .chars()
        .map(|at| if is_tame(at) { at } else { '_' })
        .collect();
    let tame = tame.trim_matches(['.', ' ']);
    let kept = shortened(tame, 120);
    if kept.is_empty() {
        return "attachment".to_owned();
    }
    kept
}

fn is_tame(at: char) -> bool {
    let reorders = matches!(at, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{ad}');
    !at.is_control() && !reorders && !"<>:\"|?*%".contains(at)
}

/// Keeps the ending of the name when it must be cut.
fn shortened(name: &str, most: usize) -> String {
    let n_chars = name.chars().count();
    if n_chars <= most {
        return name.to_owned();
    }
    let ending: String = match name.rsplit_once('.') {
        Some((_, ending)) if ending.chars().count() <= 8 => format!(".{ending}"),
        Some(_) | None => String::new(),
    };
    let stem: String = name.chars().take(most - ending.chars().count()).collect();
    format!("{stem}{ending}")
}

/// `1:02.5`, of milliseconds.
pub fn seconds(ms: u64) -> String {
    let (minutes, rest) = (ms / 60_000, ms % 60_000);
    format!("{minutes}:{:02}.{}", rest / 1_000, rest % 1_000 / 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_their_thousands_apart() {
        assert_eq!(count(7), "7");
        assert_eq!(count(1_000), "1,000");
        assert_eq!(say::n_hits(1_u32), "1 hit");
        assert_eq!(say::n_hits(1_234_567_u32), "1,234,567 hits");
    }

    #[test]
    fn a_message_number_is_read_as_people_type_it() {
        for (typed, expected) in [
            ("", None),
            ("  ", None),
            ("17", Some(17)),
            ("1,234", Some(1_234)),
            ("99999999999", Some(u32::MAX)),
            ("-5", Some(0)),
            ("1.5", Some(0)),
        ] {
            assert_eq!(message_number(typed), expected, "{typed:?}");
        }
    }

    #[test]
    fn sizes_have_a_unit() {
        assert_eq!(size(0), "0 bytes");
        assert_eq!(size(1), "1 byte");
        assert_eq!(size_exact(12_345), "12,345 bytes");
        assert_eq!(size(999), "999 bytes");
        assert_eq!(size(18_700_000), "18.7 MB");
        assert_eq!(size(999_999), "1.0 MB");
        assert_eq!(size(6_000_000_000), "6.0 GB");
    }

    #[test]
    fn names_from_an_archive_are_tame() {
        for (name, expected) in [
            ("IMG-1.jpg", "IMG-1.jpg"),
            ("../../etc/passwd", "passwd"),
            ("C:\\Windows\\a.exe", "a.exe"),
            ("photo\u{202e}gpj.exe", "photo_gpj.exe"),
            ("a\nb\u{0}.txt", "a_b_.txt"),
            ("..", "attachment"),
            ("", "attachment"),
            (".hidden", "hidden"),
        ] {
            assert_eq!(safe_file_name(name), expected, "{name:?}");
        }
        let long = format!("{}.jpeg", "a".repeat(400));
        assert_eq!(safe_file_name(&long).chars().count(), 120);
        assert!(safe_file_name(&long).ends_with("a.jpeg"));
    }
}
