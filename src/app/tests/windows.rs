use super::keeping::{id, message, n_standing, open_with, record, saved};
use super::withholding::apply;
use super::{Page, requests};
use crate::app::action::{Action, KeepAction, PackageAction};
use crate::app::effect::Effect;
use crate::app::feed::FeedAction;
use crate::app::kept::KeptRecord;
use crate::app::packaging::PackagePhase;
use crate::app::state::Dialog;
use crate::engine::decision::{Decision, DecisionKind};
use crate::engine::session::protocol::{MediaChoice, Request};
use crate::engine::thread::RecordId;
use crate::engine::time::Instant;

fn reread(page: &mut Page, records: Vec<KeptRecord>, for_build: bool) -> Vec<Effect> {
    page.act(Action::Keep(KeepAction::Reread { records, for_build }))
}

fn redact(page: &mut Page, record: u32) {
    let effects = page.act(Action::Feed(FeedAction::WindowWanted {
        first: 0,
        n_rows: 5,
    }));
    if page
        .state
        .reading
        .as_ref()
        .is_some_and(|at| at.window.rows.is_empty())
    {
        page.rows(&effects, &[0, 1, 2, 3, 4]);
    }
    page.act(Action::Feed(FeedAction::RedactMessage {
        record: RecordId(record),
    }));
    apply(page, &["TPD"], "");
}

fn decisions_sent(effects: &[Effect]) -> bool {
    requests(effects)
        .iter()
        .any(|request| matches!(request, Request::Decisions { .. }))
}

fn build_asked(effects: &[Effect]) -> bool {
    requests(effects)
        .iter()
        .any(|request| matches!(request, Request::Build { .. }))
}

#[test]
fn what_another_window_withholds_is_withheld_here_at_once() {
    let mut page = Page::with_digest();
    redact(&mut page, 0);
    let effects = page.act(Action::Keep(KeepAction::ChangedElsewhere));
    assert_eq!(effects, [Effect::ReadKept { for_build: false }]);
    let theirs = record(Some("aa"), &[message("aa", 40, 5)]);
    let effects = reread(&mut page, vec![theirs.clone()], false);
    assert_eq!(n_standing(&page), 2);
    assert!(decisions_sent(&effects), "{effects:?}");
    assert_eq!(saved(&effects)[0].n_redactions(), 2);
    let alerts = page.alerts();
    assert!(
        alerts
            .iter()
            .any(|what| what.contains("open in another window") && what.contains("1 decision")),
        "{alerts:?}"
    );

    let effects = reread(&mut page, vec![theirs], false);
    assert_eq!(
        effects,
        [],
        "the same again changes nothing and tells nobody"
    );
}

#[test]
fn a_withdrawal_in_another_window_holds_here() {
    let redaction = message("aa", 20, 5);
    let mut page = open_with(vec![record(Some("aa"), std::slice::from_ref(&redaction))]);
    page.digested(0, "aa");
    let withdrawal = Decision::new(
        "Bo",
        Instant::from_unix_ms(9_000),
        DecisionKind::Withdraw {
            withdraws: redaction.id.clone(),
        },
    );
    reread(
        &mut page,
        vec![record(Some("aa"), &[redaction, withdrawal])],
        false,
    );
    assert_eq!(n_standing(&page), 0);
}

#[test]
fn names_of_the_source_meet_before_and_after_its_digest() {
    let mut early = Page::with_source();
    redact(&mut early, 0);
    reread(
        &mut early,
        vec![record(Some("aa"), &[message("aa", 40, 5)])],
        false,
    );
    let standing = early.state.log.standing_redactions();
    assert_eq!(standing.len(), 2);
    assert!(standing.iter().all(|at| at.kind.sources() == [id("aa")]));
    early.digested(0, "aa");
    assert_eq!(n_standing(&early), 2);

    let mut known = Page::with_digest();
    redact(&mut known, 0);
    reread(
        &mut known,
        vec![record(None, &[message("provisional:a", 40, 5)])],
        false,
    );
    let standing = known.state.log.standing_redactions();
    assert_eq!(standing.len(), 2);
    assert!(standing.iter().all(|at| at.kind.sources() == [id("aa")]));
}

