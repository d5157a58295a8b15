use super::Page;
use crate::app::action::{Action, RedactAction};
use crate::app::carrying::CarryAction;
use crate::app::effect::Effect;
use crate::app::state::Dialog;
use crate::engine::carry::{Carried, Ground, Offer};
use crate::engine::case::ThreadId;
use crate::engine::decision::{DecisionId, DecisionKind};
use crate::engine::place::{EntryId, MessagePlace, SourceId};
use crate::engine::session::protocol::{Event, Look, Request, Seen, Tag};
use crate::engine::thread::RecordId;

fn offer(byte_start: u64) -> Offer {
    Offer {
        kind: DecisionKind::Message {
            target: MessagePlace {
                source: SourceId("bb".to_owned()),
                entry: EntryId(0),
                byte_start,
                byte_len: 20,
            },
            codes: vec!["TPD".to_owned()],
            note: None,
        },
        from: DecisionId("0123".to_owned()),
        was: (ThreadId(0), RecordId(1)),
        at: (ThreadId(1), RecordId(2)),
        ground: Ground::OnlyOne,
        quote: "words".to_owned(),
    }
}

fn wanted(page: &mut Page) -> Option<Tag> {
    let effects = page.act(Action::Carry(CarryAction::Wanted));
    effects.iter().find_map(|effect| match effect {
        Effect::Post {
            request:
                Request::Look {
                    tag,
                    look: Look::Carry,
                },
            ..
        } => Some(*tag),
        _other => None,
    })
}

fn answer(page: &mut Page, tag: Tag, n_offers: u64) {
    let carried = Carried {
        offers: (0..n_offers).map(|at| offer(at * 20)).collect(),
        n_pairs: 1,
        ..Carried::default()
    };
    page.event(Event::Looked {
        tag,
        seen: Seen::Carry(Box::new(carried)),
    });
}

fn n_messages(page: &Page) -> usize {
    let standing = page.state.log.log().standing();
    let messages = standing
        .iter()
        .filter(|at| matches!(at.kind, DecisionKind::Message { .. }));
    messages.count()
}

#[test]
fn what_is_ticked_is_taken_over_as_one_act() {
    let mut page = Page::new();
    let tag = wanted(&mut page).expect("a question");
    assert_eq!(page.state.dialog, Some(Dialog::Carry));
    answer(&mut page, tag, 3);
    for (index, ticked) in [(0, true), (1, true), (1, false), (2, true), (9, true)] {
        page.act(Action::Carry(CarryAction::Ticked { index, ticked }));
    }
    page.act(Action::Carry(CarryAction::Taken));
    assert_eq!(n_messages(&page), 2);
    assert_eq!(page.state.dialog, None);
    page.act(Action::Redact(RedactAction::Undo));
    assert_eq!(n_messages(&page), 0);
}

#[test]
fn nothing_is_ticked_until_a_person_does() {
    let mut page = Page::new();
    let tag = wanted(&mut page).expect("a question");
    page.act(Action::Carry(CarryAction::Taken));
    answer(&mut page, tag, 2);
    page.act(Action::Carry(CarryAction::Taken));
    assert_eq!(n_messages(&page), 0);
    page.act(Action::Carry(CarryAction::AllTicked { ticked: true }));
    assert_eq!(page.state.carrying.ticked.len(), 2);
    // Looked at again with nothing decided meanwhile: the ticks are still there.
    assert_eq!(wanted(&mut page), None);
    assert_eq!(page.state.carrying.ticked.len(), 2);
    page.act(Action::Carry(CarryAction::Taken));
    assert_eq!(n_messages(&page), 2);
    // Something was decided: it is looked for anew, and an old answer counts no longer.
    assert!(wanted(&mut page).is_some());
    answer(&mut page, tag, 2);
    assert_eq!(page.state.carrying.n_offers(), 0);
}
