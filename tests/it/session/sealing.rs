//! Sealing through the session: the sealed package, the proof under it, and the way back.

use threadseal::engine::decision::{DecisionKind, DecisionLog};
use threadseal::engine::package::{Addition, Bodies, Suggestions};
use threadseal::engine::seal::Secret;
use threadseal::engine::session::protocol::{
    BuildChoice, BuildOutcome, Event, MediaChoice, Request, Reviewers, SealOutcome, Tag,
};
use threadseal::engine::sign::key::PrivateKey;
use threadseal::engine::verify::{CheckState, Verdict};

use super::desk::{Answer, Desk, failures, opened};
use super::packaging::desk;
use crate::support::forge::Forged;
use crate::support::zips;

fn seal(desk: &mut Desk, byte: u8) -> Vec<Answer> {
    let tag = desk.tag();
    desk.ask(Request::Seal {
        tag,
        secret: Secret([byte; 32]),
        created: "2024-03-01T10:00:00Z".to_owned(),
        signs: false,
        enclosed: Vec::new(),
    })
}

fn sealed(answers: &[Answer]) -> (SealOutcome, Option<Vec<u8>>) {
    answers
        .iter()
        .find_map(|(event, beside)| match event {
            Event::Sealed { outcome, .. } => Some((outcome.clone(), beside.first().cloned())),
            _other => None,
        })
        .unwrap_or_else(|| panic!("{:?}", failures(answers)))
}

fn build(desk: &mut Desk, proof: Option<Bodies>) -> Vec<Answer> {
    let tag = desk.tag();
    desk.ask(Request::Build {
        tag,
        options: BuildChoice {
            created: "2024-03-02T10:00:00Z".to_owned(),
            media: MediaChoice::AsTheyAre,
            reviewers: Reviewers::Role,
            threads: Vec::new(),
            burnt: Vec::new(),
            proof,
            review: None,
            suggestions: Suggestions::default(),
        },
    })
}

fn built(answers: &[Answer]) -> BuildOutcome {
    answers
        .iter()
        .find_map(|(event, _)| match event {
            Event::Built { outcome, .. } => Some(outcome.clone()),
            _other => None,
        })
        .unwrap_or_else(|| panic!("{:?}", failures(answers)))
}

/// The checks that only a package with a proof passes.
fn n_proof_checks(outcome: &BuildOutcome) -> usize {
    let checks = outcome.report.checks.iter();
    checks
        .filter(|check| ["V18", "V19", "V20", "V21"].contains(&check.id.as_str()))
        .filter(|check| check.state == CheckState::Passed)
        .count()
}

#[test]
fn a_package_is_proven_under_the_seal_and_a_later_one_under_the_same_root() {
    let mut desk = desk();
    desk.platform.borrow_mut().n_not_yet = 3;
    let (outcome, package) = sealed(&seal(&mut desk, 7));
    let package = package.expect("the sealed package");
    assert_eq!(outcome.package.unwrap().size_bytes, package.len() as u64);
    for bodies in [Bodies::Closed, Bodies::Parts] {
        let outcome = built(&build(&mut desk, Some(bodies)));
        assert!(!outcome.blocked, "{outcome:#?}");
        assert_eq!(outcome.report.result, Verdict::Valid);
        assert!(n_proof_checks(&outcome) > 0, "{:#?}", outcome.report.checks);
    }
    assert_eq!(n_proof_checks(&built(&build(&mut desk, None))), 0);

    // Elsewhere, another day, with nothing but the sealed package.
    let mut later = Desk::new();
    let answers = later.open(&[("sealed.zip", &package)]);
    let source = &opened(&answers)[0];
    assert_eq!(source.name, "WhatsApp Chat with Ben.zip");
    let from = source.sealed.as_ref().expect("what the package says");
    assert_eq!(from.log, desk.log.to_file());
    later.confirm(&answers);
    let (again, nothing) = sealed(&seal(&mut later, 9));
    assert_eq!(again.seals, outcome.seals);
    assert!(again.package.is_none() && nothing.is_none());
    let outcome = built(&build(&mut later, Some(Bodies::Closed)));
    assert_eq!(outcome.report.result, Verdict::Valid);
    assert!(n_proof_checks(&outcome) > 0);
}

