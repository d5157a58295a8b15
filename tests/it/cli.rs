//! The command line program as its callers see it: exit codes, what it prints, what it leaves.

use std::ffi::OsString;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde_json::Value;
use sha2::{Digest, Sha256};
use tempfile::TempDir;
use threadseal::cli::{self, Output};
use threadseal::engine::decision::{
    Decision, DecisionKind, DecisionLog, Keep, SpanPlace, TextSpots,
};
use threadseal::engine::place::{ByteSpan, EntryId, MessagePlace, SourceId};
use threadseal::engine::time::Instant;

use crate::support::{Ran, threadseal, zips};

const TEXT: &str = "[31/12/2023, 21:05:07] Ada Poe: the code is walrus-4711\r\n\
    [31/12/2023, 21:06:10] Ben Ray: \u{200e}<attached: 00000002-PHOTO-2023-12-31-21-06-10.jpg>\r\n\
    [31/12/2023, 21:07:00] Ada Poe: see you\nat eight\r\n";
const PHOTO: &str = "00000002-PHOTO-2023-12-31-21-06-10.jpg";
const CREATED: &str = "2024-03-01T10:00:00Z";

/// A folder with an export in it.
struct Desk {
    folder: TempDir,
}

impl Desk {
    fn new() -> Desk {
        let desk = Desk {
            folder: tempfile::tempdir().unwrap(),
        };
        desk.write("export.zip", &export(b"not really a picture"));
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        fs::write(self.path(name), bytes).unwrap();
    }

    /// Runs a line; words that begin with `@` are files of the folder.
    fn run(&self, line: &str) -> Ran {
        threadseal(
            line.split_whitespace()
                .map(|word| match word.strip_prefix('@') {
                    Some(name) => self.path(name).into_os_string(),
                    None => OsString::from(word),
                }),
        )
    }

    /// A build that succeeds and tells of nothing but open suggestions.
    fn quiet(&self, line: &str) -> Ran {
        let ran = self.run(line);
        let told: Vec<&str> = ran.err.lines().collect();
        let told: Vec<&&str> = told
            .iter()
            .filter(|line| !line.starts_with("suggestions: "))
            .collect();
        assert_eq!((ran.code, told), (0, Vec::new()), "{line}");
        ran
    }

