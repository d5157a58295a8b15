use super::withholding::apply;
use super::{Page, requests};
use crate::app::action::{Action, OpenAction, PackageAction, RedactAction, VerifyAction};
use crate::app::effect::Effect;
use crate::app::feed::FeedAction;
use crate::app::packaging::{PackagePhase, blockers, n_numbered};
use crate::app::saving::may_be_saved;
use crate::app::second::{drawn, n_pages, name_error};
use crate::app::state::{Area, Dialog, FileKey};
use crate::app::verifying::VerifyPhase;
use crate::engine::case::ThreadId;
use crate::engine::decision::{DecisionKind, Numbered};
use crate::engine::finding::Failure;
use crate::engine::job::Progress;
use crate::engine::package::Kept;
use crate::engine::place::{EntryId, MessagePlace, SourceId};
use crate::engine::redact::{Drawn, DrawnPlace};
use crate::engine::session::protocol::{
    BuildOutcome, Event, MediaChoice, RedactionRow, Request, Reviewers, Tag,
};
use crate::engine::thread::RecordId;
use crate::engine::verify::leak::{Leak, LeakReport};
use crate::engine::verify::{Report, Verdict};

pub(super) fn redact(page: &mut Page) {
    let effects = page.act(Action::Feed(FeedAction::WindowWanted {
        first: 0,
        n_rows: 1,
    }));
    page.rows(&effects, &[0]);
    page.act(Action::Feed(FeedAction::RedactMessage {
        record: RecordId(0),
    }));
    apply(page, &["TPD"], "");
}

pub(super) fn build(page: &mut Page) -> Tag {
    page.act(Action::Package(PackageAction::Wanted));
    let media = MediaChoice::Withheld;
    page.act(Action::Package(PackageAction::MediaChosen { media }));
    let effects = page.build();
    match requests(&effects)[..] {
        [Request::Build { tag, .. }] | [_, Request::Build { tag, .. }] => *tag,
        ref other => panic!("expected a build, found {other:?}"),
    }
}

#[test]
fn names_go_out_only_when_they_are_chosen() {
    let mut page = Page::with_digest();
    let built = |page: &mut Page, chosen: Option<Reviewers>| {
        page.act(Action::Package(PackageAction::Wanted));
        if let Some(reviewers) = chosen {
            page.act(Action::Package(PackageAction::ReviewersChosen {
                reviewers,
            }));
        }
        let effects = page.build();
        let asked = requests(&effects).into_iter().find_map(|at| match at {
            Request::Build { tag, options } => Some((*tag, options.reviewers)),
            _other => None,
        });
        let (tag, reviewers) = asked.expect("a build");
        page.event(Event::Cancelled {
            tag: Some(tag),
            source: None,
        });
        reviewers
    };
    assert_eq!(built(&mut page, None), Reviewers::Role);
    assert_eq!(built(&mut page, Some(Reviewers::Name)), Reviewers::Name);
    assert_eq!(built(&mut page, None), Reviewers::Role);
}

fn report() -> Report {
    Report {
        result: Verdict::Valid,
        headline: "Valid".to_owned(),
        sha256: "cc".to_owned(),
        disclosure: None,
        checks: Vec::new(),
        not_checked: Vec::new(),
        signatures: Vec::new(),
        times: Vec::new(),
        signable: Vec::new(),
    }
}

pub(super) fn outcome(blocked: bool, n_visible: usize) -> BuildOutcome {
    let leak = Leak {
        decision: "d".to_owned(),
        file: "f".to_owned(),
        place: "line 1".to_owned(),
        record: Some((1, 1)),
        form: "text".to_owned(),
    };
    BuildOutcome {
        file_name: "disclosure.zip".to_owned(),
        size_bytes: 10,
        sha256: "cc".to_owned(),
        left_behind: Vec::new(),
        kept: Kept::default(),
        report: report(),
        leaks: LeakReport {
            visible: vec![leak; n_visible],
            ..LeakReport::default()
        },
        blocked,
    }
}

pub(super) fn built(page: &mut Page, tag: Tag, outcome: BuildOutcome) -> Vec<Effect> {
    page.event(Event::Built { tag, outcome })
}

