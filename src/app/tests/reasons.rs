//! Lists of reasons: chosen, opened, saved, and what they ask for.

use crate::app::action::RedactAction;
use crate::app::feed::FeedAction;
use crate::app::reasons::ReasonsAction;
use crate::app::state::Dialog;
use crate::engine::decision::REASON_LIST_HEAD;

use super::*;

fn applied(page: &mut Page, code: &str, note: &str) -> bool {
    page.act(Action::Redact(RedactAction::Applied {
        codes: vec![code.to_owned()],
        note: note.to_owned(),
        by: None,
    }));
    page.state.dialog.is_none()
}

#[test]
fn a_list_of_ones_own_is_offered_saved_and_opened_again() {
    let mut page = Page::with_digest();
    let own = format!("{REASON_LIST_HEAD}\nTPD,Third parties,,1,People,Our rule 7,yes\n");
    let read = |text: &str| {
        Action::Reasons(ReasonsAction::FileRead {
            name: "Our list.csv".to_owned(),
            text: text.to_owned(),
        })
    };
    page.act(read(&own));
    let list = page.state.reasons.current().unwrap().clone();
    assert_eq!(list.reasons[0].law, "Our rule 7");
    let effects = page.act(Action::Reasons(ReasonsAction::SaveWanted));
    let [Effect::SaveText { name, text, .. }] = effects.as_slice() else {
        panic!("{effects:?}");
    };
    assert_eq!(name, "reasons-our-list.csv");
    assert_eq!(*text, own);
    let n_lists = page.state.reasons.lists.len();
    page.act(read(&own.replace("rule 7", "rule 8")));
    assert_eq!(
        page.state.reasons.lists.len(),
        n_lists,
        "it takes its place"
    );
    page.act(read("nonsense"));
    assert!(page.alerts().last().unwrap().contains("Our list.csv"));
    let law = &page.state.reasons.current().unwrap().reasons[0].law;
    assert_eq!(law, "Our rule 8", "the one before stays");
    let beyond = ReasonsAction::Chosen { index: 99 };
    page.act(Action::Reasons(beyond));
    assert!(page.state.reasons.current().is_some());
}

#[test]
fn a_list_may_ask_for_a_note() {
    let mut page = Page::with_digest();
    let effects = page.act(Action::Feed(FeedAction::WindowWanted {
        first: 0,
        n_rows: 3,
    }));
    page.rows(&effects, &[0, 1, 2]);
    let record = RecordId(1);
    page.act(Action::Feed(FeedAction::RedactMessage { record }));
    let index = page
        .state
        .reasons
        .lists
        .iter()
        .position(|list| list.name == "FOIA, United States")
        .unwrap();
    page.act(Action::Reasons(ReasonsAction::Chosen { index }));
    assert!(!applied(&mut page, "STA", " "));
    let Some(Dialog::Redact { error, .. }) = &page.state.dialog else {
        panic!("it stays open");
    };
    assert!(error.as_ref().unwrap().contains("STA"));
    assert!(applied(&mut page, "STA", "26 U.S.C. 6103"));
}
