//! Somebody tries to get back what is withheld. A package of the sample with every kind of redaction
//! in it passes the leak check; then it is taken apart with other people's programs.

use std::collections::BTreeMap;
use std::process::Command;
use std::rc::Rc;

use threadseal::engine::burn::burnt_in;
use threadseal::engine::case::Case;
use threadseal::engine::clean::{Scan, Stretch};
use threadseal::engine::decision::{Coarse, DecisionKind, Keep, PixelBox, Spot, TextSpots};
use threadseal::engine::digest::sha256_hex;
use threadseal::engine::package::BuildOptions;
use threadseal::engine::place::EntryId;
use threadseal::engine::session::protocol::MediaChoice;
use threadseal::sample::{SAMPLE_NAME, SAMPLE_ZIP};

use crate::clean::tools::Bench;
use crate::package::{options, try_build, unpacked};
use crate::support::packages::{
    Decisions, attachment, case_of, leaks, message, record_with, span, told, value, verified,
};

const VOICE: &str = "00000017-AUDIO-2024-02-15-07-40-05.opus";
const PHOTO: &str = "00000009-PHOTO-2024-02-14-09-11-27.jpg";
const STICKER: &str = "00000024-STICKER-2024-02-15-15-16-40.webp";
const CARD: &str = "00000020-Elena Varga.vcf";
const STRETCH: Stretch = Stretch {
    from_ms: 1_000,
    until_ms: 2_000,
};
const BOX: PixelBox = PixelBox {
    x: 40,
    y: 40,
    width: 60,
    height: 50,
};
/// What is withheld, as a person would look for it.
const WORDS: [&str; 12] = [
    "Elena",
    "Varga",
    "4812",
    "NL91",
    "0417 1643",
    "461",
    "Okafor",
    "She is up",
    "07:40:05.opus",
    "worse than",
    "09:12:02",
    "07-40-05",
];

fn entry(case: &Case, name: &str) -> EntryId {
    let mut entries = case.sources[0].archive.entries().iter();
    entries.find(|entry| entry.name == name).unwrap().id
}

fn region(case: &Case, name: &str) -> DecisionKind {
    DecisionKind::Region {
        source: case.sources[0].id.clone(),
        entry: entry(case, name),
        boxes: vec![BOX],
        codes: vec!["TPD".to_owned()],
        note: None,
    }
}

/// One redaction of every kind there is.
fn decisions(case: &Case) -> Decisions {
    let (thread, record, _) = record_with(case, "Hello, Piet");
    let caller = case.place(thread, record).unwrap();
    let (thread, record, _) = record_with(case, "Morning. The yard");
    let tomas = case.place(thread, record).unwrap();
    let pseudonym = |target| DecisionKind::Participant {
        target,
        also: Vec::new(),
        codes: vec!["TPD".to_owned()],
        note: None,
    };
    let DecisionKind::Span {
        target,
        span: place,
        ..
    } = span(case, "NL91 ABNA 0417 1643 00")
    else {
        panic!("a span");
    };
    let pattern = DecisionKind::Pattern {
        rule: "iban".to_owned(),
        least: 85,
        texts: vec![TextSpots {
            source: target.source.clone(),
            entry: target.entry,
            spots: vec![Spot {
                byte_start: target.byte_start,
                byte_len: target.byte_len,
                span: place,
            }],
        }],
        codes: vec!["FIN".to_owned()],
        note: None,
    };
    let sound = DecisionKind::SoundRange {
        source: case.sources[0].id.clone(),
        entry: entry(case, VOICE),
        from_ms: STRETCH.from_ms,
        until_ms: STRETCH.until_ms,
        codes: vec!["TPD".to_owned()],
        note: None,
    };
    let DecisionKind::Message { target: gone, .. } = message(case, "That is worse") else {
        panic!("a message");
    };
    let gone = DecisionKind::MessageGone {
        target: gone,
        codes: vec!["IRR".to_owned()],
        note: None,
    };
    let clock = DecisionKind::TimeCoarse {
        source: case.sources[0].id.clone(),
        entry: target.entry,
        to: Coarse::Day,
        codes: vec!["TPD".to_owned()],
        note: None,
    };
    let mut all = Decisions::default();
    for kind in [
        gone,
        clock,
        span(case, "4812"),
        message(case, "She is up"),
        attachment(case, CARD),
        // The names stand in these, too; the leak check asks for it.
        attachment(case, "00000011-Quote Kestrel refit.pdf"),
        attachment(case, "00000034-notes.txt"),
        value("Elena Varga"),
        value("Elena"),
        pattern,
        pseudonym(caller),
        pseudonym(tomas),
        sound,
        region(case, PHOTO),
        region(case, STICKER),
    ] {
        all.add(kind);
    }
    all
}

