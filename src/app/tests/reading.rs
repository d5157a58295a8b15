use std::rc::Rc;

use super::{Page, requests, row, rows_asked};
use crate::app::action::{Action, GoAction, ReadAction, SearchAction};
use crate::app::effect::Effect;
use crate::app::feed::FeedAction;
use crate::app::keys::Key;
use crate::app::state::{Area, Dialog};
use crate::engine::case::ThreadId;
use crate::engine::finding::Failure;
use crate::engine::place::EntryId;
use crate::engine::session::protocol::Look;
use crate::engine::session::protocol::{Event, Request, Row, RowsFor, Tag};
use crate::engine::thread::{ParticipantId, RecordId};

fn want(page: &mut Page, first: u32, n_rows: u32) -> Vec<Effect> {
    page.act(Action::Feed(FeedAction::WindowWanted { first, n_rows }))
}

#[test]
fn rows_come_into_the_window_and_stale_ones_do_not() {
    let mut page = Page::with_digest();
    let first = want(&mut page, 0, 3);
    let second = want(&mut page, 10, 3);
    page.rows(&second, &[10, 11, 12]);
    assert_eq!(page.window(), [10, 11, 12]);
    page.rows(&first, &[0, 1, 2]);
    assert_eq!(page.window(), [10, 11, 12], "an older answer is stale");
}

#[test]
fn rows_of_an_older_log_are_not_shown() {
    let mut page = Page::with_digest();
    let effects = want(&mut page, 0, 1);
    let (tag, thread) = rows_asked(&effects).expect("asked");
    let revision = page.state.log.revision() - 1;
    page.event(Event::Rows {
        tag,
        revision,
        thread,
        rows: vec![row(0, "bare")],
    });
    assert_eq!(page.window(), Vec::<u32>::new());
}

#[test]
fn the_same_rows_are_not_asked_for_twice_at_once() {
    let mut page = Page::with_digest();
    assert_eq!(requests(&want(&mut page, 20, 5)).len(), 1);
    assert_eq!(requests(&want(&mut page, 20, 5)).len(), 0);
}

#[test]
fn unchanged_rows_keep_their_pointer() {
    let mut page = Page::with_digest();
    let effects = want(&mut page, 0, 3);
    page.rows(&effects, &[0, 1, 2]);
    let before = page.state.reading.as_ref().expect("reading").window.clone();
    let effects = want(&mut page, 1, 3);
    page.rows(&effects, &[1, 2, 3]);
    let after = page.state.reading.as_ref().expect("reading").window.clone();
    assert!(Rc::ptr_eq(&before.rows[1], &after.rows[0]));
    assert_eq!(after.first, 1);
}

#[test]
fn the_recipients_view_shows_only_when_its_rows_are_there() {
    let mut page = Page::with_digest();
    let effects = want(&mut page, 0, 2);
    page.rows(&effects, &[0, 1]);
    let effects = page.act(Action::Read(ReadAction::RecipientView { on: true }));
    let shown = |page: &Page| page.state.reading.as_ref().expect("reading").shown;
    assert_eq!(shown(&page), RowsFor::Editor);
    assert!(matches!(
        requests(&effects)[..],
        [
            Request::Rows {
                view: RowsFor::Recipient,
                ..
            },
            Request::Look {
                look: Look::Names,
                ..
            }
        ]
    ));
    page.rows(&effects, &[0, 1]);
    assert_eq!(shown(&page), RowsFor::Recipient);
}

