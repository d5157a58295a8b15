//! Printing: what stands on paper is what stands in the thread, in the same order.

use std::path::PathBuf;

use data_encoding::BASE64;
use serde_json::json;
use web_tests::exports::{JOURNEY, many, written};
use web_tests::foreign::{pdf_text, unzipped};
use web_tests::page::{Page, part, with_page};

use crate::steps::*;

/// Prints the page to a PDF and reads it.
pub(crate) async fn printed(page: &Page, name: &str) -> String {
    let parameters = json!({ "preferCSSPageSize": true, "printBackground": true });
    let printed = page.browser.cdp("Page.printToPDF", parameters).await;
    let data = printed["data"].as_str().expect("a PDF");
    let path: PathBuf = page.browser.scratch.join(format!("{name}.pdf"));
    std::fs::write(&path, BASE64.decode(data.as_bytes()).unwrap()).unwrap();
    // How far apart the parts of a page number stand is the reader's choice.
    pdf_text(&path).replace(" / ", "/")
}

/// Where the words stand, one after the other.
fn in_order(text: &str, words: &[&str]) {
    let mut from = 0;
    for word in words {
        let at = text[from..].find(word);
        let at = at.unwrap_or_else(|| panic!("{word:?} does not follow in {text}"));
        from += at + word.len();
    }
}

#[tokio::test]
async fn paper_holds_the_thread_in_its_order() {
    with_page("printing", |page| async move {
        page.open().await;
        let export = journey_export(&page);
        open_export(&page, &export).await;
        page.press(part("button", "Print")).await;
        page.find(part("button", "Print or save as PDF")).await;
        let text = printed(&page, "thread").await;
        let lines: Vec<&str> = JOURNEY
            .iter()
            .flat_map(|(_, body)| body.lines())
            .filter(|line| line.is_ascii() && line.len() < 60)
            .collect();
        in_order(&text, &lines);
        for margin in ["Falcon", "14/03/2024, 09:00:00", "All messages", "1/1"] {
            assert!(text.contains(margin), "{margin:?} in {text}");
        }
        assert!(!text.contains("Print or save as PDF"), "{text}");
        page.press(part("button", "Back")).await;
        article(&page, 1).await;
    })
    .await;
}

#[tokio::test]
async fn long_threads_go_on_paper_by_month_and_no_message_is_split() {
    with_page("printing-long", |page| async move {
        page.open().await;
        let export = written(&page.browser.scratch, "long.zip", &many(30_000));
        open_export(&page, &export).await;
        page.press(part("button", "Print")).await;
        let parts = page.find(part("combobox", "Part")).await;
        page.choose(&parts, "2: ").await;
        page.text_that(part("status", "Print view"), |text| {
            text.starts_with("5,000 messages")
        })
        .await;
        let text = printed(&page, "part").await;
        in_order(
            &text,
            &["no 5001 ", "no 5002 ", "no 7500 ", "no 9999 ", "no 10000 "],
        );
        assert!(!text.contains("no 5000 ") && !text.contains("no 10001 "));
        assert!(text.contains("Part 2 of "), "the margin names the part");
        // A page that began in the middle of a message would begin without its number.
        for (number, sheet) in text.split('\u{c}').enumerate().skip(1) {
            let mut lines = sheet.lines().filter(|line| !line.trim().is_empty()).skip(1);
            let Some(first) = lines.next() else { continue };
            let begins = first.trim_start();
            assert!(
                begins.starts_with(|c: char| c.is_ascii_digit()) || begins.contains("day, 2019-"),
                "sheet {number} begins with {first:?}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn the_transcript_of_a_package_prints_in_its_order() {
    with_page("printing-package", |page| async move {
        page.open().await;
        let export = journey_export(&page);
        open_export(&page, &export).await;
        redact_message(&page, 5, "SEC").await;
        build(&page).await;
        let package = save_package(&page).await;
        let folder = unzipped(&package, &page.browser.scratch.join("unzipped"));
        let transcript = folder.join("data/threads/t001/transcript.html");
        let url = format!("file://{}", transcript.display());
        page.goto(&url).await.unwrap();
        let text = printed(&page, "transcript").await;
        // The head of both sheets.
        for sheet in text.split('\u{c}').take(2) {
            let first = sheet.lines().find(|line| !line.trim().is_empty());
            let first = first.expect("words on the sheet");
            assert!(
                first.contains("Falcon") && first.contains("2024-03-14"),
                "{first:?}"
            );
        }
        in_order(
            &text,
            &[
                "Falcon",
                "Good morning Bob",
                "Which falcon",
                "Two pages,",
                "SEC",
                "Please call Zelda Quimby",
                "FALCON waits",
                "Last word",
                "2/2",
            ],
        );
        assert!(!text.contains("7391"), "{text}");
    })
    .await;
}
