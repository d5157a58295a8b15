use std::rc::Rc;

use super::{Page, requests};
use crate::app::action::{Action, VerifyAction};
use crate::app::effect::Effect;
use crate::app::signing::{Adding, ExhibitTyped, Key, ReviewTyped, SignAction};
use crate::app::state::FileKey;
use crate::engine::finding::Failure;
use crate::engine::package::{Addition, Built};
use crate::engine::session::protocol::{AddOutcome, Event, Request, SignEvent, SignRequest, Tag};
use crate::engine::sign::PublicKey;
use crate::engine::verify::{Report, Signable, Verdict};

fn report(result: Verdict) -> Report {
    let signable = Signable {
        path: "tagmanifest-sha256.txt".to_owned(),
        bytes: b"manifest".to_vec(),
    };
    Report {
        result,
        headline: "Valid".to_owned(),
        sha256: "cc".to_owned(),
        disclosure: None,
        checks: Vec::new(),
        not_checked: Vec::new(),
        signatures: Vec::new(),
        times: Vec::new(),
        signable: Some(signable)
            .filter(|_| result == Verdict::Valid)
            .into_iter()
            .collect(),
    }
}

fn public() -> PublicKey {
    PublicKey::from_point(&[4; 65]).expect("a point")
}

fn act(page: &mut Page, action: SignAction) -> Vec<Effect> {
    page.act(Action::Sign(action))
}

fn choose(page: &mut Page, file: u32) -> (Tag, Vec<Effect>) {
    let effects = page.act(Action::Verify(VerifyAction::Chosen {
        file: FileKey(file),
        name: "p.zip".to_owned(),
    }));
    let tag = requests(&effects).into_iter().find_map(|at| match at {
        Request::Verify { tag, .. } => Some(*tag),
        _other => None,
    });
    (tag.expect("a check"), effects)
}

/// With a package that was checked.
fn page(result: Verdict) -> Page {
    let mut page = Page::new();
    let (tag, _) = choose(&mut page, 9);
    let effects = page.event(Event::Verified {
        tag,
        report: report(result),
    });
    assert_eq!(effects, [Effect::FindKey]);
    page
}

fn outcome(refused: bool) -> AddOutcome {
    AddOutcome {
        file_name: "q.zip".to_owned(),
        size_bytes: 1,
        sha256: "dd".to_owned(),
        report: report(Verdict::Valid),
        refused,
    }
}

/// The request to the worker, which has the package beside.
fn asked(effects: &[Effect]) -> (Tag, SignRequest) {
    match effects {
        [
            Effect::DropAdded,
            Effect::Post {
                request: Request::Sign(request),
                files,
            },
        ] if files == &[FileKey(9)] => match request {
            SignRequest::Add { tag, .. } | SignRequest::SignAndAdd { tag, .. } => {
                (*tag, request.clone())
            }
            SignRequest::MakeKey { .. } | SignRequest::Review { .. } | SignRequest::Discard => {
                panic!("{request:?}")
            }
        },
        other => panic!("expected a request, found {other:?}"),
    }
}

#[test]
fn a_kept_key_signs_and_the_worker_adds() {
    let mut page = page(Verdict::Valid);
    assert_eq!(
        act(&mut page, SignAction::SignWanted),
        [],
        "there is no key"
    );
    act(&mut page, SignAction::KeyFound { public: None });
    let effects = act(&mut page, SignAction::KeyWanted);
    assert!(matches!(effects[..], [Effect::MakeKey { .. }]));
    assert_eq!(
        act(&mut page, SignAction::KeyWanted),
        [],
        "one is being made"
    );
    let found = Some(public());
    act(&mut page, SignAction::KeyFound { public: found });
    let effects = act(&mut page, SignAction::SignWanted);
    assert!(
        matches!(&effects[..], [Effect::DropAdded, Effect::SignWithKey { subjects }]
        if subjects[0].bytes == b"manifest")
    );
    assert_eq!(act(&mut page, SignAction::SignWanted), [], "it is at it");
    let additions = vec![Addition {
        covers: "tagmanifest-sha256.txt".to_owned(),
        files: vec![("sig".to_owned(), b"s".to_vec())],
    }];
    let effects = act(&mut page, SignAction::Signed { additions });
    let (tag, request) = asked(&effects);
    assert!(matches!(request, SignRequest::Add { additions, .. } if additions.len() == 1));
    let added = |tag, refused| {
        let outcome = outcome(refused);
        Event::Sign(SignEvent::Added { tag, outcome })
    };
    assert_eq!(page.event(added(tag, false)), [Effect::OfferAdded { tag }]);
    let effects = act(&mut page, SignAction::SaveToWanted);
    assert!(matches!(&effects[..], [Effect::SaveAddedTo { name }] if name == "q.zip"));
    let late = page.event(added(Tag(999), false));
    assert_eq!(late, [Effect::post(Request::Sign(SignRequest::Discard))]);
}