#[test]
fn decisions_about_another_file_stay_out_or_go_when_the_digest_is_known() {
    let theirs = || vec![record(Some("bb"), &[message("bb", 40, 5)])];
    let mut known = Page::with_digest();
    let effects = reread(&mut known, theirs(), false);
    assert_eq!(effects, []);
    assert_eq!(n_standing(&known), 0);

    let mut early = Page::with_source();
    redact(&mut early, 0);
    reread(&mut early, theirs(), false);
    assert_eq!(n_standing(&early), 2, "withheld until it is known better");
    early.digested(0, "aa");
    let standing = early.state.log.standing_redactions();
    assert_eq!(standing.len(), 1, "the one made on this file stays");
    assert_eq!(standing[0].kind.sources(), [id("aa")]);
}

#[test]
fn a_build_looks_for_other_windows_and_stops_when_they_changed_something() {
    let mut page = Page::with_digest();
    page.act(Action::Package(PackageAction::Wanted));
    let effects = page.act(Action::Package(PackageAction::Build));
    assert_eq!(effects, [Effect::ReadKept { for_build: true }]);
    let again = page.act(Action::Package(PackageAction::Build));
    assert_eq!(again, [], "once is enough");

    let theirs = vec![record(Some("aa"), &[message("aa", 40, 5)])];
    let effects = reread(&mut page, theirs.clone(), true);
    assert!(!build_asked(&effects));
    assert!(decisions_sent(&effects));
    let Some(Dialog::Build(form)) = &page.state.dialog else {
        panic!("the dialog stays open");
    };
    assert!(form.error.is_some());
    assert_eq!(form.media, None, "chosen for a thread without redactions");

    page.act(Action::Package(PackageAction::MediaChosen {
        media: MediaChoice::Withheld,
    }));
    page.act(Action::Package(PackageAction::Build));
    let effects = reread(&mut page, theirs, true);
    assert!(build_asked(&effects));
    assert!(matches!(page.state.package, PackagePhase::Building { .. }));
}

#[test]
fn a_package_of_before_is_thrown_away() {
    let mut page = Page::with_digest();
    page.act(Action::Package(PackageAction::Wanted));
    assert!(build_asked(&page.build()));
    let theirs = vec![record(Some("aa"), &[message("aa", 40, 5)])];
    reread(&mut page, theirs, false);
    assert_eq!(page.state.package, PackagePhase::Outdated);
}

#[test]
fn an_answer_for_a_dialog_that_was_closed_builds_nothing() {
    use crate::app::action::GoAction;
    let mut page = Page::with_digest();
    page.act(Action::Package(PackageAction::Wanted));
    page.act(Action::Package(PackageAction::Build));
    page.act(Action::Go(GoAction::DialogClosed));
    page.act(Action::Package(PackageAction::Wanted));
    assert!(!build_asked(&reread(&mut page, Vec::new(), true)));
}

#[test]
fn redo_survives_what_another_window_says_and_a_reload() {
    use crate::app::action::RedactAction;
    let mut page = Page::with_digest();
    redact(&mut page, 0);
    redact(&mut page, 1);
    page.act(Action::Redact(RedactAction::Undo));
    let effects = page.act(Action::Redact(RedactAction::Undo));
    let kept = saved(&effects)[0].clone();
    assert_eq!(kept.n_redactions(), 0);

    let mut later = open_with(vec![kept]);
    later.digested(0, "aa");
    assert!(!later.state.log.can_undo());
    later.act(Action::Redact(RedactAction::Redo));
    assert_eq!(n_standing(&later), 1);
    later.act(Action::Redact(RedactAction::Redo));
    assert_eq!(n_standing(&later), 2);
    assert!(!later.state.log.can_redo());
}
