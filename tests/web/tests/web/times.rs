//! How times are read, exports inside a zip, and zips that are larger than the limits.

use web_tests::exports::written;
use web_tests::page::{Page, part, part_beginning, until, with_page};
use web_tests::zips::{Entry, zip};

use crate::steps::*;

/// Nothing in it shows whether the day or the month stands first.
const UNCLEAR: &str = "03/04/2024, 21:05 - Ada Poe: one\n\
                       03/04/2024, 21:06 - Bob Fay: two\n\
                       05/06/2024, 21:07 - Ada Poe: three\n";

/// What the page says about the thread.
async fn facts(page: &Page) -> String {
    let text = page
        .js("document.querySelector('[aria-label=\"About this thread\"]')?.innerText ?? ''")
        .await;
    text.as_str().unwrap_or_default().to_owned()
}

async fn facts_fit(page: &Page, words: &str) -> String {
    until(&format!("{words:?} about the thread"), || async {
        let text = facts(page).await;
        text.contains(words).then_some(text)
    })
    .await
}

/// The days that stand between the messages.
async fn day_is(page: &Page, day: &str) {
    until(&format!("{day} above a message"), || async {
        let text = page
            .js("document.querySelector('[role=feed]')?.innerText ?? ''")
            .await;
        text.as_str()?.contains(day).then_some(())
    })
    .await;
}

/// Opens what is folded away under those words.
async fn unfold(page: &Page, words: &str) {
    page.js(&format!(
        "[...document.querySelectorAll('.reader__side details')].filter(at => \
         at.querySelector('summary').innerText === {words:?}).forEach(at => at.open = true)"
    ))
    .await;
}

#[tokio::test]
async fn an_order_of_dates_is_chosen_undone_and_kept() {
    with_page("times", |page| async move {
        let folder = &page.browser.scratch;
        let bytes = zip(&[Entry::packed("_chat.txt", UNCLEAR.as_bytes())]);
        let export = written(folder, "Unclear.zip", &bytes);
        page.open().await;
        open_export(&page, &export).await;
        facts_fit(&page, "Dates are read as day, month, year: assumed").await;
        day_is(&page, "2024-04-03").await;

        unfold(&page, "Read the dates otherwise").await;
        let order = page.find(part("combobox", "Order of the date")).await;
        page.choose(&order, "month, day, year").await;
        let name = page.find(part("textbox", "Your name")).await;
        page.write(&name, "Dana Clerk").await;
        page.press(part("button", "Read dates so")).await;
        let said = facts_fit(&page, "Dates are read as month, day, year: chosen").await;
        assert!(said.contains("Chosen by Dana Clerk"), "{said}");
        assert!(
            said.contains("nothing in the text shows the order"),
            "{said}"
        );
        day_is(&page, "2024-03-04").await;
        let words = words_of(&page, 1).await;
        assert!(words.contains("21:05"), "{words}");
        page.leave_picture("order-chosen").await;

        page.press(part("button", "Undo")).await;
        facts_fit(&page, "Dates are read as day, month, year: assumed").await;
        day_is(&page, "2024-04-03").await;
        page.press(part("button", "Redo")).await;
        facts_fit(&page, "Dates are read as month, day, year: chosen").await;

        unfold(&page, "State the phone's time zone").await;
        let zone = page.find(part("textbox", "Time zone")).await;
        page.write(&zone, "Europe/Berlin").await;
        page.press(part("button", "State it")).await;
        facts_fit(
            &page,
            "Dana Clerk states that the phone's clock stood at Europe/Berlin",
        )
        .await;

        // A reload keeps both, and the package says both.
        until("the decisions are kept", || async {
            let text = page.js("document.body.innerText").await;
            text.as_str()?.contains("Kept on this device").then_some(())
        })
        .await;
        page.open().await;
        open_export(&page, &export).await;
        facts_fit(&page, "Dates are read as month, day, year: chosen").await;
        facts_fit(&page, "Europe/Berlin").await;
        day_is(&page, "2024-03-04").await;
        build(&page).await;
        let package = save_package(&page).await;
        let bytes = std::fs::read(&package).unwrap();
        let readme = String::from_utf8_lossy(&bytes);
        assert!(readme.contains("    read as: month, day, year\n"));
        assert!(readme.contains("    time zone: Europe/Berlin\n    decided by: reviewer\n"));
        assert!(readme.contains("\"at\":\"2024-03-04T21:05\",\"raw_stamp\":\"03/04/2024, 21:05\""));
        let verdict = verdict(&page, &package).await;
        assert!(verdict.starts_with("Valid"), "{verdict}");
    })
    .await;
}

/// In Berlin the clock was put back at 03:00 on 27 October 2024, and forward at 02:00 on 31 March.
const NIGHTS: &str = "[27/10/2024, 01:59:59] Ada Poe: once\r\n\
                      [27/10/2024, 02:30:00] Ada Poe: twice\r\n\
                      [31/03/2024, 02:30:00] Bob Fay: never\nat all\r\n\
                      [31/03/2024, 03:00:00] Ada Poe: once more\r\n";

