//! The page without its host: kept whole or not at all, replaced only when a person says so.

use std::collections::BTreeSet;

use web_tests::browser::NEIGHBOUR;
use web_tests::host::Host;
use web_tests::page::{Page, part, until, with_page};

use crate::steps::*;

/// Opens the page on that host and waits until it is kept.
async fn visit(page: &Page, host: &Host) {
    page.goto(&host.url()).await.expect("the page loads");
    page.find(part("file", "Open exports")).await;
    ready_offline(page).await;
}

async fn again(page: &Page) {
    page.refresh().await.expect("the page loads again");
}

async fn build_shown(page: &Page) -> String {
    let build = page
        .js("document.querySelector('meta[name=threadseal-build]')?.content ?? ''")
        .await;
    build.as_str().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn only_the_listed_files_are_ever_asked_for() {
    with_page("offline-asks", |page| async move {
        page.open().await;
        ready_offline(&page).await;
        let list = std::fs::read_to_string(web_tests::settings::page().join("build.txt")).unwrap();
        let mut known: BTreeSet<String> = list
            .lines()
            .filter_map(|line| line.split_once("  "))
            .map(|(_, name)| format!("/{name}"))
            .collect();
        for name in ["/", "/index.html", "/offline.js"] {
            known.insert(name.to_owned());
        }
        let asked = page.browser.server.asked();
        let others: Vec<_> = asked
            .iter()
            .filter(|one| one.method != "GET" || !known.contains(&one.target))
            .collect();
        assert!(others.is_empty(), "{others:?}");
        assert!(asked.iter().any(|one| one.target == "/offline.js"));

        let other = web_tests::host::without_index();
        page.goto(&other.url()).await.expect("the page loads");
        page.find(part("file", "Open exports")).await;
        ready_offline(&page).await;
    })
    .await;
}

#[tokio::test]
async fn the_page_works_when_its_host_is_gone() {
    with_page("offline-gone", |page| async move {
        let mut host = Host::start(&page.browser.scratch);
        visit(&page, &host).await;
        host.go();
        again(&page).await;
        ready_offline(&page).await;
        let export = journey_export(&page);
        open_export(&page, &export).await;
        redact_message(&page, 5, "SEC").await;
        build(&page).await;
        let package = save_package(&page).await;
        assert!(verdict(&page, &package).await.starts_with("Valid"));
        // The browser itself looks for a newer version and finds nobody.
        page.console().await;
    })
    .await;
}

#[tokio::test]
async fn behind_nginx_as_it_comes_the_whole_way_runs() {
    with_page("offline-nginx", |page| async move {
        let mut host = Host::start_nginx(&page.browser.scratch);
        visit(&page, &host).await;
        let export = journey_export(&page);
        open_export(&page, &export).await;
        redact_message(&page, 5, "SEC").await;
        build(&page).await;
        let package = save_package(&page).await;
        assert!(verdict(&page, &package).await.starts_with("Valid"));
        host.go();
        again(&page).await;
        ready_offline(&page).await;
        page.console().await;
    })
    .await;
}

#[tokio::test]
async fn half_an_update_leaves_the_build_that_is_kept_and_a_whole_one_is_offered() {
    with_page("offline-update", |page| async move {
        let host = Host::start(&page.browser.scratch);
        visit(&page, &host).await;
        let before = build_shown(&page).await;
        assert_eq!(before.len(), 64);

        host.append(&host.style("base"), "/* newer */\n");
        host.finish();
        let whole = std::fs::read(host.folder.join("examiner.js")).unwrap();
        host.append("examiner.js", "// of another update\n");
        again(&page).await;
        let words = alert(&page).await;
        assert!(
            words.contains("did not arrive whole: examiner.js"),
            "{words}"
        );
        ready_offline(&page).await;
        assert_eq!(build_shown(&page).await, before);

        std::fs::write(host.folder.join("examiner.js"), whole).unwrap();
        again(&page).await;
        ready_offline(&page).await;
        assert_eq!(build_shown(&page).await, before);
        let newer = part("status", "Newer version");
        page.text_that(newer, |text| text.contains("Use it now"))
            .await;

        open_sample(&page).await;
        let words = page.text_that(newer, |text| !text.is_empty()).await;
        assert!(words.contains("after every tab"), "{words}");
        again(&page).await;
        page.press(part("button", "Use it now")).await;
        until("the newer build is there", || async {
            let now = build_shown(&page).await;
            (now.len() == 64 && now != before).then_some(())
        })
        .await;
        ready_offline(&page).await;
        page.console().await;
    })
    .await;
}

#[tokio::test]
async fn a_changed_file_is_not_kept_and_named() {
    with_page("offline-changed", |page| async move {
        let host = Host::start(&page.browser.scratch);
        host.append("worker.js", "// changed\n");
        page.goto(&host.url()).await.expect("the page loads");
        let words = alert(&page).await;
        assert!(
            words.contains("worker.js is not the file that this build lists"),
            "{words}"
        );
        page.text_that(part("status", "Network"), |text| {
            text.starts_with("Works without a network until")
        })
        .await;
        page.console().await;
    })
    .await;
}

/// Whatever goes wrong while it is kept: the page says so and waits no longer.
#[tokio::test]
async fn keeping_that_fails_otherwise_is_said() {
    with_page("offline-refused", |page| async move {
        let ends = [
            (
                "caches.open = () => Promise.reject(new Error('no room here'));",
                "not kept for use offline: no room here",
            ),
            (
                "self.addEventListener('install', event => event.waitUntil(Promise.reject()));",
                "the browser gave up and did not say why",
            ),
        ];
        for (number, (script, said)) in ends.into_iter().enumerate() {
            let folder = page.browser.scratch.join(format!("host-{number}"));
            let host = Host::start(&folder);
            host.append("offline.js", script);
            page.goto(&host.url()).await.expect("the page loads");
            let words = alert(&page).await;
            assert!(words.contains(said), "{words}");
            page.text_that(part("status", "Network"), |text| {
                text.starts_with("Works without a network until")
            })
            .await;
        }
        page.console().await;
    })
    .await;
}

#[tokio::test]
async fn what_another_page_of_the_host_changed_is_not_started() {
    with_page("offline-attacked", |page| async move {
        let mut host = Host::start(&page.browser.scratch);
        visit(&page, &host).await;
        let poison = "(async () => {
            for (const name of await caches.keys()) {
                const cache = await caches.open(name);
                for (const request of await cache.keys()) {
                    if (/index.html$/.test(request.url)) await cache.put(request, new Response('<h1>changed</h1>'));
                }
            }
        })()";
        let poisoned = |page: std::rc::Rc<Page>| async move {
            let script =
                format!("const done = arguments[arguments.length - 1]; {poison}.then(done, done);");
            page.execute_async(&script, Vec::new()).await.unwrap();
        };
        poisoned(page.clone()).await;
        again(&page).await;
        ready_offline(&page).await;
        poisoned(page.clone()).await;
        host.go();
        again(&page).await;
        let text = page.js("document.body.innerText").await;
        let text = text.as_str().unwrap_or_default();
        assert!(text.contains("its file index.html is missing"), "{text}");
        assert!(text.contains("Nothing of a case is lost"), "{text}");
        page.console().await;
    })
    .await;
}

#[tokio::test]
async fn over_plain_http_from_another_machine_the_rest_works() {
    with_page("offline-lan", |page| async move {
        let host = Host::start(&page.browser.scratch);
        page.goto(&host.url_at(NEIGHBOUR)).await.expect("it loads");
        assert_eq!(page.js("crypto.subtle === undefined").await, true);
        page.text_that(part("status", "Network"), |text| {
            text.starts_with("Works without a network until")
        })
        .await;
        let why = page
            .js("document.querySelector('[aria-label=Network]').title")
            .await;
        assert!(why.as_str().unwrap_or_default().contains("plain http"));
        let export = journey_export(&page);
        open_export(&page, &export).await;
        redact_message(&page, 5, "SEC").await;
        build(&page).await;
        let package = save_package(&page).await;
        assert!(verdict(&page, &package).await.starts_with("Valid"));
        page.console().await;
    })
    .await;
}
