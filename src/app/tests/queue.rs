//! Suggestions: the examiner's life, going through the list, deciding.

use crate::app::action::{GoAction, PackageAction, RedactAction};
use crate::app::blockers::blockers;
use crate::app::keys::Key;
use crate::app::queue::{Phase, Program, QueueAction, Side};
use crate::app::state::{Area, Dialog};
use crate::engine::decision::{Decision, DecisionKind};
use crate::engine::detect::Detector;
use crate::engine::examine::protocol::{
    Became, Counts, Event as Told, From, Gather, Gathered, ProposalRow, Request as Ask, RowAt,
    Settings, Shown, Suggested,
};

use super::*;

fn asks(effects: &[Effect]) -> Vec<&Ask> {
    effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Examine { request, .. } => Some(request),
            _other => None,
        })
        .collect()
}

fn tag_of_show(effects: &[Effect]) -> Option<(Tag, From)> {
    asks(effects).into_iter().rev().find_map(|ask| match ask {
        Ask::Show { tag, from, .. } => Some((*tag, *from)),
        _other => None,
    })
}

fn proposal(number: u32, detector: Detector, value: &str) -> ProposalRow {
    ProposalRow {
        number,
        detector,
        points: 90,
        became: Became::Open,
        at: RowAt::Body {
            thread: ThreadId(0),
            record: RecordId(number),
            place: place("provisional:a", u64::from(number) * 20),
            span: ByteSpan { start: 12, len: 5 },
            goes_on: None,
        },
        value: Some(value.to_owned()),
        context: Vec::new(),
        sender: "Ada".to_owned(),
        stamp: "1/2/24, 10:00".to_owned(),
        reasons: Vec::new(),
        also: Vec::new(),
    }
}

/// Three telephone numbers, two of them the same, and an address.
fn rows() -> Vec<ProposalRow> {
    vec![
        proposal(0, Detector::Phone, "111"),
        proposal(1, Detector::Phone, "222"),
        proposal(2, Detector::Email, "a@b.example"),
        proposal(3, Detector::Phone, "111"),
    ]
}

fn shown(rows: Vec<ProposalRow>, at: u32, n_listed: u32) -> Shown {
    let n_open = rows.iter().filter(|r| r.became == Became::Open).count() as u32;
    Shown {
        first: 0,
        at: Some(at),
        n_listed,
        counts: Counts {
            n_all: n_listed,
            n_open,
            n_rejected: 0,
            kinds: vec![(Detector::Email, 1, 1), (Detector::Phone, 3, 3)],
        },
        rows,
    }
}

impl Page {
    fn queue(&mut self, action: QueueAction) -> Vec<Effect> {
        self.act(Action::Queue(action))
    }

    fn told(&mut self, event: Told) -> Vec<Effect> {
        self.act(Action::Examiner(Box::new(event)))
    }

    pub(super) fn key(&mut self, name: &str) -> Vec<Effect> {
        self.act(Action::Key(Key {
            name: name.to_owned(),
            command: false,
            shift: false,
        }))
    }

    /// Answers the last question for a window.
    fn window_of(&mut self, effects: &[Effect], shown: Shown) {
        let (tag, _) = tag_of_show(effects).expect("a window was asked for");
        self.told(Told::Shown { tag, shown });
    }

    /// With suggestions on screen, the first one at hand.
    fn with_queue() -> Page {
        let mut page = Page::with_digest();
        page.queue(QueueAction::Loaded { failed: None });
        let settings = Settings::default();
        page.queue(QueueAction::SuggestWanted { settings });
        let Phase::Looking { tag, .. } = page.state.queue.phase else {
            panic!("it looks");
        };
        let suggested = Suggested {
            countries: vec!["GB".to_owned()],
            n_beyond: 0,
        };
        let effects = page.told(Told::Suggested { tag, suggested });
        page.window_of(&effects, shown(rows(), 0, 4));
        page
    }

    fn give_reason(&mut self, code: &str) -> Vec<Effect> {
        self.act(Action::Redact(RedactAction::Applied {
            codes: vec![code.to_owned()],
            note: String::new(),
            by: Some("Dana".to_owned()),
        }))
    }

    fn acts(&self) -> Vec<&Decision> {
        let standing = self.state.log.log().standing();
        let is_act = |one: &&Decision| !matches!(one.kind, DecisionKind::Opened { .. });
        standing.into_iter().filter(is_act).collect()
    }
}

