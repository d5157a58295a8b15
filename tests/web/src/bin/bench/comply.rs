//! Compliance in the page: all rules of a starting policy over a million messages beside one run of `rg`
//! with their terms, and what putting two exports side by side adds to asking.

use std::path::{Path, PathBuf};
use std::process::Command;

use fantoccini::Locator;
use serde_json::Value;
use web_tests::exports::{many_text, written};
use web_tests::measure::{Row, Times, timed};
use web_tests::page::{Page, part, until_within};
use web_tests::settings;
use web_tests::zips::{Entry, zip};

use crate::inputs::Inputs;
use crate::{N_RUNS, PATIENCE, fresh_page, show, stopped, stopwatch};

const DESK: &str = include_str!("../../../../../src/engine/compliance/policy/starting/desk.json");
const LISTS: &str = include_str!("../../../../../src/engine/compliance/lists.csv");
/// What rg would be given for the detectors that the policy names.
const DETECTORS: &str = include_str!("../../../../../benches/comply-patterns.txt");
/// A policy that asks for nothing.
const NOTHING: &str = r#"{"format":"wa-policy/1","id":"none","title":"None","version":"1",
"clauses":[{"id":"1","kind":"do","title":"T","text":"T"}],"rules":[]}"#;
/// Messages of each of two exports.
const N_ALIGNED: usize = 40_000;
/// What comparing them may take. Units: milliseconds.
const BAR_MS: f64 = 1_000.0;

/// Prints a row and a line.
pub(crate) async fn measured(inputs: &Inputs) {
    let folder = settings::scratch("bench-comply");
    let desk = written(&folder, "desk.json", DESK.as_bytes());
    let terms = written(&folder, "terms.txt", patterns().as_bytes());
    let nothing = written(&folder, "nothing.json", NOTHING.as_bytes());
    let all = asked(&[&inputs.zip], &desk).await;
    let without = asked(&[&inputs.zip], &nothing).await.median();
    println!(
        "asking about 1,000,000 messages: {:.0} ms; {without:.0} ms of it with a policy without rules: \
         opening once more and every check",
        all.median()
    );
    show(&Row {
        what: "all rules of the desk policy, 1,000,000 messages".to_owned(),
        ours: Times(all.0.iter().map(|ms| ms - without).collect()),
        beside: "rg -j1 -c -f TERMS on the text, native".to_owned(),
        theirs: ripgrep(&terms, &inputs.text),
        bar: 10.0,
    });
    side_by_side(&folder, &nothing).await;
}

/// What asking about two exports of one thread takes beyond asking about each.
async fn side_by_side(folder: &Path, nothing: &Path) {
    let one = many_text(N_ALIGNED);
    let other: String = one
        .lines()
        .enumerate()
        .filter(|(number, _)| number % 1_000 != 500)
        .map(|(_, line)| format!("{}\n", line.replace("Ada Poe", "Addie")))
        .collect();
    let export = |name: &str, text: &str| -> PathBuf {
        let name = format!("WhatsApp Chat with {name}");
        let packed = zip(&[Entry::packed(&format!("{name}.txt"), text.as_bytes())]);
        written(folder, &format!("{name}.zip"), &packed)
    };
    let (a, b) = (export("One Side", &one), export("Other Side", &other));
    let both = asked(&[&a, &b], nothing).await.median();
    let alone = asked(&[&a], nothing).await.median() + asked(&[&b], nothing).await.median();
    let added = both - alone;
    println!(
        "two exports of {N_ALIGNED} messages, put side by side: {added:.0} ms ({both:.0} ms to ask about both, \
         {alone:.0} ms about each alone), bar {BAR_MS:.0} ms: {}",
        if added <= BAR_MS { "within" } else { "OVER" }
    );
}

/// "Ask" to the answer.
async fn asked(exports: &[&PathBuf], policy: &Path) -> Times {
    let exports: Vec<&Path> = exports.iter().map(|path| path.as_path()).collect();
    let mut times = Vec::new();
    for _run in 0..N_RUNS {
        let page: Page = fresh_page("bench").await;
        page.choose_files("Open exports", &exports).await;
        // Digests are computed meanwhile; a comparison must not wait for them.
        until_within("digests", PATIENCE, || async {
            let is_done = page
                .js(
                    "document.querySelectorAll(\"[aria-label^='Copy the SHA-256 of']\").length > 0 \
                     && !document.querySelector('[role=progressbar]')",
                )
                .await;
            is_done.as_bool()?.then_some(())
        })
        .await;
        page.press(part("tab", "Compliance")).await;
        page.choose_files("Open policy", &[policy]).await;
        // The clock starts at the press, as it does for a chosen file elsewhere.
        let watch = stopwatch("#comply-findings").replace("'change'", "'click'");
        page.execute(&watch, Vec::new())
            .await
            .expect("a script runs");
        until_within("the button", PATIENCE, || async {
            let buttons = page
                .find_all(Locator::Css("button.button--strong"))
                .await
                .ok()?;
            (!buttons.is_empty()).then_some(())
        })
        .await;
        page.press(part("button", "Ask")).await;
        times.push(stopped(&page).await);
        page.browser.close().await;
    }
    Times(times)
}

fn ripgrep(terms: &Path, text: &Path) -> Times {
    let command = || {
        timed(
            Command::new("rg")
                .args(["-j1", "-c", "-f"])
                .args([terms, text]),
        )
    };
    command();
    Times((0..7).map(|_| command()).collect())
}

/// Every word that the policy and the usual lists name, whole and in any case, and the detectors.
fn patterns() -> String {
    let policy: Value = serde_json::from_str(DESK).expect("the policy is JSON");
    let mut words = Vec::new();
    for part in ["lists", "channels", "rules"] {
        gather(&policy[part], &mut words);
    }
    words.extend(
        LISTS
            .lines()
            .skip(1)
            .filter_map(|line| Some(line.split_once(',')?.1.to_owned())),
    );
    words.sort();
    words.dedup();
    let escaped = |word: &String| -> String {
        let plain = |c: char| c.is_alphanumeric() || c == ' ' || c == '\'';
        let chars = word.chars();
        chars
            .flat_map(|c| if plain(c) { vec![c] } else { vec!['\\', c] })
            .collect()
    };
    let lines: String = words
        .iter()
        .map(|word| format!("(?i)\\b{}\\b\n", escaped(word)))
        .collect();
    format!("{DETECTORS}{lines}")
}

/// Words stand in lists of these names.
fn gather(value: &Value, words: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (name, inner) in fields {
                match (name.as_str(), inner) {
                    ("words" | "hosts" | "terms" | "phrases" | "a" | "b", Value::Array(list)) => {
                        words.extend(list.iter().filter_map(Value::as_str).map(str::to_owned));
                    }
                    (_other, Value::Array(list))
                        if list.iter().all(Value::is_string) && name == "move" =>
                    {
                        words.extend(list.iter().filter_map(Value::as_str).map(str::to_owned));
                    }
                    _other => gather(inner, words),
                }
            }
        }
        Value::Array(list) => list.iter().for_each(|inner| gather(inner, words)),
        _word => {}
    }
}
