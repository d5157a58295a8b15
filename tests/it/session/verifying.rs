//! Checking packages whose media the platform digests, and the reader the whole: the same report,
//! whatever those do.

use std::rc::Rc;

use threadseal::engine::archive::Given;
use threadseal::engine::open::Milestone;
use threadseal::engine::session::protocol::{Event, KnownOrigin, Request, Tag};
use threadseal::engine::session::{Maker, Work};
use threadseal::engine::source::SharedSource;
use threadseal::engine::verify::{Report, Verdict};

use super::desk::{Answer, Beside, Desk, Memory};
use super::packaging::{build, built};
use crate::support::zips;

const N_FILES: usize = 30;

/// A package with large pictures, more of them than are on their way at once, and a small one.
fn package() -> Vec<u8> {
    let name = |number: usize| format!("IMG-20240301-WA{number:04}.jpg");
    let line = |number| {
        format!(
            "01/03/2024, 09:{number:02} - Ada: {} (file attached)\n",
            name(number)
        )
    };
    let text: String = (0..N_FILES).map(line).collect();
    let size = |number: usize| if number == 0 { 300 } else { 3 << 19 };
    let pictures: Vec<(String, Vec<u8>)> = (0..N_FILES)
        .map(|number| {
            let start = [0xff, 0xd8, 0xff, number as u8];
            (name(number), [&start[..], &vec![7; size(number)]].concat())
        })
        .collect();
    let mut entries = vec![("WhatsApp Chat with Ada.txt", text.as_bytes())];
    entries.extend(
        pictures
            .iter()
            .map(|(name, bytes)| (name.as_str(), &bytes[..])),
    );
    let mut desk = Desk::with(&[("WhatsApp Chat with Ada.zip", &zips::stored(&entries))]);
    let (outcome, package) = built(&build(&mut desk));
    assert!(!outcome.blocked, "{outcome:?}");
    package.unwrap()
}

/// The report, and how many digests the platform was asked for.
fn verified(package: &[u8], beside: Option<Beside>) -> (Report, usize) {
    let mut desk = Desk::new();
    desk.platform.borrow_mut().beside = beside;
    let (tag, name) = (desk.tag(), "p.zip".to_owned());
    let given = Given {
        name: name.clone(),
        source: Rc::new(package.to_vec()),
    };
    let known = KnownOrigin::default();
    let request = Request::Verify { tag, name, known };
    desk.session.handle(request, vec![given]);
    let report = desk
        .finish()
        .into_iter()
        .find_map(|(event, _)| match event {
            Event::Verified { report, .. } => Some(report),
            _other => None,
        });
    let n_beside = desk.platform.borrow().n_beside;
    (report.unwrap(), n_beside)
}

#[test]
fn media_digested_beside_give_the_same_report() {
    let package = package();
    let (alone, none) = verified(&package, None);
    assert_eq!((alone.result, none), (Verdict::Valid, 0));
    for n_not_yet in [0, 3] {
        let fails = false;
        let (report, n) = verified(&package, Some(Beside { n_not_yet, fails }));
        assert_eq!(report, alone, "{n_not_yet}");
        let expected = 2 * (N_FILES - 1);
        assert_eq!(n, expected, "two digests of each large file");
    }
    let fails = true;
    let (report, n) = verified(
        &package,
        Some(Beside {
            n_not_yet: 2,
            fails,
        }),
    );
    assert_eq!(report, alone);
    assert!((2..20).contains(&n), "{n}: it is not asked again");
    let mut bent = package.clone();
    let middle = bent.len() / 2;
    bent[middle] ^= 1;
    let (alone, _) = verified(&bent, None);
    let beside = Beside {
        n_not_yet: 3,
        fails: false,
    };
    assert_eq!(alone.result, Verdict::NotValid);
    assert_eq!(verified(&bent, Some(beside)).0, alone);
}

