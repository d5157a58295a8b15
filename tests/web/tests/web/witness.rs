//! The network witness: it tries every way out, the server at the other end sees nothing, and what
//! it found goes into packages when a person says so.

use web_tests::foreign::unzipped;
use web_tests::page::{part, with_page};
use xtask::server::{Answer, Server};

use crate::steps::*;

#[tokio::test]
async fn every_way_is_shown_as_blocked_and_stands_in_the_package() {
    with_page("witness", |page| async move {
        page.open().await;
        ready_offline(&page).await;
        let export = journey_export(&page);
        open_export(&page, &export).await;
        let n_before = page.browser.server.asked().len();
        page.press(part("button", "Network witness")).await;
        page.press(part("button", "Try every way out")).await;
        let words = page
            .text_that(part("status", "Witness"), |text| text != "Trying…")
            .await;
        page.leave_picture("witness").await;
        let rows = page
            .js("[...document.querySelectorAll('dialog tbody tr')].map(row => row.innerText)")
            .await;
        // The one that no policy knows: every other, the page's own host among them, is blocked.
        assert!(words.starts_with("Not blocked: 1 of "), "{words}: {rows}");
        let rows = rows.as_array().unwrap();
        assert_eq!(rows.len(), 21, "{rows:?}");
        let row = |name: &str| {
            let mut all = rows.iter();
            all.find_map(|row| row.as_str()?.strip_prefix(name))
                .unwrap_or_default()
        };
        assert!(row("WebRTC\t").contains("not there"), "{rows:?}");
        let open = row("WebRTC out of an empty frame");
        assert!(open.contains("NOT BLOCKED"), "{rows:?}");
        for own in ["fetch", "worker"] {
            let row = row(&format!("{own} from the page's own host"));
            assert_eq!(row.matches("blocked").count(), 2, "{rows:?}");
        }
        let asked = page.browser.server.asked();
        assert_eq!(asked.len(), n_before, "{:?}", &asked[n_before..]);

        page.press(part("button", "Record in the case")).await;
        page.press(part("button", "Close")).await;
        redact_message(&page, 5, "SEC").await;
        build(&page).await;
        let package = save_package(&page).await;
        let folder = unzipped(&package, &page.browser.scratch.join("unzipped"));
        let custody = std::fs::read_to_string(folder.join("data/logs/custody.jsonl")).unwrap();
        assert!(custody.contains("\"action\":\"witness\""), "{custody}");
        assert!(custody.contains("\"open\":[\"webrtc-frame\"]"), "{custody}");
        assert!(verdict(&page, &package).await.starts_with("Valid"));
        // The policy complains about every attempt: that is what was asked of it.
        page.console().await;
    })
    .await;
}

/// The same script in a page without a policy: it sees that ways are open, and so does the server.
#[tokio::test]
async fn without_the_policy_the_witness_says_so() {
    with_page("witness-control", |page| async move {
        let script = std::fs::read(web_tests::settings::page().join("witness.js")).unwrap();
        let bare = Server::start(0, move |asked| Answer {
            status: "200 OK",
            mime: if asked.target == "/witness.js" {
                "text/javascript"
            } else {
                "text/html"
            },
            headers: Vec::new(),
            body: if asked.target == "/witness.js" {
                script.clone()
            } else {
                b"<!doctype html><link rel=icon href=data:,><title>bare</title><script src=witness.js></script><body>"
                    .to_vec()
            },
        })
        .unwrap();
        page.goto(&bare.url()).await.unwrap();
        let told = page
            .execute_async(
                "const done = arguments[arguments.length - 1];
                 threadsealWitness().then(done, error => done(String(error)));",
                Vec::new(),
            )
            .await
            .unwrap();
        for side in ["page", "worker"] {
            let lines = told[side].as_array().unwrap();
            let blocked = lines.iter().filter_map(|line| line.as_str()?.split_once(' '));
            let blocked: Vec<_> = blocked.filter(|(_, went)| *went == "blocked").collect();
            assert!(blocked.is_empty(), "{side}: {blocked:?}");
        }
        let asked = page.browser.server.asked();
        for path in ["/fetch", "/fetch-post", "/xhr", "/image.png", "/script.js", "/beacon"] {
            assert!(asked.iter().any(|one| one.target == path), "{path}: {asked:?}");
        }
        page.console().await;
    })
    .await;
}
