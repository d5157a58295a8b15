//! Signatures over finished packages, against the programs that strangers have: `ssh-keygen` and
//! `openssl`.

pub(crate) mod times;

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::rc::Rc;

use tempfile::TempDir;
use threadseal::engine::job::Step;
use threadseal::engine::package::{AddJob, Addition, Bodies, Sink, additions_of};
use threadseal::engine::session::protocol::MediaChoice;
use threadseal::engine::verify::{Expected, Report, SignedBy, Signers, VerifyJob};
use threadseal::sample::{SAMPLE_NAME, SAMPLE_ZIP};

use crate::package::proof::proven;
use crate::support::forge::Forged;
use crate::support::packages::{Decisions, built, case_of, leaks, told, value, verified};
use crate::support::{Ran, threadseal};

const NAMESPACE: &str = "evidence@threadseal";
const MANIFEST: &str = "tagmanifest-sha256.txt";
const SIG: &str = "signatures/tagmanifest-sha256.01.sig";

/// A folder with a package in it.
struct Desk {
    folder: TempDir,
}

impl Desk {
    fn new() -> Desk {
        let desk = Desk {
            folder: tempfile::tempdir().unwrap(),
        };
        desk.write("p.zip", &proven(Bodies::Closed));
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        fs::write(self.path(name), bytes).unwrap();
    }

    fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap()
    }

    /// Runs ours; words that begin with `@` are files of the folder.
    fn ours(&self, line: &str) -> Ran {
        threadseal(line.split_whitespace().map(|word| {
            word.strip_prefix('@')
                .map_or_else(|| word.into(), |name| self.path(name).into_os_string())
        }))
    }

    /// Runs another program in the folder; whether it was content, and what it said.
    fn foreign(&self, line: &str, input: &[u8]) -> (bool, String) {
        let mut words = line.split_whitespace();
        let mut child = Command::new(words.next().unwrap())
            .args(words.map(|word| if word == "''" { "" } else { word }))
            .current_dir(self.folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| {
                panic!("{line}: {error}; sudo apt-get install -y openssl openssh-client")
            });
        child.stdin.take().unwrap().write_all(input).ok();
        let ran = child.wait_with_output().unwrap();
        let said = [ran.stdout, ran.stderr].concat();
        (
            ran.status.success(),
            String::from_utf8_lossy(&said).into_owned(),
        )
    }

    fn made(&self, line: &str) {
        let (good, said) = self.foreign(line, b"");
        assert!(good, "{line}: {said}");
    }

    /// Takes the files of a package out, below the folder.
    fn unpack(&self, name: &str) -> Forged {
        let forged = Forged::of(&self.read(name));
        for (path, bytes) in &forged.files {
            let at = self.path(path);
            fs::create_dir_all(at.parent().unwrap()).unwrap();
            fs::write(at, bytes).unwrap();
        }
        forged
    }
}

/// Private keys as their programs write them: the word of the block, and what stands in it.
pub(crate) fn private_keys() -> Vec<(String, Vec<u8>)> {
    let desk = Desk::new();
    desk.made("ssh-keygen -q -t ecdsa -b 256 -N '' -f ssh");
    desk.made("ssh-keygen -q -t ed25519 -N '' -f other");
    desk.made("openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out pkcs8");
    desk.made("openssl ecparam -name prime256v1 -genkey -noout -out sec1");
    desk.made("openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-384 -out curve");
    let read = |name| {
        let text = String::from_utf8(desk.read(name)).unwrap();
        let word = text.split("-----").nth(1).unwrap();
        let word = word.strip_prefix("BEGIN ").unwrap().to_owned();
        let inside: String = text
            .split("-----")
            .nth(2)
            .unwrap()
            .split_whitespace()
            .collect();
        let bytes = data_encoding::BASE64.decode(inside.as_bytes()).unwrap();
        (word, bytes)
    };
    ["ssh", "other", "pkcs8", "sec1", "curve"]
        .map(read)
        .to_vec()
}

/// Verifies against keys that are known.
fn known(package: &[u8], signers: &str) -> Report {
    let expected = Expected {
        signers: Some(Signers::from_text(signers).unwrap()),
        ..Expected::default()
    };
    let mut job = VerifyJob::new(Rc::new(package.to_vec())).expecting(expected);
    loop {
        if let Step::Done(report) = job.step() {
            return report;
        }
    }
}

struct Bytes(Vec<u8>);

impl Sink for Bytes {
    fn append(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        self.0.extend_from_slice(bytes);
        Ok(())
    }
}

