//! Many exports at once: a folder dropped on the page, the list of threads sorted and filtered.

use serde_json::{Value, json};
use web_tests::page::{Page, part, until, with_page};
use web_tests::zips::{Entry, zip};

/// A folder with a folder in it, five exports, and what does not belong: as people keep them.
fn folder(page: &Page) -> std::path::PathBuf {
    let root = page.browser.scratch.join("exports of the case");
    let inner = root.join("second phone");
    std::fs::create_dir_all(&inner).unwrap();
    let threads = [
        (&root, "Boat", "05/03/2024", 4),
        (&root, "Anchor", "20/01/2024", 2),
        (&root, "Crew", "11/02/2024", 9),
        (&inner, "Dock", "30/12/2023", 1),
        (&inner, "Engine", "07/07/2024", 3),
    ];
    for (folder, title, day, n) in threads {
        let text: String = (0..n)
            .map(|at| {
                let who = if title == "Crew" {
                    "Ida Lund"
                } else {
                    "Ada Poe"
                };
                format!("{day}, 10:{at:02} - {who}: words of {title} number {at}\n")
            })
            .collect();
        let name = format!("WhatsApp Chat with {title}.txt");
        let bytes = zip(&[Entry::packed(&name, text.as_bytes())]);
        std::fs::write(
            folder.join(format!("WhatsApp Chat with {title}.zip")),
            bytes,
        )
        .unwrap();
    }
    std::fs::write(inner.join(".DS_Store"), b"\0\0\0\x01Bud1").unwrap();
    root
}

/// Lets the browser itself drop what lies at `path`, folders included.
async fn drop_path(page: &Page, path: &std::path::Path) {
    for kind in ["dragEnter", "dragOver", "drop"] {
        let event = json!({
            "type": kind, "x": 200, "y": 300,
            "data": { "items": [], "files": [path.to_string_lossy()], "dragOperationsMask": 1 },
        });
        page.browser.cdp("Input.dispatchDragEvent", event).await;
    }
}

async fn titles(page: &Page) -> Vec<String> {
    let titles = page
        .js("[...document.querySelectorAll('nav .thread')].map(row => row.innerText.split('\\n')[0])")
        .await;
    serde_json::from_value(titles).unwrap()
}

async fn titles_become(page: &Page, expected: &[&str]) {
    let said = format!("the threads are {expected:?}");
    until(&said, || async {
        (titles(page).await == expected).then_some(())
    })
    .await;
}

#[tokio::test]
async fn a_dropped_folder_is_opened_whole_and_its_threads_are_sorted_and_filtered() {
    with_page("collection", |page| async move {
        page.open().await;
        let root = folder(&page);
        drop_path(&page, &root).await;
        until("five threads are listed", || async {
            (titles(&page).await.len() == 5).then_some(())
        })
        .await;
        assert_eq!(
            page.js("document.querySelectorAll('[role=alert]').length")
                .await,
            Value::from(0)
        );

        page.js("document.querySelector('.threads__tools').open = true")
            .await;
        let order = page.find(part("combobox", "Sort by")).await;
        page.choose(&order, "Name").await;
        titles_become(&page, &["Anchor", "Boat", "Crew", "Dock", "Engine"]).await;
        page.choose(&order, "Most messages").await;
        titles_become(&page, &["Crew", "Boat", "Engine", "Anchor", "Dock"]).await;
        page.choose(&order, "Latest message").await;
        titles_become(&page, &["Engine", "Boat", "Crew", "Anchor", "Dock"]).await;
        page.choose(&order, "Earliest message").await;
        titles_become(&page, &["Dock", "Anchor", "Crew", "Boat", "Engine"]).await;

        let person = page.find(part("textbox", "Person")).await;
        page.write(&person, "lund").await;
        titles_become(&page, &["Crew"]).await;
        let said = page.find(part("status", "Threads listed")).await;
        assert!(said.text().await.unwrap().starts_with('1'));
        page.press(part("button", "Show all")).await;
        let least = page.find(part("textbox", "Messages, at least")).await;
        page.write(&least, "3").await;
        titles_become(&page, &["Crew", "Boat", "Engine"]).await;
        page.leave_picture("collection").await;
        page.console().await;
    })
    .await;
}
