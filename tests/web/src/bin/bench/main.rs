//! `cargo xtask bench`: the page beside the programs that people use today, in one run, on one
//! machine. Absolute times move with the machine; the ratios are what counts.

mod comply;
mod evidence;
mod grows;
mod inputs;
mod peers;
mod verifying;

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use fantoccini::Locator;
use inputs::Inputs;
use web_tests::browser::{Browser, Engine};
use web_tests::cdp::Channel;
use web_tests::measure::{Row, Times, timed};
use web_tests::page::{Page, until_within};
use web_tests::settings;

pub(crate) const N_RUNS: usize = 5;
const TERM: &str = "urgent legal";
/// The same for our page, where several words alone would be looked for one by one.
const PHRASE: &str = "\"urgent legal\"";
/// The first rows on screen, be the rest of the text read or not.
const FIRST_ROWS: &str = "[role=article]";
/// Rows of a thread that is read to its end.
pub(crate) const WHOLE_THREAD: &str = "[role=feed][aria-busy=false] [role=article]";
/// How long a person takes at least to choose a file.
pub(crate) const CHOOSING: Duration = Duration::from_secs(1);
pub(crate) const PATIENCE: Duration = Duration::from_secs(300);

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let part = std::env::args().nth(1);
    let wanted = |name: &str| part.as_ref().is_none_or(|part| part == name);
    let needs_inputs = ["open", "comply", "grows"].into_iter().any(wanted);
    let inputs = needs_inputs.then(Inputs::make);
    println!("\n{}", machine());
    println!(
        "{:<44} {:>10} {:>12} {:>9}",
        "what (medians)", "ours", "beside", "ratio"
    );
    if let Some(inputs) = inputs.as_ref().filter(|_| wanted("open")) {
        opening(inputs).await;
    }
    if wanted("evidence") {
        evidence::measured().await;
    }
    if let Some(inputs) = inputs.as_ref().filter(|_| wanted("comply")) {
        comply::measured(inputs).await;
    }
    if let Some(inputs) = inputs.as_ref().filter(|_| wanted("grows")) {
        grows::measured(inputs).await;
    }
}

/// Reading, searching, digests.
async fn opening(inputs: &Inputs) {
    let (peer_open, peer_parse) = peers::peer(inputs).await;
    show(&Row {
        what: "first rows on screen, 1,000,000 messages".to_owned(),
        ours: until_shown(&inputs.zip, FIRST_ROWS).await,
        beside: "JSZip + whatsapp-chat-parser, same browser".to_owned(),
        theirs: peer_open.clone(),
        bar: 0.1,
    });
    show(&Row {
        what: "the whole thread on screen, the same".to_owned(),
        ours: until_shown(&inputs.zip, WHOLE_THREAD).await,
        beside: "the same, which shows nothing before".to_owned(),
        theirs: peer_open,
        bar: 0.1,
    });
    show(&Row {
        what: "text in memory to thread, 1,000,000 messages".to_owned(),
        ours: text_to_thread(&inputs.text).await,
        beside: "whatsapp-chat-parser, text in memory".to_owned(),
        theirs: peer_parse,
        bar: 1.0 / 12.0,
    });
    show(&Row {
        what: format!("search {TERM:?}, any case, 1,000,000 messages"),
        ours: search(&inputs.zip).await,
        beside: "rg -c -i on the text, native".to_owned(),
        theirs: ripgrep(&inputs.text),
        bar: 0.5,
    });
    show(&Row {
        what: "digest of source and every entry, 42 MB".to_owned(),
        ours: digests(&inputs.media).await,
        beside: "sha256sum X.zip; unzip -p X.zip | sha256sum".to_owned(),
        theirs: native_digests(&inputs.media),
        bar: 0.8,
    });
}

/// Printed as soon as it is measured: a run is long, and a later row may fail.
pub(crate) fn show(row: &Row) {
    println!("{}", row.shown());
}

/// Notes when a file is chosen, and when `wanted` or an error is first on screen after that.
pub(crate) fn stopwatch(wanted: &str) -> String {
    format!(
        "window.watch = {{}};
         document.addEventListener('change', () => {{
             watch.start = performance.now();
             const look = () => {{
                 const error = document.querySelector('[data-tone=error]');
                 if (error) {{
                     watch.error = error.innerText;
                 }} else if (document.querySelector({wanted:?})) {{
                     requestAnimationFrame(() => setTimeout(() => {{ watch.end = performance.now(); }}));
                 }} else {{
                     requestAnimationFrame(look);
                 }}
             }};
             look();
         }}, {{ capture: true, once: true }});"
    )
}

pub(crate) async fn stopped(page: &Page) -> f64 {
    until_within("the end of a measurement", PATIENCE, || async {
        let error = page.js("window.watch.error ?? null").await;
        assert!(error.is_null(), "the page says {error}");
        page.js("window.watch.end ? watch.end - watch.start : null")
            .await
            .as_f64()
    })
    .await
}

/// A page that was just loaded, as on a person's first visit.
pub(crate) async fn fresh_page(name: &str) -> Page {
    let page = Page {
        browser: Browser::start(Engine::Chromium, name).await,
    };
    page.open().await;
    until_within("ready", PATIENCE, || async {
        let text = page
            .js("document.querySelector('footer')?.innerText ?? ''")
            .await;
        text.as_str()?.contains("Ready offline").then_some(())
    })
    .await;
    // Nobody chooses a file sooner; the browser compiles meanwhile. The peers get the same.
    tokio::time::sleep(CHOOSING).await;
    page
}

