//! A day's work as a new user does it, by keyboard where hands stay on it: three exports, who spoke of
//! a payment in March, tag, note, save the case, another day, open it, print the thread.

use web_tests::exports::written;
use web_tests::page::{Page, part, part_beginning, until, with_page};
use web_tests::zips::{Entry, zip};

use crate::keyboard::{ENTER, tab_to};
use crate::printing::printed;
use crate::steps::*;

const FAMILY: &str = "28/02/2024, 10:00 - Ada Poe: the payment came in February\n\
    03/03/2024, 09:10 - Bo Fay: I sent the payment this morning\n\
    04/03/2024, 11:00 - Ada Poe: thanks, I see it\n";
const FLAT: &str = "13/03/2024, 18:00 - Ida Lund: keys are with the neighbour\n\
    14/03/2024, 18:05 - Ada Poe: and the payments for the boiler?\n";
const WORK: &str = "14/04/2024, 08:00 - Zed: payment terms as agreed\n\
    15/04/2024, 08:30 - Ada Poe: fine\n";

fn exports(page: &Page) -> Vec<std::path::PathBuf> {
    [("Family", FAMILY), ("Flat", FLAT), ("Work", WORK)]
        .into_iter()
        .map(|(title, text)| {
            let name = format!("WhatsApp Chat with {title}.txt");
            let bytes = zip(&[Entry::packed(&name, text.as_bytes())]);
            written(
                &page.browser.scratch,
                &format!("WhatsApp Chat with {title}.zip"),
                &bytes,
            )
        })
        .collect()
}

/// Drops files on the page, as a file manager does.
async fn drop_on_page(page: &Page, files: &[std::path::PathBuf]) {
    let named: Vec<serde_json::Value> = files
        .iter()
        .map(|file| {
            let bytes = std::fs::read(file).unwrap();
            let name = file.file_name().unwrap().to_string_lossy().into_owned();
            serde_json::json!([name, bytes])
        })
        .collect();
    page.execute(
        "const transfer = new DataTransfer();
         for (const [name, bytes] of arguments[0]) {
             transfer.items.add(new File([new Uint8Array(bytes)], name));
         }
         window.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, cancelable: true }));",
        vec![named.into()],
    )
    .await
    .unwrap();
    until("three threads are listed", || async {
        let n = page
            .js("document.querySelectorAll('nav .thread').length")
            .await;
        (n.as_u64()? == 3).then_some(())
    })
    .await;
}

async fn hits(page: &Page) -> Vec<String> {
    let rows = page
        .js("[...document.querySelectorAll('.hitrow')].map(row => row.innerText)")
        .await;
    serde_json::from_value(rows).unwrap()
}

#[tokio::test]
async fn a_case_is_worked_on_from_three_exports_to_paper() {
    with_page("done-when", |page| async move {
        page.open().await;
        ready_offline(&page).await;
        let exports = exports(&page);
        drop_on_page(&page, &exports).await;
        article(&page, 1).await;

        // Who spoke of a payment in March?
        search_for(&page, "payment on:2024-03").await;
        page.text_that(part("status", "Search results"), |text| text.contains("other thread"))
            .await;
        page.keys(ENTER).await;
        tab_to(&page, "List hits").await;
        page.keys(ENTER).await;
        let found = until("two are found", || async {
            let found = hits(&page).await;
            (found.len() == 2).then_some(found)
        })
        .await;
        assert!(found[0].starts_with("Bo Fay") && found[1].starts_with("Ada Poe"), "{found:?}");

        // The first of them is read, tagged and noted.
        page.js("document.getElementById('hit-0').focus()").await;
        page.keys(ENTER).await;
        focused_is(&page, 2).await;
        page.keys("1").await;
        page.find(part("dialog", "Tags of message 2")).await;
        field_is_focused(&page, "tag-name").await;
        page.keys("Payment").await;
        for _press in 0..6 {
            page.keys("\u{e004}").await;
            if page.js("document.activeElement?.id").await == "work-by" {
                break;
            }
        }
        field_is_focused(&page, "work-by").await;
        page.keys("Ada Poe").await;
        page.keys(ENTER).await;
        words_fit(&page, 2, |text| text.contains("Payment")).await;
        focused_is(&page, 2).await;
        page.keys("N").await;
        field_is_focused(&page, "note-text").await;
        page.keys("he says it was sent").await;
        tab_to(&page, "Add note").await;
        page.keys(ENTER).await;
        words_fit(&page, 2, |text| text.contains("he says it was sent")).await;
        page.press(part("button", "Save this search")).await;

        // The case is saved, and this browser keeps nothing of it.
        go_to(&page, "Case").await;
        until("the digests are known and the dialog opens", || async {
            page.press(part("button", "Save case")).await;
            page.look_for(None, part("dialog", "Save case")).await
        })
        .await;
        let dialog = page.find(part("dialog", "Save case")).await;
        page.press_in(&dialog, part_beginning("button", "Save without")).await;
        let file = page.downloaded(".tscase").await;
        page.js("indexedDB.databases().then(all => all.forEach(db => indexedDB.deleteDatabase(db.name)))")
            .await;

        // Another day.
        page.open().await;
        ready_offline(&page).await;
        page.choose_files("Open case", &[&file]).await;
        page.text_that(part_beginning("region", "Waiting for"), |text| {
            text.contains("Family.zip") && text.contains("Work.zip")
        })
        .await;
        drop_on_page(&page, &exports).await;
        go_to(&page, "Case").await;
        page.text_that(part("list", "Notes"), |text| text.contains("he says it was sent"))
            .await;
        go_to(&page, "Read").await;
        search_for(&page, "tag:payment").await;
        page.text_that(part("status", "Search results"), |text| text.starts_with("1 hit"))
            .await;
        words_fit(&page, 2, |text| {
            text.contains("Payment") && text.contains("he says it was sent")
        })
        .await;
        page.press(part("button", "Saved searches")).await;
        let dialog = page.find(part("dialog", "Saved searches")).await;
        let saved = page
            .js("document.getElementById('terms-list').value")
            .await;
        assert_eq!(saved, "payment on:2024-03\n");
        page.press_in(&dialog, part("button", "Close")).await;
        page.gone(part("dialog", "Saved searches")).await;

        // On paper: the thread that is read, whole, in order.
        page.press(part("button", "Print")).await;
        page.find(part("button", "Print or save as PDF")).await;
        let text = printed(&page, "case").await;
        let places: Vec<usize> = ["in February", "this morning", "I see it"]
            .iter()
            .map(|words| text.find(words).unwrap_or_else(|| panic!("{words}: {text}")))
            .collect();
        assert!(places.is_sorted(), "{text}");
        assert!(text.contains("Family"), "{text}");
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}

async fn search_for(page: &Page, query: &str) {
    page.keys("/").await;
    field_is_focused(page, "search-messages").await;
    page.keys(query).await;
}

async fn focused_is(page: &Page, number: u32) {
    until(&format!("message {number} has the focus"), || async {
        let at = page
            .js("document.activeElement?.getAttribute('aria-posinset')")
            .await;
        (at.as_str()? == number.to_string()).then_some(())
    })
    .await;
}

async fn field_is_focused(page: &Page, id: &str) {
    until(&format!("{id} has the focus"), || async {
        let at = page.js("document.activeElement?.id").await;
        (at.as_str()? == id).then_some(())
    })
    .await;
}
