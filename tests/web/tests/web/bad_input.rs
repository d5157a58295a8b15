//! Bad input: a clear alert, nothing decided is lost, the rest keeps working.

use serde_json::json;
use web_tests::exports::{PICTURE, ios_text, journey, written};
use web_tests::page::{part_beginning, until, with_page};
use web_tests::zips::{Entry, zip};

use crate::steps::*;

/// A chat text that would be fine.
fn chat() -> Entry {
    Entry::packed(
        "_chat.txt",
        ios_text([("Ada Poe", "hello"), ("Bob Fay", "hello")]).as_bytes(),
    )
}

/// What a person may choose by mistake or be given by somebody who means harm.
fn bad_files() -> Vec<(&'static str, Vec<u8>)> {
    let fine = zip(&[chat(), Entry::stored("picture.png", PICTURE)]);
    let mut wrong_crc = chat();
    wrong_crc.crc ^= 1;
    let mut encrypted = chat();
    encrypted.flags |= 1;
    let mut too_long = chat();
    too_long.size /= 2;
    let mut overlapping = Entry::stored("again.png", PICTURE);
    overlapping.points_at = Some(1);
    let not_utf8 = zip(&[Entry::packed(
        "_chat.txt",
        b"[14/03/2024, 09:00:00] Ada Poe: caf\xe9\r\n[14/03/2024, 09:01:00] Bob Fay: \xff\xfe\r\n",
    )]);
    vec![
        ("empty.zip", Vec::new()),
        (
            "not-a-zip.zip",
            b"This is a letter, not an export.".repeat(40),
        ),
        (
            "no-chat-text.zip",
            zip(&[Entry::stored("picture.png", PICTURE)]),
        ),
        ("encrypted.zip", zip(&[encrypted])),
        ("truncated.zip", fine[..fine.len() / 2].to_vec()),
        ("no-end.zip", fine[..fine.len() - 30].to_vec()),
        ("wrong-crc.zip", zip(&[wrong_crc])),
        (
            "twice.zip",
            zip(&[
                chat(),
                Entry::stored("a.png", PICTURE),
                Entry::stored("a.png", PICTURE),
            ]),
        ),
        (
            "upwards.zip",
            zip(&[chat(), Entry::stored("../../outside.png", PICTURE)]),
        ),
        (
            "absolute.zip",
            zip(&[chat(), Entry::stored("/etc/outside.png", PICTURE)]),
        ),
        (
            "control.zip",
            zip(&[chat(), Entry::stored("line\nbreak.png", PICTURE)]),
        ),
        (
            "overlapping.zip",
            zip(&[chat(), Entry::stored("a.png", PICTURE), overlapping]),
        ),
        ("longer-than-said.zip", zip(&[too_long])),
        ("not-utf8.zip", not_utf8),
    ]
}

#[tokio::test]
async fn bad_files_are_told_and_nothing_is_lost() {
    with_page("bad-files", |page| async move {
        page.open().await;
        let export = journey_export(&page);
        open_export(&page, &export).await;
        redact_message(&page, 5, "SEC").await;
        for (name, bytes) in bad_files() {
            let path = written(&page.browser.scratch, name, &bytes);
            page.choose_files("Open exports", &[&path]).await;
            let said = alert(&page).await;
            assert!(
                said.contains(name),
                "{name}: the alert does not say where: {said}"
            );
            assert!(
                said.len() > name.len() + 30,
                "{name}: the alert says too little: {said}"
            );
            eprintln!("{name}: {}", said.replace('\n', " "));
            dismiss_alerts(&page).await;
        }
        page.press(part_beginning("button", "Falcon")).await;
        words_fit(&page, 5, |words| words.contains("Withheld")).await;
        redactions_are(&page, 1).await;
    })
    .await;
}