#[test]
fn a_search_counts_its_hits_and_goes_round() {
    let mut page = Page::with_digest();
    let query = "urgent".to_owned();
    let effects = page.act(Action::Search(SearchAction::Typed { query }));
    let asked = requests(&effects);
    let Request::Find { tag, .. } = asked[0] else {
        panic!("expected a search, found {asked:?}");
    };
    assert!(matches!(asked[1], Request::Rows { highlight: Some(words), .. } if words == "urgent"));
    let search = |page: &Page| page.state.reading.as_ref().expect("reading").search.clone();
    assert_eq!(search(&page).status(), "Searching…");
    page.event(Event::Found {
        tag: *tag,
        thread: ThreadId(0),
        records: vec![RecordId(4), RecordId(9)],
        n_hits: 3,
    });
    assert_eq!(search(&page).status(), "3 hits in 2 messages, at 1 of 2");
    let jumps: Vec<u32> = [
        SearchAction::Next,
        SearchAction::Next,
        SearchAction::Previous,
    ]
    .map(|step| {
        page.act(Action::Search(step));
        let jump = page.state.reading.as_ref().expect("reading").jump;
        jump.expect("a jump").record.0
    })
    .to_vec();
    assert_eq!(jumps, [9, 4, 9]);
}

#[test]
fn an_older_search_does_not_count() {
    let mut page = Page::with_digest();
    let typed = |page: &mut Page, query: &str| {
        let query = query.to_owned();
        let effects = page.act(Action::Search(SearchAction::Typed { query }));
        match requests(&effects)[..] {
            [Request::Find { tag, .. }, ..] => *tag,
            ref other => panic!("expected a search, found {other:?}"),
        }
    };
    let old = typed(&mut page, "a");
    typed(&mut page, "ab");
    page.event(Event::Found {
        tag: old,
        thread: ThreadId(0),
        records: vec![RecordId(1)],
        n_hits: 1,
    });
    let reading = page.state.reading.as_ref().expect("reading");
    assert_eq!(reading.search.status(), "Searching…");
    page.act(Action::Search(SearchAction::Typed {
        query: String::new(),
    }));
    let reading = page.state.reading.as_ref().expect("reading");
    assert_eq!(reading.search.status(), "");
}

#[test]
fn going_to_a_message_counts_from_one_and_knows_the_end() {
    let mut page = Page::with_digest();
    for number in [0, 101] {
        page.act(Action::Read(ReadAction::GoToMessage { number }));
        assert_eq!(page.alerts().len(), 1, "{number}");
        assert_eq!(page.state.reading.as_ref().expect("reading").jump, None);
        let serial = page.state.alerts.list()[0].serial;
        page.act(Action::Go(GoAction::AlertDismissed { serial }));
    }
    page.act(Action::Read(ReadAction::GoToMessage { number: 100 }));
    let jump = page.state.reading.as_ref().expect("reading").jump;
    assert_eq!(jump.expect("a jump").record, RecordId(99));
}

#[test]
fn going_to_a_day_jumps_or_says_that_there_is_none() {
    let mut page = Page::with_digest();
    let go = |page: &mut Page, at, day: Option<&str>| {
        let date = "2024-02-03".to_owned();
        let effects = page.act(Action::Read(ReadAction::GoToDate { date }));
        let tag = match requests(&effects)[..] {
            [Request::GoToDate { tag, .. }] => *tag,
            ref other => panic!("expected a date, found {other:?}"),
        };
        let day = day.map(str::to_owned);
        page.event(Event::Located { tag, at, day });
        let alerts = page.state.alerts.list().iter();
        let said: Vec<String> = alerts
            .map(|at| format!("{}. {}", at.what, at.help))
            .collect();
        for serial in 0..100 {
            page.act(Action::Go(GoAction::AlertDismissed { serial }));
        }
        said
    };
    let said = go(&mut page, None, None);
    assert!(said[0].contains("no message in this thread is dated 2024-02-03 or later"));
    assert!(said[0].contains(". This thread runs from "), "{said:?}");
    let at = Some((ThreadId(0), RecordId(33)));
    let said = go(&mut page, at, Some("2024-03-01"));
    assert!(
        said[0].contains("message 34, of 2024-03-01, is the first after it"),
        "{said:?}"
    );
    let said = go(&mut page, at, Some("2024-02-03"));
    assert!(said.is_empty(), "{said:?}");
    let jump = page.state.reading.as_ref().expect("reading").jump;
    assert_eq!(jump.expect("a jump").record, RecordId(33));
}

