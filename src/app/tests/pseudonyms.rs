use super::packages::{build, built, outcome, redact};
use super::*;
use crate::app::action::{GoAction, VerifyAction};
use crate::app::casework::{
    Belongs, KeyAction, KeyPhase, OpenedKey, WorkAction, WorkDialog, belongs,
};
use crate::app::packaging::PackagePhase;
use crate::app::state::Dialog;
use crate::engine::casefile::Passphrase;
use crate::engine::decision::DecisionKind;
use crate::engine::finding::Failure;
use crate::engine::keyfile::{KeyContent, KeyExport, KeyName, KeyRead, KeyTable, Pseudonym};
use crate::engine::session::protocol::{BuildOutcome, WorkEvent, WorkRequest};
use crate::engine::verify::{Report, Verdict};

const FILE: FileKey = FileKey(9);

fn table() -> KeyTable {
    KeyTable {
        exports: vec![KeyExport {
            name: "a.zip".to_owned(),
            sha256: "aa".to_owned(),
        }],
        pseudonyms: vec![Pseudonym {
            label: "Person 1".to_owned(),
            names: vec![KeyName {
                name: "Samuel Okafor".to_owned(),
                export: 1,
                threads: Vec::new(),
            }],
            also: Vec::new(),
        }],
    }
}

fn content(package_sha256: &str) -> KeyContent {
    KeyContent {
        saved_at: "2024-03-01T10:00:00Z".to_owned(),
        package: "disclosure.zip".to_owned(),
        package_sha256: package_sha256.to_owned(),
        table: table(),
    }
}

fn with_pseudonyms(blocked: bool) -> BuildOutcome {
    let mut outcome = outcome(blocked, 0);
    outcome.kept.key = Box::new(table());
    outcome
}

/// A page with a finished package, its digest "cc".
fn page_with(outcome: BuildOutcome) -> Page {
    let mut page = Page::with_digest();
    redact(&mut page);
    let tag = build(&mut page);
    built(&mut page, tag, outcome);
    page
}

fn key(page: &mut Page, action: KeyAction) -> Vec<Effect> {
    page.act(Action::Work(WorkAction::Key(action)))
}

fn save(page: &mut Page, one: &str, two: &str, by: Option<&str>) -> Vec<Effect> {
    let phrase = |text: &str| Passphrase(text.to_owned());
    let action = KeyAction::SaveGiven {
        passphrase: (phrase(one), phrase(two)),
        by: by.map(str::to_owned),
    };
    key(page, action)
}

fn type_phrase(page: &mut Page, text: &str) -> Vec<Effect> {
    let action = KeyAction::PassphraseGiven {
        passphrase: Passphrase(text.to_owned()),
        by: None,
    };
    key(page, action)
}

fn error(page: &Page) -> Option<&str> {
    match &page.state.dialog {
        Some(Dialog::Work(WorkDialog::SaveKey { error } | WorkDialog::UnlockKey { error, .. })) => {
            error.as_deref()
        }
        _other => None,
    }
}

/// The question for a key that was asked last, and whether it has a passphrase.
fn asked(effects: &[Effect]) -> (Tag, bool) {
    let found = effects.iter().find_map(|effect| match effect {
        Effect::Post {
            request:
                Request::Work(WorkRequest::ReadKey {
                    tag, passphrase, ..
                }),
            files,
        } if files == &[FILE] => Some((*tag, passphrase.is_some())),
        _other => None,
    });
    found.unwrap_or_else(|| panic!("expected a question, found {effects:?}"))
}

fn read(page: &mut Page, tag: Tag, read: KeyRead) -> Vec<Effect> {
    let file_sha256 = "ff".to_owned();
    page.event(Event::Work(WorkEvent::KeyRead {
        tag,
        file_sha256,
        read,
    }))
}

/// Chooses a file, which asks for its passphrase.
fn choose(page: &mut Page) {
    let name = "x.tskey".to_owned();
    let effects = key(page, KeyAction::FileChosen { file: FILE, name });
    let (tag, false) = asked(&effects) else {
        panic!("no passphrase was typed");
    };
    read(page, tag, KeyRead::Locked);
    assert!(
        matches!(&page.state.dialog, Some(Dialog::Work(WorkDialog::UnlockKey { name, .. })) if name == "x.tskey")
    );
}

/// Chooses a file and types its passphrase.
fn open(page: &mut Page, content: KeyContent) -> Vec<Effect> {
    choose(page);
    let effects = type_phrase(page, "four words or more");
    let (tag, true) = asked(&effects) else {
        panic!("a passphrase was typed");
    };
    read(page, tag, KeyRead::Open(content))
}

