//! What a reader of the finished package can still find: listed by kind, with the way to each, and
//! readable on a telephone and in the dark.

use web_tests::exports::{ios_text, written};
use web_tests::page::{part, with_page};

use crate::steps::*;

#[tokio::test]
async fn what_a_package_still_shows_is_listed_and_leads_to_its_message() {
    with_page("remains", |page| async move {
        page.open().await;
        ready_offline(&page).await;
        let n_before = page.browser.server.asked().len();
        let text = ios_text([
            ("Ada Poe", "ring +44 7700 900123 before noon"),
            ("Bob Fay", "or +44 7700 900456, she said"),
            ("Ada Poe", "again: +44 7700 900123"),
            ("Bob Fay", "the card is 4999 9999"),
            ("Bob Fay", "9999 9996, go on"),
        ]);
        let folder = &page.browser.scratch;
        let export = written(folder, "WhatsApp Chat - Quay.txt", text.as_bytes());
        open_export(&page, &export).await;
        redact_message(&page, 2, "TPD").await;
        build(&page).await;
        let remains = part("region", "What a reader can still find");
        let words = page
            .text_that(remains, |text| text.contains("looked at."))
            .await;
        assert!(words.contains("5 messages were looked at."), "{words}");
        assert!(words.contains("× 2, 1 value"), "{words}");
        let section = page.find(remains).await;
        let open =
            "document.querySelectorAll('details.remains').forEach(at => at.open = true), true";
        page.js(open).await;
        let words = section.text().await.unwrap();
        assert!(words.contains("+44 7700 900123 × 2"), "{words}");
        assert!(
            words.contains("4999 9999 9999 9996"),
            "sent in two messages: {words}"
        );
        assert!(!words.contains("900456"), "it is withheld: {words}");
        for (theme, width, height) in [("light", 1440, 900), ("dark", 390, 844)] {
            page.set_window_size(width, height).await.unwrap();
            page.js(&format!(
                "(document.documentElement.dataset.theme = '{theme}', \
                 document.querySelector('details.remains').scrollIntoView(), true)"
            ))
            .await;
            tokio::time::sleep(std::time::Duration::from_millis(300)).await;
            page.leave_picture(&format!("{theme}-{width}")).await;
            let too_wide = page
                .js("document.documentElement.scrollWidth - document.documentElement.clientWidth")
                .await;
            assert_eq!(too_wide, 0, "{theme} at {width}");
        }
        page.press_in(&section, part("button", "Go to message 1"))
            .await;
        assert!(words_of(&page, 1).await.contains("+44 7700 900123"));
        let asked = page.browser.server.asked();
        assert_eq!(asked.len(), n_before, "nothing is asked for after loading");
    })
    .await;
}
