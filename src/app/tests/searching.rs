//! The query, the list of hits, what is left out, saved searches.

use super::{Page, requests, rows_asked};
use crate::app::Effect;
use crate::app::action::{Action, GoAction, LogAction, RedactAction, SearchAction};
use crate::app::hits::{HITS_SHOWN, HitAction, hit_id};
use crate::app::state::Dialog;
use crate::app::terms::TermsAction;
use crate::engine::case::ThreadId;
use crate::engine::decision::{CaseWork, Decision, DecisionKind};
use crate::engine::job::Progress;
use crate::engine::place::ByteSpan;
use crate::engine::search::query::StateWord;
use crate::engine::search::query::edit::Slot;
use crate::engine::session::protocol::{
    Event, HitRow, Request, Scope, Tag, TermCount, ThreadHits, WhyNot,
};
use crate::engine::thread::RecordId;

fn typed(page: &mut Page, query: &str) -> Vec<Effect> {
    let query = query.to_owned();
    page.act(Action::Search(SearchAction::Typed { query }))
}

fn find_tag(effects: &[Effect]) -> Tag {
    let asked = requests(effects);
    let tag = asked.into_iter().find_map(|request| match request {
        Request::Find { tag, .. } => Some(*tag),
        _other => None,
    });
    tag.expect("a search")
}

fn found(page: &mut Page, tag: Tag, thread: u32, records: &[u32]) -> Vec<Effect> {
    page.event(Event::Found {
        tag,
        thread: ThreadId(thread),
        records: records.iter().copied().map(RecordId).collect(),
        n_hits: records.len() as u32,
    })
}

fn counted(page: &mut Page, tag: Tag, threads: &[(u32, u32)]) -> Vec<Effect> {
    page.event(Event::HitCounts {
        tag,
        threads: threads
            .iter()
            .map(|(thread, n)| ThreadHits {
                thread: ThreadId(*thread),
                n_messages: *n,
                n_hits: *n,
            })
            .collect(),
        progress: None,
    })
}

fn hit(thread: u32, record: u32) -> HitRow {
    HitRow {
        thread: ThreadId(thread),
        record: RecordId(record),
        title: String::new(),
        stamp: "1/2/24, 10:00".to_owned(),
        sender: "Ada".to_owned(),
        before: "the ".to_owned(),
        hit: "rent".to_owned(),
        after: String::new(),
    }
}

fn hit_rows(page: &mut Page, effects: &[Effect], rows: Vec<HitRow>) -> Vec<Effect> {
    let asked = requests(effects)
        .into_iter()
        .find_map(|request| match request {
            Request::HitRows { tag, first, .. } => Some((*tag, *first)),
            _other => None,
        });
    let (tag, first) = asked.expect("hits were asked for");
    page.event(Event::HitRows { tag, first, rows })
}

fn two_threads() -> Page {
    let mut page = Page::with_digest();
    page.choose(2, "b.zip");
    page.opened(1, "b.zip", "provisional:b");
    page.nothing_kept("provisional:b");
    page.digested(1, "bb");
    page
}

fn status(page: &Page) -> String {
    page.state.search_status()
}

#[test]
fn a_query_that_is_not_understood_asks_nothing_and_says_why() {
    let mut page = Page::with_digest();
    let effects = typed(&mut page, "rent form:ada");
    assert!(
        !requests(&effects)
            .iter()
            .any(|request| matches!(request, Request::Find { .. }))
    );
    assert!(status(&page).starts_with("Not understood: there is no filter called form:"));
    let search = page.state.reading.as_ref().expect("reading").search.clone();
    assert_eq!(search.wrong_word(), Some(["rent ", "form:ada", ""]));
    assert_eq!(search.words(), None, "nothing is marked");
    typed(&mut page, "rent from:ada");
    assert_eq!(status(&page), "Searching…");
}

