//! The desk of a compliance officer: a roster written in the page, a policy tried while it is written, a
//! sample that is the program's, and a whole case: three exports from two custodians, worked to the end by
//! keyboard, printed, and put into the sealed package.

use std::path::PathBuf;

use serde_json::Value;
use web_tests::exports::written;
use web_tests::foreign::{passed, threadseal, unzipped};
use web_tests::page::{Page, part, part_beginning, until, with_page};
use web_tests::zips::{Entry, zip};

use crate::keyboard::{ENTER, tab_to};
use crate::printing::printed;
use crate::steps::*;

/// An export as Android makes it.
fn android(page: &Page, with: &str, text: &str) -> PathBuf {
    let name = format!("WhatsApp Chat with {with}");
    let packed = zip(&[Entry::packed(&format!("{name}.txt"), text.as_bytes())]);
    written(&page.browser.scratch, &format!("{name}.zip"), &packed)
}

const NOTICE: &str = "15/01/2024, 10:00 - Messages and calls are end-to-end encrypted. No one outside of this chat can read them.\n";

async fn choose_desk(page: &Page) {
    let ready_made = page.find(part("combobox", "Ready-made policy")).await;
    page.choose(&ready_made, "Trading desk").await;
}

/// Opens the part of that summary.
async fn unfold(page: &Page, summary: &str) {
    let script = format!(
        "[...document.querySelectorAll('details')].filter(one => one.querySelector('summary')?.innerText === {summary:?}).forEach(one => one.open = true)"
    );
    page.js(&format!("({{ done: {script} }})")).await;
}

#[tokio::test]
async fn a_roster_is_written_in_the_page_by_keyboard() {
    with_page("comply-roster", |page| async move {
        page.open().await;
        let export = android(
            &page,
            "Quay",
            &format!("{NOTICE}15/01/2024, 10:30 - Ada Poe: hello\n"),
        );
        open_export(&page, &export).await;
        go_to(&page, "Compliance").await;
        tab_to(&page, "Begin a roster").await;
        page.keys(ENTER).await;
        page.find(part("textbox", "full_name, row 1")).await;
        tab_to(&page, "full_name, row 1").await;
        page.keys("Ada Poe").await;
        tab_to(&page, "side, row 1").await;
        page.keys("internal").await;
        tab_to(&page, "Add a person").await;
        page.keys(ENTER).await;
        page.find(part("textbox", "full_name, row 2")).await;
        let held = "document.activeElement?.getAttribute('aria-label')";
        until("the new row has the focus", || async {
            (page.js(held).await == "full_name, row 2").then_some(())
        })
        .await;
        page.keys("Bob Fay").await;
        tab_to(&page, "Remove row 2").await;
        page.keys(ENTER).await;
        page.gone(part("textbox", "full_name, row 2")).await;
        page.press(part("button", "Take back the last change"))
            .await;
        page.find(part("textbox", "full_name, row 2")).await;
        let text = page
            .js("document.querySelector(\"textarea[aria-label='Roster as text']\").value")
            .await;
        let text = text.as_str().unwrap_or_default();
        assert!(text.contains("p001,Ada Poe,,,,internal,no"), "{text}");
        assert!(text.contains("p002,Bob Fay,"), "{text}");
    })
    .await;
}

#[tokio::test]
async fn a_policy_is_tried_while_it_is_written() {
    with_page("comply-policy", |page| async move {
        page.open().await;
        let said = "15/01/2024, 10:30 - Ada Poe: it is guaranteed\n".repeat(3);
        let export = android(&page, "Quay", &format!("{NOTICE}{said}"));
        open_export(&page, &export).await;
        go_to(&page, "Compliance").await;
        choose_desk(&page).await;
        unfold(&page, "Edit the policy").await;
        let hits_of = |title: &'static str| {
            let page = &page;
            async move {
                let script = format!(
                    "[...document.querySelectorAll(\"table[aria-label='Hits of each rule'] tr\")].find(one => one.innerText.startsWith({title:?}))?.innerText ?? null"
                );
                page.js(&script).await.as_str().map(str::to_owned)
            }
        };
        type_into_policy(&page, "\"no promises from us\"", "\"no promises from us at all\"").await;
        until("hits are counted", || async {
            hits_of("Promise of a result").await.filter(|row| row.ends_with('3'))
        })
        .await;
        // A slip is named with its line; another word is counted at once.
        type_into_policy(&page, "\"window\"", "\"windw\"").await;
        page.find(part_beginning("button", "Go to line ")).await;
        type_into_policy(&page, "\"windw\"", "\"window\"").await;
        page.gone(part_beginning("button", "Go to line ")).await;
        type_into_policy(&page, "\"guaranteed\"", "\"guaranteed at last\"").await;
        page.find(part_beginning("button", "Go to line ")).await;
    })
    .await;
}

