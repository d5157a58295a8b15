use super::{Page, row, rows_asked};
use crate::app::action::{Action, OpenAction};
use crate::app::effect::Effect;
use crate::app::kept::KeptRecord;
use crate::app::state::{Batch, FileKey, Screen};
use crate::engine::finding::Failure;
use crate::engine::job::Progress;
use crate::engine::place::SourceId;
use crate::engine::session::protocol::{Event, Request};
use crate::engine::time::Instant;

fn provisional() -> SourceId {
    SourceId("provisional:a".to_owned())
}

impl Page {
    fn arriving(&mut self, done: u64) {
        self.event(Event::Arriving {
            name: "a.zip".to_owned(),
            progress: Progress { done, total: 100 },
        });
    }

    fn early(&mut self) -> Vec<Effect> {
        self.event(Event::Early {
            provisional: provisional(),
            title: "Ben".to_owned(),
            rows: vec![row(0, "hello"), row(1, "there")],
        })
    }
}

fn kept_record() -> KeptRecord {
    KeptRecord {
        provisional: provisional(),
        confirmed: None,
        name: "a.zip".to_owned(),
        size_bytes: 1,
        saved_at: Instant::from_rfc3339("2024-03-01T10:00:00Z").expect("a time"),
        log: "{}".to_owned(),
        n_standing: None,
    }
}

#[test]
fn first_messages_show_when_nothing_was_decided_about_them() {
    let mut page = Page::new();
    page.choose(1, "a.zip");
    page.arriving(1);
    let effects = page.early();
    let provisional = provisional();
    assert_eq!(effects, [Effect::LoadKept { provisional }]);
    assert!(page.state.shown_early().is_none(), "not before it is known");
    page.nothing_kept("provisional:a");
    assert_eq!(page.state.shown_early().unwrap().rows.len(), 2);
    page.arriving(60);
    let arrival = page.state.arrival.as_ref().unwrap();
    assert_eq!(arrival.progress.done, 60);
    assert!(page.state.shown_early().is_some());
    page.opened(0, "a.zip", "provisional:a");
    assert!(page.state.arrival.is_none());
    let effects = page.nothing_kept("provisional:a");
    assert!(rows_asked(&effects).is_some());
    assert_eq!(page.state.screen, Screen::Case);
}

#[test]
fn what_was_decided_about_before_is_never_shown_early() {
    let mut page = Page::new();
    page.choose(1, "a.zip");
    page.arriving(1);
    page.early();
    page.kept("provisional:a", vec![kept_record()]);
    assert!(page.state.shown_early().is_none());
    page.arriving(60);
    assert!(page.state.shown_early().is_none());
}

#[test]
fn nothing_is_shown_early_beside_something_that_is_open() {
    let mut page = Page::with_source();
    page.choose(2, "a.zip");
    page.arriving(1);
    assert_eq!(page.early(), []);
    assert!(page.state.shown_early().is_none());
}

#[test]
fn a_text_that_turns_out_to_be_none_leaves_nothing_behind() {
    let mut page = Page::new();
    page.choose(1, "a.zip");
    page.arriving(1);
    page.early();
    page.nothing_kept("provisional:a");
    page.event(Event::Failed {
        tag: None,
        failure: Failure {
            what: "\"a.zip\" is damaged".to_owned(),
            help: "Export again".to_owned(),
            can_raise: false,
        },
    });
    assert!(page.state.arrival.is_none());
    assert_eq!(page.alerts(), ["\"a.zip\" is damaged"]);
}

#[test]
fn opening_can_be_cancelled_and_the_others_are_opened_again() {
    let mut page = Page::new();
    page.choose(1, "open.zip");
    page.opened(0, "open.zip", "provisional:open");
    page.nothing_kept("provisional:open");
    page.choose(2, "a.zip");
    page.choose(3, "later.zip");
    page.arriving(30);
    let effects = page.act(Action::Open(OpenAction::Cancelled));
    let opened: Vec<&[String]> = effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Post {
                request: Request::Open { names, .. },
                ..
            } => Some(names.as_slice()),
            _other => None,
        })
        .collect();
    assert_eq!(opened, [["open.zip"], ["later.zip"]]);
    assert!(effects.contains(&Effect::RestartWorker));
    let files = vec![FileKey(2)];
    assert!(effects.contains(&Effect::DropFiles { files }));
    assert!(page.state.arrival.is_none());
    assert_eq!(page.state.batches[1], Batch::Gone);
    assert_eq!(
        page.alerts(),
        ["opening was cancelled; nothing of it was kept"]
    );
}
