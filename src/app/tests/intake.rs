//! The form of intake: recorded as a decision, once, and taken back by emptying it.

use super::*;
use crate::app::intake::{IntakeAction, claim};
use crate::engine::decision::Intake;

fn recorded(page: &mut Page, who: &str) -> Vec<Effect> {
    page.act(Action::Intake(IntakeAction::Recorded {
        source: 0,
        typed: Intake {
            who: who.to_owned(),
            ..Intake::default()
        },
        by: None,
    }))
}

#[test]
fn it_stands_once_and_can_be_taken_back() {
    let mut page = Page::with_digest();
    assert_eq!(claim(&page.state, 0), None);
    let effects = recorded(&mut page, "  Bob\nFay ");
    assert!(
        effects
            .iter()
            .any(|effect| matches!(effect, Effect::Post { .. }))
    );
    let stands = claim(&page.state, 0).expect("a form stands");
    assert_eq!(stands.intake.who, "Bob Fay");
    let n_decisions = page.state.log.log().decisions().len();
    assert_eq!(recorded(&mut page, "Bob Fay"), []);
    assert_eq!(page.state.log.log().decisions().len(), n_decisions);
    recorded(&mut page, " ");
    assert_eq!(claim(&page.state, 0), None);
}