    /// Everything in the folder, sorted.
    fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(self.folder.path())
            .unwrap()
            .map(|one| one.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    fn source(&self) -> SourceId {
        SourceId(sha256(&fs::read(self.path("export.zip")).unwrap()))
    }

    fn log(&self, kinds: Vec<DecisionKind>) {
        let mut log = DecisionLog::default();
        for kind in kinds {
            let at = Instant::from_rfc3339("2024-02-01T10:00:00Z").unwrap();
            log.append(Decision::new("Cy Doe", at, kind));
        }
        self.write("log.json", log.to_file().as_bytes());
    }

    /// Withholds the first message.
    fn first_message(&self, source: SourceId) -> DecisionKind {
        DecisionKind::Message {
            target: MessagePlace {
                source,
                entry: EntryId(0),
                byte_start: 0,
                byte_len: TEXT.find('\n').unwrap() as u64 + 1,
            },
            codes: vec!["SEC".to_owned()],
            note: None,
        }
    }
}

fn export(photo: &[u8]) -> Vec<u8> {
    zips::stored(&[("_chat.txt", TEXT.as_bytes()), (PHOTO, photo)])
}

fn sha256(bytes: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(&Sha256::digest(bytes))
}

fn json(ran: &Ran) -> Value {
    serde_json::from_str(&ran.out).unwrap()
}

fn keys(value: &Value) -> Vec<&str> {
    value
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect()
}

#[test]
fn help_version_and_slips() {
    let desk = Desk::new();
    let help = desk.run("--help");
    assert_eq!(help.code, 0);
    for word in [
        "inspect",
        "build",
        "verify",
        "leakcheck",
        "--attachments",
        "exit 0",
    ] {
        assert!(help.out.contains(word), "{word}");
    }
    assert!(desk.run("--version").out.starts_with("threadseal "));
    let slip = desk.run("inspect");
    assert_eq!((slip.code, slip.out.as_str()), (2, ""));
    assert_eq!(
        slip.err,
        "error: inspect needs the name of a file\n  help: See: threadseal --help\n"
    );
}

#[test]
fn inspect_prints_the_keys_it_promises() {
    let desk = Desk::new();
    let ran = desk.run("inspect @export.zip");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let value = json(&ran);
    assert_eq!(keys(&value), ["findings", "sources", "threads"]);
    let source = &value["sources"][0];
    assert_eq!(keys(source), ["name", "sha256", "size_bytes"]);
    assert_eq!(source["sha256"], desk.source().0);
    let thread = &value["threads"][0];
    assert_eq!(
        keys(thread),
        [
            "attachments",
            "date_order",
            "first",
            "last",
            "n_messages",
            "participants",
            "platform",
            "title",
            "unexplained_bytes"
        ]
    );
    assert_eq!(thread["attachments"]["named"], 1);
    assert_eq!(thread["attachments"]["present"], 1);
    assert_eq!(thread["first"], "2023-12-31T21:05:07");
    assert_eq!(thread["unexplained_bytes"], 0);
    assert_eq!(keys(&thread["date_order"]), ["order", "state"]);
    assert_eq!(keys(&thread["participants"][0]), ["n_messages", "name"]);
}

#[test]
fn messages_partition_the_text_and_keep_it() {
    let desk = Desk::new();
    desk.write(
        "WhatsApp Chat with Ada.txt",
        b"before\n31/12/2023, 21:05 - Ada: a \xFF b \n\n31/12/2023, 21:06 - Ben: c",
    );
    let ran = desk.run("inspect --messages @export.zip");
    let records: Vec<Value> = ran
        .out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let mut next = 0;
    for (index, record) in records.iter().enumerate() {
        assert_eq!(record["i"], index as u64 + 1);
        assert_eq!(record["byte_start"], next);
        next += record["byte_len"].as_u64().unwrap();
    }
    assert_eq!(next, TEXT.len() as u64);
    assert_eq!(records[2]["body"], "see you\nat eight");
    assert_eq!(records[1]["attachment"]["name"], PHOTO);
    assert_eq!(records[0]["attachment"], Value::Null);
    assert_eq!(
        keys(&records[0]),
        [
            "at",
            "attachment",
            "body",
            "byte_len",
            "byte_start",
            "edited",
            "flags",
            "i",
            "kind",
            "raw_stamp",
            "sender",
            "thread"
        ]
    );
    let folder = desk.path("loose");
    fs::create_dir(&folder).unwrap();
    fs::rename(
        desk.path("WhatsApp Chat with Ada.txt"),
        folder.join("WhatsApp Chat with Ada.txt"),
    )
    .unwrap();
    let ran = desk.run("inspect --messages @loose");
    let records: Vec<Value> = ran
        .out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(records.len(), 3);
    assert_eq!(records[0]["kind"], "preamble");
    assert_eq!(
        (&records[0]["at"], &records[0]["sender"]),
        (&Value::Null, &Value::Null)
    );
    assert_eq!(records[1]["body"], "a \u{fffd} b \n");
    assert_eq!(records[1]["at"], "2023-12-31T21:05");
}

#[test]
fn what_cannot_be_opened_does_not_spoil_the_rest() {
    let desk = Desk::new();
    desk.write("broken.zip", b"PK\x03\x04 and no more");
    fs::copy(desk.path("export.zip"), desk.path("again.zip")).unwrap();
    let ran = desk.run("inspect @broken.zip @export.zip @missing.zip @again.zip");
    assert_eq!(ran.code, 1);
    assert_eq!(json(&ran)["sources"].as_array().unwrap().len(), 1);
    assert_eq!(ran.err.matches("error: ").count(), 3, "{}", ran.err);
    assert_eq!(ran.err.matches("  help: ").count(), 3);
    assert!(
        ran.err
            .contains("\"again.zip\" and \"export.zip\" are the same export")
    );
    let ran = desk.run("inspect @broken.zip");
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
}

#[test]
fn a_package_is_built_checked_and_the_same_twice() {
    let desk = Desk::new();
    desk.log(vec![desk.first_message(desk.source())]);
    let line = format!("build @export.zip --decisions @log.json --created {CREATED} --out @o.zip");
    let ran = desk.run(&line);
    assert_eq!(ran.code, 0);
    assert!(ran.err.contains("so no attachment goes out"), "{}", ran.err);
    for (choice, out) in [
        ("withheld", "o.zip"),
        ("withheld", "p.zip"),
        ("as-they-are", "q.zip"),
    ] {
        let line = line.replace("@o.zip", &format!("@{out} --attachments {choice}"));
        let ran = desk.quiet(&line);
        let sha256 = sha256(&fs::read(desk.path(out)).unwrap());
        assert_eq!(ran.out, format!("{sha256}  {}\n", desk.path(out).display()));
    }
    assert_eq!(
        desk.names(),
        ["export.zip", "log.json", "o.zip", "p.zip", "q.zip"]
    );
    let read = |name: &str| fs::read(desk.path(name)).unwrap();
    assert!(read("o.zip") == read("p.zip") && read("o.zip") != read("q.zip"));

    // The same bytes again are fine; other bytes are not written over what stands there.
    let again = desk.run(&format!("{line} --attachments withheld"));
    assert_eq!(again.code, 0, "{}", again.err);
    let other = desk.run(&format!("{line} --attachments as-they-are"));
    assert_eq!(other.code, 2);
    assert!(other.err.contains("exists already"), "{}", other.err);
    assert!(read("o.zip") == read("p.zip"));
    fs::write(desk.path("empty.zip"), b"").unwrap();
    let filled = line.replace("@o.zip", "@empty.zip --attachments withheld");
    assert_eq!(desk.run(&filled).code, 0);
    assert!(read("empty.zip") == read("p.zip"));

    for package in ["o.zip", "q.zip"] {
        let verified = desk.run(&format!("verify @{package} --json"));
        assert_eq!(verified.code, 0, "{}", verified.out);
        let value = json(&verified);
        assert_eq!(keys(&value), ["checks", "not_checked", "result"]);
        assert_eq!(value["result"], "valid");
        assert_eq!(keys(&value["checks"][0]), ["id", "place", "state", "text"]);
        let text = desk.run(&format!("verify @{package}"));
        assert!(text.out.starts_with("Valid"), "{}", text.out);
        let clean = desk.run(&format!(
            "leakcheck @{package} --decisions @log.json @export.zip"
        ));
        assert_eq!(clean.code, 0, "{}{}", clean.out, clean.err);
        assert!(clean.out.contains("clean: 0 leaks"));
    }
}

#[test]
fn nothing_withheld_needs_no_choice() {
    let desk = Desk::new();
    desk.log(Vec::new());
    desk.quiet(&format!(
        "build @export.zip --decisions @log.json --created {CREATED} --out @o.zip"
    ));
    assert_eq!(desk.run("verify @o.zip").code, 0);
}

#[test]
fn a_provisional_place_is_confirmed() {
    let desk = Desk::new();
    let bytes = fs::read(desk.path("export.zip")).unwrap();
    let provisional = format!("provisional:{}:{}", bytes.len(), &sha256(&bytes)[..16]);
    desk.log(vec![desk.first_message(SourceId(provisional))]);
    desk.quiet(&format!(
        "build @export.zip --decisions @log.json --created {CREATED} --out @o.zip \
         --attachments withheld"
    ));
    let package = fs::read(desk.path("o.zip")).unwrap();
    assert!(memchr::memmem::find(&package, b"walrus-4711").is_none());
    assert!(memchr::memmem::find(&package, b"at eight").is_some());
}

#[test]
fn a_leak_blocks_the_package_and_leaves_nothing() {
    let desk = Desk::new();
    desk.write(
        "export.zip",
        &export(b"a picture with walrus-4711 in its metadata"),
    );
    desk.log(vec![DecisionKind::Value {
        find: "walrus-4711".to_owned(),
        keep: Keep::Nothing,
        except: Vec::new(),
        codes: vec!["SEC".to_owned()],
        note: None,
    }]);
    let line = format!("build @export.zip --decisions @log.json --created {CREATED} --out @o.zip");
    let ran = desk.run(&format!("{line} --attachments as-they-are"));
    assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{}", ran.err);
    assert!(ran.err.starts_with("leak: "), "{}", ran.err);
    assert!(ran.err.contains("the package is blocked and was not saved"));
    assert!(!ran.err.contains("walrus"), "{}", ran.err);
    assert_eq!(desk.names(), ["export.zip", "log.json"]);
    desk.quiet(&format!("{line} --attachments withheld"));
}

#[test]
fn leakcheck_finds_what_another_log_withholds() {
    let desk = Desk::new();
    desk.log(Vec::new());
    let built = desk.run(&format!(
        "build @export.zip --decisions @log.json --created {CREATED} --out @o.zip"
    ));
    assert_eq!(built.code, 0);
    desk.log(vec![DecisionKind::Value {
        find: "walrus-4711".to_owned(),
        keep: Keep::Nothing,
        except: Vec::new(),
        codes: vec!["SEC".to_owned()],
        note: None,
    }]);
    let ran = desk.run("leakcheck @o.zip --decisions @log.json @export.zip");
    let found = ran.out.lines().count() > 1;
    assert!(found && !ran.out.contains("walrus"), "{}", ran.out);
    let ran = desk.run("leakcheck @o.zip --decisions @log.json @missing.zip");
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
}

#[test]
fn decisions_about_another_source_are_refused() {
    let desk = Desk::new();
    desk.log(vec![desk.first_message(SourceId("ab".repeat(32)))]);
    let ran = desk.run(&format!(
        "build @export.zip --decisions @log.json --created {CREATED} --out @o.zip \
         --attachments withheld"
    ));
    assert_eq!(ran.code, 2);
    assert!(
        ran.err
            .contains("1 decisions belong to sources that were not given: abab")
    );
    assert_eq!(desk.names(), ["export.zip", "log.json"]);
    desk.write("log.json", b"{\"format\":\"threadseal-decisions-1\"}");
    for (log, created) in [
        ("@log.json", CREATED),
        ("@export.zip", CREATED),
        ("@log.json", "now"),
    ] {
        let ran = desk.run(&format!(
            "build @export.zip --decisions {log} --created {created} --out @o.zip"
        ));
        assert_eq!((ran.code, ran.out.as_str()), (2, ""));
        assert_eq!(ran.err.matches("error: ").count(), 1, "{}", ran.err);
    }
    assert_eq!(desk.names(), ["export.zip", "log.json"]);
}

#[test]
fn verify_tells_a_changed_package_from_something_else() {
    let desk = Desk::new();
    desk.log(Vec::new());
    let built = desk.run(&format!(
        "build @export.zip --decisions @log.json --created {CREATED} --out @o.zip"
    ));
    assert_eq!(built.code, 0);
    let mut bytes = fs::read(desk.path("o.zip")).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    desk.write("changed.zip", &bytes);
    let changed = desk.run("verify @changed.zip");
    assert_eq!(changed.code, 1);
    assert!(changed.out.starts_with("Not valid"), "{}", changed.out);
    assert!(changed.out.contains("FAILED  V"));
    desk.write("other.bin", b"something else");
    assert_eq!(desk.run("verify @other.bin --json").code, 2);
    let missing = desk.run("verify @missing.zip");
    assert_eq!((missing.code, missing.out.as_str()), (2, ""));
}

/// Takes some bytes, then is gone.
struct Gone {
    left: usize,
}

impl Write for Gone {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.left == 0 {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        let n = bytes.len().min(self.left);
        self.left -= n;
        Ok(n)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn run_into_a_closed_pipe(args: &[&Path]) -> (u8, Vec<u8>) {
    let mut err = Vec::new();
    let code = cli::run(
        args.iter().map(|arg| arg.as_os_str().to_owned()),
        &mut Output {
            out: &mut Gone { left: 10 },
            err: &mut err,
        },
    );
    (code, err)
}

#[test]
fn a_reader_that_stops_reading_ends_it_in_silence() {
    let desk = Desk::new();
    let export = desk.path("export.zip");
    for more in [&[][..], &[Path::new("--messages")]] {
        let mut args = vec![Path::new("inspect"), &export];
        args.extend(more);
        assert_eq!(run_into_a_closed_pipe(&args), (2, Vec::new()));
    }
}

#[test]
fn the_program_itself_runs() {
    let desk = Desk::new();
    let ran = std::process::Command::new(env!("CARGO_BIN_EXE_threadseal"))
        .arg("inspect")
        .arg(desk.path("export.zip"))
        .output()
        .unwrap();
    assert!(ran.status.success());
    assert_eq!(
        String::from_utf8(ran.stdout).unwrap(),
        desk.run("inspect @export.zip").out
    );
}

#[test]
fn a_sealed_export_gives_a_package_with_a_proof() {
    let desk = Desk::new();
    desk.log(vec![desk.first_message(desk.source())]);
    let secret = "07".repeat(32);
    let build = format!(
        "build @export.zip --decisions @log.json --created {CREATED} --secret {secret} --attachments as-they-are"
    );
    let ran = desk.run(&format!("{build} --sealed-out @sealed.zip --out @out.zip"));
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("holds the secret"), "{}", ran.err);
    assert_eq!(ran.out.lines().count(), 2);
    for name in ["sealed.zip", "out.zip"] {
        assert!(
            ran.out
                .contains(&sha256(&fs::read(desk.path(name)).unwrap()))
        );
    }
    // The root is in the report, and the one that was told is compared.
    let report = desk.run("verify @out.zip");
    let (_, root) = report.out.split_once("come to its number: ").unwrap();
    let root = root.lines().next().unwrap().to_owned();
    let told = desk.run(&format!("verify @out.zip --root {root}"));
    assert_eq!(told.code, 0);
    assert!(
        told.out
            .starts_with("Valid: consistent with itself and with the seal number")
    );
    let other = desk.run(&format!("verify @out.zip --root {}", "0".repeat(64)));
    assert_eq!(other.code, 1);
    assert_eq!(
        desk.run("leakcheck @out.zip --decisions @log.json @export.zip")
            .code,
        0
    );
    // A later package under the same secret lifts a redaction and has the same root.
    desk.log(Vec::new());
    let again = format!("{build} --out @second.zip").replace("10:00:00Z", "11:00:00Z");
    let ran = desk.run(&again);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("kept nowhere"), "{}", ran.err);
    assert_eq!(
        desk.run(&format!("verify @second.zip --root {root}")).code,
        0
    );
}

#[test]
fn a_sealed_package_holds_the_export_and_can_be_checked() {
    let desk = Desk::new();
    desk.write("_chat.txt", TEXT.as_bytes());
    desk.write(PHOTO, b"not really a picture");
    desk.log(Vec::new());
    let line = format!(
        "build @export.zip --decisions @log.json --created {CREATED} --secret {} --sealed-out @sealed.zip --out @out.zip",
        "07".repeat(32)
    );
    assert_eq!(desk.run(&line).code, 0);
    let sealed = fs::read(desk.path("sealed.zip")).unwrap();
    let bag = crate::support::forge::Forged::of(&sealed);
    assert_eq!(bag.zip(), sealed, "the same kind of zip");
    assert_eq!(
        bag.clone().package(),
        sealed,
        "its manifests and sizes are right"
    );
    assert_eq!(
        bag.files["data/original/0001.zip"],
        fs::read(desk.path("export.zip")).unwrap()
    );
    assert!(
        bag.text("data/seal/0001/secret.json")
            .contains(&"07".repeat(32))
    );
    let records = bag.text("data/seal/0001/records.tsv");
    assert!(records.contains("1\tm\t0\t23\t9\t25\n"), "{records}");
    // Loose files are kept one by one.
    let loose = line.replace("@export.zip", &format!("@_chat.txt @{PHOTO}"));
    let loose = loose
        .replace("@sealed.zip", "@loose.zip")
        .replace("@out.zip", "@two.zip");
    let ran = desk.run(&loose);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let bag = crate::support::forge::Forged::of(&fs::read(desk.path("loose.zip")).unwrap());
    assert_eq!(bag.files["data/original/0001/0002.bin"], TEXT.as_bytes());
    assert!(bag.text("data/original/sources.json").contains("_chat.txt"));
}

#[test]
fn a_sealed_package_is_opened_again_and_keeps_its_root() {
    let desk = Desk::new();
    desk.log(vec![desk.first_message(desk.source())]);
    let build = format!("--decisions @log.json --created {CREATED} --attachments as-they-are");
    let secret = "07".repeat(32);
    let first = format!(
        "build @export.zip {build} --secret {secret} --sealed-out @sealed.zip --out @one.zip"
    );
    assert_eq!(desk.run(&first).code, 0);
    let root = |name: &str| {
        let report = desk.run(&format!("verify @{name}")).out;
        let (_, root) = report.split_once("come to its number: ").unwrap();
        root.lines().next().unwrap().to_owned()
    };
    // The export and its secret are in there: nothing else is needed.
    fs::remove_file(desk.path("export.zip")).unwrap();
    let again = desk.run(&format!("build @sealed.zip {build} --out @two.zip"));
    assert_eq!(again.code, 0, "{}", again.err);
    assert_eq!(
        fs::read(desk.path("one.zip")).unwrap(),
        fs::read(desk.path("two.zip")).unwrap()
    );
    // Later, with nothing withheld any more, and sealed anew with its decisions.
    desk.log(Vec::new());
    let later = format!("build @sealed.zip {build} --sealed-out @again.zip --out @three.zip");
    let later = desk.run(&later.replace("10:00:00Z", "12:00:00Z"));
    assert_eq!(later.code, 0, "{}", later.err);
    assert_eq!(root("three.zip"), root("one.zip"));
    assert_eq!(
        json(&desk.run("inspect @again.zip"))["sources"][0]["name"],
        "export.zip"
    );
    // A second secret would make a second root.
    let twice = desk.run(&format!(
        "build @sealed.zip {build} --secret {secret} --out @four.zip"
    ));
    assert_eq!(twice.code, 2);
    assert!(twice.err.contains("are open already"), "{}", twice.err);
    // Without a seal there is nothing to keep.
    desk.write("export.zip", &export(b"not really a picture"));
    let bare = desk.run(&format!(
        "build @export.zip {build} --sealed-out @x.zip --out @y.zip"
    ));
    assert_eq!(bare.code, 2);
    assert!(bare.err.contains("need --secret"), "{}", bare.err);
}

#[test]
fn a_sealed_package_that_was_changed_is_refused() {
    let desk = Desk::new();
    desk.log(Vec::new());
    let build = format!("--decisions @log.json --created {CREATED}");
    let secret = "07".repeat(32);
    let line =
        format!("build @export.zip {build} --secret {secret} --sealed-out @s.zip --out @o.zip");
    assert_eq!(desk.run(&line).code, 0);
    let sealed = crate::support::forge::Forged::of(&fs::read(desk.path("s.zip")).unwrap());
    let mut other = sealed.clone();
    let export = other.files.get_mut("data/original/0001.zip").unwrap();
    let at = export.windows(6).position(|six| six == b"really").unwrap();
    export[at] = b'R';
    let mut moved = sealed.clone();
    moved.replace(
        "data/seal/0001/secret.json",
        &"07".repeat(32),
        &"08".repeat(32),
    );
    let mut gone = sealed.clone();
    gone.files.remove("data/seal/0001/secret.json");
    for (forged, what) in [
        (other, "is not the file that was sealed"),
        (moved, "comes to another root"),
        (gone, "is missing or not of its form"),
    ] {
        desk.write("forged.zip", &forged.package());
        let ran = desk.run(&format!("build @forged.zip {build} --out @p.zip"));
        assert_eq!(ran.code, 2, "{what}");
        assert!(ran.err.contains(what), "{what}: {}", ran.err);
    }
}

/// What the README of a package says of suggestions.
fn readme(package: &Path) -> String {
    let files = crate::package::unpacked(&fs::read(package).unwrap());
    String::from_utf8(files["README.txt"].clone()).unwrap()
}

#[test]
fn what_nobody_decided_is_counted_and_the_readme_says_so() {
    const ALL: &str = "had been looked for by program, and each was\ndecided by a person.";
    const SOME: &str = "had not been looked for by program, or not each\nwas decided by a person.";
    let desk = Desk::new();
    let chat = "31/12/2023, 21:05 - Ada Poe: my number is +44 7700 900123\n\
                31/12/2023, 21:06 - Ada Poe: write to ada@example.org\n";
    desk.write("talk.zip", &zips::stored(&[("talk.txt", chat.as_bytes())]));
    let source = SourceId(sha256(&fs::read(desk.path("talk.zip")).unwrap()));
    let suggested = desk.run("suggest @talk.zip");
    let lines: Vec<Value> = suggested
        .out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let is = |line: &Value, detector: &str| line["detector"] == detector;
    assert!(
        lines.iter().any(|line| is(line, "phone")),
        "{}",
        suggested.out
    );
    let build = |out: &str| {
        let ran = desk.run(&format!(
            "build @talk.zip --decisions @log.json --created {CREATED} --out @{out} \
             --attachments withheld --looked"
        ));
        assert_eq!(ran.code, 0, "{}", ran.err);
        let told = ran
            .err
            .lines()
            .filter(|line| line.starts_with("suggestions: "));
        told.map(|line| format!("{line}\n")).collect::<String>()
    };
    let n = lines.len();
    desk.log(Vec::new());
    let told = format!("suggestions: {n} of {n} are not decided\n");
    assert_eq!(build("open.zip"), told);
    assert!(readme(&desk.path("open.zip")).contains(SOME));

    // All but the number is withheld.
    let first = chat.find('\n').unwrap() as u64 + 1;
    let others = lines.iter().filter(|line| !is(line, "phone"));
    let mut kinds: Vec<DecisionKind> = others
        .map(|line| DecisionKind::Value {
            find: line["text"].as_str().unwrap().to_owned(),
            keep: Keep::Nothing,
            except: Vec::new(),
            codes: vec!["TPD".to_owned()],
            note: None,
        })
        .collect();
    desk.log(kinds.clone());
    let n_phone = lines.iter().filter(|line| is(line, "phone")).count();
    let told = format!("suggestions: {n_phone} of {n} are not decided\n");
    assert_eq!(build("one.zip"), told);
    assert!(readme(&desk.path("one.zip")).contains(SOME));

    // And the number is said not to be.
    let spots = lines.iter().filter(|line| is(line, "phone")).map(|line| {
        assert_eq!((&line["place"], &line["i"]), (&"body".into(), &1.into()));
        SpanPlace {
            target: MessagePlace {
                source: source.clone(),
                entry: EntryId(0),
                byte_start: 0,
                byte_len: first,
            },
            span: ByteSpan {
                start: line["start"].as_u64().unwrap() as u32,
                len: line["len"].as_u64().unwrap() as u32,
            },
        }
    });
    kinds.push(DecisionKind::Reject {
        rule: "phone".to_owned(),
        texts: TextSpots::grouped(spots),
        names: Vec::new(),
    });
    desk.log(kinds);
    assert_eq!(build("all.zip"), "");
    assert!(readme(&desk.path("all.zip")).contains(ALL));
    assert_eq!(desk.run("verify @all.zip").code, 0);
}

#[test]
fn who_is_who_is_kept_apart_and_read_again() {
    let desk = Desk::new();
    let source = desk.source();
    let participant = |source: &SourceId| DecisionKind::Participant {
        target: MessagePlace {
            source: source.clone(),
            entry: EntryId(0),
            byte_start: 0,
            byte_len: TEXT.find('\n').unwrap() as u64 + 1,
        },
        also: vec!["Addie".to_owned()],
        codes: vec!["TPD".to_owned()],
        note: None,
    };
    desk.log(vec![participant(&source)]);
    desk.write("phrase", b"four words or more\r\n");
    let draw = "0a".repeat(32);
    let line = |out: &str, key: &str, more: &str| {
        format!(
            "build @export.zip --decisions @log.json --created {CREATED} --out @{out} \
             --attachments withheld --pseudonyms-out @{key} --passphrase-file @phrase {more}"
        )
    };
    let ran = desk.run(&line("o.zip", "o.tskey", &format!("--draw {draw}")));
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("loses the way back"), "{}", ran.err);
    let read = |name: &str| fs::read(desk.path(name)).unwrap();
    let digests = ["o.zip", "o.tskey"].map(|name| {
        let path = desk.path(name);
        format!("{}  {}\n", sha256(&read(name)), path.display())
    });
    assert_eq!(ran.out, digests.concat());
    let file = String::from_utf8(read("o.tskey")).unwrap();
    for secret in ["Ada", "Addie", "Person", &draw, "four words"] {
        assert!(!file.contains(secret), "{secret}");
    }

