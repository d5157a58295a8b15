//! Every screen at a desk and in a hand, in light and dark: nothing is wider than the window. The
//! pictures are left in the scratch folder for a person to look at.

use web_tests::page::{Page, part, with_page};

use crate::steps::*;

#[tokio::test]
async fn every_screen_fits_its_window() {
    with_page("looks", |page| async move {
        for (width_px, height_px) in [(1440, 900), (390, 844)] {
            for dark in [false, true] {
                page.look_like(width_px, height_px, dark).await;
                let suffix = format!("{width_px}-{}", if dark { "dark" } else { "light" });
                every_screen(&page, &suffix).await;
            }
        }
    })
    .await;
}

async fn every_screen(page: &Page, suffix: &str) {
    page.open().await;
    shows(page, "start", suffix).await;
    open_sample(page).await;
    shows(page, "read", suffix).await;
    for area in ["People", "Findings", "Package", "Redact"] {
        go_to(page, area).await;
        shows(page, &area.to_lowercase(), suffix).await;
    }
    go_to(page, "Read").await;
    redact_or_find_redacted(page).await;
    shows(page, "redacted", suffix).await;
    page.press(part("button", "Redact everywhere")).await;
    let dialog = page.find(part("dialog", "Redact everywhere")).await;
    let find = page.find_in(&dialog, part("textbox", "Find")).await;
    page.write(&find, "Varga").await;
    shows(page, "everywhere", suffix).await;
    page.press_in(&dialog, part("button", "Cancel")).await;
    page.press(part("button", "Build package")).await;
    page.find(part("dialog", "Build package")).await;
    shows(page, "build", suffix).await;
    let dialog = page.find(part("dialog", "Build package")).await;
    page.press_in(&dialog, part("button", "Cancel")).await;
    page.press(part("button", "Verify a package")).await;
    shows(page, "verify", suffix).await;
}

/// The sample's decisions are kept from the round before.
async fn redact_or_find_redacted(page: &Page) {
    if !words_of(page, 5).await.contains("Withheld") {
        redact_message(page, 5, "COM").await;
    }
}

async fn shows(page: &Page, name: &str, suffix: &str) {
    tokio::time::sleep(std::time::Duration::from_millis(250)).await;
    let too_wide = page
        .js("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        .await;
    let picture = page.screenshot().await.unwrap();
    let path = page.browser.scratch.join(format!("{name}-{suffix}.png"));
    std::fs::write(&path, picture).unwrap();
    assert_eq!(too_wide, 0, "{name} at {suffix} scrolls sideways");
}
