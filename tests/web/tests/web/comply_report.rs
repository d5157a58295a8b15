//! The report of a case: each of its numbers is clicked, and leads to as many as it says.

use std::path::PathBuf;

use web_tests::exports::written;
use web_tests::page::{Page, part, until, with_page};
use web_tests::zips::{Entry, zip};

use crate::keyboard::ENTER;
use crate::steps::*;

const NOTICE: &str = "15/01/2024, 10:00 - Messages and calls are end-to-end encrypted. No one outside of this chat can read them.\n";
const QUAY: &str = "15/01/2024, 10:30 - Ada Poe: the first crate is on the quay since this morning\n\
15/01/2024, 10:31 - Bob Fay: nobody told the people at the gate about that\n\
15/01/2024, 10:32 - Ada Poe: can we move this to Signal?\n\
15/01/2024, 10:33 - Bob Fay: please send me the papers for the second one\n\
15/01/2024, 10:34 - +44 20 7946 0958: it is guaranteed to arrive\n\
15/01/2024, 10:35 - Lea Gone: This message was deleted\n\
15/01/2024, 10:36 - Bob Fay: <Media omitted>\n\
15/01/2024, 10:37 - Bob Fay: IMG-20240115-WA0007.jpg (file attached)\n\
15/01/2024, 10:38 - Bob Fay: they are in the usual place behind the door <This message was edited>\n\
15/01/2024, 10:39 - Bob Fay: sent from my quay\n";
const ROSTER: &str = "person_id,full_name,phones,region,side,authorised,valid_from,valid_to,custodian,expected_threads\n\
e001,Ada Poe,+44 20 7946 0001,GB,internal,yes,2020-01-01,,yes,Quay|Harbour\n\
e002,Bob Fay,+44 20 7946 0002,GB,internal,yes,2020-01-01,,,\n\
e003,Lea Gone,,GB,internal,yes,2020-01-01,2023-12-31,,\n";

fn android(page: &Page, with: &str, text: &str) -> PathBuf {
    let name = format!("WhatsApp Chat with {with}");
    let packed = zip(&[
        Entry::packed(&format!("{name}.txt"), text.as_bytes()),
        Entry::packed("IMG-20240115-WA0009.jpg", b"no picture"),
    ]);
    written(&page.browser.scratch, &format!("{name}.zip"), &packed)
}

async fn asked(page: &Page) {
    let other = QUAY
        .replace("Ada Poe", "Ada")
        .replace("Ada: can", "Ada: shall")
        .replace(
            "15/01/2024, 10:33 - Bob Fay: please send me the papers for the second one\n",
            "",
        );
    let exports = [
        android(page, "Quay", &format!("{NOTICE}{QUAY}")),
        android(page, "Quay (1)", &format!("{NOTICE}{other}")),
    ];
    let exports: Vec<&std::path::Path> = exports.iter().map(PathBuf::as_path).collect();
    page.choose_files("Open exports", &exports).await;
    article(page, 1).await;
    go_to(page, "Compliance").await;
    let roster = written(&page.browser.scratch, "roster.csv", ROSTER.as_bytes());
    page.choose_files("Open roster", &[&roster]).await;
    let ready_made = page.find(part("combobox", "Ready-made policy")).await;
    page.choose(&ready_made, "Trading desk").await;
    // An exclusion, so that there is something that it hides.
    until("the policy is there and changed", || async {
        let changed = page
            .js("(() => { document.querySelectorAll('.comply__edit').forEach(one => one.open = true); \
         const area = document.getElementById('comply-policy-text'); \
         area.value = area.value.replace(/\"exclusions\": *\\[\\]/, '\"exclusions\": [{\"phrase\": \"guaranteed to arrive\", \"reason\": \"usual\", \"until\": null}]'); \
         area.dispatchEvent(new InputEvent('input', { bubbles: true })); return area.value.includes('guaranteed to arrive'); })()")
            .await;
        changed.as_bool()?.then_some(())?;
        // The roster that was opened just before draws the page once more.
        tokio::time::sleep(std::time::Duration::from_millis(800)).await;
        let held = "document.getElementById('comply-policy-text').value.includes('guaranteed to arrive')";
        page.js(held).await.as_bool()?.then_some(())
    })
    .await;
    page.press(part("button", "Ask")).await;
    page.find(part("listbox", "Findings of the policy")).await;
}

/// How many the place shows that a number led to.
const LANDED: &str = "(() => {
    const report = document.querySelector('.comply__report');
    if (report) return null;
    const list = document.getElementById('comply-findings');
    if (list) return list.firstElementChild ? Number(list.firstElementChild.getAttribute('aria-setsize')) : null;
    const drawn = document.querySelectorAll('.comply__draw').length;
    if (drawn) return drawn;
    const pair = document.querySelectorAll('.comply__pair tbody tr').length;
    if (pair) return pair;
    const people = document.querySelectorAll('.comply tbody tr').length;
    if (people) return people;
    const only = document.body.innerText.match(/(\\d+) of \\d+ messages?/);
    if (document.querySelector('[role=feed]') && only) return Number(only[1]);
    return null;
})()";