#[test]
fn my_side_is_a_decision_that_can_be_taken_back() {
    let mut page = Page::with_digest();
    let choose = |page: &mut Page, participant| {
        page.act(Action::Read(ReadAction::OwnerChosen {
            thread: ThreadId(0),
            participant,
        }));
        page.state.owners.get(&ThreadId(0)).copied()
    };
    assert_eq!(
        choose(&mut page, Some(ParticipantId(1))),
        Some(ParticipantId(1))
    );
    assert_eq!(
        choose(&mut page, Some(ParticipantId(0))),
        Some(ParticipantId(0))
    );
    assert_eq!(choose(&mut page, None), Some(ParticipantId(1)));
    assert_eq!(choose(&mut page, None), None);
}

#[test]
fn pictures_are_asked_for_once_and_let_go_when_there_are_many() {
    let mut page = Page::with_digest();
    let ask = |page: &mut Page, entry| {
        page.act(Action::Feed(FeedAction::MediaWanted {
            source: 0,
            entry: EntryId(entry),
        }))
    };
    assert_eq!(requests(&ask(&mut page, 7)).len(), 1);
    assert_eq!(ask(&mut page, 7), []);
    for entry in 100..200 {
        ask(&mut page, entry);
    }
    let effects = want(&mut page, 0, 1);
    let (tag, thread) = rows_asked(&effects).expect("asked");
    let revision = page.state.log.revision();
    let effects = page.event(Event::Rows {
        tag,
        revision,
        thread,
        rows: vec![row(0, "hello")],
    });
    assert_eq!(
        effects,
        [Effect::KeepMedia {
            only: vec![(0, EntryId(7))]
        }]
    );
}

#[test]
fn a_picture_that_fails_says_so_in_its_row_and_not_in_an_alert() {
    let mut page = Page::with_digest();
    let effects = page.act(Action::Feed(FeedAction::MediaWanted {
        source: 0,
        entry: EntryId(7),
    }));
    let tag = match requests(&effects)[..] {
        [Request::Media { tag, .. }] => *tag,
        ref other => panic!("expected media, found {other:?}"),
    };
    let failure = Failure {
        what: "wrong CRC".to_owned(),
        help: String::new(),
        can_raise: false,
    };
    let effects = page.event(Event::Failed {
        tag: Some(tag),
        failure,
    });
    assert!(matches!(&effects[..], [Effect::MediaFailed { what, .. }] if what == "wrong CRC"));
    assert_eq!(page.alerts(), Vec::<&str>::new());
}

#[test]
fn a_file_of_the_export_is_saved_under_a_tame_name() {
    let mut page = Page::with_digest();
    let effects = page.act(Action::Feed(FeedAction::SaveAttachment {
        source: 0,
        entry: EntryId(7),
        name: "../../boot\u{202e}fdp.exe".to_owned(),
    }));
    let tag = match requests(&effects)[..] {
        [Request::Media { tag, .. }] => *tag,
        ref other => panic!("expected media, found {other:?}"),
    };
    let effects = page.event(Event::Media {
        tag,
        source: 0,
        entry: EntryId(7),
        mime: "application/octet-stream".to_owned(),
    });
    assert_eq!(
        effects,
        [Effect::SaveMedia {
            tag,
            name: "boot_fdp.exe".to_owned()
        }]
    );
}

#[test]
fn answers_to_nothing_are_dropped() {
    let mut page = Page::with_digest();
    let effects = page.event(Event::Media {
        tag: Tag(9_999),
        source: 0,
        entry: EntryId(7),
        mime: "image/png".to_owned(),
    });
    assert_eq!(effects, []);
}

