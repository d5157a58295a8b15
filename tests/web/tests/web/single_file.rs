//! The page as one file, opened from a disk: no server, no connection, the whole way.

use serde_json::Value;
use web_tests::browser::Engine;
use web_tests::foreign::unzipped;
use web_tests::page::{Page, part, with_page, with_page_in};
use web_tests::settings;

use crate::journey::{saves_decisions, strangers_accept, the_command_line_builds_the_same_bytes};
use crate::steps::*;

/// The file alone in a folder of its own, as somebody has it who carried it there.
fn carried(page: &Page) -> String {
    let folder = page.browser.scratch.join("carried here");
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("page.html");
    std::fs::copy(settings::path("THREADSEAL_SINGLE"), &file).unwrap();
    format!("file://{}", file.display().to_string().replace(' ', "%20"))
}

#[tokio::test]
async fn from_a_file_the_whole_way_runs_without_a_connection() {
    with_page("single-file", whole_way).await;
}

#[tokio::test]
async fn in_firefox_too() {
    with_page_in(Engine::Firefox, "single-file-firefox", whole_way).await;
}

/// WebKitGTK lets no worker of a page from a file read what a person chose: the file opens, the
/// sample opens, an export does not, and the page says so. Should this fail, the engine has learned
/// it: then `whole_way` belongs here, and the line goes out of `docs/browsers.md`.
#[tokio::test]
async fn webkit_reads_no_export_there() {
    with_page_in(Engine::WebKit, "single-file-webkit", |page| async move {
        let address = format!("file://{}", settings::path("THREADSEAL_SINGLE").display());
        page.goto(&address).await.expect("the file opens");
        page.find(part("file", "Open exports")).await;
        let export = journey_export(&page);
        page.choose_files("Open exports", &[&export]).await;
        let words = alert(&page).await;
        assert!(words.contains("could not be read at byte 0"), "{words}");
        assert!(
            words.contains("lets such a page read no other file"),
            "{words}"
        );
        assert!(
            words.contains("open it in Chromium, Edge, Chrome or Firefox"),
            "{words}"
        );
        open_sample(&page).await;
    })
    .await;
}

async fn whole_way(page: std::rc::Rc<Page>) {
    page.goto(&carried(&page)).await.expect("the file opens");
    page.find(part("file", "Open exports")).await;
    let export = journey_export(&page);
    open_export(&page, &export).await;
    redact_message(&page, 5, "SEC").await;
    let decisions = saves_decisions(&page).await;
    build(&page).await;
    let package = save_package(&page).await;
    let folder = unzipped(&package, &page.browser.scratch.join("unzipped"));
    strangers_accept(&folder, &package);
    the_command_line_builds_the_same_bytes(&page, &export, &decisions, &package, &folder);
    go_to(&page, "Redact").await;
    page.press(part("button", "Suggest what may have to be withheld"))
        .await;
    page.find(part("listbox", "Suggestions")).await;
    assert!(verdict(&page, &package).await.starts_with("Valid"));

    let tried = page
        .execute_async(
            "const done = arguments[arguments.length - 1];
             fetch(arguments[0]).then(() => done('out'), () => done('blocked'));",
            vec![Value::from(page.browser.server.url())],
        )
        .await
        .expect("a script runs");
    assert_eq!(tried, "blocked");
    assert!(page.browser.server.asked().is_empty());
    // The refused connection stands on the console.
    page.console().await;
}
