//! Limits on what an input may cost, and how they are raised.

use std::ffi::OsString;

use threadseal::engine::archive::{Archive, ArchiveError};
use threadseal::engine::decision::{Decision, DecisionKind, DecisionLog, Keep};
use threadseal::engine::finding::Explain;
use threadseal::engine::limits::Limits;
use threadseal::engine::time::Instant;

use crate::support::{given, threadseal, zips};

const CHAT: &[u8] = b"31/12/2023, 21:05 - Ada Poe: one\n31/12/2023, 21:06 - Bob Fay: two\n";

#[test]
fn a_zip_that_unpacks_to_far_more_than_it_is_waits_for_larger_limits() {
    let zeros = vec![0; 1 << 20];
    let zip = zips::ordinary(&[("_chat.txt", CHAT), ("a.bin", &zeros)]);
    let limits = Limits {
        dense_bytes: 1 << 10,
        dense_ratio: 10,
        ..Limits::USUAL
    };
    let open = |limits: &Limits| Archive::open(vec![given("a.zip", zip.as_slice())], limits);
    let Err(error) = open(&limits) else {
        panic!("it was opened");
    };
    assert!(
        matches!(
            error,
            ArchiveError::TooDense {
                limit_times: 10,
                ..
            }
        ),
        "{error}"
    );
    let failure = error.to_failure();
    assert!(failure.can_raise && failure.help.contains("--raise-limits"));
    let raised = open(&limits.times(1_024)).unwrap().value;
    assert_eq!(raised.chat_texts().len(), 1);
    assert!(open(&Limits::USUAL).is_ok(), "small sums may be dense");
}

#[test]
fn what_no_limit_would_let_in_offers_none() {
    let cut = &zips::ordinary(&[("_chat.txt", CHAT)])[..60];
    let Err(error) = Archive::open(vec![given("a.zip", cut)], &Limits::USUAL) else {
        panic!("it was opened");
    };
    assert!(!error.to_failure().can_raise, "{error}");
}

#[test]
fn a_build_with_a_blank_term_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    std::fs::write(path("a.zip"), zips::ordinary(&[("_chat.txt", CHAT)])).unwrap();
    let mut log = DecisionLog::default();
    let at = Instant::from_rfc3339("2024-03-01T10:00:00Z").unwrap();
    let blank = DecisionKind::Value {
        find: " \u{200b}".to_owned(),
        keep: Keep::Nothing,
        except: Vec::new(),
        codes: vec!["TPD".to_owned()],
        note: None,
    };
    log.append(Decision::new("Ada", at, blank));
    std::fs::write(path("log.json"), log.to_file()).unwrap();
    let args: [OsString; 7] = [
        "build".into(),
        path("a.zip").into(),
        "--decisions".into(),
        path("log.json").into(),
        "--created=2024-03-01T10:00:00Z".into(),
        "--out".into(),
        path("out.zip").into(),
    ];
    let ran = threadseal(args);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("it would withhold nothing"), "{}", ran.err);
    assert!(!path("out.zip").exists());
}