#[test]
fn keys_act_on_the_thread_but_not_under_a_dialog() {
    let mut page = Page::with_digest();
    let key = |name: &str| {
        Action::Key(Key {
            name: name.to_owned(),
            command: false,
            shift: false,
        })
    };
    assert_eq!(
        page.act(key("/")),
        [Effect::FocusOn {
            id: "search-messages".to_owned()
        }]
    );
    let effects = want(&mut page, 0, 2);
    page.rows(&effects, &[0, 1]);
    page.act(Action::Feed(FeedAction::Focused {
        record: RecordId(1),
    }));
    page.act(key("r"));
    assert!(matches!(page.state.dialog, Some(Dialog::Redact { .. })));
    assert_eq!(page.act(key("/")), []);
    page.act(Action::Go(GoAction::DialogClosed));
    page.act(Action::Go(GoAction::SingleKeys { on: false }));
    assert_eq!(page.act(key("/")), []);
    page.act(Action::Go(GoAction::Area { area: Area::People }));
    page.act(Action::Go(GoAction::SingleKeys { on: true }));
    assert_eq!(page.act(key("/")), []);
}

#[test]
fn more_of_a_long_message_stays_shown_while_nothing_else_changes() {
    let mut page = Page::with_digest();
    let long = |n_more_chars, text: &str| Row {
        n_more_chars,
        ..row(0, text)
    };
    let answer = |page: &mut Page, effects: &[Effect], row: Row| {
        let asked = requests(effects).into_iter().find_map(|at| match at {
            Request::Rows { tag, .. } | Request::LongRow { tag, .. } => Some(*tag),
            _other => None,
        });
        let revision = page.state.log.revision();
        page.event(Event::Rows {
            tag: asked.expect("rows were asked for"),
            revision,
            thread: ThreadId(0),
            rows: vec![row],
        })
    };
    let shown = |page: &Page| {
        let window = &page.state.reading.as_ref().expect("reading").window;
        window.rows[0].body[0].text.clone()
    };
    let effects = want(&mut page, 0, 1);
    answer(&mut page, &effects, long(900, "beginning"));
    let record = RecordId(0);
    let effects = page.act(Action::Feed(FeedAction::MoreWanted { record }));
    assert!(matches!(
        requests(&effects)[..],
        [Request::LongRow {
            max_chars: 220_000,
            ..
        }]
    ));
    answer(&mut page, &effects, long(0, "beginning and end"));
    assert_eq!(shown(&page), "beginning and end");
    let effects = want(&mut page, 0, 2);
    let effects = answer(&mut page, &effects, long(900, "beginning"));
    assert_eq!(shown(&page), "beginning and end");
    assert_eq!(effects, []);
    // A search changes how rows look: the long one is made again.
    let query = "end".to_owned();
    let effects = page.act(Action::Search(SearchAction::Typed { query }));
    let [Request::Find { tag, .. }] = requests(&effects)[..] else {
        panic!("nothing but the search is asked for first: {effects:?}");
    };
    let effects = page.event(Event::Found {
        tag: *tag,
        thread: ThreadId(0),
        records: vec![RecordId(0)],
        n_hits: 1,
    });
    let effects = answer(&mut page, &effects, long(900, "beginning"));
    assert!(matches!(requests(&effects)[..], [Request::LongRow { .. }]));
    answer(&mut page, &effects, long(0, "beginning and end"));
    assert_eq!(shown(&page), "beginning and end");
}

#[test]
fn where_a_message_comes_from_is_asked_and_shown_until_it_is_closed() {
    let mut page = Page::with_digest();
    let record = RecordId(1);
    let effects = page.act(Action::Feed(FeedAction::WhereFrom { record }));
    let [
        Effect::Post {
            request: Request::Provenance {
                tag, record: asked, ..
            },
            ..
        },
    ] = effects.as_slice()
    else {
        panic!("{effects:?}");
    };
    assert_eq!(*asked, record);
    assert_eq!(page.state.dialog, Some(Dialog::WhereFrom(None)));
    let told = |tag: Tag| Event::Provenance {
        tag,
        thread: ThreadId(0),
        record,
        found: None,
    };
    page.event(told(Tag(9_999)));
    assert_eq!(page.state.dialog, Some(Dialog::WhereFrom(None)));
    // There is no such record: nothing to show.
    page.event(told(*tag));
    assert_eq!(page.state.dialog, None);
}
