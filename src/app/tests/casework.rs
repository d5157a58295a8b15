use super::*;
use crate::app::action::{GoAction, ReadAction, RedactAction};
use crate::app::casework::{FilePhase, WorkAction, WorkDialog, claim};
use crate::app::feed::FeedAction;
use crate::app::state::{Area, Dialog};
use crate::engine::casefile::{CaseContent, CaseRead, CaseSource, Passphrase};
use crate::engine::casework::MarkKind;
use crate::engine::decision::{CaseWork, Decision, DecisionKind, DecisionLog, TagColour};
use crate::engine::finding::Failure;
use crate::engine::session::protocol::{PlacedAt, Quote, RowsFor, WorkEvent, WorkRequest};

/// A page that reads a thread with records 0 to 9 on screen, the third focused.
fn reading_page() -> Page {
    let mut page = Page::with_digest();
    let effects = page.act(Action::Feed(FeedAction::WindowWanted {
        first: 0,
        n_rows: 10,
    }));
    page.rows(&effects, &(0..10).collect::<Vec<_>>());
    page.focus(2);
    page
}

impl Page {
    fn focus(&mut self, record: u32) {
        let record = RecordId(record);
        self.act(Action::Feed(FeedAction::Focused { record }));
    }

    fn work(&mut self, action: WorkAction) -> Vec<Effect> {
        self.act(Action::Work(action))
    }

    fn undo(&mut self) -> Vec<Effect> {
        self.act(Action::Redact(RedactAction::Undo))
    }

    fn define(&mut self, name: &str, key: &str) -> Vec<Effect> {
        self.key("t");
        self.work(WorkAction::TagDefined {
            name: name.to_owned(),
            colour: TagColour::Green,
            key: key.to_owned(),
            by: None,
        })
    }

    /// What stands, told in words.
    fn marks(&self) -> Vec<String> {
        let marks = self.state.work.fold.marks.iter();
        marks
            .map(|mark| {
                let from = mark.on.target.byte_start / 20;
                match &mark.what {
                    MarkKind::Tag { tag } => format!("{from} tag {tag}"),
                    MarkKind::Bookmark => format!("{from} bookmark"),
                    MarkKind::Note { text } => {
                        let to = mark.on.until.as_ref().map_or(from, |at| at.byte_start / 20);
                        format!("{from}-{to} note {text}")
                    }
                    MarkKind::Exhibit { number, label, .. } => {
                        format!("{from} exhibit {number} {label}")
                    }
                }
            })
            .collect()
    }

    fn error(&self) -> Option<&str> {
        match &self.state.dialog {
            Some(Dialog::Work(
                WorkDialog::Tags { error, .. }
                | WorkDialog::Note { error, .. }
                | WorkDialog::Exhibit { error, .. }
                | WorkDialog::Person { error }
                | WorkDialog::SaveCase { error }
                | WorkDialog::Unlock { error, .. },
            )) => error.as_deref(),
            _other => None,
        }
    }
}

fn asked(effects: &[Effect]) -> Vec<&WorkRequest> {
    requests(effects)
        .into_iter()
        .filter_map(|request| match request {
            Request::Work(request) => Some(request),
            _other => None,
        })
        .collect()
}

#[test]
fn a_tag_is_made_once_and_put_on_by_its_key() {
    let mut page = reading_page();
    // No tag has that key: the dialog offers to make one.
    page.key("1");
    assert!(matches!(
        &page.state.dialog,
        Some(Dialog::Work(WorkDialog::Tags {
            key: Some('1'),
            record: RecordId(2),
            ..
        }))
    ));
    page.work(WorkAction::TagDefined {
        name: " Payment ".to_owned(),
        colour: TagColour::Green,
        key: "1".to_owned(),
        by: Some("Ada Poe".to_owned()),
    });
    assert_eq!(page.state.dialog, None);
    assert_eq!(page.state.log.by(), Some("Ada Poe"));
    assert_eq!(page.marks(), ["2 tag payment"]);
    page.focus(5);
    page.key("1");
    assert_eq!(page.marks(), ["2 tag payment", "5 tag payment"]);
    page.key("1");
    assert_eq!(page.marks(), ["2 tag payment"]);
    // Undo brings it back, and takes tag and definition away together.
    page.undo();
    assert_eq!(page.marks(), ["2 tag payment", "5 tag payment"]);
    page.undo();
    page.undo();
    assert!(page.marks().is_empty());
    assert!(page.state.work.fold.tags.is_empty());
    page.act(Action::Redact(RedactAction::Redo));
    assert_eq!(page.marks(), ["2 tag payment"]);
    assert_eq!(page.state.work.fold.tags[0].key, Some('1'));
}