#[test]
fn where_the_browser_keeps_no_key_the_worker_signs() {
    let mut page = page(Verdict::Valid);
    let effects = act(&mut page, SignAction::KeyWanted);
    let [Effect::MakeKey { tag }] = effects[..] else {
        panic!("{effects:?}");
    };
    let key = public();
    page.event(Event::Sign(SignEvent::KeyMade { tag, key }));
    assert_eq!(page.state.signing.key, Key::Here { public: key });
    let effects = act(&mut page, SignAction::SignWanted);
    let (tag, request) = asked(&effects);
    assert!(matches!(request, SignRequest::SignAndAdd { .. }));
    let outcome = outcome(true);
    let event = Event::Sign(SignEvent::Added { tag, outcome });
    assert_eq!(page.event(event), [], "nothing is offered that was refused");
    assert_eq!(act(&mut page, SignAction::SaveToWanted), []);
    page.event(Event::Broken {
        message: "memory".to_owned(),
    });
    assert_eq!(page.state.signing.key, Key::None, "it went with the worker");
    assert_eq!(page.state.signing.adding, Adding::None);
}

#[test]
fn files_are_added_or_refused_by_name() {
    let mut page = page(Verdict::Valid);
    let files = |name: &str| vec![(name.to_owned(), b"x".to_vec())];
    let wrong = SignAction::FilesRead {
        files: files("x.exe"),
    };
    assert_eq!(act(&mut page, wrong), []);
    assert!(page.alerts()[0].contains("x.exe"), "{:?}", page.alerts());
    let right = SignAction::FilesRead {
        files: files("x.sig"),
    };
    let (tag, _) = asked(&act(&mut page, right));
    let effects = act(&mut page, SignAction::Cancelled);
    assert_eq!(requests(&effects), [&Request::Cancel { tag }]);
    page.event(Event::Failed {
        tag: Some(tag),
        failure: Failure {
            what: "the disk is full".to_owned(),
            help: "Free some space".to_owned(),
            can_raise: false,
        },
    });
    assert_eq!(page.state.signing.adding, Adding::None);
}

#[test]
fn nothing_is_added_to_what_is_not_valid() {
    let mut page = page(Verdict::NotValid);
    let found = Some(public());
    act(&mut page, SignAction::KeyFound { public: found });
    assert_eq!(act(&mut page, SignAction::SignWanted), []);
    assert_eq!(act(&mut page, SignAction::TimeRequestWanted), []);
}

#[test]
fn a_request_for_a_time_stamp_is_about_the_whole_package() {
    let mut page = page(Verdict::Valid);
    let effects = act(&mut page, SignAction::TimeRequestWanted);
    assert!(
        matches!(&effects[..], [Effect::SaveTimeRequest { name, message }]
        if name == "p.tsq" && message == b"manifest")
    );
}

#[test]
fn what_is_known_goes_with_the_next_check() {
    let mut page = page(Verdict::Valid);
    let number = "ab".to_owned();
    act(&mut page, SignAction::SealNumberTyped { number });
    let lines = "cd".to_owned();
    act(&mut page, SignAction::SignersTyped { lines });
    let pem = "ef".to_owned();
    act(&mut page, SignAction::TimeRootsTyped { pem });
    let effects = act(&mut page, SignAction::CheckAgain);
    let known = requests(&effects).into_iter().find_map(|at| match at {
        Request::Verify { known, .. } => Some(known.clone()),
        _other => None,
    });
    let known = known.expect("a check");
    let words = [known.seal_number, known.signers, known.time_roots];
    assert_eq!(words, ["ab", "cd", "ef"]);
    let dropped = |effect: &Effect| matches!(effect, Effect::DropFiles { .. });
    assert!(!effects.iter().any(dropped), "the same file is read again");
}

