//! Timeline, gallery and print view.

use super::{Page, requests, row};
use crate::app::action::{Action, GoAction, ReadAction};
use crate::app::effect::Effect;
use crate::app::gallery::GalleryAction;
use crate::app::listing::ListingAction;
use crate::app::printing::{PrintAction, PrintRows};
use crate::app::state::{Area, Dialog, Screen};
use crate::app::timeline::{TimelineAction, hit_marks, hours_in_words, length_in_words};
use crate::engine::case::ThreadId;
use crate::engine::decision::DecisionKind;
use crate::engine::gallery::{GalleryItem, GalleryKind};
use crate::engine::job::Progress;
use crate::engine::place::EntryId;
use crate::engine::session::protocol::{Event, Look, PrintPart, Request, RowsFor, Seen, Tag, Tile};
use crate::engine::statistics::{Bin, Run, Slice, Statistics};
use crate::engine::thread::RecordId;

fn looks(effects: &[Effect]) -> Vec<(Tag, Look)> {
    let looks = requests(effects).into_iter().filter_map(|at| match at {
        Request::Look { tag, look } => Some((*tag, look.clone())),
        _other => None,
    });
    looks.collect()
}

fn go(page: &mut Page, area: Area) -> Vec<Effect> {
    page.act(Action::Go(GoAction::Area { area }))
}

fn seen(page: &mut Page, tag: Tag, seen: Seen) -> Vec<Effect> {
    page.event(Event::Looked { tag, seen })
}

fn counted() -> Statistics {
    Statistics {
        n_records: 6,
        first_hour: 24,
        bin_hours: 24,
        bins: vec![Bin::default(); 3],
        runs: [(0, Some(0)), (2, Some(2)), (3, None), (4, Some(1))]
            .map(|(first, bin)| Run {
                first: RecordId(first),
                bin,
            })
            .to_vec(),
        ..Statistics::default()
    }
}

#[test]
fn the_timeline_asks_once_and_again_when_the_log_changes() {
    let mut page = Page::with_digest();
    let asked = looks(&go(&mut page, Area::Timeline));
    let [(tag, Look::Statistics { thread })] = asked[..] else {
        panic!("{asked:?}");
    };
    assert_eq!(thread, ThreadId(0));
    assert!(looks(&go(&mut page, Area::Timeline)).is_empty());
    seen(&mut page, tag, Seen::Statistics(Box::new(counted())));
    assert!(page.state.timeline.counted.is_some());
    // Another answer to the same question is stale.
    let stale = Statistics::default();
    seen(&mut page, tag, Seen::Statistics(Box::new(stale)));
    assert_eq!(page.state.timeline.counted.as_ref().unwrap().1.n_records, 6);
    let chosen = Action::Read(ReadAction::OwnerChosen {
        thread,
        participant: Some(crate::engine::thread::ParticipantId(0)),
    });
    assert_eq!(looks(&page.act(chosen)).len(), 1);
}

#[test]
fn hits_stand_where_their_messages_do() {
    let records: Vec<RecordId> = [0, 1, 2, 3, 5].map(RecordId).to_vec();
    let marks = hit_marks(&counted(), &records);
    assert_eq!((marks.bins, marks.n_unresolved), (vec![2, 1, 1], 1));
    assert_eq!(hit_marks(&Statistics::default(), &records).n_unresolved, 5);
}

#[test]
fn stretches_of_time_in_words() {
    assert_eq!(hours_in_words(0, 24), "1970-01-01");
    assert_eq!(hours_in_words(0, 6), "1970-01-01, 00:00 to 05:59");
    assert_eq!(hours_in_words(0, 72), "1970-01-01 to 1970-01-03");
    assert_eq!(hours_in_words(-24, 0), "1969-12-31");
    assert_eq!(length_in_words(26 * 3_600), "26 hours");
    assert_eq!(length_in_words(49 * 3_600), "2 days 1 hour");
}

fn tile(item: GalleryItem) -> Tile {
    Tile {
        item,
        row: row(item.record.0, "hello"),
        text: String::new(),
        withheld: None,
        named: None,
    }
}

