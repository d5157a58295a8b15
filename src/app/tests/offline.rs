//! Whether the page starts without a network, and what another build of it may do.

use super::*;
use crate::app::offline::{OfflineAction, may_change, network_words, why_not_offline};
use crate::app::queue::QueueAction;

fn loaded() -> (Page, Vec<Effect>) {
    let mut page = Page::new();
    let effects = page.act(Action::Queue(QueueAction::Loaded { failed: None }));
    (page, effects)
}

fn offline(page: &mut Page, action: OfflineAction) -> Vec<Effect> {
    page.act(Action::Offline(action))
}

fn kept(page: &mut Page) {
    let build = "ab".repeat(32);
    offline(page, OfflineAction::Kept { build });
}

#[test]
fn it_is_said_when_every_file_is_kept_and_not_before() {
    let (mut page, effects) = loaded();
    assert_eq!(effects, [Effect::KeepOffline]);
    assert_eq!(
        network_words(&page.state),
        "Keeping the page for use offline…"
    );
    let again = page.act(Action::Queue(QueueAction::Loaded { failed: None }));
    assert_eq!(again, [], "it is asked for once");
    kept(&mut page);
    assert!(network_words(&page.state).starts_with("Ready offline"));
}

#[test]
fn a_failed_update_says_so_even_before_the_kept_files_are_compared() {
    let (mut page, _) = loaded();
    let what = "examiner.js is not the file that this build lists".to_owned();
    offline(&mut page, OfflineAction::UpdateFailed { what });
    let alerts = page.state.alerts.list();
    assert!(alerts[0].what.contains("did not arrive whole: examiner.js"));
    kept(&mut page);
    assert!(network_words(&page.state).starts_with("Ready offline"));
}

#[test]
fn one_file_is_ready_by_itself() {
    let (mut page, _) = loaded();
    offline(&mut page, OfflineAction::OneFile);
    assert!(network_words(&page.state).starts_with("Ready offline"));
}

#[test]
fn a_browser_that_keeps_nothing_is_told_of_without_alarm() {
    let (mut page, _) = loaded();
    let why = "the page was opened over plain http".to_owned();
    offline(&mut page, OfflineAction::NotHere { why });
    assert!(network_words(&page.state).starts_with("Works without a network until"));
    assert_eq!(
        why_not_offline(&page.state),
        Some("the page was opened over plain http")
    );
    assert_eq!(page.alerts(), Vec::<String>::new());
}

#[test]
fn a_file_that_is_not_the_right_one_is_named_and_what_was_kept_stays() {
    let failed = || OfflineAction::Failed {
        what: "worker.js is not the file that this build lists".to_owned(),
    };
    let (mut page, _) = loaded();
    offline(&mut page, failed());
    assert!(page.alerts()[0].contains("not kept for use offline: worker.js"));
    assert!(network_words(&page.state).starts_with("Works without"));

    let (mut page, _) = loaded();
    kept(&mut page);
    offline(&mut page, failed());
    assert!(page.alerts()[0].contains("did not arrive whole: worker.js"));
    assert!(network_words(&page.state).starts_with("Ready offline"));
}

#[test]
fn a_newer_build_waits_while_a_case_is_open() {
    let (mut page, _) = loaded();
    kept(&mut page);
    assert_eq!(offline(&mut page, OfflineAction::NewerWanted), []);
    offline(&mut page, OfflineAction::NewerWaits);
    assert!(may_change(&page.state));
    page.choose(1, "a.zip");
    assert!(!may_change(&page.state), "it is being opened");
    page.opened(0, "a.zip", "provisional:a");
    page.nothing_kept("provisional:a");
    assert_eq!(offline(&mut page, OfflineAction::NewerWanted), []);

    let (mut page, _) = loaded();
    offline(&mut page, OfflineAction::NewerWaits);
    assert_eq!(
        offline(&mut page, OfflineAction::NewerWanted),
        [Effect::UseNewerBuild]
    );
}

#[test]
fn what_was_kept_can_be_removed() {
    let (mut page, _) = loaded();
    kept(&mut page);
    assert_eq!(
        offline(&mut page, OfflineAction::RemoveWanted),
        [Effect::DropOffline]
    );
    offline(&mut page, OfflineAction::Removed);
    assert!(network_words(&page.state).starts_with("Works without"));
}

#[test]
fn when_the_own_host_is_forbidden_a_bound_worker_reads_from_then_on() {
    let (mut page, _) = loaded();
    let shut = OfflineAction::OwnHostShut;
    assert_eq!(offline(&mut page, shut.clone()), [Effect::RestartReader]);
    page.choose(1, "a.zip");
    assert_eq!(offline(&mut page, shut.clone()), [], "it is being opened");
    page.opened(0, "a.zip", "provisional:a");
    assert_eq!(offline(&mut page, shut), [], "it is open");
}
