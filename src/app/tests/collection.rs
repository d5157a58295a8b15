//! Many threads: sorted and filtered, one list of people, names as the recipient sees them.

use super::{Page, place, requests, thread};
use crate::app::action::{Action, GoAction, ReadAction};
use crate::app::everybody::{called, everybody};
use crate::app::state::Area;
use crate::app::threads::{ThreadListAction, ThreadOrder, listed_said};
use crate::engine::case::ThreadId;
use crate::engine::casework::Work;
use crate::engine::decision::{CaseWork, Decision, DecisionKind, DecisionLog};
use crate::engine::session::protocol::{
    Event, Look, Request, Seen, SeenNames, SourceSummary, ThreadSummary,
};
use crate::engine::thread::ParticipantId;
use crate::engine::time::{CivilTime, Instant};

fn at(month: u16, day: u16) -> Option<CivilTime> {
    CivilTime::new([2024, month, day], 10, 0, None)
}

type About<'a> = (
    &'a str,
    Option<CivilTime>,
    Option<CivilTime>,
    u32,
    &'a [(&'a str, u32)],
);

const PEOPLE: &[(&str, u32)] = &[("Ada", 5), ("Bo", 3)];

fn page(threads: &[About<'_>]) -> Page {
    let mut page = Page::new();
    for (number, about) in (0_u32..).zip(threads) {
        let (title, first_at, last_at, n_messages, people) = *about;
        let name = format!("provisional:{number}");
        let thread = ThreadSummary {
            title: title.to_owned(),
            first_at,
            last_at,
            n_messages,
            participants: people
                .iter()
                .map(|(who, n)| ((*who).to_owned(), *n))
                .collect(),
            participant_places: (0..people.len() as u64)
                .map(|n| place(&name, n * 20))
                .collect(),
            ..thread(number, &name)
        };
        page.choose(number, &format!("{number}.zip"));
        let source = SourceSummary {
            threads: vec![thread],
            ..super::source(number, &format!("{number}.zip"), &name)
        };
        page.event(Event::Opened { source });
        page.nothing_kept(&name);
    }
    page
}

fn five() -> Page {
    page(&[
        ("Çelik", at(3, 1), at(3, 9), 20, PEOPLE),
        ("family", at(1, 1), at(12, 1), 300, &[("José", 300)]),
        ("Bank", None, None, 7, PEOPLE),
        ("Alpha", at(2, 1), at(2, 2), 20, PEOPLE),
        ("zoo", at(4, 1), at(4, 1), 1, PEOPLE),
    ])
}

fn listed(page: &Page) -> Vec<String> {
    let state = &page.state;
    let threads = state.threads().map(|(_, thread)| thread);
    let listed = state.thread_list.listed(threads, &state.names());
    listed.iter().map(|thread| thread.title.clone()).collect()
}

fn act(page: &mut Page, action: ThreadListAction) {
    assert_eq!(page.act(Action::ThreadList(action)), []);
}

#[test]
fn threads_are_sorted() {
    let mut page = five();
    for (order, expected) in [
        (
            ThreadOrder::AsOpened,
            ["Çelik", "family", "Bank", "Alpha", "zoo"],
        ),
        (
            ThreadOrder::Title,
            ["Alpha", "Bank", "family", "zoo", "Çelik"],
        ),
        (
            ThreadOrder::LastMessage,
            ["family", "zoo", "Çelik", "Alpha", "Bank"],
        ),
        (
            ThreadOrder::FirstMessage,
            ["family", "Alpha", "Çelik", "zoo", "Bank"],
        ),
        (
            ThreadOrder::Messages,
            ["family", "Çelik", "Alpha", "Bank", "zoo"],
        ),
    ] {
        act(&mut page, ThreadListAction::Ordered { order });
        assert_eq!(listed(&page), expected, "{order:?}");
    }
    assert!(
        !page.state.thread_list.is_filtered(),
        "an order leaves nothing out"
    );
}

#[test]
fn threads_are_filtered_and_it_is_said() {
    let text = |text: &str| text.to_owned();
    let cases: [(Vec<ThreadListAction>, &[&str]); 7] = [
        (
            vec![ThreadListAction::TitleTyped {
                text: text("celik"),
            }],
            &["Çelik"],
        ),
        (
            vec![ThreadListAction::PersonTyped { text: text("jose") }],
            &["family"],
        ),
        (
            vec![ThreadListAction::FromChosen {
                day: text("2024-03-09"),
            }],
            &["Çelik", "family", "zoo"],
        ),
        (
            vec![
                ThreadListAction::FromChosen {
                    day: text("2024-02-02"),
                },
                ThreadListAction::ToChosen {
                    day: text("2024-03-01"),
                },
            ],
            &["Çelik", "family", "Alpha"],
        ),
        (
            vec![ThreadListAction::LeastTyped { text: text("20") }],
            &["Çelik", "family", "Alpha"],
        ),
        (
            vec![ThreadListAction::LeastTyped { text: text("x") }],
            &["Çelik", "family", "Bank", "Alpha", "zoo"],
        ),
        (
            vec![
                ThreadListAction::PersonTyped { text: text("bo") },
                ThreadListAction::TitleTyped { text: text("o") },
            ],
            &["zoo"],
        ),
    ];
    let mut page = five();
    for (actions, expected) in cases {
        for action in actions.clone() {
            act(&mut page, action);
        }
        assert!(page.state.thread_list.is_filtered());
        assert_eq!(listed(&page), expected, "{actions:?}");
        act(&mut page, ThreadListAction::Cleared);
        assert_eq!(listed(&page).len(), 5);
    }
    assert_eq!(listed_said(12, 200), "12 of 200 threads");
}

fn all(page: &Page) -> Vec<(String, u32, usize)> {
    let sources: Vec<_> = page
        .state
        .sources
        .iter()
        .map(|source| (source.summary.clone(), source.identity.clone()))
        .collect();
    let all = everybody(&sources, &page.state.work.fold, &page.state.names());
    all.iter()
        .map(|at| (at.name.clone(), at.n_messages, at.threads.len()))
        .collect()
}

#[test]
fn there_is_one_list_of_people_over_all() {
    let page = five();
    let expected = [("José", 300, 1), ("Ada", 20, 4), ("Bo", 12, 4)];
    assert_eq!(
        all(&page),
        expected.map(|(name, n, threads)| (name.to_owned(), n, threads))
    );
}

#[test]
fn voices_that_are_one_person_stand_on_one_line() {
    let page = five();
    let mut log = DecisionLog::default();
    let person = CaseWork::Person {
        name: "Bo the banker".to_owned(),
        voices: vec![place("provisional:0", 20), place("provisional:1", 0)],
        grounds: "same number".to_owned(),
    };
    log.append(Decision::new(
        "Ada",
        Instant::from_unix_ms(0),
        DecisionKind::Work(person),
    ));
    let sources: Vec<_> = page
        .state
        .sources
        .iter()
        .map(|source| (source.summary.clone(), source.identity.clone()))
        .collect();
    let found = everybody(&sources, &Work::of(&log), &page.state.names());
    let banker = &found[0];
    assert_eq!(
        (banker.name.as_str(), banker.n_messages),
        ("Bo the banker", 303)
    );
    assert_eq!(banker.also, ["Bo", "José"]);
    assert_eq!(banker.threads, [(ThreadId(1), 300), (ThreadId(0), 3)]);
    assert!(banker.is_decided);
    assert_eq!(called(&found, "jose").len(), 1);
    assert_eq!(called(&found, "").len(), 3);
}

#[test]
fn the_recipients_view_shows_no_bare_name() {
    let mut page = page(&[("Bank", at(1, 1), at(1, 2), 8, PEOPLE)]);
    page.act(Action::Go(GoAction::Area { area: Area::People }));
    let effects = page.act(Action::Read(ReadAction::RecipientView { on: true }));
    let tag = requests(&effects)
        .into_iter()
        .find_map(|request| match request {
            Request::Look {
                tag,
                look: Look::Names,
            } => Some(*tag),
            _other => None,
        })
        .expect("names are asked for");
    let said = |page: &Page| {
        let names = page.state.names();
        let (_, thread) = page.state.thread(ThreadId(0)).unwrap();
        let who = |number| names.name(thread, ParticipantId(number));
        [
            names.title(thread),
            who(0),
            who(1),
            names.voices(thread).0.join(", "),
        ]
    };
    assert_eq!(
        said(&page),
        ["…", "…", "…", "…, …"],
        "nothing until it is known"
    );
    let threads = vec![SeenNames {
        thread: ThreadId(0),
        title: "█[COM]█".to_owned(),
        names: vec!["█[TPD]█ Person 1".to_owned(), "Bo".to_owned()],
    }];
    let revision = page.state.log.revision();
    let seen = |revision, threads| Seen::Names { revision, threads };
    page.event(Event::Looked {
        tag,
        seen: seen(revision, threads.clone()),
    });
    assert_eq!(
        said(&page),
        ["█[COM]█", "█[TPD]█ Person 1", "Bo", "█[TPD]█ Person 1, Bo"]
    );
    assert_eq!(all(&page)[0].0, "█[TPD]█ Person 1");
    // What was decided since may withhold more: what is known is old.
    page.state.log.bump();
    assert_eq!(said(&page)[0], "…");
    page.act(Action::Read(ReadAction::RecipientView { on: false }));
    assert_eq!(said(&page), ["Bank", "Ada", "Bo", "Ada, Bo"]);
}
