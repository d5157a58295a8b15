//! Who is named as sender.

use super::*;

fn senders(text: &str) -> Vec<String> {
    let thread = read_text(text).value;
    thread
        .records
        .iter()
        .map(|record| match record.participant {
            Some(id) => thread.participants[id.0 as usize].name.clone(),
            None => "-".to_owned(),
        })
        .collect()
}

/// One record a line, all stamped alike.
fn lines(bodies: &[&str]) -> String {
    bodies
        .iter()
        .map(|body| format!("31/12/2023, 21:05 - {body}\n"))
        .collect()
}

fn check_senders(bodies: &[&str], expected: &[&str]) {
    assert_eq!(senders(&lines(bodies)), expected, "{bodies:?}");
}

#[test]
fn names_may_hold_anything() {
    let long = "Dr Maximiliana Alexandrina von Hohenstein-Sigmaringen of the Upper Valley (plumbing, heating)";
    for name in [
        "Ada Poe",
        "Ada - Work",
        "~\u{202f}Cy",
        "[Boss]",
        "🦊",
        "12345",
        "أحمد",
        "O'Brien",
        "Ada’s phone",
        "You",
        "https",
        "+1 (555) 010\u{2011}0123",
        long,
    ] {
        check_senders(&[&format!("{name}: hi")], &[name]);
        check_senders(
            &["Bo: x", "Bo: y", &format!("{name}: hi")],
            &["Bo", "Bo", name],
        );
    }
}

#[test]
fn marks_around_names_are_not_part_of_them() {
    let text = lines(&[
        "\u{200e}Ada: one",
        "Ada: two",
        "\u{202a}+44\u{a0}7700\u{a0}900123\u{202c}: three",
        "Ada:\u{200e}image",
    ]);
    let thread = read_text(&text).value;
    let names: Vec<&str> = thread
        .participants
        .iter()
        .map(|p| p.name.as_str())
        .collect();
    assert_eq!(names, ["Ada", "+44\u{a0}7700\u{a0}900123"]);
    assert_eq!(thread.participants[0].n_messages, 3);
    let (stamp, sender, body) = thread.parts(RecordId(0));
    assert_eq!(stamp, b"31/12/2023, 21:05 - ");
    assert_eq!(sender, "\u{200e}Ada: ".as_bytes());
    assert_eq!(body, b"one\n");
    let (_, sender, body) = thread.parts(RecordId(3));
    assert_eq!(
        (sender, body),
        (b"Ada:".as_slice(), "\u{200e}image\n".as_bytes())
    );
}

#[test]
fn names_with_colons_show_themselves_by_recurring() {
    check_senders(
        &[
            "ACME: Support: hello",
            "Bo: hi",
            "ACME: Support: how can we help: now",
            "ACME: Support left",
        ],
        &["ACME: Support", "Bo", "ACME: Support", "-"],
    );
    let parsed = read_text(&lines(&["ACME: Support: hello", "ACME: Support: bye"]));
    assert!(codes(&parsed.findings).contains(&"P016"));
    assert_eq!(parsed.value.participants[0].first_record, RecordId(0));
    check_senders(
        &[
            "ACME: Support: hello",
            "ACME: Sales: hi",
            "ACME: Support: yes",
            "ACME: Sales: no",
            "ACME: Sales left",
            "Bo: hi",
        ],
        &[
            "ACME: Support",
            "ACME: Sales",
            "ACME: Support",
            "ACME: Sales",
            "-",
            "Bo",
        ],
    );
    check_senders(
        &[
            "ACME: EU: Desk: a",
            "ACME: EU: Desk: b",
            "ACME: EU: Desk: c",
        ],
        &["ACME: EU: Desk", "ACME: EU: Desk", "ACME: EU: Desk"],
    );
    // One of the second parts does not recur: it may be a habit of speech.
    check_senders(
        &["ACME: Support: a", "ACME: Support: b", "ACME: Sales: c"],
        &["ACME", "ACME", "ACME"],
    );
    check_senders(
        &[
            "Ada: link: a",
            "Ada: note: b",
            "Ada: link: c",
            "Ada: note: d",
        ],
        &["Ada", "Ada", "Ada", "Ada"],
    );
    // Habits of speech are not names.
    check_senders(
        &["Ada: Note: a", "Ada: Note: b", "Ada: c"],
        &["Ada", "Ada", "Ada"],
    );
    check_senders(
        &["Ada: Note: a", "Ada: Note: b", "Ada left"],
        &["Ada", "Ada", "-"],
    );
    check_senders(&["Ada: Note: a", "Bo: Note: b"], &["Ada", "Bo"]);
    check_senders(
        &[
            "Ada: location: https://maps.google.com/?q=1,2",
            "Ada: location: https://maps.google.com/?q=1,3",
        ],
        &["Ada", "Ada"],
    );
}

