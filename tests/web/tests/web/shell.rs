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

/// Tells the host of the first paint, which then hands out the programs.
const TELL: &str = "new PerformanceObserver(list => { \
    if (list.getEntriesByName('first-contentful-paint').length) fetch('painted'); \
}).observe({ type: 'paint', buffered: true });";

#[tokio::test]
async fn it_is_drawn_before_the_program_has_arrived() {
    with_page("shell-first", |page| async move {
        let (host, gave_up) = web_tests::host::after_the_paint();
        page.before_everything(TELL).await;
        page.goto(&host.url()).await.expect("the page loads");
        page.find(part("file", "Open exports")).await;
        assert!(
            !gave_up.load(std::sync::atomic::Ordering::SeqCst),
            "nothing was painted while the program was held back"
        );
        let asked = host.asked();
        let n_painted = asked.iter().filter(|one| one.target == "/painted");
        assert_eq!(n_painted.count(), 1, "{asked:?}");
    })
    .await;
}
