//! A chat that was cut under its own root, a file hung on another message, and what no opening
//! proves: found, or said, by the program and by the script that every package holds.

use data_encoding::HEXLOWER;
use threadseal::engine::exhibit::{ExhibitChoice, exhibit_of};
use threadseal::engine::package::Bodies;
use threadseal::engine::seal::tree;
use threadseal::engine::session::protocol::MediaChoice;
use threadseal::engine::verify::Verdict;

use super::script::told_of;
use super::{Made, build_proven, one, seals};
use crate::support::forge::Forged;
use crate::support::packages::{told, verified, verified_with};

const CHAT: &str = "WhatsApp Chat with Bob.zip";
const LEAVES: &str = "data/proof/0001/leaves.txt";
const OPENINGS: &str = "data/proof/0001/openings.jsonl";
const SEAL: &str = "data/proof/0001/seal.json";

/// Eight messages: with the container nine leaves, so that the last one stands beside a full tree.
fn lines() -> Vec<String> {
    let said = |n: u32| format!("01/02/2024, 09:0{n} - Ada: message number {n}\n");
    let last = "13/02/2024, 10:00 - Bob: I agree to everything\n".to_owned();
    (1..8).map(said).chain([last]).collect()
}

/// The package and the number of its seal.
fn package(lines: &[String]) -> (Forged, String) {
    let case = one(CHAT, &lines.concat(), &[]);
    let package = build_proven(
        &case,
        &Made::default().log,
        MediaChoice::AsTheyAre,
        Bodies::Closed,
    );
    (Forged::of(&package), seals(&case)[0].number())
}

/// `shown`, a package of some of the messages, put under the root of the whole.
fn under(
    (mut shown, own): (Forged, String),
    real: &Forged,
    (records, messages): (usize, usize),
    proof: (&[String], &[String]),
) -> Vec<u8> {
    let seal = real.text(SEAL);
    let seal = seal.replace("\"records\":9", &format!("\"records\":{records}"));
    let seal = seal.replace("\"messages\":8", &format!("\"messages\":{messages}"));
    let root = seal.split("\"root\":\"").nth(1).unwrap()[..64].to_owned();
    let number = format!("{root}:{records}:{messages}");
    shown.put(SEAL, &seal);
    shown.put_lines(LEAVES, proof.0);
    shown.put_lines(OPENINGS, proof.1);
    for path in shown.files.keys().cloned().collect::<Vec<String>>() {
        let bytes = &shown.files[&path];
        if memchr::memmem::find(bytes, own.as_bytes()).is_some() {
            shown.replace(&path, &own, &number);
        }
    }
    shown.package()
}

/// Everything behind the third message is closed as if it were files.
fn without_the_end(real: &Forged) -> Vec<u8> {
    let openings = real.lines(OPENINGS).into_iter().enumerate();
    let openings: Vec<String> = openings
        .map(|(i, line)| match i {
            1..=3 => line,
            _closed => format!("{{\"i\":{i},\"state\":\"withheld\"}}"),
        })
        .collect();
    let shown = package(&lines()[..3]);
    under(shown, real, (9, 3), (&real.lines(LEAVES), &openings))
}

/// The node over everything before the last message is passed off as the container.
fn without_the_start(real: &Forged) -> Vec<u8> {
    let leaves = real.lines(LEAVES);
    let hashes: Vec<[u8; 32]> = leaves[..8]
        .iter()
        .map(|leaf| {
            HEXLOWER
                .decode(leaf.as_bytes())
                .unwrap()
                .try_into()
                .unwrap()
        })
        .collect();
    let node = HEXLOWER.encode(&tree::root(&hashes));
    let last = real.lines(OPENINGS)[8].replace("{\"i\":8,", "{\"i\":1,");
    let closed = "{\"i\":0,\"state\":\"withheld\"}".to_owned();
    let shown = package(&lines()[7..]);
    under(
        shown,
        real,
        (2, 1),
        (&[node, leaves[8].clone()], &[closed, last]),
    )
}

