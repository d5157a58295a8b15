use std::rc::Rc;

use super::{Page, place, requests, row};
use crate::app::action::{Action, LogAction, RedactAction};
use crate::app::effect::Effect;
use crate::app::feed::FeedAction;
use crate::app::state::Dialog;
use crate::engine::case::ThreadId;
use crate::engine::decision::{DecisionKind, DecisionLog, Keep};
use crate::engine::place::{ByteSpan, EntryId, MessagePlace, SourceId};
use crate::engine::session::protocol::{Event, RedactionRow, Request, Row, Tag, TermHit, TermSpot};
use crate::engine::thread::{ParticipantId, RecordId};

fn with_rows() -> Page {
    let mut page = Page::with_digest();
    let effects = page.act(Action::Feed(FeedAction::WindowWanted {
        first: 0,
        n_rows: 3,
    }));
    page.rows(&effects, &[0, 1, 2]);
    page
}

pub(super) fn apply(page: &mut Page, codes: &[&str], note: &str) -> Vec<Effect> {
    page.act(Action::Redact(RedactAction::Applied {
        codes: codes.iter().map(|code| (*code).to_owned()).collect(),
        note: note.to_owned(),
        by: None,
    }))
}

fn redact_message(page: &mut Page, record: u32) -> Vec<Effect> {
    page.act(Action::Feed(FeedAction::RedactMessage {
        record: RecordId(record),
    }));
    apply(page, &["TPD"], "")
}

fn standing(page: &Page) -> Vec<DecisionKind> {
    let standing = page.state.log.standing_redactions();
    standing.into_iter().map(|at| at.kind.clone()).collect()
}

fn in_aa(byte_start: u64) -> MessagePlace {
    MessagePlace {
        source: SourceId("aa".to_owned()),
        ..place("", byte_start)
    }
}

#[test]
fn a_message_is_withheld_under_the_name_its_source_has_now() {
    let mut page = with_rows();
    let effects = redact_message(&mut page, 1);
    assert_eq!(page.state.dialog, None);
    assert_eq!(
        standing(&page),
        [DecisionKind::Message {
            target: in_aa(20),
            codes: vec!["TPD".to_owned()],
            note: None,
        }]
    );
    assert!(matches!(
        requests(&effects)[..],
        [Request::Decisions { .. }, Request::Rows { .. }]
    ));
    assert!(
        effects
            .iter()
            .any(|effect| matches!(effect, Effect::SaveKept { record, .. }
        if record.confirmed == Some(SourceId("aa".to_owned())) && record.n_redactions() == 1))
    );
}

#[test]
fn a_selection_and_an_attachment_are_withheld() {
    let mut page = with_rows();
    page.act(Action::Feed(FeedAction::RedactSelection {
        record: RecordId(2),
        span: ByteSpan { start: 12, len: 3 },
    }));
    apply(&mut page, &["CON", "FIN", "CON"], " why ");
    page.act(Action::Feed(FeedAction::RedactAttachment {
        record: RecordId(0),
    }));
    apply(&mut page, &["CHD"], "");
    assert_eq!(
        standing(&page),
        [
            DecisionKind::Span {
                target: in_aa(40),
                span: ByteSpan { start: 12, len: 3 },
                codes: vec!["CON".to_owned(), "FIN".to_owned()],
                note: Some("why".to_owned()),
            },
            DecisionKind::Attachment {
                source: SourceId("aa".to_owned()),
                entry: EntryId(7),
                codes: vec!["CHD".to_owned()],
                note: None,
            },
        ]
    );
}

#[test]
fn a_file_is_handed_over_as_it_is_and_cleaned_again() {
    let mut page = with_rows();
    let press = |page: &mut Page| {
        page.act(Action::Feed(FeedAction::AsItIsToggled {
            record: RecordId(0),
        }));
        page.state.as_they_are.contains(&(0, EntryId(7)))
    };
    assert!(press(&mut page));
    let decided = DecisionKind::AsItIs {
        source: SourceId("aa".to_owned()),
        entry: EntryId(7),
        note: None,
    };
    let all = |page: &Page| -> Vec<DecisionKind> {
        let standing = page.state.log.log().standing().into_iter();
        standing.map(|decision| decision.kind.clone()).collect()
    };
    assert!(all(&page).contains(&decided));
    assert!(!press(&mut page));
    assert!(!all(&page).contains(&decided));
    assert_eq!(standing(&page), [], "it is no redaction");
    // A message without a file has nothing to hand over.
    let n_decisions = page.state.log.log().decisions().len();
    let reading = page.state.reading.as_mut().expect("a thread");
    let row = row(2, "no file");
    let bare = Row {
        attachment: None,
        ..row
    };
    Rc::make_mut(&mut reading.window).rows[2] = Rc::new(bare);
    page.act(Action::Feed(FeedAction::AsItIsToggled {
        record: RecordId(2),
    }));
    assert_eq!(page.state.log.log().decisions().len(), n_decisions);
}

