use super::{Page, requests, rows_asked, source};
use crate::app::action::{Action, OpenAction};
use crate::app::effect::Effect;
use crate::app::state::{DigestPhase, FileKey, Screen, WorkerPhase};
use crate::engine::decision::DecisionKind;
use crate::engine::finding::{Explain, Failure, Finding, Severity};
use crate::engine::job::Progress;
use crate::engine::place::{Place, SourceId};
use crate::engine::session::SessionError;
use crate::engine::session::protocol::{Event, Request};

#[test]
fn what_a_file_manager_leaves_in_a_folder_is_no_export() {
    let batches = |names: &[&str]| {
        let mut page = Page::new();
        let names = names.iter().map(|name| (*name).to_owned());
        let files = (1..).map(FileKey).zip(names).collect();
        page.act(Action::Open(OpenAction::Chosen { files }));
        page.state.batches.len()
    };
    assert_eq!(
        batches(&[".DS_Store", "a.zip", "._a.zip.txt", "Thumbs.db"]),
        1
    );
    // What may be a chat is never left aside, and neither is anything that was chosen alone.
    assert_eq!(batches(&["a.zip", "DS_Store.txt"]), 2);
    assert_eq!(batches(&[".DS_Store"]), 1);
}

#[test]
fn zips_open_each_alone_and_loose_files_together() {
    let mut page = Page::new();
    let files = ["a.zip", "chat.txt", "B.ZIP", "photo.jpg"];
    let files = (1..).map(FileKey).zip(files.map(str::to_owned)).collect();
    let effects = page.act(Action::Open(OpenAction::Chosen { files }));
    let opened: Vec<(Vec<String>, Vec<FileKey>)> = effects
        .into_iter()
        .filter_map(|effect| match effect {
            Effect::Post {
                request: Request::Open { names, .. },
                files,
            } => Some((names, files)),
            _other => None,
        })
        .collect();
    assert_eq!(
        opened,
        [
            (vec!["a.zip".to_owned()], vec![FileKey(1)]),
            (vec!["B.ZIP".to_owned()], vec![FileKey(3)]),
            (
                vec!["chat.txt".to_owned(), "photo.jpg".to_owned()],
                vec![FileKey(2), FileKey(4)]
            ),
        ]
    );
}

#[test]
fn no_row_is_asked_for_before_what_was_kept_is_back() {
    let mut page = Page::new();
    page.choose(1, "a.zip");
    let effects = page.opened(0, "a.zip", "provisional:a");
    assert_eq!(
        effects,
        [Effect::LoadKept {
            provisional: SourceId("provisional:a".to_owned())
        }]
    );
    assert_eq!(page.state.screen, Screen::Case);
    let effects = page.nothing_kept("provisional:a");
    let asked = requests(&effects);
    assert!(matches!(asked[0], Request::Decisions { identities, .. }
        if identities == &[(0, SourceId("provisional:a".to_owned()))]));
    assert!(matches!(asked[1], Request::Rows { .. }));
}

#[test]
fn the_digest_confirms_decisions_made_before_it_was_known() {
    let mut page = Page::with_source();
    page.digested(0, "aa");
    let log = page.state.log.log();
    let kinds: Vec<&DecisionKind> = log.decisions().iter().map(|at| &at.kind).collect();
    assert!(
        matches!(kinds[..], [DecisionKind::Opened { source, size_bytes: 1_234 }]
        if source.0 == "aa")
    );
    assert_eq!(
        page.state.sources[0].digest,
        DigestPhase::Known {
            sha256: "aa".to_owned()
        }
    );
}

#[test]
fn digests_progress_stop_and_go_on() {
    let mut page = Page::with_source();
    let progress = Progress {
        done: 50,
        total: 200,
    };
    page.event(Event::Digesting {
        source: 0,
        progress,
    });
    assert_eq!(
        page.state.sources[0].digest,
        DigestPhase::Computing { percent: 25 }
    );
    let effects = page.act(Action::Open(OpenAction::DigestCancelled { source: 0 }));
    assert_eq!(requests(&effects), [&Request::CancelDigest { source: 0 }]);
    page.event(Event::Cancelled {
        tag: None,
        source: Some(0),
    });
    assert_eq!(page.state.sources[0].digest, DigestPhase::Cancelled);
    let effects = page.act(Action::Open(OpenAction::DigestResumed { source: 0 }));
    assert_eq!(requests(&effects), [&Request::ResumeDigest { source: 0 }]);
}

#[test]
fn what_cannot_be_opened_is_said_and_the_rest_goes_on() {
    let mut page = Page::with_source();
    page.choose(2, "bad.zip");
    page.choose(3, "c.zip");
    let effects = page.event(Event::Failed {
        tag: None,
        failure: Failure {
            what: "\"bad.zip\" is not a zip".to_owned(),
            help: "Choose another".to_owned(),
            can_raise: false,
        },
    });
    assert_eq!(
        effects,
        [Effect::DropFiles {
            files: vec![FileKey(2)]
        }]
    );
    assert_eq!(page.alerts(), ["\"bad.zip\" is not a zip"]);
    assert_eq!(page.state.opening.len(), 1);
    page.opened(1, "c.zip", "provisional:c");
    assert_eq!(page.state.sources.len(), 2);
    assert!(page.state.opening.is_empty());
}

