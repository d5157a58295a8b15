//! A filter as the scope of a package.

use super::{Page, place, requests};
use crate::app::action::{Action, PackageAction, RedactAction, SearchAction};
use crate::app::effect::Effect;
use crate::app::scoping::{BuildScope, standing};
use crate::app::state::Dialog;
use crate::engine::case::ThreadId;
use crate::engine::decision::{DecisionKind, Run, TextRuns};
use crate::engine::finding::Failure;
use crate::engine::session::protocol::{Event, MediaChoice, OutsideScope, Request, Tag};

fn filtered() -> Page {
    let mut page = Page::with_digest();
    page.act(Action::Search(SearchAction::Typed {
        query: "from:ada".to_owned(),
    }));
    page.act(Action::Search(SearchAction::OnlyMatches { on: true }));
    page
}

fn wanted(page: &mut Page) {
    page.act(Action::Package(PackageAction::Wanted));
    let media = MediaChoice::Cleaned;
    page.act(Action::Package(PackageAction::MediaChosen { media }));
}

fn choose(page: &mut Page, scope: BuildScope) {
    page.act(Action::Package(PackageAction::ScopeChosen { scope }));
}

fn unfinished(page: &Page) -> Option<&'static str> {
    match &page.state.dialog {
        Some(Dialog::Build(form)) => form.unfinished(),
        _other => panic!("no dialog"),
    }
}

fn scope_asked(effects: &[Effect]) -> Tag {
    match requests(effects)[..] {
        [
            Request::Scope {
                tag,
                query,
                threads,
                ..
            },
        ] => {
            assert_eq!(
                (query.as_str(), threads.as_slice()),
                ("from:ada", &[ThreadId(0)][..])
            );
            *tag
        }
        ref other => panic!("{other:?}"),
    }
}

fn outside(n_inside: u32, n_outside: u32) -> OutsideScope {
    let at = place("aa", 0);
    let runs = vec![Run {
        byte_start: 0,
        byte_len: 40,
    }];
    OutsideScope {
        texts: vec![TextRuns {
            source: at.source,
            entry: at.entry,
            runs,
        }],
        n_outside,
        n_inside,
        n_empty_threads: 0,
    }
}

/// Presses "Build", and what the filter leaves out comes back.
fn build(page: &mut Page, scope: OutsideScope) -> Vec<Effect> {
    let effects = page.build();
    let tag = scope_asked(&effects);
    page.event(Event::Scoped { tag, scope })
}

fn is_built(effects: &[Effect]) -> bool {
    let requests = requests(effects);
    let at = |is: fn(&Request) -> bool| requests.iter().position(|request| is(request));
    let log = at(|request| matches!(request, Request::Decisions { .. }));
    let build = at(|request| matches!(request, Request::Build { .. }));
    build.is_some_and(|build| log.is_none_or(|log| log < build))
}

#[test]
fn without_a_filter_nothing_is_asked() {
    let mut page = Page::with_digest();
    wanted(&mut page);
    assert_eq!(unfinished(&page), None);
    assert!(is_built(&page.build()));
    assert!(standing(&page.state).is_empty());
}

#[test]
fn a_filter_that_leaves_nothing_out_of_the_page_is_none() {
    let mut page = Page::with_digest();
    page.act(Action::Search(SearchAction::Typed {
        query: "from:ada".to_owned(),
    }));
    wanted(&mut page);
    assert_eq!(unfinished(&page), None);
}

#[test]
fn a_filter_becomes_one_decision_before_it_is_built() {
    let mut page = filtered();
    wanted(&mut page);
    assert!(unfinished(&page).is_some_and(|words| words.contains("filter")));
    assert_eq!(page.act(Action::Package(PackageAction::Build)), []);
    choose(&mut page, BuildScope::Filter);
    let effects = build(&mut page, outside(60, 40));
    assert!(is_built(&effects), "the log goes first: {effects:?}");
    let decisions = standing(&page.state);
    let [decision] = &decisions[..] else {
        panic!("{decisions:?}");
    };
    let DecisionKind::Outside {
        scope, codes, note, ..
    } = &decision.kind
    else {
        panic!("{decision:?}");
    };
    assert_eq!(
        (scope.as_str(), codes.as_slice()),
        ("from “ada”", &["IRR".to_owned()][..])
    );
    assert_eq!(
        *note, None,
        "what goes into the log says nothing of the filter"
    );
    page.act(Action::Redact(RedactAction::Undo));
    assert!(standing(&page.state).is_empty());
}

#[test]
fn one_scope_stands_or_none() {
    let mut page = filtered();
    wanted(&mut page);
    choose(&mut page, BuildScope::Filter);
    let effects = build(&mut page, outside(60, 40));
    cancelled(&mut page, &effects);
    let first = standing(&page.state)[0].id.clone();

    wanted(&mut page);
    choose(&mut page, BuildScope::AsDecided);
    let effects = page.build();
    assert!(is_built(&effects));
    cancelled(&mut page, &effects);
    assert_eq!(standing(&page.state)[0].id, first);

    wanted(&mut page);
    choose(&mut page, BuildScope::Filter);
    let effects = build(&mut page, outside(50, 50));
    assert!(is_built(&effects));
    cancelled(&mut page, &effects);
    assert_eq!(standing(&page.state).len(), 1);
    assert_ne!(standing(&page.state)[0].id, first);

    wanted(&mut page);
    choose(&mut page, BuildScope::Everything);
    assert!(is_built(&page.build()));
    assert!(standing(&page.state).is_empty());
}

fn cancelled(page: &mut Page, effects: &[Effect]) {
    let build = requests(effects).into_iter().find_map(|at| match at {
        Request::Build { tag, .. } => Some(*tag),
        _other => None,
    });
    page.event(Event::Cancelled {
        tag: Some(build.expect("a build")),
        source: None,
    });
}

#[test]
fn nothing_inside_is_said_and_decides_nothing() {
    let mut page = filtered();
    wanted(&mut page);
    choose(&mut page, BuildScope::Filter);
    assert_eq!(build(&mut page, outside(0, 100)), []);
    let Some(Dialog::Build(form)) = &page.state.dialog else {
        panic!("the dialog stays");
    };
    assert!(
        form.error
            .as_ref()
            .is_some_and(|error| error.contains("no message"))
    );
    assert!(!form.waiting);
    assert!(standing(&page.state).is_empty());
}

#[test]
fn a_scope_that_cannot_be_found_out_is_said() {
    let mut page = filtered();
    wanted(&mut page);
    choose(&mut page, BuildScope::Filter);
    let tag = scope_asked(&page.build());
    page.event(Event::Failed {
        tag: Some(tag),
        failure: Failure {
            what: "the thread is gone".to_owned(),
            help: "Open it again".to_owned(),
            can_raise: false,
        },
    });
    let Some(Dialog::Build(form)) = &page.state.dialog else {
        panic!("the dialog stays");
    };
    assert_eq!(
        form.error.as_deref(),
        Some("the thread is gone. Open it again")
    );
    assert!(!form.waiting);
}
