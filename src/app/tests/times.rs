//! How times are read: orders that are chosen, zones that are stated, limits that are raised.

use super::*;
use crate::app::action::RedactAction;
use crate::app::state::Batch;
use crate::app::times::{TimesAction, claim};
use crate::engine::decision::{DecisionKind, DecisionLog};
use crate::engine::finding::Failure;

fn chosen(order: DateOrder) -> Action {
    Action::Times(TimesAction::OrderChosen {
        thread: ThreadId(0),
        shape: 0,
        order,
        by: Some("Dana Clerk".to_owned()),
    })
}

fn orders(log: &DecisionLog) -> Vec<(DateOrder, String)> {
    let standing = log.standing().into_iter();
    standing
        .filter_map(|decision| match &decision.kind {
            DecisionKind::DateOrder { order, .. } => Some((*order, decision.by.clone())),
            _other => None,
        })
        .collect()
}

#[test]
fn an_order_is_chosen_undone_and_chosen_again() {
    let mut page = Page::with_digest();
    let effects = page.act(chosen(DateOrder::Mdy));
    let sent = requests(&effects);
    let log = sent.iter().find_map(|request| match request {
        Request::Decisions { log, .. } => Some(log.clone()),
        _other => None,
    });
    let dana = "Dana Clerk".to_owned();
    let log = DecisionLog::from_file(&log.expect("the log is sent")).expect("a log");
    assert_eq!(orders(&log), [(DateOrder::Mdy, dana.clone())]);
    assert!(rows_asked(&effects).is_some(), "rows follow");
    page.act(Action::Redact(RedactAction::Undo));
    assert_eq!(orders(page.state.log.log()), []);
    page.act(Action::Redact(RedactAction::Redo));
    assert_eq!(orders(page.state.log.log()), [(DateOrder::Mdy, dana)]);
    page.act(Action::Times(TimesAction::OrderTakenBack {
        thread: ThreadId(0),
        shape: 0,
    }));
    assert_eq!(orders(page.state.log.log()), []);
}

#[test]
fn an_order_that_the_stamps_cannot_have_is_not_recorded() {
    let mut page = Page::with_digest();
    let n_before = page.state.log.log().decisions().len();
    assert_eq!(page.act(chosen(DateOrder::Ymd)), []);
    assert_eq!(page.state.log.log().decisions().len(), n_before);
}

#[test]
fn what_the_digests_brought_stays_when_dates_are_read_otherwise() {
    let mut page = Page::with_digest();
    let odd = crate::engine::finding::Finding {
        code: "A009".to_owned(),
        severity: crate::engine::finding::Severity::Info,
        place: Default::default(),
        text: "odd".to_owned(),
    };
    let findings = &mut page.state.sources[0].findings;
    std::rc::Rc::make_mut(findings).push(odd.clone());
    let mut summary = source(0, "a.zip", "provisional:a");
    let mut more = odd.clone();
    more.code = "P028".to_owned();
    summary.findings = vec![more.clone()];
    summary.threads[0].shapes[0].state = OrderState::Chosen;
    page.event(Event::Reordered { source: summary });
    assert_eq!(*page.state.sources[0].findings, [more, odd]);
    let thread = &page.state.sources[0].summary.threads[0];
    assert_eq!(thread.shapes[0].state, OrderState::Chosen);
}

#[test]
fn a_zone_is_a_claim_that_can_be_taken_back() {
    let mut page = Page::with_digest();
    let state_zone = |page: &mut Page, zone: &str| {
        page.act(Action::Times(TimesAction::ZoneStated {
            source: 0,
            zone: zone.to_owned(),
            by: None,
        }))
    };
    state_zone(&mut page, " Europe/Berlin ");
    let zone = |page: &Page| claim(&page.state, 0).map(|claim| claim.zone);
    assert_eq!(zone(&page).as_deref(), Some("Europe/Berlin"));
    assert_eq!(state_zone(&mut page, "summer time"), []);
    assert!(
        page.alerts()[0].contains("not a zone"),
        "{:?}",
        page.alerts()
    );
    assert_eq!(zone(&page).as_deref(), Some("Europe/Berlin"));
    state_zone(&mut page, "");
    assert_eq!(zone(&page), None);
}

fn too_large(name: &str) -> Event {
    Event::Failed {
        tag: None,
        failure: Failure {
            what: format!("{name:?} is larger than the limit"),
            help: "Raise it".to_owned(),
            can_raise: true,
        },
    }
}

#[test]
fn a_limit_is_raised_for_what_was_refused() {
    let mut page = Page::new();
    page.choose(1, "big.zip");
    assert_eq!(page.event(too_large("big.zip")), []);
    assert!(matches!(page.state.batches[0], Batch::Refused { .. }));
    let alert = page.state.alerts.list().last().expect("an alert").clone();
    assert_eq!(alert.raise, Some(0));
    let effects = page.act(Action::Open(OpenAction::LimitRaised { batch: 0 }));
    let sent = requests(&effects);
    assert!(
        matches!(sent[..], [Request::Open { names, limits_times: 16 }] if names == &["big.zip"]),
        "{sent:?}"
    );
    assert!(page.alerts().is_empty(), "{:?}", page.alerts());
    page.opened(0, "big.zip", "provisional:big");
    assert_eq!(page.state.sources[0].batch, Some(0));
}

#[test]
fn exports_inside_a_zip_belong_to_its_batch() {
    let mut page = Page::new();
    page.choose(1, "both.zip");
    page.choose(2, "other.zip");
    page.opened(0, "both.zip › a.zip", "provisional:a");
    page.opened(1, "both.zip › b.zip", "provisional:b");
    page.opened(2, "other.zip", "provisional:c");
    let batches: Vec<Option<usize>> = page.state.sources.iter().map(|at| at.batch).collect();
    assert_eq!(batches, [Some(0), Some(0), Some(1)]);
    assert!(page.state.opening.is_empty());
}
