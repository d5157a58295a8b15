//! What is prepared and kept: the roster's cells, a policy while it is written, the look afterwards, the
//! report in the sealed package.

use super::*;
use crate::app::compliance::{RosterEdit, cells_of};
use crate::app::sealing::SealPhase;
use crate::engine::compliance::{PolicyPlace, RuleHits};
use crate::engine::job::Progress;

fn cell(row: usize, column: usize, value: &str) -> ComplyAction {
    edit(RosterEdit::Cell {
        row,
        column,
        value: value.to_owned(),
    })
}

fn edit(edit: RosterEdit) -> ComplyAction {
    ComplyAction::RosterEdited { edit }
}

#[test]
fn a_roster_is_begun_edited_and_taken_back() {
    let mut page = Page::new();
    let effects = page.comply(edit(RosterEdit::RowAdded));
    // The name is written next.
    assert!(matches!(&effects[..], [Effect::FocusOn { id }] if id == "roster-0-1"));
    page.comply(cell(0, 1, "Ines Sample"));
    page.comply(edit(RosterEdit::RowAdded));
    page.comply(edit(RosterEdit::ColumnAdded {
        name: "hold".to_owned(),
    }));
    page.comply(edit(RosterEdit::RowRemoved { row: 1 }));
    let text = |page: &Page| {
        let roster = page.state.comply.roster.as_ref();
        roster.map(|roster| roster.text.to_string())
    };
    assert_eq!(
        text(&page).unwrap(),
        "person_id,full_name,aliases,phones,region,side,authorised,valid_from,valid_to,hold\r\n\
         p001,Ines Sample,,,,unknown,no,,,\r\n"
    );
    // Writing what stands there is no step.
    page.comply(cell(0, 1, "Ines Sample"));
    for _step in 0..5 {
        page.comply(edit(RosterEdit::Undone));
    }
    assert_eq!(text(&page), None);
    page.comply(edit(RosterEdit::Undone));
    assert_eq!(text(&page), None);
}

#[test]
fn cards_become_a_table_when_they_are_edited() {
    let mut page = Page::new();
    page.comply(ComplyAction::RosterRead {
        name: "people.vcf".to_owned(),
        text: "BEGIN:VCARD\nVERSION:4.0\nUID:c1\nFN:Zed Placeholder\nEND:VCARD\n".to_owned(),
    });
    page.comply(cell(0, 1, "Zed P."));
    let roster = page.state.comply.roster.clone().unwrap();
    assert_eq!(roster.name, "people.csv");
    let grid = cells_of(Some(&roster)).unwrap();
    assert_eq!(grid.rows[0][..2], ["c1", "Zed P."]);
}