/// From choice until `wanted` is on screen.
pub(crate) async fn until_shown(export: &Path, wanted: &str) -> Times {
    let mut times = Vec::new();
    for _run in 0..N_RUNS {
        let (page, time) = opened(export, wanted).await;
        times.push(time);
        page.browser.close().await;
    }
    Times(times)
}

/// A fresh page with an export chosen, and how long it took until `wanted` was on screen.
async fn opened(export: &Path, wanted: &str) -> (Page, f64) {
    let page = fresh_page("bench").await;
    page.execute(&stopwatch(wanted), Vec::new())
        .await
        .expect("a script runs");
    page.choose_files("Open exports", &[export]).await;
    let time = stopped(&page).await;
    (page, time)
}

/// Between two marks that the worker sets.
async fn text_to_thread(export: &Path) -> Times {
    let mut times = Vec::new();
    for _run in 0..N_RUNS {
        let (page, _) = opened(export, WHOLE_THREAD).await;
        let mut channel = Channel::open(&page.browser.debugger);
        let url = page.current_url().await.expect("the page has an address");
        let worker = channel
            .workers(url.as_str())
            .pop()
            .expect("the page has a worker");
        let time = channel.evaluate(
            &worker,
            "(() => { const at = name => performance.getEntriesByName(name).at(-1).startTime; \
             return at('thread read') - at('text read'); })()",
        );
        times.push(time.as_f64().expect("a number"));
        page.browser.close().await;
    }
    Times(times)
}

async fn digests(export: &Path) -> Times {
    let mut times = Vec::new();
    for _run in 0..N_RUNS {
        let page = fresh_page("bench").await;
        let done = stopwatch("[aria-label^='Copy the SHA-256 of']");
        page.execute(&done, Vec::new())
            .await
            .expect("a script runs");
        page.choose_files("Open exports", &[export]).await;
        times.push(stopped(&page).await);
        page.browser.close().await;
    }
    Times(times)
}

async fn search(export: &Path) -> Times {
    let page = fresh_page("bench").await;
    page.choose_files("Open exports", &[export]).await;
    let box_css = Locator::Css("input[type=search]");
    until_within("the thread", PATIENCE, || async {
        page.find_all(box_css).await.ok()?.into_iter().next()
    })
    .await;
    // Digests are computed meanwhile; a person would wait for nothing, but a comparison must.
    until_within("digests", PATIENCE, || async {
        let done = page
            .js("!!document.querySelector(\"[aria-label^='Copy the SHA-256 of']\")")
            .await;
        done.as_bool()?.then_some(())
    })
    .await;
    let script = format!(
        "const done = arguments[arguments.length - 1];
         const box = document.querySelector('input[type=search]');
         const status = document.querySelector(\"[role=status][aria-label='Search results']\");
         const type = text => {{ box.value = text; box.dispatchEvent(new InputEvent('input', {{ bubbles: true }})); }};
         const until = (fits, then) => {{
             const look = () => fits(status.innerText) ? then() : requestAnimationFrame(look);
             look();
         }};
         type('');
         // What the empty box brings about is drawn before a person types on.
         until(text => !/^[0-9]/.test(text), () => setTimeout(() => {{
             const start = performance.now();
             const seen = new MutationObserver(() => {{
                 if (/^5[,.\\u202f ]?000/.test(status.innerText)) {{
                     seen.disconnect();
                     done(performance.now() - start);
                 }}
             }});
             seen.observe(status, {{ childList: true, characterData: true, subtree: true }});
             type({PHRASE:?});
         }}, 300));"
    );
    let mut times = Vec::new();
    for _run in 0..7 {
        let time = page
            .execute_async(&script, Vec::new())
            .await
            .expect("a search ends");
        times.push(time.as_f64().expect("a number"));
    }
    page.browser.close().await;
    Times(times)
}

fn ripgrep(text: &Path) -> Times {
    let command = || timed(Command::new("rg").args(["-c", "-i", TERM]).arg(text));
    command();
    Times((0..7).map(|_| command()).collect())
}

fn native_digests(export: &Path) -> Times {
    let unpacked = "unzip -p \"$1\" | sha256sum";
    let run = || {
        timed(Command::new("sha256sum").arg(export))
            + timed(Command::new("sh").args(["-c", unpacked, "sh"]).arg(export))
    };
    run();
    Times((0..7).map(|_| run()).collect())
}

/// What the ratios were measured on.
fn machine() -> String {
    let first_line = |program: &Path| xtask::say::version_of(program).unwrap_or_default();
    let cpu = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let cpu = cpu
        .lines()
        .find_map(|line| line.strip_prefix("model name"))
        .map_or("unknown", |name| name.trim_start_matches([' ', '\t', ':']));
    format!(
        "CPU {cpu}; {}; {}; {}; {N_RUNS} runs each in a fresh browser, 7 of each command",
        first_line(&settings::path("THREADSEAL_CHROMIUM")),
        first_line(Path::new("sha256sum")),
        first_line(Path::new("rg")),
    )
}