/// Types into the text of the policy, as a person who changes one place of it.
async fn type_into_policy(page: &Page, from: &str, to: &str) {
    let script = format!(
        "(() => {{ const area = document.getElementById('comply-policy-text'); \
         area.value = area.value.replace({from:?}, {to:?}); \
         area.dispatchEvent(new InputEvent('input', {{ bubbles: true }})); return true; }})()"
    );
    page.js(&script).await;
}

#[tokio::test]
async fn a_sample_is_the_same_in_the_page_and_in_the_program() {
    with_page("comply-sample", |page| async move {
        page.open().await;
        ready_offline(&page).await;
        let crates: String = (0..400)
            .map(|number| {
                let (hour, minute) = (11 + number / 60, number % 60);
                format!("15/01/2024, {hour:02}:{minute:02} - Ada Poe: number {number} of the crates\n")
            })
            .collect();
        let export = android(&page, "Quay", &format!("{NOTICE}{crates}"));
        open_export(&page, &export).await;
        go_to(&page, "Compliance").await;
        choose_desk(&page).await;
        page.press(part("button", "Ask")).await;
        page.find(part("listbox", "Findings of the policy")).await;
        page.press(part("button", "Sample")).await;
        let field = page.find(part("textbox", "Characters for the draw")).await;
        page.write(&field, "a headline of today").await;
        page.keys(ENTER).await;
        let drawn = until("the sample", || async {
            let drawn = page
                .js("[...document.querySelectorAll('.comply__draw > .comply__words')].map(one => one.innerText)")
                .await;
            drawn.as_array().filter(|rows| !rows.is_empty()).cloned()
        })
        .await;
        let program = threadseal(&[
            "compliance",
            export.to_str().unwrap(),
            "--policy",
            "desk",
            "--sample",
            "a headline of today",
        ]);
        let report: Value = serde_json::from_str(&passed(&program)).unwrap();
        let groups = report["sample"][2].as_array().unwrap();
        let expected: Vec<String> = groups
            .iter()
            .flat_map(|group| group["messages"].as_array().unwrap())
            .map(|one| format!("number {} of the crates", one["message"].as_u64().unwrap() - 2))
            .collect();
        let drawn: Vec<&str> = drawn.iter().filter_map(Value::as_str).collect();
        assert_eq!(drawn, expected);
        let seed = page
            .js("document.querySelector('.comply__seed code').innerText")
            .await;
        assert_eq!(seed, report["sample"][1]);
    })
    .await;
}

/// Twelve people; one left at the end of 2023.
fn roster() -> String {
    let mut text = "person_id,full_name,phones,region,side,authorised,valid_from,valid_to,custodian,expected_threads\n\
        e001,Ada Poe,+44 20 7946 0001,GB,internal,yes,2020-01-01,,yes,Quay|Harbour\n\
        e002,Bob Fay,+44 20 7946 0002,GB,internal,yes,2020-01-01,,yes,Quay\n\
        e003,Lea Gone,+44 20 7946 0003,GB,internal,yes,2020-01-01,2023-12-31,,\n"
        .to_owned();
    for number in 4..=12 {
        text.push_str(&format!(
            "x{number:03},Person {number},,GB,external,yes,,,,\n"
        ));
    }
    text
}

const QUAY: &str = "15/01/2024, 10:30 - Ada Poe: the first crate is on the quay since this morning\n\
15/01/2024, 10:31 - Bob Fay: nobody told the people at the gate about that\n\
15/01/2024, 10:32 - Ada Poe: can we move this to Signal?\n\
15/01/2024, 10:33 - Bob Fay: please send me the papers for the second one\n\
15/01/2024, 10:34 - +44 20 7946 0958: and who may I be\n\
15/01/2024, 10:35 - Lea Gone: I am still here as you can see\n\
15/01/2024, 10:36 - Bob Fay: they are in the usual place behind the door\n";
const HARBOUR: &str = "16/01/2024, 10:30 - Ada Poe: good morning to the harbour\n\
16/01/2024, 10:31 - +44 20 7946 0959: my password is Hunter-2-Placeholder\n";

async fn to_work(page: &Page) -> (u32, u32) {
    let text = page
        .text_that(part("status", "Findings to work"), |text| !text.is_empty())
        .await;
    let numbers: Vec<u32> = text
        .split(|c: char| !c.is_ascii_digit())
        .filter_map(|part| part.parse().ok())
        .collect();
    (numbers[0], numbers[1])
}