async fn report(page: &Page) {
    go_to(page, "Compliance").await;
    page.press(part("button", "Report")).await;
    page.find(part("article", "Compliance report")).await;
}

/// The number that a link says: in front, or behind its words.
fn number_of(words: &str) -> Option<u64> {
    let digits = |text: &str| text.parse::<u64>().ok();
    let mut parts = words.split(|c: char| c.is_whitespace() || c == '(' || c == ')');
    let parts: Vec<&str> = parts.by_ref().filter(|part| !part.is_empty()).collect();
    digits(parts.first()?).or_else(|| digits(parts.last()?))
}

#[tokio::test]
async fn every_number_of_the_report_leads_to_what_it_counts() {
    with_page("comply-numbers", |page| async move {
        page.open().await;
        ready_offline(&page).await;
        asked(&page).await;
        // One confirmed and one cleared, so that there is something of each.
        for (key, dialog) in [("f", "False positive"), ("c", "Claim")] {
            until("the list has the focus", || async {
                let held = "document.activeElement?.id === 'comply-findings'";
                page.js(held).await.as_bool()?.then_some(())
            })
            .await;
            page.keys(key).await;
            if dialog == "False positive" {
                page.find(part("dialog", dialog)).await;
                let name = page.find(part("textbox", "Your name")).await;
                page.write(&name, "Ada Reviewer").await;
                page.keys(ENTER).await;
                page.gone(part("dialog", dialog)).await;
            }
        }
        page.press(part("button", "Sample")).await;
        let field = page.find(part("textbox", "Characters for the draw")).await;
        page.write(&field, "a headline of today").await;
        page.keys(ENTER).await;
        until("the sample", || async {
            let n = page.js("document.querySelectorAll('.comply__draw').length").await;
            (n.as_u64()? > 0).then_some(())
        })
        .await;
        page.press(part("button", "In order")).await;
        report(&page).await;
        page.leave_picture("report").await;
        let all = page
            .js("(document.querySelectorAll('.comply__report details').forEach(one => one.open = true), [...document.querySelectorAll('.comply__report button.link')].map(one => one.innerText))")
            .await;
        let all: Vec<String> = all.as_array().unwrap().iter().map(|one| one.as_str().unwrap().to_owned()).collect();
        for words in ["waiting for a second person", "only in the", "deleted", "edited", "left out", "absent", "named by no message", "matched", "open", "drawn", "read", "hits hidden", "in both", "text messages"] {
            assert!(all.iter().any(|one| one.contains(words)), "{words} is no link: {all:?}");
        }
        let mut n_numbers = 0;
        for (place, words) in all.iter().enumerate() {
            let Some(expected) = number_of(words).filter(|_| !words.starts_with("Finding ") && !words.contains("(message ")) else {
                continue;
            };
            report(&page).await;
            page.js(&format!("document.querySelectorAll('.comply__report button.link')[{place}].click()")).await;
            let landed = until(&format!("{expected} of {words:?}"), || async {
                let landed = page.js(LANDED).await.as_u64();
                landed.filter(|n| *n == expected)
            })
            .await;
            assert_eq!(landed, expected, "{words}");
            n_numbers += 1;
        }
        assert!(n_numbers > 40, "{n_numbers} numbers");
        // Back to all of them.
        report(&page).await;
        page.js("[...document.querySelectorAll('.comply__report button.link')].find(one => one.innerText.endsWith('matched')).click()").await;
        page.press(part("button", "Show all of them")).await;
        until("everybody", || async {
            let n = page.js("document.querySelectorAll('.comply tbody tr').length").await.as_u64();
            n.filter(|n| *n >= 4)
        })
        .await;
    })
    .await;
}

const CARDS: &str = "BEGIN:VCARD\nVERSION:3.0\nUID:a1\nFN:Ada Poe\nCATEGORIES:Colleagues\nEND:VCARD\n\
BEGIN:VCARD\nVERSION:3.0\nUID:b1\nFN:Bob Fay\nCATEGORIES:Colleagues,Desk\nEND:VCARD\n";

#[tokio::test]
async fn categories_of_cards_say_side_and_authorisation() {
    with_page("comply-cards", |page| async move {
        page.open().await;
        let export = android(&page, "Quay", &format!("{NOTICE}{QUAY}"));
        open_export(&page, &export).await;
        go_to(&page, "Compliance").await;
        let cards = written(&page.browser.scratch, "people.vcf", CARDS.as_bytes());
        page.choose_files("Open roster", &[&cards]).await;
        let side = page.find(part("combobox", "Colleagues: side")).await;
        page.choose(&side, "internal").await;
        let may = page.find(part("combobox", "Desk: authorised")).await;
        page.choose(&may, "yes").await;
        until("both are written", || async {
            let text = page
                .js("document.querySelector(\"textarea[aria-label='Roster as text']\").value")
                .await;
            let text = text.as_str()?.to_owned();
            let said = |id: &str, words: &str| {
                text.lines()
                    .any(|line| line.starts_with(id) && line.contains(words))
            };
            (said("a1", "internal,no") && said("b1", "internal,yes")).then_some(())
        })
        .await;
    })
    .await;
}
