//! A package that was changed somewhere, before the three verifiers: the page, the program and the
//! script that the package holds. None of them takes it.

use std::path::{Path, PathBuf};
use std::process::Command;

use web_tests::exports::{ios_text, written};
use web_tests::foreign::{threadseal, unzipped};
use web_tests::page::{Page, part, until, with_page};
use web_tests::settings;
use web_tests::zips::{Entry, zip};

/// How many, unless `THREADSEAL_MUTATIONS` says otherwise.
const N_MUTATIONS: usize = 15;

fn n_mutations() -> usize {
    let given = std::env::var("THREADSEAL_MUTATIONS").ok();
    given
        .and_then(|text| text.parse().ok())
        .unwrap_or(N_MUTATIONS)
}

/// A package of the program, with a picture in it.
fn package(folder: &Path) -> PathBuf {
    let text = ios_text([
        ("Ada", "the gate, and a word or two"),
        (
            "Bob",
            "\u{200e}<attached: 00000002-PHOTO-2024-01-05-09-02-00.jpg>",
        ),
        ("Ada", "thanks"),
    ]);
    let picture = [&[0xff, 0xd8, 0xff][..], &[7; 300]].concat();
    let entries = [
        Entry::packed("_chat.txt", text.as_bytes()),
        Entry::stored("00000002-PHOTO-2024-01-05-09-02-00.jpg", &picture),
    ];
    let export = written(folder, "WhatsApp Chat - Ada.zip", &zip(&entries));
    let log = "{\"format\":\"threadseal-decisions-1\",\"sources\":[],\"decisions\":[]}";
    let log = written(folder, "log.json", log.as_bytes());
    let out = folder.join("threadseal-disclosure-20240301-100000.zip");
    let words = [&export, &log, &out].map(|path| path.display().to_string());
    let built = threadseal(&[
        "build",
        &words[0],
        "--decisions",
        &words[1],
        "--created",
        "2024-03-01T10:00:00Z",
        "--attachments",
        "as-they-are",
        "--out",
        &words[2],
    ]);
    assert!(built.status.success(), "{built:?}");
    out
}

/// The same bytes with one change, another one for each number.
fn mutated(package: &[u8], number: usize, of: usize) -> Vec<u8> {
    // The first bytes of an entry that nothing reads but the zip's own directory may say anything.
    let at = 7 + (package.len() - 7) * number / of;
    let mut bent = package.to_vec();
    match number % 5 {
        0 => bent[at] ^= 1 << (number / 5 % 8),
        1 => bent.truncate(at),
        2 => drop(bent.drain(at..(at + 1 + number % 60).min(package.len()))),
        3 => drop(bent.splice(at..at, package[..=number % 60].iter().copied())),
        _ => bent[at..].reverse(),
    }
    bent
}

/// What the page says of a file: its headline.
async fn headline(page: &Page, file: &Path) -> String {
    page.choose_files("Open package", &[file]).await;
    let name = file.file_name().unwrap().to_string_lossy().into_owned();
    until(&format!("the verdict about {name}"), || async {
        let script = format!(
            "const main = document.querySelector('main').innerText;
             const status = document.querySelector('[role=status][aria-label=Verification]')?.innerText ?? '';
             return main.includes({name:?}) && main.includes('SHA-256') ? status : '';"
        );
        let text = page.execute(&script, Vec::new()).await.ok()?;
        let text = text.as_str()?.trim().to_owned();
        (text.starts_with("Valid") || text.starts_with("Not ")).then_some(text)
    })
    .await
}

/// What script and program say: their exit codes.
fn codes(script: &Path, file: &Path) -> (Option<i32>, Option<i32>) {
    let by_script = Command::new(settings::path("THREADSEAL_PYTHON"))
        .arg(script)
        .arg(file)
        .output()
        .expect("Python runs");
    let by_program = threadseal(&["verify", &file.display().to_string()]);
    (by_script.status.code(), by_program.status.code())
}

#[tokio::test]
async fn no_verifier_takes_a_package_that_was_changed() {
    with_page("mutations", |page| async move {
        let folder = page.browser.scratch.clone();
        let package = package(&folder);
        let sound = std::fs::read(&package).unwrap();
        let script = unzipped(&package, &folder.join("unpacked")).join("verify.py");
        page.open().await;
        page.press(part("button", "Verify a package")).await;
        page.find(part("file", "Open package")).await;
        assert_eq!(codes(&script, &package), (Some(0), Some(0)));
        let said = headline(&page, &package).await;
        assert!(said.starts_with("Valid"), "{said}");
        let n = n_mutations();
        for number in 0..n {
            let name = format!("changed-{number:04}.zip");
            let file = written(&folder, &name, &mutated(&sound, number, n));
            let (by_script, by_program) = codes(&script, &file);
            assert!(matches!(by_script, Some(1 | 2)), "{name}: {by_script:?}");
            assert!(matches!(by_program, Some(1 | 2)), "{name}: {by_program:?}");
            let said = headline(&page, &file).await;
            assert!(said.starts_with("Not "), "{name}: {said}");
            std::fs::remove_file(&file).unwrap();
        }
    })
    .await;
}