#[test]
fn what_is_found_elsewhere_is_said_behind_the_hits_of_the_thread() {
    let mut page = two_threads();
    let tag = find_tag(&typed(&mut page, "rent"));
    counted(&mut page, tag, &[(0, 2), (1, 5)]);
    assert_eq!(status(&page), "Searching…");
    found(&mut page, tag, 0, &[4, 9]);
    assert_eq!(
        status(&page),
        "2 hits in 2 messages, at 1 of 2 · 5 more in 1 other thread"
    );
    let scope = Scope::Thread;
    let effects = page.act(Action::Hits(HitAction::ScopeChosen { scope }));
    let asked = requests(&effects);
    assert!(matches!(
        asked[0],
        Request::Find {
            scope: Scope::Thread,
            ..
        }
    ));
}

#[test]
fn a_hit_of_another_thread_opens_there_and_the_list_stays() {
    let mut page = two_threads();
    page.act(Action::Hits(HitAction::Shown { on: true }));
    let tag = find_tag(&typed(&mut page, "rent"));
    let effects = counted(&mut page, tag, &[(0, 1), (1, 2)]);
    hit_rows(&mut page, &effects, vec![hit(0, 4), hit(1, 7), hit(1, 30)]);
    let effects = page.act(Action::Hits(HitAction::Opened { number: 2 }));
    let asked = requests(&effects);
    assert!(
        !asked
            .iter()
            .any(|request| matches!(request, Request::Find { .. }))
    );
    assert!(asked.iter().any(|request| matches!(
        request,
        Request::FoundIn { search, thread: ThreadId(1) } if *search == tag
    )));
    found(&mut page, tag, 1, &[7, 30]);
    let reading = page.state.reading.as_ref().expect("reading");
    assert_eq!(reading.jump.expect("a jump").record, RecordId(30));
    assert_eq!(reading.search.at, Some(1));
    assert_eq!(page.state.hits.rows.len(), 3);
}

#[test]
fn the_list_is_walked_by_keys_over_the_ends_of_its_windows() {
    let mut page = two_threads();
    page.act(Action::Hits(HitAction::KeyWanted));
    let tag = find_tag(&typed(&mut page, "rent"));
    let effects = counted(&mut page, tag, &[(0, 60)]);
    let rows = |numbers: std::ops::Range<u32>| numbers.map(|at| hit(0, at)).collect::<Vec<_>>();
    hit_rows(&mut page, &effects, rows(0..HITS_SHOWN));
    let effects = page.act(Action::Hits(HitAction::FocusWanted { number: 1 }));
    assert_eq!(effects, [Effect::FocusOn { id: hit_id(1) }]);
    let effects = page.act(Action::Hits(HitAction::FocusWanted { number: HITS_SHOWN }));
    let effects = hit_rows(&mut page, &effects, rows(HITS_SHOWN..60));
    assert_eq!(
        effects,
        [Effect::FocusOn {
            id: hit_id(HITS_SHOWN)
        }]
    );
    assert_eq!(page.state.hits.window_said(), "51–60 of 60");
    let effects = page.act(Action::Hits(HitAction::FocusWanted { number: u32::MAX }));
    assert_eq!(effects, [Effect::FocusOn { id: hit_id(59) }]);
    // Hits of an older search are no longer listed.
    let old = effects;
    typed(&mut page, "rents");
    assert_eq!(counted(&mut page, tag, &[(0, 60)]), []);
    drop(old);
    assert_eq!(page.state.hits.n_messages(), 0);
}