    // The same again, and another lock for another draw.
    let again = desk.run(&line("o.zip", "o.tskey", &format!("--draw {draw}")));
    assert_eq!(again.code, 0, "{}", again.err);
    let other = "0b".repeat(32);
    let other = desk.run(&line("o.zip", "p.tskey", &format!("--draw {other}")));
    assert_eq!(other.code, 0, "{}", other.err);
    assert_ne!(read("o.tskey"), read("p.tskey"));

    let shown = desk.run("pseudonyms @o.tskey --passphrase-file @phrase");
    assert_eq!(shown.code, 0, "{}", shown.err);
    assert!(shown.err.contains("no log says"), "{}", shown.err);
    let who = json(&shown);
    assert_eq!(keys(&who), ["also", "label", "names", "package_sha256"]);
    assert_eq!(who["label"], "Person 1");
    assert_eq!(who["names"][0]["name"], "Ada Poe");
    assert_eq!(who["names"][0]["export"]["name"], "export.zip");
    assert_eq!(who["names"][0]["export"]["sha256"], source.0.as_str());
    assert_eq!(who["names"][0]["threads"][0]["in_package"], 1);
    assert_eq!(who["also"][0], "Addie");
    assert_eq!(who["package_sha256"], sha256(&read("o.zip")).as_str());

