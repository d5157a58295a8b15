//! Compliance: the clerk's life, going through findings, deciding.

mod desk;

use crate::app::action::GoAction;
use crate::app::compliance::{ComplyAction, ComplyDialog, Phase, Section};
use crate::app::queue::QueueAction;
use crate::app::state::{Area, Dialog};
use crate::engine::compliance::{Code, ReviewState, Severity};
use crate::engine::decision::{
    CaseWork, DecisionKind, FindingRef, MoveDetails, Outcome, ReviewMove,
};
use crate::engine::examine::comply::protocol::{
    ComplyEvent, ComplyRequest, FindingRow, Overview, Shown,
};
use crate::engine::examine::protocol::{Event as Told, Request as Ask};

use super::*;

fn asks(effects: &[Effect]) -> Vec<&ComplyRequest> {
    effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Clerk {
                request: Ask::Comply(request),
                ..
            } => Some(request),
            _other => None,
        })
        .collect()
}

fn row(number: u32, code: Code, state: ReviewState) -> FindingRow {
    FindingRow {
        number,
        code,
        severity: Severity::High,
        confidence: "likely".to_owned(),
        state,
        waits_for: None,
        look: String::new(),
        level: 1,
        may_escalate: true,
        due: String::new(),
        is_overdue: false,
        moved_by: String::new(),
        carried_over: false,
        other_policy: String::new(),
        who: "Ada".to_owned(),
        thread: "Zed".to_owned(),
        at: String::new(),
        rule: "off-1".to_owned(),
        clause: "2.1".to_owned(),
        why: "because".to_owned(),
        help: String::new(),
        trigger: Vec::new(),
        joined: Vec::new(),
        places: vec![(ThreadId(0), RecordId(number))],
        n_messages: 1,
        said: Default::default(),
        moves: Vec::new(),
        key: FindingRef {
            code: code.id().to_owned(),
            rule: "off-1".to_owned(),
            place: Some(place("aa", u64::from(number) * 20)),
            about: String::new(),
            same: format!("{number:016}"),
        },
        settled: String::new(),
    }
}

impl Page {
    fn comply(&mut self, action: ComplyAction) -> Vec<Effect> {
        self.act(Action::Comply(action))
    }

    fn clerk_told(&mut self, event: ComplyEvent) -> Vec<Effect> {
        self.act(Action::Clerk(Box::new(Told::Comply(Box::new(event)))))
    }

    fn show(&mut self, effects: &[Effect], rows: Vec<FindingRow>) {
        let tag = asks(effects).into_iter().rev().find_map(|ask| match ask {
            ComplyRequest::Show { tag, .. } => Some(*tag),
            _other => None,
        });
        let shown = Shown {
            n_listed: rows.len() as u32,
            n_all: rows.len() as u32,
            n_to_do: rows.len() as u32,
            first: 0,
            rows,
        };
        self.clerk_told(ComplyEvent::Shown {
            tag: tag.unwrap(),
            shown,
        });
    }

    /// With an answer of two findings on screen.
    fn with_findings() -> Page {
        let mut page = Page::with_digest();
        page.act(Action::Queue(QueueAction::Loaded { failed: None }));
        page.act(Action::Go(GoAction::Area {
            area: Area::Compliance,
        }));
        page.comply(ComplyAction::StartingChosen {
            id: "desk".to_owned(),
        });
        let asked = page.comply(ComplyAction::AskWanted);
        let tag = match asks(&asked).last() {
            Some(ComplyRequest::Ask { tag, .. }) => *tag,
            other => panic!("{other:?}"),
        };
        let overview = Box::new(Overview::default());
        let effects = page.clerk_told(ComplyEvent::Overview { tag, overview });
        let rows = vec![
            row(0, Code::O001, ReviewState::Open),
            row(1, Code::R001, ReviewState::Open),
        ];
        page.show(&effects, rows);
        page
    }

    fn works(&self) -> Vec<CaseWork> {
        let standing = self.state.log.log().standing().into_iter();
        standing
            .filter_map(|decision| match &decision.kind {
                DecisionKind::Work(work) => Some(work.clone()),
                _other => None,
            })
            .collect()
    }
}

/// Of a period without a day nothing would be found, as if there were nothing.
#[test]
fn a_period_that_ends_before_it_begins_is_not_asked_about() {
    let mut page = Page::with_findings();
    let period = |from: &str, to: &str| ComplyAction::PeriodTyped {
        from: from.to_owned(),
        to: to.to_owned(),
    };
    page.comply(period("2025-03-01", "2024-03-31"));
    assert!(asks(&page.comply(ComplyAction::AskWanted)).is_empty());
    let alerts = page.state.alerts.list();
    let last = alerts.last().map(|alert| alert.what.as_str());
    let told = "the period from 2025-03-01 to 2024-03-31 has no day";
    assert!(last.is_some_and(|what| what.starts_with(told)), "{last:?}");
    // What came out before still stands.
    assert_eq!(page.state.comply.phase, Phase::Ready);
    assert!(page.state.comply.overview.is_some());
    page.comply(period("2025-03-01", "2025-03-01"));
    assert_eq!(asks(&page.comply(ComplyAction::AskWanted)).len(), 1);
}