#[test]
fn messages_that_are_not_found_are_left_out_and_that_is_said() {
    let mut page = Page::with_digest();
    let on = true;
    page.act(Action::Search(SearchAction::OnlyMatches { on }));
    let effects = typed(&mut page, "rent");
    assert_eq!(
        rows_asked(&effects),
        None,
        "not known yet what to leave out"
    );
    let tag = find_tag(&effects);
    let effects = found(&mut page, tag, 0, &[4, 9, 40]);
    let [Request::RowsOf { tag, records, .. }] = requests(&effects)[..] else {
        panic!("{effects:?}");
    };
    let revision = page.state.log.revision();
    page.event(Event::Rows {
        tag: *tag,
        revision,
        thread: ThreadId(0),
        rows: records.iter().map(|at| super::row(at.0, "rent")).collect(),
    });
    assert_eq!(records[..], [4, 9, 40].map(RecordId));
    assert_eq!(page.window(), [4, 9, 40]);
    assert_eq!(
        page.state.filter_words().as_deref(),
        Some("Shown: 3 of 100 messages · “rent”")
    );
    let tag = find_tag(&typed(&mut page, "nowhere"));
    found(&mut page, tag, 0, &[]);
    assert_eq!(page.window(), [0_u32; 0]);
    assert!(
        page.state
            .filter_words()
            .is_some_and(|words| words.starts_with("Shown: 0 of 100"))
    );
    let effects = page.act(Action::Search(SearchAction::OnlyMatches { on: false }));
    page.rows(&effects, &[0, 1]);
    assert_eq!(page.state.filter_words(), None);
}

#[test]
fn controls_write_into_the_query_and_clear_takes_them_out() {
    let mut page = Page::with_digest();
    typed(&mut page, "rent");
    let filtered = |page: &mut Page, slot, filter: Option<&str>| {
        let filter = filter.map(str::to_owned);
        page.act(Action::Search(SearchAction::Filtered { slot, filter }));
        page.state.query().unwrap_or_default().to_owned()
    };
    assert_eq!(
        filtered(&mut page, Slot::Kind, Some("kind:text")),
        "rent kind:text"
    );
    assert_eq!(
        filtered(&mut page, Slot::Is(StateWord::Edited), Some("is:edited")),
        "rent kind:text is:edited"
    );
    assert!(page.state.only_matches);
    assert_eq!(filtered(&mut page, Slot::Kind, None), "rent is:edited");
    page.act(Action::Search(SearchAction::FiltersCleared));
    assert_eq!(page.state.query(), Some("rent"));
    assert!(!page.state.only_matches);
}

#[test]
fn the_answer_why_not_names_each_part() {
    let mut page = Page::with_digest();
    typed(&mut page, "rent from:ada");
    let record = RecordId(3);
    let effects = page.act(Action::Search(SearchAction::WhyNot { record }));
    let [Request::WhyNot { tag, .. }] = requests(&effects)[..] else {
        panic!("{effects:?}");
    };
    page.event(Event::WhyNot {
        tag: *tag,
        thread: ThreadId(0),
        record,
        told: WhyNot {
            fits: false,
            parts: vec![
                (ByteSpan { start: 0, len: 4 }, true),
                (ByteSpan { start: 5, len: 8 }, false),
            ],
        },
    });
    let Some(Dialog::WhyNot(shown)) = &page.state.dialog else {
        panic!("no dialog");
    };
    let line = |typed: &str, said: &str, fits| (typed.to_owned(), said.to_owned(), fits);
    assert_eq!(
        shown.lines(),
        [
            line("rent", "“rent”", true),
            line("from:ada", "from “ada”", false)
        ]
    );
}

