//! Packages before programs that are not ours: `bagit.py`, `bagit_profile.py`, `sha256sum`,
//! `jsonschema`, Python's `email`, `pymerkle`. `cargo xtask test` fetches them; where
//! one is missing a test fails and names the command.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;
use threadseal::engine::package::Bodies;
use threadseal::engine::session::protocol::MediaChoice;

use crate::package::review::with_everything;
use crate::package::{Made, build_proven, folder_of, one};

const PROFILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/bagit-profile.json");
const URN: &str = "urn:threadseal:disclosure-1";

/// A package unpacked as a stranger does.
struct Unpacked {
    folder: TempDir,
    /// The package's top folder.
    top: String,
}

impl Unpacked {
    fn new(package: &[u8]) -> Unpacked {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("p.zip"), package).unwrap();
        let top = folder_of(package);
        let unpacked = Unpacked { folder, top };
        unpacked.run("unzip", &["-q", "p.zip"], unpacked.folder.path(), "unzip");
        unpacked
    }

    fn bag(&self) -> PathBuf {
        self.folder.path().join(&self.top)
    }

    fn run(&self, program: &str, words: &[&str], here: &Path, package: &str) -> String {
        let mut command = Command::new(program);
        command.current_dir(here).args(words);
        if let Some(homes) = std::env::var_os("THREADSEAL_CHECKERS") {
            command.env("PYTHONPATH", homes);
        }
        let ran = command.output();
        let ran = ran.unwrap_or_else(|error| panic!("{program}: {error}; install {package}"));
        let said = String::from_utf8_lossy(&ran.stdout).into_owned();
        let errors = String::from_utf8_lossy(&ran.stderr).into_owned();
        assert!(
            ran.status.success(),
            "{program} {words:?}: {said}{errors}\nif it is missing: python3 -m pip install {package}"
        );
        format!("{said}{errors}")
    }

    fn script(&self, script: &str, words: &[&str], package: &str) -> String {
        let words: Vec<&str> = ["-c", script].iter().chain(words).copied().collect();
        self.run("python3", &words, &self.bag(), package)
    }
}

#[test]
fn bag_manifests_and_profile_are_in_order() {
    in_order(&with_everything());
    let case = one(
        "WhatsApp Chat with Bob.zip",
        "31/12/2023, 09:00 - Ada: hi\n",
        &[],
    );
    let log = Made::default().log;
    in_order(&build_proven(
        &case,
        &log,
        MediaChoice::Withheld,
        Bodies::Closed,
    ));
}

fn in_order(package: &[u8]) {
    let unpacked = Unpacked::new(package);
    let bag = unpacked.bag();
    let words = ["-m", "bagit", "--validate", "."];
    let said = unpacked.run("python3", &words, &bag, "bagit");
    assert!(said.contains("is valid"), "{said}");
    let words = [
        "-c",
        "--strict",
        "manifest-sha256.txt",
        "tagmanifest-sha256.txt",
    ];
    unpacked.run("sha256sum", &words, &bag, "coreutils");
    let words = [
        "-c",
        "--strict",
        "manifest-sha512.txt",
        "tagmanifest-sha512.txt",
    ];
    unpacked.run("sha512sum", &words, &bag, "coreutils");
    let start = [
        "-m",
        "bagit_profile",
        "--no-logfile",
        "--skip",
        "serialization",
    ];
    let words = [&start[..], &["--file", PROFILE, URN, "."]].concat();
    let said = unpacked.run("python3", &words, &bag, "bagit-profile");
    assert!(said.contains("Validates against"), "{said}");
}

#[test]
fn a_bag_of_another_kind_fails_the_profile() {
    let unpacked = Unpacked::new(&with_everything());
    let info = unpacked.bag().join("bag-info.txt");
    let text = fs::read_to_string(&info).unwrap();
    fs::write(
        &info,
        text.replace(
            "disclosure-1\nThreadseal-Created",
            "sealed-1\nThreadseal-Created",
        ),
    )
    .unwrap();
    let start = [
        "-m",
        "bagit_profile",
        "--no-logfile",
        "--skip",
        "serialization",
    ];
    let words = [&start[..], &["--file", PROFILE, URN, "."]].concat();
    let mut command = Command::new("python3");
    command.current_dir(unpacked.bag()).args(words);
    if let Some(homes) = std::env::var_os("THREADSEAL_CHECKERS") {
        command.env("PYTHONPATH", homes);
    }
    assert!(!command.output().unwrap().status.success());
}

#[test]
fn every_document_fits_the_schema_and_is_a_mail() {
    let unpacked = Unpacked::new(&with_everything());
    let schema = unpacked.folder.path().join("schema.json");
    fs::write(&schema, include_str!("rsmf-2.0.0.schema.json")).unwrap();
    let words = [schema.to_str().unwrap(), "data/review/natives"];
    let said = unpacked.script(include_str!("rsmf.py"), &words, "jsonschema");
    assert_eq!(said, "5 documents, 11 events\n");
}

#[test]
fn another_program_comes_to_the_same_root() {
    let chat = "31/12/2023, 09:00 - Ada: hello to you, and a long word: Donaudampfschiff\n\
        31/12/2023, 09:01 - Messages are end-to-end encrypted.\n\
        31/12/2023, 09:02 - Bob Roe: \u{200e}IMG-20231231-WA0001.jpg (file attached)\n";
    let picture: &[u8] = b"\xff\xd8\xff one";
    let case = one(
        "WhatsApp Chat with Bob.zip",
        chat,
        &[("IMG-20231231-WA0001.jpg", picture)],
    );
    let log = Made::default().log;
    let package = build_proven(&case, &log, MediaChoice::AsTheyAre, Bodies::Closed);
    let unpacked = Unpacked::new(&package);
    let script = include_str!("root.py");
    let said = unpacked.script(script, &["data/proof/0001"], "pymerkle");
    assert!(
        said.ends_with("leaves come to the root of seal.json\n"),
        "{said}"
    );
}

#[test]
fn every_graph_conforms_to_the_ontology() {
    let set = crate::review::written(
        &with_everything(),
        "--zone Europe/London --bates ABC --case",
    );
    let folder = tempfile::tempdir().unwrap();
    let mut paths = Vec::new();
    for (path, bytes) in set.iter().filter(|(path, _)| path.contains("CASE/")) {
        let path = folder.path().join(path.rsplit('/').next().unwrap());
        fs::write(&path, bytes).unwrap();
        paths.push(path);
    }
    assert_eq!(paths.len(), 5);
    let mut command = Command::new("python3");
    command
        .args(["-c", "from case_utils.case_validate import main; main()"])
        .args(&paths);
    if let Some(homes) = std::env::var_os("THREADSEAL_CHECKERS") {
        command.env("PYTHONPATH", homes);
    }
    let ran = command.output().unwrap();
    let said = String::from_utf8_lossy(&ran.stdout).into_owned();
    let errors = String::from_utf8_lossy(&ran.stderr).into_owned();
    assert!(
        ran.status.success(),
        "{said}{errors}\nif it is missing: python3 -m pip install case-utils"
    );
    assert_eq!(
        said.lines().find(|line| line.starts_with("Conforms")),
        Some("Conforms: True")
    );
    // A graph that is not right is refused, or the check would say nothing.
    let wrong = fs::read_to_string(&paths[0]).unwrap();
    fs::write(
        &paths[0],
        wrong
            .replace("\"core:isDirectional\"", "\"core:isDirected\"")
            .replace("observable:MessageFacet", "observable:MessagesFacet"),
    )
    .unwrap();
    assert!(!command.output().unwrap().status.success());
}
