//! The same job without a pointer.

use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use web_tests::page::{Page, part, until, with_page};

use crate::steps::*;

pub(crate) const ENTER: &str = "\u{e007}";
const TAB: &str = "\u{e004}";
const DOWN: &str = "\u{e015}";
const ESCAPE: &str = "\u{e00c}";
const RIGHT: char = '\u{e014}';
const SHIFT: char = '\u{e008}';

/// The role and name of what has the focus.
async fn focused(page: &Page) -> String {
    let words = page
        .js("(() => { const at = document.activeElement; \
             return (at?.getAttribute('aria-label') ?? at?.innerText ?? '').trim(); })()")
        .await;
    words.as_str().unwrap_or_default().to_owned()
}

/// Presses Tab until the part of that name has the focus.
pub(crate) async fn tab_to(page: &Page, name: &str) {
    for _press in 0..60 {
        if focused(page).await.starts_with(name) {
            return;
        }
        page.keys(TAB).await;
    }
    panic!("60 times Tab did not reach {name:?}");
}

#[tokio::test]
async fn reading_searching_and_redacting_work_by_keyboard() {
    with_page("keyboard", |page| async move {
        page.open().await;
        tab_to(&page, "Try the sample").await;
        page.keys(ENTER).await;
        article(&page, 1).await;

        tab_to(&page, "Messages of").await;
        page.keys(DOWN).await;
        let first = until("a message has the focus", || async {
            let at = page
                .js("document.activeElement?.getAttribute('aria-posinset')")
                .await;
            at.as_str()?.parse::<u32>().ok()
        })
        .await;
        page.keys(DOWN).await;
        until("the next message has the focus", || async {
            let at = page
                .js("document.activeElement?.getAttribute('aria-posinset')")
                .await;
            (at.as_str()?.parse::<u32>().ok()? == first + 1).then_some(())
        })
        .await;

        page.keys("/").await;
        until("the search box has the focus", || async {
            (focused(&page).await == "Search messages").then_some(())
        })
        .await;
        page.keys("Elena Varga").await;
        page.text_that(part("status", "Search results"), |text| {
            text.starts_with(|c: char| c.is_ascii_digit() && c != '0')
        })
        .await;
        page.keys(ENTER).await;
        until("a hit is focused or shown", || async {
            page.js("document.querySelector('[role=article] [data-hit=true]') !== null")
                .await
                .as_bool()?
                .then_some(())
        })
        .await;

        let target = focus(&page, 5).await;
        page.keys("r").await;
        let dialog = page.find(part("dialog", "Redact")).await;
        let inside = page
            .js_on(&dialog, "dialog => dialog.contains(document.activeElement)")
            .await;
        assert_eq!(inside, true, "the focus is in the dialog");
        page.keys(ESCAPE).await;
        page.gone(part("dialog", "Redact")).await;
        until("the focus is back on the message", || async {
            page.js_on(
                &target,
                "message => message.contains(document.activeElement)",
            )
            .await
            .as_bool()?
            .then_some(())
        })
        .await;

        page.keys("r").await;
        page.find(part("dialog", "Redact")).await;
        for _press in 0..10 {
            let on_reason = page
                .js("document.activeElement?.tagName === 'SELECT'")
                .await;
            if on_reason == true {
                break;
            }
            page.keys(TAB).await;
        }
        page.keys("COM").await;
        for _press in 0..10 {
            if focused(&page).await == "Apply" {
                break;
            }
            page.keys(TAB).await;
        }
        page.keys(ENTER).await;
        page.gone(part("dialog", "Redact")).await;
        words_fit(&page, 5, |words| words.contains("Withheld")).await;

        focus(&page, 5).await;
        page.with_control('z').await;
        words_fit(&page, 5, |words| !words.contains("Withheld")).await;
        focus(&page, 5).await;
        page.with_control('y').await;
        words_fit(&page, 5, |words| words.contains("Withheld")).await;
    })
    .await;
}

/// Extends the selection by so many characters.
async fn shift_right(page: &Page, n_characters: usize) {
    let mut actions = KeyActions::new("keyboard".to_owned()).then(KeyAction::Down { value: SHIFT });
    for _press in 0..n_characters {
        actions = actions
            .then(KeyAction::Down { value: RIGHT })
            .then(KeyAction::Up { value: RIGHT });
    }
    let actions = actions.then(KeyAction::Up { value: SHIFT });
    page.perform_actions(actions)
        .await
        .expect("keys can be pressed");
}

#[tokio::test]
async fn a_part_of_a_message_is_redacted_by_keyboard_alone() {
    with_page("keyboard-words", |page| async move {
        let export = journey_export(&page);
        page.open().await;
        open_export(&page, &export).await;
        // As soon as a thread is open, wherever the focus is.
        for expected in 1..=5 {
            page.keys("j").await;
            until(&format!("message {expected} has the focus"), || async {
                let at = page
                    .js("document.activeElement?.getAttribute('aria-posinset')")
                    .await;
                (at.as_str()?.parse::<u32>().ok()? == expected).then_some(())
            })
            .await;
        }
        page.keys("s").await;
        let dialog = page.find(part("dialog", "Select words")).await;
        until("the text has the focus", || async {
            (focused(&page).await == "Text of message 5").then_some(())
        })
        .await;
        shift_right(&page, "My PIN".len()).await;
        page.press_in(&dialog, part("button", "Redact selection"))
            .await;
        page.gone(part("dialog", "Select words")).await;
        give_reason(&page, "Redact", "COM").await;
        let rows = redactions_are(&page, 1).await;
        assert!(rows[0].contains("Part of a message"), "{rows:?}");
        go_to(&page, "Read").await;
        let withheld = page
            .js("[...document.querySelectorAll('[data-look=withheld]')].map(at => at.innerText)")
            .await;
        assert_eq!(withheld, serde_json::json!(["My PIN"]));
    })
    .await;
}

#[tokio::test]
async fn the_menu_of_a_message_works_by_keyboard() {
    with_page("keyboard-menu", |page| async move {
        page.open().await;
        open_sample(&page).await;
        let target = focus(&page, 5).await;
        page.find_in(&target, part("button", "Redact message"))
            .await;
        let n_buttons = page
            .js_on(
                &target,
                "at => at.querySelectorAll('.message__bar button').length",
            )
            .await;
        assert_eq!(n_buttons, 3, "no more than fit beside a message");

        tab_to(&page, "More").await;
        page.keys(ENTER).await;
        page.find(part("menu", "More for this message")).await;
        is_focused(&page, "Bookmark").await;
        page.keys(DOWN).await;
        is_focused(&page, "Note").await;
        // Single keys are no shortcuts here.
        page.keys("x").await;
        is_focused(&page, "Note").await;
        page.keys(ESCAPE).await;
        page.gone(part("menu", "More for this message")).await;
        is_focused(&page, "More").await;

        page.keys(ENTER).await;
        is_focused(&page, "Bookmark").await;
        page.keys("w").await;
        is_focused(&page, "Where it comes from").await;
        page.keys(ENTER).await;
        page.find(part("dialog", "Where it comes from")).await;
        page.gone(part("menu", "More for this message")).await;
        page.keys(ESCAPE).await;
        page.gone(part("dialog", "Where it comes from")).await;
        until("the focus is back on the message", || async {
            page.js_on(&target, "at => at.contains(document.activeElement)")
                .await
                .as_bool()?
                .then_some(())
        })
        .await;
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}

async fn is_focused(page: &Page, name: &str) {
    until(&format!("{name} has the focus"), || async {
        focused(page).await.starts_with(name).then_some(())
    })
    .await;
}