#[test]
fn a_cut_chat_is_noticed_under_the_seal_number() {
    let (real, number) = package(&lines());
    let root = &number[..64];
    let whole = real.clone().package();
    assert_eq!(told(&verified_with(&whole, &number)), "");
    assert_eq!(told_of(&whole, &[&number]).0, 0);
    for cut in [without_the_end(&real), without_the_start(&real)] {
        let report = verified_with(&cut, &number);
        assert!(told(&report).starts_with("V21 "), "{}", told(&report));
        let (code, said) = told_of(&cut, &[&number]);
        assert_eq!(code, 1, "{said}");
        assert!(said.contains("no seal has the number"), "{said}");
        // Under the root alone nothing is wrong with it, so nobody says that all is well.
        let open = "with a root that was given without the number of records; a cut chat would not \
                    be noticed";
        let report = verified_with(&cut, root);
        assert_eq!(report.result, Verdict::Valid, "{}", told(&report));
        assert!(report.headline.ends_with(open), "{}", report.headline);
        let named = |text: &String| text.starts_with("Over how many records the seal is");
        assert!(report.not_checked.iter().any(named));
        let (code, said) = told_of(&cut, &[root]);
        assert!(code == 0 && said.contains(open), "{said}");
    }
}

/// The last of eight messages, passed off as the only one.
#[test]
fn an_exhibit_keeps_its_place_under_the_seal_number() {
    let (real, number) = package(&lines());
    let choice = ExhibitChoice {
        thread: 1,
        record: 8,
        neighbours: 0,
    };
    let text = exhibit_of(&real.package(), choice).unwrap().text;
    let exhibit = |text: &str, seal: &str| verified_with(text.as_bytes(), seal);
    assert_eq!(told(&exhibit(&text, &number)), "");
    let moved = text
        .replace("\"i\":8", "\"i\":1")
        .replace("\"record\":8", "\"record\":1")
        .replace(
            "\"records\":9,\"messages\":8",
            "\"records\":2,\"messages\":1",
        );
    let said = told(&exhibit(&moved, &number));
    assert!(said.starts_with("E04 "), "{said}");
    let report = exhibit(&moved, &number[..64]);
    assert_eq!(
        report.headline,
        "Valid: the exhibit comes to a root that was given without the number of records; a cut \
         chat would not be noticed"
    );
    let named = |text: &String| text.starts_with("Over how many records the seal is");
    assert!(report.not_checked.iter().any(named));
}

/// A photo of Ada's, hung on what Bob says: in the three copies, in the table and in the kinds.
fn moved(package: &[u8]) -> Vec<u8> {
    let mut forged = Forged::of(package);
    let thread = "data/threads/t001";
    let file = "{\"state\":\"included\",\"file\":\"data/media/000001.jpg\",\"name\":\"IMG-20231231-WA0001.jpg\"}";
    let messages = format!("{thread}/messages.jsonl");
    let mut records = forged.lines(&messages);
    let on = |at: &mut String, kind: [&str; 2], name: [&str; 2]| {
        let name = name.map(|name| format!("\"attachment\":{name}}}"));
        assert!(at.contains(kind[0]) && at.contains(&name[0]), "{at}");
        *at = at.replace(kind[0], kind[1]).replace(&name[0], &name[1]);
    };
    let (text, attachment) = ("\"kind\":\"text\"", "\"kind\":\"attachment\"");
    on(&mut records[0], [attachment, text], [file, "null"]);
    on(&mut records[1], [text, attachment], ["null", file]);
    forged.put_lines(&messages, &records);
    let line = "  (attachment: data/media/000001.jpg)\n";
    let path = format!("{thread}/transcript.txt");
    forged.replace(&path, line, "");
    forged.replace(&path, "thanks\n", &format!("thanks\n{line}"));
    let line = "<p class=\"a\">attachment: data/media/000001.jpg</p>";
    let path = format!("{thread}/transcript.html");
    forged.replace(&path, line, "");
    forged.replace(&path, "thanks</div>", &format!("thanks</div>{line}"));
    forged.replace(&format!("{thread}/attachments.csv"), "\n1,1,", "\n1,2,");
    forged.package()
}

#[test]
fn a_file_cannot_be_hung_on_another_message() {
    let chat = "31/12/2023, 09:04 - Ada: IMG-20231231-WA0001.jpg (file attached)\n\
                31/12/2023, 09:05 - Bob: thanks\n";
    let files: [(&str, &[u8]); 1] = [("IMG-20231231-WA0001.jpg", b"\xff\xd8\xff one")];
    let case = one(CHAT, chat, &files);
    let number = seals(&case)[0].number();
    let log = Made::default().log;
    let package = build_proven(&case, &log, MediaChoice::AsTheyAre, Bodies::Closed);
    assert_eq!(told(&verified_with(&package, &number)), "");
    let forged = moved(&package);
    let said = told(&verified_with(&forged, &number));
    let words = "record 2: names a file that its words do not name";
    assert!(said.contains(words), "{said}");
    let (code, said) = told_of(&forged, &[&number]);
    assert_eq!(code, 1, "{said}");
    assert!(
        said.contains("names a file that its words do not name"),
        "{said}"
    );
}