#[test]
fn asking_starts_the_clerk_with_everything_that_is_open() {
    let mut page = Page::with_digest();
    page.act(Action::Queue(QueueAction::Loaded { failed: None }));
    assert!(
        asks(&page.comply(ComplyAction::AskWanted)).is_empty(),
        "no policy yet"
    );
    page.comply(ComplyAction::StartingChosen {
        id: "desk".to_owned(),
    });
    let effects = page.comply(ComplyAction::AskWanted);
    assert!(matches!(effects.first(), Some(Effect::StartClerk)));
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Clerk { request: Ask::Open { .. }, files } if files.len() == 1)));
    assert!(matches!(page.state.comply.phase, Phase::Asking { .. }));
    assert!(
        matches!(asks(&effects).last(), Some(ComplyRequest::Ask { asked, .. }) if asked.policy.contains("wa-policy/1"))
    );
}

#[test]
fn an_answer_leads_to_the_review_and_another_export_ends_it() {
    let mut page = Page::with_findings();
    assert_eq!(page.state.comply.section, Section::Findings);
    assert!(page.state.shows_findings());
    page.choose(2, "b.zip");
    page.opened(1, "b.zip", "provisional:b");
    assert_eq!(page.state.comply.phase, Phase::Closed);
}

#[test]
fn keys_move_and_decide_with_a_reason() {
    let mut page = Page::with_findings();
    page.key("j");
    assert_eq!(page.state.comply.at, 1);
    page.key("k");
    page.key("x");
    assert!(
        matches!(&page.state.dialog, Some(Dialog::Comply(dialog)) if matches!(dialog.as_ref(), ComplyDialog::Move { to: ReviewMove::NotRelevant, .. }))
    );
    let moved = |note: &str, by: Option<&str>| ComplyAction::Moved {
        details: MoveDetails {
            note: note.to_owned(),
            ..MoveDetails::default()
        },
        all: false,
        by: by.map(str::to_owned),
    };
    page.comply(moved("known", None));
    assert!(
        page.state.dialog.is_some() && page.works().is_empty(),
        "nobody said who they are"
    );
    page.comply(moved("", Some("Ada")));
    assert!(
        page.state.dialog.is_some() && page.works().is_empty(),
        "no reason"
    );
    page.comply(moved("known", Some("Ada")));
    let works = page.works();
    assert!(page.state.dialog.is_none());
    assert!(matches!(&works[..], [
        CaseWork::Reviewed { to: ReviewMove::Claimed, .. },
        CaseWork::Reviewed { to: ReviewMove::NotRelevant, findings, .. },
    ] if findings[0].code == "O001"));
    // Taken back as one.
    page.act(Action::Redact(crate::app::action::RedactAction::Undo));
    assert_eq!(page.works(), []);
}

#[test]
fn a_confirmed_finding_needs_an_outcome_and_nobody_agrees_with_themselves() {
    let mut page = Page::with_findings();
    page.key("y");
    let confirmed = |outcome| ComplyAction::Moved {
        details: MoveDetails {
            outcome,
            ..MoveDetails::default()
        },
        all: false,
        by: Some("Ada".to_owned()),
    };
    page.comply(confirmed(None));
    assert!(page.works().is_empty());
    let effects = page.comply(confirmed(Some(Outcome::Told)));
    assert_eq!(page.works().len(), 2);
    let decision = page.state.log.log().decisions().last().unwrap().clone();
    let mut waits = row(0, Code::O001, ReviewState::Confirmed);
    waits.waits_for = Some(decision.id.0.clone());
    waits.moves = vec![crate::engine::compliance::Moved {
        id: decision.id,
        by: decision.by,
        at: String::new(),
        to: ReviewMove::Confirmed,
        details: MoveDetails::default(),
        agreed_by: None,
    }];
    page.show(&effects, vec![waits]);
    page.key("s");
    let agreed = |by: &str| ComplyAction::Agreed {
        by: by.to_owned(),
        note: String::new(),
    };
    page.comply(agreed(" ada "));
    assert_eq!(page.works().len(), 2);
    page.comply(agreed("Bea"));
    assert!(matches!(page.works().last(), Some(CaseWork::Agreed { .. })));
    assert_eq!(page.state.log.log().decisions().last().unwrap().by, "Bea");
    assert_eq!(page.state.log.by(), Some("Ada"));
}

#[test]
fn who_somebody_is_takes_the_earlier_answer_back_and_asks_again() {
    let mut page = Page::with_findings();
    let identified = |person: &str| ComplyAction::Identified {
        thread: ThreadId(0),
        participant: ParticipantId(0),
        person: person.to_owned(),
    };
    let effects = page.comply(identified("e001"));
    assert!(
        asks(&effects)
            .iter()
            .any(|ask| matches!(ask, ComplyRequest::Ask { .. }))
    );
    page.comply(identified("e002"));
    assert!(matches!(&page.works()[..], [CaseWork::Identified { person, .. }] if person == "e002"));
    page.comply(identified(""));
    assert_eq!(page.works(), []);
}