fn opened(page: &Page) -> Option<&OpenedKey> {
    match &page.state.dialog {
        Some(Dialog::Work(WorkDialog::Key(opened))) => Some(opened),
        _other => None,
    }
}

fn lookups(page: &Page) -> Vec<&DecisionKind> {
    let decisions = page.state.log.log().decisions().iter();
    let kinds = decisions.map(|decision| &decision.kind);
    kinds
        .filter(|kind| {
            matches!(
                kind,
                DecisionKind::PseudonymsKept { .. } | DecisionKind::PseudonymsRead { .. }
            )
        })
        .collect()
}

#[test]
fn the_key_of_a_finished_package_is_saved_encrypted_and_logged() {
    let mut page = page_with(with_pseudonyms(false));
    key(&mut page, KeyAction::SaveWanted);
    save(&mut page, "short", "short", None);
    assert!(error(&page).is_some_and(|at| at.contains("at least 12")));
    save(&mut page, "four words or more", "four words or mor", None);
    assert_eq!(error(&page), Some("The two are not the same"));
    let phrase = "four words or more";
    let effects = save(&mut page, phrase, phrase, Some("Bea Ruiz"));
    assert_eq!(page.state.dialog, None);
    let asked = effects.iter().find_map(|effect| match effect {
        Effect::LockPseudonyms { tag, content, .. } => Some((*tag, content)),
        _other => None,
    });
    let (tag, content) = asked.expect("a lock");
    assert_eq!(
        (content.package.as_str(), content.package_sha256.as_str()),
        ("disclosure.zip", "cc")
    );
    assert_eq!(content.table, table());
    assert!(!format!("{:?}", page.state).contains("four words"));
    assert_eq!(page.state.work.key, KeyPhase::Writing { tag });
    assert_eq!(
        lookups(&page),
        Vec::<&DecisionKind>::new(),
        "nothing is written yet"
    );

    let effects = page.event(Event::Work(WorkEvent::KeyWritten {
        tag,
        text: "{}".to_owned(),
        file_sha256: "ff".to_owned(),
        package_sha256: "cc".to_owned(),
    }));
    let name = effects.iter().find_map(|effect| match effect {
        Effect::SaveText { name, text, .. } if text == "{}" => Some(name.as_str()),
        _other => None,
    });
    let name = name.expect("a file");
    assert!(
        name.starts_with("threadseal-pseudonyms-2023-") && name.ends_with("-cc.tskey"),
        "{name}"
    );
    let kept = DecisionKind::PseudonymsKept {
        package_sha256: "cc".to_owned(),
        file_sha256: "ff".to_owned(),
    };
    assert_eq!(lookups(&page), [&kept]);
    let decisions = page.state.log.log().decisions();
    assert_eq!(decisions.last().unwrap().by, "Bea Ruiz");
    assert_eq!(page.state.work.key, KeyPhase::Idle);
    // The package stays, and undo does not reach what is in the log of it.
    assert!(matches!(page.state.package, PackagePhase::Built { .. }));
    page.act(Action::Redact(crate::app::action::RedactAction::Undo));
    assert_eq!(lookups(&page), [&kept]);
}

#[test]
fn without_pseudonyms_or_under_a_blocked_package_there_is_no_key() {
    for outcome in [outcome(false, 0), with_pseudonyms(true)] {
        let mut page = page_with(outcome);
        key(&mut page, KeyAction::SaveWanted);
        assert_eq!(page.state.dialog, None);
    }
    let mut page = Page::with_digest();
    key(&mut page, KeyAction::SaveWanted);
    assert_eq!(page.state.dialog, None);
}

#[test]
fn who_is_who_is_shown_after_the_log_says_so_and_forgotten_when_closed() {
    let mut page = page_with(with_pseudonyms(false));
    let effects = open(&mut page, content("cc"));
    assert!(effects.contains(&Effect::DropFiles { files: vec![FILE] }));
    let read = DecisionKind::PseudonymsRead {
        file_sha256: "ff".to_owned(),
        package_sha256: "cc".to_owned(),
    };
    assert_eq!(lookups(&page), [&read]);
    let shown = opened(&page).expect("a table").clone();
    assert!(shown.is_logged && shown.name == "x.tskey");
    assert_eq!(belongs(&page.state, &shown.content), Belongs::Built);
    assert_eq!(belongs(&page.state, &content("dd")), Belongs::Another);
    page.act(Action::Go(GoAction::DialogClosed));
    assert_eq!(page.state.dialog, None);
    assert_eq!(page.state.work.key, KeyPhase::Idle);
    // What is left is what the package keeps of its own making.
    page.state.package = PackagePhase::None;
    assert!(!format!("{:?}", page.state).contains("Okafor"));
    assert_eq!(belongs(&page.state, &shown.content), Belongs::NoneHere);
}

