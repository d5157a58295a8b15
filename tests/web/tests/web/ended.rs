//! A worker that ends in the middle of a long job: it is said, another takes its place, and nothing
//! that was decided is lost.

use serde_json::json;
use web_tests::exports::{many, written};
use web_tests::page::{Page, part, until, with_page};

use crate::steps::*;

/// Stands between the page and its workers. The worker whose message fits `window.endAt` is ended
/// there, as if the system had taken it; the message itself still arrives.
const BETWEEN: &str = "{
    const Real = window.Worker;
    let started = 0;
    window.Worker = class extends Real {
        constructor(...given) {
            super(...given);
            const nth = started++;
            this.addEventListener('message', message => {
                const at = window.endAt, bytes = message.data[0];
                if (!at || !(bytes instanceof Uint8Array)) return;
                const fits = at.words
                    ? new TextDecoder().decode(bytes).includes(at.words)
                    : at.kind === bytes[0] && at.nth === nth;
                if (fits) { window.endAt = null; window.hasEnded = true; this.terminate(); }
            });
        }
    };
}";

/// Which worker reads, counted from 0 as they start: the first one is replaced when all is loaded.
const READER: u8 = 1;
/// And which one looks for what may have to be withheld.
const EXAMINER: u8 = 2;

/// Events of the session, as the port numbers them.
const ARRIVING: u8 = 1;
const DIGESTING: u8 = 4;
const FOUND: u8 = 8;
/// Of the examiner.
const SUGGESTING: u8 = 2;

/// The page with one redaction in a thread that is long enough for every job to take a while.
async fn with_long_thread(page: &Page) {
    page.before_everything(BETWEEN).await;
    page.open().await;
    ready_offline(page).await;
    open_export(page, &long_export(page)).await;
    digests_are_done(page).await;
    redact_message(page, 5, "SEC").await;
}

fn long_export(page: &Page) -> std::path::PathBuf {
    let folder = &page.browser.scratch;
    written(folder, "WhatsApp Chat with Long Haul.zip", &many(20_000))
}

async fn digests_are_done(page: &Page) {
    until("digests", || async {
        let done = page
            .js("!!document.querySelector(\"[aria-label^='Copy the SHA-256 of']\")")
            .await;
        done.as_bool()?.then_some(())
    })
    .await;
}

/// Ends a worker with the message of that kind; `nth` counts the workers from 0 as they started.
async fn end_with(page: &Page, nth: u8, kind: u8) {
    end_at(page, json!({ "kind": kind, "nth": nth })).await;
}

/// Ends a worker with the message in which those words stand.
async fn end_saying(page: &Page, words: &str) {
    end_at(page, json!({ "words": words })).await;
}

async fn end_at(page: &Page, at: serde_json::Value) {
    let script = "window.endAt = arguments[0]; window.hasEnded = false;";
    page.execute(script, vec![at]).await.unwrap();
}

/// Waits until it was ended and the page has said so.
async fn ended(page: &Page, said: &str) {
    until("the end of the worker", || async {
        page.js("window.hasEnded").await.as_bool()?.then_some(())
    })
    .await;
    until("words about it", || async {
        let words = page
            .js("[...document.querySelectorAll('[role=alert]')].map(at => at.innerText).join('\\n')")
            .await;
        words.as_str()?.contains(said).then_some(())
    })
    .await;
    dismiss_alerts(page).await;
}

async fn still_withheld(page: &Page) {
    go_to(page, "Read").await;
    words_fit(page, 5, |words| words.contains("Withheld")).await;
}

#[tokio::test]
async fn while_a_text_arrives() {
    with_page("ended-opening", |page| async move {
        page.before_everything(BETWEEN).await;
        page.open().await;
        ready_offline(&page).await;
        let bytes = many(300_000);
        let export = written(&page.browser.scratch, "WhatsApp Chat with Haul.zip", &bytes);
        end_with(&page, READER, ARRIVING).await;
        page.choose_files("Open exports", &[&export]).await;
        ended(&page, "other files can be opened").await;
        open_export(&page, &long_export(&page)).await;
    })
    .await;
}

#[tokio::test]
async fn while_digests_are_computed() {
    with_page("ended-digests", |page| async move {
        page.before_everything(BETWEEN).await;
        page.open().await;
        ready_offline(&page).await;
        end_with(&page, READER, DIGESTING).await;
        page.choose_files("Open exports", &[&long_export(&page)])
            .await;
        ended(&page, "no decision is lost").await;
        article(&page, 1).await;
        digests_are_done(&page).await;
    })
    .await;
}

#[tokio::test]
async fn while_a_search_runs() {
    with_page("ended-search", |page| async move {
        with_long_thread(&page).await;
        end_with(&page, READER, FOUND).await;
        let search = page.find(part("searchbox", "Search messages")).await;
        page.write(&search, "urgent").await;
        ended(&page, "no decision is lost").await;
        still_withheld(&page).await;
        let search = page.find(part("searchbox", "Search messages")).await;
        page.write(&search, "harbour").await;
        page.text_that(part("status", "Search results"), |text| {
            text.starts_with(|c: char| c.is_ascii_digit() && c != '0')
        })
        .await;
    })
    .await;
}

#[tokio::test]
async fn while_a_package_is_written_and_while_it_is_searched() {
    with_page("ended-building", |page| async move {
        with_long_thread(&page).await;
        for words in ["Writing the package", "Searching the package"] {
            end_saying(&page, words).await;
            build(&page).await;
            ended(&page, "no decision is lost").await;
            still_withheld(&page).await;
        }
        build(&page).await;
        // The words stand elsewhere, too: that is looked at before anything can be saved.
        page.press(part("checkbox", "I have looked at each of these places"))
            .await;
        let package = save_package(&page).await;
        assert!(verdict(&page, &package).await.starts_with("Valid"));

        end_saying(&page, "Checking the package").await;
        page.choose_files("Open package", &[&package]).await;
        ended(&page, "no decision is lost").await;
        assert!(verdict(&page, &package).await.starts_with("Valid"));
    })
    .await;
}

#[tokio::test]
async fn while_suggestions_are_made() {
    with_page("ended-suggesting", |page| async move {
        with_long_thread(&page).await;
        let suggest = part("button", "Suggest what may have to be withheld");
        go_to(&page, "Redact").await;
        end_with(&page, EXAMINER, SUGGESTING).await;
        page.press(suggest).await;
        ended(&page, "No decision is lost").await;
        page.press(part("button", "Look for suggestions")).await;
        until("the end of looking", || async {
            let text = page.js("document.querySelector('main').innerText").await;
            let text = text.as_str()?;
            (!text.contains("Cancel")).then_some(())
        })
        .await;
        page.press(part("button", "Back to messages")).await;
        redactions_are(&page, 1).await;
    })
    .await;
}
