use super::{Page, requests};
use crate::app::action::{Action, PackageAction};
use crate::app::effect::Effect;
use crate::app::sealing::{SealAction, SealPhase};
use crate::app::state::Dialog;
use crate::engine::case::ThreadId;
use crate::engine::finding::Failure;
use crate::engine::job::Progress;
use crate::engine::package::{Bodies, Built};
use crate::engine::session::protocol::{Event, Request, SealOutcome, SealedFrom, Tag, ThreadSeal};

fn outcome(with_package: bool) -> SealOutcome {
    SealOutcome {
        package: with_package.then(|| Built {
            left_behind: Vec::new(),
            file_name: "sealed.zip".to_owned(),
            size_bytes: 10,
            sha256: "dd".to_owned(),
        }),
        seals: vec![ThreadSeal {
            thread: ThreadId(0),
            number: format!("{}:4:2", "ee".repeat(32)),
            n_records: 3,
        }],
    }
}

fn want(page: &mut Page) -> Tag {
    match &page.act(Action::Seal(SealAction::Wanted))[..] {
        [Effect::Seal { tag, .. }] => *tag,
        other => panic!("{other:?}"),
    }
}

pub(super) fn sealed(page: &mut Page) -> Tag {
    let tag = want(page);
    let outcome = outcome(true);
    let effects = page.event(Event::Sealed { tag, outcome });
    assert_eq!(effects, [Effect::OfferSealed { tag }]);
    tag
}

fn proof_in_form(page: &mut Page) -> Option<Bodies> {
    page.act(Action::Package(PackageAction::Wanted));
    match &page.state.dialog {
        Some(Dialog::Build(form)) => form.proof,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_proof_is_offered_once_the_sealed_package_was_saved() {
    let mut page = Page::with_digest();
    sealed(&mut page);
    assert_eq!(proof_in_form(&mut page), None);
    let proof = Some(Bodies::Parts);
    page.act(Action::Package(PackageAction::ProofChosen { proof }));
    assert!(matches!(&page.state.dialog, Some(Dialog::Build(form)) if form.proof.is_none()));

    page.act(Action::Seal(SealAction::Saved));
    assert_eq!(proof_in_form(&mut page), Some(Bodies::Closed));
    page.act(Action::Package(PackageAction::ProofChosen { proof }));
    let effects = page.build();
    let asked = requests(&effects);
    let build = asked.iter().find_map(|request| match request {
        Request::Build { options, .. } => Some(options.proof),
        _other => None,
    });
    assert_eq!(build, Some(proof));
}

#[test]
fn sealing_goes_on_can_be_cancelled_and_can_fail() {
    let mut page = Page::with_digest();
    let tag = want(&mut page);
    assert!(page.act(Action::Seal(SealAction::Wanted)).is_empty());
    page.event(Event::Progress {
        tag,
        phase: "Sealing each message".to_owned(),
        progress: Progress { done: 1, total: 2 },
    });
    assert!(matches!(
        &page.state.seal,
        SealPhase::Sealing { percent: 50, .. }
    ));
    let effects = page.act(Action::Seal(SealAction::Cancelled));
    assert_eq!(requests(&effects), [&Request::Cancel { tag }]);
    page.event(Event::Cancelled {
        tag: Some(tag),
        source: None,
    });
    assert_eq!(page.state.seal, SealPhase::None);

    let tag = want(&mut page);
    page.event(Event::Failed {
        tag: Some(tag),
        failure: Failure {
            what: "the disk is full".to_owned(),
            help: String::new(),
            can_raise: false,
        },
    });
    assert_eq!(page.state.seal, SealPhase::None);
    assert!(
        page.state.alerts.list()[0]
            .what
            .contains("the disk is full")
    );
    // An answer to what was given up is stale.
    let late = outcome(true);
    assert!(page.event(Event::Sealed { tag, outcome: late }).is_empty());
    assert_eq!(page.state.seal, SealPhase::None);
}

#[test]
fn another_export_or_a_broken_worker_ends_the_seal_and_it_is_said() {
    let mut page = Page::with_digest();
    sealed(&mut page);
    page.choose(2, "b.zip");
    let effects = page.opened(1, "b.zip", "provisional:b");
    assert!(effects.contains(&Effect::DropSealed));
    assert_eq!(page.state.seal, SealPhase::None);
    assert!(!page.state.alerts.list().is_empty());

    page.nothing_kept("provisional:b");
    assert!(page.act(Action::Seal(SealAction::Wanted)).is_empty());
    let told = page.state.alerts.list().last().unwrap();
    assert!(told.what.contains("\"b.zip\" is not known"), "{told:?}");
    page.digested(1, "bb");
    sealed(&mut page);
    page.act(Action::Seal(SealAction::Saved));
    let message = "gone".to_owned();
    let effects = page.event(Event::Broken { message });
    assert!(effects.contains(&Effect::DropSealed));
    assert_eq!(page.state.seal, SealPhase::None);
}

#[test]
fn the_seal_of_an_opened_sealed_package_needs_no_saving() {
    let mut page = Page::with_digest();
    let tag = want(&mut page);
    let outcome = outcome(false);
    assert!(page.event(Event::Sealed { tag, outcome }).is_empty());
    assert!(page.state.seal.is_kept());
}

#[test]
fn the_decisions_in_a_sealed_package_hold_before_anything_is_shown() {
    let page = Page::with_digest();
    let log = page.state.log.log().to_file();
    let mut other = Page::new();
    other.choose(1, "a.zip");
    let mut source = super::source(0, "a.zip", "provisional:a");
    source.sealed = Some(SealedFrom {
        id: crate::engine::place::SourceId("aa".to_owned()),
        log,
    });
    other.event(Event::Opened { source });
    assert!(other.state.reading.is_none(), "nothing is shown before");
    other.nothing_kept("provisional:a");
    assert_eq!(other.state.sources[0].identity.0, "aa");
    assert_eq!(
        other.state.log.log().decisions(),
        page.state.log.log().decisions()
    );
    assert!(other.state.reading.is_some());
}
