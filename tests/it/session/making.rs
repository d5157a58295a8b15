//! The maker: opens what the page has open, in the page's order, and works on nothing else.

use std::rc::Rc;

use threadseal::engine::archive::Given;
use threadseal::engine::place::SourceId;
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
    let sources = opened(&answers).into_iter().map(|one| one.provisional);
    let identities: Vec<(u32, SourceId)> = answers
        .iter()
        .filter_map(|(event, _)| match event {
            Event::Digested { source, id, .. } => Some((*source, id.clone())),
            _other => None,
        })
        .collect();
    assert_eq!(identities.len(), 2);
    let told = vec![
        Request::Standing {
            sources: sources.collect(),
        },
        Request::Decisions {
            revision: 1,
            log: desk.log.to_file(),
            identities,
        },
    ];
    (desk, told)
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
