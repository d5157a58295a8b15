//! A writer of stamps for every locale whose stamps are known, read back exactly.
//!
//! A pattern is written as in CLDR: `d` `dd` `M` `MM` `yy` `yyyy` `H` `HH` `h` `mm` `ss`, and `a` for
//! the half of the day. Everything else stands for itself.

use super::*;
use crate::engine::thread::Kind;

/// Letters of a pattern, and everything between them.
fn written(pattern: &str, at: [u16; 6], halves: [&str; 2], zero: char) -> String {
    let [year, month, day, hour, minute, second] = at;
    let mut out = String::new();
    let mut rest = pattern;
    while let Some(first) = rest.chars().next() {
        if let Some((literal, behind)) = rest.strip_prefix('\'').and_then(|r| r.split_once('\'')) {
            out.push_str(literal);
            rest = behind;
            continue;
        }
        let run = rest.chars().take_while(|c| *c == first).count();
        let width = |value: u16| format!("{value:0run$}");
        let short_hour = if hour % 12 == 0 { 12 } else { hour % 12 };
        let text = match first {
            'y' if run == 2 => width(year % 100),
            'y' => width(year),
            'M' => width(month),
            'd' => width(day),
            'H' => width(hour),
            'h' => width(short_hour),
            'm' => width(minute),
            's' => width(second),
            'a' => halves[usize::from(hour >= 12)].to_owned(),
            other => other.to_string().repeat(run),
        };
        let native = |c: char| match c.to_digit(10) {
            Some(digit) => char::from_u32(zero as u32 + digit).unwrap_or(c),
            None => c,
        };
        out.extend(text.chars().map(native));
        rest = &rest[first.len_utf8() * run..];
    }
    out
}

/// Two dates whose days can only be days, and two that can be months.
const TIMES: [[u16; 6]; 6] = [
    [2024, 3, 7, 9, 5, 9],
    [2024, 3, 7, 15, 5, 10],
    [2024, 3, 7, 15, 6, 0],
    [2024, 11, 28, 0, 0, 1],
    [2024, 11, 28, 12, 59, 59],
    [2024, 12, 31, 23, 4, 5],
];

/// What a shape must come to.
struct Expected {
    order: DateOrder,
    state: OrderState,
    seconds: bool,
}

fn read_back(what: &str, stamps: &[String], ios: bool, expected: &Expected) {
    let bodies = [
        "plain words",
        "first\nsecond: line",
        "a (b) <c",
        "x ",
        "Ünï çødé 日本",
        "",
    ];
    let end = if ios { "\r\n" } else { "\n" };
    let text: String = stamps
        .iter()
        .zip(bodies)
        .enumerate()
        .map(|(index, (stamp, body))| {
            let sender = ["Ada Poe", "~\u{202f}Cy"][index % 2];
            if ios {
                format!("[{stamp}] {sender}: {body}{end}")
            } else {
                format!("{stamp} - {sender}: {body}{end}")
            }
        })
        .collect();
    let thread = read_text(&text).value;
    assert_eq!(thread.n_records(), 6, "{what}\n{text}");
    assert_eq!(
        order(&thread),
        (expected.order, expected.state),
        "{what}\n{text}"
    );
    for (index, (time, body)) in TIMES.iter().zip(bodies).enumerate() {
        let id = RecordId(index as u32);
        let [year, month, day, hour, minute, second] = *time;
        let mut at = format!("{year}-{month:02}-{day:02}T{hour:02}:{minute:02}");
        if expected.seconds {
            at.push_str(&format!(":{second:02}"));
        }
        let found = thread.civil(id).map(|at| at.to_string());
        assert_eq!(found.as_deref(), Some(at.as_str()), "{what}\n{text}");
        assert_eq!(stamp_text(&thread, id), stamps[index], "{what}");
        assert_eq!(thread.body(id), body.as_bytes(), "{what}");
        let kind = if body.is_empty() {
            Kind::Null
        } else {
            Kind::Text
        };
        assert_eq!(thread.records[index].kind, kind, "{what}");
        let sender = thread.records[index].participant.map(|p| p.0 as usize % 2);
        assert_eq!(sender, Some(index % 2), "{what}");
    }
}

