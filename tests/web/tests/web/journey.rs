//! The main job from end to end: open, read, search, redact, reload, build, save, verify; then the
//! same package in the hands of strangers.

use std::path::Path;

use web_tests::browser::Engine;
use web_tests::exports::{JOURNEY, SECRET_IN_FILE};
use web_tests::foreign;
use web_tests::page::{Page, part, part_beginning, until, with_page, with_page_in};

use crate::steps::*;

/// Words that the journey withholds. None may stand in the package.
const WITHHELD: [&str; 5] = ["7391", "old one", SECRET_IN_FILE, "ledger", "safe."];

#[tokio::test]
async fn an_export_becomes_a_package_that_strangers_find_valid() {
    with_page("journey", whole_job).await;
}

/// The same in another engine, down to the same bytes.
#[tokio::test]
async fn in_firefox_too() {
    with_page_in(Engine::Firefox, "journey-firefox", whole_job).await;
}

/// And in a third.
#[tokio::test]
async fn in_webkit_too() {
    with_page_in(Engine::WebKit, "journey-webkit", whole_job).await;
}

async fn whole_job(page: std::rc::Rc<Page>) {
    page.open().await;
    let export = journey_export(&page);
    open_export(&page, &export).await;
    reads_as_written(&page).await;
    searches(&page).await;
    redacts(&page).await;
    undoes_and_redoes(&page).await;
    survives_a_reload(&page, &export).await;
    shows_what_the_recipient_sees(&page).await;
    let decisions = saves_decisions(&page).await;
    let package = builds_and_saves(&page).await;
    holds_nothing_withheld(&package);
    let folder = foreign::unzipped(&package, &page.browser.scratch.join("unzipped"));
    strangers_find_it_valid(&folder, &package);
    the_command_line_builds_the_same_bytes(&page, &export, &decisions, &package, &folder);
    verifies(&page, &package).await;
}

async fn reads_as_written(page: &Page) {
    page.find(part("navigation", "Threads")).await;
    page.find(part_beginning("button", "Falcon")).await;
    page.find(part("feed", "Messages")).await;
    let last = article(page, 12).await;
    let n_records = last.attr("aria-setsize").await.unwrap();
    assert_eq!(
        n_records.as_deref(),
        Some(JOURNEY.len().to_string().as_str())
    );
    let words = words_of(page, 4).await;
    assert!(
        words.contains("The new one.\nTwo pages,\nand a list."),
        "{words}"
    );
    assert!(words.contains("09:03:00"), "the time as written: {words}");
    let markup = words_of(page, 10).await;
    assert!(
        markup.contains("<b>not bold</b> & \"quoted\" <script>alert(1)</script>"),
        "{markup}"
    );
    let picture = article(page, 6).await;
    until("the picture is drawn", || async {
        let drawn =
            "article => [...article.querySelectorAll('img')].some(img => img.naturalWidth > 0)";
        page.js_on(&picture, drawn).await.as_bool()?.then_some(())
    })
    .await;
}

async fn searches(page: &Page) {
    let search = page.find(part("searchbox", "Search messages")).await;
    page.write(&search, "falcon").await;
    page.text_that(part("status", "Search results"), |text| {
        text.starts_with('3')
    })
    .await;
    page.press(part("button", "Next hit")).await;
    page.write(&search, "no such words").await;
    page.text_that(part("status", "Search results"), |text| {
        text.starts_with('0')
    })
    .await;
}

async fn redacts(page: &Page) {
    redact_message(page, 5, "SEC").await;

    select_words(page, 3, "old one").await;
    press_on_selection(page, 3).await;
    give_reason(page, "Redact", "TPD").await;

    press_on(page, 8, "Redact attachment").await;
    give_reason(page, "Redact", "COM").await;

    page.press(part("button", "Redact everywhere")).await;
    let dialog = page.find(part("dialog", "Redact everywhere")).await;
    let find = page.find_in(&dialog, part("textbox", "Find")).await;
    page.write(&find, "Zelda Quimby").await;
    until("four hits", || async {
        dialog.text().await.ok()?.contains("4 hits").then_some(())
    })
    .await;
    let last = "dialog => { const all = dialog.querySelectorAll('input[type=checkbox]'); \
                all[all.length - 1].click(); return all.length; }";
    assert_eq!(page.js_on(&dialog, last).await, 4);
    give_reason(page, "Redact everywhere", "TPD").await;
    redactions_are(page, 4).await;
}

async fn press_on_selection(page: &Page, number: u32) {
    let found = article(page, number).await;
    page.press_in(&found, part("button", "Redact selection"))
        .await;
}

async fn undoes_and_redoes(page: &Page) {
    page.press(part("button", "Undo")).await;
    redactions_are(page, 3).await;
    page.press(part("button", "Undo")).await;
    redactions_are(page, 2).await;
    page.press(part("button", "Redo")).await;
    page.press(part("button", "Redo")).await;
    redactions_are(page, 4).await;
}

async fn survives_a_reload(page: &Page, export: &Path) {
    let before = redactions(page).await;
    until("decisions are kept", || async {
        let foot = page
            .js("document.querySelector('footer')?.innerText ?? ''")
            .await;
        foot.as_str()?.contains("Kept on this device").then_some(())
    })
    .await;
    page.refresh().await.unwrap();
    page.find(part("file", "Open exports")).await;
    open_export(page, export).await;
    let after = redactions_are(page, before.len()).await;
    assert_eq!(after, before);
    go_to(page, "Read").await;
    words_fit(page, 5, |words| words.contains("Withheld")).await;
}

