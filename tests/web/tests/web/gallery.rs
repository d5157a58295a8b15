//! The area "Gallery" without a pointer, with ten thousand pictures.

use web_tests::exports::{PICTURE, written};
use web_tests::page::{Page, part, until, with_page};
use web_tests::zips::{Entry, zip};

use crate::steps::*;

const ENTER: &str = "\u{e007}";
const RIGHT: &str = "\u{e014}";
const LEFT: &str = "\u{e012}";
const END: &str = "\u{e010}";
const ESCAPE: &str = "\u{e00c}";

/// An export of so many pictures, Android style.
fn pictures(n_pictures: usize) -> Vec<u8> {
    let mut text = String::new();
    let mut names = Vec::new();
    for number in 0..n_pictures {
        let name = format!("IMG-20240303-WA{number:05}.png");
        let (hour, minute) = (number / 60 % 24, number % 60);
        text.push_str(&format!(
            "13/03/2024, {hour:02}:{minute:02} - Ada: {name} (file attached)\n"
        ));
        names.push(name);
    }
    let mut entries = vec![Entry::packed("WhatsApp Chat with Bo.txt", text.as_bytes())];
    entries.extend(names.iter().map(|name| Entry::stored(name, PICTURE)));
    zip(&entries)
}

/// How many tiles and pictures exist in the document.
async fn n_tiles(page: &Page) -> (u64, u64) {
    let counts = page
        .js("[document.querySelectorAll('.tile').length, document.querySelectorAll('.tile img').length]")
        .await;
    let count = |index: usize| counts[index].as_u64().unwrap_or(0);
    (count(0), count(1))
}

async fn shown(page: &Page, begins: &str) {
    page.text_that(part("status", "Shown"), |text| text.starts_with(begins))
        .await;
}

#[tokio::test]
async fn ten_thousand_pictures_are_walked_through_by_keyboard() {
    with_page("gallery", |page| async move {
        page.before_everything(
            "window.urls = 0; const make = URL.createObjectURL, end = URL.revokeObjectURL; \
             URL.createObjectURL = x => { urls++; return make.call(URL, x); }; \
             URL.revokeObjectURL = x => { urls--; return end.call(URL, x); };",
        )
        .await;
        page.open().await;
        let export = written(&page.browser.scratch, "pictures.zip", &pictures(10_000));
        open_export(&page, &export).await;
        go_to(&page, "Gallery").await;
        page.text_that(part("status", "Gallery"), |text| text == "10,000 things")
            .await;
        until("pictures are drawn", || async {
            let (tiles, pictures) = n_tiles(&page).await;
            (tiles < 120 && pictures == tiles).then_some(())
        })
        .await;
        let grid = page.find(part("listbox", "Files, links and places")).await;
        page.js_on(&grid, "grid => grid.focus()").await;
        page.keys(END).await;
        until("the last tile is active and drawn", || async {
            let label = "(() => { const grid = document.getElementById('gallery'); \
                 const at = document.getElementById(grid.getAttribute('aria-activedescendant')); \
                 return at?.querySelector('img') ? at.getAttribute('aria-posinset') : ''; })()";
            (page.js(label).await.as_str()? == "10000").then_some(())
        })
        .await;
        let urls = page.js("window.urls").await;
        assert!(urls.as_u64().unwrap() < 200, "{urls} addresses are held");
        page.keys(ENTER).await;
        let dialog = page.find(part("dialog", "Gallery")).await;
        shown(&page, "10,000 of 10,000").await;
        page.keys(RIGHT).await;
        page.keys(LEFT).await;
        shown(&page, "9,999 of 10,000").await;
        let facts = dialog.text().await.unwrap();
        assert!(facts.contains("image/png"), "{facts}");
        assert!(facts.contains("the message is 10 days later"), "{facts}");
        page.keys(ESCAPE).await;
        page.gone(part("dialog", "Gallery")).await;
        until("the focus is back on the gallery", || async {
            page.js("document.activeElement?.id === 'gallery'")
                .await
                .as_bool()?
                .then_some(())
        })
        .await;
        page.keys(ENTER).await;
        page.press(part("button", "Go to message")).await;
        article(&page, 9_999).await;
    })
    .await;
}

#[tokio::test]
async fn a_voice_note_is_drawn_and_a_withheld_picture_is_not_shown() {
    with_page("gallery-sample", |page| async move {
        page.open().await;
        open_sample(&page).await;
        go_to(&page, "Gallery").await;
        let kinds = page.find(part("combobox", "Kind")).await;
        page.choose(&kinds, "Sound").await;
        let grid = page.find(part("listbox", "Files, links and places")).await;
        page.js_on(&grid, "grid => grid.focus()").await;
        page.keys(ENTER).await;
        page.find(part("img", "Wave form")).await;
        page.press(part("button", "1.5 ×")).await;
        let rate = page.js("document.querySelector('audio').playbackRate").await;
        assert_eq!(rate, 1.5);
        page.js("document.querySelector('audio').currentTime = 0.5").await;
        tokio::time::sleep(std::time::Duration::from_millis(400)).await;
        page.keys(ESCAPE).await;
        page.gone(part("dialog", "Gallery")).await;
        page.keys(ENTER).await;
        until("the sound goes on where it was left", || async {
            let at = page.js("document.querySelector('audio')?.currentTime ?? 0").await;
            (at.as_f64()? > 0.3).then_some(())
        })
        .await;
        page.press(part("button", "Redact attachment")).await;
        give_reason(&page, "Redact", "COM").await;
        page.press(part("checkbox", "Show as the recipient will see it"))
            .await;
        let kinds = page.find(part("combobox", "Kind")).await;
        page.choose(&kinds, "Not there").await;
        until("the withheld sound is not there", || async {
            let labels = page
                .js("[...document.querySelectorAll('.tile')].map(at => at.getAttribute('aria-label')).join('; ')")
                .await;
            labels.as_str()?.contains("Withheld · COM").then_some(())
        })
        .await;
    })
    .await;
}
