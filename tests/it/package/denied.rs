//! Forgeries under a proof, and in what stands beside it: both verifiers refuse them, or say what they
//! leave open.

use threadseal::engine::decision::{Coarse, DecisionKind, DecisionLog};
use threadseal::engine::package::Bodies;
use threadseal::engine::session::protocol::MediaChoice;
use threadseal::engine::thread::{DateOrder, OrderState};

use super::readings::{proven, refused};
use super::script::told_of;
use super::{Made, build_proven, one, owned, place};
use crate::support::forge::Forged;
use crate::support::packages::{leaks, told, verified};

const MESSAGES: &str = "data/threads/t001/messages.jsonl";
const OPENINGS: &str = "data/proof/0001/openings.jsonl";

fn chosen(chat: &str, order: DateOrder) -> Vec<u8> {
    let case = one("WhatsApp Chat with Bo.zip", chat, &[]);
    let mut made = Made::default();
    made.add(DecisionKind::DateOrder {
        target: place(&case, (0, 0)),
        order,
        instead_of: DateOrder::Dmy,
        state: OrderState::Assumed,
        evidence: "nothing shows it".to_owned(),
    });
    build_proven(&case, &made.log, MediaChoice::AsTheyAre, Bodies::Closed)
}

/// Moves the date of a record that stands on a day of its own, in data and page.
fn moved(package: &[u8], from: &str, to: &str) -> Vec<u8> {
    let mut forged = Forged::of(package);
    forged.replace(
        MESSAGES,
        &format!("\"at\":\"{from}"),
        &format!("\"at\":\"{to}"),
    );
    forged.package()
}

#[test]
fn a_date_in_another_order_than_was_chosen_is_refused() {
    let chat = "[01/02/2024, 9:15:02 AM] Ana: one\n[03/04/2024, 9:15:02 PM] Bo: two\n\
                [05/06/2024, 9:15:02 AM] Ana: three\n";
    let package = chosen(chat, DateOrder::Dmy);
    let why = "or in another than was chosen";
    for (from, to) in [("2024-02-01", "2024-01-02"), ("2024-04-03", "2024-03-04")] {
        let forged = verified(&moved(&package, from, to));
        assert!(told(&forged).contains(why), "{from}: {}", told(&forged));
    }
    // As it was chosen, it is fine; that it was chosen for messages that are not there, is not.
    assert_eq!(told(&verified(&chosen(chat, DateOrder::Mdy))), "");
    let mut forged = Forged::of(&package);
    forged.custody(|line| line.replace("\"n_records\":3", "\"n_records\":4"));
    let report = verified(&forged.package());
    assert!(
        told(&report).contains("of messages that are not there"),
        "{}",
        told(&report)
    );
}

fn with_file(chat: &str, files: &[(&str, &[u8])]) -> Vec<u8> {
    let case = one("WhatsApp Chat with Bo.zip", chat, files);
    let none = DecisionLog::default();
    build_proven(&case, &none, MediaChoice::AsTheyAre, Bodies::Closed)
}

/// A file is taken out, and the message is made to say that there was none.
#[test]
fn that_the_export_did_not_hold_a_file_is_not_taken_for_proven() {
    let chat = "[13/02/2024, 09:15:02] Ana: \u{200e}<attached: 00000001-PHOTO.jpg>\n\
                [13/02/2024, 09:15:03] Bo: \u{200e}<attached: 00000002-PHOTO.jpg>\n";
    let first = chat.split_inclusive('\n').next().unwrap();
    let picture: &[u8] = b"\xff\xd8\xff one";
    let package = with_file(chat, &[("00000001-PHOTO.jpg", picture)]);
    let open = "That the export did not hold the file, in 1 records of thread 1";
    let is_said = |package: &[u8]| {
        let report = verified(package);
        assert_eq!(told(&report), "");
        let (code, said) = told_of(package, &[]);
        assert_eq!(code, 0, "{said}");
        let ours = report.not_checked.iter().any(|line| line.starts_with(open));
        assert_eq!(said.contains("(1, 1)"), ours, "{said}");
        ours
    };
    // The second file was never there, and the name of every file there was is shown.
    assert!(!is_said(&package));
    let included = "{\"state\":\"included\",\"file\":\"data/media/000001.jpg\",\"name\":\"00000001-PHOTO.jpg\"}";
    for (attachment, kind, words) in [
        (
            "{\"state\":\"absent\",\"name\":\"00000001-PHOTO.jpg\"}",
            "attachment",
            "not in the export",
        ),
        ("null", "text", ""),
    ] {
        let mut forged = Forged::of(&with_file(first, &[("00000001-PHOTO.jpg", picture)]));
        forged.files.remove("data/media/000001.jpg");
        forged.replace(MESSAGES, included, attachment);
        forged.replace(
            MESSAGES,
            "\"kind\":\"attachment\"",
            &format!("\"kind\":\"{kind}\""),
        );
        forget(&mut forged, words);
        assert!(is_said(&forged.package()), "{attachment}");
    }
}