#[test]
fn the_program_is_loaded_when_the_page_is_ready_and_started_when_it_is_used() {
    let mut page = Page {
        state: State::default(),
        seconds: 1_700_000_000,
    };
    let ready = Event::Ready {
        build: crate::engine::session::protocol::BUILD.to_owned(),
    };
    assert_eq!(page.event(ready.clone()), [Effect::LoadExaminer]);
    assert_eq!(page.event(ready.clone()), [], "it is on its way");
    page.choose(1, "a.zip");
    page.opened(0, "a.zip", "provisional:a");
    page.nothing_kept("provisional:a");
    let settings = Settings::default();
    let too_early = page.queue(QueueAction::SuggestWanted {
        settings: settings.clone(),
    });
    assert_eq!(too_early, [], "it is not there yet");
    page.queue(QueueAction::Loaded { failed: None });
    assert_eq!(page.state.queue.program, Program::Loaded);
    assert_eq!(page.event(ready), [], "it is loaded once");
    let effects = page.queue(QueueAction::SuggestWanted { settings });
    assert_eq!(effects[0], Effect::StartExaminer);
    let Effect::Examine { request, files } = &effects[1] else {
        panic!("{effects:?}");
    };
    assert!(matches!(request, Ask::Open { names, .. } if names == &["a.zip"]));
    assert_eq!(files, &[FileKey(1)]);
    let asked = asks(&effects);
    assert!(matches!(asked[1], Ask::Standing { sources, .. } if sources.len() == 1));
    assert!(matches!(asked[2], Ask::Suggest { .. }));
    assert_eq!(page.state.area, Area::Redact);
    assert_eq!(page.state.queue.side, Side::Suggestions);
}

#[test]
fn a_program_that_cannot_be_had_is_told_of_and_nothing_else_suffers() {
    let mut page = Page::with_digest();
    page.queue(QueueAction::Loaded {
        failed: Some("404".to_owned()),
    });
    assert_eq!(page.state.queue.program, Program::Missing);
    assert!(page.alerts()[0].contains("404"));
    let settings = Settings::default();
    assert_eq!(page.queue(QueueAction::SuggestWanted { settings }), []);
    assert_eq!(blockers(&page.state), []);
}

#[test]
fn the_reason_is_asked_once_for_each_kind() {
    let mut page = Page::with_queue();
    assert_eq!(page.key("a"), []);
    let Some(Dialog::Suggestion(form)) = &page.state.dialog else {
        panic!("it asks why");
    };
    assert_eq!(form.code, "CON");
    let effects = page.give_reason("CON");
    assert_eq!(page.acts().len(), 1);
    let DecisionKind::Span { target, codes, .. } = &page.acts()[0].kind else {
        panic!("{:?}", page.acts());
    };
    assert_eq!(target.source.0, "aa", "named by its digest");
    assert_eq!(codes, &["CON"]);
    assert!(matches!(asks(&effects)[0], Ask::Standing { log, .. } if log.contains("\"Span\"")));
    assert_eq!(page.state.queue.at, 1, "the next one is at hand at once");
    page.key("a");
    assert_eq!(page.state.dialog, None);
    assert_eq!(page.acts().len(), 2);
    assert_eq!(page.state.queue.at, 2);
    page.key("a");
    assert!(matches!(&page.state.dialog, Some(Dialog::Suggestion(form)) if form.code == "CON"));
    page.act(Action::Go(GoAction::DialogClosed));
    assert_eq!(page.acts().len(), 2, "closing decides nothing");
}

#[test]
fn rejecting_withholds_nothing_and_undo_takes_it_back() {
    let mut page = Page::with_queue();
    page.key("x");
    let DecisionKind::Reject { rule, texts, .. } = &page.acts()[0].kind else {
        panic!("{:?}", page.acts());
    };
    assert_eq!(rule, "phone");
    assert_eq!(texts[0].spots[0].to_string(), "0 20 12 5");
    assert_eq!(page.state.log.standing_redactions().len(), 0);
    let effects = page.act(Action::Redact(RedactAction::Undo));
    assert_eq!(page.acts().len(), 1, "the withdrawal");
    assert!(tag_of_show(&effects).is_some(), "the list follows");
}

#[test]
fn a_key_never_meets_another_suggestion_than_was_seen() {
    let mut page = Page::with_queue();
    for _each in 0..3 {
        page.key("x");
    }
    let effects = page.key("x");
    assert_eq!(page.acts().len(), 4);
    let (_, from) = tag_of_show(&effects).unwrap();
    assert_eq!(from, From::NextToDecide(3), "none is left in the window");
    page.key("x");
    page.key("a");
    assert_eq!(page.acts().len(), 4, "until the next one is there");
    let next: Vec<ProposalRow> = vec![proposal(9, Detector::Phone, "333")];
    page.window_of(
        &effects,
        Shown {
            first: 20,
            at: Some(20),
            ..shown(next, 20, 21)
        },
    );
    assert_eq!(page.state.queue.current().map(|row| row.number), Some(9));
    page.key("x");
    assert_eq!(page.acts().len(), 5);
}

