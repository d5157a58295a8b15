//! Parts of files: a stretch of a voice note is muted, a picture is blacked out by mouse and by
//! keyboard. What the browser makes is compared with what the program makes on the desktop.

use std::path::{Path, PathBuf};

use flate2::{Compress, Compression, Crc, FlushCompress};
use web_tests::exports::{ios_text, written};
use web_tests::foreign::{passed, threadseal, unzipped};
use web_tests::page::{Page, part, until, with_page};
use web_tests::zips::{Entry, zip};

use crate::steps::*;

const TAB: &str = "\u{e004}";
const RIGHT: &str = "\u{e014}";
const DELETE: &str = "\u{e017}";

fn chunk(out: &mut Vec<u8>, kind: &[u8; 4], data: &[u8]) {
    let mut crc = Crc::new();
    crc.update(kind);
    crc.update(data);
    out.extend_from_slice(&(data.len() as u32).to_be_bytes());
    out.extend_from_slice(kind);
    out.extend_from_slice(data);
    out.extend_from_slice(&crc.sum().to_be_bytes());
}

/// 320 by 240 bright pixels.
fn png() -> Vec<u8> {
    png_of(|x, y| [100 + (x % 150) as u8, 100 + (y % 150) as u8, 200])
}

/// 320 by 240 pixels.
pub(crate) fn png_of(pixel: impl Fn(u32, u32) -> [u8; 3]) -> Vec<u8> {
    let mut rows = Vec::new();
    for y in 0..240_u32 {
        rows.push(0);
        for x in 0..320_u32 {
            rows.extend_from_slice(&pixel(x, y));
        }
    }
    let mut packed = Vec::with_capacity(rows.len() + 1_000);
    let mut pack = Compress::new(Compression::fast(), true);
    pack.compress_vec(&rows, &mut packed, FlushCompress::Finish)
        .unwrap();
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    chunk(&mut out, b"IHDR", b"\0\0\x01\x40\0\0\0\xf0\x08\x02\0\0\0");
    chunk(&mut out, b"IDAT", &packed);
    chunk(&mut out, b"IEND", b"");
    out
}

fn with_picture(page: &Page) -> PathBuf {
    let text = ios_text([
        ("Ada Poe", "Good morning."),
        (
            "Ada Poe",
            "here it is \u{200e}<attached: 00000002-PHOTO-2024-03-14-09-01-00.png>",
        ),
    ]);
    let export = zip(&[
        Entry::packed("_chat.txt", text.as_bytes()),
        Entry::stored("00000002-PHOTO-2024-03-14-09-01-00.png", &png()),
    ]);
    written(&page.browser.scratch, "WhatsApp Chat - Bob.zip", &export)
}

/// The media of a package by a foreign reader.
fn media(package: &Path, into: &Path) -> Vec<Vec<u8>> {
    let folder = unzipped(package, into).join("data/media");
    let mut names: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .flatten()
        .map(|entry| entry.path())
        .collect();
    names.sort();
    names
        .iter()
        .map(|name| std::fs::read(name).unwrap())
        .collect()
}

/// The same package made by the program on the desktop from what the page saved; it checks its own
/// bytes for what is withheld.
async fn made_on_the_desktop(page: &Page, export: &Path) -> Vec<Vec<u8>> {
    go_to(page, "Redact").await;
    page.press(part("button", "Save decisions")).await;
    let decisions = page.downloaded(".json").await;
    let scratch = &page.browser.scratch;
    let out = scratch.join("desktop.zip");
    let words = [
        "build",
        &export.display().to_string(),
        "--decisions",
        &decisions.display().to_string(),
        "--created",
        "2024-04-01T10:00:00Z",
        "--attachments",
        "as-they-are",
        "--looked",
        "--out",
        &out.display().to_string(),
    ];
    passed(&threadseal(&words));
    media(&out, &scratch.join("desktop"))
}

/// Black, or not, of pixels of the picture in message 2, as the browser shows it.
async fn is_black(page: &Page, places: &[(u32, u32)]) -> Option<Vec<bool>> {
    let pairs: Vec<[u32; 2]> = places.iter().map(|(x, y)| [*x, *y]).collect();
    let script = format!(
        "(() => {{ const image = document.querySelector('[aria-posinset=\"2\"] img'); \
         if (!image?.complete || !image.naturalWidth) return null; \
         const canvas = document.createElement('canvas'); \
         canvas.width = image.naturalWidth; canvas.height = image.naturalHeight; \
         const context = canvas.getContext('2d'); context.drawImage(image, 0, 0); \
         return {pairs:?}.map(at => [...context.getImageData(at[0], at[1], 1, 1).data].join() === '0,0,0,255'); }})()"
    );
    serde_json::from_value(page.js(&script).await).ok()
}

