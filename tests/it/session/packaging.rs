//! Building, checking and verifying through the session; what happens when the platform fails.

use sha2::{Digest, Sha256};
use threadseal::engine::archive::Given;
use threadseal::engine::decision::{DecisionKind, Keep};
use threadseal::engine::package::Suggestions;
use threadseal::engine::session::protocol::{
    BuildChoice, BuildOutcome, Event, KnownOrigin, MediaChoice, Request, Reviewers, RowsFor,
    SignEvent, SignRequest, Tag,
};
use threadseal::engine::verify::Verdict;

use super::desk::{Answer, Desk, failures};
use super::entries;
use crate::support::zips;

/// With a redaction.
pub(super) fn desk() -> Desk {
    let zip = zips::ordinary(&entries());
    let mut desk = Desk::with(&[("WhatsApp Chat with Ben.zip", &zip)]);
    desk.decide(DecisionKind::Value {
        find: "4812".to_owned(),
        keep: Keep::Nothing,
        except: Vec::new(),
        codes: vec!["SEC".to_owned()],
        note: None,
    });
    desk
}

pub(super) fn request(tag: Tag) -> Request {
    Request::Build {
        tag,
        options: BuildChoice {
            created: "2024-03-01T10:00:00Z".to_owned(),
            media: MediaChoice::AsTheyAre,
            reviewers: Reviewers::Role,
            threads: Vec::new(),
            burnt: Vec::new(),
            proof: None,
            review: None,
            suggestions: Suggestions::default(),
        },
    }
}

pub(super) fn build(desk: &mut Desk) -> Vec<Answer> {
    let tag = desk.tag();
    desk.ask(request(tag))
}

pub(super) fn built(answers: &[Answer]) -> (BuildOutcome, Option<Vec<u8>>) {
    answers
        .iter()
        .find_map(|(event, beside)| match event {
            Event::Built { outcome, .. } => Some((outcome.clone(), beside.first().cloned())),
            _other => None,
        })
        .unwrap_or_else(|| panic!("{:?}", failures(answers)))
}

#[test]
fn a_package_is_built_checked_and_handed_over() {
    let mut desk = desk();
    desk.platform.borrow_mut().n_not_yet = 3;
    let (outcome, package) = built(&build(&mut desk));
    let package = package.expect("a package");
    assert!(!outcome.blocked, "{outcome:#?}");
    assert_eq!(outcome.report.result, Verdict::Valid);
    assert_eq!(outcome.leaks.leaks, []);
    assert_eq!(outcome.size_bytes, package.len() as u64);
    let sha256 = data_encoding::HEXLOWER.encode(&Sha256::digest(&package));
    assert_eq!(outcome.sha256, sha256);
    assert_eq!(desk.platform.borrow().n_staged, 1);
    let (again, same) = built(&build(&mut desk));
    assert_eq!((again, same), (outcome, Some(package)));
    assert_eq!(desk.platform.borrow().n_staged, 1);
    desk.ask(Request::DiscardPackage);
    assert_eq!(desk.platform.borrow().n_staged, 0);
}

#[test]
fn the_platform_is_told_of_a_private_session() {
    let mut desk = desk();
    for on in [true, false] {
        desk.ask(Request::Private { on });
        assert_eq!(desk.platform.borrow().in_memory, on);
    }
}

#[test]
fn what_was_built_verifies_and_a_changed_byte_does_not() {
    let mut desk = desk();
    let (_, package) = built(&build(&mut desk));
    let mut package = package.unwrap();
    for (spoil, wanted) in [(false, Verdict::Valid), (true, Verdict::NotValid)] {
        if spoil {
            let middle = package.len() / 2;
            package[middle] ^= 1;
        }
        let tag = desk.tag();
        let given = Given {
            name: "p.zip".to_owned(),
            source: std::rc::Rc::new(package.clone()),
        };
        let name = "p.zip".to_owned();
        let known = KnownOrigin::default();
        desk.session
            .handle(Request::Verify { tag, name, known }, vec![given]);
        let answers = desk.finish();
        let Some((Event::Verified { report, .. }, _)) = answers.last() else {
            panic!("{answers:?}");
        };
        assert_eq!(report.result, wanted);
    }
}

#[test]
fn a_package_that_does_not_read_back_is_not_handed_over() {
    let mut desk = desk();
    desk.platform.borrow_mut().spoil = Some(|bytes| {
        let middle = bytes.len() / 2;
        bytes[middle] ^= 0x20;
    });
    let (outcome, package) = built(&build(&mut desk));
    assert!(outcome.blocked);
    assert_eq!(package, None);
    assert_eq!(desk.platform.borrow().n_staged, 0);
}

#[test]
fn a_full_disk_is_said_and_nothing_is_left() {
    let mut desk = desk();
    desk.platform.borrow_mut().room_bytes = Some(1_000);
    let failures = failures(&build(&mut desk));
    assert_eq!(failures.len(), 1);
    assert!(failures[0].what.contains("no room is left"), "{failures:?}");
    assert!(failures[0].help.contains("space"));
    assert_eq!(desk.platform.borrow().n_staged, 0);
    desk.platform.borrow_mut().room_bytes = None;
    assert!(!built(&build(&mut desk)).0.blocked);
}

