//! Searching without a pointer: the word that is wrong, the list of hits, why not, what is left out.

use web_tests::page::{Page, part, until, with_page};

use crate::steps::*;

const ENTER: &str = "\u{e007}";
const TAB: &str = "\u{e004}";
const DOWN: &str = "\u{e015}";
const ESCAPE: &str = "\u{e00c}";

/// The role or tag, and the name, of what has the focus.
async fn focused(page: &Page) -> String {
    let words = page
        .js("(() => { const at = document.activeElement; \
             return (at?.getAttribute('aria-label') ?? at?.innerText ?? '').trim(); })()")
        .await;
    words.as_str().unwrap_or_default().to_owned()
}

async fn tab_to(page: &Page, name: &str) {
    for _press in 0..80 {
        if focused(page).await.starts_with(name) {
            return;
        }
        page.keys(TAB).await;
    }
    panic!("80 times Tab did not reach {name:?}");
}

async fn focus_is(page: &Page, what: &str, test: &str) {
    until(what, || async {
        page.js(test).await.as_bool()?.then_some(())
    })
    .await;
}

#[tokio::test]
async fn a_search_is_corrected_listed_read_and_explained_by_keyboard() {
    with_page("searching", |page| async move {
        page.open().await;
        tab_to(&page, "Try the sample").await;
        page.keys(ENTER).await;
        article(&page, 1).await;

        // Wrong first: the word is marked, and the status says what to do.
        page.keys("/").await;
        focus_is(&page, "the search box has the focus",
            "document.activeElement?.getAttribute('role') === 'searchbox'").await;
        page.keys("form:elena").await;
        page.text_that(part("status", "Search results"), |text| {
            text.starts_with("Not understood: there is no filter called form:")
        })
        .await;
        let marked = page
            .js("document.querySelector('.finder__word')?.innerText")
            .await;
        assert_eq!(marked, "form:elena");

        for _key in 0..10 {
            page.keys("\u{e003}").await;
        }
        page.keys("kestrel OR harbour").await;
        let status = page
            .text_that(part("status", "Search results"), |text| {
                text.starts_with(|c: char| c.is_ascii_digit() && c != '0')
            })
            .await;
        let n_hits: usize = status
            .split(' ')
            .next()
            .and_then(|n| n.parse().ok())
            .expect("a number");
        assert!(n_hits > 1, "{status}");

        // The list of hits, to the second one, and its message.
        tab_to(&page, "List hits").await;
        page.keys(ENTER).await;
        focus_is(&page, "hits are listed", "document.getElementById('hit-1') !== null").await;
        let has_marks = page
            .js("[...document.querySelectorAll('.hitrow')].every(row => row.querySelector('mark'))")
            .await;
        assert_eq!(has_marks, true);
        page.keys("l").await;
        focus_is(&page, "the first hit has the focus", "document.activeElement?.id === 'hit-0'").await;
        page.keys(DOWN).await;
        focus_is(&page, "the second hit has the focus", "document.activeElement?.id === 'hit-1'").await;
        let number = page
            .js("document.activeElement.querySelector('.hitrow__head').innerText.match(/#(\\d+)/)[1]")
            .await;
        page.keys(ENTER).await;
        let number = number.as_str().expect("a number").to_owned();
        focus_is(&page, "its message has the focus",
            &format!("document.activeElement?.getAttribute('aria-posinset') === '{number}'")).await;

        // Why it is found.
        tab_to(&page, "More").await;
        page.keys(ENTER).await;
        page.find(part("menu", "More for this message")).await;
        page.keys("ww").await;
        focus_is(&page, "the second line with that letter has the focus",
            "document.activeElement?.innerText === 'Why found, or why not'").await;
        page.keys(ENTER).await;
        page.find(part("dialog", "Why found, or why not")).await;
        focus_is(&page, "the parts are told",
            "document.querySelectorAll('.why__part').length === 2").await;
        page.keys(ESCAPE).await;
        page.gone(part("dialog", "Why found, or why not")).await;

        // Everything else left out, and said.
        tab_to(&page, "Messages of").await;
        page.keys("/").await;
        for _press in 0..30 {
            let on_it = page
                .js("document.activeElement?.parentElement?.innerText?.trim() === 'Show only what is found'")
                .await;
            if on_it == true {
                break;
            }
            page.keys(TAB).await;
        }
        page.keys(" ").await;
        page.text_that(part("status", "What is shown"), |text| text.starts_with("Shown: ")).await;
        focus_is(&page, "only messages that are found are drawn, and gaps are said",
            "(() => { const rows = [...document.querySelectorAll('[role=article]')]; \
              return rows.length > 0 && rows.every(row => row.querySelector('[data-hit=true]')) \
                && document.querySelector('.row__left-out') !== null; })()").await;
        tab_to(&page, "Clear").await;
        page.keys(ENTER).await;
        focus_is(&page, "everything is shown again",
            "document.querySelector('.finder__left-out') === null \
             && document.querySelectorAll('[role=article]').length > 5").await;
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}
