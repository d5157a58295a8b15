//! The usual browser pair in the same browser, on the same export.

use fantoccini::Locator;
use serde_json::Value;
use web_tests::browser::{Browser, Engine};
use web_tests::measure::Times;
use web_tests::page::{Page, until_within};
use web_tests::settings;
use xtask::server::Server;

use crate::inputs::{Inputs, N_MESSAGES};
use crate::{CHOOSING, N_RUNS, PATIENCE};

/// The page that people would build from the usual two libraries.
const PEER_PAGE: &str =
    "<!doctype html><meta charset=utf-8><title>peer</title><link rel=icon href=data:,>
<script src=/jszip/dist/jszip.min.js></script>
<script src=/whatsapp-chat-parser/dist/index.global.js></script>
<input type=file><div id=rows></div>";

/// Choice to first rows, and the parsing alone.
pub(crate) async fn peer(inputs: &Inputs) -> (Times, Times) {
    let folder = settings::path("THREADSEAL_PEERS");
    std::fs::write(folder.join("peer.html"), PEER_PAGE).expect("the peers' folder can be written");
    let server = Server::of_folder(&folder, 0).expect("the peers can be served");
    let (mut opened, mut parsed) = (Vec::new(), Vec::new());
    for _run in 0..N_RUNS {
        let page = Page {
            browser: Browser::start(Engine::Chromium, "bench").await,
        };
        page.goto(&format!("{}peer.html", server.url()))
            .await
            .expect("the peers' page loads");
        let script = "
            document.querySelector('input').addEventListener('change', async event => {
                const start = performance.now();
                const zip = await JSZip.loadAsync(event.target.files[0]);
                const text = await Object.values(zip.files)[0].async('string');
                const loaded = performance.now();
                const messages = whatsappChatParser.parseString(text);
                const parsed = performance.now();
                for (const message of messages.slice(0, 30)) {
                    const row = document.createElement('p');
                    row.textContent = `${message.author}: ${message.message}`;
                    document.querySelector('#rows').append(row);
                }
                requestAnimationFrame(() => setTimeout(() => {
                    window.result = [performance.now() - start, parsed - loaded, messages.length];
                }));
            });";
        page.execute(script, Vec::new())
            .await
            .expect("a script runs");
        let input = page
            .find_all(Locator::Css("input"))
            .await
            .expect("the input is there");
        tokio::time::sleep(CHOOSING).await;
        let path = inputs.zip.display().to_string();
        input[0]
            .send_keys(&path)
            .await
            .expect("a file can be chosen");
        let result: Value = until_within("the peers", PATIENCE, || async {
            let result = page.js("window.result ?? null").await;
            (!result.is_null()).then_some(result)
        })
        .await;
        assert_eq!(result[2], N_MESSAGES, "the peers read every message");
        opened.push(result[0].as_f64().expect("a number"));
        parsed.push(result[1].as_f64().expect("a number"));
        page.browser.close().await;
    }
    (Times(opened), Times(parsed))
}