#[test]
fn cancel_discards_what_was_staged() {
    let mut desk = desk();
    let tag = desk.tag();
    desk.session.handle(request(tag), Vec::new());
    desk.session.step();
    desk.session.step();
    assert_eq!(desk.platform.borrow().n_staged, 1);
    let second = desk.tag();
    let answers = {
        desk.session.handle(request(second), Vec::new());
        desk.session.take_events()
    };
    assert!(failures(&answers)[0].what.contains("already"));
    let answers = desk.ask(Request::Cancel { tag });
    let cancelled =
        |event: &Event| matches!(event, Event::Cancelled { tag: Some(of), .. } if *of == tag);
    assert!(
        answers.iter().any(|(event, _)| cancelled(event)),
        "{answers:?}"
    );
    assert_eq!(desk.platform.borrow().n_staged, 0);
}

#[test]
fn a_package_needs_its_digests() {
    let zip = zips::ordinary(&entries());
    let mut desk = Desk::new();
    desk.start_open(&[("a.zip", &zip)]);
    desk.session.step();
    desk.session.step();
    let tag = desk.tag();
    desk.session.handle(request(tag), Vec::new());
    let failure = &failures(&desk.session.take_events())[0];
    assert!(failure.what.contains("a.zip"), "{failure:?}");
    desk.ask(Request::CancelDigest { source: 0 });
    let failure = &failures(&build(&mut desk))[0];
    assert!(failure.what.contains("stopped"), "{failure:?}");
    assert_eq!(desk.platform.borrow().n_staged, 0);
}

#[test]
fn the_list_names_every_redaction() {
    let mut desk = desk();
    let place = desk.rows(RowsFor::Editor, None)[0].place.clone();
    let answers = desk.decide(DecisionKind::Message {
        target: place,
        codes: vec!["TPD".to_owned()],
        note: Some("asked for".to_owned()),
    });
    let [(Event::Redactions { list, shares, .. }, _)] = &answers[..] else {
        panic!("{answers:?}");
    };
    let short: Vec<(&str, &str, u32)> = list
        .iter()
        .map(|row| (row.kind.as_str(), row.what.as_str(), row.n_places))
        .collect();
    assert_eq!(short, [("Message", "hello Ben", 1), ("Value", "4812", 2)]);
    assert_eq!(list[0].note.as_deref(), Some("asked for"));
    assert_eq!(list[0].at_record.map(|(_, record)| record.0), Some(0));
    assert_eq!(list[1].at_record.map(|(_, record)| record.0), Some(2));
    let [share] = &shares[..] else {
        panic!("{shares:?}");
    };
    assert_eq!(
        (share.n_whole, share.n_outside, share.is_emptied),
        (1, 0, false)
    );
    assert_eq!(share.by_code, [("TPD".to_owned(), 1)].into());
}

#[test]
fn a_package_is_signed_where_the_browser_cannot() {
    let mut desk = desk();
    let (_, package) = built(&build(&mut desk));
    let package = package.expect("a package");
    desk.platform.borrow_mut().n_not_yet = 2;
    let given = |bytes: &[u8]| {
        vec![Given {
            name: "p.zip".to_owned(),
            source: std::rc::Rc::new(bytes.to_vec()),
        }]
    };
    let sign = |desk: &mut Desk, bytes: &[u8]| {
        let tag = desk.tag();
        let request = SignRequest::SignAndAdd {
            tag,
            name: "p.zip".to_owned(),
            subjects: crate::support::packages::verified(bytes).signable,
            known: KnownOrigin::default(),
        };
        desk.session.handle(Request::Sign(request), given(bytes));
        desk.finish()
    };
    let without = sign(&mut desk, &package);
    assert_eq!(failures(&without)[0].what, "there is no key to sign with");
    let tag = desk.tag();
    let number = threadseal::engine::seal::Secret([7; 32]);
    let made = desk.ask(Request::Sign(SignRequest::MakeKey { tag, number }));
    let key = made.iter().find_map(|(event, _)| match event {
        Event::Sign(SignEvent::KeyMade { key, .. }) => Some(*key),
        _other => None,
    });
    let key = key.expect("a key");
    let n_before = desk.platform.borrow().n_staged;
    let answers = sign(&mut desk, &package);
    let added = answers.iter().find_map(|(event, beside)| match event {
        Event::Sign(SignEvent::Added { outcome, .. }) => Some((outcome.clone(), beside.clone())),
        _other => None,
    });
    let (outcome, beside) = added.unwrap_or_else(|| panic!("{:?}", failures(&answers)));
    assert!(!outcome.refused, "{outcome:?}");
    assert_eq!(outcome.report.signatures[0].fingerprint, key.fingerprint());
    assert_eq!(outcome.size_bytes, beside[0].len() as u64);
    assert_eq!(desk.platform.borrow().n_staged, n_before + 1);
    desk.ask(Request::Sign(SignRequest::Discard));
    assert_eq!(desk.platform.borrow().n_staged, n_before);
    let tag = desk.tag();
    let known = KnownOrigin {
        signers: key.allowed_signers("Ada Poe"),
        ..KnownOrigin::default()
    };
    let name = "p.zip".to_owned();
    let request = Request::Verify { tag, name, known };
    desk.session.handle(request, given(&beside[0]));
    let verdict = desk.finish().iter().find_map(|(event, _)| match event {
        Event::Verified { report, .. } => Some(report.headline.clone()),
        _other => None,
    });
    let wanted = "Valid: consistent with itself and signed by Ada-Poe, whose key was given";
    assert_eq!(verdict.as_deref(), Some(wanted));
}

