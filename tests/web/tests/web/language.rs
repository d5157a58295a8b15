//! The interface in German: as the browser asks for it, as a person chooses it, and back.

use serde_json::json;
use web_tests::page::{part, until, with_page};
use web_tests::settings;

use crate::steps::*;

#[tokio::test]
async fn the_browsers_language_is_spoken_and_another_can_be_chosen_and_stays() {
    with_page("language", |page| async move {
        let agent = page.js("navigator.userAgent").await;
        let wanted = json!({ "userAgent": agent, "acceptLanguage": "de-AT,en" });
        page.browser
            .cdp("Emulation.setUserAgentOverride", wanted)
            .await;
        let url = page.browser.server.url();
        page.goto(&url).await.expect("the page loads");
        page.find(part("file", "Exporte öffnen")).await;
        assert_eq!(page.js("document.documentElement.lang").await, "de");
        page.press(part("button", "Beispiel ausprobieren")).await;
        page.find(part("feed", "Nachrichten")).await;
        for (name, key) in [
            ("Personen", "people"),
            ("Befunde", "findings"),
            ("Galerie", "gallery"),
            ("Zeitleiste", "timeline"),
            ("Paket", "package"),
            ("Lesen", "read"),
        ] {
            page.press(part("tab", name)).await;
            until(name, || async {
                let area = page
                    .js("document.querySelector('#area')?.dataset.area")
                    .await;
                (area == key).then_some(())
            })
            .await;
        }
        page.leave_picture("language-de").await;

        // What stands in the thread is nobody's to translate.
        let words = "document.querySelector('[role=feed]').innerText.includes('Ada')";
        assert_eq!(page.js(words).await, true);
        let chooser = page.find(part("combobox", "Sprache")).await;
        page.choose(&chooser, "English").await;
        page.find(part("feed", "Messages")).await;
        page.find(part("tab", "Read")).await;
        assert_eq!(page.js("document.documentElement.lang").await, "en");
        let held = "document.activeElement?.getAttribute('aria-label')";
        assert_eq!(page.js(held).await, "Language", "the focus stays");

        page.refresh().await.expect("it loads again");
        // Chosen by a person, so it counts more than what the browser asks for.
        page.find(part("button", "Try the sample")).await;
        page.console().await;
    })
    .await;
}

#[tokio::test]
async fn german_has_no_accessibility_violation_and_leaves_no_english_name() {
    with_page("language-access", |page| async move {
        let axe = std::fs::read_to_string(settings::path("THREADSEAL_AXE")).unwrap();
        page.look_like(390, 844, false).await;
        page.open().await;
        let parameters = json!({ "expression": axe, "returnByValue": false });
        page.browser.cdp("Runtime.evaluate", parameters).await;
        let chooser = page.find(part("combobox", "Language")).await;
        page.choose(&chooser, "Deutsch").await;
        page.press(part("button", "Beispiel ausprobieren")).await;
        page.find(part("feed", "Nachrichten")).await;
        for name in [
            "Schwärzen", "Personen", "Fall", "Befunde", "Compliance", "Galerie", "Zeitleiste", "Paket", "Lesen",
        ] {
            page.press(part("tab", name)).await;
            tokio::time::sleep(std::time::Duration::from_millis(800)).await;
            let found = page
                .js("(async () => (await axe.run()).violations.map(one => one.id + ' ' + one.nodes[0].html))()")
                .await;
            assert_eq!(found, json!([]), "{name}");
            // Names that only the program gives. English ones would be words that nobody translated.
            let english = page
                .js("[...document.querySelectorAll('button, summary, [role=tab], legend, h2, h3')]\
                      .map(one => one.textContent.trim())\
                      .filter(words => words.length < 120)\
                      .filter(words => /\\b(the|of|and|with|this|open|save|close|show|redact|withheld)\\b/i.test(words))\
                      .slice(0, 5)")
                .await;
            assert_eq!(english, json!([]), "{name}");
            page.leave_picture(&format!("language-de-{name}")).await;
        }
        page.console().await;
    })
    .await;
}