#[test]
fn a_number_opens_the_messages_behind_it() {
    let mut page = Page::with_digest();
    go(&mut page, Area::Timeline);
    let slice = Slice::Backward;
    let wanted = Action::Timeline(TimelineAction::MessagesWanted {
        slice,
        title: "Backward".to_owned(),
    });
    let (tag, _) = looks(&page.act(wanted.clone()))[0];
    let records: Vec<RecordId> = (0..150).map(RecordId).collect();
    let (tag, look) = looks(&seen(&mut page, tag, Seen::Slice(records)))[0].clone();
    let Look::Tiles { items, view } = look else {
        panic!("{look:?}");
    };
    assert_eq!((items.len(), view), (100, RowsFor::Editor));
    let revision = page.state.log.revision();
    let tiles = items.into_iter().map(tile).collect();
    seen(&mut page, tag, Seen::Tiles { revision, tiles });
    let more = looks(&page.act(Action::Listing(ListingAction::MoreWanted)));
    assert!(matches!(&more[0].1, Look::Tiles { items, .. } if items.len() == 50));
    let record = RecordId(7);
    page.act(Action::Listing(ListingAction::Chosen { record }));
    assert_eq!((page.state.area, &page.state.dialog), (Area::Read, &None));
    assert_eq!(
        page.state.reading.as_ref().unwrap().jump.unwrap().record,
        record
    );
    // A single message is shown without a list.
    go(&mut page, Area::Timeline);
    let (tag, _) = looks(&page.act(wanted))[0];
    seen(&mut page, tag, Seen::Slice(vec![RecordId(9)]));
    assert_eq!(page.state.dialog, None);
    assert_eq!(
        page.state.reading.as_ref().unwrap().jump.unwrap().record.0,
        9
    );
}

fn item(record: u32, kind: GalleryKind) -> GalleryItem {
    GalleryItem {
        thread: ThreadId(0),
        record: RecordId(record),
        kind,
        part: 0,
    }
}

/// A gallery of ten pictures and a link, all tiles on screen.
fn gallery() -> Page {
    let mut page = Page::with_digest();
    let (tag, _) = looks(&go(&mut page, Area::Gallery))[0].clone();
    let progress = Progress { done: 1, total: 2 };
    let pictures = (0..10).map(|at| item(at, GalleryKind::Picture)).collect();
    seen(
        &mut page,
        tag,
        Seen::Gallery {
            items: pictures,
            progress,
            is_last: false,
        },
    );
    assert!(page.state.gallery.progress.is_some());
    let items = vec![item(20, GalleryKind::Link)];
    seen(
        &mut page,
        tag,
        Seen::Gallery {
            items,
            progress,
            is_last: true,
        },
    );
    assert_eq!(page.state.gallery.progress, None);
    show(&mut page, 0, 11);
    page
}

fn show(page: &mut Page, first: usize, n_tiles: usize) -> Vec<Effect> {
    let wanted = GalleryAction::WindowWanted { first, n_tiles };
    let effects = page.act(Action::Gallery(wanted));
    let revision = page.state.log.revision();
    for (tag, look) in looks(&effects) {
        if let Look::Tiles { items, .. } = look {
            let tiles = items.into_iter().map(tile).collect();
            seen(page, tag, Seen::Tiles { revision, tiles });
        }
    }
    effects
}

#[test]
fn a_gallery_asks_only_for_what_is_on_screen() {
    let mut page = gallery();
    assert_eq!(page.state.gallery.tiles.len(), 11);
    assert!(looks(&show(&mut page, 3, 4)).is_empty(), "they are known");
    page.act(Action::Gallery(GalleryAction::KindChosen {
        kind: Some(GalleryKind::Link),
    }));
    assert_eq!(*page.state.gallery.shown, [10]);
    assert_eq!(page.state.gallery.n_of(Some(GalleryKind::Picture)), 10);
}

#[test]
fn pictures_that_leave_the_screen_are_let_go() {
    let mut page = gallery();
    let wanted = Action::Feed(crate::app::feed::FeedAction::MediaWanted {
        source: 0,
        entry: EntryId(7),
    });
    let effects = page.act(wanted);
    let asked = requests(&effects);
    let [Request::Media { tag, .. }] = asked[..] else {
        panic!("{asked:?}");
    };
    let tag = *tag;
    let effects = show(&mut page, 500, 4);
    assert_eq!(requests(&effects), [&Request::Cancel { tag }]);
    assert!(effects.contains(&Effect::KeepMedia { only: Vec::new() }));
    assert!(page.state.media.is_empty());
}

#[test]
fn the_lightbox_steps_and_withholds_through_the_usual_dialog() {
    let mut page = gallery();
    let act = |page: &mut Page, action: GalleryAction| page.act(Action::Gallery(action));
    act(&mut page, GalleryAction::Opened { at: 0 });
    act(&mut page, GalleryAction::Stepped { forward: false });
    assert_eq!(page.state.dialog, Some(Dialog::Lightbox { at: 0 }));
    act(&mut page, GalleryAction::Stepped { forward: true });
    assert_eq!(
        (page.state.dialog.clone(), page.state.gallery.at),
        (Some(Dialog::Lightbox { at: 1 }), 1)
    );
    act(&mut page, GalleryAction::RedactWanted);
    assert!(matches!(page.state.dialog, Some(Dialog::Redact { .. })));
    let effects = page.act(Action::Redact(crate::app::action::RedactAction::Applied {
        codes: vec!["SEC".to_owned()],
        note: String::new(),
        by: Some("Dana".to_owned()),
    }));
    // The list is made anew under the new log, and meanwhile the old one stands.
    assert!(
        looks(&effects)
            .iter()
            .any(|(_, look)| matches!(look, Look::Gallery { .. }))
    );
    assert_eq!(page.state.gallery.items.len(), 11);
    assert!(page.state.gallery.tiles.is_empty());
    let standing = page.state.log.log().standing();
    assert!(standing.iter().any(|at| matches!(
        &at.kind,
        DecisionKind::Attachment { entry, .. } if *entry == EntryId(7)
    )));
}