#[test]
fn lines_about_the_thread_are_nobody() {
    check_senders(
        &[
            "Ada: hi",
            "Bo: ho",
            "Ada: hi",
            "Bo: ho",
            "Ada changed the subject to “Plans: Friday”",
            "Zoe changed the subject from \"a: b\" to \"c\"",
            "Ada ändrade något: nytt",
            "Ada changed the group description: see above",
            "Zoe ændrede gruppens beskrivelse i dag: ny",
        ],
        &["Ada", "Bo", "Ada", "Bo", "-", "-", "-", "-", "-"],
    );
    let parsed = read_text(&lines(&["Ada: x", "Ada: x", "Zoe made a “Plan: A”"]));
    assert!(codes(&parsed.findings).contains(&"P017"));
    // A nickname in quotation marks recurs.
    check_senders(
        &["Bob “Bobby” Fay: hi", "Bob “Bobby” Fay: ho"],
        &["Bob “Bobby” Fay", "Bob “Bobby” Fay"],
    );
}

#[test]
fn a_colon_without_a_space_needs_a_known_name() {
    check_senders(&["Bob: hi", "Bob:Hi", "Zed:Hi"], &["Bob", "Bob", "-"]);
    check_senders(&["Bob: hi", "Bob:Hi there: yes"], &["Bob", "Bob"]);
}

#[test]
fn empty_bodies_keep_their_sender() {
    let thread = read_text("31/12/2023, 21:05 - Ada:\r\n31/12/2023, 21:05 - Ada: \r\n").value;
    assert_eq!(thread.participants[0].n_messages, 2);
    assert_eq!(thread.records[0].kind.word(), "null");
    assert_eq!(thread.parts(RecordId(0)).2, b"\r\n");
    assert_eq!(thread.parts(RecordId(1)).1, b"Ada: ");
}

#[test]
fn formal_senders_do_not_count() {
    let text = "[31/12/2023, 21:05:07] Hikers: ‎Messages and calls are end-to-end encrypted. No one\r\n\
                [31/12/2023, 21:05:07] Ada Poe: ‎Ada Poe created group “Hikers”\r\n\
                [31/12/2023, 21:05:08] Hikers: ‎Ada Poe added you\r\n\
                [31/12/2023, 21:06:00] ~\u{202f}Cy: ‎Ada Poe added ~\u{202f}Cy\r\n\
                [31/12/2023, 21:08:00] ‎You: ‎You pinned a message\r\n\
                [31/12/2023, 21:09:00] ‎You removed Bob Fay\r\n\
                [31/12/2023, 21:09:01] Ada Poe: hi\nall\r\n";
    let parsed = read_text(text);
    let thread = &parsed.value;
    let counts: Vec<(&str, u32)> = thread
        .participants
        .iter()
        .map(|p| (p.name.as_str(), p.n_messages))
        .collect();
    assert_eq!(
        counts,
        [
            ("Hikers", 0),
            ("Ada Poe", 1),
            ("~\u{202f}Cy", 0),
            ("You", 0)
        ]
    );
    assert!(
        thread.records[..6]
            .iter()
            .all(|r| r.kind.word() == "system")
    );
    assert!(thread.records[3].flags.has(Flags::SENDER_IS_FORMAL));
    assert_eq!(thread.title, "Hikers");
}

#[test]
fn titles_fall_back() {
    let title = |bodies: &[&str]| read_text(&lines(bodies)).value.title;
    assert_eq!(title(&["A: x", "B: y"]), "A, B");
    assert_eq!(
        title(&["A: x", "B: y", "C: x", "D: y", "E: z"]),
        "A, B, C and 2 more"
    );
    assert_eq!(
        title(&["A: x", "A changed the subject from “Old” to “New day”"]),
        "New day"
    );
    assert_eq!(title(&["You created group \"Hikers\"", "A: x"]), "Hikers");
}

#[test]
fn somebody_who_writes_once_keeps_their_name() {
    for (known, once) in [
        ("Ada", "Ada work"),
        ("Ada", "Ada von der Berg"),
        ("محمد", "محمد علي"),
        ("דוד", "דוד כהן"),
        ("राम", "राम सिंह"),
        ("Joe 6\" sub", "Ida"),
        ("“Ken", "Ida"),
        ("ZoÃ« Noel", "ZoÃ«"),
    ] {
        let lines = [
            format!("{known}: a"),
            format!("{known}: b"),
            format!("{once}: hello"),
        ];
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        check_senders(&lines, &[known, known, once]);
    }
    // In brackets a line without a mark is said by whoever it names, however it reads.
    let text = "[13/03/2024, 09:05:01] Ada: a\r\n[13/03/2024, 09:05:02] Ada: b\r\n\
                [13/03/2024, 09:05:03] all of us who live here: hello\r\n";
    let thread = read_text(text).value;
    assert_eq!(thread.participants.len(), 2);
}