#[test]
fn a_tag_that_cannot_be_is_refused_in_the_form() {
    let mut page = reading_page();
    page.define("Payment", "1");
    for (name, key, what) in [
        ("", "", "Give the tag a name"),
        ("PAYMENT", "2", "There is a tag"),
        ("Threat", "1", "has that key"),
        ("Threat", "n", "A key is one digit"),
        ("Threat", "l", "A key is one digit"),
        ("Threat", "x", "A key is one digit"),
        ("Threat", "é", "A key is one digit"),
        ("Threat", "12", "A key is one digit"),
    ] {
        page.define(name, key);
        assert!(
            page.error().is_some_and(|at| at.contains(what)),
            "{name} {key}: {:?}",
            page.error()
        );
    }
    page.define("Threat", "d");
    assert_eq!(page.error(), None);
    page.key("d");
    assert_eq!(page.marks(), ["2 tag payment"], "made, put on, taken off");
}

#[test]
fn a_changed_tag_stays_where_it_is() {
    let mut page = reading_page();
    page.define("Payment", "1");
    page.key("t");
    page.work(WorkAction::TagEditWanted {
        tag: "Payment".to_owned(),
    });
    page.work(WorkAction::TagDefined {
        name: "Money".to_owned(),
        colour: TagColour::Red,
        key: "1".to_owned(),
        by: None,
    });
    assert_eq!(page.error(), None);
    assert_eq!(page.marks(), ["2 tag money"]);
    assert_eq!(page.state.work.fold.tags.len(), 1);
    assert!(page.state.work.fold.differences.is_empty());
    page.undo();
    assert_eq!(page.marks(), ["2 tag payment"]);
    assert_eq!(page.state.work.fold.tags[0].colour, TagColour::Green);
}

#[test]
fn keys_bookmark_and_note_and_n_still_goes_to_the_next_hit() {
    let mut page = reading_page();
    page.key("b");
    assert_eq!(page.marks(), ["2 bookmark"]);
    page.key("n");
    assert!(matches!(
        page.state.dialog,
        Some(Dialog::Work(WorkDialog::Note { .. }))
    ));
    page.work(WorkAction::NoteGiven {
        text: "  ".to_owned(),
        by: None,
    });
    assert_eq!(page.error(), Some("Write the note"));
    let effects = page.work(WorkAction::NoteGiven {
        text: " look ".to_owned(),
        by: None,
    });
    assert!(effects.contains(&Effect::FocusOn {
        id: "message-3".to_owned()
    }));
    let mut marks = page.marks();
    marks.sort();
    assert_eq!(marks, ["2 bookmark", "2-2 note look"]);
    page.act(Action::Search(crate::app::action::SearchAction::Typed {
        query: "x".to_owned(),
    }));
    page.key("n");
    assert_eq!(page.state.dialog, None);
    page.key("N");
    assert!(page.state.dialog.is_some());
}

#[test]
fn a_passage_goes_from_where_it_was_begun_either_way() {
    for (begin, end) in [(2, 6), (6, 2)] {
        let mut page = reading_page();
        page.focus(begin);
        page.key("[");
        page.focus(end);
        page.key("n");
        let Some(Dialog::Work(WorkDialog::Note { on, .. })) = &page.state.dialog else {
            panic!("no dialog");
        };
        assert_eq!(on.words(), "Messages 3 to 7");
        page.work(WorkAction::NoteGiven {
            text: "all".to_owned(),
            by: None,
        });
        assert_eq!(page.marks(), ["2-6 note all"]);
        assert_eq!(page.state.work.passage, None);
    }
}