#[test]
fn what_is_known_and_cannot_be_read_is_said() {
    let mut desk = desk();
    let (_, package) = built(&build(&mut desk));
    let package = package.expect("a package");
    let root = KnownOrigin {
        seal_number: "12".to_owned(),
        ..KnownOrigin::default()
    };
    let signers = KnownOrigin {
        signers: "nobody".to_owned(),
        ..KnownOrigin::default()
    };
    let time_roots = KnownOrigin {
        time_roots: "nothing".to_owned(),
        ..KnownOrigin::default()
    };
    for (known, said) in [
        (root, "a seal number is 64 digits"),
        (signers, "line 1 is not a name and a public key"),
        (time_roots, "it holds no certificate in PEM"),
    ] {
        let tag = desk.tag();
        let given = Given {
            name: "p.zip".to_owned(),
            source: std::rc::Rc::new(package.clone()),
        };
        let name = "p.zip".to_owned();
        let request = Request::Verify { tag, name, known };
        desk.session.handle(request, vec![given]);
        let answers = desk.finish();
        assert!(failures(&answers)[0].what.starts_with(said), "{answers:?}");
    }
}

#[test]
fn a_package_becomes_a_review_set() {
    let mut desk = desk();
    let (_, package) = built(&build(&mut desk));
    let package = package.expect("a package");
    let mut review = |zone: &str, prefix: &str| {
        let tag = desk.tag();
        let request = SignRequest::Review {
            tag,
            name: "p.zip".to_owned(),
            zone: zone.to_owned(),
            prefix: prefix.to_owned(),
            first: 1,
            graphs: false,
        };
        let given = Given {
            name: "p.zip".to_owned(),
            source: std::rc::Rc::new(package.clone()),
        };
        desk.session.handle(Request::Sign(request), vec![given]);
        desk.finish()
    };
    let answers = review("Europe/Berlin", "ABC");
    let written = answers.iter().find_map(|(event, beside)| match event {
        Event::Sign(SignEvent::Reviewed { built, .. }) => Some((built.clone(), beside[0].clone())),
        _other => None,
    });
    let (built, set) = written.unwrap_or_else(|| panic!("{:?}", failures(&answers)));
    assert_eq!(built.size_bytes, set.len() as u64);
    assert!(memchr::memmem::find(&set, b"NATIVES/ABC0000001.rsmf").is_some());
    let told = |answers: &[Answer]| failures(answers)[0].what.clone();
    assert_eq!(
        told(&review("Mars", "A")),
        "this browser knows no zone \"Mars\""
    );
    assert!(told(&review("Europe/Berlin", "a b")).contains("cannot begin a number"));
}

#[test]
fn two_packages_are_compared_when_both_are_valid() {
    let mut desk = desk();
    let (_, first) = built(&build(&mut desk));
    desk.decide(DecisionKind::Value {
        find: "Ben".to_owned(),
        keep: Keep::Nothing,
        except: Vec::new(),
        codes: vec!["TPD".to_owned()],
        note: None,
    });
    let (_, second) = built(&build(&mut desk));
    let first = first.expect("a package");
    let mut second = second.expect("a package");
    let mut compare = |second: &[u8]| {
        let tag = desk.tag();
        let given = |name: &str, bytes: &[u8]| Given {
            name: name.to_owned(),
            source: std::rc::Rc::new(bytes.to_vec()),
        };
        let names = ["a.zip".to_owned(), "b.zip".to_owned()];
        let files = vec![given("a.zip", &first), given("b.zip", second)];
        desk.session.handle(Request::Compare { tag, names }, files);
        let found = desk
            .finish()
            .into_iter()
            .find_map(|(event, _)| match event {
                Event::Compared {
                    report, comparison, ..
                } => Some((report.result, comparison)),
                _other => None,
            });
        found.expect("an answer")
    };
    let (verdict, comparison) = compare(&second);
    assert_eq!(verdict, Verdict::Valid);
    let counts = comparison.expect("a comparison").counts;
    let hidden = threadseal::engine::compare::Became::Hidden;
    assert!(
        matches!(counts[..], [(became, _)] if became == hidden),
        "{counts:?}"
    );
    let middle = second.len() / 2;
    second[middle] ^= 1;
    assert_eq!(compare(&second), (Verdict::NotValid, None));
}