#[test]
fn building_waits_for_the_digest_and_says_so() {
    let mut page = Page::with_source();
    page.act(Action::Package(PackageAction::Wanted));
    let waiting = blockers(&page.state);
    assert!(waiting[0].what.contains("\"a.zip\""), "{waiting:?}");
    assert_eq!(page.build(), []);
    page.event(Event::Cancelled {
        tag: None,
        source: Some(0),
    });
    assert_eq!(blockers(&page.state)[0].resume, Some(0));
    page.act(Action::Open(OpenAction::DigestResumed { source: 0 }));
    page.digested(0, "aa");
    assert_eq!(blockers(&page.state), []);
}

#[test]
fn attachments_are_not_pre_chosen_once_anything_is_redacted() {
    let media = |page: &mut Page| {
        page.act(Action::Package(PackageAction::Wanted));
        match &page.state.dialog {
            Some(Dialog::Build(form)) => form.media,
            other => panic!("expected the dialog, found {other:?}"),
        }
    };
    let mut page = Page::with_digest();
    assert_eq!(media(&mut page), Some(MediaChoice::Cleaned));
    redact(&mut page);
    assert_eq!(media(&mut page), None);
    assert_eq!(page.build(), []);
    assert!(page.state.dialog.is_some(), "the form still asks");
}

#[test]
fn a_package_is_built_offered_and_entered_into_the_log() {
    let mut page = Page::with_digest();
    let tag = build(&mut page);
    assert_eq!(page.state.area, Area::Package);
    page.event(Event::Progress {
        tag,
        phase: "Writing".to_owned(),
        progress: Progress { done: 1, total: 2 },
    });
    assert!(matches!(&page.state.package,
        PackagePhase::Building { percent: 50, phase, .. } if phase == "Writing"));
    let effects = built(&mut page, tag, outcome(false, 0));
    assert_eq!(effects[0], Effect::OfferPackage { tag });
    let last = page.state.log.log().decisions().last().expect("a decision");
    assert!(
        matches!(&last.kind, DecisionKind::Built { package_sha256, .. } if package_sha256 == "cc")
    );
    let effects = page.act(Action::Package(PackageAction::DigestFileWanted));
    assert!(matches!(&effects[..], [Effect::SaveText { name, text, .. }]
        if name == "disclosure.zip.sha256" && text == "cc  disclosure.zip\n"));
}

#[test]
fn who_had_which_number_is_written_down_and_concerns_every_export() {
    let mut page = Page::with_digest();
    let tag = build(&mut page);
    let given = Numbered {
        target: MessagePlace {
            source: SourceId("aa".to_owned()),
            entry: EntryId(0),
            byte_start: 0,
            byte_len: 10,
        },
        number: 1,
    };
    let mut outcome = outcome(false, 0);
    outcome.kept.pseudonyms = vec![given.clone()];
    assert_eq!(n_numbered(&page.state, ""), 0);
    built(&mut page, tag, outcome);
    assert_eq!(page.state.log.log().numbered(), [&given]);
    assert_eq!(n_numbered(&page.state, ""), 1);
    // Nothing undoes a build.
    page.act(Action::Redact(RedactAction::Undo));
    assert_eq!(n_numbered(&page.state, ""), 1);
    for source in ["aa", "bb"] {
        let part = page.state.log.part_for(&SourceId(source.to_owned()));
        assert_eq!(part.numbered(), [&given], "{source}");
    }
}