fn tried(effects: &[Effect]) -> Tag {
    match asks(effects).last() {
        Some(ComplyRequest::Try { tag, .. }) => *tag,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_policy_is_tried_while_it_is_written() {
    let mut page = Page::with_digest();
    page.act(Action::Queue(QueueAction::Loaded { failed: None }));
    let typed = |text: &str| ComplyAction::PolicyTyped {
        text: text.to_owned(),
    };
    let effects = page.comply(typed("{"));
    assert!(matches!(effects.first(), Some(Effect::StartClerk)));
    let first = tried(&effects);
    page.clerk_told(ComplyEvent::Refused {
        tag: first,
        places: vec![PolicyPlace {
            line: 1,
            path: String::new(),
            what: "ends too soon".to_owned(),
        }],
    });
    assert_eq!(page.state.comply.trial.wrong.len(), 1);
    let effects = page.comply(typed("{}"));
    assert!(!effects.contains(&Effect::StartClerk), "it runs already");
    let second = tried(&effects);
    let hits = |n_hits: u32| {
        vec![RuleHits {
            rule: "w".to_owned(),
            title: "Words".to_owned(),
            enabled: true,
            n_hits,
        }]
    };
    let told = |tag, n_hits, is_done| ComplyEvent::Tried {
        tag,
        progress: Progress { done: 1, total: 2 },
        is_done,
        rules: hits(n_hits),
    };
    page.clerk_told(told(second, 3, false));
    assert_eq!(page.state.comply.trial.percent, Some(50));
    assert_eq!(page.state.comply.trial.wrong, []);
    // An answer to what was written before is dropped.
    page.clerk_told(told(first, 9, true));
    assert_eq!(page.state.comply.trial.rules, hits(3));
    page.clerk_told(told(second, 5, true));
    assert_eq!(page.state.comply.trial.percent, None);
    assert_eq!(page.state.comply.trial.rules, hits(5));
    // It can be ended.
    page.comply(typed("{ }"));
    let effects = page.comply(ComplyAction::TrialEnded);
    assert!(matches!(asks(&effects)[..], [ComplyRequest::Cancel { .. }]));
    // Asking uses the clerk that runs.
    let effects = page.comply(ComplyAction::AskWanted);
    assert!(!effects.contains(&Effect::StartClerk));
    assert!(matches!(page.state.comply.phase, Phase::Asking { .. }));
}

#[test]
fn a_look_afterwards_keeps_the_outcome_or_opens_the_finding_again() {
    let mut page = Page::with_findings();
    page.key("b");
    assert!(page.state.dialog.is_none(), "it was not drawn");
    let mut drawn = row(0, Code::O001, ReviewState::NotRelevant);
    drawn.look = "0011223344556677".to_owned();
    let effects = page.comply(ComplyAction::Queried {
        query: Default::default(),
    });
    page.show(&effects, vec![drawn]);
    let looked = |right: bool, note: &str| ComplyAction::Looked {
        right,
        note: note.to_owned(),
        by: Some("Bea".to_owned()),
    };
    page.key("b");
    page.comply(looked(false, " "));
    assert_eq!(page.works(), [], "nobody said why it is wrong");
    page.comply(looked(false, "it is business"));
    assert!(matches!(
        &page.works()[..],
        [
            CaseWork::LookedAt { right: false, .. },
            CaseWork::Reviewed {
                to: ReviewMove::Reopened,
                ..
            },
        ]
    ));
    page.act(Action::Redact(crate::app::action::RedactAction::Undo));
    assert_eq!(page.works(), [], "taken back as one");
}

#[test]
fn the_last_level_escalates_to_nobody() {
    let mut last = row(0, Code::O001, ReviewState::Claimed);
    assert!(crate::app::compliance::moves_of(&last).contains(&ReviewMove::Escalated));
    last.may_escalate = false;
    assert!(!crate::app::compliance::moves_of(&last).contains(&ReviewMove::Escalated));
}

#[test]
fn names_stay_hidden_until_somebody_asks() {
    let mut page = Page::with_findings();
    page.comply(ComplyAction::BlindChosen { on: true });
    let area = page.state.area;
    page.key("g");
    assert_eq!(page.state.area, area, "messages have names");
    page.comply(ComplyAction::SectionChosen {
        section: Section::People,
    });
    assert_eq!(page.state.comply.section, Section::Findings);
    page.comply(ComplyAction::BlindChosen { on: false });
    page.comply(ComplyAction::Unmasked {
        grounds: "asked by the head".to_owned(),
        by: Some("Ada".to_owned()),
    });
    assert!(matches!(&page.works()[..], [CaseWork::Unmasked { .. }]));
    page.comply(ComplyAction::SectionChosen {
        section: Section::People,
    });
    assert_eq!(page.state.comply.section, Section::People);
}

#[test]
fn the_report_goes_into_the_sealed_package() {
    let mut page = Page::with_findings();
    let effects = page.comply(ComplyAction::EncloseWanted);
    let tag = match asks(&effects)[..] {
        [ComplyRequest::Files { tag, to_keep: true }] => *tag,
        ref other => panic!("{other:?}"),
    };
    let files = vec![("labels.json".to_owned(), "{}".to_owned())];
    let effects = page.clerk_told(ComplyEvent::Files {
        tag,
        files: files.clone(),
    });
    assert!(matches!(&effects[..], [Effect::Seal { enclosed, .. }] if *enclosed == files));
    assert!(matches!(page.state.seal, SealPhase::Sealing { .. }));
    // What is asked for as files is saved as files.
    let effects = page.clerk_told(ComplyEvent::Files { tag, files });
    assert!(matches!(&effects[..], [Effect::SaveText { .. }]));
}
