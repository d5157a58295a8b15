//! Lines that say what happened, and lines that only look so.

use super::*;

fn check(line: &str, kind: EventKind, actor: Option<&str>, whom: &[&str]) {
    let event = found(line, RecordId(0), &Known::default()).unwrap_or_else(|| panic!("{line}"));
    let name = |who: &Who| match who {
        Who::Exporter => "-".to_owned(),
        Who::Named(name) => name.clone(),
    };
    assert_eq!(event.kind, kind, "{line}");
    assert_eq!(event.actor.as_ref().map(name).as_deref(), actor, "{line}");
    assert_eq!(
        event.who.iter().map(name).collect::<Vec<_>>(),
        whom,
        "{line}"
    );
}

#[test]
fn lines_say_who_did_what_to_whom() {
    use EventKind as Kind;
    check(
        "Ada Poe added Bob Fay",
        Kind::Added,
        Some("Ada Poe"),
        &["Bob Fay"],
    );
    check(
        "You added Bob, Cy and Dee",
        Kind::Added,
        Some("-"),
        &["Bob", "Cy", "Dee"],
    );
    check("Ada added you", Kind::AddedYou, Some("Ada"), &["-"]);
    check(
        "+44 20 7946 0958 joined using this group's invite link",
        Kind::JoinedByLink,
        None,
        &["+44 20 7946 0958"],
    );
    check("Bob left", Kind::Left, None, &["Bob"]);
    check("You're now an admin", Kind::AdminOn, None, &["-"]);
    check(
        "Your security code with Zed changed. Tap to learn more",
        Kind::SecurityCodeChanged,
        None,
        &["Zed"],
    );
    check(
        "Ada hat Bob hinzugefügt",
        Kind::Added,
        Some("Ada"),
        &["Bob"],
    );
    check("Du hast Bob hinzugefügt", Kind::Added, Some("-"), &["Bob"]);
    check(
        "Ada turned on disappearing messages. New messages will disappear",
        Kind::DisappearingOn,
        Some("Ada"),
        &[],
    );
}

#[test]
fn every_line_of_the_table_is_understood() {
    assert_eq!(PHRASES.len(), TABLE.lines().count() - 1);
}

#[test]
fn a_new_number_is_read() {
    let line = "Ada changed to +44 20 7946 0958";
    let event = found(line, RecordId(0), &Known::default()).unwrap();
    assert_eq!(event.number.as_deref(), Some("442079460958"));
}

/// A group may be called as a line about members is written.
#[test]
fn the_name_of_a_group_is_no_line_about_members() {
    use EventKind as Kind;
    let ada = Some("Ada Poe");
    for (line, kind) in [
        (
            "Ada Poe changed the group name from \"Desk\" to \"Value added services\"",
            Kind::Subject,
        ),
        (
            "Ada Poe changed the subject to \"Zed created group Desk\"",
            Kind::Subject,
        ),
        ("Ada Poe created group \"Bob Fay left\"", Kind::GroupCreated),
        (
            "Ada Poe added this group to the community \"Firm\"",
            Kind::Settings,
        ),
        (
            "Ada Poe removed this group from the community: Firm",
            Kind::Settings,
        ),
    ] {
        check(line, kind, ada, &[]);
    }
    check(
        "This group was added to the community \"Firm\"",
        Kind::Settings,
        None,
        &[],
    );
    check(
        "Ada hat den Gruppennamen von „A“ zu „Wir hat Bob hinzugefügt“ geändert",
        Kind::Subject,
        Some("Ada"),
        &[],
    );
    // In words that the table does not have, nobody is named.
    let unknown = "Ada Poe has called this group \"Value added services\"";
    assert!(found(unknown, RecordId(0), &Known::default()).is_none());
    // A nickname in quotes is a name, and a name may be a word of the table.
    check(
        "Ada \"Ace\" Poe added Bob Fay",
        Kind::Added,
        Some("Ada \"Ace\" Poe"),
        &["Bob Fay"],
    );
    check(
        "Don Was added Bob Fay",
        Kind::Added,
        Some("Don Was"),
        &["Bob Fay"],
    );
    assert!(
        found(
            "You were added to what Ada has",
            RecordId(0),
            &Known::default()
        )
        .is_none()
    );
    check(
        "Ada removed Team added value",
        Kind::Removed,
        Some("Ada"),
        &["Team added value"],
    );
}