#[test]
fn copies_and_files_that_nothing_proves_are_said() {
    let chat = "31/12/2023, 09:04 - Ada: Zoe.vcf (file attached)\n\
                31/12/2023, 09:05 - Ada: IMG-20231231-WA0001.jpg (file attached)\nlook, a heron\n";
    let files: [(&str, &[u8]); 2] = [
        (
            "Zoe.vcf",
            b"BEGIN:VCARD\r\nVERSION:3.0\r\nN:Quux;Zoe\r\nFN:Zoe Quux\r\nTEL:+44 20 7946 0958\r\nEND:VCARD\r\n",
        ),
        ("IMG-20231231-WA0001.jpg", b"\xff\xd8\xff one"),
    ];
    let case = one(CHAT, chat, &files);
    let mut made = Made::default();
    made.span(&case, (0, 1), "heron", &["SEC"]);
    let said = |media| {
        let package = build_proven(&case, &made.log, media, Bodies::Closed);
        let report = verified(&package);
        assert_eq!(told(&report), "");
        (report.not_checked.join("\n"), told_of(&package, &[]).1)
    };
    let (program, script) = said(MediaChoice::Cleaned);
    let copies = "That copies made by the program show what the export's files show, 1 in all: \
                  data/media/000001.vcf";
    assert!(program.contains(copies), "{program}");
    assert!(
        script.contains("copies made by the program: that they show"),
        "{script}"
    );
    let (program, script) = said(MediaChoice::AsTheyAre);
    assert!(!program.contains("copies made"), "{program}");
    assert!(!script.contains("copies made"), "{script}");
    let unnamed = "That the file is the one which the message names, in 1 records of thread 1 whose \
                   words or whose file's name the proof keeps closed: 2";
    assert!(program.contains(unnamed), "{program}");
    assert!(
        script.contains("not proven to be the one that it names, 1: (1, 2)"),
        "{script}"
    );
}

/// What the program says of a package of plain messages in which times or kinds were changed.
fn changed(changes: &[(&str, &str)], days: &[(&str, &str)]) -> (String, (i32, String)) {
    let chat: String = [1, 2, 13, 14]
        .map(|day| format!("{day:02}/02/2024, 09:15 - Ada: day {day}\n"))
        .concat();
    let case = one(CHAT, &chat, &[]);
    let log = Made::default().log;
    let package = build_proven(&case, &log, MediaChoice::AsTheyAre, Bodies::Closed);
    let mut forged = Forged::of(&package);
    for (from, to) in changes {
        forged.replace("data/threads/t001/messages.jsonl", from, to);
    }
    for (from, to) in days {
        forged.replace("data/threads/t001/transcript.html", from, to);
    }
    let package = forged.package();
    (told(&verified(&package)), told_of(&package, &[]))
}

#[test]
fn times_and_kinds_are_not_free_under_a_proof() {
    assert_eq!(changed(&[], &[]).0, "");
    // The other half of the day, where the stamp says nothing of halves.
    let (said, (code, script)) = changed(&[("2024-02-02T09:15", "2024-02-02T21:15")], &[]);
    assert!(said.contains("V12 "), "{said}");
    assert_eq!(code, 1, "{script}");
    // A message that would be WhatsApp's own words.
    let kind = [(
        "\"kind\":\"text\",\"flags\":[],\"body\":\"day 2\"",
        "\"kind\":\"deleted\",\"flags\":[],\"body\":\"day 2\"",
    )];
    let (said, _) = changed(&kind, &[]);
    assert!(
        said.contains("has a kind that its words are not of"),
        "{said}"
    );
    // One date in another order than those that are written alike.
    let month_first = [("2024-02-01T09:15", "2024-01-02T09:15")];
    let heading = [
        ("2024-02-01, Thursday", "2024-01-02, Tuesday"),
        ("2024\\00002d02\\00002d01 to", "2024\\00002d01\\00002d02 to"),
    ];
    let (said, _) = changed(&month_first, &heading);
    assert_eq!(
        said,
        "V20 data/threads/t001/messages.jsonl: records 1 and 3: stamps that are written alike are \
         read in two orders of day and month, or in another than was chosen\n"
    );
}