#[test]
fn a_worker_that_breaks_is_replaced_and_everything_opened_again() {
    let mut page = Page::with_digest();
    page.choose(2, "b.zip");
    page.opened(1, "b.zip", "provisional:b");
    page.nothing_kept("provisional:b");
    let log = page.state.log.log().clone();
    let effects = page.event(Event::Broken {
        message: "out of memory".to_owned(),
    });
    assert_eq!(effects[0], Effect::RestartWorker);
    let opened: Vec<&Request> = requests(&effects);
    assert!(
        matches!(opened[..], [Request::Open { names: a, .. }, Request::Open { names: b, .. }]
        if a == &["a.zip"] && b == &["b.zip"])
    );
    assert!(page.alerts()[0].contains("out of memory"));
    assert_eq!(page.state.log.log(), &log, "no decision is lost");
    page.event(Event::Ready {
        build: crate::engine::session::protocol::BUILD.to_owned(),
    });
    // The digest is known from before: decisions apply at once, and reading goes on.
    let effects = page.opened(0, "a.zip", "provisional:a");
    assert!(
        matches!(requests(&effects)[0], Request::Decisions { identities, .. }
        if identities == &[(0, SourceId("aa".to_owned()))])
    );
    assert!(rows_asked(&effects).is_some());
    page.digested(0, "aa");
    assert_eq!(page.state.log.log(), &log, "it is not a new opening");
}

#[test]
fn a_file_that_breaks_the_worker_is_not_opened_again() {
    let mut page = Page::with_source();
    page.choose(2, "evil.zip");
    let effects = page.event(Event::Broken {
        message: "unreachable".to_owned(),
    });
    let opened = requests(&effects);
    assert!(matches!(opened[..], [Request::Open { names, .. }] if names == &["a.zip"]));
    assert!(page.alerts()[0].contains("evil.zip"));
}

#[test]
fn a_worker_that_never_starts_is_not_started_for_ever() {
    let mut page = Page::with_source();
    let mut n_restarts = 0;
    for _ in 0..20 {
        let effects = page.event(Event::Broken {
            message: "again".to_owned(),
        });
        n_restarts += usize::from(effects.contains(&Effect::RestartWorker));
    }
    assert_eq!(n_restarts, 5);
    assert_eq!(page.state.worker, WorkerPhase::GivenUp);
}

#[test]
fn a_worker_of_another_build_is_told() {
    let mut page = Page::new();
    page.event(Event::Ready {
        build: "older".to_owned(),
    });
    assert_eq!(page.state.worker, WorkerPhase::Stale);
    assert!(page.alerts()[0].contains("older"));
}

#[test]
fn the_same_file_again_takes_the_place_of_the_first() {
    let mut page = Page::with_digest();
    page.choose(2, "copy of a.zip");
    let refused = SessionError::AlreadyOpen {
        name: "copy of a.zip".to_owned(),
        open_name: "a.zip".to_owned(),
    };
    let effects = page.event(Event::Failed {
        tag: None,
        failure: refused.to_failure(),
    });
    assert_eq!(effects[0], Effect::RestartWorker);
    let posts: Vec<&Effect> = effects
        .iter()
        .filter(|effect| matches!(effect, Effect::Post { .. }))
        .collect();
    assert!(matches!(posts[..], [Effect::Post { files, .. }] if files == &[FileKey(2)]));
    assert!(effects.contains(&Effect::DropFiles {
        files: vec![FileKey(1)]
    }));
    page.opened(0, "copy of a.zip", "provisional:a");
    assert_eq!(page.state.sources.len(), 1);
    assert_eq!(page.state.sources[0].identity.0, "aa");
}

#[test]
fn odd_sources_are_told_once_and_usual_oddities_are_not() {
    let mut page = Page::new();
    let finding = |code: &str, severity, text: &str| Finding {
        code: code.to_owned(),
        severity,
        place: Place::default(),
        text: text.to_owned(),
    };
    let mut summary = source(0, "a.zip", "provisional:a");
    summary.findings = vec![
        finding("P007", Severity::Warning, "assumed"),
        finding("P020", Severity::Warning, "missing"),
        finding("P004", Severity::Info, "looks"),
    ];
    page.choose(1, "a.zip");
    page.event(Event::Opened { source: summary });
    assert_eq!(page.alerts(), Vec::<&str>::new());
    let mut summary = source(1, "b.zip", "provisional:b");
    summary.findings = vec![
        finding("A002", Severity::Warning, "a name leads out"),
        finding("A012", Severity::Serious, "wrong CRC"),
    ];
    page.choose(2, "b.zip");
    page.event(Event::Opened { source: summary });
    let [said] = page.alerts()[..] else {
        panic!("expected one alert, found {:?}", page.alerts());
    };
    assert!(said.contains("\"b.zip\"") && said.contains("2 things") && said.contains("wrong CRC"));
}

#[test]
fn the_sample_opens_once() {
    let mut page = Page::new();
    let effects = page.act(Action::Open(OpenAction::SampleWanted));
    assert_eq!(requests(&effects), [&Request::OpenSample]);
    page.opened(0, "sample.zip", "provisional:s");
    page.nothing_kept("provisional:s");
    let effects = page.act(Action::Open(OpenAction::SampleWanted));
    assert_eq!(requests(&effects), Vec::<&Request>::new());
}
