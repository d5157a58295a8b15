//! What a person does, in words.

use std::path::{Path, PathBuf};
use std::time::Duration;

use fantoccini::Locator;
use fantoccini::elements::Element;
use web_tests::exports::{journey, written};
use web_tests::page::{Page, part, part_beginning, until};

/// Writes the export of the journey into the test's folder.
pub(crate) fn journey_export(page: &Page) -> PathBuf {
    let folder = &page.browser.scratch;
    written(folder, "WhatsApp Chat - Falcon.zip", &journey())
}

/// Opens an export and waits until its first message is on screen.
pub(crate) async fn open_export(page: &Page, export: &Path) {
    page.choose_files("Open exports", &[export]).await;
    article(page, 1).await;
}

/// Opens the built-in sample.
pub(crate) async fn open_sample(page: &Page) {
    page.press(part("button", "Try the sample")).await;
    article(page, 1).await;
}

/// The message with that number, from 1, waited for.
pub(crate) async fn article(page: &Page, number: u32) -> Element {
    let css = format!("[role=feed] [role=article][aria-posinset='{number}']");
    until(&format!("message {number}"), || async {
        page.find_all(Locator::Css(&css))
            .await
            .ok()?
            .into_iter()
            .next()
    })
    .await
}

/// The words of a message as they are shown.
pub(crate) async fn words_of(page: &Page, number: u32) -> String {
    until(&format!("the words of message {number}"), || async {
        article(page, number).await.text().await.ok()
    })
    .await
}

/// Waits until the words of a message fit.
pub(crate) async fn words_fit(page: &Page, number: u32, fit: impl Fn(&str) -> bool) -> String {
    until(&format!("fitting words in message {number}"), || async {
        let words = article(page, number).await.text().await.ok()?;
        fit(&words).then_some(words)
    })
    .await
}

/// Goes to a message by its number.
pub(crate) async fn go_to_message(page: &Page, number: u32) {
    let go = page.find(part("spinbutton", "Go to message")).await;
    page.write(&go, &format!("{number}\u{e007}")).await;
    article(page, number).await;
}

/// Gives a message the focus.
pub(crate) async fn focus(page: &Page, number: u32) -> Element {
    until(&format!("message {number} has the focus"), || async {
        let found = article(page, number).await;
        page.execute(
            "arguments[0].scrollIntoView({block: 'center'}); arguments[0].focus();",
            vec![serde_json::to_value(&found).ok()?],
        )
        .await
        .ok()?;
        let focused = page
            .js("document.activeElement?.getAttribute('aria-posinset')")
            .await;
        (focused.as_str() == Some(number.to_string().as_str())).then_some(found)
    })
    .await
}

/// Presses a button of a message.
pub(crate) async fn press_on(page: &Page, number: u32, name: &'static str) {
    let found = focus(page, number).await;
    page.press_in(&found, part("button", name)).await;
}

/// Chooses from the menu of a message.
pub(crate) async fn choose_on(page: &Page, number: u32, name: &'static str) {
    press_on(page, number, "More").await;
    let menu = page.find(part("menu", "More for this message")).await;
    page.press_in(&menu, part("menuitem", name)).await;
}

/// Selects words in a message as a pointer would leave them selected.
pub(crate) async fn select_words(page: &Page, number: u32, words: &str) {
    let found = focus(page, number).await;
    let argument = serde_json::to_value(&found).unwrap();
    let script = "
        const [article, words] = arguments;
        const walker = document.createTreeWalker(article.querySelector('.words:not(.words--name)'), NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const at = node.data.indexOf(words);
            if (at >= 0) {
                getSelection().setBaseAndExtent(node, at, node, at + words.length);
                return true;
            }
        }
        return false;";
    let found = page
        .execute(script, vec![argument, words.into()])
        .await
        .unwrap();
    assert_eq!(found, true, "{words:?} stands in message {number}");
}

