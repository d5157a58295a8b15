//! Nobody is taken for somebody else: names that are alike, and lines that speak of others.

use threadseal::engine::compliance::{Known, Timeline};
use threadseal::engine::thread::RecordId;

use super::*;

const ROSTER: &str =
    "person_id,full_name,side,authorised\na,Ada Poe,internal,yes\nb,Bob Fay,external,yes\n";
const WHO: [&str; 5] = ["C018", "C019", "R006", "R007", "R008"];

fn desk(lines: &str) -> Result {
    let mut asked = asked();
    asked.roster = roster_from_csv(ROSTER).unwrap().0;
    ask(
        &case_of(vec![android("WhatsApp Chat with Desk.zip", lines)]),
        &asked,
    )
}

fn timeline(result: &Result) -> Timeline {
    result.timeline(result.statements[0].thread).unwrap()
}

fn readers(result: &Result, record: u32) -> Vec<String> {
    let timeline = timeline(result);
    let readers = timeline.readers(RecordId(record)).into_iter();
    readers.map(|(member, _)| member.name.clone()).collect()
}

fn why(result: &Result, code: &str) -> Vec<String> {
    let of = result.findings.iter().filter(|one| one.code.id() == code);
    of.map(|one| one.why.clone()).collect()
}

/// Lines of a minute each, in a group that Ada Poe made.
fn group(lines: &[&str]) -> String {
    let mut text = "15/01/2024, 10:00 - Ada Poe created group \"Desk\"\n".to_owned();
    for (line, minute) in lines.iter().zip(1..) {
        text.push_str(&format!("15/01/2024, 10:{minute:02} - {line}\n"));
    }
    text
}

#[test]
fn names_that_differ_by_an_emoji_are_two_people() {
    let one = desk(&group(&[
        "Ada Poe added Zed 🏠",
        "Zed 🏠: from home",
        "Ada Poe added Zed 💼",
        "Zed 💼: from work",
        "Zed 💼 left",
        "Zed 🏠: still here",
        "Ada Poe added 🦊",
        "Ada Poe added 🐻",
        "🦊: fox",
        "🐻: bear",
        "🐻 left",
        "🦊: the price is four",
    ]));
    assert_eq!(told(&one, &WHO), Vec::<String>::new());
    assert_eq!(readers(&one, 12), ["Ada Poe", "Zed 🏠", "🦊"]);
    assert_eq!(readers(&one, 5), ["Ada Poe", "Zed 🏠"]);
    let strangers = one.people.iter().filter(|row| row.known == Known::Unknown);
    assert_eq!(strangers.count(), 4);
    // Who did leave, and writes, is told; by the name they have.
    let gone = desk(&group(&[
        "Ada Poe added 🦊",
        "Ada Poe added 🐻",
        "🐻 left",
        "🐻: bear",
        "🦊: fox",
    ]));
    assert_eq!(told(&gone, &WHO), ["C018 medium likely @5,4"]);
    assert!(why(&gone, "C018")[0].starts_with("\"🐻\" left"));
}

/// A name is the same with and without its emoji, as long as nobody else is called so.
#[test]
fn a_name_without_its_emoji_is_nobody_new() {
    let one = desk(&group(&["Ada Poe added Zed", "Zed 🏠: from home"]));
    assert_eq!(told(&one, &WHO), Vec::<String>::new());
    assert_eq!(readers(&one, 2), ["Ada Poe", "Zed 🏠"]);
    // Of two it is nobody's, and a silent reader is not taken for a voice.
    let silent = desk(&group(&[
        "Ada Poe added Zed 🏠",
        "Ada Poe added Zed 💼",
        "Zed 🏠: from home",
    ]));
    assert_eq!(told(&silent, &WHO), ["R008 info certain @3"]);
    assert_eq!(readers(&silent, 3), ["Ada Poe", "Zed 🏠", "Zed 💼"]);
}

#[test]
fn the_name_of_a_group_names_nobody() {
    let one = desk(&group(&[
        "Ada Poe added Bob Fay",
        "Bob Fay: hello",
        "Ada Poe changed the group name from \"Desk\" to \"Value added services\"",
        "This group was added to the community \"Firm\"",
        "Ada Poe added this group to the community \"Firm\"",
    ]));
    assert_eq!(told(&one, &WHO), Vec::<String>::new());
    assert_eq!(readers(&one, 5), ["Ada Poe", "Bob Fay"]);
    // Who adds somebody without being one of the firm is told, whatever the group is called.
    let added = desk(&group(&[
        "Ada Poe added Bob Fay",
        "Bob Fay added Cy Orr",
        "Cy Orr: hello",
    ]));
    assert_eq!(
        told(&added, &WHO),
        ["R007 medium likely @3", "R008 info certain @2"]
    );
}