async fn shows_what_the_recipient_sees(page: &Page) {
    page.press(part("checkbox", "Show as the recipient will see it"))
        .await;
    words_fit(page, 5, |words| {
        !words.contains("7391") && words.contains("SEC")
    })
    .await;
    words_fit(page, 3, |words| {
        !words.contains("old one") && words.contains("TPD")
    })
    .await;
    words_fit(page, 8, |words| !words.contains("ledger")).await;
    words_fit(page, 9, |words| !words.to_lowercase().contains("quimby")).await;
    let all = page
        .js("document.querySelector('[role=feed]').outerHTML")
        .await;
    let all = all.as_str().unwrap();
    for words in ["7391", "old one", "ledger"] {
        assert!(
            !all.contains(words),
            "{words:?} stands in the markup of the recipient's view"
        );
    }
    page.press(part("checkbox", "Show as the recipient will see it"))
        .await;
    words_fit(page, 5, |words| words.contains("7391")).await;
}

pub(crate) async fn saves_decisions(page: &Page) -> std::path::PathBuf {
    go_to(page, "Redact").await;
    page.press(part("button", "Save decisions")).await;
    page.downloaded(".json").await
}

async fn builds_and_saves(page: &Page) -> std::path::PathBuf {
    build(page).await;
    // One occurrence of the name was left in on purpose: a person has to look at it first.
    page.press(part_beginning("checkbox", "I have looked"))
        .await;
    save_package(page).await
}

/// The text without what is as long as a digest and made of hex digits alone: four digits stand in
/// some digest by chance, another one with each time of building.
fn without_digests(text: &str) -> String {
    let is_digest =
        |word: &str| word.len() >= 64 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    text.split_inclusive(|at: char| !at.is_ascii_alphanumeric())
        .filter(|word| !is_digest(word.trim_end_matches(|at: char| !at.is_ascii_alphanumeric())))
        .collect()
}

fn holds_nothing_withheld(package: &Path) {
    let bytes = std::fs::read(package).unwrap();
    let text = without_digests(&String::from_utf8_lossy(&bytes).to_lowercase());
    for words in WITHHELD {
        assert!(
            !text.contains(&words.to_lowercase()),
            "{words:?} stands in the package"
        );
    }
    assert!(
        text.contains("good morning bob"),
        "what is not withheld is there"
    );
}

/// What needs nothing of ours: `bagit.py`, `sha256sum`, and the script that lies in the package.
pub(crate) fn strangers_accept(folder: &Path, package: &Path) {
    let said = foreign::passed(&foreign::bagit(folder));
    assert!(said.contains("is valid"), "{said}");
    for manifest in ["manifest-sha256.txt", "tagmanifest-sha256.txt"] {
        let said = foreign::passed(&foreign::sha256sum(folder, manifest));
        assert!(said.contains(": OK"), "{said}");
    }
    foreign::passed(&foreign::own_script(folder, package));
}

fn strangers_find_it_valid(folder: &Path, package: &Path) {
    strangers_accept(folder, package);
    let transcript =
        std::fs::read_to_string(folder.join("data/threads/t001/transcript.txt")).unwrap();
    assert_eq!(
        transcript.matches("Zelda Quimby").count(),
        1,
        "{transcript}"
    );
    let html = std::fs::read_to_string(folder.join("data/threads/t001/transcript.html")).unwrap();
    assert!(
        !html.to_lowercase().contains("<script"),
        "markup of a message was let through"
    );
    let said = foreign::passed(&foreign::threadseal(&[
        "verify",
        &package.display().to_string(),
    ]));
    assert!(said.to_lowercase().contains("valid"), "{said}");
}

/// Same input, same bytes: the page and the terminal are two users of one engine.
pub(crate) fn the_command_line_builds_the_same_bytes(
    page: &Page,
    export: &Path,
    decisions: &Path,
    package: &Path,
    folder: &Path,
) {
    let facts = std::fs::read_to_string(folder.join("bag-info.txt")).unwrap();
    let created = facts
        .lines()
        .find_map(|line| line.strip_prefix("Threadseal-Created: "))
        .expect("bag-info.txt says when the package was made");
    let out = page.browser.scratch.join("by-command-line.zip");
    let words = [
        "build",
        &export.display().to_string(),
        "--decisions",
        &decisions.display().to_string(),
        "--created",
        created,
        "--attachments",
        "as-they-are",
        "--looked",
        "--out",
        &out.display().to_string(),
    ]
    .map(str::to_owned);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    foreign::passed(&foreign::threadseal(&words));
    let (ours, theirs) = (
        std::fs::read(package).unwrap(),
        std::fs::read(&out).unwrap(),
    );
    assert!(
        ours == theirs,
        "{} and {} differ",
        package.display(),
        out.display()
    );
}

async fn verifies(page: &Page, package: &Path) {
    let said = verdict(page, package).await;
    assert!(
        said.starts_with("Valid: consistent with itself; origin not checked"),
        "{said}"
    );
    let bytes = std::fs::read(package).unwrap();
    let places = [bytes.len() / 3, bytes.len() / 2, bytes.len() - 3, 10];
    for (number, at) in places.into_iter().enumerate() {
        let mut changed = bytes.clone();
        changed[at] ^= 1;
        let path = page.browser.scratch.join(format!("changed-{number}.zip"));
        std::fs::write(&path, changed).unwrap();
        let said = verdict(page, &path).await;
        assert!(said.starts_with("Not valid"), "byte {at}: {said}");
        let output = foreign::threadseal(&["verify", &path.display().to_string()]);
        assert_ne!(output.status.code(), Some(0), "byte {at}");
    }
}