/// Gives a reason in the dialog of that name, a name where it is asked for, and applies.
pub(crate) async fn give_reason(page: &Page, dialog_name: &'static str, code: &str) {
    let dialog = page.find(part("dialog", dialog_name)).await;
    let reason = page.find_in(&dialog, part("combobox", "Reason")).await;
    page.choose(&reason, code).await;
    if let Some(name) = page
        .look_for(Some(&dialog), part("textbox", "Your name"))
        .await
    {
        page.write(&name, "Dana Clerk").await;
    }
    page.press_in(&dialog, part("button", "Apply")).await;
    page.gone(part("dialog", dialog_name)).await;
}

/// Withholds a whole message.
pub(crate) async fn redact_message(page: &Page, number: u32, code: &str) {
    press_on(page, number, "Redact message").await;
    give_reason(page, "Redact", code).await;
    words_fit(page, number, |words| words.contains("Withheld")).await;
}

/// Goes to an area of the case.
pub(crate) async fn go_to(page: &Page, area: &'static str) {
    page.press(part_beginning("tab", area)).await;
}

/// The redactions that stand, as the list shows them.
pub(crate) async fn redactions(page: &Page) -> Vec<String> {
    go_to(page, "Redact").await;
    let list = page.find(part("list", "Redactions")).await;
    let rows = page
        .js_on(
            &list,
            "list => [...list.querySelectorAll('li')].map(row => row.innerText)",
        )
        .await;
    serde_json::from_value(rows).unwrap()
}

/// Waits until so many redactions stand.
pub(crate) async fn redactions_are(page: &Page, n_expected: usize) -> Vec<String> {
    until(&format!("{n_expected} redactions"), || async {
        let rows = redactions(page).await;
        (rows.len() == n_expected).then_some(rows)
    })
    .await
}

/// Builds a package with attachments as they are, up to the link that saves it.
pub(crate) async fn build(page: &Page) {
    page.press(part("button", "Build package")).await;
    let dialog = page.find(part("dialog", "Build package")).await;
    page.press_in(&dialog, part_beginning("radio", "As they are"))
        .await;
    page.press_in(&dialog, part("button", "Build")).await;
    page.gone(part("dialog", "Build package")).await;
}

/// Saves the package that was built.
pub(crate) async fn save_package(page: &Page) -> PathBuf {
    page.press(part("link", "Save package")).await;
    page.downloaded(".zip").await
}

/// What the page says about a package.
pub(crate) async fn verdict(page: &Page, package: &Path) -> String {
    if page
        .look_for(None, part("file", "Open package"))
        .await
        .is_none()
    {
        page.press(part("button", "Verify a package")).await;
    }
    let status = part("status", "Verification");
    page.find(part("file", "Open package")).await;
    page.choose_files("Open package", &[package]).await;
    let name = package.file_name().unwrap().to_string_lossy().into_owned();
    page.text_that(part("status", "Verification"), |text| !text.is_empty())
        .await;
    // The verdict before it may still stand: wait for the one about this file.
    until(&format!("the verdict about {name}"), || async {
        let shown = page
            .js("document.querySelector('main')?.innerText ?? ''")
            .await;
        let text = page.look_for(None, status).await?.text().await.ok()?;
        let done = shown.as_str()?.contains(&name) && shown.as_str()?.contains("Checks");
        (done && !text.is_empty()).then_some(text)
    })
    .await
}

/// The text of the newest alert, waited for.
pub(crate) async fn alert(page: &Page) -> String {
    until("an alert", || async {
        let text = page
            .js("[...document.querySelectorAll('[role=alert]')].pop()?.innerText ?? ''")
            .await;
        let text = text.as_str()?.trim().to_owned();
        (!text.is_empty()).then_some(text)
    })
    .await
}

/// Dismisses every alert.
pub(crate) async fn dismiss_alerts(page: &Page) {
    until("no alert", || async {
        match page.look_for(None, part("button", "Dismiss")).await {
            Some(button) => {
                let _ = button.click().await;
                None
            }
            None => Some(()),
        }
    })
    .await;
}

/// Waits until the page has loaded everything that it will ever load.
pub(crate) async fn ready_offline(page: &Page) {
    page.text_that(part("status", "Network"), |text| {
        text.starts_with("Ready offline")
    })
    .await;
    // A request that is still on its way would be logged within this time.
    tokio::time::sleep(Duration::from_millis(300)).await;
}