#[test]
fn all_of_a_value_is_one_decision() {
    let mut page = Page::with_queue();
    page.key("A");
    page.give_reason("TPD");
    let DecisionKind::Value { find, .. } = &page.acts()[0].kind else {
        panic!("{:?}", page.acts());
    };
    assert_eq!(find, "111");
    let list = page.state.queue.list.clone().unwrap();
    let became: Vec<Became> = list.rows.iter().map(|row| row.became).collect();
    use Became::{Open, Withheld};
    assert_eq!(became, [Withheld, Open, Open, Withheld]);
}

#[test]
fn all_of_a_kind_over_a_score_is_one_decision_and_one_undo() {
    let mut page = Page::with_queue();
    page.queue(QueueAction::AcceptKindWanted);
    page.queue(QueueAction::LeastTyped { least: 70 });
    let effects = page.give_reason("CON");
    let Ask::Gather { tag, what } = asks(&effects)[0] else {
        panic!("{effects:?}");
    };
    let detector = Detector::Phone;
    let least = 70;
    assert_eq!(*what, Gather::Kind { detector, least });
    let gathered = |n: u64| Gathered {
        detector,
        texts: crate::engine::decision::TextSpots::grouped((0..n).map(|i| {
            crate::engine::decision::SpanPlace {
                target: place("provisional:a", i * 20),
                span: ByteSpan { start: 12, len: 5 },
            }
        })),
        names: Vec::new(),
        n_proposals: n as u32,
    };
    let tag = *tag;
    page.told(Told::Gathered {
        tag,
        gathered: vec![gathered(3)],
    });
    let DecisionKind::Pattern { texts, least, .. } = &page.acts()[0].kind else {
        panic!("{:?}", page.acts());
    };
    assert_eq!((texts[0].spots.len(), *least), (3, 70));
    assert_eq!(texts[0].source.0, "aa");
    let again = page.told(Told::Gathered {
        tag,
        gathered: vec![gathered(3)],
    });
    assert_eq!(again, [], "an answer counts once");

    let effects = page.queue(QueueAction::RejectListed);
    let Ask::Gather { tag, .. } = asks(&effects)[0] else {
        panic!("{effects:?}");
    };
    let mut mails = gathered(1);
    mails.detector = Detector::Email;
    page.told(Told::Gathered {
        tag: *tag,
        gathered: vec![mails, gathered(2)],
    });
    assert_eq!(page.acts().len(), 3, "one for each kind");
    page.act(Action::Redact(RedactAction::Undo));
    let rejects = page.acts().into_iter().filter(|one| {
        let is_reject = matches!(one.kind, DecisionKind::Reject { .. });
        is_reject
    });
    assert_eq!(rejects.count(), 0, "both are taken back by one undo");
    page.act(Action::Redact(RedactAction::Redo));
    let standing = page.state.log.log().standing();
    let is_reject = |one: &&&Decision| matches!(one.kind, DecisionKind::Reject { .. });
    assert_eq!(standing.iter().filter(is_reject).count(), 2);
}

#[test]
fn keys_mean_suggestions_only_while_these_are_on_screen() {
    let mut page = Page::with_queue();
    page.queue(QueueAction::SideChosen {
        side: Side::Messages,
    });
    page.key("x");
    assert_eq!(page.acts().len(), 0);
    page.queue(QueueAction::SideChosen {
        side: Side::Suggestions,
    });
    page.act(Action::Go(GoAction::SingleKeys { on: false }));
    page.key("x");
    assert_eq!(page.acts().len(), 0, "single keys are off");
    page.act(Action::Go(GoAction::SingleKeys { on: true }));
    page.key("j");
    page.key("j");
    page.key("k");
    assert_eq!(page.state.queue.at, 1);
    page.key("g");
    assert_eq!(page.state.queue.side, Side::Messages);
    let reading = page.state.reading.as_ref().unwrap();
    assert!(reading.jump.is_some());
}

#[test]
fn a_package_waits_until_all_is_decided() {
    let mut page = Page::with_queue();
    assert_eq!(blockers(&page.state).len(), 1);
    page.act(Action::Package(PackageAction::Wanted));
    assert_eq!(page.build(), []);
    page.act(Action::Go(GoAction::DialogClosed));
    page.queue(QueueAction::Closed);
    assert_eq!(page.state.queue.phase, Phase::Closed);
    assert_eq!(blockers(&page.state).len(), 1, "closing decides nothing");
    let settings = Settings::default();
    let effects = page.queue(QueueAction::SuggestWanted { settings });
    assert_eq!(effects[0], Effect::StartExaminer);
    let Phase::Looking { tag, .. } = page.state.queue.phase else {
        panic!("it looks");
    };
    let suggested = Suggested {
        countries: Vec::new(),
        n_beyond: 0,
    };
    let effects = page.told(Told::Suggested { tag, suggested });
    let mut done = rows();
    for row in &mut done {
        row.became = Became::Rejected;
    }
    page.window_of(&effects, shown(done, 0, 4));
    assert_eq!(blockers(&page.state), []);
}