fn added(package: &[u8], additions: Vec<Addition>) -> Vec<u8> {
    let mut job = AddJob::new("p.zip", Rc::new(package.to_vec()), additions).unwrap();
    let mut out = Bytes(Vec::new());
    loop {
        if let Step::Done(built) = job.step(&mut out).unwrap() {
            assert_eq!(built.size_bytes, out.0.len() as u64);
            return out.0;
        }
    }
}

/// The package with these files as they are, whatever they hold.
fn with(package: &[u8], files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut forged = Forged::of(package);
    for (name, bytes) in files {
        forged
            .files
            .insert(format!("signatures/{name}"), bytes.to_vec());
    }
    forged.package()
}

#[test]
fn what_we_sign_the_usual_tools_accept() {
    for make in [
        "ssh-keygen -q -t ecdsa -b 256 -N '' -f key",
        "openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out key",
        "openssl ecparam -name prime256v1 -genkey -noout -out key",
    ] {
        let desk = Desk::new();
        desk.made(make);
        let ran = desk.ours("sign @p.zip --key @key --name Ada --seals --out @signed.zip");
        assert_eq!(ran.code, 0, "{make}: {}", ran.err);
        let line = ran.err.split("for allowed_signers: ").nth(1).unwrap();
        desk.write("allowed_signers", line.as_bytes());
        let forged = desk.unpack("signed.zip");
        for (stem, covered) in [
            ("tagmanifest-sha256", MANIFEST),
            ("seal-0001", "data/proof/0001/seal.json"),
        ] {
            let message = &forged.files[covered];
            let sig = format!("-n {NAMESPACE} -s signatures/{stem}.01.sig");
            let novalidate = format!("ssh-keygen -Y check-novalidate {sig}");
            let verify = format!("ssh-keygen -Y verify -f allowed_signers -I Ada {sig}");
            let files = format!("signatures/{stem}.01.pem -signature signatures/{stem}.01.der");
            let dgst = format!("openssl dgst -sha256 -verify {files} {covered}");
            for line in [novalidate, verify, dgst] {
                let (good, said) = desk.foreign(&line, message);
                assert!(good, "{line}: {said}");
            }
            let other = desk.foreign(&format!("ssh-keygen -Y check-novalidate {sig}"), b"other");
            assert!(!other.0, "{}", other.1);
        }
        let signed = desk.read("signed.zip");
        let report = verified(&signed);
        assert_eq!(told(&report), "");
        assert_eq!(report.signatures.len(), 4);
        let unknown =
            |row: &threadseal::engine::verify::SignatureRow| row.signed == SignedBy::Unknown;
        assert!(report.signatures.iter().all(unknown));
        assert!(report.headline.ends_with("origin not checked"));
        let print = desk.foreign("ssh-keygen -lf allowed_signers", b"").1;
        let (_, print) = (print.len(), report.signatures[0].fingerprint.clone());
        assert!(ran.err.contains(&print));
        let ran = desk.ours("verify @signed.zip --allowed-signers @allowed_signers");
        assert_eq!(ran.code, 0, "{}", ran.out);
        assert!(
            ran.out.starts_with(
                "Valid: consistent with itself and signed by Ada, whose key was given"
            ),
            "{}",
            ran.out
        );
    }
}

#[test]
fn adding_changes_nothing_else_and_can_be_done_again() {
    let desk = Desk::new();
    desk.made("ssh-keygen -q -t ecdsa -b 256 -N '' -f one");
    desk.made("ssh-keygen -q -t ecdsa -b 256 -N '' -f two");
    assert_eq!(desk.ours("sign @p.zip --key @one --out @a.zip").code, 0);
    assert_eq!(desk.ours("sign @a.zip --key @two --out @b.zip").code, 0);
    let again = desk.ours("sign @p.zip --key @one --out @c.zip");
    assert_eq!(again.code, 0);
    assert_eq!(
        desk.read("a.zip"),
        desk.read("c.zip"),
        "same key, same bytes"
    );
    let (before, after) = (
        Forged::of(&desk.read("p.zip")),
        Forged::of(&desk.read("b.zip")),
    );
    let (new, old): (Vec<_>, Vec<_>) = after
        .files
        .iter()
        .partition(|(path, _)| path.starts_with("signatures/"));
    assert_eq!(old, before.files.iter().collect::<Vec<_>>());
    let names: Vec<&str> = new.iter().map(|(path, _)| path.as_str()).collect();
    let of = |n: u8, end: &str| format!("signatures/tagmanifest-sha256.0{n}.{end}");
    let all = [1, 2].map(|n| ["der", "pem", "sig"].map(|end| of(n, end)));
    assert_eq!(names, all.concat());
    let report = verified(&desk.read("b.zip"));
    assert_eq!(told(&report), "");
    let prints: Vec<&str> = report
        .signatures
        .iter()
        .map(|row| row.fingerprint.as_str())
        .collect();
    assert_eq!(prints.len(), 4);
    assert_ne!(prints[0], prints[2]);
    let ran = desk.ours("verify @b.zip --json");
    let json: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(json["signatures"][1]["path"], of(1, "sig"));
    assert_eq!(json["signatures"][1]["by"], "unknown");
    assert_eq!(json["signatures"][1]["covers"], MANIFEST);
}