#[test]
fn a_reason_is_needed_and_some_need_a_note() {
    for (codes, note, wrong) in [
        (&[][..], "", "Choose a reason"),
        (&["XYZ"], "", "\"XYZ\" is not a reason we know"),
        (&["TPD", "OTH"], "  ", "OTH needs a note that says what"),
    ] {
        let mut page = with_rows();
        page.act(Action::Feed(FeedAction::RedactMessage {
            record: RecordId(0),
        }));
        assert_eq!(apply(&mut page, codes, note), []);
        let Some(Dialog::Redact { error, .. }) = &page.state.dialog else {
            panic!("the dialog closed");
        };
        assert_eq!(error.as_deref(), Some(wrong));
        assert_eq!(standing(&page), []);
    }
}

#[test]
fn undo_and_redo_append_and_go_through_everything() {
    let mut page = with_rows();
    redact_message(&mut page, 0);
    redact_message(&mut page, 1);
    let n_standing = |page: &Page| standing(page).len();
    let steps = [
        (RedactAction::Undo, 1),
        (RedactAction::Undo, 0),
        (RedactAction::Undo, 0),
        (RedactAction::Redo, 1),
        (RedactAction::Redo, 2),
        (RedactAction::Redo, 2),
        (RedactAction::Undo, 1),
    ];
    for (index, (step, n)) in steps.into_iter().enumerate() {
        page.act(Action::Redact(step));
        assert_eq!(n_standing(&page), n, "step {index}");
    }
    assert_eq!(
        page.state.log.log().decisions().len(),
        1 + 2 + 5,
        "an opening, two redactions, five withdrawals"
    );
}

#[test]
fn a_withdrawal_from_the_list_can_be_undone() {
    let mut page = with_rows();
    redact_message(&mut page, 0);
    let decision = page.state.log.standing_redactions()[0].id.0.clone();
    page.act(Action::Redact(RedactAction::Withdrawn { decision }));
    assert_eq!(standing(&page).len(), 0);
    page.act(Action::Redact(RedactAction::Undo));
    assert_eq!(standing(&page).len(), 1);
}

#[test]
fn decisions_made_before_the_digest_is_known_are_undone_after_it_too() {
    let mut page = Page::with_source();
    let effects = page.act(Action::Feed(FeedAction::WindowWanted {
        first: 0,
        n_rows: 3,
    }));
    page.rows(&effects, &[0, 1, 2]);
    redact_message(&mut page, 0);
    let before = page.state.log.log().decisions()[0].id.clone();
    page.digested(0, "aa");
    assert!(
        matches!(&standing(&page)[..], [DecisionKind::Message { target, .. }]
        if target.source.0 == "aa")
    );
    assert_ne!(page.state.log.log().decisions()[0].id, before);
    page.act(Action::Redact(RedactAction::Undo));
    assert_eq!(standing(&page), []);
}

fn body_hit(byte_start: u64) -> TermHit {
    TermHit {
        spot: TermSpot::Body {
            thread: ThreadId(0),
            record: RecordId(0),
            place: in_aa(byte_start),
            span: ByteSpan { start: 12, len: 4 },
        },
        before: String::new(),
        hit: "Jane".to_owned(),
        after: String::new(),
    }
}

fn name_hit() -> TermHit {
    TermHit {
        spot: TermSpot::Name {
            thread: ThreadId(0),
            participant: ParticipantId(0),
        },
        ..body_hit(0)
    }
}

fn type_term(page: &mut Page, term: &str) -> Tag {
    let term = term.to_owned();
    let effects = page.act(Action::Redact(RedactAction::TermTyped { term }));
    match requests(&effects)[..] {
        [Request::FindTerm { tag, .. }] => *tag,
        ref other => panic!("expected a term, found {other:?}"),
    }
}

