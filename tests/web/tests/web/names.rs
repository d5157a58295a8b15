//! Names made to mislead: nothing in them reorders the page or hides in it.

use web_tests::exports::written;
use web_tests::page::{Page, part, until, with_page};
use web_tests::zips::{Entry, zip};

use crate::steps::*;

/// Everything on screen, and every name of a part of it, that holds a character that reorders. Only
/// the words of a message may: they stand in a part of their own, which nothing leaves.
const BARE: &str = "(() => { const bare = /[\\u202a-\\u202e\\u2066-\\u2069]/; const found = []; \
    const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT); \
    for (let at = words.nextNode(); at; at = words.nextNode()) \
      if (bare.test(at.data) && !at.parentElement.closest('.words:not(.words--name)')) \
        found.push(at.data); \
    for (const at of document.querySelectorAll('[aria-label], [title], [alt]')) \
      for (const name of ['aria-label', 'title', 'alt']) \
        if (bare.test(at.getAttribute(name) ?? '')) found.push(at.getAttribute(name)); \
    for (const at of document.querySelectorAll('textarea, input:not([type=file])')) \
      if (bare.test(at.value)) found.push(at.value); \
    if (bare.test(document.title)) found.push(document.title); \
    return found; })()";

async fn nothing_bare(page: &Page, place: &str) {
    let bare = page.js(BARE).await;
    assert_eq!(bare, serde_json::json!([]), "in {place}");
}

/// Looks at a dialog and closes it.
async fn in_dialog(page: &Page, name: &'static str) {
    let dialog = page.find(part("dialog", name)).await;
    nothing_bare(page, name).await;
    page.press_in(&dialog, part("button", "Close")).await;
    page.gone(part("dialog", name)).await;
}

/// Looks at the hits of a term.
async fn everywhere(page: &Page, term: &str) {
    page.press(part("button", "Redact everywhere")).await;
    let dialog = page.find(part("dialog", "Redact everywhere")).await;
    let find = page.find_in(&dialog, part("textbox", "Find")).await;
    page.write(&find, term).await;
    until("a hit with what stands around it", || async {
        let words = dialog.text().await.ok()?;
        words.contains("‹RLO›gpj.exe").then_some(())
    })
    .await;
    in_dialog(page, "Redact everywhere").await;
}

#[tokio::test]
async fn a_name_that_would_reorder_itself_is_spelled_out_everywhere() {
    with_page("names", |page| async move {
        let text = "1/2/24, 10:00 - Messages and calls are end-to-end encrypted.\n\
                    1/2/24, 10:01 - Eve\u{202e}nnA: good morning\n\
                    1/2/24, 10:02 - Bo: invoice\u{202e}gpj.exe\n\
                    1/2/24, 10:03 - Bo: pic\u{202e}gnp.jpg (file attached)\n\
                    1/2/24, 10:04 - Bo: \u{2067}gone\u{2069}.jpg (file attached)\n";
        let export = written(
            &page.browser.scratch,
            "WhatsApp Chat with Eve\u{202e}gpj.zip",
            &zip(&[
                Entry::packed("WhatsApp Chat with Eve\u{202e}gpj.txt", text.as_bytes()),
                Entry::packed("pic\u{202e}gnp.jpg", b"\xff\xd8\xff\xe0 no picture"),
            ]),
        );
        page.open().await;
        open_export(&page, &export).await;
        for area in ["Read", "People", "Findings", "Package"] {
            go_to(&page, area).await;
            nothing_bare(&page, area).await;
        }
        go_to(&page, "People").await;
        page.press(part("button", "Pseudonymise Eve‹RLO›nnA")).await;
        in_dialog(&page, "Redact").await;
        go_to(&page, "Read").await;
        press_on(&page, 3, "Redact message").await;
        in_dialog(&page, "Redact").await;
        for name in ["Select words", "Where it comes from"] {
            choose_on(&page, 3, name).await;
            in_dialog(&page, name).await;
        }
        press_on(&page, 4, "Redact attachment").await;
        in_dialog(&page, "Redact").await;
        everywhere(&page, "nvoice").await;
        page.press(part("button", "Build package")).await;
        in_dialog(&page, "Build package").await;

        redact_message(&page, 2, "COM").await;
        page.press(part("button", "Forget")).await;
        in_dialog(&page, "Forget").await;
        go_to(&page, "Redact").await;
        nothing_bare(&page, "the list of redactions").await;
        go_to(&page, "Read").await;
        page.press(part("button", "Undo")).await;
        let sender = words_fit(&page, 2, |words| words.contains("good morning")).await;
        assert!(sender.contains("Eve‹RLO›nnA"), "{sender}");
        let threads = page.find(part("navigation", "Threads")).await;
        let listed = threads.text().await.unwrap();
        assert!(listed.contains("Eve‹RLO›gpj"), "{listed}");
    })
    .await;
}