/// What the rest of the package says of the file that was taken out.
fn forget(forged: &mut Forged, words: &str) {
    let thread = "data/threads/t001";
    let (text, page) = match words {
        "" => (String::new(), String::new()),
        words => (
            format!("  (attachment: {words})\n"),
            format!("<p class=\"a\">attachment: {words}</p>"),
        ),
    };
    let (from_text, from_page) = (
        "  (attachment: data/media/000001.jpg)\n",
        "<p class=\"a\">attachment: data/media/000001.jpg</p>",
    );
    forged.replace(&format!("{thread}/transcript.txt"), from_text, &text);
    forged.replace(&format!("{thread}/transcript.html"), from_page, &page);
    let table = format!("{thread}/attachments.csv");
    let head = forged.text(&table).split("\r\n").next().unwrap().to_owned();
    let row = if words.is_empty() {
        ""
    } else {
        "1,1,absent,,00000001-PHOTO.jpg,,,,\r\n"
    };
    forged.put(&table, &format!("{head}\r\n{row}"));
    let mut openings = forged.lines(OPENINGS);
    openings[0] = "{\"i\":0,\"state\":\"withheld\"}".to_owned();
    openings[2] = "{\"i\":2,\"state\":\"withheld\"}".to_owned();
    forged.put_lines(OPENINGS, &openings);
    let drafts: Vec<String> = forged
        .files
        .keys()
        .filter(|path| path.contains("certificates"))
        .cloned()
        .collect();
    for path in drafts {
        let text = forged
            .text(&path)
            .replace("Files in data/media: 1", "Files in data/media: 0");
        forged.put(&path, &text);
    }
}

#[test]
fn the_readme_says_what_of_a_message_is_proven() {
    let chat = "[13/02/2024, 09:15:02] Ana: the PIN is 4711, ok\n[13/02/2024, 09:15:03] Bo: two\n";
    let case = one("WhatsApp Chat with Bo.zip", chat, &[]);
    let target = place(&case, (0, 0));
    let mut words = Made::default();
    words.span(&case, (0, 0), "4711", &["SEC"]);
    let mut times = Made::default();
    times
        .span(&case, (0, 0), "4711", &["SEC"])
        .add(DecisionKind::TimeCoarse {
            source: target.source.clone(),
            entry: target.entry,
            to: Coarse::Hour,
            codes: owned(&["TPD"]),
            note: None,
        });
    let mut sender = Made::default();
    sender.add(DecisionKind::Participant {
        target,
        also: Vec::new(),
        codes: owned(&["TPD"]),
        note: None,
    });
    let said = [
        "the time and the sender are proven,\nand nothing else",
        "Every shown word is proven.",
        "are proven, each only where no mark stands in it",
        "Every shown word of a message's text is proven.",
    ];
    for (made, in_heads) in [(&words, 0), (&times, 2), (&sender, 2)] {
        for (bodies, opens) in [(Bodies::Closed, 0), (Bodies::Parts, 1)] {
            let package = build_proven(&case, &made.log, MediaChoice::AsTheyAre, bodies);
            let readme = Forged::of(&package).text("README.txt");
            let found: Vec<usize> = (0..4).filter(|n| readme.contains(said[*n])).collect();
            assert_eq!(found, [in_heads + opens], "{readme}");
        }
    }
    // Its own words are no leak of the same words.
    for word in [
        "each only where",
        "Its time and its sender",
        "the number of tokens",
    ] {
        times.value(word, &["TPD"]);
    }
    for bodies in [Bodies::Closed, Bodies::Parts] {
        let package = build_proven(&case, &times.log, MediaChoice::AsTheyAre, bodies);
        let report = leaks(&package, &case, &times.log);
        assert!(report.leaks.is_empty(), "{:?}", report.leaks);
    }
    // The sentence of another package.
    let part = |made: &Made, bodies| {
        let package = build_proven(&case, &made.log, MediaChoice::AsTheyAre, bodies);
        let readme = Forged::of(&package).text("README.txt");
        let from = readme.find("or moved.\n\n").unwrap();
        let to = readme.find("\n\nThe proof shows").unwrap();
        (package, readme[from..to].to_owned())
    };
    let (_, every) = part(&words, Bodies::Parts);
    for (made, bodies) in [
        (&words, Bodies::Closed),
        (&times, Bodies::Closed),
        (&times, Bodies::Parts),
    ] {
        let (package, own) = part(made, bodies);
        let mut forged = Forged::of(&package);
        forged.replace("README.txt", &own, &every);
        let report = verified(&forged.package());
        assert!(told(&report).contains("README.txt"), "{own}");
    }
}