/// The end of an account number and the hosts of two links stay; what stood before and behind is gone.
#[test]
fn nothing_comes_back_of_the_part_that_went() {
    let case = case_of(&[(SAMPLE_NAME, SAMPLE_ZIP)]);
    let mut decisions = Decisions::default();
    for (find, keep) in [
        ("NL91 ABNA 0417 1643 00", Keep::Last(2)),
        ("https://example.org/kestrel", Keep::Host),
        ("https://maps.google.com/?q=51.949310,4.145372", Keep::Host),
    ] {
        decisions.add(DecisionKind::Value {
            find: find.to_owned(),
            keep,
            except: Vec::new(),
            codes: vec!["FIN".to_owned()],
            note: None,
        });
    }
    let package = package(&case, &decisions, MediaChoice::Cleaned);
    assert_eq!(told(&verified(&package)), "");
    let report = leaks(&package, &case, &decisions.log);
    assert_eq!(report.leaks, []);
    let files = unpacked(&package);
    let messages = String::from_utf8_lossy(&files["data/threads/t001/messages.jsonl"]).into_owned();
    for shown in [
        r#"{"r":["FIN"]},{"t":"00"#,
        r#"https://example.org"},{"r":["FIN"]}"#,
        r#"https://maps.google.com"},{"r":["FIN"]}"#,
    ] {
        assert!(messages.contains(shown), "{shown} in {messages}");
    }
    for (path, bytes) in &files {
        let text = String::from_utf8_lossy(bytes).to_lowercase();
        for word in [
            "nl91",
            "0417",
            "1643",
            "org/kestrel",
            "?q=51",
            "51.949310",
            "4.145372",
        ] {
            assert!(!text.contains(word), "{word} in {path}");
        }
    }
}

fn package(case: &Rc<Case>, decisions: &Decisions, media: MediaChoice) -> Vec<u8> {
    let options = BuildOptions {
        burnt: burnt_in(case, &decisions.log),
        reviewers: threadseal::engine::session::protocol::Reviewers::Role,
        ..options(media)
    };
    try_build(case, &decisions.log, options).unwrap()
}

fn original(case: &Case, name: &str) -> Vec<u8> {
    let archive = &case.sources[0].archive;
    archive.read(entry(case, name), u64::MAX).unwrap()
}

/// What a program prints about every file of a folder.
fn printed(program: &str, words: &[&str], folder: &std::path::Path) -> String {
    let ran = Command::new(program).args(words).arg(folder).output();
    let ran = ran.unwrap_or_else(|error| panic!("{program}: {error}"));
    String::from_utf8_lossy(&ran.stdout).into_owned()
}