#[test]
fn exhibits_have_one_label_each_and_change_places() {
    let mut page = reading_page();
    for (record, label) in [(2, "AP/1"), (5, "AP/2"), (7, "AP/3")] {
        page.focus(record);
        page.key("e");
        page.work(WorkAction::ExhibitGiven {
            label: label.to_owned(),
            description: String::new(),
            by: None,
        });
    }
    page.key("e");
    page.work(WorkAction::ExhibitGiven {
        label: "ap/1".to_owned(),
        description: String::new(),
        by: None,
    });
    assert_eq!(page.error(), Some("There is an exhibit “ap/1” already"));
    page.act(Action::Go(GoAction::DialogClosed));
    let last = page
        .state
        .work
        .fold
        .exhibits()
        .last()
        .unwrap()
        .made
        .id
        .0
        .clone();
    page.work(WorkAction::ExhibitMoved {
        decision: last,
        to: crate::app::casework::Direction::Up,
    });
    assert_eq!(
        page.marks(),
        ["2 exhibit 1 AP/1", "5 exhibit 3 AP/2", "7 exhibit 2 AP/3"]
    );
    assert!(page.state.work.fold.differences.is_empty());
    page.undo();
    assert_eq!(
        page.marks(),
        ["2 exhibit 1 AP/1", "5 exhibit 2 AP/2", "7 exhibit 3 AP/3"]
    );
}

#[test]
fn nothing_is_marked_in_what_the_recipient_sees() {
    let mut page = reading_page();
    let effects = page.act(Action::Read(ReadAction::RecipientView { on: true }));
    page.rows(&effects, &(0..10).collect::<Vec<_>>());
    assert_eq!(
        page.state.reading.as_ref().unwrap().shown,
        RowsFor::Recipient
    );
    for key in ["b", "n", "t", "e", "1", "["] {
        page.key(key);
    }
    assert_eq!(page.state.dialog, None);
    assert!(page.marks().is_empty());
}

#[test]
fn the_list_asks_what_stands_at_its_places_once() {
    let mut page = reading_page();
    page.key("b");
    let area = |area| Action::Go(GoAction::Area { area });
    let effects = page.act(area(Area::Case));
    let asked = asked(&effects);
    let [WorkRequest::Places { tag, places }] = &asked[..] else {
        panic!("{asked:?}");
    };
    assert_eq!(places, &[place("aa", 40)]);
    let at = PlacedAt {
        thread: ThreadId(0),
        record: RecordId(2),
        stamp: "1/2/24, 10:00".to_owned(),
        sender: "Ada".to_owned(),
        excerpt: "hello".to_owned(),
    };
    page.event(Event::Work(WorkEvent::Placed {
        tag: *tag,
        found: vec![(place("aa", 40), Some(at))],
    }));
    assert!(page.act(area(Area::Case)).is_empty());
}

#[test]
fn persons_need_two_participants_and_grounds() {
    let mut page = reading_page();
    let given = |voices: &[u32], grounds: &str| WorkAction::PersonGiven {
        name: "Ada Poe".to_owned(),
        voices: voices
            .iter()
            .map(|who| (ThreadId(0), ParticipantId(*who)))
            .collect(),
        grounds: grounds.to_owned(),
        by: None,
    };
    page.work(WorkAction::PersonWanted);
    page.work(given(&[0], "same number"));
    assert_eq!(page.error(), Some("Tick at least two participants"));
    page.work(given(&[0, 1], " "));
    assert_eq!(page.error(), Some("Say why they are one person"));
    page.work(given(&[0, 1], "same number"));
    let person = page.state.work.fold.person_of(&place("aa", 20)).unwrap();
    assert_eq!((person.name.as_str(), person.voices.len()), ("Ada Poe", 2));
}

#[test]
fn a_message_with_something_withheld_is_quoted_without_a_code() {
    let mut page = reading_page();
    let effects = page.key("c");
    let [WorkRequest::Cite { tag, .. }] = asked(&effects)[..] else {
        panic!("{effects:?}");
    };
    let quote = Quote {
        text: "█[TPD]█".to_owned(),
        code: None,
    };
    let effects = page.event(Event::Work(WorkEvent::Cited { tag: *tag, quote }));
    assert_eq!(
        effects,
        [Effect::CopyText {
            text: "█[TPD]█".to_owned()
        }]
    );
    assert!(page.alerts().iter().any(|at| at.contains("without a code")));
}

