use super::withholding::apply;
use super::{Page, place};
use crate::app::action::{Action, GoAction, KeepAction};
use crate::app::effect::Effect;
use crate::app::feed::FeedAction;
use crate::app::kept::{KeptRecord, key_of};
use crate::app::state::Dialog;
use crate::engine::decision::{Decision, DecisionKind, DecisionLog};
use crate::engine::finding::Failure;
use crate::engine::place::{MessagePlace, SourceId};
use crate::engine::thread::RecordId;
use crate::engine::time::Instant;

pub(super) fn id(text: &str) -> SourceId {
    SourceId(text.to_owned())
}

pub(super) fn message(source: &str, byte_start: u64, second: i64) -> Decision {
    Decision::new(
        "Ada",
        Instant::from_unix_ms(second * 1_000),
        DecisionKind::Message {
            target: MessagePlace {
                source: id(source),
                ..place("", byte_start)
            },
            codes: vec!["TPD".to_owned()],
            note: None,
        },
    )
}

pub(super) fn record(confirmed: Option<&str>, decisions: &[Decision]) -> KeptRecord {
    let mut log = DecisionLog::default();
    for decision in decisions {
        log.append(decision.clone());
    }
    KeptRecord {
        provisional: id("provisional:a"),
        confirmed: confirmed.map(id),
        name: "a.zip".to_owned(),
        size_bytes: 1_234,
        saved_at: Instant::from_unix_ms(1_000),
        log: log.to_file(),
        n_standing: None,
    }
}

pub(super) fn open_with(records: Vec<KeptRecord>) -> Page {
    let mut page = Page::new();
    page.choose(1, "a.zip");
    page.opened(0, "a.zip", "provisional:a");
    page.kept("provisional:a", records);
    page
}

pub(super) fn n_standing(page: &Page) -> usize {
    page.state.log.standing_redactions().len()
}

pub(super) fn saved(effects: &[Effect]) -> Vec<&KeptRecord> {
    effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::SaveKept { record, .. } => Some(record),
            _other => None,
        })
        .collect()
}

#[test]
fn decisions_come_back_at_once_and_the_digest_confirms_them() {
    let mut page = open_with(vec![record(Some("aa"), &[message("aa", 20, 5)])]);
    assert_eq!(n_standing(&page), 1);
    assert_eq!(
        page.state.sources[0].identity,
        id("aa"),
        "before the digest"
    );
    page.digested(0, "aa");
    assert_eq!(n_standing(&page), 1);
    assert!(page.state.log.can_undo());
    assert!(page.alerts()[0].contains("1 redaction kept on this device"));
}

#[test]
fn decisions_kept_before_their_digest_was_known_are_confirmed_now() {
    let mut page = open_with(vec![record(None, &[message("provisional:a", 20, 5)])]);
    assert_eq!(page.state.sources[0].identity, id("provisional:a"));
    let effects = page.digested(0, "aa");
    let kinds = page.state.log.standing_redactions();
    assert_eq!(kinds[0].kind.sources(), [id("aa")]);
    let replaces: Vec<&Option<String>> = effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::SaveKept { replaces, .. } => Some(replaces),
            _other => None,
        })
        .collect();
    assert_eq!(replaces, [&Some(key_of(&id("provisional:a"), None))]);
}

#[test]
fn decisions_about_another_file_of_the_same_end_do_not_apply() {
    let mut page = open_with(vec![record(Some("aa"), &[message("aa", 20, 5)])]);
    let effects = page.act(Action::Feed(FeedAction::WindowWanted {
        first: 0,
        n_rows: 1,
    }));
    page.rows(&effects, &[0]);
    page.act(Action::Feed(FeedAction::RedactMessage {
        record: RecordId(0),
    }));
    apply(&mut page, &["FIN"], "");
    let effects = page.digested(0, "bb");
    let standing = page.state.log.standing_redactions();
    assert_eq!(standing.len(), 1, "the one made on this file stays");
    assert_eq!(standing[0].kind.sources(), [id("bb")]);
    let alerts = page.alerts();
    assert!(
        alerts.iter().any(|what| what.contains("not the file")),
        "{alerts:?}"
    );
    for record in saved(&effects) {
        assert_eq!(
            record.confirmed,
            Some(id("bb")),
            "the other record stays as it is"
        );
    }
}

#[test]
fn of_two_files_of_the_same_end_the_right_decisions_apply() {
    let mut page = open_with(vec![
        record(Some("aa"), &[message("aa", 20, 5)]),
        record(Some("bb"), &[message("bb", 40, 6), message("bb", 60, 7)]),
    ]);
    page.digested(0, "bb");
    let standing = page.state.log.standing_redactions();
    assert_eq!(standing.len(), 2);
    assert!(standing.iter().all(|at| at.kind.sources() == [id("bb")]));
}

#[test]
fn a_digest_that_is_there_first_chooses_the_record() {
    let mut page = Page::new();
    page.choose(1, "a.zip");
    page.opened(0, "a.zip", "provisional:a");
    page.digested(0, "bb");
    page.kept(
        "provisional:a",
        vec![
            record(Some("aa"), &[message("aa", 20, 5)]),
            record(None, &[message("provisional:a", 40, 6)]),
        ],
    );
    let standing = page.state.log.standing_redactions();
    assert_eq!(standing.len(), 1);
    assert_eq!(standing[0].kind.sources(), [id("bb")]);
}

#[test]
fn nothing_is_written_in_a_private_session() {
    let mut page = Page::with_digest();
    page.act(Action::Keep(KeepAction::Private { on: true }));
    let effects = page.act(Action::Feed(FeedAction::WindowWanted {
        first: 0,
        n_rows: 1,
    }));
    page.rows(&effects, &[0]);
    page.act(Action::Feed(FeedAction::RedactMessage {
        record: RecordId(0),
    }));
    let effects = apply(&mut page, &["TPD"], "");
    assert_eq!(saved(&effects).len(), 0);
    assert!(page.state.must_warn());
    let effects = page.act(Action::Keep(KeepAction::Private { on: false }));
    assert_eq!(saved(&effects).len(), 1);
}