fn all_of(what: &str, pattern: &str, halves: [&str; 2], zero: char, expected: &Expected) {
    let stamps: Vec<String> = TIMES
        .iter()
        .map(|time| written(pattern, *time, halves, zero))
        .collect();
    read_back(what, &stamps, false, expected);
    read_back(what, &stamps, true, expected);
}

const NONE: [&str; 2] = ["", ""];

/// Locale, its date, what stands before a 24-hour time, the time without seconds and with them.
const WITH_24_HOURS: [(&str, &str, &str, &str, &str); 51] = [
    ("en-US", "M/d/yy", ", ", "HH:mm", ":ss"),
    ("en-GB", "dd/MM/yyyy", ", ", "HH:mm", ":ss"),
    ("en-IN", "dd/MM/yy", ", ", "HH:mm", ":ss"),
    ("en-AU", "d/M/yy", ", ", "HH:mm", ":ss"),
    ("en-CA", "yyyy-MM-dd", ", ", "HH:mm", ":ss"),
    ("en-ZA", "yyyy/MM/dd", ", ", "HH:mm", ":ss"),
    ("fr-CA", "yyyy-MM-dd", " ", "HH 'h' mm", " 'min' ss 's'"),
    ("de", "dd.MM.yy", ", ", "HH:mm", ":ss"),
    ("es-ES", "d/M/yy", ", ", "H:mm", ":ss"),
    ("es-CO", "d/MM/yy", ", ", "H:mm", ":ss"),
    ("es-CL", "dd-MM-yy", ", ", "HH:mm", ":ss"),
    ("es-US", "d/M/yyyy", ", ", "HH:mm", ":ss"),
    ("pt-BR", "dd/MM/yyyy", " ", "HH:mm", ":ss"),
    ("fr-FR", "dd/MM/yyyy", " ", "HH:mm", ":ss"),
    ("fr-FR, old", "dd/MM/yyyy", " à ", "HH:mm", ":ss"),
    ("fr-CH", "dd.MM.yy", " ", "HH:mm", ":ss"),
    ("it", "dd/MM/yy", ", ", "HH:mm", ":ss"),
    ("nl-NL", "dd-MM-yyyy", ", ", "HH:mm", ":ss"),
    ("nl-BE", "d/MM/yyyy", " ", "HH:mm", ":ss"),
    ("tr", "d.MM.yyyy", " ", "HH:mm", ":ss"),
    ("ru", "dd.MM.yyyy", ", ", "HH:mm", ":ss"),
    ("uk", "dd.MM.yy", ", ", "HH:mm", ":ss"),
    ("pl", "d.MM.yyyy", ", ", "HH:mm", ":ss"),
    ("cs", "dd.MM.yy", " ", "H:mm", ":ss"),
    ("sk", "d. M. yyyy", " ", "H:mm", ":ss"),
    ("sv", "yyyy-MM-dd", " ", "HH:mm", ":ss"),
    ("da", "dd.MM.yyyy", ", ", "HH.mm", ".ss"),
    ("nb", "dd.MM.yyyy", ", ", "HH:mm", ":ss"),
    ("fi", "d.M.yyyy", " klo ", "H.mm", ".ss"),
    ("el", "d/M/yy", ", ", "HH:mm", ":ss"),
    ("hu", "yyyy. MM. dd.", " ", "H:mm", ":ss"),
    ("hr", "dd. MM. yyyy.", " ", "HH:mm", ":ss"),
    ("sr", "d. M. yyyy.", " ", "HH:mm", ":ss"),
    ("sl", "d. M. yyyy", ", ", "HH:mm", ":ss"),
    ("bg", "d.MM.yy г.", ", ", "H:mm", ":ss"),
    ("he", "d.M.yyyy", ", ", "H:mm", ":ss"),
    ("ar-AE", "d\u{200f}/M\u{200f}/yyyy", "، ", "HH:mm", ":ss"),
    ("ta", "d/M/yy", ", ", "HH:mm", ":ss"),
    ("te", "dd-MM-yy", " ", "HH:mm", ":ss"),
    ("gu", "d/M/yy", " ", "HH:mm", ":ss"),
    ("ur", "d/M/yy", "، ", "HH:mm", ":ss"),
    ("id", "dd/MM/yy", ", ", "HH.mm", ".ss"),
    ("id, iPhone", "dd/MM/yy", " ", "HH.mm", ".ss"),
    ("ms", "d/MM/yy", ", ", "HH:mm", ":ss"),
    ("ja", "yyyy/MM/dd", " ", "H:mm", ":ss"),
    ("ko", "yyyy. M. d.", " ", "HH:mm", ":ss"),
    ("ko, short", "yy. M. d.", " ", "HH:mm", ":ss"),
    ("zh-CN", "yyyy/M/d", " ", "HH:mm", ":ss"),
    ("zh-TW", "yyyy/M/d", "\u{2009}", "HH:mm", ":ss"),
    ("zh-HK", "d/M/yyyy", "\u{2009}", "HH:mm", ":ss"),
    ("lt", "yyyy-MM-dd", " ", "HH:mm", ":ss"),
];