/// Who was added later sees the line of the group's creation, too, and nothing of those who were in by then.
#[test]
fn whoever_was_added_saw_nothing_before() {
    let lines = |added: &str| {
        format!(
            "01/01/2023, 10:00 - Zed created group \"Desk\"\n15/01/2024, 10:00 - {added}\n\
15/01/2024, 10:01 - Ada Poe: hello\n15/01/2024, 10:02 - Bob Fay: hello\n"
        )
    };
    for added in [
        "You were added",
        "Zed added you",
        "Du wurdest hinzugefügt",
        "Zed added you and Bob Fay",
    ] {
        let one = desk(&lines(added));
        assert_eq!(
            told(&one, &["C018", "C019"]),
            Vec::<String>::new(),
            "{added}"
        );
        assert!(!timeline(&one).start_visible, "{added}");
    }
    // Somebody else who was added says nothing of that.
    let other = desk(&lines("Zed added Bob Fay"));
    assert_eq!(told(&other, &["C019"]), ["C019 medium likely @3"]);
    assert!(timeline(&other).start_visible);
    // Such a line shows where a thread begins; one about somebody else does not.
    for (first, n) in [
        ("You were added", 0),
        ("Du wurdest hinzugefügt", 0),
        ("Zed was added", 1),
    ] {
        let begins = desk(&format!(
            "15/01/2024, 10:00 - {first}\n15/01/2024, 10:01 - Ada Poe: hello\n"
        ));
        assert_eq!(told(&begins, &["C003"]).len(), n, "{first}");
    }
}

/// Who was taken out reads nothing more, whoever made the export.
#[test]
fn whoever_was_removed_is_no_reader() {
    let one = desk(&group(&[
        "Ada Poe added you",
        "Ada Poe added Bob Fay",
        "Bob Fay: hello",
        "Du wurdest entfernt",
        "Ada Poe: after that",
    ]));
    assert_eq!(readers(&one, 3), ["Ada Poe", "You", "Bob Fay"]);
    assert_eq!(readers(&one, 5), ["Ada Poe", "Bob Fay"]);
}

/// Whether nobody else can have been in, by lines of 15 January and a title.
fn is_of_two(title: &'static str, lines: &str) -> bool {
    let mut asked = asked();
    asked.roster = roster_from_csv(ROSTER).unwrap().0;
    timeline(&ask(&case_of(vec![android(title, lines)]), &asked)).start_visible
}

#[test]
fn a_group_in_which_two_write_is_no_thread_of_two() {
    let talk =
        "15/01/2024, 10:01 - Ada Poe: the price is four\n15/01/2024, 10:02 - Bob Fay: fine\n";
    for line in [
        "Ada Poe changed this group's icon",
        "Ada Poe changed the group description",
        "Ada Poe changed this group's settings to allow only admins to send messages to this group",
        "Bob Fay is now an admin",
        "Bob Fay is no longer an admin",
        "Messages to this group are now secured with end-to-end encryption.",
    ] {
        let text = format!("15/01/2024, 10:00 - {line}\n{talk}");
        assert!(
            !is_of_two("WhatsApp Chat with Bob Fay.zip", &text),
            "{line}"
        );
    }
    // A thread of two is called as one of them.
    assert!(!is_of_two("WhatsApp Chat with Desk Europe.zip", talk));
    assert!(is_of_two("WhatsApp Chat with Bob Fay.zip", talk));
    assert!(is_of_two("whatever.zip", talk), "nothing names it");
    // What two people can do is no sign of a group.
    for line in [
        "Messages and calls are end-to-end encrypted. No one outside of this chat can read them.",
        "Bob Fay turned on disappearing messages. New messages will disappear from this chat 7 days after they're sent.",
        "Your security code with Bob Fay changed. Tap to learn more.",
    ] {
        let text = format!("15/01/2024, 10:00 - {line}\n{talk}");
        assert!(is_of_two("WhatsApp Chat with Bob Fay.zip", &text), "{line}");
    }
    let desk = desk(talk);
    assert_eq!(readers(&desk, 1), ["Ada Poe", "Bob Fay"]);
}