#[test]
fn the_numbering_goes_on_where_the_sealed_package_is_opened() {
    let mut desk = desk();
    let (outcome, _) = sealed(&seal(&mut desk, 7));
    let (root, _) = outcome.seals[0].number.split_once(':').unwrap();
    let number = |desk: &mut Desk| {
        let outcome = built(&build(desk, Some(Bodies::Closed)));
        assert!(!outcome.blocked, "{outcome:#?}");
        let one = outcome.kept.disclosure.unwrap();
        assert_eq!(one.seals, [root]);
        assert_eq!(outcome.report.disclosure, Some(one.number));
        let ending = format!("-d{}.zip", one.number);
        assert!(
            outcome.file_name.ends_with(&ending),
            "{}",
            outcome.file_name
        );
        one.number
    };
    let left = |desk: &mut Desk, number: u32| {
        desk.decide(DecisionKind::Disclosed {
            package_sha256: "aa".repeat(32),
            number,
            seals: vec![root.to_owned()],
        });
    };
    assert_eq!(number(&mut desk), 1);
    assert_eq!(number(&mut desk), 1, "it was not saved");
    left(&mut desk, 1);
    left(&mut desk, 2);
    assert_eq!(number(&mut desk), 3);
    assert_eq!(built(&build(&mut desk, None)).kept.disclosure, None);

    // Sealed once more with these decisions, and opened where nothing else is known.
    let (_, package) = sealed(&seal(&mut desk, 7));
    let mut later = Desk::new();
    let answers = later.open(&[("sealed.zip", &package.unwrap())]);
    later.confirm(&answers);
    let from = opened(&answers)[0].sealed.clone().unwrap();
    later.log.merge(DecisionLog::from_file(&from.log).unwrap());
    later.send_log(Vec::new());
    sealed(&seal(&mut later, 9));
    assert_eq!(number(&mut later), 3);
    left(&mut later, 7);
    assert_eq!(number(&mut later), 8, "what is known there counts, too");
}

#[test]
fn another_export_ends_the_seal_and_nothing_is_built_under_half_of_one() {
    let mut desk = desk();
    sealed(&seal(&mut desk, 7));
    let other = zips::ordinary(&[("_chat.txt", b"[31/12/23, 21:05:07] Cy: x\r\n".as_slice())]);
    let answers = desk.open(&[("b.zip", &other)]);
    desk.confirm(&answers);
    let answers = build(&mut desk, Some(Bodies::Closed));
    let told = failures(&answers);
    assert!(told[0].what.contains("has no seal"), "{told:?}");
    let (outcome, _) = sealed(&seal(&mut desk, 7));
    assert_eq!(outcome.seals.len(), 2);
}

#[test]
fn a_sealed_package_that_cannot_be_written_or_read_again_is_not_offered() {
    let mut desk = desk();
    desk.platform.borrow_mut().room_bytes = Some(100);
    let answers = seal(&mut desk, 7);
    assert!(!failures(&answers).is_empty());
    assert_eq!(desk.platform.borrow().n_staged, 0);

    desk.platform.borrow_mut().room_bytes = None;
    desk.platform.borrow_mut().spoil = Some(|bytes| bytes.truncate(bytes.len() / 2));
    let answers = seal(&mut desk, 7);
    assert!(!failures(&answers).is_empty(), "{answers:?}");
    assert_eq!(desk.platform.borrow().n_staged, 0);

    desk.platform.borrow_mut().spoil = None;
    sealed(&seal(&mut desk, 7));
}

fn signs(desk: &mut Desk, tag: Tag) -> Vec<Answer> {
    desk.ask(Request::Seal {
        tag,
        secret: Secret([9; 32]),
        created: "2024-03-01T10:00:00Z".to_owned(),
        enclosed: Vec::new(),
        signs: true,
    })
}

