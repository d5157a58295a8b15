//! A case by keyboard: tag, note, save it encrypted, begin anew, open it: everything is back.

use web_tests::page::{Page, part, part_beginning, until, with_page};

use crate::steps::*;

const ENTER: &str = "\u{e007}";
const TAB: &str = "\u{e004}";
const PHRASE: &str = "four words or more";

/// Presses Tab until the part of that name has the focus.
async fn tab_to(page: &Page, name: &str) {
    for _press in 0..80 {
        let at = page
            .js("(() => { const at = document.activeElement; \
                 return (at?.getAttribute('aria-label') ?? at?.labels?.[0]?.innerText ?? \
                 at?.innerText ?? '').trim(); })()")
            .await;
        if at.as_str().is_some_and(|at| at.starts_with(name)) {
            return;
        }
        page.keys(TAB).await;
    }
    panic!("80 times Tab did not reach {name:?}");
}

/// Waits until the field of that id has the focus, and types into it.
async fn type_into(page: &Page, id: &str, text: &str) {
    until(&format!("{id} has the focus"), || async {
        let at = page.js("document.activeElement?.id").await;
        (at.as_str()? == id).then_some(())
    })
    .await;
    page.keys(text).await;
}

/// Types into the field that is reached by Tab.
async fn tab_and_type(page: &Page, name: &str, id: &str, text: &str) {
    tab_to(page, name).await;
    type_into(page, id, text).await;
}

async fn marked(page: &Page, number: u32, words: &[&str]) {
    words_fit(page, number, |text| {
        words.iter().all(|word| text.contains(word))
    })
    .await;
}

#[tokio::test]
async fn a_case_is_worked_on_saved_and_opened_again_by_keyboard() {
    with_page("casework", |page| async move {
        page.open().await;
        ready_offline(&page).await;
        open_sample(&page).await;

        // A key that no tag has asks for one.
        focus(&page, 5).await;
        page.keys("1").await;
        page.find(part("dialog", "Tags of message 5")).await;
        type_into(&page, "tag-name", "Payment").await;
        tab_and_type(&page, "Your name", "work-by", "Ada Poe").await;
        page.keys(ENTER).await;
        marked(&page, 5, &["Payment"]).await;
        focus(&page, 6).await;
        page.keys("1").await;
        marked(&page, 6, &["Payment"]).await;
        page.keys("b").await;
        marked(&page, 6, &["Payment", "Bookmark"]).await;
        page.keys("n").await;
        type_into(&page, "note-text", "agrees with the statement").await;
        tab_to(&page, "Add note").await;
        page.keys(ENTER).await;
        marked(&page, 6, &["Payment", "agrees with the statement"]).await;
        page.with_control('z').await;
        words_fit(&page, 6, |text| !text.contains("agrees")).await;
        page.with_control('y').await;
        marked(&page, 6, &["agrees with the statement"]).await;

        // Everything is listed, and each opens its message.
        go_to(&page, "Case").await;
        page.text_that(part("list", "Notes"), |text| {
            text.contains("agrees") && text.contains("Message 6")
        })
        .await;

        until("the digest is known and the dialog opens", || async {
            page.press(part("button", "Save case")).await;
            page.look_for(None, part("dialog", "Save case")).await
        })
        .await;
        type_into(&page, "case-phrase", PHRASE).await;
        page.keys(TAB).await;
        type_into(&page, "case-phrase-again", PHRASE).await;
        page.keys(ENTER).await;
        let file = page.downloaded(".tscase").await;
        let text = std::fs::read_to_string(&file).unwrap();
        assert!(text.contains("argon2id") && !text.contains("Payment"));

        // Nothing of it is kept by this browser, so all that comes back is from the file.
        page.js("indexedDB.databases().then(all => all.forEach(db => indexedDB.deleteDatabase(db.name)))")
            .await;
        page.open().await;
        ready_offline(&page).await;
        page.choose_files("Open case", &[&file]).await;
        page.find(part("dialog", "Passphrase")).await;
        type_into(&page, "unlock-phrase", "another passphrase").await;
        page.keys(ENTER).await;
        until("a wrong passphrase is said", || async {
            let dialog = page.look_for(None, part("dialog", "Passphrase")).await?;
            let text = dialog.text().await.ok()?;
            text.contains("does not fit").then_some(())
        })
        .await;
        page.js("document.getElementById('unlock-phrase').select()").await;
        page.keys(PHRASE).await;
        page.keys(ENTER).await;
        page.gone(part("dialog", "Passphrase")).await;
        page.text_that(part_beginning("region", "Waiting for"), |text| text.contains("bytes"))
            .await;

        open_sample(&page).await;
        marked(&page, 6, &["Payment", "Bookmark", "agrees with the statement"]).await;
        marked(&page, 5, &["Payment"]).await;
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}