/// The case file of somebody else: a tag by Bea on the third message, and another owner.
fn other_case() -> CaseContent {
    let mut log = DecisionLog::default();
    let kinds = [
        DecisionKind::Work(CaseWork::TagDefined {
            tag: "Threat".to_owned(),
            colour: TagColour::Red,
            key: Some('1'),
        }),
        DecisionKind::Work(CaseWork::Tagged {
            tag: "Threat".to_owned(),
            target: place("aa", 40),
        }),
        DecisionKind::Message {
            target: place("bb", 0),
            codes: vec!["TPD".to_owned()],
            note: None,
        },
    ];
    for (number, kind) in kinds.into_iter().enumerate() {
        let at = Instant::from_unix_ms(1_800_000_000_000 + number as i64);
        log.append(Decision::new("Bea", at, kind));
    }
    let source = |name: &str, sha256: &str| CaseSource {
        name: name.to_owned(),
        size_bytes: 1_234,
        sha256: sha256.to_owned(),
        provisional: format!("provisional:{}", &sha256[..1]),
        threads: vec!["Bo".to_owned()],
    };
    CaseContent {
        saved_at: "2024-03-01T10:00:00Z".to_owned(),
        sources: vec![source("a.zip", "aa"), source("b.zip", "bb")],
        log: log.to_file(),
    }
}

fn chosen(page: &mut Page) -> Tag {
    let effects = page.work(WorkAction::FileChosen {
        file: FileKey(9),
        name: "x.tscase".to_owned(),
    });
    let [
        WorkRequest::ReadCase {
            tag,
            passphrase: None,
            ..
        },
    ] = asked(&effects)[..]
    else {
        panic!("{effects:?}");
    };
    *tag
}

fn read(page: &mut Page, tag: Tag, read: CaseRead) -> Vec<Effect> {
    page.event(Event::Work(WorkEvent::CaseRead { tag, read }))
}

#[test]
fn a_case_file_is_united_with_what_is_here_and_waits_for_its_exports() {
    let mut page = reading_page();
    page.define("Payment", "1");
    let tag = chosen(&mut page);
    let effects = read(&mut page, tag, CaseRead::Open(other_case()));
    assert!(effects.contains(&Effect::DropFiles {
        files: vec![FileKey(9)]
    }));
    let mut marks = page.marks();
    marks.sort();
    assert_eq!(marks, ["2 tag payment", "2 tag threat"]);
    let missing: Vec<&str> = page
        .state
        .missing_exports()
        .iter()
        .map(|at| at.name.as_str())
        .collect();
    assert_eq!(missing, ["b.zip"]);
    let claims: Vec<&str> = page.state.work.fold.differences.iter().map(claim).collect();
    assert_eq!(claims, ["Two tags with one key"]);
    let said = page.alerts().join("\n");
    assert!(
        said.contains("3 decisions added")
            && said.contains("b.zip")
            && said.contains("1 difference"),
        "{said}"
    );
    assert!(page.state.must_warn());
    // Known by its size and end before its digest is there: nothing withheld shows bare.
    page.choose(2, "b.zip");
    page.opened(1, "b.zip", "provisional:b");
    page.nothing_kept("provisional:b");
    assert_eq!(page.state.sources[1].identity, SourceId("bb".to_owned()));
    assert!(page.state.missing_exports().is_empty());
    // The second time nothing is new.
    let tag = chosen(&mut page);
    read(&mut page, tag, CaseRead::Open(other_case()));
    let n = page.state.log.log().decisions().len();
    let tag = chosen(&mut page);
    read(&mut page, tag, CaseRead::Open(other_case()));
    assert_eq!(page.state.log.log().decisions().len(), n);
}

#[test]
fn another_file_with_the_same_end_is_not_taken_for_the_export() {
    let mut page = Page::new();
    let tag = chosen(&mut page);
    read(&mut page, tag, CaseRead::Open(other_case()));
    assert_eq!(page.state.missing_exports().len(), 2);
    page.choose(1, "b.zip");
    page.opened(0, "b.zip", "provisional:b");
    page.nothing_kept("provisional:b");
    page.digested(0, "cc");
    assert_eq!(page.state.sources[0].identity, SourceId("cc".to_owned()));
    let stays = page
        .state
        .log
        .log()
        .decisions()
        .iter()
        .any(|at| at.kind.sources().contains(&SourceId("bb".to_owned())));
    assert!(stays, "what was decided about b.zip still waits for it");
    assert_eq!(page.state.missing_exports().len(), 2);
}