#[test]
fn a_key_is_compared_with_the_package_that_was_checked_and_without_a_case_nothing_is_logged() {
    let mut page = Page::new();
    let effects = page.act(Action::Verify(VerifyAction::Chosen {
        file: FileKey(1),
        name: "p.zip".to_owned(),
    }));
    let [Request::Verify { tag, .. }] = requests(&effects)[..] else {
        panic!("{effects:?}");
    };
    page.event(Event::Verified {
        tag: *tag,
        report: Report {
            result: Verdict::Valid,
            headline: "Valid".to_owned(),
            sha256: "ee".to_owned(),
            checks: Vec::new(),
            not_checked: Vec::new(),
            signatures: Vec::new(),
            times: Vec::new(),
            signable: Vec::new(),
            disclosure: None,
        },
    });
    open(&mut page, content("ee"));
    let shown = opened(&page).expect("a table");
    assert!(!shown.is_logged);
    assert_eq!(belongs(&page.state, &shown.content), Belongs::Checked);
    assert_eq!(page.state.log.log().decisions(), []);
}

#[test]
fn a_wrong_passphrase_can_be_typed_again_and_nothing_is_shown() {
    let mut page = page_with(with_pseudonyms(false));
    choose(&mut page);
    assert_eq!(type_phrase(&mut page, ""), []);
    assert_eq!(error(&page), Some("Type the passphrase"));
    let (tag, _) = asked(&type_phrase(&mut page, "wrong"));
    // Once is enough.
    assert_eq!(type_phrase(&mut page, "wrong"), []);
    page.event(Event::Work(WorkEvent::WrongPassphrase { tag }));
    assert!(error(&page).is_some_and(|at| at.contains("does not fit")));
    assert_eq!(lookups(&page), Vec::<&DecisionKind>::new());
    let (tag, _) = asked(&type_phrase(&mut page, "four words or more"));
    read(&mut page, tag, KeyRead::Open(content("cc")));
    assert!(opened(&page).is_some());
}

#[test]
fn closing_while_the_key_is_derived_ends_it() {
    let mut page = page_with(with_pseudonyms(false));
    choose(&mut page);
    let (tag, _) = asked(&type_phrase(&mut page, "four words or more"));
    let effects = page.act(Action::Go(GoAction::DialogClosed));
    assert!(effects.contains(&Effect::DropFiles { files: vec![FILE] }));
    assert_eq!(page.state.work.key, KeyPhase::Idle);
    assert_eq!(read(&mut page, tag, KeyRead::Open(content("cc"))), []);
    assert_eq!(page.state.dialog, None);
    assert_eq!(lookups(&page), Vec::<&DecisionKind>::new());
}

#[test]
fn a_bad_file_says_so_in_an_alert() {
    let mut page = page_with(with_pseudonyms(false));
    let name = "x.tskey".to_owned();
    let effects = key(&mut page, KeyAction::FileChosen { file: FILE, name });
    let (tag, _) = asked(&effects);
    let failure = Failure {
        what: "the file is not a key of pseudonyms".to_owned(),
        help: "Choose another".to_owned(),
        can_raise: false,
    };
    let tag = Some(tag);
    let effects = page.event(Event::Failed { tag, failure });
    assert_eq!(effects, [Effect::DropFiles { files: vec![FILE] }]);
    assert!(
        page.alerts()
            .contains(&"the file is not a key of pseudonyms")
    );
    assert_eq!(page.state.work.key, KeyPhase::Idle);
    assert_eq!(page.state.dialog, None);
}

/// What writes packages broke: whoever waits is told, and the next try is not hindered.
#[test]
fn a_maker_that_breaks_lets_the_key_go() {
    let mut page = page_with(with_pseudonyms(false));
    choose(&mut page);
    asked(&type_phrase(&mut page, "four words or more"));
    let message = "out of memory".to_owned();
    page.act(Action::MakerBroke { message });
    assert_eq!(page.state.work.key, KeyPhase::Idle);
    assert_eq!(page.state.dialog, None);
    assert!(page.state.asks.of_the_maker().is_empty());
}
