//! Two phones' exports of one conversation: what is withheld in one is taken over in the other, by
//! keyboard; and a number of which the end stays.

use web_tests::exports::written;
use web_tests::page::{Page, part, part_beginning, until, with_page};
use web_tests::zips::{Entry, zip};

use crate::keyboard::{ENTER, tab_to};
use crate::steps::*;

const HERS: &str = "13/03/2024, 09:00 - Ada Poe: good morning, are you on the way yet?\n\
    13/03/2024, 09:02 - Bob: I was born on 3 April 1985, in Leeds\n\
    13/03/2024, 09:04 - Ada Poe: my number is +44 7700 900123 now\n\
    13/03/2024, 09:06 - Bob: that is the corner I meant this morning\n";
const HIS: &str = "13.03.24, 10:00 - Ada: good morning, are you on the way yet?\n\
    13.03.24, 10:01 - Me: only on this phone\n\
    13.03.24, 10:02 - Me: I was born on 3 April 1985, in Leeds\n\
    13.03.24, 10:04 - Ada: my number is +44 7700 900123 now\n\
    13.03.24, 10:06 - Me: that is the corner I meant this morning\n";

async fn open_both(page: &Page) {
    let files: Vec<_> = [("Hers", HERS), ("His", HIS)]
        .into_iter()
        .map(|(title, text)| {
            let name = format!("WhatsApp Chat with {title}.txt");
            let bytes = zip(&[Entry::packed(&name, text.as_bytes())]);
            let zip = format!("WhatsApp Chat with {title}.zip");
            written(&page.browser.scratch, &zip, &bytes)
        })
        .collect();
    let files: Vec<&std::path::Path> = files.iter().map(|file| file.as_path()).collect();
    page.choose_files("Open exports", &files).await;
    article(page, 1).await;
}

#[tokio::test]
async fn what_one_phone_withholds_is_taken_over_for_the_other() {
    with_page("carrying", |page| async move {
        page.open().await;
        open_both(&page).await;
        redact_message(&page, 2, "TPD").await;
        redactions_are(&page, 1).await;
        tab_to(&page, "Take over from another export").await;
        page.keys(ENTER).await;
        let dialog = page
            .find(part("dialog", "Take over from another export"))
            .await;
        let text = until("the offer is listed", || async {
            let text = dialog.text().await.ok()?;
            text.contains("1 redaction can be taken over")
                .then_some(text)
        })
        .await;
        assert!(text.contains("born on 3 April 1985"), "{text}");
        assert!(text.contains("message 3 of His"), "{text}");
        // Nothing is ticked for the person.
        tab_to(&page, "All of them").await;
        page.keys(" ").await;
        tab_to(&page, "Take over 1 redaction").await;
        page.keys(ENTER).await;
        page.gone(part("dialog", "Take over from another export"))
            .await;
        redactions_are(&page, 2).await;
        go_to(&page, "Read").await;
        page.press(part_beginning("button", "His")).await;
        words_fit(&page, 3, |words| words.contains("Withheld")).await;
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn the_end_of_a_number_stays_everywhere() {
    with_page("kept-end", |page| async move {
        page.open().await;
        open_both(&page).await;
        page.press(part("button", "Redact everywhere")).await;
        let dialog = page.find(part("dialog", "Redact everywhere")).await;
        let find = page.find_in(&dialog, part("textbox", "Find")).await;
        page.write(&find, "+44 7700 900123").await;
        let stays = page.find_in(&dialog, part("combobox", "What stays")).await;
        page.js_on(
            &stays,
            "at => { at.selectedIndex = 2; at.dispatchEvent(new Event('change', { bubbles: true })); }",
        )
        .await;
        until("the hits are found", || async {
            let text = dialog.text().await.ok()?;
            text.contains("2 hits").then_some(())
        })
        .await;
        give_reason(&page, "Redact everywhere", "CON").await;
        let rows = redactions_are(&page, 1).await;
        assert!(rows[0].contains("Everywhere but its end"), "{rows:?}");
        go_to(&page, "Read").await;
        let shown = page
            .find(part("checkbox", "Show as the recipient will see it"))
            .await;
        page.js_on(&shown, "at => at.click()").await;
        words_fit(&page, 3, |words| {
            words.contains("[CON]") && words.contains("123 now") && !words.contains("7700")
        })
        .await;
    })
    .await;
}