#[test]
fn a_term_is_withheld_everywhere_but_where_it_was_unticked() {
    let mut page = with_rows();
    page.act(Action::Redact(RedactAction::EverywhereWanted));
    let error = |page: &Page| match &page.state.dialog {
        Some(Dialog::Everywhere(form)) => form.error.clone().unwrap_or_default(),
        other => panic!("expected the dialog, found {other:?}"),
    };
    apply(&mut page, &["TPD"], "");
    assert_eq!(error(&page), "Type what shall be withheld in \"Find\"");
    let old = type_term(&mut page, "Jan");
    let tag = type_term(&mut page, " Jane ");
    apply(&mut page, &["TPD"], "");
    assert_eq!(error(&page), "Wait until the hits are found");
    page.event(Event::TermHits {
        tag: old,
        hits: Vec::new(),
        n_hits: 0,
    });
    page.event(Event::TermHits {
        tag,
        hits: vec![body_hit(0), body_hit(20), name_hit()],
        n_hits: 3,
    });
    for index in [1, 2] {
        page.act(Action::Redact(RedactAction::HitTicked {
            index,
            ticked: false,
        }));
    }
    apply(&mut page, &["TPD"], "");
    let [DecisionKind::Value { find, except, .. }] = &standing(&page)[..] else {
        panic!("expected one term");
    };
    assert_eq!(find, "Jane");
    assert_eq!(except.len(), 1, "a name cannot be left out");
    assert_eq!(except[0].target, in_aa(20));
}

#[test]
fn something_stays_only_of_what_is_long_enough() {
    let mut page = with_rows();
    page.act(Action::Redact(RedactAction::EverywhereWanted));
    let form = |page: &Page| match &page.state.dialog {
        Some(Dialog::Everywhere(form)) => form.clone(),
        _none => panic!("expected the form"),
    };
    type_term(&mut page, "Jane");
    assert_eq!(form(&page).may_keep(), [Keep::Nothing]);
    page.act(Action::Redact(RedactAction::KeepChosen {
        keep: Keep::Last(3),
    }));
    assert_eq!(form(&page).keep, Keep::Nothing);
    let tag = type_term(&mut page, "+44 7700 900123");
    assert_eq!(form(&page).may_keep().len(), 4);
    page.act(Action::Redact(RedactAction::KeepChosen {
        keep: Keep::Last(3),
    }));
    page.event(Event::TermHits {
        tag,
        hits: vec![body_hit(0)],
        n_hits: 1,
    });
    apply(&mut page, &["CON"], "");
    let [DecisionKind::Value { keep, .. }] = &standing(&page)[..] else {
        panic!("expected one term");
    };
    assert_eq!(*keep, Keep::Last(3));
    // Another term starts anew.
    page.act(Action::Redact(RedactAction::EverywhereWanted));
    type_term(&mut page, "https://example.org/a");
    assert_eq!(form(&page).keep, Keep::Nothing);
    assert_eq!(form(&page).may_keep(), [Keep::Nothing, Keep::Host]);
}

#[test]
fn a_term_that_is_nowhere_is_not_withheld() {
    let mut page = with_rows();
    page.act(Action::Redact(RedactAction::EverywhereWanted));
    let tag = type_term(&mut page, "Nobody");
    page.event(Event::TermHits {
        tag,
        hits: Vec::new(),
        n_hits: 0,
    });
    apply(&mut page, &["TPD"], "");
    assert_eq!(standing(&page), []);
}

#[test]
fn the_name_stands_in_decisions_and_says_when_it_was_not_given() {
    let mut page = with_rows();
    redact_message(&mut page, 0);
    page.act(Action::Feed(FeedAction::RedactMessage {
        record: RecordId(1),
    }));
    let effects = page.act(Action::Redact(RedactAction::Applied {
        codes: vec!["TPD".to_owned()],
        note: String::new(),
        by: Some(" Ada L. ".to_owned()),
    }));
    assert!(effects.contains(&Effect::SaveName {
        name: "Ada L.".to_owned()
    }));
    let by: Vec<&str> = page
        .state
        .log
        .standing_redactions()
        .iter()
        .map(|at| at.by.as_str())
        .collect();
    assert_eq!(by, ["name not given", "Ada L."]);
}

#[test]
fn decisions_are_saved_and_opened_again() {
    let mut page = with_rows();
    redact_message(&mut page, 0);
    let effects = page.act(Action::Log(LogAction::SaveWanted));
    let [Effect::SaveText { name, text, .. }] = &effects[..] else {
        panic!("expected a file, found {effects:?}");
    };
    assert!(name.starts_with("threadseal-decisions-20"), "{name}");
    assert!(!page.state.must_warn());
    let mut other = Page::with_digest();
    other.act(Action::Log(LogAction::FileRead {
        name: "log.json".to_owned(),
        text: text.clone(),
    }));
    assert_eq!(standing(&other), standing(&page));
    assert!(other.alerts()[0].contains("1 decision added, 1 known already"));
    other.act(Action::Redact(RedactAction::Undo));
    assert_eq!(standing(&other), [], "undo reaches what was opened");
}

