use super::keeping::record;
use super::packages::{built, outcome};
use super::sealing::sealed;
use super::{Page, requests};
use crate::app::action::{Action, KeepAction, PackageAction, RedactAction};
use crate::app::effect::Effect;
use crate::app::packaging::PackagePhase;
use crate::app::saving::{left_before, next_disclosure};
use crate::app::sealing::SealAction;
use crate::app::state::Dialog;
use crate::engine::decision::{Decision, DecisionKind, Disclosure};
use crate::engine::session::protocol::{BuildOutcome, MediaChoice, Request, Tag};
use crate::engine::time::Instant;

fn root() -> String {
    "ee".repeat(32)
}

fn disclosed(sha256: &str, number: u32) -> DecisionKind {
    DecisionKind::Disclosed {
        package_sha256: sha256.to_owned(),
        number,
        seals: vec![root()],
    }
}

/// A page with a seal that was saved.
fn page() -> Page {
    let mut page = Page::with_digest();
    sealed(&mut page);
    page.act(Action::Seal(SealAction::Saved));
    page
}

/// The number that the form says.
fn announced(page: &mut Page) -> Option<u32> {
    page.act(Action::Package(PackageAction::Wanted));
    match &page.state.dialog {
        Some(Dialog::Build(form)) => next_disclosure(&page.state, form).map(|one| one.number),
        other => panic!("{other:?}"),
    }
}

fn build(page: &mut Page) -> Tag {
    page.act(Action::Package(PackageAction::Wanted));
    let media = MediaChoice::Withheld;
    page.act(Action::Package(PackageAction::MediaChosen { media }));
    let effects = page.build();
    let asked = requests(&effects).into_iter().find_map(|at| match at {
        Request::Build { tag, .. } => Some(*tag),
        _other => None,
    });
    asked.expect("a build")
}

/// What the worker answers of a package with that digest and number.
fn numbered(sha256: &str, number: Option<u32>) -> BuildOutcome {
    let mut outcome = outcome(false, 0);
    outcome.sha256 = sha256.to_owned();
    outcome.kept.disclosure = number.map(|number| Disclosure {
        number,
        seals: vec![root()],
    });
    outcome
}

fn save(page: &mut Page) -> Vec<Effect> {
    page.act(Action::Package(PackageAction::Saved))
}

/// What stands in the log of packages that left.
fn left(page: &Page) -> Vec<DecisionKind> {
    let decisions = page.state.log.log().decisions().iter();
    let kinds = decisions.map(|at| at.kind.clone());
    kinds
        .filter(|kind| matches!(kind, DecisionKind::Disclosed { .. }))
        .collect()
}

#[test]
fn a_number_is_used_up_when_the_package_is_saved_and_once() {
    let mut page = page();
    assert_eq!(announced(&mut page), Some(1));
    let tag = build(&mut page);
    built(&mut page, tag, numbered("aa", Some(1)));
    assert_eq!(left(&page), []);
    assert_eq!(announced(&mut page), Some(1), "nobody has it yet");
    let tag = build(&mut page);
    built(&mut page, tag, numbered("bb", Some(1)));
    let effects = save(&mut page);
    let sent = |request: &&Request| matches!(request, Request::Decisions { .. });
    assert!(requests(&effects).iter().any(sent), "the worker counts on");
    assert!(page.state.log.is_unsaved());
    assert_eq!(left(&page), [disclosed("bb", 1)]);
    // The same again, by either way of saving.
    assert_eq!(save(&mut page), []);
    page.act(Action::Package(PackageAction::SavedTo));
    assert_eq!(left(&page), [disclosed("bb", 1)]);
    assert!(matches!(page.state.package, PackagePhase::Built { .. }));
    assert_eq!(announced(&mut page), Some(2));
    let listed: Vec<(u32, &str)> = left_before(&page.state)
        .iter()
        .map(|one| (one.number, one.package_sha256))
        .collect();
    assert_eq!(listed, [(1, "bb")]);
    // Nothing undoes that it left.
    page.act(Action::Redact(RedactAction::Undo));
    assert_eq!(announced(&mut page), Some(2));
}

#[test]
fn a_package_saved_elsewhere_counts_when_it_is_there() {
    let mut page = page();
    let tag = build(&mut page);
    built(&mut page, tag, numbered("aa", Some(1)));
    assert_eq!(
        page.act(Action::Package(PackageAction::SaveToWanted)).len(),
        1
    );
    assert_eq!(left(&page), [], "it is not there yet");
    let what = "no room".to_owned();
    page.act(Action::Package(PackageAction::NotSaved { what }));
    assert_eq!(left(&page), []);
    page.act(Action::Package(PackageAction::SavedTo));
    assert_eq!(left(&page), [disclosed("aa", 1)]);
}

#[test]
fn without_a_proof_or_before_it_may_leave_nothing_is_written_down() {
    let mut page = page();
    page.act(Action::Package(PackageAction::Wanted));
    page.act(Action::Package(PackageAction::ProofChosen { proof: None }));
    match &page.state.dialog {
        Some(Dialog::Build(form)) => assert_eq!(next_disclosure(&page.state, form), None),
        other => panic!("{other:?}"),
    }
    let tag = build(&mut page);
    built(&mut page, tag, numbered("aa", None));
    assert_eq!(save(&mut page), []);
    let tag = build(&mut page);
    let mut unseen = numbered("bb", Some(1));
    unseen.leaks = outcome(false, 1).leaks;
    built(&mut page, tag, unseen);
    assert_eq!(save(&mut page), []);
    assert_eq!(left(&page), []);
    page.act(Action::Package(PackageAction::Looked));
    save(&mut page);
    assert_eq!(left(&page), [disclosed("bb", 1)]);
}

#[test]
fn a_number_that_another_window_gave_away_meanwhile_is_not_given_again() {
    let mut page = page();
    let tag = build(&mut page);
    built(&mut page, tag, numbered("aa", Some(1)));
    let theirs = |number: u32, seconds: i64| {
        let at = Instant::from_unix_ms(seconds * 1_000);
        let kind = disclosed(&format!("c{number}"), number);
        record(Some("aa"), &[Decision::new("Bo", at, kind)])
    };
    let reread = |page: &mut Page, number: u32| {
        let records = vec![theirs(number, 9)];
        let for_build = false;
        page.act(Action::Keep(KeepAction::Reread { records, for_build }))
    };
    let effects = reread(&mut page, 1);
    assert!(effects.contains(&Effect::DropPackage), "{effects:?}");
    assert_eq!(page.state.package, PackagePhase::Outdated);
    assert_eq!(save(&mut page), []);
    assert_eq!(announced(&mut page), Some(2));
    // One that left already is not called back by what came later.
    let tag = build(&mut page);
    built(&mut page, tag, numbered("bb", Some(2)));
    save(&mut page);
    reread(&mut page, 3);
    assert!(matches!(page.state.package, PackagePhase::Built { .. }));
    assert_eq!(announced(&mut page), Some(4));
}
