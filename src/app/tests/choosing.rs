use super::Page;
use super::withholding::apply;
use crate::app::action::Action;
use crate::app::feed::FeedAction;
use crate::app::keys::Key;
use crate::app::state::Dialog;
use crate::engine::decision::DecisionKind;
use crate::engine::thread::RecordId;

#[test]
fn words_are_chosen_by_keyboard_and_then_asked_about() {
    let mut page = Page::with_digest();
    let key = |name: &str| {
        Action::Key(Key {
            name: name.to_owned(),
            command: false,
            shift: false,
        })
    };
    page.act(key("j"));
    let step = page.state.reading.as_ref().and_then(|at| at.step);
    assert_eq!(step.map(|step| (step.down, step.serial)), Some((true, 1)));

    let effects = page.act(Action::Feed(FeedAction::WindowWanted {
        first: 0,
        n_rows: 1,
    }));
    page.rows(&effects, &[0]);
    let record = RecordId(0);
    page.act(Action::Feed(FeedAction::Focused { record }));
    page.act(key("s"));
    let Some(Dialog::Choose { text, .. }) = page.state.dialog.clone() else {
        panic!(
            "the dialog that shows the text, found {:?}",
            page.state.dialog
        );
    };
    assert_eq!(text.text, "hello");
    let span = text.span(1, 3).expect("two letters");
    assert_eq!((span.start, span.len), (13, 2));
    page.act(Action::Feed(FeedAction::RedactSelection { record, span }));
    apply(&mut page, &["TPD"], "");
    let standing = page.state.log.standing_redactions();
    let [only] = &standing[..] else {
        panic!("one redaction, found {standing:?}");
    };
    assert!(
        matches!(&only.kind, DecisionKind::Span { span: at, .. } if *at == span),
        "{only:?}"
    );
}