/// Works the finding at hand with one key. A grave one waits for a second person then, who agrees at
/// once; the same finding in two exports is worked with it. Waits until something came of it.
async fn work(page: &Page) {
    let (left, _) = to_work(page).await;
    let waits = "document.querySelector('#comply-findings [aria-selected=true]')?.innerText.includes('second person') ?? false";
    until("the list has the focus", || async {
        let held = "document.activeElement?.id === 'comply-findings'";
        page.js(held).await.as_bool()?.then_some(())
    })
    .await;
    if page.js(waits).await == true {
        page.keys("s").await;
        page.find(part("dialog", "A second person agrees")).await;
        let second = page
            .find(part("textbox", "Name of the second person"))
            .await;
        page.write(&second, "Bea Second").await;
        page.keys(ENTER).await;
        page.gone(part("dialog", "A second person agrees")).await;
    } else {
        page.keys("f").await;
        page.find(part("dialog", "False positive")).await;
        page.keys(ENTER).await;
        page.gone(part("dialog", "False positive")).await;
    }
    until("it is worked", || async {
        let done = to_work(page).await.0 < left || page.js(waits).await == true;
        done.then_some(())
    })
    .await;
}

#[tokio::test]
async fn a_case_is_worked_to_its_end_printed_and_kept() {
    with_page("comply-case", |page| async move {
        page.open().await;
        let folder = page.browser.scratch.clone();
        let other = QUAY.replace("Ada Poe", "Ada").replace("10:32 - Ada: can", "10:32 - Ada: shall");
        let exports = [
            android(&page, "Quay", &format!("{NOTICE}{QUAY}")),
            android(&page, "Quay (1)", &format!("{NOTICE}{other}")),
            android(&page, "Harbour", &format!("{NOTICE}{HARBOUR}")),
        ];
        let exports: Vec<&std::path::Path> = exports.iter().map(PathBuf::as_path).collect();
        page.choose_files("Open exports", &exports).await;
        article(&page, 1).await;
        go_to(&page, "Compliance").await;
        let roster = written(&folder, "roster.csv", roster().as_bytes());
        page.choose_files("Open roster", &[&roster]).await;
        choose_desk(&page).await;
        tab_to(&page, "Ask").await;
        page.keys(ENTER).await;
        page.find(part("listbox", "Findings of the policy")).await;
        let codes = page
            .js("[...document.querySelectorAll('#comply-code option')].map(one => one.value)")
            .await;
        for code in ["R001", "R002", "O001", "D002"] {
            assert!(codes.as_array().unwrap().contains(&Value::from(code)), "{code} in {codes}");
        }
        // Who handed in the third one is said, and everything is asked again.
        page.press(part("button", "Completeness")).await;
        let by = page.find(part("combobox", "Who handed in Harbour")).await;
        page.choose(&by, "Ada Poe (e001)").await;
        until("it is asked again", || async {
            page.js("document.body.innerText.includes('Ada Poe (e001)') && !document.querySelector('[role=progressbar]')")
                .await
                .as_bool()?
                .then_some(())
        })
        .await;
        page.press(part("button", "Review")).await;
        page.find(part("listbox", "Findings of the policy")).await;
        // The first is claimed, so that the name is known; the rest is no case of the rules.
        let (n_to_do, n_all) = to_work(&page).await;
        assert_eq!(n_to_do, n_all);
        tab_to(&page, "Findings of the policy").await;
        page.keys("c").await;
        page.find(part("dialog", "Claim")).await;
        let name = page.find(part("textbox", "Your name")).await;
        page.write(&name, "Ada Reviewer").await;
        page.keys(ENTER).await;
        page.gone(part("dialog", "Claim")).await;
        while to_work(&page).await.0 > 0 {
            work(&page).await;
        }
        // The report counts the same, prints, and its numbers lead to what they count.
        page.press(part("button", "Report")).await;
        let text = printed(&page, "report").await;
        for words in ["Compliance report", "Ada Poe (e001)", "Writes outside the dates", "complete as far as", "False positive"] {
            assert!(text.to_lowercase().contains(&words.to_lowercase()), "{words:?} in {text}");
        }
        let n_links = page
            .js("document.querySelectorAll('.comply__report td button.link').length")
            .await;
        assert!(n_links.as_u64().unwrap() > 4, "{n_links}");
        page.js("document.querySelector('.comply__report td button.link').click()").await;
        page.find(part("listbox", "Findings of the policy")).await;
        let listed = page.js("document.querySelectorAll('#comply-findings > li').length").await;
        assert!(listed.as_u64().unwrap() > 0);
        tab_to(&page, "Findings of the policy").await;
        page.keys("g").await;
        page.find(part("feed", "Messages")).await;
        // It travels in the custodian's package.
        go_to(&page, "Compliance").await;
        page.press(part("button", "Report")).await;
        page.press(part("button", "Put into the sealed package")).await;
        page.press(part_beginning("link", "Save sealed package")).await;
        let package = page.downloaded(".zip").await;
        let inside = unzipped(&package, &folder.join("sealed"));
        let report = std::fs::read_to_string(inside.join("data/compliance/compliance.json")).unwrap();
        let report: Value = serde_json::from_str(&report).unwrap();
        assert_eq!(report["findings"].as_array().unwrap().len() as u32, n_all);
        assert!(inside.join("data/compliance/labels.json").is_file());
    })
    .await;
}
