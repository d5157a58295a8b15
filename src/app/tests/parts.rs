use std::rc::Rc;

use super::withholding::apply;
use super::{Page, requests};
use crate::app::action::{Action, PackageAction, ReadAction, RedactAction};
use crate::app::effect::Effect;
use crate::app::feed::FeedAction;
use crate::app::packaging::PackagePhase;
use crate::app::parts::{PartAction, PartChosen, Sights};
use crate::app::queue::{Program, QueueAction};
use crate::app::state::Dialog;
use crate::engine::clean::Stretch;
use crate::engine::decision::{DecisionKind, PixelBox};
use crate::engine::examine::protocol::{Event as Burnt, PictureFound, PictureSight};
use crate::engine::package;
use crate::engine::place::EntryId;
use crate::engine::session::protocol::{Event, MediaChoice, MediaClass, Request, Tag};
use crate::engine::thread::RecordId;

const BOX: PixelBox = PixelBox {
    x: 1,
    y: 2,
    width: 30,
    height: 40,
};

/// A page whose messages name a file of that type.
fn page_with(class: MediaClass, mime: &str) -> Page {
    let mut page = Page::with_digest();
    let effects = page.act(Action::Feed(FeedAction::WindowWanted {
        first: 0,
        n_rows: 3,
    }));
    page.rows(&effects, &[0, 1, 2]);
    let reading = page.state.reading.as_mut().unwrap();
    let window = Rc::make_mut(&mut reading.window);
    for row in &mut window.rows {
        let file = Rc::make_mut(row).attachment.as_mut().unwrap();
        file.class = class;
        file.mime = mime.to_owned();
    }
    page.act(Action::Queue(QueueAction::Loaded { failed: None }));
    page
}

fn part(page: &mut Page, action: PartAction) -> Vec<Effect> {
    page.act(Action::Part(action))
}

fn wanted(page: &mut Page) {
    let record = RecordId(1);
    part(page, PartAction::Wanted { record });
}

fn standing(page: &Page) -> Vec<DecisionKind> {
    let standing = page.state.log.standing_redactions();
    standing.into_iter().map(|at| at.kind.clone()).collect()
}

#[test]
fn a_stretch_is_chosen_heard_reasoned_and_undone() {
    let mut page = page_with(MediaClass::Sound, "audio/ogg");
    wanted(&mut page);
    part(&mut page, PartAction::ReasonWanted);
    let Some(Dialog::Part(form)) = &page.state.dialog else {
        panic!("the form stays open");
    };
    assert!(form.error.is_some(), "nothing chosen");
    let (from_ms, until_ms) = (Some(900), Some(400));
    part(&mut page, PartAction::Stretched { from_ms, until_ms });
    let effects = part(&mut page, PartAction::HearWanted);
    let [Request::Media { tag, muted, .. }] = &requests(&effects)[..] else {
        panic!("{effects:?}");
    };
    let stretch = Stretch {
        from_ms: 400,
        until_ms: 900,
    };
    assert_eq!(*muted, [stretch], "in order, whichever end came first");
    let tag = *tag;
    let effects = page.event(Event::Media {
        tag,
        source: 0,
        entry: EntryId(7),
        mime: "audio/ogg".to_owned(),
    });
    assert_eq!(effects, [Effect::ShowPreview { tag }]);
    part(&mut page, PartAction::ReasonWanted);
    apply(&mut page, &["TPD"], "");
    assert!(matches!(
        &standing(&page)[..],
        [DecisionKind::SoundRange {
            from_ms: 400,
            until_ms: 900,
            ..
        }]
    ));
    assert_eq!(page.state.parts[&(0, EntryId(7))].muted, [stretch]);
    page.act(Action::Redact(RedactAction::Undo));
    assert!(standing(&page).is_empty() && page.state.parts.is_empty());
}