#[test]
fn another_export_ends_the_examiner() {
    let mut page = Page::with_queue();
    page.choose(2, "b.zip");
    let effects = page.opened(1, "b.zip", "provisional:b");
    assert!(effects.contains(&Effect::EndExaminer));
    assert_eq!(page.state.queue.phase, Phase::Closed);
    assert_eq!(page.state.queue.list, None);
}

#[test]
fn an_examiner_that_broke_loses_nothing() {
    let mut page = Page::with_queue();
    page.key("x");
    page.told(Told::Broken {
        message: "out of memory".to_owned(),
    });
    assert_eq!(page.state.queue.phase, Phase::Closed);
    assert!(page.alerts().last().unwrap().contains("out of memory"));
    assert_eq!(page.acts().len(), 1);
}

#[test]
fn cancel_ends_looking() {
    let mut page = Page::with_digest();
    page.queue(QueueAction::Loaded { failed: None });
    let settings = Settings::default();
    page.queue(QueueAction::SuggestWanted { settings });
    let effects = page.queue(QueueAction::Cancelled);
    let Ask::Cancel { tag } = asks(&effects)[0] else {
        panic!("{effects:?}");
    };
    let effects = page.told(Told::Cancelled { tag: *tag });
    assert_eq!(effects, [Effect::EndExaminer]);
    assert_eq!(page.state.queue.phase, Phase::Closed);
}

#[test]
fn the_gates_say_how_they_stand() {
    use crate::app::gates::{Pass, gates};
    let mut page = Page::with_digest();
    let first = |page: &Page| gates(&page.state).remove(0);
    assert_eq!(gates(&page.state).len(), 9);
    assert_eq!(first(&page).pass, Pass::Look, "nobody asked");
    page = Page::with_queue();
    assert_eq!(first(&page).pass, Pass::Shut);
    assert!(first(&page).words.contains("4 suggestions"));
    let mut done = rows();
    for row in &mut done {
        row.became = Became::Withheld;
    }
    let effects = page.key("n");
    page.window_of(&effects, shown(done, 0, 4));
    assert_eq!(first(&page).pass, Pass::Open);
    let share = |n_whole, n_outside, is_emptied| crate::engine::redact::ThreadShare {
        n_whole,
        n_outside,
        by_code: [("IRR".to_owned(), 70), ("LPP".to_owned(), 30)].into(),
        is_emptied,
        ..Default::default()
    };
    page.state.shares = [share(30, 69, false)].into();
    let fifth = gates(&page.state).remove(4);
    assert_eq!(fifth.pass, Pass::Open);
    assert!(fifth.words.contains("IRR 70, LPP 30"), "{}", fifth.words);
    page.state.shares = [share(0, 100, true)].into();
    let fifth = gates(&page.state).remove(4);
    assert_eq!(fifth.pass, Pass::Look);
    assert!(fifth.words.contains("1 thread is withheld entirely"));
}

#[test]
fn what_is_opened_or_taken_back_later_was_not_decided() {
    use crate::app::gates::{Pass, gates};
    let first = |page: &Page| gates(&page.state).remove(0).pass;
    let decided = || {
        let mut page = Page::with_queue();
        page.key("x");
        let mut done = rows();
        for row in &mut done {
            row.became = Became::Rejected;
        }
        let effects = page.key("n");
        page.window_of(&effects, shown(done, 0, 4));
        page.queue(QueueAction::Closed);
        assert_eq!(first(&page), Pass::Open);
        page
    };
    let mut page = decided();
    page.choose(2, "b.zip");
    page.opened(1, "b.zip", "provisional:b");
    assert_eq!(
        first(&page),
        Pass::Look,
        "nobody looked into the second export"
    );
    let mut page = decided();
    page.act(Action::Redact(RedactAction::Undo));
    assert_eq!(first(&page), Pass::Look, "what was rejected is open again");
    let mut page = decided();
    let at = Instant::from_unix_ms(1_800_000_000_000);
    let kind = DecisionKind::Verified {
        package_sha256: "0".repeat(64),
        valid: true,
    };
    page.state.log.decide(&at, kind);
    assert_eq!(
        first(&page),
        Pass::Open,
        "what comes later takes nothing back"
    );
}
