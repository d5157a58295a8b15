//! The key of pseudonyms: saved under a finished package, opened beside it and where it is verified.

use web_tests::page::{Page, part, until, with_page};

use crate::steps::*;

const ENTER: &str = "\u{e007}";
const TAB: &str = "\u{e004}";
const ESCAPE: &str = "\u{e00c}";
const PHRASE: &str = "four words or more";

/// Waits until the field of that id has the focus, and types into it.
async fn type_into(page: &Page, id: &str, text: &str) {
    until(&format!("{id} has the focus"), || async {
        let at = page.js("document.activeElement?.id").await;
        (at.as_str()? == id).then_some(())
    })
    .await;
    page.keys(text).await;
}

/// Opens the key and returns what its dialog says of the package and of people.
async fn read_key(page: &Page, key: &std::path::Path) -> String {
    page.choose_files("Open key of pseudonyms", &[key]).await;
    page.find(part("dialog", "Passphrase")).await;
    type_into(page, "unlock-key-phrase", PHRASE).await;
    page.keys(ENTER).await;
    page.gone(part("dialog", "Passphrase")).await;
    let dialog = page.find(part("dialog", "Key of pseudonyms")).await;
    dialog.text().await.unwrap()
}

/// Closes it by keyboard: the table is gone.
async fn close_key(page: &Page, name: &str) {
    page.keys(ESCAPE).await;
    page.gone(part("dialog", "Key of pseudonyms")).await;
    let shown = page.js("document.body.innerText").await;
    let shown = shown.as_str().unwrap_or_default();
    assert!(!shown.contains(name), "{name} still stands on the page");
}

#[tokio::test]
async fn who_is_who_is_kept_in_a_file_of_its_own() {
    with_page("pseudonyms", |page| async move {
        page.open().await;
        ready_offline(&page).await;
        let export = journey_export(&page);
        open_export(&page, &export).await;
        go_to(&page, "People").await;
        page.press(part("button", "Pseudonymise Bob Fay")).await;
        give_reason(&page, "Redact", "TPD").await;
        redactions_are(&page, 1).await;
        build(&page).await;

        page.press(part("button", "Save key of pseudonyms")).await;
        page.find(part("dialog", "Save key of pseudonyms")).await;
        type_into(&page, "key-phrase", PHRASE).await;
        page.keys(TAB).await;
        type_into(&page, "key-phrase-again", PHRASE).await;
        page.keys(ENTER).await;
        let key = page.downloaded(".tskey").await;
        let text = std::fs::read_to_string(&key).unwrap();
        assert!(text.contains("argon2id") && !text.contains("Bob Fay"));
        let package = save_package(&page).await;

        // Another passphrase opens nothing.
        page.choose_files("Open key of pseudonyms", &[&key]).await;
        page.find(part("dialog", "Passphrase")).await;
        type_into(&page, "unlock-key-phrase", "another passphrase").await;
        page.keys(ENTER).await;
        until("a wrong passphrase is said", || async {
            let dialog = page.look_for(None, part("dialog", "Passphrase")).await?;
            let text = dialog.text().await.ok()?;
            text.contains("does not fit").then_some(())
        })
        .await;
        page.keys(ESCAPE).await;
        page.gone(part("dialog", "Passphrase")).await;

        let shown = read_key(&page, &key).await;
        for words in ["belongs to the package that was built here", "Person 1", "Bob Fay"] {
            assert!(shown.contains(words), "{words}: {shown}");
        }
        close_key(&page, "belongs to the package that was built").await;

        // Somebody else, with nothing but the package and the key.
        page.js("indexedDB.databases().then(all => all.forEach(db => indexedDB.deleteDatabase(db.name)))")
            .await;
        page.open().await;
        ready_offline(&page).await;
        let said = verdict(&page, &package).await;
        assert!(said.starts_with("Valid"), "{said}");
        let shown = read_key(&page, &key).await;
        for words in [
            "belongs to the package that was checked here",
            "no log says that this key was read",
            "Bob Fay",
        ] {
            assert!(shown.contains(words), "{words}: {shown}");
        }
        close_key(&page, "Bob Fay").await;
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}