#[test]
fn the_recipient_hears_what_is_muted_and_the_editor_all() {
    let mut page = page_with(MediaClass::Sound, "audio/ogg");
    wanted(&mut page);
    let (from_ms, until_ms) = (Some(400), Some(900));
    part(&mut page, PartAction::Stretched { from_ms, until_ms });
    part(&mut page, PartAction::ReasonWanted);
    apply(&mut page, &["TPD"], "");
    let asked = |page: &mut Page| {
        let effects = page.act(Action::Feed(FeedAction::MediaWanted {
            source: 0,
            entry: EntryId(7),
        }));
        match &requests(&effects)[..] {
            [Request::Media { muted, .. }] => muted.len(),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(asked(&mut page), 0);
    let effects = page.act(Action::Read(ReadAction::RecipientView { on: true }));
    // What was heard before is let go.
    assert!(effects.contains(&Effect::KeepMedia { only: Vec::new() }));
    assert_eq!(asked(&mut page), 1);
}

fn boxed() -> Page {
    let mut page = page_with(MediaClass::Picture, "image/png");
    wanted(&mut page);
    part(&mut page, PartAction::Boxed { one: BOX });
    let one = PixelBox { x: 9, ..BOX };
    part(&mut page, PartAction::Boxed { one });
    part(&mut page, PartAction::Removed { index: 0 });
    part(&mut page, PartAction::Moved { index: 0, one: BOX });
    let Some(Dialog::Part(form)) = &page.state.dialog else {
        panic!("the form is open");
    };
    assert_eq!(form.chosen, PartChosen::Boxes(vec![BOX]));
    part(&mut page, PartAction::ReasonWanted);
    apply(&mut page, &["CHD"], "");
    page
}

/// Presses "Build"; the questions for pictures.
fn build(page: &mut Page) -> Vec<Tag> {
    page.act(Action::Package(PackageAction::Wanted));
    let media = MediaChoice::AsTheyAre;
    page.act(Action::Package(PackageAction::MediaChosen { media }));
    let effects = page.build();
    let asked = requests(&effects).into_iter();
    asked
        .map(|request| match request {
            Request::Media { tag, .. } => *tag,
            other => panic!("{other:?}"),
        })
        .collect()
}

fn picture_arrives(page: &mut Page, tag: Tag) -> Tag {
    let effects = page.event(Event::Media {
        tag,
        source: 0,
        entry: EntryId(7),
        mime: "image/png".to_owned(),
    });
    match &effects[..] {
        [
            Effect::Burn {
                of,
                tag: burn,
                boxes,
            },
        ] => {
            assert_eq!((*of, &boxes[..]), (tag, &[BOX][..]));
            *burn
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_package_waits_until_its_boxes_are_burnt_in() {
    let mut page = boxed();
    let tags = build(&mut page);
    let burn = picture_arrives(&mut page, tags[0]);
    let burnt = package::Burnt {
        original_sha256: "00".to_owned(),
        boxes: vec![BOX],
        picture: Ok(vec![1, 2, 3].into()),
    };
    let effects = page.act(Action::Burner(Box::new(Burnt::Burnt {
        tag: burn,
        burnt: burnt.clone(),
    })));
    let [Request::Build { options, .. }] = &requests(&effects)[..] else {
        panic!("{effects:?}");
    };
    assert_eq!(options.burnt, [burnt]);
    // The other pictures are still looked at.
    assert!(!effects.contains(&Effect::EndBurner));
    let Sights::Looking { tag, .. } = page.state.sights else {
        panic!("{:?}", page.state.sights);
    };
    let found = vec![PictureFound {
        name: "a.png".to_owned(),
        at: None,
        what: PictureSight::Code,
    }];
    let seen = found.clone();
    let effects = page.act(Action::Burner(Box::new(Burnt::Pictures {
        tag,
        found: seen,
    })));
    assert_eq!(effects, [Effect::EndBurner]);
    assert_eq!(page.state.sights, Sights::Seen(found));
}

#[test]
fn boxes_are_proposed_for_codes_and_taken_or_left() {
    for taken in [true, false] {
        let mut page = page_with(MediaClass::Picture, "image/png");
        page.state.queue.program = Program::Loaded;
        wanted(&mut page);
        let effects = page.act(Action::Part(PartAction::CodesWanted));
        let [Request::Media { tag, .. }] = requests(&effects)[..] else {
            panic!("{effects:?}");
        };
        let effects = page.event(Event::Media {
            tag: *tag,
            source: 0,
            entry: EntryId(7),
            mime: "image/png".to_owned(),
        });
        let [Effect::FindCodes { tag, .. }] = effects[..] else {
            panic!("{effects:?}");
        };
        let found = Ok(vec![BOX]);
        let effects = page.act(Action::Burner(Box::new(Burnt::Codes { tag, found })));
        assert_eq!(effects, [Effect::EndBurner]);
        page.act(Action::Part(PartAction::CodesDecided { taken }));
        let Some(Dialog::Part(form)) = &page.state.dialog else {
            panic!("{:?}", page.state.dialog);
        };
        let boxes = if taken { vec![BOX] } else { vec![] };
        assert_eq!(form.chosen, PartChosen::Boxes(boxes));
    }
}

#[test]
fn a_package_that_waits_can_be_cancelled_and_survives_a_broken_program() {
    let mut page = boxed();
    let tags = build(&mut page);
    page.act(Action::Package(PackageAction::Cancelled));
    assert_eq!(page.state.package, PackagePhase::None);
    // The picture comes too late: nobody wants it.
    let late = page.event(Event::Media {
        tag: tags[0],
        source: 0,
        entry: EntryId(7),
        mime: "image/png".to_owned(),
    });
    assert_eq!(late, []);
    let tags = build(&mut page);
    picture_arrives(&mut page, tags[0]);
    let message = "out of memory".to_owned();
    let effects = page.act(Action::Burner(Box::new(Burnt::Broken { message })));
    assert!(effects.contains(&Effect::EndBurner));
    assert_eq!(page.state.package, PackagePhase::None);
    assert!(page.alerts().concat().contains("burns boxes"));
}

#[test]
fn of_a_file_that_has_no_parts_the_whole_must_be_withheld() {
    for (class, mime) in [
        (MediaClass::Picture, "image/gif"),
        (MediaClass::Sound, "audio/mpeg"),
        (MediaClass::Video, "video/mp4"),
    ] {
        let mut page = page_with(class, mime);
        wanted(&mut page);
        assert_eq!(page.state.dialog, None);
        assert!(page.alerts().concat().contains("no part of this file"));
    }
}

#[test]
fn what_looks_at_pictures_gets_an_export_that_comes_later() {
    use crate::app::parts::open_in_burner;
    use crate::engine::examine::protocol::Request as Ask;
    let opens = |page: &mut Page| {
        let effects = open_in_burner(&mut page.state);
        let is_open = |effect: &&Effect| {
            matches!(
                effect,
                Effect::AskBurner {
                    request: Ask::Open { .. },
                    ..
                }
            )
        };
        effects.iter().filter(is_open).count()
    };
    let mut page = boxed();
    assert_eq!(opens(&mut page), 1);
    assert_eq!(opens(&mut page), 0, "it has it");
    page.choose(2, "b.zip");
    page.opened(1, "b.zip", "provisional:b");
    assert_eq!(opens(&mut page), 2, "all of it, once more");
    assert_eq!(opens(&mut page), 0);
}
