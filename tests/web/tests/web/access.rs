//! Every screen against axe-core, in both themes; 200 % zoom; reduced motion.

use serde_json::{Value, json};
use web_tests::page::{Page, part, with_page};
use web_tests::settings;

use crate::steps::*;

#[tokio::test]
async fn no_screen_has_an_accessibility_violation() {
    with_page("access", |page| async move {
        let axe = std::fs::read_to_string(settings::path("THREADSEAL_AXE")).unwrap();
        let mut violations = Vec::new();
        for dark in [false, true] {
            page.look_like(1440, 900, dark).await;
            page.open().await;
            inject(&page, &axe).await;
            let theme = if dark { "dark" } else { "light" };
            every_screen(&page, theme, &mut violations).await;
        }
        assert!(violations.is_empty(), "{}", violations.join("\n"));
    })
    .await;
}

/// The page's policy forbids scripts that it does not know; the browser's own channel does not ask
/// it.
async fn inject(page: &Page, script: &str) {
    let parameters = json!({ "expression": script, "returnByValue": false });
    page.browser.cdp("Runtime.evaluate", parameters).await;
}

async fn every_screen(page: &Page, theme: &str, violations: &mut Vec<String>) {
    check(page, "start", theme, violations).await;
    open_sample(page).await;
    check(page, "Read", theme, violations).await;
    focus(page, 6).await;
    check(page, "Read, a message focused", theme, violations).await;
    press_on(page, 6, "More").await;
    page.find(part("menu", "More for this message")).await;
    check(page, "the menu of a message", theme, violations).await;
    page.keys("\u{e00c}").await;
    for area in [
        "People",
        "Findings",
        "Compliance",
        "Case",
        "Gallery",
        "Timeline",
        "Package",
        "Redact",
    ] {
        go_to(page, area).await;
        // What is drawn, counted or looked for must be there.
        tokio::time::sleep(std::time::Duration::from_millis(800)).await;
        check(page, area, theme, violations).await;
    }
    go_to(page, "Timeline").await;
    page.js("document.querySelectorAll('.timeline details').forEach(at => { at.open = true; })")
        .await;
    check(page, "Timeline, tables open", theme, violations).await;
    go_to(page, "Read").await;
    for button in ["Redact everywhere", "Build package", "Keyboard shortcuts"] {
        page.press(part("button", button)).await;
        let dialog = page.find(part("dialog", button)).await;
        check(page, button, theme, violations).await;
        page.press_in(&dialog, part("button", "Close")).await;
        page.gone(part("dialog", button)).await;
    }
    go_to(page, "Gallery").await;
    let grid = page.find(part("listbox", "Files, links and places")).await;
    page.js_on(&grid, "grid => grid.focus()").await;
    page.keys("\u{e007}").await;
    let dialog = page.find(part("dialog", "Gallery")).await;
    check(page, "lightbox", theme, violations).await;
    page.press_in(&dialog, part("button", "Close")).await;
    page.gone(part("dialog", "Gallery")).await;
    go_to(page, "Read").await;
    page.press(part("button", "Print")).await;
    page.find(part("button", "Print or save as PDF")).await;
    check(page, "print view", theme, violations).await;
    page.press(part("button", "Back")).await;
    page.press(part("button", "Verify a package")).await;
    check(page, "Verify", theme, violations).await;
}

/// Runs the checker over what is on screen.
async fn check(page: &Page, screen: &str, theme: &str, violations: &mut Vec<String>) {
    let parameters = json!({
        // A tile's name says in one sentence what stands on it in pieces.
        "expression": "axe.run(document, { resultTypes: ['violations'] }).then(found => \
            found.violations.map(at => ({ ...at, nodes: at.nodes.filter(node => \
                at.id !== 'label-content-name-mismatch' || !node.target.join(' ').startsWith('#tile-')) })) \
            .filter(at => at.nodes.length > 0).map(at => at.id + ': ' + at.help + ' at ' + \
            at.nodes.slice(0, 4).map(node => node.target.join(' ') + ' ' + \
            (node.any[0]?.message ?? node.all[0]?.message ?? node.none[0]?.message ?? '')).join(' | ')))",
        "awaitPromise": true,
        "returnByValue": true,
    });
    let answer = page.browser.cdp("Runtime.evaluate", parameters).await;
    let found = &answer["result"]["value"];
    let Value::Array(found) = found else {
        panic!("the checker did not run on {screen}: {answer}");
    };
    let told = found
        .iter()
        .map(|at| format!("{screen}, {theme}: {}", at.as_str().unwrap_or("?")));
    violations.extend(told);
}

#[tokio::test]
async fn at_twice_the_size_nothing_is_lost() {
    with_page("access-zoom", |page| async move {
        // 1280 by 800 at 200 % are 640 by 400 of the page's own pixels.
        page.look_like(640, 400, false).await;
        page.open().await;
        open_sample(&page).await;
        for area in ["Read", "Gallery", "Timeline", "People"] {
            go_to(&page, area).await;
            tokio::time::sleep(std::time::Duration::from_millis(300)).await;
            let too_wide = page
                .js("document.documentElement.scrollWidth - document.documentElement.clientWidth")
                .await;
            assert_eq!(too_wide, 0, "{area} scrolls sideways");
            let room = page
                .js("document.getElementById('area').getBoundingClientRect().height")
                .await;
            assert!(room.as_f64().unwrap() > 100.0, "{area} has {room} px");
        }
    })
    .await;
}

#[tokio::test]
async fn nothing_moves_for_who_asked_for_less_motion() {
    with_page("access-motion", |page| async move {
        let media = json!({ "features": [{ "name": "prefers-reduced-motion", "value": "reduce" }] });
        page.browser.cdp("Emulation.setEmulatedMedia", media).await;
        page.open().await;
        open_sample(&page).await;
        for area in ["Read", "Gallery", "Timeline"] {
            go_to(&page, area).await;
            let moving = page
                .js("[...document.querySelectorAll('*')].filter(at => { const style = getComputedStyle(at); \
                     const long = time => time.split(',').some(part => parseFloat(part) > 0.001); \
                     return long(style.transitionDuration) || long(style.animationDuration) \
                       || style.scrollBehavior === 'smooth'; }).length")
                .await;
            assert_eq!(moving, 0, "{area}");
        }
    })
    .await;
}