fn expected(date: &str, seconds: bool) -> Expected {
    let order = if date.starts_with("yyyy") || date.starts_with("yy") {
        DateOrder::Ymd
    } else if date.starts_with('M') {
        DateOrder::Mdy
    } else {
        DateOrder::Dmy
    };
    // Two digits of a year that stands first are told by what they cannot be.
    let short = date.starts_with("yy") && !date.starts_with("yyyy");
    let state = if short {
        OrderState::Corroborated
    } else {
        OrderState::Proven
    };
    Expected {
        order,
        state,
        seconds,
    }
}

#[test]
fn every_24_hour_stamp_is_read_back() {
    for (what, date, glue, minutes, seconds) in WITH_24_HOURS {
        let glue = if glue.contains(char::is_alphabetic) {
            format!("'{glue}'")
        } else {
            glue.to_owned()
        };
        let to_minute = format!("{date}{glue}{minutes}");
        let to_second = format!("{to_minute}{seconds}");
        all_of(what, &to_minute, NONE, '0', &expected(date, false));
        all_of(what, &to_second, NONE, '0', &expected(date, true));
    }
    let date = "yy/M/d";
    all_of("eu", "yy/M/d (HH:mm)", NONE, '0', &expected(date, false));
    all_of("eu", "yy/M/d (HH:mm:ss)", NONE, '0', &expected(date, true));
}

