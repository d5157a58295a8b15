use super::Page;
use super::packages::{build, built, outcome, redact};
use crate::app::action::Action;
use crate::app::effect::Effect;
use crate::app::gates::{Pass, gates};
use crate::app::queue::Program;
use crate::app::residual::{Remains, RemainsAction};
use crate::engine::detect::Detector;
use crate::engine::examine::protocol::{Event, Request};
use crate::engine::examine::residual::{Residual, ResidualKind};
use crate::engine::finding::Failure;
use crate::engine::job::Progress;
use crate::engine::session::protocol::Tag;

/// A page with a package that was just built, and what it asked for.
fn with_package(program: Program) -> (Page, Vec<Effect>) {
    let mut page = Page::with_digest();
    page.state.queue.program = program;
    let tag = build(&mut page);
    let effects = built(&mut page, tag, outcome(false, 0));
    (page, effects)
}

fn looking(page: &Page) -> Tag {
    match page.state.remains {
        Remains::Looking { tag, .. } => tag,
        ref other => panic!("{other:?}"),
    }
}

fn burner(page: &mut Page, event: Event) -> Vec<Effect> {
    page.act(Action::Burner(Box::new(event)))
}

fn residual(n: u64) -> Residual {
    let phones = ResidualKind {
        detector: Detector::Phone,
        n,
        n_values: 1,
        values: Vec::new(),
    };
    Residual {
        kinds: Some(phones).filter(|kind| kind.n > 0).into_iter().collect(),
        ..Residual::default()
    }
}

fn gate(page: &Page) -> (Pass, String) {
    let gate = gates(&page.state).into_iter().find(|gate| gate.id == "G3");
    let gate = gate.expect("the gate");
    (gate.pass, gate.words)
}

#[test]
fn a_package_is_looked_at_as_soon_as_it_is_there() {
    let (mut page, effects) = with_package(Program::Loaded);
    let offered = effects
        .iter()
        .position(|one| matches!(one, Effect::OfferPackage { .. }));
    let asked = effects.iter().position(|one| {
        matches!(
            one,
            Effect::AskBurnerOfPackage {
                request: Request::LookAtPackage { .. }
            }
        )
    });
    let opened = effects.iter().position(|one| {
        matches!(
            one,
            Effect::AskBurner {
                request: Request::Standing { .. },
                ..
            }
        )
    });
    assert!(offered < opened && opened < asked, "{effects:?}");
    assert_eq!(gate(&page).0, Pass::Look, "it is not known yet");
    let tag = looking(&page);
    let progress = Progress { done: 1, total: 4 };
    burner(&mut page, Event::Progress { tag, progress });
    assert_eq!(page.state.remains, Remains::Looking { tag, percent: 25 });
    let residual = residual(3);
    let effects = burner(&mut page, Event::Residual { tag, residual });
    assert_eq!(effects, [Effect::EndBurner]);
    let (pass, words) = gate(&page);
    assert_eq!(pass, Pass::Look);
    assert!(words.contains("× 3"), "{words}");
}

#[test]
fn where_nothing_is_found_the_gate_is_open() {
    let (mut page, _) = with_package(Program::Loaded);
    let tag = looking(&page);
    let residual = residual(0);
    burner(&mut page, Event::Residual { tag, residual });
    assert_eq!(gate(&page).0, Pass::Open);
}

#[test]
fn without_the_program_it_waits_to_be_asked() {
    let (mut page, _) = with_package(Program::Loading);
    assert_eq!(page.state.remains, Remains::None);
    assert_eq!(gate(&page).0, Pass::Look);
    page.state.queue.program = Program::Loaded;
    page.act(Action::Remains(RemainsAction::Wanted));
    assert!(page.state.remains.is_looking());
    let effects = page.act(Action::Remains(RemainsAction::Cancelled));
    assert_eq!(effects.last(), Some(&Effect::EndBurner));
    assert_eq!(page.state.remains, Remains::None);
}

#[test]
fn what_comes_of_an_older_package_is_dropped() {
    let (mut page, _) = with_package(Program::Loaded);
    let tag = looking(&page);
    redact(&mut page);
    assert_eq!(page.state.remains, Remains::None);
    let residual = residual(3);
    burner(&mut page, Event::Residual { tag, residual });
    assert_eq!(page.state.remains, Remains::None);
}

#[test]
fn a_program_that_fails_is_told_beside_the_package_and_nowhere_else() {
    for is_broken in [true, false] {
        let (mut page, _) = with_package(Program::Loaded);
        let tag = Some(looking(&page));
        let what = "out of memory".to_owned();
        let event = if is_broken {
            Event::Broken { message: what }
        } else {
            let failure = Failure {
                what,
                help: String::new(),
                can_raise: false,
            };
            Event::Failed { tag, failure }
        };
        let effects = burner(&mut page, event);
        assert_eq!(effects, [Effect::EndBurner]);
        let failed = Remains::Failed("out of memory".to_owned());
        assert_eq!(page.state.remains, failed);
        assert_eq!(page.alerts().concat(), "");
        page.act(Action::Remains(RemainsAction::Wanted));
        assert!(page.state.remains.is_looking());
    }
}