#[test]
fn a_wrong_passphrase_can_be_typed_again_and_nothing_is_lost() {
    let mut page = reading_page();
    page.key("b");
    let tag = chosen(&mut page);
    read(&mut page, tag, CaseRead::Locked);
    let typed = |text: &str| WorkAction::PassphraseGiven {
        passphrase: Passphrase(text.to_owned()),
    };
    page.work(typed(""));
    assert_eq!(page.error(), Some("Type the passphrase"));
    let effects = page.work(typed("wrong"));
    let [WorkRequest::ReadCase { tag, .. }] = asked(&effects)[..] else {
        panic!("{effects:?}");
    };
    let tag = *tag;
    page.event(Event::Work(WorkEvent::WrongPassphrase { tag }));
    assert!(page.error().is_some_and(|at| at.contains("does not fit")));
    assert_eq!(page.marks(), ["2 bookmark"]);
    let effects = page.work(typed("right"));
    let [
        WorkRequest::ReadCase {
            tag,
            passphrase: Some(phrase),
            ..
        },
    ] = asked(&effects)[..]
    else {
        panic!("{effects:?}");
    };
    assert_eq!(phrase.0, "right");
    let tag = *tag;
    read(&mut page, tag, CaseRead::Open(other_case()));
    assert_eq!(page.state.dialog, None);
    let mut marks = page.marks();
    marks.sort();
    assert_eq!(marks, ["2 bookmark", "2 tag threat"]);
}

#[test]
fn a_bad_file_says_so_and_leaves_everything_as_it_was() {
    let mut page = reading_page();
    page.key("b");
    let tag = chosen(&mut page);
    let failure = Failure {
        what: "the file is damaged".to_owned(),
        help: "Go back to an unchanged copy".to_owned(),
        can_raise: false,
    };
    let effects = page.event(Event::Failed {
        tag: Some(tag),
        failure,
    });
    assert_eq!(
        effects,
        [Effect::DropFiles {
            files: vec![FileKey(9)]
        }]
    );
    assert!(page.alerts().contains(&"the file is damaged"));
    assert_eq!(page.marks(), ["2 bookmark"]);
    assert_eq!(page.state.work.file, FilePhase::Idle);
}

#[test]
fn a_case_is_saved_when_every_digest_is_known() {
    let mut page = Page::with_source();
    page.work(WorkAction::SaveWanted);
    assert_eq!(page.state.dialog, None);
    assert!(
        page.alerts()
            .iter()
            .any(|at| at.contains("cannot be saved yet"))
    );
    page.digested(0, "aa");
    page.work(WorkAction::SaveWanted);
    let phrase = |text: &str| Passphrase(text.to_owned());
    let given = |one: &str, two: &str| WorkAction::SaveGiven {
        passphrase: Some((phrase(one), phrase(two))),
    };
    page.work(given("short", "short"));
    assert!(page.error().is_some_and(|at| at.contains("at least 12")));
    page.work(given("four words or more", "four words or mor"));
    assert_eq!(page.error(), Some("The two are not the same"));
    let effects = page.work(given("four words or more", "four words or more"));
    let [Effect::LockCase { tag, content, .. }] = &effects[..] else {
        panic!("{effects:?}");
    };
    assert_eq!(content.sources[0].sha256, "aa");
    assert_eq!(content.sources[0].threads, ["Thread of 0"]);
    assert!(!format!("{:?}", page.state).contains("four words"));
    let effects = page.event(Event::Work(WorkEvent::CaseWritten {
        tag: *tag,
        text: "{}".to_owned(),
        is_locked: true,
    }));
    assert!(matches!(&effects[..], [Effect::SaveText { name, .. }] if name.ends_with(".tscase")));
    assert!(!page.state.must_warn());
}

#[test]
fn whoever_chooses_a_side_now_wins_over_a_clock_that_goes_ahead() {
    let mut page = reading_page();
    let mut log = DecisionLog::default();
    let at = Instant::from_unix_ms(4_000_000_000_000);
    let target = place("aa", 20);
    log.append(Decision::new("Bea", at, DecisionKind::Owner { target }));
    let mut case = other_case();
    case.log = log.to_file();
    let tag = chosen(&mut page);
    read(&mut page, tag, CaseRead::Open(case));
    assert_eq!(page.state.owners.get(&ThreadId(0)), Some(&ParticipantId(1)));
    let choose = |participant| {
        Action::Read(ReadAction::OwnerChosen {
            thread: ThreadId(0),
            participant,
        })
    };
    page.act(choose(Some(ParticipantId(0))));
    assert_eq!(page.state.owners.get(&ThreadId(0)), Some(&ParticipantId(0)));
    assert!(page.state.work.fold.differences.is_empty());
    page.undo();
    assert_eq!(page.state.owners.get(&ThreadId(0)), Some(&ParticipantId(1)));
    page.act(choose(None));
    assert_eq!(page.state.owners.get(&ThreadId(0)), None);
}