#[test]
fn custody_lines_that_cannot_be_are_refused_by_both() {
    let chat = "[13/02/2024, 09:15:02] Ana: one\n";
    let package = proven(chat);
    let line = |action: &str, object: &str, detail: &str| {
        format!(
            "{{\"action\":\"{action}\",\"actor\":\"A. Examiner\",\"detail\":{detail},\"object\":\"{object}\",\
             \"prev\":\"\",\"seq\":0,\"time\":\"2024-02-29T12:00:00Z\"}}"
        )
    };
    let open = line("open", "source 1", "{}");
    let witness = line(
        "witness",
        "network",
        "{\"build\":\"\",\"n_blocked\":1,\"n_tried\":1,\"open\":[]}",
    );
    let more = |lines: &[&String]| {
        let mut forged = Forged::of(&package);
        let path = "data/logs/custody.jsonl";
        let all: Vec<String> = lines
            .iter()
            .map(|line| (*line).clone())
            .chain(forged.lines(path))
            .collect();
        forged.put_lines(path, &all);
        forged.custody(|line| line.to_owned());
        forged.package()
    };
    for fine in [&[&open][..], &[&open, &witness]] {
        let package = more(fine);
        assert_eq!(told(&verified(&package)), "");
        assert_eq!(told_of(&package, &[]).0, 0);
    }
    for object in ["source 7", "source +1", "source 01", "source 0", "thread 1"] {
        refused(&more(&[&line("open", object, "{}")]), "custody.jsonl");
    }
    refused(&more(&[&open, &open]), "custody.jsonl");
    refused(&more(&[&witness, &witness]), "says twice what is said once");
    refused(&more(&[&line("seal", "source 1", "{}")]), "custody.jsonl");
    let redact = "{\"codes\":{\"TPD\":1},\"n_redactions\":1}";
    refused(
        &more(&[&line("redact", "redactions", redact)]),
        "redaction log",
    );
    let mut forged = Forged::of(&package);
    forged.custody(|line| {
        line.replace(
            "\"actor\":\"threadseal 0.1.0\"",
            "\"actor\":\"Sir A. Judge\"",
        )
    });
    refused(&forged.package(), "by another program");
}

/// What our verifier refused before, and the script of the package took.
#[test]
fn the_script_refuses_what_is_not_of_the_form() {
    let chat =
        "[13/02/2024, 09:15:02] Ana: one\n[13/02/2024, 09:15:03] Bo: \u{200e}<attached: a.jpg>\n";
    let package = with_file(chat, &[("a.jpg", b"\xff\xd8\xff one")]);
    let seal = "data/proof/0001/seal.json";
    let table = "data/threads/t001/attachments.csv";
    for (path, from, to) in [
        (
            MESSAGES,
            "\"at\":\"2024-02-13T09:15:02\"",
            "\"at\":\"2024-02-13T09:15\"",
        ),
        (
            MESSAGES,
            "\"body\":\"one\"",
            "\"body\":[{\"t\":\"o\"},{\"t\":\"ne\"}]",
        ),
        (
            MESSAGES,
            "\"body\":\"one\"",
            "\"body\":[{\"t\":\"one\",\"x\":1}]",
        ),
        (
            MESSAGES,
            "\"sender\":\"Ana\"",
            "\"sender\":[{\"t\":\"Ana\"}]",
        ),
        (MESSAGES, "\"flags\":[]", "\"flags\":{}"),
        (MESSAGES, "\"flags\":[]", "\"flags\":\"\""),
        (table, "\r\n", "\n"),
        (table, "image/jpeg", "a picture"),
        ("data/logs/redaction-log.csv", "\r\n", "\n"),
        (seal, "\"records\":4", "\"records\":4e0"),
        (seal, "\"messages\":2", "\"messages\":2e0"),
        (seal, "\"tool\":\"threadseal 0.1.0\"", "\"tool\":1"),
        (OPENINGS, "\"i\":0", "\"i\":-0"),
    ] {
        let mut forged = Forged::of(&package);
        forged.replace(path, from, to);
        refused(&forged.package(), path);
    }
    let mut forged = Forged::of(&package);
    forged.put("signatures/con.sig", "no signature");
    refused(&forged.package(), "con.sig");
    // A file stays behind, and the digest of the zip is shown.
    let mut forged = Forged::of(&package);
    let mut openings = forged.lines(OPENINGS);
    openings[1] = "{\"i\":1,\"state\":\"withheld\"}".to_owned();
    forged.put_lines(OPENINGS, &openings);
    refused(
        &forged.package(),
        "record 0 is opened although something is withheld",
    );
}