#[test]
fn only_looking_writes_nothing() {
    let mut page = Page::with_source();
    let effects = page.digested(0, "aa");
    assert_eq!(saved(&effects).len(), 0);
    assert!(!page.state.must_warn());
}

#[test]
fn forgetting_asks_first_and_switches_nothing() {
    let mut page = Page::with_digest();
    let key = key_of(&id("provisional:a"), Some(&id("aa")));
    page.act(Action::Keep(KeepAction::Saved { key: key.clone() }));
    assert!(!page.state.must_warn());
    let effects = page.act(Action::Keep(KeepAction::ForgetWanted { key: None }));
    assert_eq!(effects, []);
    page.act(Action::Go(GoAction::DialogClosed));
    let effects = page.act(Action::Keep(KeepAction::ForgetConfirmed));
    assert_eq!(effects, [], "the dialog was closed");

    page.act(Action::Keep(KeepAction::ForgetWanted { key: None }));
    let Some(Dialog::Forget(forgetting)) = page.state.dialog.clone() else {
        panic!("expected the question, found {:?}", page.state.dialog);
    };
    assert!(forgetting.words(&page.state)[0].contains("0 redactions"));
    let effects = page.act(Action::Keep(KeepAction::ForgetConfirmed));
    let [Effect::ForgetKept { keys }] = &effects[..] else {
        panic!("expected to forget, found {effects:?}");
    };
    assert_eq!(keys, &[key_of(&id("provisional:a"), None), key]);
    assert!(!page.state.keep.private);
    assert_eq!(page.state.dialog, None);
}

#[test]
fn what_was_forgotten_stands_nowhere_else() {
    let mut page = open_with(vec![record(Some("aa"), &[message("aa", 20, 5)])]);
    assert!(!page.state.must_warn());
    page.act(Action::Keep(KeepAction::ForgetWanted { key: None }));
    page.act(Action::Keep(KeepAction::ForgetConfirmed));
    assert_eq!(n_standing(&page), 1, "it stays in this window");
    assert!(page.state.must_warn());
}

#[test]
fn one_kept_record_is_forgotten_once_it_is_confirmed() {
    let mut page = Page::new();
    let kept = record(Some("aa"), &[message("aa", 20, 5)]);
    let key = kept.key();
    page.act(Action::Keep(KeepAction::Listed {
        records: vec![kept],
    }));
    page.act(Action::Keep(KeepAction::ForgetWanted {
        key: Some(key.clone()),
    }));
    let Some(Dialog::Forget(forgetting)) = page.state.dialog.clone() else {
        panic!("expected the question, found {:?}", page.state.dialog);
    };
    assert!(forgetting.words(&page.state)[0].contains("1 redaction,"));
    let effects = page.act(Action::Keep(KeepAction::ForgetConfirmed));
    assert_eq!(effects, [Effect::ForgetKept { keys: vec![key] }]);
}

#[test]
fn a_device_that_keeps_nothing_loses_nothing() {
    let mut page = open_with(vec![record(Some("aa"), &[message("aa", 20, 5)])]);
    let failure = Failure {
        what: "the quota is used up".to_owned(),
        help: "Save".to_owned(),
        can_raise: false,
    };
    page.act(Action::Keep(KeepAction::Failed { failure }));
    assert_eq!(n_standing(&page), 1);
    assert!(page.alerts().contains(&"the quota is used up"));
}

#[test]
fn two_windows_unite_what_they_keep() {
    let ours = record(Some("aa"), &[message("aa", 20, 5)]);
    let theirs = record(Some("aa"), &[message("aa", 40, 6)]);
    let older = record(None, &[message("provisional:a", 60, 7)]);
    let both = ours.clone().united_with(&theirs).expect("both are logs");
    assert_eq!(both.n_redactions(), 2);
    let all = both.united_with(&older).expect("both are logs");
    let log = DecisionLog::from_file(&all.log).expect("a log");
    assert!(
        log.decisions()
            .iter()
            .all(|at| at.kind.sources() == [id("aa")])
    );
    let broken = KeptRecord {
        log: "{}".to_owned(),
        ..theirs
    };
    assert!(ours.united_with(&broken).is_err(), "never overwritten");
}

#[test]
fn redactions_that_somebody_took_out_of_the_store_are_missed() {
    let whole = KeptRecord {
        n_standing: Some(0),
        ..record(Some("aa"), &[])
    };
    assert_eq!(
        open_with(vec![whole.clone()]).alerts(),
        Vec::<String>::new()
    );
    let robbed = KeptRecord {
        n_standing: Some(2),
        ..whole
    };
    let written = KeptRecord::from_json(&robbed.to_json()).expect("what we write we read");
    assert!(open_with(vec![written]).alerts()[0].contains("2 redactions that were kept"));
    // As an older version wrote it.
    let older = record(Some("aa"), &[]).to_json();
    assert!(!older.contains("n_standing"));
    let older = KeptRecord::from_json(&older).expect("it is read");
    assert_eq!(open_with(vec![older]).alerts(), Vec::<String>::new());
}

#[test]
fn kept_decisions_that_cannot_be_read_are_said() {
    let broken = KeptRecord {
        log: "nonsense".to_owned(),
        ..record(Some("aa"), &[])
    };
    let page = open_with(vec![broken]);
    assert!(page.alerts()[0].contains("cannot be read"));
    assert!(page.state.reading.is_some(), "the thread can still be read");
}