#[test]
fn what_was_signed_elsewhere_is_taken_in() {
    let desk = Desk::new();
    let forged = desk.unpack("p.zip");
    desk.made("ssh-keygen -q -t ecdsa -b 256 -N '' -f key");
    desk.made("ssh-keygen -q -t ed25519 -N '' -f other");
    for key in ["key", "other"] {
        let line = format!("ssh-keygen -Y sign -q -f {key} -n {NAMESPACE}");
        let (good, armour) = desk.foreign(&line, &forged.files[MANIFEST]);
        assert!(good, "{armour}");
        desk.write(&format!("{key}.sig"), armour.as_bytes());
    }
    let line = format!("ssh-keygen -Y sign -q -f key -n {NAMESPACE}");
    let (_, seal) = desk.foreign(&line, &forged.files["data/proof/0001/seal.json"]);
    desk.write("of-the-seal.sig", seal.as_bytes());
    let ran = desk.ours("add @p.zip @key.sig @other.sig @of-the-seal.sig --out @signed.zip");
    assert_eq!(ran.code, 0, "{}", ran.err);
    let names: Vec<String> = Forged::of(&desk.read("signed.zip"))
        .files
        .into_keys()
        .collect();
    let added: Vec<&String> = names
        .iter()
        .filter(|name| name.starts_with("signatures/"))
        .collect();
    assert_eq!(
        added,
        [
            "signatures/seal-0001.01.sig",
            SIG,
            "signatures/tagmanifest-sha256.02.sig"
        ]
    );
    let line = String::from_utf8(desk.read("key.pub")).unwrap();
    let report = known(&desk.read("signed.zip"), &format!("Ben {line}"));
    assert_eq!(told(&report), "");
    let by: Vec<SignedBy> = report
        .signatures
        .iter()
        .map(|row| row.signed.clone())
        .collect();
    let ben = || SignedBy::Known {
        name: "Ben".to_owned(),
    };
    assert_eq!(by, [ben(), ben(), SignedBy::NotChecked]);
    let ran = desk.ours("verify @signed.zip");
    assert!(
        ran.out
            .contains("tagmanifest-sha256.02.sig: not checked here, a key of the kind ssh-ed25519"),
        "{}",
        ran.out
    );
    assert!(
        ran.out
            .contains("data/proof/0001/seal.json was signed by a key that is not known here")
    );
}

#[test]
fn a_key_that_is_not_the_one_is_told() {
    let desk = Desk::new();
    desk.made("ssh-keygen -q -t ecdsa -b 256 -N '' -f key");
    desk.made("ssh-keygen -q -t ecdsa -b 256 -N '' -f other");
    desk.ours("sign @p.zip --key @key --out @signed.zip");
    let line = String::from_utf8(desk.read("other.pub")).unwrap();
    desk.write("allowed", format!("Cy {line}").as_bytes());
    for package in ["signed.zip", "p.zip"] {
        let ran = desk.ours(&format!("verify @{package} --allowed-signers @allowed"));
        assert_eq!(ran.code, 1, "{}", ran.out);
        let said = "Not valid: signatures: no signature over the package that is checked here is by one of the 1 keys";
        assert!(ran.out.starts_with(said), "{}", ran.out);
    }
    // A signature over the seal alone says nothing of the package.
    let signed = Forged::of(&desk.read("signed.zip"));
    let seal = &Forged::of(&desk.read("p.zip")).files["data/proof/0001/seal.json"];
    let (_, armour) = desk.foreign(
        &format!("ssh-keygen -Y sign -q -f key -n {NAMESPACE}"),
        seal,
    );
    let package = with(
        &desk.read("p.zip"),
        &[("seal-0001.01.sig", armour.as_bytes())],
    );
    let line = String::from_utf8(desk.read("key.pub")).unwrap();
    let report = known(&package, &format!("Ada {line}"));
    assert!(told(&report).contains("V23"), "{}", told(&report));
    assert!(signed.files.contains_key(SIG));
}

