use super::{Page, requests};
use crate::app::action::{Action, VerifyAction};
use crate::app::comparing::{CompareAction, Comparing};
use crate::app::effect::Effect;
use crate::app::state::FileKey;
use crate::engine::compare::Comparison;
use crate::engine::session::protocol::{Event, Request, Tag};
use crate::engine::verify::{Report, Verdict};

fn report() -> Report {
    Report {
        result: Verdict::Valid,
        headline: "Valid".to_owned(),
        sha256: "cc".to_owned(),
        disclosure: None,
        checks: Vec::new(),
        not_checked: Vec::new(),
        signatures: Vec::new(),
        times: Vec::new(),
        signable: Vec::new(),
    }
}

fn verify(page: &mut Page, file: u32) -> Vec<Effect> {
    let chosen = VerifyAction::Chosen {
        file: FileKey(file),
        name: "a.zip".to_owned(),
    };
    let effects = page.act(Action::Verify(chosen));
    let tag = requests(&effects).into_iter().find_map(|at| match at {
        Request::Verify { tag, .. } => Some(*tag),
        _other => None,
    });
    page.event(Event::Verified {
        tag: tag.expect("a check"),
        report: report(),
    });
    effects
}

fn choose(page: &mut Page, file: u32) -> Vec<Effect> {
    page.act(Action::Compare(CompareAction::Chosen {
        file: FileKey(file),
        name: "b.zip".to_owned(),
    }))
}

fn asked(effects: &[Effect]) -> Tag {
    match effects.last() {
        Some(Effect::Post {
            request: Request::Compare { tag, names },
            files,
        }) => {
            assert_eq!(names, &["a.zip", "b.zip"]);
            assert_eq!(files[0], FileKey(1));
            *tag
        }
        other => panic!("expected a comparison, found {other:?}"),
    }
}

#[test]
fn a_later_package_is_compared_with_the_checked_one() {
    let mut page = Page::new();
    let dropped = |file: u32| Effect::DropFiles {
        files: vec![FileKey(file)],
    };
    assert_eq!(choose(&mut page, 2), [dropped(2)], "nothing was checked");
    verify(&mut page, 1);
    let tag = asked(&choose(&mut page, 2));
    let effects = page.act(Action::Compare(CompareAction::Cancelled));
    assert_eq!(requests(&effects), [&Request::Cancel { tag }]);
    let comparison = Some(Comparison::default());
    let event = Event::Compared {
        tag,
        report: report(),
        comparison,
    };
    assert_eq!(page.event(event), [dropped(2)]);
    assert!(matches!(
        &page.state.comparing,
        Comparing::Done {
            comparison: Some(_),
            ..
        }
    ));
    assert!(verify(&mut page, 3).contains(&dropped(1)));
    assert_eq!(page.state.comparing, Comparing::None);
}

#[test]
fn a_comparison_that_ends_early_lets_its_file_go() {
    let mut page = Page::new();
    verify(&mut page, 1);
    let tag = asked(&choose(&mut page, 2));
    let effects = choose(&mut page, 4);
    assert_eq!(effects[0], Effect::post(Request::Cancel { tag }));
    let tag = asked(&effects);
    let effects = page.event(Event::Cancelled {
        tag: Some(tag),
        source: None,
    });
    let files = vec![FileKey(4)];
    assert_eq!(effects, [Effect::DropFiles { files }]);
    assert_eq!(page.state.comparing, Comparing::None);
}
