//! The maker: opens what the page has open, in the page's order, and works on nothing else.

use std::rc::Rc;

use threadseal::engine::archive::Given;
use threadseal::engine::place::SourceId;
use threadseal::engine::seal::Secret;
use threadseal::engine::seal::share::{LeafPart, Share};
use threadseal::engine::session::protocol::{Event, Request, Tag};
use threadseal::engine::session::{Maker, Work};
use threadseal::engine::source::SharedSource;

use super::desk::{Answer, Desk, Memory, failures, opened};
use super::packaging::{built, request};
use super::{entries, packaging};
use crate::support::zips;

type Files = [(&'static str, Vec<u8>); 2];

/// Two exports that differ.
fn files() -> Files {
    let mut others = entries();
    others[2].1 = b"another end";
    [
        ("WhatsApp Chat with Ben.zip", zips::ordinary(&entries())),
        ("WhatsApp Chat with Cai.zip", zips::ordinary(&others)),
    ]
}

/// The page's side: both open, in this order, and what the maker is told of it.
fn page(files: &Files) -> (Desk, Vec<Request>) {
    let mut desk = Desk::new();
    let both: Vec<(&str, &[u8])> = files.iter().map(|(name, zip)| (*name, &zip[..])).collect();
    let answers = desk.open(&both);
    desk.confirm(&answers);
    let told = told_of(&desk, &answers);
    (desk, told)
}

/// What the maker is told of what the desk has open.
fn told_of(desk: &Desk, answers: &[Answer]) -> Vec<Request> {
    let sources = opened(answers).into_iter().map(|one| one.provisional);
    let identities: Vec<(u32, SourceId)> = answers
        .iter()
        .filter_map(|(event, _)| match event {
            Event::Digested { source, id, .. } => Some((*source, id.clone())),
            _other => None,
        })
        .collect();
    assert_eq!(identities.len(), opened(answers).len());
    vec![
        Request::Standing {
            sources: sources.collect(),
        },
        Request::Decisions {
            revision: 1,
            log: desk.log.to_file(),
            identities,
        },
    ]
}

fn open(maker: &mut Maker<Memory>, (name, zip): &(&str, Vec<u8>)) {
    let source: SharedSource = Rc::new(zip.clone());
    let name = (*name).to_owned();
    let request = Request::Open {
        names: vec![name.clone()],
        limits_times: 1,
    };
    maker.handle(request, vec![Given { name, source }]);
}

fn finish(maker: &mut Maker<Memory>) -> Vec<Answer> {
    let mut answers = maker.take_events();
    while maker.step() != Work::Idle {
        answers.extend(maker.take_events());
    }
    answers.extend(maker.take_events());
    answers
}

#[test]
fn what_is_asked_at_once_waits_until_all_is_open_in_the_pages_order() {
    let files = files();
    let (mut desk, told) = page(&files);
    let mut maker = Maker::new(Memory::default());
    for file in files.iter().rev() {
        open(&mut maker, file);
    }
    for request in told {
        maker.handle(request, Vec::new());
    }
    maker.handle(request(Tag(7)), Vec::new());
    let answers = finish(&mut maker);
    let of_it = |(event, _): &Answer| matches!(event, Event::Progress { .. } | Event::Built { .. });
    assert!(answers.iter().all(of_it), "{answers:#?}");
    let by_one_session = packaging::build(&mut desk);
    assert_eq!(built(&answers), built(&by_one_session));
}

#[test]
fn nothing_is_built_of_a_case_that_is_not_the_pages() {
    let files = files();
    let (_, told) = page(&files);
    let mut maker = Maker::new(Memory::default());
    open(&mut maker, &files[0]);
    for request in told.clone() {
        maker.handle(request, Vec::new());
    }
    maker.handle(request(Tag(7)), Vec::new());
    let failed = failures(&finish(&mut maker));
    assert_eq!(failed.len(), 1, "{failed:#?}");
    assert_eq!(failed[0].what, "file 2 of the case is not open");
    // The other one comes: now it is.
    open(&mut maker, &files[1]);
    for request in told {
        maker.handle(request, Vec::new());
    }
    maker.handle(request(Tag(8)), Vec::new());
    let (outcome, _) = built(&finish(&mut maker));
    assert!(!outcome.blocked);
}

#[test]
fn nothing_is_built_without_the_log_and_why_a_file_does_not_open_is_said() {
    let files = files();
    let (_, mut told) = page(&files);
    let mut maker = Maker::new(Memory::default());
    open(&mut maker, &files[0]);
    open(
        &mut maker,
        &("WhatsApp Chat with Cai.zip", b"no zip".to_vec()),
    );
    for request in told.clone() {
        maker.handle(request, Vec::new());
    }
    maker.handle(request(Tag(7)), Vec::new());
    let failed = failures(&finish(&mut maker));
    assert_eq!(failed.len(), 1, "{failed:#?}");
    assert!(failed[0].what.contains("Cai"), "{failed:#?}");

    open(&mut maker, &files[1]);
    if let Request::Decisions { revision, log, .. } = &mut told[1] {
        *revision += 1;
        log.push_str("and more");
    }
    for request in told {
        maker.handle(request, Vec::new());
    }
    maker.handle(request(Tag(8)), Vec::new());
    let failed = failures(&finish(&mut maker));
    assert_eq!(failed.len(), 1, "{failed:#?}");
    assert_eq!(failed[0].what, "the log of decisions is not open");
}

#[test]
fn what_waits_can_be_cancelled() {
    let files = files();
    let (_, told) = page(&files);
    let mut maker = Maker::new(Memory::default());
    open(&mut maker, &files[0]);
    open(&mut maker, &files[1]);
    for request in told {
        maker.handle(request, Vec::new());
    }
    maker.handle(request(Tag(7)), Vec::new());
    maker.handle(Request::Cancel { tag: Tag(7) }, Vec::new());
    let answers = finish(&mut maker);
    let cancelled = Event::Cancelled {
        tag: Some(Tag(7)),
        source: None,
    };
    assert_eq!(answers, [(cancelled, Vec::new())]);
}

/// The root that the maker comes to when it is handed these parts.
fn root_with(file: &(&str, Vec<u8>), told: &[Request], parts: &[LeafPart]) -> (String, usize) {
    let mut maker = Maker::new(Memory::default());
    open(&mut maker, file);
    for request in told {
        maker.handle(request.clone(), Vec::new());
    }
    maker.handle(seal(), Vec::new());
    let mut answers = Vec::new();
    while !answers
        .iter()
        .any(|(event, _)| matches!(event, Event::SealShared { .. }))
    {
        assert_ne!(maker.step(), Work::Idle);
        answers.extend(maker.take_events());
    }
    for part in parts {
        let (tag, part) = (Tag(7), part.clone());
        maker.handle(Request::SealLeaves { tag, part }, Vec::new());
    }
    answers.extend(finish(&mut maker));
    let shared = answers.iter().filter_map(|(event, _)| match event {
        Event::SealShared { shares, .. } => Some(shares.len()),
        _other => None,
    });
    assert_eq!(shared.collect::<Vec<_>>(), [1, 0], "asked, then told off");
    let root = answers.iter().find_map(|(event, _)| match event {
        Event::Sealed { outcome, .. } => Some(outcome.seals[0].number.clone()),
        _other => None,
    });
    (root.unwrap(), answers.len())
}

fn seal() -> Request {
    Request::Seal {
        tag: Tag(7),
        secret: Secret([7; 32]),
        created: "2024-03-01T10:00:00Z".to_owned(),
        signs: false,
        enclosed: Vec::new(),
    }
}

#[test]
fn what_the_reader_seals_comes_to_the_same_root_and_what_is_wrong_is_made_again() {
    let line = |n: u32| format!("[01/02/2024, 09:15:02] Ana: number {n}\n");
    let text: String = (0..3_000).map(line).collect();
    let zip = zips::ordinary(&[("_chat.txt", text.as_bytes())]);
    let file = ("WhatsApp Chat with Ben.zip", zip);
    let mut desk = Desk::new();
    let answers = desk.open(&[(file.0, &file.1)]);
    desk.confirm(&answers);
    let told = told_of(&desk, &answers);
    let thread = opened(&answers)[0].threads[0].thread;
    let (tag, secret) = (Tag(7), Secret([7; 32]));
    let shares = vec![Share { thread, secret }];
    let parts = desk.ask(Request::ShareSeal { tag, shares });
    let parts: Vec<LeafPart> = parts
        .into_iter()
        .filter_map(|(event, _)| match event {
            Event::Leaves { part, .. } => Some(part),
            _other => None,
        })
        .collect();
    assert_eq!(parts.len(), 3);
    let alone = root_with(&file, &told, &[]);
    assert_eq!(root_with(&file, &told, &parts), alone);
    let mut wrong = parts;
    wrong[1].leaves[0] = [0; 32];
    wrong[2].leaves.pop();
    assert_eq!(root_with(&file, &told, &wrong), alone);
}
