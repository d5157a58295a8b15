//! Seal, save the sealed package, prove a package under it; then everything from the sealed
//! package alone.

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use web_tests::page::{Page, part, part_beginning, until, with_page};

use crate::steps::*;

async fn seal(page: &Page) {
    go_to(page, "Read").await;
    until("the digests are there", || async {
        let ready = page
            .js("!!document.querySelector(\"[aria-label^='Copy the SHA-256 of']\")")
            .await;
        ready.as_bool()?.then_some(())
    })
    .await;
    go_to(page, "Package").await;
    page.press(part("button", "Seal what is open")).await;
}

/// The seal number as the page shows it.
async fn number(page: &Page) -> String {
    let number = until("the seal number", || async {
        let text = page
            .js("document.querySelector('dl[aria-label=\"Seal numbers\"] code')?.innerText ?? null")
            .await;
        Some(text.as_str()?.to_owned())
    })
    .await;
    assert_eq!(number.split(':').count(), 3, "{number}");
    number
}

/// Builds; the form says beforehand which disclosure it will be.
async fn build_with_proof(page: &Page, proof: &'static str, number: u32) {
    page.press(part("button", "Build package")).await;
    let dialog = page.find(part("dialog", "Build package")).await;
    page.press_in(&dialog, part_beginning("radio", "Withheld"))
        .await;
    page.press_in(&dialog, part_beginning("radio", proof)).await;
    let words = format!("Disclosure {number} under this seal");
    until("the number of the disclosure", || async {
        let text = page.js("document.body.innerText").await;
        text.as_str()?.contains(&words).then_some(())
    })
    .await;
    page.press_in(&dialog, part("button", "Build")).await;
    page.gone(part("dialog", "Build package")).await;
}

/// What the script inside the package says of it, with the seal number told.
fn checked_by_python(package: &Path, number: &str) -> String {
    let folder = package.with_extension("unpacked");
    let program = web_tests::settings::path("THREADSEAL_PYTHON");
    let unpacked = std::process::Command::new(&program)
        .args(["-m", "zipfile", "-e"])
        .arg(package)
        .arg(&folder)
        .status()
        .expect("Python runs");
    assert!(unpacked.success());
    let script = std::fs::read_dir(&folder)
        .expect("it was unpacked")
        .next()
        .expect("a top folder")
        .expect("it can be read")
        .path()
        .join("verify.py");
    let checked = std::process::Command::new(&program)
        .arg(&script)
        .arg(package)
        .args(["--root", number])
        .output()
        .expect("Python runs");
    let said = String::from_utf8_lossy(&checked.stdout).into_owned();
    assert!(checked.status.success(), "{said}");
    said
}

/// Takes a download out of the way of the next one.
async fn put_aside(page: &Page, name: &str) -> PathBuf {
    let package = page.downloaded(".zip").await;
    let aside = page.browser.scratch.join(name);
    std::fs::rename(&package, &aside).expect("a download can be moved");
    aside
}

#[tokio::test]
async fn a_package_is_proven_and_a_later_one_from_the_sealed_package_alone() {
    let number_told = Rc::new(RefCell::new(String::new()));
    let told = Rc::clone(&number_told);
    let scratch = with_page("sealing", |page| async move {
        let export = journey_export(&page);
        page.open().await;
        open_export(&page, &export).await;
        redact_message(&page, 5, "SEC").await;
        seal(&page).await;
        *told.borrow_mut() = number(&page).await;
        page.leave_picture("sealed").await;
        page.press(part("link", "Save sealed package")).await;
        put_aside(&page, "sealed.zip").await;
        build_with_proof(&page, "Every word", 1).await;
        // Built again before anybody has it: the number is not used up.
        page.find(part("link", "Save package")).await;
        build_with_proof(&page, "Every word", 1).await;
        page.press(part("link", "Save package")).await;
        let package = put_aside(&page, "proven.zip").await;
        let said = checked_by_python(&package, &told.borrow());
        assert!(said.contains("disclosure 1 under its seal"), "{said}");
        build_with_proof(&page, "Every word", 2).await;
        page.press(part("link", "Save package")).await;
        let second = put_aside(&page, "second.zip").await;
        let said = checked_by_python(&second, &told.borrow());
        assert!(said.contains("disclosure 2 under its seal"), "{said}");
        assert!(verdict(&page, &package).await.starts_with("Valid"));
    })
    .await;
    // Another person's browser, with nothing but the sealed package.
    let told = number_told.borrow().clone();
    with_page("sealing-later", |page| async move {
        page.open().await;
        open_export(&page, &scratch.join("sealed.zip")).await;
        words_fit(&page, 5, |words| words.contains("Withheld")).await;
        seal(&page).await;
        assert_eq!(number(&page).await, told);
        // It was sealed before anything left, so it counts anew.
        build_with_proof(&page, "Whole messages", 1).await;
        page.press(part("link", "Save package")).await;
        let package = put_aside(&page, "later.zip").await;
        checked_by_python(&package, &told);
    })
    .await;
}

/// How many packages stand in the origin's private file system.
async fn n_staged(page: &Page) -> u64 {
    let script = "const done = arguments[arguments.length - 1];
        (async () => {
            const folder = await navigator.storage.getDirectory();
            let n = 0;
            for await (const name of folder.keys()) n += name.startsWith('threadseal-stage-');
            return n;
        })().then(done, error => done(String(error)));";
    let n = page.execute_async(script, Vec::new()).await.unwrap();
    n.as_u64().unwrap_or_else(|| panic!("{n}"))
}

#[tokio::test]
async fn in_a_private_session_nothing_is_staged_on_the_disk() {
    with_page("sealing-private", |page| async move {
        page.open().await;
        ready_offline(&page).await;
        let export = journey_export(&page);
        open_export(&page, &export).await;
        redact_message(&page, 5, "SEC").await;
        build(&page).await;
        page.find(part("link", "Save package")).await;
        assert_eq!(n_staged(&page).await, 1);

        page.press(part("checkbox", "Private session")).await;
        seal(&page).await;
        number(&page).await;
        build(&page).await;
        page.find(part("link", "Save package")).await;
        assert_eq!(n_staged(&page).await, 0, "the first one was replaced");
        let package = save_package(&page).await;
        assert!(verdict(&page, &package).await.starts_with("Valid"));
    })
    .await;
}