#[test]
fn a_seal_is_signed_before_the_sealed_package_is_written() {
    let mut desk = desk();
    let tag = desk.tag();
    let answers = signs(&mut desk, tag);
    let asked = answers.iter().find_map(|(event, _)| match event {
        Event::SealToSign { subjects, .. } => Some(subjects.clone()),
        _other => None,
    });
    let subjects = asked.expect("it asks for signatures");
    assert_eq!(subjects[0].path, "data/seal/0001/seal.json");
    let key = PrivateKey::from_number(&[5; 32]).unwrap();
    let additions = subjects.iter().map(|subject| Addition {
        covers: subject.path.clone(),
        files: key
            .signature_files(&subject.bytes)
            .into_iter()
            .map(|(ending, bytes)| (ending.to_owned(), bytes))
            .collect(),
    });
    let additions = additions.collect();
    let (_, package) = sealed(&desk.ask(Request::SealSigned { tag, additions }));
    let files = Forged::of(&package.expect("the sealed package")).files;
    assert_eq!(files["data/seal/0001/seal.json"], subjects[0].bytes);
    let folder = tempfile::tempdir().unwrap();
    for (path, bytes) in &files {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    let run = |line: &str| {
        let ran = std::process::Command::new("sh")
            .args(["-c", line])
            .current_dir(folder.path())
            .output();
        let ran = ran.unwrap();
        assert!(ran.status.success(), "{line}: {ran:?}");
    };
    run(
        "ssh-keygen -Y check-novalidate -n evidence@threadseal -s signatures/seal-0001.01.sig \
         < data/seal/0001/seal.json",
    );
    run("openssl dgst -sha256 -verify signatures/seal-0001.01.pem \
         -signature signatures/seal-0001.01.der data/seal/0001/seal.json");
    run("sha256sum -c --strict --quiet manifest-sha256.txt tagmanifest-sha256.txt");
    assert!(!String::from_utf8_lossy(&files["tagmanifest-sha256.txt"]).contains("signatures"));
    // It opens again, and a package is proven under it.
    assert!(!built(&build(&mut desk, Some(Bodies::Closed))).blocked);
}

#[test]
fn a_seal_that_cannot_be_signed_is_made_all_the_same() {
    let mut desk = desk();
    let tag = desk.tag();
    signs(&mut desk, tag);
    let additions = Vec::new();
    let (_, package) = sealed(&desk.ask(Request::SealSigned { tag, additions }));
    let files = Forged::of(&package.expect("the sealed package")).files;
    assert!(!files.keys().any(|path| path.starts_with("signatures/")));
}

#[test]
fn sealing_can_be_cancelled() {
    let mut desk = desk();
    let tag = desk.tag();
    let request = Request::Seal {
        tag,
        secret: Secret([1; 32]),
        created: "2024-03-01T10:00:00Z".to_owned(),
        signs: false,
        enclosed: Vec::new(),
    };
    desk.session.handle(request, Vec::new());
    let answers = desk.ask(Request::Cancel { tag });
    let cancelled = Event::Cancelled {
        tag: Some(tag),
        source: None,
    };
    assert!(answers.iter().any(|(event, _)| *event == cancelled));
    assert!(
        !answers
            .iter()
            .any(|(event, _)| matches!(event, Event::Sealed { .. }))
    );
    assert_eq!(desk.platform.borrow().n_staged, 0);
}

#[test]
fn a_report_goes_into_the_package_under_the_seals_that_are_there() {
    let mut desk = desk();
    let (first, package) = sealed(&seal(&mut desk, 7));
    let plain = package.unwrap();
    let tag = desk.tag();
    let (outcome, package) = sealed(&desk.ask(Request::Seal {
        tag,
        // It counts for nothing: the seals are there.
        secret: Secret([9; 32]),
        created: "2024-03-05T10:00:00Z".to_owned(),
        signs: false,
        enclosed: vec![
            ("labels.json".to_owned(), "{}\n".to_owned()),
            ("compliance.json".to_owned(), "{\"a\":1}\n".to_owned()),
        ],
    }));
    assert_eq!(outcome.seals, first.seals);
    let bag = crate::support::forge::Forged::of(&package.unwrap());
    assert_eq!(bag.text("data/compliance/compliance.json"), "{\"a\":1}\n");
    let seal_of = |bag: &crate::support::forge::Forged| bag.text("data/seal/0001/secret.json");
    let plain = crate::support::forge::Forged::of(&plain);
    assert_eq!(seal_of(&bag), seal_of(&plain));
    assert!(bag.text("README.txt").contains("data/compliance/"));
    assert!(!plain.text("README.txt").contains("compliance"));
    assert!(
        bag.text("manifest-sha256.txt")
            .contains("data/compliance/labels.json")
    );
    // Everything as before is still there.
    for name in plain.files.keys() {
        assert!(bag.files.contains_key(name), "{name}");
    }
}