#[test]
fn nothing_comes_back_out_of_a_package_with_every_kind_of_redaction() {
    let case = case_of(&[(SAMPLE_NAME, SAMPLE_ZIP)]);
    let decisions = decisions(&case);
    for media in [MediaChoice::AsTheyAre, MediaChoice::Cleaned] {
        let package = package(&case, &decisions, media);
        assert_eq!(told(&verified(&package)), "");
        let report = leaks(&package, &case, &decisions.log);
        assert_eq!(report.leaks, []);
        let files = unpacked(&package);
        let bench = Bench::new();
        let mut names: BTreeMap<String, String> = BTreeMap::new();
        for (path, bytes) in &files {
            let name = path.replace('/', "_");
            bench.write(&name, bytes);
            names.insert(path.clone(), name);
        }
        // grep, over the zip and every file in it, whatever the case.
        for (path, bytes) in files.iter().chain([(&"the zip".to_owned(), &package)]) {
            let text = String::from_utf8_lossy(bytes).to_lowercase();
            for word in WORDS {
                let shipped = ["format.md", "verify.py", "the zip"].contains(&path.as_str());
                let by_chance = word.len() < 4 || word.parse::<u32>().is_ok();
                if !(by_chance
                    && (shipped
                        || path.contains("manifest")
                        || path.contains("media")
                        || path.ends_with(".csv")))
                {
                    assert!(!text.contains(&word.to_lowercase()), "{word} in {path}");
                }
            }
        }
        // The digests of the originals, of words and of numbers, in hex.
        let everything = String::from_utf8_lossy(&package);
        for name in [VOICE, PHOTO, STICKER, CARD] {
            assert!(
                !everything.contains(&sha256_hex(&original(&case, name))),
                "{name}"
            );
        }
        for word in ["4812", "Elena Varga", "+44 7700 900461", "447700900461"] {
            assert!(!everything.contains(&sha256_hex(word.as_bytes())), "{word}");
        }
        // exiftool, over everything at once.
        let tags = printed(
            "exiftool",
            &["-a", "-u", "-ee", "-G1", "-r"],
            &bench.path(""),
        );
        for word in WORDS {
            assert!(!tags.contains(word) || word.len() < 4, "{word}: {tags}");
        }
        pictures_are_black(&bench, &names, &files);
        the_voice_is_silent(&bench, &names, &files, &original(&case, VOICE));
    }
}

/// Which files of the package go out without a part, by the type they are.
fn without_part<'a>(files: &'a BTreeMap<String, Vec<u8>>, ending: &str) -> Vec<&'a str> {
    let table = String::from_utf8_lossy(&files["data/threads/t001/attachments.csv"]).into_owned();
    let redacted = |path: &str| {
        let row = format!(",redacted,{path},");
        table.contains(&row) && path.ends_with(ending)
    };
    files
        .keys()
        .map(String::as_str)
        .filter(|path| redacted(path))
        .collect()
}

fn pictures_are_black(
    bench: &Bench,
    names: &BTreeMap<String, String>,
    files: &BTreeMap<String, Vec<u8>>,
) {
    let pictures = [without_part(files, ".jpg"), without_part(files, ".png")].concat();
    assert_eq!(pictures.len(), 2, "{pictures:?}");
    for path in pictures {
        bench.pillow(
            "import sys; from PIL import Image; image = Image.open(sys.argv[1]).convert('RGB')\n\
             inside = set(image.crop((40, 40, 100, 90)).getdata())\n\
             assert inside == {(0, 0, 0)}, list(inside)[:5]\n\
             assert len(set(image.getdata())) > 9",
            &[&names[path]],
        );
    }
}

fn the_voice_is_silent(
    bench: &Bench,
    names: &BTreeMap<String, String>,
    files: &BTreeMap<String, Vec<u8>>,
    original: &[u8],
) {
    let voices = without_part(files, ".opus");
    let [voice] = voices[..] else {
        panic!("{voices:?}");
    };
    assert!(bench.ffprobe(&names[voice]).contains("codec_name=opus"));
    bench.ffmpeg(&format!(
        "-i {} -ss 1.0 -t 1.0 -f s16le -ac 1 -ar 48000 inside.raw",
        names[voice]
    ));
    let samples = bench.read("inside.raw");
    let pairs = samples.chunks_exact(2);
    let loudest = pairs
        .map(|two| i16::from_le_bytes([two[0], two[1]]).unsigned_abs())
        .max();
    assert!(loudest <= Some(1), "{loudest:?}");
    // No packet of the stretch stands anywhere: what the original had there is gone byte for byte.
    let mut scan = Scan::muting(&[STRETCH]);
    scan.push(original).unwrap();
    scan.finish().unwrap();
    let (_, middle) = original.split_at(original.len() / 2 - 20);
    let piece = &middle[..40];
    for (path, bytes) in files {
        let found = memchr::memmem::find(bytes, piece);
        assert!(found.is_none(), "{path} holds sound of the stretch");
    }
}
