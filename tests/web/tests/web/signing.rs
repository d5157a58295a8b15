//! A finished package is signed by a key of the browser's, its time is stamped by an authority made
//! for the test, and a message of it becomes an exhibit; other people's tools check all of it.

use std::path::{Path, PathBuf};
use std::process::Command;

use web_tests::foreign::{passed, threadseal};
use web_tests::page::{Page, part, part_beginning, until, with_page};

use crate::steps::*;

/// Runs a program in a folder.
fn ran(folder: &Path, line: &str, input: &[u8]) -> String {
    use std::io::Write;
    let mut words = line.split_whitespace();
    let mut child = Command::new(words.next().expect("a program"))
        .args(words)
        .current_dir(folder)
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .expect("it starts");
    child.stdin.take().expect("a pipe").write_all(input).ok();
    let done = child.wait_with_output().expect("it ends");
    let said = String::from_utf8_lossy(&[done.stdout, done.stderr].concat()).into_owned();
    assert!(done.status.success(), "{line}: {said}");
    said
}

/// Takes a download out of the way of the next one.
async fn put_aside(page: &Page, ending: &str, name: &str) -> PathBuf {
    let file = page.downloaded(ending).await;
    let aside = page.browser.scratch.join(name);
    std::fs::rename(&file, &aside).expect("a download can be moved");
    aside
}

async fn built(page: &Page) -> PathBuf {
    let export = journey_export(page);
    page.open().await;
    open_export(page, &export).await;
    redact_message(page, 5, "SEC").await;
    seal_and_build(page).await;
    page.press(part("link", "Save package")).await;
    put_aside(page, ".zip", "package.zip").await
}

async fn seal_and_build(page: &Page) {
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
    page.press(part("link", "Save sealed package")).await;
    put_aside(page, ".zip", "sealed.zip").await;
    page.press(part("button", "Build package")).await;
    let dialog = page.find(part("dialog", "Build package")).await;
    page.press_in(&dialog, part_beginning("radio", "Withheld"))
        .await;
    page.press_in(&dialog, part_beginning("radio", "Whole messages"))
        .await;
    page.press_in(&dialog, part("button", "Build")).await;
    page.gone(part("dialog", "Build package")).await;
}

/// What the line for `allowed_signers` says.
async fn signer_line(page: &Page) -> String {
    until("the line of the key", || async {
        let text = page
            .js("document.querySelector('[aria-label=\"Line for allowed_signers\"]')?.innerText ?? null")
            .await;
        Some(text.as_str()?.to_owned())
    })
    .await
}

/// Unpacks a package; the folder that its files stand in.
fn unpacked(package: &Path) -> PathBuf {
    let into = package.with_extension("unpacked");
    std::fs::create_dir_all(&into).expect("a folder");
    web_tests::foreign::unzipped(package, &into)
}

async fn open_details(page: &Page) {
    page.js("document.querySelectorAll('.origin__known').forEach(at => { at.open = true; })")
        .await;
}

async fn pictures(page: &Page, name: &str) {
    for (width, dark) in [(1440, false), (1440, true), (390, false), (390, true)] {
        page.look_like(width, 2400, dark).await;
        let look = if dark { "dark" } else { "light" };
        page.leave_picture(&format!("{name}-{width}-{look}")).await;
        let wide = page
            .js("document.documentElement.scrollWidth - innerWidth")
            .await;
        assert!(
            wide.as_i64().is_some_and(|over| over <= 0),
            "{name} {width}: {wide}"
        );
    }
    page.look_like(1280, 1000, false).await;
}

#[tokio::test]
async fn a_package_is_signed_and_stamped_and_strangers_check_it() {
    with_page("signing", |page| async move {
        let package = built(&page).await;
        assert!(
            verdict(&page, &package)
                .await
                .ends_with("origin not checked")
        );
        page.press(part("button", "Make a key")).await;
        let line = signer_line(&page).await;
        assert!(
            line.contains("namespaces=\"evidence@threadseal\" ecdsa-sha2-nistp256 "),
            "{line}"
        );
        pictures(&page, "key").await;
        page.press(part("button", "Sign")).await;
        page.press(part("link", "Save signed package")).await;
        let signed = put_aside(&page, ".zip", "signed.zip").await;
        pictures(&page, "signed").await;
        let folder = unpacked(&signed);
        std::fs::write(folder.join("allowed"), format!("{line}\n")).expect("a file");
        let message = std::fs::read(folder.join("tagmanifest-sha256.txt")).expect("a manifest");
        let name = line.split_whitespace().next().expect("a name");
        let sig = "-n evidence@threadseal -s signatures/tagmanifest-sha256.01.sig";
        ran(
            &folder,
            &format!("ssh-keygen -Y verify -f allowed -I {name} {sig}"),
            &message,
        );
        ran(
            &folder,
            "openssl dgst -sha256 -verify signatures/tagmanifest-sha256.01.pem -signature \
             signatures/tagmanifest-sha256.01.der tagmanifest-sha256.txt",
            b"",
        );
        let allowed = folder.join("allowed").display().to_string();
        let words = [
            "verify",
            &signed.display().to_string(),
            "--allowed-signers",
            &allowed,
        ];
        passed(&threadseal(
            &words.map(str::to_owned).each_ref().map(String::as_str),
        ));
        // The key is still there after the page was left, and is the same.
        page.open().await;
        verdict(&page, &signed).await;
        assert_eq!(
            signer_line(&page).await.split(' ').next_back(),
            line.split(' ').next_back()
        );
        stamped(&page, &signed, &line).await;
    })
    .await;
}