#[test]
fn bad_signatures_are_not_valid() {
    let desk = Desk::new();
    desk.made("ssh-keygen -q -t ecdsa -b 256 -N '' -f key");
    desk.ours("sign @p.zip --key @key --out @signed.zip");
    let package = desk.read("p.zip");
    let forged = Forged::of(&desk.read("signed.zip"));
    let part = |end: &str| forged.files[&format!("signatures/tagmanifest-sha256.01.{end}")].clone();
    let (sig, der, pem) = (part("sig"), part("der"), part("pem"));
    let other = |namespace: &str, message: &[u8]| {
        let line = format!("ssh-keygen -Y sign -q -f key -n {namespace}");
        desk.foreign(&line, message).1.into_bytes()
    };
    let message = &forged.files[MANIFEST];
    let wrong_space = other("file", message);
    let wrong_message = other(NAMESPACE, b"something else");
    let mut bent = der.clone();
    *bent.last_mut().unwrap() ^= 1;
    let many: Vec<(String, Vec<u8>)> = (0..201)
        .map(|n| (format!("{n:03}.pem"), pem.clone()))
        .collect();
    let many: Vec<(&str, &[u8])> = many
        .iter()
        .map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
        .collect();
    let cut = &sig[..sig.len() - 60];
    for (files, said) in [
        (&[("a.sig", &wrong_space[..])][..], "was made for \"file\""),
        (
            &[("a.sig", &wrong_message)],
            "is not one of tagmanifest-sha256.txt",
        ),
        (&[("a.sig", b"hello")], "holds no SSH SIGNATURE"),
        (&[("a.sig", b"")], "holds no SSH SIGNATURE"),
        (
            &[("a.der", b""), ("a.pem", &pem)],
            "is no ECDSA signature in DER",
        ),
        (&[("a.sig", cut)], "holds no SSH SIGNATURE"),
        (&[("a.der", &der)], "has no public key beside it"),
        (
            &[("a.der", &bent), ("a.pem", &pem)],
            "is not one of tagmanifest-sha256.txt",
        ),
        (
            &[("a.der", b"0"), ("a.pem", &pem)],
            "is no ECDSA signature in DER",
        ),
        (
            &[("a.der", &der), ("a.pem", b"x")],
            "holds no public key on P-256",
        ),
        (&[("a.exe", &der)], "is none of *.sig"),
        (&[("a/b.sig", &sig)], "stands in a folder"),
        (&many, "more than 200 files"),
    ] {
        let report = verified(&with(&package, files));
        assert!(told(&report).contains(said), "{said}: {}", told(&report));
    }
    // A signature of another package does not fit this one, and is not added to it.
    desk.write("q.zip", &proven(Bodies::Parts));
    desk.write("a.sig", &sig);
    let ran = desk.ours("add @q.zip @a.sig --out @r.zip");
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(!desk.path("r.zip").exists());
    assert!(ran.err.contains("does not fit this package"), "{}", ran.err);
}

#[test]
fn every_bent_byte_of_a_signature_is_found() {
    let desk = Desk::new();
    desk.made("ssh-keygen -q -t ecdsa -b 256 -N '' -f key");
    desk.ours("sign @p.zip --key @key --out @signed.zip");
    let forged = Forged::of(&desk.read("signed.zip"));
    let blob = |armour: &[u8]| -> Vec<u8> {
        let text = String::from_utf8_lossy(armour).into_owned();
        let lines: String = text.lines().filter(|line| !line.starts_with('-')).collect();
        data_encoding::BASE64.decode(lines.as_bytes()).unwrap()
    };
    let good = blob(&forged.files[SIG]);
    for at in 0..good.len() {
        let mut bent = good.clone();
        bent[at] ^= 1;
        let digits = data_encoding::BASE64.encode(&bent);
        let armour =
            format!("-----BEGIN SSH SIGNATURE-----\n{digits}\n-----END SSH SIGNATURE-----\n");
        let package = with(&desk.read("p.zip"), &[("a.sig", armour.as_bytes())]);
        assert!(told(&verified(&package)).contains("V22"), "byte {at}");
    }
}