#[test]
fn another_package_lets_go_of_what_came_of_the_first() {
    let mut page = page(Verdict::Valid);
    page.state.signing.adding = Adding::Done {
        outcome: Rc::new(outcome(false)),
    };
    let (_, effects) = choose(&mut page, 10);
    assert_eq!(page.state.signing.adding, Adding::None);
    assert!(effects.contains(&Effect::DropAdded));
    let files = vec![FileKey(9)];
    assert!(effects.contains(&Effect::DropFiles { files }));
}

#[test]
fn an_exhibit_is_asked_for_by_three_numbers() {
    let mut page = page(Verdict::Valid);
    assert_eq!(act(&mut page, SignAction::ExhibitWanted), []);
    assert_eq!(page.alerts(), ["an exhibit needs three whole numbers"]);
    let typed = ExhibitTyped {
        record: " 3 ".to_owned(),
        ..ExhibitTyped::default()
    };
    act(&mut page, SignAction::ExhibitTyped { typed });
    let effects = act(&mut page, SignAction::ExhibitWanted);
    let [
        Effect::Post {
            request: Request::Exhibit { tag, choice, .. },
            files,
        },
    ] = &effects[..]
    else {
        panic!("{effects:?}");
    };
    assert_eq!((choice.thread, choice.record, choice.neighbours), (1, 3, 2));
    assert_eq!(files, &[FileKey(9)]);
    let arrive = |page: &mut Page| {
        page.event(Event::Exhibit {
            tag: *tag,
            file_name: "e.jsonl".to_owned(),
            text: "x".to_owned(),
        })
    };
    assert!(matches!(&arrive(&mut page)[..], [Effect::SaveText { name, .. }] if name == "e.jsonl"));
    assert_eq!(arrive(&mut page), [], "once");
}

#[test]
fn a_review_set_needs_a_zone_and_numbers() {
    let mut page = page(Verdict::Valid);
    assert_eq!(act(&mut page, SignAction::ReviewWanted), []);
    assert_eq!(page.alerts(), ["a review set needs a zone and numbers"]);
    let typed = ReviewTyped {
        zone: " Europe/London ".to_owned(),
        prefix: "ABC".to_owned(),
        first: "7".to_owned(),
        graphs: true,
    };
    act(&mut page, SignAction::ReviewTyped { typed });
    let effects = act(&mut page, SignAction::ReviewWanted);
    let [
        Effect::DropAdded,
        Effect::Post {
            request:
                Request::Sign(SignRequest::Review {
                    tag,
                    zone,
                    prefix,
                    first,
                    graphs: true,
                    ..
                }),
            ..
        },
    ] = &effects[..]
    else {
        panic!("{effects:?}");
    };
    assert_eq!(
        (zone.as_str(), prefix.as_str(), *first),
        ("Europe/London", "ABC", 7)
    );
    let built = Built {
        file_name: "r.zip".to_owned(),
        size_bytes: 1,
        sha256: "ee".to_owned(),
        left_behind: Vec::new(),
    };
    let event = Event::Sign(SignEvent::Reviewed { tag: *tag, built });
    assert_eq!(page.event(event), [Effect::OfferAdded { tag: *tag }]);
    let effects = act(&mut page, SignAction::SaveToWanted);
    assert!(matches!(&effects[..], [Effect::SaveAddedTo { name }] if name == "r.zip"));
}

#[test]
fn a_key_is_forgotten() {
    let mut page = page(Verdict::Valid);
    let found = Some(public());
    act(&mut page, SignAction::KeyFound { public: found });
    assert_eq!(act(&mut page, SignAction::KeyUnwanted), [Effect::ForgetKey]);
    let what = "no".to_owned();
    act(&mut page, SignAction::KeyFound { public: None });
    act(&mut page, SignAction::KeyWanted);
    act(&mut page, SignAction::NotDone { what });
    assert_eq!(page.state.signing.key, Key::None);
    assert_eq!(page.alerts(), ["no"]);
}