/// An authority answers, the answer is added, and all that is known is compared.
async fn stamped(page: &Page, signed: &Path, line: &str) {
    let desk = page.browser.scratch.join("authority");
    std::fs::create_dir_all(&desk).expect("a folder");
    let config = "[req]\ndistinguished_name=dn\nprompt=no\n[dn]\nCN=Test authority\n[stamps]\n\
        extendedKeyUsage=critical,timeStamping\n[tsa]\ndefault_tsa=tsa1\n[tsa1]\nserial=serial\n\
        crypto_device=builtin\nsigner_digest=sha256\ndefault_policy=1.2.3.4.1\ndigests=sha256\n\
        ess_cert_id_alg=sha256\n";
    std::fs::write(desk.join("ts.cnf"), config).expect("a file");
    std::fs::write(desk.join("serial"), "01\n").expect("a file");
    ran(
        &desk,
        "openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out tsa.key",
        b"",
    );
    ran(
        &desk,
        "openssl req -x509 -new -key tsa.key -days 30 -config ts.cnf -extensions stamps -out tsa.pem",
        b"",
    );
    page.press(part("button", "Save time request")).await;
    let request = put_aside(page, ".tsq", "authority/x.tsq").await;
    ran(
        &desk,
        "openssl ts -reply -config ts.cnf -section tsa1 -queryfile x.tsq -signer tsa.pem -inkey tsa.key -out x.tsr",
        b"",
    );
    page.choose_files("Add files", &[&request, &desk.join("x.tsr")])
        .await;
    page.press(part("link", "Save signed package")).await;
    let stamped = put_aside(page, ".zip", "stamped.zip").await;
    verdict(page, &stamped).await;
    open_details(page).await;
    let keys = page
        .find(part(
            "textbox",
            "Keys you know, a line each as in allowed_signers",
        ))
        .await;
    page.write(&keys, line).await;
    page.choose_files("Open certificates", &[&desk.join("tsa.pem")])
        .await;
    page.press(part("button", "Check again")).await;
    page.text_that(part("status", "Verification"), |text| {
        text.contains("whose key was given")
            && text.contains("stamped ")
            && text.ends_with("under a root that was given")
    })
    .await;
    open_details(page).await;
    pictures(page, "known").await;
    // A file of another package is refused, and said so.
    page.choose_files("Add files", &[signed]).await;
    assert!(alert(page).await.contains("none of *.sig"));
    dismiss_alerts(page).await;
    reviewed(page).await;
    exhibited(page).await;
    compared(page).await;
}

/// A package that says more beside the one that was checked.
async fn compared(page: &Page) {
    let first = page.browser.scratch.join("package.zip");
    let later = page.browser.scratch.join("later.zip");
    let sealed = page.browser.scratch.join("sealed.zip");
    let log = page.browser.scratch.join("none.json");
    std::fs::write(
        &log,
        "{\"format\":\"threadseal-decisions-1\",\"sources\":[],\"decisions\":[]}",
    )
    .expect("a file");
    let paths = [&sealed, &log, &later].map(|path| path.display().to_string());
    let [sealed, log, out] = paths.each_ref().map(String::as_str);
    let created = "2024-03-01T10:00:00Z";
    let words = [
        "build",
        sealed,
        "--decisions",
        log,
        "--created",
        created,
        "--out",
        out,
    ];
    passed(&threadseal(&words));
    assert!(verdict(page, &first).await.starts_with("Valid"));
    page.choose_files("Open later package", &[&later]).await;
    let told = page
        .text_that(part("status", "Comparison"), |text| {
            text.contains("difference")
        })
        .await;
    assert!(told.starts_with("3 differences in "), "{told}");
    let row = page
        .js("document.querySelector('table[aria-label=Differences] tbody')?.innerText ?? ''")
        .await;
    assert!(
        row.as_str()
            .is_some_and(|row| row.contains("words became visible")),
        "{row}"
    );
    pictures(page, "compared").await;
}

/// The review set, as far as the page goes: what is in it native tests read.
async fn reviewed(page: &Page) {
    for (name, text) in [
        ("Zone of the stamps", "Europe/London"),
        ("Numbers begin with", "ABC"),
    ] {
        let field = page.find(part("textbox", name)).await;
        page.write(&field, text).await;
    }
    page.press(part("button", "Write review set")).await;
    page.press(part("link", "Save review set")).await;
    let set = put_aside(page, ".zip", "review.zip").await;
    pictures(page, "review").await;
    let folder = unpacked(&set);
    ran(&folder, "sha256sum --quiet -c SHA256.txt", b"");
    let stamped = page
        .browser
        .scratch
        .join("stamped.zip")
        .display()
        .to_string();
    let again = page.browser.scratch.join("again.zip");
    let out = again.display().to_string();
    let words = [
        "review",
        &stamped,
        "--zone",
        "Europe/London",
        "--bates",
        "ABC",
        "--out",
        &out,
    ];
    passed(&threadseal(&words));
    let same = std::fs::read(&again).ok() == std::fs::read(&set).ok();
    assert!(same, "the browser writes the bytes that the desktop writes");
}

async fn exhibited(page: &Page) {
    let number = page.find(part("textbox", "Message number")).await;
    page.write(&number, "3").await;
    page.press(part("button", "Save exhibit")).await;
    let exhibit = put_aside(page, ".jsonl", "exhibit.jsonl").await;
    // What was known of the package says nothing of the exhibit: the keys are taken out.
    page.open().await;
    let said = verdict(page, &exhibit).await;
    assert!(
        said.starts_with("Valid: the exhibit is consistent with itself"),
        "{said}"
    );
    let words = ["verify".to_owned(), exhibit.display().to_string()];
    passed(&threadseal(&words.each_ref().map(String::as_str)));
    pictures(page, "exhibit").await;
}