#[tokio::test]
async fn a_file_that_is_no_package_is_told() {
    with_page("no-package", |page| async move {
        page.open().await;
        let folder = &page.browser.scratch;
        for (name, bytes) in [
            ("letter.zip", b"This is a letter.".repeat(20)),
            ("export.zip", journey()),
            ("nothing.zip", Vec::new()),
        ] {
            let path = written(folder, name, &bytes);
            let said = verdict(&page, &path).await;
            assert!(said.starts_with("Not valid"), "{name}: {said}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_full_disk_is_told_and_nothing_is_lost() {
    with_page("quota", |page| async move {
        page.open().await;
        let export = journey_export(&page);
        open_export(&page, &export).await;
        let origin = page.browser.server.url();
        let quota = json!({ "origin": origin.trim_end_matches('/'), "quotaSize": 1 });
        page.browser.cdp("Storage.overrideQuotaForOrigin", quota).await;
        redact_message(&page, 5, "SEC").await;
        build(&page).await;
        // Either the package is held in memory instead, or it is said why it cannot be.
        until("a package or an alert", || async {
            let found = page
                .js("[...document.querySelectorAll('a')].some(a => a.innerText.includes('Save package')) \
                     || [...document.querySelectorAll('[role=alert]')].some(a => a.innerText.length > 30)")
                .await;
            found.as_bool()?.then_some(())
        })
        .await;
        redactions_are(&page, 1).await;
        // There is room again: what was asked for comes.
        let origin = page.browser.server.url();
        let quota = json!({ "origin": origin.trim_end_matches('/') });
        page.browser
            .cdp("Storage.overrideQuotaForOrigin", quota)
            .await;
        dismiss_alerts(&page).await;
        build(&page).await;
        let package = save_package(&page).await;
        assert!(verdict(&page, &package).await.starts_with("Valid"));
        page.console().await;
    })
    .await;
}

/// Two copies of one export among others: what was said by a worker that is ended meanwhile does not
/// count.
#[tokio::test]
async fn a_copy_among_several_exports_leaves_nothing_twice() {
    with_page("copies", |page| async move {
        for round in 0..3 {
            page.open().await;
            let export = |name: &str, words: &str| {
                let text = ios_text([("Ada Poe", words), ("Bob Fay", "hello")]);
                let name = format!("WhatsApp Chat - {name}.zip");
                let bytes = zip(&[Entry::packed("_chat.txt", text.as_bytes())]);
                written(&page.browser.scratch, &name, &bytes)
            };
            let same = format!("same {round}");
            let files = [
                export("X", &same),
                export("X (1)", &same),
                export("Y", "one"),
                export("W", "two"),
                export("V", "three"),
            ];
            let paths: Vec<&std::path::Path> =
                files.iter().map(std::path::PathBuf::as_path).collect();
            page.choose_files("Open exports", &paths).await;
            let listed =
                "[...document.querySelectorAll('nav .threads__file')].map(at => at.innerText)";
            until("every export is read and digested", || async {
                let names = page.js(listed).await;
                let names = names.as_array()?.clone();
                let is_done = names
                    .iter()
                    .all(|name| !name.as_str().unwrap_or("%").contains('%'));
                (names.len() == 4 && is_done).then_some(())
            })
            .await;
            let alerts = page
                .js("[...document.querySelectorAll('[data-tone=error]')].map(at => at.innerText)")
                .await;
            assert_eq!(alerts, json!([]), "round {round}");
        }
    })
    .await;
}

#[tokio::test]
async fn what_is_chosen_while_the_page_goes_on_is_opened() {
    with_page("late-choice", |page| async move {
        page.open().await;
        // The chooser of the system is opened on the first screen, and stays open while that goes.
        page.js("(window.kept = document.querySelector('main [aria-label=\"Open exports\"]'), 0)")
            .await;
        open_sample(&page).await;
        let gone = page.js("!window.kept.isConnected").await;
        page.execute(
            "const transfer = new DataTransfer();
             transfer.items.add(new File(['13/03/2024, 09:00 - Ada: late\\n'], 'WhatsApp Chat with Late.txt'));
             window.kept.files = transfer.files;
             window.kept.dispatchEvent(new Event('change', { bubbles: true }));",
            Vec::new(),
        )
        .await
        .unwrap();
        until("both are open", || async {
            let n = page
                .js("document.querySelectorAll('nav .thread').length")
                .await;
            (n.as_u64()? == 2).then_some(())
        })
        .await;
        assert_eq!(gone, true, "the button of the first screen goes with it");
    })
    .await;
}
