//! Names made to mislead: nothing in them reorders the page or hides in it.

use web_tests::exports::written;
use web_tests::page::{part, with_page};
use web_tests::zips::{Entry, zip};

use crate::steps::*;

#[tokio::test]
async fn a_name_that_would_reorder_itself_is_spelled_out_everywhere() {
    with_page("names", |page| async move {
        let text = "1/2/24, 10:00 - Messages and calls are end-to-end encrypted.\n\
                    1/2/24, 10:01 - Eve\u{202e}nnA: good morning\n\
                    1/2/24, 10:02 - Bo: invoice\u{202e}gpj.exe\n";
        let export = written(
            &page.browser.scratch,
            "WhatsApp Chat with Eve\u{202e}gpj.zip",
            &zip(&[Entry::packed(
                "WhatsApp Chat with Eve\u{202e}gpj.txt",
                text.as_bytes(),
            )]),
        );
        page.open().await;
        open_export(&page, &export).await;
        for area in ["Read", "People", "Findings", "Package"] {
            go_to(&page, area).await;
            let bare = page
                .js("(() => { const bare = /[\\u202a-\\u202e\\u2066-\\u2069]/; \
                     const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT); \
                     const found = []; \
                     for (let at = words.nextNode(); at; at = words.nextNode()) { \
                       if (bare.test(at.data) && !at.parentElement.closest('.words:not(.words--name)')) \
                         found.push(at.data); } \
                     for (const at of document.querySelectorAll('[aria-label], [title]')) \
                       for (const name of ['aria-label', 'title']) \
                         if (bare.test(at.getAttribute(name) ?? '')) found.push(at.getAttribute(name)); \
                     return found; })()")
                .await;
            assert_eq!(bare, serde_json::json!([]), "in the area {area}");
        }
        go_to(&page, "Read").await;
        let sender = words_of(&page, 2).await;
        assert!(sender.contains("Eve‹RLO›nnA"), "{sender}");
        let threads = page.find(part("navigation", "Threads")).await;
        let listed = threads.text().await.unwrap();
        assert!(listed.contains("Eve‹RLO›gpj"), "{listed}");
    })
    .await;
}