#[test]
fn for_whom_it_is_stands_in_the_log_once_and_goes_before_the_build() {
    let mut page = Page::with_digest();
    let typed = |page: &mut Page, name: &str| {
        page.act(Action::Package(PackageAction::Wanted));
        let name = name.to_owned();
        page.act(Action::Package(PackageAction::RecipientTyped { name }));
        page.act(Action::Package(PackageAction::MediaChosen {
            media: MediaChoice::Withheld,
        }));
        page.build()
    };
    let effects = typed(&mut page, " Roe & Co ");
    let asked = requests(&effects);
    let decisions = asked
        .iter()
        .position(|at| matches!(at, Request::Decisions { log, .. } if log.contains("Roe & Co")));
    let build = asked
        .iter()
        .position(|at| matches!(at, Request::Build { .. }));
    assert!(decisions.is_some() && decisions < build, "{asked:?}");
    let Some(Request::Build { tag, .. }) = build.map(|at| asked[at]) else {
        panic!("{asked:?}");
    };
    built(&mut page, *tag, outcome(false, 0));
    let last = page.state.log.log().decisions().last().unwrap();
    assert!(matches!(&last.kind, DecisionKind::Built { recipient, .. } if recipient == "Roe & Co"));
    let n = page.state.log.log().decisions().len();
    let effects = typed(&mut page, "Roe & Co");
    assert!(
        !requests(&effects)
            .iter()
            .any(|at| matches!(at, Request::Decisions { .. }))
    );
    assert_eq!(
        page.state.log.log().decisions().len(),
        n,
        "nobody else was named"
    );
}

#[test]
fn a_package_with_a_leak_is_never_offered() {
    let mut page = Page::with_digest();
    let tag = build(&mut page);
    let effects = built(&mut page, tag, outcome(true, 0));
    assert_eq!(effects, [Effect::post(Request::DiscardPackage)]);
    assert_eq!(page.act(Action::Package(PackageAction::SaveToWanted)), []);
    let n_decisions = page.state.log.log().decisions().len();
    assert_eq!(n_decisions, 1, "only the opening");
}

#[test]
fn visible_places_must_be_looked_at_before_saving() {
    let mut page = Page::with_digest();
    let tag = build(&mut page);
    built(&mut page, tag, outcome(false, 2));
    let may_save = |page: &Page| match &page.state.package {
        PackagePhase::Built {
            outcome, looked, ..
        } => may_be_saved(outcome, *looked),
        other => panic!("expected a package, found {other:?}"),
    };
    assert!(!may_save(&page));
    assert_eq!(page.act(Action::Package(PackageAction::SaveToWanted)), []);
    page.act(Action::Package(PackageAction::Looked));
    page.act(Action::Package(PackageAction::Looked));
    assert!(may_save(&page));
    let justified: Vec<&DecisionKind> = page
        .state
        .log
        .log()
        .decisions()
        .iter()
        .map(|at| &at.kind)
        .filter(|kind| matches!(kind, DecisionKind::Justified { n_places: 2, .. }))
        .collect();
    assert_eq!(justified.len(), 1);
}

#[test]
fn a_redaction_makes_a_finished_package_outdated() {
    let mut page = Page::with_digest();
    redact(&mut page);
    let tag = build(&mut page);
    built(&mut page, tag, outcome(false, 0));
    let effects = page.act(Action::Redact(RedactAction::Undo));
    assert_eq!(effects[0], Effect::DropPackage);
    assert_eq!(page.state.package, PackagePhase::Outdated);
}

#[test]
fn a_finished_package_goes_with_its_worker() {
    let mut page = Page::with_digest();
    let tag = build(&mut page);
    built(&mut page, tag, outcome(false, 0));
    let effects = page.event(Event::Broken {
        message: "memory".to_owned(),
    });
    assert!(effects.contains(&Effect::DropPackage), "{effects:?}");
    assert_eq!(page.state.package, PackagePhase::None);
}

#[test]
fn a_package_that_comes_after_a_change_is_thrown_away() {
    let mut page = Page::with_digest();
    redact(&mut page);
    let tag = build(&mut page);
    let effects = page.act(Action::Redact(RedactAction::Undo));
    assert_eq!(requests(&effects)[0], &Request::Cancel { tag });
    let effects = built(&mut page, tag, outcome(false, 0));
    assert_eq!(effects, [Effect::post(Request::DiscardPackage)]);
    assert_eq!(page.state.package, PackagePhase::Outdated);
}

#[test]
fn a_build_is_cancelled_or_fails_and_nothing_decided_is_lost() {
    let mut page = Page::with_digest();
    redact(&mut page);
    let log = page.state.log.log().clone();
    let tag = build(&mut page);
    let effects = page.act(Action::Package(PackageAction::Cancelled));
    assert_eq!(requests(&effects), [&Request::Cancel { tag }]);
    page.event(Event::Cancelled {
        tag: Some(tag),
        source: None,
    });
    assert_eq!(page.state.package, PackagePhase::None);
    let tag = build(&mut page);
    page.event(Event::Failed {
        tag: Some(tag),
        failure: Failure {
            what: "the disk is full".to_owned(),
            help: "Free some space".to_owned(),
            can_raise: false,
        },
    });
    assert_eq!(page.state.package, PackagePhase::None);
    assert_eq!(page.alerts(), ["the disk is full"]);
    assert_eq!(page.state.log.log(), &log);
}

