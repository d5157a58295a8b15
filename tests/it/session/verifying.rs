//! Checking packages whose media the platform digests: the same report, whatever the platform does.

use std::rc::Rc;

use threadseal::engine::archive::Given;
use threadseal::engine::session::protocol::{Event, KnownOrigin, Request};
use threadseal::engine::verify::{Report, Verdict};

use super::desk::{Beside, Desk};
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
        let expected = 2 * (N_FILES - 1) + 1;
        assert_eq!(
            n, expected,
            "two digests of each large file, one of the package"
        );
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