/// Members are those who read, too.
#[test]
fn an_outsider_who_only_reads_is_an_outsider() {
    const OF_MEMBERS: [&str; 2] = ["R012", "R015"];
    let mut asked = asked();
    asked.roster = roster_from_csv(&format!(
        "{ROSTER}z,Zed Roe,external,no\ny,Yan Lee,internal,yes\n"
    ))
    .unwrap()
    .0;
    let deny = r#"{"id":"deny","clause":"2.1","kind":"participant","title":"No Zed","severity":"high","deny":["z"],"max_external":0}"#;
    asked.policy = policy_with(deny, r#","internal_threads":["Desk"]"#);
    let of = |lines: &[&str], title: &'static str| {
        ask(&case_of(vec![android(title, &group(lines))]), &asked)
    };
    let desk = "WhatsApp Chat with Desk.zip";
    let silent = of(
        &[
            "Ada Poe added Yan Lee and Zed Roe",
            "Ada Poe: the price is four",
        ],
        desk,
    );
    assert_eq!(
        told(&silent, &OF_MEMBERS),
        [
            "R012 high certain @2",
            "R012 high certain @2",
            "R015 high likely @2",
            "R015 high likely @2"
        ]
    );
    assert!(
        why(&silent, "R015")
            .iter()
            .any(|why| why.ends_with("1 outside the firm were in it: \"Zed Roe\""))
    );
    let wrote = of(
        &[
            "Ada Poe added Yan Lee and Zed Roe",
            "Ada Poe: so",
            "Zed Roe: hi",
        ],
        desk,
    );
    assert_eq!(
        told(&wrote, &OF_MEMBERS),
        [
            "R012 high certain @4",
            "R012 high certain @4",
            "R015 high likely @4",
            "R015 high likely @4"
        ]
    );
    // Insiders who only read, and the phone itself, are none.
    let fine = of(
        &[
            "Ada Poe added you and Yan Lee",
            "Ada Poe: the price is four",
        ],
        desk,
    );
    assert_eq!(told(&fine, &OF_MEMBERS), Vec::<String>::new());
    // In a thread that is not for insiders alone the rule alone and the roster speak.
    let other = of(
        &["Ada Poe added Zed Roe", "Ada Poe: so"],
        "WhatsApp Chat with Other.zip",
    );
    assert_eq!(told(&other, &["R015"]), ["R015 high likely @2"]);
}

/// Once it is said whose the phone is, its owner is judged like everybody else.
#[test]
fn the_owner_of_the_phone_is_judged_once_known() {
    let lines = group(&[
        "Ada Poe added you",
        "Ada Poe: hello",
        "Bob Fay: hello",
        "You added Kim Roe",
        "You're now an admin",
        "Kim Roe: hi",
    ]);
    let of = |owner: &str| {
        let mut asked = asked();
        asked.roster = roster_from_csv(&format!("{ROSTER}k,Kim Roe,internal,yes\n"))
            .unwrap()
            .0;
        let case = case_of(vec![android("WhatsApp Chat with Desk.zip", &lines)]);
        let (id, source, thread) = case.threads().next().unwrap();
        let at = lines
            .find(&format!(" - {owner}: "))
            .map(|at| lines[..at].matches('\n').count());
        if let Some(record) = at {
            let target = case.place(id, RecordId(record as u32)).unwrap();
            assert_eq!((&target.source, target.entry), (&source.id, thread.entry));
            let owner = DecisionKind::Owner { target };
            asked
                .log
                .append(Decision::new("Ann", Instant::from_unix_ms(1), owner));
        }
        let result = ask(&case, &asked);
        (told(&result, &["R007", "R009"]), why(&result, "R007"))
    };
    assert_eq!(of("nobody"), (vec![], vec![]));
    let (found, why) = of("Bob Fay");
    assert_eq!(found, ["R007 medium likely @5", "R009 high certain @6"]);
    assert!(why[0].contains("by \"Bob Fay\", who is not one of the firm"));
    assert_eq!(of("Ada Poe").0, Vec::<String>::new());
}

#[test]
fn a_name_with_a_comma_is_one_name() {
    let one = desk(&group(&[
        "Ada Poe added Bob Fay and Orr, Cy",
        "Bob Fay: hello",
        "Orr, Cy: hello",
        "Orr, Cy left",
    ]));
    assert_eq!(told(&one, &WHO), Vec::<String>::new());
    assert_eq!(readers(&one, 4), ["Ada Poe", "Bob Fay"]);
    let spanish = "15/01/2024, 10:00 - Ada Poe creó el grupo \"Desk\"\n15/01/2024, 10:01 - Ada Poe añadió a Bob Fay y Zed Roe\n\
15/01/2024, 10:02 - Bob Fay: hola\n15/01/2024, 10:03 - Zed Roe: hola\n";
    assert_eq!(told(&desk(spanish), &WHO), Vec::<String>::new());
    // Who is not among them is still told.
    let absent = spanish.replace("Bob Fay y Zed Roe", "Bob Fay y Kim Roe");
    assert_eq!(
        told(&desk(&absent), &WHO),
        ["C019 medium likely @4", "R008 info certain @2"]
    );
}