/// Locale, the whole stamp to the minute, before and after noon.
const WITH_12_HOURS: [(&str, &str, [&str; 2]); 34] = [
    ("en-US", "M/d/yy, h:mm\u{202f}a", ["AM", "PM"]),
    ("en-GB", "dd/MM/yyyy, h:mm a", ["am", "pm"]),
    ("en-CA", "yyyy-MM-dd, h:mm a", ["a.m.", "p.m."]),
    ("de", "dd.MM.yy, h:mm a", ["AM", "PM"]),
    ("es-ES", "d/M/yy, h:mm a", ["a.\u{a0}m.", "p.\u{a0}m."]),
    ("es-US", "d/M/yyyy, h:mm a", ["a. m.", "p. m."]),
    ("nl-BE", "d/MM/yyyy h:mm a", ["a.m.", "p.m."]),
    ("tr", "d.MM.yyyy a h:mm", ["ÖÖ", "ÖS"]),
    ("uk", "dd.MM.yy, h:mm a", ["дп", "пп"]),
    ("cs", "dd.MM.yy h:mm a", ["dop.", "odp."]),
    ("sl", "d. M. yyyy, h:mm a", ["dop.", "pop."]),
    ("sv", "yyyy-MM-dd h:mm a", ["fm", "em"]),
    ("fi", "d.M.yyyy klo h.mm a", ["ap.", "ip."]),
    ("el", "d/M/yy, h:mm a", ["π.μ.", "μ.μ."]),
    ("hu", "yyyy. MM. dd. a h:mm", ["de.", "du."]),
    ("ar-AE", "d\u{200f}/M\u{200f}/yyyy، h:mm\u{a0}a", ["ص", "م"]),
    ("fa", "yyyy/MM/dd، h:mm a", ["ق.ظ.", "ب.ظ."]),
    ("vi", "d/M/yyyy, h:mm a", ["SA", "CH"]),
    ("ms", "d/MM/yyyy, h:mm a", ["PG", "PTG"]),
    ("uz", "dd/MM/yyyy, h:mm a", ["TO", "TK"]),
    ("sq", "d.M.yyyy, h:mm a", ["p.d.", "m.d."]),
    ("af", "yyyy-MM-dd, h:mm a", ["vm.", "nm."]),
    ("lt", "yyyy-MM-dd h:mm a", ["priešpiet", "popiet"]),
    ("lv", "dd.MM.yyyy h:mm a", ["priekšp.", "pēcp."]),
    ("ne", "yyyy/MM/dd, h:mm a", ["पूर्वाह्न", "अपराह्न"]),
    ("ja", "yyyy/MM/dd ah:mm", ["午前", "午後"]),
    ("ko", "yyyy. M. d. a h:mm", ["오전", "오후"]),
    ("zh-CN", "yyyy/M/d ah:mm", ["上午", "下午"]),
    ("zh-TW", "yyyy/M/d\u{2009}ah:mm", ["上午", "下午"]),
    ("zh-HK", "d/M/yyyy\u{2009}ah:mm", ["上午", "下午"]),
    ("hi", "d/M/yy, h:mm a", ["am", "pm"]),
    ("te", "dd-MM-yy h:mm a", ["AM", "PM"]),
    ("he", "d.M.yyyy, h:mm a", ["AM", "PM"]),
    ("pt-PT", "dd/MM/yy, h:mm a", ["a.m.", "p.m."]),
];

#[test]
fn every_12_hour_stamp_is_read_back() {
    for (what, pattern, halves) in WITH_12_HOURS {
        all_of(what, pattern, halves, '0', &expected(pattern, false));
        let seconds = pattern.replace(":mm", ":mm:ss").replace(".mm", ".mm.ss");
        all_of(what, &seconds, halves, '0', &expected(pattern, true));
    }
}

#[test]
fn every_script_of_digits_is_read_back() {
    let zeros = [
        '\u{0660}', '\u{06F0}', '\u{0966}', '\u{09E6}', '\u{0A66}', '\u{0AE6}', '\u{0B66}',
        '\u{0BE6}', '\u{0C66}', '\u{0CE6}', '\u{0D66}', '\u{0E50}', '\u{0ED0}', '\u{0F20}',
        '\u{1040}', '\u{17E0}', '\u{FF10}',
    ];
    for zero in zeros {
        for pattern in [
            "d/M/yyyy, HH:mm",
            "yyyy/MM/dd، HH:mm",
            "d\u{200f}/M\u{200f}/yyyy، H:mm",
        ] {
            let what = format!("{pattern} U+{:04X}", zero as u32);
            all_of(&what, pattern, NONE, zero, &expected(pattern, false));
        }
    }
}

#[test]
fn times_before_dates_are_read_back() {
    for pattern in ["HH:mm:ss, dd/MM/yy", "HH:mm:ss d/M/yyyy"] {
        let expected = Expected {
            order: DateOrder::Dmy,
            state: OrderState::Proven,
            seconds: true,
        };
        all_of("vi", pattern, NONE, '0', &expected);
    }
}