/// Whoever made the export was added, or taken out: alone or with others, in words of their own.
#[test]
fn lines_about_the_phone_itself() {
    use EventKind as Kind;
    check("You were added", Kind::AddedYou, None, &["-"]);
    check("Du wurdest hinzugefügt", Kind::AddedYou, None, &["-"]);
    check("Ada vous a ajouté(e)", Kind::AddedYou, Some("Ada"), &["-"]);
    check(
        "Ada hat dich, Bob Fay und Cy hinzugefügt",
        Kind::AddedYou,
        Some("Ada"),
        &["-", "Bob Fay", "Cy"],
    );
    check(
        "Ada added Bob Fay and you",
        Kind::AddedYou,
        Some("Ada"),
        &["Bob Fay", "-"],
    );
    check("You were removed", Kind::Removed, None, &["-"]);
    check("Du wurdest entfernt", Kind::Removed, None, &["-"]);
    check("Ada removed you", Kind::Removed, Some("Ada"), &["-"]);
    // Of others it is another line.
    check("Bob Fay was added", Kind::Added, None, &["Bob Fay"]);
    check("Bob Fay wurde entfernt", Kind::Removed, None, &["Bob Fay"]);
    check("You added Bob Fay", Kind::Added, Some("-"), &["Bob Fay"]);
}

#[test]
fn names_that_hold_what_stands_between_two() {
    let mut known = Known::default();
    for name in ["Orr, Cy", "Ben and Jen Ltd", "Bob Fay", "~\u{202f}Zed"] {
        known.take(name);
    }
    let split = |names: &str, ands: &[&str]| several(names, &known, ands).join("|");
    let and: &[&str] = &["and"];
    assert_eq!(split("Bob Fay and Orr, Cy", and), "Bob Fay|Orr, Cy");
    assert_eq!(
        split("Orr, Cy, Ben and Jen Ltd, and Kim Roe", and),
        "Orr, Cy|Ben and Jen Ltd|Kim Roe"
    );
    assert_eq!(split("~ Zed and orr, cy", and), "~ Zed|orr, cy");
    // What is not known is taken apart, and a known name is no part of a longer one.
    assert_eq!(split("Poe, Ada", and), "Poe|Ada");
    assert_eq!(split("Bob Fayette and Cy", and), "Bob Fayette|Cy");
    // Each language has its own word, and no other.
    assert_eq!(split("Ada y Kim", &["y"]), "Ada|Kim");
    assert_eq!(split("Ada y Kim", and), "Ada y Kim");
    let of = |line: &str| {
        let event = found(line, RecordId(0), &Known::default()).unwrap();
        (event.kind, event.who.len())
    };
    assert_eq!(of("Ada añadió a Bob y Cy"), (EventKind::Added, 2));
    assert_eq!(of("Ada a ajouté Bob, Dee et Cy"), (EventKind::Added, 3));
    assert_eq!(of("Ada ha aggiunto Bob e Cy"), (EventKind::Added, 2));
    assert_eq!(of("Ada adicionou Bob e Cy"), (EventKind::Added, 2));
    assert_eq!(of("Ada heeft Bob en Cy toegevoegd"), (EventKind::Added, 2));
    assert_eq!(of("Ada hat Bob und Cy hinzugefügt"), (EventKind::Added, 2));
    assert_eq!(of("Ada added Bob und Cy"), (EventKind::Added, 1));
}