#[test]
fn a_list_of_terms_is_counted_and_each_count_opens_its_hits() {
    let mut page = two_threads();
    typed(&mut page, "saved one");
    page.act(Action::Terms(TermsAction::SearchSaved));
    let text = "\u{feff}rent\r\n# a remark\nrent\nform:x\n\ndeposit".to_owned();
    page.act(Action::Terms(TermsAction::FileRead { text }));
    let effects = page.act(Action::Terms(TermsAction::CountWanted));
    let [Request::CountTerms { tag, terms, .. }] = requests(&effects)[..] else {
        panic!("{effects:?}");
    };
    assert_eq!(terms[..], ["saved one", "rent", "deposit"]);
    let hits = ThreadHits {
        thread: ThreadId(1),
        n_messages: 2,
        n_hits: 3,
    };
    page.event(Event::TermCounted {
        tag: *tag,
        count: TermCount {
            term: 2,
            threads: vec![hits],
        },
        progress: Progress { done: 3, total: 3 },
    });
    let lines = &page.state.terms.lines;
    let wrong: Vec<&str> = lines
        .iter()
        .filter(|at| at.error.is_some())
        .map(|at| at.query.as_str())
        .collect();
    assert_eq!(wrong, ["form:x"]);
    assert_eq!(lines[3].threads, Some(vec![hits]));
    assert_eq!(page.state.terms.progress, None);
    let effects = page.act(Action::Terms(TermsAction::HitsWanted {
        query: "deposit".to_owned(),
        thread: Some(ThreadId(1)),
    }));
    assert!(requests(&effects).iter().any(|request| matches!(
        request,
        Request::Find { thread: ThreadId(1), query, scope: Scope::Thread, .. } if query == "deposit"
    )));
    let too_long = "x".repeat(300_000);
    page.act(Action::Terms(TermsAction::FileRead { text: too_long }));
    assert!(
        page.state
            .terms
            .error
            .as_ref()
            .is_some_and(|error| error.contains("longer than"))
    );
}

/// The lists that stand as decisions.
fn searches(page: &Page) -> Vec<Vec<String>> {
    let standing = page.state.log.log().standing();
    let mut searches: Vec<_> = standing
        .into_iter()
        .filter_map(|decision| match &decision.kind {
            DecisionKind::Work(CaseWork::Searches { lines }) => {
                Some((decision.at.unix_ms(), lines))
            }
            _other => None,
        })
        .collect();
    searches.sort();
    searches
        .into_iter()
        .map(|(_, lines)| lines.clone())
        .collect()
}

#[test]
fn saved_searches_are_kept_with_the_case() {
    let mut page = two_threads();
    typed(&mut page, "rent");
    let effects = page.act(Action::Terms(TermsAction::SearchSaved));
    assert!(
        requests(&effects)
            .iter()
            .any(|request| matches!(request, Request::Decisions { .. }))
    );
    assert_eq!(searches(&page), [["rent"]]);
    page.act(Action::Terms(TermsAction::SearchSaved));
    assert_eq!(searches(&page), [["rent"]], "it is there already");

    // What is typed is decided when the box is left, and lines that are added are added.
    page.act(Action::Terms(TermsAction::Wanted));
    let text = "rent\n\n# money\n due \nrent\n".to_owned();
    page.act(Action::Terms(TermsAction::Typed { text }));
    assert_eq!(searches(&page).len(), 1);
    page.act(Action::Go(GoAction::DialogClosed));
    assert_eq!(searches(&page), [vec!["rent"], vec!["# money", "due"]]);
    assert_eq!(page.act(Action::Terms(TermsAction::Left)), []);

    // Taking a line out writes the list anew, as one act.
    let text = "due\n".to_owned();
    page.act(Action::Terms(TermsAction::Typed { text }));
    page.act(Action::Terms(TermsAction::Left));
    assert_eq!(searches(&page), [["due"]]);
    page.act(Action::Redact(RedactAction::Undo));
    assert_eq!(searches(&page).concat(), ["rent", "# money", "due"]);
    assert_eq!(page.state.terms.text, "rent\n# money\ndue\n");
}

#[test]
fn saved_searches_of_somebody_else_join_the_list() {
    let mut page = two_threads();
    typed(&mut page, "rent");
    page.act(Action::Terms(TermsAction::SearchSaved));
    let mut other = page.state.log.log().clone();
    let lines = vec!["bank".to_owned(), "rent".to_owned()];
    let kind = DecisionKind::Work(CaseWork::Searches { lines });
    let at = crate::engine::time::Instant::from_unix_ms(2_000_000_000_000);
    other.append(Decision::new("Bea", at, kind));
    page.act(Action::Log(LogAction::FileRead {
        name: "hers.json".to_owned(),
        text: other.to_file(),
    }));
    assert_eq!(page.state.terms.text, "rent\nbank\n");
}
