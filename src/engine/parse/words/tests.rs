use super::*;

#[test]
fn every_heading_is_known() {
    let known = [
        "media omitted",
        "view once",
        "not exported",
        "attached",
        "attached, before the name",
        "attached in angle brackets",
        "deleted",
        "edited",
        "call",
        "call, marked",
        "call, noted",
        "live location",
        "poll",
        "event",
        "noted",
        "names the group",
        "between date and time",
        "after the time",
        "before noon",
        "after noon",
        "part of the day",
        "months",
    ];
    for (heading, phrase) in Headings::new(&FILES).all() {
        let heading = heading.strip_suffix(", derived").unwrap_or(heading);
        assert!(known.contains(&heading), "[{heading}] {phrase}");
    }
}

#[test]
fn every_phrase_under_a_sender_is_found_by_its_start() {
    for (heading, phrase) in Headings::new(&FILES).all() {
        let said = [
            "media omitted",
            "view once",
            "not exported",
            "deleted",
            "call",
            "live location",
        ];
        if said.contains(&heading) {
            assert!(may_be_known(phrase.as_bytes()), "{phrase}");
            let filled = folded(phrase.replace('*', "x y").as_bytes());
            assert!(words().said.meaning(&filled).is_some(), "{phrase}");
        }
        if ["noted", "call, noted", "names the group"].contains(&heading) {
            let filled = folded(phrase.replace('*', "x y").as_bytes());
            assert!(words().noted.meaning(&filled).is_some(), "{phrase}");
        }
    }
}

#[test]
fn folding_ignores_what_makes_no_difference() {
    let cases = [
        ("Media omitted", "media omitted"),
        ("\u{200E}image omitted.", "image omitted"),
        ("Tippe,\u{a0}um “mehr”", "tippe, um \"mehr\""),
        ("Me\u{301}dias", "médias"),
        ("You’re now an admin.", "you're now an admin"),
    ];
    for (text, expected) in cases {
        assert_eq!(folded(text.as_bytes()), expected);
    }
    assert_eq!(folded(b"a\xffb"), "a\u{fffd}b");
}

#[test]
fn stars_stand_for_any_words() {
    let phrases = Phrases::new(&[
        ("* left", Meaning::Noted),
        ("* changed the subject from \"*\" to \"*\"", Meaning::Call),
    ]);
    let cases = [
        ("ada left", Some(Meaning::Noted)),
        ("left", None),
        ("ada left me", None),
        (
            "ada changed the subject from \"a\" to \"b: c\"",
            Some(Meaning::Call),
        ),
        ("ada changed the subject from \"a\"", None),
    ];
    for (text, expected) in cases {
        assert_eq!(phrases.meaning(text), expected, "{text}");
    }
}

#[test]
fn markers_are_read_beside_their_hour() {
    use crate::engine::thread::HalfDay::{Am, Pm, Unknown};
    let cases = [
        ("a.\u{a0}m.", 9, Some(Am)),
        ("P.M.", 9, Some(Pm)),
        ("م", 9, Some(Pm)),
        ("ب.ظ.", 9, Some(Pm)),
        ("下午", 9, Some(Pm)),
        ("上午", 9, Some(Am)),
        ("오후", 12, Some(Pm)),
        ("abends", 9, Some(Pm)),
        ("nachm.", 3, Some(Pm)),
        ("nachts", 12, Some(Am)),
        ("in the evening", 8, Some(Pm)),
        ("in the evening", 5, Some(Unknown)),
        ("at night", 11, Some(Pm)),
        ("at night", 2, Some(Am)),
        ("at night", 12, Some(Am)),
        ("mittags", 12, Some(Pm)),
        ("凌晨", 3, Some(Am)),
        ("de la tarde", 7, Some(Pm)),
        ("’s avonds", 9, Some(Pm)),
        ("am", 13, Some(Unknown)),
        ("xyz", 9, None),
    ];
    for (text, hour, expected) in cases {
        let read = words()
            .marker(text.as_bytes(), hour)
            .map(|marker| marker.half);
        assert_eq!(read, expected, "{text} {hour}");
    }
}

#[test]
fn every_hour_of_every_part_of_the_day_is_read() {
    use crate::engine::thread::HalfDay::{Am, Pm};
    let mut n_hours = 0;
    for (heading, line) in Headings::new(&FILES).all() {
        if heading.strip_suffix(", derived").unwrap_or(heading) != "part of the day" {
            continue;
        }
        let (text, hours) = line.rsplit_once(' ').expect("hours");
        let (from, to) = hours.split_once('-').expect("two hours");
        let from: u8 = from.parse().expect("an hour");
        let to: u8 = to.parse().expect("an hour");
        let mut hour = from;
        while hour != to {
            let shown = match hour % 12 {
                0 => 12,
                other => other,
            };
            let expected = if hour % 24 < 12 { Am } else { Pm };
            let read = words().marker(text.as_bytes(), shown);
            assert_eq!(read.map(|at| at.half), Some(expected), "{shown} {line}");
            n_hours += 1;
            hour = if to < from && hour == 23 { 0 } else { hour + 1 };
        }
    }
    assert!(n_hours > 300, "{n_hours}");
}