#[tokio::test]
async fn what_is_typed_into_a_form_stays_while_the_page_is_drawn() {
    with_page("typed-stays", |page| async move {
        let bytes = zip(&[Entry::packed("_chat.txt", NIGHTS.as_bytes())]);
        let export = written(&page.browser.scratch, "Nights.zip", &bytes);
        page.open().await;
        open_export(&page, &export).await;
        unfold(&page, "State the phone's time zone").await;
        let zone = page.find(part("textbox", "Time zone")).await;
        page.write(&zone, "Europe/Ber").await;
        // Anything that draws the page: a digest that comes in does, too.
        page.press(part("checkbox", "Show invisible characters"))
            .await;
        page.press(part("checkbox", "Show invisible characters"))
            .await;
        let typed = "document.getElementById('zone').value";
        assert_eq!(page.js(typed).await, "Europe/Ber");
    })
    .await;
}

#[tokio::test]
async fn a_stated_zone_marks_hours_that_came_twice_or_never() {
    with_page("zones", |page| async move {
        let bytes = zip(&[Entry::packed("_chat.txt", NIGHTS.as_bytes())]);
        let export = written(&page.browser.scratch, "Nights.zip", &bytes);
        page.open().await;
        open_export(&page, &export).await;
        let state = |zone: &'static str| {
            let page = &page;
            async move {
                unfold(page, "State the phone's time zone").await;
                let field = page.find(part("textbox", "Time zone")).await;
                page.write(&field, zone).await;
                page.press(part("button", "State it")).await;
            }
        };
        state("Europe/Berlin").await;
        facts_fit(&page, "P029").await;
        for (message, note) in [
            (2, "this time came twice"),
            (3, "no such time in the stated zone"),
        ] {
            words_fit(&page, message, |words| words.contains(note)).await;
        }
        for message in [1, 4] {
            let words = words_of(&page, message).await;
            assert!(!words.contains("time"), "{words}");
        }
        page.leave_picture("zone-stated").await;
        // The browser does not know it: nothing is marked, and that is said.
        state("Europe/Berlni").await;
        facts_fit(&page, "P031").await;
        words_fit(&page, 2, |words| !words.contains("came twice")).await;
    })
    .await;
}

#[tokio::test]
async fn the_record_that_proves_an_order_is_shown() {
    with_page("proof", |page| async move {
        let mut text = String::new();
        for number in 1..=300 {
            let day = if number == 250 { 25 } else { number % 12 + 1 };
            text.push_str(&format!("{day:02}/04/2024, 21:05 - Ada Poe: no {number}\n"));
        }
        let bytes = zip(&[Entry::packed("_chat.txt", text.as_bytes())]);
        let export = written(&page.browser.scratch, "Proven.zip", &bytes);
        page.open().await;
        open_export(&page, &export).await;
        facts_fit(&page, "25 can only be the day").await;
        page.press(part("button", "Show message 250")).await;
        let words = words_of(&page, 250).await;
        assert!(words.contains("no 250"), "{words}");
    })
    .await;
}

#[tokio::test]
async fn exports_inside_a_zip_are_opened() {
    with_page("nested", |page| async move {
        let inner = |words: &str| {
            let text = UNCLEAR.replace("one", words);
            zip(&[Entry::packed("_chat.txt", text.as_bytes())])
        };
        let (first, second) = (inner("first inner"), inner("second inner"));
        let outer = zip(&[
            Entry::stored("WhatsApp Chat - Falcon.zip", &first),
            Entry::packed("WhatsApp Chat - Heron.zip", &second),
            Entry::packed("letter.pdf", b"%PDF-1.4"),
        ]);
        let export = written(&page.browser.scratch, "Both.zip", &outer);
        page.open().await;
        open_export(&page, &export).await;
        words_fit(&page, 1, |words| words.contains("first inner")).await;
        page.press(part_beginning("button", "Heron")).await;
        words_fit(&page, 1, |words| words.contains("second inner")).await;
        go_to(&page, "Findings").await;
        until("the rest of the zip is named", || async {
            let text = page.js("document.querySelector('main').innerText").await;
            text.as_str()?.contains("letter.pdf").then_some(())
        })
        .await;
        // What stands unpacked in the outer zip and what does not have digests alike.
        go_to(&page, "Read").await;
        build(&page).await;
        let package = save_package(&page).await;
        let verdict = verdict(&page, &package).await;
        assert!(verdict.starts_with("Valid"), "{verdict}");
    })
    .await;
}

/// A zip whose two large files claim to unpack to nearly 4 GiB each.
fn dense() -> Vec<u8> {
    let large = |name: &str| Entry {
        method: 8,
        size: 0xFFFF_FFF0,
        ..Entry::stored(name, &vec![0x55; 4_300_000])
    };
    zip(&[
        Entry::packed("_chat.txt", UNCLEAR.as_bytes()),
        large("a.bin"),
        large("b.bin"),
    ])
}

#[tokio::test]
async fn a_limit_can_be_raised_in_the_page() {
    with_page("limits", |page| async move {
        let export = written(&page.browser.scratch, "Dense.zip", &dense());
        page.open().await;
        page.choose_files("Open exports", &[&export]).await;
        let said = alert(&page).await;
        assert!(said.contains("more than the limit of 100 times"), "{said}");
        page.press(part("button", "Raise the limit and open")).await;
        words_fit(&page, 1, |words| words.contains("one")).await;
    })
    .await;
}