#[tokio::test]
async fn a_picture_is_blacked_out_by_mouse_and_by_keyboard() {
    with_page("black-out", |page| async move {
        page.open().await;
        let export = with_picture(&page);
        open_export(&page, &export).await;
        choose_on(&page, 2, "Black out a part").await;
        let dialog = page.find(part("dialog", "Black out a part")).await;
        // Nothing drawn: says so.
        page.find_in(&dialog, part("button", "Add a box")).await;
        until("the picture is there", || async {
            page.js("document.querySelector('.boxes__over') !== null").await.as_bool()?.then_some(())
        })
        .await;
        page.press_in(&dialog, part("button", "Give a reason")).await;
        assert!(alert(&page).await.contains("Draw at least one box"));
        // By mouse, from a tenth to a fifth of the picture.
        page.js(
            "(() => { const stage = document.querySelector('.boxes__stage'), at = stage.getBoundingClientRect(); \
             const go = (kind, share) => stage.dispatchEvent(new PointerEvent(kind, { bubbles: true, pointerId: 1, \
               clientX: at.left + at.width * share, clientY: at.top + at.height * share })); \
             go('pointerdown', 0.1); go('pointermove', 0.15); go('pointerup', 0.2); })()",
        )
        .await;
        page.text_that(part("status", "Number of boxes"), |text| text == "1 box").await;
        page.press_in(&dialog, part("button", "Add a box")).await;
        page.text_that(part("status", "Number of boxes"), |text| text == "2 boxes").await;
        // The new box has the keys: moved to the right, then one more that is taken away again.
        for _ in 0..5 {
            page.keys(RIGHT).await;
        }
        let label = page.js("document.activeElement.getAttribute('aria-label')").await;
        assert_eq!(label, "Box 2: 80 by 60 pixels, 135 from the left, 90 from the top");
        page.press_in(&dialog, part("button", "Add a box")).await;
        page.text_that(part("status", "Number of boxes"), |text| text == "3 boxes").await;
        page.keys(DELETE).await;
        page.text_that(part("status", "Number of boxes"), |text| text == "2 boxes").await;
        page.leave_picture("black-out").await;
        page.press_in(&dialog, part("button", "Give a reason")).await;
        give_reason(&page, "Redact", "CHD").await;
        words_fit(&page, 2, |words| words.contains("goes out without a part · CHD")).await;
        let rows = redactions_are(&page, 1).await;
        assert!(rows[0].contains("2 boxes in"), "{rows:?}");
        // As the recipient will see it: burnt in by the program that loads later.
        page.press(part("checkbox", "Show as the recipient will see it")).await;
        go_to_message(&page, 2).await;
        let inside_and_out = [(40, 30), (50, 40), (175, 120), (300, 220), (8, 200)];
        until("the picture is shown with its boxes", || async {
            let black = is_black(&page, &inside_and_out).await?;
            (black == [true, true, true, false, false]).then_some(())
        })
        .await;
        page.press(part("checkbox", "Show as the recipient will see it")).await;
        until("the picture is shown as it is", || async {
            let black = is_black(&page, &inside_and_out).await?;
            black.iter().all(|black| !black).then_some(())
        })
        .await;
        build(&page).await;
        let package = save_package(&page).await;
        let ours = media(&package, &page.browser.scratch.join("page"));
        assert_eq!(ours, made_on_the_desktop(&page, &export).await, "the same bytes");
        assert_ne!(ours, [png()]);
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn a_stretch_of_a_voice_note_is_muted_and_heard() {
    with_page("mute", |page| async move {
        page.open().await;
        open_sample(&page).await;
        go_to_message(&page, 17).await;
        choose_on(&page, 17, "Mute a part").await;
        let dialog = page.find(part("dialog", "Mute a part")).await;
        page.find_in(&dialog, part("img", "Wave form")).await;
        // By mouse over the wave form.
        page.js(
            "(() => { const strip = document.querySelector('.stretch__strip'), at = strip.getBoundingClientRect(); \
             const go = (kind, share) => strip.dispatchEvent(new PointerEvent(kind, { bubbles: true, pointerId: 1, \
               clientX: at.left + at.width * share, clientY: at.top + 9 })); \
             go('pointerdown', 0.75); go('pointermove', 0.5); go('pointerup', 0.25); })()",
        )
        .await;
        page.text_that(part("status", "Stretch"), |text| text.starts_with("Muted from ")).await;
        // Typed, the keyboard's way.
        for (name, value) in [("From, in seconds", "0.2"), ("To, in seconds", "0.5")] {
            let field = page.find_in(&dialog, part("textbox", name)).await;
            page.write(&field, &format!("{value}{TAB}")).await;
        }
        page.text_that(part("status", "Stretch"), |text| text == "Muted from 0:00.2 to 0:00.5").await;
        page.press_in(&dialog, part("button", "Hear it as it will be")).await;
        until("the muted sound can be played", || async {
            let length = page
                .js("document.querySelector('audio[aria-label=\"As it will be\"]')?.duration ?? 0")
                .await;
            (length.as_f64()? > 0.5).then_some(())
        })
        .await;
        page.leave_picture("mute").await;
        page.press_in(&dialog, part("button", "Give a reason")).await;
        give_reason(&page, "Redact", "TPD").await;
        words_fit(&page, 17, |words| words.contains("goes out without a part · TPD")).await;
        let rows = redactions_are(&page, 1).await;
        assert!(rows[0].contains("0:00.2 to 0:00.5 of"), "{rows:?}");
        // Undone, and done again.
        go_to(&page, "Read").await;
        go_to_message(&page, 17).await;
        page.with_control('z').await;
        words_fit(&page, 17, |words| !words.contains("without a part")).await;
        page.with_control('y').await;
        words_fit(&page, 17, |words| words.contains("without a part")).await;
        // The recipient hears the muted one, which is another file.
        go_to(&page, "Read").await;
        page.press(part("checkbox", "Show as the recipient will see it")).await;
        go_to_message(&page, 17).await;
        until("the recipient's sound is there", || async {
            let length = page.js("document.querySelector('[aria-posinset=\"17\"] audio')?.duration ?? 0").await;
            (length.as_f64()? > 0.5).then_some(())
        })
        .await;
        page.press(part("checkbox", "Show as the recipient will see it")).await;
        build(&page).await;
        let package = save_package(&page).await;
        let told = verdict(&page, &package).await;
        assert!(told.starts_with("Valid"), "{told}");
        let folder = unzipped(&package, &page.browser.scratch.join("muted"));
        let transcript = std::fs::read_to_string(folder.join("data/threads/t001/transcript.txt")).unwrap();
        assert!(transcript.contains(".opus, without a part █[TPD]█)"), "{transcript}");
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn a_second_person_looks_at_the_finished_package() {
    with_page("second-person", |page| async move {
        page.open().await;
        let export = journey_export(&page);
        open_export(&page, &export).await;
        redact_message(&page, 5, "SEC").await;
        build(&page).await;
        until("the drawn redactions can be opened", || async {
            page.js(
                "document.querySelector('details.second')?.setAttribute('open', '') === undefined \
                     && document.querySelector('details.second') !== null",
            )
            .await
            .as_bool()?
            .then_some(())
        })
        .await;
        let drawn = page.find(part("list", "Drawn places")).await;
        let words = drawn.text().await.unwrap();
        assert!(words.contains("Redaction 1 · Message · SEC"), "{words}");
        let name = page
            .find(part("textbox", "Name of the second person"))
            .await;
        page.write(&name, "dana clerk").await;
        page.press(part("button", "I looked at each of these"))
            .await;
        assert!(alert(&page).await.contains("decided none"));
        page.js_on(&name, "field => { field.value = ''; }").await;
        page.write(&name, "Cy Orr").await;
        page.press(part("button", "I looked at each of these"))
            .await;
        page.text_that(part("status", "Second person"), |text| {
            text == "Cy Orr looked at 1 place of this package."
        })
        .await;
        // The package stays as it is, and can be saved.
        let package = save_package(&page).await;
        let told = verdict(&page, &package).await;
        assert!(told.starts_with("Valid"), "{told}");
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}