#[test]
fn another_pair_of_eyes_sees_no_old_list() {
    let mut page = gallery();
    let effects = page.act(Action::Read(ReadAction::RecipientView { on: true }));
    assert!(matches!(
        looks(&effects)[..],
        [
            (
                _,
                Look::Gallery {
                    view: RowsFor::Recipient
                }
            ),
            (_, Look::Names)
        ]
    ));
    assert!(page.state.gallery.items.is_empty() && page.state.gallery.tiles.is_empty());
    page.act(Action::Gallery(GalleryAction::RedactWanted));
    assert_eq!(page.state.dialog, None);
}

#[test]
fn nothing_is_listed_before_what_was_kept_is_back() {
    let mut page = Page::new();
    page.choose(1, "a.zip");
    page.opened(0, "a.zip", "provisional:a");
    assert!(looks(&go(&mut page, Area::Gallery)).is_empty());
    page.nothing_kept("provisional:a");
    assert_eq!(looks(&go(&mut page, Area::Gallery)).len(), 1);
}

/// The print view with the parts of a long thread.
fn printing() -> (Page, Vec<Effect>) {
    let mut page = Page::with_digest();
    let (tag, _) = looks(&page.act(Action::Print(PrintAction::Wanted)))[0].clone();
    let part = |first: u32, n_records: u32| PrintPart {
        first: RecordId(first),
        n_records,
        from: "1/2/24".to_owned(),
        to: "2/2/24".to_owned(),
    };
    let effects = seen(
        &mut page,
        tag,
        Seen::Parts(vec![part(0, 600), part(600, 10)]),
    );
    (page, effects)
}

fn rows(page: &mut Page, effects: &[Effect]) -> Vec<Effect> {
    let asked = requests(effects);
    let [
        Request::Rows {
            tag,
            first,
            n_rows,
            highlight: None,
            ..
        },
    ] = asked[..]
    else {
        panic!("{asked:?}");
    };
    let rows = (first.0..first.0 + n_rows).map(|at| row(at, "x")).collect();
    let revision = page.state.log.revision();
    page.event(Event::Rows {
        tag: *tag,
        revision,
        thread: ThreadId(0),
        rows,
    })
}

#[test]
fn a_part_is_collected_bit_by_bit() {
    let (mut page, effects) = printing();
    assert_eq!(page.state.screen, Screen::Print);
    let effects = rows(&mut page, &effects);
    assert_eq!(page.state.print.as_ref().unwrap().percent(), 83);
    rows(&mut page, &effects);
    let print = page.state.print.clone().unwrap();
    let PrintRows::Ready(ready) = print.rows else {
        panic!("{:?}", print.rows);
    };
    assert_eq!(ready.len(), 600);
    let effects = page.act(Action::Print(PrintAction::PartChosen { part: 1 }));
    rows(&mut page, &effects);
    assert_eq!(page.state.print.as_ref().unwrap().percent(), 100);
    assert_eq!(
        page.act(Action::Print(PrintAction::Print)),
        [Effect::PrintPage]
    );
    page.act(Action::Print(PrintAction::Closed));
    assert_eq!((page.state.screen, page.state.print), (Screen::Case, None));
}

#[test]
fn collecting_can_be_ended_and_a_new_decision_ends_it() {
    let (mut page, effects) = printing();
    page.act(Action::Print(PrintAction::Cancelled));
    assert!(rows(&mut page, &effects).is_empty(), "the answer is stale");
    assert_eq!(
        page.state.print.as_ref().unwrap().rows,
        PrintRows::Cancelled
    );
    let effects = page.act(Action::Print(PrintAction::Again));
    let asked = requests(&effects);
    let [Request::Rows { tag, .. }] = asked[..] else {
        panic!("{asked:?}");
    };
    page.event(Event::Rows {
        tag: *tag,
        revision: page.state.log.revision() + 1,
        thread: ThreadId(0),
        rows: vec![row(0, "x")],
    });
    assert_eq!(page.state.print.as_ref().unwrap().rows, PrintRows::Outdated);
}

#[test]
fn a_broken_worker_ends_what_it_was_asked() {
    let (mut page, _) = printing();
    page.event(Event::Broken {
        message: "x".to_owned(),
    });
    assert_eq!(
        (page.state.print.is_none(), page.state.screen),
        (true, Screen::Case)
    );
    let mut page = gallery();
    page.act(Action::Gallery(GalleryAction::Opened { at: 0 }));
    page.event(Event::Broken {
        message: "x".to_owned(),
    });
    assert_eq!(page.state.dialog, None);
}
