//! The network witness: tried when asked for, in the case only when that is asked for as well.

use super::*;
use crate::app::offline::OfflineAction;
use crate::app::state::Dialog;
use crate::app::witness::{WitnessAction, WitnessPhase};
use crate::engine::decision::DecisionKind;
use crate::engine::witness::WAYS;

fn witness(page: &mut Page, action: WitnessAction) -> Vec<Effect> {
    page.act(Action::Witness(action))
}

fn told() -> WitnessAction {
    let all = WAYS.iter().map(|(way, _)| format!("{way} blocked"));
    WitnessAction::Told {
        page: all.clone().collect(),
        worker: all.filter(|line| !line.starts_with("xhr")).collect(),
    }
}

fn recorded(page: &Page) -> Vec<&DecisionKind> {
    let all = page.state.log.log().decisions().iter();
    all.map(|one| &one.kind)
        .filter(|kind| matches!(kind, DecisionKind::Witnessed { .. }))
        .collect()
}

#[test]
fn nothing_is_tried_until_it_is_asked_for() {
    let mut page = Page::new();
    assert_eq!(witness(&mut page, WitnessAction::Wanted), []);
    assert_eq!(page.state.dialog, Some(Dialog::Witness));
    assert_eq!(page.state.witness, WitnessPhase::Idle);
    assert_eq!(witness(&mut page, WitnessAction::Try), [Effect::TryWaysOut]);
    assert_eq!(witness(&mut page, WitnessAction::Try), [], "once at a time");
}

#[test]
fn it_stands_in_the_case_when_a_person_says_so_and_once() {
    let mut page = Page::with_digest();
    let build = "ab".repeat(32);
    page.act(Action::Offline(OfflineAction::BuildKnown {
        build: build.clone(),
    }));
    witness(&mut page, WitnessAction::Try);
    witness(&mut page, told());
    assert_eq!(recorded(&page), Vec::<&DecisionKind>::new());
    witness(&mut page, WitnessAction::Record);
    witness(&mut page, WitnessAction::Record);
    let expected = DecisionKind::Witnessed {
        build: Some(build),
        n_tried: 30,
        n_blocked: 29,
        open: vec!["xhr".to_owned()],
    };
    assert_eq!(recorded(&page), [&expected]);
}

#[test]
fn without_a_case_there_is_nothing_to_record_it_in() {
    let mut page = Page::new();
    witness(&mut page, WitnessAction::Try);
    witness(&mut page, told());
    assert_eq!(witness(&mut page, WitnessAction::Record), []);
    assert_eq!(recorded(&page), Vec::<&DecisionKind>::new());
}
