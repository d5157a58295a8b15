//! Building, checking and verifying through the session; what happens when the platform fails.

use sha2::{Digest, Sha256};
use threadseal::engine::archive::Given;
use threadseal::engine::decision::{DecisionKind, Keep};
use threadseal::engine::session::protocol::{
    BuildChoice, BuildOutcome, Event, MediaChoice, Request, Reviewers, RowsFor, Tag,
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

fn request(tag: Tag) -> Request {
    Request::Build {
        tag,
        options: BuildChoice {
            created: "2024-03-01T10:00:00Z".to_owned(),
            media: MediaChoice::AsTheyAre,
            reviewers: Reviewers::Role,
            threads: Vec::new(),
            burnt: Vec::new(),
            proof: None,
        },
    }
}

fn build(desk: &mut Desk) -> Vec<Answer> {
    let tag = desk.tag();
    desk.ask(request(tag))
}

fn built(answers: &[Answer]) -> (BuildOutcome, Option<Vec<u8>>) {
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
        desk.session
            .handle(Request::Verify { tag, name }, vec![given]);
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
    let [(Event::Redactions { list, .. }, _)] = &answers[..] else {
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
}
