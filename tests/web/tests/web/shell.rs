//! What is seen until the program is there, and when it does not come.

use web_tests::host::Host;
use web_tests::page::{part, until, with_page};

use crate::steps::*;

/// Words of the first screen that stand in the shell and in the program.
const WORDS: &str = "JSON.stringify(['h1', '.start__lead', '.start__promise'].map(css => document.querySelector(css)?.innerText))";

#[tokio::test]
async fn the_first_screen_is_there_before_the_program_and_says_the_same() {
    with_page("shell", |page| async move {
        let host = Host::start(&page.browser.scratch);
        let wasm = std::fs::read_dir(&host.folder)
            .unwrap()
            .flatten()
            .find(|entry| {
                let name = entry.file_name().to_string_lossy().into_owned();
                name.starts_with("app-") && name.ends_with(".wasm")
            })
            .expect("the program is there");
        let kept = std::fs::read(wasm.path()).unwrap();
        std::fs::remove_file(wasm.path()).unwrap();
        page.goto(&host.url()).await.expect("the page loads");
        let words = alert(&page).await;
        assert!(words.starts_with("Threadseal could not start: "), "{words}");
        assert!(words.contains("Reload the page"), "{words}");
        let shell = page.js(WORDS).await;
        page.leave_picture("shell").await;

        std::fs::write(wasm.path(), kept).unwrap();
        page.refresh().await.expect("the page loads again");
        page.find(part("file", "Open exports")).await;
        assert_eq!(page.js(WORDS).await, shell);
        assert_eq!(page.js("document.querySelectorAll('h1').length").await, 1);
        ready_offline(&page).await;
        page.console().await;
    })
    .await;
}

#[tokio::test]
async fn a_browser_that_is_too_old_is_told_so() {
    with_page("shell-old", |page| async move {
        let old = "WebAssembly.validate = () => false; \
                   WebAssembly.instantiate = WebAssembly.instantiateStreaming = () => Promise.reject(new Error('old'));";
        page.before_everything(old).await;
        page.goto(&page.browser.server.url())
            .await
            .expect("it loads");
        until("it says that the browser is too old", || async {
            let text = page
                .js("document.getElementById('shell-status')?.innerText ?? ''")
                .await;
            text.as_str()?
                .contains("too old for Threadseal")
                .then_some(())
        })
        .await;
        page.console().await;
    })
    .await;
}

#[tokio::test]
async fn it_is_drawn_before_the_program_is_compiled() {
    with_page("shell-first", |page| async move {
        page.browser
            .cdp("Emulation.setCPUThrottlingRate", serde_json::json!({ "rate": 4 }))
            .await;
        page.open().await;
        let times = page
            .js("({ paint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime, \
                  wasm: Math.max(...performance.getEntriesByType('resource').filter(one => one.name.endsWith('_bg.wasm')).map(one => one.responseEnd)) })")
            .await;
        let paint = times["paint"].as_f64().expect("something was painted");
        println!("first paint {paint} ms, programs there {} ms", times["wasm"]);
        page.browser
            .cdp("Emulation.setCPUThrottlingRate", serde_json::json!({ "rate": 1 }))
            .await;
        assert!(paint < 2_000.0, "{times}");
    })
    .await;
}