#[test]
fn a_package_is_verified_without_a_case() {
    let mut page = Page::new();
    let effects = page.act(Action::Verify(VerifyAction::Chosen {
        file: FileKey(9),
        name: "p.zip".to_owned(),
    }));
    let tag = match &effects[..] {
        [
            Effect::Post {
                request: Request::Verify { tag, .. },
                files,
            },
        ] if files == &[FileKey(9)] => *tag,
        other => panic!("expected a check, found {other:?}"),
    };
    let report = report();
    let effects = page.event(Event::Verified { tag, report });
    assert_eq!(effects, [Effect::FindKey]);
    assert!(matches!(&page.state.verify, VerifyPhase::Checked { name, .. } if name == "p.zip"));
    assert_eq!(page.state.log.log().decisions().len(), 0);
}

#[test]
fn a_second_person_looks_and_nobody_who_decided_will_do() {
    let mut page = Page::with_digest();
    page.state.log.set_by("Ada Poe");
    redact(&mut page);
    let tag = build(&mut page);
    let mut outcome = outcome(false, 0);
    outcome.kept.drawn = Drawn {
        n_places: 700,
        places: (0..70).map(place).collect(),
    };
    built(&mut page, tag, outcome);
    let check = |page: &mut Page, name: &str| {
        let name = name.to_owned();
        page.act(Action::Package(PackageAction::Checked { name }))
    };
    for name in ["", "  ", "Ada Poe", " ada poe "] {
        assert!(name_error(&page.state, name).is_some(), "{name:?}");
        assert_eq!(check(&mut page, name), [], "{name:?}");
    }
    assert!(!check(&mut page, " Cy Orr ").is_empty());
    check(&mut page, "Dee Lund");
    let decisions = page.state.log.log().decisions();
    let checks = decisions
        .iter()
        .filter(|at| matches!(at.kind, DecisionKind::Checked { .. }));
    let said: Vec<_> = checks.map(|at| (at.by.as_str(), &at.kind)).collect();
    let [
        (
            "Cy Orr",
            DecisionKind::Checked {
                n_looked_at: 70,
                n_redactions: 700,
                ..
            },
        ),
    ] = said[..]
    else {
        panic!("{said:?}");
    };
    assert!(
        matches!(&page.state.package, PackagePhase::Built { checked: Some(name), .. } if name == "Cy Orr")
    );
}

#[test]
fn what_was_drawn_is_listed_page_by_page() {
    let rows: Vec<RedactionRow> = (0..3).map(row).collect();
    let mut outcome = outcome(false, 0);
    outcome.kept.drawn.places = (0..120).map(place).collect();
    assert_eq!(n_pages(&outcome), 3);
    let first = drawn(&rows, &outcome, 0);
    assert_eq!(first.len(), 50);
    assert_eq!(first[2].redaction.map(|(number, _)| number), Some(3));
    assert_eq!(first[3].redaction, None);
    assert_eq!(first[3].at, Some((ThreadId(0), RecordId(3))));
    assert_eq!(drawn(&rows, &outcome, 2).len(), 20);
    assert_eq!(drawn(&rows, &outcome, 3), []);
}

fn place(n: u32) -> DrawnPlace {
    DrawnPlace {
        at: Some((ThreadId(0), RecordId(n))),
        decision: format!("{n:016x}"),
    }
}

fn row(n: u32) -> RedactionRow {
    RedactionRow {
        decision: format!("{n:016x}"),
        kind: "Message".to_owned(),
        codes: vec!["TPD".to_owned()],
        note: None,
        by: "Ada Poe".to_owned(),
        at: "2024-03-01T10:00:00Z".to_owned(),
        what: String::new(),
        at_record: None,
        n_places: 1,
    }
}