/// What the maker answers when the reader does `help` with what it is asked.
fn made(package: &[u8], help: impl Fn(Tag, Vec<u8>) -> Option<Request>) -> Vec<Answer> {
    let memory = Memory::default();
    let source: SharedSource = Rc::new(package.to_vec());
    memory.0.borrow_mut().known.push(Rc::clone(&source));
    let platform = memory.clone();
    let mut maker = Maker::new(memory);
    let (tag, name) = (Tag(7), "p.zip".to_owned());
    let given = Given {
        name: name.clone(),
        source,
    };
    let known = KnownOrigin::default();
    maker.handle(Request::Verify { tag, name, known }, vec![given]);
    let mut answers = Vec::new();
    loop {
        let work = maker.step();
        for (event, mut beside) in maker.take_events() {
            if let Event::DigestShared { tag } = event
                && let Some(request) = help(tag, beside.remove(0))
            {
                maker.handle(request, Vec::new());
            }
            answers.push((event, beside));
        }
        if work == Work::Idle {
            assert_eq!(platform.0.borrow().passed, [Milestone::PackageDigested]);
            return answers;
        }
    }
}

fn report(answers: Vec<Answer>) -> Report {
    let mut events = answers.into_iter().map(|(event, _)| event);
    let report = events.find_map(|event| match event {
        Event::Verified { report, .. } => Some(report),
        _other => None,
    });
    report.unwrap()
}

/// What the reader answers about these bytes.
fn read(tag: Tag, bytes: Vec<u8>) -> Option<String> {
    let mut reader = Desk::new();
    let (name, source) = (String::new(), Rc::new(bytes));
    let given = vec![Given { name, source }];
    reader
        .session
        .handle(Request::ShareDigest { tag }, given.clone());
    // The one before is not wanted any more, and what was cancelled is not told.
    let other = Request::ShareDigest { tag: Tag(9) };
    reader.session.handle(other, given.clone());
    reader
        .session
        .handle(Request::Cancel { tag: Tag(9) }, Vec::new());
    assert_eq!(reader.finish(), []);
    reader.session.handle(Request::ShareDigest { tag }, given);
    match &reader.finish()[..] {
        [(Event::SharedDigest { tag: of, sha256 }, _)] if *of == tag => sha256.clone(),
        other => panic!("one answer, not {other:?}"),
    }
}

#[test]
fn the_reader_digests_the_whole_for_the_maker() {
    let package = package();
    let (alone, _) = verified(&package, None);
    let helped = made(&package, |tag, bytes| {
        assert_eq!(bytes, package);
        let sha256 = read(tag, bytes);
        assert_eq!(sha256.as_ref(), Some(&alone.sha256));
        Some(Request::SharedDigest { tag, sha256 })
    });
    assert_eq!(report(helped), alone);
    let failed = made(&package, |tag, _| {
        Some(Request::SharedDigest { tag, sha256: None })
    });
    assert_eq!(report(failed), alone, "what failed is done by the maker");
    let unheard = made(&package, |_, _| None);
    assert_eq!(report(unheard), alone, "what does not arrive is, too");
    let of_another = made(&package, |_, _| {
        let (tag, sha256) = (Tag(8), Some("of another".to_owned()));
        Some(Request::SharedDigest { tag, sha256 })
    });
    assert_eq!(report(of_another), alone);
}

#[test]
fn nobody_is_asked_about_a_small_package() {
    let mut desk = Desk::with(&[(
        "WhatsApp Chat with Ada.zip",
        &zips::ordinary(&[(
            "WhatsApp Chat with Ada.txt",
            b"01/03/2024, 09:00 - Ada: hi\n",
        )]),
    )]);
    let (outcome, package) = built(&build(&mut desk));
    assert!(!outcome.blocked);
    let answers = made(&package.unwrap(), |tag, _| panic!("asked about {tag:?}"));
    assert_eq!(report(answers).result, Verdict::Valid);
}