#[test]
fn what_cannot_be_added_is_refused() {
    let desk = Desk::new();
    desk.write("a.sig", b"x");
    desk.write("b.txt", b"x");
    desk.write("large.sig", &vec![0; (1 << 20) + 1]);
    desk.write("no.zip", b"PK");
    for (line, said) in [
        ("add @p.zip @b.txt --out @o.zip", "it is none of *.sig"),
        ("add @p.zip @large.sig --out @o.zip", "larger than 1 MiB"),
        ("add @p.zip @none.sig --out @o.zip", "could not be read"),
        ("add @no.zip @a.sig --out @o.zip", "is not a valid package"),
        ("sign @p.zip --key @a.sig --out @o.zip", "cannot sign"),
        (
            "verify @p.zip --allowed-signers @a.sig",
            "cannot be used as a list",
        ),
    ] {
        let ran = desk.ours(line);
        assert_eq!(ran.code, 2, "{line}: {}", ran.err);
        assert!(ran.err.contains(said), "{line}: {}", ran.err);
        assert!(!desk.path("o.zip").exists());
    }
    desk.made("ssh-keygen -q -t ecdsa -b 256 -N secret -f locked");
    let ran = desk.ours("sign @p.zip --key @locked --out @o.zip");
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("ssh-keygen -Y sign"), "{}", ran.err);
    let twice = vec![
        ("a.sig".to_owned(), b"x".to_vec()),
        ("a.SIG".to_owned(), b"y".to_vec()),
    ];
    assert!(additions_of(twice, &[]).is_err());
    let package = desk.read("p.zip");
    let addition = Addition {
        covers: MANIFEST.to_owned(),
        files: vec![("pem".to_owned(), b"x".to_vec())],
    };
    let filled = added(&package, vec![addition.clone(); 200]);
    assert_eq!(told(&verified(&filled)), "");
    let full = AddJob::new("p.zip", Rc::new(filled), vec![addition.clone()]);
    assert!(full.err().unwrap().to_string().contains("at most 200"));
    let changed = [&package[..], b"x"].concat();
    let changed = AddJob::new("p.zip", Rc::new(changed), vec![addition]);
    assert!(
        changed
            .err()
            .unwrap()
            .to_string()
            .contains("is not a disclosure package")
    );
}

#[test]
fn the_script_in_the_package_takes_a_signed_one_and_says_what_it_leaves_out() {
    let desk = Desk::new();
    desk.made("ssh-keygen -q -t ecdsa -b 256 -N '' -f key");
    desk.ours("sign @p.zip --key @key --out @signed.zip");
    desk.unpack("signed.zip");
    let (good, said) = desk.foreign("python3 verify.py signed.zip", b"");
    assert!(
        good && said.starts_with("Valid: consistent with itself"),
        "{said}"
    );
    assert!(
        said.contains("README.txt names ssh-keygen and openssl"),
        "{said}"
    );
    assert!(said.contains(SIG), "{said}");
}

#[test]
fn what_is_added_is_searched_for_what_is_withheld() {
    let case = case_of(&[(SAMPLE_NAME, SAMPLE_ZIP)]);
    let mut decisions = Decisions::default();
    decisions.add(value("Elena Varga"));
    let package = built(&case, &decisions.log, MediaChoice::Withheld, &[]);
    let found = |name: &str, bytes: &[u8]| {
        let report = leaks(&with(&package, &[(name, bytes)]), &case, &decisions.log);
        report.leaks.iter().any(|leak| leak.file.contains(name))
    };
    assert!(!found("a.pem", b"-----BEGIN PUBLIC KEY-----"));
    assert!(found("a.pem", b"key of Elena Varga"));
    let digits = data_encoding::BASE64.encode(b"signed by Elena Varga, too");
    assert!(found("a.sig", digits.as_bytes()));
    assert!(found("b.tsr", b"\x30\x82Elena Varga\x00"));
}

#[test]
fn seals_are_signed_as_they_are_made() {
    let desk = Desk::new();
    desk.made("ssh-keygen -q -t ecdsa -b 256 -N '' -f key");
    desk.write("export.zip", SAMPLE_ZIP);
    desk.write(
        "log.json",
        b"{\"format\":\"threadseal-decisions-1\",\"sources\":[],\"decisions\":[]}",
    );
    let build = format!(
        "build @export.zip --decisions @log.json --created 2024-03-01T10:00:00Z --secret {} --out @p2.zip",
        "07".repeat(32)
    );
    let ran = desk.ours(&format!("{build} --sealed-out @sealed.zip --seal-key @key"));
    assert_eq!(ran.code, 0, "{}", ran.err);
    let sealed = desk.unpack("sealed.zip");
    let message = &sealed.files["data/seal/0001/seal.json"];
    let line =
        format!("ssh-keygen -Y check-novalidate -n {NAMESPACE} -s signatures/seal-0001.01.sig");
    let (good, said) = desk.foreign(&line, message);
    assert!(good, "{said}");
    assert!(!desk.foreign(&line, b"other").0);
    // A key that is signed with nothing is a slip.
    fs::remove_file(desk.path("p2.zip")).unwrap();
    let ran = desk.ours(&format!("{build} --seal-key @key"));
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert!(ran.err.contains("--sealed-out"), "{}", ran.err);
}
