//! A picture with a QR code: the page finds it, a person takes the box; the same picture sent again
//! without one is named before the package is saved.

use std::path::{Path, PathBuf};

use web_tests::exports::{ios_text, written};
use web_tests::page::{Page, part, until, with_page};
use web_tests::zips::{Entry, zip};

use crate::parts::png_of;
use crate::steps::*;

/// A code of version 1, as any program draws it.
const CODE: [&str; 21] = [
    "#######.#.#...#######",
    "#.....#....##.#.....#",
    "#.###.#....##.#.###.#",
    "#.###.#.##.#..#.###.#",
    "#.###.#..#.#..#.###.#",
    "#.....#..#....#.....#",
    "#######.#.#.#.#######",
    ".....................",
    "..#.###.#.#.##...#..#",
    "....##...#...#.#..#.#",
    "#######.##.#...#..##.",
    ".##.#..#..#.##.###.##",
    "..###.#.##.##.##.#.##",
    "........##.#####..##.",
    "#######..##..#..#.###",
    "#.....#.###..#.#.#.#.",
    "#.###.#.#.#.#...#.###",
    "#.###.#..######.##.#.",
    "#.###.#.###.#.#...#.#",
    "#.....#..##..#...#.##",
    "#######..###.####.#.#",
];

/// The code on a bright wall, six pixels a module, at 100, 60.
fn picture() -> Vec<u8> {
    png_of(|x, y| {
        let module = |at: u32, from: u32| at.checked_sub(from).map(|at| (at / 6) as usize);
        let inside = module(x, 100).zip(module(y, 60));
        let dark = inside.and_then(|(column, row)| CODE.get(row)?.as_bytes().get(column));
        match dark {
            Some(b'#') => [10, 10, 10],
            Some(_) => [250, 250, 250],
            None => [200 + (x % 40) as u8, 210 + (y % 30) as u8, 240],
        }
    })
}

fn with_pictures(page: &Page) -> PathBuf {
    let names = [
        "00000002-PHOTO-2024-03-14-09-01-00.png",
        "00000003-PHOTO-2024-03-14-09-02-00.png",
    ];
    let bodies = names.map(|name| format!("\u{200e}<attached: {name}>"));
    let text = ios_text([
        ("Ada Poe", "Good morning."),
        ("Ada Poe", bodies[0].as_str()),
        ("Ada Poe", bodies[1].as_str()),
    ]);
    let picture = picture();
    let export = zip(&[
        Entry::packed("_chat.txt", text.as_bytes()),
        Entry::stored(names[0], &picture),
        Entry::stored(names[1], &picture),
    ]);
    written(&page.browser.scratch, "WhatsApp Chat - Bob.zip", &export)
}

async fn boxed(page: &Page, export: &Path) {
    open_export(page, export).await;
    choose_on(page, 2, "Black out a part").await;
    let dialog = page.find(part("dialog", "Black out a part")).await;
    until("the code is found", || async {
        let text = dialog.text().await.ok()?;
        text.contains("1 QR code was found").then_some(())
    })
    .await;
    page.press_in(&dialog, part("button", "Put boxes over them"))
        .await;
    page.text_that(part("status", "Number of boxes"), |text| text == "1 box")
        .await;
    page.leave_picture("code").await;
    let places = "[...document.querySelectorAll('.boxes__over [aria-label]')].map(at => at.ariaLabel).join()";
    let label = page.js(places).await;
    // 126 pixels wide from 100, 60: covered, and not much more.
    let numbers: Vec<u32> = label
        .as_str()
        .unwrap()
        .split(|c: char| !c.is_ascii_digit())
        .filter_map(|word| word.parse().ok())
        .collect();
    let [_, width, height, left, top] = numbers[..] else {
        panic!("{label}");
    };
    assert!(left <= 100 && top <= 60, "{label}");
    assert!(left + width >= 226 && top + height >= 186, "{label}");
    assert!(width < 200 && height < 200, "{label}");
    page.press_in(&dialog, part("button", "Give a reason"))
        .await;
    give_reason(page, "Redact", "CHD").await;
}

#[tokio::test]
async fn a_code_is_found_boxed_and_named_where_it_is_not() {
    with_page("codes", |page| async move {
        page.open().await;
        let export = with_pictures(&page);
        boxed(&page, &export).await;
        build(&page).await;
        let said = until("the pictures were looked at", || async {
            let text = page
                .js("document.querySelector('main')?.innerText ?? ''")
                .await;
            let text = text.as_str()?.to_owned();
            text.contains("Look at these pictures").then_some(text)
        })
        .await;
        page.leave_picture("sights").await;
        assert!(said.contains("00000003-PHOTO-2024-03-14-09-02-00.png looks like 00000002-PHOTO-2024-03-14-09-01-00.png, of which boxes are black"), "{said}");
        assert!(said.contains("00000003-PHOTO-2024-03-14-09-02-00.png shows a QR code"), "{said}");
        assert!(!said.contains("00000002-PHOTO-2024-03-14-09-01-00.png shows"), "{said}");
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}