#[test]
fn decisions_about_a_digest_not_known_yet_are_not_saved() {
    let mut page = Page::with_source();
    let effects = page.act(Action::Feed(FeedAction::WindowWanted {
        first: 0,
        n_rows: 1,
    }));
    page.rows(&effects, &[0]);
    redact_message(&mut page, 0);
    assert_eq!(page.act(Action::Log(LogAction::SaveWanted)), []);
    assert!(page.alerts()[0].contains("SHA-256"));
}

#[test]
fn a_file_that_is_no_log_is_refused_with_words() {
    let mut page = with_rows();
    let log = page.state.log.log().clone();
    for (text, words) in [
        ("{", "not a decision log"),
        ("{\"format\":\"x-9\"}", "x-9"),
        ("[]", "not a decision log"),
    ] {
        page.act(Action::Log(LogAction::FileRead {
            name: "bad.json".to_owned(),
            text: text.to_owned(),
        }));
        let last = page.state.alerts.list().last().expect("an alert");
        assert!(last.what.contains("bad.json"), "{}", last.what);
        assert!(last.what.contains(words), "{}", last.what);
        assert!(!last.help.is_empty());
        assert_eq!(page.state.log.log(), &log);
    }
}

#[test]
fn a_log_about_another_file_is_taken_in_and_said_so() {
    let mut page = with_rows();
    redact_message(&mut page, 0);
    let text = page.state.log.log().to_file();
    let mut other = Page::with_source();
    other.digested(0, "bb");
    other.act(Action::Log(LogAction::FileRead {
        name: "log.json".to_owned(),
        text,
    }));
    assert!(other.alerts()[0].contains("1 is about a file that is not open"));
    let log: &DecisionLog = other.state.log.log();
    assert_eq!(log.decisions().len(), 3);
}

#[test]
fn a_participant_is_called_by_a_pseudonym_after_a_reason_is_given() {
    let mut page = Page::with_digest();
    page.act(Action::Redact(RedactAction::PseudonymWanted {
        thread: ThreadId(0),
        participant: ParticipantId(0),
    }));
    let Some(Dialog::Redact { target, .. }) = &page.state.dialog else {
        panic!("{:?}", page.state.dialog);
    };
    assert!(target.words().contains("pseudonym"), "{}", target.words());
    apply(&mut page, &["TPD"], "");
    let standing = standing(&page);
    let [DecisionKind::Participant { target, codes, .. }] = &standing[..] else {
        panic!("{standing:?}");
    };
    assert_eq!(target.source, SourceId("aa".to_owned()));
    assert_eq!(codes, &["TPD"]);
    page.act(Action::Redact(RedactAction::Undo));
    assert_eq!(page.state.log.standing_redactions().len(), 0);
}

#[test]
fn nobody_is_not_pseudonymised() {
    let mut page = Page::with_digest();
    page.act(Action::Redact(RedactAction::PseudonymWanted {
        thread: ThreadId(0),
        participant: ParticipantId(99),
    }));
    assert_eq!(page.state.dialog, None);
}

#[test]
fn a_namesake_in_another_export_is_not_taken_for_pseudonymised() {
    let mut page = Page::with_digest();
    page.choose(2, "b.zip");
    page.opened(1, "b.zip", "provisional:b");
    page.nothing_kept("provisional:b");
    let row = |at_record| RedactionRow {
        decision: "0123456789abcdef".to_owned(),
        kind: "Participant".to_owned(),
        codes: vec!["TPD".to_owned()],
        note: None,
        by: "A. Clerk".to_owned(),
        at: "2024-03-01T10:00:00Z".to_owned(),
        what: "Ada".to_owned(),
        at_record,
        n_places: 3,
    };
    page.state.redactions = vec![row(Some((ThreadId(0), RecordId(0))))].into();
    assert!(page.state.is_pseudonymised(ThreadId(0), "Ada"));
    assert!(!page.state.is_pseudonymised(ThreadId(0), "Bo"));
    assert!(!page.state.is_pseudonymised(ThreadId(1), "Ada"));
    // A decision about a source that is not open covers nothing here.
    page.state.redactions = vec![row(None)].into();
    assert!(!page.state.is_pseudonymised(ThreadId(0), "Ada"));
}
