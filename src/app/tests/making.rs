use std::collections::BTreeSet;

use super::{Page, requests};
use crate::app::action::{Action, PackageAction, VerifyAction};
use crate::app::effect::Effect;
use crate::app::making::brought;
use crate::app::packaging::PackagePhase;
use crate::app::state::{FileKey, WorkerPhase};
use crate::app::verifying::VerifyPhase;
use crate::engine::session::protocol::{MediaChoice, Request};

fn break_the_maker(page: &mut Page) -> Vec<Effect> {
    page.act(Action::MakerBroke {
        message: "unreachable".to_owned(),
    })
}

#[test]
fn the_maker_is_told_once_what_to_open_and_always_what_stands() {
    let mut page = Page::with_digest();
    let mut has = BTreeSet::new();
    let told = brought(&page.state, &mut has);
    assert!(
        matches!(
            &told[..],
            [
                (Request::Open { .. }, files),
                (Request::Standing { sources }, _),
                (Request::Decisions { .. }, _),
            ] if files[..] == [FileKey(1)] && sources.len() == 1
        ),
        "{told:?}"
    );
    page.choose(2, "b.zip");
    page.opened(1, "b.zip", "provisional:b");
    page.nothing_kept("provisional:b");
    let told = brought(&page.state, &mut has);
    assert!(
        matches!(
            &told[..],
            [
                (Request::Open { .. }, files),
                (Request::Standing { sources }, _),
                (Request::Decisions { .. }, _),
            ] if files[..] == [FileKey(2)] && sources.len() == 2
        ),
        "{told:?}"
    );
    let told = brought(&page.state, &mut has);
    assert!(
        matches!(
            &told[..],
            [
                (Request::Standing { .. }, _),
                (Request::Decisions { .. }, _)
            ]
        ),
        "{told:?}"
    );
}

#[test]
fn a_broken_maker_ends_what_it_did_and_reading_goes_on() {
    let mut page = Page::with_digest();
    page.act(Action::Package(PackageAction::Wanted));
    let media = MediaChoice::Withheld;
    page.act(Action::Package(PackageAction::MediaChosen { media }));
    let effects = page.build();
    assert!(matches!(
        requests(&effects)[..],
        [Request::Build { .. }] | [_, Request::Build { .. }]
    ));
    let effects = page.act(Action::Verify(VerifyAction::Chosen {
        file: FileKey(9),
        name: "p.zip".to_owned(),
    }));
    assert!(matches!(requests(&effects)[..], [Request::Verify { .. }]));

    let effects = break_the_maker(&mut page);
    assert!(!effects.contains(&Effect::RestartWorker), "{effects:?}");
    assert_eq!(page.state.package, PackagePhase::None);
    assert_eq!(page.state.verify, VerifyPhase::Idle);
    assert_eq!(page.state.worker, WorkerPhase::Ready);
    assert_eq!(page.state.sources.len(), 1);
    let said = page.state.alerts.list();
    assert!(said[0].what.contains("unreachable"), "{said:?}");
    assert!(said[0].help.contains("no decision is lost"), "{said:?}");
}

#[test]
fn a_maker_that_breaks_while_idle_is_said_once() {
    let mut page = Page::with_digest();
    let n_before = page.state.alerts.list().len();
    break_the_maker(&mut page);
    assert_eq!(page.state.alerts.list().len(), n_before + 1);
}