    // Who has not the passphrase reads nothing, and a slip is named before anything is written.
    desk.write("wrong", b"four words or less");
    desk.write("short", b"short");
    for (line, what) in [
        (
            "pseudonyms @o.tskey --passphrase-file @wrong".to_owned(),
            "the passphrase does not fit",
        ),
        (
            "pseudonyms @o.zip --passphrase-file @phrase".to_owned(),
            "is not a key of pseudonyms",
        ),
        (
            "pseudonyms @o.tskey".to_owned(),
            "pseudonyms needs --passphrase-file",
        ),
        (line("n.zip", "n.tskey", ""), "belong together"),
        (line("n.zip", "n.tskey", "--draw 00"), "not 64 hex digits"),
        (
            line("n.zip", "n.tskey", &format!("--draw {draw}")).replace("@phrase", "@short"),
            "fewer than 12 characters",
        ),
    ] {
        let ran = desk.run(&line);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{line}");
        assert!(ran.err.contains(what), "{what}: {}", ran.err);
    }

    // Nobody has a pseudonym: no key.
    desk.log(Vec::new());
    let ran = desk.run(&line("n.zip", "n.tskey", &format!("--draw {draw}")));
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("no key was written"), "{}", ran.err);
    let names = desk.names();
    assert!(
        !names.iter().any(|name| name.starts_with("n.tskey")),
        "{names:?}"
    );
}
